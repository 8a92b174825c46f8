//! The names of cells and columns in spreadsheet programs, for messages.

/// The name of a cell: `B7`.
pub(crate) fn address((row, column): (u32, u32)) -> String {
    format!("{}{}", column_name(column), row + 1)
}

/// The name of a column: A, B … Z, AA.
pub(crate) fn column_name(column: u32) -> String {
    let letter = char::from_u32('A' as u32 + column % 26).unwrap_or('A');
    match (column / 26).checked_sub(1) {
        Some(before) => format!("{}{letter}", column_name(before)),
        None => letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_of_the_spreadsheet_programs() {
        let names = [(0, 0), (6, 25), (9, 26), (0, 701), (0, 702), (4, 16_383)].map(address);
        assert_eq!(names, ["A1", "Z7", "AA10", "ZZ1", "AAA1", "XFD5"]);
    }
}
