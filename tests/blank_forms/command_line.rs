//! The command that reads a blank form.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use yuebao::notice::Notice;

use super::drawn::{as_document, as_workbook};
use super::files::{document, paragraph};
use super::truth::Example;

fn run(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yuebao"));
    command.env_clear().env("HOME", home).env("YUEBAO_NOW", "2026-11-30T09:00:00+08:00");
    command.arg("notice").arg("read").args(arguments).current_dir(home).output().unwrap()
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

fn put(home: &Path, name: &str, bytes: &[u8]) {
    #[expect(clippy::disallowed_methods, reason = "a file of the test")]
    fs::write(home.join(name), bytes).unwrap();
}

#[test]
fn a_form_is_read_told_and_written() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let form = Example::of(include_str!("forms/villages.txt")).form;
    put(home, "通知.docx", &as_document(form));
    let (told, remark) = texts(&run(home, &["通知.docx", "--to", "通知.json"]));
    insta::assert_snapshot!(format!("{told}---\n{remark}"));
    let notice = Notice::from_bytes(&fs::read(home.join("通知.json")).unwrap()).unwrap();
    assert_eq!((notice.number.as_str(), notice.campaign.due.day), ("石桥府发〔2025〕14号", 5));
    assert!(!home.join(".local").exists(), "nothing is kept");
    let again = run(home, &["通知.docx", "--to", "通知.json", "--json"]);
    let value: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(value["draft"]["doubts"].as_array().unwrap().len(), 1);
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn what_says_when_it_begins_has_no_doubts() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let form = Example::of(include_str!("forms/villages.txt")).form;
    // The letter and the form in files of their own.
    let (letter, form) = form.split_once("---\n").unwrap();
    let letter: String =
        letter.lines().map(|line| paragraph(&line.replace("请于", "从2025年5月起，请于"))).collect();
    put(home, "正文.docx", &document(&letter));
    put(home, "附件1.xlsx", &as_workbook(form));
    let output = run(home, &["正文.docx", "附件1.xlsx", "--to", "通知.json"]);
    assert_eq!((output.status.code(), texts(&output).1.as_str()), (Some(0), ""));
    let notice = Notice::from_bytes(&fs::read(home.join("通知.json")).unwrap()).unwrap();
    assert_eq!(notice.campaign.first_month.to_string(), "2025-05");
}

#[test]
fn what_was_set_right_in_the_window_is_set_right_here() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    put(home, "通知.docx", &as_document(Example::of(include_str!("forms/villages.txt")).form));
    // The unit asks for decimals that nobody has said: that is asked then.
    let changes = r#"[{"what":"unit","form":0,"figures":["3"],"text":"米"},
        {"what":"answer","doubt":1,"question":"以“米”计的数要几位小数？","reading":1},
        {"what":"answer","doubt":0,"question":"从哪个月开始报，报到哪个月？","reading":0}]"#;
    put(home, "改动.json", changes.as_bytes());
    let output = run(home, &["通知.docx", "--corrections", "改动.json", "--to", "通知.json"]);
    assert_eq!((output.status.code(), texts(&output).1.as_str()), (Some(0), ""));
    let notice = Notice::from_bytes(&fs::read(home.join("通知.json")).unwrap()).unwrap();
    let figure = notice.forms[0].find("3".parse().unwrap()).unwrap().1;
    assert_eq!((figure.unit.as_str(), figure.decimals().count()), ("米", 2));
    put(home, "改动.json", b"[{\"what\":\"guess\"}]");
    let output = run(home, &["通知.docx", "--corrections", "改动.json"]);
    assert!(texts(&output).1.contains("改动的文件读不懂"), "{:?}", texts(&output));
}

#[test]
fn what_is_no_form_is_refused_with_a_sentence() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let mut old = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    old.create_stream("/WordDocument").unwrap();
    put(home, "通知.doc", &old.into_inner().into_inner());
    let output = run(home, &["通知.doc"]);
    assert_eq!(output.status.code(), Some(1));
    let remark = texts(&output).1;
    assert!(remark.contains("WPS") && remark.contains("另存为 docx"), "{remark}");
    put(home, "信.docx", &document(&paragraph("各村：请按时报送。")));
    let output = run(home, &["信.docx", "--to", "通知.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(texts(&output).0.contains("没有找到每月要填的表"));
    assert!(!home.join("通知.json").exists());
}

#[test]
fn what_cannot_be_read_or_written_is_told_by_its_name() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let form = as_document(Example::of(include_str!("forms/villages.txt")).form);
    put(home, "通知.docx", &form);
    put(home, "又一份.docx", &form);
    put(home, "坏.docx", &form[..200]);
    let output = run(home, &["通知.docx", "坏.docx"]);
    assert!(texts(&output).1.contains("“坏.docx”没有读"), "{:?}", texts(&output));
    let output = run(home, &["通知.docx", "又一份.docx"]);
    assert!(
        texts(&output).0.contains("文件“又一份.docx”和前面的一个完全一样，只读了一次"),
        "{:?}",
        texts(&output)
    );
    let output = run(home, &["通知.docx", "--to", "没有/通知.json"]);
    let remark = texts(&output).1;
    assert!(remark.contains("没有写成：文件夹不存在") && !remark.contains("导出"), "{remark}");
}
