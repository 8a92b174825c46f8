//! The sums: the month of the office above is what the units' reports that count add up to. Its totals are carried from
//! there like those of any unit; what the units themselves state as totals is held against them, unit by unit.

use std::collections::BTreeMap;

use serde::Serialize;

use super::inbox::Inbox;
use super::placing::Sorted;
use super::received::{Received, ReportRef};
use super::register::{Member, MemberId};
use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form, Row, Scope};
use crate::period::Month;
use crate::report::{Ledger, applies};

/// What one unit contributes to a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Contribution {
    pub unit: MemberId,
    pub name: String,
    /// Its month; `None` where nothing is known.
    pub month: Option<Amount>,
    /// What it states as its total.
    pub total: Option<Amount>,
    /// What its months that count add up to, with what it stated from before the first of them.
    pub added: Option<Amount>,
    /// Its month before.
    pub last_month: Option<Amount>,
    /// Where the figures stand.
    pub from: Option<ReportRef>,
    pub sheet: String,
    pub cell: String,
    pub total_cell: String,
}

/// Of how many units a sum is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Coverage {
    /// How many units the sum is of.
    pub units: usize,
    /// How many it should be of.
    pub expected: usize,
    /// The names of those it lacks.
    pub missing: Vec<String>,
    /// Those of them that did report: theirs was sent back, and none came since.
    pub returned: Vec<String>,
}

/// The names of the units that a sum lacks; those that reported, and have it back, are no 未报.
pub fn lacking(missing: &[String], returned: &[String]) -> Vec<String> {
    let told = |name: &String| {
        let mark = if returned.contains(name) { "（退回）" } else { "" };
        format!("{name}{mark}")
    };
    missing.iter().map(told).collect()
}

impl Coverage {
    /// Whom it lacks, in words.
    pub fn lacking(&self) -> String {
        lacking(&self.missing, &self.returned).join("、")
    }

    /// Whether another coverage of the same month has other units in it. Which of those it lacks were returned is no matter.
    pub fn is_of_others(&self, other: &Self) -> bool {
        (self.units, self.expected, &self.missing) != (other.units, other.expected, &other.missing)
    }
}

impl Inbox {
    /// The units that fill in a figure in a month, with what they contribute, in the order of the register.
    pub fn contributions(&self, form: &Form, month: Month, row: &Row, figure: &Figure) -> Vec<Contribution> {
        let members = self.members_of(month).filter(|member| applies(row, &member.kind));
        members.map(|member| self.contribution(form, month, figure, member)).collect()
    }

    /// What one unit contributes to a figure in a month.
    pub(super) fn contribution(
        &self,
        form: &Form,
        month: Month,
        figure: &Figure,
        member: &Member,
    ) -> Contribution {
        let before = form.campaign.month_before(month);
        let counted = self.counted(month, member.id);
        let report = counted.map(|(_, report)| report);
        let found = report.and_then(|report| report.figure(figure.id));
        Contribution {
            unit: member.id,
            name: member.name.clone(),
            month: found.and_then(|found| found.month.value.amount()),
            total: found.and_then(|found| found.total.value.amount()),
            added: self.added(form, month, member.id, figure),
            last_month: self.counted(before, member.id).and_then(|(_, report)| this_month(report, figure.id)),
            from: counted.map(|(at, _)| at),
            sheet: report.map(|report| report.sheet.clone()).unwrap_or_default(),
            cell: found.map(|found| found.month.at.clone()).unwrap_or_default(),
            total_cell: found.map(|found| found.total.at.clone()).unwrap_or_default(),
        }
    }

    /// Of how many units the form of a month is, whichever figures each of them filled in.
    pub fn form_coverage(&self, sorted: &Sorted, month: Month) -> Coverage {
        self.coverage_of(sorted, month, |member| self.counted(month, member.id).is_some(), |_| true)
    }

    /// Of how many units the sum of a figure is.
    pub fn coverage(&self, sorted: &Sorted, month: Month, row: &Row, figure: &Figure) -> Coverage {
        let has_it = |member: &Member| {
            let counted = self.counted(month, member.id);
            counted.is_some_and(|(_, report)| this_month(report, figure.id).is_some())
        };
        self.coverage_of(sorted, month, has_it, |member| applies(row, &member.kind))
    }

    fn coverage_of(
        &self,
        sorted: &Sorted,
        month: Month,
        is_in_it: impl Fn(&Member) -> bool,
        belongs: impl Fn(&Member) -> bool,
    ) -> Coverage {
        let mut coverage = Coverage::default();
        for member in self.members_of(month).filter(|member| belongs(member)) {
            coverage.expected += 1;
            if is_in_it(member) {
                coverage.units += 1;
                continue;
            }
            coverage.missing.push(member.name.clone());
            let is_returned = self.is_returned(sorted, (month, member.id));
            coverage.returned.extend(is_returned.then(|| member.name.clone()));
        }
        coverage
    }

    /// The units whose reports may count in a month, in the order of the register.
    fn members_of(&self, month: Month) -> impl Iterator<Item = &Member> {
        self.register.in_order().into_iter().filter(move |member| self.may_count(month, member))
    }

    /// Whether a unit's report may count in a month: it is expected and not exempt, or it reported nevertheless.
    pub(super) fn may_count(&self, month: Month, member: &Member) -> bool {
        let is_exempt = self.judgements.get(&(month, member.id)).is_some_and(super::Judgement::is_exempt);
        (self.expects(month, member) && !is_exempt) || self.counted(month, member.id).is_some()
    }

    /// Puts the sums of the reports that count into the months of the office's own ledger.
    pub fn fill(&self, form: &Form, ledger: &mut Ledger) {
        for record in ledger.months.values_mut() {
            record.entries.clear();
        }
        // Every report of every month is gone through, at each decision: a list in the order of the figures finds its place at once.
        let mut sums: BTreeMap<Month, Vec<Option<Amount>>> = BTreeMap::new();
        let rows: Vec<(&Row, &Figure)> =
            form.figures_in_rows().filter(|(_, figure)| !figure.is_derived()).collect();
        for (month, unit) in self.judgements.keys() {
            let Some(((_, report), member)) = self.counted(*month, *unit).zip(self.register.member(*unit))
            else {
                continue;
            };
            let sums = sums.entry(*month).or_insert_with(|| vec![None; rows.len()]);
            for ((row, figure), sum) in rows.iter().zip(sums) {
                let amount = this_month(report, figure.id).filter(|_| applies(row, &member.kind));
                *sum = [*sum, amount].into_iter().flatten().reduce(|sum, amount| sum + amount);
            }
        }
        for (month, sums) in sums {
            for ((_, figure), sum) in rows.iter().zip(sums) {
                if let Some(sum) = sum {
                    ledger.months.entry(month).or_default().entries.insert(figure.id, sum.to_string());
                }
            }
        }
    }

    /// What the months of a unit that count add up to with what lies before them, within the figure's scope; nothing of a figure
    /// that has no total. Where it is not what the unit states as its total, the sum of the stated totals is another than the
    /// carried total.
    pub(super) fn added(&self, form: &Form, month: Month, unit: MemberId, figure: &Figure) -> Option<Amount> {
        if !figure.has_total() {
            return None;
        }
        let january = Month::new(month.year(), 1).filter(|_| figure.scope == Scope::Year);
        let since =
            january.map_or(form.campaign.first_month, |january| january.max(form.campaign.first_month));
        let months = since.through(month).filter_map(|at| this_month(self.counted(at, unit)?.1, figure.id));
        self.balance_of(form, month, unit, figure)
            .into_iter()
            .chain(months)
            .reduce(|sum, amount| sum + amount)
    }
}

fn this_month(report: &Received, figure: FigureId) -> Option<Amount> {
    report.figure(figure)?.month.value.amount()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::super::{Inbox, Verdict};
    use super::*;
    use crate::report::examples::{form, id, ledger, month};
    use crate::report::live_sheet;
    use crate::unit::UnitKind;

    fn district() -> (Inbox, Sorted) {
        let of = |unit, at, figures| report(form(), unit, at, figures);
        let reports = vec![
            of("龙沙镇", "2022-01", "1a=10 2a=1.20 9=0"),
            of("龙驹镇", "2022-01", "1a=5 2a=0.05"),
            of("高峰街道", "2022-01", "1a=1"),
            of("龙沙镇", "2022-02", "1a=3:13 2a=0.80:2.00 9=0"),
            of("高峰街道", "2022-02", "1a=1:4"),
        ];
        settled(register(&["龙沙镇", "龙驹镇", "高峰街道"]), reports)
    }

    fn sums(inbox: &Inbox, at: &str, figure: &str) -> (String, String) {
        let mut ledger = ledger(UnitKind::from("street"), "2022-01", &[]);
        inbox.fill(form(), &mut ledger);
        let sheet = live_sheet(form(), &ledger, month(at)).unwrap();
        let cell = sheet.cell(id(figure)).unwrap();
        (cell.month.text(), cell.total.amount.map_or_else(String::new, |total| total.to_string()))
    }

    #[test]
    fn a_month_is_what_the_units_come_to_and_its_total_is_carried() {
        let (inbox, _) = district();
        assert_eq!(sums(&inbox, "2022-01", "1a"), ("16".into(), "16".into()));
        assert_eq!(sums(&inbox, "2022-02", "1a"), ("4".into(), "20".into()), "龙驹镇 has not reported");
        assert_eq!(sums(&inbox, "2022-02", "2a"), ("0.80".into(), "2.05".into()));
        assert_eq!(sums(&inbox, "2022-02", "9"), ("0".into(), "0".into()), "a zero is a value");
        assert_eq!(sums(&inbox, "2022-02", "4"), (String::new(), String::new()), "and nothing is not");
    }

    #[test]
    fn a_sum_says_of_whom_it_is() {
        let (inbox, sorted) = district();
        let of = |at: &str, figure: &str| {
            let (row, figure) = form().find(id(figure)).unwrap();
            inbox.coverage(&sorted, month(at), row, figure)
        };
        let lacking = Coverage { units: 2, expected: 3, missing: vec!["龙驹镇".into()], returned: vec![] };
        assert_eq!(of("2022-02", "1a"), lacking);
        assert_eq!(of("2022-01", "2a").missing, ["高峰街道"]);
        assert_eq!(of("2022-01", "10a").expected, 0, "no township and no street writes anything there");
    }

    #[test]
    fn a_form_says_of_whom_it_is_whatever_they_filled_in() {
        let (mut inbox, sorted) = district();
        let of = |inbox: &Inbox| inbox.form_coverage(&sorted, month("2022-02"));
        let lacking = Coverage { units: 2, expected: 3, missing: vec!["龙驹镇".into()], returned: vec![] };
        assert_eq!(of(&inbox), lacking);
        inbox.judgements.entry((month("2022-02"), super::MemberId(2))).or_default().verdict =
            Some(Verdict::Exempt(None));
        assert_eq!(of(&inbox), Coverage { units: 2, expected: 2, ..Coverage::default() });
    }

    #[test]
    fn an_exempt_unit_is_not_missing() {
        let (mut inbox, sorted) = district();
        inbox.judgements.entry((month("2022-02"), super::MemberId(2))).or_default().verdict =
            Some(Verdict::Exempt(None));
        let (row, figure) = form().find(id("1a")).unwrap();
        assert_eq!(inbox.coverage(&sorted, month("2022-02"), row, figure).missing, [""; 0]);
    }

    #[test]
    fn a_unit_that_reported_and_has_it_back_is_told_from_one_that_did_not_report() {
        let (mut inbox, _) = district();
        let february = month("2022-02");
        let judged = inbox.judgements.get_mut(&(february, super::MemberId(3))).unwrap();
        judged.verdict = judged.version.take().map(Verdict::Returned);
        let (row, figure) = form().find(id("1a")).unwrap();
        let told = |inbox: &Inbox| inbox.coverage(&inbox.sorted(form()), february, row, figure).lacking();
        assert_eq!(told(&inbox), "龙驹镇、高峰街道（退回）");
        let Some(Verdict::Returned(at)) = inbox.judgement(february, super::MemberId(3)).verdict else {
            panic!("it was sent back")
        };
        inbox.assignments.entry(at).or_default().excluded = Some("报错了".into());
        assert_eq!(told(&inbox), "龙驹镇、高峰街道", "nothing of it is left");
    }

    #[test]
    fn the_totals_of_the_units_are_explained_one_by_one() {
        let (inbox, _) = district();
        let (row, figure) = form().find(id("1a")).unwrap();
        let contributions = inbox.contributions(form(), month("2022-02"), row, figure);
        let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
        let told: Vec<_> = contributions.iter().map(|one| (text(one.total), text(one.added))).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(told, [(some("13"), some("13")), (None, some("5")), (some("4"), some("2"))]);
    }

    #[test]
    fn a_contribution_leads_to_its_cell() {
        let (inbox, _) = district();
        let (row, figure) = form().find(id("1a")).unwrap();
        let contributions = inbox.contributions(form(), month("2022-02"), row, figure);
        let first = &contributions[0];
        assert_eq!(
            (first.name.as_str(), first.cell.as_str(), first.total_cell.as_str()),
            ("龙沙镇", "F5", "G5")
        );
        assert_eq!(first.from.unwrap().to_string(), "4/0");
        assert_eq!(first.last_month.unwrap().to_string(), "10");
        assert_eq!((contributions[1].month, contributions[1].from), (None, None));
    }
}
