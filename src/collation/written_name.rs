//! A name that the register does not know and that stands on a report: who else bears it. Where several units write the same
//! name (城管办), it is nobody's alias, and what already waits must not find a place unseen by it.

use std::collections::{BTreeMap, BTreeSet};

use super::inbox::Inbox;
use super::placing::Placed;
use super::received::{Receipt, ReportRef};
use super::register::{Member, MemberId};
use crate::notice::Form;
use crate::period::Month;

impl Inbox {
    /// The other reports and lists that a name would be an alias for, beside the one that is assigned to `unit`: those that
    /// bear it and are not of that unit already, and those that only it would place. What was left out is among them, since
    /// somebody else writes that name; a list beside the report is not.
    pub fn others_named(
        &self,
        form: &Form,
        at: ReportRef,
        name: &str,
        unit: Option<MemberId>,
    ) -> Vec<ReportRef> {
        let by_name = self.register.next_id();
        let mut register = self.register.clone();
        register.members.insert(by_name, Member { name: name.to_owned(), ..Member::unnamed(by_name) });
        let placed_by_name = self.with_register(register).sorted(form).placed;
        let is_other = |other: &ReportRef| {
            let assigned = self.assignments.get(other).and_then(|assigned| assigned.unit);
            let bears = self.unit_written(*other).flatten().is_some_and(|own| self.names.are_same(own, name));
            let is_of_another = match (assigned, unit) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(of), Some(unit)) => of != unit,
            };
            (bears && is_of_another)
                || placed_by_name.get(other).is_some_and(|placed| placed.unit == Some(by_name))
        };
        let is_list_beside = |receipt: &Receipt, other: ReportRef| {
            receipt.id == at.receipt && receipt.lists().any(|(list, _)| list == other)
        };
        let all = self.receipts.values().flat_map(|receipt| {
            let reports = receipt.reports().map(|(other, _)| other);
            let lists = receipt.lists().map(|(other, _)| other);
            let told = move |other: &ReportRef| *other != at && !is_list_beside(receipt, *other);
            reports.chain(lists).filter(told)
        });
        all.filter(is_other).collect()
    }

    /// The other reports and lists that are of a unit by a name, or bear it and were assigned to that unit.
    pub fn hanging_on(&self, form: &Form, at: ReportRef, name: &str, unit: MemberId) -> Vec<ReportRef> {
        let mut register = self.register.clone();
        if let Some(member) = register.members.get_mut(&unit) {
            member.aliases.retain(|alias| !self.names.are_same(alias, name));
        }
        let others = self.with_register(register).others_named(form, at, name, None).into_iter();
        let bears = |other: ReportRef| {
            self.unit_written(other).flatten().is_some_and(|own| self.names.are_same(own, name))
        };
        let assigned = self
            .assignments
            .iter()
            .filter(|(other, assigned)| **other != at && assigned.unit == Some(unit) && bears(**other));
        let all = others.chain(assigned.map(|(other, _)| *other));
        let all: BTreeSet<ReportRef> = all.filter(|other| !self.is_excluded(*other)).collect();
        all.into_iter().collect()
    }

    /// The reports that nobody could place and that find their place in `after` beside another one of the same unit and month
    /// that says something else: they may well be of different units.
    pub fn placed_beside_others(&self, form: &Form, after: &Self) -> Vec<ReportRef> {
        let before = self.sorted(form).placed;
        let is_new = |at: &ReportRef| before.get(at).and_then(Placed::at).is_none();
        let versions: BTreeMap<(Month, MemberId), Vec<ReportRef>> = after.sorted(form).versions;
        let beside = versions.values().flat_map(|reports| {
            let differs = move |at: &&ReportRef| {
                let own = after.report(**at);
                reports
                    .iter()
                    .filter_map(|other| own.zip(after.report(*other)))
                    .any(|(own, other)| !own.says_the_same(other, form))
            };
            reports.iter().filter(differs).copied()
        });
        beside.filter(is_new).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{inbox, register, report};
    use super::super::{Assignment, ReceiptId};
    use super::*;
    use crate::report::examples::form;

    fn at(receipt: u32) -> ReportRef {
        ReportRef { receipt: ReceiptId(receipt), number: 0 }
    }

    fn three() -> Inbox {
        let of = |unit: &str, figures: &str| report(form(), unit, "2022-03", figures);
        let reports = vec![of("城管办", "1a=1"), of("万州区城管办", "1a=2"), of("龙沙镇", "1a=3")];
        inbox(register(&["龙沙镇", "龙驹镇"]), reports)
    }

    #[test]
    fn the_others_that_bear_a_name_are_found_until_they_are_of_the_same_unit() {
        let mut inbox = three();
        let others = |inbox: &Inbox| inbox.others_named(form(), at(1), "城管办", Some(MemberId(1)));
        assert_eq!(others(&inbox), [at(2)]);
        let assigned = |unit| Assignment { unit: Some(MemberId(unit)), ..Assignment::default() };
        inbox.assignments.insert(at(2), assigned(2));
        assert_eq!(others(&inbox), [at(2)], "it is another unit's name too");
        inbox.assignments.insert(at(2), assigned(1));
        assert_eq!(others(&inbox), []);
        inbox
            .assignments
            .insert(at(2), Assignment { excluded: Some("不要".into()), ..Assignment::default() });
        assert_eq!(others(&inbox), [at(2)], "somebody else writes it all the same");
    }

    #[test]
    fn a_file_that_bears_the_name_only_in_its_own_is_found_too() {
        let mut inbox = three();
        let receipt = std::sync::Arc::make_mut(inbox.receipts.get_mut(&ReceiptId(2)).unwrap());
        receipt.reading.reports[0].unit = None;
        receipt.name = "城管办3月.xlsx".into();
        assert_eq!(inbox.others_named(form(), at(1), "城管办", Some(MemberId(1))), [at(2)]);
    }

    #[test]
    fn what_a_new_name_would_place_beside_another_report_is_found() {
        let inbox = three();
        let named = |unit: u32, alias: &str| {
            let mut register = inbox.register.clone();
            register.members.get_mut(&MemberId(unit)).unwrap().aliases.push(alias.into());
            inbox.placed_beside_others(form(), &inbox.with_register(register))
        };
        assert_eq!(named(1, "城管办"), [at(1), at(2)]);
        assert_eq!(named(2, "城管办"), [at(1), at(2)], "they differ from one another");
        assert_eq!(named(2, "城市办"), []);
    }
}
