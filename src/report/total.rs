//! Totals (累计): the opening balance and every month up to the given one, within the figure's scope.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::derived::{self, filled_terms};
use super::{Adjustment, Entry, Ledger, Total};
use crate::amount::Amount;
use crate::notice::{Figure, Form, Row, Scope};
use crate::period::Month;
use crate::unit::Unit;

/// The total of one figure at the end of `month`.
///
/// The opening balance ends with the last month before the unit's first month; for a yearly figure it counts only in the
/// year of that month. A blank month is listed as missing and never counted as zero, unless it was marked 当月无数据.
///
/// Of a figure that has no total everything is unknown and nothing missing.
pub fn total(form: &Form, ledger: &Ledger, row: &Row, figure: &Figure, month: Month) -> Total {
    if !figure.has_total() {
        return Total::none(month);
    }
    let since = since(form, ledger, figure, month);
    if figure.is_derived() {
        let terms = filled_terms(form, ledger, figure).into_iter();
        let terms: Vec<_> = terms
            .map(|(term, row, other)| (term, row, other, total(form, ledger, row, other, month)))
            .collect();
        return derived::total(form, ledger, figure, month, since, &terms);
    }
    let mut carried = Carried::at_start_of_total(form, ledger, row, figure, month);
    for earlier in ledger.months_through(form, since, month.previous()) {
        carried.add(ledger, figure, earlier, &Own::of(form, ledger, row, figure, earlier));
    }
    carried.total_with(&Own::of(form, ledger, row, figure, month))
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
    if !figure.has_total() {
        let months = ledger.months_through(form, ledger.unit.first_month, last);
        return months.map(|month| (month, Total::none(month))).collect();
    }
    if figure.is_derived() {
        return derived_totals(form, ledger, figure, last);
    }
    let first = ledger.unit.first_month;
    let mut carried = Carried::at_start_of_total(form, ledger, row, figure, first);
    let months = ledger.months_through(form, first, last).map(|month| {
        // The total starts again here, as it does each January for a yearly figure.
        if carried.since != since(form, ledger, figure, month) {
            carried = Carried::at_start_of_total(form, ledger, row, figure, month);
        }
        let own = Own::of(form, ledger, row, figure, month);
        let total = carried.total_with(&own);
        carried.add(ledger, figure, month, &own);
        (month, total)
    });
    months.collect()
}

/// The totals of a derived figure from those of its terms.
fn derived_totals(form: &Form, ledger: &Ledger, figure: &Figure, last: Month) -> BTreeMap<Month, Total> {
    let terms = filled_terms(form, ledger, figure).into_iter();
    let mut terms: Vec<_> =
        terms.map(|(term, row, other)| (term, row, other, totals(form, ledger, row, other, last))).collect();
    let months = ledger.months_through(form, ledger.unit.first_month, last).map(|month| {
        let at = terms.iter_mut();
        let at: Vec<_> = at
            .filter_map(|(term, row, other, totals)| Some((*term, *row, *other, totals.remove(&month)?)))
            .collect();
        (month, derived::total(form, ledger, figure, month, since(form, ledger, figure, month), &at))
    });
    months.collect()
}

/// The part of a month's total that is its own.
struct Own<'ledger> {
    entry: Option<Amount>,
    adjustment: Option<Cow<'ledger, Adjustment>>,
}

impl<'ledger> Own<'ledger> {
    fn of(form: &Form, ledger: &'ledger Ledger, row: &Row, figure: &Figure, month: Month) -> Self {
        Self {
            entry: ledger.entry(form, row, figure, month).amount(),
            adjustment: ledger.adjustment(form, figure, month),
        }
    }
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
        let opening_counts = opening_counts(form, &ledger.unit, figure, month);
        let opening = ledger.opening_entry(form, row, figure);
        let is_asked_for = || {
            ledger.wants_opening(form)
                && !ledger.had_no(figure, ledger.unit.first_month)
                && form.prints_total(figure.id)
        };
        let is_wanted = || matches!(opening, Entry::Unreadable { .. }) || is_asked_for();
        let amount = opening.amount().filter(|_| opening_counts);
        let opening_missing = opening_counts && amount.is_none() && is_wanted();
        Self { amount, missing: Vec::new(), opening_missing, since: since(form, ledger, figure, month) }
    }

    /// Adds a month.
    fn add(&mut self, ledger: &Ledger, figure: &Figure, month: Month, own: &Own<'_>) {
        self.amount = self.with(own);
        let is_wanted = !ledger.is_no_data(month) && !ledger.is_before_sums(month);
        if own.entry.is_none() && is_wanted && !ledger.had_no(figure, month) {
            self.missing.push(month);
        }
    }

    /// 本月止 = 上月止 + 本月 + 调整
    fn with(&self, own: &Own<'_>) -> Option<Amount> {
        let adjustment = own.adjustment.as_ref().map(|adjustment| adjustment.amount);
        sum(sum(self.amount, own.entry), adjustment)
    }

    /// The total of the next month.
    fn total_with(&self, own: &Own<'_>) -> Total {
        Total {
            amount: self.with(own),
            before: self.amount,
            adjustment: own.adjustment.as_deref().cloned(),
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
pub(crate) fn opening_counts(form: &Form, unit: &Unit, figure: &Figure, month: Month) -> bool {
    let through = form.campaign.month_before(unit.first_month);
    january(unit, figure, month).is_none_or(|january| through >= january)
}

/// The first month whose own figure counts in the total of a month.
fn since(form: &Form, ledger: &Ledger, figure: &Figure, month: Month) -> Month {
    let first = ledger.unit.first_month;
    let since = january(&ledger.unit, figure, month).map_or(first, |january| january.max(first));
    ledger.months_through(form, since, month).next().unwrap_or(since)
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
    use std::sync::Arc;

    use proptest::prelude::*;
    use proptest::sample::subsequence;

    use super::super::examples::{adjust, changed_form, finalize, form, id, ledger, month};
    use super::super::{CheckCode, differences, live_sheet, matrix, trace};
    use super::*;
    use crate::notice::Notice;
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
    fn a_form_that_prints_no_totals_wants_no_opening_balance() {
        let missing = |definition: &str, figure: &str| {
            let notice = Notice::read(definition).unwrap();
            let form = &notice.forms[0];
            let ledger =
                ledger(notice.kinds[0].id.clone(), "2026-04", &[("2026-04", &format!("{figure}=1"))]);
            let sheet = live_sheet(form, &ledger, month("2026-04")).unwrap();
            sheet.cell(id(figure)).unwrap().total.opening_missing
        };
        assert!(!missing(include_str!("../../tests/notices/markets.json"), "2"));
        assert!(missing(include_str!("../../tests/notices/openness.json"), "2"));
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

    /// The form with a figure that has no total.
    fn without_total_of(figure: &str) -> Arc<Form> {
        changed_form(|definition| {
            let sections = definition["forms"][0]["tables"][0]["sections"].as_array_mut().unwrap();
            let rows = sections.iter_mut().flat_map(|section| section["rows"].as_array_mut().unwrap());
            let mut figures = rows.flat_map(|row| row["figures"].as_array_mut().unwrap());
            figures.find(|known| known["id"] == figure).unwrap()["scope"] = "none".into();
        })
    }

    #[test]
    fn what_does_not_add_up_has_no_total_misses_nothing_and_breaks_nothing() {
        let form = without_total_of("9");
        let lines = [("2022-03", "9=120 13=4"), ("2022-05", "9=118 13=1")];
        let ledger = ledger(UnitKind::from("street"), "2022-03", &lines);
        let (row, figure) = form.find(id("9")).unwrap();
        assert!(!form.prints_total(figure.id), "its cell is struck out");
        let may = total(&form, &ledger, row, figure, month("2022-05"));
        assert_eq!(
            (may.amount, may.before, may.missing.as_slice(), may.opening_missing),
            (None, None, &[][..], false)
        );
        assert_eq!(totals(&form, &ledger, row, figure, month("2022-05"))[&month("2022-05")], may);
        let sheet = live_sheet(&form, &ledger, month("2022-05")).unwrap();
        let cell = sheet.cell(id("9")).unwrap();
        assert_eq!(cell.texts(), ["118".to_owned(), String::new()]);
        let missing = sheet.checks.iter().find(|check| check.code == CheckCode::MonthsMissing).unwrap();
        let of_others = form.figures().filter(|figure| figure.has_total());
        let filled = of_others
            .filter(|figure| sheet.cell(figure.id).is_some_and(|cell| !cell.total.missing.is_empty()));
        assert!(
            missing.sentence.contains(&format!("有 {} 项的累计数缺", filled.count())),
            "{}",
            missing.sentence
        );
        let matrix = matrix(&form, &ledger, month("2022-05")).unwrap();
        let of_it = matrix.rows.iter().find(|row| row.figure == id("9")).unwrap();
        assert!(of_it.cells.iter().all(|cell| cell.total.is_none()) && !of_it.opening_missing);
    }

    fn exempting(months: &[u32], first_month: &str) -> Arc<Form> {
        changed_form(|definition| {
            definition["campaign"]["due"]["exempt"] = months.into();
            definition["campaign"]["first_month"] = first_month.into();
        })
    }

    #[test]
    fn a_month_that_is_not_reported_is_not_missed() {
        let form = exempting(&[1], "2022-02");
        let lines = [("2022-12", "8=3 9=5"), ("2023-02", "8=1 9=60")];
        let ledger = ledger(UnitKind::from("street"), "2022-12", &lines);
        let total = |figure: &str, at: &str| {
            let (row, figure) = form.find(id(figure)).unwrap();
            total(&form, &ledger, row, figure, month(at))
        };
        let february = total("9", "2023-02");
        assert_eq!((february.amount.unwrap().to_string(), february.missing), ("65".into(), vec![]));
        assert_eq!(total("8", "2023-02").since, month("2023-02"), "the year begins with its first report");
        let drawn = matrix(&form, &ledger, month("2023-01")).unwrap();
        let months: Vec<String> = drawn.months.iter().map(|month| month.month.to_string()).collect();
        assert_eq!(months, ["2022-12", "2023-02"]);
        let yearly = drawn.rows.iter().find(|row| row.figure == id("8")).unwrap();
        assert!(yearly.cells[1].marks.is_empty(), "{:?}", yearly.cells[1].marks);
        let (row, figure) = form.find(id("9")).unwrap();
        let trace = trace(&form, &ledger, row, figure, month("2023-02"));
        assert_eq!((trace.last_month.unwrap().to_string(), trace.months.len()), ("5".into(), 2));
        let sheet = live_sheet(&form, &ledger, month("2023-02")).unwrap();
        let jump = sheet.checks.iter().find(|check| check.code == CheckCode::FarAboveLastMonth).unwrap();
        assert!(jump.sentence.contains("60 次，2022年12月 5 次，是2022年12月的 12 倍"), "{}", jump.sentence);
    }

    #[test]
    fn an_opening_balance_reaches_to_the_last_month_that_was_reported() {
        let form = exempting(&[1], "2022-02");
        let ledger =
            ledger(UnitKind::from("street"), "2023-02", &[("opening", "8=9 9=9"), ("2023-02", "8=1 9=1")]);
        let total = |figure: &str| {
            let (row, figure) = form.find(id(figure)).unwrap();
            total(&form, &ledger, row, figure, month("2023-02")).amount.unwrap().to_string()
        };
        assert_eq!((total("8"), total("9")), ("1".into(), "10".into()), "the balance is of December");
        let first = super::super::examples::ledger(UnitKind::from("street"), "2022-02", &[]);
        assert!(!first.wants_opening(&form), "nobody reports before February");
    }

    #[test]
    fn what_was_reported_before_a_month_was_exempt_stays_in_the_totals() {
        let form = exempting(&[1], "2022-02");
        let lines = [("2022-12", "9=1"), ("2023-01", "9=2"), ("2023-02", "9=3")];
        let ledger = ledger(UnitKind::from("street"), "2022-12", &lines);
        let (row, figure) = form.find(id("9")).unwrap();
        assert_eq!(total(&form, &ledger, row, figure, month("2023-02")).amount.unwrap().to_string(), "6");
        assert_eq!(ledger.month_before(&form, month("2023-02")), month("2023-01"));
    }

    /// A later edition with one more row.
    fn with_row_19() -> Arc<Form> {
        changed_form(|definition| {
            definition["edition"] = 2.into();
            let rows = &mut definition["forms"][0]["tables"][0]["sections"][2]["rows"];
            rows.as_array_mut().unwrap().push(serde_json::json!(
                {"number": 19, "content": "新增一项X个。", "figures": [{"id": "19", "name": "新增一项", "unit": "个"}]}
            ));
        })
    }

    #[test]
    fn months_reported_before_a_figure_was_asked_for_do_not_miss_it() {
        let lines = [("2022-03", "9=1"), ("2022-04", "9=1"), ("2022-05", "9=1 19=4")];
        let mut ledger = ledger(UnitKind::from("street"), "2022-03", &lines);
        finalize(&mut ledger, "2022-03", true);
        let later = with_row_19();
        let (row, figure) = later.find(id("19")).unwrap();
        let may = total(&later, &ledger, row, figure, month("2022-05"));
        assert_eq!(may.missing, [month("2022-04")], "April was not reported yet, and asks for it");
        assert!(!may.opening_missing, "nobody asked for it before March either");
        assert_eq!(differences(&later, &ledger, month("2022-03")), []);
        assert_eq!(ledger.to_correct(&later), []);
        let row = matrix(&later, &ledger, month("2022-05")).unwrap().rows.pop().unwrap();
        assert_eq!(row.figure, id("19"));
        let cells: Vec<(Entry, usize)> =
            row.cells.iter().map(|cell| (cell.entry.clone(), cell.marks.len())).collect();
        assert_eq!(cells[..2], [(Entry::NotApplicable, 0), (Entry::Blank, 1)]);
        assert_eq!(cells[2].0.text(), "4", "each month in its own column");
    }

    proptest! {
        /// Whatever months are exempt and whenever the unit begins, a total is the sum of what was typed.
        #[test]
        fn a_total_skips_no_figure_and_misses_no_exempt_month(
            exempt in subsequence((1_u32..=12).collect::<Vec<_>>(), 0..11),
            typed in proptest::collection::vec(proptest::option::weighted(0.8, 0_i64..1000), 24),
            start in 0_usize..24,
            yearly: bool,
        ) {
            let months: Vec<Month> = month("2022-01").through(month("2023-12")).collect();
            let reported = |index: &usize| !exempt.contains(&months[*index].number());
            let form = exempting(&exempt, &months[(0..24).find(reported).unwrap()].to_string());
            let Some(start) = (start..24).find(reported) else { return Ok(()) };
            let (row, figure) = form.find(id(if yearly { "8" } else { "9" })).unwrap();
            let mut ledger = ledger(UnitKind::from("street"), &months[start].to_string(), &[]);
            for index in (start..24).filter(reported) {
                if let Some(amount) = typed[index] {
                    let record = ledger.months.entry(months[index]).or_default();
                    record.entries.insert(figure.id, amount.to_string());
                }
            }
            let along = totals(&form, &ledger, row, figure, months[23]);
            prop_assert_eq!(along.len(), (start..24).filter(reported).count());
            for at in (start..24).filter(reported) {
                let from = if yearly && at >= 12 { 12.max(start) } else { start };
                let known: Vec<i64> = (from..=at).filter(reported).filter_map(|index| typed[index]).collect();
                let total = total(&form, &ledger, row, figure, months[at]);
                let sum = (!known.is_empty()).then(|| known.iter().sum::<i64>().to_string());
                prop_assert_eq!(total.amount.map(|amount| amount.to_string()), sum);
                let gaps = (from..at).filter(reported).filter(|index| typed[*index].is_none());
                prop_assert_eq!(&total.missing, &gaps.map(|index| months[index]).collect::<Vec<_>>());
                prop_assert_eq!(&along[&months[at]], &total);
            }
        }

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
