//! What is kept for good: revisions, the word that they were sent, and their files.
//!
//! Triggers refuse to change or delete any of it. What is decided from the records is decided inside the
//! transaction that writes it, so that nothing can come between; the deciding itself is not done here.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::change::write;
use super::error::Failure;
use super::place::report;
use super::read::{self, parsed};
use super::{Change, Edit, Operation, OperationKind, Place, Store, StoreError, scan};
use crate::digest::sha256;
use crate::form::Form;
use crate::period::Month;
use crate::report::{DocumentName, Ledger, Revision, Sending, Sheet, Stage};

/// How the state of a month that is final is stored.
pub const FINAL: &str = "final";
/// How the state of a month that was sent is stored.
pub const SENT: &str = "sent";

/// One step of an operation that was decided from what is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Puts something in a place, or empties it.
    Set(Edit),
    /// Keeps the next revision of a month.
    Freeze {
        /// Which month.
        month: Month,
        /// The number of the revision.
        number: u32,
        /// [`Sheet::frozen`].
        content: String,
    },
    /// Keeps how a revision was sent.
    Send {
        /// Which month.
        month: Month,
        /// The number of the revision.
        number: u32,
        /// How.
        sending: Sending,
    },
    /// Keeps a file of a revision, unless one of that name is kept already.
    Keep {
        /// Which month.
        month: Month,
        /// The number of the revision.
        number: u32,
        /// The name of the file.
        name: String,
        /// All of it.
        bytes: Vec<u8>,
    },
    /// Puts the scan of a revision's sealed page in the place of the one before it, or takes that one out.
    Attach {
        /// Which month.
        month: Month,
        /// The number of the revision.
        number: u32,
        /// The name of the file and all of it.
        scan: Option<(String, Vec<u8>)>,
    },
}

impl Store {
    /// Lets `decide` look at the records and makes its steps in the same transaction: all of them or none.
    pub fn record(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        decide: impl FnOnce(&Ledger) -> Vec<Step>,
    ) -> Result<Option<Operation>, StoreError> {
        self.operate(now, kind, None, |transaction, form| {
            let ledger = read::of_transaction(transaction, form)?;
            let ledger = ledger.ok_or(Failure::Refused(StoreError::NotBegun))?;
            let mut changes = Vec::new();
            for step in decide(&ledger) {
                changes.extend(take(transaction, form, now, &ledger, step)?);
            }
            Ok(changes)
        })
    }
}

fn take(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    ledger: &Ledger,
    step: Step,
) -> Result<Vec<Change>, Failure> {
    let (place, after) = match step {
        Step::Attach { month, number, scan } => {
            return scan::attach(transaction, form, (month, number), scan);
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
        Step::Keep { month, number, name, bytes } => {
            let revision = revision(transaction, form, month, number)?;
            let count: u32 = transaction.query_row(
                "SELECT count(*) FROM document WHERE revision = ?1",
                [revision],
                |row| row.get(0),
            )?;
            let digest = sha256(&bytes);
            let added = transaction.execute(
                "INSERT INTO document (revision, number, name, bytes, digest) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO NOTHING",
                params![revision, count + 1, name, bytes, digest],
            )?;
            if added == 0 {
                return Ok(Vec::new());
            }
            (Place::Document(month, number, count + 1), format!("{digest} {name}"))
        }
    };
    Ok(vec![Change { place, before: None, after: Some(after) }])
}

pub(super) fn revision(
    connection: &Connection,
    form: &Form,
    month: Month,
    number: u32,
) -> Result<i64, Failure> {
    let id = connection.query_row(
        "SELECT revision.id FROM revision JOIN report ON report.id = revision.report
         WHERE form = ?1 AND month = ?2 AND number = ?3",
        params![form.id, month.to_string(), number],
        |row| row.get(0),
    )?;
    Ok(id)
}

pub(super) fn document(
    connection: &Connection,
    form: &Form,
    month: Month,
    number: u32,
    name: &str,
) -> Result<Option<Vec<u8>>, Failure> {
    let bytes = connection.query_row(
        "SELECT bytes FROM document JOIN revision ON revision.id = document.revision
         JOIN report ON report.id = revision.report
         WHERE form = ?1 AND month = ?2 AND revision.number = ?3 AND name = ?4",
        params![form.id, month.to_string(), number, name],
        |row| row.get(0),
    );
    Ok(bytes.optional()?)
}

pub(super) fn stage(word: Option<&str>) -> Result<Stage, Failure> {
    match word {
        None => Ok(Stage::Open),
        Some(FINAL) => Ok(Stage::Final),
        Some(SENT) => Ok(Stage::Sent),
        Some(other) => Err(Failure::Unreadable(other.to_owned())),
    }
}

pub(super) fn revisions(connection: &Connection, report: i64) -> Result<Vec<Arc<Revision>>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT revision.id, revision.at, person, content, sending.at, how, recipient,
           (SELECT count(*) FROM change AS sent JOIN change AS kept USING (form, month)
            WHERE form = report.form AND month = report.month AND kept.id > sent.id
            AND sent.place = 'sending' AND sent.item = CAST(number AS TEXT)
            AND kept.place = 'document' AND kept.item LIKE number || '/%')
         FROM revision JOIN report ON report.id = revision.report
         LEFT JOIN sending ON sending.revision = revision.id
         WHERE report = ?1 ORDER BY number",
    )?;
    let mut rows = query.query([report])?;
    let mut revisions = Vec::new();
    while let Some(row) = rows.next()? {
        let (at, content): (String, String) = (row.get(1)?, row.get(3)?);
        let sending = match row.get::<_, Option<String>>(4)? {
            None => None,
            Some(at) => Some(Sending { at: parsed(&at)?, how: row.get(5)?, recipient: row.get(6)? }),
        };
        revisions.push(Arc::new(Revision {
            at: parsed(&at)?,
            person: row.get(2)?,
            sheet: Sheet::thawed(&content).ok_or(Failure::Unreadable(content))?,
            sending,
            documents: documents(connection, row.get(0)?)?,
            kept_later: row.get::<_, u32>(7)? as usize,
            scan: scan::of_revision(connection, row.get(0)?)?,
        }));
    }
    Ok(revisions)
}

fn documents(connection: &Connection, revision: i64) -> Result<Vec<DocumentName>, Failure> {
    let mut query =
        connection.prepare_cached("SELECT name, digest FROM document WHERE revision = ?1 ORDER BY number")?;
    let rows =
        query.query_map([revision], |row| Ok(DocumentName { name: row.get(0)?, digest: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn stamp(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// The digest of everything a revision keeps.
pub(super) fn revision_digest(at: &str, person: &str, content: &str) -> String {
    sha256(format!("{at}\n{person}\n{content}").as_bytes())
}
