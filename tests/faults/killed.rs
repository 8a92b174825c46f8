//! Programs killed with `kill -9` at random moments: while cells are saved, backed up, restored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use yuebao::session::{Session, restore_folder};
use yuebao::store::copy_is_sound;

use crate::harness::{Office, now, overwrite};
use crate::writer::{Chance, Writer, begun, is_sound};

const NOTHING_MORE: &[(&str, &str)] = &[];

#[test]
fn a_killed_writer_loses_nothing_it_acknowledged() {
    const TRIALS: u64 = 300;
    let mut chance = Chance::new("kill -9");
    let longest = Writer::pace() * 3;
    let (mut acknowledged, mut number) = (0, 1);
    let (mut folder, mut before) = (begun(), BTreeMap::new());
    for trial in 0..TRIALS {
        if trial % 50 == 0 {
            (folder, before) = (begun(), BTreeMap::new());
        }
        let writer = Writer::start(folder.path(), "1a,1b,4,9,18", number, NOTHING_MORE);
        chance.wait_up_to(longest);
        let killed = writer.kill();
        is_sound(folder.path());
        killed.is_all_there(folder.path(), &mut before);
        acknowledged += killed.count();
        number = killed.last + 2;
    }
    println!("kill -9: {TRIALS} trials, {acknowledged} acknowledged cells, none lost");
    assert!(acknowledged > TRIALS, "most were killed before they had saved anything");
}

#[test]
fn two_killed_writers_lose_nothing_they_acknowledged() {
    const TRIALS: u64 = 40;
    let mut chance = Chance::new("two writers");
    let folder = begun();
    let mut acknowledged = 0;
    let mut both = [("1a,1b", 1, BTreeMap::new()), ("4,9", 1, BTreeMap::new())];
    for _ in 0..TRIALS {
        let [first, second] =
            [0, 1].map(|one| Writer::start(folder.path(), both[one].0, both[one].1, NOTHING_MORE));
        chance.wait_up_to(Duration::from_millis(150));
        let first = first.kill();
        chance.wait_up_to(Duration::from_millis(20));
        let killed = [first, second.kill()];
        is_sound(folder.path());
        for (killed, (_, number, before)) in killed.into_iter().zip(&mut both) {
            killed.is_all_there(folder.path(), before);
            acknowledged += killed.count();
            *number = killed.last + 2;
        }
    }
    println!("two writers: {TRIALS} trials, {acknowledged} acknowledged cells, none lost");
    assert!(acknowledged > TRIALS);
}

#[test]
fn killed_while_backing_up_and_restoring() {
    const TRIALS: u64 = 40;
    let mut chance = Chance::new("backup and restore");
    let (folder, mut before) = (begun(), BTreeMap::new());
    let (mut acknowledged, mut number, mut copies) = (0, 1, 0);
    for _ in 0..TRIALS {
        let writer = Writer::start(folder.path(), "1a,4", number, &[("FAULTS_RESTORING", "yes")]);
        chance.wait_up_to(Duration::from_millis(200));
        let killed = writer.kill();
        is_sound(folder.path());
        killed.is_all_there(folder.path(), &mut before);
        acknowledged += killed.count();
        number = killed.last + 2;
        for backup in Session::open(folder.path()).unwrap().backups().list().unwrap() {
            copies += 1;
            assert!(
                copy_is_sound(backup.path.as_ref()).unwrap(),
                "{} has its name and is not whole",
                backup.name
            );
        }
    }
    println!(
        "backup and restore: {TRIALS} trials, {acknowledged} acknowledged cells, {copies} backups looked at"
    );
    assert!(acknowledged > 0 && copies > 0);
}

/// Restores while another program goes on writing: what it was told is saved is in the data, or in what was set
/// aside.
#[test]
fn a_restore_beside_a_writer_loses_nothing_it_acknowledged() {
    const TRIALS: u64 = 8;
    /// As many as are kept.
    const RESTORES: u64 = 9;
    let mut chance = Chance::new("restore beside a writer");
    let mut acknowledged = 0;
    for _ in 0..TRIALS {
        let folder = begun();
        let mut session = Session::open(folder.path()).unwrap();
        session.backups().apart().unwrap().back_up(now()).unwrap();
        let backup = session.backups().list().unwrap().remove(0);
        let writer = Writer::start(folder.path(), "1a,4", 1, NOTHING_MORE);
        for _ in 0..RESTORES {
            chance.wait_up_to(Duration::from_millis(40));
            session.backups_mut().restore(now(), backup.path.as_ref()).unwrap();
        }
        let killed = writer.kill();
        acknowledged += killed.count();
        let mut found = written(&folder.path().join("yuebao.sqlite"));
        for copy in session.backups().list().unwrap() {
            found.extend(written(copy.path.as_ref()));
        }
        let lost: Vec<u64> = (killed.first..=killed.last).filter(|number| !found.contains(number)).collect();
        assert!(lost.is_empty(), "{lost:?} of {killed:?} are nowhere");
    }
    println!(
        "restore beside a writer: {} restores, {acknowledged} acknowledged cells, none lost",
        TRIALS * RESTORES
    );
    assert!(acknowledged > TRIALS);
}

/// Every number that the log of a file knows.
fn written(file: &Path) -> BTreeSet<u64> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut query = connection.prepare("SELECT after FROM change WHERE place = 'entry'").unwrap();
    let texts: Vec<String> = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn killed_while_replacing_a_damaged_file() {
    const TRIALS: usize = 60;
    let mut chance = Chance::new("rescue");
    let office = Office::begun();
    office.run(["set", "2022-01", "1a=120"]).done();
    office.run(["backup"]).done();
    let right = office.shown("2022-01");
    let backup = Session::open(office.data()).unwrap().backups().list().unwrap().remove(0);
    let (mut unfinished, mut kept) = (0, 0);
    for trial in 0..TRIALS {
        let damaged = format!("damaged in trial {trial}");
        overwrite(&office.file(), damaged.as_bytes());
        let mut child = office
            .command(["restore", &backup.path])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        chance.wait_up_to(Duration::from_millis(150));
        child.kill().unwrap();
        child.wait().unwrap();
        let in_place = fs::read(office.file()).unwrap() == damaged.as_bytes();
        let aside = fs::read_dir(office.data()).unwrap().flatten().any(|folder| {
            fs::read(folder.path().join("yuebao.sqlite")).is_ok_and(|bytes| bytes == damaged.as_bytes())
        });
        assert!(in_place || aside, "the damaged file is gone");
        unfinished += usize::from(in_place);
        kept += usize::from(aside);
        if in_place {
            restore_folder(office.data(), now(), backup.path.as_ref()).unwrap();
        }
        assert_eq!(office.shown("2022-01"), right);
        is_sound(office.data());
    }
    overwrite(&office.file(), b"damaged once more");
    restore_folder(office.data(), now(), backup.path.as_ref()).unwrap();
    let files = fs::read_dir(office.data()).unwrap().flatten().map(|file| file.path());
    let left = files.filter(|file| file.extension().is_some_and(|ending| ending == "part"));
    assert_eq!(left.count(), 0, "what the killed ones left behind");
    println!(
        "rescue: {TRIALS} trials, {unfinished} had to be done again, {kept} had kept the damaged file aside"
    );
    assert!(unfinished > 0 && kept > 0);
}
