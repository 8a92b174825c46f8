//! A workbook that came from here is held against the record, whoever saved it last.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::harness::{Office, Ran, overwrite};

const NAME: &str = "龙沙镇_2022年03月_附件2.xlsx";

/// March is final and exported.
fn exported() -> Office {
    let office = Office::begun();
    office.run(["set", "2022-03", "1a=120", "2a=3.5", "2b=1"]).done();
    office.run(["finalize", "2022-03", "--fill-zero"]).done();
    office.run(["export", "2022-03", "--to", "."]).done();
    office
}

/// The workbook with a text in one of its parts changed, under another name.
fn changed(office: &Office, part: &str, from: &str, to: &str) -> String {
    let mut old = ZipArchive::new(File::open(office.home().join(NAME)).unwrap()).unwrap();
    let name = "改过.xlsx";
    let mut new = ZipWriter::new(File::create(office.home().join(name)).unwrap());
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let (path, mut bytes) = (entry.name().unwrap().to_string(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if path == part {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{from} stands in {text}");
            bytes = text.replacen(from, to, 1).into_bytes();
        }
        new.start_file(path, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap();
    name.to_owned()
}

#[test]
fn a_file_that_nobody_touched_is_genuine_under_any_name() {
    let office = exported();
    fs::copy(office.home().join(NAME), office.home().join("x")).unwrap();
    assert_eq!(
        office.run(["verify", "x"]).done(),
        "龙沙镇2022年3月首次报表：与存档的报表一致，一个数也没有改过\n"
    );
    let verdict = office.run(["verify", "x", "--json"]).json();
    assert_eq!(
        (&verdict["finding"], &verdict["month"], &verdict["revision"]),
        (&json!("genuine"), &json!("2022-03"), &json!(0))
    );
}

#[test]
fn a_changed_figure_is_named() {
    let office = exported();
    let name = changed(&office, "xl/worksheets/sheet1.xml", "<v>3.5</v>", "<v>35</v>");
    let Ran { output, code, .. } = office.run(["verify", &name]);
    assert_eq!(
        (code, output.as_str()),
        (
            1,
            "龙沙镇2022年3月首次报表：里面有 1 个数与存档的报表不一样\n\
             第 2 行“清除暴露垃圾”当月数量：存档 3.50，文件里是 35.00\n"
        )
    );
}

#[test]
fn a_digest_made_to_fit_does_not_deceive_the_record() {
    let office = exported();
    let other = Office::begun();
    other.run(["set", "2022-03", "1a=121", "2a=3.5", "2b=1"]).done();
    other.run(["finalize", "2022-03", "--fill-zero"]).done();
    other.run(["export", "2022-03", "--to", "."]).done();
    fs::copy(other.home().join(NAME), office.home().join("别处.xlsx")).unwrap();
    let Ran { output, code, .. } = office.run(["verify", "别处.xlsx"]);
    assert_eq!((code, output.lines().count()), (1, 3), "{output}");
    assert!(output.contains("第 1 行“出动环卫工人”累计数量：存档 120，文件里是 121"), "{output}");
}

#[test]
fn where_there_is_no_record_the_file_is_held_against_itself() {
    let office = exported();
    let other = Office::begun();
    fs::copy(office.home().join(NAME), other.home().join(NAME)).unwrap();
    assert!(other.run(["verify", NAME]).done().contains("没有这一次报表的存档"));
    let name = changed(&office, "xl/worksheets/sheet1.xml", "<v>120</v>", "<v>12</v>");
    fs::copy(office.home().join(&name), other.home().join(&name)).unwrap();
    let Ran { output, code, .. } = other.run(["verify", &name]);
    assert!(code == 1 && output.contains("里面的数改过"), "{output}");
}

#[test]
fn a_draft_is_told_apart_from_a_report() {
    let office = Office::begun();
    let exported = office.run(["export", "2022-03", "--to", "."]);
    assert_eq!(exported.code, 0);
    assert!(office.run(["verify", NAME]).done().contains("是定稿以前导出的"));
}

#[test]
fn a_spreadsheet_program_may_have_saved_it_anew() {
    let office = exported();
    let output = Command::new("soffice")
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "另存", NAME])
        .env("HOME", office.home())
        .current_dir(office.home())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let saved = Path::new("另存").join(NAME).display().to_string();
    assert!(office.run(["verify", &saved]).done().contains("一个数也没有改过"));
}

#[test]
fn the_project_list_is_verified_too() {
    let office = Office::begun();
    let add = ["--scale", "新建公厕 2 座", "--funds", "区级财政", "--due", "2022年6月底前"];
    let [scale, a, funds, b, due, c] = add;
    office.run(["projects", "add", "--by", "龙沙社区", scale, a, funds, b, due, c]).done();
    office.run(["projects", "mark-sent"]).done();
    let path = office.run(["projects", "export", "--to", "."]);
    assert_eq!(path.code, 0, "{path:?}");
    let said = office.run(["verify", "龙沙镇_附件3.xlsx"]).done();
    assert_eq!(said, "龙沙镇附件3第 1 次报送的清单：与存档的一致，一个字也没有改过\n");
}

#[test]
fn what_did_not_come_from_here_is_refused() {
    let office = exported();
    overwrite(&office.home().join("a.csv"), "甲,乙\n".as_bytes());
    assert!(office.run(["verify", "a.csv"]).refused().contains("不是从这里导出的附件2或附件3"));
    let name = changed(&office, "docProps/custom.xml", "name=\"Digest\"", "name=\"Digested\"");
    assert!(office.run(["verify", &name]).refused().contains("不是从这里导出的附件2或附件3"));
    let name = changed(&office, "docProps/custom.xml", "<property", "<<<");
    assert!(office.run(["verify", &name]).refused().contains("已损坏"));
    assert!(office.run(["verify", "没有.xlsx"]).refused().contains("读不了这个文件"));
}
