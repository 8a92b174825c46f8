//! Bringing a backup back: what it would change, what is set aside, and what becomes of a damaged file.

use std::fs;

use yuebao::backup::BackUp;
use yuebao::projects::ProjectField;

use crate::harness::{Office, contents, month, now, overwrite, texts};
use crate::{at, backups, filled, names};

const FIRST: &str = "月报备份_2022-03-20_0900_龙沙镇.sqlite";
const BEFORE: &str = "月报备份_2022-03-20_0900_龙沙镇_恢复前.sqlite";

/// Backed up with two months, then changed.
fn changed() -> Office {
    let office = filled();
    office.run(["backup"]).done();
    office.run(["set", "2022-02", "1a=8", "1b=1"]).done();
    office.run(["no-data", "2022-03"]).done();
    office
}

#[test]
fn a_preview_tells_what_would_change_and_changes_nothing() {
    let office = changed();
    let before = contents(office.data());
    let told = office.run(["restore", FIRST, "--preview"]).done();
    assert_eq!(
        told,
        "2022年3月20日 09:00：龙沙镇，2022年1月至2月，共 3 格，最后修改 2022年3月20日 09:00
2022年2月：变为空白 1 格，内容不同 1 格（第 1 行 8 → 7）
2022年3月：去掉当月无数据的标记
"
    );
    assert!(contents(office.data()) == before);
    assert_eq!(names(&backups(&office)), [FIRST]);
}

#[test]
fn a_restore_can_be_taken_back() {
    let office = changed();
    let (february, march) = (office.shown("2022-02"), office.shown("2022-03"));
    let restored = office.run(["restore", FIRST, "--json"]).json();
    assert_eq!(office.figure("2022-02", "1a", "month"), "7");
    assert_eq!(office.figure("2022-02", "1a", "total"), "227");
    assert!(restored["set_aside"].as_str().unwrap().ends_with(BEFORE));

    let told = office.run(["restore", BEFORE]).done();
    assert!(told.contains("恢复前的数据另存为："), "{told}");
    assert_eq!((office.shown("2022-02"), office.shown("2022-03")), (february, march));
}

#[test]
fn a_restore_is_logged_and_nothing_before_it_is_undone() {
    let office = changed();
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-04"), texts("1a=1")).unwrap();
    session.backups_mut().restore(now(), &backups(&office).join(FIRST)).unwrap();
    assert_eq!(session.history_mut().undo(now()).unwrap(), None);
    session.reports_mut().set_amounts(now(), month("2022-04"), texts("1a=2")).unwrap();
    assert!(session.history_mut().undo(now()).unwrap().is_some());
    assert_eq!(session.history_mut().undo(now()).unwrap(), None);
    let log = rusqlite::Connection::open(office.file()).unwrap();
    let kinds: Vec<String> = log
        .prepare("SELECT kind FROM operation ORDER BY id DESC LIMIT 3")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(kinds, ["undo", "fill", "restore"]);
}

#[test]
fn an_open_window_sees_it_and_cannot_undo_into_the_other_state() {
    let office = changed();
    let mut window = office.session();
    window.reports_mut().set_amounts(now(), month("2022-01"), texts("9=1")).unwrap();
    office.run(["restore", FIRST]).done();
    assert!(window.changed_elsewhere().unwrap());
    assert_eq!(window.reports().sheet(month("2022-02")).unwrap().filled, 1);
    assert_eq!(window.history_mut().undo(now()).unwrap(), None);
    office.run(["restore", BEFORE]).done();
    assert!(window.changed_elsewhere().unwrap());
    assert_eq!(
        window.history_mut().undo(now()).unwrap(),
        None,
        "its own change is back, but belongs to another state"
    );
}

#[test]
fn what_this_computer_remembers_stays() {
    let office = changed();
    office.session().remember("export_folder", "桌面").unwrap();
    office.run(["restore", FIRST]).done();
    assert_eq!(office.session().setting("export_folder").unwrap().as_deref(), Some("桌面"));
}

#[test]
fn what_is_no_backup_changes_nothing() {
    let office = changed();
    let home = office.home().to_owned();
    let file = |name: &str, bytes: &[u8]| {
        overwrite(&home.join(name), bytes);
        name.to_owned()
    };
    let good = fs::read(backups(&office).join(FIRST)).unwrap();
    let mut flipped = good.clone();
    let place = good.windows(6).position(|window| window == b"2a3.50").unwrap();
    flipped[place + 2] = b'8';
    let newer = home.join("newer.sqlite");
    fs::copy(backups(&office).join(FIRST), &newer).unwrap();
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let empty = Office::new();
    assert_eq!(empty.run(["restore"]).done(), "还没有备份\n");
    fs::copy(empty.file(), home.join("empty.sqlite")).unwrap();

    let before = contents(office.data());
    for (name, told) in [
        ("没有.sqlite".to_owned(), "找不到文件"),
        (file("text.sqlite", b"text"), "不是山城月报的备份"),
        (file("zero.sqlite", b""), "还没有登记填报单位"),
        (file("cut.sqlite", &good[..good.len() / 2]), "已损坏，不能用它恢复"),
        (file("flipped.sqlite", &flipped), "已损坏，不能用它恢复"),
        ("newer.sqlite".to_owned(), "是新版本的山城月报保存的"),
        ("empty.sqlite".to_owned(), "还没有登记填报单位"),
    ] {
        for ran in [office.run(["restore", &name]), office.run(["restore", &name, "--preview"])] {
            let sentence = ran.refused();
            assert!(sentence.contains(told) && sentence.contains("数据没有改动"), "{name}: {sentence}");
        }
    }
    assert!(contents(office.data()) == before);
    assert_eq!(names(&backups(&office)), [FIRST], "nothing was set aside for nothing");
}

#[test]
fn a_damaged_file_is_kept_and_the_date_of_what_is_restored_is_told() {
    let office = changed();
    let whole = fs::read(office.file()).unwrap();
    for (index, damaged) in [b"text".to_vec(), whole[..whole.len() / 2].to_vec()].into_iter().enumerate() {
        overwrite(&office.file(), &damaged);
        let listed = office.run(["restore"]);
        assert!(listed.output.contains(FIRST) && listed.remark.contains("没有改动它"), "{listed:?}");
        let now = format!("2022-03-2{}T08:00:00+08:00", index + 1);
        let told = at(&office, &now, ["restore", FIRST]).done();
        assert!(told.starts_with("已恢复到 2022年3月20日 09:00 的备份：龙沙镇"), "{told}");
        let kept = office.data().join(format!("损坏_2022-03-2{}_080000", index + 1));
        assert!(told.contains(&format!("损坏的数据文件留在：{}", kept.display())), "{told}");
        assert_eq!(fs::read(kept.join("yuebao.sqlite")).unwrap(), damaged);
        assert_eq!(office.figure("2022-02", "1a", "month"), "7");
        office.run(["set", "2022-02", "1a=9"]).done();
    }
}

/// Its log would be taken for a part of what is restored.
#[test]
fn the_log_of_a_crash_is_kept_with_the_damaged_file_and_not_mixed_in() {
    let office = changed();
    let mut session = office.session();
    session.reports_mut().set_amounts(now(), month("2022-05"), texts("1a=5")).unwrap();
    let crashed = office.home().join("crashed");
    crate::harness::copy(office.data(), &crashed);
    fs::create_dir(crashed.join("backups")).unwrap();
    fs::copy(backups(&office).join(FIRST), crashed.join("backups").join(FIRST)).unwrap();
    drop(session);
    let office = office.with_data(crashed);
    let mut whole = fs::read(office.file()).unwrap();
    whole[4096..8192].fill(0xff);
    overwrite(&office.file(), &whole);

    office.run(["restore", FIRST]).done();
    assert_eq!(office.figure("2022-02", "1a", "month"), "7");
    assert_eq!(office.figure("2022-05", "1a", "month"), serde_json::Value::Null);
    let kept = office.data().join("损坏_2022-03-20_090000");
    assert!(fs::metadata(kept.join("yuebao.sqlite-wal")).unwrap().len() > 0);
}

#[test]
fn a_damaged_file_is_left_alone_while_a_program_has_it_open() {
    let office = changed();
    let _window = office.session();
    overwrite(&office.file(), b"text");
    let told = office.run(["restore", FIRST]).refused();
    assert!(told.contains("另一个山城月报正开着数据文件夹"), "{told}");
    assert_eq!(fs::read(office.file()).unwrap(), b"text");
}

#[test]
fn a_backup_starts_a_new_folder() {
    let office = changed();
    let other = Office::new();
    let backup = backups(&office).join(FIRST);
    let told = other.run(["restore", backup.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["set_aside"], serde_json::Value::Null);
    assert_eq!(other.figure("2022-02", "1a", "total"), "227");
}

#[test]
fn without_room_to_set_the_present_aside_nothing_is_restored() {
    let office = changed();
    let backup = office.home().join("b.sqlite");
    fs::rename(backups(&office).join(FIRST), &backup).unwrap();
    fs::remove_dir(backups(&office)).unwrap();
    overwrite(&backups(&office), b"a file where the folder should be");
    let before = contents(office.data());
    let told = office.run(["restore", "b.sqlite"]).refused();
    assert!(told.starts_with("恢复以前要先把现在的数据另存一份，但没有存成，所以没有恢复"), "{told}");
    assert!(contents(office.data()) == before);
}

#[test]
fn a_backup_is_looked_at_without_changing_anything() {
    let office = changed();
    let backup = backups(&office).join(FIRST);
    let before = fs::read(&backup).unwrap();
    let mut looked = office.session().backups().look(&backup).unwrap();
    assert!(looked.is_looking());
    assert_eq!(looked.reports().sheet(month("2022-02")).unwrap().filled, 1);
    for refused in [
        looked.reports_mut().set_amounts(now(), month("2022-02"), texts("1a=1")).map(drop),
        looked.reports_mut().fill_zero(now(), month("2022-02")).map(drop),
        looked.reports_mut().set_no_data(now(), month("2022-05"), true).map(drop),
        looked.backups_mut().restore(now(), &backup).map(drop),
        looked.reports().preview_figures(month("2022-02"), texts("1a=5"), None).map(drop),
        looked.reports_mut().set_figures(now(), month("2022-02"), texts("1a=5"), None, None).map(drop),
        looked.projects().preview_project(now(), None, vec![(ProjectField::By, "甲".into())]).map(drop),
        looked.projects_mut().save_project(now(), None, ProjectField::By, "甲", None).map(drop),
        looked.projects_mut().plan_import(&backup).map(drop),
        looked.projects().set_goes_with_month(true),
        looked.backups().set_backup_folder(None),
    ] {
        assert!(refused.unwrap_err().to_string().contains("只供查看的数据，不能修改"));
    }
    looked.remember("export_folder", "x").unwrap();
    assert!(looked.reports().workbook(now(), month("2022-02"), None).is_ok(), "exporting is no change");
    drop(looked);
    assert_eq!(fs::read(&backup).unwrap(), before);
}

#[test]
fn a_report_in_a_backup_can_be_exported_though_it_never_was() {
    let office = changed();
    let mut session = office.session();
    session.reports_mut().fill_zero(now(), month("2022-02")).unwrap();
    session.reports_mut().finalize(now(), month("2022-02")).unwrap();
    let copy = office.home().join("copy.sqlite");
    let written = session.backups().apart().unwrap().back_up_to(now(), office.home()).unwrap();
    let BackUp::Written(path) = written else { panic!("{written:?}") };
    fs::rename(path, &copy).unwrap();
    let looked = session.backups().look(&copy).unwrap();
    let file = looked.reports().workbook(now(), month("2022-02"), None).unwrap();
    assert_eq!(file.name, "龙沙镇_2022年02月_附件2.xlsx");
}
