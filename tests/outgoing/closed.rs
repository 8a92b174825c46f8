//! A closed month whose reports come to something else since: both are told, wherever the sums stand.

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::{Value, json};

use crate::district::{exported, unit};
use crate::harness::{Office, overwrite};

fn take(clerk: &Office, name: &str, months: &[(&str, &str)]) {
    let (last, _) = months.last().unwrap();
    let office = unit(name, "township", months);
    let file = exported(&office, last);
    clerk.run(["collate", "take", file.to_str().unwrap(), "--yes"]).done();
}

/// January of four units, of whom three reported 10 each, is closed; February is open.
fn closed() -> Office {
    let clerk = Office::new();
    let register = clerk.home().join("名册.csv");
    overwrite(&register, "甲镇,township\n乙镇,township\n丙镇,township\n丁镇,township\n".as_bytes());
    let register = register.to_str().unwrap();
    clerk.run(["collate", "init", "--office", "青山县城市管理局", "--units", register]).done();
    for name in ["甲镇", "乙镇", "丙镇"] {
        take(&clerk, name, &[("2022-01", "1a=10")]);
    }
    clerk.run(["collate", "close", "2022-01"]).done();
    clerk
}

/// What is accepted of a unit in January; answers what the command line says.
fn accept(clerk: &Office, name: &str) -> String {
    clerk.run(["collate", "accept", "2022-01", name, "--reason", "关账以后来的，数核对过"]).done()
}

/// 丁镇's 100 came late and counts.
fn with_a_late_report() -> Office {
    let clerk = closed();
    take(&clerk, "丁镇", &[("2022-01", "1a=100")]);
    accept(&clerk, "丁镇");
    clerk
}

fn figure(clerk: &Office, month: &str) -> Value {
    clerk.run(["collate", "show", month, "--json"]).json()["figures"]["1a"].clone()
}

const BOTH: &str = "关账时 30，现在采用的加起来是 130（4/4）；要改报，先重新打开或作更正（yuebao collate reopen，或 yuebao --data <数据文件夹>/汇总 correct）";

#[test]
fn what_was_closed_and_what_counts_now_each_have_their_own_units() {
    let clerk = closed();
    let before = json!({"month": "30", "total": "30", "units": 3, "missing": ["丁镇"]});
    assert_eq!(figure(&clerk, "2022-01"), before, "nothing differs yet");
    let clerk = with_a_late_report();
    assert_eq!(
        figure(&clerk, "2022-01"),
        json!({
            "month": "30", "total": "30", "units": 3, "missing": ["丁镇"],
            "now": {"month": "130", "total": "130", "units": 4, "missing": []},
        })
    );
    let told = clerk.run(["collate", "show", "2022-01"]).done();
    assert!(told.ends_with(&format!("1a 出动环卫工人：{BOTH}\n")), "{told}");
    // What is reopened and closed again says what counts.
    clerk.run(["collate", "reopen", "2022-01", "--reason", "丁镇补报"]).done();
    clerk.run(["collate", "close", "2022-01"]).done();
    assert_eq!(figure(&clerk, "2022-01"), json!({"month": "130", "total": "130", "units": 4, "missing": []}));
}

#[test]
fn the_units_of_a_sum_are_told_beside_what_was_closed() {
    let clerk = with_a_late_report();
    let told = clerk.run(["collate", "trace", "2022-01", "1a"]).done();
    assert!(told.ends_with(&format!("{BOTH}\n")), "{told}");
    let told = clerk.run(["collate", "trace", "2022-01", "1a", "--json"]).json();
    assert_eq!(told["closed"], json!({"month": "30", "total": "30"}));
    assert_eq!(told["now"]["month"], "130");
    let other = clerk.run(["collate", "trace", "2022-01", "2a", "--json"]).json();
    assert!(other.get("closed").is_none() && other.get("now").is_none(), "{other}");
}

#[test]
fn a_trend_is_of_what_counts_now_in_every_month() {
    let clerk = with_a_late_report();
    take(&clerk, "甲镇", &[("2022-01", "1a=10"), ("2022-02", "1a=5")]);
    let told = clerk.run(["collate", "trend", "1a", "--json"]).json();
    let months: Vec<Value> =
        (0..2).map(|at| json!([told["months"][at]["value"], told["months"][at]["total"]])).collect();
    assert_eq!(months, [json!(["130", "130"]), json!(["5", "135"])]);
    assert_eq!(told["months"][0]["closed"], json!({"value": "30", "total": "30"}));
    assert!(told["months"][1].get("closed").is_none());
    let words = clerk.run(["collate", "trend", "1a"]).done();
    assert!(
        words.ends_with("这里是现在采用的加起来，和关账时不一样的月份：2022年1月（关账时 30，累计 30）\n"),
        "{words}"
    );
}

#[test]
fn the_table_of_all_units_adds_up_and_has_the_closed_sum_on_a_line_of_its_own() {
    let clerk = closed();
    take(&clerk, "甲镇", &[("2022-01", "1a=15")]);
    accept(&clerk, "甲镇");
    assert_eq!(clerk.run(["collate", "export", "2022-01", "--to", "."]).code, 0);
    let file = clerk.home().join("青山县城市管理局_2022年01月_附件2_各单位数据.xlsx");
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let sheet = book.worksheet_range("各单位数据").unwrap();
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    let of_month: Vec<[&str; 2]> =
        rows.iter().filter(|row| row[3] == "当月").map(|row| [0, 4].map(|at| row[at].as_str())).collect();
    assert_eq!(
        of_month,
        [
            ["甲镇", "15"],
            ["乙镇", "10"],
            ["丙镇", "10"],
            ["丁镇", ""],
            ["合计", "35"],
            ["关账时的合计", "30"]
        ]
    );
}

#[test]
fn accepting_what_came_late_says_what_it_changes_in_every_closed_month() {
    let clerk = closed();
    take(&clerk, "乙镇", &[("2022-01", "1a=10"), ("2022-02", "1a=5")]);
    clerk.run(["collate", "close", "2022-02"]).done();
    take(&clerk, "丁镇", &[("2022-01", "1a=100")]);
    let told = accept(&clerk, "丁镇");
    let lines: Vec<&str> = told.lines().skip(2).collect();
    assert_eq!(
        lines,
        [
            "2022年1月关账时的数和现在采用的加起来不一样：“出动环卫工人”当月 30 → 130，“出动环卫工人”累计 30 → 130",
            "2022年2月关账时的数和现在采用的加起来不一样：“出动环卫工人”累计 35 → 135",
            "要改报，先重新打开或作更正（yuebao collate reopen，或 yuebao --data <数据文件夹>/汇总 correct）",
        ]
    );
    let figure = figure(&clerk, "2022-02");
    assert_eq!(
        (&figure["month"], &figure["total"], &figure["now"]["total"]),
        (&"5".into(), &"35".into(), &"135".into())
    );
}

#[test]
fn whatever_changes_an_open_month_says_what_it_changes_in_a_later_closed_one() {
    let clerk = closed();
    take(&clerk, "甲镇", &[("2022-01", "1a=10"), ("2022-03", "1a=1")]);
    let closed = clerk.run(["collate", "close", "2022-03"]).done();
    assert!(closed.contains("累计里还缺 4 个单位以前月份的数：甲镇（2 月）"), "{closed}");
    assert!(closed.contains("2 月还没有关账：那些月份再变，这个月的累计也会跟着变"), "{closed}");
    assert!(!closed.contains("没有处理"), "{closed}");
    let office = unit("乙镇", "township", &[("2022-01", "1a=10"), ("2022-02", "1a=7")]);
    let file = exported(&office, "2022-02");
    let file = file.to_str().unwrap();
    let told = clerk.run(["collate", "take", file, "--yes"]).done();
    assert!(
        told.contains("2022年3月关账时的数和现在采用的加起来不一样：“出动环卫工人”累计 31 → 38"),
        "{told}"
    );
    let of_february = |decision: &str| {
        clerk.run(["collate", decision, "2022-02", "乙镇", "--reason", "二月没有整治任务，见说明"]).done()
    };
    assert!(!of_february("return").contains("关账时的数"), "it is as it was closed");
    let again = clerk.run(["collate", "take", file, "--yes"]).done();
    assert!(again.contains("那一份已经退回；单位核对过没有错，就采用那一份"), "{again}");
    let nothing_new =
        clerk.run(["collate", "accept", "2022-02", "乙镇", "--reason", "电话问过，就是 7 人次"]).refused();
    let (_, named) = nothing_new.split_once("--report ").unwrap();
    let named = named.split('）').next().unwrap();
    let accept =
        ["collate", "accept", "2022-02", "乙镇", "--report", named, "--reason", "电话问过，就是 7 人次"];
    assert!(clerk.run(accept).done().contains("“出动环卫工人”累计 31 → 38"));
    clerk.run(["collate", "reopen", "2022-03", "--reason", "乙镇补报"]).done();
    clerk.run(["collate", "close", "2022-03"]).done();
    assert!(
        of_february("exempt")
            .contains("2022年3月关账时的数和现在采用的加起来不一样：“出动环卫工人”累计 38 → 31")
    );
}

#[test]
fn closing_says_what_came_and_has_no_place() {
    let clerk = closed();
    let stranger = unit("戊镇", "township", &[("2022-02", "1a=1")]);
    let file = exported(&stranger, "2022-02");
    clerk.run(["collate", "take", file.to_str().unwrap(), "--yes"]).done();
    take(&clerk, "甲镇", &[("2022-01", "1a=10"), ("2022-02", "1a=5")]);
    let told = clerk.run(["collate", "close", "2022-02"]).done();
    assert!(told.contains("还有 1 处收到的没有处理，可能有这个月的"), "{told}");
}

#[test]
fn closing_and_reopening_speak_of_closing_and_the_export_of_what_no_unit_reported() {
    let clerk = closed();
    let again = clerk.run(["collate", "close", "2022-01"]).refused();
    assert!(again.contains("2022年1月已经关账"), "{again}");
    let open = clerk.run(["collate", "reopen", "2022-02", "--reason", "补报来了"]).refused();
    assert!(open.contains("2022年2月还没有关账，不用重新打开"), "{open}");
    take(&clerk, "甲镇", &[("2022-02", "1a=5")]);
    let exported = clerk.run(["collate", "export", "2022-02", "--to", "."]);
    assert!(
        exported.remark.contains("没有单位报") && !exported.remark.contains("填齐"),
        "{}",
        exported.remark
    );
}

#[test]
fn what_was_closed_is_exported_again_as_it_was() {
    let clerk = with_a_late_report();
    clerk.run(["collate", "reopen", "2022-01", "--reason", "丁镇补报"]).done();
    clerk.run(["collate", "close", "2022-01"]).done();
    let sum = |revision: &str| {
        let ran = clerk.run(["collate", "export", "2022-01", "--to", ".", "--revision", revision]);
        assert_eq!((ran.code, ran.remark.as_str(), ran.output.lines().count()), (0, "", 1), "{}", ran.output);
        let mut book: Xlsx<_> = open_workbook(clerk.home().join(ran.output.trim_end())).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let first = sheet.rows().flatten().find(|cell| matches!(cell, Data::Float(sum) if *sum >= 30.0));
        first.unwrap().to_string()
    };
    assert_eq!((sum("0").as_str(), sum("1").as_str()), ("30", "130"));
    let refused = clerk.run(["collate", "export", "2022-01", "--to", ".", "--revision", "7"]).refused();
    assert!(refused.contains("2022年1月"), "{refused}");
    let revisions =
        clerk.command(["--data"]).arg(clerk.data().join("汇总")).arg("revisions").output().unwrap();
    assert!(String::from_utf8_lossy(&revisions.stdout).contains("更正1"));
}
