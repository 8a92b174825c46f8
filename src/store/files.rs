//! The kept files that a database names: using one, looking for all of them, mending and copying them, and letting go of
//! one that no record names any more. How they lie on the disk is for [`super::kept_files`].

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rusqlite::{Connection, params};

use super::error::Failure;
use super::kept_files::{FILES_FOLDER, FoundFiles, KeptFile, KeptFiles, LostFile, is_digest};
use super::operation::Stopped;
use super::text::parsed;
use super::{Store, StoreError, schema};
use crate::digest::sha256;
use crate::period::Month;

/// Every file that the records name; none where the tables are of a version that held the bytes itself.
pub(super) fn named(connection: &Connection) -> Result<Vec<KeptFile>, Failure> {
    let schema = schema::schema(connection)?;
    let mut files = Vec::new();
    if schema >= schema::FILES_BESIDE {
        of_reports(connection, &mut files)?;
    }
    if schema >= schema::SCANS_BESIDE {
        received(connection, &mut files)?;
    }
    Ok(files)
}

fn received(connection: &Connection, files: &mut Vec<KeptFile>) -> Result<(), Failure> {
    let mut query =
        connection.prepare_cached("SELECT name, sha256 FROM receipt WHERE bytes IS NULL ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        files.push(KeptFile { month: None, name: row.get(0)?, digest: row.get(1)? });
    }
    Ok(())
}

fn of_reports(connection: &Connection, files: &mut Vec<KeptFile>) -> Result<(), Failure> {
    let mut query = connection.prepare_cached(
        "WITH kept (revision, name, digest) AS (
             SELECT revision, name, digest FROM document UNION ALL SELECT revision, name, digest FROM scan)
         SELECT month, name, kept.digest FROM kept
         JOIN revision ON revision.id = kept.revision JOIN report ON report.id = revision.report
         ORDER BY month, number, name",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        files.push(KeptFile {
            month: Some(parsed(&row.get::<_, String>(0)?)?),
            name: row.get(1)?,
            digest: row.get(2)?,
        });
    }
    Ok(())
}

impl Store {
    /// The bytes of a kept file.
    pub(super) fn kept(&self, month: Month, name: &str, digest: &str) -> Result<Vec<u8>, StoreError> {
        self.files.bytes(digest).map_err(|loss| StoreError::FileLost {
            month: month.name(),
            name: name.to_owned(),
            loss: loss.words(),
        })
    }

    /// Puts a file that the records name in its place again if it is damaged or missing there.
    pub fn keep_again(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.files.keep(&sha256(bytes), bytes).map_err(|error| self.explain(error.into()))
    }

    /// Looks for every kept file and checks it.
    pub fn find_files(&self) -> Result<FoundFiles, StoreError> {
        let files = named(&self.connection).map_err(|failure| self.explain(failure))?;
        Ok(self.files.look_for(files))
    }

    /// Brings back files that are damaged or missing from a folder of copies that has them.
    pub fn mend_files(&self, folder: &Path) -> Result<(), StoreError> {
        let mend = || -> Result<(), Failure> {
            let files = named(&self.connection)?;
            self.files.take_from(&KeptFiles::in_folder(folder), &files)?;
            Ok(())
        };
        mend().map_err(|failure| self.explain(failure))
    }

    /// Puts the kept files into a folder of copies, where they lie once for all copies. Returns those that are lost.
    pub fn copy_files_to(&self, folder: &Path) -> Result<Vec<LostFile>, StoreError> {
        named(&self.connection)
            .and_then(|files| Ok(KeptFiles::in_folder(folder).take_from(&self.files, &files)?))
            .map_err(|failure| StoreError::from_failure_of(&folder.join(FILES_FOLDER), failure))
    }

    /// Removes a file that no record names any more. One that cannot be removed stays, and does no harm.
    pub(super) fn drop_file(&mut self, digest: &str) {
        let files = self.files.clone();
        let unnamed = self.in_transaction(|transaction, _| -> Result<(), Stopped<StoreError>> {
            let named = transaction.query_row(
                "SELECT EXISTS (SELECT 1 FROM document WHERE digest = ?1) OR EXISTS (SELECT 1 FROM scan WHERE digest = ?1)
                 OR EXISTS (SELECT 1 FROM receipt WHERE sha256 = ?1 AND bytes IS NULL)",
                params![digest],
                |row| row.get::<_, bool>(0),
            ).map_err(Failure::from)?;
            if !named {
                files.remove(digest).map_err(Failure::from)?;
            }
            Ok(())
        });
        drop(unnamed);
    }
}

/// The files that copies in one folder name and that are damaged or missing beside them. A copy that cannot be read names
/// none here.
pub fn lost_beside(folder: &Path, copies: &[PathBuf]) -> Vec<LostFile> {
    let named = copies.iter().flat_map(|copy| named_in(copy).unwrap_or_default());
    KeptFiles::in_folder(folder).look_for(named.collect()).lost
}

/// The kept files in a folder of copies that no database in it names, whatever that is called: a copy may have been
/// renamed, and another program may have its data there.
///
/// # Errors
/// A database that cannot be read: nobody knows which files it needs.
pub fn unnamed_beside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut named = HashSet::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        if path.is_dir() {
            continue;
        }
        match named_in(&path) {
            Ok(files) => named.extend(files.into_iter().map(|file| file.digest)),
            Err(StoreError::Foreign(_)) => {}
            Err(error) => return Err(io::Error::other(error)),
        }
    }
    let files = fs::read_dir(folder.join(FILES_FOLDER)).into_iter().flatten().flatten();
    let is_unnamed = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        is_digest(&name) && !named.contains(&*name)
    };
    Ok(files.map(|file| file.path()).filter(is_unnamed).collect())
}

fn named_in(copy: &Path) -> Result<Vec<KeptFile>, StoreError> {
    schema::open_copy(copy)
        .and_then(|connection| named(&connection))
        .map_err(|failure| StoreError::from_failure_of(copy, failure))
}
