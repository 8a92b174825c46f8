//! What a file says otherwise than it is expected, and what of that is looked for.

use serde::Serialize;

use crate::notice::{FigureId, Form};
use crate::report::Quantity;
use crate::wording::quoted;

/// How a file is compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'form> {
    /// The form whose figures stand on the first sheet; a list of projects has none.
    pub(super) form: Option<&'form Form>,
    /// Whether what is expected is on record. If not, the digest judges the numbers.
    pub(super) is_recorded: bool,
}

/// A quantity that a file says differently than the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangedFigure {
    pub figure: FigureId,
    /// The number of its row.
    pub row: u8,
    pub name: String,
    /// 当月数量 or 累计数量.
    pub quantity: Quantity,
    /// What is on record; empty for a blank.
    pub recorded: String,
    /// What stands in the file, with a word in brackets where it is hidden or crossed out; empty for a blank.
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
        format!("第 {} 行{}{quantity}：存档 {recorded}，文件里是 {found}", self.row, quoted(&self.name))
    }
}

/// What a reader sees otherwise than it is expected.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Differences {
    /// How many sheets are missing or should not be there.
    pub(super) sheets: usize,
    /// The figures, where they are on record.
    pub(super) figures: Vec<ChangedFigure>,
    /// All else, in words.
    pub(super) others: Vec<String>,
}

impl Differences {
    pub(super) fn count(&self) -> usize {
        self.figures.len() + self.others.len()
    }
}
