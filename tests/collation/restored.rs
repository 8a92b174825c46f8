//! What a clerk is told before a backup is restored, and that a file of the other side is refused by its own name.

use std::fs;
use std::path::PathBuf;

use crate::clerk::Clerk;
use crate::decisions::{FEBRUARY, JANUARY};
use crate::district::unit_of;
use crate::drawn::{Hand, Layout, draw, right};
use crate::harness::{Office, Ran};

fn newest_backup(clerk: &Clerk) -> PathBuf {
    clerk.beside(["backup"]).done();
    let listed = clerk.beside(["restore", "--json"]).json();
    PathBuf::from(listed["backups"][0]["path"].as_str().unwrap())
}

fn preview(clerk: &Clerk, backup: &std::path::Path) -> String {
    clerk.beside(["restore", backup.to_str().unwrap(), "--preview"]).done()
}

#[test]
fn what_goes_of_the_register_the_files_and_the_decisions_is_named_before_a_restore() {
    let clerk = Clerk::with_three_townships();
    let backup = newest_backup(&clerk);
    assert!(preview(&clerk, &backup).contains("和现在的数据相同"));
    clerk.run(["units", "add", "己镇", "--kind", "township"]).done();
    clerk.run(["exempt", FEBRUARY, "龙沙镇", "--reason", "机构改革不用报"]).done();
    clerk.run(["return", FEBRUARY, "大周镇", "--reason", "公厕数有误请更正"]).done();
    clerk.run(["phone", JANUARY, "龙驹镇", "--reason", "说是月底报"]).done();
    let late = draw(&right(unit_of("孙家镇"), 0), Layout::Official(Hand::Numbers));
    clerk.put("孙家镇.xlsx", &late.bytes);
    clerk.take("孙家镇.xlsx");
    let told = preview(&clerk, &backup);
    for sentence in [
        "名册里会没有的单位：“己镇”",
        "收到的文件会没有的：“孙家镇.xlsx”",
        "2022年1月：由已采用变为没有采用：“孙家镇”；电话记录会没有：“龙驹镇”",
        "由退回变为已采用：“大周镇”",
        "由免报变为没有采用：“龙沙镇”",
    ] {
        assert!(told.contains(sentence), "{sentence} in {told}");
    }
    assert!(!told.contains("修改记录不同"), "{told}");
    clerk.beside(["restore", backup.to_str().unwrap()]).done();
    assert!(preview(&clerk, &backup).contains("修改记录不同"), "the restore itself is on record");
}

/// It is refused by the name under which it was chosen, and nothing is changed.
fn refused(ran: Ran, name: &str) {
    let told = ran.refused();
    assert!(told.contains(name) && told.contains("数据，不能放到"), "{told}");
    assert!(!told.contains("yuebao.sqlite"), "that is what it is called where it was unpacked: {told}");
}

#[test]
fn a_file_of_the_other_side_is_refused_by_its_name_at_every_door() {
    let clerk = Clerk::with_three_townships();
    let officer = Office::begun();
    officer.run(["backup"]).done();
    let listed = officer.run(["restore", "--json"]).json();
    let chosen = listed["backups"][0]["path"].as_str().unwrap().to_owned();
    let name = listed["backups"][0]["name"].as_str().unwrap().to_owned();
    refused(clerk.beside(["restore", &chosen, "--preview"]), &name);
    refused(clerk.beside(["restore", &chosen]), &name);
    officer.run(["pack", "交接.yuebao"]).done();
    let packed = officer.home().join("交接.yuebao");
    let packed = packed.to_str().unwrap();
    refused(clerk.beside(["unpack", packed]), "交接.yuebao");
    refused(clerk.beside(["unpack", packed, "--replace"]), "交接.yuebao");
    let apart = clerk.office.home().join("另放");
    clerk.beside(["unpack", packed, "--to", apart.to_str().unwrap()]).done();
    assert!(fs::read_dir(&apart).unwrap().next().is_some(), "apart from the data it harms nothing");
    clerk.is_sound();
}
