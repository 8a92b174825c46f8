//! The doctor: what is well, what is not, and what to do about it.

use std::fs;

use crate::harness::{Office, init, overwrite};
use crate::{at, backups, filled};
use serde_json::Value;

/// How each topic is: `folder: good`. Fonts are the computer's, not the office's.
fn health(office: &Office, code: i32) -> Vec<String> {
    let ran = office.run(["doctor", "--json"]);
    assert_eq!(ran.code, code, "{}", ran.output);
    let told: Value = serde_json::from_str(&ran.output).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = told["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| finding["topic"] != "fonts")
        .map(|finding| format!("{}: {}", text(finding, "topic"), text(finding, "health")))
        .collect()
}

const WELL: [&str; 5] = ["folder: good", "space: good", "data: good", "journal: good", "clock: good"];

#[test]
fn an_office_in_order() {
    let office = filled();
    assert_eq!(health(&office, 0), [&WELL[..], &["backups: notice"]].concat());
    office.run(["backup"]).done();
    assert_eq!(health(&office, 0), [&WELL[..], &["backups: good"]].concat());
    let told = office.run(["doctor"]).done();
    let (fonts, others): (Vec<&str>, Vec<&str>) =
        told.lines().partition(|line| line.contains("打印的字体："));
    assert!(others.iter().all(|line| line.starts_with("✓ ")), "{told}");
    assert!(fonts.len() == 1 && fonts[0].contains("正文用"), "{told}");
    assert!(told.contains("1 份备份都能打开，最近一份是 2022年3月20日 09:00 的"), "{told}");
}

#[test]
fn a_new_computer() {
    let office = Office::new();
    assert_eq!(health(&office, 0), ["folder: notice"]);
    assert!(!office.data().exists(), "looking makes nothing");
    fs::create_dir(office.data()).unwrap();
    assert_eq!(health(&office, 0), ["folder: good", "space: good", "data: notice", "backups: notice"]);
    assert!(!office.file().exists());
}

#[test]
fn damaged_data_and_the_way_out() {
    let office = filled();
    office.run(["backup"]).done();
    overwrite(&office.file(), b"text");
    assert_eq!(health(&office, 1), ["folder: good", "space: good", "data: bad", "backups: good"]);
    let told = office.run(["doctor"]).output;
    assert!(
        told.contains("最近一份能用的备份是 2022年3月20日 09:00 的“月报备份_2022-03-20_0900_龙沙镇.sqlite”"),
        "{told}"
    );
    fs::remove_file(office.file()).unwrap();
    let told = office.run(["doctor"]).output;
    assert!(
        told.contains("不见了，但备份还在，最近一份是“月报备份_2022-03-20_0900_龙沙镇.sqlite”"),
        "{told}"
    );
    assert!(!office.file().exists());
}

#[test]
fn a_backup_that_cannot_be_opened() {
    let office = filled();
    office.run(["backup"]).done();
    overwrite(&backups(&office).join("月报备份_2022-03-19_0900_龙沙镇.sqlite"), b"text");
    assert_eq!(health(&office, 1), [&WELL[..], &["backups: bad"]].concat());
    let told = office.run(["doctor"]).output;
    assert!(told.contains("✗ 有备份打不开：月报备份_2022-03-19_0900_龙沙镇.sqlite；其余的能用"), "{told}");
}

#[test]
fn a_folder_that_cannot_be() {
    let long = Office::new();
    let path = long.home().join("长".repeat(100));
    let long = long.with_data(path);
    assert_eq!(health(&long, 1), ["folder: bad"]);
    let told = long.run(["doctor"]).output;
    assert!(told.contains("✗ 打不开数据文件夹") && told.contains("名字太长，或有不能用的字"), "{told}");

    let file = Office::new();
    overwrite(&file.home().join("data"), b"text");
    assert_eq!(health(&file, 1), ["folder: bad"]);
    assert!(file.run(["doctor"]).output.contains("data”是一个文件，不是文件夹"));
    let below = file.home().join("data").join("下面");
    let below = file.with_data(below);
    assert_eq!(health(&below, 1), ["folder: bad"]);
}

#[test]
fn a_place_for_backups_that_is_a_file() {
    let office = filled();
    overwrite(&backups(&office), b"text");
    assert_eq!(health(&office, 1), [&WELL[..], &["backups: bad"]].concat());
    assert!(office.run(["doctor"]).output.contains("backups”是一个文件，不是文件夹，备份不进去"));
    fs::remove_file(backups(&office)).unwrap();

    let stick = office.home().join("U盘");
    fs::create_dir(&stick).unwrap();
    office.session().backups().set_backup_folder(Some(&stick)).unwrap();
    fs::remove_dir(&stick).unwrap();
    overwrite(&stick, b"text");
    assert_eq!(health(&office, 1), [&WELL[..], &["backups: notice", "second_place: bad"]].concat());
}

#[test]
fn a_clock_before_the_last_change() {
    let office = filled();
    let ran = at(&office, "2021-03-20T09:00:00+08:00", ["doctor"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.output.contains("✗ 电脑的时间是 2021年3月20日 09:00，比最后一次修改（2022年3月20日 09:00）还早")
    );
}

#[test]
fn a_stick_that_is_not_there_is_no_illness() {
    let office = filled();
    let stick = office.home().join("U盘");
    fs::create_dir(&stick).unwrap();
    office.session().backups().set_backup_folder(Some(&stick)).unwrap();
    office.run(["backup"]).done();
    assert_eq!(health(&office, 0), [&WELL[..], &["backups: good", "second_place: good"]].concat());
    fs::remove_dir_all(&stick).unwrap();
    assert_eq!(health(&office, 0), [&WELL[..], &["backups: good", "second_place: notice"]].concat());
}

#[test]
fn a_synchronised_folder_and_a_conflict_copy_are_told_and_are_no_illness() {
    let office = Office::new();
    fs::create_dir(office.home().join(".stfolder")).unwrap();
    assert_eq!(health(&office, 0), ["folder: notice", "location: notice"], "before anything is begun there");
    let office = filled();
    fs::create_dir(office.home().join(".stfolder")).unwrap();
    let well =
        ["folder: good", "location: notice", "space: good", "data: good", "journal: good", "clock: good"];
    assert_eq!(health(&office, 0), [&well[..], &["backups: notice"]].concat());
    fs::copy(office.file(), office.data().join("yuebao-DESKTOP-ABC.sqlite")).unwrap();
    let told = office.run(["doctor"]).done();
    assert!(told.contains("！ 数据文件夹在 Syncthing 的同步文件夹“"), "{told}");
    assert!(
        told.contains("！ 数据文件旁边还有“yuebao-DESKTOP-ABC.sqlite”，像是同步留下的冲突副本"),
        "{told}"
    );
    fs::create_dir(office.data().join("汇总")).unwrap();
    fs::copy(office.file(), office.data().join("汇总").join("collation (1).sqlite")).unwrap();
    let told = office.run(["doctor"]).done();
    assert!(
        told.contains("“yuebao-DESKTOP-ABC.sqlite”、“collation (1).sqlite”"),
        "that of a clerk too: {told}"
    );
}

#[test]
fn the_first_start_of_either_side_tells_where_its_data_lies() {
    let office = Office::new();
    fs::create_dir(office.home().join(".stfolder")).unwrap();
    let of_either = [
        office.run(init("township", "2022-01")),
        office.run(["collate", "init", "--office", "万州区城市管理局"]),
    ];
    for begun in of_either {
        assert!(begun.code == 0 && !begun.output.is_empty(), "{begun:?}");
        assert!(begun.remark.starts_with("数据文件夹在 Syncthing 的同步文件夹“"), "{begun:?}");
    }
}

#[test]
fn a_second_place_for_backups_may_be_synchronised() {
    let office = filled();
    let place = office.home().join("我的坚果云");
    fs::create_dir(&place).unwrap();
    office.session().backups().set_backup_folder(Some(&place)).unwrap();
    office.run(["backup"]).done();
    assert_eq!(health(&office, 0), [&WELL[..], &["backups: good", "second_place: good"]].concat());
}
