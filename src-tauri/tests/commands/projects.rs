//! The project list, called as the page calls it.

use std::fs;

use serde_json::{Value, json};
use yuebao::output::write_file;

use crate::shell::Shell;

fn add(shell: &Shell, by: &str) -> Value {
    shell.done("save_project", json!({ "id": null, "field": "by", "text": by }))["id"].clone()
}

fn names(sheet: &Value) -> Vec<&str> {
    sheet["rows"].as_array().unwrap().iter().filter_map(|row| row["by"].as_str()).collect()
}

#[test]
fn the_form_has_its_words() {
    assert_eq!(Shell::new().done("project_form", json!({}))["columns"]["due"], "完成时限");
}

#[test]
fn the_blank_row_becomes_a_project_that_goes_on_being_typed_in() {
    let shell = Shell::begun();
    let id = add(&shell, "龙沙社区");
    let row = shell.done("preview_project", json!({ "id": id, "texts": [["due", "2022年2月底"]] }));
    let remark = row["remark"].as_str().unwrap();
    assert!(row["overdue"] == true && remark.starts_with("逾期 ") && remark.ends_with(" 天"), "{remark}");
    assert_eq!(shell.done("project_sheet", json!({}))["rows"][0]["due"], "", "not saved yet");
    let saved = shell.done("save_project", json!({ "id": id, "field": "due", "text": "2022年2月底" }));
    assert_eq!((&saved["id"], &saved["sheet"]["rows"][0]["due"]), (&Value::Null, &json!("2022年2月底")));
    assert_eq!(saved["overview"], shell.done("overview", json!({})), "with all that stands around it");
}

#[test]
fn each_change_answers_with_the_list_and_undo_takes_it_back() {
    let shell = Shell::begun();
    let (first, second) = (add(&shell, "甲"), add(&shell, "乙"));
    assert_eq!(names(&shell.done("move_project", json!({ "id": second, "place": 0 }))), ["乙", "甲"]);
    assert_eq!(names(&shell.done("remove_project", json!({ "id": first }))), ["乙"]);
    let undone = shell.done("undo", json!({}));
    assert_eq!(
        (&undone["project"], &undone["sentence"]),
        (&first, &json!("已撤销：第 2 项“甲”回到了清单里"))
    );
    let done = shell.done("set_project_done", json!({ "id": first, "done": true }));
    assert_eq!((&done["done"], done["rows"][1]["done_on"].is_string()), (&json!(1), true));
    assert_eq!(names(&shell.done("sort_projects", json!({}))), ["乙", "甲"]);
    assert_eq!(
        shell.done("paste_projects", json!({ "id": null, "field": "by", "text": "丙\t一\n丁\t二\n" })),
        4
    );
    assert_eq!(names(&shell.done("send_projects", json!({ "sure": false }))), ["乙", "甲", "丙", "丁"]);
    assert_eq!(shell.refused("send_projects", json!({ "sure": false }))["code"], "project");
}

#[test]
fn a_file_is_looked_at_and_comes_in_only_when_it_is_said_so() {
    let shell = Shell::begun();
    assert_eq!(shell.done("plan_import", json!({})), Value::Null, "who thinks better of it");
    assert_eq!(shell.done("import_projects", json!({})), 0, "nothing was looked at");
    let file = shell.home.path().join("清单.csv");
    write_file(&file, "实施主体,建设规模\n甲,公厕\n甲,公厕\n".as_bytes()).unwrap();
    shell.asked.lock().unwrap().open = Some(file.clone());
    let plan = shell.done("plan_import", json!({}));
    assert_eq!(
        (&plan["new"], &plan["double"], &plan["rows"][1]["status"]),
        (&json!(1), &json!(1), &json!("double"))
    );
    assert_eq!(shell.done("project_sheet", json!({}))["rows"], json!([]));
    assert_eq!(shell.done("import_projects", json!({})), 1);
    assert_eq!(shell.done("import_projects", json!({})), 0, "and only once");
    write_file(&file, b"<html>").unwrap();
    assert_eq!(shell.refused("plan_import", json!({}))["code"], "reading");
}

#[test]
fn the_list_leaves_on_its_own_or_beside_the_month() {
    let shell = Shell::begun();
    add(&shell, "甲");
    let folder = shell.home.path().join("桌面");
    fs::create_dir(&folder).unwrap();
    shell.asked.lock().unwrap().save_to = Some(folder.join("清单.xlsx"));
    assert!(shell.answer::<String>("export_projects", json!({})).ends_with("清单.xlsx"));
    assert_eq!(shell.log(), ["save 龙沙镇_附件3.xlsx in “”"]);
    assert_eq!(shell.done("projects_beside_month", json!({})), false);
    shell.done("set_projects_beside_month", json!({ "beside": true }));
    assert_eq!(shell.done("projects_beside_month", json!({})), true);
}
