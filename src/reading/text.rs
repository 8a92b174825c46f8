//! Sheets of a text file: comma, tab or semicolon between cells, in UTF-8, UTF-16 or GB18030.

use std::borrow::Cow;

use csv::{ErrorKind, ReaderBuilder};
use encoding_rs::{Encoding, GB18030, UTF_8};

use super::sheet::Budget;
use super::{ReadingError, Sheet};

/// How far one looks for what stands between the cells.
const GLANCE: usize = 4096;

/// The one sheet of a text file.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, ReadingError> {
    let text = decoded(bytes)?;
    let start = text.trim_start().get(..GLANCE.min(text.trim_start().len())).unwrap_or(text.trim_start());
    refuse_markup(start)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(|error| problem(error.kind()))? {
        for (column, cell) in (0..).zip(&record) {
            budget.put_text(&mut sheet, (row, column), cell)?;
        }
        row += 1;
    }
    Ok(vec![sheet])
}

fn problem(kind: &ErrorKind) -> ReadingError {
    match kind {
        ErrorKind::Utf8 { .. } => ReadingError::UnknownEncoding,
        _ => ReadingError::Damaged,
    }
}

/// A byte order mark decides; else UTF-8 if it is that, else GB18030, in which a Chinese Excel saves a csv.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, ReadingError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(rest);
        return decoded.ok_or(ReadingError::UnknownEncoding);
    }
    if bytes.contains(&0) {
        return Err(ReadingError::NotATable);
    }
    [UTF_8, GB18030]
        .into_iter()
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
        .ok_or_else(
            || if looks_binary(bytes) { ReadingError::NotATable } else { ReadingError::UnknownEncoding },
        )
}

/// Pictures, PDFs and programs are full of bytes that no text has.
fn looks_binary(bytes: &[u8]) -> bool {
    let odd = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\r' | b'\n' | 0x0C);
    bytes.starts_with(b"%PDF") || bytes.iter().take(GLANCE).filter(odd).count() > 2
}

fn refuse_markup(start: &str) -> Result<(), ReadingError> {
    let start = start.to_ascii_lowercase();
    if start.starts_with("%pdf") {
        return Err(ReadingError::NotATable);
    }
    if start.starts_with("<?xml") && start.contains("schemas-microsoft-com:office:spreadsheet") {
        return Err(ReadingError::OtherFormat("XML 表格"));
    }
    let is_page = ["<!doctype html", "<html", "<table", "<meta", "<head", "<body"];
    if is_page.iter().any(|tag| start.starts_with(tag) || (start.starts_with("<?xml") && start.contains(tag)))
    {
        return Err(ReadingError::WebPage);
    }
    if start.starts_with("<?xml") || start.starts_with("{\\rtf") {
        return Err(ReadingError::NotATable);
    }
    Ok(())
}

/// Whichever of the three stands most often in the first line; a comma where none does.
fn delimiter(text: &str) -> u8 {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let count = |delimiter: &u8| line.bytes().filter(|byte| byte == delimiter).count();
    // The last of equals wins.
    [b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadingError> {
        let sheets = sheets(bytes, &mut Budget::default())?;
        let rows = sheets[0].rows();
        Ok(rows.map(|(_, cells)| cells.iter().map(|(_, value)| value.text()).collect()).collect())
    }

    #[test]
    fn every_encoding_of_a_chinese_office_is_read() {
        let expected = vec![vec!["实施主体".to_owned(), "镕基镇㙟".into()]];
        let text = "实施主体,镕基镇㙟\r\n";
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let bom = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        let gb18030 = GB18030.encode(text).0.into_owned();
        assert_ne!(gb18030, text.as_bytes());
        for bytes in [text.as_bytes(), &utf16, &bom, &gb18030] {
            assert_eq!(grid(bytes), Ok(expected.clone()));
        }
    }

    #[test]
    fn commas_tabs_and_semicolons_are_told_apart() {
        for text in ["a,b\n1,2\n", "a\tb\n1\t2\n", "a;b\n1;2\n", "\"a\",b\n1,2"] {
            assert_eq!(grid(text.as_bytes()).unwrap(), [["a", "b"], ["1", "2"]], "{text:?}");
        }
        assert_eq!(grid("a\n\"b\n,c\"\n".as_bytes()).unwrap(), [["a"], ["b\n,c"]]);
    }

    #[test]
    fn what_is_no_table_is_named() {
        for (bytes, expected) in [
            (&b"<html><table><tr><td>1</td></tr></table>"[..], ReadingError::WebPage),
            (b"\xEF\xBB\xBF <!DOCTYPE HTML><p>", ReadingError::WebPage),
            (b"<?xml version=\"1.0\"?><html xmlns='x'>", ReadingError::WebPage),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                ReadingError::OtherFormat("XML 表格"),
            ),
            (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", ReadingError::NotATable),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ReadingError::NotATable),
            (b"\xFF\xFF\xFF,abc", ReadingError::UnknownEncoding),
        ] {
            assert_eq!(grid(bytes), Err(expected), "{bytes:?}");
        }
    }
}
