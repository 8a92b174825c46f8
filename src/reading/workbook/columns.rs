//! The invisible columns of a sheet: hidden, folded away, or too narrow for a character.

use super::super::xml::{Xml, is_yes};
use super::super::{ReadingError, Sheet};
use super::address::LAST_COLUMN;

/// The most spans of columns. Excel writes at most one for each column.
const MOST_SPANS: usize = LAST_COLUMN as usize + 1;
/// A column of this width, half a digit, shows nothing.
const NARROWEST: f64 = 0.5;

/// All columns, and whether each is hidden.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Empty until a column is mentioned.
    hidden: Vec<bool>,
    spans: usize,
}

impl Columns {
    /// Reads the default width of columns.
    pub(super) fn note_default(&mut self, xml: &Xml<'_>) -> Result<(), ReadingError> {
        if xml.attribute("defaultColWidth")?.is_some_and(|width| is_below(&width, NARROWEST)) {
            self.fill(0, LAST_COLUMN as usize, true);
        }
        Ok(())
    }

    /// Reads one `col` element.
    pub(super) fn note(&mut self, xml: &Xml<'_>) -> Result<(), ReadingError> {
        self.spans += 1;
        if self.spans > MOST_SPANS {
            return Err(ReadingError::Damaged);
        }
        let (mut first, mut last, mut is_hidden, mut narrow) = (None, None, false, None);
        for attribute in xml.attributes() {
            let (name, value) = attribute?;
            match name {
                "min" => first = value.trim().parse::<usize>().ok(),
                "max" => last = value.trim().parse::<usize>().ok(),
                "hidden" => is_hidden = is_yes(&value),
                "width" => narrow = Some(is_below(&value, NARROWEST)),
                _ => {}
            }
        }
        // Columns are counted from 1 here. A span without its ends is ignored.
        let (Some(first), Some(last)) = (first.and_then(|first| first.checked_sub(1)), last) else {
            return Ok(());
        };
        if is_hidden || narrow.is_some() {
            self.fill(first, last.saturating_sub(1), is_hidden || narrow == Some(true));
        }
        Ok(())
    }

    fn fill(&mut self, first: usize, last: usize, is_hidden: bool) {
        self.hidden.resize(LAST_COLUMN as usize + 1, false);
        let last = last.min(LAST_COLUMN as usize);
        if let Some(span) = self.hidden.get_mut(first..=last).filter(|_| first <= last) {
            span.fill(is_hidden);
        }
    }

    /// Hides the hidden columns in a sheet.
    pub(super) fn hide(&self, sheet: &mut Sheet) {
        for (column, _) in (0..).zip(&self.hidden).filter(|(_, is_hidden)| **is_hidden) {
            sheet.hide_columns(column..=column);
        }
    }
}

/// Whether a width or height is smaller than another; false if it cannot be read.
pub(super) fn is_below(length: &str, other: f64) -> bool {
    length.trim().parse::<f64>().is_ok_and(|length| length < other)
}
