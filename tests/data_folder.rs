//! Every bad data folder: refused with one Chinese sentence, and nothing lost or changed.
#![cfg(test)]

mod harness;
#[path = "data_folder/lost.rs"]
mod lost;
#[cfg(unix)]
#[path = "data_folder/media.rs"]
mod media;

use std::fs::{self, File};

use harness::{Office, contents, copy, month, now, overwrite, texts};
use rusqlite::Connection;
use yuebao::session::Session;
use yuebao::store::Side;

/// An office with three months and an opening balance, its store closed.
fn filled() -> Office {
    let office = Office::begun_as("street", "2022-02");
    office.run(["opening", "1a=100", "2a=1.5"]).done();
    office.run(["set", "2022-02", "1a=120", "2a=3.5", "2b=1"]).done();
    office.run(["no-data", "2022-03"]).done();
    office.run(["set", "2022-04", "1a=7", "9=8", "18=9"]).done();
    office.run(["date", "2022-04", "2022-04-27"]).done();
    office
}

/// Refused by reading and by writing alike, with `told` in the sentence and every byte left as it was.
#[track_caller]
fn refuses_untouched(office: &Office, told: &str) {
    let before = contents(office.data());
    for ran in [office.run(["show", "2022-02"]), office.run(["set", "2022-02", "1a=1"])] {
        let sentence = ran.refused();
        assert!(sentence.contains(told), "{sentence}");
    }
    assert!(contents(office.data()) == before, "the folder was changed");
}

#[test]
fn a_folder_that_is_missing_is_made() {
    let office = Office::new();
    let office = {
        let deep = office.home().join("甲/乙 丙/data");
        office.with_data(deep)
    };
    office.run(harness::init("township", "2022-01")).done();
    assert!(office.file().is_file());
}

#[test]
fn a_folder_that_is_a_file() {
    for (path, named) in [("一个文件", "一个文件"), ("甲/一个文件/下面/再下面", "甲/一个文件")]
    {
        let office = Office::new();
        fs::create_dir_all(office.home().join("甲")).unwrap();
        let file = office.home().join(named);
        overwrite(&file, b"text");
        let data = office.home().join(path);
        let office = office.with_data(data);
        let sentence = office.run(["show", "2022-01"]).refused();
        assert!(sentence.contains(&format!("{named}”是一个文件，不是文件夹，没有改动它")), "{sentence}");
        assert_eq!(fs::read(&file).unwrap(), b"text");
    }
}

#[test]
fn a_text_file_in_place_of_the_data() {
    let office = filled();
    for text in ["一月 120 人次", "", "SQLite format 3"] {
        overwrite(&office.file(), text.as_bytes());
        if text.is_empty() {
            assert!(office.run(["show", "2022-02"]).refused().contains("还没有登记填报单位"), "as a new one");
            fs::remove_file(office.file()).unwrap();
        } else {
            refuses_untouched(&office, "不是山城月报的数据文件，没有改动它");
        }
    }
}

#[test]
fn a_folder_in_place_of_the_data() {
    let office = filled();
    fs::remove_file(office.file()).unwrap();
    fs::create_dir(office.file()).unwrap();
    refuses_untouched(&office, "原有数据没有改动");
}

#[test]
fn an_empty_file_is_a_new_one() {
    let office = Office::new();
    fs::create_dir(office.data()).unwrap();
    File::create(office.file()).unwrap();
    office.run(harness::init("township", "2022-01")).done();
    assert_eq!(office.run(["unit", "--json"]).json()["name"], "龙沙镇");
}

#[test]
fn a_file_of_a_newer_version() {
    let office = filled();
    let connection = Connection::open(office.file()).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    refuses_untouched(&office, "是新版本的山城月报保存的，这个版本读不了，没有改动它");
}

#[test]
fn a_newer_version_that_still_stands_in_the_write_ahead_log() {
    let office = filled();
    let connection = Connection::open(office.file()).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    let crashed = office.home().join("crashed");
    copy(office.data(), &crashed);
    drop(connection);
    let office = office.with_data(crashed);
    assert!(office.run(["show", "2022-02"]).refused().contains("是新版本的山城月报保存的"));
}

#[test]
fn a_database_of_another_program() {
    let office = filled();
    let connection = Connection::open(office.file()).unwrap();
    connection.pragma_update(None, "application_id", 7).unwrap();
    drop(connection);
    refuses_untouched(&office, "不是山城月报的数据文件");

    fs::remove_file(office.file()).unwrap();
    Connection::open(office.file()).unwrap().execute_batch("CREATE TABLE unit (name)").unwrap();
    refuses_untouched(&office, "不是山城月报的数据文件");
}

#[test]
fn a_file_with_our_mark_and_other_tables() {
    let office = filled();
    let connection = Connection::open(office.file()).unwrap();
    connection.execute_batch("ALTER TABLE entry RENAME TO entries").unwrap();
    drop(connection);
    refuses_untouched(&office, "的内部结构被别的程序改动过，里面的数靠不住了，没有打开，也没有改动它");
}

#[test]
fn a_truncated_file() {
    let office = filled();
    let whole = fs::read(office.file()).unwrap();
    for length in [1, 15, 16, 50, 99, 100, 512, 4095, 4096, 5000, whole.len() / 2, whole.len() - 4096] {
        overwrite(&office.file(), &whole[..length]);
        let told = if length < 16 { "不是山城月报的数据文件" } else { "已损坏" };
        refuses_untouched(&office, told);
    }
}

/// SQLite reads what is cut off inside the last page as zeros; where those were zeros before, nothing is missing.
#[test]
fn a_file_cut_off_in_its_last_page() {
    let office = filled();
    let right = office.shown("2022-04");
    let whole = fs::read(office.file()).unwrap();
    for short in (1..4096).step_by(61) {
        overwrite(&office.file(), &whole[..whole.len() - short]);
        let ran = office.run(["show", "2022-04", "--json"]);
        if ran.code == 0 {
            assert_eq!(ran.json(), right, "{short}");
        } else {
            assert!(ran.refused().contains("已损坏"), "{short}");
        }
    }
}

#[test]
fn a_block_of_zeros_in_the_middle() {
    let office = filled();
    // Zeros in a page that a migration left unused harm nothing.
    Connection::open(office.file()).unwrap().execute("VACUUM", []).unwrap();
    let whole = fs::read(office.file()).unwrap();
    for page in 1..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..][..4096].fill(0);
        overwrite(&office.file(), &damaged);
        refuses_untouched(&office, "已损坏");
    }
}

/// A bit here and there is turned over. The file is refused and left alone, or what it says is what it said.
#[test]
fn a_flipped_byte_is_refused_or_harms_nothing() {
    let office = filled();
    let sheets =
        |session: &Session| ["2022-02", "2022-04"].map(|text| session.reports().sheet(month(text)).unwrap());
    let session = office.session();
    let (right, unit) = (sheets(&session), session.unit().cloned());
    drop(session);
    let whole = fs::read(office.file()).unwrap();
    let (mut refused, mut harmless) = (0, 0);
    for place in (0..whole.len()).step_by(31) {
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (place % 8);
        overwrite(&office.file(), &damaged);
        match Session::open(office.data()) {
            Ok(session) => {
                harmless += 1;
                assert_eq!(
                    (sheets(&session), session.unit().cloned()),
                    (right.clone(), unit.clone()),
                    "{place}"
                );
            }
            Err(error) => {
                refused += 1;
                assert!(error.to_string().contains("没有改动它"), "byte {place}: {error}");
                assert!(
                    fs::read(office.file()).unwrap() == damaged,
                    "byte {place}: the refused file was changed"
                );
            }
        }
        overwrite(&office.file(), &whole);
    }
    assert!(refused > 100 && harmless > 100, "{refused} refused, {harmless} harmless");
}

#[test]
fn a_changed_digit_is_found() {
    let office = filled();
    let whole = fs::read(office.file()).unwrap();
    let recorded = b"2a3.50";
    let place = whole.windows(recorded.len()).position(|window| window == recorded).unwrap();
    let mut damaged = whole;
    damaged[place + 2] = b'8';
    overwrite(&office.file(), &damaged);
    refuses_untouched(&office, "已损坏");
}

#[test]
fn a_damaged_file_keeps_the_log_of_the_crash_beside_it() {
    let office = filled();
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-05"), texts("1a=5")).unwrap();
    let crashed = office.home().join("crashed");
    copy(office.data(), &crashed);
    drop(session);
    let office = office.with_data(crashed);

    let intact = office.home().join("intact");
    copy(office.data(), &intact);
    let intact = Office::new().with_data(intact);
    assert_eq!(
        intact.figure("2022-05", "1a", "total"),
        "232",
        "undamaged, the last word before the crash is there"
    );

    let mut whole = fs::read(office.file()).unwrap();
    whole[4096..8192].fill(0xff);
    overwrite(&office.file(), &whole);
    let before: Vec<_> =
        contents(office.data()).into_iter().filter(|(name, _)| !name.ends_with("-shm")).collect();
    let log = format!("{}-wal", Side::Reporting.file_name());
    assert!(before.iter().any(|(name, bytes)| *name == log && !bytes.is_empty()));
    assert!(office.run(["show", "2022-05"]).refused().contains("已损坏"));
    let after: Vec<_> =
        contents(office.data()).into_iter().filter(|(name, _)| !name.ends_with("-shm")).collect();
    assert!(after == before, "the damaged file or its log was changed");
}
