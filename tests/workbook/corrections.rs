//! A 更正 says so, and what has no room on the official form stands on a second sheet.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use yuebao::amount::{Amount, Decimals};
use yuebao::output::workbook;
use yuebao::report::{Adjustment, CheckCode, Sheet, Subject};

use super::ledgers::{finished, form, ledger, march, township};
use yuebao::unit::UnitKind;

/// Every sheet's name, and its rows as texts.
fn sheets(sheet: &Sheet) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(form(), sheet).unwrap())).unwrap();
    let text = |cell: &Data| if *cell == Data::Empty { String::new() } else { cell.to_string() };
    let rows = |range: &calamine::Range<Data>| {
        range.rows().map(|row| row.iter().map(text).collect()).collect::<Vec<Vec<String>>>()
    };
    book.worksheets().iter().map(|(name, range)| (name.clone(), rows(range))).collect()
}

#[test]
fn a_first_report_without_remarks_is_the_official_page_alone() {
    let sheets = sheets(&finished(township()));
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0].1[0].concat(), "附件2");
}

#[test]
fn a_correction_says_so_in_the_corner_and_moves_nothing() {
    let first = finished(township());
    let second = Sheet { revision: 2, reason: Some("漏了一张过磅单".into()), ..first.clone() };
    let [before, after] = [first, second].map(|sheet| sheets(&sheet));
    assert_eq!((after[0].1[0][0].as_str(), after[0].1[0][3].as_str()), ("附件2", "更正第2次"));
    assert_eq!(before[0].1[1..], after[0].1[1..]);
    let (name, rows) = &after[1];
    assert_eq!(name, "说明");
    assert_eq!(rows[2], ["更正", "", "2022年3月更正2", "漏了一张过磅单"]);
}

#[test]
fn adjustments_and_explanations_stand_on_the_second_sheet() {
    let mut ledger =
        ledger(UnitKind::from("township"), "=龙沙镇", &[("2022-02", "9=1 2a=10"), ("2022-03", "9=30 2a=9")]);
    let record = ledger.months.get_mut(&"2022-03".parse().unwrap()).unwrap();
    let amount = Amount::parse_signed("-1.5", Decimals::TWO).unwrap();
    let adjustment = Adjustment { amount, reason: "=纸质台账多加".into() };
    record.adjustments.insert("2a".parse().unwrap(), adjustment);
    let subject = Subject { code: CheckCode::FarAboveLastMonth, figure: Some("9".parse().unwrap()) };
    record.explanations.insert(subject, "新增三支督导队伍".into());
    let sheets = sheets(&march(&ledger));
    let rows = &sheets[1].1;
    assert_eq!(rows[0][0], "=龙沙镇　2022年3月　附件2说明", "text, whatever it begins with");
    assert_eq!(rows[2], ["累计调整", "2", "“清除暴露垃圾”累计调整 -1.50 吨", "=纸质台账多加"]);
    assert_eq!(rows[3][..2], ["提醒", "9"]);
    assert!(rows[3][2].contains("是上月的 30 倍"));
    assert_eq!(rows[3][3], "新增三支督导队伍");
    assert_eq!(rows.len(), 4, "a warning without an answer is not repeated here");
}
