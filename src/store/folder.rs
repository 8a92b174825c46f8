//! Where the data folder is, and whether the file in it is still the one that was opened.

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// How the file in the data folder is called.
pub const FILE_NAME: &str = "yuebao.sqlite";

/// The environment variable that names another data folder.
const VARIABLE: &str = "YUEBAO_DATA";

/// The file beside the program that makes it a portable one: it was unpacked, not installed.
const MARKER: &str = "portable.txt";

/// The data folder: `YUEBAO_DATA` if set, else beside a portable program, else the platform's place for programs'
/// data. That one lies outside the program's own folder, so that no uninstall takes it away. `None` where the system
/// names no home.
pub fn default_folder() -> Option<PathBuf> {
    match std::env::var_os(VARIABLE) {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => portable_folder("data").or_else(|| {
            ProjectDirs::from("", "", "yuebao").map(|folders| folders.data_local_dir().to_owned())
        }),
    }
}

/// A folder of that name beside the program, if it is a portable one: on a stick, say.
pub fn portable_folder(name: &str) -> Option<PathBuf> {
    if_portable(&std::env::current_exe().ok()?, name)
}

fn if_portable(program: &Path, name: &str) -> Option<PathBuf> {
    program.with_file_name(MARKER).is_file().then(|| program.with_file_name(name))
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
