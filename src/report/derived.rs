//! Derived figures: what is reckoned from other figures of the form instead of typed (1=2+3, 净增=进入-退出).
//!
//! The month's figure comes from the month's figures of its terms, the total from their totals. So a column adds up on paper
//! even where months are missing, and opening balance, gaps and adjustments are those of the terms.

use std::borrow::Cow;

use super::{Adjustment, Entry, Ledger, Total, applies};
use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form, Row, Term};
use crate::period::Month;
use crate::unit::UnitKind;
use crate::wording::quoted;

impl Ledger {
    /// The content of the 当月 cell of a figure; of a derived one, what it comes to.
    pub fn entry(&self, form: &Form, row: &Row, figure: &Figure, month: Month) -> Entry {
        let record = self.months.get(&month);
        read_entry(form, &self.unit.kind, row, figure, &|id| record?.entries.get(&id).map(String::as_str))
    }

    /// What was entered as the opening balance of a figure; of a derived one, what it comes to.
    pub fn opening_entry(&self, form: &Form, row: &Row, figure: &Figure) -> Entry {
        read_entry(form, &self.unit.kind, row, figure, &|id| self.opening.get(&id).map(String::as_str))
    }

    /// The amount in a figure's total in that month that is not the month's own figure, if there is one; of a derived
    /// figure, what the adjustments of its terms come to.
    pub fn adjustment(&self, form: &Form, figure: &Figure, month: Month) -> Option<Cow<'_, Adjustment>> {
        if figure.is_derived() {
            return adjustment(form, self, figure, month).map(Cow::Owned);
        }
        let record = self.months.get(&month)?;
        record.adjustments.get(&figure.id).map(Cow::Borrowed)
    }
}

/// Reads one cell of a column, whose texts `text` gives. A derived figure is blank while one of its terms is; a term that
/// the unit leaves empty does not count.
pub fn read_entry<'text>(
    form: &Form,
    kind: &UnitKind,
    row: &Row,
    figure: &Figure,
    text: &dyn Fn(FigureId) -> Option<&'text str>,
) -> Entry {
    if !applies(row, kind) {
        return Entry::NotApplicable;
    }
    if !figure.is_derived() {
        return Entry::read(figure, text(figure.id));
    }
    let mut sum = None;
    for (term, row, other) in terms(form, figure) {
        match read_entry(form, kind, row, other, text) {
            Entry::NotApplicable => {}
            Entry::Blank | Entry::Unreadable { .. } => return Entry::Blank,
            Entry::Value { amount, .. } => sum = Some(added(figure, sum, term, amount)),
        }
    }
    sum.map_or(Entry::NotApplicable, Entry::of)
}

/// The terms of a derived figure, with their rows.
fn terms<'form>(
    form: &'form Form,
    figure: &'form Figure,
) -> impl Iterator<Item = (&'form Term, &'form Row, &'form Figure)> {
    figure.sum_of.iter().filter_map(|term| form.find(term.figure).ok().map(|(row, other)| (term, row, other)))
}

/// The terms of a derived figure that the unit fills in.
pub(crate) fn filled_terms<'form>(
    form: &'form Form,
    ledger: &Ledger,
    figure: &'form Figure,
) -> Vec<(&'form Term, &'form Row, &'form Figure)> {
    terms(form, figure).filter(|(_, row, other)| is_filled(form, &ledger.unit.kind, row, other)).collect()
}

/// Whether a unit fills in a figure, or one that it is reckoned from.
fn is_filled(form: &Form, kind: &UnitKind, row: &Row, figure: &Figure) -> bool {
    applies(row, kind)
        && (!figure.is_derived()
            || terms(form, figure).any(|(_, row, other)| is_filled(form, kind, row, other)))
}

/// The sum so far and one more term, with no fewer decimals than the figure has.
fn added(figure: &Figure, sum: Option<Amount>, term: &Term, amount: Amount) -> Amount {
    let sum = sum.unwrap_or_else(|| Amount::zero(figure.decimals()));
    if term.minus { sum - amount } else { sum + amount }
}

/// What is known of a term's amount: the amount, and whether nothing more is to come.
pub(crate) type Known = (Option<Amount>, bool);

/// What terms come to: nothing while one of them is still to come; one that is known to be nothing does not count.
pub(crate) fn combined<'form>(
    figure: &Figure,
    terms: impl IntoIterator<Item = (&'form Term, Known)>,
) -> Option<Amount> {
    let mut sum = None;
    for (term, (amount, is_whole)) in terms {
        match amount {
            Some(amount) => sum = Some(added(figure, sum, term, amount)),
            None if is_whole => {}
            None => return None,
        }
    }
    sum
}

/// What the adjustments of the terms come to, with their reasons.
pub(super) fn adjustment(form: &Form, ledger: &Ledger, figure: &Figure, month: Month) -> Option<Adjustment> {
    let mut sum = None;
    let mut reasons = Vec::new();
    for (term, _, other) in filled_terms(form, ledger, figure) {
        let Some(adjustment) = ledger.adjustment(form, other, month) else { continue };
        sum = Some(added(figure, sum, term, adjustment.amount));
        reasons.push(format!("{}：{}", quoted(&other.name), adjustment.reason));
    }
    sum.map(|amount| Adjustment { amount, reason: reasons.join("；") })
}

/// The total of a derived figure from those of its terms.
pub(super) fn total(
    form: &Form,
    ledger: &Ledger,
    figure: &Figure,
    month: Month,
    since: Month,
    terms: &[(&Term, &Row, &Figure, Total)],
) -> Total {
    let missing = |total: &Total| !total.missing.is_empty() || total.opening_missing;
    let before = terms.iter().map(|(term, .., total)| (*term, (total.before, !missing(total))));
    let amount = terms.iter().map(|(term, row, other, total)| {
        let is_known = ledger.is_no_data(month) || ledger.entry(form, row, other, month).amount().is_some();
        (*term, (total.amount, is_known && !missing(total)))
    });
    let mut months: Vec<Month> = terms.iter().flat_map(|(.., total)| total.missing.iter().copied()).collect();
    months.sort_unstable();
    months.dedup();
    Total {
        amount: combined(figure, amount),
        before: combined(figure, before),
        adjustment: adjustment(form, ledger, figure, month),
        missing: months,
        opening_missing: terms.iter().any(|(.., total)| total.opening_missing),
        since,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::examples::{adjust, finalize_with, form_with, id, ledger, month};
    use super::super::{CheckCode, Record, live_sheet, matrix, sheet, total as total_of_figure, totals};
    use super::*;

    /// 3b is what is left of 4 and 5a after 5b; 3a is that and 1b.
    fn form() -> Arc<Form> {
        form_with(&[("3b=4+5a-5b", true), ("3a=3b+1b", true)])
    }

    fn street(lines: &[(&str, &str)]) -> Ledger {
        ledger(UnitKind::from("street"), "2022-01", lines)
    }

    fn entry(form: &Form, ledger: &Ledger, figure: &str, at: &str) -> Entry {
        let (row, figure) = form.find(id(figure)).unwrap();
        ledger.entry(form, row, figure, month(at))
    }

    fn total(form: &Form, ledger: &Ledger, figure: &str, at: &str) -> Total {
        let (row, figure) = form.find(id(figure)).unwrap();
        total_of_figure(form, ledger, row, figure, month(at))
    }

    fn text(amount: Option<Amount>) -> String {
        amount.map_or("空白".to_owned(), |amount| amount.to_string())
    }

    #[test]
    fn it_is_reckoned_from_figures_that_may_be_reckoned_too() {
        let ledger = street(&[("2022-01", "4=5 5a=2 5b=10 1b=1")]);
        assert_eq!(entry(&form(), &ledger, "3b", "2022-01").text(), "-3", "it may be below zero");
        assert_eq!(entry(&form(), &ledger, "3a", "2022-01").text(), "-2");
        assert_eq!(text(total(&form(), &ledger, "3a", "2022-01").amount), "-2");
        let sheet = live_sheet(&form(), &ledger, month("2022-01")).unwrap();
        let of_it =
            sheet.checks.iter().filter(|check| [Some(id("3a")), Some(id("3b"))].contains(&check.figure));
        assert_eq!(of_it.count(), 0);
        assert_eq!((sheet.filled, sheet.to_fill), (4, 18), "twenty less the two that nobody types");
    }

    #[test]
    fn it_is_blank_while_one_of_its_terms_is_and_nobody_types_it() {
        let form = form();
        for entries in ["4=5 5a=2", "4=5 5a=2 5b=两个"] {
            assert_eq!(entry(&form, &street(&[("2022-01", entries)]), "3b", "2022-01"), Entry::Blank);
        }
        let typed = street(&[("2022-01", "3b=100 4=5 5a=2 5b=1"), ("opening", "3b=100")]);
        assert_eq!(
            entry(&form, &typed, "3b", "2022-01").text(),
            "6",
            "what an earlier edition kept is not read"
        );
        assert_eq!(text(total(&form, &typed, "3b", "2022-01").amount), "6");
    }

    #[test]
    fn what_the_unit_leaves_empty_is_no_part_of_it() {
        let form = form_with(&[("4=10a+5a", true), ("5b=10a", true), ("3b=5b+5a", true)]);
        let ledger = street(&[("2022-01", "5a=2")]);
        assert_eq!(entry(&form, &ledger, "4", "2022-01").text(), "2");
        assert_eq!(entry(&form, &ledger, "5b", "2022-01"), Entry::NotApplicable);
        assert_eq!(entry(&form, &ledger, "3b", "2022-01").text(), "2");
        assert_eq!(text(total(&form, &ledger, "3b", "2022-01").amount), "2");
        assert_eq!(text(total(&form, &ledger, "5b", "2022-01").amount), "空白");
    }

    #[test]
    fn opening_balance_gaps_and_adjustments_are_those_of_its_terms() {
        let form = form_with(&[("3b=4-5a", true)]);
        let lines =
            [("opening", "4=100"), ("2022-01", "4=5 5a=1"), ("2022-02", "4=7"), ("2022-03", "4=1 5a=2")];
        let mut ledger = street(&lines);
        adjust(&mut ledger, "2022-03", "4", "-3");
        adjust(&mut ledger, "2022-03", "5a", "1");
        let march = total(&form, &ledger, "3b", "2022-03");
        // 100+5+7+1-3 less 1+2+1.
        assert_eq!(text(march.amount), "106");
        assert_eq!(march.missing, [month("2022-02")], "5a is blank there, and told");
        assert_eq!(text(march.before), "111", "100+5+7 less 1");
        let adjustment = march.adjustment.unwrap();
        assert_eq!(adjustment.amount.to_string(), "-4");
        assert_eq!(adjustment.reason, "“环卫设施问题”：纸质台账算错；“公厕”：纸质台账算错");
        let checks = live_sheet(&form, &ledger, month("2022-03")).unwrap().checks;
        let missing = checks.iter().find(|check| check.code == CheckCode::MonthsMissing).unwrap();
        assert!(missing.sentence.starts_with("有 18 项的累计数缺"), "{}", missing.sentence);
        let (row, figure) = form.find(id("3b")).unwrap();
        assert_eq!(ledger.opening_entry(&form, row, figure), Entry::Blank, "5a has none");
    }

    #[test]
    fn a_month_without_data_adds_nothing() {
        let form = form_with(&[("3b=4-5a", true)]);
        let mut ledger = street(&[("2022-02", "4=7 5a=3")]);
        ledger.months.insert(month("2022-01"), Record { no_data: true, ..Record::default() });
        assert_eq!(entry(&form, &ledger, "3b", "2022-01"), Entry::Blank);
        let february = total(&form, &ledger, "3b", "2022-02");
        assert_eq!((text(february.before), text(february.amount)), ("空白".into(), "4".into()));
        assert_eq!(february.missing, []);
    }

    #[test]
    fn a_correction_of_a_term_shows_in_what_was_reported_of_the_sum() {
        let form = form_with(&[("3b=4-5a", true)]);
        let mut ledger = street(&[("2022-01", "4=7 5a=3"), ("2022-02", "4=1 5a=1")]);
        for at in ["2022-01", "2022-02"] {
            finalize_with(&form, &mut ledger, at, true);
        }
        ledger.months.get_mut(&month("2022-01")).unwrap().entries.insert(id("4"), "9".into());
        let february = sheet(&form, &ledger, month("2022-02")).unwrap();
        let changed: Vec<String> = february.differences.iter().map(|one| one.figure.to_string()).collect();
        assert_eq!(changed, ["3b", "4"]);
    }

    proptest! {
        /// Some cells are blank, some months have no data; there may be opening balances and adjustments. What is whole
        /// equals a sum of plain integers over everything typed, along the months and for each month alone.
        #[test]
        fn it_equals_the_sum_reckoned_another_way(
            typed in proptest::collection::vec(proptest::option::weighted(0.9, 0_i64..1000), 36),
            opening in proptest::collection::vec(proptest::option::of(0_i64..1000), 3),
            adjusted in proptest::collection::vec((0_usize..12, 0_usize..3, 1_i64..100), 0..4),
            no_data in proptest::collection::vec(proptest::bool::weighted(0.1), 12),
        ) {
            let form = form_with(&[("3b=4+5a-5b", true)]);
            let figures = ["4", "5a", "5b"];
            let months: Vec<Month> = month("2022-01").through(month("2022-12")).collect();
            let mut ledger = street(&[]);
            for (figure, amount) in figures.iter().zip(&opening) {
                ledger.opening.extend(amount.map(|amount| (id(figure), amount.to_string())));
            }
            let at = |month: usize, figure: usize| typed[month * 3 + figure].filter(|_| !no_data[month]);
            for (index, month) in months.iter().enumerate() {
                let record = ledger.months.entry(*month).or_default();
                record.no_data = no_data[index];
                for (which, figure) in figures.iter().enumerate() {
                    record.entries.extend(at(index, which).map(|amount| (id(figure), amount.to_string())));
                }
            }
            let mut adjustments = std::collections::BTreeMap::new();
            for (index, which, amount) in adjusted {
                adjust(&mut ledger, &months[index].to_string(), figures[which], &amount.to_string());
                adjustments.insert((index, which), amount);
            }
            let sign = [1, 1, -1];
            let (row, figure) = form.find(id("3b")).unwrap();
            let along = totals(&form, &ledger, row, figure, months[11]);
            for (index, month) in months.iter().enumerate() {
                let own: Option<i64> = (0..3).map(|which| at(index, which).map(|amount| amount * sign[which])).sum();
                let entry = ledger.entry(&form, row, figure, *month).amount();
                prop_assert_eq!(entry.map(|amount| amount.to_string()), own.map(|own| own.to_string()));
                let mut sum = 0;
                for which in 0..3 {
                    sum += sign[which] * opening[which].unwrap_or(0);
                    sum += (0..=index).map(|month| sign[which] * at(month, which).unwrap_or(0)).sum::<i64>();
                    let adjusted = (0..=index).filter_map(|month| adjustments.get(&(month, which)));
                    sum += sign[which] * adjusted.sum::<i64>();
                }
                let total = total_of_figure(&form, &ledger, row, figure, *month);
                let gaps: Vec<Month> = (0..index)
                    .filter(|month| !no_data[*month] && (0..3).any(|which| at(*month, which).is_none()))
                    .map(|month| months[month])
                    .collect();
                prop_assert_eq!(&total.missing, &gaps);
                let nothing = (0..=index).all(|month| (0..3).all(|which| at(month, which).is_none()))
                    && opening.iter().all(Option::is_none)
                    && (0..=index).all(|month| (0..3).all(|which| !adjustments.contains_key(&(month, which))));
                if gaps.is_empty() && (own.is_some() || no_data[index]) && !nothing {
                    prop_assert_eq!(text(total.amount), sum.to_string());
                }
                prop_assert_eq!(&along[month], &total);
            }
            prop_assert_eq!(matrix(&form, &ledger, months[11]).unwrap().months.len(), 12);
        }
    }
}
