//! A notice whose forms reckon: derived figures, relations, months that are not reported, and a table with a column for
//! each figure, the whole way through the program.
#![cfg(test)]

#[path = "notices/examples.rs"]
mod examples;
mod harness;

use std::path::Path;

use harness::{Office, Ran, init, overwrite};
use serde_json::{Value, json};
use yuebao::notice::{BUILT_IN, Role};
use yuebao::{hand_filled, output, reading};

/// Two groups of columns with the same words under them, rows with codes; what is left is entries less leavings.
fn notice() -> Value {
    let month =
        |heading: &str, measure: &str| json!({"heading": heading, "role": "month", "measure": measure});
    let row = |number: u16, content: &str| json!({"number": number, "code": format!("0{number}"), "content": content});
    let mut notice: Value = serde_json::from_str(BUILT_IN).unwrap();
    notice["id"] = json!("housing");
    notice["lists"] = json!([]);
    notice["papers"] = json!([]);
    notice["summary"]["paper"] = Value::Null;
    notice["campaign"]["first_month"] = json!("2021-12");
    notice["campaign"]["due"] = json!({"day": 5, "next_month": true, "exempt": [1]});
    notice["forms"][0]["tables"] = json!([{
        "unit": "户",
        "columns": [
            {"heading": "指标名称", "role": "content", "letter": "甲"},
            {"heading": "代码", "role": "number", "letter": "乙"},
            {"heading": "实物保障", "columns": [month("合计", "1"), month("低保", "2"), month("低收入", "3")]},
            {"heading": "租赁补贴", "columns": [month("合计", "4"), month("低保", "5")]},
            {"heading": "累计实物保障", "role": "total", "measure": "1"}
        ],
        "sections": [{"rows": [
            row(1, "累计实施"), row(2, "年度净增"), row(3, "其中：进入"), row(4, "退出")
        ]}]
    }]);
    notice["forms"][0]["relations"] = json!([
        {"says": "2=3-4", "derived": true},
        {"says": "1=2+3", "of": "columns"},
        {"says": "4≥5", "of": "columns"}
    ]);
    notice
}

fn office() -> Office {
    let office = Office::new();
    let path = office.home().join("housing.json");
    overwrite(&path, notice().to_string().as_bytes());
    office.run(["notice", "add", &path.display().to_string()]).done();
    let begin = ["--notice", "housing"].into_iter().chain(init("street", "2021-12"));
    Ran::from(office.command([]).args(begin).output().unwrap()).done();
    office
}

const MARCH: [&str; 17] = [
    "set", "2022-03", "1a=10", "1b=6", "1c=4", "1d=3", "1e=2", "3a=4", "3b=3", "3c=1", "3d=1", "3e=1",
    "4a=9", "4b=4", "4c=5", "4d=0", "4e=0",
];

#[test]
fn what_is_reckoned_is_shown_and_typed_nowhere() {
    let office = office();
    office.run(MARCH).done();
    let shown = |figure: &str| office.figure("2022-03", figure, "month");
    assert_eq!(["2a", "2b", "2c", "2d"].map(shown), ["-5", "-1", "-4", "1"].map(|amount| json!(amount)));
    assert_eq!(office.figure("2022-03", "2a", "total"), json!("-5"));
    let told = "第 02 行“年度净增 实物保障 合计”是按“2=3-4”算出来的，不用填";
    for refused in [
        office.run(["set", "2022-03", "2a=1"]),
        office.run(["opening", "2a=1"]),
        office.run(["adjust", "2022-03", "2a=1", "--reason", "算错"]),
    ] {
        let sentence = refused.refused();
        assert!(sentence.starts_with(told), "{sentence}");
    }
    office.run(["set", "2022-03", "2a="]).done();
    assert_eq!(office.shown("2022-03")["to_fill"], json!(15), "five of twenty are reckoned");
}

#[test]
fn a_month_in_which_a_relation_is_broken_cannot_be_final() {
    let office = office();
    office.run(["set", "2021-12", "1a=0"]).done();
    office.run(["finalize", "2021-12", "--fill-zero"]).done();
    office.run(MARCH).done();
    office.run(["set", "2022-03", "1a=11"]).done();
    let checked = office.run(["check", "2022-03"]);
    let told = "第 01 行“累计实施 实物保障 合计”不合“1=2+3”：左边 11 户，应等于右边 10 户；请核对“累计实施 实物保障 合计”“累计实施 实物保障 低保”“累计实施 低收入”";
    assert!(checked.output.contains(told), "{}", checked.output);
    let refused = office.run(["finalize", "2022-03"]);
    assert!(refused.code == 1 && refused.remark.contains("1 处错误"), "{}", refused.remark);
    office.run(["set", "2022-03", "1a=10"]).done();
    office.run(["finalize", "2022-03"]).done();
    let figures = office.figure("2022-03", "2a", "total");
    assert_eq!(figures, json!("-5"), "January is not reported, and February is told as missing");
    assert!(office.run(["set", "2022-01", "1a=1"]).refused().contains("2022年1月按通知不用报"));
    let sentence = office.run(["check", "2022-03"]).output;
    assert!(sentence.contains("累计数缺 2 月，"), "{sentence}");
}

#[test]
fn a_workbook_of_it_is_read_back_to_the_last_digit() {
    let office = office();
    office.run(MARCH).done();
    office.run(["export", "2022-03", "--to", "."]).done();
    let written = std::fs::read_dir(office.home()).unwrap().map(|entry| entry.unwrap().path());
    let workbook =
        written.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "xlsx")).unwrap();
    let verified = office.run(["verify", &workbook.display().to_string()]).output;
    assert!(verified.contains("里面的数与导出时一致，文字与表样一致"), "{verified}");
    let other = self::office();
    let copy = other.home().join("2022年3月.xlsx");
    std::fs::copy(workbook, &copy).unwrap();
    let done = other.run(["import", "2022年3月.xlsx", "--yes"]).done();
    assert!(done.contains("填上 15 格"), "{done}");
    for figure in ["1a", "1b", "1e", "2a", "2d", "3c", "4a", "4e"] {
        for field in ["month", "total"] {
            let [one, same] = [&office, &other].map(|office| office.figure("2022-03", figure, field));
            assert_eq!(one, same, "{figure} {field}");
        }
    }
}

/// Whatever the program draws of a form it reads again: every figure, and every total that has a column.
#[test]
fn the_workbooks_of_other_offices_are_read_back() {
    for name in examples::ALL {
        let (form, sheet) = (examples::form(name), examples::month(name));
        let book = reading::read(&output::workbook(&form, &sheet).unwrap()).unwrap();
        let path = format!("{}.xlsx", sheet.month.name());
        let read = hand_filled::read(&form, Path::new(&path), &book).unwrap();
        let [read] = read.as_slice() else { panic!("{name}: {} sheets", read.len()) };
        assert_eq!((read.problem.as_deref(), read.month), (None, Some(sheet.month)), "{name}");
        assert_eq!(read.missing, [0_u16; 0], "{name}");
        assert_eq!(read.notes, [], "{name}: the words of a form are not the unit's");
        for figure in form.figures() {
            let old = &read.figures[&figure.id];
            let [month, total] = sheet.cells[&figure.id].texts();
            let mut columns = form.tables.iter().flat_map(|table| &table.grid.columns);
            let has_total =
                columns.any(|column| column.role == Role::Total && column.measure == figure.measure);
            let total = if has_total { total } else { String::new() };
            // What is below zero was reckoned; it is read as a text and not imported.
            for (read, drawn) in [(&old.month, month), (&old.total, total)]
                .into_iter()
                .filter(|(_, drawn)| !drawn.starts_with('-'))
            {
                let amount = read.amount().map_or(String::new(), |amount| amount.to_string());
                assert_eq!(amount, drawn, "{name} {} {read:?}", figure.id);
            }
            // The cell that is named holds the amount.
            for (reading, at) in [(&old.month, &old.month_at), (&old.total, &old.total_at)] {
                let Some(amount) = reading.amount() else { continue };
                let (row, column) = place(at.as_deref().unwrap());
                let shown: f64 = book.sheets[0].value(row, column).text().parse().unwrap();
                assert_eq!(Ok(shown), amount.to_string().parse(), "{name} {} {at:?}", figure.id);
            }
        }
    }
}

/// The row and column of an address such as `AB12`, counted from 0.
fn place(address: &str) -> (u32, u32) {
    let (letters, row) = address.split_at(address.find(|sign: char| sign.is_ascii_digit()).unwrap());
    let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    (row.parse::<u32>().unwrap() - 1, column - 1)
}

const HEADINGS: &str = "2022年3月,,,,,,,\n指标名称,代码,实物保障,,,租赁补贴,,累计实物保障\n,,合计,低保,低收入,合计,低保,\n甲,乙,1,2,3,4,5,6\n";

/// Imports a sheet and says what came of it.
fn imported(office: &Office, sheet: &str) -> Value {
    overwrite(&office.home().join("3月.csv"), sheet.as_bytes());
    let ran = office.run(["import", "3月.csv", "--json"]);
    serde_json::from_str(&ran.output).unwrap_or_else(|_| panic!("{}", ran.remark))
}

#[test]
fn a_sheet_by_hand_is_read_by_its_headings_and_words() {
    let rows = "累计实施,01,10,6,4,3,2,10\n年度净增,02,7,7,7,7,7,7\n其中：进入,03,4,3,1,1,1,4\n合　计,,9,9,9,9,9,9\n";
    let office = office();
    let plan = imported(&office, &format!("{HEADINGS}{rows}"));
    let sheet = &plan["sheets"][0];
    assert_eq!(sheet["new"], json!(10), "{plan}");
    let read = |figure: &str| {
        let figures = sheet["figures"].as_array().unwrap();
        figures.iter().find(|one| one["figure"] == figure).map(|one| one["read"].clone()).unwrap_or_default()
    };
    assert_eq!(["1a", "1d", "1e", "3c"].map(read), ["10", "3", "2", "1"].map(|amount| json!(amount)));
    let reckoned = sheet["figures"].as_array().unwrap().iter().find(|one| one["figure"] == "2a").unwrap();
    assert_eq!(reckoned["remark"], "按“2=3-4”算出，不导入旧表的数，请核对");
    let remarks = sheet["remarks"].to_string();
    assert!(remarks.contains("第 8 行认不出是哪一项，没有读"), "{remarks}");
    assert!(remarks.contains('4'), "the row of those who left is not there: {remarks}");
}

#[test]
fn a_sheet_whose_columns_or_rows_are_not_certain_is_not_read() {
    let office = office();
    for (headings, told) in [
        (HEADINGS.replace("低收入", "低收入家庭"), "没有找到“低收入”这一栏"),
        (HEADINGS.replace("低收入", "低保"), "有 2 栏都叫“低保”，认不出是哪一栏"),
        (HEADINGS.replace("租赁补贴", "实物保障"), "有 2 栏都叫“实物保障”，认不出是哪一栏"),
        (HEADINGS.to_owned(), "“累计实施”在表里有 2 行，表样里有 1 行"),
        (HEADINGS.replace("2022年3月", "2022年3月（单位：万元）"), "表上写的单位是“万元”"),
    ] {
        let row = "累计实施,01,10,6,4,3,2,10\n";
        let rows = if told.contains("2 行") { row.repeat(2) } else { row.to_owned() };
        let title = "“全民动手共同缔造山城美丽家园”主题活动月度情况统计表\n";
        let plan = imported(&office, &format!("{title}{headings}{rows}"));
        let problem = plan["sheets"][0]["problem"].as_str().unwrap_or_default();
        assert!(problem.starts_with(told), "{told}: {plan}");
    }
    overwrite(&office.home().join("别的.csv"), "指标名称,代码,数量\n累计实施,01,1\n".as_bytes());
    assert!(office.run(["import", "别的.csv"]).refused().contains("没有找到附件2的表"));
}

#[test]
fn a_month_is_late_only_after_it_is_due_in_the_next_one() {
    let office = office();
    let todo = |now: &str| {
        let ran = office.command(["show", "2021-12"]).env("YUEBAO_NOW", now).output().unwrap();
        assert!(ran.status.success());
        let session = office.session();
        let overview = session.overview(now[..10].parse().unwrap()).unwrap();
        let december = overview.months.into_iter().next().unwrap();
        (overview.current.to_string(), december.late, december.due)
    };
    let (current, late, due) = todo("2022-01-04T09:00:00+08:00");
    assert_eq!((current.as_str(), late), ("2021-12", false), "still in hand");
    assert_eq!(due, "1月5日前报送，还有 1 天");
    let (current, late, due) = todo("2022-01-06T09:00:00+08:00");
    assert_eq!((current.as_str(), late), ("2022-02", true), "January is not reported");
    assert!(due.contains("已过 1 天"), "{due}");
}
