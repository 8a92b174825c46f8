//! Where each figure stands: the cell that a clerk is told to look at is the one that the number was written into,
//! whatever became of the form around it.

use std::path::Path;

use rust_xlsxwriter::{Format, Worksheet};
use yuebao::hand_filled::{HandFilledSheet, MonthSources, NamedMonth};
use yuebao::notice::Notice;
use yuebao::reading::read;

use crate::files::{workbook, write_line};
use crate::harness::{Office, month};
use crate::old::{Old, book, draw, old, rows, write};

fn sheets_of(path: &str, bytes: &[u8]) -> Vec<HandFilledSheet> {
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    yuebao::hand_filled::read(form, Path::new(path), &read(bytes).unwrap()).unwrap()
}

fn sheet(draw: impl FnOnce(&mut Worksheet)) -> HandFilledSheet {
    sheets_of("2022年/3月.xlsx", &workbook(draw)).remove(0)
}

/// Where the month's quantity and the total of a figure stand.
fn at(sheet: &HandFilledSheet, figure: &str) -> String {
    let figure = &sheet.figures[&figure.parse().unwrap()];
    let text = |at: &Option<String>| at.clone().unwrap_or_else(|| "-".to_owned());
    format!("{} {}", text(&figure.month_at), text(&figure.total_at))
}

const HEADINGS: [&str; 5] = ["整治项目", "序号", "整治内容", "当月数量", "累计数量"];

/// The rows of the form from a line on, with their numbers and sentences in the second and third column.
fn lines(page: &mut Worksheet, line: u32) {
    for (line, row) in (line..).zip(rows()) {
        write_line(page, line, 1, &[&row.number.to_string(), &row.content]);
    }
}

#[test]
fn in_the_official_layout_every_cell_is_named_filled_or_blank() {
    let filled = sheet(|page| draw(page, &old("2022年3月", "1a=120 1b=约15 6=1.25", "1a=120")));
    for (line, row) in (5..).zip(rows()) {
        for (index, figure) in row.figures.iter().enumerate() {
            let place = format!("{}{line} {}{line}", ["D", "E"][index], ["F", "G"][index]);
            assert_eq!(at(&filled, &figure.id.to_string()), place, "{}", figure.id);
        }
    }
    assert_eq!(filled.figures.len(), 24);
}

#[test]
fn columns_that_were_moved_are_named_where_they_are() {
    let moved = sheet(|page| {
        write_line(page, 5, 2, &["累计数量", "", "备注", "序号", "", "当月数量", "", "整治内容"]);
        for (line, row) in (6..).zip(rows()) {
            write_line(page, line, 5, &[&row.number.to_string()]);
            write_line(page, line, 9, &[&row.content]);
        }
        write(page, 6, 7, "120");
        write(page, 6, 8, "15");
    });
    assert_eq!(["1a", "1b", "4"].map(|id| at(&moved, id)), ["H7 C7", "I7 D7", "H10 C10"]);
    let without_total = sheet(|page| {
        write_line(page, 0, 1, &["序号", "整治内容", "当月数量"]);
        lines(page, 1);
    });
    assert_eq!(at(&without_total, "4"), "D5 -");
}

#[test]
fn figures_that_share_a_cell_both_have_its_address() {
    let shared = sheet(|page| {
        write_line(page, 0, 0, &HEADINGS);
        lines(page, 1);
        for (line, text) in [(1, "120，15"), (2, "12"), (3, "10，11，12")] {
            write_line(page, line, 3, &[text]);
        }
    });
    assert_eq!(["1a", "1b"].map(|id| at(&shared, id)), ["D2 E2", "D2 E2"]);
    assert_eq!(["2a", "2b"].map(|id| at(&shared, id)), ["D3 E3", "D3 E3"], "one number where two are wanted");
    assert_eq!(["3a", "3b"].map(|id| at(&shared, id)), ["D4 E4", "D4 E4"]);
}

#[test]
fn of_merged_cells_the_first_is_named() {
    let merged = sheet(|page| {
        let plain = Format::new();
        write_line(page, 0, 1, &["序号", "整治内容", "当月数量", "累计数量"]);
        page.merge_range(1, 1, 2, 1, "1", &plain).unwrap();
        page.merge_range(1, 2, 2, 2, &rows().next().unwrap().content, &plain).unwrap();
        write(page, 1, 3, "120");
        for (line, row) in (3..).zip(rows().skip(1)) {
            write_line(page, line, 1, &[&row.number.to_string(), &row.content]);
        }
        // A number across the rows 6 and 7 is neither's.
        page.merge_range(7, 3, 8, 3, "", &plain).unwrap();
        page.write_number(7, 3, 120).unwrap();
    });
    assert_eq!(["1a", "1b"].map(|id| at(&merged, id)), ["D2 E2", "D3 E3"], "one below the other");
    assert_eq!(["6", "7a"].map(|id| at(&merged, id)), ["D8 E8", "D8 E9"]);
}

#[test]
fn a_number_in_the_sentence_stands_there() {
    let written = sheet(|page| {
        write_line(page, 0, 0, &HEADINGS);
        lines(page, 1);
        page.write_string(4, 2, "排查治理垃圾站点、垃圾填埋场等环卫设施臭气、污水及其他问题7个。").unwrap();
        page.write_string(9, 2, "开展垃圾分类“敲门行动”、桶边督导、监管执法8次。").unwrap();
        write(page, 9, 3, "9");
    });
    assert_eq!(at(&written, "4"), "C5 E5");
    assert_eq!(at(&written, "9"), "D10 E10", "what contradicts the sentence");
}

#[test]
fn the_parts_of_a_sheet_and_what_is_hidden_move_no_address() {
    let parts = sheets_of(
        "2022年/一季度.xlsx",
        &workbook(|page| {
            for (first, title) in [(0, "2022年1月统计表"), (30, "2022年2月统计表")] {
                write_line(page, first, 0, &[title]);
                write_line(page, first + 1, 0, &HEADINGS);
                lines(page, first + 2);
                write(page, first + 5, 3, "7");
            }
            page.set_row_hidden(3).unwrap();
            page.set_column_hidden(0).unwrap();
        }),
    );
    let [january, february] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!((at(january, "4"), at(february, "4")), ("D6 E6".to_owned(), "D36 E36".to_owned()));
    assert_eq!(february.figures[&"4".parse().unwrap()].month.text(), "7");
}

#[test]
fn a_refused_sheet_names_the_cell() {
    let office = Office::begun();
    office.put_old("3月.xlsx", old("2022年3月", "4=约7", ""));
    let refused = office.run(["import", "3月.xlsx"]);
    assert!(refused.remark.contains("（D8 格）填的是“约7”"), "{}", refused.remark);
}

#[test]
fn two_sheets_with_the_same_figures_are_copies_wherever_these_stand() {
    let office = Office::begun();
    let mut both = rust_xlsxwriter::Workbook::new();
    draw(both.add_worksheet(), &Old { tab: "3月", ..old("2022年3月", "4=7", "4=7") });
    let page = both.add_worksheet().set_name("3月副本").unwrap();
    write_line(page, 0, 0, &["2022年3月"]);
    write_line(page, 1, 0, &HEADINGS);
    lines(page, 2);
    write(page, 5, 3, "7");
    write(page, 5, 4, "7");
    office.put("2022年3月.xlsx", &both.save_to_buffer().unwrap());
    let shown = office.run(["import", "2022年3月.xlsx"]).output;
    assert!(shown.contains("的内容一样，只导入一张"), "{shown}");
}

#[test]
fn what_each_source_says_of_the_month_is_kept_apart() {
    let sources = |path: &str, title, tab, date| {
        let sheets = sheets_of(path, &book(&[Old { tab, date, ..old(title, "4=1", "") }]));
        (sheets[0].month, sheets[0].month_sources.clone())
    };
    let named = |text: &str| NamedMonth::Month(month(text));
    let nothing = MonthSources::default;
    let march = named("2022-03");
    for (path, title, tab, date, decided, expected) in [
        (
            "2022年4月/3月.xlsx",
            "2022年3月统计表",
            "3月",
            "",
            Some("2022-03"),
            MonthSources { content: march.clone(), tab: march.clone(), file: march.clone(), ..nothing() },
        ),
        (
            "4月.xlsx",
            "2022年3月统计表",
            "Sheet1",
            "",
            None,
            MonthSources { content: march.clone(), file: named("2022-04"), ..nothing() },
        ),
        (
            "附件2.xlsx",
            "2022年1-3月统计表",
            "3月",
            "",
            None,
            MonthSources {
                content: NamedMonth::Unclear("“2022年1-3月”".into()),
                tab: march.clone(),
                ..nothing()
            },
        ),
        (
            "附件2.xlsx",
            "统计表",
            "3月",
            "",
            None,
            MonthSources { tab: NamedMonth::Unclear("3月".into()), ..nothing() },
        ),
        (
            "2022年3月/附件2.xlsx",
            "统计表",
            "Sheet1",
            "",
            Some("2022-03"),
            MonthSources { folder: march.clone(), ..nothing() },
        ),
        (
            "附件2.xlsx",
            "统计表",
            "Sheet1",
            "2022年3月28日",
            Some("2022-03"),
            MonthSources { content: march.clone(), ..nothing() },
        ),
    ] {
        let told = sources(path, title, tab, date);
        assert_eq!(told, (decided.map(month), expected), "{path} {title} {tab} {date}");
    }
}

#[test]
fn the_unit_is_told_by_the_sheet_and_by_the_name_of_the_file() {
    let bytes = book(&[Old { unit: "长坪乡", ..old("2022年3月", "4=1", "") }]);
    let read = sheets_of("龙 沙镇（２０２２年3月）附件2.xlsx", &bytes).remove(0);
    assert_eq!(read.unit.as_deref(), Some("长坪乡"));
    assert_eq!(read.file_places, "龙沙镇(2022年3月)附件2");
}
