//! Old workbooks as they are seen: formats, fonts, hidden rows and columns, formulas; and which of several streams is
//! the workbook.

use yuebao::reading::{Area, Formula, Kind, Marking, ReadingError, Sheet, Value, read};

use super::legacy_workbook::{
    EMPTY_TEXT, LegacyWorkbook, PLAIN, RAISED, STRUCK, TEXT_FOLLOWS, container, formula, gbk, label, number,
    numbers, record, shared, wide,
};

fn only_sheet(bytes: &[u8]) -> Sheet {
    let mut book = read(bytes).unwrap();
    assert_eq!((book.kind, book.sheets.len()), (Kind::Legacy, 1));
    book.sheets.remove(0)
}

/// What the first cells of a row show.
fn shown<const CELLS: usize>(sheet: &Sheet, row: u32) -> [String; CELLS] {
    std::array::from_fn(|column| sheet.value(row, u32::try_from(column).unwrap()).text())
}

fn refused(bytes: &[u8]) -> ReadingError {
    read(bytes).unwrap_err()
}

#[test]
fn every_number_of_a_run_has_its_own_format() {
    let book = LegacyWorkbook::new()
        .style(PLAIN, 14)
        .style(PLAIN, 57)
        .style(PLAIN, 9)
        .format(164, "0\"公斤\"")
        .format(165, "h:mm");
    let run = numbers(0, 0, &[(0, 120), (1, 44_742), (2, 44_713), (3, 1), (4, 3500), (5, 1)]);
    let sheet = only_sheet(&book.sheet("a", &[run, number(1, 0, 1, 44_742.0)]).file());
    assert_eq!(shown(&sheet, 0), ["120", "2022-06-30", "2022年6月", "100%", "3500公斤", "0:00"]);
    assert!(matches!(sheet.value(0, 0), Value::Number(_)));
    assert!((1..6).all(|column| !matches!(sheet.value(0, column), Value::Number(_))));
    assert_eq!(sheet.value(1, 0).text(), "2022-06-30");
}

#[test]
fn a_workbook_of_1995_has_its_formats_and_texts_in_a_code_page() {
    let rich = record(
        0x00D6,
        &[&[0, 0, 2, 0, 0, 0], &gbk("龙沙镇120"), &[2, 0, u8::try_from(STRUCK).unwrap(), 6, 0]],
    );
    let sheet = only_sheet(
        &LegacyWorkbook::of_1995()
            .format(164, "yyyy\"年\"m\"月\"")
            .format(165, "0\"万人次\"")
            .sheet(
                "三月",
                &[label(0, 0, 0, &gbk("龙沙镇")), rich, numbers(1, 0, &[(1, 44_713), (2, 3), (0, 7)])],
            )
            .file(),
    );
    assert_eq!(sheet.name, "三月");
    assert_eq!(shown(&sheet, 0), ["龙沙镇", "", "龙沙镇120"]);
    assert_eq!(sheet.cell(0, 2).unwrap().marking, Marking::StruckInPart);
    assert_eq!(shown(&sheet, 1), ["2022年6月", "3万人次", "7"]);
}

#[test]
fn wide_texts_are_unicode_whatever_code_page_a_newer_workbook_names() {
    let book = LegacyWorkbook::new().with(&record(0x0042, &[&936_u16.to_le_bytes()])).text("龙沙镇", &[]);
    let sheet = only_sheet(&book.sheet("清单", &[shared(0, 0, 0, 0), label(0, 1, 0, &wide("渝"))]).file());
    assert_eq!((sheet.name.as_str(), shown(&sheet, 0)), ("清单", ["龙沙镇".to_owned(), "渝".to_owned()]));
}

#[test]
fn what_is_crossed_out_or_raised_is_told() {
    use Marking::{Plain, RaisedInPart, Struck, StruckInPart};

    let book = LegacyWorkbook::new()
        .style(STRUCK, 0)
        .text("100120", &[(0, STRUCK), (3, PLAIN)])
        .text("1201", &[(3, RAISED)])
        .text("300m2", &[(4, RAISED)])
        .text("120", &[]);
    let rich = record(0x00D6, &[&[0, 0, 6, 0, 0, 0], &wide("100120"), &[1, 0, 3, 0, 1, 0]]);
    let cells = [(0, 0), (0, 1), (0, 2), (0, 3), (1, 3)];
    let mut records: Vec<_> =
        (0..).zip(cells).map(|(column, (style, text))| shared(0, column, style, text)).collect();
    records.extend([number(0, 5, 1, 120.0), rich]);
    let sheet = only_sheet(&book.sheet("a", &records).file());
    assert_eq!(shown(&sheet, 0), ["100120", "1201", "300m²", "120", "120", "120", "100120"]);
    let markings: Vec<_> = (0..7).map(|column| sheet.cell(0, column).unwrap().marking).collect();
    assert_eq!(markings, [StruckInPart, RaisedInPart, Plain, Plain, Struck, Struck, StruckInPart]);
}

#[test]
fn hidden_rows_and_columns_are_told_however_they_were_hidden() {
    let row = |row: u16, height: u16, marks: u16| {
        record(
            0x0208,
            &[&row.to_le_bytes(), &[0; 4], &height.to_le_bytes(), &[0; 4], &marks.to_le_bytes(), &[0; 2]],
        )
    };
    let columns = |first: u16, last: u16, width: u16, marks: u16| {
        record(0x007D, &[&[first, last, width, 0, marks, 0].map(u16::to_le_bytes).concat()])
    };
    let cells: Vec<_> = (0..5).map(|row| numbers(row, 0, &[(0, 1); 5])).collect();
    let book = |more: &[Vec<u8>]| LegacyWorkbook::new().sheet("a", &[more, &cells].concat()).file();
    let hidden = |sheet: &Sheet| {
        let rows = (0..5).filter(|row| sheet.is_row_hidden(*row)).collect::<Vec<u32>>();
        (rows, (0..5).filter(|column| sheet.is_column_hidden(*column)).collect::<Vec<u32>>())
    };
    let sheet = only_sheet(&book(&[
        row(0, 300, 0),
        row(1, 300, 0x20),
        row(3, 0, 0),
        columns(1, 2, 2000, 1),
        columns(3, 3, 0, 0),
        columns(4, 4, 2000, 0),
    ]));
    assert_eq!(hidden(&sheet), (vec![1, 3], vec![1, 2, 3]));
    // Hidden is what is usual; only those in sight are spelt out.
    let usual = [record(0x0225, &[&[2, 0, 0, 0]]), record(0x0055, &[&[0, 0]])];
    let sheet = only_sheet(&book(&[&usual[..], &[row(2, 300, 0), columns(0, 1, 2000, 0)]].concat()));
    assert_eq!(hidden(&sheet), (vec![0, 1, 3, 4], vec![2, 3, 4]));
}

#[test]
fn a_sheet_that_hides_its_zeros_shows_none() {
    let window = |marks: u16| record(0x023E, &[&marks.to_le_bytes(), &[0; 16]]);
    let book = |marks| {
        only_sheet(
            &LegacyWorkbook::new().sheet("a", &[numbers(0, 0, &[(0, 0), (0, 5)]), window(marks)]).file(),
        )
    };
    assert_eq!(book(0x06B6).value(0, 0), &Value::Number(0.0));
    assert_eq!(book(0x06A6).value(0, 0), &Value::Shown { number: 0.0, text: String::new() });
    assert_eq!(book(0x06A6).value(0, 1), &Value::Number(5.0));
}

#[test]
fn what_lies_beneath_a_merged_cell_does_not_come_in() {
    let merged = record(0x00E5, &[&[1, 0], &[0_u16, 1, 0, 1].map(u16::to_le_bytes).concat()]);
    let cells = [numbers(0, 0, &[(0, 120), (0, 999)]), numbers(1, 0, &[(0, 998), (0, 997), (0, 7)]), merged];
    let sheet = only_sheet(&LegacyWorkbook::new().sheet("a", &cells).file());
    assert_eq!(
        (shown(&sheet, 0), shown(&sheet, 1)),
        (["120", ""].map(str::to_owned), ["", "", "7"].map(str::to_owned))
    );
    assert_eq!(sheet.merged_at(1, 1), Some(Area { first: (0, 0), last: (1, 1) }));
}

#[test]
fn a_formula_that_was_never_computed_is_told_from_one_that_came_to_nothing() {
    use Formula::{Computed, NotComputed};

    let text = |text: &str| record(0x0207, &[&wide(text)]);
    let cells = [
        formula(0, 0, 0_f64.to_le_bytes(), 0),
        formula(0, 1, 0_f64.to_le_bytes(), 2),
        formula(0, 2, EMPTY_TEXT, 0),
        formula(0, 3, 12.5_f64.to_le_bytes(), 2),
        formula(0, 4, TEXT_FOLLOWS, 0),
        text("龙沙镇"),
        formula(0, 5, TEXT_FOLLOWS, 0),
    ];
    let formulas = |book: LegacyWorkbook| {
        let sheet = only_sheet(&book.sheet("a", &cells).file());
        assert_eq!(shown(&sheet, 0), ["0", "0", "", "12.5", "龙沙镇", ""]);
        (0..6).map(|column| sheet.cell(0, column).unwrap().formula.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(
        formulas(LegacyWorkbook::new()),
        [Computed, NotComputed, Computed, Computed, Computed, NotComputed]
    );
    assert_eq!(
        formulas(LegacyWorkbook::by_a_library()),
        [NotComputed, NotComputed, NotComputed, Computed, Computed, NotComputed]
    );
}

#[test]
fn a_text_longer_than_its_record_is_named_by_its_beginning() {
    let long = [&9000_u16.to_le_bytes()[..], &[0], &[b'x'; 8000]].concat();
    let cells = [
        formula(0, 0, TEXT_FOLLOWS, 0),
        record(0x0207, &[&long]),
        record(0x003C, &[&[0], &[b'x'; 1000]]),
        label(0, 1, 0, &long),
    ];
    let sheet = only_sheet(&LegacyWorkbook::new().sheet("a", &cells).file());
    for column in 0..2 {
        assert_eq!(sheet.value(0, column), &Value::TooLong("x".repeat(40)));
    }
}

#[test]
fn sheets_without_cells_of_their_own_are_passed_over() {
    let cells = |style: u16| vec![numbers(0, 0, &[(style, 44_742), (0, 7)])];
    let book = LegacyWorkbook::new()
        .style(PLAIN, 14)
        .sheet("一", &cells(0))
        .sheet_of_kind(1, "宏", &cells(0))
        .sheet_of_kind(2, "图", &[])
        .sheet("二", &cells(1))
        .sheet_of_kind(6, "模块", &[vec![0xEE; 8]]);
    let book = read(&book.file()).unwrap();
    let sheets: Vec<_> =
        book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.value(0, 0).text())).collect();
    assert_eq!(sheets, [("一", "44742".to_owned()), ("二", "2022-06-30".to_owned())]);
}

#[test]
fn a_chart_within_a_sheet_has_no_cells() {
    let begin = record(0x0809, &[&0x0600_u16.to_le_bytes(), &0x20_u16.to_le_bytes(), &[0; 12]]);
    let cells =
        [number(0, 0, 0, 7.0), begin, number(0, 0, 0, 999.0), record(0x000A, &[]), number(0, 1, 0, 8.0)];
    let sheet = only_sheet(&LegacyWorkbook::new().sheet("a", &cells).file());
    assert_eq!(shown(&sheet, 0), ["7", "8"]);
}

#[test]
fn a_formula_under_its_older_number_counts() {
    let mut older = formula(0, 0, 3_f64.to_le_bytes(), 0);
    older[1] = 4;
    assert_eq!(
        only_sheet(&LegacyWorkbook::new().sheet("a", &[older]).file()).value(0, 0),
        &Value::Number(3.0)
    );
}

#[test]
fn a_workbook_within_the_workbook_is_another_one() {
    let stream = |value: u32| LegacyWorkbook::new().sheet("a", &[numbers(0, 0, &[(0, value)])]).stream();
    let (outer, inner, older) = (stream(1), stream(2), LegacyWorkbook::of_1995().sheet("a", &[]).stream());
    for streams in [
        &[("/MBD0001/Workbook", &inner), ("/Workbook", &outer)][..],
        &[("/Workbook", &outer), ("/A/Workbook", &inner), ("/A/B/Book", &inner)],
        &[("/WORKBOOK", &outer)],
        &[("/Book", &older), ("/Workbook", &outer)],
        &[("/Book", &outer), ("/MBD0001/Workbook", &inner)],
    ] {
        let streams: Vec<_> = streams.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
        assert_eq!(only_sheet(&container(&streams)).value(0, 0), &Value::Number(1.0), "{streams:?}");
    }
    assert_eq!(refused(&container(&[("/MBD0001/Workbook", &inner)])), ReadingError::NotATable);
}

#[test]
fn records_without_a_container_are_read() {
    let stream = LegacyWorkbook::of_1995().sheet("a", &[number(0, 0, 0, 7.0)]).stream();
    assert_eq!(only_sheet(&stream).value(0, 0), &Value::Number(7.0));
}

#[test]
fn documents_of_other_programs_are_told_apart() {
    assert_eq!(refused(&container(&[("/WordDocument", &[0; 600])])), ReadingError::OtherDocument("doc"));
    assert_eq!(refused(&container(&[("/PowerPoint Document", &[0; 600])])), ReadingError::NotATable);
    assert!(ReadingError::OtherDocument("doc").to_string().contains("另存为 docx"));
    let older = record(0x0409, &[&[0, 4, 0x10, 0]]);
    assert_eq!(refused(&older), ReadingError::OtherFormat("Excel 95 以前"));
    assert_eq!(refused(&container(&[("/Book", &older)])), ReadingError::OtherFormat("Excel 95 以前"));
    let lone_sheet = record(0x0809, &[&[0, 5, 0x10, 0], &[0; 4]]);
    assert_eq!(refused(&lone_sheet), ReadingError::OtherFormat("Excel 95 以前"));
}

#[test]
fn a_password_is_noticed_whatever_it_locks_with() {
    let locked = |data: &[u8]| {
        let book = LegacyWorkbook::new().with(&record(0x002F, &[data]));
        read(&book.sheet("a", &[number(0, 0, 0, 7.0)]).file())
    };
    for data in [&[1, 0, 1, 0][..], &[0, 0, 0x34, 0x12, 0x78, 0x56], &[0x34, 0x12, 0x78, 0x56]] {
        assert_eq!(locked(data), Err(ReadingError::Encrypted), "{data:?}");
    }
    assert!(locked(&[0; 6]).is_ok());
}

#[test]
fn two_far_corners_are_a_rectangle_too_large() {
    let book = |row, column| {
        read(&LegacyWorkbook::new().sheet("a", &[number(0, 0, 0, 1.0), number(row, column, 0, 1.0)]).file())
    };
    assert!(book(900, 200).is_ok());
    assert_eq!(book(65_535, 255).unwrap_err(), ReadingError::TooManyCells);
}

#[test]
fn one_text_that_every_cell_shows_counts_each_time() {
    let book = |cells: u16| {
        let cells: Vec<_> = (0..cells).map(|row| shared(row, 0, 0, 0)).collect();
        read(&LegacyWorkbook::new().text(&"长".repeat(30_000), &[]).sheet("a", &cells).file())
    };
    assert!(book(100).is_ok());
    assert_eq!(book(500).unwrap_err(), ReadingError::TooManyCells);
}

#[test]
fn more_cells_or_merged_ones_than_an_office_has_are_refused() {
    let many = |records: &[Vec<u8>]| read(&LegacyWorkbook::new().sheet("a", records).file()).map(|_| ());
    let line = vec![(0, 1); 200];
    assert_eq!(
        many(&(0..1001).map(|row| numbers(row, 0, &line)).collect::<Vec<_>>()),
        Err(ReadingError::TooManyCells)
    );
    let areas: Vec<u8> =
        (0..1000_u16).flat_map(|row| [row, row, 0, 9].map(u16::to_le_bytes).concat()).collect();
    let merged = record(0x00E5, &[&1000_u16.to_le_bytes(), &areas]);
    assert_eq!(many(&vec![merged.clone(); 21]), Err(ReadingError::TooManyCells));
    assert_eq!(many(&[merged, number(0, 0, 0, 1.0)]), Ok(()));
    let formats: Vec<u8> =
        (0..4001_u16).flat_map(|id| record(0x041E, &[&id.to_le_bytes(), &wide("0")])).collect();
    assert!(read(&LegacyWorkbook::new().with(&formats).sheet("a", &[]).file()).is_err());
}

#[test]
fn a_sheet_that_lies_about_its_size_is_as_large_as_it_is() {
    for rows in [(5_u32, 3_u32), (0, u32::MAX)] {
        let size = record(0x0200, &[&rows.0.to_le_bytes(), &rows.1.to_le_bytes(), &[0; 6]]);
        let sheet = only_sheet(&LegacyWorkbook::new().sheet("a", &[size, number(2, 2, 0, 7.0)]).file());
        assert_eq!(sheet.value(2, 2), &Value::Number(7.0));
    }
}

#[test]
fn what_does_not_hold_together_is_damaged() {
    let numbers_of_two = [numbers(0, 0, &[(0, 1), (0, 2)])];
    let mut says_three = numbers_of_two[0].clone();
    *says_three.iter_mut().nth_back(1).unwrap() = 2;
    for records in [vec![says_three], vec![shared(0, 0, 0, 9)], vec![record(0x0203, &[&[0; 5]])]] {
        let book = LegacyWorkbook::new().text("a", &[]).sheet("a", &records);
        assert_eq!(refused(&book.file()), ReadingError::Damaged, "{records:?}");
    }
    // Cut off within a record; a sheet that begins nowhere; two sheets of one name.
    let mut stream = LegacyWorkbook::new().sheet("a", &numbers_of_two).stream();
    stream.truncate(stream.len() - 6);
    assert_eq!(refused(&container(&[("/Workbook", &stream)])), ReadingError::Damaged);
    let nowhere = record(0x0085, &[&u32::MAX.to_le_bytes(), &[0, 0, 1, 0, b'a']]);
    assert_eq!(refused(&LegacyWorkbook::new().with(&nowhere).file()), ReadingError::Damaged);
    let twice = LegacyWorkbook::new().sheet("a", &numbers_of_two).sheet("a", &numbers_of_two);
    assert_eq!(refused(&twice.file()), ReadingError::Damaged);
}

#[test]
fn sheets_that_share_their_records_do_not_multiply_without_end() {
    let cells: Vec<_> = (0..400).map(|row| label(row, 0, 0, &wide(&"长".repeat(1000)))).collect();
    let stream = LegacyWorkbook::new().sheet("a", &cells).stream();
    let begin = record(0x0809, &[&0x0600_u16.to_le_bytes(), &5_u16.to_le_bytes(), &[0; 12]]);
    let start = stream.len();
    let listed = |index: u32| {
        let name = format!("{index:02}");
        record(0x0085, &[&u32::try_from(start).unwrap().to_le_bytes(), &[0, 0, 2, 0], name.as_bytes()])
    };
    // The records of the one sheet stand where all of these say that theirs do.
    let lies: Vec<u8> = (0..60).flat_map(listed).collect();
    let head = [begin, lies, record(0x000A, &[])].concat();
    let sheet = [record(0x0809, &[&[0; 16]]), cells.concat(), record(0x000A, &[])].concat();
    let filler = vec![0; start - head.len()];
    assert_eq!(refused(&[head, filler, sheet].concat()), ReadingError::TooManyCells);
}
