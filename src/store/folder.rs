//! Where the data folder is, and whether the file in it is still the one that was opened.

use std::io;
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

/// Which file was opened: what the system calls it, apart from its path. Windows, which lets nobody take an open
/// file away, tells no such thing; there it is the path without detours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity(Option<Known>);

#[cfg(unix)]
type Known = (u64, u64);
#[cfg(not(unix))]
type Known = PathBuf;

impl Identity {
    pub(super) fn of(file: &Path) -> Self {
        Self(known(file).ok())
    }

    pub(super) fn is_still_at(&self, folder: &Path) -> bool {
        self.0.is_some() && Self::of(&folder.join(FILE_NAME)) == *self
    }
}

#[cfg(unix)]
fn known(file: &Path) -> io::Result<Known> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(file).map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn known(file: &Path) -> io::Result<Known> {
    file.canonicalize()
}
