//! A database on the disk: its file, what SQLite keeps beside it, and whether these are files at all and hold anything.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use crate::disk::{self, Kind};

/// The ending of SQLite's write-ahead log, which holds changes that are not in the main file yet.
pub(super) const WAL: &str = "-wal";

/// What SQLite keeps beside its file.
pub(super) const COMPANIONS: [&str; 3] = [WAL, "-shm", "-journal"];

/// What stands beside a database under its name with that ending.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Refuses what is no file: to open a pipe takes for ever.
pub(super) fn refuse_strange(path: &Path) -> Result<(), StoreError> {
    match disk::kind(path) {
        Ok(Some(Kind::Folder | Kind::Neither)) => Err(StoreError::NotAFile(path.to_owned())),
        Ok(Some(Kind::File) | None) | Err(_) => Ok(()),
    }
}

pub(super) fn has_content(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|metadata| metadata.len() > 0)
}
