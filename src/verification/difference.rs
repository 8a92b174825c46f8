//! The differences between a file and the expected content, and how a file is compared.

use serde::Serialize;

use crate::notice::{FigureId, Form, Header, Row};
use crate::report::Quantity;
use crate::wording::quoted;

/// How a file is compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'form> {
    /// The form whose figures are on the first sheet; `None` for a list of projects.
    pub(super) form: Option<&'form Form>,
    /// The labels of the lines under the titles of all its sheets.
    pub(super) headers: &'form [&'form Header],
    /// Whether the expected content is on record. If not, the digest decides about the numbers.
    pub(super) is_recorded: bool,
}

/// A quantity that differs between a file and the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangedFigure {
    pub figure: FigureId,
    pub row: u16,
    pub name: String,
    /// 当月数量 or 累计数量.
    pub quantity: Quantity,
    /// The recorded amount; empty for a blank.
    pub recorded: String,
    /// The content of the file, with a word in brackets if it is hidden or crossed out; empty for a blank.
    pub found: String,
}

impl ChangedFigure {
    /// The change in words.
    pub fn sentence(&self, form: &Form) -> String {
        let said = |text: &str| if text.is_empty() { "空白".to_owned() } else { text.to_owned() };
        let quantity = match self.quantity {
            Quantity::Month => &form.columns.month,
            Quantity::Total => &form.columns.total,
        };
        let (recorded, found) = (said(&self.recorded), said(&self.found));
        let row = form.rows().find(|row| row.number == self.row).map(Row::printed).unwrap_or_default();
        format!("{row}{}{quantity}：存档 {recorded}，文件里是 {found}", quoted(&self.name))
    }
}

/// The visible differences.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Differences {
    /// How many sheets are missing or should not be there.
    pub(super) sheets: usize,
    /// The figures that differ from the record.
    pub(super) figures: Vec<ChangedFigure>,
    /// All other differences, in words.
    pub(super) others: Vec<String>,
}

impl Differences {
    pub(super) fn count(&self) -> usize {
        self.figures.len() + self.others.len()
    }
}
