//! Whether a formula was ever computed. The file does not say so; the clues are the program that wrote it,
//! the mark of formulas that must be computed on opening, and the possible results of the formula.
//!
//! Observed in some 300 workbooks: Excel and WPS name the engine that computed the formulas, and never set
//! the mark. Libraries that write formulas without computing them either set the mark, with a 0 as the value
//! (Apache POI, `PhpSpreadsheet`), or name no engine, with a 0 or an empty text (xlwt, `SheetJS`).
//! LibreOffice names an engine too, but writes 0 for a formula whose result is a text that was never shown.

use super::super::cell::Formula;
use super::records::{u16_at, u32_at};

/// The program that wrote a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writer {
    /// Excel, or WPS, which behaves like Excel.
    Excel,
    LibreOffice,
    /// Another program, most likely a library.
    Other,
}

impl Writer {
    /// The program that wrote a workbook, from the record `begin` and the engine that computed it.
    pub(super) fn of(begin: &[u8], engine: &[u8]) -> Self {
        /// The build and the year that LibreOffice writes; Microsoft Excel never used this combination.
        const LIBREOFFICE: u32 = 0x07CC_0DBB;
        if u32_at(engine, 4).unwrap_or_default() == 0 {
            Self::Other
        } else if u32_at(begin, 4) == Some(LIBREOFFICE) {
            Self::LibreOffice
        } else {
            Self::Excel
        }
    }
}

/// Whether the formula of a record was computed. A result other than 0 or an empty text proves it.
pub(super) fn judged(record: &[u8], writer: Writer, is_sheet_behind: bool) -> Formula {
    const WHEN_OPENED: u16 = 0x0002;
    let is_computed = match result(record) {
        Cached::Something => true,
        cached => match writer {
            Writer::Excel => {
                !is_sheet_behind && u16_at(record, 14).is_some_and(|marks| marks & WHEN_OPENED == 0)
            }
            Writer::LibreOffice => cached == Cached::Empty || comes_to_a_number(record),
            Writer::Other => false,
        },
    };
    if is_computed { Formula::Computed } else { Formula::NotComputed }
}

#[derive(PartialEq, Eq)]
enum Cached {
    Zero,
    /// An empty text.
    Empty,
    Something,
}

fn result(record: &[u8]) -> Cached {
    match record.get(6..14) {
        Some([3, .., 0xFF, 0xFF]) => Cached::Empty,
        Some([0, 0, 0, 0, 0, 0, 0, 0 | 0x80]) => Cached::Zero,
        _ => Cached::Something,
    }
}

/// Whether a formula always gives a number, because its last step is to add, count or round. Older workbooks
/// have tokens of other lengths, so their formulas are not checked.
fn comes_to_a_number(record: &[u8]) -> bool {
    let length = u16_at(record, 20).map_or(0, usize::from);
    let Some(mut tokens) = record.get(22..22 + length) else { return false };
    let mut last = false;
    while let Some((token, rest)) = tokens.split_first() {
        let Some((length, is_number)) = token_of(*token, rest) else { return false };
        last = is_number.unwrap_or(last);
        let Some(next) = rest.get(length..) else { return false };
        tokens = next;
    }
    last
}

/// How many bytes follow a token, and whether it gives a number; `None` if it has no result, like spaces.
fn token_of(token: u8, rest: &[u8]) -> Option<(usize, Option<bool>)> {
    /// SUM, AVERAGE, MIN, MAX, COUNT and the like, SUBTOTAL, and functions with a fixed number of arguments:
    /// ABS, INT, ROUND, SUMIF, COUNTIF.
    const NUMBERS: [u16; 17] = [0, 4, 5, 6, 7, 24, 25, 27, 169, 183, 197, 212, 213, 228, 344, 345, 346];
    const CHOICE: u8 = 0x04;
    const SUM: u8 = 0x10;
    // References and functions exist in three classes.
    let token = if token >= 0x40 { 0x20 | token & 0x1F } else { token };
    Some(match token {
        0x03..=0x07 | 0x13 | 0x14 => (0, Some(true)),
        0x08..=0x12 | 0x16 => (0, Some(false)),
        0x15 => (0, None),
        0x17 => {
            let wide = rest.get(1)? & 1 != 0;
            let characters = usize::from(*rest.first()?);
            (2 + if wide { 2 * characters } else { characters }, Some(false))
        }
        0x19 => match *rest.first()? {
            CHOICE => (3 + 2 * (usize::from(u16_at(rest, 1)?) + 1), None),
            SUM => (3, Some(true)),
            // Spaces, and jumps inside the formula.
            _ => (3, None),
        },
        0x1C | 0x1D => (1, Some(false)),
        0x1E => (2, Some(true)),
        0x1F => (8, Some(true)),
        0x20 => (7, Some(false)),
        0x21 => (2, Some(NUMBERS.contains(&u16_at(rest, 0)?))),
        0x22 => (3, Some(NUMBERS.contains(&(u16_at(rest, 1)? & 0x7FFF)))),
        0x23 | 0x24 | 0x2A | 0x2C => (4, Some(false)),
        0x25 | 0x2B | 0x2D => (8, Some(false)),
        0x26..=0x28 => (6, None),
        0x29 => (2, None),
        0x39 | 0x3A | 0x3C => (6, Some(false)),
        0x3B | 0x3D => (10, Some(false)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZERO: [u8; 8] = [0; 8];
    const EMPTY: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];

    fn formula(result: [u8; 8], marks: u16, tokens: &[u8]) -> Vec<u8> {
        let length = u16::try_from(tokens.len()).unwrap();
        [&[0; 6][..], &result, &marks.to_le_bytes(), &[0; 4], &length.to_le_bytes(), tokens].concat()
    }

    #[test]
    fn a_nothing_is_computed_where_the_program_computes() {
        use Formula::{Computed, NotComputed};
        use Writer::{Excel, LibreOffice, Other};
        for (writer, result, marks, computed) in [
            (Excel, ZERO, 0, Computed),
            (Excel, ZERO, 0x0029, Computed),
            (Excel, EMPTY, 0, Computed),
            (Excel, ZERO, 2, NotComputed),
            (Excel, ZERO, 3, NotComputed),
            (LibreOffice, ZERO, 0, NotComputed),
            (LibreOffice, EMPTY, 2, Computed),
            (Other, ZERO, 0, NotComputed),
            (Other, EMPTY, 0, NotComputed),
            (Other, 12.5_f64.to_le_bytes(), 2, Computed),
            (Other, [1, 0, 0, 0, 0, 0, 0xFF, 0xFF], 2, Computed),
        ] {
            assert_eq!(judged(&formula(result, marks, &[]), writer, false), computed, "{writer:?} {marks}");
        }
        assert_eq!(judged(&formula(ZERO, 0, &[]), Excel, true), NotComputed);
    }

    #[test]
    fn a_sum_that_libreoffice_wrote_is_a_number() {
        let cell = [0x44, 0, 0, 0, 0xC0];
        for (tokens, number) in [
            ([&cell[..], &cell, &[0x04]].concat(), true),
            ([&[0x25, 0, 0, 5, 0, 0, 0xC0, 0, 0xC0][..], &[0x19, 0x10, 0, 0]].concat(), true),
            ([&cell[..], &[0x1E, 1, 0], &[0x21, 27, 0], &[0x15]].concat(), true),
            ([&cell[..], &[0x42, 1, 4, 0]].concat(), true),
            (cell.to_vec(), false),
            ([&cell[..], &[0x17, 2, 0, b'o', b'k'], &[0x08]].concat(), false),
            // IF(A1,"ok") with its jumps.
            ([&cell[..], &[0x19, 2, 8, 0, 0x17, 1, 0, b'x', 0x19, 8, 3, 0, 0x42, 2, 1, 0]].concat(), false),
            // A sum inside a text.
            ([&cell[..], &[0x19, 0x10, 0, 0], &[0x17, 1, 0, b'x', 0x08]].concat(), false),
            (vec![0x03, 0x7F], false),
            (vec![0x1E, 1], false),
        ] {
            assert_eq!(comes_to_a_number(&formula(ZERO, 0, &tokens)), number, "{tokens:02x?}");
        }
    }

    #[test]
    fn the_writer_is_known_by_its_build_and_its_engine() {
        let begin = |build: u32| [&[0; 4][..], &build.to_le_bytes()].concat();
        let engine = |number: u32| [&[0xC1, 1, 0, 0][..], &number.to_le_bytes()].concat();
        for (build, number, writer) in [
            (0x07CD_4F5A, 0x000E_EA35, Writer::Excel),
            (0x07CD_0DBB, 0x0002_348D, Writer::Excel),
            (0x07CC_0DBB, 0x0001_8D54, Writer::LibreOffice),
            (0x07CC_10D3, 0, Writer::Other),
        ] {
            assert_eq!(Writer::of(&begin(build), &engine(number)), writer, "{build:x}");
        }
    }
}
