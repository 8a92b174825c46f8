//! Totals (累计): the opening balance and every month up to the given one, within the figure's scope.

use std::collections::BTreeMap;

use super::{Adjustment, Entry, Ledger, Total};
use crate::amount::Amount;
use crate::notice::{Figure, Form, Row, Scope};
use crate::period::Month;
use crate::unit::Unit;

/// The total of one figure at the end of `month`.
///
/// The opening balance ends with the month before the unit's first month; for a yearly figure it counts only in the
/// year of that month. A blank month is listed as missing and never counted as zero, unless it was marked 当月无数据.
pub fn total(form: &Form, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) -> Total {
    let mut carried = Carried::at_start_of_total(form, ledger, row, figure, month);
    for earlier in carried.since.through(month.previous()) {
        carried.add(ledger, row, figure, earlier);
    }
    carried.total_with(ledger, row, figure, month)
}

/// The totals of one figure at the end of every month from the unit's first to `last`, the same as [`total`]
/// gives; each month is added up only once.
pub(crate) fn totals(
    form: &Form,
    ledger: &Ledger,
    row: &Row,
    figure: &Figure,
    last: Month,
) -> BTreeMap<Month, Total> {
    let mut carried = Carried::at_start_of_total(form, ledger, row, figure, ledger.unit.first_month);
    let months = ledger.unit.first_month.through(last).map(|month| {
        // The total starts again here, as it does each January for a yearly figure.
        if carried.since != since(&ledger.unit, figure, month) {
            carried = Carried::at_start_of_total(form, ledger, row, figure, month);
        }
        let total = carried.total_with(ledger, row, figure, month);
        carried.add(ledger, row, figure, month);
        (month, total)
    });
    months.collect()
}

/// The part of a month's total from before it: the opening balance and the months so far.
struct Carried {
    amount: Option<Amount>,
    missing: Vec<Month>,
    opening_missing: bool,
    since: Month,
}

impl Carried {
    /// The state before the first month that counts in the total of `month`.
    fn at_start_of_total(form: &Form, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) -> Self {
        let opening_counts = opening_counts(&ledger.unit, figure, month);
        let opening = ledger.opening_entry(row, figure);
        let is_wanted = ledger.wants_opening(form) || matches!(opening, Entry::Unreadable { .. });
        let amount = opening.amount().filter(|_| opening_counts);
        let opening_missing = opening_counts && amount.is_none() && is_wanted;
        Self { amount, missing: Vec::new(), opening_missing, since: since(&ledger.unit, figure, month) }
    }

    /// Adds a month.
    fn add(&mut self, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) {
        let entry = ledger.entry(row, figure, month).amount();
        self.amount = self.with(entry, ledger.adjustment(figure.id, month));
        if entry.is_none() && !ledger.is_no_data(month) {
            self.missing.push(month);
        }
    }

    /// 本月止 = 上月止 + 本月 + 调整
    fn with(&self, entry: Option<Amount>, adjustment: Option<&Adjustment>) -> Option<Amount> {
        sum(sum(self.amount, entry), adjustment.map(|adjustment| adjustment.amount))
    }

    /// The total of the next month.
    fn total_with(&self, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) -> Total {
        let adjustment = ledger.adjustment(figure.id, month);
        Total {
            amount: self.with(ledger.entry(row, figure, month).amount(), adjustment),
            before: self.amount,
            adjustment: adjustment.cloned(),
            missing: self.missing.clone(),
            opening_missing: self.opening_missing,
            since: self.since,
        }
    }
}

/// Whether the total of a figure starts again each January.
pub(crate) fn counts_by_year(unit: &Unit, figure: &Figure) -> bool {
    figure.scope == Scope::Year || unit.restart_each_year
}

/// Whether the opening balance is a part of a figure's total in that month.
pub(crate) fn opening_counts(unit: &Unit, figure: &Figure, month: Month) -> bool {
    january(unit, figure, month).is_none_or(|january| unit.first_month.previous() >= january)
}

/// The first month whose own figure counts in the total of a month.
fn since(unit: &Unit, figure: &Figure, month: Month) -> Month {
    january(unit, figure, month).map_or(unit.first_month, |january| january.max(unit.first_month))
}

/// The January with which the total of a month starts, if it starts with one.
fn january(unit: &Unit, figure: &Figure, month: Month) -> Option<Month> {
    Month::new(month.year(), 1).filter(|_| counts_by_year(unit, figure))
}

fn sum(left: Option<Amount>, right: Option<Amount>) -> Option<Amount> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left + right),
        (some, None) | (None, some) => some,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    use super::super::examples::{adjust, form, id, ledger, month};
    use super::*;
    use crate::unit::UnitKind;

    fn total_of(ledger: &Ledger, figure: &str, at: &str) -> Total {
        let (row, figure) = form().find(id(figure)).unwrap();
        total(form(), ledger, row, figure, month(at))
    }

    fn amount(ledger: &Ledger, figure: &str, at: &str) -> Option<String> {
        total_of(ledger, figure, at).amount.map(|amount| amount.to_string())
    }

    #[test]
    fn a_total_is_what_was_before_and_the_month() {
        let ledger =
            ledger(UnitKind::from("township"), "2022-01", &[("2022-01", "2a=1.20"), ("2022-02", "2a=0.85")]);
        let total = total_of(&ledger, "2a", "2022-02");
        assert_eq!(total.before.unwrap().to_string(), "1.20");
        assert_eq!(total.amount.unwrap().to_string(), "2.05");
        assert_eq!(amount(&ledger, "1a", "2022-02"), None, "nothing known is not zero");
    }

    #[test]
    fn an_adjustment_is_carried_from_its_month_on() {
        let mut ledger = ledger(
            UnitKind::from("street"),
            "2022-11",
            &[("2022-11", "2a=10 8=5"), ("2022-12", "2a=1 8=1"), ("2023-01", "2a=2 8=1")],
        );
        adjust(&mut ledger, "2022-12", "2a", "-1.50");
        adjust(&mut ledger, "2022-12", "8", "-1");
        let december = total_of(&ledger, "2a", "2022-12");
        assert_eq!(december.before.unwrap().to_string(), "10.00");
        assert_eq!(december.adjustment.unwrap().amount.to_string(), "-1.50");
        assert_eq!(december.amount.unwrap().to_string(), "9.50");
        let january = total_of(&ledger, "2a", "2023-01");
        assert_eq!((january.before.unwrap().to_string(), january.adjustment), ("9.50".into(), None));
        assert_eq!(amount(&ledger, "2a", "2023-01").as_deref(), Some("11.50"));
        assert_eq!(amount(&ledger, "8", "2023-01").as_deref(), Some("1"), "a yearly total restarts");
    }

    #[test]
    fn december_to_january_restarts_row_8_alone() {
        let ledger = ledger(
            UnitKind::from("street"),
            "2022-11",
            &[
                ("opening", "8=3 9=30"),
                ("2022-11", "8=1 9=1"),
                ("2022-12", "8=1 9=1"),
                ("2023-01", "8=2 9=2"),
            ],
        );
        assert_eq!(
            amount(&ledger, "8", "2022-12").as_deref(),
            Some("5"),
            "the opening balance is of this year"
        );
        assert_eq!(amount(&ledger, "8", "2023-01").as_deref(), Some("2"));
        assert_eq!(amount(&ledger, "9", "2023-01").as_deref(), Some("34"));
    }

    #[test]
    fn an_opening_balance_of_last_year_counts_for_no_yearly_figure() {
        let ledger =
            ledger(UnitKind::from("street"), "2023-01", &[("opening", "8=9 9=9"), ("2023-01", "8=1 9=1")]);
        assert_eq!(amount(&ledger, "8", "2023-01").as_deref(), Some("1"));
        assert_eq!(amount(&ledger, "9", "2023-01").as_deref(), Some("10"));
    }

    #[test]
    fn the_setting_restarts_every_figure() {
        let mut ledger = ledger(
            UnitKind::from("street"),
            "2022-11",
            &[("opening", "9=30"), ("2022-12", "9=1"), ("2023-01", "9=2")],
        );
        ledger.unit.restart_each_year = true;
        assert_eq!(amount(&ledger, "9", "2022-12").as_deref(), Some("31"));
        assert_eq!(amount(&ledger, "9", "2023-01").as_deref(), Some("2"));
    }

    #[test]
    fn a_gap_is_named_until_it_is_marked_on_purpose() {
        let mut ledger = ledger(
            UnitKind::from("street"),
            "2022-01",
            &[("2022-01", "9=1"), ("2022-02", "1a=5"), ("2022-04", "9=1")],
        );
        assert_eq!(total_of(&ledger, "9", "2022-04").missing, [month("2022-02"), month("2022-03")]);
        ledger.months.entry(month("2022-03")).or_default().no_data = true;
        assert_eq!(total_of(&ledger, "9", "2022-04").missing, [month("2022-02")]);
        assert_eq!(amount(&ledger, "9", "2022-04").as_deref(), Some("2"));
    }

    #[test]
    fn a_missing_opening_balance_is_told_where_it_belongs() {
        let ledger =
            ledger(UnitKind::from("street"), "2022-04", &[("opening", "9=0"), ("2022-04", "8=1 9=1 13=1")]);
        assert!(!total_of(&ledger, "9", "2022-04").opening_missing, "zero is an opening balance");
        assert!(total_of(&ledger, "13", "2022-04").opening_missing);
        assert!(!total_of(&ledger, "8", "2023-01").opening_missing, "last year's balance is not wanted");
        let from_the_start = super::super::examples::ledger(UnitKind::from("street"), "2022-01", &[]);
        assert!(
            !total_of(&from_the_start, "13", "2022-04").opening_missing,
            "nothing was before the campaign"
        );
    }

    #[test]
    fn what_cannot_be_read_is_missing_not_half_taken() {
        let ledger =
            ledger(UnitKind::from("street"), "2022-01", &[("2022-01", "2a=12吨"), ("2022-02", "2a=1")]);
        let total = total_of(&ledger, "2a", "2022-02");
        assert_eq!(
            (total.amount.unwrap().to_string(), total.missing),
            ("1.00".into(), vec![month("2022-01")])
        );
    }

    proptest! {
        /// Values arrive in any order and some are corrected afterwards. The totals must equal sums that are
        /// computed in another way: plain integers over the last value of each month.
        #[test]
        fn a_total_equals_the_sum_computed_another_way(
            entered in proptest::collection::vec((0_usize..24, 0_i64..1_000_000_000), 0..60),
            opening in proptest::option::of(0_i64..1_000_000_000),
            start in 0_usize..12,
            yearly: bool,
            read_at in subsequence((0_usize..24).collect::<Vec<_>>(), 1..24),
        ) {
            let months: Vec<Month> = month("2022-01").through(month("2023-12")).collect();
            let (row, figure) = form().find(id(if yearly { "8" } else { "9" })).unwrap();
            let mut ledger = ledger(UnitKind::from("street"), &months[start].to_string(), &[]);
            if let Some(opening) = opening {
                ledger.opening.insert(figure.id, opening.to_string());
            }
            let mut last = vec![None; 24];
            for (index, value) in entered.into_iter().filter(|(index, _)| *index >= start) {
                last[index] = Some(value);
                ledger.months.entry(months[index]).or_default().entries.insert(figure.id, value.to_string());
            }
            for at in read_at.into_iter().filter(|at| *at >= start) {
                let from = if yearly && at >= 12 { 12.max(start) } else { start };
                let counts = !yearly || (start > 0 && at < 12);
                let values: Vec<i64> =
                    opening.filter(|_| counts).into_iter().chain(last[from..=at].iter().copied().flatten()).collect();
                let expected = (!values.is_empty()).then(|| values.iter().sum::<i64>().to_string());
                let total = total(form(), &ledger, row, figure, months[at]);
                prop_assert_eq!(total.amount.map(|amount| amount.to_string()), expected);
                prop_assert_eq!(total.missing.len(), last[from..at].iter().filter(|value| value.is_none()).count());
            }
            let along = totals(form(), &ledger, row, figure, months[23]);
            let one_by_one = months[start..].iter().map(|month| (*month, total(form(), &ledger, row, figure, *month)));
            prop_assert_eq!(along, one_by_one.collect::<BTreeMap<_, _>>());
        }
    }
}
