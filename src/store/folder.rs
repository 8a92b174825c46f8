//! The place of the data folder, and a check whether its file is still the one that was opened.

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The environment variable that sets another data folder.
const VARIABLE: &str = "YUEBAO_DATA";

/// A file next to the program that marks a portable version, which was unpacked and not installed.
const MARKER: &str = "portable.txt";

/// The data folder: `YUEBAO_DATA` if set, else a folder next to a portable program, else the platform's place
/// for application data, which is outside the program's own folder so that an uninstall keeps the data.
/// `None` if the system has no home folder.
pub fn default_folder() -> Option<PathBuf> {
    match std::env::var_os(VARIABLE) {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => portable_folder("data").or_else(|| {
            ProjectDirs::from("", "", "yuebao").map(|folders| folders.data_local_dir().to_owned())
        }),
    }
}

/// A folder next to the program if it is the portable version, for example on a stick.
pub fn portable_folder(name: &str) -> Option<PathBuf> {
    if_portable(&std::env::current_exe().ok()?, name)
}

fn if_portable(program: &Path, name: &str) -> Option<PathBuf> {
    program.with_file_name(MARKER).is_file().then(|| program.with_file_name(name))
}

/// Identifies the opened file independently of its path. Windows offers no such identity, but does not let an
/// open file be removed either; there the canonical path is used.
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

    pub(super) fn is_still_at(&self, file: &Path) -> bool {
        self.0.is_some() && Self::of(file) == *self
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portable_program_keeps_its_data_beside_itself_and_any_other_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("yuebao.exe");
        assert_eq!(if_portable(&program, "data"), None);
        std::fs::File::create(folder.path().join(MARKER)).unwrap();
        assert_eq!(if_portable(&program, "data"), Some(folder.path().join("data")));
    }
}
