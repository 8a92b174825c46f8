//! The scan, the letter, the record of what was sent, and what is due.

use std::fs;
use std::io::Write as _;

use serde_json::{Value, json};

use crate::shell::Shell;

fn of() -> Value {
    json!({ "month": "2022-01", "sure": false })
}

/// January is final.
fn sealed() -> Shell {
    let shell = Shell::begun();
    shell.done("fill_zero", of());
    shell.done("finalize", of());
    shell
}

#[test]
fn a_scan_is_chosen_opened_and_taken_away() {
    let shell = sealed();
    assert_eq!(shell.done("choose_scan", of()), false, "who thinks better of it changes nothing");
    let path = shell.home.path().join("扫描");
    fs::File::create(&path).unwrap().write_all(b"%PDF-1.4 %%EOF").unwrap();
    shell.asked.lock().unwrap().open = Some(path);
    assert_eq!(shell.done("choose_scan", of()), true);
    shell.log();
    let name = "龙沙镇_2022年01月_附件2_盖章扫描件.pdf";
    let kept = json!({ "month": "2022-01", "revision": 0, "name": name });
    assert_eq!(shell.done("open_kept", kept), true);
    assert_eq!(shell.log(), [format!("open {name}")]);
    let missing = json!({ "month": "2022-01", "revision": 0, "name": "x" });
    assert_eq!(shell.refused("open_kept", missing)["code"], "no_file");
    shell.done("remove_scan", of());
    assert_eq!(shell.done("overview", json!({}))["months"][0]["scan"], Value::Null);
}

#[test]
fn the_letter_and_the_files_go_where_the_officer_says() {
    let shell = sealed();
    assert_eq!(shell.done("letter", of())["address"], "cqwzczk@163.com");
    let listed = shell.done("letter_files", of());
    let names: Vec<&str> =
        listed["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["龙沙镇_2022年01月_附件2.xlsx", "龙沙镇_2022年01月_附件2.pdf"]);
    let kept = shell.done("sent", json!({}))[0]["files"].clone();
    assert_eq!(kept, json!([]), "a look at the letter keeps nothing");
    let step = |shell: &Shell| shell.done("overview", json!({}))["months"][0]["next_step"].clone();
    shell.done("skip_step", json!({ "month": "2022-01", "step": "print" }));
    assert_eq!(step(&shell), "attach");
    let path = shell.home.path().join("信.eml");
    shell.asked.lock().unwrap().save_to = Some(path.clone());
    assert_eq!(shell.done("save_letter", of()), json!(path.display().to_string()));
    assert!(fs::read(&path).unwrap().starts_with(b"X-Unsent: 1\r\n"));
    let rail = shell.done("overview", json!({}))["months"][0].clone();
    let letter = json!({ "step": "send", "label": "发送邮件", "state": "begun", "said": "已写好草稿" });
    assert_eq!((&rail["steps"][3], &rail["draft"]), (&letter, &json!(path)), "a draft is not sent");
    shell.log();
    assert_eq!(shell.done("open_draft", of()), true);
    assert_eq!(shell.done("reveal_draft", of()), false, "there is no file manager");
    assert_eq!(shell.log(), [format!("open {} where it lies", path.display()), "reveal 信.eml".into()]);
    fs::remove_file(&path).unwrap();
    assert_eq!(shell.refused("open_draft", of())["code"], "draft_gone");
    let folder = shell.home.path().to_owned();
    shell.asked.lock().unwrap().open = Some(folder.clone());
    assert_eq!(shell.done("save_sending_files", of()), json!(folder.display().to_string()));
    for file in listed["files"].as_array().unwrap() {
        let bytes = fs::metadata(folder.join(file["name"].as_str().unwrap())).unwrap().len();
        assert_eq!(file["size"], format!("{} KB", bytes.div_ceil(1024)), "what was listed is what goes");
    }
    assert!(listed["total"].as_str().unwrap().starts_with("2 个附件，共 "), "{listed}");
    shell.asked.lock().unwrap().open = Some(folder.join("龙沙镇_2022年01月_附件2.xlsx"));
    assert_eq!(shell.done("choose_and_verify", json!({}))["finding"], "genuine");
    assert_eq!(step(&shell), "attach", "what was not done is still to do");
}

#[test]
fn a_draft_is_told_to_be_stale_and_is_not_opened_out_of_other_data() {
    let shell = sealed();
    let path = shell.home.path().join("信.eml");
    shell.asked.lock().unwrap().save_to = Some(path.clone());
    shell.done("save_letter", of());
    shell.done("back_up", json!({}));
    let backup = shell.done("kept", json!({}))["backups"][0]["path"].clone();
    shell.done("look", json!({ "path": backup }));
    shell.log();
    for command in ["open_draft", "reveal_draft"] {
        assert_eq!(shell.refused(command, of())["code"], "only_looking", "{command}");
    }
    assert_eq!(shell.log(), [] as [String; 0], "nothing was opened");
    shell.done("end_looking", json!({}));
    let scan = shell.home.path().join("扫描");
    fs::File::create(&scan).unwrap().write_all(b"%PDF-1.4 %%EOF").unwrap();
    shell.asked.lock().unwrap().open = Some(scan);
    shell.done("choose_scan", of());
    let rail = shell.done("overview", json!({}))["months"][0].clone();
    assert!(rail["stale"].as_str().unwrap().starts_with("扫描件变了"), "{rail}");
    assert_eq!(rail["draft"], Value::Null);
    assert_eq!(shell.refused("open_draft", of())["code"], "draft_gone");
}

#[test]
fn letters_and_reminders_are_as_the_officer_wants_them() {
    let shell = sealed();
    let usual = shell.done("sending_settings", json!({}));
    assert_eq!((&usual["template"], &usual["remind_days"]), (&usual["usual_template"], &json!(3)));
    let written = json!({ "template": { "subject": "{单位}报送", "text": "见附件" } });
    assert_eq!(shell.done("set_letter_template", written.clone())["template"], written["template"]);
    assert_eq!(shell.done("letter", of())["subject"], "龙沙镇报送");
    let wrong = json!({ "template": { "subject": "{姓名}", "text": "见附件" } });
    assert_eq!(shell.refused("set_letter_template", wrong)["code"], "letter");
    assert_eq!(
        shell.done("set_remind_days", json!({ "days": 99 }))["remind_days"],
        usual["most_remind_days"]
    );
    let back = shell.done("set_letter_template", json!({ "template": usual["usual_template"] }));
    assert_eq!(back["template"], usual["template"]);
}
