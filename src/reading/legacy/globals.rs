//! The records before the sheets of an .xls workbook: its version, its sheets, its styles, its shared texts,
//! and the program that wrote it.

use encoding_rs::Encoding;

use super::super::{MOST_SHEETS, ReadingError};
use super::formulas::Writer;
use super::records::{
    BEGIN, CELL_FORMAT, CODE_PAGE, CONTINUED, DATES, END, ENGINE, FONT, FORMAT, PASSWORD, Records, SHEET,
    TEXTS, u16_at, u32_at,
};
use super::strings::Texts;
use super::styles::Styles;

/// The versions of workbooks, as their records give them.
const EXCEL_5: u16 = 0x0500;
const EXCEL_97: u16 = 0x0600;
/// The code page of Unicode texts.
const UNICODE: u16 = 1200;

/// The workbook-wide data.
#[derive(Debug)]
pub(super) struct Globals<'stream> {
    /// The worksheets in their order, hidden ones too. Charts and macro sheets are left out: nobody fills in
    /// their cells.
    pub(super) sheets: Vec<Listed<'stream>>,
    pub(super) styles: Styles,
    pub(super) texts: Texts,
    /// The records of the shared texts.
    pub(super) text_records: Vec<&'stream [u8]>,
    /// The number of the code page of the texts.
    pub(super) code_page: u16,
    /// The encoding of texts; `None` for Unicode, as in every workbook since Excel 97.
    pub(super) encoding: Option<&'static Encoding>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    pub(super) writer: Writer,
}

/// A worksheet before it is read.
#[derive(Debug)]
pub(super) struct Listed<'stream> {
    pub(super) start: usize,
    /// The workbook's record about it: its place, whether it is hidden, its name.
    pub(super) said: &'stream [u8],
}

impl<'stream> Globals<'stream> {
    pub(super) fn read(stream: &'stream [u8]) -> Result<Self, ReadingError> {
        let mut records = Records(stream);
        let begin = match records.next().transpose()? {
            Some((BEGIN, data)) => data,
            Some((0x0009 | 0x0209 | 0x0409, _)) => return Err(ReadingError::OtherFormat("Excel 95 以前")),
            _ => return Err(ReadingError::Damaged),
        };
        let version = version(begin).ok_or(ReadingError::OtherFormat("Excel 95 以前"))?;
        let mut globals = Self {
            sheets: Vec::new(),
            styles: Styles::default(),
            texts: Texts::default(),
            text_records: Vec::new(),
            code_page: UNICODE,
            encoding: None,
            is_1904: false,
            writer: Writer::Other,
        };
        if version == EXCEL_5 {
            // An old workbook without a code page gets the Chinese one, which also contains the Latin letters.
            globals.set_code_page(936)?;
            globals.writer = Writer::Excel;
        }
        let mut previous = BEGIN;
        for record in records {
            let (kind, data) = record?;
            match kind {
                PASSWORD if data.iter().any(|byte| *byte != 0) => return Err(ReadingError::Encrypted),
                CODE_PAGE if version == EXCEL_5 => {
                    globals.set_code_page(u16_at(data, 0).unwrap_or_default())?;
                }
                DATES => globals.is_1904 = u16_at(data, 0) == Some(1),
                ENGINE if version == EXCEL_97 => globals.writer = Writer::of(begin, data),
                FORMAT => globals.styles.add_code(data, globals.encoding)?,
                FONT => globals.styles.add_font(data),
                CELL_FORMAT => globals.styles.add_cell(data),
                SHEET => globals.add_sheet(data)?,
                TEXTS => globals.text_records = vec![data],
                CONTINUED if previous == TEXTS => globals.text_records.push(data),
                END => break,
                _ => {}
            }
            if kind != CONTINUED {
                previous = kind;
            }
        }
        globals.styles.settle();
        globals.texts = Texts::read(&globals.text_records)?;
        Ok(globals)
    }

    fn set_code_page(&mut self, number: u16) -> Result<(), ReadingError> {
        let (number, label) = match number {
            874 => (874, "windows-874"),
            932 => (932, "shift_jis"),
            936 | 10008 => (936, "gbk"),
            949 => (949, "euc-kr"),
            950 | 10002 => (950, "big5"),
            1250 => (1250, "windows-1250"),
            1251 => (1251, "windows-1251"),
            367 | 1252 | 32769 => (1252, "windows-1252"),
            1253 => (1253, "windows-1253"),
            1254 => (1254, "windows-1254"),
            1255 => (1255, "windows-1255"),
            1256 => (1256, "windows-1256"),
            1257 => (1257, "windows-1257"),
            1258 => (1258, "windows-1258"),
            10000 | 32768 => (10000, "macintosh"),
            54936 => (54936, "gb18030"),
            65001 => (65001, "utf-8"),
            _ => return Err(ReadingError::Damaged),
        };
        (self.code_page, self.encoding) = (number, Encoding::for_label(label.as_bytes()));
        Ok(())
    }

    fn add_sheet(&mut self, said: &'stream [u8]) -> Result<(), ReadingError> {
        const WORKSHEET: u8 = 0;
        let start = u32_at(said, 0).filter(|_| said.len() > 7).ok_or(ReadingError::Damaged)? as usize;
        if said.get(5) == Some(&WORKSHEET) {
            self.sheets.push(Listed { start, said });
        }
        if self.sheets.len() > MOST_SHEETS { Err(ReadingError::TooManyCells) } else { Ok(()) }
    }
}

/// The version of the workbook, if it is supported. Before Excel 5 a file held only one sheet.
fn version(begin: &[u8]) -> Option<u16> {
    const LONE_SHEET: u16 = 0x0010;
    match u16_at(begin, 0)? {
        _ if u16_at(begin, 2) == Some(LONE_SHEET) => None,
        // Some programs leave the version out; of their files only the older version has this mark.
        0 if u16_at(begin, 2) == Some(0x1000) => Some(EXCEL_5),
        0 => Some(EXCEL_97),
        version => Some(version).filter(|version| [EXCEL_5, EXCEL_97].contains(version)),
    }
}
