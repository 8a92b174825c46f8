//! The register while months are closed: a closed month keeps the units that it was closed with, and whoever counts beside them is
//! named.

use crate::clerk::{Clerk, texts};
use crate::decisions::{FEBRUARY, JANUARY};

#[test]
fn a_closed_month_keeps_the_units_that_it_was_closed_with() {
    let clerk = Clerk::with_three_townships();
    clerk.run(["close", JANUARY]).done();
    let before = clerk.everything(JANUARY);
    let added = clerk.run(["units", "add", "区气象局", "--kind", "区级部门"]).done();
    assert!(added.contains("2022年1月已经关账，应报的单位还照关账时的"), "{added}");
    assert_eq!(clerk.everything(JANUARY), before);
    assert_eq!(clerk.json(["status", FEBRUARY])["expected"], 53);
    let refused = clerk.run(["units", "end", "龙沙镇", "2021-12"]).refused();
    assert!(refused.contains("2021年12月"), "{refused}");
    clerk.run(["accept", FEBRUARY, "小周镇", "--reason", "电话问过，累计含去年"]).done();
    clerk.run(["close", FEBRUARY]).done();
    let february = clerk.everything(FEBRUARY);
    let ended = clerk.run(["units", "end", "小周镇", JANUARY]).done();
    assert!(ended.contains("2022年2月已经关账，应报的单位还照关账时的"), "{ended}");
    assert_eq!((clerk.everything(JANUARY), clerk.everything(FEBRUARY)), (before, february));
    assert_eq!(clerk.json(["status", "2022-03"])["expected"], 52);
    // What is opened again follows the register, and is closed with it.
    clerk.run(["reopen", FEBRUARY, "--reason", "名册改了，要重报"]).done();
    let status = clerk.json(["status", FEBRUARY]);
    assert_eq!((&status["expected"], &status["received"]), (&52.into(), &2.into()));
    assert_eq!(texts(&status["unexpected"]), ["小周镇"], "it counts and is named");
    let shown = clerk.run(["show", FEBRUARY]).done();
    assert!(
        shown.contains("本表汇总了 53 个单位中 3 个报的数，缺 50 个")
            && shown.contains("含不在应报之列的 1 个：小周镇"),
        "{shown}"
    );
}

#[test]
fn a_unit_that_was_expected_when_a_month_was_closed_stays() {
    let clerk = Clerk::with_three_townships();
    clerk.run(["close", JANUARY]).done();
    let refused = clerk.run(["units", "remove", "龙沙镇"]).refused();
    assert!(refused.contains("2022年1月关账时它在应报之列"), "{refused}");
    clerk.run(["units", "add", "区气象局", "--kind", "department"]).done();
    clerk.run(["units", "remove", "区气象局"]).done();
}

#[test]
fn a_kind_is_known_by_its_name_and_one_that_the_notice_has_not_is_refused_with_those_it_has() {
    let clerk = Clerk::begun();
    let refused = clerk.run(["units", "add", "区气象局", "--kind", "局"]).refused();
    assert!(refused.contains("可以写：township（") && refused.contains("部门"), "{refused}");
}

#[test]
fn what_the_office_wrote_itself_is_no_units() {
    let clerk = Clerk::with_three_townships();
    clerk.run(["close", JANUARY]).done();
    let folder = clerk.office.home().join("收件");
    std::fs::create_dir(&folder).unwrap();
    for command in ["export", "bulletin"] {
        clerk.run([command, JANUARY, "--to", "收件"]).done();
    }
    clerk.beside(["letter", JANUARY, "--to", "收件"]).done();
    let written = std::fs::read_dir(folder).unwrap().count();
    assert!(written >= 5, "{written}");
    let told = clerk.take("收件");
    let files = told["files"].as_array().unwrap();
    // The letter is opened, and there is a form and a page in it.
    assert!(files.len() > written, "{told}");
    for file in files {
        assert!(texts(&file["sentences"])[0].starts_with("这是本单位自己的文件"), "{file}");
    }
    assert!(
        clerk.json(["problems"])["problems"].as_array().unwrap().iter().all(|one| one["grade"] != "forced")
    );
}
