//! What a unit wrote beside its figures: under the table, or on the sheet 说明 that this program writes. The words of the
//! form are not among it.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use yuebao::hand_filled::{HandFilledSheet, Note};
use yuebao::notice::Notice;
use yuebao::reading::read;

use crate::files::{workbook, write_line};
use crate::harness::Office;
use crate::old::{Old, draw, old};

fn sheets(bytes: &[u8]) -> Vec<HandFilledSheet> {
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    yuebao::hand_filled::read(form, Path::new("2022年/附件2.xlsx"), &read(bytes).unwrap()).unwrap()
}

/// March, and what is drawn under it; the notes of the form stand in the 23rd line.
fn march(below: impl FnOnce(&mut Worksheet)) -> HandFilledSheet {
    let bytes = workbook(|page| {
        draw(page, &old("2022年3月", "4=7", "4=7"));
        below(page);
    });
    sheets(&bytes).remove(0)
}

fn told(notes: &[Note]) -> Vec<String> {
    let row = |note: &Note| note.row.map(|row| format!("{row} ")).unwrap_or_default();
    notes.iter().map(|note| format!("{}{} {}", row(note), note.at, note.text)).collect()
}

#[test]
fn what_stands_under_the_table_is_read_and_the_words_of_the_form_are_not() {
    let read = march(|page| {
        write_line(page, 23, 0, &["", "注：第4项比上月少，设施检修。"]);
        write_line(page, 24, 0, &["消落区垃圾计入第6项\n其他同上月"]);
    });
    assert_eq!(
        told(&read.notes),
        ["4 B24 注：第4项比上月少，设施检修。", "6 A25 消落区垃圾计入第6项", "A25 其他同上月"]
    );
    assert!(read.notes.iter().all(|note| note.sheet == "Sheet1"));
}

#[test]
fn what_was_added_to_the_footnotes_is_told_without_them() {
    let read = march(|page| {
        let notes = Notice::built_in().unwrap().form("annex2").unwrap().notes_line();
        page.merge_range(30, 0, 30, 6, &format!("{notes}3.本月含补报的2月数。"), &Format::new()).unwrap();
    });
    assert_eq!(told(&read.notes), ["A31 3.本月含补报的2月数。"]);
}

#[test]
fn footnotes_typed_anew_and_lines_to_be_signed_are_no_notes() {
    for line in [
        ["说明：", "", ""],
        ["说明: 1、重量及面积统计数据保留至小数点后两位", "", ""],
        ["2、各镇乡街道不填 10—12 项", "", ""],
        ["单位负责人：王五", "填表人：", "李四"],
        ["填报人：张三  联系电话：58136197", "（盖章）", "2022年3月28日"],
        ["", "审核人（签字）：", "/"],
        ["备注：", "无", ""],
    ] {
        let read = march(|page| write_line(page, 24, 0, &line));
        assert_eq!(told(&read.notes), [""; 0], "{line:?}");
    }
}

#[test]
fn a_line_with_amounts_is_a_row_and_what_is_crossed_out_was_withdrawn() {
    let read = march(|page| {
        let struck = Format::new().set_font_strikethrough();
        write_line(page, 20, 2, &["", "", "", "", ""]);
        write_line(page, 22, 2, &["合计", "50"]);
        page.write_string_with_format(24, 0, "第4项多报了2个", &struck).unwrap();
        let plain = Format::new();
        page.write_rich_string(25, 0, &[(&struck, "多报"), (&plain, "少报2个")]).unwrap();
    });
    assert_eq!(told(&read.notes), ["A26 多报少报2个（有一部分划掉了，看不出哪一部分算数）"]);
}

#[test]
fn our_own_second_sheet_is_read_with_its_rows() {
    let office = Office::begun();
    office.run(["set", "2022-02", "2a=10", "9=1"]).done();
    office.run(["set", "2022-03", "2a=9", "9=30"]).done();
    office.run(["adjust", "2022-03", "2a=-1.5", "--reason", "纸质台账多加"]).done();
    office.run(["export", "2022-03", "--to", "."]);
    let files = std::fs::read_dir(office.home()).unwrap().map(|entry| entry.unwrap().path());
    let file =
        files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "xlsx")).unwrap();
    let form = Notice::built_in().unwrap().form("annex2").unwrap();
    let book = read(&std::fs::read(&file).unwrap()).unwrap();
    let [sheet] = yuebao::hand_filled::read(form, &file, &book).unwrap().try_into().unwrap();
    assert_eq!(told(&sheet.notes), ["2 D3 累计调整：“清除暴露垃圾”累计调整 -1.50 吨：纸质台账多加"]);
    assert_eq!(sheet.notes[0].sheet, "说明");
    assert!(sheet.is_draft);
    assert!(!sheet.remarks.iter().any(|remark| remark.contains("没有读")), "{:?}", sheet.remarks);
}

#[test]
fn a_sheet_of_explanations_belongs_to_the_month_that_it_names() {
    let mut book = Workbook::new();
    for (title, tab) in [("2022年2月统计表", "2月"), ("2022年3月统计表", "3月")] {
        draw(book.add_worksheet(), &Old { tab, ..old(title, "4=7", "4=7") });
    }
    let page = book.add_worksheet().set_name("情况说明").unwrap();
    write_line(page, 0, 0, &["龙沙镇3月情况说明"]);
    write_line(page, 2, 0, &["第13项漏报1处，下月补上。"]);
    let second = book.add_worksheet().set_name("说明 (2)").unwrap();
    write_line(second, 0, 0, &["数据来自各村台账。"]);
    write_line(book.add_worksheet().set_name("台账").unwrap(), 0, 0, &["甲村"]);
    let read = sheets(&book.save_to_buffer().unwrap());
    assert_eq!(told(&read[0].notes), ["A1 数据来自各村台账。"]);
    assert_eq!(told(&read[1].notes), ["13 A3 第13项漏报1处，下月补上。"]);
    assert_eq!(
        read[0].remarks.iter().filter(|remark| remark.contains("没有读")).collect::<Vec<_>>(),
        ["工作表“台账”不是附件2，没有读"]
    );
}

#[test]
fn a_hidden_sheet_of_explanations_is_told_and_more_than_anybody_writes_is_cut() {
    let mut book = Workbook::new();
    draw(book.add_worksheet(), &old("2022年3月", "4=7", "4=7"));
    let page = book.add_worksheet().set_name("说明").unwrap();
    for line in 0..300 {
        write_line(page, line, 0, &["因停电".repeat(if line == 0 { 2000 } else { 1 }).as_str()]);
    }
    let hidden = book.add_worksheet().set_name("说明2").unwrap();
    write_line(hidden, 0, 0, &["不给看"]);
    hidden.set_hidden(true);
    let read = sheets(&book.save_to_buffer().unwrap()).remove(0);
    assert_eq!(read.notes.len(), 100);
    assert_eq!(read.notes[0].text.chars().count(), 501);
    for remark in ["说明的文字太多，只读了前 100 条", "工作表“说明2”是隐藏的，没有读"]
    {
        assert!(read.remarks.contains(&remark.to_owned()), "{:?}", read.remarks);
    }
}
