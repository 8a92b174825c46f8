//! The content of an old sheet: its month and what it was read from, its figures as they were read and where they
//! stand, and what the unit wrote beside them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{CellReading, MonthSources, Note};
use crate::notice::FigureId;
use crate::period::Month;
use crate::wording::quoted;

/// The most sheets of one import. The campaign has two dozen months.
pub const MOST_SHEETS: usize = 100;

/// One month of an old sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandFilledSheet {
    pub file: String,
    /// The name on the tab; empty for a text file.
    pub sheet: String,
    /// The month, if it could be found.
    pub month: Option<Month>,
    /// Why it could not be found, or what it was found from, as a sentence.
    pub month_remark: Option<String>,
    /// What each source says of the month, apart; `month` is decided from all of them.
    pub month_sources: MonthSources,
    /// Why the sheet cannot be read, as a sentence; `None` if it can.
    pub problem: Option<String>,
    /// 填报单位 in the sheet.
    pub unit: Option<String>,
    /// The townships and streets in its title and its tab.
    pub places: Vec<String>,
    /// The name of the file without its ending, spaces and full-width characters: whatever places stand in it.
    pub file_places: String,
    /// 填报人 and 联系电话 in the sheet.
    pub person: Option<String>,
    pub phone: Option<String>,
    /// 填报时间 in the sheet.
    pub filled_on: Option<NaiveDate>,
    /// Whether it is marked as a draft.
    pub is_draft: bool,
    /// Every figure whose row was found.
    pub figures: BTreeMap<FigureId, OldFigure>,
    /// Rows of the form that the sheet does not contain.
    pub missing: Vec<u16>,
    /// What the unit wrote under the table or on a sheet of explanations.
    pub notes: Vec<Note>,
    /// Remarks for the officer, one sentence each.
    pub remarks: Vec<String>,
}

impl HandFilledSheet {
    /// The name of the sheet for a sentence.
    pub fn called(&self) -> String {
        called(&self.file, &self.sheet)
    }
}

/// One figure in an old sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldFigure {
    /// 当月数量
    pub month: CellReading,
    /// 累计数量
    pub total: CellReading,
    /// The address of the cell that the month's quantity was read from, or that is blank. Of merged cells it is the
    /// first; figures that share a cell have the same one. `None` where the sheet has no such column.
    pub month_at: Option<String>,
    /// The same of the total.
    pub total_at: Option<String>,
}

impl OldFigure {
    /// Whether both quantities are the same, wherever they stand.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.month == other.month && self.total == other.total
    }
}

pub(super) fn called(file: &str, sheet: &str) -> String {
    if sheet.is_empty() { quoted(file) } else { format!("{}的{}", quoted(file), quoted(sheet)) }
}
