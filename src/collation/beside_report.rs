//! A project list that came with a report goes with it: where the clerk sends the report back, exempts the unit or leaves the
//! report out, the list holds no more either. A list that came alone, or that the clerk assigned by itself, stands for itself.

use super::inbox::{Inbox, Verdict};
use super::placing::{Placed, Sorted};
use super::received::{Receipt, ReportRef};
use super::register::MemberId;
use crate::period::Month;

impl Inbox {
    /// Whether its file holds a report too. A blank list there is nothing to ask about: some programs add it to every month.
    pub(super) fn is_beside_report(&self, at: ReportRef) -> bool {
        self.receipt(at).is_some_and(|receipt| !receipt.reading.reports.is_empty())
    }

    /// Whether a list is left out, by itself or with the report that it came with.
    pub(super) fn is_list_excluded(&self, receipt: &Receipt, at: ReportRef) -> bool {
        let assigned = self.assignments.get(&at);
        let stands_alone = assigned.is_some_and(|said| said.unit.is_some() || said.month.is_some());
        let mut reports = receipt.reports().map(|(report, _)| report).peekable();
        self.is_excluded(at)
            || !stands_alone && reports.peek().is_some() && reports.all(|report| self.is_excluded(report))
    }

    /// Whether the last that was decided of a unit's month is that what had come went back.
    pub(super) fn has_returned(&self, month: Month, unit: MemberId) -> bool {
        matches!(self.judgement(month, unit).verdict, Some(Verdict::Returned(_)))
    }

    /// What the clerk decided of the report that a list of a unit's month came with, if the list holds no more for it.
    pub(super) fn turned_away(
        &self,
        sorted: &Sorted,
        place: (Month, MemberId),
        at: ReportRef,
    ) -> Option<Verdict> {
        let judged = self.judgements.get(&place)?;
        let is_there = |(report, _): &(ReportRef, _)| {
            sorted.placed.get(report).and_then(Placed::at) == Some(place) && !self.is_excluded(*report)
        };
        let mut reports = self.receipt(at)?.reports().filter(is_there).peekable();
        reports.peek()?;
        judged.verdict.filter(|_| reports.all(|(report, _)| !judged.is_new(report)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::examples::{coming, inbox, list, register, report};
    use super::super::{Assignment, ListStanding, MergedList, ReceiptId};
    use super::*;
    use crate::report::examples::{form, month};

    const UNIT: MemberId = MemberId(1);

    fn at(text: &str) -> ReportRef {
        text.parse().unwrap()
    }

    /// 龙沙镇: a list alone in January; a form of February with a list beside it, and a correction of both.
    fn came(files: usize) -> Inbox {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![]);
        let mut alone = list("龙沙镇", "甲|一");
        alone.months.content = Some(month("2022-01"));
        let form_of = |figures| vec![report(form(), "龙沙镇", "2022-02", figures)];
        let all = [
            (vec![], alone),
            (form_of("1a=1"), list("龙沙镇", "乙|二")),
            (form_of("1a=2"), list("龙沙镇", "丙|三")),
        ];
        for (number, (reports, list)) in (1..).zip(all).take(files) {
            let mut receipt = coming(number, &number.to_string(), reports);
            receipt.reading.lists = vec![list];
            inbox.receipts.insert(receipt.id, Arc::new(receipt));
        }
        inbox
    }

    fn february(inbox: &Inbox) -> MergedList {
        inbox.merged_list(&inbox.sorted(form()), month("2022-02"))
    }

    fn told(inbox: &Inbox) -> (Vec<String>, String) {
        let merged = february(inbox);
        let projects = merged.projects.iter().map(|one| one.project.by.clone()).collect();
        (projects, merged.units[0].remark.clone())
    }

    fn decide(inbox: &mut Inbox, verdict: Verdict) {
        inbox.judgements.entry((month("2022-02"), UNIT)).or_default().verdict = Some(verdict);
    }

    #[test]
    fn a_list_goes_back_with_its_report_and_the_one_before_it_holds() {
        let mut inbox = came(2);
        assert_eq!(told(&inbox), (vec!["乙".into()], String::new()));
        decide(&mut inbox, Verdict::Returned(at("2/0")));
        assert_eq!(told(&inbox), (vec!["甲".into()], "没有用：“2.xlsx”（统计表已退回）".into()));
        inbox.receipts.remove(&ReceiptId(1));
        let merged = february(&inbox);
        assert_eq!((merged.projects.len(), merged.units[0].standing), (0, ListStanding::Returned));
        let coverage = merged.coverage();
        assert_eq!((coverage.units, coverage.expected), (0, 1));
        assert_eq!((coverage.missing, coverage.returned), (vec!["龙沙镇".into()], vec!["龙沙镇".into()]));
        let sorted = inbox.sorted(form());
        assert_eq!(
            inbox.list_questions(&sorted, (month("2022-02"), UNIT)),
            [],
            "nothing more is asked of it"
        );
    }

    #[test]
    fn what_comes_after_a_return_is_used_and_asks_nothing() {
        let mut inbox = came(3);
        decide(&mut inbox, Verdict::Returned(at("2/0")));
        assert_eq!(told(&inbox).0, ["丙"]);
        assert_eq!(inbox.open_lists(&inbox.sorted(form())), []);
    }

    #[test]
    fn a_list_that_came_alone_stays_when_a_report_is_sent_back() {
        let mut inbox = came(3);
        let assigned = Assignment { month: Some(month("2022-02")), ..Assignment::default() };
        inbox.assignments.insert(at("1/0"), assigned);
        decide(&mut inbox, Verdict::Returned(at("3/0")));
        assert_eq!(told(&inbox).0, ["甲"]);
    }

    #[test]
    fn what_had_come_when_a_unit_was_exempted_is_not_used() {
        let mut inbox = came(2);
        decide(&mut inbox, Verdict::Exempt(Some(at("2/0"))));
        assert_eq!(told(&inbox), (vec!["甲".into()], "没有用：“2.xlsx”（免报）".into()));
        inbox.receipts.remove(&ReceiptId(1));
        assert_eq!(february(&inbox).units[0].standing, ListStanding::Exempt);
    }

    #[test]
    fn a_list_is_left_out_with_its_report_until_it_is_assigned_by_itself() {
        let mut inbox = came(2);
        inbox.assignments.entry(at("2/0")).or_default().excluded = Some("发错了".into());
        assert_eq!(told(&inbox), (vec!["甲".into()], String::new()));
        inbox.assignments.entry(at("2/1")).or_default().month = Some(month("2022-02"));
        assert_eq!(told(&inbox).0, ["乙"]);
    }

    #[test]
    fn a_list_of_no_unit_is_not_asked_about_once_its_report_is_left_out() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![report(form(), "小周镇", "2022-02", "1a=1")]);
        let receipt = Arc::make_mut(inbox.receipts.values_mut().next().unwrap());
        receipt.reading.lists = vec![list("小周镇", "乙|二")];
        inbox.assignments.entry(at("1/0")).or_default().excluded = Some("不是我们的".into());
        assert_eq!(inbox.unplaced(&inbox.sorted(form())), []);
    }
}
