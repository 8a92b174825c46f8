//! Files beside the data file whose names say that they were made of it. Services that synchronise keep both of two versions
//! and rename one of them, each in its own way:
//!
//! - OneDrive adds the computer: `yuebao-DESKTOP-ABC.sqlite`;
//! - Dropbox and Nextcloud: `yuebao (… conflicted copy 2026-01-31).sqlite`;
//! - Google Drive, and whoever downloads a file twice: `yuebao (1).sqlite`;
//! - Syncthing: `yuebao.sync-conflict-20260131-120000-ABCDEFG.sqlite`;
//! - Chinese services: `yuebao(…的冲突副本1_2026-06-26 02-11-37).sqlite`, `yuebao-副本.sqlite`.
//!
//! What they have in common decides: the name of the data file, something after it, and the same ending. A hand that copies
//! the file in its folder leaves the same; the sentence says so.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// At most so many files of a folder are looked at: our own folder holds a handful.
const LOOKED_AT: usize = 10_000;

/// The names of such files beside a data file, sorted.
pub(super) fn beside(file: &Path) -> Vec<String> {
    let (Some(folder), Some(file)) = (file.parent(), file.file_name().and_then(OsStr::to_str)) else {
        return Vec::new();
    };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.take(LOOKED_AT).flatten().filter_map(|entry| {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        entry.file_name().into_string().ok().filter(|_| is_file)
    });
    let mut copies: Vec<String> = names.filter(|name| is_copy(name, file)).collect();
    copies.sort();
    copies
}

/// Whether a name is that of a copy of a file: its stem, something that is not merely a longer word, and its ending.
fn is_copy(name: &str, file: &str) -> bool {
    let Some((stem, ending)) = file.rsplit_once('.') else { return false };
    let between = name
        .strip_prefix(stem)
        .and_then(|rest| rest.strip_suffix(ending))
        .and_then(|rest| rest.strip_suffix('.'));
    between.and_then(|between| between.chars().next()).is_some_and(|first| !first.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_services_leave_beside_the_data_is_known_by_its_name() {
        for name in [
            "yuebao (1).sqlite",
            "yuebao 2.sqlite",
            "yuebao-DESKTOP-ABC.sqlite",
            "yuebao-冲突-2026.sqlite",
            "yuebao (王伟的冲突副本).sqlite",
            "yuebao(办公室的冲突副本1_2026-06-26 02-11-37).sqlite",
            "yuebao (Wang's conflicted copy 2026-01-31).sqlite",
            "yuebao.sync-conflict-20260131-120000-ABCDEFG.sqlite",
            "yuebao - 副本.sqlite",
            "yuebao冲突.sqlite",
        ] {
            assert!(is_copy(name, "yuebao.sqlite"), "{name}");
        }
    }

    #[test]
    fn the_data_itself_and_what_the_program_keeps_beside_it_are_no_copies() {
        for name in [
            "yuebao.sqlite",
            "yuebao.sqlite-wal",
            "yuebao.sqlite-shm",
            "yuebaonew.sqlite",
            "yuebao (1).txt",
            "月报备份_2022-03-20_0900_龙沙镇.sqlite",
            "collation.sqlite",
            "yuebao",
            "sqlite",
            "",
        ] {
            assert!(!is_copy(name, "yuebao.sqlite"), "{name}");
        }
        assert!(!is_copy("yuebao (1)", "yuebao"), "without an ending nothing is said");
    }

    #[test]
    fn folders_are_no_copies_and_a_folder_that_is_not_there_has_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("yuebao (1).sqlite")).unwrap();
        fs::File::create(folder.path().join("yuebao (2).sqlite")).unwrap();
        fs::File::create(folder.path().join("yuebao - 副本.sqlite")).unwrap();
        let file = folder.path().join("yuebao.sqlite");
        assert_eq!(beside(&file), ["yuebao (2).sqlite", "yuebao - 副本.sqlite"]);
        assert!(beside(&folder.path().join("没有").join("yuebao.sqlite")).is_empty());
    }
}
