//! What was read of an old sheet: its month, and its figures as they stand there.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::CellReading;
use crate::notice::FigureId;
use crate::period::Month;
use crate::wording::quoted;

/// The most sheets that come in at once. The campaign has two dozen months.
pub const MOST_SHEETS: usize = 100;

/// One month as an old sheet tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandFilledSheet {
    /// The name of the file.
    pub file: String,
    /// The name on the tab; empty in a text file.
    pub sheet: String,
    /// The month, if it can be made out.
    pub month: Option<Month>,
    /// Why not, or from what, as a sentence.
    pub month_remark: Option<String>,
    /// Why nothing of it can be read, as a sentence; none where it can.
    pub problem: Option<String>,
    /// 填报单位 as it stands there.
    pub unit: Option<String>,
    /// The townships and streets that its title and its tab name.
    pub places: Vec<String>,
    /// 填报时间 as it stands there.
    pub filled_on: Option<NaiveDate>,
    /// Every figure whose row was found.
    pub figures: BTreeMap<FigureId, OldFigure>,
    /// Rows of the form that are not in it.
    pub missing: Vec<u8>,
    /// What the officer should know, a sentence each.
    pub remarks: Vec<String>,
}

impl HandFilledSheet {
    /// The sheet as a sentence names it.
    pub fn called(&self) -> String {
        called(&self.file, &self.sheet)
    }
}

/// What an old sheet says of one figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldFigure {
    /// 当月数量
    pub month: CellReading,
    /// 累计数量
    pub total: CellReading,
}

pub(super) fn called(file: &str, sheet: &str) -> String {
    if sheet.is_empty() { quoted(file) } else { format!("{}的{}", quoted(file), quoted(sheet)) }
}
