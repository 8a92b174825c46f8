//! Taking in files from the units below: showing what would become of them, and keeping them.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::NaiveDate;

use super::facet::Collation;
use super::intake_reader::{Drop, IntakeReader, Office};
use super::{CollationError, Now, Session};
use crate::collation::{Inbox, Intake, Receipt, ReceiptId, ReportRef};
use crate::error::Error;
use crate::notice::Campaign;
use crate::period::date_name;
use crate::store::{AssignmentPart, Edit, Incoming, JudgementPart, Place};

impl<S: Deref<Target = Session>> Collation<S> {
    /// A reader for files that come in.
    pub fn intake_reader(&self) -> Result<IntakeReader, Error> {
        self.refuse_other_side()?;
        self.session.store.refuse_if_looking()?;
        let (name, units) = (self.session.ledger()?.unit.name.clone(), self.inbox().names.clone());
        let office = Office { name, units };
        let receipts = self.inbox().receipts.values();
        let known = receipts.map(|receipt| (receipt.sha256.clone(), Arc::clone(receipt))).collect();
        let (form, list) = (self.session.form(), self.session.list());
        Ok(IntakeReader::of(Arc::clone(form), list.map(Arc::clone), known, office))
    }

    /// Refuses a day on which nothing can have arrived.
    pub fn refuse_impossible_arrival(&self, now: Now, received_on: Option<NaiveDate>) -> Result<(), Error> {
        let first = self.session.form().campaign.first_month.day(1);
        match received_on {
            Some(day) if day > now.date_naive() => Err(CollationError::NotYetArrived(date_name(day)).into()),
            Some(day) if day < first => {
                let (day, first) = (date_name(day), date_name(first));
                Err(CollationError::ArrivedBeforeStart { day, first }.into())
            }
            _ => Ok(()),
        }
    }

    /// What would become of files. Changes nothing.
    pub fn intake(&self, now: Now, drop: &Drop) -> Intake {
        let next = self.inbox().receipts.keys().next_back().map_or(1, |last| last.0.saturating_add(1));
        let coming = drop.files.iter().zip(next..).map(|(file, number)| Receipt {
            id: ReceiptId(number),
            sha256: file.sha256.clone(),
            name: file.name.clone(),
            arrival: file.arrival.clone(),
            taken_at: now,
            reading: file.reading.clone(),
        });
        let came_before = |file: &&Incoming| {
            file.reading.scan.is_some() && self.inbox().with_digest(&file.sha256).is_some()
        };
        let digests = drop.files.iter().filter(came_before).map(|file| file.sha256.clone());
        let lost = digests.filter(|digest| !self.session.store.has_scan(digest)).collect();
        self.inbox().intake(self.session.form(), coming.collect(), drop.not_taken.clone(), &lost)
    }
}

impl<S: DerefMut<Target = Session>> Collation<S> {
    /// Takes in files in one step, all or none. `received_on` is the day on which those arrived that no mail server dated.
    pub fn take_in(&mut self, now: Now, drop: &Drop, received_on: Option<NaiveDate>) -> Result<(), Error> {
        self.refuse_other_side()?;
        self.refuse_impossible_arrival(now, received_on)?;
        let digests: Vec<&str> = drop.files.iter().map(|file| file.sha256.as_str()).collect();
        let seen = self.inbox_so_far();
        let taken = self.session.store.take_in(now, &drop.files, &seen, |form, inbox| {
            let campaign = &form.campaign;
            // Only what comes in now: the day of what is there already stays.
            let coming = inbox.receipts.values().filter(|receipt| {
                !seen.receipts.contains_key(&receipt.id)
                    && receipt.taken_at == at_the_second(now)
                    && receipt.received_on().is_none()
                    && digests.contains(&receipt.sha256.as_str())
            });
            let dated = coming.flat_map(|receipt| receipt.places().zip(iter::repeat(received_on)));
            let mut days: BTreeMap<ReportRef, NaiveDate> =
                dated.filter_map(|(at, day)| Some((at, day?))).collect();
            // The same bytes in a mail: when a server took it is better known than when the file was found here.
            for file in &drop.files {
                let Some(receipt) = inbox.with_digest(&file.sha256) else { continue };
                for (at, day) in inbox.earlier_arrivals(receipt, file.arrival.received_on(*now.offset())) {
                    days.entry(at).and_modify(|known| *known = day.min(*known)).or_insert(day);
                }
            }
            let dated = days.into_iter().map(|(at, day)| dated_edit(at, day));
            Ok::<_, Error>(dated.chain(name_edits(inbox, campaign, &drop.files)).collect())
        });
        // Where another program has taken in files, what it took is seen now.
        self.session.reload()?;
        taken.map(|_operation| ())
    }
}

/// The moment as it is kept.
fn at_the_second(now: Now) -> Now {
    use chrono::SubsecRound as _;
    now.trunc_subsecs(0)
}

/// The edits that keep the names of other units under which bytes came again. What counted by its name alone waits.
fn name_edits(inbox: &Inbox, campaign: &Campaign, files: &[Incoming]) -> Vec<Edit> {
    let mut also: BTreeMap<ReportRef, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let Some(known) = inbox.with_digest(&file.sha256) else { continue };
        for at in inbox.named_otherwise(campaign, known, &file.name) {
            let kept = || inbox.assignments.get(&at).map(|assigned| assigned.also_named.clone());
            also.entry(at).or_insert_with(|| kept().unwrap_or_default()).insert(file.name.clone());
        }
    }
    let edits = also.into_iter().flat_map(|(at, names)| {
        let names = names.into_iter().collect::<Vec<_>>().join("\n");
        let counted = inbox.months_of(at).filter(|(month, _)| !inbox.is_closed(*month));
        let waits =
            counted.map(|(month, unit)| (Place::Judgement(month, unit, JudgementPart::Version), None));
        let place = |part| Place::Assignment(at, part);
        // It is asked about again though it was left out: nobody knew of this name then.
        let asked =
            [(place(AssignmentPart::AlsoNamed), Some(names)), (place(AssignmentPart::Excluded), None)];
        asked.into_iter().chain(waits)
    });
    edits.collect()
}

fn dated_edit(at: ReportRef, day: NaiveDate) -> Edit {
    (Place::Assignment(at, AssignmentPart::ReceivedOn), Some(day.to_string()))
}
