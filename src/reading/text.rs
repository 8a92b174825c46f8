//! Sheets of a text file: with commas, tabs or semicolons between cells, in UTF-8, UTF-16 or GB18030.

use std::borrow::Cow;
use std::collections::BTreeMap;

use csv::{ErrorKind, ReaderBuilder};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::sheet::Budget;
use super::{ReadingError, Sheet};

/// How many bytes are checked to recognise the kind of text.
const GLANCE: usize = 4096;
/// The most records, and the most bytes, that are checked to find the separator.
const MOST_RECORDS: usize = 50;
const LONGEST_RECORDS: usize = 1 << 16;
/// The possible separators; those that are rarest in texts come first.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// The one sheet of a text file.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, ReadingError> {
    let text = decoded(bytes)?;
    let start = text.trim_start().get(..GLANCE.min(text.trim_start().len())).unwrap_or(text.trim_start());
    refuse_markup(start)?;
    let (separator, text) = stated_separator(&text).unwrap_or_else(|| (separator(&text), &text));
    let mut reader = reader(text, separator);
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

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

fn problem(kind: &ErrorKind) -> ReadingError {
    match kind {
        ErrorKind::Utf8 { .. } => ReadingError::UnknownEncoding,
        _ => ReadingError::Damaged,
    }
}

/// Decodes a text: by its byte order mark, or as UTF-8 if it is valid, or as GB18030, in which a Chinese
/// Excel saves csv.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, ReadingError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(rest);
        return decoded.ok_or(ReadingError::UnknownEncoding);
    }
    if bytes.contains(&0) {
        return unmarked_utf16(bytes).map(Cow::Owned).ok_or(ReadingError::NotATable);
    }
    [UTF_8, GB18030]
        .into_iter()
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
        .ok_or_else(
            || if looks_binary(bytes) { ReadingError::NotATable } else { ReadingError::UnknownEncoding },
        )
}

/// Decodes UTF-16 without a byte order mark, if it is certain: in one byte order every character is usual in
/// an office's table, and in the other it is not.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let is_usual = |character: char| {
        matches!(character, '\t' | '\r' | '\n' | ' '..='~' | '\u{A0}'..='ÿ' | '\u{2000}'..='\u{2BFF}')
            || matches!(character, '\u{3000}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFEE}')
    };
    let mut ways = [UTF_16LE, UTF_16BE].into_iter().filter_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(text.into_owned()).filter(|text| text.chars().all(is_usual))
    });
    ways.next().filter(|_| ways.next().is_none())
}

/// Whether bytes look like a picture, a PDF or a program, which contain bytes that no text has.
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
    if start.starts_with("{\\rtf") {
        return Err(ReadingError::OtherDocument("RTF"));
    }
    if start.starts_with("<?xml") {
        return Err(ReadingError::NotATable);
    }
    Ok(())
}

/// The separator in a first line `sep=;`, which Excel writes and reads, and the text below that line.
fn stated_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"');
    let (label, separator) = line.split_at_checked("sep=".len())?;
    match separator.as_bytes() {
        [separator] if label.eq_ignore_ascii_case("sep=") => Some((*separator, rest)),
        _ => None,
    }
}

/// The separator that gives the largest regular table: for each one, the records with the same number of
/// cells are counted, and how many separators they contain altogether. So a comma in a title, a note or a few
/// numbers does not win against the tabs of every row. If two are equal, the one that is rarer in texts wins;
/// if there are none, it is the comma.
fn separator(text: &str) -> u8 {
    let end = (0..=LONGEST_RECORDS.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    let start = text.get(..end.unwrap_or_default()).unwrap_or_default();
    let regular = |separator: u8| {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader(start, separator).records().take(MOST_RECORDS).flatten() {
            *widths.entry(record.len()).or_default() += 1;
        }
        widths.iter().map(|(width, records)| (width - 1) * records).max().unwrap_or_default()
    };
    let counted = SEPARATORS.map(|separator| (separator, regular(separator)));
    let most = counted.iter().map(|(_, regular)| *regular).max().filter(|most| *most > 0);
    counted.into_iter().find(|(_, regular)| Some(*regular) == most).map_or(b',', |(separator, _)| separator)
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
        let backwards: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes(), &utf16, &utf16[2..], &backwards, &bom, &gb18030] {
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

    /// The widest record, which shows the separator that was found.
    fn widest(text: &str) -> Vec<String> {
        let rows = grid(text.as_bytes()).unwrap();
        rows.into_iter().rev().max_by_key(Vec::len).unwrap()
    }

    #[test]
    fn a_title_without_the_separator_or_with_another_decides_nothing() {
        let table = "序号\t内容\t数量\n1\t甲\t12\n2\t乙\t3\n";
        for title in [
            "附件2\n统计表（2022年3月）\n",
            "a, b, c, d\n",
            "一;二\n\n",
            "1,2;3|4\n填报单位:镇; 填报人:张三\n",
        ] {
            assert_eq!(widest(&format!("{title}{table}")), ["序号", "内容", "数量"], "{title}");
            let commas = table.replace('\t', ",");
            assert_eq!(widest(&format!("a;b|c\n{commas}")), ["序号", "内容", "数量"], "{title}");
        }
        assert_eq!(widest(&format!("{table}注: 1, 2, 3; 4\n2. a, b\n")), ["序号", "内容", "数量"]);
    }

    #[test]
    fn commas_within_numbers_are_no_separators() {
        assert_eq!(widest("名称;数量;面积\n甲;1,5;2,25\n乙;3,5;4,25\n"), ["名称", "数量", "面积"]);
        assert_eq!(widest("甲;1,5;2,25\n乙;3,5;4,25\n"), ["甲", "1,5", "2,25"]);
        assert_eq!(widest("甲\t1,200\t2,200\n乙\t3,200\t4,200\n"), ["甲", "1,200", "2,200"]);
        assert_eq!(widest("甲,\"1,200\",\"2,200\"\n乙,\"3;5\",4\n"), ["甲", "1,200", "2,200"]);
        assert_eq!(widest("甲|1,5|2\n乙|3|4\n"), ["甲", "1,5", "2"]);
    }

    #[test]
    fn rows_of_different_lengths_and_one_column_are_read_as_they_are() {
        assert_eq!(widest("a,b,c,d\n1,2\n1,2,3\n1;2,3\n"), ["a", "b", "c", "d"]);
        assert_eq!(grid("甲\n乙\n丙\n".as_bytes()).unwrap(), [["甲"], ["乙"], ["丙"]]);
        assert_eq!(grid("填报单位：龙沙镇；张三\n".as_bytes()).unwrap(), [["填报单位：龙沙镇；张三"]]);
    }

    #[test]
    fn a_separator_that_is_stated_is_heeded_and_is_no_row() {
        for text in ["sep=;\r\na,b;c\r\n", "\u{FEFF}SEP=;\na,b;c\n", "\"sep=;\"\na,b;c"] {
            assert_eq!(grid(text.as_bytes()).unwrap(), [["a,b", "c"]], "{text:?}");
        }
        assert_eq!(grid(b"sep=\t\na,b\tc\n").unwrap(), [["a,b", "c"]]);
        assert_eq!(grid(b"sep=12,3\na,b\n").unwrap(), [["sep=12", "3"], ["a", "b"]]);
    }

    #[test]
    fn zeros_that_are_no_utf16_are_no_table() {
        let odd = "a\0b".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for bytes in [&b"1\0,\x002\0\n"[..], b"1,2\0\n", b"\0\0\0\0", &odd] {
            assert_eq!(grid(bytes), Err(ReadingError::NotATable), "{bytes:?}");
        }
        let one = "一,统一\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(grid(&one).unwrap(), [["一", "统一"]], "the character 一 has a zero on its other side");
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
            (b"{\\rtf1\\ansi\\trowd 1\\cell\\row}", ReadingError::OtherDocument("RTF")),
            (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", ReadingError::NotATable),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ReadingError::NotATable),
            (b"\xFF\xFF\xFF,abc", ReadingError::UnknownEncoding),
        ] {
            assert_eq!(grid(bytes), Err(expected), "{bytes:?}");
        }
    }
}
