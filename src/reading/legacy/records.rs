//! The records of an .xls workbook, walked once: how large each sheet would be as a rectangle, and which of its
//! cells show a date. (MS-XLS; a record is a type, a length and that many bytes.)

use std::collections::BTreeMap;

use super::super::ReadingError;
use super::super::format::DateFormat;

/// The most cells of all rectangles together, empty ones counted.
const MOST_AREA: u64 = 1_500_000;
/// The most bytes of text that all cells together may show.
const MOST_TEXT: u64 = 32 << 20;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const PASSWORD: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041E;
const CELL_FORMAT: u16 = 0x00E0;
const TEXTS: u16 = 0x00FC;
const CONTINUED: u16 = 0x003C;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const TRUTH_OR_FAULT: u16 = 0x0205;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;

/// The cells of a sheet that show a date.
pub(super) type Dates = BTreeMap<(u32, u32), DateFormat>;

/// What was found out about a workbook.
#[derive(Debug, Default)]
pub(super) struct Measured {
    /// For each listed sheet, in order.
    pub(super) dates: Vec<Dates>,
}

/// Walks the records, and refuses a workbook that would grow too large.
pub(super) fn measure(stream: &[u8]) -> Result<Measured, ReadingError> {
    let book = Book::read(stream)?;
    let (mut area, mut text) = (0_u64, 0_u64);
    let mut measured = Measured::default();
    for start in &book.sheets {
        let sheet = stream.get(*start..).ok_or(ReadingError::Damaged)?;
        let walked = book.walk(sheet)?;
        area = area.saturating_add(walked.area());
        text = text.saturating_add(walked.text);
        if area > MOST_AREA || text > MOST_TEXT {
            return Err(ReadingError::TooManyCells);
        }
        measured.dates.push(walked.dates);
    }
    Ok(measured)
}

/// What stands before the sheets.
#[derive(Debug, Default)]
struct Book {
    /// Where each sheet begins.
    sheets: Vec<usize>,
    /// What each cell format shows, if that is a date.
    formats: Vec<Option<DateFormat>>,
    /// The size of each shared text.
    texts: Vec<u64>,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, ReadingError> {
        let mut book = Self::default();
        let mut codes: BTreeMap<u16, Option<DateFormat>> = BTreeMap::new();
        let mut numbers = Vec::new();
        let mut shared: Vec<&[u8]> = Vec::new();
        let mut previous = 0;
        for (kind, data) in Records(stream) {
            match kind {
                PASSWORD if u16_at(data, 0) != Some(0) => return Err(ReadingError::Encrypted),
                SHEET => book.sheets.push(u32_at(data, 0).ok_or(ReadingError::Damaged)? as usize),
                FORMAT => {
                    if let Some(number) = u16_at(data, 0) {
                        codes.insert(number, DateFormat::of_code(&code(data.get(2..).unwrap_or_default())));
                    }
                }
                CELL_FORMAT => numbers.push(u16_at(data, 2).unwrap_or_default()),
                TEXTS => shared = vec![data.get(8..).unwrap_or_default()],
                CONTINUED if previous == TEXTS => shared.push(data),
                END => break,
                _ => {}
            }
            if kind != CONTINUED {
                previous = kind;
            }
        }
        let shows = |number: u16| codes.get(&number).copied().unwrap_or(DateFormat::built_in(number.into()));
        book.formats = numbers.into_iter().map(shows).collect();
        book.texts = text_sizes(&shared);
        Ok(book)
    }

    fn walk(&self, sheet: &[u8]) -> Result<Walked, ReadingError> {
        let mut walked = Walked::default();
        let (mut begun, mut nested) = (false, 0_usize);
        for (kind, data) in Records(sheet) {
            match kind {
                BEGIN if begun => nested += 1,
                BEGIN => begun = true,
                END if nested == 0 => break,
                END => nested -= 1,
                _ if nested > 0 => {}
                DIMENSIONS => refuse_lie(data)?,
                NUMBER | SHORT_NUMBER | FORMULA => {
                    walked.grow(data);
                    self.note_date(&mut walked.dates, data);
                }
                SHORT_NUMBERS => {
                    walked.grow(data);
                    let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at));
                    walked.grow_to(u16_at(data, 0), last);
                }
                LABEL | RICH_LABEL | TRUTH_OR_FAULT => walked.grow(data),
                SHARED_LABEL => {
                    walked.grow(data);
                    let text = u32_at(data, 6).and_then(|index| self.texts.get(index as usize));
                    walked.text = walked.text.saturating_add(text.copied().unwrap_or_default());
                }
                _ => {}
            }
        }
        Ok(walked)
    }

    fn note_date(&self, dates: &mut Dates, data: &[u8]) {
        if let (Some(row), Some(column), Some(format)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4))
            && let Some(format) = self.formats.get(usize::from(format)).copied().flatten()
        {
            dates.insert((row.into(), column.into()), format);
        }
    }
}

/// What the records of one sheet add up to.
#[derive(Debug, Default)]
struct Walked {
    dates: Dates,
    text: u64,
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Walked {
    fn grow(&mut self, data: &[u8]) {
        self.grow_to(u16_at(data, 0), u16_at(data, 2));
    }

    fn grow_to(&mut self, row: Option<u16>, column: Option<u16>) {
        let (Some(row), Some(column)) = (row, column) else { return };
        let grown = |span: Option<(u16, u16)>, at: u16| {
            span.map_or(Some((at, at)), |(first, last)| Some((first.min(at), last.max(at))))
        };
        self.rows = grown(self.rows, row);
        self.columns = grown(self.columns, column);
    }

    fn area(&self) -> u64 {
        let length = |span: Option<(u16, u16)>| span.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

/// The parser makes room for as many cells as the sheet says it has.
fn refuse_lie(dimensions: &[u8]) -> Result<(), ReadingError> {
    let (first, last) = if dimensions.len() < 14 {
        (u16_at(dimensions, 0).map(u32::from), u16_at(dimensions, 2).map(u32::from))
    } else {
        (u32_at(dimensions, 0), u32_at(dimensions, 4))
    };
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    if last > 65_536 || (last > 0 && first >= last) { Err(ReadingError::Damaged) } else { Ok(()) }
}

/// The type and the content of each record; a cut-off one ends it.
struct Records<'stream>(&'stream [u8]);

impl<'stream> Iterator for Records<'stream> {
    type Item = (u16, &'stream [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (u16_at(self.0, 0)?, usize::from(u16_at(self.0, 2)?));
        let data = self.0.get(4..4 + length)?;
        self.0 = self.0.get(4 + length..).unwrap_or_default();
        Some((kind, data))
    }
}

/// The code of a number format: a length in characters, a mark, and one or two bytes for each character.
fn code(data: &[u8]) -> String {
    let wide = data.get(2).is_some_and(|mark| mark & 1 != 0);
    let text = data.get(3..).unwrap_or_default();
    if wide {
        char::decode_utf16(text.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)))
            .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    } else {
        text.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// The size of every shared text in bytes, at the most; texts run on from one record into the next.
fn text_sizes(parts: &[&[u8]]) -> Vec<u64> {
    let mut sizes = Vec::new();
    let mut parts = Parts {
        rest: parts.first().copied().unwrap_or_default(),
        following: parts.get(1..).unwrap_or_default(),
    };
    while let Some(size) = parts.text() {
        sizes.push(size);
    }
    sizes
}

struct Parts<'stream> {
    rest: &'stream [u8],
    following: &'stream [&'stream [u8]],
}

impl Parts<'_> {
    /// Passes over one text and says how large it is.
    fn text(&mut self) -> Option<u64> {
        if self.rest.is_empty() {
            self.turn()?;
        }
        let characters = usize::from(u16_at(self.rest, 0)?);
        let mark = *self.rest.get(2)?;
        self.skip(3);
        let mut behind = 0;
        if mark & 8 != 0 {
            behind += 4 * usize::from(u16_at(self.rest, 0)?);
            self.skip(2);
        }
        if mark & 4 != 0 {
            behind += u32_at(self.rest, 0)? as usize;
            self.skip(4);
        }
        let (mut left, mut wide) = (characters, mark & 1 != 0);
        while left > 0 {
            let room = if wide { self.rest.len() / 2 } else { self.rest.len() };
            let taken = room.min(left);
            self.skip(if wide { taken * 2 } else { taken });
            left -= taken;
            if left > 0 {
                self.turn()?;
                // A text that runs on says anew how wide its characters are.
                wide = self.rest.first()? & 1 != 0;
                self.skip(1);
            }
        }
        while behind > 0 {
            let taken = self.rest.len().min(behind);
            self.skip(taken);
            behind -= taken;
            if behind > 0 {
                self.turn()?;
            }
        }
        // Three bytes of UTF-8 for each character of a Chinese text.
        Some(characters as u64 * 3)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Goes on to the next record.
    fn turn(&mut self) -> Option<()> {
        let (next, following) = self.following.split_first()?;
        (self.rest, self.following) = (next, following);
        Some(())
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map(u16::from_le_bytes)
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        record(NUMBER, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    /// A workbook with one sheet of these records.
    fn workbook(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
        let before = [record(BEGIN, &[0; 16]), globals.concat()].concat();
        let start = u32::try_from(before.len() + 4 + 8 + 4).unwrap();
        let sheet = record(SHEET, &[&start.to_le_bytes()[..], &[0; 4]].concat());
        [before, sheet, record(END, &[]), record(BEGIN, &[0; 16]), cells.concat(), record(END, &[])].concat()
    }

    #[test]
    fn two_far_corners_are_a_rectangle_too_large() {
        assert!(measure(&workbook(&[], &[number(0, 0), number(900, 200)])).is_ok());
        let far = measure(&workbook(&[], &[number(0, 0), number(65_535, 255)]));
        assert_eq!(far.unwrap_err(), ReadingError::TooManyCells);
    }

    #[test]
    fn one_text_that_every_cell_shows_counts_each_time() {
        let text: Vec<u8> = [&60_000_u16.to_le_bytes()[..], &[0], &[b'x'; 8_000]].concat();
        let texts = record(TEXTS, &[&[0; 8][..], &text].concat());
        let more: Vec<Vec<u8>> = (0..7)
            .map(|part| {
                record(CONTINUED, &[&[0][..], &vec![b'x'; if part < 6 { 8_000 } else { 4_000 }]].concat())
            })
            .collect();
        let globals = [vec![texts], more].concat();
        let label = |row: u16| record(SHARED_LABEL, &[&row.to_le_bytes()[..], &[0; 8]].concat());
        assert!(measure(&workbook(&globals, &(0..100).map(label).collect::<Vec<_>>())).is_ok());
        let many = measure(&workbook(&globals, &(0..500).map(label).collect::<Vec<_>>()));
        assert_eq!(many.unwrap_err(), ReadingError::TooManyCells);
    }

    #[test]
    fn a_sheet_that_lies_about_its_size_is_damaged() {
        for rows in [(5_u32, 3_u32), (0, u32::MAX)] {
            let dimensions = [&rows.0.to_le_bytes()[..], &rows.1.to_le_bytes(), &[0; 6]].concat();
            let measured = measure(&workbook(&[], &[record(DIMENSIONS, &dimensions)]));
            assert_eq!(measured.unwrap_err(), ReadingError::Damaged);
        }
    }

    #[test]
    fn a_password_is_noticed() {
        let measured = measure(&workbook(&[record(PASSWORD, &[1, 0, 1, 0])], &[]));
        assert_eq!(measured.unwrap_err(), ReadingError::Encrypted);
    }
}
