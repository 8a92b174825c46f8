//! The numbers by which rows and figures are known: the printed ones, where each row has its own, or their order.

use std::collections::BTreeSet;

use super::table::Made;
use super::text::leading_number;
use crate::notice::FigureId;

/// The highest number that is taken as it is printed; headings are numbered after the rows.
const HIGHEST: u32 = 60_000;

/// Gives each row its number and each figure its id. `has_numbers` tells for each table whether numbers are printed in it,
/// `is_matrix` whether its figures have columns of their own.
pub(super) fn number(rows: &mut [Made], has_numbers: &[bool], is_matrix: &[bool]) {
    let codes: Vec<Option<u32>> = rows.iter().map(|row| printed(&row.raw.code)).collect();
    let mut known = BTreeSet::new();
    let all_printed = rows
        .iter()
        .zip(&codes)
        .filter(|(row, _)| !row.is_heading())
        .all(|(_, number)| number.is_some_and(|number| known.insert(number)));
    let mut next = if all_printed { known.last().copied().unwrap_or_default() } else { 0 };
    for (row, own) in rows.iter_mut().zip(codes) {
        let number = if let Some(number) = own.filter(|_| all_printed && !row.is_heading()) {
            number
        } else {
            next += 1;
            next
        };
        row.row.number = u16::try_from(number).unwrap_or(u16::MAX);
        let is_printed = has_numbers.get(row.table).copied().unwrap_or_default();
        let text = row.raw.code.clone();
        let says_more = text != row.row.number.to_string();
        row.row.code = (is_printed && says_more && !(row.is_heading() && text.is_empty())).then_some(text);
        let is_alone = row.row.figures.len() < 2;
        let has_columns = is_matrix.get(row.table).copied().unwrap_or_default();
        for (index, figure) in row.row.figures.iter_mut().enumerate() {
            let place = if has_columns { row.measures.get(index).copied().unwrap_or(index) } else { index };
            let part = (has_columns || !is_alone).then(|| ('a'..='z').nth(place)).flatten();
            figure.id = FigureId { row: row.row.number, part };
        }
    }
}

/// The number that a code prints; how it is reckoned may follow: 1=2+3.
pub(super) fn printed(code: &str) -> Option<u32> {
    let (number, rest) = leading_number(code.trim_matches(['(', ')']))?;
    let is_whole = rest.is_empty() || rest == "." || rest == "、" || rest.starts_with(['=', '≥', '≤']);
    (is_whole && (1..=HIGHEST).contains(&number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_print_numbers() {
        for (code, number) in [
            ("01", Some(1)),
            ("12", Some(12)),
            ("1=2+3", Some(1)),
            ("A1", None),
            ("1.1", None),
            ("", None),
            ("0", None),
        ] {
            assert_eq!(printed(code), number, "{code}");
        }
    }
}
