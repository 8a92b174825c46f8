//! A blank form, called as the page calls it: read, looked over, left, taken up again, made a notice.

use serde_json::{Value, json};
use yuebao::output::write_file;

use crate::drawn::as_document;
use crate::shell::Shell;

const NOTICE: &str = include_str!("../../../tests/blank_forms/forms/wanzhou.txt");

/// Chooses a file in the dialog.
fn choose(shell: &Shell, name: &str, bytes: &[u8]) -> Value {
    let file = shell.home.path().join(name);
    write_file(&file, bytes).unwrap();
    shell.asked.lock().unwrap().open = Some(file);
    assert_eq!(shell.done("choose_notice", json!({})), true);
    shell.done("read_notice_files", json!({ "beside": false }))
}

fn answer(review: &Value) -> Value {
    let question = &review["doubts"][0]["question"];
    json!({ "correction": { "what": "answer", "doubt": 0, "question": question, "reading": 0 } })
}

#[test]
fn a_blank_form_is_looked_over_and_becomes_a_notice() {
    let shell = Shell::begun();
    assert_eq!(shell.done("choose_notice", json!({})), false);
    let log = shell.log();
    assert_eq!(log, ["open .docx .xlsx .xls .et .doc .json “添加哪个通知”"]);
    let chosen = choose(&shell, "通知.docx", &as_document(NOTICE));
    assert_eq!((&chosen["preview"], &chosen["left"]), (&Value::Null, &Value::Null));
    assert_eq!(shell.done("left_notice_draft", json!({})), Value::Null, "nothing is kept yet");
    let review = shell.done("begin_notice_draft", json!({}));
    assert_eq!(review["open"], 1);
    assert_eq!(shell.refused("confirm_notice_draft", json!({}))["code"], "notice_draft");
    let sheets = shell.done("notice_draft_original", json!({}));
    assert!(sheets.as_array().unwrap().iter().any(|sheet| sheet["across"] == 7));

    let decimals =
        json!({ "correction": { "what": "decimals", "form": 0, "figures": ["4"], "decimals": 1 } });
    let changed = shell.done("correct_notice_draft", decimals);
    assert_eq!(changed["forms"][0]["rows"][3]["figures"][0]["decimals"], 1);
    let undone = shell.done("undo_notice_draft", json!({}));
    assert_eq!(undone["forms"][0]["rows"][3]["figures"][0]["decimals"], 0);
    shell.done("redo_notice_draft", json!({}));
    let left = shell.done("left_notice_draft", json!({}));
    assert_eq!(left["files"], json!(["通知.docx"]));
    assert_eq!(shell.done("notice_draft", json!({}))["forms"][0]["rows"][3]["figures"][0]["decimals"], 1);
    shell.done("correct_notice_draft", answer(&review));
    let notice = shell.done("confirm_notice_draft", json!({}));
    assert!(notice["sentence"].as_str().unwrap().contains("第 1 版，24 个数"), "{notice}");
    assert!(notice["form"].as_str().unwrap().starts_with("notice-2022-2/"), "{notice}");
    assert_eq!(shell.done("notice_draft", json!({})), Value::Null);
    let forms = shell.done("form_choices", json!({}));
    assert!(forms.as_array().unwrap().iter().any(|form| form["notice"] == "notice-2022-2"));
}

#[test]
fn a_notice_that_was_made_of_a_form_is_taken_up_again() {
    let shell = Shell::begun();
    choose(&shell, "通知.docx", &as_document(NOTICE));
    let review = shell.done("begin_notice_draft", json!({}));
    shell.done("correct_notice_draft", answer(&review));
    let key = shell.done("confirm_notice_draft", json!({}))["form"].clone();
    let forms = shell.done("form_choices", json!({}));
    let form = forms.as_array().unwrap().iter().find(|form| form["key"] == key).unwrap();
    let id = form["notice"].clone();
    assert_eq!((&form["changeable"], &form["removable"]), (&json!(true), &json!(true)));
    let review = shell.done("take_up_notice", json!({ "id": id }));
    assert_eq!((&review["open"], &review["changes"]["edition"]), (&json!(0), &json!(1)));
    assert_eq!(shell.done("left_notice_draft", json!({}))["of"], id);
    shell.done("discard_notice_draft", json!({}));
    assert_eq!(shell.done("take_up_notice", json!({ "id": id }))["open"], 0, "it is there as before");
    let refused = shell.refused("take_up_notice", json!({ "id": "wanzhou-2022-2" }));
    assert!(refused["sentence"].as_str().unwrap().contains("从通知文件添加"), "{refused}");
}

#[test]
fn a_change_that_is_refused_says_why_and_changes_nothing() {
    let shell = Shell::begun();
    choose(&shell, "通知.docx", &as_document(NOTICE));
    shell.done("begin_notice_draft", json!({}));
    let due = json!({ "correction": { "what": "notice", "field": "due", "text": "月底" } });
    let refused = shell.refused("correct_notice_draft", due);
    assert_eq!(refused["code"], "correction");
    assert!(refused["sentence"].as_str().unwrap().contains("例如：每月28日前"), "{refused}");
    assert_eq!(shell.done("notice_draft", json!({}))["can_undo"], false);
    assert!(shell.call("correct_notice_draft", json!({ "correction": { "what": "guess" } })).is_err());
}

#[test]
fn another_form_asks_before_it_takes_the_place_of_one_that_was_left() {
    let shell = Shell::begun();
    choose(&shell, "通知.docx", &as_document(NOTICE));
    shell.done("begin_notice_draft", json!({}));
    let same = choose(&shell, "通知.docx", &as_document(NOTICE));
    assert_eq!(same["left"], Value::Null, "the same file goes on");
    let other = choose(&shell, "别的.docx", &as_document(&NOTICE.replace("X个", "X处")));
    assert_eq!(other["left"]["files"], json!(["通知.docx"]));
    shell.done("discard_notice_draft", json!({}));
    assert_eq!(shell.done("left_notice_draft", json!({})), Value::Null);
}

#[test]
fn what_is_no_form_is_refused_with_what_helps() {
    let shell = Shell::begun();
    shell.asked.lock().unwrap().open = Some(shell.home.path().join("不在.docx"));
    let refused = shell.refused("choose_notice", json!({}));
    assert!(refused["sentence"].as_str().unwrap().starts_with("“不在.docx”没有读："), "{refused}");
    let mut old = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    old.create_stream("/WordDocument").unwrap();
    let file = shell.home.path().join("通知.doc");
    write_file(&file, &old.into_inner().into_inner()).unwrap();
    shell.asked.lock().unwrap().open = Some(file);
    shell.done("choose_notice", json!({}));
    let refused = shell.refused("read_notice_files", json!({ "beside": false }));
    let sentence = refused["sentence"].as_str().unwrap();
    assert!(sentence.contains("WPS") && sentence.contains("另存为 docx"), "{sentence}");
    assert_eq!(shell.refused("begin_notice_draft", json!({}))["code"], "nothing_chosen");
}

#[test]
fn the_file_of_a_notice_is_shown_and_added_as_before() {
    let shell = Shell::begun();
    let mut definition: Value = serde_json::from_str(yuebao::notice::BUILT_IN).unwrap();
    definition["id"] = json!("other");
    let chosen = choose(&shell, "other.json", definition.to_string().as_bytes());
    assert_eq!(chosen["preview"]["notice"]["id"], "other");
    assert_eq!(shell.done("add_notice", json!({}))["id"], "other");
}
