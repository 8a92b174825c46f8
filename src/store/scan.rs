//! The scan of a report's sealed page: put in, taken out, read. Triggers refuse both once the report was sent.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::Place;
use super::change::Change;
use super::error::Failure;
use super::record::revision;
use crate::digest::sha256;
use crate::form::Form;
use crate::period::Month;
use crate::report::DocumentName;

/// Puts a scan in the place of the one before it, or takes that one out.
pub(super) fn attach(
    connection: &Connection,
    form: &Form,
    (month, number): (Month, u32),
    scan: Option<(String, Vec<u8>)>,
) -> Result<Vec<Change>, Failure> {
    let revision = revision(connection, form, month, number)?;
    let scan = scan.map(|(name, bytes)| (DocumentName { name, digest: sha256(&bytes) }, bytes));
    let said = |scan: &DocumentName| format!("{} {}", scan.digest, scan.name);
    let before = of_revision(connection, revision)?.as_ref().map(said);
    let after = scan.as_ref().map(|(scan, _)| said(scan));
    if before == after {
        return Ok(Vec::new());
    }
    connection.execute("DELETE FROM scan WHERE revision = ?1", [revision])?;
    if let Some((DocumentName { name, digest }, bytes)) = scan {
        connection.execute(
            "INSERT INTO scan (revision, name, bytes, digest) VALUES (?1, ?2, ?3, ?4)",
            params![revision, name, bytes, digest],
        )?;
    }
    Ok(vec![Change { place: Place::Scan(month, number), before, after }])
}

/// The name of the scan of a revision.
pub(super) fn of_revision(connection: &Connection, revision: i64) -> Result<Option<DocumentName>, Failure> {
    let mut query = connection.prepare_cached("SELECT name, digest FROM scan WHERE revision = ?1")?;
    let name = query.query_row([revision], |row| Ok(DocumentName { name: row.get(0)?, digest: row.get(1)? }));
    Ok(name.optional()?)
}

/// The scan of a revision, byte for byte.
pub(super) fn bytes(
    connection: &Connection,
    form: &Form,
    month: Month,
    number: u32,
) -> Result<Option<Vec<u8>>, Failure> {
    let bytes = connection.query_row(
        "SELECT bytes FROM scan JOIN revision ON revision.id = scan.revision
         JOIN report ON report.id = revision.report
         WHERE form = ?1 AND month = ?2 AND number = ?3",
        params![form.id, month.to_string(), number],
        |row| row.get(0),
    );
    Ok(bytes.optional()?)
}

/// Whether every scan still has the digest it was kept with.
pub(super) fn are_whole(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let mut scans = connection.prepare("SELECT digest, bytes FROM scan")?;
    let mut rows = scans.query([])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, String>(0)? != sha256(row.get_ref(1)?.as_blob()?) {
            return Ok(false);
        }
    }
    Ok(true)
}
