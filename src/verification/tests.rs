//! Tests with workbooks as the program draws them, in which something was rewritten.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::notice::Notice;
use crate::output::{workbook, workbook_with_projects};
use crate::projects::examples::list;
use crate::projects::{ProjectLedger, ProjectSheet, sheet as project_sheet};
use crate::reading;
use crate::report::examples::{form, ledger, month};
use crate::report::{Sheet, State, live_sheet};
use crate::unit::{Unit, UnitKind};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";

/// March, made final.
fn march() -> Sheet {
    let entries = [("2022-02", "1a=20 2a=1"), ("2022-03", "1a=100 1b=7 2a=3.5 2b=1 4=0")];
    let sheet =
        live_sheet(form(), &ledger(UnitKind::from("township"), "2022-01", &entries), month("2022-03"))
            .unwrap();
    let filled_on = "2022-03-20".parse().ok();
    Sheet { state: State::Final, filled_on, filled_on_name: "2022年3月20日".into(), ..sheet }
}

fn projects() -> ProjectSheet {
    let rows: Vec<String> =
        (1..=9).map(|number| format!("社区{number}|公厕 {number} 座|自筹|2022年6月底前")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let ledger = ProjectLedger { list: list(&rows), ..ProjectLedger::default() };
    project_sheet(&ledger, &march().unit, month("2022-03").day(20))
}

fn project_form() -> &'static ProjectForm {
    Notice::built_in().unwrap().list("annex3").unwrap()
}

fn exported() -> Vec<u8> {
    workbook(form(), &march()).unwrap()
}

fn beside_the_list() -> Vec<u8> {
    workbook_with_projects(form(), &march(), project_form(), &projects()).unwrap()
}

/// A workbook with parts of it rewritten: the part, the old text, the new text.
fn rewritten(bytes: &[u8], changes: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let (name, mut text) = (entry.name().unwrap().to_string(), String::new());
        entry.read_to_string(&mut text).unwrap();
        for (_, from, to) in changes.iter().filter(|(part, ..)| *part == name) {
            assert!(text.contains(from), "{from} stands in {text}");
            text = text.replace(from, to);
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn book(bytes: &[u8]) -> Book {
    reading::read(bytes).unwrap()
}

fn verdict(file: &[u8], expectation: &Expectation) -> Verdict {
    let stated = Stated::read(&reading::properties(file).unwrap()).unwrap();
    let (book, over) = (book(file), reading::overlays(file).unwrap());
    verify(form(), Some(project_form()), File { book: &book, over: &over }, &stated, expectation).unwrap()
}

/// The verdict against the record.
fn recorded(file: &[u8], kept: &[u8]) -> Verdict {
    let drawn = book(&exported());
    verdict(file, &Expectation::Recorded { kept: vec![book(kept)], drawn })
}

/// The verdict against the form alone.
fn unrecorded(file: &[u8]) -> Verdict {
    let stated = Stated::read(&reading::properties(file).unwrap()).unwrap();
    let (found, at) = (book(file), month("2022-03"));
    let sheet = stated.sheet(form(), at, &found);
    let drawn = match stated.list(project_form(), at, &found) {
        Some(list) => workbook_with_projects(form(), &sheet, project_form(), &list),
        None => workbook(form(), &sheet),
    };
    verdict(file, &Expectation::AsStated(book(&drawn.unwrap())))
}

/// The differences of March with those changes, compared with the record.
fn told(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let verdict = recorded(&rewritten(&exported(), changes), &exported());
    assert_eq!(verdict.finding == FileFinding::Genuine, verdict.changes.is_empty(), "{verdict:?}");
    verdict.changes
}

#[test]
fn a_workbook_is_what_was_kept_or_what_is_drawn_now() {
    assert_eq!(recorded(&exported(), &beside_the_list()).finding, FileFinding::Genuine);
    assert_eq!(recorded(&beside_the_list(), &beside_the_list()).finding, FileFinding::Genuine);
    // As drawn by an earlier version of the program.
    let old = rewritten(&exported(), &[(TEXTS, "当月数量", "本月数量"), (TEXTS, "填报人：", "填表人：")]);
    assert_eq!(recorded(&old, &old).finding, FileFinding::Genuine);
    // The heading; the words before 填报人, which it now ends; and the person, who is not found under that label.
    assert_eq!(recorded(&old, &exported()).changes.len(), 3);
    let stale = rewritten(&old, &[(TEXTS, "张三", "李四")]);
    assert_eq!(
        recorded(&stale, &old).changes,
        [
            "A3：存档“填报时间：2022年3月20日      填表人：张三”，文件里是“填报时间：2022年3月20日      填表人：李四”"
        ]
    );
}

#[test]
fn every_text_counts_and_the_ends_of_lines_do_not() {
    assert_eq!(told(&[(TEXTS, "填报人：张三", "填报人：张三 \n")]), [""; 0]);
    assert_eq!(
        told(&[(TEXTS, "58136197", "58136198"), (TEXTS, "3月20日", "4月2日")]),
        [
            "A3：存档“填报时间：2022年3月20日”，文件里是“填报时间：2022年4月2日”",
            "A3：存档“联系电话：58136197”，文件里是“联系电话：58136198”"
        ]
    );
    assert_eq!(
        told(&[(TEXTS, "小数点后两位", "小数点后一位")]),
        ["A25：存档“…据保留至小数点后两位。2.各镇乡街…”，文件里是“…据保留至小数点后一位。2.各镇乡街…”"]
    );
    assert_eq!(
        told(&[("xl/workbook.xml", "\"2022年3月附件2\"", "\"附表\"")]),
        ["工作表“2022年3月附件2”的名字改成了“附表”"]
    );
}

#[test]
fn what_lies_over_the_cells_is_told() {
    let condition = "</sheetData><conditionalFormatting sqref=\"D7\"/>";
    assert_eq!(told(&[(SHEET, "</sheetData>", condition)]), ["多了条件格式，格子可能显示成别的样子"]);
}

#[test]
fn a_line_that_was_put_in_is_one_difference() {
    let text = part(&exported(), SHEET);
    let mut moved = text.clone();
    // Moves every row from the seventh on down by one, as spreadsheet programs do.
    for row in (7..=25).rev() {
        let next = row + 1;
        moved = moved.replace(&format!("<row r=\"{row}\""), &format!("<row r=\"{next}\""));
        for column in ["A", "B", "C", "D", "E", "F", "G"] {
            for (before, behind) in [("\"", "\""), ("\"", ":"), (":", "\"")] {
                let cell = |row| format!("{before}{column}{row}{behind}");
                moved = moved.replace(&cell(row), &cell(next));
            }
        }
    }
    let added = r#"<row r="7"><c r="A7" t="inlineStr"><is><t>补充</t></is></c><c r="D7"><v>5</v></c></row><row r="8""#;
    moved = moved.replacen("<row r=\"8\"", added, 1);
    let file = rewritten(&exported(), &[(SHEET, &text, &moved)]);
    let verdict = recorded(&file, &exported());
    assert_eq!(verdict.changes, ["第 7 行是多出来的：“补充”、“5”"]);
    assert_eq!(verdict.changed, []);
    assert_eq!(unrecorded(&file).changes, ["第 7 行是多出来的：“补充”、“5”"]);
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn where_much_differs_the_figures_come_first_and_the_rest_is_counted() {
    let none = rewritten(&exported(), &[(SHEET, "<v>", "<f>1</f><v>"), (SHEET, "t=\"s\"", "t=\"n\"")]);
    let verdict = recorded(&none, &exported());
    assert_eq!(verdict.changes.len(), MOST_TOLD + 1, "{verdict:?}");
    assert!(verdict.changes[0].starts_with("第 1 行“出动环卫工人”当月数量：存档 100，"), "{verdict:?}");
    assert!(verdict.changes[MOST_TOLD].starts_with("还有 "), "{verdict:?}");
}

#[test]
fn of_a_report_with_its_list_both_sheets_are_judged() {
    let both = beside_the_list();
    let file = rewritten(&both, &[(TEXTS, "公厕 7 座", "公厕 70 座"), (SHEET, "<v>3.5</v>", "<v>35</v>")]);
    let verdict = recorded(&file, &both);
    assert_eq!(
        verdict.changes,
        [
            "第 2 行“清除暴露垃圾”当月数量：存档 3.50，文件里是 35.00",
            "“附件3”C13：存档“公厕 7 座”，文件里是“公厕 70 座”"
        ]
    );
    assert!(verdict.sentence.ends_with("里面有 1 个数、另有 1 处与存档的报表不一样"), "{}", verdict.sentence);
    let hidden = rewritten(&both, &[("xl/workbook.xml", "sheetId=\"2\"", "sheetId=\"2\" state=\"hidden\"")]);
    assert_eq!(recorded(&hidden, &both).changes, ["有隐藏的工作表“附件3”"]);
    let other =
        rewritten(&both, &[("xl/workbook.xml", "\"附件3\"", "\"附件三\""), (TEXTS, "公厕 7 座", "公厕")]);
    assert_eq!(recorded(&other, &both).changes.len(), 2);
}

#[test]
fn without_a_record_the_form_is_compared_and_the_rest_is_said_to_be_unknown() {
    let verdict = unrecorded(&exported());
    assert_eq!((verdict.finding, verdict.changes.len()), (FileFinding::Unrecorded, 0), "{verdict:?}");
    assert!(verdict.sentence.ends_with("填报时间、填报人、联系电话没法核对"), "{}", verdict.sentence);
    let verdict = unrecorded(&beside_the_list());
    assert_eq!((verdict.finding, verdict.changes.len()), (FileFinding::Unrecorded, 0), "{verdict:?}");
    assert!(verdict.sentence.ends_with("联系电话、附件3的内容没法核对"), "{}", verdict.sentence);
    let person = rewritten(&exported(), &[(TEXTS, "张三", "李四")]);
    assert_eq!(unrecorded(&person).finding, FileFinding::Unrecorded);
    let texts = rewritten(&exported(), &[(TEXTS, "填报人：", "填表人："), (TEXTS, "龙沙镇", "太龙镇")]);
    let verdict = unrecorded(&texts);
    assert_eq!(verdict.finding, FileFinding::Changed);
    assert_eq!(
        verdict.changes,
        ["A3：表样“填报单位（盖章）：龙沙镇”，文件里是“填报单位（盖章）：太龙镇”", "“填报人：…”不见了"]
    );
    // The same in cells of their own, as a longer name has them.
    let long = Sheet { unit: Unit { name: "龙".repeat(40), ..march().unit }, ..march() };
    let wrapped = workbook(form(), &long).unwrap();
    assert_eq!(unrecorded(&wrapped).finding, FileFinding::Unrecorded);
    let person = rewritten(&wrapped, &[(TEXTS, "张三", "李四"), (TEXTS, "龙龙", "太龙")]);
    assert_eq!(unrecorded(&person).changes.len(), 1, "the unit and nothing else");
    let figure = rewritten(&exported(), &[(SHEET, "<v>3.5</v>", "<v>35</v>")]);
    let verdict = unrecorded(&figure);
    assert_eq!((verdict.finding, verdict.changes.len()), (FileFinding::Changed, 0), "{verdict:?}");
    assert!(verdict.sentence.contains("里面的数与导出时不一样"), "{}", verdict.sentence);
}

#[test]
fn a_draft_stays_one_whatever_differs() {
    let draft = workbook(form(), &Sheet { state: State::Draft, ..march() }).unwrap();
    let verdict = unrecorded(&draft);
    assert_eq!(verdict.finding, FileFinding::Draft);
    assert!(verdict.sentence.starts_with("龙沙镇2022年3月的草稿：是定稿以前导出的"), "{}", verdict.sentence);
    let verdict = unrecorded(&rewritten(&draft, &[(TEXTS, "累计数量", "全年数量")]));
    assert_eq!(verdict.finding, FileFinding::Changed);
    assert!(verdict.sentence.starts_with("龙沙镇2022年3月的草稿：是定稿以前导出的"), "{}", verdict.sentence);
    assert_eq!(verdict.changes, ["F6：表样“累计数量”，文件里是“全年数量”"]);
    // Its mark can be taken away, and it is still no report.
    let verdict = unrecorded(&rewritten(&draft, &[(TEXTS, ">草稿<", "><")]));
    assert_eq!(
        (verdict.finding, verdict.changes),
        (FileFinding::Changed, vec!["D1：“草稿”不见了".to_owned()])
    );
    assert!(verdict.sentence.starts_with("龙沙镇2022年3月的草稿：是定稿以前导出的"), "{}", verdict.sentence);
}

#[test]
fn the_line_under_the_title_counts_wherever_its_fields_stand() {
    let line = "填报单位（盖章）：龙沙镇";
    let added = told(&[(TEXTS, line, &format!("补报{line}"))]);
    assert!(added.iter().any(|told| told.contains("多了“补报填报单位")), "{added:?}");
    let twice = told(&[(TEXTS, "填报人：张三", "填报人：张三 填报人：李四")]);
    assert_eq!(twice, ["A3：多了“填报人：李四”"]);
    let hidden = told(&[
        (SHEET, "<row r=\"3\"", "<row hidden=\"1\" r=\"3\""),
        (SHEET, "<row r=\"4\"", "<row hidden=\"1\" r=\"4\""),
        (SHEET, "<row r=\"5\"", "<row hidden=\"1\" r=\"5\""),
    ]);
    assert_eq!(hidden.len(), 1, "{hidden:?}");
    assert!(hidden[0].starts_with("第 3 行隐藏了，里面有“填报单位（盖章）：龙沙镇"), "{hidden:?}");
}

/// A month of another notice's form, in which every figure differs, with a month before and one a year before.
fn of_another_notice(definition: &str, at: &str) -> (Form, Sheet) {
    let notice = Notice::read(definition).unwrap();
    let form = Form::clone(&notice.forms[0]);
    let at: Month = at.parse().unwrap();
    let entries = |times: usize| {
        let figures = form.figures().zip(1..);
        let entries = figures.map(|(figure, number)| format!("{}={}", figure.id, number * times));
        entries.collect::<Vec<_>>().join(" ")
    };
    let months = [(at.last_year(), 200), (at.previous(), 400), (at, 700)];
    let months = months.map(|(month, times)| (month.to_string(), entries(times)));
    let months: Vec<(&str, &str)> =
        months.iter().map(|(month, entries)| (month.as_str(), entries.as_str())).collect();
    let mut ledger = ledger(notice.kinds[0].id.clone(), "2025-01", &months);
    ledger.unit.first_month = form.campaign.first_month;
    (form.clone(), Sheet { state: State::Final, ..live_sheet(&form, &ledger, at).unwrap() })
}

#[test]
fn a_workbook_of_any_notice_is_found_true_and_a_change_in_it_is_told() {
    for (definition, month, from, to, place) in [
        (
            include_str!("../../tests/notices/openness.json"),
            "2026-06",
            "<v>4900</v>",
            "<v>9400</v>",
            "第 07 行",
        ),
        (
            include_str!("../../tests/notices/housing.json"),
            "2026-06",
            "<v>9800</v>",
            "<v>8900</v>",
            "第 2 行",
        ),
        (
            include_str!("../../tests/notices/markets.json"),
            "2026-06",
            "<v>4900</v>",
            "<v>9400</v>",
            "第 9 行",
        ),
        (
            include_str!("../../tests/notices/safety.json"),
            "2026-10",
            "<v>41300</v>",
            "<v>43100</v>",
            "第 59 行",
        ),
    ] {
        let (form, sheet) = of_another_notice(definition, month);
        let exported = workbook(&form, &sheet).unwrap();
        let judged = |file: &[u8], expectation: &Expectation| {
            let stated = Stated::read(&reading::properties(file).unwrap()).unwrap();
            let (book, over) = (book(file), reading::overlays(file).unwrap());
            verify(&form, None, File { book: &book, over: &over }, &stated, expectation).unwrap()
        };
        let as_stated = |file: &[u8]| {
            let stated = Stated::read(&reading::properties(file).unwrap()).unwrap();
            let drawn = workbook(&form, &stated.sheet(&form, sheet.month, &book(file))).unwrap();
            judged(file, &Expectation::AsStated(book(&drawn)))
        };
        let recorded =
            |file: &[u8]| judged(file, &Expectation::Recorded { kept: Vec::new(), drawn: book(&exported) });
        assert_eq!(recorded(&exported).finding, FileFinding::Genuine, "{}", form.id);
        let verdict = as_stated(&exported);
        assert_eq!((verdict.finding, verdict.changes.len()), (FileFinding::Unrecorded, 0), "{verdict:?}");
        let changed = rewritten(&exported, &[(SHEET, from, to)]);
        let verdict = recorded(&changed);
        assert_eq!(verdict.finding, FileFinding::Changed, "{}", form.id);
        assert!(verdict.changes[0].starts_with(place), "{:?}", verdict.changes);
        assert_eq!(as_stated(&changed).finding, FileFinding::Changed, "{}", form.id);
    }
}

#[test]
fn a_percentage_that_was_changed_is_told_where_the_month_before_is_beside_it() {
    let (form, sheet) = of_another_notice(include_str!("../../tests/notices/markets.json"), "2026-06");
    let exported = workbook(&form, &sheet).unwrap();
    let changed = rewritten(&exported, &[(SHEET, "<v>75</v>", "<v>57</v>")]);
    let stated = Stated::read(&reading::properties(&changed).unwrap()).unwrap();
    let drawn = workbook(&form, &stated.sheet(&form, sheet.month, &book(&changed))).unwrap();
    let file = book(&changed);
    let expectation = Expectation::AsStated(book(&drawn));
    let verdict = verify(&form, None, File { book: &file, over: &[] }, &stated, &expectation).unwrap();
    assert_eq!(verdict.finding, FileFinding::Changed);
    assert!(verdict.changes[0].ends_with("表样“75”，文件里是“57”"), "{:?}", verdict.changes);
}

#[test]
fn a_comparison_with_a_month_that_is_not_shown_is_no_difference() {
    let mut definition: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/notices/markets.json")).unwrap();
    for table in definition["forms"][0]["tables"].as_array_mut().unwrap() {
        table["columns"].as_array_mut().unwrap().retain(|column| column["role"] != "previous");
    }
    let (form, sheet) = of_another_notice(&definition.to_string(), "2026-06");
    let exported = workbook(&form, &sheet).unwrap();
    let stated = Stated::read(&reading::properties(&exported).unwrap()).unwrap();
    let file = book(&exported);
    let drawn = workbook(&form, &stated.sheet(&form, sheet.month, &file)).unwrap();
    let expectation = Expectation::AsStated(book(&drawn));
    let verdict = verify(&form, None, File { book: &file, over: &[] }, &stated, &expectation).unwrap();
    assert_eq!((verdict.finding, verdict.changes.len()), (FileFinding::Unrecorded, 0), "{verdict:?}");
}
