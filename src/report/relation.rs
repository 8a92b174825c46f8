//! The relations that a form prints (1=2+3, 2≤1): whether they hold between the month's figures, and between their totals.
//!
//! What is reckoned needs no check. Nothing is compared while a figure is blank; one that the unit leaves empty does not count.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::finding;
use super::sheet::Cells;
use super::{Cell, Check, CheckCode, Entry, Ledger, Level};
use crate::amount::Amount;
use crate::notice::{Between, FigureId, Form, Relation, Sign, Term};
use crate::period::Month;
use crate::wording::quoted;

/// The most figures that a sentence names.
const NAMED: usize = 6;

/// The relations that do not hold, under the figure that a form names first.
pub(super) fn broken(
    form: &Form,
    ledger: &Ledger,
    month: Month,
    cells: &Cells,
) -> BTreeMap<FigureId, Vec<Check>> {
    let mut found: BTreeMap<FigureId, Vec<Check>> = BTreeMap::new();
    for relation in form.relations.iter().filter(|relation| !relation.derived) {
        for between in &relation.between {
            let compared = Comparing { form, ledger, month, cells, relation, between };
            if let Some((figure, check)) = compared.check() {
                found.entry(figure).or_default().push(check);
            }
        }
    }
    found
}

struct Comparing<'sheet> {
    form: &'sheet Form,
    ledger: &'sheet Ledger,
    month: Month,
    cells: &'sheet Cells,
    relation: &'sheet Relation,
    between: &'sheet Between,
}

impl Comparing<'_> {
    fn check(&self) -> Option<(FigureId, Check)> {
        let allowed = self.relation.allowed().ok()?;
        let months = self.sides(|cell| cell.month.amount())?;
        if let Some(apart) = self.apart(months, allowed) {
            return self.finding(Level::Error, CheckCode::RelationBroken, "", &apart);
        }
        // Totals of other months cannot be compared, and what is missing in them is told.
        let is_whole = |cell: &Cell| cell.total.missing.is_empty() && !cell.total.opening_missing;
        let totals = self.sides(|cell| cell.total.amount.filter(|_| is_whole(cell)))?;
        let apart = self.apart(totals, self.allowed_in_total(allowed))?;
        self.finding(Level::Warning, CheckCode::TotalRelationBroken, "的累计", &apart)
    }

    /// Both sides; `None` while something of them is not known, or nothing of one of them is filled in.
    fn sides(&self, amount: impl Fn(&Cell) -> Option<Amount>) -> Option<(Amount, Amount)> {
        let side = |terms: &[Term]| {
            let mut sum: Option<Amount> = None;
            for term in terms {
                let cell = self.cells.get(&term.figure)?;
                if cell.month == Entry::NotApplicable {
                    continue;
                }
                let amount = amount(cell)?;
                let amount = if term.minus { -amount } else { amount };
                sum = Some(sum.map_or(amount, |sum| sum + amount));
            }
            sum
        };
        Some((side(&self.between.left)?, side(&self.between.right)?))
    }

    /// Each month may be apart by that much, so a total may be by as much for each of its months.
    fn allowed_in_total(&self, allowed: Amount) -> Amount {
        let first = self.between.left.first().and_then(|term| self.cells.get(&term.figure));
        let since = first.map_or(self.month, |cell| cell.total.since);
        let months = self.ledger.months_through(self.form, since, self.month);
        // The opening balance is a figure like those of a month.
        months.fold(allowed, |sum, _| sum + allowed)
    }

    /// What is wrong with the two sides, in words.
    fn apart(&self, (left, right): (Amount, Amount), allowed: Amount) -> Option<String> {
        let difference = left - right;
        let should = match self.between.sign {
            Sign::Equal if difference > allowed || -difference > allowed => "应等于",
            Sign::AtMost if difference > allowed => "不应多于",
            Sign::AtLeast if -difference > allowed => "不应少于",
            _ => return None,
        };
        let unit = self.unit();
        let within =
            if allowed.is_zero() { String::new() } else { format!("（可以差 {allowed}{unit}）") };
        Some(format!("左边 {left}{unit}，{should}右边 {right}{unit}{within}"))
    }

    /// The unit with a space before it; nothing if there is none.
    fn unit(&self) -> String {
        let figure = self.between.left.first().and_then(|term| self.form.find(term.figure).ok());
        let unit = figure.map_or("", |(_, figure)| &figure.unit);
        if unit.is_empty() { String::new() } else { format!(" {unit}") }
    }

    fn finding(&self, level: Level, code: CheckCode, what: &str, apart: &str) -> Option<(FigureId, Check)> {
        let terms = self.between.left.iter().chain(&self.between.right);
        let filled = terms.filter(|term| {
            self.cells.get(&term.figure).is_some_and(|cell| cell.month != Entry::NotApplicable)
        });
        let mut seen = BTreeSet::new();
        let figures: Vec<_> = filled
            .filter(|term| seen.insert(term.figure))
            .filter_map(|term| self.form.find(term.figure).ok())
            .collect();
        let (row, figure) = figures.first()?;
        let names: String = figures.iter().take(NAMED).map(|(_, figure)| quoted(&figure.name)).collect();
        let more = if figures.len() > NAMED { format!("等 {} 项", figures.len()) } else { String::new() };
        let says = quoted(&self.relation.says);
        let sentence = format!("{what}不合{says}：{apart}；请核对{names}{more}");
        Some((figure.id, finding(row, figure, level, code, &sentence)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::examples::{changed_form, form_with, id, ledger, month};
    use super::super::{live_sheet, matrix};
    use super::*;
    use crate::unit::UnitKind;

    fn told(form: &Form, ledger: &Ledger, at: &str) -> Vec<String> {
        let checks = live_sheet(form, ledger, month(at)).unwrap().checks.into_iter();
        let relations = [CheckCode::RelationBroken, CheckCode::TotalRelationBroken];
        checks.filter(|check| relations.contains(&check.code)).map(|check| check.sentence).collect()
    }

    fn one_month(entries: &str) -> Ledger {
        ledger(UnitKind::from("street"), "2022-01", &[("2022-01", entries)])
    }

    #[test]
    fn a_sum_that_is_wrong_is_an_error_with_both_sides() {
        let form = form_with(&[("3a=4+5a", false)]);
        let sentence = "第 3 行“背街小巷等环境卫生问题”不合“3a=4+5a”：左边 6 个，应等于右边 5 个；\
                        请核对“背街小巷等环境卫生问题”“环卫设施问题”“公厕”";
        assert_eq!(told(&form, &one_month("3a=6 4=2 5a=3"), "2022-01"), [sentence]);
        assert_eq!(told(&form, &one_month("3a=5 4=2 5a=3"), "2022-01"), [""; 0]);
        assert_eq!(told(&form, &one_month("3a=6 4=2"), "2022-01"), [""; 0], "nothing while one is blank");
        let sheet = live_sheet(&form, &one_month("3a=6 4=2 5a=3"), month("2022-01")).unwrap();
        assert_eq!(sheet.errors().count(), 1, "so the month cannot be final");
        let matrix = matrix(&form, &one_month("3a=6 4=2 5a=3"), month("2022-01")).unwrap();
        let row = matrix.rows.iter().find(|row| row.figure == id("3a")).unwrap();
        assert_eq!(row.cells[0].marks, [super::super::Mark::Wrong]);
    }

    #[test]
    fn more_than_and_less_than_are_told_apart() {
        let form = form_with(&[("4≤5a", false), ("5b≥5a", false)]);
        let broken = told(&form, &one_month("4=3 5a=2 5b=1"), "2022-01");
        assert!(broken[0].contains("不合“4≤5a”：左边 3 个，不应多于右边 2 个；"), "{broken:?}");
        assert!(broken[1].contains("不合“5b≥5a”：左边 1 个，不应少于右边 2 个；"), "{broken:?}");
        assert_eq!(told(&form, &one_month("4=2 5a=2 5b=2"), "2022-01"), [""; 0]);
    }

    fn with_tolerance() -> Arc<Form> {
        changed_form(|definition| {
            definition["forms"][0]["relations"] =
                serde_json::json!([{"says": "6=2a+2b", "of": "figures", "tolerance": "0.1"}]);
        })
    }

    #[test]
    fn a_rounding_is_allowed_once_for_each_month() {
        let form = with_tolerance();
        assert_eq!(told(&form, &one_month("6=3.1 2a=2 2b=1"), "2022-01"), [""; 0]);
        let broken = told(&form, &one_month("6=3.11 2a=2 2b=1"), "2022-01");
        assert!(broken[0].contains("左边 3.11 吨，应等于右边 3.00 吨（可以差 0.1000 吨）"), "{broken:?}");
        let months: Vec<String> = (1..=9).map(|number| format!("2022-0{number}")).collect();
        let lines: Vec<(&str, &str)> = months.iter().map(|at| (at.as_str(), "6=3.1 2a=2 2b=1")).collect();
        assert_eq!(told(&form, &ledger(UnitKind::from("street"), "2022-01", &lines), "2022-09"), [""; 0]);
    }

    #[test]
    fn totals_that_do_not_agree_are_a_warning_once_they_are_whole() {
        let form = form_with(&[("3a=4+5a", false)]);
        let lines = [("opening", "3a=10 4=1 5a=1"), ("2022-01", "3a=5 4=2 5a=3")];
        let with_opening = ledger(UnitKind::from("street"), "2022-01", &lines);
        let broken = told(&form, &with_opening, "2022-01");
        assert!(broken[0].contains("的累计不合“3a=4+5a”：左边 15 个，应等于右边 7 个；"), "{broken:?}");
        let sheet = live_sheet(&form, &with_opening, month("2022-01")).unwrap();
        assert_eq!(sheet.errors().count(), 0);
        let lines = [("2022-01", "3a=10 4=1"), ("2022-02", "3a=5 4=2 5a=3")];
        let with_gap = ledger(UnitKind::from("street"), "2022-01", &lines);
        assert_eq!(told(&form, &with_gap, "2022-02"), [""; 0], "the gap is told already");
    }

    #[test]
    fn what_a_unit_leaves_empty_does_not_count() {
        let form = form_with(&[("4=10a+5a", false)]);
        assert_eq!(told(&form, &one_month("4=3 5a=3"), "2022-01"), [""; 0]);
        assert_eq!(told(&form, &one_month("4=3 5a=2"), "2022-01").len(), 1);
        let department = ledger(UnitKind::from("department"), "2022-01", &[("2022-01", "4=3 5a=2 10a=1")]);
        assert_eq!(told(&form, &department, "2022-01"), [""; 0]);
    }

    proptest! {
        #[test]
        fn it_holds_where_whole_numbers_say_so(
            amounts in proptest::collection::vec(0_i64..50, 4),
            sign in proptest::sample::select(vec!["=", "≤", "≥"]),
        ) {
            let form = form_with(&[(&format!("3a+3b{sign}4-5a"), false)]);
            let [left, other, right, minus] = amounts[..] else { unreachable!() };
            let ledger = one_month(&format!("3a={left} 3b={other} 4={right} 5a={minus}"));
            let (left, right) = (left + other, right - minus);
            let holds = match sign { "=" => left == right, "≤" => left <= right, _ => left >= right };
            prop_assert_eq!(told(&form, &ledger, "2022-01").is_empty(), holds);
        }
    }
}
