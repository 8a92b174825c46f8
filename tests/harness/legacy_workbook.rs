//! Old workbooks (.xls), built record by record: there is no library that writes them, and what is tried here most of
//! them could not write.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{Cursor, Write as _};

/// The font numbers of a workbook from [`LegacyWorkbook::new`].
pub(crate) const PLAIN: u16 = 0;
pub(crate) const STRUCK: u16 = 1;
pub(crate) const RAISED: u16 = 2;

/// A record: its type, its length, its bytes.
pub(crate) fn record(kind: u16, data: &[&[u8]]) -> Vec<u8> {
    let data = data.concat();
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), &data].concat()
}

fn at(row: u16, column: u16, style: u16) -> Vec<u8> {
    [row, column, style].map(u16::to_le_bytes).concat()
}

pub(crate) fn number(row: u16, column: u16, style: u16, number: f64) -> Vec<u8> {
    record(0x0203, &[&at(row, column, style), &number.to_le_bytes()])
}

/// Whole numbers side by side in one record, each with its own style, as every program writes them.
pub(crate) fn numbers(row: u16, column: u16, numbers: &[(u16, u32)]) -> Vec<u8> {
    let cells: Vec<u8> = numbers
        .iter()
        .flat_map(|(style, number)| [&style.to_le_bytes()[..], &(number << 2 | 2).to_le_bytes()].concat())
        .collect();
    let last = column + u16::try_from(numbers.len()).unwrap() - 1;
    record(0x00BD, &[&row.to_le_bytes(), &column.to_le_bytes(), &cells, &last.to_le_bytes()])
}

/// A text among those that all sheets share.
pub(crate) fn shared(row: u16, column: u16, style: u16, index: u32) -> Vec<u8> {
    record(0x00FD, &[&at(row, column, style), &index.to_le_bytes()])
}

/// A text in the cell itself, in the characters of its workbook.
pub(crate) fn label(row: u16, column: u16, style: u16, text: &[u8]) -> Vec<u8> {
    record(0x0204, &[&at(row, column, style), text])
}

/// A formula with what it came to, and its marks.
pub(crate) fn formula(row: u16, column: u16, result: [u8; 8], marks: u16) -> Vec<u8> {
    let one = [3, 0, 0x1E, 1, 0];
    record(0x0006, &[&at(row, column, 0), &result, &marks.to_le_bytes(), &[0; 4], &one])
}

/// Results of formulas that are no numbers: the text that follows, and none.
pub(crate) const TEXT_FOLLOWS: [u8; 8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
pub(crate) const EMPTY_TEXT: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];

/// A text as workbooks since Excel 97 write it, its length first.
pub(crate) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap().to_le_bytes();
    [&length[..], &[1], &units.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat()
}

/// A text of the code page 936, its length first.
pub(crate) fn gbk(text: &str) -> Vec<u8> {
    let bytes = encoding_rs::GBK.encode(text).0;
    [&u16::try_from(bytes.len()).unwrap().to_le_bytes()[..], &bytes].concat()
}

/// A workbook that is still open for more.
pub(crate) struct LegacyWorkbook {
    version: u16,
    build: u32,
    before: Vec<u8>,
    texts: Vec<u8>,
    count: u32,
    sheets: Vec<(String, u8, Vec<u8>)>,
}

impl LegacyWorkbook {
    /// As Excel 2003 writes it, with three fonts and a style that shows numbers as they are.
    pub(crate) fn new() -> Self {
        Self::of(0x0600).with(&record(0x01C1, &[&[0xC1, 1, 0, 0], &0x0001_BE22_u32.to_le_bytes()]))
    }

    /// As a library writes it that computes nothing.
    pub(crate) fn by_a_library() -> Self {
        Self::of(0x0600)
    }

    /// As Excel 95 writes it in China.
    pub(crate) fn of_1995() -> Self {
        Self::of(0x0500).with(&record(0x0042, &[&936_u16.to_le_bytes()]))
    }

    fn of(version: u16) -> Self {
        let font = |marks: u16, script: u16| {
            record(
                0x0031,
                &[&200_u16.to_le_bytes(), &marks.to_le_bytes(), &[0; 4], &script.to_le_bytes(), &[0; 6]],
            )
        };
        let fonts = [font(0, 0), font(8, 0), font(0, 1)].concat();
        let build = 0x07CD_20A1;
        let book = Self { version, build, before: fonts, texts: Vec::new(), count: 0, sheets: Vec::new() };
        book.style(PLAIN, 0)
    }

    /// More records before the sheets.
    pub(crate) fn with(mut self, records: &[u8]) -> Self {
        self.before.extend(records);
        self
    }

    /// One more style: a font and the number of a format.
    pub(crate) fn style(self, font: u16, format: u16) -> Self {
        let rest = if self.version == 0x0500 { 12 } else { 16 };
        self.with(&record(0x00E0, &[&font.to_le_bytes(), &format.to_le_bytes(), &vec![0; rest]]))
    }

    /// A number format and a style that has it.
    pub(crate) fn format(self, number: u16, code: &str) -> Self {
        let code = if self.version == 0x0500 {
            let bytes = encoding_rs::GBK.encode(code).0;
            [&[u8::try_from(bytes.len()).unwrap()][..], &bytes].concat()
        } else {
            wide(code)
        };
        self.with(&record(0x041E, &[&number.to_le_bytes(), &code])).style(PLAIN, number)
    }

    /// One more shared text, and where in it which font begins.
    pub(crate) fn text(mut self, text: &str, runs: &[(u16, u16)]) -> Self {
        let mut bytes = wide(text);
        if !runs.is_empty() {
            bytes[2] |= 8;
            bytes.splice(3..3, u16::try_from(runs.len()).unwrap().to_le_bytes());
            bytes
                .extend(runs.iter().flat_map(|(start, font)| [*start, *font].map(u16::to_le_bytes).concat()));
        }
        self.texts.extend(bytes);
        self.count += 1;
        self
    }

    /// One more worksheet.
    pub(crate) fn sheet(self, name: &str, records: &[Vec<u8>]) -> Self {
        self.sheet_of_kind(0, name, records)
    }

    /// One more sheet of any kind: 1 has macros, 2 is a chart, 6 a module.
    pub(crate) fn sheet_of_kind(mut self, kind: u8, name: &str, records: &[Vec<u8>]) -> Self {
        self.sheets.push((name.to_owned(), kind, records.concat()));
        self
    }

    /// All records, one behind the other.
    pub(crate) fn stream(self) -> Vec<u8> {
        let begin = |what: u16| {
            record(
                0x0809,
                &[&self.version.to_le_bytes(), &what.to_le_bytes(), &self.build.to_le_bytes(), &[0; 8]],
            )
        };
        let name = |text: &str| {
            let text = if self.version == 0x0500 { gbk(text) } else { wide(text) };
            [&text[..1], &text[2..]].concat()
        };
        let texts = record(0x00FC, &[&self.count.to_le_bytes(), &self.count.to_le_bytes(), &self.texts]);
        let texts = if self.texts.is_empty() { Vec::new() } else { texts };
        let listed: usize = self.sheets.iter().map(|(text, ..)| 4 + 6 + name(text).len()).sum();
        let mut start = begin(5).len() + self.before.len() + listed + texts.len() + 4;
        let mut stream = [begin(5), self.before.clone()].concat();
        let mut sheets = Vec::new();
        for (text, kind, records) in &self.sheets {
            stream.extend(record(
                0x0085,
                &[&u32::try_from(start).unwrap().to_le_bytes(), &[0, *kind], &name(text)],
            ));
            let sheet = [begin(0x10), records.clone(), record(0x000A, &[])].concat();
            start += sheet.len();
            sheets.extend(sheet);
        }
        [stream, texts, record(0x000A, &[]), sheets].concat()
    }

    /// The workbook as a file.
    pub(crate) fn file(self) -> Vec<u8> {
        container(&[("/Workbook", &self.stream())])
    }
}

/// A compound file with these streams; folders on the way to them are made.
pub(crate) fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        if let Some(folder) = std::path::Path::new(path).parent() {
            file.create_storage_all(folder).unwrap();
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
