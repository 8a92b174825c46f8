//! A workbook that came from here is held against the record, whoever saved it last: every sheet that is seen, numbers
//! and texts.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::harness::{Office, Ran, overwrite};

const NAME: &str = "龙沙镇_2022年03月_附件2.xlsx";
const WORKBOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

/// March is final and exported.
fn exported() -> Office {
    let office = Office::begun();
    office.run(["set", "2022-03", "1a=120", "2a=3.5", "2b=1"]).done();
    office.run(["finalize", "2022-03", "--fill-zero"]).done();
    office.run(["export", "2022-03", "--to", "."]).done();
    office
}

/// The parts of a workbook, each of them a text.
type Parts = BTreeMap<String, String>;

/// A workbook with its parts rewritten, under another name.
fn rewritten(office: &Office, file: &str, edit: impl FnOnce(&mut Parts)) -> String {
    let mut old = ZipArchive::new(File::open(office.home().join(file)).unwrap()).unwrap();
    let mut parts = Parts::new();
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let (part, mut text) = (entry.name().unwrap().to_string(), String::new());
        entry.read_to_string(&mut text).unwrap();
        parts.insert(part, text);
    }
    edit(&mut parts);
    let name = "改过.xlsx";
    let mut new = ZipWriter::new(File::create(office.home().join(name)).unwrap());
    for (part, text) in parts {
        new.start_file(part, SimpleFileOptions::default()).unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    new.finish().unwrap();
    name.to_owned()
}

/// Changes a text in one of the parts, where it stands first.
fn change(parts: &mut Parts, part: &str, from: &str, to: &str) {
    let text = parts.get_mut(part).unwrap();
    assert!(text.contains(from), "{from} stands in {text}");
    *text = text.replacen(from, to, 1);
}

/// The workbook with a text in one of its parts changed, under another name.
fn changed(office: &Office, part: &str, from: &str, to: &str) -> String {
    rewritten(office, NAME, |parts| change(parts, part, from, to))
}

/// What is told of the workbook with a text in one of its parts changed: the finding, then what differs.
fn told(part: &str, from: &str, to: &str) -> Vec<String> {
    let office = exported();
    let name = changed(&office, part, from, to);
    told_of(&office, &name)
}

/// What is told of a file that differs from the record.
fn told_of(office: &Office, name: &str) -> Vec<String> {
    let Ran { output, code, remark } = office.run(["verify", name]);
    assert_eq!((code, remark.as_str()), (1, ""), "{output}");
    output.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_file_that_nobody_touched_is_genuine_under_any_name() {
    let office = exported();
    fs::copy(office.home().join(NAME), office.home().join("x")).unwrap();
    assert_eq!(
        office.run(["verify", "x"]).done(),
        "龙沙镇2022年3月首次报表：与存档的报表一致，数和文字都没有改过\n"
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
    let name = changed(&office, SHEET, "<v>3.5</v>", "<v>35</v>");
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
fn a_changed_copy_before_the_hidden_original_is_judged() {
    let office = exported();
    let name = rewritten(&office, NAME, |parts| {
        let copy = parts[SHEET].replacen("<v>120</v>", "<v>999</v>", 1);
        add_sheet(parts, "2022年3月附件2 (2)", copy);
        change(parts, WORKBOOK, "sheetId=\"1\"", "sheetId=\"1\" state=\"hidden\"");
    });
    assert_eq!(
        told_of(&office, &name),
        [
            "第 1 行“出动环卫工人”当月数量：存档 120，文件里是 999",
            "工作表“2022年3月附件2”的名字改成了“2022年3月附件2 (2)”",
            "有隐藏的工作表“2022年3月附件2”"
        ]
    );
    let elsewhere = Office::begun();
    fs::copy(office.home().join(&name), elsewhere.home().join(&name)).unwrap();
    let Ran { output, code, .. } = elsewhere.run(["verify", &name]);
    assert!(code == 1 && output.contains("里面的数与导出时不一样"), "{output}");
}

/// Puts a sheet behind the first.
fn add_sheet(parts: &mut Parts, name: &str, sheet: String) {
    parts.insert("xl/worksheets/sheet9.xml".into(), sheet);
    change(
        parts,
        WORKBOOK,
        "</sheets>",
        &format!("<sheet name=\"{name}\" sheetId=\"9\" r:id=\"rId99\"/></sheets>"),
    );
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    let relation = format!(
        "<Relationship Id=\"rId99\" Type=\"{kind}\" Target=\"worksheets/sheet9.xml\"/></Relationships>"
    );
    change(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", &relation);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    let part = format!("<Override PartName=\"/xl/worksheets/sheet9.xml\" ContentType=\"{kind}\"/></Types>");
    change(parts, "[Content_Types].xml", "</Types>", &part);
}

#[test]
fn a_sheet_too_many_is_told() {
    let office = exported();
    let name = rewritten(&office, NAME, |parts| {
        let sheet = parts[SHEET].clone();
        add_sheet(parts, "补充", sheet);
    });
    assert_eq!(told_of(&office, &name), ["多了工作表“补充”"]);
}

#[test]
fn another_unit_is_told() {
    assert_eq!(
        told(TEXTS, "龙沙镇", "太龙镇"),
        ["A3：存档“填报单位（盖章）：龙沙镇”，文件里是“填报单位（盖章）：太龙镇”"]
    );
}

#[test]
fn another_date_is_told() {
    let told = told(TEXTS, "2022年3月20日", "2022年3月28日");
    assert_eq!(told, ["A3：存档“填报时间：2022年3月20日”，文件里是“填报时间：2022年3月28日”"]);
}

#[test]
fn another_person_and_another_telephone_are_told() {
    let office = exported();
    let name = rewritten(&office, NAME, |parts| {
        change(parts, TEXTS, "张三", "李四");
        change(parts, TEXTS, "58136197", "58136198");
    });
    let differences = [
        "A3：存档“填报人：张三”，文件里是“填报人：李四”",
        "A3：存档“联系电话：58136197”，文件里是“联系电话：58136198”",
    ];
    assert_eq!(told_of(&office, &name), differences);
}

#[test]
fn a_changed_label_is_told() {
    assert_eq!(told(TEXTS, "当月数量", "全年数量"), ["D6：存档“当月数量”，文件里是“全年数量”"]);
}

#[test]
fn a_changed_sentence_is_told() {
    let told = told(TEXTS, "整治卫生死角X个", "整治卫生死角X处");
    assert_eq!(
        told,
        ["C7：存档“出动环卫工人X人次，整治卫生死角X个。”，文件里是“出动环卫工人X人次，整治卫生死角X处。”"]
    );
}

#[test]
fn a_changed_note_is_told() {
    let told = told(TEXTS, "不填10-12项", "不填1-12项");
    assert!(told.len() == 1 && told[0].starts_with("A25：存档“"), "{told:?}");
}

#[test]
fn a_cell_too_many_is_told() {
    let added = r#"<c r="H7" t="inlineStr"><is><t>另有 300 人次</t></is></c></row><row r="8""#;
    assert_eq!(told(SHEET, "</row><row r=\"8\"", added), ["H7：多了“另有 300 人次”"]);
}

#[test]
fn a_hidden_row_is_told_with_its_figures() {
    let told = told(SHEET, "<row r=\"7\"", "<row r=\"7\" hidden=\"1\"");
    assert_eq!(
        told,
        [
            "第 1 行“出动环卫工人”当月数量：存档 120，文件里是 120（隐藏了）",
            "第 1 行“出动环卫工人”累计数量：存档 120，文件里是 120（隐藏了）",
            "第 1 行“整治卫生死角”当月数量：存档 0，文件里是 0（隐藏了）",
            "第 1 行“整治卫生死角”累计数量：存档 0，文件里是 0（隐藏了）",
            "第 7 行隐藏了，里面有“1”、“出动环卫工人X人次，整治卫生死角X个。”、“120”等 6 格"
        ]
    );
}

#[test]
fn a_hidden_column_is_told_with_its_figures() {
    let column = "<col min=\"3\" max=\"3\"";
    let told = told(SHEET, column, "<col min=\"3\" max=\"3\" hidden=\"1\"");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("C 列隐藏了，里面有“整治内容”"), "{told:?}");
    let office = exported();
    let name = changed(&office, SHEET, "<col min=\"4\" max=\"7\"", "<col min=\"6\" max=\"7\" hidden=\"1\"");
    let told = told_of(&office, &name);
    assert_eq!(told[0], "第 1 行“出动环卫工人”累计数量：存档 120，文件里是 120（隐藏了）");
    assert_eq!(told.len(), 21, "{told:?}");
    assert_eq!(told[20], "还有 2 处", "{told:?}");
}

#[test]
fn a_format_that_shows_another_number_is_told() {
    let office = exported();
    let name = rewritten(&office, NAME, |parts| {
        let format = "<numFmts count=\"1\"><numFmt numFmtId=\"200\" formatCode=\"&quot;99999&quot;\"/></numFmts><fonts";
        change(parts, STYLES, "<fonts", format);
        change(parts, STYLES, "<xf numFmtId=\"2\"", "<xf numFmtId=\"200\"");
    });
    let told = told_of(&office, &name);
    assert_eq!(told[0], "第 2 行“清除暴露垃圾”当月数量：存档 3.50，文件里是 99999（存的是 3.5）", "{told:?}");
}

#[test]
fn a_figure_that_is_crossed_out_is_told() {
    let office = exported();
    let name = rewritten(&office, NAME, |parts| {
        let styles = &parts[STYLES];
        let fonts = styles.matches("<font>").count();
        let formats = styles.split_once("<cellXfs").unwrap().1.matches("<xf ").count();
        change(parts, STYLES, "</fonts>", "<font><strike/><sz val=\"10.5\"/></font></fonts>");
        let struck = format!(
            "<xf numFmtId=\"2\" fontId=\"{fonts}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
        );
        change(parts, STYLES, "</cellXfs>", &format!("{struck}</cellXfs>"));
        change(parts, SHEET, "<c r=\"D8\" s=\"8\"", &format!("<c r=\"D8\" s=\"{formats}\""));
    });
    let told = told_of(&office, &name);
    assert_eq!(told, ["第 2 行“清除暴露垃圾”当月数量：存档 3.50，文件里是 3.50（划掉了）"]);
}

#[test]
fn a_formula_in_the_place_of_a_number_is_told() {
    let told = told(SHEET, "<v>3.5</v>", "<f>7/2</f><v>3.5</v>");
    assert_eq!(told, ["第 2 行“清除暴露垃圾”当月数量：存档 3.50，文件里是 3.50（是公式）"]);
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
    let name = changed(&office, SHEET, "<v>120</v>", "<v>12</v>");
    fs::copy(office.home().join(&name), other.home().join(&name)).unwrap();
    let Ran { output, code, .. } = other.run(["verify", &name]);
    assert!(code == 1 && output.contains("里面的数与导出时不一样"), "{output}");
}

#[test]
fn a_draft_is_told_apart_from_a_report() {
    let office = Office::begun();
    let exported = office.run(["export", "2022-03", "--to", "."]);
    assert_eq!(exported.code, 0);
    assert!(office.run(["verify", NAME]).done().contains("是定稿以前导出的"));
    let name = changed(&office, TEXTS, "累计数量", "全年数量");
    let Ran { output, code, .. } = office.run(["verify", &name]);
    assert!(code == 1 && output.contains("3月的草稿：是定稿以前导出的"), "{output}");
    assert!(output.ends_with("\nF6：表样“累计数量”，文件里是“全年数量”\n"), "{output}");
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
    assert!(office.run(["verify", &saved]).done().contains("数和文字都没有改过"));
}

const LIST: &str = "龙沙镇_附件3.xlsx";

/// One project is in the list.
fn with_a_project(office: &Office) {
    let add = ["--scale", "新建公厕 2 座", "--funds", "区级财政", "--due", "2022年6月底前"];
    let [scale, a, funds, b, due, c] = add;
    office.run(["projects", "add", "--by", "龙沙社区", scale, a, funds, b, due, c]).done();
}

#[test]
fn the_project_list_is_verified_too() {
    let office = Office::begun();
    with_a_project(&office);
    office.run(["projects", "mark-sent"]).done();
    let path = office.run(["projects", "export", "--to", "."]);
    assert_eq!(path.code, 0, "{path:?}");
    let said = office.run(["verify", LIST]).done();
    assert_eq!(said, "龙沙镇附件3第 1 次报送的清单：与存档的一致，一个字也没有改过\n");
    let name = rewritten(&office, LIST, |parts| {
        change(parts, TEXTS, "公厕 2 座", "公厕 20 座");
        change(parts, TEXTS, "张三", "李四");
    });
    assert_eq!(
        told_of(&office, &name),
        [
            "A3：存档“填报人：张三”，文件里是“填报人：李四”",
            "C7：存档“新建公厕 2 座”，文件里是“新建公厕 20 座”"
        ]
    );
}

#[test]
fn a_project_list_that_was_not_sent_is_held_against_the_form() {
    let office = Office::begun();
    with_a_project(&office);
    office.run(["projects", "export", "--to", "."]);
    let said = office.run(["verify", LIST]).done();
    assert!(said.contains("它不是记为已报送的清单，填报时间、填报人、联系电话没法核对"), "{said}");
    let name = rewritten(&office, LIST, |parts| change(parts, TEXTS, "资金来源", "资金去向"));
    assert_eq!(told_of(&office, &name), ["D6：表样“资金来源”，文件里是“资金去向”"]);
}

#[test]
fn of_a_report_with_the_list_beside_it_both_sheets_are_judged() {
    let office = exported();
    with_a_project(&office);
    assert_eq!(office.run(["projects", "export", "--beside", "2022-03", "--to", "."]).code, 0);
    let both = "龙沙镇_2022年03月_附件2、附件3.xlsx";
    assert!(office.run(["verify", both]).done().contains("数和文字都没有改过"));
    let name = rewritten(&office, both, |parts| change(parts, TEXTS, "公厕 2 座", "公厕 20 座"));
    assert_eq!(told_of(&office, &name), ["“附件3”C7：存档“新建公厕 2 座”，文件里是“新建公厕 20 座”"]);
}

#[test]
fn what_did_not_come_from_here_is_refused() {
    let office = exported();
    overwrite(&office.home().join("a.csv"), "甲,乙\n".as_bytes());
    assert!(office.run(["verify", "a.csv"]).refused().contains("不是从这里导出的报表或清单"));
    let name = changed(&office, "docProps/custom.xml", "name=\"Digest\"", "name=\"Digested\"");
    assert!(office.run(["verify", &name]).refused().contains("不是从这里导出的报表或清单"));
    let name = changed(&office, "docProps/custom.xml", "<property", "<<<");
    assert!(office.run(["verify", &name]).refused().contains("已损坏"));
    assert!(office.run(["verify", "没有.xlsx"]).refused().contains("读不了这个文件"));
}
