//! One sheet as a sparse grid of cells, and the budget that all sheets of a file share.
//!
//! A cell has what it shows, because that is what an office reads: the number as its format shows it, what is
//! crossed out, whether its row or column is hidden, and whether a formula was ever computed. Content that is
//! covered by a merged cell is not shown by any program and is not read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Cell, Formula, MOST_CELLS, ReadingError, Value};

/// The most bytes of text over all sheets. A text shared by several cells counts for each of them.
const MOST_TEXT: usize = 32 << 20;
/// The most merged areas over all sheets, and the most cells that they cover together.
const MOST_MERGED: usize = 20_000;
/// A merged heading may cover columns without content below it, but not thousands of them.
const BEYOND: u32 = 100;
const MOST_COVERED: usize = 2 * MOST_CELLS;

/// A rectangle of cells, including both corners, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Row and column of the upper left corner.
    pub first: (u32, u32),
    /// Row and column of the lower right corner.
    pub last: (u32, u32),
}

/// One worksheet. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Whether it is hidden from whoever opens the file.
    pub hidden: bool,
    /// Whether its page lies on its side.
    pub landscape: bool,
    /// The rows of its table, where the file says which they are; the others are lines around it.
    pub table: Option<Range<u32>>,
    cells: BTreeMap<(u32, u32), Cell>,
    /// The merged areas with content, by each cell that they cover.
    merged: BTreeMap<(u32, u32), Area>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    /// Merged areas as they were read, before [`Self::settle`].
    areas: Vec<Area>,
}

const BLANK: &Value = &Value::Blank;

impl Sheet {
    /// A sheet with nothing in it.
    pub(super) fn named(name: String, hidden: bool) -> Self {
        Self { name, hidden, ..Self::default() }
    }

    /// Whether it has no content.
    pub fn is_blank(&self) -> bool {
        self.cells().next().is_none()
    }

    /// The last row with content.
    pub fn last_row(&self) -> Option<u32> {
        self.cells.last_key_value().map(|((row, _), _)| *row)
    }

    /// The value of a cell.
    pub fn value(&self, row: u32, column: u32) -> &Value {
        self.cells.get(&(row, column)).map_or(BLANK, |cell| &cell.value)
    }

    /// A cell with everything known about it; `None` for an empty one.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&(row, column))
    }

    /// Whether the value of a cell is what its formula was last computed to.
    pub fn is_computed(&self, row: u32, column: u32) -> bool {
        self.cell(row, column).is_some_and(|cell| cell.formula == Some(Formula::Computed))
    }

    /// Whether a row is hidden, by hand, by a filter or by an outline.
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row)
    }

    /// Whether a column is hidden, by hand or by an outline.
    pub fn is_column_hidden(&self, column: u32) -> bool {
        self.hidden_columns.contains(&column)
    }

    /// The merged area that covers a cell. Its value is in its first cell.
    pub fn merged_at(&self, row: u32, column: u32) -> Option<Area> {
        self.merged.get(&(row, column)).copied()
    }

    /// The first cell above a row whose formula was never computed: nobody knows what it shows.
    pub fn not_computed_above(&self, row: u32) -> Option<((u32, u32), &Cell)> {
        let mut above = self.cells.range(..(row, 0));
        above.find(|(_, cell)| cell.formula == Some(Formula::NotComputed)).map(|(place, cell)| (*place, cell))
    }

    /// Every cell with content, row by row.
    pub fn cells(&self) -> impl Iterator<Item = ((u32, u32), &Value)> {
        let filled = self.cells.iter().filter(|(_, cell)| cell.value != Value::Blank);
        filled.map(|(place, cell)| (*place, &cell.value))
    }

    /// Every row with content: its number and its cells.
    pub fn rows(&self) -> impl Iterator<Item = (u32, Vec<(u32, &Value)>)> {
        self.rows_from(0)
    }

    /// The same, from a row on.
    pub fn rows_from(&self, first: u32) -> impl Iterator<Item = (u32, Vec<(u32, &Value)>)> {
        let cells = self.cells.range((first, 0)..).map(|(place, cell)| (*place, &cell.value));
        let mut cells = cells.filter(|(_, value)| **value != Value::Blank).peekable();
        std::iter::from_fn(move || {
            let ((row, column), value) = cells.next()?;
            let mut line = vec![(column, value)];
            while let Some(((_, column), value)) = cells.next_if(|((other, _), _)| *other == row) {
                line.push((column, value));
            }
            Some((row, line))
        })
    }

    /// A copy of the sheet with only the rows from `first` up to `end` (excluded), at their places.
    #[must_use]
    pub fn between(&self, first: u32, end: u32) -> Self {
        let rows = (first, 0)..(end, 0);
        Self {
            name: self.name.clone(),
            hidden: self.hidden,
            landscape: self.landscape,
            table: self.table.clone(),
            cells: self.cells.range(rows.clone()).map(|(place, cell)| (*place, cell.clone())).collect(),
            merged: self.merged.range(rows).map(|(place, area)| (*place, *area)).collect(),
            hidden_rows: self.hidden_rows.range(first..end).copied().collect(),
            hidden_columns: self.hidden_columns.clone(),
            areas: Vec::new(),
        }
    }

    /// The visible part of the sheet: without hidden rows and columns, the others at their places. The value
    /// of a merged area is in the first of its cells that is visible.
    #[must_use]
    pub fn seen(&self) -> Self {
        let is_seen = |(row, column): (u32, u32)| !self.is_row_hidden(row) && !self.is_column_hidden(column);
        // Each area is cut only once, however many cells it has: it may be as tall as the sheet.
        let mut cut = BTreeMap::new();
        let mut in_sight = |area: Area| *cut.entry(area.first).or_insert_with(|| self.in_sight(area));
        let mut seen = Self::named(self.name.clone(), self.hidden);
        (seen.landscape, seen.table) = (self.landscape, self.table.clone());
        for (place, cell) in &self.cells {
            let place = match self.merged_at(place.0, place.1) {
                None => Some(*place).filter(|place| is_seen(*place)),
                Some(area) => in_sight(area).map(|area| area.first),
            };
            seen.cells.extend(place.map(|place| (place, cell.clone())));
        }
        for (place, area) in self.merged.iter().filter(|(place, _)| is_seen(**place)) {
            seen.merged.extend(in_sight(*area).map(|area| (*place, area)));
        }
        seen
    }

    /// The visible part of a merged area, from its first visible row and column to the last.
    fn in_sight(&self, area: Area) -> Option<Area> {
        let mut rows = (area.first.0..=area.last.0).filter(|row| !self.is_row_hidden(*row));
        let mut columns = (area.first.1..=area.last.1).filter(|column| !self.is_column_hidden(*column));
        let first = (rows.next()?, columns.next()?);
        let last = (rows.next_back().unwrap_or(first.0), columns.next_back().unwrap_or(first.1));
        Some(Area { first, last })
    }

    /// Hides rows, including both ends.
    pub(super) fn hide_rows(&mut self, rows: std::ops::RangeInclusive<u32>) {
        self.hidden_rows.extend(rows);
    }

    /// Hides columns, including both ends.
    pub(super) fn hide_columns(&mut self, columns: std::ops::RangeInclusive<u32>) {
        self.hidden_columns.extend(columns);
    }

    /// Applies the merged areas after everything was read: the content that they cover is removed, since no program
    /// shows it. Whole columns may be merged, so an area is cut a little after the last cell with content.
    pub(super) fn settle(&mut self, budget: &mut Budget) -> Result<(), ReadingError> {
        let last_row = self.last_row().unwrap_or_default();
        let last_column = self.cells.keys().map(|(_, column)| *column).max().unwrap_or_default();
        for Area { first, last } in std::mem::take(&mut self.areas) {
            let cut = (last.0.min(last_row + BEYOND), last.1.min(last_column + BEYOND));
            let area = Area { first, last: cut };
            for row in first.0..=last.0.min(last_row) {
                for column in first.1..=last.1.min(last_column) {
                    budget.cover()?;
                    self.merged.insert((row, column), area);
                    if (row, column) != area.first {
                        self.cells.remove(&(row, column));
                    }
                }
            }
        }
        Ok(())
    }
}

/// The remaining limits for one file.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
    merged: usize,
    covered: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT, merged: MOST_MERGED, covered: MOST_COVERED }
    }
}

impl Budget {
    /// Puts a cell into a sheet, within the limits. A blank cell without a formula is left out.
    pub(super) fn put(
        &mut self,
        sheet: &mut Sheet,
        at: (u32, u32),
        cell: impl Into<Cell>,
    ) -> Result<(), ReadingError> {
        let cell = cell.into();
        if cell.value == Value::Blank && cell.formula.is_none() {
            return Ok(());
        }
        let size = match &cell.value {
            Value::Text(text) | Value::Shown { text, .. } | Value::Fault(text) | Value::TooLong(text) => {
                text.len()
            }
            _ => 0,
        };
        take(&mut self.cells, 1)?;
        take(&mut self.text, size)?;
        sheet.cells.insert(at, cell);
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

    /// Merges cells of a sheet, within the limits. An area that is empty or a single cell is left out.
    pub(super) fn merge(&mut self, sheet: &mut Sheet, area: Area) -> Result<(), ReadingError> {
        if area.first.0 <= area.last.0 && area.first.1 <= area.last.1 && area.first != area.last {
            take(&mut self.merged, 1)?;
            sheet.areas.push(area);
        }
        Ok(())
    }

    fn cover(&mut self) -> Result<(), ReadingError> {
        take(&mut self.covered, 1)
    }
}

fn take(left: &mut usize, used: usize) -> Result<(), ReadingError> {
    *left = left.checked_sub(used).ok_or(ReadingError::TooManyCells)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::cell::{BEGINNING, LONGEST_TEXT};
    use super::*;

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

    type Place = (u32, u32);

    /// A sheet with texts in some cells, and with merged areas.
    fn settled(cells: &[Place], merged: &[(Place, Place)]) -> Sheet {
        let (mut sheet, mut budget) = (Sheet::named("a".into(), false), Budget::default());
        for at in cells {
            budget.put_text(&mut sheet, *at, &format!("{},{}", at.0, at.1)).unwrap();
        }
        for (first, last) in merged {
            budget.merge(&mut sheet, Area { first: *first, last: *last }).unwrap();
        }
        sheet.settle(&mut budget).unwrap();
        sheet
    }

    fn listed(sheet: &Sheet) -> Vec<((u32, u32), String)> {
        sheet.cells().map(|(at, value)| (at, value.text())).collect()
    }

    #[test]
    fn only_the_first_of_merged_cells_keeps_what_stands_in_it() {
        let sheet = settled(&[(0, 0), (0, 1), (1, 0), (2, 2)], &[((0, 0), (1, 1)), ((2, 2), (2, 2))]);
        assert_eq!(listed(&sheet), [((0, 0), "0,0".into()), ((2, 2), "2,2".into())]);
        assert_eq!(sheet.merged_at(1, 1), Some(Area { first: (0, 0), last: (1, 1) }));
        assert_eq!(sheet.merged_at(2, 2), None);
    }

    #[test]
    fn more_merged_cells_than_any_office_has_are_refused() {
        let mut budget = Budget::default();
        let mut sheet = settled(&[(0, 0), (999, 999)], &[]);
        let area = |row| Area { first: (row, 0), last: (1_048_575, 16_383) };
        let merged: Result<(), _> = (0..=20_000).try_for_each(|row| budget.merge(&mut sheet, area(row)));
        assert_eq!(merged, Err(ReadingError::TooManyCells));
        // Each area is allowed, but together they cover too much.
        assert_eq!(sheet.settle(&mut budget), Err(ReadingError::TooManyCells));
    }

    #[test]
    fn what_is_seen_stands_where_it_stood() {
        let mut sheet =
            settled(&[(0, 0), (1, 0), (1, 1), (1, 2), (2, 2), (9, 9)], &[((1, 1), (2, 1)), ((2, 2), (3, 3))]);
        sheet.hide_rows(1..=1);
        sheet.hide_columns(2..=2);
        let seen = sheet.seen();
        // The value of a merged area moves to its first visible row and column.
        let expected = [((0, 0), "0,0"), ((2, 1), "1,1"), ((2, 3), "2,2"), ((9, 9), "9,9")];
        assert_eq!(listed(&seen), expected.map(|(at, text)| (at, text.to_owned())));
        assert_eq!(seen.merged_at(2, 3), Some(Area { first: (2, 3), last: (3, 3) }));
        assert_eq!(seen.merged_at(1, 1), None);
        assert!(sheet.between(1, 3).seen() == seen.between(1, 3));
        sheet.hide_rows(2..=3);
        assert_eq!(listed(&sheet.seen()).len(), 2, "merged cells that are hidden whole are not seen");
    }

    #[test]
    fn columns_merged_whole_and_a_million_hidden_rows_take_no_time() {
        let cells: Vec<_> = (0..20_000).map(|row| (row, 0)).chain([(20_000, 1)]).collect();
        let mut sheet = settled(&cells, &[((0, 0), (1_048_575, 0))]);
        sheet.hide_rows(1..=1_048_575);
        assert_eq!(listed(&sheet.seen()), [((0, 0), "0,0".into())]);
    }
}
