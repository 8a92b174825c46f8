//! The office that takes in the reports of others, as it stands on its own form: its name and whom to call. What was closed keeps
//! the name and the person that it had.

use std::ops::Deref;

use super::facet::Collation;
use super::{CollationError, Session};
use crate::collation::{Inbox, MemberId, Names};
use crate::error::Error;
use crate::notice::FieldKind;
use crate::unit::Unit;

impl<S: Deref<Target = Session>> Collation<S> {
    /// The names, as the form has them, of the person and the telephone that it asks for and that are blank.
    pub fn lacking_contact(&self) -> Result<Vec<String>, Error> {
        let (form, unit) = (self.form(), &self.session.ledger()?.unit);
        let said = [(FieldKind::Person, &unit.person), (FieldKind::Phone, &unit.phone)];
        let blank = said.into_iter().filter(|(_, text)| text.is_empty()).filter_map(|(is, _)| {
            let field = form.header.0.iter().chain(&form.footer.0).find(|field| field.is == is)?;
            Some(field.label.trim_end_matches(['：', ':']).to_owned())
        });
        Ok(blank.collect())
    }
}

impl Session {
    /// Refuses to change of the office what its form does not ask for.
    pub(super) fn refuse_other_office(before: &Unit, after: &Unit) -> Result<(), Error> {
        let named_anew = Unit {
            name: after.name.clone(),
            person: after.person.clone(),
            phone: after.phone.clone(),
            ..before.clone()
        };
        if named_anew == *after { Ok(()) } else { Err(CollationError::FixedForOffice.into()) }
    }

    /// Refuses to give the office a name by which reports would find their place no more: the regions in it may stand before the
    /// names of the units.
    pub(super) fn refuse_name_in_use(&self, before: &Unit, after: &Unit) -> Result<(), Error> {
        if before.name == after.name {
            return Ok(());
        }
        let (form, collation) = (self.form(), self.collation());
        let inbox = collation.inbox();
        let names = Names::of(&inbox.register, &[self.notice().issuer.as_str(), &after.name], &[&form.title]);
        let renamed = Inbox { names, ..inbox.clone() };
        let lost = inbox.register_change(form, &renamed, MemberId(0), form.campaign.first_month).lost;
        let Some(at) = lost.first() else { return Ok(()) };
        let file = inbox.receipt(*at).map(|receipt| receipt.name.clone()).unwrap_or_default();
        Err(CollationError::OfficeNameInUse { count: lost.len(), file }.into())
    }
}
