//! One old sheet in the plan of an import: what happens to it and to each of its figures, and the officer's choices.

use serde::{Deserialize, Serialize};

use super::TotalPolicy;
use super::sheet::called;
use crate::notice::FigureId;
use crate::period::Month;

/// The officer's choices for an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Choices {
    /// The months that were given for sheets, by the number of the sheet.
    pub months: Vec<(usize, Month)>,
    /// The numbers of the sheets that are left out.
    pub left_out: Vec<usize>,
    /// Which totals are right if an old total does not match its months.
    pub totals: Option<TotalPolicy>,
}

/// What happens to a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SheetStatus {
    /// The sheet is imported.
    Ready,
    /// The records already contain all figures of the sheet.
    Same,
    /// The officer leaves the sheet out.
    LeftOut,
    /// The sheet is not filled in.
    Empty,
    /// Another sheet has exactly the same figures.
    Copy,
    /// Something must be decided or corrected first; until then no sheet is imported.
    Blocked,
}

impl SheetStatus {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ready => "会导入",
            Self::Same => "程序里已经一样",
            Self::LeftOut | Self::Empty | Self::Copy => "不导入",
            Self::Blocked => "还不能导入",
        }
    }
}

/// What happens to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FigureStatus {
    /// The figure has no record yet and is imported.
    New,
    /// The record is the same.
    Same,
    /// The record is different and is replaced.
    Replaces,
    /// The figure is blank in the old sheet; the record stays.
    Kept,
    /// The figure is blank in the old sheet and in the records.
    Blank,
    /// The unit leaves the row empty.
    NotFilled,
    /// The text cannot be read.
    Unreadable,
}

impl FigureStatus {
    /// The word on the screen; empty if nothing happens.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "新的",
            Self::Replaces => "会改动",
            Self::Unreadable => "读不懂",
            Self::Same => "一样",
            Self::Kept | Self::NotFilled | Self::Blank => "",
        }
    }
}

/// One figure of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedFigure {
    pub figure: FigureId,
    pub row: u16,
    pub name: String,
    pub unit: String,
    /// The text that was read; empty for a blank, the original text if it cannot be read.
    pub read: String,
    /// The text in the records.
    pub recorded: String,
    /// The total in the old sheet.
    pub old_total: String,
    /// The total after the import.
    pub total: String,
    pub status: FigureStatus,
    /// The status in words.
    pub label: String,
    /// A remark; empty for most figures.
    pub remark: String,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedSheet {
    /// Its number, which the officer's choices refer to.
    pub number: usize,
    pub file: String,
    /// The name on the tab; empty for a text file.
    pub sheet: String,
    /// The month, if it is known.
    pub month: Option<Month>,
    /// The month in words; empty if it is not known.
    pub month_name: String,
    pub status: SheetStatus,
    /// The status in words.
    pub label: String,
    /// Why it blocks the import or is left out, as a sentence.
    pub problem: Option<String>,
    /// Remarks for the officer, one sentence each.
    pub remarks: Vec<String>,
    /// Every figure, in the order of the form.
    pub figures: Vec<PlannedFigure>,
    /// How many figures are new.
    pub new: usize,
    /// How many figures replace a record.
    pub replaced: usize,
}

impl PlannedSheet {
    /// The name of the sheet for a sentence.
    pub fn called(&self) -> String {
        called(&self.file, &self.sheet)
    }

    /// Its month, if it is imported.
    pub(super) fn coming(&self) -> Option<Month> {
        self.month.filter(|_| matches!(self.status, SheetStatus::Ready | SheetStatus::Same))
    }
}
