//! A final month on its way to the bureau: the scan, the letter, the record of what was sent, a file verified.

use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::{Value, json};

use yuebao::output::{Attachment, Letter};

use crate::harness::{Office, now, overwrite};

const SCAN: &[u8] = b"%PDF-1.4\n a sealed page\n%%EOF\n";
const SUBJECT: &str = "龙沙镇2022年3月“全民动手共同缔造山城美丽家园”主题活动月度情况统计表";
const NAMES: [&str; 3] =
    ["龙沙镇_2022年03月_附件2.xlsx", "龙沙镇_2022年03月_附件2.pdf", "龙沙镇_2022年03月_附件2_盖章扫描件.pdf"];

/// March is final, and its sealed page is scanned.
fn sealed() -> Office {
    let office = Office::begun();
    office.run(["set", "2022-03", "1a=120", "2a=3.5"]).done();
    office.run(["finalize", "2022-03", "--fill-zero"]).done();
    overwrite(&office.home().join("扫描"), SCAN);
    let attached = office.run(["attach", "2022-03", "扫描", "--json"]).json();
    assert_eq!(attached["scan"]["name"], NAMES[2]);
    office
}

fn letter(office: &Office) -> Vec<u8> {
    let path = office.run(["letter", "2022-03", "--to", "."]).done();
    assert_eq!(path, "./龙沙镇_2022年03月_附件2.eml\n");
    fs::read(office.home().join(path.trim_end())).unwrap()
}

/// What Python's mail library makes of a letter.
fn read_by_python(letter: &Path) -> Value {
    let script = "
import email, email.policy, hashlib, json, sys
with open(sys.argv[1], 'rb') as file:
    mail = email.message_from_binary_file(file, policy=email.policy.default)
parts = list(mail.iter_attachments())
print(json.dumps({
    'headers': sorted(mail.keys()), 'unsent': mail['X-Unsent'], 'subject': mail['Subject'],
    'to': [[one.display_name, one.addr_spec] for one in mail['To'].addresses], 'date': str(mail['Date'].datetime),
    'text': mail.get_body().get_content(),
    'by_disposition': [part.get_filename() for part in parts],
    'by_type': [part['Content-Type'].params['name'] for part in parts],
    'digests': [hashlib.sha256(part.get_payload(decode=True)).hexdigest() for part in parts],
    'defects': [str(one) for part in mail.walk() for one in part.defects]}))";
    let output = Command::new("python3").args(["-c", script]).arg(letter).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_letter_is_a_draft_with_every_file_readable_by_name() {
    let office = sealed();
    letter(&office);
    let mail = read_by_python(&office.home().join("龙沙镇_2022年03月_附件2.eml"));
    assert_eq!(mail["headers"], json!(["Content-Type", "Date", "MIME-Version", "Subject", "To", "X-Unsent"]));
    assert_eq!((&mail["unsent"], &mail["subject"]), (&json!("1"), &json!(SUBJECT)));
    assert_eq!(mail["to"], json!([["区城市管理局", "cqwzczk@163.com"]]));
    assert_eq!(mail["date"], "2022-03-20 09:00:00+08:00", "the day it became final, not the clock's");
    let text = mail["text"].as_str().unwrap().replace("\r\n", "\n");
    assert!(
        text.starts_with("区城市管理局：\n") && text.contains("填报人：张三\n联系电话：58136197"),
        "{text}"
    );
    assert_eq!((&mail["by_disposition"], &mail["by_type"]), (&json!(NAMES), &json!(NAMES)));
    assert_eq!(mail["defects"], json!([]));
    let kept = office.run(["revisions", "2022-03", "--json"]).json();
    let kept = &kept["revisions"][0];
    let digest = |index: usize| &mail["digests"][index];
    assert_eq!((&kept["documents"][0]["digest"], &kept["documents"][1]["digest"]), (digest(0), digest(1)));
    assert_eq!(&kept["scan"]["digest"], digest(2), "what is sent is what is kept");
}

#[test]
fn another_mail_program_reads_the_same() {
    let office = sealed();
    letter(&office);
    let run = |arguments: &[&str]| {
        let output = Command::new("mu").args(arguments).current_dir(office.home()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let letter = office.home().join("龙沙镇_2022年03月_附件2.eml");
    let letter = letter.to_str().unwrap();
    let view = run(&["view", letter]);
    assert!(view.contains(SUBJECT) && view.contains("联系电话：58136197"), "{view}");
    let parts = run(&["extract", letter]);
    assert!(NAMES.iter().all(|name| parts.contains(name)), "{parts}");
    let saved = office.home().join("附件");
    fs::create_dir(&saved).unwrap();
    run(&["extract", "--save-attachments", "--target-dir=附件", letter]);
    assert_eq!(fs::read(saved.join(NAMES[2])).unwrap(), SCAN);
    run(&["extract", "--save-attachments", "--overwrite", "--target-dir=.", letter]);
    assert!(office.run(["verify", NAMES[0]]).done().contains("数和文字都没有改过"));
}

#[test]
fn the_same_report_makes_the_same_letter() {
    let office = sealed();
    let first = letter(&office);
    assert_eq!(letter(&office), first);
    office.run(["attach", "2022-03", "--remove"]).done();
    assert_ne!(letter(&office), first);
}

#[test]
fn a_long_name_and_hostile_characters_stay_in_their_place() {
    let office = sealed();
    let name = "=?UTF-8?B?5p2O?=\"; name*0=x 镇%".to_owned() + &"龙".repeat(25);
    office.run(["unit", "--name", &name]).done();
    office.run(["reopen", "2022-03", "--reason", "单位改名"]).done();
    office.run(["finalize", "2022-03"]).done();
    let path = office.run(["letter", "2022-03", "--to", "."]).done();
    let mail = read_by_python(&office.home().join(path.trim_end()));
    assert!(mail["subject"].as_str().unwrap().starts_with(&name), "{mail}");
    assert_eq!(mail["by_disposition"], mail["by_type"]);
    assert_eq!(mail["headers"].as_array().unwrap().len(), 6);
    let attached = mail["by_type"][0].as_str().unwrap();
    assert!(
        attached.starts_with("=？UTF-8？B？5p2O？=＂; name＊0=x 镇%龙") && attached.ends_with("_更正1.xlsx")
    );
}

#[test]
fn three_hundred_characters_fold_and_come_out_whole() {
    let office = Office::new();
    let long: String = ('\u{4e00}'..).take(300).collect();
    let letter = Letter {
        recipient: long.clone(),
        address: "cqwzczk@163.com".into(),
        subject: long.clone(),
        text: format!("{long}\n.\nFrom {long}"),
    };
    let attachment =
        Attachment { name: format!("{long}.pdf"), media_type: "application/pdf", bytes: SCAN.into() };
    let path = office.home().join("长.eml");
    overwrite(&path, &letter.draft(now(), &[attachment]));
    let mail = read_by_python(&path);
    // Python joins the words of an addressee's name by spaces, which the standard does not.
    let recipient = mail["to"][0][0].as_str().unwrap().replace(' ', "");
    assert_eq!((mail["subject"].as_str(), recipient.as_str()), (Some(&*long), &*long));
    assert_eq!(mail["by_type"], json!([format!("{long}.pdf")]));
    assert_eq!(mail["by_disposition"], mail["by_type"]);
    assert_eq!(mail["text"].as_str().unwrap().replace("\r\n", "\n").trim_end(), letter.text);
}

#[test]
fn a_month_that_is_not_final_has_no_letter_and_no_scan() {
    let office = Office::begun();
    overwrite(&office.home().join("扫描.pdf"), SCAN);
    for refused in [
        office.run(["letter", "2022-03", "--to", "."]).refused(),
        office.run(["attach", "2022-03", "扫描.pdf"]).refused(),
        office.run(["attach", "2022-03", "--remove"]).refused(),
    ] {
        assert!(refused.contains("2022年3月还没有定稿"), "{refused}");
    }
    assert!(office.run(["attach", "2022-03"]).wrong_usage().contains("缺少"));
}

#[test]
fn a_scan_is_replaced_removed_and_frozen_with_the_report() {
    let office = sealed();
    let files = [
        ("照片.pdf", b"\xFF\xD8\xFF\xE0 picture \xFF\xD9".as_slice()),
        ("假的.pdf", b"PK\x03\x04 a workbook"),
        ("半截.png", b"\x89PNG\r\n\x1A\n IHDR"),
    ];
    for (name, bytes) in files {
        overwrite(&office.home().join(name), bytes);
    }
    let said = office.run(["attach", "2022-03", "照片.pdf"]).done();
    assert_eq!(said, "2022年3月已附上扫描件 龙沙镇_2022年03月_附件2_盖章扫描件.jpg\n", "by its content");
    for (name, told) in [
        ("假的.pdf", "压缩包或 Office 文件"),
        ("半截.png", "不完整"),
        ("没有.pdf", "读不了"),
        (".", "文件夹"),
    ] {
        let refused = office.run(["attach", "2022-03", name]).refused();
        assert!(refused.contains(told) && refused.contains("原来的扫描件没有动"), "{refused}");
    }
    assert_eq!(office.run(["attach", "2022-03", "--remove"]).done(), "2022年3月没有扫描件\n");
    office.run(["attach", "2022-03", "扫描"]).done();
    office.run(["mark-sent", "2022-03", "--how", "邮件"]).done();
    for arguments in [["attach", "2022-03", "照片.pdf"], ["attach", "2022-03", "--remove"]] {
        let refused = office.run(arguments).refused();
        assert!(refused.contains("已经报送，扫描件随报表存档"), "{refused}");
    }
    let history = office.run(["history", "2022-03"]).done();
    assert!(history.contains("首次报表的扫描件") && history.contains("附扫描件"), "{history}");
}

#[test]
fn a_file_that_is_exported_after_the_sending_was_not_sent() {
    let office = sealed();
    office.run(["export", "2022-03", "--to", "."]).done();
    office.run(["mark-sent", "2022-03", "--how", "邮件", "--recipient", "区城市管理局"]).done();
    office.run(["letter", "2022-03", "--to", "."]).done();
    let record = office.run(["sent", "--json"]).json();
    let files = record["lines"][2]["files"].as_array().unwrap();
    let names: Vec<&str> = files.iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert_eq!(names, NAMES[..1], "the PDF was drawn for a letter that came later");
}

#[test]
fn the_record_lists_every_month_with_its_files() {
    let office = sealed();
    office.run(["letter", "2022-03", "--to", "."]).done();
    office.run(["mark-sent", "2022-03", "--how", "邮件", "--recipient", "区城市管理局"]).done();
    let record = office.run(["sent", "--json"]).json();
    let lines = record["lines"].as_array().unwrap();
    let of = |index: usize, field: &str| lines[index][field].as_str().unwrap_or("");
    assert_eq!((lines.len(), of(0, "report"), of(0, "late")), (3, "未填", "逾期 51 天"));
    assert_eq!((of(2, "how"), of(2, "due"), of(2, "late")), ("邮件", "2022年3月28日", ""));
    assert_eq!((of(2, "finalized"), of(2, "sent")), ("2022年3月20日 09:00 张三", "2022年3月20日 09:00"));
    assert_eq!(lines[2]["files"].as_array().unwrap().len(), 2);
    assert_eq!(lines[2]["files"][0]["digest"].as_str().unwrap().len(), 64);
    let mut shown = office.run(["sent"]).done();
    for file in lines[2]["files"].as_array().unwrap().iter().chain([&lines[2]["scan"]]) {
        // A PDF depends on the fonts of the computer.
        let digest = &file["digest"].as_str().unwrap()[..12];
        assert!(shown.contains(digest), "{shown}");
        shown = shown.replace(digest, "0123456789ab");
    }
    insta::assert_snapshot!("sent", shown);
    let path = office.run(["sent", "--to", "."]).done();
    assert!(path.ends_with("龙沙镇_附件2_报送记录_2022-03-20.xlsx\n"), "{path}");
    let mut workbook: Xlsx<_> = open_workbook(office.home().join(path.trim_end())).unwrap();
    let sheet = workbook.worksheet_range("报送记录").unwrap();
    assert_eq!((sheet.height(), sheet.width()), (2 + 3, 10));
}

#[test]
fn letters_are_written_as_the_office_wants_them() {
    let office = sealed();
    let usual = office.run(["letter-template"]).done();
    assert!(usual.starts_with("主题：{单位}{月份}{表名}\n\n{收件方}："), "{usual}");
    let own = office.run(["letter-template", "--subject", "{单位}{月份}月报", "--json"]).json();
    assert_eq!(own["subject"], "{单位}{月份}月报");
    letter(&office);
    let mail = read_by_python(&office.home().join("龙沙镇_2022年03月_附件2.eml"));
    assert_eq!(mail["subject"], "龙沙镇2022年3月月报");
    let refused = office.run(["letter-template", "--text", "{姓名}"]).refused();
    assert!(refused.starts_with("模板里的“{姓名}”认不出来，没有保存"), "{refused}");
    assert_eq!(office.run(["letter-template", "--usual"]).done(), usual);
}

#[test]
fn what_is_due_is_listed_and_how_early_it_is_told_is_set() {
    let office = sealed();
    let due = office.run(["due", "--remind", "5"]).done();
    let lines: Vec<&str> = due.lines().collect();
    assert_eq!(lines[0], "附件3：应于2022年1月13日前报送，已过 66 天");
    assert!(lines.contains(&"2022年3月附件2：3月28日前报送，还有 8 天"), "{due}");
    assert_eq!(lines.last(), Some(&"窗口开着的时候提前 5 天提醒"));
    let as_json = office.run(["due", "--json"]).json();
    assert_eq!(
        (&as_json["remind_days"], as_json["due"].as_array().unwrap().len()),
        (&json!(5), lines.len() - 1)
    );
    assert!(office.run(["due", "--remind", "0"]).done().ends_with("不提醒\n"));
    let over = office.command(["due"]).env("YUEBAO_NOW", "2026-11-28T09:00:00+08:00").output().unwrap();
    let said = String::from_utf8(over.stdout).unwrap();
    assert_eq!(
        said.lines().next(),
        Some("活动已于2023年12月结束，可补录、查阅、导出"),
        "nobody waits for anything"
    );
}
