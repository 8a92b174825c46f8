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
            let judged = self.judgement(place.0, place.1);
            if judged.version.is_some()
                || judged.verdict == Some(Verdict::Exempt)
                || self.closed.contains(&place.0)
            {
                continue;
            }
            let sound = versions
                .iter()
                .copied()
                .filter(|at| is_new(&judged, *at))
                .find(|at| self.is_sound(form, *place, *at));
            if let Some(at) = sound {
                self.judgements.entry(*place).or_default().version = Some(at);
                settled.push((*place, at));
            }
        }
        settled
    }

    /// Whether nothing keeps a report from being taken.
    pub fn is_sound(&self, form: &Form, place: (Month, MemberId), at: ReportRef) -> bool {
        self.check(form, place, at).iter().all(|finding| finding.grade != Grade::Forced)
    }

    /// The report that is proposed where another one counts, or none: the highest revision, else the last that came.
    pub fn proposed(&self, sorted: &Sorted, place: (Month, MemberId)) -> Option<ReportRef> {
        let judged = self.judgement(place.0, place.1);
        let versions = sorted.versions.get(&place)?.iter().copied().filter(|at| is_new(&judged, *at));
        versions.max_by_key(|at| (self.report(*at).map_or(0, super::Received::revision), *at))
    }
}

/// Whether a report came after what was sent back.
fn is_new(judged: &Judgement, at: ReportRef) -> bool {
    !matches!(judged.verdict, Some(Verdict::Returned(last)) if at <= last)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::examples::{inbox, register, report, settled};
    use super::super::{Receipt, ReceiptId, Received, Standing, StatedReport};
    use super::*;
    use crate::report::examples::{form, month};

    const PLACE: &str = "2022-01";

    fn at(receipt: u32) -> ReportRef {
        ReportRef { receipt: ReceiptId(receipt), number: 0 }
    }

    fn january(figures: &str) -> Received {
        report(form(), "龙沙镇", PLACE, figures)
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
        let mut corrected = january("1a=3");
        corrected.stated = Some(StatedReport {
            notice: None,
            edition: None,
            form: "annex2".into(),
            unit: "龙沙镇".into(),
            month: Some(month(PLACE)),
            revision: 1,
            is_as_exported: true,
            figures: String::new(),
        });
        let (inbox, sorted) =
            settled(register(&["龙沙镇"]), vec![january("1a=1"), corrected, january("1a=2")]);
        assert_eq!(inbox.proposed(&sorted, (month(PLACE), MemberId(1))), Some(at(2)));
        let (inbox, sorted) =
            settled(register(&["龙沙镇"]), vec![january("1a=1"), january("1a=2"), january("1a=3")]);
        assert_eq!(inbox.proposed(&sorted, (month(PLACE), MemberId(1))), Some(at(3)));
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
        let corrected = Receipt { id: ReceiptId(2), ..(*inbox.receipts[&ReceiptId(1)]).clone() };
        inbox.receipts.insert(corrected.id, corrected.into());
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), [((month(PLACE), MemberId(1)), at(2))]);
        assert_eq!(stands(&inbox, &sorted).0, Standing::Accepted);
    }

    #[test]
    fn nothing_comes_into_a_closed_month_by_itself() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![january("1a=1")]);
        inbox.closed.insert(month(PLACE));
        let sorted = inbox.sorted(form());
        assert_eq!(inbox.settle(form(), &sorted), []);
        assert_eq!(stands(&inbox, &sorted), (Standing::Waiting, None, Some(at(1))));
    }

    #[test]
    fn an_exempt_unit_is_not_expected() {
        let mut inbox = inbox(register(&["龙沙镇", "龙驹镇"]), vec![]);
        inbox.judgements.entry((month(PLACE), MemberId(2))).or_default().verdict = Some(Verdict::Exempt);
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
