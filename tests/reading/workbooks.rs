//! Workbooks as programs really write them: cells that show something else than they hold, parts under odd names,
//! and what contradicts itself. Each is written by hand, for no library writes them.

use yuebao::reading::{Area, Formula, Marking, ReadingError, Sheet, Value, properties, read};

use super::files::{Parts, book, worksheet};

fn only(parts: &Parts) -> Sheet {
    let book = read(&parts.zipped()).unwrap();
    assert_eq!(book.sheets.len(), 1);
    book.sheets.into_iter().next().unwrap()
}

/// A sheet of these rows.
fn sheet(rows: &str) -> Sheet {
    only(&Parts::of_sheet(&format!("<sheetData>{rows}</sheetData>")))
}

fn refusal(parts: &Parts) -> ReadingError {
    read(&parts.zipped()).unwrap_err()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn nothing(number: f64) -> Value {
    Value::Shown { number, text: String::new() }
}

#[track_caller]
fn holds(sheet: &Sheet, cells: &[((u32, u32), Value)]) {
    let found: Vec<_> = sheet.cells().map(|(at, value)| (at, value.clone())).collect();
    assert_eq!(found, cells);
}

const NUMBERS: &str = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>";

#[test]
fn cells_and_rows_without_an_address_follow_the_one_before() {
    let sheet = sheet(
        r#"<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row r="4"><c><v>4</v></c></row><row><c/><c><v>5</v></c></row>"#,
    );
    let expected = [((0, 0), 1.0), ((0, 2), 2.0), ((0, 3), 3.0), ((3, 0), 4.0), ((4, 1), 5.0)];
    holds(&sheet, &expected.map(|(at, number)| (at, Value::Number(number))));
}

#[test]
fn every_type_of_value_is_read_as_it_is_shown() {
    let day = chrono::NaiveDate::from_ymd_opt(2022, 6, 30).unwrap();
    for (cell, value) in [
        (r#"<c t="n"><v> 12.5 </v></c>"#, Value::Number(12.5)),
        ("<c><v>12,5</v></c>", Value::Fault("12,5".into())),
        ("<c><v>NaN</v></c>", Value::Fault("NaN".into())),
        (r#"<c t="str"><v>甲&amp;乙<![CDATA[<丙>]]>&#x4E01;_x000D_&#10;</v></c>"#, text("甲&乙<丙>丁\r\n")),
        (r#"<c t="inlineStr"><is><t xml:space="preserve"> 龙沙 </t></is></c>"#, text(" 龙沙 ")),
        (r#"<c t="inlineStr"><v>龙沙</v></c>"#, text("龙沙")),
        (r#"<c t="b"><v>1</v></c>"#, Value::Truth(true)),
        (r#"<c t="e"><v>#REF!</v></c>"#, Value::Fault("#REF!".into())),
        (r#"<c t="d"><v>2022-06-30T00:00:00Z</v></c>"#, Value::Day(day)),
        (r#"<c t="d"><v>10:30</v></c>"#, text("10:30")),
        (r#"<c t="s" s=""><v> 1 </v></c>"#, text("二")),
    ] {
        let parts = Parts::of_sheet(&format!("<sheetData><row>{cell}</row></sheetData>"));
        let sheet = only(&parts.with_texts("<si><t>一</t></si><si><t>二</t></si>"));
        assert_eq!(sheet.value(0, 0), &value, "{cell}");
    }
}

#[test]
fn a_part_that_contradicts_itself_is_damaged() {
    for rows in [
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
        r#"<row r="3"><c r="A5"><v>1</v></c></row>"#,
        r#"<row r="1048577"><c><v>1</v></c></row>"#,
        r#"<row r="1048576"><c><v>1</v></c></row><row><c><v>1</v></c></row>"#,
        r#"<row><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>"#,
        r#"<row><c r="XFE1"><v>1</v></c></row>"#,
        r#"<row><c t="s"><v>7</v></c></row>"#,
        r#"<row><c s="x"><v>7</v></c></row>"#,
        "<row><c><v>1</v></row></c>",
        "<row><c><v>&unknown;</v></c></row>",
    ] {
        let parts = Parts::of_sheet(&format!("<sheetData>{rows}</sheetData>"));
        assert_eq!(refusal(&parts), ReadingError::Damaged, "{rows}");
    }
    let cut = worksheet("<sheetData><row><c><v>1</v></c></row></sheetData>").replace("</worksheet>", "");
    assert_eq!(refusal(&Parts::of_sheet("").with("xl/worksheets/sheet1.xml", cut)), ReadingError::Damaged);
    // What is said twice is no contradiction.
    let twice = sheet(r#"<row><c r="A1"><v>1</v></c><c r="A1"/><c r="A1"><v>1</v></c></row>"#);
    holds(&twice, &[((0, 0), Value::Number(1.0))]);
}

#[test]
fn parts_are_found_however_their_names_are_written() {
    let good = || Parts::of_sheet(NUMBERS);
    let absolute = good().with_relations(&[("rId1", "worksheet", "/xl/worksheets/sheet1.xml")]);
    let backward = good()
        .with_relations(&[("rId1", "worksheet", r"worksheets\Sheet1.xml")])
        .map(|name, part| (name.replace('/', "\\"), part));
    let shouted = good().map(|name, part| (name.to_uppercase(), part));
    let elsewhere = good()
        .with("_rels/.rels", text_of(&good(), "_rels/.rels").replace("xl/workbook.xml", "/a/b.xml"))
        .map(|name, part| match name {
            "xl/workbook.xml" => ("a/b.xml".to_owned(), part),
            "xl/_rels/workbook.xml.rels" => ("a/_rels/b.xml.rels".to_owned(), part),
            "xl/worksheets/sheet1.xml" => ("a/worksheets/sheet1.xml".to_owned(), part),
            other => (other.to_owned(), part),
        });
    for parts in [absolute, backward, shouted, elsewhere] {
        holds(&only(&parts), &[((0, 0), Value::Number(1.0)), ((0, 1), Value::Number(2.0))]);
    }
}

fn text_of(parts: &Parts, name: &str) -> String {
    String::from_utf8(parts.part(name).to_vec()).unwrap()
}

#[test]
fn prefixes_namespaces_and_encodings_change_nothing() {
    let strict = |name: &str, part: Vec<u8>| {
        let part = String::from_utf8(part).unwrap();
        let part = part
            .replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006",
                "http://purl.oclc.org/ooxml/spreadsheetml",
            )
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006",
                "http://purl.oclc.org/ooxml/officeDocument",
            );
        (name.to_owned(), part.into_bytes())
    };
    let wide = |units: fn(u16) -> [u8; 2], mark: bool| {
        move |name: &str, part: Vec<u8>| {
            let part =
                format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", String::from_utf8(part).unwrap());
            let mark = mark.then_some(0xFEFF);
            let bytes = mark.into_iter().chain(part.encode_utf16()).flat_map(units).collect();
            (name.to_owned(), bytes)
        }
    };
    let declared = |name: &str, part: Vec<u8>| {
        let part = format!("<?xml version='1.0' encoding='gb2312'?>{}", String::from_utf8(part).unwrap());
        (name.to_owned(), encoding_rs::GBK.encode(&part).0.into_owned())
    };
    let marked = |name: &str, part: Vec<u8>| (name.to_owned(), [b"\xEF\xBB\xBF".as_slice(), &part].concat());
    let prefixed = |name: &str, part: Vec<u8>| {
        let part = String::from_utf8(part).unwrap().replace("xmlns=", "xmlns:x=").replace("</", "</x:");
        let part = part.split('<').map(|piece| match piece.chars().next() {
            None | Some('/') => piece.to_owned(),
            Some(_) => format!("x:{piece}"),
        });
        (name.to_owned(), part.collect::<Vec<_>>().join("<").into_bytes())
    };
    let content = r#"<sheetData><row><c t="inlineStr"><is><t>龙沙镇</t></is></c></row></sheetData>"#;
    let good = || Parts::of_sheet(content);
    for (what, parts) in [
        ("strict", good().map(strict)),
        ("UTF-16", good().map(wide(u16::to_le_bytes, true))),
        ("UTF-16, the other way round", good().map(wide(u16::to_be_bytes, true))),
        ("UTF-16 without a mark", good().map(wide(u16::to_le_bytes, false))),
        ("a declared encoding", good().map(declared)),
        ("UTF-8 with a mark", good().map(marked)),
        ("prefixes", good().map(prefixed)),
    ] {
        let bytes = parts.zipped();
        let book = read(&bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        holds(&book.sheets[0], &[((0, 0), text("龙沙镇"))]);
    }
}

#[test]
fn a_sheet_that_cannot_be_found_is_left_out() {
    let sheets = r#"<sheets><sheet name="b" sheetId="2" r:id=""/><sheet name="c" sheetId="3" r:id="rId9"/>
        <sheet name="d" sheetId="4" r:id="rId4"/><sheet name="e" sheetId="5" r:id="rId5" state="veryHidden"/><sheet name="a" sheetId="1" r:id="rId1"/></sheets>"#;
    let parts = Parts::of_sheet(NUMBERS).with("xl/workbook.xml", book(sheets)).with_relations(&[
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId4", "worksheet", "worksheets/missing.xml"),
        ("rId5", "worksheet", "worksheets/sheet1.xml"),
    ]);
    let found = read(&parts.zipped()).unwrap();
    let found: Vec<_> = found.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(found, [("e", true), ("a", false)]);
    let none = Parts::of_sheet(NUMBERS).with_relations(&[]);
    assert_eq!(refusal(&none), ReadingError::Damaged);
}

#[test]
fn charts_macros_and_dialogues_are_no_tables() {
    let sheets = |kind: &str| {
        let list = r#"<sheets><sheet name="b" sheetId="2" r:id="rId2"/><sheet name="a" sheetId="1" r:id="rId1"/></sheets>"#;
        Parts::of_sheet(NUMBERS).with("xl/workbook.xml", book(list)).with_relations(&[
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", kind, "other/sheet2.xml"),
        ])
    };
    for kind in ["chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"] {
        assert_eq!(only(&sheets(kind).with("xl/other/sheet2.xml", worksheet(NUMBERS))).name, "a", "{kind}");
    }
    let disguised =
        sheets("worksheet").with("xl/other/sheet2.xml", "<dialogsheet><sheetData/></dialogsheet>");
    assert_eq!(only(&disguised).name, "a");
}

#[test]
fn what_holds_no_workbook_is_told_apart() {
    let other = |parts: Parts| refusal(&parts);
    let word = Parts::of_sheet("").with("xl/workbook.xml", "<w:document xmlns:w='w'/>");
    assert_eq!(other(word), ReadingError::NoTable);
    assert_eq!(other(Parts::of_sheet("").with("xl/workbook.bin", "x")), ReadingError::OtherFormat("xlsb"));
    let open = Parts::of_sheet("").map(|name, part| (name.replace("xl/", "other/"), part));
    assert_eq!(other(open.with("_rels/.rels", "<Relationships/>")), ReadingError::NotATable);
    let open = Parts::of_sheet("").map(|_, part| ("content.xml".to_owned(), part));
    let open =
        open.with("content.xml", "").with("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    assert_eq!(other(open), ReadingError::OtherFormat("ods"));
}

#[test]
fn hidden_rows_and_columns_are_known_however_they_are_hidden() {
    let sheet = only(&Parts::of_sheet(
        r#"<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1" width="9"/><col min="4" max="4" width="0" customWidth="1"/>
        <col min="5" max="5" width="9" outlineLevel="1" hidden="true"/><col min="16384" max="99999" width="9" hidden="1"/></cols>
        <sheetData><row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>1</v></c></row>
        <row r="3" ht="0" customHeight="1"><c><v>1</v></c></row><row r="4" ht="15"><c><v>1</v></c></row></sheetData>"#,
    ));
    let columns: Vec<u32> = (0..=16_383).filter(|column| sheet.is_column_hidden(*column)).collect();
    assert_eq!(columns, [1, 2, 3, 4, 16_383]);
    assert_eq!([0, 1, 2, 3].map(|row| sheet.is_row_hidden(row)), [false, true, true, false]);
}

#[test]
fn columns_and_rows_without_a_size_have_that_of_the_sheet() {
    let sheet = only(&Parts::of_sheet(
        r#"<sheetFormatPr defaultColWidth="0" defaultRowHeight="0"/><cols><col min="2" max="2" width="9"/></cols>
        <sheetData><row><c><v>1</v></c></row><row ht="15"><c><v>1</v></c></row></sheetData>"#,
    ));
    assert_eq!([0, 1, 2].map(|column| sheet.is_column_hidden(column)), [true, false, true]);
    assert_eq!([0, 1].map(|row| sheet.is_row_hidden(row)), [true, false]);
    // Rows that are listed are in sight where those that are not are hidden, as Excel writes it.
    let most_hidden =
        only(&Parts::of_sheet(&format!(r#"<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>{NUMBERS}"#)));
    assert!(!most_hidden.is_row_hidden(0));
}

#[test]
fn a_nought_that_is_not_shown_is_told_as_shown() {
    let rows = "<sheetData><row><c><v>0</v></c><c><v>3</v></c></row></sheetData>";
    let views = r#"<sheetViews><sheetView showZeros="0" workbookViewId="0"/><sheetView workbookViewId="1"/></sheetViews>"#;
    holds(
        &only(&Parts::of_sheet(&format!("{views}{rows}"))),
        &[((0, 0), nothing(0.0)), ((0, 1), Value::Number(3.0))],
    );
    assert_eq!(only(&Parts::of_sheet(rows)).value(0, 0), &Value::Number(0.0));
}

#[test]
fn what_lies_beneath_merged_cells_does_not_come_in() {
    let sheet = only(&Parts::of_sheet(
        r#"<sheetData><row><c><v>120</v></c><c><v>999</v></c><c><v>7</v></c></row><row><c><v>998</v></c></row></sheetData>
        <mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>"#,
    ));
    holds(&sheet, &[((0, 0), Value::Number(120.0)), ((0, 2), Value::Number(7.0))]);
    assert_eq!(sheet.merged_at(0, 1), Some(Area { first: (0, 0), last: (1, 1) }));
    let whole_columns =
        only(&Parts::of_sheet(&format!(r#"{NUMBERS}<mergeCells><mergeCell ref="A:B"/></mergeCells>"#)));
    holds(&whole_columns, &[((0, 0), Value::Number(1.0))]);
    let nonsense = Parts::of_sheet(&format!(r#"{NUMBERS}<mergeCells><mergeCell ref="A0:B2"/></mergeCells>"#));
    assert_eq!(refusal(&nonsense), ReadingError::Damaged);
}

#[test]
fn a_formula_that_nobody_computed_is_told_from_one_that_came_to_nothing() {
    let rows = r#"<row><c><f>A2</f></c><c><f>A2</f><v/></c><c t="str"><f>A2</f><v></v></c><c><f>A2</f><v>0</v></c><c><f t="shared" si="0"/><v>5</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><v>0</v></c></row>"#;
    let content = format!("<sheetData>{rows}</sheetData>");
    let formulas = |sheet: &Sheet| -> Vec<Option<Formula>> {
        (0..7).map(|column| sheet.cell(0, column).and_then(|cell| cell.formula)).collect()
    };
    let (computed, not_computed) = (Some(Formula::Computed), Some(Formula::NotComputed));
    let sheet = only(&Parts::of_sheet(&content));
    assert_eq!(formulas(&sheet), [not_computed, not_computed, computed, computed, computed, computed, None]);
    assert_eq!(sheet.value(0, 0), &Value::Blank);
    // A program that computes nothing asks the one that opens the file to, and writes noughts.
    let list = r#"<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets><calcPr fullCalcOnLoad="1"/>"#;
    let sheet = only(&Parts::of_sheet(&content).with("xl/workbook.xml", book(list)));
    assert_eq!(
        formulas(&sheet),
        [not_computed, not_computed, computed, not_computed, computed, computed, None]
    );
}

#[test]
fn every_cell_that_a_formula_fills_is_a_formula() {
    let sheet = only(&Parts::of_sheet(
        r#"<sheetData><row><c><f t="array" ref="A1:B2">C1:D2</f><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>
        <row><c><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>
        <row><c/><c><f t="dataTable" ref="B4:C4"/><v>7</v></c><c><v>8</v></c></row></sheetData>"#,
    ));
    let formulas: Vec<_> = sheet
        .cells()
        .filter(|((row, column), _)| sheet.cell(*row, *column).unwrap().formula.is_some())
        .collect();
    let formulas: Vec<_> = formulas.into_iter().map(|(_, value)| value.text()).collect();
    assert_eq!(formulas, ["1", "2", "4", "5", "7", "8"]);
}

#[test]
fn what_is_crossed_out_or_raised_in_a_cell_is_told() {
    use Marking::{Plain, RaisedInPart, Struck, StruckInPart};
    let run = |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t>{text}</t></r>");
    let texts = [
        run("<strike/>", "100") + &run("", "120"),
        run("<strike/>", "100"),
        run("", "120") + &run(r#"<vertAlign val="superscript"/>"#, "1"),
        run("", "300m") + &run(r#"<vertAlign val="superscript"/>"#, "2"),
        "<t>120</t>".to_owned(),
    ];
    let items = format!("<si>{}</si>", texts.join("</si><si>"));
    let row = |style: u32| -> String {
        let cells = (0..5).map(|index| format!(r#"<c t="s" s="{style}"><v>{index}</v></c>"#));
        format!("<row>{}<c s=\"{style}\"><v>3</v></c><c s=\"{style}\"/></row>", cells.collect::<String>())
    };
    let styles = r#"<fonts><font><sz val="11"/></font><font><strike/></font><font><strike val="0"/></font></fonts>
        <cellStyleXfs><xf fontId="1"/></cellStyleXfs><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>"#;
    let rows = row(0) + &row(1) + &row(2);
    let parts = Parts::of_sheet(&format!("<sheetData>{rows}</sheetData>"));
    let sheet = only(&parts.with_texts(&items).with_styles(styles));
    let marks = |row: u32| -> Vec<Marking> {
        (0..6).map(|column| sheet.cell(row, column).unwrap().marking).collect()
    };
    assert_eq!(marks(0), [StruckInPart, Struck, RaisedInPart, Plain, Plain, Plain]);
    assert_eq!(marks(1), [StruckInPart, Struck, RaisedInPart, Plain, Struck, Struck]);
    assert_eq!(marks(2), marks(0));
    assert_eq!(sheet.value(0, 3), &text("300m²"));
    assert_eq!(sheet.cell(1, 6), None, "nothing stands there that could be crossed out");
}

#[test]
fn a_format_the_workbook_spells_out_goes_before_the_one_of_that_number() {
    let styles = r#"<numFmts><numFmt numFmtId="14" formatCode="0.00"/><numFmt numFmtId="57" formatCode="0&quot;公斤&quot;"/></numFmts>
        <cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="57"/><xf numFmtId="50"/></cellXfs>"#;
    let rows = r#"<sheetData><row><c s="1"><v>12.5</v></c><c s="2"><v>3500</v></c><c s="3"><v>44713</v></c><c t="d" s="3"><v>2022-06-01</v></c><c s="9"><v>7</v></c></row></sheetData>"#;
    let sheet = only(&Parts::of_sheet(rows).with_styles(styles));
    assert_eq!(sheet.value(0, 0), &Value::Number(12.5));
    assert_eq!(sheet.value(0, 1), &Value::Shown { number: 3500.0, text: "3500公斤".into() });
    assert_eq!(sheet.value(0, 2).text(), "2022年6月");
    assert_eq!(sheet.value(0, 3), sheet.value(0, 2));
    assert_eq!(sheet.value(0, 4), &Value::Number(7.0));
}

#[test]
fn days_are_counted_from_where_the_workbook_counts_them() {
    let styles = r#"<cellXfs><xf/><xf numFmtId="14"/></cellXfs>"#;
    let list = r#"<workbookPr date1904="true"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>"#;
    let rows = r#"<sheetData><row><c s="1"><v>43251</v></c><c t="d"><v>2022-06-01</v></c></row></sheetData>"#;
    let sheet = only(&Parts::of_sheet(rows).with_styles(styles).with("xl/workbook.xml", book(list)));
    assert_eq!(sheet.value(0, 0).text(), "2022-06-01");
    assert_eq!(sheet.value(0, 1), sheet.value(0, 0));
}

#[test]
fn properties_are_found_under_a_name_with_backslashes() {
    let custom = r#"<Properties xmlns:vt="v"><property name="Unit"><vt:lpwstr>龙沙镇</vt:lpwstr></property></Properties>"#;
    let parts = Parts::of_sheet(NUMBERS).with(r"docProps\Custom.xml", custom);
    assert_eq!(properties(&parts.zipped()).unwrap()["Unit"], "龙沙镇");
    assert!(properties(&Parts::of_sheet(NUMBERS).zipped()).unwrap().is_empty());
}
