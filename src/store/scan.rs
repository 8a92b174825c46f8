//! The scan of a report's sealed page: adding, removing and reading it. Triggers refuse changes once the
//! report was sent.

use rusqlite::{Connection, params};

use super::error::Failure;
use super::kept_files::KeptFiles;
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
    files: &KeptFiles,
    (month, number): (Month, u32),
    scan: Option<(String, Vec<u8>)>,
) -> Result<Vec<Change>, Failure> {
    let revision = revision(connection, form, month, number)?;
    let scan = scan.map(|(name, bytes)| (DocumentName { name, digest: sha256(&bytes) }, bytes));
    // Even where nothing changes: what was kept of the same scan may be damaged.
    if let Some((DocumentName { digest, .. }, bytes)) = &scan {
        files.keep(digest, bytes)?;
    }
    let said = |scan: &DocumentName| format!("{} {}", scan.digest, scan.name);
    let before = scan_name(connection, revision)?.as_ref().map(said);
    let after = scan.as_ref().map(|(scan, _)| said(scan));
    if before == after {
        return Ok(Vec::new());
    }
    connection.execute("DELETE FROM scan WHERE revision = ?1", [revision])?;
    if let Some((DocumentName { name, digest }, _)) = scan {
        connection.execute(
            "INSERT INTO scan (revision, name, digest) VALUES (?1, ?2, ?3)",
            params![revision, name, digest],
        )?;
    }
    Ok(vec![Change { place: Place::Scan(month, number), before, after }])
}

/// The digest of the scan that a change took out or put another in the place of.
pub(super) fn replaced(change: &Change) -> Option<String> {
    let Place::Scan(..) = change.place else { return None };
    Some(change.before.as_deref()?.split_once(' ')?.0.to_owned())
}

impl Store {
    /// The bytes of the scan of a revision's sealed page; `None` if there is none.
    pub fn scan(&self, month: Month, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let scan = revision(&self.connection, &self.notices.form, month, number)
            .and_then(|revision| scan_name(&self.connection, revision))
            .map_err(|failure| self.explain(failure))?;
        scan.map(|DocumentName { name, digest }| self.kept(month, &name, &digest)).transpose()
    }
}
