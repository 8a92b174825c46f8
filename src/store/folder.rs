//! Where the data folder is, and whether the file in it is still the one that was opened.

use std::fs;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::FILE_NAME;

/// The environment variable that names another data folder.
const VARIABLE: &str = "YUEBAO_DATA";

/// The data folder: `YUEBAO_DATA` if set, else the platform's place for programs' data. It lies outside the
/// program's own folder, so that no uninstall takes it away. `None` where the system names no home.
pub fn default_folder() -> Option<PathBuf> {
    match std::env::var_os(VARIABLE) {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => ProjectDirs::from("", "", "yuebao").map(|folders| folders.data_local_dir().to_owned()),
    }
}

/// Which file was opened: what the system calls it, apart from its path. Where the system has no such thing
/// (Windows, which lets nobody take an open file away) that there is one is all that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity(Option<(u64, u64)>);

impl Identity {
    pub(super) fn of(folder: &Path) -> Self {
        Self(fs::metadata(folder.join(FILE_NAME)).ok().as_ref().map(number))
    }

    pub(super) fn is_still_at(&self, folder: &Path) -> bool {
        self.0.is_some() && Self::of(folder) == *self
    }
}

#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}
