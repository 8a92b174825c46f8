//! Backups and handovers of the clerk's folder: all of it comes back, files included, and what belongs to an officer is
//! refused.

use std::fs;

use crate::clerk::{Clerk, OFFICE};
use crate::district::unit_of;
use crate::drawn::{Hand, Layout, draw, right};
use crate::harness::Office;

const JANUARY: &str = "2022-01";

impl Clerk {
    fn take_january_of(&self, units: &[&str]) {
        for unit in units {
            let drawn = draw(&right(unit_of(unit), 0), Layout::Official(Hand::Numbers));
            self.put(&format!("{unit}.xlsx"), &drawn.bytes);
            self.take(&format!("{unit}.xlsx"));
        }
    }

    /// The path that a command says it wrote.
    fn written(&self, told: &str) -> String {
        let path = told.lines().find_map(|line| line.split_once('：')).unwrap().1.to_owned();
        assert!(self.office.home().join(&path).exists(), "{told}");
        path
    }
}

#[test]
fn what_was_backed_up_comes_back_with_its_files() {
    let clerk = Clerk::begun();
    clerk.take_january_of(&["小周镇", "大周镇"]);
    clerk.run(["exempt", JANUARY, "白羊镇", "--reason", "区里同意本月免报"]).done();
    let before = clerk.everything(JANUARY);
    let backup = clerk.written(&clerk.beside(["backup"]).done());
    clerk.take_january_of(&["新乡镇"]);
    clerk.run(["return", JANUARY, "小周镇", "--reason", "第 2 行要核对"]).done();
    assert_ne!(clerk.everything(JANUARY), before);
    clerk.beside(["restore", &backup]).done();
    assert_eq!(clerk.everything(JANUARY), before);
    assert_eq!(clerk.take("小周镇.xlsx")["files"][0]["outcome"], "duplicate", "its bytes are there");
    assert_eq!(clerk.take("新乡镇.xlsx")["files"][0]["outcome"], "adopted");
    clerk.is_sound();
}

#[test]
fn what_was_packed_is_opened_by_the_next_clerk() {
    let clerk = Clerk::begun();
    clerk.take_january_of(&["小周镇", "大周镇"]);
    let before = clerk.everything(JANUARY);
    let handover = clerk.office.home().join("交接.yuebao");
    clerk.beside(["pack", handover.to_str().unwrap()]).done();
    let next = Office::new();
    let folder = next.data().join("汇总");
    let folder = folder.to_str().unwrap();
    fs::create_dir_all(folder).unwrap();
    let told = next.run(["unpack", handover.to_str().unwrap(), "--to", folder]);
    assert_eq!(told.code, 0, "{}", told.remark);
    assert!(told.output.contains(OFFICE), "{}", told.output);
    let next = Clerk { office: next };
    assert_eq!(next.everything(JANUARY), before);
    next.is_sound();
    // In place of what another clerk has.
    let third = Clerk::begun();
    third.take_january_of(&["新乡镇"]);
    third.beside(["unpack", handover.to_str().unwrap(), "--replace"]).done();
    assert_eq!(third.everything(JANUARY), before);
    third.is_sound();
}

#[test]
fn what_belongs_to_the_other_side_is_refused() {
    let clerk = Clerk::begun();
    clerk.take_january_of(&["小周镇"]);
    let officer = Office::begun();
    officer.run(["set", JANUARY, "1a=5"]).done();
    let of_officer =
        officer.run(["backup"]).done().lines().next().unwrap().split_once('：').unwrap().1.to_owned();
    let of_clerk = clerk.written(&clerk.beside(["backup"]).done());
    let packed = officer.home().join("龙沙镇.yuebao");
    officer.run(["pack", packed.to_str().unwrap()]).done();
    let (before, shown) = (clerk.everything(JANUARY), officer.shown(JANUARY));
    for refused in [
        clerk.beside(["restore", &of_officer]),
        clerk.beside(["unpack", packed.to_str().unwrap(), "--replace"]),
    ] {
        let sentence = refused.refused();
        assert!(sentence.contains("是填报数据，不能放到汇总数据里，什么都没有改动"), "{sentence}");
    }
    let sentence = officer.run(["restore", &of_clerk]).refused();
    assert!(sentence.contains("是汇总数据，不能放到填报数据里，什么都没有改动"), "{sentence}");
    assert_eq!((clerk.everything(JANUARY), officer.shown(JANUARY)), (before, shown));
    clerk.is_sound();
}
