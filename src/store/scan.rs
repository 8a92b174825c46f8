//! The scan of a report's sealed page: put in, taken out, read. Triggers refuse both once the report was sent.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::Place;
use super::change::Change;
use super::error::{Failure, StoreError};
use super::read::parsed;
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

/// The scan of a revision, byte for byte. Refused where it is no longer what was put in: no start looks at it.
pub(super) fn bytes(
    connection: &Connection,
    form: &Form,
    month: Month,
    number: u32,
) -> Result<Option<Vec<u8>>, Failure> {
    let scan: Option<(Vec<u8>, String)> = connection
        .query_row(
            "SELECT scan.bytes, scan.digest FROM scan JOIN revision ON revision.id = scan.revision
             JOIN report ON report.id = revision.report
             WHERE form = ?1 AND month = ?2 AND number = ?3",
            params![form.id, month.to_string(), number],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match scan {
        Some((bytes, digest)) if sha256(&bytes) != digest => {
            Err(Failure::Refused(StoreError::DamagedScan(month.name())))
        }
        scan => Ok(scan.map(|(bytes, _)| bytes)),
    }
}

/// The months with a scan that no longer has the digest it was kept with, in order.
pub(super) fn damaged(connection: &Connection) -> Result<Vec<Month>, Failure> {
    let mut scans = connection.prepare(
        "SELECT month, scan.digest, scan.bytes FROM scan JOIN revision ON revision.id = scan.revision
         JOIN report ON report.id = revision.report ORDER BY month, number",
    )?;
    let mut rows = scans.query([])?;
    let mut months = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, String>(1)? != sha256(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?) {
            months.push(parsed(&row.get::<_, String>(0)?)?);
        }
    }
    months.dedup();
    Ok(months)
}
