//! The records of one worksheet: what the library does not report of its cells, what is hidden and merged,
//! the size of the sheet as a rectangle, and the records from which the library reads the values.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cell::Formula;
use super::super::sheet::{Area, Budget};
use super::super::{MOST_CELLS, ReadingError, Sheet};
use super::formulas::judged;
use super::globals::Globals;
use super::records::{
    BEGIN, COLUMNS, END, FORMULA, FORMULA_TEXT, LABEL, MERGED, NOT_CALCULATED, NUMBER, OLDER_FORMULAS,
    PAGE_SETUP, RICH_LABEL, ROW, Records, SHARED_LABEL, SHORT_NUMBER, SHORT_NUMBERS, TRUTH_OR_FAULT,
    USUAL_COLUMN, USUAL_COLUMN_EXACTLY, USUAL_ROW, WINDOW, append, u16_at, u32_at,
};
use super::strings::{Runs, is_cut_off, own_runs};

/// The last column of any .xls.
const LAST_COLUMN: u16 = 255;

/// What a record says about a cell besides its value.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// The index of its cell format.
    pub(super) style: u16,
    pub(super) formula: Option<Formula>,
    /// The index of its shared text.
    pub(super) shared: Option<u32>,
    /// The changes of the font in its own text.
    pub(super) runs: Runs,
    /// Whether its own text continues in the next record, which the library does not read.
    pub(super) is_cut_off: bool,
}

/// The content of the records of one sheet.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// What is hidden and merged; it contains no cells yet.
    pub(super) sheet: Sheet,
    pub(super) cells: BTreeMap<(u32, u32), Noted>,
    /// The records of values, one after the other.
    pub(super) values: Vec<u8>,
    /// Whether a 0 shows nothing.
    pub(super) hides_zeros: bool,
    /// The most bytes that the shared texts may need.
    pub(super) text: u64,
    filled: usize,
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
    is_behind: bool,
    /// The formula whose text comes in the next record, if it has one.
    awaits_text: Option<(u32, u32)>,
    /// The rows and columns that say whether they are hidden; the others have the sheet's default.
    told_rows: BTreeSet<u16>,
    told_columns: BTreeSet<u16>,
    usual_row_is_hidden: bool,
    usual_column: Option<u16>,
    usual_column_exactly: Option<u16>,
}

impl Walked {
    /// Reads the records of the sheet at their beginning.
    pub(super) fn read(
        stream: &[u8],
        globals: &Globals<'_>,
        budget: &mut Budget,
    ) -> Result<Self, ReadingError> {
        let mut walked = Self::default();
        let mut records = Records(stream);
        if !matches!(records.next().transpose()?, Some((BEGIN, _))) {
            return Err(ReadingError::Damaged);
        }
        // A chart inside the sheet has its own records.
        let mut nested = 0_usize;
        for record in records {
            match record? {
                (BEGIN, _) => nested += 1,
                (END, _) if nested == 0 => break,
                (END, _) => nested -= 1,
                (kind, data) if nested == 0 => {
                    let kind = if OLDER_FORMULAS.contains(&kind) { FORMULA } else { kind };
                    walked.take(kind, data, globals, budget)?;
                }
                _ => {}
            }
            if walked.filled > MOST_CELLS {
                return Err(ReadingError::TooManyCells);
            }
        }
        walked.hide_the_usual();
        Ok(walked)
    }

    fn take(
        &mut self,
        kind: u16,
        data: &[u8],
        globals: &Globals<'_>,
        budget: &mut Budget,
    ) -> Result<(), ReadingError> {
        let own_text = || data.get(6..).unwrap_or_default();
        match kind {
            NUMBER | SHORT_NUMBER | TRUTH_OR_FAULT => self.note(data, Noted::default())?,
            SHORT_NUMBERS => self.note_many(data)?,
            FORMULA => {
                let formula = Some(judged(data, globals.writer, self.is_behind));
                self.note(data, Noted { formula, ..Noted::default() })?;
                let is_text = matches!(data.get(6..14), Some([0, .., 0xFF, 0xFF]));
                self.awaits_text = place(data).filter(|_| is_text);
                // The library would parse the formula, which is not needed, so the record is written without one.
                let result = data.get(..20).ok_or(ReadingError::Damaged)?;
                return append(&mut self.values, kind, &[result, &[0, 0]].concat());
            }
            FORMULA_TEXT => {
                let Some(at) = self.awaits_text.take() else { return Ok(()) };
                if let Some(noted) = self.cells.get_mut(&at) {
                    noted.is_cut_off = is_cut_off(data, globals.encoding);
                }
            }
            LABEL | RICH_LABEL => {
                let runs = if kind == LABEL { Runs::new() } else { own_runs(own_text(), globals.encoding) };
                let is_cut_off = is_cut_off(own_text(), globals.encoding);
                self.note(data, Noted { runs, is_cut_off, ..Noted::default() })?;
            }
            SHARED_LABEL => {
                let text = u32_at(data, 6).and_then(|index| Some((index, globals.texts.size(index)?)));
                let (index, size) = text.ok_or(ReadingError::Damaged)?;
                self.text = self.text.saturating_add(size);
                self.note(data, Noted { shared: Some(index), ..Noted::default() })?;
            }
            _ => return self.take_rest(kind, data, budget),
        }
        append(&mut self.values, kind, data)
    }

    /// Reads a record that is not a cell.
    fn take_rest(&mut self, kind: u16, data: &[u8], budget: &mut Budget) -> Result<(), ReadingError> {
        match kind {
            NOT_CALCULATED => self.is_behind = true,
            WINDOW => self.hides_zeros = u16_at(data, 0).is_some_and(|marks| marks & 0x0010 == 0),
            ROW => self.take_row(data),
            COLUMNS => self.take_columns(data),
            USUAL_ROW => self.usual_row_is_hidden = u16_at(data, 0).is_some_and(|marks| marks & 0x0002 != 0),
            USUAL_COLUMN => self.usual_column = u16_at(data, 0),
            USUAL_COLUMN_EXACTLY => self.usual_column_exactly = u16_at(data, 0),
            PAGE_SETUP => {
                // The orientation is one of the settings that may be missing.
                let marks = u16_at(data, 10).unwrap_or_default();
                self.sheet.landscape = marks & 0x0046 == 0 && data.len() >= 12;
            }
            MERGED => {
                let count = u16_at(data, 0).map_or(0, usize::from);
                for area in data.get(2..).unwrap_or_default().chunks_exact(8).take(count) {
                    let at = |place| u16_at(area, place).map_or(0, u32::from);
                    budget.merge(&mut self.sheet, Area { first: (at(0), at(4)), last: (at(2), at(6)) })?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take_row(&mut self, data: &[u8]) {
        const HIDDEN: u16 = 0x0020;
        let (Some(row), Some(height), Some(marks)) = (u16_at(data, 0), u16_at(data, 6), u16_at(data, 12))
        else {
            return;
        };
        self.told_rows.insert(row);
        if marks & HIDDEN != 0 || height == 0 {
            self.sheet.hide_rows(row.into()..=row.into());
        }
    }

    fn take_columns(&mut self, data: &[u8]) {
        const HIDDEN: u16 = 0x0001;
        let (Some(first), Some(last), Some(width), Some(marks)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4), u16_at(data, 8))
        else {
            return;
        };
        let last = last.min(LAST_COLUMN);
        self.told_columns.extend(first..=last);
        if marks & HIDDEN != 0 || width == 0 {
            self.sheet.hide_columns(first.into()..=last.into());
        }
    }

    /// Hides the rows and columns that have the sheet's default, if that is hidden.
    fn hide_the_usual(&mut self) {
        if let Some((first, last)) = self.rows.filter(|_| self.usual_row_is_hidden) {
            for row in (first..=last).filter(|row| !self.told_rows.contains(row)) {
                self.sheet.hide_rows(row.into()..=row.into());
            }
        }
        if self.usual_column_exactly.or(self.usual_column) == Some(0) {
            for column in (0..=LAST_COLUMN).filter(|column| !self.told_columns.contains(column)) {
                self.sheet.hide_columns(column.into()..=column.into());
            }
        }
    }

    fn note(&mut self, data: &[u8], noted: Noted) -> Result<(), ReadingError> {
        let (Some(row), Some(column), Some(style)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4))
        else {
            return Err(ReadingError::Damaged);
        };
        self.note_at(row, column, Noted { style, ..noted });
        Ok(())
    }

    fn note_at(&mut self, row: u16, column: u16, noted: Noted) {
        self.cells.insert((row.into(), column.into()), noted);
        let grown = |span: Option<(u16, u16)>, at: u16| {
            span.map_or(Some((at, at)), |(first, last)| Some((first.min(at), last.max(at))))
        };
        self.rows = grown(self.rows, row);
        self.columns = grown(self.columns, column);
        self.filled += 1;
    }

    /// Reads a record of several numbers: a row, the first column, a format and a number for each, the last column.
    fn note_many(&mut self, data: &[u8]) -> Result<(), ReadingError> {
        let end = data.len().checked_sub(2).ok_or(ReadingError::Damaged)?;
        let (Some(row), Some(first), Some(last)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, end))
        else {
            return Err(ReadingError::Damaged);
        };
        let numbers = data.get(4..end).ok_or(ReadingError::Damaged)?.chunks_exact(6);
        if first > last || numbers.len() != usize::from(last - first) + 1 || !numbers.remainder().is_empty() {
            return Err(ReadingError::Damaged);
        }
        for (column, number) in (first..=last).zip(numbers) {
            let style = u16_at(number, 0).unwrap_or_default();
            self.note_at(row, column, Noted { style, ..Noted::default() });
        }
        Ok(())
    }

    /// The number of cells in the rectangle around all cells.
    pub(super) fn area(&self) -> u64 {
        let length = |span: Option<(u16, u16)>| span.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

/// The row and the column at the beginning of a record.
fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u16_at(data, 0)?.into(), u16_at(data, 2)?.into()))
}
