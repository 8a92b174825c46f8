//! Tables whose times stand in rows: 当月 and 累计 down the side, what is counted along the top. A notice has a column for each
//! time, so they are laid out that way before they are read, as one figure with its month and its total. What they mean is for
//! the other modules, which see no difference.

use std::rc::Rc;

use super::fields;
use super::grid::{Grid, Spot};
use super::heading::{Leaf, is_letters, is_units, leaves, may_be_heading};
use super::marks::without_mark;
use super::notes::is_note;
use super::text::brackets;
use super::times::{Timed, is_only, timed};
use super::words;
use crate::notice::Role;
use crate::reading::Area;

/// The most rows of headings above the times.
const MOST_HEADINGS: u32 = 4;

/// A row of so few characters in the column of the times is one of the table: 完成率（%）.
const SHORT: usize = 8;

/// A table that was laid out with its times in columns, and the first row below it.
pub(super) struct Turned {
    pub(super) grid: Rc<Grid>,
    pub(super) below: u32,
}

/// The rows of a table that are times.
struct TimeRows<'a> {
    grid: &'a Grid,
    leaves: Vec<Leaf>,
    /// The column in which the times stand, and the row of each with its text.
    column: u32,
    labels: Vec<(u32, Spot)>,
}

/// The texts of a table that is laid out anew, with the cells that each covers.
#[derive(Default)]
struct Layout(Vec<(Area, Spot)>);

impl Layout {
    fn put(&mut self, first: (usize, usize), last: (usize, usize), spot: &Spot) {
        let at =
            |(row, column): (usize, usize)| Some((u32::try_from(row).ok()?, u32::try_from(column).ok()?));
        if let (Some(first), Some(last)) = (at(first), at(last)) {
            self.0.push((Area { first, last }, spot.clone()));
        }
    }
}

/// Lays a table out with its times in columns, if it begins in a row and has them in its rows.
pub(super) fn turned(grid: &Grid, row: u32, end: u32) -> Option<Turned> {
    let (first, column) = first_time(grid, row, end)?;
    let letters = first.checked_sub(1).filter(|above| *above > row && is_letters(grid, *above));
    let mut last_heading = letters.unwrap_or(first).checked_sub(1)?;
    let mut labels = Vec::new();
    // A row of units may stand above the numbers of the columns.
    if last_heading > row && letters.is_some() && is_units(grid, last_heading) {
        labels.push((last_heading, grid.at(last_heading, column).filter(is_unit)?));
        last_heading -= 1;
    }
    let mut below = first;
    while below < end {
        let spots = grid.beginning(below);
        let label = grid.at(below, column).filter(|label| label.area.last.1 == column);
        let is_other_row = label.as_ref().is_some_and(|label| label.plain.chars().count() <= SHORT);
        match label.filter(|label| is_time(label) || is_unit(label) || is_planned(label)) {
            Some(label) => labels.push((below, label)),
            None if (spots.len() > 1 || is_other_row) && !is_below(&spots) => return None,
            None => break,
        }
        below += 1;
    }
    let leaves = leaves(grid, row, last_heading, letters);
    let rows = TimeRows { grid, leaves, column, labels };
    let laid_out = rows.laid_out()?;
    Some(Turned { grid: Rc::new(grid.laid_out(laid_out.0)), below })
}

/// The first row that begins with a time, and its column, where nothing above it says one.
fn first_time(grid: &Grid, row: u32, end: u32) -> Option<(u32, u32)> {
    let is_heading = |row: u32| {
        let spots = grid.beginning(row);
        spots.iter().all(|spot| may_be_heading(spot) && timed(&brackets(&spot.plain).0).is_none())
            || is_letters(grid, row)
    };
    // What stands alone over the whole table is its title.
    if grid.beginning(row).len() < 2 || !is_heading(row) {
        return None;
    }
    for below in row + 1..end.min(row + 1 + MOST_HEADINGS) {
        let spots = grid.beginning(below);
        let mut times = spots.iter().filter(|spot| is_time(spot));
        if let Some(only) = times.next() {
            let (mut first, column) = (below, only.area.first.1);
            let of_row = |row: u32| grid.at(row, column).filter(|spot| spot.area.first.0 == row);
            // 单位 beside the times is a row of units.
            while first > row + 1 && of_row(first - 1).as_ref().is_some_and(is_unit) {
                first -= 1;
            }
            let is_below = |row: u32| {
                let spots = grid.beginning(row);
                !spots.is_empty() && spots.iter().all(|spot| spot.area.first.1 <= column)
            };
            while first > row + 1 && is_below(first - 1) && of_row(first - 1).as_ref().is_some_and(is_planned)
            {
                first -= 1;
            }
            // What stands above the times in their own column is a row that they are of, and no heading of columns.
            let is_headed = first > row + 1
                && !is_letters(grid, first - 1)
                && of_row(first - 1).is_some_and(|above| !is_unit(&above));
            return (times.next().is_none() && !is_headed).then_some((first, column));
        }
        if !is_heading(below) && !spots.iter().any(is_unit) {
            return None;
        }
    }
    None
}

pub(super) fn is_time(spot: &Spot) -> bool {
    is_only(&brackets(without_mark(&spot.plain)).0)
}

/// Whether a row among those that are times is what is planned: 计划, 年度任务. It is a column as they are, of which it is asked.
fn is_planned(spot: &Spot) -> bool {
    const LONGEST: usize = 6;
    let word = brackets(without_mark(&spot.plain)).0;
    let is_one = word == words::TASK || words::PLANNED.iter().any(|planned| word.contains(planned));
    is_one && word.chars().count() <= LONGEST
}

fn is_unit(spot: &Spot) -> bool {
    words::role_of(&spot.plain) == Some(Role::Unit)
}

pub(super) fn is_month(spot: &Spot) -> bool {
    matches!(timed(&brackets(&spot.plain).0), Some(Timed::Role(Role::Month, _)))
}

/// Whether a row cannot belong to the table: a note, or the fields below it.
fn is_below(spots: &[Spot]) -> bool {
    let raw = spots.iter().map(|spot| spot.raw.as_str()).collect::<Vec<_>>().join("　　");
    fields::are_fields(&raw) || spots.first().is_some_and(|first| is_note(&first.plain))
}

impl TimeRows<'_> {
    fn laid_out(&self) -> Option<Layout> {
        let is_of_times = |leaf: &&Leaf| leaf.columns.contains(&self.column);
        let is_number = |leaf: &&Leaf| words::role_of(&leaf.word()) == Some(Role::Number);
        let others = || self.leaves.iter().filter(|leaf| !is_of_times(leaf) && !is_number(leaf));
        let groups: Vec<&Leaf> = others().filter(|leaf| self.has_texts(leaf)).collect();
        let measures: Vec<&Leaf> = others().filter(|leaf| !self.has_texts(leaf)).collect();
        let is_text = |leaf: &&&Leaf| words::role_of(&leaf.word()) == Some(Role::Text);
        let (texts, measures): (Vec<&Leaf>, Vec<&Leaf>) =
            measures.into_iter().partition(|leaf| is_text(&leaf));
        let begins = measures.iter().map(|leaf| leaf.columns.start).min()?;
        let stands_before = |column: u32| column < begins;
        let is_plain = stands_before(self.column)
            && groups.iter().all(|leaf| stands_before(leaf.columns.start))
            && measures.iter().all(|leaf| !leaf.headings.is_empty());
        if !is_plain {
            return None;
        }
        if groups.is_empty() {
            self.transposed(&measures, &texts)
        } else {
            self.folded(&groups, &measures, &texts)
        }
    }

    /// The text in a column of a row of the table, its own or that of a merged cell.
    fn cell(&self, row: u32, leaf: &Leaf) -> Option<Spot> {
        self.grid.span(row, leaf.columns.clone()).into_iter().next()
    }

    /// Whether words stand in a column beside the first of the times.
    fn has_texts(&self, leaf: &Leaf) -> bool {
        let first = self.labels.iter().find(|(_, label)| is_time(label));
        let spot = first.and_then(|(row, _)| self.cell(*row, leaf));
        let is_of_units = words::role_of(&leaf.word()) == Some(Role::Unit);
        spot.is_some_and(|spot| {
            is_of_units || spot.plain.chars().filter(|one| one.is_alphabetic()).count() > 1
        })
    }

    /// A text of its own, where the table has none.
    fn own(&self, text: &str) -> Option<Spot> {
        let (_, beside) = self.labels.first()?;
        let text = text.to_owned();
        Some(Spot { raw: text.clone(), plain: text.clone(), text, indent: 0, doubt: None, area: beside.area })
    }

    /// How many headings stand above each other at most.
    fn deepest(measures: &[&Leaf]) -> usize {
        measures.iter().map(|leaf| leaf.headings.len()).max().unwrap_or(1)
    }

    /// What is counted in rows, the times in columns.
    fn transposed(&self, measures: &[&Leaf], texts: &[&Leaf]) -> Option<Layout> {
        let times = self.labels.iter().filter(|(_, label)| is_time(label));
        let mut known: Vec<&str> = self.labels.iter().map(|(_, label)| label.plain.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        let is_plain = known.len() == self.labels.len();
        if times.clone().count() < 2 || !times.clone().any(|(_, label)| is_month(label)) || !is_plain {
            return None;
        }
        let mut layout = Layout::default();
        let deepest = Self::deepest(measures);
        let has_letters = measures.iter().any(|leaf| leaf.letter.is_some());
        let left = usize::from(has_letters);
        if has_letters {
            layout.put((0, 0), (0, 0), &self.own(words::LETTERS)?);
        }
        let corner = self.leaves.iter().find(|leaf| leaf.columns.contains(&self.column));
        let corner = corner
            .and_then(|leaf| leaf.headings.last())
            .filter(|spot| words::CONTENT.iter().any(|ending| spot.plain.ends_with(ending)));
        let corner = corner.cloned().or_else(|| self.own(words::ROWS))?;
        layout.put((0, left), (0, left + deepest - 1), &corner);
        let right = left + deepest;
        for (at, (_, label)) in self.labels.iter().enumerate() {
            layout.put((0, right + at), (0, right + at), label);
        }
        for (at, heading) in texts.iter().filter_map(|leaf| leaf.headings.last()).enumerate() {
            let column = right + self.labels.len() + at;
            layout.put((0, column), (0, column), heading);
        }
        for (at, leaf) in measures.iter().enumerate() {
            let row = at + 1;
            if let Some(letter) = &leaf.letter {
                layout.put((row, 0), (row, 0), letter);
            }
            for (depth, heading, last) in stack(measures, at) {
                let is_lowest = depth + 1 == leaf.headings.len();
                let right = if is_lowest { left + deepest - 1 } else { left + depth };
                layout.put((row, left + depth), (last + 1, right), heading);
            }
            for (column, (below, _)) in self.labels.iter().enumerate() {
                if let Some(spot) = self.cell(*below, leaf).filter(|spot| spot.area.first.0 == *below) {
                    layout.put((row, right + column), (row, right + column), &spot);
                }
            }
        }
        Some(layout)
    }

    /// What stands beside the times in rows, and under each thing that is counted a column for each time.
    fn folded(&self, groups: &[&Leaf], measures: &[&Leaf], texts: &[&Leaf]) -> Option<Layout> {
        let sets = self.sets(groups)?;
        let times = &sets.first()?.times;
        let mut layout = Layout::default();
        let (deepest, count) = (Self::deepest(measures), times.len());
        for (column, leaf) in groups.iter().enumerate() {
            let heading = leaf.headings.last().cloned().or_else(|| self.own(words::ROWS))?;
            layout.put((0, column), (deepest, column), &heading);
        }
        let left = groups.len();
        for (at, leaf) in measures.iter().enumerate() {
            let column = left + at * count;
            for (depth, heading, last) in stack(measures, at) {
                let is_lowest = depth + 1 == leaf.headings.len();
                let lowest = if is_lowest { deepest - 1 } else { depth };
                layout.put((depth, column), (lowest, left + (last + 1) * count - 1), heading);
            }
            for (time, (_, label)) in times.iter().enumerate() {
                layout.put((deepest, column + time), (deepest, column + time), label);
            }
        }
        for (at, heading) in texts.iter().filter_map(|leaf| leaf.headings.last()).enumerate() {
            let column = left + measures.len() * count + at;
            layout.put((0, column), (deepest, column), heading);
        }
        for (at, set) in sets.iter().enumerate() {
            let row = deepest + 1 + at;
            for (column, spot) in set.beside.iter().enumerate() {
                let is_same =
                    |set: &&Set| set.beside.get(column).is_some_and(|other| other.area == spot.area);
                let before = at.checked_sub(1).and_then(|before| sets.get(before));
                if before.is_none_or(|before| !is_same(&before)) {
                    let more = sets.iter().skip(at + 1).take_while(is_same).count();
                    layout.put((row, column), (row + more, column), spot);
                }
            }
            for (measure, leaf) in measures.iter().enumerate() {
                for (time, (below, _)) in set.times.iter().enumerate() {
                    let column = left + measure * count + time;
                    if let Some(spot) = self.cell(*below, leaf).filter(|spot| spot.area.first.0 == *below) {
                        layout.put((row, column), (row, column), &spot);
                    }
                }
            }
        }
        Some(layout)
    }

    /// The rows with the same texts beside their times, where each of these has the same times.
    fn sets(&self, groups: &[&Leaf]) -> Option<Vec<Set>> {
        let mut sets: Vec<Set> = Vec::new();
        let mut above: Vec<Option<Spot>> = vec![None; groups.len()];
        for (row, label) in &self.labels {
            let mut beside = Vec::new();
            for (leaf, above) in groups.iter().zip(&mut above) {
                // A cell that was not merged goes on below.
                if let Some(spot) = self.cell(*row, leaf) {
                    *above = Some(spot);
                }
                beside.push(above.clone()?);
            }
            let texts = |beside: &[Spot]| beside.iter().map(|spot| spot.plain.clone()).collect::<Vec<_>>();
            let known = sets.iter_mut().find(|set| texts(&set.beside) == texts(&beside));
            match known {
                Some(set) => set.times.push((*row, label.clone())),
                None => sets.push(Set { beside, times: vec![(*row, label.clone())] }),
            }
        }
        let times = |set: &Set| set.times.iter().map(|(_, label)| label.plain.clone()).collect::<Vec<_>>();
        let first = times(sets.first()?);
        let has_month = sets.first()?.times.iter().any(|(_, label)| is_month(label));
        let are_times =
            sets.iter().flat_map(|set| &set.times).all(|(_, label)| is_time(label) || is_planned(label));
        (first.len() > 1 && has_month && are_times && sets.iter().all(|set| times(set) == first))
            .then_some(sets)
    }
}

/// Rows with the same texts beside their times.
struct Set {
    beside: Vec<Spot>,
    times: Vec<(u32, Spot)>,
}

/// The headings over a column that begin there, with their depth and the last column over which each stands.
fn stack<'a>(measures: &[&'a Leaf], at: usize) -> Vec<(usize, &'a Spot, usize)> {
    let Some(leaf) = measures.get(at) else { return Vec::new() };
    let mut found = Vec::new();
    for (depth, heading) in leaf.headings.iter().enumerate() {
        let is_same = |other: &&&Leaf| {
            other.headings.get(depth).is_some_and(|other| other.area.first == heading.area.first)
        };
        let before = at.checked_sub(1).and_then(|before| measures.get(before));
        if before.is_none_or(|before| !is_same(&before)) {
            let more = measures.iter().skip(at + 1).take_while(is_same).count();
            found.push((depth, heading, at + more));
        }
    }
    found
}
