//! Workbooks of other notices' forms: read back cell by cell against their own words, and as an office program prints them.

use std::io::Cursor;

use calamine::{Data, Dimensions, Range, Reader, Xlsx};
use yuebao::output::{digest, workbook, write_file};

use super::examples::{ALL, form, long_remarks, month};
use super::paper::{counted, print_book};
use super::validator::findings;

struct Page {
    cells: Range<Data>,
    merged: Vec<Dimensions>,
}

impl Page {
    fn of(name: &str) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(&form(name), &month(name)).unwrap())).unwrap();
        let sheet = book.sheet_names()[0].clone();
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert!(formulas.used_cells().next().is_none(), "no formula, ever");
        let cells = book.worksheet_range(&sheet).unwrap();
        Self { cells, merged: book.merge_cells_by_sheet_name(&sheet).unwrap() }
    }

    /// The first row in which a cell has a text.
    fn row(&self, text: &str) -> u32 {
        let found =
            self.cells.used_cells().find(|(_, _, data)| matches!(data, Data::String(one) if one == text));
        u32::try_from(found.unwrap_or_else(|| panic!("no cell {text}")).0).unwrap()
    }

    /// What stands in a row, from left to right: texts, and numbers as they are; `-` for a blank.
    fn told(&self, row: u32) -> Vec<String> {
        let (_, width) = self.cells.end().unwrap();
        let covered = |column: u32| {
            self.merged.iter().any(|area| {
                (area.start.0..=area.end.0).contains(&row)
                    && (area.start.1..=area.end.1).contains(&column)
                    && area.start != (row, column)
            })
        };
        let cell = |column: u32| match self.cells.get_value((row, column)) {
            Some(Data::String(text)) if !text.is_empty() => text.clone(),
            Some(Data::Float(number)) => number.to_string(),
            _ => "-".to_owned(),
        };
        (0..=width).filter(|column| !covered(*column)).map(cell).collect()
    }
}

#[test]
fn every_number_stands_under_its_heading() {
    for (name, rows) in [
        (
            "openness",
            &[
                "指标名称|计量单位|代码|本期实际|本年累计",
                "甲|乙|丙|1|2",
                "主动公开信息数|条|01|2|3",
                "其他纠纷|件|35|70|105",
            ][..],
        ),
        (
            "housing",
            &[
                "项目|实物保障（户）|租赁补贴（户）",
                "甲|1|2|3|4|5|6|7|8|9|10|11|12",
                "累计实施|1500|500|400|300|200|100|2500|900|700|500|300|100",
                "年度净增|10|6|4|0|0|0|25|10|8|5|2|0",
            ],
        ),
        (
            "markets",
            &[
                "指标名称|代码|单位|数量|上期|环比（%）",
                "一、市场和摊位",
                "（一）营业市场|2|个|9|8|12.5",
                "其中：自产自销摊位|6|个|12|0|-",
                "（一）交易量|8|吨|345.5|320|8",
                "（二）摊位|5|个|600|640|-6.3",
                "自筹资金|Z3|万元|5|3.5|42.9",
            ],
        ),
        (
            "safety",
            &[
                "工作类别|序号|工作内容|单位|完成情况|同比|备注",
                "道路安全|1|隐患路段排查|处|3|13|1|2|-",
                "群众活动安保|场|180|780|60|120|-",
            ],
        ),
    ] {
        let page = Page::of(name);
        for wanted in rows {
            let first = wanted.split('|').next().unwrap();
            let row = page.told(page.row(first)).join("|");
            assert!(row.ends_with(wanted), "{name}: {row} instead of {wanted}");
        }
    }
}

#[test]
fn several_tables_share_the_worksheet() {
    let page = Page::of("markets");
    let (first, second) = (page.row("表一\u{3000}市场运行"), page.row("表二\u{3000}投入和检查"));
    assert!(page.row("I.猪肉") < second && first < second);
    let headings = page.told(second + 1).join("|");
    assert_eq!(headings, "指标名称|代码|单位|数量|上期|环比（%）");
}

#[test]
fn the_file_says_what_it_is_of() {
    let book = workbook(&form("markets"), &month("markets")).unwrap();
    let custom = super::package::part_of(book, "docProps/custom.xml");
    let digest = digest(&form("markets"), &month("markets"));
    for (name, value) in [
        ("Notice", "markets"),
        ("Edition", "2"),
        ("Form", "running"),
        ("Month", "2026-03"),
        ("Digest", &digest),
    ] {
        let (_, after) = custom.split_once(&format!("name=\"{name}\"")).unwrap();
        assert!(after.starts_with(&format!("><vt:lpwstr>{value}</vt:lpwstr>")), "{name}: {after}");
    }
}

#[test]
fn a_page_lies_as_its_form_says_and_headings_repeat_where_rows_go_on() {
    let part =
        |name: &str, part: &str| super::package::part_of(workbook(&form(name), &month(name)).unwrap(), part);
    for (name, orientation, fit) in [
        ("openness", "portrait", ""),
        ("housing", "landscape", ""),
        ("markets", "portrait", ""),
        ("safety", "portrait", "fitToHeight=\"0\""),
    ] {
        let page = part(name, "xl/worksheets/sheet1.xml");
        let setup = page.split_once("<pageSetup ").unwrap().1.split_once("/>").unwrap().0.to_owned();
        assert!(setup.contains(orientation) && setup.contains(fit), "{name}: {setup}");
        assert_eq!(setup.contains("fitToHeight"), !fit.is_empty(), "{name}: {setup}");
    }
    assert!(part("safety", "xl/workbook.xml").contains("'2026年9月附件1'!$6:$7</definedName>"));
    assert!(
        !part("markets", "xl/workbook.xml").contains("Print_Titles"),
        "the headings of one table would stand above the other"
    );
}

#[test]
fn a_long_remark_is_whole_on_paper_and_leaves_the_other_rows_where_they_are() {
    let (form, month) = (form("safety"), month("safety"));
    for (name, remark) in long_remarks() {
        let mut sheet = month.clone();
        sheet.texts.insert("1".parse().unwrap(), remark.clone());
        let paper = print_book(&format!("form-book-remark-{name}"), &workbook(&form, &sheet).unwrap());
        let (_, second_row, _) = paper.places.iter().find(|(word, ..)| word == "急弯陡坡整治").unwrap();
        assert!(*second_row < 500.0, "{name}: the row of the remark is as high as half a page");
        assert!(!paper.text.contains("###"), "{name}: a number does not fit:\n{}", paper.text);
        let printed = counted(&paper.text);
        let is_whole =
            counted(&remark).iter().all(|(character, times)| printed.get(character) >= Some(times));
        assert!(is_whole, "{name}: {}", paper.text);
    }
}

#[test]
fn the_validator_has_nothing_to_say_of_any_form() {
    let folder = tempfile::tempdir().unwrap();
    for name in ALL {
        let book = workbook(&form(name), &month(name)).unwrap();
        write_file(&folder.path().join(format!("{name}.xlsx")), &book).unwrap();
    }
    assert_eq!(findings(folder.path()), (ALL.len(), Vec::new()));
}

#[test]
fn an_office_program_prints_every_word_of_every_form() {
    for name in ALL {
        let (form, sheet) = (form(name), month(name));
        let paper = print_book(&format!("form-book-{name}"), &workbook(&form, &sheet).unwrap());
        assert!(!paper.text.contains("###"), "{name}: a number does not fit:\n{}", paper.text);
        let mut printed = counted(&paper.text);
        for word in super::examples::words_of(&form) {
            for (character, times) in counted(&word) {
                let left = printed.entry(character).or_default();
                *left -= times;
                assert!(*left >= 0, "{name}: “{character}” of “{word}” is missing:\n{}", paper.text);
            }
        }
        let pages = if name == "safety" { 2 } else { 1 };
        assert!(paper.info.contains(&format!("Pages:           {pages}\n")), "{name}: {}", paper.info);
        let across = if name == "housing" { "Page size:       841" } else { "Page size:       595" };
        assert!(paper.info.contains(across), "{name}: {}", paper.info);
    }
    let paper = print_book("form-book-headings", &workbook(&form("safety"), &month("safety")).unwrap());
    assert_eq!(paper.text.matches("上年同月").count(), 2, "on both pages");
}
