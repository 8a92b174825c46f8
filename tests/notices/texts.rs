//! What an officer types into a form that is no figure: remarks in its rows, and the names around it.

use std::fs;

use serde_json::{Value, json};

use crate::examples::definition;
use crate::harness::{Office, Ran, init, overwrite};

/// An office that reports with `safety` from August on: row 3 has a remark, and below stands 单位主要负责人 (a).
fn begun() -> Office {
    let office = Office::new();
    let path = office.home().join("safety.json");
    overwrite(&path, definition("safety").as_bytes());
    office.run(["notice", "add", path.to_str().unwrap()]).done();
    let arguments = ["--notice", "safety"].into_iter().chain(init("town", "2026-08"));
    Ran::from(office.command([]).args(arguments).output().unwrap()).done();
    office
}

fn texts(office: &Office, month: &str) -> Value {
    office.shown(month)["texts"].clone()
}

#[test]
fn a_name_stays_until_it_is_changed_and_a_remark_is_the_months_own() {
    let office = begun();
    office.run(["text", "2026-08", "a=王五", "3= 月底停业\n整改 "]).done();
    assert_eq!(texts(&office, "2026-08"), json!({ "a": "王五", "3": "月底停业 整改" }));
    assert_eq!(texts(&office, "2026-10"), json!({ "a": "王五" }));
    office.run(["text", "2026-09", "a="]).done();
    assert_eq!(texts(&office, "2026-09"), Value::Null);
    assert_eq!(texts(&office, "2026-10"), Value::Null, "emptied in September");
    office.run(["text", "2026-09", "a=王五"]).done();
    office.run(["text", "2026-08", "a="]).done();
    assert_eq!(texts(&office, "2026-10"), json!({ "a": "王五" }));
    let history = office.run(["history", "2026-08"]).done();
    assert!(history.contains("第 3 行备注") && history.contains("单位主要负责人"), "{history}");
    assert!(office.run(["forms"]).done().contains("a 单位主要负责人"));
    assert_eq!(office.run(["doctor"]).code, 0, "the log agrees with the records");
}

#[test]
fn a_text_stands_in_the_report_and_whoever_changes_it_there_is_told() {
    let office = begun();
    let home = office.home().to_str().unwrap().to_owned();
    office.run(["text", "2026-08", "a=王五", "3==1+1"]).done();
    office.run(["finalize", "2026-08", "--fill-zero"]).done();
    let file = office.run(["export", "2026-08", "--to", &home]).output;
    let bytes = fs::read(file.trim()).unwrap();
    let book = yuebao::reading::read(&bytes).unwrap();
    let all: Vec<String> = book
        .sheets
        .iter()
        .flat_map(yuebao::reading::Sheet::rows)
        .flat_map(|(_, cells)| cells.into_iter().map(|(_, value)| value.text()))
        .collect();
    assert!(all.iter().any(|text| text == "=1+1"), "a text, not a formula: {all:?}");
    assert!(all.iter().any(|text| text.contains("单位主要负责人：王五")), "{all:?}");
    assert!(office.run(["verify", file.trim()]).done().contains("没有改过"));
    assert!(office.run(["text", "2026-08", "a=赵六"]).refused().contains("重新打开"), "the month is final");
    let other = begun();
    other.run(["text", "2026-08", "a=王五", "3=别的"]).done();
    other.run(["finalize", "2026-08", "--fill-zero"]).done();
    let verdict = other.run(["verify", file.trim()]);
    assert!(verdict.output.contains("=1+1") && verdict.output.contains("别的"), "{verdict:?}");
}

#[test]
fn what_is_no_text_of_the_form_is_refused() {
    let office = begun();
    let whole = fs::read(office.file()).unwrap();
    let long = format!("3={}", "长".repeat(101));
    for (item, told) in [
        ("b=王五", "没有编号“b”的文字栏"),
        ("300=x", "没有编号“300”的文字栏"),
        ("x1=x", "没有编号“x1”的文字栏"),
        (long.as_str(), "“第 3 行备注”太长，最多 100 个字"),
    ] {
        let refused = office.run(["text", "2026-08", "a=王五", item]).refused();
        assert!(refused.contains(told), "{refused}");
        assert!(fs::read(office.file()).unwrap() == whole, "not the first one either");
    }
}

#[test]
fn an_edition_without_a_text_that_was_typed_is_refused() {
    let office = begun();
    office.run(["text", "2026-08", "a=王五"]).done();
    let mut notice: Value = serde_json::from_str(definition("safety")).unwrap();
    notice["edition"] = json!(notice["edition"].as_u64().unwrap() + 1);
    notice["forms"][0]["footer"] = json!([]);
    let path = office.home().join("later.json");
    overwrite(&path, notice.to_string().as_bytes());
    let refused = office.run(["notice", "add", path.to_str().unwrap()]).refused();
    assert!(refused.contains("“单位主要负责人”没有了"), "{refused}");
}
