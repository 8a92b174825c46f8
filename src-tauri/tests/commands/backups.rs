//! Backups, restoring, handing over and looking, as the page asks for them.

use std::fs;
use std::io::Write as _;

use serde_json::{Value, json};
use tauri::Manager as _;
use yuebao_desktop::App;

use crate::shell::{Shell, cell};

const JANUARY: &str = "2022-01";

/// 5 in January, backed up, and 6 after it; and the path of the backup.
fn filled() -> (Shell, String) {
    let shell = Shell::begun();
    fill(&shell, "5");
    assert_eq!(shell.done("back_up", json!({}))["sentence"], "已备份");
    fill(&shell, "6");
    let path = shell.done("kept", json!({}))["backups"][0]["path"].as_str().unwrap().to_owned();
    (shell, path)
}

fn fill(shell: &Shell, text: &str) {
    shell.done("set_figures", json!({ "month": JANUARY, "texts": [["1b", text]] }));
}

fn january(shell: &Shell) -> Value {
    cell(&shell.done("sheet", json!({ "month": JANUARY })), "1b").0
}

#[test]
fn a_backup_is_written_once_and_listed() {
    let shell = Shell::begun();
    assert_eq!(shell.done("kept", json!({}))["backups"], json!([]));
    assert_eq!(shell.done("back_up", json!({}))["sentence"], "已备份");
    let told = shell.done("back_up", json!({}));
    assert_eq!(told, json!({ "sentence": "上次备份以后没有改动，不用再备份", "problems": [] }));
    assert_eq!(shell.done("kept", json!({}))["backups"].as_array().unwrap().len(), 1);
}

#[test]
fn a_second_place_is_chosen_written_to_and_given_up() {
    let shell = Shell::begun();
    assert_eq!(shell.done("choose_backup_folder", json!({})), Value::Null, "the officer thinks better of it");
    let stick = shell.home.path().join("stick");
    fs::create_dir(&stick).unwrap();
    shell.asked.lock().unwrap().open = Some(stick.clone());
    assert_eq!(shell.done("choose_backup_folder", json!({}))["sentence"], "已备份到 2 个位置");
    assert_eq!(shell.log(), ["folder “第二备份位置”", "folder “第二备份位置”"]);
    let kept = shell.done("kept", json!({}));
    assert_eq!(kept["second"], json!({ "path": stick, "there": true }));
    assert_eq!(kept["backups"][1]["second"], true);

    fs::remove_dir_all(&stick).unwrap();
    fill(&shell, "5");
    let told = shell.done("back_up", json!({}));
    assert_eq!(told["sentence"], "已备份");
    assert!(told["problems"][0].as_str().unwrap().contains("现在不在"), "{told}");
    shell.done("forget_backup_folder", json!({}));
    assert_eq!(shell.done("kept", json!({}))["second"], Value::Null);
}

#[test]
fn a_backup_is_previewed_restored_and_taken_back() {
    let (shell, path) = filled();
    let preview = shell.done("preview_backup", json!({ "path": path }));
    assert_eq!(preview["difference"]["months"][0]["sentence"], "2022年1月：内容不同 1 格（第 1 行 6 → 5）");
    let restored = shell.done("restore", json!({ "path": path }));
    assert_eq!(january(&shell), "5");
    shell.done("restore", json!({ "path": restored["set_aside"] }));
    assert_eq!(january(&shell), "6");
}

#[test]
fn a_path_that_was_not_offered_is_not_opened() {
    let (shell, path) = filled();
    let elsewhere = shell.home.path().join("elsewhere.sqlite");
    fs::copy(&path, &elsewhere).unwrap();
    for command in ["preview_backup", "restore", "look"] {
        assert_eq!(shell.refused(command, json!({ "path": elsewhere }))["code"], "backup");
    }
    shell.asked.lock().unwrap().open = Some(elsewhere.clone());
    assert_eq!(shell.done("choose_backup", json!({})), json!(elsewhere));
    shell.done("restore", json!({ "path": elsewhere }));
    assert_eq!(january(&shell), "5");
}

/// A lock file that leads nowhere: nothing can be saved, and everything can be looked at.
#[test]
#[cfg(unix)]
fn data_that_takes_nothing_is_shown_and_told_once() {
    let shell = Shell::begun();
    let typed = || json!({ "month": "2022-01", "texts": [["2a", "10"]] });
    shell.done("set_figures", typed());
    let lock = shell.home.path().join("data").join("yuebao.lock");
    std::fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", &lock).unwrap();
    let home = shell.home.path().to_owned();
    let again = Shell::over(|_| home.join("data"));
    again.done("overview", json!({}));
    again.done("ready", json!({}));
    let log = again.log();
    let told: Vec<&String> = log.iter().filter(|line| line.contains("现在不能写入")).collect();
    assert_eq!(told.len(), 1, "{log:?}");
    assert_eq!(cell(&again.done("sheet", json!({ "month": "2022-01" })), "2a").0, "10.00");
    let refused = again.refused("set_figures", typed());
    assert!(refused["sentence"].as_str().unwrap().contains("刚才的内容没有保存"), "{refused}");
    std::fs::remove_file(&lock).unwrap();
    again.done("set_figures", json!({ "month": "2022-01", "texts": [["2a", "12"]] }));
    assert_eq!(cell(&again.done("sheet", json!({ "month": "2022-01" })), "2a").0, "12.00");
}

#[test]
fn an_old_state_is_looked_at_and_left_again() {
    let (shell, path) = filled();
    shell.done("look", json!({ "path": path }));
    assert!(shell.done("overview", json!({}))["looking"].as_str().unwrap().starts_with("龙沙镇，2022年1月"));
    assert_eq!(january(&shell), "5");
    let values = json!({ "month": JANUARY, "texts": [["1b", "9"]] });
    assert_eq!(shell.refused("preview_figures", values.clone())["code"], "only_looking");
    assert_eq!(shell.refused("set_figures", values)["code"], "only_looking");
    assert_eq!(shell.done("back_up", json!({}))["sentence"], "已备份", "of one's own data");
    assert_eq!(shell.done("kept", json!({}))["backups"].as_array().unwrap().len(), 1, "the same minute");
    shell.done("end_looking", json!({}));
    assert_eq!(shell.done("overview", json!({}))["looking"], Value::Null);
    assert_eq!(january(&shell), "6");
}

#[test]
fn data_that_cannot_be_opened_is_brought_back() {
    let (_shell, path) = filled();
    let new = tempfile::tempdir().unwrap();
    fs::create_dir_all(new.path().join("backups")).unwrap();
    let backup = new.path().join("backups").join(std::path::Path::new(&path).file_name().unwrap());
    fs::copy(&path, &backup).unwrap();
    fs::File::create(new.path().join("yuebao.sqlite")).unwrap().write_all("一封信".as_bytes()).unwrap();

    let shell = Shell::over(|_| new.path().to_owned());
    assert_eq!(shell.refused("overview", json!({}))["code"], "unusable");
    let kept = shell.done("kept_beside_damaged", json!({}));
    assert_eq!(kept["backups"][0]["path"], json!(backup));
    let restored = shell.done("restore", json!({ "path": backup }));
    assert!(restored["damaged"].as_str().unwrap().contains("损坏_"));
    assert_eq!(january(&shell), "5");
}

#[test]
fn everything_is_handed_over_in_one_file() {
    let (shell, _) = filled();
    let file = shell.home.path().join("a.yuebao");
    assert_eq!(shell.done("pack", json!({ "passphrase": "密" })), Value::Null);
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    assert_eq!(shell.done("pack", json!({ "passphrase": "密" })), json!({ "path": file, "problem": null }));

    let other = Shell::begun();
    assert_eq!(other.done("choose_handover", json!({})), Value::Null);
    other.asked.lock().unwrap().open = Some(file);
    assert_eq!(other.done("choose_handover", json!({})), "a.yuebao");
    for passphrase in [Value::Null, "别的".into()] {
        assert_eq!(other.refused("open_handover", json!({ "passphrase": passphrase }))["code"], "passphrase");
    }
    let backup = other.done("open_handover", json!({ "passphrase": "密" }));
    assert!(backup["content"].as_str().unwrap().contains("共 1 格"));
    other.done("look_at_handover", json!({}));
    assert_eq!(january(&other), "6");
    other.done("end_looking", json!({}));
    assert_eq!(january(&other), Value::Null);
    other.done("replace_by_handover", json!({}));
    assert_eq!(january(&other), "6");
}

#[test]
fn a_file_that_the_system_asks_to_open_is_taken_up_once() {
    let (shell, _) = filled();
    let file = shell.home.path().join("a.yuebao");
    shell.asked.lock().unwrap().save_to = Some(file.clone());
    shell.done("pack", json!({ "passphrase": null }));

    let other = Shell::begun();
    assert_eq!(other.done("asked_handover", json!({})), Value::Null);
    other.page.state::<App>().ask_for_handover(file);
    assert_eq!(other.done("asked_handover", json!({})), "a.yuebao");
    assert_eq!(other.done("asked_handover", json!({})), Value::Null);
    other.done("open_handover", json!({ "passphrase": null }));
    assert_eq!(january(&other), Value::Null, "nothing is taken before the answer");
    other.done("replace_by_handover", json!({}));
    assert_eq!(january(&other), "6");
    assert!(other.log().is_empty(), "no dialog of the system is needed");
}

#[test]
fn nothing_is_handed_over_that_was_not_opened() {
    let shell = Shell::begun();
    assert_eq!(shell.refused("open_handover", json!({ "passphrase": null }))["code"], "backup");
    assert_eq!(shell.refused("replace_by_handover", json!({}))["code"], "backup");
}

#[test]
fn the_doctor_looks_at_what_is_open() {
    let (shell, _) = filled();
    let findings = shell.done("doctor", json!({}));
    let topics: Vec<&str> =
        findings.as_array().unwrap().iter().map(|finding| finding["topic"].as_str().unwrap()).collect();
    assert_eq!(topics, ["folder", "space", "data", "journal", "clock", "backups", "fonts"]);
}
