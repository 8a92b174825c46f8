//! What follows by itself: the first sound report of a unit and month counts, until the month is closed. Whatever differs from
//! it waits for the clerk; nothing is ever replaced silently.

use super::check::Grade;
use super::inbox::{Inbox, Judgement, Verdict};
use super::placing::Sorted;
use super::received::ReportRef;
use super::register::MemberId;
use crate::notice::Form;
use crate::period::Month;

/// A report that counts from now on.
pub type Settled = ((Month, MemberId), ReportRef);

impl Inbox {
    /// The reports that begin to count, in the order of the months: each is checked against those before it. The inbox then
    /// has them.
    pub fn settle(&mut self, form: &Form, sorted: &Sorted) -> Vec<Settled> {
        let mut settled = Vec::new();
        for (place, versions) in &sorted.versions {
            let is_settled = |judged: &Judgement| judged.version.is_some() || judged.is_exempt();
            if self.is_closed(place.0) || self.judgements.get(place).is_some_and(is_settled) {
                continue;
            }
            let judged = self.judgement(place.0, place.1);
            let sound = versions
                .iter()
                .copied()
                .filter(|at| judged.is_new(*at))
                .find(|at| self.counts_by_itself(form, *place, *at));
            if let Some(at) = sound {
                self.judgements.entry(*place).or_default().version = Some(at);
                settled.push((*place, at));
            }
        }
        settled
    }

    /// Whether nothing keeps a report from being taken.
    fn is_sound(&self, form: &Form, place: (Month, MemberId), at: ReportRef) -> bool {
        self.check(form, place, at).iter().all(|finding| finding.grade != Grade::Forced)
    }

    fn counts_by_itself(&self, form: &Form, place: (Month, MemberId), at: ReportRef) -> bool {
        let findings = self.check(form, place, at);
        findings.iter().all(|finding| finding.grade != Grade::Forced && !finding.code.lets_wait())
    }

    /// The report that waits to be chosen, where another one counts or none: of those that are open the highest revision, else
    /// the last that came.
    pub fn proposed(&self, form: &Form, sorted: &Sorted, place: (Month, MemberId)) -> Option<ReportRef> {
        let judged = self.judgement(place.0, place.1);
        let versions = sorted.versions.get(&place)?.iter().copied().filter(|at| judged.is_new(*at));
        let open = versions.filter(|at| self.is_open(form, place, &judged, *at));
        open.max_by_key(|at| (self.report(*at).map_or(0, super::Received::revision), *at))
    }

    /// Whether a report may take the place of the one that counts. One that says the same changes nothing; one that states a
    /// lower revision is behind it; and what came before a report that the clerk accepted was seen, as was what came before a
    /// correction and says what was sent back.
    pub(super) fn is_open(
        &self,
        form: &Form,
        place: (Month, MemberId),
        judged: &Judgement,
        at: ReportRef,
    ) -> bool {
        let counted = judged.version.and_then(|counted| Some((counted, self.report(counted)?)));
        let Some(((counted, known), other)) = counted.zip(self.report(at)) else { return true };
        let is_behind = other.stated.is_some() && other.revision() < known.revision();
        let was_seen = at < counted
            && match judged.verdict {
                Some(Verdict::Accepted(accepted)) => accepted == counted,
                Some(Verdict::Returned(last)) => {
                    self.report(last).is_some_and(|returned| returned.says_the_same(other, form))
                }
                Some(Verdict::Exempt(_)) | None => false,
            };
        counted != at
            && !known.says_the_same(other, form)
            && !is_behind
            && !was_seen
            && (at > counted || self.is_sound(form, place, at))
    }
}

impl Inbox {
    /// Whether a unit reported and has its report back, and none came since.
    pub(super) fn is_returned(&self, sorted: &Sorted, place: (Month, MemberId)) -> bool {
        let judged = self.judgement(place.0, place.1);
        let versions = sorted.versions.get(&place).map_or(&[][..], Vec::as_slice);
        matches!(judged.verdict, Some(Verdict::Returned(_)))
            && judged.version.is_none()
            && !versions.is_empty()
            // Of a month that was closed, only what had come in then is looked at.
            && versions.iter().filter(|at| self.receipts.contains_key(&at.receipt)).all(|at| !judged.is_new(*at))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::examples::{coming, inbox, register, report, settled};
    use super::super::{ReceiptId, Received, Standing, StatedReport};
    use super::*;
    use crate::report::examples::{form, month};

    const PLACE: &str = "2022-01";

    fn at(receipt: u32) -> ReportRef {
        ReportRef { receipt: ReceiptId(receipt), number: 0 }
    }

    fn january(figures: &str) -> Received {
        report(form(), "龙沙镇", PLACE, figures)
    }

    /// A file of ours.
    fn revision(number: u32, figures: &str) -> Received {
        let stated = StatedReport {
            notice: None,
            edition: None,
            form: "annex2".into(),
            unit: "龙沙镇".into(),
            month: Some(month(PLACE)),
            revision: number,
            is_as_exported: true,
            figures: String::new(),
        };
        Received { stated: Some(stated), ..january(figures) }
    }

    fn close(inbox: &mut Inbox) {
        let expected = inbox.expected(month(PLACE)).map(|member| member.id).collect();
        inbox.closed.insert(month(PLACE), expected);
    }

    fn stands(inbox: &Inbox, sorted: &Sorted) -> (Standing, Option<ReportRef>, Option<ReportRef>) {
        let unit = inbox.unit_month(form(), sorted, month(PLACE), &inbox.register.members[&MemberId(1)]);
        (unit.standing, unit.version, unit.waiting)
    }

    #[test]
    fn the_first_sound_report_counts_and_one_that_differs_waits() {
        let (inbox, sorted) = settled(register(&["龙沙镇"]), vec![january("1a=1"), january("1a=2")]);
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, Some(at(1)), Some(at(2))));
    }

    #[test]
    fn the_same_figures_in_other_bytes_are_harmless() {
        let (inbox, sorted) = settled(register(&["龙沙镇"]), vec![january("1a=1"), january("1a=1")]);
        assert_eq!(stands(&inbox, &sorted), (Standing::Accepted, Some(at(1)), None));
    }

    #[test]
    fn the_higher_revision_is_proposed_and_else_the_later_one() {
        let corrected = revision(1, "1a=3");
        let (inbox, sorted) =
            settled(register(&["龙沙镇"]), vec![january("1a=1"), corrected, january("1a=2")]);
        assert_eq!(inbox.proposed(form(), &sorted, (month(PLACE), MemberId(1))), Some(at(2)));
        let (inbox, sorted) =
            settled(register(&["龙沙镇"]), vec![january("1a=1"), january("1a=2"), january("1a=3")]);
        assert_eq!(inbox.proposed(form(), &sorted, (month(PLACE), MemberId(1))), Some(at(3)));
    }

    #[test]
    fn what_cannot_be_taken_leaves_the_place_to_the_next() {
        let (inbox, sorted) = settled(register(&["龙沙镇"]), vec![january("1a=一"), january("1a=1")]);
        assert_eq!(stands(&inbox, &sorted), (Standing::Accepted, Some(at(2)), None));
        let (inbox, sorted) = settled(register(&["龙沙镇"]), vec![january("1a=一")]);
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, None, Some(at(1))));
    }

    #[test]
    fn what_was_sent_back_does_not_come_again_and_its_correction_does() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1")]);
        let sorted = inbox.sorted(form());
        let judged = inbox.judgements.entry((month(PLACE), MemberId(1))).or_default();
        judged.verdict = Some(Verdict::Returned(at(1)));
        assert_eq!(inbox.settle(form(), &sorted), []);
        assert_eq!(stands(&inbox, &sorted), (Standing::Returned, None, None));
        inbox.receipts.insert(ReceiptId(2), coming(2, "2", vec![january("1a=2")]).into());
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), [((month(PLACE), MemberId(1)), at(2))]);
        assert_eq!(stands(&inbox, &sorted).0, Standing::Accepted);
    }

    #[test]
    fn what_differs_waits_though_a_later_one_says_the_same_again() {
        let reports = vec![january("1a=1"), january("1a=2"), january("1a=1")];
        let (mut inbox, sorted) = settled(register(&["龙沙镇"]), reports);
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, Some(at(1)), Some(at(2))));
        close(&mut inbox);
        assert_eq!(
            stands(&inbox, &sorted),
            (Standing::Waiting, Some(at(1)), Some(at(2))),
            "after closing too"
        );
        inbox.assignments.entry(at(2)).or_default().excluded = Some("发错了".into());
        let sorted = inbox.sorted(form());
        assert_eq!(stands(&inbox, &sorted), (Standing::Accepted, Some(at(1)), None));
    }

    #[test]
    fn a_later_file_without_a_revision_waits_beside_a_revision() {
        let (mut inbox, sorted) =
            settled(register(&["龙沙镇"]), vec![january("1a=1"), revision(1, "1a=3"), january("1a=9")]);
        let judged = inbox.judgements.get_mut(&(month(PLACE), MemberId(1))).unwrap();
        (judged.version, judged.verdict) = (Some(at(2)), Some(Verdict::Accepted(at(2))));
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, Some(at(2)), Some(at(3))));
    }

    #[test]
    fn an_earlier_revision_that_comes_late_is_behind() {
        let reports = vec![revision(1, "1a=3"), revision(0, "1a=1")];
        let (inbox, sorted) = settled(register(&["龙沙镇"]), reports);
        assert_eq!(stands(&inbox, &sorted), (Standing::Accepted, Some(at(1)), None));
    }

    #[test]
    fn what_was_left_out_and_is_assigned_again_waits() {
        let (mut inbox, _) = settled(register(&["龙沙镇"]), vec![january("1a=1"), january("1a=2")]);
        inbox.judgements.get_mut(&(month(PLACE), MemberId(1))).unwrap().version = Some(at(2));
        let sorted = inbox.sorted(form());
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, Some(at(2)), Some(at(1))));
    }

    #[test]
    fn a_unit_that_reports_no_more_does_not_count_by_itself() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1")]);
        inbox.register.members.get_mut(&MemberId(1)).unwrap().first_month = Some(month("2022-02"));
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), []);
        let status = inbox.status(form(), &sorted, month(PLACE));
        assert_eq!(
            (status.expected, status.received, status.waiting),
            (0, 0, 1),
            "nobody is expected, and one waits"
        );
        let told = inbox.questions(form(), &sorted, Some(month(PLACE)));
        assert!(told.iter().any(|question| question.sentence.contains("不用报，却收到了它的表")), "{told:?}");
    }

    #[test]
    fn the_same_figures_that_were_sent_back_do_not_count_by_themselves() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1"), january("1a=1")]);
        inbox.judgements.entry((month(PLACE), MemberId(1))).or_default().verdict =
            Some(Verdict::Returned(at(1)));
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), []);
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, None, Some(at(2))));
        let told = inbox.check(form(), (month(PLACE), MemberId(1)), at(2));
        assert!(told[0].sentence.contains("和退回的那一份的数一样"), "{told:?}");
    }

    #[test]
    fn what_was_sent_back_in_other_bytes_is_behind_its_correction() {
        let reports = vec![january("1a=1"), january("1a=1"), january("1a=2")];
        let mut inbox = inbox(register(&["龙沙镇"]), reports);
        let place = (month(PLACE), MemberId(1));
        inbox.judgements.entry(place).or_default().verdict = Some(Verdict::Returned(at(1)));
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), [(place, at(3))]);
        assert_eq!(stands(&inbox, &sorted), (Standing::Accepted, Some(at(3)), None));
        inbox.receipts.insert(ReceiptId(4), coming(4, "4", vec![january("1a=1")]).into());
        let sorted = inbox.sorted(form());
        assert_eq!(
            stands(&inbox, &sorted),
            (Standing::Waiting, Some(at(3)), Some(at(4))),
            "it came after it"
        );
    }

    #[test]
    fn what_had_come_when_a_unit_was_exempted_does_not_wait() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1")]);
        let place = (month(PLACE), MemberId(1));
        inbox.judgements.entry(place).or_default().verdict = Some(Verdict::Exempt(Some(at(1))));
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), []);
        assert_eq!(stands(&inbox, &sorted), (Standing::Exempt, None, None));
        inbox.receipts.insert(ReceiptId(2), coming(2, "2", vec![january("1a=2")]).into());
        let sorted = inbox.sorted(form());
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, None, Some(at(2))));
        let status = inbox.status(form(), &sorted, month(PLACE));
        assert_eq!((status.exempt(), status.unexpected()), (vec!["龙沙镇".to_owned()], vec![]));
    }

    #[test]
    fn the_report_of_an_exempt_unit_waits() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1")]);
        inbox.judgements.entry((month(PLACE), MemberId(1))).or_default().verdict =
            Some(Verdict::Exempt(None));
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), []);
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, None, Some(at(1))));
        let status = inbox.status(form(), &sorted, month(PLACE));
        assert_eq!((status.expected, status.received, status.waiting), (0, 0, 1));
        let told = inbox.questions(form(), &sorted, Some(month(PLACE)));
        assert!(told.iter().any(|question| question.sentence.contains("已经免报，却收到了表")), "{told:?}");
    }

    #[test]
    fn an_answer_holds_for_what_was_asked() {
        let february = report(form(), "龙沙镇", "2022-02", "1a=12:25");
        let (mut inbox, sorted) =
            settled(register(&["龙沙镇"]), vec![report(form(), "龙沙镇", PLACE, "1a=10:10"), february]);
        let place = (month("2022-02"), MemberId(1));
        let stands = |inbox: &Inbox| {
            inbox.unit_month(form(), &sorted, place.0, &inbox.register.members[&MemberId(1)]).standing
        };
        assert_eq!(stands(&inbox), Standing::Waiting, "25 is not 10 and 12");
        let answered = inbox.check(form(), place, at(2)).iter().map(super::super::Finding::key).collect();
        let judged = inbox.judgements.get_mut(&place).unwrap();
        (judged.verdict, judged.answered) = (Some(Verdict::Accepted(at(2))), answered);
        assert_eq!(stands(&inbox), Standing::Accepted);
        let january = Arc::make_mut(inbox.receipts.get_mut(&ReceiptId(1)).unwrap());
        january.reading.reports = vec![report(form(), "龙沙镇", PLACE, "1a=15:15")];
        assert_eq!(stands(&inbox), Standing::Waiting, "now it should be 27");
    }

    #[test]
    fn nothing_comes_into_a_closed_month_by_itself() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1")]);
        close(&mut inbox);
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), []);
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, None, Some(at(1))));
    }

    #[test]
    fn an_exempt_unit_is_not_expected() {
        let mut inbox = inbox(register(&["龙沙镇", "龙驹镇"]), vec![]);
        inbox.judgements.entry((month(PLACE), MemberId(2))).or_default().verdict =
            Some(Verdict::Exempt(None));
        let status = inbox.status(form(), &inbox.sorted(form()), month(PLACE));
        assert_eq!((status.expected, status.named(Standing::Exempt)), (1, vec!["龙驹镇".to_owned()]));
        assert_eq!(status.named(Standing::Missing), ["龙沙镇"]);
    }

    #[test]
    fn lateness_is_that_of_the_first_report() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1"), january("1a=2")]);
        let received = |inbox: &mut Inbox, at: &str| {
            let receipt = Arc::make_mut(inbox.receipts.get_mut(&ReceiptId(1)).unwrap());
            receipt.arrival.received = Some(at.parse().unwrap());
        };
        received(&mut inbox, "2022-01-28T23:00:00+08:00");
        let sorted = inbox.sorted(form());
        inbox.settle(form(), &sorted);
        let status = inbox.status(form(), &sorted, month(PLACE));
        assert_eq!((status.late(), status.on_time), (vec![], 1), "the second came in March");
        received(&mut inbox, "2022-01-29T00:00:00+08:00");
        let status = inbox.status(form(), &sorted, month(PLACE));
        assert_eq!((status.late(), status.on_time), (vec!["龙沙镇".to_owned()], 0));
    }
}
