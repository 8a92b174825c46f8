//! What is looked at before anything in a data folder is opened: whether what stands there are files at all, and
//! whether the data was lost while its backups are still there. A file that is missing or empty would otherwise be
//! opened as a new one, and the officer be told that nothing was ever entered.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::copy::{COPIES_FOLDER, CopyMark, CopyName, names_in};
use super::database_files::{COMPANIONS, WAL, beside, has_content, refuse_strange};
use super::error::{Failure, Loss, StoreError};
use super::{LOCK_FILES, Side};

impl Side {
    /// The side whose data lies in a folder, or what was left of it: its file, SQLite's log or a backup.
    pub fn found_in(folder: &Path) -> Option<Self> {
        let is_there = |path: PathBuf| path.symlink_metadata().is_ok();
        let has_file = |side: &Self| {
            let file = side.file_in(folder);
            is_there(beside(&file, WAL)) || is_there(file)
        };
        let copies = || names_in(&folder.join(COPIES_FOLDER)).into_iter().map(|name| name.side).min();
        Self::BOTH.into_iter().find(has_file).or_else(copies)
    }
}

/// Refuses a data file in whose place, or beside which, something else stands, and one that was lost.
pub(super) fn check(file: &Path) -> Result<(), StoreError> {
    for ending in [""].into_iter().chain(COMPANIONS) {
        refuse_strange(&beside(file, ending))?;
    }
    for lock in LOCK_FILES {
        refuse_strange(&file.with_file_name(lock))?;
    }
    if has_content(file) {
        return Ok(());
    }
    let loss = if file.exists() { Loss::Empty } else { Loss::Missing };
    // SQLite deletes the log of an empty file, and with it the changes that may be in it.
    let log_is_left = has_content(&beside(file, WAL));
    refuse_if_lost(file, loss, log_is_left)
}

/// Refuses data in which nothing was ever entered while backups say otherwise: an earlier start may have put a new
/// file in the place of a lost one.
pub(super) fn check_opened(file: &Path, connection: &Connection) -> Result<(), Failure> {
    let entered: bool =
        connection.query_row("SELECT EXISTS (SELECT 1 FROM operation)", [], |row| row.get(0))?;
    if entered {
        return Ok(());
    }
    refuse_if_lost(file, Loss::Blank, false).map_err(Failure::Refused)
}

fn refuse_if_lost(file: &Path, loss: Loss, log_is_left: bool) -> Result<(), StoreError> {
    let backup = file.parent().and_then(newest_copy).map(|name| name.to_string());
    if backup.is_none() && !log_is_left {
        return Ok(());
    }
    Err(StoreError::Lost { file: file.to_owned(), loss, backup })
}

/// The newest copy beside the data. One that was set aside at a restore counts only if there is no other.
fn newest_copy(folder: &Path) -> Option<CopyName> {
    let names = names_in(&folder.join(COPIES_FOLDER));
    let plain = names.iter().filter(|name| name.mark == CopyMark::Plain).max();
    plain.or_else(|| names.iter().max()).cloned()
}
