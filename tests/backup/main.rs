//! Backups, restoring, handing over, and the doctor, through the real program.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation should stop at once"
)]
#![allow(clippy::disallowed_methods, reason = "folders are moved about as a hand would")]

mod backups;
mod doctor;
#[path = "../harness/files.rs"]
mod files;
mod handover;
#[path = "../harness/mod.rs"]
mod harness;
mod restore;

use std::path::{Path, PathBuf};

use harness::Office;

/// An office with two months.
fn filled() -> Office {
    let office = Office::begun();
    office.run(["opening", "1a=100"]).done();
    office.run(["set", "2022-01", "1a=120", "2a=3.5"]).done();
    office.run(["set", "2022-02", "1a=7"]).done();
    office
}

/// Runs a command at another moment.
fn at<const COUNT: usize>(office: &Office, now: &str, arguments: [&str; COUNT]) -> harness::Ran {
    harness::Ran::from(office.command(arguments).env("YUEBAO_NOW", now).output().unwrap())
}

/// The names of the backups in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn backups(office: &Office) -> PathBuf {
    office.data().join("backups")
}
