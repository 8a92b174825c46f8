//! From a data folder that is not there to a window with a form in it.

use std::fs;

use serde_json::{Value, json};

use crate::shell::{Shell, cell, unit};

fn changed(field: &str, value: &str) -> Value {
    let mut unit = unit();
    unit[field] = value.into();
    json!({ "unit": unit, "opening": [] })
}

#[test]
fn the_form_is_there_before_any_data() {
    let shell = Shell::over(|home| {
        let file = home.join("data");
        fs::File::create(&file).unwrap();
        file
    });
    assert_eq!(shell.done("form", json!({}))["mark"], "附件2");
    assert!(
        shell.refused("overview", json!({}))["sentence"].as_str().unwrap().contains("是一个文件，不是文件夹")
    );
    fs::remove_file(shell.home.path().join("data")).unwrap();
    assert_eq!(shell.done("overview", json!({}))["unit"], Value::Null, "the next try finds the way free");
}

#[test]
fn the_first_start_records_the_unit_and_its_opening_balance() {
    let shell = Shell::new();
    assert_eq!(shell.refused("sheet", json!({ "month": "2022-01" }))["code"], "not_begun");
    shell.done("begin", json!({ "unit": unit(), "opening": [["1a", "１００"]] }));
    let overview = shell.done("overview", json!({}));
    assert_eq!(
        (&overview["unit"]["name"], overview["months"].as_array().unwrap().len()),
        (&"龙沙镇".into(), 24)
    );
    let sheet = shell.done("sheet", json!({ "month": "2022-01" }));
    assert_eq!(cell(&sheet, "1a"), (Value::Null, "100".into()));
}

#[test]
fn each_wrong_particular_is_told_at_its_field() {
    let shell = Shell::new();
    for (field, value) in [("name", " "), ("person", ""), ("phone", "无")] {
        let problem = shell.refused("begin", changed(field, value));
        assert_eq!((&problem["code"], &problem["field"]), (&"unit".into(), &field.into()));
    }
    let problem = shell.refused("begin", json!({ "unit": unit(), "opening": [["2a", "两吨"]] }));
    assert_eq!((&problem["code"], &problem["field"]), (&"amount".into(), &"2a".into()));
    assert!(shell.call("begin", json!({ "unit": unit(), "opening": [["99", "1"]] })).is_err());
    assert!(shell.call("begin", changed("first_month", "2022-13")).is_err());
    assert_eq!(shell.done("overview", json!({}))["unit"], Value::Null, "nothing was recorded by any of them");
}

#[test]
fn before_there_is_data_everything_wrong_is_told_at_once() {
    let shell = Shell::new();
    let mut wrong = unit();
    wrong["name"] = " ".into();
    wrong["phone"] = "无".into();
    let problems = shell.done("check_unit", json!({ "unit": wrong }));
    let fields: Vec<&Value> = problems.as_array().unwrap().iter().map(|problem| &problem["field"]).collect();
    assert_eq!(fields, ["name", "phone"]);
    assert_eq!(shell.done("check_unit", json!({ "unit": unit() })), json!([]));

    let texts = json!({ "1a": "１,２００", "2a": "两吨" });
    let read = shell.done("read_opening", json!({ "kind": "township", "texts": texts }));
    assert_eq!((&read["1a"]["amount"], &read["1b"]["state"]), (&"1200".into(), &"blank".into()));
    assert_eq!(
        (&read["2a"]["state"], &read["10a"]["state"]),
        (&"unreadable".into(), &"not_applicable".into())
    );
    let paste = json!({ "kind": "township", "figure": "9", "text": "1\n2\n" });
    let laid = shell.done("lay_opening", paste);
    assert_eq!(laid, json!([["9", "1"], ["13", "2"]]), "passing over what a township leaves empty");
}

#[test]
fn particulars_and_the_opening_balance_can_be_changed_later() {
    let shell = Shell::begun();
    let mut changed = unit();
    changed["person"] = "李四".into();
    shell.done("set_unit", json!({ "unit": changed }));
    assert_eq!(shell.done("overview", json!({}))["unit"]["person"], "李四");

    let opening =
        shell.done("fill_opening", json!({ "texts": [["1a", "50"], ["2a", "1.5"]] }))["opening"].clone();
    assert_eq!(opening["entries"]["2a"]["amount"], "1.50");
    assert_eq!(shell.done("opening", json!({})), opening);
    assert_eq!(cell(&shell.done("sheet", json!({ "month": "2022-01" })), "1a").1, "50");
    let saved = shell.done("fill_opening", json!({ "texts": [["2a", "-1"]] }));
    assert_eq!(saved["opening"]["entries"]["2a"]["state"], "unreadable", "kept in its cell, and told");
    assert_eq!(shell.answer::<usize>("paste_opening", json!({ "figure": "1b", "text": "7\n8\n" })), 2);
    assert_eq!(shell.done("opening", json!({}))["entries"]["2a"]["amount"], "8.00");
}

#[test]
fn the_window_is_shown_and_the_data_folder_is_found() {
    let shell = Shell::begun();
    shell.done("ready", json!({}));
    assert!(!shell.answer::<bool>("reveal_folder", json!({})), "there is no file manager");
    shell.asked.lock().unwrap().has_file_manager = true;
    assert!(shell.answer::<bool>("reveal_folder", json!({})));
    shell.done("leave", json!({})); // nobody has asked
    shell.done("stay", json!({}));
    shell.done("quit", json!({}));
    assert_eq!(shell.log(), ["show", "reveal data", "reveal data", "quit"]);
}

#[test]
fn the_size_of_everything_is_changed_and_remembered() {
    let shell = Shell::new();
    let usual = json!({ "percent": 100, "can_grow": true, "can_shrink": true });
    assert_eq!(shell.done("zoom", json!({})), usual, "before the first start is finished too");
    assert_eq!(shell.done("change_zoom", json!({ "steps": 2 }))["percent"], 125);
    assert_eq!(shell.done("zoom", json!({}))["percent"], 125);
    assert_eq!(shell.done("change_zoom", json!({ "steps": 0 })), usual);
    assert_eq!(shell.log(), ["zoom 1", "zoom 1.25", "zoom 1.25", "zoom 1"]);
}

#[test]
fn a_size_that_is_not_shown_or_not_remembered_is_told() {
    let shell = Shell::new();
    shell.done("change_zoom", json!({ "steps": 1 }));
    shell.asked.lock().unwrap().cannot_zoom = true;
    assert_eq!(shell.done("change_zoom", json!({ "steps": 1 }))["percent"], 110, "nothing has grown");
    assert_eq!(shell.log(), ["zoom 1.1", "zoom 1.25", "warn 没能改成 125%，现在还是 110%"]);
    shell.asked.lock().unwrap().cannot_zoom = false;
    assert_eq!(shell.done("zoom", json!({}))["percent"], 110, "what was never shown is not remembered");

    let shell = Shell::over(|home| {
        let file = home.join("data");
        fs::File::create(&file).unwrap();
        file
    });
    assert_eq!(shell.done("change_zoom", json!({ "steps": 1 }))["percent"], 110, "it has grown all the same");
    let told = shell.log().pop().unwrap();
    assert!(told.starts_with("warn 已改成 110%，但没有记住，下次打开还是原来的大小。"), "{told}");
}
