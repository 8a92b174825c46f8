//! The history of one figure, which the side panel shows for the cell in hand.

use serde::Serialize;

use super::{Entry, Ledger};
use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form, Row};
use crate::period::Month;

/// One figure in the months up to the month in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Trace {
    pub figure: FigureId,
    /// The amount of the last reported month before.
    pub last_month: Option<Amount>,
    /// The same month's amount a year before.
    pub last_year: Option<Amount>,
    /// The opening balance that was entered.
    pub opening: Option<Amount>,
    /// The last twelve months including the month in hand; fewer near the start.
    pub months: Vec<TracePoint>,
}

/// One month of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TracePoint {
    pub month: Month,
    pub entry: Entry,
    /// Whether it was deliberately marked 当月无数据.
    pub no_data: bool,
}

/// How many months the side panel shows.
const SHOWN: usize = 12;

/// Collects the history of one figure up to `month`.
pub fn trace(form: &Form, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) -> Trace {
    let first = ledger.unit.first_month.max(form.campaign.first_month);
    let all: Vec<Month> = ledger.months_through(form, first, month).collect();
    let months = all.iter().skip(all.len().saturating_sub(SHOWN)).map(|month| TracePoint {
        month: *month,
        entry: ledger.entry(form, row, figure, *month),
        no_data: ledger.is_no_data(*month),
    });
    let amount_at = |month: Month| {
        Some(month)
            .filter(|month| *month >= first)
            .and_then(|month| ledger.entry(form, row, figure, month).amount())
    };
    Trace {
        figure: figure.id,
        last_month: amount_at(ledger.month_before(form, month)),
        last_year: amount_at(month.last_year()),
        opening: ledger.opening_entry(form, row, figure).amount(),
        months: months.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{form, id, ledger, month};
    use super::*;
    use crate::unit::UnitKind;

    #[test]
    fn twelve_months_end_with_the_one_in_hand() {
        let lines = [("2022-01", "9=7"), ("2022-12", "9=8"), ("2023-01", "9=9")];
        let ledger = ledger(UnitKind::from("street"), "2022-01", &lines);
        let (row, figure) = form().find(id("9")).unwrap();
        let trace = trace(form(), &ledger, row, figure, month("2023-01"));
        assert_eq!(trace.months.len(), SHOWN);
        assert_eq!(trace.months.first().unwrap().month, month("2022-02"));
        assert_eq!(trace.months.last().unwrap().entry.text(), "9");
        assert_eq!(trace.last_month.unwrap().to_string(), "8");
        assert_eq!(trace.last_year.unwrap().to_string(), "7");
    }
}
