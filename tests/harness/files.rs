//! Files as others send them: good ones, odd ones and ones made to do harm, each built in memory.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook with one sheet, drawn by `draw`.
pub(crate) fn workbook(draw: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    draw(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A workbook with these texts from the first cell on.
pub(crate) fn table(lines: &[&[&str]]) -> Vec<u8> {
    workbook(|sheet| {
        for (row, line) in (0..).zip(lines) {
            write_line(sheet, row, 0, line);
        }
    })
}

/// Writes texts side by side; an empty one leaves its cell alone.
pub(crate) fn write_line(sheet: &mut Worksheet, row: u32, column: u16, texts: &[&str]) {
    for (column, text) in (column..).zip(texts) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

/// Writes a month as a Chinese spreadsheet keeps it: the first day's number, in a format that shows the month.
pub(crate) fn write_month(sheet: &mut Worksheet, row: u32, column: u16, first_day: f64) {
    let format = Format::new().set_num_format(r#"yyyy"年"m"月";@"#);
    sheet.write_number_with_format(row, column, first_day, &format).unwrap();
}

/// Writes a formula with what it came to.
pub(crate) fn write_formula(sheet: &mut Worksheet, row: u32, column: u16, formula: &str, result: &str) {
    sheet.write_formula(row, column, Formula::new(formula).set_result(result)).unwrap();
}

/// A package whose one sheet unpacks to 400 MB of blanks.
pub(crate) fn zip_bomb() -> Vec<u8> {
    let blanks = vec![b' '; 1 << 20];
    package(&[], |sheet| {
        for _ in 0..400 {
            sheet.write_all(&blanks).unwrap();
        }
    })
}

/// A workbook that promises four billion texts, so that a careless reader makes room for them.
pub(crate) fn false_promise() -> Vec<u8> {
    let texts = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="4294967295"><si><t>a</t></si></sst>"#;
    package(&[("xl/sharedStrings.xml", texts)], |sheet| sheet.write_all(b"<sheetData/>").unwrap())
}

/// A workbook of one value in the last cell there is.
pub(crate) fn far_corner() -> Vec<u8> {
    package(&[], |sheet| {
        let cells = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>"#;
        sheet.write_all(cells.as_bytes()).unwrap();
    })
}

/// A list whose one formula was never computed.
pub(crate) fn formula_without_result() -> Vec<u8> {
    let text =
        |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let headings = text("A1", "实施主体") + &text("B1", "建设规模");
    let line = text("A2", "甲") + r#"<c r="B2"><f>A2&amp;"公厕"</f></c>"#;
    let rows = format!(r#"<sheetData><row r="1">{headings}</row><row r="2">{line}</row></sheetData>"#);
    package(&[], |sheet| sheet.write_all(rows.as_bytes()).unwrap())
}

fn package(parts: &[(&str, &str)], draw: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        r#"<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let (top, sheets) =
        (relation("officeDocument", "xl/workbook.xml"), relation("worksheet", "worksheets/sheet1.xml"));
    let own =
        [("_rels/.rels", top.as_str()), ("xl/workbook.xml", &book), ("xl/_rels/workbook.xml.rels", &sheets)];
    for (name, text) in own.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    write!(zip, r#"<worksheet xmlns="{NAMESPACE}">"#).unwrap();
    draw(&mut zip);
    zip.write_all(b"</worksheet>").unwrap();
    zip.finish().unwrap().into_inner()
}

/// A workbook behind a password: its package is a stream inside an old container.
pub(crate) fn encrypted() -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for name in ["EncryptionInfo", "EncryptedPackage"] {
        container.create_stream(name).unwrap().write_all(&[7; 5000]).unwrap();
    }
    container.flush().unwrap();
    container.into_inner().into_inner()
}

/// A web page that a system exported under the name of a workbook.
pub(crate) const WEB_PAGE: &str = "<html><body><table><tr><td>实施主体</td><td>建设规模</td></tr></table><script>alert(1)</script></body></html>";

/// A list in an .xls, as an office program saved it: a merged title, a month, a formula and a second sheet.
pub(crate) const LEGACY: &[u8] = include_bytes!("../reading/list.xls");
