//! The other end: the register, what stands where, and what the clerk decides. Nothing here changes a figure.
//!
//! Each decision is about a whole report, has a reason, and is made in the transaction that writes it.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::assignment::without_made_alias;
use super::facet::Collation;
use super::reasons::{readable_reason, telling_reason};
use super::refusals::{refuse_closed, refuse_unknown};
use super::register_checks::{checked_name, entered, member};
use super::{CollationError, NewMember, Now, Session};
use crate::collation::{
    Finding, Inbox, Member, MemberId, MonthStatus, Names, Question, Register, ReportRef, Sorted, SortedInbox,
    Standing, UnitMonth, Verdict,
};
use crate::error::Error;
use crate::notice::Form;
use crate::period::Month;
use crate::store::{AssignmentPart, Edit, JudgementPart, OperationKind, Place, Side};
use crate::unit::{Unit, UnitKind};

impl<S: Deref<Target = Session>> Collation<S> {
    /// All that came in for the form in hand, and what was decided of it.
    pub fn inbox(&self) -> &Inbox {
        &self.session.inbox
    }

    pub(super) fn form(&self) -> &Form {
        self.session.form()
    }

    /// Every report at its place.
    pub fn sorted(&self) -> &Sorted {
        self.session.inbox.sorted(self.form())
    }

    /// How a month stands.
    pub fn status(&self, month: Month) -> Result<Arc<MonthStatus>, Error> {
        self.form().campaign.check(month)?;
        Ok(self.session.inbox.status(self.form(), month))
    }

    /// The unit that a name or an alias means.
    pub fn member(&self, name: &str) -> Result<&Member, Error> {
        let found = self.inbox().names.find(name).and_then(|id| self.inbox().register.member(id));
        Ok(found.ok_or_else(|| CollationError::UnknownUnit(name.to_owned()))?)
    }

    pub(super) fn member_by_id(&self, unit: MemberId) -> Result<&Member, Error> {
        member(self.inbox(), unit)
    }

    /// What the clerk has to look at, of one month or of all.
    pub fn questions(&self, month: Option<Month>) -> Result<Vec<Question>, Error> {
        month.map_or(Ok(()), |month| self.form().campaign.check(month))?;
        Ok(self.inbox().questions(self.form(), self.sorted(), month))
    }

    /// Refuses a month of which something waits for the clerk.
    fn refuse_waiting(&self, month: Month) -> Result<(), Error> {
        refuse_while_waiting(month, &self.status(month)?.named(Standing::Waiting))
    }

    /// Refuses a month of which a report waits to be chosen. One that counts and is asked about was closed with, or is asked about
    /// because of what changed.
    pub(super) fn refuse_undecided(&self, month: Month) -> Result<(), Error> {
        let status = self.status(month)?;
        let undecided = status.units.iter().filter(|unit| unit.waiting.is_some());
        let names: Vec<String> = undecided.map(|unit| unit.name.clone()).collect();
        refuse_while_waiting(month, &names)
    }

    /// The units that the notice names and that are not in the register yet.
    pub fn known_units(&self) -> Vec<NewMember> {
        let known = self.session.notice().units.iter();
        let missing = known.filter(|unit| self.inbox().names.find(&unit.name).is_none());
        let drafted = missing.map(|unit| NewMember {
            aliases: unit.aliases.clone(),
            ..NewMember::named(&unit.name, unit.kind.clone())
        });
        drafted.collect()
    }

    /// What came and has no place, and may be of that month.
    pub fn unplaced(&self, month: Month) -> Vec<Question> {
        let mut unplaced = self.inbox().unplaced(self.sorted());
        unplaced.retain(|one| one.report.is_some() && one.month.is_none_or(|of| of == month));
        unplaced
    }

    /// The months before another, from the first with a report that counts, that are not closed.
    pub fn open_before(&self, month: Month) -> Result<Vec<Month>, Error> {
        self.form().campaign.check(month)?;
        let begins = self.inbox().begins().unwrap_or(month);
        Ok(begins.through(month).filter(|at| *at < month && !self.inbox().is_closed(*at)).collect())
    }

    pub(super) fn refuse_other_side(&self) -> Result<(), Error> {
        if self.session.store.side() == Side::Collation {
            Ok(())
        } else {
            Err(CollationError::NotCollation.into())
        }
    }
}

impl<S: DerefMut<Target = Session>> Collation<S> {
    /// Begins to take in reports for an office, with the units below it.
    pub fn begin(&mut self, now: Now, office: &str, members: Vec<NewMember>) -> Result<(), Error> {
        self.refuse_other_side()?;
        let names = Names::of(&Register::default(), &[self.session.notice().issuer.as_str(), office], &[]);
        let nobody = Inbox { names, ..Inbox::default() };
        let entered = entered(self.session.notice(), self.form(), &nobody, members)?;
        let office = Unit {
            name: checked_name(office)?,
            kind: UnitKind::office(),
            person: String::new(),
            phone: String::new(),
            first_month: self.form().campaign.first_month,
            restart_each_year: false,
        };
        self.session.store.begin(now, &office, entered)?;
        self.session.reload()?;
        self.session.since = self.session.store.newest_operation()?;
        Ok(())
    }

    /// Enters units in the register, all or none.
    pub fn add_members(&mut self, now: Now, members: Vec<NewMember>) -> Result<(), Error> {
        let notice = Arc::clone(self.session.notice());
        self.change(now, OperationKind::Register, |form, inbox| entered(&notice, form, inbox, members))
    }

    /// Takes a report as the one that counts for its unit and month, or answers what the checks ask about the one that
    /// does. Without `report` it is the one that waits, else the one that counts.
    pub fn accept(
        &mut self,
        now: Now,
        (month, unit): (Month, MemberId),
        report: Option<ReportRef>,
        reason: &str,
    ) -> Result<(), Error> {
        let reason = telling_reason(reason)?;
        self.change(now, OperationKind::Accept, |form, inbox| {
            let stands = stands(form, inbox, month, unit)?;
            let at = match (report, stands.waiting, stands.version) {
                // Nothing goes back behind what counts unless it is named.
                (None, Some(waiting), Some(counted)) if waiting < counted => {
                    let unit = stands.name;
                    return Err(CollationError::WaitingIsEarlier {
                        unit,
                        month: month.name(),
                        waiting,
                        counted,
                    }
                    .into());
                }
                (report, waiting, counted) => report.or(waiting).or(counted),
            };
            let sorted = inbox.sorted(form);
            let at = at.ok_or_else(|| match last_received(form, inbox, (month, unit)) {
                Some(report) => {
                    CollationError::NothingNew { unit: stands.name.clone(), month: month.name(), report }
                        .into()
                }
                None => nothing_received(&stands, month),
            })?;
            if !sorted.versions.get(&(month, unit)).is_some_and(|versions| versions.contains(&at)) {
                return Err(not_to_choose(inbox, month, stands.name, at).into());
            }
            if let Some(why) = inbox.refusal(form, (month, unit), at) {
                return Err(CollationError::NotSound { unit: stands.name, month: month.name(), why }.into());
            }
            let findings = inbox.check(form, (month, unit), at);
            let asked: BTreeSet<String> = findings.iter().map(Finding::key).collect();
            let answered = asked.into_iter().collect::<Vec<_>>().join("\n");
            Ok(judged((month, unit), Some(at), Verdict::Accepted(at), reason, answered))
        })
    }

    /// Sends back everything that came for a unit's month; what comes later is taken anew.
    pub fn return_report(
        &mut self,
        now: Now,
        (month, unit): (Month, MemberId),
        reason: &str,
    ) -> Result<(), Error> {
        let reason = readable_reason(reason)?;
        self.change(now, OperationKind::Return, |form, inbox| {
            refuse_closed(inbox, month)?;
            let stands = stands(form, inbox, month, unit)?;
            let last = last_received(form, inbox, (month, unit));
            let last = last.ok_or_else(|| nothing_received(&stands, month))?;
            Ok(judged((month, unit), None, Verdict::Returned(last), reason, String::new()))
        })
    }

    /// Takes back that a unit was exempt: its report is expected, and what came meanwhile is looked at.
    pub fn expect(&mut self, now: Now, (month, unit): (Month, MemberId), reason: &str) -> Result<(), Error> {
        let reason = telling_reason(reason)?;
        self.change(now, OperationKind::Expect, |_, inbox| {
            refuse_closed(inbox, month)?;
            let member = member(inbox, unit)?;
            if !inbox.judgement(month, unit).is_exempt() {
                return Err(
                    CollationError::NotExempt { unit: member.name.clone(), month: month.name() }.into()
                );
            }
            Ok(vec![
                (Place::Judgement(month, unit, JudgementPart::Verdict), None),
                (Place::Judgement(month, unit, JudgementPart::Reason), Some(reason)),
            ])
        })
    }

    /// Exempts a unit from a month's report.
    pub fn exempt(&mut self, now: Now, (month, unit): (Month, MemberId), reason: &str) -> Result<(), Error> {
        let reason = telling_reason(reason)?;
        self.change(now, OperationKind::Exempt, |form, inbox| {
            form.campaign.check(month)?;
            refuse_closed(inbox, month)?;
            member(inbox, unit)?;
            let verdict = Verdict::Exempt(last_received(form, inbox, (month, unit)));
            Ok(judged((month, unit), None, verdict, reason, String::new()))
        })
    }

    /// Leaves a report, a list or a scan out; it counts nowhere until it is assigned again. A file without any of them leaves
    /// what waits for the clerk.
    pub fn exclude(&mut self, now: Now, report: ReportRef, reason: &str) -> Result<(), Error> {
        let reason = readable_reason(reason)?;
        let notice = Arc::clone(self.session.notice());
        self.change(now, OperationKind::Exclude, |form, inbox| {
            if !inbox.is_file_without_report(report) {
                refuse_unknown(inbox, report)?;
            }
            let mut edits = vec![(Place::Assignment(report, AssignmentPart::Excluded), Some(reason))];
            for (month, unit) in inbox.months_of(report) {
                refuse_closed(inbox, month)?;
                edits.push((Place::Judgement(month, unit, JudgementPart::Version), None));
                edits.push((Place::Judgement(month, unit, JudgementPart::Verdict), None));
            }
            edits.extend(without_made_alias(&notice, form, inbox, report));
            Ok(edits)
        })
    }

    /// Notes what a unit said by telephone. It stands for no figure, and paper follows.
    pub fn note_phone(
        &mut self,
        now: Now,
        (month, unit): (Month, MemberId),
        told: &str,
    ) -> Result<(), Error> {
        let told = readable_reason(told)?;
        self.change(now, OperationKind::NotePhone, |form, inbox| {
            form.campaign.check(month)?;
            member(inbox, unit)?;
            Ok(vec![(Place::Judgement(month, unit, JudgementPart::Phone), Some(told))])
        })
    }

    /// Closes a month (关账): its form is kept, and what comes later is a correction. Blanks stay blank, since no unit said
    /// anything; what waits for the clerk must be decided first.
    pub fn close(&mut self, now: Now, month: Month) -> Result<(), Error> {
        self.refuse_other_side()?;
        let status = self.status(month)?;
        if status.closed {
            return Err(CollationError::AlreadyClosed(month.name()).into());
        }
        self.refuse_waiting(month)?;
        if status.accepted == 0 {
            return Err(CollationError::NothingAccepted(month.name()).into());
        }
        self.session.reports_mut().finalize_with_blanks(now, month)
    }

    /// Opens a closed month again; what was closed stays as it was.
    pub fn reopen(&mut self, now: Now, month: Month, reason: &str) -> Result<(), Error> {
        self.refuse_other_side()?;
        self.form().campaign.check(month)?;
        if !self.inbox().is_closed(month) {
            return Err(CollationError::NotClosed(month.name()).into());
        }
        self.session.reports_mut().reopen(now, month, reason)
    }

    pub(super) fn change(
        &mut self,
        now: Now,
        kind: OperationKind,
        decide: impl FnOnce(&Form, &SortedInbox) -> Result<Vec<Edit>, Error>,
    ) -> Result<(), Error> {
        self.refuse_other_side()?;
        self.session.ledger()?;
        self.session.store.decide(now, kind, decide)?;
        self.session.reload()
    }
}

fn stands(form: &Form, inbox: &SortedInbox, month: Month, unit: MemberId) -> Result<UnitMonth, Error> {
    form.campaign.check(month)?;
    Ok(inbox.unit_month(form, inbox.sorted(form), month, member(inbox, unit)?))
}

/// The last report that came for a unit's month.
fn last_received(form: &Form, inbox: &SortedInbox, place: (Month, MemberId)) -> Option<ReportRef> {
    inbox.sorted(form).versions.get(&place).and_then(|versions| versions.iter().max().copied())
}

/// Why a report is none of those that can be accepted for a unit's month.
fn not_to_choose(inbox: &SortedInbox, month: Month, unit: String, at: ReportRef) -> CollationError {
    match inbox.report(at).and(inbox.receipt(at)) {
        Some(receipt) if inbox.is_excluded(at) => {
            CollationError::Excluded { at, file: receipt.name.clone(), unit, month }
        }
        _ => CollationError::UnknownReport(at.to_string()),
    }
}

fn refuse_while_waiting(month: Month, names: &[String]) -> Result<(), Error> {
    if names.is_empty() {
        return Ok(());
    }
    let (count, names) = (names.len(), names.join("、"));
    Err(CollationError::StillWaiting { month: month.name(), count, names }.into())
}

fn nothing_received(stands: &UnitMonth, month: Month) -> Error {
    CollationError::NothingReceived { unit: stands.name.clone(), month: month.name() }.into()
}

fn judged(
    (month, unit): (Month, MemberId),
    version: Option<ReportRef>,
    verdict: Verdict,
    reason: String,
    answered: String,
) -> Vec<Edit> {
    let at = |part| Place::Judgement(month, unit, part);
    vec![
        (at(JudgementPart::Version), version.map(|at| at.to_string())),
        (at(JudgementPart::Verdict), Some(verdict.to_string())),
        (at(JudgementPart::Reason), Some(reason)),
        (at(JudgementPart::Answered), Some(answered).filter(|answered| !answered.is_empty())),
    ]
}
