//! Power cuts, and disks that cannot sync.
//!
//! `kill -9` leaves to the system what was written; a power cut takes what was not synced. The shim of `disk.c`
//! keeps what was synced. What was written after it may have got to the disk or not, each block by chance.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::Duration;

use yuebao::store::Side;

use crate::disk;
use crate::harness::{Office, Ran, copy, overwrite};
use crate::writer::{Chance, Writer, begun, is_sound};

const BLOCK: usize = 512;

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    const TRIALS: u64 = 120;
    let mut chance = Chance::new("power cut");
    let (mut acknowledged, mut number, mut torn) = (0, 1, 0);
    let (mut folder, mut before) = (begun(), BTreeMap::new());
    for _ in 0..TRIALS {
        let synced = tempfile::tempdir().unwrap();
        // What stands there at the start was synced long ago.
        copy(folder.path(), synced.path());
        let shim =
            [("LD_PRELOAD", OsString::from(disk::library())), ("SYNCED", OsString::from(synced.path()))];
        let writer = Writer::start(folder.path(), "1a,1b,4", number, &shim);
        chance.wait_up_to(Duration::from_millis(120));
        let killed = writer.kill();
        let after = tempfile::tempdir().unwrap();
        torn += power_returns(folder.path(), synced.path(), after.path(), &mut chance);
        is_sound(after.path());
        killed.is_all_there(after.path(), &mut before);
        acknowledged += killed.count();
        number = killed.last + 2;
        folder = after;
    }
    println!(
        "power cut: {TRIALS} trials, {acknowledged} acknowledged cells, {torn} blocks lost, no cell lost"
    );
    assert!(acknowledged > TRIALS / 4 && torn > 0);
}

/// Makes the folder that is there when the power is back, and counts the blocks that were lost.
fn power_returns(written: &Path, synced: &Path, after: &Path, chance: &mut Chance) -> usize {
    let mut lost = 0;
    for name in [Side::Reporting.file_name().to_owned(), format!("{}-wal", Side::Reporting.file_name())] {
        let Ok(written) = fs::read(written.join(&name)) else { continue };
        let synced = fs::read(synced.join(&name)).unwrap_or_default();
        let mut bytes = synced.clone();
        // A file may have grown without its blocks being there.
        let grown = chance.below(2) == 0;
        if grown && written.len() > bytes.len() {
            bytes.resize(written.len(), 0);
        }
        for (index, block) in written.chunks(BLOCK).enumerate() {
            let at = index * BLOCK;
            if bytes.get(at..at + block.len()) == Some(block) {
                continue;
            }
            if chance.below(2) == 0 && bytes.len() >= at + block.len() {
                bytes[at..at + block.len()].copy_from_slice(block);
            } else {
                lost += 1;
            }
        }
        overwrite(&after.join(&name), &bytes);
    }
    lost
}

/// Every command is run on a disk on which the first syncs succeed and the others fail.
#[test]
fn a_disk_that_cannot_sync_is_told_and_loses_nothing() {
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=1"]).done();
    office.run(["backup"]).done();
    let (mut saved, mut done, mut refused) = (1, 0, 0);
    for after in 0..12 {
        for number in [saved + 1, saved + 2] {
            let failing = |arguments: [&str; 3]| {
                let mut command = office.command(arguments);
                command.env("LD_PRELOAD", disk::library()).env("FAIL_AFTER", after.to_string());
                Ran::from(command.output().unwrap())
            };
            let ran = failing(["set", "2022-01", &format!("1a={number}")]);
            let found = office.figure("2022-01", "1a", "month").as_str().unwrap().parse::<u64>().unwrap();
            if ran.code == 0 {
                done += 1;
                assert_eq!(found, number, "it was acknowledged");
            } else {
                refused += 1;
                let sentence = ran.refused();
                assert!(sentence.contains("以前保存的都在"), "{sentence}");
                assert!(found == saved || found == number, "{saved} {number} {found}");
            }
            saved = found;
            for command in [
                ["backup", "--data", "data"],
                ["restore", "月报备份_2022-03-20_0900_龙沙镇.sqlite", "--json"],
            ] {
                let ran = failing(command);
                if ran.code != 0 {
                    refused += 1;
                    ran.refused();
                }
            }
            office.run(["set", "2022-01", &format!("1a={saved}")]).done();
            is_sound(office.data());
        }
    }
    println!("failing sync: {} trials, {done} cells acknowledged and there, {refused} refusals", 12 * 2 * 3);
    assert!(done > 0 && refused > 0);
}
