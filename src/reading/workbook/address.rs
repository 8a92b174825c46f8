//! Addresses of cells and areas, as they are written in a sheet part.

use super::super::{Area, ReadingError};

/// The last possible row and column, counted from 0.
pub(super) const LAST_ROW: u32 = 1_048_575;
pub(super) const LAST_COLUMN: u32 = 16_383;

/// The row and column of an address such as `B12`. An impossible address means that the file is damaged.
pub(super) fn cell(address: &str) -> Result<(u32, u32), ReadingError> {
    match parts(address)? {
        (Some(column), Some(row)) => Ok((row, column)),
        _ => Err(ReadingError::Damaged),
    }
}

/// The index of a row with a number.
pub(super) fn row(number: &str) -> Result<u32, ReadingError> {
    let number = number.trim();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let row = number.parse::<u32>().ok().filter(|_| is_number).and_then(|number| number.checked_sub(1));
    row.filter(|row| *row <= LAST_ROW).ok_or(ReadingError::Damaged)
}

/// An area such as `A1:B2`, of one cell, or of whole columns (`A:B`) or rows (`2:4`).
pub(super) fn area(reference: &str) -> Result<Area, ReadingError> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    match (parts(first)?, parts(last)?) {
        ((Some(left), Some(top)), (Some(right), Some(bottom))) => {
            Ok(Area { first: (top, left), last: (bottom, right) })
        }
        ((Some(left), None), (Some(right), None)) => Ok(Area { first: (0, left), last: (LAST_ROW, right) }),
        ((None, Some(top)), (None, Some(bottom))) => {
            Ok(Area { first: (top, 0), last: (bottom, LAST_COLUMN) })
        }
        _ => Err(ReadingError::Damaged),
    }
}

/// The column and the row of an address, if it has them.
fn parts(address: &str) -> Result<(Option<u32>, Option<u32>), ReadingError> {
    let address = address.trim();
    let length = address.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = address.split_at_checked(length).ok_or(ReadingError::Damaged)?;
    let number = |column: u32, letter: u8| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = match letters.len() {
        0 => None,
        1..=3 => letters.bytes().fold(0, number).checked_sub(1),
        _ => return Err(ReadingError::Damaged),
    };
    if column.is_some_and(|column| column > LAST_COLUMN) {
        return Err(ReadingError::Damaged);
    }
    let row = (!digits.is_empty()).then(|| row(digits)).transpose()?;
    Ok((column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_from_the_upper_left() {
        for (address, place) in [
            ("A1", (0, 0)),
            ("b12", (11, 1)),
            ("Z2", (1, 25)),
            ("AA1", (0, 26)),
            ("XFD1048576", (LAST_ROW, LAST_COLUMN)),
        ] {
            assert_eq!(cell(address), Ok(place), "{address}");
        }
        assert_eq!(area("B2:D4"), Ok(Area { first: (1, 1), last: (3, 3) }));
        assert_eq!(area("B2"), Ok(Area { first: (1, 1), last: (1, 1) }));
        assert_eq!(area("B:C"), Ok(Area { first: (0, 1), last: (LAST_ROW, 2) }));
        assert_eq!(area("2:4"), Ok(Area { first: (1, 0), last: (3, LAST_COLUMN) }));
    }

    #[test]
    fn an_address_outside_any_sheet_is_damage() {
        for address in [
            "",
            "A",
            "1",
            "A0",
            "XFE1",
            "A1048577",
            "ZZZZ1",
            "A-1",
            "A+1",
            "1A",
            "Ａ1",
            "A1B",
            "A99999999999",
        ] {
            assert_eq!(cell(address), Err(ReadingError::Damaged), "{address}");
        }
        for reference in ["", ":", "A1:", "A1:B", "A:2", "A1:B2:C3", "#REF!"] {
            assert_eq!(area(reference), Err(ReadingError::Damaged), "{reference}");
        }
    }
}
