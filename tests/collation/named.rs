//! A name that several units write: nobody is placed by it who was not asked about.

use serde_json::Value;

use crate::clerk::{Clerk, texts};
use crate::decisions::{FEBRUARY, JANUARY};
use crate::district::unit_of;
use crate::drawn::{Hand, Layout, draw, right};

const REASON: &str = "看电话号码是小周镇的";

/// A report of a unit that calls itself 城管办, in a file that names nobody.
fn put(clerk: &Clerk, name: &str, unit: &str, month: usize) {
    let mut slip = right(unit_of(unit), month);
    slip.called = "城管办".to_owned();
    clerk.put(name, &draw(&slip, Layout::Official(Hand::Numbers)).bytes);
}

/// The bytes of a report that names no unit.
fn nameless() -> Vec<u8> {
    let mut slip = right(unit_of("小周镇"), 0);
    slip.called = String::new();
    draw(&slip, Layout::Official(Hand::Numbers)).bytes
}

fn open(clerk: &Clerk) -> Vec<String> {
    let problems = clerk.json(["problems"])["problems"].take();
    let unplaced = problems.as_array().unwrap().iter().filter(|one| one["unit"].is_null());
    unplaced.map(|one| one["report"].as_str().unwrap().to_owned()).collect()
}

fn received(clerk: &Clerk, month: &str) -> Value {
    clerk.json(["status", month])["received"].take()
}

#[test]
fn what_several_units_write_is_nobodys_alias() {
    let clerk = Clerk::begun();
    for (file, unit) in [("a", "小周镇"), ("b", "大周镇"), ("c", "白羊镇")] {
        put(&clerk, &format!("1月/附件2_{file}.xlsx"), unit, 0);
    }
    clerk.take("1月");
    assert_eq!(open(&clerk), ["1/0", "2/0", "3/0"]);
    let told = clerk.run(["assign", "1/0", "--unit", "小周镇", "--reason", REASON]).done();
    assert!(
        told.contains("“城管办”还写在别的 2 份表上（“附件2_b.xlsx”（2/0）、“附件2_c.xlsx”（3/0）），不一定是同一个单位，所以只归这一份，不记作别名"),
        "{told}"
    );
    assert_eq!(open(&clerk), ["2/0", "3/0"], "each is asked about");
    assert_eq!(received(&clerk, JANUARY), 1);
    put(&clerk, "2月/附件2_d.xlsx", "大周镇", 1);
    assert_eq!(clerk.take("2月")["files"][0]["outcome"], "unplaced", "and so is the next one");
    let refused = clerk.run(["units", "alias", "小周镇", "城管办"]).refused();
    assert!(refused.contains("不一定都是这个单位的，什么都没有改动"), "{refused}");
    clerk.run(["assign", "2/0", "--unit", "大周镇", "--reason", REASON]).done();
    clerk.run(["assign", "3/0", "--unit", "白羊镇", "--reason", REASON]).done();
    let told = clerk.run(["assign", "4/0", "--unit", "大周镇", "--reason", REASON]).done();
    assert!(told.contains("不记作别名"), "others with that name are of other units: {told}");
    assert_eq!((received(&clerk, JANUARY), received(&clerk, FEBRUARY)), (3.into(), 1.into()));
    assert!(open(&clerk).is_empty());
    clerk.is_sound();
}

#[test]
fn a_name_becomes_an_alias_and_that_is_said_unless_only_this_file_is_meant() {
    let clerk = Clerk::begun();
    put(&clerk, "附件2_a.xlsx", "小周镇", 0);
    clerk.take("附件2_a.xlsx");
    let only = clerk.json(["assign", "1/0", "--unit", "小周镇", "--only-this", "--reason", REASON]);
    assert_eq!(only["name"]["becomes_alias"], false);
    let aliases = || {
        let units = clerk.json(["units", "list"])["units"].take();
        let unit = units.as_array().unwrap().iter().find(|unit| unit["name"] == "小周镇").unwrap().clone();
        texts(&unit["aliases"])
    };
    assert_eq!((received(&clerk, JANUARY), aliases()), (1.into(), vec![]));
    put(&clerk, "附件2_b.xlsx", "小周镇", 1);
    clerk.take("附件2_b.xlsx");
    let told = clerk.run(["assign", "2/0", "--unit", "小周镇", "--reason", REASON]).done();
    assert!(told.contains("表上写的“城管办”以后就按这个单位的别名认"), "{told}");
    assert_eq!(aliases(), ["城管办"]);
}

#[test]
fn the_same_bytes_under_the_names_of_two_units_wait_until_it_is_said_whose_they_are() {
    let (clerk, bytes) = (Clerk::begun(), nameless());
    for unit in ["小周镇", "大周镇"] {
        clerk.put(&format!("1月/{unit}2022年1月.xlsx"), &bytes);
    }
    assert_eq!(clerk.take("1月")["sentence"], "2 个文件：认不出 2");
    assert_eq!((open(&clerk), received(&clerk, JANUARY)), (vec!["1/0".to_owned()], 0.into()));
    // The folder once more says nothing new.
    assert_eq!(clerk.take("1月")["sentence"], "2 个文件：重复 2");
    let told = clerk.run(["take", "1月", "--yes"]).done();
    assert!(told.ends_with("2 个文件：重复 2。没有新的，什么都没有改动\n"), "{told}");
    clerk.run(["assign", "1/0", "--unit", "大周镇", "--reason", REASON]).done();
    assert_eq!((open(&clerk), received(&clerk, JANUARY)), (vec![], 1.into()));
    assert!(clerk.run(["show", JANUARY]).done().contains("缺哪些单位"));
    clerk.is_sound();
}

#[test]
fn what_counts_by_its_name_alone_waits_when_its_bytes_come_under_another_one() {
    let (clerk, bytes) = (Clerk::begun(), nameless());
    for (unit, received_then, open_then) in [("小周镇", 1, vec![]), ("大周镇", 0, vec!["1/0".to_owned()])]
    {
        let name = format!("{unit}2022年1月.xlsx");
        clerk.put(&name, &bytes);
        clerk.take(&name);
        assert_eq!((received(&clerk, JANUARY), open(&clerk)), (received_then.into(), open_then));
    }
    assert!(clerk.json(["show", JANUARY])["figures"]["9"]["month"].is_null());
    assert!(clerk.beside(["history"]).done().contains("另外的文件名"));
    clerk.is_sound();
}

/// The aliases of a unit in the register.
fn aliases(clerk: &Clerk, unit: &str) -> Vec<String> {
    let units = clerk.json(["units", "list"])["units"].take();
    let found = units.as_array().unwrap().iter().find(|one| one["name"] == unit).unwrap().clone();
    texts(&found["aliases"])
}

#[test]
fn an_alias_goes_with_the_assignment_that_made_it() {
    let clerk = Clerk::begun();
    put(&clerk, "附件2_a.xlsx", "大周镇", 0);
    clerk.take("附件2_a.xlsx");
    clerk.run(["assign", "1/0", "--unit", "小周镇", "--reason", REASON]).done();
    assert_eq!(aliases(&clerk, "小周镇"), ["城管办"]);
    let told = clerk.run(["assign", "1/0", "--unit", "大周镇", "--reason", "看错了，是大周镇的"]).done();
    assert!(
        told.contains("“城管办”不再是“小周镇”的别名；表上写的“城管办”以后就按这个单位的别名认"),
        "{told}"
    );
    assert_eq!((aliases(&clerk, "小周镇"), aliases(&clerk, "大周镇")), (vec![], vec!["城管办".to_owned()]));
    // The next month is booked there, and now something else hangs on the name.
    put(&clerk, "附件2_b.xlsx", "大周镇", 1);
    clerk.take("附件2_b.xlsx");
    assert_eq!(received(&clerk, FEBRUARY), 1);
    let told = clerk.run(["assign", "1/0", "--unit", "小周镇", "--reason", REASON]).done();
    assert!(
        told.contains("“城管办”还是“大周镇”的别名：别的 1 份表（“附件2_b.xlsx”（2/0））也靠它认单位"),
        "{told}"
    );
    clerk.run(["exclude", "2/0", "--reason", "不是本区的单位发来的"]).done();
    clerk.run(["assign", "1/0", "--unit", "大周镇", "--reason", REASON]).done();
    let told = clerk.run(["exclude", "1/0", "--reason", "不是本区的单位发来的"]).done();
    assert!(told.contains("“城管办”不再是“大周镇”的别名"), "{told}");
    assert_eq!(aliases(&clerk, "大周镇"), [""; 0]);
    let told = clerk.run(["assign", "1/0", "--unit", "大周镇", "--reason", REASON]).done();
    assert!(told.contains("不记作别名"), "what was left out bears it too: {told}");
    clerk.is_sound();
}

#[test]
fn a_word_of_the_field_itself_is_nobodys_alias() {
    for word in ["（盖章）", "本单位", "无", "人民政府"] {
        let clerk = Clerk::begun();
        let mut slip = right(unit_of("小周镇"), 0);
        slip.called = word.to_owned();
        clerk.put("附件2.xlsx", &draw(&slip, Layout::Official(Hand::Numbers)).bytes);
        clerk.take("附件2.xlsx");
        let told = clerk.json(["assign", "1/0", "--unit", "小周镇", "--reason", REASON]);
        assert_eq!((received(&clerk, JANUARY), aliases(&clerk, "小周镇")), (1.into(), vec![]), "{told}");
    }
}

#[test]
fn what_a_closed_month_was_closed_with_counts_on_though_its_bytes_come_under_another_name() {
    let (clerk, bytes) = (Clerk::begun(), nameless());
    clerk.put("小周镇2022年1月.xlsx", &bytes);
    clerk.take("小周镇2022年1月.xlsx");
    clerk.run(["close", JANUARY]).done();
    clerk.put("大周镇2022年1月.xlsx", &bytes);
    let told = clerk.take("大周镇2022年1月.xlsx")["files"][0]["sentences"].to_string();
    assert!(told.contains("没有指定以前，还照关账时算2022年1月的“小周镇”"), "{told}");
    let stands = || {
        let mut status = clerk.json(["status", JANUARY]);
        (status["received"].take(), status["waiting"].take())
    };
    assert_eq!((stands(), open(&clerk)), ((1.into(), 1.into()), vec!["1/0".to_owned()]));
    clerk.run(["reopen", JANUARY, "--reason", "核对小周镇"]).done();
    assert!(clerk.run(["close", JANUARY]).refused().contains("小周镇"), "it is not closed over the question");
    assert_eq!(stands(), (1.into(), 1.into()));
    clerk.run(["assign", "1/0", "--unit", "小周镇", "--reason", REASON]).done();
    assert_eq!(stands(), (1.into(), 0.into()));
    clerk.run(["close", JANUARY]).done();
    clerk.is_sound();
}
