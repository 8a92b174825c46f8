//! One month of a span, and its part in the result.

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
    pub standing: Standing,
    pub state: State,
    /// Whether a report of it was sent, even if the month was reopened since.
    pub was_sent: bool,
}

/// The part of a month in the results of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The month has records.
    Recorded,
    /// The month is over, or a later one has records, and it has none.
    Empty,
    /// The month was marked 当月无数据.
    NoData,
    /// The month is before the unit's first month: its figures are part of the opening balance.
    BeforeStart,
    /// The month is not over yet and has no records.
    Ahead,
}

impl Standing {
    /// Whether the month's figures, or their absence, belong to the results of the span.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Recorded | Self::Empty | Self::NoData)
    }
}

/// Whether all months are in one year, so that the year can be left out.
pub(crate) fn is_one_year(months: &[SummaryMonth]) -> bool {
    let year = |month: &SummaryMonth| month.month.year();
    months.first().map(year) == months.last().map(year)
}
