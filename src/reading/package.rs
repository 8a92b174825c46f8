//! Measuring a zipped workbook before it is parsed: what it is, and what it unpacks to.
//!
//! Sizes that the file states are not believed; every part is unpacked once into nothing and counted.

use std::io::{self, Cursor, Read, Write};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadingError;

/// The most parts of a package.
const MOST_PARTS: usize = 4096;
/// The most that all parts unpack to. Sheets are read as a stream, so this bounds time more than memory.
const MOST_UNPACKED: u64 = 256 << 20;
/// The most that a part unpacks to which is held in memory whole: the texts, the styles, the list of sheets.
const LARGEST_HELD: u64 = 32 << 20;
/// The parser makes room for as many texts as the table of texts promises.
const MOST_TEXTS: u64 = 2_000_000;

type Package<'file> = ZipArchive<Cursor<&'file [u8]>>;

/// Refuses what is no workbook, and what unpacks to more than is safe to parse.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadingError> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadingError::Damaged)?;
    if package.len() > MOST_PARTS {
        return Err(ReadingError::UnpacksTooLarge);
    }
    identify(&mut package)?;
    let mut unpacked = 0;
    for index in 0..package.len() {
        unpacked += measure(&mut package, index, MOST_UNPACKED - unpacked)?;
    }
    Ok(())
}

fn identify(package: &mut Package<'_>) -> Result<(), ReadingError> {
    let names: Vec<String> =
        package.file_names().filter_map(|name| Some(name.ok()?.to_ascii_lowercase())).collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/workbook.bin") {
        return Err(ReadingError::OtherFormat("xlsb"));
    }
    if has("xl/") {
        return Ok(());
    }
    let mut kind = String::new();
    if let Ok(part) = package.by_name("mimetype") {
        // A part that is no text is no such mark either.
        let _unreadable = part.take(100).read_to_string(&mut kind);
    }
    Err(if kind.contains("opendocument.spreadsheet") {
        ReadingError::OtherFormat("ods")
    } else {
        ReadingError::NotATable
    })
}

/// Unpacks a part into nothing and says how large it is.
fn measure(package: &mut Package<'_>, index: usize, left: u64) -> Result<u64, ReadingError> {
    let part = package.by_index(index).map_err(|error| match error {
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => {
            ReadingError::Encrypted
        }
        _ => ReadingError::Damaged,
    })?;
    let name = part.name().map_err(|_| ReadingError::Damaged)?.to_ascii_lowercase();
    let is_sheet = name.contains("/worksheets/");
    let most = if is_sheet { left } else { left.min(LARGEST_HELD) };
    let mut reader = part.take(most + 1);
    let size = if name.ends_with("sharedstrings.xml") {
        let mut texts = Vec::new();
        let size = reader.read_to_end(&mut texts).map_err(|_| ReadingError::Damaged)?;
        refuse_promise(&texts)?;
        size as u64
    } else {
        io::copy(&mut reader, &mut Nothing).map_err(|_| ReadingError::Damaged)?
    };
    if size > most { Err(ReadingError::UnpacksTooLarge) } else { Ok(size) }
}

/// `io::sink` would do, were it not that copying into it is allowed to skip the reading.
struct Nothing;

impl Write for Nothing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn refuse_promise(texts: &[u8]) -> Result<(), ReadingError> {
    const PROMISE: &[u8] = b"uniqueCount";
    let mut rest = texts;
    while let Some(at) = rest.windows(PROMISE.len()).position(|window| window == PROMISE) {
        rest = rest.get(at + PROMISE.len()..).unwrap_or_default();
        let digits: String = rest
            .iter()
            .map(|byte| char::from(*byte))
            .skip_while(|character| {
                matches!(character, '=' | '"' | '\'' | ' ' | '\t' | '\r' | '\n' | '+' | '0')
            })
            .take_while(char::is_ascii_digit)
            .collect();
        if !digits.is_empty() && digits.parse().map_or(true, |count: u64| count > MOST_TEXTS) {
            return Err(ReadingError::Damaged);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_of_too_many_texts_is_refused() {
        assert_eq!(refuse_promise(b"<sst count=\"9\" uniqueCount=\"12\">"), Ok(()));
        for count in ["2000001", "99999999999999999999999", " 00004294967295"] {
            let texts = format!("<sst a='' uniqueCount='{count}'>");
            assert_eq!(refuse_promise(texts.as_bytes()), Err(ReadingError::Damaged), "{count}");
        }
    }
}
