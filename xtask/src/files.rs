//! Files and folders, with error messages for everything that can go wrong.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::shell;

fn told<T>(result: std::io::Result<T>, what: &str, path: &Path) -> Result<T, String> {
    result.map_err(|error| format!("无法{what} {}：{error}", path.display()))
}

pub(crate) fn make_folder(folder: &Path) -> Result<(), String> {
    told(fs::create_dir_all(folder), "建立", folder)
}

/// Creates an empty folder and deletes an existing one first.
pub(crate) fn fresh_folder(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        told(fs::remove_dir_all(folder), "清空", folder)?;
    }
    make_folder(folder)
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    told(fs::read_to_string(path), "读取", path)
}

#[expect(clippy::disallowed_methods, reason = "made anew by the next run, nobody's data")]
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    told(fs::write(path, bytes), "写", path)
}

/// Copies a file and creates its target folder.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if let Some(folder) = to.parent() {
        make_folder(folder)?;
    }
    told(fs::copy(from, to), "复制", from).map(drop)
}

/// The names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, String> {
    let entries = told(fs::read_dir(folder), "读取", folder)?;
    let mut names: Vec<String> =
        entries.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// A size in words.
#[expect(clippy::cast_precision_loss, reason = "a tenth of a megabyte is exact enough")]
pub(crate) fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_000_000.0)
}

/// The time of the last commit in seconds. Packages use it, so that the same commit gives the same package.
pub(crate) fn commit_time(top: &Path) -> Result<String, String> {
    let printed = shell::output(Command::new("git").current_dir(top).args(["log", "-1", "--format=%ct"]))?;
    Ok(String::from_utf8_lossy(&printed).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_megabytes() {
        assert_eq!(size(12_345_678), "12.3 MB");
    }
}
