//! One month of a span, and what it adds to it.

use serde::Serialize;

use crate::period::Month;
use crate::report::State;

/// One month of a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummaryMonth {
    pub month: Month,
    /// The month in words.
    pub name: String,
    /// What it adds to the span.
    pub standing: Standing,
    /// How far its report is.
    pub state: State,
    /// Whether a report of it was sent, though it may have been opened again.
    pub was_sent: bool,
}

/// What a month adds to the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Something was recorded.
    Recorded,
    /// It is over, or later ones are recorded, and nothing was.
    Empty,
    /// It was marked 当月无数据.
    NoData,
    /// Before the unit's first month: its figures are part of the opening balance.
    BeforeStart,
    /// It is not over yet, and nothing was recorded.
    Ahead,
}

impl Standing {
    /// Whether the month's figures, or their absence, belong to what the span came to.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Recorded | Self::Empty | Self::NoData)
    }
}

/// Whether months lie in one year; then its number can be left out beside them.
pub(crate) fn is_one_year(months: &[SummaryMonth]) -> bool {
    let year = |month: &SummaryMonth| month.month.year();
    months.first().map(year) == months.last().map(year)
}
