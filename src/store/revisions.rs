//! Reading permanent records: revisions, how they were sent, and the names of their files.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::Failure;
use super::known::Known;
use super::text::{FINAL, SENT, parsed};
use crate::digest::sha256;
use crate::notice::Form;
use crate::period::Month;
use crate::report::{DocumentName, Revision, Sending, Stage};

pub(super) fn stage(word: Option<&str>) -> Result<Stage, Failure> {
    match word {
        None => Ok(Stage::Open),
        Some(FINAL) => Ok(Stage::Final),
        Some(SENT) => Ok(Stage::Sent),
        Some(other) => Err(Failure::Unreadable(other.to_owned())),
    }
}

pub(super) fn revisions(
    connection: &Connection,
    known: &Known,
    report: i64,
) -> Result<Vec<Arc<Revision>>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT revision.id, revision.at, person, content, sending.at, how, recipient,
           (SELECT count(*) FROM change AS sent JOIN change AS kept USING (form, month)
            WHERE form = report.form AND month = report.month AND kept.id > sent.id
            AND sent.place = 'sending' AND sent.item = CAST(number AS TEXT)
            AND kept.place = 'document' AND kept.item LIKE number || '/%'),
           digest
         FROM revision JOIN report ON report.id = revision.report
         LEFT JOIN sending ON sending.revision = revision.id
         WHERE report = ?1 ORDER BY number",
    )?;
    let mut rows = query.query([report])?;
    let mut revisions = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let [at, person, digest]: [String; 3] = [row.get(1)?, row.get(2)?, row.get(8)?];
        let sending = match row.get::<_, Option<String>>(4)? {
            None => None,
            Some(at) => Some(Sending { at: parsed(&at)?, how: row.get(5)?, recipient: row.get(6)? }),
        };
        revisions.push(Arc::new(Revision {
            at: parsed(&at)?,
            person,
            digest,
            sheet: known.sheet(id, row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?,
            sending,
            documents: documents(connection, id)?,
            kept_later: row.get::<_, u32>(7)? as usize,
            scan: scan(connection, id)?,
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

/// The name of the scan of a revision.
pub(super) fn scan(connection: &Connection, revision: i64) -> Result<Option<DocumentName>, Failure> {
    let mut query = connection.prepare_cached("SELECT name, digest FROM scan WHERE revision = ?1")?;
    let name = query.query_row([revision], |row| Ok(DocumentName { name: row.get(0)?, digest: row.get(1)? }));
    Ok(name.optional()?)
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
        params![form.key, month.to_string(), number],
        |row| row.get(0),
    )?;
    Ok(id)
}

/// The digest of a file of a revision.
pub(super) fn document(
    connection: &Connection,
    form: &Form,
    month: Month,
    number: u32,
    name: &str,
) -> Result<Option<String>, Failure> {
    let digest = connection.query_row(
        "SELECT document.digest FROM document JOIN revision ON revision.id = document.revision
         JOIN report ON report.id = revision.report
         WHERE form = ?1 AND month = ?2 AND revision.number = ?3 AND name = ?4",
        params![form.key, month.to_string(), number, name],
        |row| row.get(0),
    );
    Ok(digest.optional()?)
}

/// The digest of everything a revision keeps.
pub(super) fn revision_digest(at: &str, person: &str, content: &str) -> String {
    sha256(format!("{at}\n{person}\n{content}").as_bytes())
}
