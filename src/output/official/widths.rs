//! The widths of a table's columns, and the size of its letters: no number is wider than its column, so that none is
//! ever split.
//!
//! A Word file is shown in whatever font a computer has instead of 仿宋, so digits are taken to be as wide as those of
//! the widest one.

use super::table::{Column, Line, Table};

/// The sizes of letters in a table, in half points: 五号, 小五, 六号, 小六.
pub(in crate::output) const SIZES: [u32; 4] = [21, 18, 15, 13];

/// The widths in micrometres of a digit and of a Chinese character, for each half point of their size. The widest
/// digit to expect, that of `DejaVu Sans`, is 0.64 of its size; one of 仿宋 is half of it.
const DIGIT: u32 = 113;
const CHARACTER: u32 = 177;
/// The free space left and right of the text of a cell together, in micrometres.
const SIDES: u32 = 2200;

/// How many digits the longest number in a text is wide, with its sign, its point and its unit of percent, and with
/// brackets beside it: some programs do not end a line there.
pub(in crate::output) fn longest_number(text: &str) -> u32 {
    let width = |one: char| match one {
        '（' | '）' => 2,
        _ => u32::from(one.is_ascii_digit() || "+-.,:/%".contains(one)),
    };
    let numbers = text.split(|one| width(one) == 0);
    let numbers = numbers.filter(|number| number.contains(|one: char| one.is_ascii_digit()));
    numbers.map(|number| number.chars().map(width).sum()).max().unwrap_or(0)
}

/// A table in the first of these sizes at which its numbers have room. If there is none, because somebody typed a row of
/// digits longer than any amount, its columns are as they were planned.
pub(in crate::output) fn sized(
    caption: String,
    sizes: &[u32],
    columns: Vec<Column>,
    rows: Vec<Line>,
) -> Table {
    let fits = sizes.iter().find_map(|size| Some((*size, fitted(&columns, &rows, *size)?)));
    let (size, columns) = fits.unwrap_or((sizes.first().copied().unwrap_or(SIZES[0]), columns));
    Table { caption, size, columns, rows }
}

/// The columns with widths that suit their numbers at that size of letters; `None` if the numbers need more than there
/// is. Where they need more than was planned, the columns with room to spare give it.
pub(in crate::output) fn fitted(columns: &[Column], rows: &[Line], size: u32) -> Option<Vec<Column>> {
    let total: u32 = columns.iter().map(|column| column.width).sum();
    let least: Vec<u32> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| least(column, digits(column, rows, at), size))
        .collect();
    let spare = total.checked_sub(least.iter().sum())?;
    let wishes: Vec<u32> =
        columns.iter().zip(&least).map(|(column, least)| column.width.saturating_sub(*least)).collect();
    let planned: u32 = wishes.iter().sum();
    let mut left = spare;
    let shares = wishes.iter().map(|wish| if planned > spare { wish * spare / planned } else { *wish });
    let mut fitted: Vec<Column> = columns
        .iter()
        .zip(least.iter().zip(shares))
        .map(|(column, (least, share))| {
            left = left.saturating_sub(share);
            Column { width: least + share, ..column.clone() }
        })
        .collect();
    // What is left of the division.
    fitted.iter_mut().zip(&wishes).filter(|(_, wish)| **wish > 0).for_each(|(column, _)| {
        let one = left.min(1);
        column.width += one;
        left -= one;
    });
    Some(fitted)
}

/// How many digits the longest number of a column is wide.
fn digits(column: &Column, rows: &[Line], at: usize) -> u32 {
    let in_rows = rows.iter().filter_map(|row| match row {
        Line::Section { .. } => None,
        Line::Cells { texts } => texts.get(at).map(|text| longest_number(text)),
    });
    in_rows.max().unwrap_or(0).max(column.digits)
}

/// The least width of a column, in millimetres.
fn least(column: &Column, digits: u32, size: u32) -> u32 {
    let wide = |characters: u32, width: u32| {
        characters.saturating_mul(width).saturating_mul(size).saturating_add(SIDES).div_ceil(1000)
    };
    wide(digits, DIGIT).max(wide(column.least, CHARACTER).min(column.width))
}

#[cfg(test)]
mod tests {
    use super::super::table::Side;
    use super::*;

    fn widths(planned: [(u32, u32); 3], texts: [&str; 3], size: u32) -> Option<Vec<u32>> {
        let column =
            |(width, least)| Column { heading: String::new(), width, side: Side::Left, least, digits: 0 };
        let rows = [Line::Cells { texts: texts.map(str::to_owned).to_vec() }];
        let fitted = fitted(&planned.map(column), &rows, size)?;
        Some(fitted.into_iter().map(|column| column.width).collect())
    }

    #[test]
    fn the_longest_number_of_a_text_is_found_with_all_that_belongs_to_it() {
        for (text, expected) in [
            ("", 0),
            ("缺", 0),
            ("含期初累计 1234567.50；含累计调整 -3", 10),
            ("增加 12（10.5%）", 11),
            ("增加 1234567\n（10.5%）", 9),
            ("（含 3 项）", 1),
            ("2022-06-30前", 10),
            ("www.example.com", 0),
        ] {
            assert_eq!(longest_number(text), expected, "{text}");
        }
    }

    #[test]
    fn widths_stay_as_planned_where_the_numbers_have_room() {
        assert_eq!(widths([(10, 2), (40, 8), (20, 2)], ["1", "名", "12.50"], 21), Some(vec![10, 40, 20]));
    }

    #[test]
    fn a_long_number_takes_its_room_from_the_columns_that_have_more_than_they_need() {
        let number = "999999999999.99";
        let widths = widths([(10, 2), (60, 8), (20, 2)], ["1", "名", number], 21).unwrap();
        assert_eq!(widths.iter().sum::<u32>(), 90);
        assert!(widths[2] * 1000 >= 15 * 21 * DIGIT + SIDES, "{widths:?}");
        assert!(widths[0] * 1000 >= 2 * 21 * CHARACTER + SIDES, "{widths:?}");
        assert!(widths[1] * 1000 >= 8 * 21 * CHARACTER + SIDES, "{widths:?}");
    }

    #[test]
    fn numbers_that_need_more_than_the_page_has_are_told() {
        let number = "999999999999.99";
        assert_eq!(widths([(10, 2), (40, 8), (20, 2)], [number; 3], 21), None);
    }
}
