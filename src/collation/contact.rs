//! Whom the clerk calls in a unit.

use super::inbox::Inbox;
use super::placing::Sorted;
use super::register::MemberId;

impl Inbox {
    /// The person and the telephone of a unit: those of its last report that counts, else those of the register.
    pub fn contact(&self, unit: MemberId) -> (String, String) {
        self.known_contact(unit).unwrap_or_default()
    }

    /// Whom the clerk calls about what is missing or wrong: where nobody is known, whoever stands on the last report that came,
    /// whatever was decided of it.
    pub fn contact_to_call(&self, sorted: &Sorted, unit: MemberId) -> (String, String) {
        self.known_contact(unit).or_else(|| self.contact_that_came(sorted, unit)).unwrap_or_default()
    }

    fn known_contact(&self, unit: MemberId) -> Option<(String, String)> {
        let newest = self.judgements.keys().next_back().map(|(month, _)| *month);
        let mut counted = newest.into_iter().flat_map(|newest| self.counted_back(newest, unit));
        let last = counted.find_map(|(_, report)| {
            let (person, phone) = (report.person.clone()?, report.phone.clone().unwrap_or_default());
            Some((person, phone))
        });
        let known = || {
            let member = self.register.member(unit)?;
            let is_known = !(member.person.is_empty() && member.phone.is_empty());
            is_known.then(|| (member.person.clone(), member.phone.clone()))
        };
        last.or_else(known)
    }

    fn contact_that_came(&self, sorted: &Sorted, unit: MemberId) -> Option<(String, String)> {
        let placed = sorted.placed.iter().filter(|(_, placed)| placed.unit == Some(unit));
        let said = placed.filter_map(|(at, _)| {
            let report = self.report(*at)?;
            let [person, phone] =
                [&report.person, &report.phone].map(|text| text.clone().unwrap_or_default());
            let is_said = !(person.is_empty() && phone.is_empty());
            is_said.then_some(((!self.is_excluded(*at), *at), (person, phone)))
        });
        said.max_by_key(|(newest, _)| *newest).map(|(_, contact)| contact)
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{inbox, register, report};
    use super::super::{ReceiptId, Received, ReportRef};
    use super::*;
    use crate::report::examples::form;

    fn called_at(phone: &str) -> Received {
        Received {
            person: Some("张三".into()),
            phone: Some(phone.into()),
            ..report(form(), "龙沙镇", "2022-01", "")
        }
    }

    #[test]
    fn who_is_called_is_on_the_last_report_that_counts_then_in_the_register_then_on_what_came() {
        let mut inbox = inbox(register(&["龙沙镇"]), vec![called_at("1"), called_at("2"), called_at("3")]);
        let phone = |inbox: &Inbox| inbox.contact_to_call(&inbox.sorted(form()), MemberId(1)).1;
        assert_eq!(inbox.contact(MemberId(1)).1, "", "nothing of what came is known to be right");
        assert_eq!(phone(&inbox), "3", "nothing counts, and the register has none");
        let last = ReportRef { receipt: ReceiptId(3), number: 0 };
        inbox.assignments.entry(last).or_default().excluded = Some("发错了".into());
        assert_eq!(phone(&inbox), "2", "what was left out comes last");
        for receipt in [1, 2] {
            inbox.receipts.remove(&ReceiptId(receipt));
        }
        assert_eq!(phone(&inbox), "3");
        inbox.register.members.get_mut(&MemberId(1)).unwrap().phone = "4".into();
        assert_eq!(phone(&inbox), "4");
        inbox.judgements.entry(("2022-01".parse().unwrap(), MemberId(1))).or_default().version = Some(last);
        assert_eq!(phone(&inbox), "3");
    }
}
