//! One month as it is shown: every cell, its total, and the findings of the checks.
//!
//! Screen, workbook, paper and the command line all use a [`Sheet`], so they cannot differ.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Adjustment, Check, Entry, Level};
use crate::amount::Amount;
use crate::notice::{FigureId, Form, TextId};
use crate::period::Month;
use crate::unit::Unit;

/// The state of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is filled in.
    Empty,
    /// It is being filled in.
    Draft,
    /// It was deliberately marked 当月无数据.
    NoData,
    /// 定稿: nothing in it can be changed until it is opened again.
    Final,
    /// 已报送
    Sent,
}

impl State {
    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Empty => "未填",
            Self::Draft => "草稿",
            Self::NoData => "当月无数据",
            Self::Final => "定稿",
            Self::Sent => "已报送",
        }
    }

    /// The word for a month of all units, which is closed where a report is made final.
    pub const fn label_of_totals(self) -> &'static str {
        match self {
            Self::Empty | Self::NoData => "没有收到",
            Self::Draft => "没有关账",
            Self::Final => "已关账",
            Self::Sent => Self::Sent.label(),
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
    /// The month before, where the form compares with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub previous: Option<Amount>,
    /// The same month a year before, where the form compares with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub last_year: Option<Amount>,
    /// How the month compares with them, by the column of the grid that says so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(test, ts(as = "Option<BTreeMap<usize, String>>", optional))]
    pub comparisons: BTreeMap<usize, String>,
}

impl Cell {
    /// The month's figure and the total as the form prints them; a blank or a row left empty gives an empty text.
    pub fn texts(&self) -> [String; 2] {
        let total = self.total.amount.map_or(String::new(), |amount| amount.to_string());
        [self.month.text(), total]
    }
}

/// A figure's total at the end of a month, and its parts: 本月止 = 上月止 + 本月 + 调整.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Total {
    /// 本月止; `None` while no part of it is known.
    pub amount: Option<Amount>,
    /// 上月止: the opening balance and the months before; `None` while nothing of them is known.
    pub before: Option<Amount>,
    /// 调整: the amount in the total that is not the month's own figure.
    pub adjustment: Option<Adjustment>,
    /// The months before this one that belong to the total and are blank.
    pub missing: Vec<Month>,
    /// Whether the opening balance belongs to this total and was not entered.
    pub opening_missing: bool,
    /// The first month whose own figure is counted.
    pub since: Month,
}

impl Total {
    /// What stands in place of a total that the unit or the figure does not have: nothing is known of it, and nothing missing.
    pub(super) const fn none(since: Month) -> Self {
        Self {
            amount: None,
            before: None,
            adjustment: None,
            missing: Vec::new(),
            opening_missing: false,
            since,
        }
    }
}

/// A reported quantity that the records now contradict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Difference {
    pub figure: FigureId,
    pub row: u16,
    pub name: String,
    pub unit: String,
    /// 当月数量 or 累计数量.
    pub quantity: Quantity,
    /// The reported amount; `None` if the cell was empty.
    pub reported: Option<Amount>,
    /// The amount in the records now.
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
    /// The edition of the notice that it is drawn from. Reports from before there were editions are of the first.
    #[serde(default = "first_edition")]
    pub edition: u32,
    pub month: Month,
    pub month_name: String,
    /// Who reports.
    pub unit: Unit,
    pub state: State,
    /// Whether it was deliberately marked 当月无数据.
    pub no_data: bool,
    /// The number of the report: 0 for the first, then the number of the 更正.
    pub revision: u32,
    /// Why there is a 更正.
    pub reason: Option<String>,
    pub finalized_at: Option<DateTime<FixedOffset>>,
    pub sent_at: Option<DateTime<FixedOffset>>,
    /// 填报时间: the day that was set, or the day of the last change; `None` while nothing was entered.
    pub filled_on: Option<NaiveDate>,
    /// That day in words, as it is printed; empty if there is none.
    #[serde(default)]
    pub filled_on_name: String,
    /// Every figure, in the order of the form.
    pub cells: BTreeMap<FigureId, Cell>,
    /// What the officer typed that is no figure; none of them is empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(test, ts(as = "Option<BTreeMap<TextId, String>>", optional))]
    pub texts: BTreeMap<TextId, String>,
    pub checks: Vec<Check>,
    /// How many figures have an amount.
    pub filled: usize,
    /// How many figures this unit fills in.
    pub to_fill: usize,
    /// The differences between the month's last revision and the records.
    #[serde(default)]
    pub differences: Vec<Difference>,
}

fn first_edition() -> u32 {
    1
}

/// Every figure of one month, in the order of the form.
pub(super) type Cells = BTreeMap<FigureId, Cell>;

impl Sheet {
    /// The cell of a figure.
    pub fn cell(&self, id: FigureId) -> Option<&Cell> {
        self.cells.get(&id)
    }

    /// The fields above the table as labels and values: the unit, the date, the person and the telephone number.
    pub fn header<'form>(&self, form: &'form Form) -> Vec<(&'form str, String)> {
        form.header.fields(&self.unit, [&self.month_name, &self.filled_on_name], &self.texts)
    }

    /// The fields below the table, in the same way.
    pub fn footer<'form>(&self, form: &'form Form) -> Vec<(&'form str, String)> {
        form.footer.fields(&self.unit, [&self.month_name, &self.filled_on_name], &self.texts)
    }

    /// The date in a file of this month. It is never the clock's, so that the same month gives the same file.
    pub fn document_date(&self, form: &Form) -> NaiveDate {
        self.filled_on.unwrap_or_else(|| form.campaign.due(self.month))
    }

    /// The name of the 更正, printed next to the form's mark; `None` for the first report.
    pub fn revision_mark(&self) -> Option<String> {
        (self.revision > 0).then(|| format!("更正第{}次", self.revision))
    }

    /// Whether its prints and workbooks are marked 草稿.
    pub fn is_draft(&self) -> bool {
        match self.state {
            State::Empty | State::Draft | State::NoData => true,
            State::Final | State::Sent => false,
        }
    }

    /// The findings that are mistakes and block a final report; blanks are not included.
    pub fn errors(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.level == Level::Error)
    }

    /// What keeps the month from being final, counted in words; `None` if nothing does.
    pub fn open_points(&self) -> Option<String> {
        let count = |level| self.checks.iter().filter(|check| check.level == level).count();
        let counts = [(count(Level::Error), "处错误"), (count(Level::Blank), "项空白")];
        let parts = counts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
        (!parts.is_empty()).then(|| format!("还有 {}", parts.join("、")))
    }

    /// The warnings that were answered, each with its 说明.
    pub fn explanations(&self) -> impl Iterator<Item = (&Check, &str)> {
        self.checks.iter().filter_map(|check| Some((check, check.explanation.as_deref()?)))
    }

    /// Whether nothing in the month can be changed.
    pub fn is_locked(&self) -> bool {
        matches!(self.state, State::Final | State::Sent)
    }
}

impl Sheet {
    /// The sheet as a text that can be stored.
    pub fn frozen(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads what [`Self::frozen`] wrote, in this or an earlier version of the program.
    pub fn thawed(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
