//! One old sheet in the plan of an import: what becomes of it and of each of its figures, and what the officer chose.

use serde::{Deserialize, Serialize};

use super::TotalPolicy;
use super::sheet::called;
use crate::notice::FigureId;
use crate::period::Month;

/// What the officer decides of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Choices {
    /// The month of a sheet, by its number, where it was given.
    pub months: Vec<(usize, Month)>,
    /// The sheets that stay out, by their numbers.
    pub left_out: Vec<usize>,
    /// What is right where an old total does not follow from its months.
    pub totals: Option<TotalPolicy>,
}

/// What becomes of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SheetStatus {
    /// It comes in.
    Ready,
    /// Every figure of it stands in the program already.
    Same,
    /// The officer leaves it out.
    LeftOut,
    /// Nothing was filled in.
    Empty,
    /// Another sheet has the very same figures.
    Copy,
    /// Something has to be decided or mended first; until then nothing of any sheet comes in.
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

/// What becomes of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FigureStatus {
    /// Nothing stands in the program yet.
    New,
    /// The same stands in the program.
    Same,
    /// Something else stands in the program and is replaced.
    Replaces,
    /// It is blank in the old sheet; what stands in the program stays.
    Kept,
    /// It is blank here and there.
    Blank,
    /// The unit leaves the row empty.
    NotFilled,
    /// It cannot be read.
    Unreadable,
}

impl FigureStatus {
    /// The word on the screen; none where nothing happens.
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
    pub row: u8,
    /// Its short name.
    pub name: String,
    pub unit: String,
    /// What was read; empty for a blank, the text itself where it cannot be read.
    pub read: String,
    /// What stands in the program.
    pub recorded: String,
    /// The total in the old sheet.
    pub old_total: String,
    /// The total there would be.
    pub total: String,
    /// What becomes of it.
    pub status: FigureStatus,
    /// That in words.
    pub label: String,
    /// What there is to say of it; empty for most.
    pub remark: String,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedSheet {
    /// Its number, by which the officer's choices name it.
    pub number: usize,
    /// The name of the file.
    pub file: String,
    /// The name on the tab; empty in a text file.
    pub sheet: String,
    /// The month, if it is known.
    pub month: Option<Month>,
    /// That month in words; empty where it is not known.
    pub month_name: String,
    /// What becomes of it.
    pub status: SheetStatus,
    /// That in words.
    pub label: String,
    /// Why it is in the way or stays out, as a sentence.
    pub problem: Option<String>,
    /// What the officer should know, a sentence each.
    pub remarks: Vec<String>,
    /// Every figure, in the order of the form.
    pub figures: Vec<PlannedFigure>,
    /// How many figures are new.
    pub new: usize,
    /// How many replace what stands in the program.
    pub replaced: usize,
}

impl PlannedSheet {
    /// The sheet as a sentence names it.
    pub fn called(&self) -> String {
        called(&self.file, &self.sheet)
    }

    /// Its month, if it comes in.
    pub(super) fn coming(&self) -> Option<Month> {
        self.month.filter(|_| matches!(self.status, SheetStatus::Ready | SheetStatus::Same))
    }
}
