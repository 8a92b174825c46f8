//! One sheet as a sparse grid of values, and the budget that all sheets of a file share.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{MOST_CELLS, ReadingError};
use crate::period::Month;

/// The longest text a cell of Excel holds, in characters.
const LONGEST_TEXT: usize = 32_767;
/// How much of a longer text is kept, to show which one it is.
const BEGINNING: usize = 40;
/// The most text over all sheets, in bytes. One text that every cell shares counts each time.
const MOST_TEXT: usize = 32 << 20;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// A text, as it stands there: whatever characters it has.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(NaiveDate),
    /// A month, as a cell formatted `2022年6月` means it.
    Month(Month),
    /// Yes or no.
    Truth(bool),
    /// An error of the spreadsheet program, such as `#REF!`.
    Fault(String),
    /// A text longer than any cell may hold, with its beginning.
    TooLong(String),
}

impl Value {
    /// The value as the cell shows it.
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Fault(text) | Self::TooLong(text) => text.clone(),
            Self::Number(number) => shown(*number),
            Self::Day(day) => day.to_string(),
            Self::Month(month) => month.name(),
            Self::Truth(truth) => (if *truth { "TRUE" } else { "FALSE" }).to_owned(),
        }
    }

    fn of_text(text: &str) -> Self {
        if text.is_empty() {
            return Self::Blank;
        }
        // Bytes first: counting the characters of every cell would cost more than reading it.
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            return Self::TooLong(text.chars().take(BEGINNING).collect());
        }
        Self::Text(text.to_owned())
    }
}

/// A spreadsheet shows 15 digits; what a float has beyond them (0.1 + 0.2) is noise.
fn shown(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// A rectangle of cells, both corners in it, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Row and column of the upper left corner.
    pub first: (u32, u32),
    /// Row and column of the lower right corner.
    pub last: (u32, u32),
}

impl Area {
    /// Whether a cell lies in it.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first.0..=self.last.0).contains(&row) && (self.first.1..=self.last.1).contains(&column)
    }
}

/// One worksheet. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Hidden from whoever opens the file.
    pub hidden: bool,
    /// The merged cells. The value of each stands in its upper left corner.
    pub merged: Vec<Area>,
    pub(super) cells: BTreeMap<(u32, u32), Value>,
    pub(super) formulas: BTreeSet<(u32, u32)>,
}

impl Sheet {
    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }

    /// The last row with something in it.
    pub fn last_row(&self) -> Option<u32> {
        self.cells.last_key_value().map(|((row, _), _)| *row)
    }

    /// What stands in a cell.
    pub fn value(&self, row: u32, column: u32) -> &Value {
        self.cells.get(&(row, column)).unwrap_or(&Value::Blank)
    }

    /// Whether a formula stands in a cell; its value is then what was last computed.
    pub fn is_formula(&self, row: u32, column: u32) -> bool {
        self.formulas.contains(&(row, column))
    }

    /// The merged cells that a cell is part of.
    pub fn merged_at(&self, row: u32, column: u32) -> Option<Area> {
        self.merged.iter().find(|area| area.contains(row, column)).copied()
    }

    /// Every cell with something in it, row by row.
    pub fn cells(&self) -> impl Iterator<Item = ((u32, u32), &Value)> {
        self.cells.iter().map(|(place, value)| (*place, value))
    }

    /// The same sheet with nothing in it but the rows from `first` on and before `end`, where they were.
    #[must_use]
    pub fn between(&self, first: u32, end: u32) -> Self {
        let within = |row: u32| (first..end).contains(&row);
        let cells = self.cells.iter().filter(|((row, _), _)| within(*row));
        Self {
            name: self.name.clone(),
            hidden: self.hidden,
            merged: self.merged.iter().copied().filter(|area| within(area.first.0)).collect(),
            cells: cells.map(|(place, value)| (*place, value.clone())).collect(),
            formulas: self.formulas.iter().copied().filter(|(row, _)| within(*row)).collect(),
        }
    }

    /// Every row with something in it: its number and its cells.
    pub fn rows(&self) -> impl Iterator<Item = (u32, Vec<(u32, &Value)>)> {
        let mut cells = self.cells().peekable();
        std::iter::from_fn(move || {
            let ((row, column), value) = cells.next()?;
            let mut line = vec![(column, value)];
            while let Some(((_, column), value)) = cells.next_if(|((other, _), _)| *other == row) {
                line.push((column, value));
            }
            Some((row, line))
        })
    }
}

/// What is left of what one file may hold.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }
}

impl Budget {
    /// Puts a value into a sheet, unless there is too much already.
    pub(super) fn put(
        &mut self,
        sheet: &mut Sheet,
        at: (u32, u32),
        value: Value,
    ) -> Result<(), ReadingError> {
        if value == Value::Blank {
            return Ok(());
        }
        let size = match &value {
            Value::Text(text) | Value::Fault(text) | Value::TooLong(text) => text.len(),
            _ => 0,
        };
        let left = |have: usize, used: usize| have.checked_sub(used).ok_or(ReadingError::TooManyCells);
        self.cells = left(self.cells, 1)?;
        self.text = left(self.text, size)?;
        sheet.cells.insert(at, value);
        Ok(())
    }

    /// Puts a text into a sheet.
    pub(super) fn put_text(
        &mut self,
        sheet: &mut Sheet,
        at: (u32, u32),
        text: &str,
    ) -> Result<(), ReadingError> {
        self.put(sheet, at, Value::of_text(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_shows_as_its_cell_does() {
        for (number, text) in
            [(3.0, "3"), (0.1 + 0.2, "0.3"), (-1234.5, "-1234.5"), (1e20, "100000000000000000000")]
        {
            assert_eq!(Value::Number(number).text(), text);
        }
    }

    #[test]
    fn rows_without_anything_are_passed_over() {
        let (mut sheet, mut budget) = (Sheet::default(), Budget::default());
        for (at, text) in [((0, 1), "a"), ((5, 0), "b"), ((5, 3), "c"), ((5, 4), "")] {
            budget.put_text(&mut sheet, at, text).unwrap();
        }
        let rows: Vec<(u32, Vec<u32>)> = sheet
            .rows()
            .map(|(row, cells)| (row, cells.iter().map(|(column, _)| *column).collect()))
            .collect();
        assert_eq!(rows, [(0, vec![1]), (5, vec![0, 3])]);
    }

    #[test]
    fn what_is_too_much_is_refused_and_what_is_too_long_is_named() {
        let (mut sheet, mut budget) = (Sheet::default(), Budget::default());
        budget.put_text(&mut sheet, (0, 0), &"长".repeat(40_000)).unwrap();
        assert_eq!(sheet.value(0, 0), &Value::TooLong("长".repeat(BEGINNING)));
        budget.put_text(&mut sheet, (0, 1), &"长".repeat(LONGEST_TEXT)).unwrap();
        let text = "x".repeat(LONGEST_TEXT);
        let many = (0..).map(|row| budget.put_text(&mut sheet, (row, 2), &text)).take(2000);
        assert!(many.into_iter().any(|put| put == Err(ReadingError::TooManyCells)));
    }
}
