//! What a person sees in a cell is the number, or it is not taken: files that show one thing and hold another, that have
//! two columns for one, other units, other items; and those that any clerk can read, however odd they look.

use std::path::Path;

use rust_xlsxwriter::{Color, Format, FormatScript, Formula, Workbook, Worksheet};
use yuebao::hand_filled::{CellReading, HandFilledSheet};
use yuebao::notice::Notice;
use yuebao::reading::read;

use crate::files::{workbook, write_line};
use crate::harness::Office;
use crate::old::{Old, book, draw, old, rows, write};

fn sheets(bytes: &[u8]) -> Vec<HandFilledSheet> {
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    yuebao::hand_filled::read(form, Path::new("2022年/附件2.xlsx"), &read(bytes).unwrap()).unwrap()
}

fn sheet(draw: impl FnOnce(&mut Worksheet)) -> HandFilledSheet {
    sheets(&workbook(draw)).remove(0)
}

/// What was read of the month's figure, or why it was not.
fn month(sheet: &HandFilledSheet, figure: &str) -> String {
    match &sheet.figures[&figure.parse().unwrap()].month {
        CellReading::Blank => String::new(),
        CellReading::Amount(amount) => amount.to_string(),
        CellReading::Unreadable { reason, .. } => reason.clone(),
    }
}

/// March with a few figures; the rows of the form begin in the fifth line, its quantities in the columns D and F.
fn march(page: &mut Worksheet) {
    draw(page, &old("2022年3月", "1a=120 1b=15 2a=12.5 2b=3.5 4=7 6=1.25", ""));
}

/// The headings and the rows of a sheet of several quantity columns, each with a text for the rows 4, 6 and 9.
fn columns(page: &mut Worksheet, title: &str, quantities: &[(&str, [&str; 3])]) {
    write_line(page, 0, 0, &[title]);
    write_line(page, 1, 0, &["整治项目", "序号", "整治内容"]);
    for (column, (heading, texts)) in (3..).zip(quantities) {
        write_line(page, 1, column, &[heading]);
        for (line, text) in (2..).zip(texts) {
            write(page, line, column, text);
        }
    }
    for (line, number) in (2..).zip([4, 6, 9, 13]) {
        let row = rows().find(|row| row.number == number).unwrap();
        write_line(page, line, 1, &[&number.to_string(), &row.content]);
    }
}

const THIS: [&str; 3] = ["7", "1.25", "9"];
const OTHER: [&str; 3] = ["70", "10.25", "90"];
const MONTH: &str = "2022年3月";

#[test]
fn of_several_columns_the_one_is_read_whose_words_fit_the_month() {
    for (what, quantities) in [
        ("last month", [("上月数量", OTHER), ("本月数量", THIS), ("累计", OTHER)]),
        ("last year", [("去年同期当月数", OTHER), ("当月数量", THIS), ("累计数量", OTHER)]),
        ("a month each", [("当月数量（2月）", OTHER), ("当月数量（3月）", THIS), ("累计数量", OTHER)]),
        ("only numbers of months", [("2月数量", OTHER), ("3月数量", THIS), ("1-3月累计", OTHER)]),
        ("a month in words", [("二月数量", OTHER), ("三月份完成数量", THIS), ("累计", OTHER)]),
        ("what is compared", [("本月完成数", THIS), ("同比", OTHER), ("当月环比", OTHER)]),
    ] {
        let read = sheet(|page| columns(page, MONTH, &quantities));
        assert_eq!(
            ["4", "6", "9"].map(|figure| month(&read, figure)),
            ["7", "1.25", "9"],
            "{what}: {read:?}"
        );
    }
}

#[test]
fn where_two_columns_fit_neither_is_read_and_both_are_named() {
    for (quantities, problem) in [
        (
            [("当月计划", OTHER), ("当月完成", THIS), ("累计", OTHER)],
            "有 2 栏都像“当月数量”：D 列“当月计划”、E 列“当月完成”，看不出该读哪一栏",
        ),
        (
            [("本月计划", OTHER), ("完成数", THIS), ("累计", OTHER)],
            "有 2 栏都像“当月数量”：D 列“本月计划”、E 列“完成数”，看不出该读哪一栏",
        ),
        (
            [("当月数量", OTHER), ("更正", THIS), ("累计", OTHER)],
            "有 2 栏都像“当月数量”：D 列“当月数量”、E 列“更正”，看不出该读哪一栏",
        ),
        (
            [("当月剩余", OTHER), ("备注", THIS), ("累计", OTHER)],
            "D 列“当月剩余”看不出是不是“当月数量”，没有读",
        ),
        (
            [("甲村当月数量", OTHER), ("备注", THIS), ("累计", OTHER)],
            "D 列“甲村当月数量”看不出是不是“当月数量”，没有读",
        ),
        (
            [("当月数量", OTHER), ("当月数量（更正）", THIS), ("累计", OTHER)],
            "有 2 栏都像“当月数量”：D 列“当月数量”、E 列“当月数量（更正）”，看不出该读哪一栏",
        ),
    ] {
        let read = sheet(|page| columns(page, MONTH, &quantities));
        assert_eq!(read.problem.as_deref(), Some(problem));
        assert!(read.figures.is_empty());
    }
    let office = Office::begun();
    office
        .put("3月.xlsx", &workbook(|page| columns(page, MONTH, &[("当月计划", OTHER), ("当月完成", THIS)])));
    let refused = office.run(["import", "3月.xlsx"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.remark.contains("E 列“当月完成”，看不出该读哪一栏。请在旧表里改好再选一次，或不导入这张表"),
        "{}",
        refused.remark
    );
}

#[test]
fn headings_in_two_rows_are_read_together() {
    let two_rows = |upper: &'static str, lower: [&'static str; 2]| {
        sheet(move |page| {
            let plain = Format::new();
            write_line(page, 0, 0, &["2022年3月"]);
            for (column, label) in [(1, "序号"), (2, "整治内容")] {
                page.merge_range(1, column, 2, column, label, &plain).unwrap();
            }
            page.merge_range(1, 3, 1, 4, upper, &plain).unwrap();
            write_line(page, 2, 3, &lower);
            for (line, row) in (3..).zip(rows()) {
                write_line(page, line, 1, &[&row.number.to_string(), &row.content]);
            }
            write(page, 6, 3, "7");
            write(page, 6, 4, "20");
        })
    };
    let read = two_rows("数量", ["当月", "累计"]);
    assert_eq!(month(&read, "4"), "7");
    assert_eq!(read.figures[&"4".parse().unwrap()].total.text(), "20");
    let read = two_rows("当月数量", ["甲村", "乙村"]);
    assert_eq!(
        read.problem.as_deref(),
        Some("有 2 栏都像“当月数量”：D 列“当月数量甲村”、E 列“当月数量乙村”，看不出该读哪一栏")
    );
    let read = two_rows("当月数量", ["计划", "完成"]);
    assert_eq!(
        read.problem.as_deref(),
        Some("有 2 栏都像“当月数量”：D 列“当月数量计划”、E 列“当月数量完成”，看不出该读哪一栏")
    );
}

#[test]
fn what_is_hidden_is_told_and_not_read() {
    let read = sheet(|page| {
        columns(
            page,
            MONTH,
            &[("当月数量", OTHER), ("累计数量", OTHER), ("当月数量", THIS), ("累计数量", THIS)],
        );
        page.set_column_hidden(3).unwrap();
        page.set_column_hidden(4).unwrap();
        page.set_row_hidden(4).unwrap();
    });
    assert_eq!((month(&read, "4"), month(&read, "6")), ("7".to_owned(), "1.25".to_owned()));
    assert!(!read.figures.contains_key(&"9".parse().unwrap()) && read.missing.contains(&9));
    for remark in ["工作表的第 5 行是隐藏的，没有读", "D、E 列是隐藏的，没有读"] {
        assert!(read.remarks.contains(&remark.to_owned()), "{:?}", read.remarks);
    }
}

#[test]
fn a_second_form_to_the_right_is_told() {
    let read = sheet(|page| {
        columns(page, MONTH, &[("当月数量", THIS), ("累计数量", THIS)]);
        write_line(page, 1, 6, &["整治项目", "序号", "整治内容", "当月数量", "累计数量"]);
    });
    assert_eq!(month(&read, "4"), "7");
    assert!(read.remarks.contains(&"右边从 G 列起还有一张表，没有读".to_owned()), "{:?}", read.remarks);
}

#[test]
fn a_number_that_is_shown_as_something_else_is_no_number() {
    for (format, number, reason) in [
        (r#"m"月""#, 44_713.0, "写的是“月”，这一项的单位是“个”"),
        ("yyyy-mm-dd", 44_713.0, "是日期，不是数"),
        ("h:mm", 0.5, "只能填数字，例如 120；不要带单位、文字或算式"),
        ("0%", 7.0, "写的是“%”，这一项的单位是“个”"),
        (r#"0"万人次""#, 7.0, "写的是“万人次”，这一项的单位是“个”"),
        ("约0", 7.0, "写着“约”，是大概的数，要填准确的数"),
        ("0,", 7000.0, "单元格里是 7000，显示出来的是“7”"),
        (";;;", 7.0, "单元格里是 7，显示出来的是空白"),
    ] {
        let read = sheet(|page| {
            march(page);
            page.write_number_with_format(7, 3, number, &Format::new().set_num_format(format)).unwrap();
        });
        assert_eq!(month(&read, "4"), reason, "{format}");
    }
    for (format, number, amount) in [
        ("#,##0", 1234.0, "1234"),
        (r#"0"个""#, 7.0, "7"),
        (r#"0"处""#, 7.0, "7"),
        ("0_ ", 7.0, "7"),
        (r#"_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ "#, 7.0, "7"),
        (r#"_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ "#, 0.0, ""),
    ] {
        let read = sheet(|page| {
            march(page);
            page.write_number_with_format(7, 3, number, &Format::new().set_num_format(format)).unwrap();
        });
        assert_eq!(month(&read, "4"), amount, "{format}");
    }
}

#[test]
fn what_is_crossed_out_or_raised_is_not_a_part_of_a_number() {
    let plain = Format::new();
    let struck = Format::new().set_font_strikethrough();
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    let read = sheet(|page| {
        march(page);
        page.write_rich_string(4, 3, &[(&struck, "100"), (&plain, "120")]).unwrap();
        page.write_rich_string(7, 3, &[(&plain, "120"), (&raised, "1")]).unwrap();
        page.write_number_with_format(9, 3, 1.25, &struck).unwrap();
        page.write_rich_string(14, 3, &[(&plain, "300m"), (&raised, "2")]).unwrap();
    });
    for (figure, told) in [
        ("1a", "有一部分划掉了，看不出哪一部分算数"),
        ("4", "有上标或下标，看不出是不是正文的一部分"),
        ("6", "划掉了，看不出还算不算"),
        ("11", "300.00"),
    ] {
        assert_eq!(month(&read, figure), told, "{figure}");
    }
}

#[test]
fn a_row_that_is_crossed_out_is_told_and_not_read() {
    let struck = Format::new().set_font_strikethrough();
    let read = sheet(|page| {
        march(page);
        let row = rows().find(|row| row.number == 4).unwrap();
        page.write_string_with_format(7, 2, &row.content, &struck).unwrap();
    });
    assert!(!read.figures.contains_key(&"4".parse().unwrap()));
    assert!(read.remarks.contains(&"第 8 行划掉了，没有读".to_owned()), "{:?}", read.remarks);
}

#[test]
fn what_lies_beneath_merged_cells_is_not_there() {
    let read = sheet(|page| {
        march(page);
        page.merge_range(4, 3, 4, 4, "", &Format::new()).unwrap();
        page.write_number(4, 3, 120).unwrap();
        page.write_number(4, 4, 999).unwrap();
    });
    assert_eq!(month(&read, "1a"), "这一行要有 2 个数，这里只有一个");
    assert_eq!(month(&read, "1b"), "这一行要有 2 个数，这里只有一个");
}

#[test]
fn a_number_that_is_merged_over_two_rows_is_neithers() {
    let read = sheet(|page| {
        columns(page, MONTH, &[("当月数量", ["", "1.25", ""]), ("累计数量", THIS)]);
        page.merge_range(2, 3, 3, 3, "", &Format::new()).unwrap();
        page.write_number(2, 3, 120).unwrap();
    });
    for figure in ["4", "6"] {
        assert_eq!(month(&read, figure), "和别的格合并在一起，看不出是哪一项的数", "{figure}");
    }
}

#[test]
fn numbers_in_place_of_the_x_are_read_and_must_not_contradict_the_cell() {
    let read = sheet(|page| {
        columns(page, MONTH, &[("当月数量", ["", "", "9"]), ("累计数量", [""; 3])]);
        write_line(page, 2, 2, &["排查治理垃圾站点、垃圾填埋场等环卫设施臭气、污水及其他问题7个。"]);
        write_line(page, 3, 2, &["清理城市水域垃圾1.25吨（含消落区垃圾）。"]);
        write_line(page, 4, 2, &["开展垃圾分类“敲门行动”、桶边督导、监管执法8次。"]);
    });
    assert_eq!((month(&read, "4"), month(&read, "6")), ("7".to_owned(), "1.25".to_owned()));
    assert_eq!(month(&read, "9"), "“整治内容”里写的是 8，这里填的是 9，看不出哪个对");
    let remark = "第 4、6 项的数写在“整治内容”里，取那里的数";
    assert!(read.remarks.contains(&remark.to_owned()), "{:?}", read.remarks);
}

#[test]
fn a_column_of_remarks_lends_its_numbers_to_no_quantity() {
    let read = sheet(|page| {
        columns(page, MONTH, &[("累计数量", THIS), ("当月数量", [""; 3]), ("备注", ["5", "见台账 3", "2"])]);
        for (line, row) in (6..).zip(rows().filter(|row| row.number < 3)) {
            write_line(page, line, 1, &[&row.number.to_string(), &row.content]);
            write_line(page, line, 4, &["120", "15"]);
        }
    });
    assert_eq!((month(&read, "4"), month(&read, "9")), (String::new(), String::new()));
    assert_eq!(month(&read, "1b"), "这一行要有 2 个数，这里只有一个");
}

#[test]
fn a_sentence_that_is_crossed_out_in_part_says_no_number() {
    let plain = Format::new();
    let struck = Format::new().set_font_strikethrough();
    let read = sheet(|page| {
        columns(page, MONTH, &[("当月数量", [""; 3]), ("累计数量", [""; 3])]);
        let sentence =
            [(&plain, "开展垃圾分类“敲门行动”、桶边督导、监管执法"), (&struck, "100"), (&plain, "88次。")];
        page.write_rich_string(4, 2, &sentence).unwrap();
    });
    assert_eq!(month(&read, "9"), "“整治内容”有一部分划掉了，看不出哪一部分算数");
}

#[test]
fn what_is_too_wide_to_be_a_form_is_told_at_once() {
    let wide = workbook(|page| {
        write_line(page, 0, 0, &["序号", "整治内容"]);
        for column in 2..1600 {
            write_line(page, 0, column, &["当月数量"]);
            write_line(page, 1, column, &["完成"]);
        }
    });
    let begun = std::time::Instant::now();
    let book = read(&wide).unwrap();
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    assert!(yuebao::hand_filled::read(form, Path::new("a.xlsx"), &book).is_err());
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

#[test]
fn another_item_under_the_same_number_is_not_taken() {
    let read = sheet(|page| {
        march(page);
        page.write_string(7, 2, "发放宣传资料X份。").unwrap();
    });
    let told = "工作表的第 8 行序号是 4，内容却是“发放宣传资料X份。”，和表样的第 4 项不同";
    assert_eq!(month(&read, "4"), told);
    // After a row was deleted and the rest numbered anew, the sentences say which is which.
    let renumbered = sheet(|page| {
        write_line(page, 0, 0, &["2022年3月"]);
        write_line(page, 1, 0, &["整治项目", "序号", "主要内容", "当月数量", "累计数量"]);
        for (line, row) in (2..).zip(rows().filter(|row| row.number != 3 && row.figures.len() == 1)) {
            write_line(page, line, 1, &[&(line - 1).to_string(), &row.content]);
            write(page, line, 3, &row.number.to_string());
        }
    });
    for figure in ["4", "8", "13", "18"] {
        assert_eq!(month(&renumbered, figure), figure);
    }
}

#[test]
fn another_unit_in_a_heading_or_beside_the_row_is_told() {
    let read = sheet(|page| columns(page, MONTH, &[("当月数量（公斤）", THIS), ("累计数量", THIS)]));
    assert_eq!(month(&read, "6"), "表上写的是“公斤”，这一项的单位是“吨”");
    assert_eq!(month(&read, "4"), "7", "kilograms are no other unit of a count");
    let read = sheet(|page| columns(page, MONTH, &[("当月数量（万）", THIS), ("累计数量", THIS)]));
    assert_eq!(month(&read, "4"), "表上写的是“万”，这一项的单位是“个”");
    let read = sheet(|page| {
        columns(page, MONTH, &[("单位", ["个", "公斤", "次"]), ("当月数量", THIS), ("累计数量", THIS)]);
    });
    assert_eq!((month(&read, "4"), month(&read, "9")), ("7".to_owned(), "9".to_owned()));
    assert_eq!(month(&read, "6"), "单位一栏写的是“公斤”，这一项的单位是“吨”");
    let read = sheet(|page| {
        columns(page, "单位：公斤", &[("当月数量", THIS), ("累计数量", THIS)]);
    });
    assert_eq!(month(&read, "6"), "表上写的是“公斤”，这一项的单位是“吨”");
}

#[test]
fn a_formula_that_was_never_computed_is_not_nothing() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    march(page);
    page.write_formula(7, 3, Formula::new("=3+4")).unwrap();
    let read = sheets(&workbook.save_to_buffer().unwrap()).remove(0);
    assert!(month(&read, "4").starts_with("是公式，没有算出结果"), "{}", month(&read, "4"));
}

#[test]
fn a_formula_above_the_headings_that_was_never_computed_keeps_the_sheet_from_being_read() {
    let told = |row: u32| {
        let mut workbook = Workbook::new();
        let page = workbook.add_worksheet();
        march(page);
        page.write_formula(row, 0, Formula::new("=\"2022年4月\"")).unwrap();
        sheets(&workbook.save_to_buffer().unwrap()).remove(0).problem
    };
    let told_of = |at: &str| {
        Some(format!("表头上面的 {at} 格是公式，没有算出结果，请用 WPS 或 Excel 打开这个文件，保存后再试"))
    };
    assert_eq!((told(0), told(1)), (told_of("A1"), told_of("A2")));
    assert_eq!(told(40), None, "below the table it says nothing of the month");
}

#[test]
fn one_number_that_may_be_two_is_asked_about() {
    let read = sheet(|page| {
        march(page);
        page.write_string(4, 3, "12，345").unwrap();
        page.write_blank(4, 4, &Format::new()).unwrap();
        page.write_string(5, 3, "其中塑料类3.5吨").unwrap();
        page.write_blank(5, 4, &Format::new()).unwrap();
        page.write_string(6, 3, "1,234").unwrap();
    });
    assert_eq!(month(&read, "3a"), "看不出哪个数是哪一项，请分成两格");
    assert_eq!(month(&read, "1a"), "看不出哪个数是哪一项，请分成两格");
    assert_eq!((month(&read, "2a"), month(&read, "2b")), (String::new(), "3.50".to_owned()));
}

#[test]
fn another_form_with_the_same_headings_is_not_this_one() {
    let office = Office::begun();
    let other = |page: &mut Worksheet| {
        write_line(page, 0, 0, &["龙沙镇财政收支月报表 2022年3月"]);
        write_line(page, 1, 0, &["序号", "项目", "本月", "累计"]);
        for (line, item) in (2..).zip(["税收收入", "增值税", "企业所得税", "非税收入"]) {
            write_line(page, line, 0, &[&(line - 1).to_string(), item, "100", "300"]);
        }
    };
    office.put("财政.xlsx", &workbook(other));
    let refused = office.run(["import", "财政.xlsx"]).refused();
    assert!(refused.contains("没有找到附件2的表"), "{refused}");
    let mut both = Workbook::new();
    draw(both.add_worksheet(), &Old { tab: "3月", ..old("2022年3月", "4=7", "4=7") });
    other(both.add_worksheet().set_name("财政").unwrap());
    office.put("两张.xlsx", &both.save_to_buffer().unwrap());
    let shown = office.run(["import", "两张.xlsx"]);
    assert_eq!(shown.code, 0, "{}", shown.remark);
    assert!(shown.output.contains("工作表“财政”不是附件2，没有读"), "{}", shown.output);
}

#[test]
fn of_two_sheets_of_one_month_each_can_be_left_out() {
    let office = Office::begun();
    let sheets = [
        Old { tab: "汇总", ..old("2022年3月", "4=7", "4=7") },
        Old { tab: "龙沙社区", unit: "龙沙社区", ..old("2022年3月", "4=5", "4=5") },
    ];
    office.put("3月.xlsx", &book(&sheets));
    let refused = office.run(["import", "3月.xlsx"]);
    assert!(refused.remark.contains("请把其中一张改为不导入"), "{}", refused.remark);
    for (without, amount) in [("汇总", "5"), ("“3月.xlsx”的“龙沙社区”", "7")] {
        let ran = office.run(["import", "3月.xlsx", "--without", without, "--json"]);
        let plan: serde_json::Value = serde_json::from_str(&ran.output).unwrap();
        assert_eq!(plan["problem"], serde_json::Value::Null, "{without}");
        let ready =
            plan["sheets"].as_array().unwrap().iter().find(|sheet| sheet["status"] == "ready").unwrap();
        assert_eq!(
            ready["figures"].as_array().unwrap().iter().find(|figure| figure["figure"] == "4").unwrap()["read"],
            amount
        );
    }
    let refused = office.run(["import", "3月.xlsx", "--without", "甲村"]).refused();
    assert!(refused.contains("没有“甲村”这张表"), "{refused}");
}

#[test]
fn a_colour_is_no_mark() {
    let read = sheet(|page| {
        march(page);
        page.write_number_with_format(7, 3, 8, &Format::new().set_background_color(Color::Yellow)).unwrap();
    });
    assert_eq!(month(&read, "4"), "8");
}
