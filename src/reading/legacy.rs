//! Sheets of an .xls workbook (Excel 97 to 2003, and the .et of WPS).
//!
//! The library that parses it holds every sheet as a full rectangle, so the records are measured first: a value in
//! the last row and column of an otherwise empty sheet is a few bytes in the file and a gigabyte in memory.

mod records;

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};
use cfb::CompoundFile;

use super::sheet::Budget;
use super::workbook::areas;
use super::{LARGEST_FILE, MOST_SHEETS, ReadingError, Sheet, Value};

impl From<XlsError> for ReadingError {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Encrypted,
            _ => Self::Damaged,
        }
    }
}

/// Every worksheet of the workbook.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, ReadingError> {
    let stream = workbook_stream(bytes)?;
    let measured = records::measure(&stream)?;
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes))?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > MOST_SHEETS {
        return Err(ReadingError::TooManyCells);
    }
    let is_1904 = workbook.has_1904_epoch();
    let mut sheets = Vec::new();
    for (index, listed) in listed.into_iter().enumerate() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet =
            Sheet { hidden: listed.visible != SheetVisible::Visible, name: listed.name, ..Sheet::default() };
        let dates = measured.dates.get(index);
        let range = workbook.worksheet_range(&sheet.name)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (place(first_row, row), place(first_column, column));
            let format = dates.and_then(|dates| dates.get(&at));
            match value {
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    budget.put_text(&mut sheet, at, text)?;
                }
                #[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no other numbers")]
                Data::Int(number) => budget.put(&mut sheet, at, dated(*number as f64, format, is_1904))?,
                Data::Float(number) => budget.put(&mut sheet, at, dated(*number, format, is_1904))?,
                Data::DateTime(moment) => {
                    budget.put(&mut sheet, at, dated(moment.as_f64(), format, is_1904))?;
                }
                Data::Bool(truth) => budget.put(&mut sheet, at, Value::Truth(*truth))?,
                Data::Error(error) => budget.put(&mut sheet, at, Value::Fault(error.to_string()))?,
                Data::Empty => {}
            }
        }
        let formulas = workbook.worksheet_formula(&sheet.name)?;
        let (first_row, first_column) = formulas.start().unwrap_or_default();
        let formulas = formulas.used_cells();
        sheet.formulas =
            formulas.map(|(row, column, _)| (place(first_row, row), place(first_column, column))).collect();
        sheet.merged = areas(&workbook.merge_cells_by_sheet_name(&sheet.name)?);
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn place(first: u32, offset: usize) -> u32 {
    first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
}

fn dated(number: f64, format: Option<&super::format::DateFormat>, is_1904: bool) -> Value {
    format.and_then(|format| format.value(number, is_1904)).unwrap_or(Value::Number(number))
}

/// The one stream that holds the workbook. A password hides it in another.
fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, ReadingError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| ReadingError::Damaged)?;
    let named = |name: &str| -> Vec<_> {
        let streams = file.walk().filter(cfb::Entry::is_stream);
        streams
            .filter(|entry| entry.name().eq_ignore_ascii_case(name))
            .map(|entry| entry.path().to_owned())
            .collect()
    };
    if !named("EncryptedPackage").is_empty() {
        return Err(ReadingError::Encrypted);
    }
    let found = [named("Workbook"), named("Book")].into_iter().find(|paths| !paths.is_empty());
    // Two of one name: there is no telling which of them the parser takes.
    let path = match found.as_deref() {
        Some([path]) => path,
        Some(_) => return Err(ReadingError::Damaged),
        None => return Err(ReadingError::NotATable),
    };
    let mut stream = Vec::new();
    let opened = file.open_stream(path).map_err(|_| ReadingError::Damaged)?;
    opened.take(LARGEST_FILE).read_to_end(&mut stream).map_err(|_| ReadingError::Damaged)?;
    Ok(stream)
}
