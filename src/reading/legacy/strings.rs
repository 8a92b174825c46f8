//! The texts that cells share, and the changes of the font in them. The library reads the texts; this module
//! only measures their largest possible size.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::super::{MOST_CELLS, ReadingError};
use super::records::{u16_at, u32_at};

/// The places in a text where the font changes (counted in UTF-16), each with the new font.
pub(super) type Runs = Vec<(usize, u16)>;

/// The shared texts of a workbook.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The largest possible size of each text in bytes.
    sizes: Vec<u32>,
    /// The font changes of texts with more than one font.
    runs: BTreeMap<usize, Runs>,
}

impl Texts {
    /// Reads the records; a text may continue in the next record.
    pub(super) fn read(records: &[&[u8]]) -> Result<Self, ReadingError> {
        let mut texts = Self::default();
        let first = records.first().copied().unwrap_or_default();
        // The first bytes give the number of texts, which is often wrong.
        let mut parts = Parts {
            rest: first.get(8..).unwrap_or_default(),
            following: records.get(1..).unwrap_or_default(),
        };
        while !parts.are_read() {
            let (size, runs) = parts.text().ok_or(ReadingError::Damaged)?;
            if texts.sizes.len() >= MOST_CELLS {
                return Err(ReadingError::TooManyCells);
            }
            if !runs.is_empty() {
                texts.runs.insert(texts.sizes.len(), runs);
            }
            texts.sizes.push(size);
        }
        Ok(texts)
    }

    /// The size of a text; `None` if there is no such text.
    pub(super) fn size(&self, index: u32) -> Option<u64> {
        self.sizes.get(index as usize).map(|size| u64::from(*size))
    }

    /// The font changes of a text.
    pub(super) fn runs(&self, index: u32) -> &[(usize, u16)] {
        self.runs.get(&(index as usize)).map_or(&[], Vec::as_slice)
    }
}

struct Parts<'stream> {
    rest: &'stream [u8],
    following: &'stream [&'stream [u8]],
}

impl Parts<'_> {
    fn are_read(&self) -> bool {
        self.rest.is_empty() && self.following.iter().all(|part| part.is_empty())
    }

    /// Skips one text; returns its size and its font changes.
    fn text(&mut self) -> Option<(u32, Runs)> {
        while self.rest.is_empty() {
            self.turn()?;
        }
        let characters = u16_at(self.rest, 0)?;
        let mark = *self.rest.get(2)?;
        self.skip(3);
        let (mut runs, mut behind) = (0, 0);
        if mark & 8 != 0 {
            runs = 4 * usize::from(u16_at(self.rest, 0)?);
            self.skip(2);
        }
        if mark & 4 != 0 {
            behind = u32_at(self.rest, 0)? as usize;
            self.skip(4);
        }
        let (mut left, mut wide) = (usize::from(characters), mark & 1 != 0);
        while left > 0 {
            let room = if wide { self.rest.len() / 2 } else { self.rest.len() };
            let taken = room.min(left);
            self.skip(if wide { taken * 2 } else { taken });
            left -= taken;
            if left > 0 {
                self.turn()?;
                // A text that continues in the next record gives the width of its characters again.
                wide = self.rest.first()? & 1 != 0;
                self.skip(1);
            }
        }
        let mut bytes = Vec::with_capacity(runs);
        self.take(runs, |taken| bytes.extend(taken))?;
        self.take(behind, |_| {})?;
        let runs = bytes.chunks_exact(4).filter_map(run).collect();
        // A Chinese character needs three bytes in UTF-8.
        Some((u32::from(characters) * 3, runs))
    }

    /// Reads some bytes, which may be in several records.
    fn take(&mut self, mut left: usize, mut each: impl FnMut(&[u8])) -> Option<()> {
        while left > 0 {
            while self.rest.is_empty() {
                self.turn()?;
            }
            let taken = self.rest.len().min(left);
            each(self.rest.get(..taken)?);
            self.skip(taken);
            left -= taken;
        }
        Some(())
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Goes to the next record.
    fn turn(&mut self) -> Option<()> {
        let (next, following) = self.following.split_first()?;
        (self.rest, self.following) = (next, following);
        Some(())
    }
}

fn run(bytes: &[u8]) -> Option<(usize, u16)> {
    Some((u16_at(bytes, 0)?.into(), u16_at(bytes, 2)?))
}

/// Whether a text in its cell's own record claims to be longer than the record.
pub(super) fn is_cut_off(data: &[u8], code_page: Option<&'static Encoding>) -> bool {
    let length = u16_at(data, 0).map_or(0, usize::from);
    let is_wide = code_page.is_none() && data.get(2).is_some_and(|mark| mark & 1 != 0);
    let before = if code_page.is_some() || length == 0 { 2 } else { 3 };
    before + if is_wide { 2 * length } else { length } > data.len()
}

/// The font changes of a text in its cell's own record; `data` begins with the text's length.
pub(super) fn own_runs(data: &[u8], code_page: Option<&'static Encoding>) -> Runs {
    let length = u16_at(data, 0).map_or(0, usize::from);
    let Some(encoding) = code_page else {
        let Some(mark) = data.get(2) else { return Runs::new() };
        let behind = 3 + if mark & 1 == 0 { length } else { 2 * length };
        let count = u16_at(data, behind).map_or(0, usize::from);
        let runs = data.get(behind + 2..).unwrap_or_default();
        return runs.chunks_exact(4).take(count).filter_map(run).collect();
    };
    let text = data.get(2..2 + length).unwrap_or_default();
    let count = data.get(2 + length).copied().map_or(0, usize::from);
    let runs = data.get(3 + length..).unwrap_or_default();
    // The positions are counted in bytes, two for a Chinese character.
    let start = |byte: u8| {
        let before = text.get(..usize::from(byte)).unwrap_or(text);
        encoding.decode_without_bom_handling(before).0.encode_utf16().count()
    };
    let pairs = runs.chunks_exact(2).take(count);
    pairs.filter_map(|pair| Some((start(*pair.first()?), u16::from(*pair.get(1)?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_change_where_the_text_says_even_across_records() {
        // Three wide characters, two font changes and four bytes of other data; the second font change is
        // split between two records. Then a plain text.
        let first =
            [&[0; 8][..], &[3, 0, 0x0D, 2, 0, 4, 0, 0, 0], &[b'a', 0, b'b', 0, b'c', 0], &[0, 0, 5, 0, 2]];
        let second = [&[0, 6, 0][..], &[9; 4], &[1, 0, 0, b'x']];
        let texts = Texts::read(&[&first.concat(), &second.concat()]).unwrap();
        assert_eq!(texts.runs(0), [(0, 5), (2, 6)]);
        assert_eq!((texts.size(0), texts.size(1), texts.size(2)), (Some(9), Some(3), None));
        assert_eq!(texts.runs(1), []);
    }

    #[test]
    fn fonts_of_an_old_text_count_bytes() {
        let text = [&[5, 0][..], &[0xCD, 0xCF, b'1', b'2', b'3'], &[2, 0, 6, 3, 7]].concat();
        assert_eq!(own_runs(&text, Some(encoding_rs::GBK)), [(0, 6), (2, 7)]);
        let text = [&[2, 0, 1][..], &[b'1', 0, b'2', 0], &[1, 0, 1, 0, 7, 0]].concat();
        assert_eq!(own_runs(&text, None), [(1, 7)]);
    }
}
