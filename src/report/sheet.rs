//! One month as one looks at it: every cell, its total, and what the checks say.
//!
//! Screen, workbook, paper and the command line all draw from a [`Sheet`], so they cannot differ.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::check::check;
use super::total::totals;
use super::{Check, Difference, Entry, Ledger, Level, Stage, Total, applies, total};
use crate::form::{FigureId, Form, Row};
use crate::period::{Month, PeriodError, date_name};
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

/// One month of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sheet {
    /// Which month.
    pub month: Month,
    /// The month in words.
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

/// Draws up one month from what is recorded, whether it is final or not. Refuses a month outside the campaign or
/// before the unit's start.
pub fn live_sheet(form: &Form, ledger: &Ledger, month: Month) -> Result<Sheet, PeriodError> {
    ledger.check_month(form, month)?;
    Ok(of_cells(form, ledger, month, cells(form, ledger, month)))
}

/// The cells of one month as they are recorded.
pub(super) fn cells(form: &Form, ledger: &Ledger, month: Month) -> Cells {
    let figures = form.figures_in_rows();
    let cells = figures.map(|(row, figure)| {
        let total = where_filled(ledger, row, total(form, ledger, row, figure, month));
        (figure.id, Cell { month: ledger.entry(row, figure, month), total })
    });
    cells.collect()
}

/// The cells of every month from the unit's first to `last`, each month added once and not again for every later one.
pub(super) fn cells_through(form: &Form, ledger: &Ledger, last: Month) -> BTreeMap<Month, Cells> {
    let mut months: BTreeMap<Month, Cells> = BTreeMap::new();
    for (row, figure) in form.figures_in_rows() {
        for (month, total) in totals(form, ledger, row, figure, last) {
            let total = where_filled(ledger, row, total);
            let cell = Cell { month: ledger.entry(row, figure, month), total };
            months.entry(month).or_default().insert(figure.id, cell);
        }
    }
    months
}

/// Draws up one month from its cells.
pub(super) fn of_cells(form: &Form, ledger: &Ledger, month: Month, cells: Cells) -> Sheet {
    let (filled, to_fill) = ledger.progress(form, month);
    let record = ledger.months.get(&month);
    let filled_on = record.and_then(|record| record.filled_on.or(record.changed_on));
    Sheet {
        month,
        month_name: month.name(),
        unit: ledger.unit.clone(),
        state: filled_state(ledger, month),
        no_data: ledger.is_no_data(month),
        revision: ledger.revision_number(month),
        reason: record.and_then(|record| record.reason.clone()),
        finalized_at: None,
        sent_at: None,
        filled_on,
        filled_on_name: filled_on.map(date_name).unwrap_or_default(),
        checks: check(form, ledger, month, &cells),
        cells,
        filled,
        to_fill,
        differences: Vec::new(),
    }
}

/// How far a month is.
pub fn state(ledger: &Ledger, month: Month) -> State {
    match ledger.months.get(&month).map(|record| record.stage) {
        Some(Stage::Final) => State::Final,
        Some(Stage::Sent) => State::Sent,
        Some(Stage::Open) | None => filled_state(ledger, month),
    }
}

fn filled_state(ledger: &Ledger, month: Month) -> State {
    match ledger.months.get(&month) {
        Some(record) if record.no_data => State::NoData,
        Some(record) if !record.entries.is_empty() => State::Draft,
        _ => State::Empty,
    }
}

/// A row that is left empty has an empty total, without gaps to be told.
fn where_filled(ledger: &Ledger, row: &Row, total: Total) -> Total {
    if applies(row, ledger.unit.kind) {
        return total;
    }
    Total {
        amount: None,
        before: None,
        adjustment: None,
        missing: Vec::new(),
        opening_missing: false,
        since: total.since,
    }
}

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
    pub fn dated(&self, form: &Form) -> NaiveDate {
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
