//! The scan of a report's sealed page: adding, removing and reading it. Triggers refuse changes once the
//! report was sent.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::Failure;
use super::revisions::{revision, scan as scan_name};
use super::{Change, Place, Store, StoreError};
use crate::digest::sha256;
use crate::notice::Form;
use crate::period::Month;
use crate::report::DocumentName;

/// Sets, replaces or removes the scan.
pub(super) fn attach(
    connection: &Connection,
    form: &Form,
    (month, number): (Month, u32),
    scan: Option<(String, Vec<u8>)>,
) -> Result<Vec<Change>, Failure> {
    let revision = revision(connection, form, month, number)?;
    let scan = scan.map(|(name, bytes)| (DocumentName { name, digest: sha256(&bytes) }, bytes));
    let said = |scan: &DocumentName| format!("{} {}", scan.digest, scan.name);
    let before = scan_name(connection, revision)?.as_ref().map(said);
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

impl Store {
    /// The bytes of the scan of a revision's sealed page; `None` if there is none.
    pub fn scan(&self, month: Month, revision: u32) -> Result<Option<Vec<u8>>, StoreError> {
        bytes(&self.connection, self.form, month, revision).map_err(|failure| self.explain(failure))
    }
}

fn bytes(
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

/// Whether every scan still matches its digest.
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
