//! What stands in a good file comes out of it: values, months, merged cells, formulas, hidden sheets.

use rust_xlsxwriter::{Format, Workbook};
use yuebao::reading::{Area, Book, Kind, Sheet, Value, read};

use super::files::{LEGACY, table, workbook, write_formula, write_line, write_month};

/// Every cell with its place, as `0,1=text`.
pub(crate) fn listed(sheet: &Sheet) -> Vec<String> {
    sheet.cells().map(|((row, column), value)| format!("{row},{column}={}", value.text())).collect()
}

pub(crate) fn only_sheet(bytes: &[u8]) -> Sheet {
    let Book { sheets, .. } = read(bytes).unwrap();
    assert_eq!(sheets.len(), 1);
    sheets.into_iter().next().unwrap()
}

#[test]
fn texts_stand_where_they_stood() {
    let sheet = only_sheet(&table(&[&["序号", "", "实施主体"], &[], &["", "", "=1+1"]]));
    assert_eq!(listed(&sheet), ["0,0=序号", "0,2=实施主体", "2,2==1+1"]);
    assert_eq!(sheet.value(1, 1), &Value::Blank);
}

#[test]
fn a_cell_that_shows_a_month_is_a_month() {
    let sheet = only_sheet(&workbook(|sheet| {
        write_month(sheet, 0, 0, 44_713.0);
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write_number_with_format(0, 1, 44_742, &day).unwrap();
        // What a Chinese Excel writes for 2022年6月: a format it does not spell out.
        sheet.write_number_with_format(0, 2, 44_713, &Format::new().set_num_format_index(57)).unwrap();
        sheet.write_number(0, 3, 44_713).unwrap();
    }));
    assert_eq!(listed(&sheet), ["0,0=2022年6月", "0,1=2022-06-30", "0,2=2022年6月", "0,3=44713"]);
}

#[test]
fn merged_cells_formulas_and_faults_are_told() {
    let sheet = only_sheet(&workbook(|sheet| {
        sheet.merge_range(0, 0, 2, 1, "龙沙镇", &Format::new()).unwrap();
        write_formula(sheet, 3, 0, "=A1&\"二期\"", "龙沙镇二期");
        write_formula(sheet, 3, 1, "=1/0", "#DIV/0!");
        sheet.write_boolean(3, 2, true).unwrap();
    }));
    assert_eq!(sheet.merged_at(0, 0), Some(Area { first: (0, 0), last: (2, 1) }));
    assert_eq!(sheet.merged_at(2, 1), Some(Area { first: (0, 0), last: (2, 1) }));
    assert_eq!(sheet.merged_at(3, 0), None);
    assert!(sheet.is_computed(3, 0) && !sheet.is_computed(0, 0));
    assert_eq!(sheet.value(3, 0).text(), "龙沙镇二期");
    assert_eq!(sheet.value(3, 2).text(), "TRUE");
}

#[test]
fn every_sheet_comes_with_its_name_and_whether_it_is_hidden() {
    let mut book = Workbook::new();
    write_line(book.add_worksheet().set_name("清单").unwrap(), 0, 0, &["a"]);
    write_line(book.add_worksheet().set_name("旧").unwrap().set_hidden(true), 0, 0, &["b"]);
    let book = read(&book.save_to_buffer().unwrap()).unwrap();
    let sheets: Vec<(&str, bool)> =
        book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("清单", false), ("旧", true)]);
}

#[test]
fn a_legacy_workbook_is_read_like_a_new_one() {
    let book = read(LEGACY).unwrap();
    assert_eq!(book.kind, Kind::Legacy);
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), book.sheets[1].name.as_str()), ("亮点项目", "备注"));
    assert_eq!(sheet.merged_at(0, 4), Some(Area { first: (0, 0), last: (0, 4) }));
    insta::assert_snapshot!(listed(sheet).join("\n"));
    assert!(sheet.is_computed(4, 2), "{:?}", sheet.cells().last());
}
