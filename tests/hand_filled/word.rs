//! The form in Word, as the notice brings it and a township fills it: rows of five and of seven cells, the title and
//! 填报单位 above the table or in it, the whole notice around it.

use serde_json::json;
use yuebao::notice::{FieldKind, Notice};

use crate::files::{PAGE, cell, document, paragraph, word_table};
use crate::harness::Office;
use crate::old::{Old, old, typed};

const TWO: &str = r#"<w:gridSpan w:val="2"/>"#;
const ALL: &str = r#"<w:gridSpan w:val="7"/>"#;

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// The mark, the title and the line under it.
fn head(old: &Old<'_>) -> [String; 3] {
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    let [unit, date, person] =
        [FieldKind::Unit, FieldKind::Date, FieldKind::Person].map(|kind| form.header.label(kind));
    let line = format!("{unit}{}　　{date}{}　　{person}张三", old.unit, old.date);
    [form.mark.clone(), old.title.to_owned(), line]
}

/// The headings and the rows of a month.
fn rows(old: &Old<'_>) -> String {
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    let columns = &form.columns;
    let mut rows = row(&[
        cell("", &columns.section),
        cell("", &columns.number),
        cell("", &columns.content),
        cell(TWO, &columns.month),
        cell(TWO, &columns.total),
    ]);
    let texts = [typed(old.months), typed(old.totals)];
    for section in form.sections() {
        for (index, line) in section.rows.iter().enumerate() {
            let merged = if index == 0 { r#"<w:vMerge w:val="restart"/>"# } else { "<w:vMerge/>" };
            let title = if index == 0 { section.title.as_str() } else { "" };
            let mut cells =
                vec![cell(merged, title), cell("", &line.number.to_string()), cell("", &line.content)];
            for texts in &texts {
                let span = if line.figures.len() == 1 { TWO } else { "" };
                let text = |id: String| texts.get(&id).map(String::as_str).unwrap_or_default();
                cells.extend(line.figures.iter().map(|figure| cell(span, text(figure.id.to_string()))));
            }
            rows += &row(&cells);
        }
    }
    rows
}

/// A month with its title above the table and its note below.
fn month(old: &Old<'_>) -> String {
    let note = Notice::built_in().unwrap().form("annex2").unwrap().notes_line();
    let head = head(old).map(|line| paragraph(&line)).concat();
    format!("{head}<w:tbl>{}</w:tbl>{}", rows(old), paragraph(&note))
}

const MARCH: &str = "1a=120 1b=15 2a=12.5 2b=3.25 4=7 6=0 8=1 9=4 13=36 18=0";

fn march() -> Old<'static> {
    Old {
        date: "2022年3月28日", ..old("主题活动月度情况统计表（2022年3月）", MARCH, MARCH)
    }
}

#[track_caller]
fn assert_march(office: &Office) {
    for (figure, amount) in
        [("1a", "120"), ("1b", "15"), ("2b", "3.25"), ("4", "7"), ("13", "36"), ("18", "0")]
    {
        assert_eq!(office.figure("2022-03", figure, "month"), json!(amount), "{figure}");
        assert_eq!(office.figure("2022-03", figure, "total"), json!(amount), "{figure}");
    }
    assert_eq!(office.figure("2022-03", "3a", "month"), json!(null), "a blank is not 0");
    assert_eq!(office.shown("2022-03")["filled_on"], "2022-03-28");
}

#[test]
fn a_month_filled_in_in_word_comes_in() {
    let office = Office::begun();
    office.put("月报.docx", &document(&month(&march())));
    let done = office.run(["import", "月报.docx", "--yes"]).done();
    assert!(done.ends_with("已经导入\n"), "{done}");
    assert_march(&office);
}

#[test]
fn the_notice_itself_may_be_filled_in() {
    let office = Office::begun();
    let notice = paragraph("关于印发实施方案的通知") + &paragraph("2022年1月10日，请于2022年10月31日前报送");
    // The notice has its titles and notes within the tables, in rows of one cell.
    let whole = |text: &str| row(&[cell(ALL, text)]);
    let form = head(&march()).map(|line| whole(&line)).concat()
        + &rows(&march())
        + &whole(&Notice::built_in().unwrap().form("annex2").unwrap().notes_line());
    let list = word_table(&[
        "附件3||||",
        "序号|实施主体|建设规模|资金来源|完成时限",
        "1|龙沙社区|新建公厕2座||2022年6月",
    ]);
    let body = format!("{notice}{PAGE}<w:tbl>{form}</w:tbl><w:p/><w:p/>{list}");
    office.put("通知.docx", &document(&body));
    let shown = office.run(["import", "通知.docx"]);
    assert!(shown.output.contains("“通知.docx”的“表1” · 会导入"), "{}", shown.output);
    for other in ["表2", "正文"] {
        assert!(shown.output.contains(&format!("“{other}”不是附件2，没有读")), "{}", shown.output);
    }
    office.run(["import", "通知.docx", "--yes"]).done();
    assert_march(&office);
    let listed = office.run(["projects", "import", "通知.docx"]).output;
    assert!(listed.contains("龙沙社区") && listed.contains("新建公厕2座"), "{listed}");
}

#[test]
fn of_several_months_in_one_file_each_is_one_table() {
    let office = Office::begun();
    let months: Vec<String> = (1..=3)
        .map(|number| {
            let (title, totals) = (format!("2022年{number}月统计表"), format!("4={}", number * 7));
            month(&old(&title, "4=7", &totals))
        })
        .collect();
    office.put("一季度.docx", &document(&months.concat()));
    office.run(["import", "一季度.docx", "--yes"]).done();
    for (month, total) in [("2022-01", "7"), ("2022-02", "14"), ("2022-03", "21")] {
        assert_eq!(office.figure(month, "4", "month"), json!("7"), "{month}");
        assert_eq!(office.figure(month, "4", "total"), json!(total), "{month}");
    }
}

#[test]
fn a_word_file_without_the_form_is_refused_and_nothing_changes() {
    let office = Office::begun();
    let before = office.everything();
    for (name, body, told) in [
        ("总结.docx", paragraph("一年来的工作"), "没有填了字的表格"),
        ("别的.docx", word_table(&["姓名|电话", "张三|58136197"]), "没有找到附件2的表"),
    ] {
        office.put(name, &document(&body));
        let refused = office.run(["import", name, "--yes"]).refused();
        assert!(
            refused.contains(name) && refused.contains(told) && refused.contains("什么都没有"),
            "{refused}"
        );
    }
    assert_eq!(office.everything(), before);
}
