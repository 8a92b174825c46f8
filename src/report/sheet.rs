//! One month as one looks at it: every cell, its total, and what the checks say.
//!
//! Screen, workbook, paper and the command line all draw from a [`Sheet`], so they cannot differ.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Adjustment, Check, Entry, Level};
use crate::amount::Amount;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::unit::Unit;

/// How far a month is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is filled in.
    Empty,
    /// Being filled in.
    Draft,
    /// Marked 当月无数据 on purpose.
    NoData,
    /// 定稿: nothing in it can be changed until it is opened again.
    Final,
    /// 已报送
    Sent,
}

impl State {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Empty => "未填",
            Self::Draft => "草稿",
            Self::NoData => "当月无数据",
            Self::Final => "定稿",
            Self::Sent => "已报送",
        }
    }
}

/// One figure of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Cell {
    /// The 当月数量 cell.
    pub month: Entry,
    /// The 累计数量 cell.
    pub total: Total,
}

impl Cell {
    /// The month's figure and the total as the form prints them; a blank or a row left empty is the empty text.
    pub fn texts(&self) -> [String; 2] {
        let total = self.total.amount.map_or(String::new(), |amount| amount.to_string());
        [self.month.text(), total]
    }
}

/// A figure's total at the end of a month, and what it is made of: 本月止 = 上月止 + 本月 + 调整.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Total {
    /// 本月止; `None` while nothing at all is known.
    pub amount: Option<Amount>,
    /// 上月止: the opening balance and the months before; `None` while nothing is known of them.
    pub before: Option<Amount>,
    /// 调整: what this month's total carries besides the month's own figure.
    pub adjustment: Option<Adjustment>,
    /// The months before this one that should be in the total and are blank.
    pub missing: Vec<Month>,
    /// The opening balance belongs in this total and was not entered.
    pub opening_missing: bool,
    /// The first month whose own figure is counted.
    pub since: Month,
}

/// A quantity that was reported and that the records now say differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Difference {
    pub figure: FigureId,
    /// The number of its row.
    pub row: u8,
    pub name: String,
    pub unit: String,
    /// 当月数量 or 累计数量.
    pub quantity: Quantity,
    /// What was reported; `None` where the cell was empty.
    pub reported: Option<Amount>,
    /// What it should say now.
    pub now: Option<Amount>,
}

/// One of the two quantities of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Quantity {
    /// 当月数量
    Month,
    /// 累计数量
    Total,
}

/// One month of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sheet {
    pub month: Month,
    pub month_name: String,
    /// Who reports.
    pub unit: Unit,
    /// How far it is.
    pub state: State,
    /// Marked 当月无数据 on purpose.
    pub no_data: bool,
    /// Which report of the month it is: 0 the first, then the number of the 更正.
    pub revision: u32,
    /// Why there is a 更正.
    pub reason: Option<String>,
    /// When it became final.
    pub finalized_at: Option<DateTime<FixedOffset>>,
    /// When it was sent.
    pub sent_at: Option<DateTime<FixedOffset>>,
    /// 填报时间: as set, else the day of the last change; `None` while nothing was entered.
    pub filled_on: Option<NaiveDate>,
    /// That day in words, as it is printed; empty where there is none.
    #[serde(default)]
    pub filled_on_name: String,
    /// Every figure, in the order of the form.
    pub cells: BTreeMap<FigureId, Cell>,
    /// What the checks found.
    pub checks: Vec<Check>,
    /// How many figures have an amount.
    pub filled: usize,
    /// How many figures this unit fills in.
    pub to_fill: usize,
    /// Where the month's last revision says something else than the records do now.
    #[serde(default)]
    pub differences: Vec<Difference>,
}

/// Every figure of one month, in the order of the form.
pub(super) type Cells = BTreeMap<FigureId, Cell>;

impl Sheet {
    /// The cell of a figure.
    pub fn cell(&self, id: FigureId) -> Option<&Cell> {
        self.cells.get(&id)
    }

    /// The line under the title, label and value: the unit, then when, by whom, and how to call them.
    pub fn header<'form>(&self, form: &'form Form) -> [(&'form str, String); 4] {
        form.header.fields(&self.unit, &self.filled_on_name)
    }

    /// The date a file of this month carries: never the clock's, so that the same month gives the same file.
    pub fn document_date(&self, form: &Form) -> NaiveDate {
        self.filled_on.unwrap_or_else(|| form.campaign.due(self.month))
    }

    /// Which correction of the month's report it is, as it stands beside the form's mark; none for the first report.
    pub fn revision_mark(&self) -> Option<String> {
        (self.revision > 0).then(|| format!("更正第{}次", self.revision))
    }

    /// Whether what is printed of it is marked 草稿.
    pub fn is_draft(&self) -> bool {
        match self.state {
            State::Empty | State::Draft | State::NoData => true,
            State::Final | State::Sent => false,
        }
    }

    /// The checks that block a final report and are mistakes, not blanks.
    pub fn errors(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.level == Level::Error)
    }

    /// What keeps the month from being final, counted in words; `None` if nothing does.
    pub fn open_points(&self) -> Option<String> {
        let count = |level| self.checks.iter().filter(|check| check.level == level).count();
        let counts = [(count(Level::Error), "处错误"), (count(Level::Blank), "项空白")];
        let told = counts.into_iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, what)| format!("{count} {what}")).collect();
        (!told.is_empty()).then(|| format!("还有 {}", told.join("、")))
    }

    /// The warnings that were answered, each with its 说明.
    pub fn explanations(&self) -> impl Iterator<Item = (&Check, &str)> {
        self.checks.iter().filter_map(|check| Some((check, check.explanation.as_deref()?)))
    }

    /// Whether nothing in it can be changed.
    pub fn is_locked(&self) -> bool {
        matches!(self.state, State::Final | State::Sent)
    }
}

impl Sheet {
    /// The sheet as one text, to be kept.
    pub fn frozen(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads what [`Self::frozen`] wrote, in this or an earlier version of the program.
    pub fn thawed(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
