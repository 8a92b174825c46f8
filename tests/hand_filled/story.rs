//! The command line: a drawer full of old files, and the program filled from it.

use std::path::Path;

use serde_json::json;

use crate::harness::{NOW, Office};
use crate::old::{Old, book, old};

const JANUARY: &str = "1a=120 1b=15 2a=12.5 2b=3.25 4=7 6=0 8=1 9=4 13=36 18=0";
const FEBRUARY: &str = "1a=80 1b=5 2a=2.5 2b=0.25 4=3 6=1.5 8=0 9=2 13=4 18=1";
const TOTALS: &str = "1a=200 1b=20 2a=15 2b=3.5 4=10 6=1.5 8=1 9=6 13=40 18=1";

fn drawer() -> Office {
    let office = Office::begun();
    office.put_old("1月.xlsx", Old { date: "2022年1月27日", ..old("2022年1月", JANUARY, JANUARY) });
    office.put_old("2月.xlsx", old("2022年2月月度情况统计表", FEBRUARY, TOTALS));
    office
}

#[test]
fn a_drawer_of_files_is_looked_at_first_and_comes_in_only_when_it_is_said_so() {
    let office = drawer();
    let before = office.everything();
    let shown = office.run(["import", "1月.xlsx", "2月.xlsx"]);
    assert_eq!(shown.code, 0);
    assert_eq!(shown.remark, "还没有导入，什么都没有改动；加上 --yes 就导入\n");
    assert!(shown.output.contains("2022年1月 · “1月.xlsx”的“Sheet1” · 会导入"), "{}", shown.output);
    assert!(shown.output.ends_with("会导入 2 个月，填上 20 格\n"), "{}", shown.output);
    assert_eq!(office.everything(), before, "looking changes nothing");

    let done = office.run(["import", "1月.xlsx", "2月.xlsx", "--yes"]).done();
    assert!(done.ends_with("已经导入\n"), "{done}");
    for (month, figure, amount, total) in [
        ("2022-01", "2a", "12.50", "12.50"),
        ("2022-02", "1a", "80", "200"),
        ("2022-02", "2b", "0.25", "3.50"),
        ("2022-02", "8", "0", "1"),
    ] {
        assert_eq!(office.figure(month, figure, "month"), json!(amount), "{month} {figure}");
        assert_eq!(office.figure(month, figure, "total"), json!(total), "{month} {figure}");
    }
    assert_eq!(office.figure("2022-01", "14", "month"), json!(null), "a blank is not 0");
    assert_eq!(office.shown("2022-01")["filled_on"], "2022-01-27", "the day on the old sheet");
    assert_eq!(office.shown("2022-02")["filled_on"], NOW[..10], "where there was none, today");
    let again = office.run(["import", "1月.xlsx", "2月.xlsx"]);
    assert_eq!(
        (again.code, again.remark.as_str()),
        (1, "现在还不能导入：选中的表里没有新的数，没有要导入的\n")
    );
}

#[test]
fn programs_read_the_plan() {
    let office = drawer();
    let ran = office.run(["import", "1月.xlsx", "--json"]);
    let plan: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!((&plan["imported"], &plan["problem"]), (&json!(false), &json!(null)));
    let sheet = &plan["sheets"][0];
    assert_eq!(
        (&sheet["month"], &sheet["status"], &sheet["new"]),
        (&json!("2022-01"), &json!("ready"), &json!(10))
    );
    let figure = &sheet["figures"][2];
    assert_eq!(
        figure,
        &json!({
            "figure": "2a", "row": 2, "name": "清除暴露垃圾", "unit": "吨", "read": "12.50", "recorded": "",
            "old_total": "12.50", "total": "12.50", "status": "new", "label": "新的", "remark": "",
        })
    );
    let done = office.run(["import", "1月.xlsx", "--yes", "--json"]).json();
    assert_eq!(done["imported"], true);
}

#[test]
fn what_stands_there_already_is_shown_before_it_is_replaced() {
    let office = drawer();
    office.run(["set", "2022-01", "1a=100", "1b=15", "14=9"]).done();
    let shown = office.run(["import", "1月.xlsx"]).output;
    assert!(shown.contains("会导入 1 个月，填上 8 格，改动现有的 1 格"), "{shown}");
    let line = |name: &str| shown.lines().find(|line| line.contains(name)).unwrap().to_owned();
    assert!(line("出动环卫工人").contains("100") && line("出动环卫工人").contains("会改动"));
    assert!(line("新、改建路灯").contains("旧表空着，现在的数不变"));
    office.run(["import", "1月.xlsx", "--yes"]).done();
    assert_eq!(office.figure("2022-01", "1a", "month"), "120");
    assert_eq!(office.figure("2022-01", "14", "month"), "9", "a blank takes nothing away");
    let history = office.run(["history", "2022-01", "1a"]).done();
    let first = history.lines().find(|line| line.contains("导入旧表")).unwrap();
    assert!(first.contains("100") && first.contains("120"), "{first}");
}

#[test]
fn one_file_may_hold_many_months_and_other_sheets() {
    let office = Office::begun();
    let month = |tab, months, totals| Old { tab, ..old("月度情况统计表", months, totals) };
    let year = [
        month("1月", "4=1", "4=1"),
        month("二月", "4=2", "4=3"),
        month("3月份", "4=3", "4=6"),
        month("4月", "", ""),
    ];
    office.put("2022年月报.xlsx", &book(&year));
    let shown = office.run(["import", "2022年月报.xlsx", "--yes"]).done();
    assert!(shown.contains("这张表没有填当月的数，不导入"), "{shown}");
    assert_eq!(office.figure("2022-03", "4", "total"), "6");
    assert_eq!(office.shown("2022-04")["state"], "empty");
}

#[test]
fn our_own_workbooks_come_in_again_with_the_same_figures() {
    let office = drawer();
    office.run(["import", "1月.xlsx", "2月.xlsx", "--yes"]).done();
    office.run(["projects", "add", "--by", "龙沙社区", "--scale", "公厕"]).done();
    std::fs::create_dir(office.home().join("桌面")).unwrap();
    for month in ["2022-01", "2022-02"] {
        office.run(["projects", "export", "--to", "桌面", "--beside", month]);
    }
    let folder = office.home().join("桌面");
    let names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| format!("桌面/{}", file.unwrap().file_name().to_string_lossy()))
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");

    let other = Office::begun();
    for name in &names {
        other.put(name.trim_start_matches("桌面/"), &std::fs::read(office.home().join(name)).unwrap());
    }
    let [first, second] = [0, 1].map(|at: usize| names[at].trim_start_matches("桌面/"));
    let done = other.run(["import", first, second, "--yes"]).done();
    assert!(done.contains("工作表“附件3”不是附件2，没有读"), "{done}");
    assert!(done.contains("表上标着“草稿”，是定稿以前的表"), "a draft is not taken for a report: {done}");
    for month in ["2022-01", "2022-02"] {
        assert_eq!(other.shown(month)["figures"], office.shown(month)["figures"], "{month}");
    }
}

#[test]
fn an_old_xls_of_an_office_program_comes_in() {
    let office = Office::begun();
    office.put("3月.xls", include_bytes!("march.xls"));
    office.run(["import", "3月.xls", "--yes", "--totals", "months"]).done();
    for (figure, amount) in [("1a", "120"), ("2a", "12.30"), ("2b", "3.50"), ("13", "36"), ("6", "0.30")] {
        assert_eq!(office.figure("2022-03", figure, "month"), amount, "{figure}");
    }
}

#[test]
fn a_month_that_stands_nowhere_is_asked_for() {
    let office = Office::begun();
    office.put_old("报表.xlsx", old("月度情况统计表", "4=7", "4=7"));
    let shown = office.run(["import", "报表.xlsx"]);
    assert_eq!(shown.code, 1);
    assert!(shown.remark.contains("标题、工作表名和文件名里都没有月份。请写明是哪个月"), "{}", shown.remark);
    office.run(["import", "报表.xlsx", "--month", "2022-03", "--yes", "--totals", "months"]).done();
    assert_eq!(office.figure("2022-03", "4", "month"), "7");
    office.put_old("另一张.xlsx", old("2022年2月", "4=7", "4=7"));
    let refused = office.run(["import", "报表.xlsx", "另一张.xlsx", "--month", "2022-03"]).refused();
    assert!(refused.contains("写明的月份只能给一张表，这些文件里有 2 张"), "{refused}");
}

#[test]
fn wrong_usage_is_told() {
    let office = Office::begun();
    assert_eq!(office.run(["import"]).wrong_usage(), "缺少 <文件>...；什么都没有做。");
    assert!(
        office.run(["import", "a.xlsx", "--totals", "both"]).wrong_usage().contains("months、opening、old")
    );
}
