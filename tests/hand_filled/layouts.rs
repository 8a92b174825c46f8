//! The official layout with what an office does to it: columns moved and inserted, cells merged and split, rows
//! without their number, units and full-width digits within the cells.

use std::path::Path;

use rust_xlsxwriter::{Format, Worksheet};
use yuebao::hand_filled::{CellReading, HandFilledSheet};
use yuebao::notice::Notice;
use yuebao::reading::read;

use crate::files::{workbook, write_formula, write_line};
use crate::old::{Old, book, draw, old, rows, write};

fn sheets(bytes: &[u8]) -> Vec<HandFilledSheet> {
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    yuebao::hand_filled::read(form, Path::new("2022年/3月.xlsx"), &read(bytes).unwrap()).unwrap()
}

fn sheet(draw: impl FnOnce(&mut Worksheet)) -> HandFilledSheet {
    sheets(&workbook(draw)).remove(0)
}

/// `1a=120/200` for a month's figure and its total, a question mark for what cannot be read.
fn told(sheet: &HandFilledSheet) -> String {
    let shown = |read: &CellReading| match read {
        CellReading::Blank => String::new(),
        CellReading::Amount(amount) => amount.to_string(),
        CellReading::Unreadable { .. } => "?".to_owned(),
    };
    let told = sheet.figures.iter().map(|(id, figure)| (id, shown(&figure.month), shown(&figure.total)));
    let filled = told.filter(|(_, month, total)| !month.is_empty() || !total.is_empty());
    filled.map(|(id, month, total)| format!("{id}={month}/{total}")).collect::<Vec<_>>().join(" ")
}

const HEADINGS: [&str; 5] = ["整治项目", "序号", "整治内容", "当月数量", "累计数量"];

/// The form's own sentence.
fn sentence(number: u16) -> &'static str {
    &rows().find(|row| row.number == number).unwrap().content
}

/// Rows with their number, their sentence and these texts behind it, from a line on; rows 14, 16 and 17 stand below
/// them, blank, so that the sheet is known as the form.
fn lines(page: &mut Worksheet, line: u32, filled: &[(u16, &[&str])]) {
    let blank: [(u16, &[&str]); 3] = [(14, &[]), (16, &[]), (17, &[])];
    for (line, (number, texts)) in (line..).zip(filled.iter().chain(&blank)) {
        write_line(page, line, 1, &[&number.to_string(), sentence(*number)]);
        write_line(page, line, 3, texts);
    }
}

#[test]
fn units_and_digits_of_any_width_stand_in_the_cells() {
    let months =
        "1a=１２０_人次 1b=15个 2a=12.5吨 2b=３．５ 3a=1,234 3b=5 4=/ 13=３６_处 6=0.30000000000000004";
    let read = sheet(|page| draw(page, &old("2022年3月", months, "2a=100_吨 13=无")));
    assert_eq!(told(&read), "1a=120/ 1b=15/ 2a=12.50/100.00 2b=3.50/ 3a=1234/ 3b=5/ 6=0.30/ 13=36/");
}

#[test]
fn columns_stand_wherever_they_stand() {
    let moved = sheet(|page| {
        write_line(page, 0, 0, &["2022年3月统计表"]);
        write_line(page, 5, 2, &["累 计\n数量", "", "备注", "序　号", "", "当月数量（个）", "", "整治内容"]);
        for (line, row) in (6..).zip(rows()) {
            write(page, line, 5, &row.number.to_string());
            write_line(page, line, 9, &[&row.content]);
        }
        write(page, 6, 7, "120");
        write(page, 6, 8, "15");
        write(page, 6, 2, "200");
        write(page, 6, 3, "20");
        write(page, 9, 7, "7");
        write(page, 9, 4, "见台账 99");
    });
    assert_eq!(told(&moved), "1a=120/200 1b=15/20 4=7/");
}

#[test]
fn inserted_and_missing_columns_do_no_harm() {
    let inserted = sheet(|page| {
        write_line(page, 0, 0, &["序号", "整治内容"]);
        page.merge_range(0, 2, 0, 4, "当月数量", &Format::new()).unwrap();
        for (line, row) in (1..).zip(rows()) {
            write_line(page, line, 0, &[&row.number.to_string(), &row.content]);
        }
        write(page, 1, 2, "120");
        write(page, 1, 4, "15");
        write(page, 2, 2, "12.5");
        write(page, 4, 3, "7");
    });
    assert_eq!(
        told(&inserted),
        "1a=120/ 1b=15/ 2a=?/ 2b=?/ 4=7/",
        "one figure of two in three cells is uncertain"
    );
    assert!(inserted.remarks.contains(&"没有“累计数量”这一列，累计按各月的数计算".to_owned()));
}

#[test]
fn two_figures_in_one_cell_are_read_where_it_is_certain() {
    let one_column = sheet(|page| {
        write_line(page, 0, 0, &HEADINGS);
        for (line, row) in (1..).zip(rows()) {
            write_line(page, line, 1, &[&row.number.to_string(), &row.content]);
        }
        for (line, month, total) in [
            (1, "120，15", "200人次、20个"),
            (2, "12.5（3.5）", "12,345"),
            (3, "8", "8/9"),
            (5, "/", "1 2"),
            (7, "10份，其中五长3个", ""),
        ] {
            write_line(page, line, 3, &[month, total]);
        }
    });
    assert_eq!(
        told(&one_column),
        "1a=120/200 1b=15/20 2a=12.50/? 2b=3.50/? 3a=?/8 3b=?/9 5a=/1 5b=/2 7a=10/ 7b=3/"
    );
}

#[test]
fn two_figures_may_stand_below_each_other_in_a_merged_row() {
    let stacked = sheet(|page| {
        write_line(page, 0, 1, &["序号", "整治内容", "当月数量", "累计数量"]);
        let merged = Format::new();
        page.merge_range(1, 1, 2, 1, "1", &merged).unwrap();
        page.merge_range(1, 2, 2, 2, sentence(1), &merged).unwrap();
        for (line, month, total) in [(1, "120", "200"), (2, "15", "20")] {
            write(page, line, 3, month);
            write(page, line, 4, total);
        }
        lines(page, 3, &[(2, &[])]);
    });
    assert_eq!(told(&stacked), "1a=120/200 1b=15/20");
}

#[test]
fn a_row_is_known_by_its_sentence_where_its_number_is_missing_or_wrong() {
    let filled = sheet(|page| {
        write_line(page, 0, 0, &HEADINGS);
        write_line(page, 1, 1, &["", "整治照明暗盲区36处", "36"]);
        write_line(page, 2, 1, &["14.", "新、改建路灯 X 盏", "5"]);
        write_line(
            page,
            3,
            1,
            &["3", "排查治理垃圾站点、垃圾填埋场等环卫设施臭气、污水及其他问题X个。", "7"],
        );
        write_line(page, 4, 1, &["⑱", "媒体报道", "2"]);
        write_line(page, 5, 1, &["", "合计", "50"]);
        write_line(page, 6, 1, &["19", "其他", "1"]);
    });
    assert_eq!(told(&filled), "4=7/ 13=36/ 14=5/ 18=2/");
    for remark in ["第 4 行的序号是 3，内容是第 4 项，按内容读", "第 6、7 行认不出是哪一项，没有读"]
    {
        assert!(filled.remarks.contains(&remark.to_owned()), "{remark}: {:?}", filled.remarks);
    }
    assert_eq!(filled.missing, [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17]);
}

/// A form with three of its rows, from a line on.
fn short(page: &mut Worksheet, line: u32, title: &str, amounts: [&str; 2]) {
    write_line(page, line, 0, &[title]);
    write_line(page, line + 1, 0, &HEADINGS);
    for (line, (number, texts)) in
        (line + 2..).zip([(4, [amounts[0]; 2]), (6, [amounts[1]; 2]), (14, [""; 2])])
    {
        write_line(page, line, 1, &[&number.to_string(), sentence(number), texts[0], texts[1]]);
    }
    write_line(page, line + 5, 0, &["说明：1.重量及面积统计数据保留至小数点后两位。"]);
    write_line(page, line + 6, 0, &["2.各镇乡街道不填10-12项。"]);
}

#[test]
fn months_below_each_other_on_one_sheet_are_read_one_by_one() {
    let months = sheets(&workbook(|page| {
        page.set_name("2022年1-3月").unwrap();
        short(page, 0, "2022年1月统计表", ["7", "1.5"]);
        short(page, 9, "2月份统计表", ["8", "2.5"]);
        short(page, 16, "统计表", ["9", "3.5"]);
    }));
    let told: Vec<(String, String)> = months.iter().map(|month| (month.sheet.clone(), told(month))).collect();
    let expected = [
        ("2022年1-3月（表头在第 2 行）", "4=7/7 6=1.50/1.50"),
        ("2022年1-3月（表头在第 11 行）", "4=8/8 6=2.50/2.50"),
        ("2022年1-3月（表头在第 18 行）", "4=9/9 6=3.50/3.50"),
    ];
    assert_eq!(told, expected.map(|(sheet, figures)| (sheet.to_owned(), figures.to_owned())));
    let month = |number: usize| months[number].month.map(|month| month.to_string());
    assert_eq!((month(0), month(1)), (Some("2022-01".into()), Some("2022-02".into())));
    assert_eq!(month(2), None, "the file is called 3月, which may be any of them: the officer says which");
}

#[test]
fn months_below_each_other_without_headings_are_refused_and_it_is_said_what_to_do() {
    let mixed = sheet(|page| {
        write_line(page, 0, 0, &HEADINGS);
        for (line, number) in (1..).zip([4, 6, 9, 4, 6, 9]) {
            write_line(page, line, 1, &[&number.to_string(), sentence(number), "1"]);
        }
    });
    assert_eq!(told(&mixed), "4=?/? 6=?/? 9=?/?");
    let advice = mixed.remarks.iter().find(|remark| remark.contains("请给每个月加上标题（写明月份）和表头"));
    assert!(advice.is_some_and(|advice| advice.starts_with("有 3 项出现了不止一次")), "{:?}", mixed.remarks);
}

#[test]
fn headings_that_come_again_on_the_next_page_cut_nothing() {
    let paged = sheet(|page| {
        write_line(page, 0, 0, &HEADINGS);
        write_line(page, 1, 1, &["4", sentence(4), "7"]);
        write_line(page, 2, 0, &HEADINGS);
        lines(page, 3, &[(6, &["1.5"])]);
    });
    assert_eq!((told(&paged).as_str(), paged.sheet.as_str()), ("4=7/ 6=1.50/", "Sheet1"));
}

#[test]
fn a_row_that_is_there_twice_is_not_guessed() {
    let twice = sheet(|page| {
        write_line(page, 0, 0, &HEADINGS);
        lines(page, 1, &[(4, &["7"]), (4, &["8"]), (6, &["1.5"]), (6, &[])]);
    });
    assert_eq!(told(&twice), "4=?/? 6=1.50/");
    let CellReading::Unreadable { text, reason, .. } = &twice.figures[&"4".parse().unwrap()].month else {
        panic!("{twice:?}")
    };
    assert_eq!(
        (text.as_str(), reason.as_str()),
        ("7、8", "第 4 项在旧表里出现了 2 次（工作表的第 2、3 行），看不出哪个对"),
        "the officer finds both of them"
    );
}

#[test]
fn formulas_bring_what_they_came_to() {
    let reckoned = sheet(|page| {
        draw(page, &old("2022年3月", "4=7", ""));
        write_formula(page, 7, 5, "=D8+'2月'!F8", "12");
        write_formula(page, 16, 3, "=1/0", "#DIV/0!");
    });
    assert_eq!(told(&reckoned), "4=7/12 13=?/");
    assert!(
        reckoned.remarks.contains(&"有 2 格是公式，取它们算出的结果".to_owned()),
        "{:?}",
        reckoned.remarks
    );
}

#[test]
fn what_stands_above_is_known_in_one_line_or_in_cells_of_its_own() {
    let line =
        sheet(|page| draw(page, &Old { date: "2022.3.28", unit: "长坪乡", ..old("统计表", "4=1", "") }));
    assert_eq!(line.unit.as_deref(), Some("长坪乡"));
    assert_eq!(line.filled_on, "2022-03-28".parse().ok());
    let cells = sheet(|page| {
        write_line(
            page,
            1,
            0,
            &["填报单位：", "", "长坪乡", "填报时间", "2022年3月28日", "填报人：", "2022年5月"],
        );
        write_line(page, 2, 0, &HEADINGS);
        lines(page, 3, &[(4, &["7"])]);
    });
    assert_eq!((cells.unit.as_deref(), cells.filled_on), (Some("长坪乡"), "2022-03-28".parse().ok()));
    let behind = sheet(|page| draw(page, &Old { unit: "长坪乡（2022年3月）", ..old("统计表", "4=1", "") }));
    assert_eq!((behind.unit.as_deref(), behind.month), (Some("长坪乡"), "2022-03".parse().ok()));
    assert_eq!(cells.month, "2022-03".parse().ok(), "the file is called so, and its folder says the year");
}

#[test]
fn the_month_is_taken_from_the_title_the_tab_or_the_file() {
    let month =
        |title, tab, date| sheet(|page| draw(page, &Old { tab, date, ..old(title, "4=1", "") })).month;
    assert_eq!(month("2022年3月统计表", "Sheet1", ""), "2022-03".parse().ok());
    assert_eq!(month("统计表", "2022.03", ""), "2022-03".parse().ok());
    assert_eq!(month("统计表", "Sheet1", ""), "2022-03".parse().ok());
    assert_eq!(month("2022年4月统计表", "Sheet1", ""), None, "the file is called after March");
    let sheets = sheets(&book(&[
        Old { tab: "1月", ..old("统计表", "4=1", "") },
        Old { tab: "2月", ..old("统计表", "4=1", "") },
    ]));
    let months: Vec<String> = sheets.iter().map(|sheet| sheet.month.unwrap().to_string()).collect();
    assert_eq!(months, ["2022-01", "2022-02"], "the file is called after one of them");
}

/// Draws what `march.xls` was saved from.
#[test]
#[ignore = "writes the file that march.xls is made of: soffice --headless --convert-to xls march.xlsx"]
fn write_march() {
    let bytes = workbook(|page| {
        draw(
            page,
            &Old {
                date: "2022年3月28日",
                ..old("2022年3月", "1a=１２０_人次 1b=15 2a=12.299999999 2b=3.5吨 13=３６_处", "1a=320")
            },
        );
        write_formula(page, 9, 3, "=0.1+0.2", "0.3");
    });
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("march.xlsx");
    yuebao::output::write_file(&file, &bytes).unwrap();
    println!("{}", file.display());
}
