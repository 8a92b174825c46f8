//! Disks that are full or read-only, each mounted for the one test in a namespace of its own.
//!
//! The test starts itself again as a child inside the namespace; where the system allows no namespaces (some
//! containers) the test says so and passes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;

use yuebao::output::{OutputError, write_file};

const FOLDER: &str = "YUEBAO_TEST_FOLDER";

/// Runs an ignored test of this file with a small disk mounted as its folder; `prepare` is shell.
fn on_a_small_disk(prepare: &str, test: &str) {
    let folder = tempfile::tempdir().unwrap();
    let namespace = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-ec", script]).env(FOLDER, folder.path());
        command
    };
    let mount = format!("mount -t tmpfs -o size=64k tmpfs \"${FOLDER}\"");
    if !namespace(&mount).output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no namespaces here");
        return;
    }
    let script = format!("{mount}\n{prepare}\nexec \"$0\" --exact {test} --ignored");
    let output = namespace(&script).arg(std::env::current_exe().unwrap()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

fn folder() -> PathBuf {
    PathBuf::from(std::env::var_os(FOLDER).unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn on_a_full_disk_the_old_file_stays_and_nothing_else() {
    on_a_small_disk("printf old > \"$YUEBAO_TEST_FOLDER\"/月报.xlsx", "child_on_a_full_disk");
}

#[test]
#[ignore = "started by on_a_full_disk_the_old_file_stays_and_nothing_else"]
fn child_on_a_full_disk() {
    let path = folder().join("月报.xlsx");
    let error = write_file(&path, &vec![1; 1_000_000]).unwrap_err();
    assert!(matches!(error, OutputError::DiskFull(_)), "{error:?}");
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    assert_eq!(names(&folder()), ["月报.xlsx"]);
    write_file(&path, &[1; 1000]).unwrap();
}

#[test]
fn on_a_read_only_disk_the_folder_is_named() {
    on_a_small_disk("mount -o remount,ro \"$YUEBAO_TEST_FOLDER\"", "child_on_a_read_only_disk");
}

#[test]
#[ignore = "started by on_a_read_only_disk_the_folder_is_named"]
fn child_on_a_read_only_disk() {
    let error = write_file(&folder().join("月报.xlsx"), b"x").unwrap_err();
    assert!(matches!(&error, OutputError::FolderNotWritable(named) if *named == folder()), "{error:?}");
}

#[test]
fn a_file_held_by_the_system_is_told_as_in_use() {
    let prepare = "f=\"$YUEBAO_TEST_FOLDER\"/月报.xlsx; printf old > \"$f\"; mount --bind \"$f\" \"$f\"";
    on_a_small_disk(prepare, "child_a_file_in_use");
}

#[test]
#[ignore = "started by a_file_held_by_the_system_is_told_as_in_use"]
fn child_a_file_in_use() {
    let error = write_file(&folder().join("月报.xlsx"), b"new").unwrap_err();
    assert!(matches!(error, OutputError::TargetInUse(_)), "{error:?}");
    assert_eq!(names(&folder()), ["月报.xlsx"]);
}
