//! The lists of all units as one: every project with its unit in front, and of how many units it is.
//!
//! A list is no monthly figure: what a unit sent holds until it sends another one. So the list of a month is made of the last one
//! of each unit up to that month, and it is said of which month that is.

use super::inbox::{Inbox, Verdict};
use super::placing::Sorted;
use super::received::ReportRef;
use super::received_list::ReceivedProject;
use super::register::Member;
use super::sums::Coverage;
use crate::period::Month;
use crate::unit::UnitKind;

/// The list of all units in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedList {
    pub month: Month,
    /// In the order of the register, and of each unit's own list.
    pub projects: Vec<MergedProject>,
    /// Every unit that should have sent a list, and those that did nevertheless.
    pub units: Vec<ListedUnit>,
}

/// A project of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedProject {
    /// The unit's name in the register.
    pub unit: String,
    pub project: ReceivedProject,
}

/// Whether a unit's list is among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStanding {
    Used,
    /// A list came, and none that can be used.
    Waiting,
    /// The list went back with the report that it came with.
    Returned,
    Missing,
    /// The unit need not report in the month.
    Exempt,
    /// The unit reports no more. Its list is not among them.
    Ended,
}

impl ListStanding {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Used => "已报",
            Self::Waiting => "待核实",
            Self::Returned => "退回",
            Self::Missing => "未报",
            Self::Exempt => "免报",
            Self::Ended => "不再报送",
        }
    }
}

/// A unit and its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedUnit {
    pub name: String,
    pub kind: UnitKind,
    pub standing: ListStanding,
    /// The month of its list, and where that stands.
    pub list: Option<(Month, ReportRef)>,
    /// The name of the file.
    pub file: String,
    /// How many projects it has.
    pub projects: usize,
    /// What else came, as a sentence; empty if nothing did.
    pub remark: String,
}

impl MergedList {
    /// Of how many units it is, and whom it lacks.
    pub fn coverage(&self) -> Coverage {
        let count = |wanted| self.units.iter().filter(|unit| unit.standing == wanted).count();
        let lacking = [ListStanding::Missing, ListStanding::Waiting, ListStanding::Returned];
        let missing = self.units.iter().filter(|unit| lacking.contains(&unit.standing));
        let missing: Vec<String> = missing.map(|unit| unit.name.clone()).collect();
        let units = count(ListStanding::Used);
        Coverage {
            units,
            expected: units + missing.len(),
            missing,
            returned: self.named(ListStanding::Returned),
        }
    }

    /// The names of the units that stand so.
    pub fn named(&self, standing: ListStanding) -> Vec<String> {
        self.units.iter().filter(|unit| unit.standing == standing).map(|unit| unit.name.clone()).collect()
    }
}

impl Inbox {
    /// The lists of all units in a month.
    pub fn merged_list(&self, sorted: &Sorted, month: Month) -> MergedList {
        let mut merged = MergedList { month, projects: Vec::new(), units: Vec::new() };
        for member in self.register.in_order() {
            let Some(unit) = self.listed_unit(sorted, month, member) else { continue };
            let list = unit.list.filter(|_| unit.standing == ListStanding::Used);
            let projects = list.and_then(|(_, at)| self.list(at)).into_iter().flat_map(|list| &list.projects);
            merged.projects.extend(
                projects.map(|project| MergedProject { unit: unit.name.clone(), project: project.clone() }),
            );
            merged.units.push(unit);
        }
        merged
    }

    fn listed_unit(&self, sorted: &Sorted, month: Month, member: &Member) -> Option<ListedUnit> {
        let came = || sorted.lists.keys().rev().filter(|(at, unit)| *at <= month && *unit == member.id);
        let used = came().find_map(|place| Some((place.0, self.used_list(sorted, *place)?)));
        let is_expected = self.expects(month, member);
        let is_exempt = self.judgement(month, member.id).is_exempt();
        let is_of_month = used.is_some_and(|(at, _)| at == month);
        let has_more = came().next().is_some();
        let standing = match used {
            Some(_) if is_expected || is_of_month => ListStanding::Used,
            _ if !is_expected && has_more => ListStanding::Ended,
            _ if !is_expected => return None,
            None if is_exempt => ListStanding::Exempt,
            None if came().any(|place| self.lists_at(sorted, *place).next().is_some()) => {
                ListStanding::Waiting
            }
            None if came().any(|(at, unit)| self.has_returned(*at, *unit)) => ListStanding::Returned,
            _ => ListStanding::Missing,
        };
        let file = used.and_then(|(_, (at, _))| self.receipt(at)).map(|receipt| receipt.name.clone());
        // Only what the one that is used does not say itself.
        let since = used.map(|(at, _)| at);
        let others = came().filter(|(at, _)| since.is_none_or(|since| *at >= since));
        let others = others.flat_map(|place| {
            sorted
                .lists
                .get(place)
                .into_iter()
                .flatten()
                .map(|at| (*at, self.turned_away(sorted, *place, *at)))
        });
        let open: Vec<String> = others
            .filter_map(|(at, verdict)| Some((at, verdict, self.list(at)?, self.receipt(at)?)))
            .filter(|(at, _, list, _)| match used {
                Some((_, (counted, known))) => {
                    *at != counted && !list.is_blank() && !list.says_the_same(known)
                }
                None => true,
            })
            .map(|(_, verdict, list, receipt)| {
                let why = match verdict {
                    _ if list.is_blank() => "（空白）",
                    Some(Verdict::Returned(_)) => "（统计表已退回）",
                    Some(Verdict::Exempt(_)) => "（免报）",
                    Some(Verdict::Accepted(_)) | None => "",
                };
                format!("{}{why}", crate::wording::quoted(&receipt.name))
            })
            .collect();
        Some(ListedUnit {
            name: member.name.clone(),
            kind: member.kind.clone(),
            standing,
            list: used.map(|(at, (counted, _))| (at, counted)),
            file: file.unwrap_or_default(),
            projects: used.map_or(0, |(_, (_, list))| list.projects.len()),
            remark: if open.is_empty() { String::new() } else { format!("没有用：{}", open.join("、")) },
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::examples::{coming, inbox, list, register};
    use super::super::{MemberId, ReceivedList};
    use super::*;
    use crate::report::examples::{form, month};

    /// An inbox of four units with these lists, each in a file of its own: unit, month, projects.
    fn district(lists: &[(&str, &str, &str)]) -> Inbox {
        let mut inbox = inbox(register(&["龙沙镇", "龙驹镇", "白羊镇", "高峰街道"]), vec![]);
        for (number, (unit, at, projects)) in (1..).zip(lists) {
            let mut receipt = coming(number, &number.to_string(), vec![]);
            let mut one = list(unit, projects);
            one.months.content = Some(month(at));
            if projects.is_empty() {
                one.projects.clear();
            }
            receipt.reading.lists = vec![one];
            inbox.receipts.insert(receipt.id, Arc::new(receipt));
        }
        inbox
    }

    fn merged(inbox: &Inbox, at: &str) -> MergedList {
        inbox.merged_list(&inbox.sorted(form()), month(at))
    }

    fn told(merged: &MergedList) -> Vec<(&str, &str)> {
        merged.projects.iter().map(|one| (one.unit.as_str(), one.project.by.as_str())).collect()
    }

    #[test]
    fn every_project_stands_in_the_order_of_the_register_with_its_unit() {
        let inbox = district(&[
            ("高峰街道", "2022-01", "丁|四"),
            ("龙沙镇", "2022-01", "甲|一 乙|二"),
            ("龙沙镇", "2022-03", "乙|二"),
        ]);
        assert_eq!(
            told(&merged(&inbox, "2022-02")),
            [("龙沙镇", "甲"), ("龙沙镇", "乙"), ("高峰街道", "丁")]
        );
        let march = merged(&inbox, "2022-03");
        assert_eq!(told(&march), [("龙沙镇", "乙"), ("高峰街道", "丁")], "the last list holds");
        let coverage = march.coverage();
        assert_eq!((coverage.units, coverage.expected), (2, 4));
        assert_eq!(coverage.missing, ["龙驹镇", "白羊镇"]);
        let months: Vec<Option<Month>> = march.units.iter().map(|unit| unit.list.map(|(at, _)| at)).collect();
        assert_eq!(months, [Some(month("2022-03")), None, None, Some(month("2022-01"))]);
        assert_eq!(merged(&district(&[]), "2022-03").projects, []);
    }

    #[test]
    fn a_unit_that_was_moved_in_the_register_is_moved_in_the_list() {
        let mut inbox = district(&[("龙沙镇", "2022-01", "甲|一"), ("高峰街道", "2022-01", "丁|四")]);
        for (unit, position) in inbox.register.moved(MemberId(4), Some(MemberId(1))) {
            inbox.register.members.get_mut(&unit).unwrap().position = Some(position);
        }
        assert_eq!(told(&merged(&inbox, "2022-01")), [("高峰街道", "丁"), ("龙沙镇", "甲")]);
    }

    #[test]
    fn what_came_and_is_not_used_is_named() {
        let mut inbox = district(&[
            ("龙沙镇", "2022-01", "甲|一"),
            ("龙沙镇", "2022-01", "甲|二"),
            ("龙驹镇", "2022-01", ""),
            ("白羊镇", "2022-01", "丙|三"),
        ]);
        let receipt = Arc::make_mut(inbox.receipts.values_mut().next_back().unwrap());
        receipt.reading.lists[0].projects[0].problem = Some("错误值".into());
        let merged = merged(&inbox, "2022-02");
        let remarks: Vec<(ListStanding, &str)> =
            merged.units.iter().map(|unit| (unit.standing, unit.remark.as_str())).collect();
        assert_eq!(
            remarks,
            [
                (ListStanding::Used, "没有用：“2.xlsx”"),
                (ListStanding::Waiting, "没有用：“3.xlsx”（空白）"),
                (ListStanding::Waiting, "没有用：“4.xlsx”"),
                (ListStanding::Missing, ""),
            ]
        );
        assert_eq!(merged.named(ListStanding::Waiting), ["龙驹镇", "白羊镇"]);
    }

    #[test]
    fn who_is_exempt_is_not_missing_and_who_reports_no_more_is_told() {
        let mut inbox = district(&[("龙沙镇", "2022-01", "甲|一")]);
        inbox.judgements.entry((month("2022-02"), MemberId(2))).or_default().verdict =
            Some(Verdict::Exempt(None));
        inbox.register.members.get_mut(&MemberId(1)).unwrap().last_month = Some(month("2022-01"));
        let merged = merged(&inbox, "2022-02");
        assert_eq!(merged.projects, []);
        assert_eq!(merged.named(ListStanding::Ended), ["龙沙镇"]);
        assert_eq!(merged.named(ListStanding::Exempt), ["龙驹镇"]);
        assert_eq!(merged.coverage().missing, ["白羊镇", "高峰街道"]);
        let unknown = ReceivedList::default();
        assert!(unknown.is_blank() && !unknown.is_sound());
    }
}
