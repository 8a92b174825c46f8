//! Where the data folder is.

use std::path::PathBuf;

use directories::ProjectDirs;

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
