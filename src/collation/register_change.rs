//! What a change of the register does to the months: in which of them a unit is expected, which reports are known by its
//! names, and whose sums change. Nothing that came in is moved by it.

use std::collections::{BTreeMap, BTreeSet};

use super::inbox::Inbox;
use super::placing::Sorted;
use super::received::ReportRef;
use super::register::{MemberId, Register};
use crate::notice::Form;
use crate::period::Month;
use crate::report::applies;

/// What changes for a unit between two registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterChange {
    /// The months in which a report is expected now.
    pub begins: Vec<Month>,
    /// Those in which none is expected any more.
    pub ends: Vec<Month>,
    /// Those of them whose report counts all the same.
    pub still_counts: Vec<Month>,
    /// How many reports find their place now.
    pub placed: usize,
    /// The reports that would find theirs no more.
    pub lost: Vec<ReportRef>,
    /// The closed months that keep it as they were closed, though the register says otherwise now.
    pub kept: Vec<Month>,
    /// The months whose sums change, because another kind of units fills in other figures.
    pub sums: Vec<Month>,
}

impl Inbox {
    /// The same with another register.
    #[must_use]
    pub fn with_register(&self, register: Register) -> Self {
        Self { names: self.names.with(&register), register, ..self.clone() }
    }

    /// What changes for a unit where this becomes `after`, in the months up to the `last`.
    pub fn register_change(&self, form: &Form, after: &Self, unit: MemberId, last: Month) -> RegisterChange {
        let reports = |inbox: &Self, month| {
            inbox.register.member(unit).is_some_and(|member| inbox.expects(month, member))
        };
        let stands =
            |inbox: &Self, month| inbox.register.member(unit).is_some_and(|member| member.reports_in(month));
        let months = || form.campaign.months(form.campaign.first_month, last);
        let ends: Vec<Month> = months().filter(|at| reports(self, *at) && !reports(after, *at)).collect();
        let [before, now] = [self, after].map(|inbox| places(&inbox.sorted(form)));
        RegisterChange {
            begins: months().filter(|at| !reports(self, *at) && reports(after, *at)).collect(),
            still_counts: ends.iter().copied().filter(|at| after.counted(*at, unit).is_some()).collect(),
            ends,
            kept: months()
                .filter(|at| after.is_closed(*at) && stands(self, *at) != stands(after, *at))
                .collect(),
            placed: now.keys().filter(|at| !before.contains_key(at)).count(),
            lost: before.iter().filter(|(at, place)| now.get(at) != Some(place)).map(|(at, _)| *at).collect(),
            sums: self.months_summed_otherwise(form, after, unit),
        }
    }

    fn months_summed_otherwise(&self, form: &Form, after: &Self, unit: MemberId) -> Vec<Month> {
        let kinds = self.register.member(unit).zip(after.register.member(unit));
        let Some((one, other)) = kinds.filter(|(one, other)| one.kind != other.kind) else {
            return Vec::new();
        };
        let figures: BTreeSet<_> = form
            .figures_in_rows()
            .filter(|(row, _)| applies(row, &one.kind) != applies(row, &other.kind))
            .map(|(_, figure)| figure.id)
            .collect();
        let months = self.judgements.keys().filter(|(_, of)| *of == unit).map(|(month, _)| *month);
        let changes = |month: &Month| {
            self.counted(*month, unit).is_some_and(|(_, report)| {
                figures
                    .iter()
                    .filter_map(|id| report.figure(*id))
                    .any(|found| found.month.value.amount().is_some())
            })
        };
        months.filter(changes).collect()
    }
}

fn places(sorted: &Sorted) -> BTreeMap<ReportRef, (Month, MemberId)> {
    sorted.versions.iter().flat_map(|(place, reports)| reports.iter().map(|at| (*at, *place))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::{register, report, settled};
    use super::*;
    use crate::report::examples::{form, month};
    use crate::unit::UnitKind;

    fn months(texts: &[&str]) -> Vec<Month> {
        texts.iter().map(|text| month(text)).collect()
    }

    /// What a change does to the first of two units, which has reported January and March, once under an alias.
    fn change(change: impl FnOnce(&mut Register)) -> RegisterChange {
        change_of("street", "1a=5:5", change)
    }

    fn change_of(kind: &str, figures: &str, change: impl FnOnce(&mut Register)) -> RegisterChange {
        let reports = vec![
            report(form(), "高峰街道", "2022-01", figures),
            report(form(), "高峰镇", "2022-03", figures),
            report(form(), "高峰场", "2022-03", ""),
        ];
        let mut register = register(&["高峰街道=高峰镇", "五桥街道"]);
        first(&mut register).kind = UnitKind::from(kind);
        let (inbox, _) = settled(register, reports);
        let mut after = inbox.register.clone();
        change(&mut after);
        inbox.register_change(form(), &inbox.with_register(after), MemberId(1), month("2022-05"))
    }

    fn first(register: &mut Register) -> &mut super::super::Member {
        register.members.get_mut(&MemberId(1)).unwrap()
    }

    #[test]
    fn an_end_leaves_what_counts_where_it_is() {
        let ended = change(|register| first(register).last_month = Some(month("2022-02")));
        assert_eq!(ended.ends, months(&["2022-03", "2022-04", "2022-05"]));
        assert_eq!(ended.still_counts, months(&["2022-03"]));
        assert_eq!((ended.begins.len(), ended.lost.len(), ended.placed), (0, 0, 0));
    }

    #[test]
    fn a_name_that_reports_are_known_by_is_missed() {
        assert_eq!(change(|register| first(register).aliases.clear()).lost.len(), 1);
        let renamed = change(|register| first(register).name = "高峰新街道".into());
        assert_eq!(renamed.lost.len(), 1);
        let kept = change(|register| {
            first(register).name = "高峰新街道".into();
            first(register).aliases.push("高峰街道".into());
        });
        assert_eq!(kept, RegisterChange::default());
        assert_eq!(change(|register| first(register).aliases.push("高峰场".into())).placed, 1);
    }

    #[test]
    fn a_kind_that_fills_in_other_rows_changes_sums() {
        let kind =
            |kind: &'static str| move |register: &mut Register| first(register).kind = UnitKind::from(kind);
        let other = change_of("department", "10a=5:5", kind("street"));
        assert_eq!(other.sums, months(&["2022-01", "2022-03"]));
        assert_eq!(change_of("department", "1a=5:5", kind("street")).sums, []);
        assert_eq!(change(kind("township")).sums, []);
    }
}
