//! The register after the first start, and the folder for what comes in, called as the page calls them; what a clerk's data
//! shares with an officer's: its backups, its log and handing it over.

use std::fs;

use serde_json::{Value, json};
use yuebao::output::write_file;

use crate::collation::{board, clerk, report};
use crate::shell::Shell;

fn row(shell: &Shell, name: &str) -> Value {
    let page = shell.done("register", json!({}));
    page["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone()
}

/// A row of the register as it is handed back, changed.
fn draft(row: &Value, changes: &Value) -> Value {
    let mut draft = row.clone();
    for (name, value) in changes.as_object().unwrap() {
        draft[name] = value.clone();
    }
    draft
}

#[test]
fn a_unit_is_renamed_ended_and_brought_back() {
    let shell = clerk();
    let unit = row(&shell, "龙驹镇");
    let ends = draft(&unit, &json!({ "name": "龙驹街道", "last_month": "2022-01" }));
    let told = shell.done("preview_member", json!({ "unit": unit["unit"], "draft": ends }));
    assert!(told[1].as_str().unwrap().starts_with("2022年2月起不再应报"), "{told}");
    shell.done("set_member", json!({ "unit": unit["unit"], "draft": ends }));
    assert_eq!(row(&shell, "龙驹街道")["aliases"], json!(["龙驹镇"]));
    assert_eq!(
        (&board(&shell, "2022-01")["expected"], &board(&shell, "2022-02")["expected"]),
        (&json!(3), &json!(2))
    );
    shell.done("undo", json!({}));
    assert_eq!(row(&shell, "龙驹镇")["last_month"], Value::Null);
    let taken = draft(&unit, &json!({ "name": "龙沙镇" }));
    let refused = shell.refused("set_member", json!({ "unit": unit["unit"], "draft": taken }));
    assert_eq!(refused["code"], "unit_name");
    let read = shell.done("read_members", json!({ "text": "区教委\t\t教委", "usual": "department" }));
    shell.done("add_members", json!({ "members": read }));
    shell.done("move_member", json!({ "unit": row(&shell, "区教委")["unit"], "before": unit["unit"] }));
    let rows = shell.done("register", json!({}))["rows"].clone();
    let names: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["龙沙镇", "区教委", "龙驹镇", "五桥街道"]);
}

#[test]
fn the_folder_is_read_again_and_only_what_is_new_is_taken() {
    let shell = clerk();
    assert_eq!(shell.refused("plan_intake_folder", json!({}))["code"], "no_intake_folder");
    let folder = shell.home.path().join("来表");
    fs::create_dir(&folder).unwrap();
    let put = |unit: &str| {
        write_file(&folder.join(format!("{unit}.csv")), report(unit, "2022年1月", "5", "5").as_bytes())
            .unwrap();
    };
    put("龙沙镇");
    shell.asked.lock().unwrap().open = Some(folder.clone());
    assert_eq!(shell.done("choose_intake_place", json!({})), json!(folder.display().to_string()));
    assert_eq!(shell.done("plan_intake_folder", json!({}))["sentence"], "1 个文件：采用 1");
    shell.done("take_in", json!({ "receivedOn": null }));
    put("龙驹镇");
    let intake = shell.done("plan_intake_folder", json!({}));
    assert_eq!(intake["sentence"], "2 个文件：采用 1，重复 1");
    let new: Vec<bool> =
        intake["files"].as_array().unwrap().iter().map(|file| file["is_new"].as_bool().unwrap()).collect();
    assert_eq!(new.iter().filter(|is_new| **is_new).count(), 1);
    shell.done("take_in", json!({ "receivedOn": null }));
    assert_eq!(board(&shell, "2022-01")["received"], 2);
    fs::remove_dir_all(&folder).unwrap();
    let gone = shell.refused("plan_intake_folder", json!({}));
    assert_eq!(gone["code"], "intake_folder");
    assert!(gone["sentence"].as_str().unwrap().contains("什么都没有改动"));
    assert!(shell.done("intake_folder", json!({}))["problem"].is_string());
}

#[test]
fn a_folder_that_was_chosen_at_the_first_start_is_remembered() {
    let shell = Shell::new();
    let folder = shell.home.path().join("来表");
    fs::create_dir(&folder).unwrap();
    shell.asked.lock().unwrap().open = Some(folder.clone());
    let path = shell.done("choose_intake_place", json!({}));
    let members = shell.done("known_members", json!({}));
    let begin = json!({ "office": "万州区城市管理局", "members": members, "folder": path });
    shell.done("begin_collation", begin);
    assert_eq!(shell.done("intake_folder", json!({})), json!({ "path": path, "problem": null }));
}

#[test]
fn a_backup_of_the_clerks_data_is_restored_and_no_other_sides_handover_is() {
    let shell = clerk();
    assert_eq!(shell.done("back_up", json!({}))["sentence"], "已备份");
    let unit = row(&shell, "龙驹镇");
    let draft = draft(&unit, &json!({ "phone": "58130001" }));
    shell.done("set_member", json!({ "unit": unit["unit"], "draft": draft }));
    let log = shell.done("history", json!({ "month": null, "figure": null }));
    assert_eq!((&log[0]["action"], &log[0]["subject"]), (&json!("改名册"), &json!("“龙驹镇”的联系电话")));
    let kept = shell.done("kept", json!({}));
    let backup = kept["backups"][0]["path"].clone();
    let preview = shell.done("preview_backup", json!({ "path": backup }));
    assert_ne!(preview["difference"]["others"], json!([]));
    shell.done("restore", json!({ "path": backup }));
    assert_eq!(row(&shell, "龙驹镇")["phone"], "");

    let file = shell.home.path().join("汇总.yuebao");
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    assert!(shell.done("pack", json!({ "passphrase": null }))["path"].is_string());
    let found = shell.done("doctor", json!({}));
    assert!(found.as_array().unwrap().iter().all(|one| one["health"] != "bad"), "{found}");
    shell.done("choose_side", json!({ "side": "reporting" }));
    shell.asked.lock().unwrap().open = Some(file);
    shell.done("choose_handover", json!({}));
    shell.done("open_handover", json!({ "passphrase": null }));
    let refused = shell.refused("replace_by_handover", json!({}));
    assert!(refused["sentence"].as_str().unwrap().contains("汇总"), "{refused}");
    shell.done("choose_side", json!({ "side": "collation" }));
    shell.done("replace_by_handover", json!({}));
    assert_eq!(board(&shell, "2022-01")["expected"], 3);
}
