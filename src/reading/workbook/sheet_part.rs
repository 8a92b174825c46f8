//! Reads one sheet part in one pass: its cells, what is hidden, and what is merged.

use super::super::cell::{Cell, Formula};
use super::super::sheet::Budget;
use super::super::xml::{Xml, is_yes};
use super::super::{Area, ReadingError, Sheet};
use super::Book;
use super::address::{self, LAST_COLUMN, LAST_ROW};
use super::cells::Spelt;
use super::columns::{Columns, is_below};

/// The most areas filled by formulas at one time.
const MOST_FILLING: usize = 1000;
/// A row lower than this, in points, shows nothing.
const LOWEST: f64 = 1.0;

/// Reads a sheet part whose outermost element has just begun.
pub(super) fn read(
    xml: &mut Xml<'_>,
    sheet: &mut Sheet,
    book: &Book,
    budget: &mut Budget,
) -> Result<(), ReadingError> {
    let mut part = SheetPart {
        book,
        sheet,
        budget,
        columns: Columns::default(),
        hides_zeros: false,
        are_rows_hidden: false,
        filling: Vec::new(),
    };
    while xml.child_of(1)? {
        match xml.name() {
            "sheetViews" => part.read_views(xml)?,
            "sheetFormatPr" => part.read_defaults(xml)?,
            "cols" => {
                while xml.child_of(2)? {
                    part.columns.note(xml)?;
                }
            }
            "sheetData" => part.read_rows(xml)?,
            "mergeCells" => part.read_merged(xml)?,
            "pageSetup" => {
                part.sheet.landscape = xml.attribute("orientation")?.as_deref() == Some("landscape");
            }
            _ => {}
        }
    }
    part.columns.hide(part.sheet);
    Ok(())
}

struct SheetPart<'reading> {
    book: &'reading Book,
    sheet: &'reading mut Sheet,
    budget: &'reading mut Budget,
    columns: Columns,
    /// Whether a 0 shows nothing.
    hides_zeros: bool,
    /// Whether rows without a height of their own are hidden.
    are_rows_hidden: bool,
    /// The areas that earlier formulas fill and that may continue below.
    filling: Vec<Area>,
}

impl SheetPart<'_> {
    /// Reads the first view only, which is the one that is shown when the file is opened.
    fn read_views(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadingError> {
        let mut is_first = true;
        while xml.child_of(2)? {
            if is_first {
                self.hides_zeros = xml.attribute("showZeros")?.is_some_and(|value| !is_yes(&value));
            }
            is_first = false;
        }
        Ok(())
    }

    /// `zeroHeight` is ignored: it hides the rows that the part does not list, and these have no cells.
    fn read_defaults(&mut self, xml: &Xml<'_>) -> Result<(), ReadingError> {
        self.are_rows_hidden =
            xml.attribute("defaultRowHeight")?.is_some_and(|height| is_below(&height, LOWEST));
        self.columns.note_default(xml)
    }

    fn read_rows(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadingError> {
        let mut next = 0;
        while xml.child_of(2)? {
            if xml.name() != "row" {
                continue;
            }
            let row = self.read_row_attributes(xml, next)?;
            self.filling.retain(|area| area.last.0 >= row);
            self.read_cells(xml, row)?;
            next = row + 1;
        }
        Ok(())
    }

    fn read_row_attributes(&mut self, xml: &Xml<'_>, next: u32) -> Result<u32, ReadingError> {
        let (mut row, mut is_hidden, mut low) = (next, false, None);
        for attribute in xml.attributes() {
            let (name, value) = attribute?;
            match name {
                "r" => row = address::row(&value)?,
                "hidden" => is_hidden = is_yes(&value),
                "ht" => low = Some(is_below(&value, LOWEST)),
                _ => {}
            }
        }
        if row > LAST_ROW {
            return Err(ReadingError::Damaged);
        }
        if is_hidden || low.unwrap_or(self.are_rows_hidden) {
            self.sheet.hide_rows(row..=row);
        }
        Ok(row)
    }

    fn read_cells(&mut self, xml: &mut Xml<'_>, row: u32) -> Result<(), ReadingError> {
        let mut next = 0;
        while xml.child_of(3)? {
            if xml.name() != "c" {
                continue;
            }
            let spelt = Spelt::read(xml)?;
            let at = spelt.at.unwrap_or((row, next));
            // A cell of another row, or after the last column: the file is damaged.
            if at.0 != row || at.1 > LAST_COLUMN {
                return Err(ReadingError::Damaged);
            }
            next = at.1 + 1;
            self.put(at, spelt)?;
        }
        Ok(())
    }

    fn put(&mut self, at: (u32, u32), spelt: Spelt) -> Result<(), ReadingError> {
        if let Some(area) = spelt.fills {
            self.filling.push(area);
            if self.filling.len() > MOST_FILLING {
                return Err(ReadingError::TooManyCells);
            }
        }
        let mut cell = spelt.cell(self.book, self.hides_zeros)?;
        let covers = |area: &Area| {
            (area.first.0..=area.last.0).contains(&at.0) && (area.first.1..=area.last.1).contains(&at.1)
        };
        if cell.formula.is_none() && self.filling.iter().any(covers) {
            cell.formula = Some(Formula::Computed);
        }
        if self.is_other_than(at, &cell) {
            return Err(ReadingError::Damaged);
        }
        self.budget.put(self.sheet, at, cell)
    }

    /// Whether an earlier cell at the same place has other content, so that it is unclear which one is meant.
    fn is_other_than(&self, at: (u32, u32), cell: &Cell) -> bool {
        let is_filled = cell != &Cell::default();
        is_filled && self.sheet.cell(at.0, at.1).is_some_and(|before| before != cell)
    }

    fn read_merged(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadingError> {
        while xml.child_of(2)? {
            if let Some(reference) = xml.attribute("ref")? {
                let area = address::area(&reference)?;
                self.budget.merge(self.sheet, area)?;
            }
        }
        Ok(())
    }
}
