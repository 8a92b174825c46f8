//! The workbook read back cell by cell, against the notice's own words (written out here, not taken from the
//! program's definition).

use std::io::Cursor;

use calamine::{Data, Dimensions, Range, Reader, Xlsx};
use yuebao::output::workbook;
use yuebao::report::{Sheet, State};

use super::ledgers::{empty, finished, form, largest, ledger, long_name, march, township};
use yuebao::unit::UnitKind;

struct Page {
    name: String,
    cells: Range<Data>,
    merged: Vec<Dimensions>,
}

impl Page {
    fn of(sheet: &Sheet) -> Self {
        let bytes = workbook(form(), sheet).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let [name] = book.sheet_names().try_into().unwrap();
        let cells = book.worksheet_range(&name).unwrap();
        let merged = book.merge_cells_by_sheet_name(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "no formula, ever");
        Self { name, cells, merged }
    }

    fn at(&self, cell: &str) -> &Data {
        let (row, column) = position(cell);
        self.cells.get_value((row, column)).unwrap_or(&Data::Empty)
    }

    fn text(&self, cell: &str) -> String {
        match self.at(cell) {
            Data::String(text) => text.clone(),
            other => panic!("{cell} holds {other:?}, not a text"),
        }
    }

    /// What stands in the quantity columns of a row of the form: `-` for a blank.
    fn figures(&self, number: u32) -> String {
        let row = number + 6;
        let show = |column: char| match self.at(&format!("{column}{row}")) {
            Data::Empty => "-".to_owned(),
            Data::Float(number) => number.to_string(),
            other => panic!("{column}{row} holds {other:?}"),
        };
        ['D', 'E', 'F', 'G'].map(show).join(" ")
    }
}

/// The position of `D7`, from zero.
fn position(cell: &str) -> (u32, u32) {
    let (column, row) = cell.split_at(1);
    (row.parse::<u32>().unwrap() - 1, u32::from(column.as_bytes()[0] - b'A'))
}

fn region(text: &str) -> Dimensions {
    let (start, end) = text.split_once(':').unwrap();
    Dimensions { start: position(start), end: position(end) }
}

#[test]
fn every_word_is_the_notices() {
    let page = Page::of(&finished(township()));
    assert_eq!(page.name, "2022年3月附件2");
    for (cell, text) in [
        ("A1", "附件2"),
        ("A2", "“全民动手共同缔造山城美丽家园”主题活动月度情况统计表"),
        (
            "A3",
            "填报单位（盖章）：龙沙镇人民政府  填报时间：2022年3月28日  填报人：张三  联系电话：023-58136197",
        ),
        ("A6", "整治项目"),
        ("B6", "序号"),
        ("C6", "整治内容"),
        ("D6", "当月数量"),
        ("F6", "累计数量"),
        ("A7", "（一）提升“平面”环境品质"),
        ("A16", "（二）提升“立面”环境品质"),
        ("A21", "（三）全民参与，共同缔造"),
        ("C7", "出动环卫工人X人次，整治卫生死角X个。"),
        ("C8", "清除暴露垃圾X吨（其中塑料类暴露垃圾X吨）。"),
        (
            "C9",
            "排查整治背街小巷、城乡结合部、跨江大桥下、农贸市场、学校周边环境卫生问题X个，坡坎崖滩环境卫生问题X个。",
        ),
        ("C10", "排查治理垃圾站点、垃圾填埋场等环卫设施臭气、污水及其他问题X个。"),
        ("C11", "排查整治公厕X个、化粪池X个。"),
        ("C12", "清理城市水域垃圾X吨（含消落区垃圾）。"),
        ("C13", "“门前三包、五长制”责任书签订X份，设立“五长”X个。"),
        ("C14", "今年已建成“门前三包、五长制”示范道路数量X条。"),
        ("C15", "开展垃圾分类“敲门行动”、桶边督导、监管执法X次。"),
        ("C16", "完成坡坎崖滩绿化美化项目X个（X平方米）。"),
        ("C17", "城市园林绿化补缺提质X平方米。"),
        ("C18", "街头绿地提质面积X平方米。"),
        ("C19", "整治照明暗盲区X处。"),
        ("C20", "新、改建路灯X盏。"),
        ("C21", "开展“全民动手共同缔造山城美丽家园”志愿服务活动X次。"),
        ("C22", "参与“全民动手共同缔造山城美丽家园”志愿服务活动X人。"),
        ("C23", "实施坡坎崖滩认建认管等“认领制”X个。"),
        ("C24", "市级及以上媒体相关报道X次。"),
        ("A25", "说明：1.重量及面积统计数据保留至小数点后两位。2.各镇乡街道不填10-12项。"),
    ] {
        assert_eq!(page.text(cell), text, "{cell}");
    }
    for number in 1..=18_u32 {
        assert_eq!(page.at(&format!("B{}", number + 6)), &Data::Float(f64::from(number)));
    }
    assert_eq!(page.cells.end(), Some((24, 6)), "7 columns, and nothing under the notes");
}

#[test]
fn merged_cells_are_the_forms() {
    let mut expected: Vec<String> =
        ["A1:G1", "A2:G2", "A3:G5", "D6:E6", "F6:G6", "A7:A15", "A16:A20", "A21:A24", "A25:G25"]
            .map(String::from)
            .into();
    // A row with one figure has it over both columns; rows 1, 2, 3, 5, 7 and 10 have two, side by side.
    for number in (1..=18).filter(|number| ![1, 2, 3, 5, 7, 10].contains(number)) {
        let row = number + 6;
        expected.extend([format!("D{row}:E{row}"), format!("F{row}:G{row}")]);
    }
    let page = Page::of(&finished(township()));
    for text in &expected {
        assert!(page.merged.contains(&region(text)), "{text} is not merged");
    }
    assert_eq!(page.merged.len(), expected.len());
}

#[test]
fn a_township_has_numbers_blanks_and_zeros_each_where_they_belong() {
    let page = Page::of(&township());
    for (number, figures) in [
        (1, "1286 45 2846 103"),
        (2, "36.8 4.05 61.05 6.2"),
        (3, "112 37 112 37"),
        (4, "9 - 9 -"),
        (5, "16 0 16 0"),
        (6, "8.6 - 14 -"),
        (7, "230 18 230 18"),
        (8, "2 - 3 -"),
        (9, "64 - 64 -"),
        (10, "- - - -"),
        (11, "- - - -"),
        (12, "- - - -"),
        (13, "7 - 7 -"),
        (14, "12 - 17 -"),
        (15, "21 - 21 -"),
        (16, "618 - 618 -"),
        (17, "4 - 4 -"),
        (18, "- - - -"),
    ] {
        assert_eq!(page.figures(number), figures, "row {number}");
    }
}

#[test]
fn a_sum_is_written_as_its_result() {
    let entries = [("2022-02", "1a=120+35+8 2a==1.5-.25"), ("2022-03", "1a==7+2 2a=0.1+0.2")];
    let page = Page::of(&march(&ledger(UnitKind::from("township"), "龙沙镇", &entries)));
    assert_eq!(page.figures(1), "9 - 172 -");
    assert_eq!(page.figures(2), "0.3 - 1.55 -");
    let written = page.cells.used_cells().map(|(_, _, cell)| cell.to_string());
    assert_eq!(written.filter(|text| text.contains("7+2") || text.contains("0.20")).count(), 0);
}

#[test]
fn a_department_fills_every_row_and_the_largest_numbers_arrive_exactly() {
    let page = Page::of(&largest("区城市管理局"));
    let [whole, weight] = ["999999999999", "999999999999.99"];
    let [whole_total, weight_total] = ["2999999999997", "2999999999999.97"];
    assert_eq!(page.figures(1), format!("{whole} {whole} {whole_total} {whole_total}"));
    assert_eq!(page.figures(2), format!("{weight} {weight} {weight_total} {weight_total}"));
    assert_eq!(page.figures(10), format!("{whole} {weight} {whole_total} {weight_total}"));
    assert_eq!(page.figures(11), format!("{weight} - {weight_total} -"));
    assert_eq!(page.figures(18), format!("{whole} - {whole_total} -"));
}

#[test]
fn an_empty_month_is_the_blank_form() {
    let page = Page::of(&empty());
    for number in 1..=18 {
        assert_eq!(page.figures(number), "- - - -", "row {number}");
    }
    let fields: Vec<String> = page.text("A3").split_whitespace().map(str::to_owned).collect();
    let blank =
        ["填报单位（盖章）：高笋塘街道办事处", "填报时间：", "填报人：张三", "联系电话：023-58136197"];
    assert_eq!(fields, blank);
}

#[test]
fn a_hostile_name_is_only_a_text() {
    for name in [
        "=HYPERLINK(\"http://example.com\",\"点我\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "财政局 & 规划局 <一> \"二\" '三'",
        "𬭊㙟乡_x0041_",
        &long_name(),
    ] {
        let mut sheet = township();
        sheet.unit.name = name.into();
        sheet.unit.person = name.into();
        let page = Page::of(&sheet);
        let unit = format!("填报单位（盖章）：{name}");
        let person = format!("填报人：{name}");
        if page.at("D4") == &Data::Empty {
            assert!(page.text("A3").starts_with(&unit) && page.text("A3").contains(&person), "{name}");
        } else {
            assert_eq!([page.text("A3"), page.text("D4")], [unit, person]);
        }
    }
}

#[test]
fn the_four_fields_stand_on_one_line_where_they_fit_and_the_table_never_moves() {
    let fields = ["A3", "D3", "D4", "D5"];
    for (name, is_one_line) in
        [("龙沙镇", true), ("龙沙镇人民政府", true), ("重庆市万州区恒合土家族乡人民政府", false)]
    {
        let mut sheet = finished(township());
        sheet.unit.name = name.into();
        let page = Page::of(&sheet);
        let filled = fields.map(|cell| page.at(cell) != &Data::Empty);
        assert_eq!(filled, [true, !is_one_line, !is_one_line, !is_one_line], "{name}");
        assert_eq!(page.text("A6"), "整治项目", "who adds up such files by cells finds them where they were");
        let area = if is_one_line { "A3:G5" } else { "A3:C5" };
        assert!(page.merged.contains(&region(area)), "{name}");
    }
}

#[test]
fn a_month_that_is_not_final_says_draft_beside_its_mark_and_no_other_does() {
    for (sheet, mark) in [(township(), "草稿"), (empty(), "草稿")] {
        assert_eq!(Page::of(&sheet).text("D1"), mark);
    }
    let correction = Sheet { revision: 2, ..township() };
    assert_eq!(Page::of(&correction).text("D1"), "更正第2次\u{3000}草稿");
    assert_eq!(Page::of(&finished(township())).at("D1"), &Data::Empty);
    let sent = Sheet { state: State::Sent, ..township() };
    assert_eq!(Page::of(&sent).at("D1"), &Data::Empty);
}
