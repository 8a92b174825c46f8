//! Writing permanent records: revisions, how they were sent, and their files.
//!
//! Triggers refuse to change or delete any of them. Each decision is made inside the transaction that writes
//! it, so that no other change comes between; the decision itself is made by the caller.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Transaction, params};

use super::change::{logged, write};
use super::error::Failure;
use super::kept_files::KeptFiles;
use super::operation::Stopped;
use super::place::report;
use super::revisions::{document, revision, revision_digest};
use super::text::stamp;
use super::{Change, Edit, Operation, OperationKind, Place, Store, StoreError, read, scan};
use crate::digest::sha256;
use crate::notice::Form;
use crate::period::Month;
use crate::report::{Ledger, Sending};

/// One step of an operation that was decided from the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Sets the text of a place or empties it.
    Set(Edit),
    /// Keeps the next revision of a month.
    Freeze {
        month: Month,
        number: u32,
        /// [`crate::report::Sheet::frozen`].
        content: String,
    },
    /// Keeps how a revision was sent.
    Send {
        month: Month,
        /// The number of the revision.
        number: u32,
        sending: Sending,
    },
    /// Keeps a file of a revision under a name that none of its files has.
    Archive {
        month: Month,
        /// The number of the revision.
        number: u32,
        /// The name of the file.
        name: String,
        bytes: Vec<u8>,
    },
    /// Puts the scan of a revision's sealed page in the place of the one before it, or takes that one out.
    Attach {
        month: Month,
        number: u32,
        /// The name and the bytes of the file; `None` removes the scan.
        scan: Option<(String, Vec<u8>)>,
    },
}

impl Store {
    /// A file of a revision exactly as it was exported; `None` if no file has that name.
    pub fn document(&self, month: Month, revision: u32, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let digest = document(&self.connection, &self.notices.form, month, revision, name);
        let digest = digest.map_err(|failure| self.explain(failure))?;
        digest.map(|digest| self.kept(month, name, &digest)).transpose()
    }

    /// Lets `decide` read the records and makes the steps it returns in the same transaction: all, or none if
    /// it refuses.
    pub fn transact<E: From<StoreError>>(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        decide: impl FnOnce(&Ledger) -> Result<Vec<Step>, E>,
    ) -> Result<Option<Operation>, E> {
        let (files, side, known) = (self.files.clone(), self.side, self.inbox.clone());
        let operation = self.in_transaction(|transaction, form| {
            let (ledger, _) = read::ledger_and_inbox(transaction, side, &known, form)?;
            let ledger = ledger.ok_or(Failure::Refused(StoreError::NotBegun))?;
            let mut changes = Vec::new();
            for step in decide(&ledger).map_err(Stopped::Refused)? {
                changes.extend(take(transaction, form, now, &ledger, &files, step)?);
            }
            Ok(logged(transaction, form, now, kind, None, changes)?)
        })?;
        let replaced = operation.iter().flat_map(|operation| &operation.changes).filter_map(scan::replaced);
        for digest in replaced.collect::<Vec<_>>() {
            self.drop_file(&digest);
        }
        Ok(operation)
    }
}

fn take(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    ledger: &Ledger,
    files: &KeptFiles,
    step: Step,
) -> Result<Vec<Change>, Failure> {
    let (place, after) = match step {
        Step::Attach { month, number, scan } => {
            return scan::attach(transaction, form, files, (month, number), scan);
        }
        Step::Set(edit) => return write(transaction, form, now, vec![edit]),
        Step::Freeze { month, number, content } => {
            let report = report(transaction, form, month)?;
            let (at, person) = (stamp(now), &ledger.unit.person);
            let digest = revision_digest(&at, person, &content);
            transaction.execute(
                "INSERT INTO revision (report, number, at, person, content, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![report, number, at, person, content, digest],
            )?;
            (Place::Revision(month, number), digest)
        }
        Step::Send { month, number, sending } => {
            let revision = revision(transaction, form, month, number)?;
            let at = stamp(sending.at);
            transaction.execute(
                "INSERT INTO sending (revision, at, how, recipient) VALUES (?1, ?2, ?3, ?4)",
                params![revision, at, sending.how, sending.recipient],
            )?;
            (Place::Sending(month, number), format!("{at}\t{}\t{}", sending.how, sending.recipient))
        }
        Step::Archive { month, number, name, bytes } => {
            let revision = revision(transaction, form, month, number)?;
            let count: u32 = transaction.query_row(
                "SELECT count(*) FROM document WHERE revision = ?1",
                [revision],
                |row| row.get(0),
            )?;
            let digest = sha256(&bytes);
            files.keep(&digest, &bytes)?;
            transaction.execute(
                "INSERT INTO document (revision, number, name, digest) VALUES (?1, ?2, ?3, ?4)",
                params![revision, count + 1, name, digest],
            )?;
            (Place::Document(month, number, count + 1), format!("{digest} {name}"))
        }
    };
    Ok(vec![Change { place, before: None, after: Some(after) }])
}
