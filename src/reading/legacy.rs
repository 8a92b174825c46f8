//! Sheets of an .xls workbook (Excel 5 to 2003, and the .et of WPS).
//!
//! A library reads the values and nothing else: it stores every sheet as a full rectangle, knows neither what
//! is hidden nor what is crossed out, and reads the first stream with the right name, which may belong to an
//! embedded workbook. So the records are read here first. The library then gets a workbook that contains only
//! the records of values and is not larger than was measured.

mod cells;
mod formulas;
mod globals;
mod records;
mod strings;
mod styles;

use std::io::{Cursor, Read as _, Write as _};

use calamine::{Data, Reader as _, SheetVisible, Xls, XlsError, XlsOptions};
use cfb::{CompoundFile, Version};

use self::cells::{Noted, Walked};
use self::globals::Globals;
use self::records::{BEGIN, CONTINUED, END, SHEET, TEXTS, append};
use super::cell::{BEGINNING, Cell, Formula, Marking};
use super::sheet::Budget;
use super::{LARGEST_FILE, ReadingError, Sheet, Value};

/// The most cells of all sheets as rectangles, including empty ones.
const MOST_AREA: u64 = 1_500_000;
/// The most bytes of text that all cells may show together.
const MOST_TEXT: u64 = 32 << 20;

impl From<XlsError> for ReadingError {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Encrypted,
            _ => Self::Damaged,
        }
    }
}

/// Reads every worksheet of the workbook.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, ReadingError> {
    of_stream(&workbook_stream(bytes)?, budget)
}

/// Reads every worksheet of a workbook from its records.
pub(super) fn of_stream(stream: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, ReadingError> {
    let globals = Globals::read(stream)?;
    let walked = walk(stream, &globals, budget)?;
    let values = container(&values(&globals, &walked)?).map_err(|_| ReadingError::Damaged)?;
    let mut options = XlsOptions::default();
    options.force_codepage = Some(globals.code_page);
    let mut workbook = Xls::new_with_options(Cursor::new(values), options)?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() != walked.len() {
        return Err(ReadingError::Damaged);
    }
    let mut sheets: Vec<Sheet> = Vec::new();
    for (mut walked, listed) in walked.into_iter().zip(listed) {
        // The library identifies sheets by their names.
        if sheets.iter().any(|sheet| sheet.name == listed.name) {
            return Err(ReadingError::Damaged);
        }
        let range = workbook.worksheet_range(&listed.name)?;
        let mut sheet = std::mem::take(&mut walked.sheet);
        (sheet.name, sheet.hidden) = (listed.name, listed.visible != SheetVisible::Visible);
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (place(first_row, row), place(first_column, column));
            let noted = walked.cells.remove(&at).ok_or(ReadingError::Damaged)?;
            budget.put(&mut sheet, at, cell(value, &noted, walked.hides_zeros, &globals))?;
        }
        // A formula whose text is missing.
        for (at, noted) in &walked.cells {
            let formula = noted.formula.map(|_| Formula::NotComputed);
            budget.put(&mut sheet, *at, Cell { formula, ..Cell::default() })?;
        }
        sheet.settle(budget)?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn place(first: u32, offset: usize) -> u32 {
    first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
}

/// A cell as it is shown.
fn cell(value: &Data, noted: &Noted, hides_zeros: bool, globals: &Globals<'_>) -> Cell {
    let number = |number: f64| match globals.styles.format(noted.style) {
        _ if hides_zeros && number == 0.0 => Value::Shown { number, text: String::new() },
        Some(format) => format.value(number, globals.is_1904),
        None => Value::Number(number),
    };
    let as_shown = |text: &str| match globals.styles.format(noted.style) {
        Some(format) => format.of_text(text),
        None => Value::of_text(text),
    };
    let look = globals.styles.look(noted.style);
    let mut marking = if look.struck { Marking::Struck } else { Marking::Plain };
    let value = match value {
        Data::String(text) if noted.is_cut_off => Value::TooLong(text.chars().take(BEGINNING).collect()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            let runs = noted.shared.map_or(noted.runs.as_slice(), |index| globals.texts.runs(index));
            if runs.is_empty() {
                as_shown(text)
            } else {
                let runs: Vec<_> =
                    runs.iter().map(|(start, font)| (*start, globals.styles.font(*font))).collect();
                let (text, marked) = styles::marked(text, look, &runs);
                marking = marked;
                as_shown(&text)
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no other numbers")]
        Data::Int(value) => number(*value as f64),
        Data::Float(value) => number(*value),
        Data::DateTime(moment) => number(moment.as_f64()),
        Data::Bool(truth) => Value::Truth(*truth),
        Data::Error(error) => Value::Fault(error.to_string()),
        Data::Empty => Value::Blank,
    };
    let indent = if matches!(value, Value::Text(_)) { globals.styles.indent(noted.style) } else { 0 };
    Cell { value, formula: noted.formula, marking, indent }
}

/// Reads the records of every sheet, and refuses a workbook that would become too large.
fn walk(stream: &[u8], globals: &Globals<'_>, budget: &mut Budget) -> Result<Vec<Walked>, ReadingError> {
    let (mut area, mut text, mut bytes) = (0_u64, 0_u64, 0_u64);
    let mut sheets = Vec::new();
    for listed in &globals.sheets {
        let records = stream.get(listed.start..).ok_or(ReadingError::Damaged)?;
        let walked = Walked::read(records, globals, budget)?;
        area = area.saturating_add(walked.area());
        text = text.saturating_add(walked.text);
        // Sheets may give wrong beginnings, so that several have the same records.
        bytes = bytes.saturating_add(walked.values.len() as u64);
        if area > MOST_AREA || text > MOST_TEXT || bytes > LARGEST_FILE {
            return Err(ReadingError::TooManyCells);
        }
        sheets.push(walked);
    }
    Ok(sheets)
}

/// The records of a workbook that contains only the values of this one.
fn values(globals: &Globals<'_>, walked: &[Walked]) -> Result<Vec<u8>, ReadingError> {
    const BOOK: u16 = 0x0005;
    const WORKSHEET: u16 = 0x0010;
    let version: u16 = if globals.encoding.is_some() { 0x0500 } else { 0x0600 };
    let begin = |what: u16| [version.to_le_bytes(), what.to_le_bytes()].concat();
    let mut texts = Vec::new();
    for (part, data) in globals.text_records.iter().enumerate() {
        append(&mut texts, if part == 0 { TEXTS } else { CONTINUED }, data)?;
    }
    let mut sheets = Vec::new();
    let mut starts = Vec::new();
    for sheet in walked {
        starts.push(sheets.len());
        append(&mut sheets, BEGIN, &begin(WORKSHEET))?;
        sheets.extend(&sheet.values);
        append(&mut sheets, END, &[])?;
    }
    let said: usize = globals.sheets.iter().map(|listed| 4 + listed.said.len()).sum();
    let mut stream = Vec::new();
    append(&mut stream, BEGIN, &begin(BOOK))?;
    let before = stream.len() + said + texts.len() + 4;
    for (listed, start) in globals.sheets.iter().zip(starts) {
        let start = u32::try_from(before + start).map_err(|_| ReadingError::Damaged)?;
        let said = listed.said.get(4..).unwrap_or_default();
        append(&mut stream, SHEET, &[&start.to_le_bytes(), said].concat())?;
    }
    stream.extend(texts);
    append(&mut stream, END, &[])?;
    stream.extend(sheets);
    Ok(stream)
}

/// A compound file with that stream only, in the version of old workbooks: of the next version, the library
/// only reads files that contain small streams.
fn container(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream("/Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// The stream that holds the workbook. With a password it is hidden in another one. Streams in folders of the
/// file belong to embedded objects.
fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, ReadingError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| ReadingError::Damaged)?;
    let named = |name: &str| {
        let mut streams = file.read_root_storage().filter(cfb::Entry::is_stream);
        streams.find(|entry| entry.name().eq_ignore_ascii_case(name)).map(|entry| entry.path().to_owned())
    };
    if named("EncryptedPackage").is_some() {
        return Err(ReadingError::Encrypted);
    }
    // A file may contain both streams, for the Excel of 1995 and for later ones, with the same content.
    let Some(path) = named("Workbook").or_else(|| named("Book")) else {
        let is_document = named("WordDocument").is_some();
        return Err(if is_document { ReadingError::OtherDocument("doc") } else { ReadingError::NotATable });
    };
    let mut stream = Vec::new();
    let opened = file.open_stream(path).map_err(|_| ReadingError::Damaged)?;
    opened.take(LARGEST_FILE).read_to_end(&mut stream).map_err(|_| ReadingError::Damaged)?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A valid workbook, written by an office program.
    const GOOD: &[u8] = include_bytes!("../../tests/reading/list.xls");

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

        // The caller catches panics of libraries; the code here must not panic itself.
        #[test]
        fn no_damage_to_the_records_ends_the_walk(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
            end in any::<prop::sample::Index>(),
        ) {
            let mut stream = workbook_stream(GOOD).unwrap();
            for (at, byte) in changes {
                *at.get_mut(&mut stream) = byte;
            }
            for stream in [&stream[..], &stream[..end.index(stream.len())]] {
                let _refused_or_read = of_stream(stream, &mut Budget::default());
            }
        }
    }
}
