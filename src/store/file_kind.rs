//! Whether what stands at a path is a file, before it is opened, and whether anything is in it.

use std::path::Path;

use super::error::StoreError;
use crate::disk::{self, Kind};

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
