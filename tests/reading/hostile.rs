//! Files that are broken, locked, far too large, or made to do harm.

use proptest::prelude::*;
use yuebao::reading::{Kind, ReadingError, Value, read, read_file};

use super::files::{
    LEGACY, WEB_PAGE, encrypted, false_promise, far_corner, repeated, table, workbook, write_line, zip_bomb,
};

#[track_caller]
fn refused(bytes: &[u8]) -> ReadingError {
    let error = read(bytes).unwrap_err();
    let sentence = error.to_string();
    assert!(sentence.contains("什么都没有改动") && !sentence.contains('\n'), "{sentence}");
    error
}

#[test]
fn each_bad_file_has_its_own_sentence() {
    assert_eq!(refused(&zip_bomb()), ReadingError::UnpacksTooLarge);
    assert_eq!(refused(&false_promise()), ReadingError::Damaged);
    assert_eq!(refused(&encrypted()), ReadingError::Encrypted);
    assert_eq!(refused(WEB_PAGE.as_bytes()), ReadingError::WebPage);
    assert_eq!(refused(&vec![b'a'; 50 << 20]), ReadingError::TooLarge(50 << 20));
    assert_eq!(refused(b""), ReadingError::Empty);
    assert_eq!(refused(&table(&[])), ReadingError::Blank);
    assert_eq!(refused(b"PK\x03\x04 and nothing more"), ReadingError::Damaged);
    assert_eq!(refused(b"\xD0\xCF\x11\xE0 and nothing more"), ReadingError::Damaged);
}

#[test]
fn what_is_no_file_is_told_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read_file(folder.path()).unwrap_err(), ReadingError::Folder);
    let missing = read_file(&folder.path().join("没有.xlsx")).unwrap_err();
    assert!(matches!(missing, ReadingError::Unavailable(_)));
}

#[test]
fn a_value_in_the_last_cell_there_is_costs_one_cell() {
    let book = read(&far_corner()).unwrap();
    assert_eq!(book.sheets[0].value(1_048_575, 16_383), &Value::Number(1.0));
}

#[test]
fn a_file_is_known_by_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("清单.xlsx");
    yuebao::output::write_file(&path, LEGACY).unwrap();
    assert_eq!(read_file(&path).unwrap().kind, Kind::Legacy);
}

#[test]
fn a_text_too_long_is_named_by_its_beginning() {
    // No library writes more than a cell may hold, so the text is put into the finished package.
    let mark = "长".repeat(100);
    let long = "长".repeat(40_000);
    let csv = format!("实施主体,建设规模\n{mark},{long}\n");
    let book = read(csv.as_bytes()).unwrap();
    assert_eq!(book.sheets[0].value(1, 1), &Value::TooLong("长".repeat(40)));
    assert_eq!(book.sheets[0].value(1, 0).text(), mark);
}

#[test]
fn more_cells_than_an_office_has_are_refused() {
    let line = "1,2,3,4,5,6,7,8,9,10\n";
    assert!(read(line.repeat(20_000).as_bytes()).is_ok());
    assert_eq!(refused(line.repeat(20_001).as_bytes()), ReadingError::TooManyCells);
}

#[test]
fn one_long_text_shared_by_every_cell_is_refused() {
    let text = "长".repeat(32_000);
    let bytes = workbook(|sheet| (0..400).for_each(|row| write_line(sheet, row, 0, &[&text])));
    assert!(bytes.len() < 200_000, "it is stored once");
    assert_eq!(refused(&bytes), ReadingError::TooManyCells);
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn whatever_is_repeated_without_end_is_refused_soon() {
    use ReadingError::{Damaged, TooManyCells, UnpacksTooLarge};
    let (texts, styles, relations) = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels");
    for (part, before, piece, times, after, expected) in [
        (SHEET, "<mergeCells>", "<mergeCell ref=\"A1:B2\"/>", 1_000_000, "</mergeCells>", TooManyCells),
        (
            SHEET,
            "<sheetData><row><c><is><t>",
            "x",
            2_000_000,
            "</t></is></c></row></sheetData>",
            UnpacksTooLarge,
        ),
        (SHEET, "<sheetData><row ", " a=\"1\"", 300_000, "/></sheetData>", UnpacksTooLarge),
        (SHEET, "", "<a>", 300_000, "", Damaged),
        (SHEET, "<sheetData>", "<row/>", 1_048_577, "</sheetData>", Damaged),
        (SHEET, "<cols>", "<col min=\"1\" max=\"16384\" hidden=\"1\"/>", 16_385, "</cols>", Damaged),
        (texts, "<sst>", "<si/>", 2_000_001, "</sst>", TooManyCells),
        (styles, "<styleSheet><cellXfs>", "<xf/>", 100_001, "</cellXfs></styleSheet>", UnpacksTooLarge),
        (styles, "<styleSheet><fonts>", "<font/>", 100_001, "</fonts></styleSheet>", UnpacksTooLarge),
        (relations, "<Relationships>", "<Relationship/>", 4097, "</Relationships>", UnpacksTooLarge),
        ("xl/workbook.xml", "<workbook><sheets>", "<sheet/>", 201, "</sheets></workbook>", TooManyCells),
    ] {
        let bytes = repeated(part, before, piece, times, after);
        let start = std::time::Instant::now();
        assert_eq!(refused(&bytes), expected, "{part}: {piece}");
        let took = start.elapsed();
        // The slowest takes a quarter of a second where all is optimised; here nothing is, and the computer is busy.
        assert!(took < std::time::Duration::from_secs(20), "{part}: {piece} took {took:?}");
    }
}

#[test]
fn what_is_odd_but_small_costs_next_to_nothing() {
    for (piece, times) in [("<mergeCell ref=\"A1:XFD1048576\"/>", 20_000), ("<mergeCell/>", 20_000)] {
        let before = "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>";
        let book = read(&repeated(SHEET, before, piece, times, "</mergeCells>")).unwrap();
        assert_eq!(book.sheets[0].value(0, 0), &Value::Number(1.0));
    }
    let long = format!(
        "<sheetData><row><c t=\"inlineStr\"><is>{}</is></c></row></sheetData>",
        "<r><t>长</t></r>".repeat(40_000)
    );
    let book = read(&repeated(SHEET, &long, "", 0, "")).unwrap();
    assert_eq!(book.sheets[0].value(0, 0), &Value::TooLong("长".repeat(40)));
}

/// A good file with a few of its bytes changed, or cut off.
fn damaged(good: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    (changes, any::<prop::sample::Index>(), prop::bool::weighted(0.3)).prop_map(move |(changes, end, cut)| {
        let mut bytes = good.to_vec();
        for (at, byte) in changes {
            *at.get_mut(&mut bytes) = byte;
        }
        if cut {
            bytes.truncate(end.index(good.len()));
        }
        bytes
    })
}

fn good_workbook() -> &'static [u8] {
    static GOOD: std::sync::LazyLock<Vec<u8>> =
        std::sync::LazyLock::new(|| table(&[&["实施主体", "建设规模"], &["龙沙镇", "新建公厕 2 座"]]));
    &GOOD
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_damage_to_a_legacy_workbook_ends_the_program(bytes in damaged(LEGACY)) {
        let _refused_or_read = read(&bytes);
    }

    #[test]
    fn no_damage_to_a_workbook_ends_the_program(bytes in damaged(good_workbook())) {
        let _refused_or_read = read(&bytes);
    }

    #[test]
    fn no_bytes_at_all_end_the_program(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..4_usize) {
        let start: &[u8] = [&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"][start];
        let _refused_or_read = read(&[start, &bytes].concat());
    }
}
