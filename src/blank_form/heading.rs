//! The heading of a table: one row or several, the row of letters beneath them, and the columns that come of it.

use super::grid::{Grid, Spot};
use super::text::brackets;
use super::{fields, times, units, words};
use crate::notice::Role;
use crate::reading::Area;

/// The most rows of headings.
const MOST_ROWS: u32 = 4;
/// A longer text is no heading, apart from what it explains in brackets.
const LONGEST: usize = 40;
const LONGEST_WITH_BRACKETS: usize = 200;
/// A longer text is no heading beneath another.
const LONGEST_BENEATH: usize = 24;

/// The heading of a table.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// The first row below it.
    pub(super) below: u32,
    pub(super) leaves: Vec<Leaf>,
}

/// A column without others under it.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// What stands over it, from the top; empty over a corner without words.
    pub(super) headings: Vec<Spot>,
    /// Its columns in the grid.
    pub(super) columns: std::ops::Range<u32>,
    /// The letter or number beneath.
    pub(super) letter: Option<Spot>,
    /// The unit beneath, in a row of units.
    pub(super) unit: Option<Spot>,
}

impl Leaf {
    /// The lowest heading over it.
    pub(super) fn heading(&self) -> &str {
        self.headings.last().map_or("", |spot| &spot.text)
    }

    /// All that stands over it, from the top, as it is called in a question.
    pub(super) fn called(&self) -> String {
        let texts = self.headings.iter().map(|spot| super::text::close_up(&spot.text));
        texts.collect::<Vec<_>>().join(" ")
    }

    /// The same as it is compared, without brackets.
    pub(super) fn word(&self) -> String {
        brackets(self.headings.last().map_or("", |spot| &spot.plain)).0
    }
}

/// Reads a row as the first of a heading, if it is one. `end` is the first row that cannot belong to the table.
pub(super) fn heading(grid: &Grid, row: u32, end: u32) -> Option<Heading> {
    let top = grid.beginning(row);
    let is_in_table = grid.table().is_some_and(|table| table.contains(&row));
    if top.len() < 2 || !top.iter().all(may_be_heading) {
        return None;
    }
    let labels = top.iter().filter(|spot| fields::is_label(&spot.plain)).count();
    if labels * 2 > top.len() {
        return None;
    }
    // Over several rows of headings at the top of a table what measures something is one too: 耕地面积 over 水田 and 旱地.
    let is_top = grid.table().is_some_and(|table| table.start == row);
    let is_over = is_top
        && top.iter().any(|spot| spot.area.last.0 > row)
        && top.iter().any(|spot| spot.area.last.1 > spot.area.first.1);
    let measures = |spot: &Spot| {
        let word = brackets(&spot.plain).0;
        is_over && words::QUANTITIES.iter().any(|ending| word.ends_with(ending))
    };
    let known = top.iter().filter(|spot| is_known_heading(spot) || measures(spot)).count();
    let next = grid.beginning(row + 1);
    let beneath = next.iter().filter(|spot| is_known_heading(spot)).count();
    let is_known = known >= 2 || (known == 1 && (top.len() > 2 || beneath > 0 || is_in_table));
    if !is_known {
        return None;
    }
    let first_column = top.iter().map(|spot| spot.area.first.1).min()?;
    let deepest = top.iter().map(|spot| spot.area.last.0).max().unwrap_or(row).min(row + MOST_ROWS - 1);
    let mut last = deepest;
    while last + 1 < end && last + 1 < row + MOST_ROWS && is_beneath(grid, row..last + 1, first_column) {
        last = grid.beginning(last + 1).iter().map(|spot| spot.area.last.0).max().unwrap_or(last + 1);
    }
    let mut below = last + 1;
    let (mut letters, mut units) = (None, None);
    // The numbers of the columns and their units may stand in either order.
    for _ in 0..2 {
        if letters.is_none() && below < end && is_letters(grid, below) {
            letters = Some(below);
        } else if units.is_none() && below < end && is_units(grid, below) {
            units = Some(below);
        } else {
            break;
        }
        below += 1;
    }
    let mut leaves = leaves(grid, row, last, letters);
    if let Some(row) = units {
        for leaf in &mut leaves {
            let spot = grid.span(row, leaf.columns.clone()).into_iter().next();
            leaf.unit = spot.filter(|spot| units::is_unit(&spot.plain));
        }
    }
    Some(Heading { below, leaves })
}

/// Whether a row has nothing but the units of the columns, and says so.
pub(super) fn is_units(grid: &Grid, row: u32) -> bool {
    let spots = grid.beginning(row);
    spots.split_first().is_some_and(|(first, others)| {
        words::role_of(&first.plain) == Some(Role::Unit)
            && others.len() > 1
            && others.iter().all(|spot| units::is_unit(&spot.plain) || spot.plain == "-")
    })
}

/// Whether a text has a word of headings, or the unit of a column in brackets.
fn is_known_heading(spot: &Spot) -> bool {
    let (word, inside) = brackets(&spot.plain);
    times::is_known(&word) || inside.iter().any(|inside| units::announced(inside).is_some())
}

pub(super) fn may_be_heading(spot: &Spot) -> bool {
    let is_label = spot.plain.contains(':') && !spot.plain.starts_with(words::OF_WHICH);
    let has_letters = spot.plain.chars().any(char::is_alphabetic);
    let is_short = brackets(&spot.plain).0.chars().count() <= LONGEST
        && spot.text.chars().count() <= LONGEST_WITH_BRACKETS;
    !is_label && has_letters && is_short
}

/// Whether a row beneath a table is surely the heading of another one: it names numbers, units or times, and not only what
/// rows are about.
pub(super) fn is_another(grid: &Grid, row: u32) -> bool {
    let top = grid.beginning(row);
    let says = |spot: &Spot| {
        let word = brackets(&spot.plain).0;
        words::role_of(&word).is_some()
            || words::NEUTRAL.contains(&word.as_str())
            || times::timed(&word).is_some()
    };
    top.iter().any(says) && top.iter().filter(|spot| is_known_heading(spot)).count() > 1
}

/// Whether a row has a number or a unit where the heading has a column of them: it is one of the table, whatever its words are.
pub(super) fn is_row(grid: &Grid, heading: &Heading, row: u32) -> bool {
    const LONGEST_CODE: usize = 12;
    let own = |role: Role| {
        let of_role = |leaf: &&Leaf| words::role_of(&leaf.word()) == Some(role) && leaf.headings.len() == 1;
        let leaf = heading.leaves.iter().find(of_role)?;
        let spot = grid.span(row, leaf.columns.clone()).into_iter().next()?;
        let is_within = spot.area.first.1 >= leaf.columns.start && spot.area.last.1 < leaf.columns.end;
        (is_within && spot.area.first.0 == row).then_some(spot)
    };
    let is_code = |spot: &Spot| {
        let has_number = spot.plain.chars().any(|one| one.is_ascii_digit() || ('①'..='⑳').contains(&one));
        has_number && spot.plain.chars().count() <= LONGEST_CODE && !spot.plain.contains(':')
    };
    own(Role::Number).is_some_and(|spot| is_code(&spot))
        || own(Role::Unit).is_some_and(|spot| units::is_unit(&spot.plain))
}

/// Whether the row after some rows of headings has more of them: nothing stands under the headings that have none beneath.
fn is_beneath(grid: &Grid, rows: std::ops::Range<u32>, first_column: u32) -> bool {
    let next = rows.end;
    if is_letters(grid, next) {
        return false;
    }
    let spots = grid.beginning(next);
    let is_new = |column: u32| grid.at(next, column).is_some_and(|spot| spot.area.first.0 == next);
    if spots.is_empty() || is_new(first_column) {
        return false;
    }
    spots.iter().all(|spot| {
        let column = spot.area.first.1;
        let short = may_be_heading(spot) && spot.text.chars().count() <= LONGEST_BENEATH;
        let above = rows.clone().rev().find_map(|row| grid.at(row, column));
        let is_group = |above: &Spot| {
            let width = above.area.last.1 - above.area.first.1;
            let right = above.area.last.1 + 1;
            let goes_on = rows.clone().all(|row| grid.at(row, right).is_none()) && is_new(right);
            width > 0 || goes_on
        };
        short && above.map_or(column > first_column, |above| above.area.last.0 < next && is_group(&above))
    })
}

/// Whether a row has nothing but the letters and numbers of the columns.
pub(super) fn is_letters(grid: &Grid, row: u32) -> bool {
    let spots = grid.beginning(row);
    spots.len() >= 2 && spots.iter().all(|spot| is_letter(&spot.plain))
}

/// Whether a text is the letter or number of a column, or how its number is reckoned: 甲, 3, (3), ③, 3=1+2.
fn is_letter(plain: &str) -> bool {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    let is_one = |text: &str| {
        let text = text.trim_matches(['(', ')', '栏']);
        let mut all = text.chars();
        match (all.next(), all.next()) {
            (Some(one), None) if STEMS.contains(one) || ('①'..='⑳').contains(&one) => true,
            _ => !text.is_empty() && text.len() <= 2 && text.chars().all(|one| one.is_ascii_digit()),
        }
    };
    let is_reckoned = plain.contains('=') && plain.split(['=', '+', '-', '/', '*', '×', '÷']).all(is_one);
    is_one(plain) || is_reckoned || plain == "-" || words::NUMBERS_OF_COLUMNS.contains(&plain)
}

/// The columns under the headings of some rows.
pub(super) fn leaves(grid: &Grid, first: u32, last: u32, letters: Option<u32>) -> Vec<Leaf> {
    let areas = (first..=last).flat_map(|row| grid.row(row)).map(|spot| spot.area);
    let (mut left, mut right) = (u32::MAX, 0);
    for Area { first, last } in areas {
        (left, right) = (left.min(first.1), right.max(last.1));
    }
    let left = words_beside(grid, letters.unwrap_or(last) + 1, left).unwrap_or(left);
    let mut leaves: Vec<Leaf> = Vec::new();
    for column in left..=right.min(grid.columns.saturating_sub(1)) {
        let headings = stack(grid, first, last, column);
        let letter = letters.and_then(|row| grid.at(row, column));
        let anchor = headings.last().map(|spot| spot.area.first);
        match leaves.last_mut() {
            Some(before)
                if anchor.is_none() || before.headings.last().map(|spot| spot.area.first) == anchor =>
            {
                before.columns.end = column + 1;
            }
            _ => leaves.push(Leaf { headings, columns: column..column + 1, letter, unit: None }),
        }
    }
    leaves
}

/// Where words begin beside the first row below a heading, to the left of all of it: sections under an empty corner.
fn words_beside(grid: &Grid, below: u32, left: u32) -> Option<u32> {
    let spot = grid.at(below, left.checked_sub(1)?)?;
    let letters = spot.plain.chars().filter(|one| one.is_alphabetic() && !one.is_ascii()).count();
    let is_beside =
        spot.area.first.0 == below && spot.area.last.1 + 1 == left && grid.at(below, left).is_some();
    (is_beside && letters > 1 && !spot.plain.contains(':')).then_some(spot.area.first.1)
}

/// The headings over a column. One that was not merged stands over the empty cells to its right, where others stand beneath.
fn stack(grid: &Grid, first: u32, last: u32, column: u32) -> Vec<Spot> {
    let mut stack: Vec<Spot> = Vec::new();
    for row in first..=last {
        let own = grid.at(row, column);
        let beneath = || (row + 1..=last).any(|below| grid.at(below, column).is_some());
        let to_the_left = || {
            let nearest = (0..column).rev().find_map(|left| grid.at(row, left))?;
            let is_over = (row + 1..=last).any(|below| grid.at(below, nearest.area.first.1).is_some());
            let is_merged = nearest.area.first.1 != nearest.area.last.1;
            (is_over && !is_merged && nearest.area.first.0 == row).then_some(nearest)
        };
        let found = own.or_else(|| if row < last && beneath() { to_the_left() } else { None });
        if let Some(found) = found
            && stack.last().is_none_or(|above| above.area.first != found.area.first)
        {
            stack.push(found);
        }
    }
    stack
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_columns_are_no_rows() {
        for text in ["甲", "1", "12", "(3)", "③", "3=1+2", "-"] {
            assert!(is_letter(text), "{text}");
        }
        for text in ["", "合计", "123", "甲方", "1.5", "a=b"] {
            assert!(!is_letter(text), "{text}");
        }
    }
}
