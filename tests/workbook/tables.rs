//! The tables beside the form: 累计核对 and the 说明. Numbers are numbers, and rows are as high as what is written.

use std::io::{Cursor, Read as _};

use calamine::{Data, Range, Reader as _, Xlsx};
use yuebao::amount::{Amount, Decimals};
use yuebao::output::{matrix_workbook, workbook};
use yuebao::report::{Adjustment, matrix};
use yuebao::unit::UnitKind;
use zip::ZipArchive;

use super::ledgers::{form, ledger, march};

fn matrix_of(lines: &[(&str, &str)]) -> Vec<u8> {
    let ledger = ledger(UnitKind::from("department"), "区城市管理局", lines);
    let matrix = matrix(form(), &ledger, "2022-03".parse().unwrap()).unwrap();
    matrix_workbook(form(), &matrix, "2022-03-28".parse().unwrap()).unwrap()
}

fn cells(bytes: &[u8], sheet: usize) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[sheet].clone();
    book.worksheet_range(&name).unwrap()
}

/// The heights of a sheet's rows in points.
fn heights(bytes: &[u8], sheet: usize) -> Vec<f64> {
    let mut part = String::new();
    let name = format!("xl/worksheets/sheet{}.xml", sheet + 1);
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(&name).unwrap().read_to_string(&mut part).unwrap();
    let rows = part.split("<row ").skip(1).map(|row| row.split_once(" ht=\"").unwrap().1);
    rows.map(|row| row.split_once('"').unwrap().0.parse().unwrap()).collect()
}

#[test]
fn the_numbers_of_the_matrix_are_numbers() {
    let bytes =
        matrix_of(&[("2022-01", "1a=7 2a=1.5 10b=3"), ("2022-02", "1a=700 2a=1"), ("2022-03", "1a=1 4=2")]);
    let figures = cells(&bytes, 0);
    for row in 2..50 {
        assert!(matches!(figures.get_value((row, 0)), Some(Data::Float(_))), "序号 in row {row}");
    }
    let shown = |row, column| figures.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!([shown(2, 5), shown(3, 7), shown(7, 5)], [7.0, 708.0, 1.5].map(Data::Float));
    let marks = cells(&bytes, 1);
    let words = |row: &[Data]| row.iter().filter(|cell| matches!(cell, Data::String(_))).count();
    for row in marks.rows().skip(2) {
        assert!(matches!(row[1], Data::Float(_)), "{row:?}");
        assert!(
            row[3..6].iter().all(|cell| !matches!(cell, Data::String(text) if !text.is_empty())),
            "{row:?}"
        );
        assert!(words(row) >= 4, "month, name, sign and meaning: {row:?}");
    }
}

#[test]
fn a_row_of_the_matrix_is_as_high_as_its_name() {
    let heights = heights(&matrix_of(&[("2022-01", "1a=7")]), 0);
    assert_eq!(heights.len(), 2 + 48);
    let rows = &heights[2..];
    assert!(rows.iter().all(|height| (20.0..=36.0).contains(height)), "{rows:?}");
    assert!(rows.iter().filter(|height| **height > 21.0).count() <= 2, "one name has two lines: {rows:?}");
}

#[test]
fn a_row_has_room_for_every_line_of_its_text() {
    let mut ledger = ledger(UnitKind::from("township"), "龙沙镇", &[("2022-03", "2a=9")]);
    let record = ledger.months.get_mut(&"2022-03".parse().unwrap()).unwrap();
    let amount = Amount::parse_signed("1.5", Decimals::TWO).unwrap();
    let reason = "纸质台账多加\n过磅单两张\n核对人：李四".to_owned();
    record.adjustments.insert("2a".parse().unwrap(), Adjustment { amount, reason });
    let heights = heights(&workbook(form(), &march(&ledger)).unwrap(), 1);
    // Three lines of 10.5 points.
    assert!(heights[2] >= 3.0 * 10.5 * 1.3, "{heights:?}");
}
