//! Backups: where they go, when they are written, and what becomes of the old ones.

use std::fs;
use std::path::Path;

use crate::harness::{self, Office, Ran, contents, month, now, overwrite, texts};
use crate::{at, backups, filled, names};

const FIRST: &str = "月报备份_2022-03-20_0900_龙沙镇.sqlite";

#[test]
fn a_backup_is_written_once_for_each_state() {
    let office = filled();
    assert!(office.run(["backup"]).done().starts_with("已备份："));
    assert!(at(&office, "2022-03-21T10:30:00+08:00", ["backup"]).done().starts_with("没有变化，已有备份："));
    assert_eq!(names(&backups(&office)), [FIRST]);

    office.run(["set", "2022-02", "1b=1"]).done();
    let told = at(&office, "2022-03-21T10:30:00+08:00", ["backup", "--json"]).json();
    assert_eq!(told["places"][0]["state"], "written");
    assert_eq!(names(&backups(&office)), [FIRST, "月报备份_2022-03-21_1030_龙沙镇.sqlite"]);
}

#[test]
fn two_states_in_one_minute_are_two_files() {
    let office = filled();
    office.run(["backup"]).done();
    office.run(["set", "2022-02", "1b=1"]).done();
    office.run(["backup"]).done();
    assert_eq!(names(&backups(&office)), [FIRST, "月报备份_2022-03-20_0900_龙沙镇（2）.sqlite"]);
    let listed = office.session().backups().list().unwrap();
    let made: Vec<&str> = listed.iter().map(|backup| backup.made.as_str()).collect();
    assert_eq!(made, ["2022年3月20日 09:00（第 2 份）", "2022年3月20日 09:00"], "a list tells them apart");
}

#[test]
fn a_backup_is_a_whole_data_file_that_needs_nothing_beside_it() {
    let office = filled();
    office.run(["backup"]).done();
    let other = Office::new();
    fs::create_dir(other.data()).unwrap();
    fs::copy(backups(&office).join(FIRST), other.file()).unwrap();
    assert_eq!(other.shown("2022-02"), office.shown("2022-02"));
}

#[test]
fn a_damaged_backup_does_not_count_as_one() {
    let office = filled();
    office.run(["backup"]).done();
    let backup = backups(&office).join(FIRST);
    let mut bytes = fs::read(&backup).unwrap();
    let last = bytes.len() - 4096;
    bytes[last..].fill(0xff);
    overwrite(&backup, &bytes);
    assert!(office.run(["backup"]).done().starts_with("已备份："));
    assert_eq!(names(&backups(&office)).len(), 2);
}

#[test]
fn nothing_entered_is_nothing_to_back_up() {
    let office = Office::new();
    assert!(office.run(["backup"]).refused().contains("还没有登记填报单位"));
    assert_eq!(office.run(["restore"]).done(), "还没有备份\n");
    assert!(!backups(&office).exists());
}

fn with_second_place(office: &Office) -> std::path::PathBuf {
    let stick = office.home().join("U盘");
    fs::create_dir(&stick).unwrap();
    office.session().backups().set_backup_folder(Some(&stick)).unwrap();
    stick
}

#[test]
fn the_second_place_gets_the_same_and_catches_up() {
    let office = filled();
    let stick = with_second_place(&office);
    office.run(["backup"]).done();
    assert_eq!(names(&stick), [FIRST]);

    let elsewhere = office.home().join("在别人手里");
    fs::rename(&stick, &elsewhere).unwrap();
    office.run(["set", "2022-02", "1b=1"]).done();
    let ran = at(&office, "2022-03-21T09:00:00+08:00", ["backup"]);
    assert_eq!(ran.code, 0, "the place beside the data has it");
    assert!(
        ran.remark.contains("现在不在（U 盘没插，或磁盘没接上），这次没有备份到那里，数据都在"),
        "{}",
        ran.remark
    );
    assert!(!stick.exists(), "a mount point is not made behind the officer's back");

    fs::rename(&elsewhere, &stick).unwrap();
    at(&office, "2022-03-22T09:00:00+08:00", ["backup"]).done();
    assert_eq!(names(&stick), [FIRST, "月报备份_2022-03-22_0900_龙沙镇.sqlite"]);
    assert_eq!(names(&backups(&office)).len(), 2, "it had that state already");
}

#[test]
fn the_second_place_is_elsewhere() {
    let office = filled();
    let session = office.session();
    let inside = office.data().join("backups");
    fs::create_dir_all(&inside).unwrap();
    for place in [office.data(), &inside] {
        let told = session.backups().set_backup_folder(Some(place)).unwrap_err().to_string();
        assert!(told.contains("它和数据在同一个文件夹里"), "{told}");
    }
    let told = session.backups().set_backup_folder(Some(Path::new("/没有这个盘"))).unwrap_err().to_string();
    assert!(told.contains("现在不在"), "{told}");
    assert_eq!(session.backups().backup_folder().unwrap(), None);
    with_second_place(&office);
    session.backups().set_backup_folder(None).unwrap();
    assert_eq!(session.backups().backup_folder().unwrap(), None);
}

#[test]
fn two_units_share_a_stick_and_leave_each_other_alone() {
    let stick = tempfile::tempdir().unwrap();
    let place = stick.path().to_str().unwrap();
    let (first, second) = (filled(), filled());
    second.run(["unit", "--name", "白羊镇"]).done();
    second.run(["backup", "--to", place]).done();
    for number in 0..30 {
        first.run(["set", "2022-02", &format!("1a={number}")]).done();
        first.run(["backup", "--to", place]).done();
    }
    let names = names(stick.path());
    assert_eq!(names.iter().filter(|name| name.contains("白羊镇")).count(), 1);
    assert_eq!(names.iter().filter(|name| name.contains("龙沙镇")).count(), 10, "thinned out: {names:?}");
}

/// The session types on while the backup runs on another thread, and each copy is one state of those there were.
#[test]
fn typing_goes_on_meanwhile() {
    let office = filled();
    let mut session = office.session();
    for number in 1..=12 {
        let apart = session.backups().apart().unwrap();
        let backing_up = std::thread::spawn(move || apart.back_up_quietly(now()));
        for figure in ["1a", "1b"] {
            session
                .reports_mut()
                .set_amounts(now(), month("2022-03"), texts(&format!("{figure}={number}")))
                .unwrap();
        }
        assert_eq!(backing_up.join().unwrap(), None);
    }
    assert!(!names(&backups(&office)).is_empty());
    for name in names(&backups(&office)) {
        let looked = session.backups().look(&backups(&office).join(&name)).unwrap();
        let shown = looked.reports().sheet(month("2022-03")).unwrap();
        let number = |id| shown.cell(harness::id(id)).unwrap().month.text().parse().unwrap_or(0);
        let (a, b): (i32, i32) = (number("1a"), number("1b"));
        assert!(a == b || a == b + 1, "{name}: {a} {b}");
    }
}

#[test]
fn a_quiet_backup_warns_and_never_stops() {
    let office = filled();
    let stick = with_second_place(&office);
    fs::remove_dir(&stick).unwrap();
    let session = office.session();
    assert!(session.backups().apart().unwrap().back_up_quietly(now()).unwrap().contains("现在不在"));
    assert_eq!(names(&backups(&office)), [FIRST]);

    overwrite(&office.home().join("file"), b"");
    let fresh = Office::new();
    let nothing_yet = fresh.session().backups().apart().unwrap_err();
    assert_eq!(nothing_yet.code(), "not_begun");
}

#[test]
fn what_a_power_cut_left_behind_goes_after_a_day() {
    let office = filled();
    fs::create_dir(backups(&office)).unwrap();
    let names = [".abc.part", ".abc.part-journal", ".abc.part-wal", ".abc.part-shm"];
    let folders = [backups(&office), office.data().to_owned()];
    let left: Vec<_> = folders.iter().flat_map(|folder| names.map(|name| folder.join(name))).collect();
    let own = office.data().join("我的.part");
    for left in left.iter().chain([&own]) {
        overwrite(left, b"half");
        fs::File::options().write(true).open(left).unwrap().set_modified(now().into()).unwrap();
    }
    office.run(["backup"]).done();
    assert!(left.iter().all(|left| left.exists()), "somebody may be writing them now");
    office.run(["set", "2022-02", "1b=1"]).done();
    at(&office, "2022-03-21T09:01:00+08:00", ["backup"]).done();
    for left in left {
        assert!(!left.exists(), "{}", left.display());
    }
    assert!(own.exists(), "what is not ours stays");
}

/// A name that is no text, as a stick from an old system has it: everything works, and nothing is said in English.
#[test]
#[cfg(target_os = "linux")]
fn a_folder_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let strange = std::ffi::OsStr::from_bytes(b"\xc1\xfa\xc9\xb3%'?# ");
    let office = filled();
    let data = office.home().join(strange).join("data");
    fs::create_dir_all(data.parent().unwrap()).unwrap();
    fs::rename(office.data(), &data).unwrap();
    let office = office.with_data(data);
    let told = office.run(["backup", "--json"]).json();
    assert_eq!(told["places"][0]["state"], "written");
    assert_eq!(office.run(["doctor"]).code, 0);
    office.run(["set", "2022-01", "1a=121"]).done();
    office.run(["restore", FIRST]).done();
    assert_eq!(office.figure("2022-01", "1a", "month"), "120");

    let stick = office.home().join(strange).join("stick");
    fs::create_dir(&stick).unwrap();
    let mut command = office.command(["backup", "--to"]);
    Ran::from(command.arg(&stick).output().unwrap()).done();
    assert_eq!(names(&stick).len(), 1);
    let mut command = office.command(["pack"]);
    Ran::from(command.arg(stick.join("a.yuebao")).output().unwrap()).done();
    let mut command = office.command(["unpack"]);
    let to = office.home().join(strange).join("to");
    Ran::from(command.arg(stick.join("a.yuebao")).arg("--to").arg(&to).output().unwrap()).done();
    assert!(to.join("yuebao.sqlite").is_file());
    let told = office.session().backups().set_backup_folder(Some(&stick)).unwrap_err().to_string();
    assert!(told.contains("记不住这个位置，备份位置没有改动"), "{told}");
}

#[test]
fn a_place_that_is_a_file() {
    let office = filled();
    overwrite(&office.home().join("U盘"), b"text");
    assert!(office.run(["backup", "--to", "U盘"]).refused().contains("U盘”是一个文件，不是文件夹"));
    overwrite(&backups(&office), b"text");
    assert!(office.run(["backup"]).refused().contains("backups”是一个文件，不是文件夹"));
    assert_eq!(fs::read(backups(&office)).unwrap(), b"text");
}

#[test]
fn a_backup_never_touches_the_data() {
    let office = filled();
    let before = contents(office.data());
    office.run(["backup"]).done();
    office.run(["restore"]).done();
    office.run(["doctor"]).done();
    assert!(contents(office.data()) == before);
}

/// Closing a file takes away every lock that the process had on it, SQLite's too: another program would then think
/// itself alone, and tidy away the log that the session goes on writing to.
#[test]
#[cfg(target_os = "linux")]
fn nothing_takes_the_lock_from_an_open_session() {
    use std::os::unix::fs::MetadataExt as _;
    let office = filled();
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-03"), texts("1a=1")).unwrap();
    let inode = format!(":{} ", fs::metadata(office.file()).unwrap().ino());
    let listed = || fs::read_to_string("/proc/locks").unwrap().lines().any(|lock| lock.contains(&inode));
    // The kernel's list is read in pieces; one that changes meanwhile may leave a line out.
    let is_locked = || (0..20).any(|_| listed());
    assert!(is_locked());

    assert_eq!(session.backups().apart().unwrap().back_up_quietly(now()), None);
    assert!(is_locked(), "a backup with its own connection");
    let backup = session.backups().list().unwrap().remove(0);
    session.backups().preview(backup.path.as_ref()).unwrap();
    session.backups_mut().restore(now(), backup.path.as_ref()).unwrap();
    let packed = office.home().join("a.yuebao");
    session.backups().apart().unwrap().pack(now(), None, &packed).unwrap();
    session.backups().apart().unwrap().doctor(now(), None);
    let linked = office.home().join("linked.sqlite");
    fs::hard_link(office.file(), &linked).unwrap();
    for own in [office.file(), linked] {
        let told = session.backups_mut().restore(now(), &own).unwrap_err().to_string();
        assert!(told.contains("就是正在使用的数据文件"), "{told}");
        session.backups().preview(&own).unwrap_err();
        session.backups().look(&own).unwrap_err();
    }
    assert!(is_locked());
}
