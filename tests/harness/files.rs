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

/// A workbook with a part that holds the same piece many times.
pub(crate) fn repeated(part: &str, before: &str, piece: &str, times: usize, after: &str) -> Vec<u8> {
    let many = format!("{before}{}{after}", piece.repeat(times));
    if part == SHEET_PART {
        return Parts::of_sheet(&many).zipped();
    }
    Parts::of_sheet("<sheetData><row><c><v>1</v></c></row></sheetData>").with(part, many).zipped()
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

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET_PART: &str = "xl/worksheets/sheet1.xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet that is written as it is zipped, since nobody wants to hold all of it.
fn package(parts: &[(&str, &str)], draw: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let all = parts.iter().fold(Parts::of_sheet(""), |all, (name, text)| all.with(name, text));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in all.0.iter().filter(|(name, _)| name != SHEET_PART) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.start_file(SHEET_PART, SimpleFileOptions::default()).unwrap();
    write!(zip, r#"<worksheet xmlns="{NAMESPACE}">"#).unwrap();
    draw(&mut zip);
    zip.write_all(b"</worksheet>").unwrap();
    zip.finish().unwrap().into_inner()
}

/// A package of these parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The text of a Word file with this in it.
pub(crate) fn document_part(body: &str) -> String {
    const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>"#
    )
}

/// A Word file with this in it.
pub(crate) fn document(body: &str) -> Vec<u8> {
    let relations = relations(&[("rId1", "officeDocument", "word/document.xml")]);
    let text = document_part(body);
    zipped(&[("_rels/.rels", relations.as_bytes()), ("word/document.xml", text.as_bytes())])
}

/// A paragraph of a Word file.
pub(crate) fn paragraph(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

/// A cell of a Word file with these properties and a text.
pub(crate) fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
}

/// A table of a Word file, its rows cut into cells at bars.
pub(crate) fn word_table(rows: &[&str]) -> String {
    let cells = |row: &str| row.split('|').map(|text| cell("", text)).collect::<String>();
    let rows: Vec<String> = rows.iter().map(|row| format!("<w:tr>{}</w:tr>", cells(row))).collect();
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

/// What begins a new page of a Word file.
pub(crate) const PAGE: &str = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;

/// A workbook as its parts by name, any of which may be changed before they are zipped.
pub(crate) struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    /// A workbook of one sheet named `a`, with this between `<worksheet>` and `</worksheet>`.
    pub(crate) fn of_sheet(content: &str) -> Self {
        Self(Vec::new())
            .with("_rels/.rels", relations(&[("rId1", "officeDocument", "xl/workbook.xml")]))
            .with("xl/workbook.xml", book(r#"<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>"#))
            .with_relations(&[
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "sharedStrings.xml"),
            ])
            .with(SHEET_PART, worksheet(content))
    }

    /// Puts a part in the place of the one of that name, or after all others.
    pub(crate) fn with(mut self, name: &str, part: impl AsRef<[u8]>) -> Self {
        self.0.retain(|(other, _)| other != name);
        self.0.push((name.to_owned(), part.as_ref().to_vec()));
        self
    }

    /// What the workbook refers to: a name, what it is, and where it is.
    pub(crate) fn with_relations(self, list: &[(&str, &str, &str)]) -> Self {
        self.with("xl/_rels/workbook.xml.rels", relations(list))
    }

    /// The styles of the workbook: what stands in its part.
    pub(crate) fn with_styles(self, content: &str) -> Self {
        self.with("xl/styles.xml", format!(r#"<styleSheet xmlns="{NAMESPACE}">{content}</styleSheet>"#))
    }

    /// The texts that cells share: the items of the table.
    pub(crate) fn with_texts(self, items: &str) -> Self {
        self.with("xl/sharedStrings.xml", format!(r#"<sst xmlns="{NAMESPACE}">{items}</sst>"#))
    }

    /// Changes every name and every part.
    pub(crate) fn map(self, change: impl Fn(&str, Vec<u8>) -> (String, Vec<u8>)) -> Self {
        Self(self.0.into_iter().map(|(name, part)| change(&name, part)).collect())
    }

    /// What stands in a part.
    pub(crate) fn part(&self, name: &str) -> &[u8] {
        &self.0.iter().find(|(other, _)| other == name).unwrap().1
    }

    /// The file.
    pub(crate) fn zipped(&self) -> Vec<u8> {
        zipped(&self.0.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect::<Vec<_>>())
    }
}

/// The part that lists the sheets, with this in it.
pub(crate) fn book(content: &str) -> String {
    format!(r#"<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}">{content}</workbook>"#)
}

/// A sheet part with this in it.
pub(crate) fn worksheet(content: &str) -> String {
    format!(r#"<worksheet xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}">{content}</worksheet>"#)
}

/// The relations of a part to others: a name, what it is, and where it is.
pub(crate) fn relations(list: &[(&str, &str, &str)]) -> String {
    let relation = |(id, kind, target): &(&str, &str, &str)| {
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    let list: String = list.iter().map(relation).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>"#
    )
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
