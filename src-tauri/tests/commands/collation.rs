//! 汇总, called as the page calls it: begun, taken in, decided and closed; and which side is in hand.

use std::fs;

use serde_json::{Value, json};
use yuebao::notice::Notice;
use yuebao::output::write_file;

use crate::shell::Shell;

/// A shell whose clerk has three townships below.
pub(crate) fn clerk() -> Shell {
    let shell = Shell::new();
    let members = shell.done("known_members", json!({}));
    assert_eq!(members.as_array().unwrap().len(), 52);
    let named =
        |name: &str| members.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
    let members = json!([named("龙沙镇"), named("龙驹镇"), named("五桥街道")]);
    shell.done("begin_collation", json!({ "office": "万州区城市管理局", "members": members }));
    shell
}

pub(crate) fn report(unit: &str, month: &str, amount: &str, total: &str) -> String {
    let rows = Notice::built_in().unwrap().form("annex2").unwrap().rows();
    let lines = rows.map(|row| {
        let amounts = if row.number == 4 { format!("{amount},{total}") } else { ",".to_owned() };
        format!("{},{},{amounts}\n", row.number, row.content)
    });
    format!("填报单位：{unit},,,{month}\n序号,整治内容,当月数量,累计数量\n{}", lines.collect::<String>())
}

/// Takes in a folder with these reports.
pub(crate) fn take(shell: &Shell, reports: &[(&str, &str, &str, &str)]) -> Value {
    let folder = shell.home.path().join(format!("来表{}", reports.len()));
    fs::create_dir(&folder).unwrap();
    for (unit, month, amount, total) in reports {
        let file = folder.join(format!("{unit}{month}.csv"));
        write_file(&file, report(unit, month, amount, total).as_bytes()).unwrap();
    }
    shell.asked.lock().unwrap().open = Some(folder);
    let intake = shell.done("choose_intake_folder", json!({}));
    shell.done("take_in", json!({ "receivedOn": "2022-03-01" }));
    intake
}

pub(crate) fn board(shell: &Shell, month: &str) -> Value {
    shell.done("board", json!({ "month": month }))
}

fn tile(board: &Value, name: &str) -> Value {
    let units = board["kinds"].as_array().unwrap().iter().flat_map(|kind| kind["units"].as_array().unwrap());
    units.into_iter().find(|unit| unit["name"] == name).unwrap().clone()
}

#[test]
fn nothing_is_begun_where_a_unit_would_be_refused() {
    let shell = Shell::new();
    assert_eq!(shell.done("sides", json!({})), json!({ "in_hand": "reporting", "has_other": false }));
    let read = shell.done("read_members", json!({ "text": "区教委\t\t教委\n区教委", "usual": "department" }));
    let refused = shell.refused("begin_collation", json!({ "office": "区城管局", "members": read }));
    assert_eq!(refused["code"], "unit_name");
    assert!(shell.done("overview", json!({}))["unit"].is_null());
    let one = json!([read[0]]);
    assert_eq!(
        shell.refused("begin_collation", json!({ "office": " ", "members": one }))["code"],
        "unit_name"
    );
    shell.done("begin_collation", json!({ "office": "区城管局", "members": one }));
    assert_eq!(shell.done("sides", json!({})), json!({ "in_hand": "collation", "has_other": true }));
    assert_eq!(board(&shell, "2022-01")["expected"], 1);
}

#[test]
fn each_side_keeps_its_own() {
    let shell = clerk();
    assert_eq!(shell.done("overview", json!({}))["unit"]["name"], "万州区城市管理局");
    shell.done("choose_side", json!({ "side": "reporting" }));
    assert!(shell.done("overview", json!({}))["unit"].is_null(), "the officer's own was not begun");
    shell.asked.lock().unwrap().open = Some(shell.home.path().to_owned());
    assert_eq!(shell.refused("choose_intake_folder", json!({}))["code"], "not_collation");
    shell.done("choose_side", json!({ "side": "collation" }));
    assert_eq!(board(&shell, "2022-01")["expected"], 3);
}

#[test]
fn a_drop_is_looked_at_and_then_taken_in_decided_and_closed() {
    let shell = clerk();
    assert_eq!(shell.done("choose_intake", json!({})), Value::Null, "who thinks better of it");
    assert_eq!(shell.refused("take_in", json!({ "receivedOn": null }))["code"], "nothing_chosen");
    assert_eq!(board(&shell, "2022-01")["next"], "take_in");
    take(&shell, &[("龙沙镇", "2022年1月", "5", "5"), ("龙驹镇", "2022年1月", "7", "7")]);
    let intake = take(
        &shell,
        &[
            ("龙沙镇", "2022年2月", "6", "12"),
            ("龙驹镇", "2022年2月", "3", "10"),
            ("五桥镇", "2022年2月", "1", "1"),
        ],
    );
    assert_eq!(intake["sentence"], "3 个文件：采用 1，待核实 1，认不出 1");
    let february = board(&shell, "2022-02");
    assert_eq!(
        (&february["received"], &february["on_time"], &february["waiting"]),
        (&json!(2), &json!(0), &json!(1))
    );
    assert_eq!(
        (&february["next"], february["tray"][0]["label"].as_str()),
        (&json!("questions"), Some("强制"))
    );
    let waiting = tile(&february, "龙沙镇");
    assert_eq!((&waiting["label"], &waiting["is_late"]), (&json!("待核实"), &json!(true)));

    let place = json!({ "month": "2022-02", "unit": waiting["unit"] });
    let known = shell.done("unit_in_hand", place.clone());
    assert_eq!(known["questions"][0]["cell"], "D6");
    assert_eq!(known["versions"][0]["within"], json!(["来表3"]));
    let with = |reason: &str| json!({ "month": "2022-02", "unit": waiting["unit"], "report": null, "reason": reason });
    assert_eq!(shell.refused("accept_report", with("同意"))["code"], "reason");
    shell.done("accept_report", with("电话问过，上月漏了 1 处"));
    let unplaced = february["tray"][0]["report"].clone();
    let assign =
        json!({ "report": unplaced, "unit": "五桥街道", "month": null, "alone": false, "reason": "改过名" });
    shell.done("assign_report", assign);
    let february = board(&shell, "2022-02");
    assert_eq!((&february["next"], february["tray"].as_array().unwrap().len()), (&json!("close"), 0));
    let left_out = shell.done("name_left_out", json!({ "report": unplaced }));
    assert!(left_out["words"].as_str().unwrap().contains("不再是“五桥街道”的别名"), "{left_out}");

    let sums = shell.done("sums", json!({ "month": "2022-02" }));
    let line = sums.as_array().unwrap().iter().find(|line| line["figure"] == "4").unwrap().clone();
    assert_eq!((&line["month"], &line["total"], &line["units"]), (&json!("10"), &json!("22"), &json!(3)));
    let units = shell.done("contributions", json!({ "month": "2022-02", "figure": "4" }));
    let first = &units["lines"][0];
    assert_eq!(
        (&first["share"], &first["last_month"], &first["cell"]),
        (&json!("60.0%"), &json!("5"), &json!("C6"))
    );
    let source = shell.done("source_sheet", json!({ "report": first["from"], "cell": first["cell"] }));
    let (row, column) = (source["framed"][0].as_u64().unwrap(), source["framed"][1].as_u64().unwrap());
    let framed = &source["rows"][usize::try_from(row).unwrap()]["texts"][usize::try_from(column).unwrap()];
    assert_eq!((framed, &source["file"]), (&json!("6"), &json!("龙沙镇2022年2月.csv")));

    shell.done("close_month", json!({ "month": "2022-02", "sure": true }));
    assert_eq!(board(&shell, "2022-02")["next"], "send_up");
    let refused = shell
        .refused("return_report", json!({ "month": "2022-02", "unit": waiting["unit"], "reason": "晚了" }));
    assert_eq!(refused["code"], "closed");
    shell.done("reopen_month", json!({ "month": "2022-02", "reason": "漏了一个单位" }));
    assert_eq!(board(&shell, "2022-02")["next"], "close");
}

#[test]
fn what_was_wrong_stays_in_sight_after_it_was_sent_back() {
    let shell = clerk();
    take(&shell, &[("龙沙镇", "2022年1月", "两车", "2"), ("龙驹镇", "2022年1月", "7", "7")]);
    let unit = tile(&board(&shell, "2022-01"), "龙沙镇")["unit"].clone();
    let known = || shell.done("unit_in_hand", json!({ "month": "2022-01", "unit": unit }));
    let refusal = known()["refusal"].as_str().unwrap().to_owned();
    assert!(refusal.contains("“两车”"), "{refusal}");
    assert_eq!(known()["versions"][0]["refusal"], refusal);
    let accept = json!({ "month": "2022-01", "unit": unit, "report": null, "reason": "电话问过，是 2 车" });
    assert_eq!(shell.refused("accept_report", accept)["code"], "not_sound");
    shell.done("return_report", json!({ "month": "2022-01", "unit": unit, "reason": "第 4 项不是数" }));
    let returned = known();
    assert_eq!(
        (&returned["questions"], &returned["reason"], &returned["versions"][0]["label"]),
        (&json!([]), &json!("第 4 项不是数"), &json!("已退回"))
    );
    assert_eq!(
        (&returned["faults"][0]["sentence"], &returned["faults"][0]["cell"]),
        (&json!(refusal), &json!("C6"))
    );
    take(
        &shell,
        &[
            ("龙沙镇", "2022年1月", "2", "2"),
            ("龙驹镇", "2022年2月", "7", "14"),
            ("龙沙镇", "2022年2月", "1", "3"),
        ],
    );
    assert_eq!((&known()["faults"], &known()["refusal"]), (&json!([]), &Value::Null));
}

#[test]
fn the_months_in_the_rail_say_what_is_open_in_them() {
    let shell = clerk();
    take(&shell, &[("龙沙镇", "2022年1月", "5", "5"), ("龙驹镇", "2022年1月", "7", "7")]);
    shell.done("close_month", json!({ "month": "2022-01", "sure": true }));
    let marks = || {
        let months = board(&shell, "2022-03")["months"].clone();
        let mark = |month: &Value| (month["waiting"].clone(), month["is_changed"].clone());
        let marks: Vec<(Value, Value)> = months.as_array().unwrap().iter().take(2).map(mark).collect();
        marks
    };
    assert_eq!(marks(), [(json!(0), json!(false)), (json!(0), json!(false))]);
    take(
        &shell,
        &[
            ("龙沙镇", "2022年1月", "6", "6"),
            ("龙驹镇", "2022年2月", "3", "9"),
            ("龙沙镇", "2022年2月", "1", "6"),
        ],
    );
    assert_eq!(
        marks(),
        [(json!(1), json!(false)), (json!(1), json!(false))],
        "a correction waits, a total does not carry"
    );
    let unit = tile(&board(&shell, "2022-01"), "龙沙镇")["unit"].clone();
    let accept =
        json!({ "month": "2022-01", "unit": unit, "report": null, "reason": "单位来函更正，多报了 1 处" });
    shell.done("accept_report", accept);
    assert_eq!(
        marks(),
        [(json!(0), json!(true)), (json!(2), json!(false))],
        "its total is held against another one now"
    );
    shell.done("undo", json!({}));
    assert_eq!(marks(), [(json!(1), json!(false)), (json!(1), json!(false))]);
}

#[test]
fn a_scan_is_listed_under_its_unit_and_opened() {
    let shell = clerk();
    take(&shell, &[("龙沙镇", "2022年1月", "5", "5"), ("龙驹镇", "2022年1月", "7", "7")]);
    let folder = shell.home.path().join("扫描");
    fs::create_dir(&folder).unwrap();
    write_file(&folder.join("龙沙镇2022年1月.exe"), b"%PDF-1.4 %%EOF").unwrap();
    shell.asked.lock().unwrap().open = Some(folder);
    let intake = shell.done("choose_intake_folder", json!({}));
    assert_eq!(intake["sentence"], "1 个文件：扫描件 1");
    shell.done("take_in", json!({ "receivedOn": null }));
    let board = board(&shell, "2022-01");
    assert_eq!(
        ["龙沙镇", "龙驹镇"].map(|unit| tile(&board, unit)["has_no_scan"].clone()),
        [json!(false), json!(true)]
    );
    let unit = tile(&board, "龙沙镇")["unit"].clone();
    let known = shell.done("unit_in_hand", json!({ "month": "2022-01", "unit": unit }));
    let scan = &known["scans"][0];
    assert_eq!((&scan["file"], &scan["within"]), (&json!("龙沙镇2022年1月.exe"), &json!(["扫描"])));
    shell.log();
    assert_eq!(shell.done("open_received_scan", json!({ "report": scan["report"] })), true);
    assert_eq!(shell.log(), ["open 龙沙镇2022年1月.pdf"], "by its content, not by its name");
    let report = &known["versions"][0]["report"];
    assert_eq!(shell.refused("open_received_scan", json!({ "report": report }))["code"], "unknown_report");
}

#[test]
fn a_month_is_taken_as_a_person_writes_it() {
    let shell = clerk();
    take(&shell, &[("五桥镇", "2022年1月", "5", "5")]);
    let asked = board(&shell, "2022-01")["tray"][0].clone();
    assert_eq!(
        (&asked["can_be_assigned"], &asked["read_unit"], &asked["read_month"]),
        (&json!(true), &Value::Null, &json!("2022-01"))
    );
    let as_said = |unit: &str, month: &str| json!({ "report": asked["report"], "unit": unit, "month": month, "alone": false, "reason": "问过" });
    for text in ["三月", "13月", "3", "22.3"] {
        let refused = shell.refused("assign_report", as_said("五桥街道", text));
        assert_eq!(refused["field"], "month", "{refused}");
        assert!(refused["sentence"].as_str().unwrap().contains(text), "{refused}");
    }
    let refused = shell.refused("assign_report", as_said("五桥", "2022-03"));
    assert_eq!((&refused["field"], &refused["code"]), (&json!("unit"), &json!("unknown_unit")));
    assert!(!refused["sentence"].as_str().unwrap().contains("yuebao"), "{refused}");
    for (text, month) in
        [("2022年3月", "2022-03"), ("2022年2月", "2022-02"), ("2022.3", "2022-03"), ("2022-01", "2022-01")]
    {
        shell.done("assign_report", as_said("五桥街道", text));
        assert_eq!(tile(&board(&shell, month), "五桥街道")["label"], "已采用", "{text}");
    }
}

#[test]
fn a_file_without_a_report_can_leave_the_tray() {
    let shell = clerk();
    let folder = shell.home.path().join("杂");
    fs::create_dir(&folder).unwrap();
    write_file(&folder.join("值班表.csv"), "日期,值班人\n3月1日,张三\n".as_bytes()).unwrap();
    shell.asked.lock().unwrap().open = Some(folder);
    shell.done("choose_intake_folder", json!({}));
    shell.done("take_in", json!({ "receivedOn": null }));
    let january = board(&shell, "2022-01");
    let asked = january["tray"][0].clone();
    assert_eq!((&asked["file"], &asked["can_be_assigned"]), (&json!("值班表.csv"), &json!(false)));
    let assign = json!({ "report": asked["report"], "unit": "龙沙镇", "month": "2022-01", "alone": false, "reason": "问过" });
    assert_eq!(shell.refused("assign_report", assign)["code"], "unknown_report");
    shell.done("exclude_report", json!({ "report": asked["report"], "reason": "不是报表" }));
    assert_eq!(board(&shell, "2022-01")["tray"], json!([]));
    shell.done("undo", json!({}));
    assert_eq!(board(&shell, "2022-01")["tray"][0]["file"], "值班表.csv");
}

#[test]
fn what_is_no_report_is_refused_with_a_sentence() {
    let shell = clerk();
    let refused = shell.refused("source_sheet", json!({ "report": "9/9", "cell": "A1" }));
    assert_eq!(refused["code"], "unknown_report");
    let refused = shell.refused("exclude_report", json!({ "report": "甲", "reason": "错了" }));
    assert_eq!(refused["code"], "unknown_report");
    let refused = shell.refused("unit_in_hand", json!({ "month": "2022-01", "unit": 99 }));
    assert_eq!(refused["code"], "unknown_unit");
}
