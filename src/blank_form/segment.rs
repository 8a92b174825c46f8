//! The files as a sequence of lines and tables, in the order in which they are read.

use std::rc::Rc;

use super::fields;
use super::grid::{Grid, Spot};
use super::heading::{Heading, heading};
use super::text::{plain, trim};
use super::titles;
use super::words;

/// How many rows below a line that may be a title its table begins.
const TITLE_ABOVE: u32 = 5;

/// A piece of a file.
#[derive(Debug)]
pub(super) enum Block {
    Line(Line),
    Table(Body),
    /// Another sheet or another file begins.
    Break,
}

/// A line of text, or a row of cells outside of any table.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its texts, as they stand in the file, with a gap between them.
    pub(super) raw: String,
    pub(super) place: super::doubt::Place,
}

impl Line {
    pub(super) fn plain(&self) -> String {
        plain(&self.raw)
    }
}

/// A table with its heading and the rows of its body.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) grid: Rc<Grid>,
    pub(super) heading: Heading,
    pub(super) rows: Vec<u32>,
}

/// Cuts a sheet into lines and tables.
pub(super) fn blocks(grid: &Rc<Grid>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let table = grid.table();
    let mut row = 0;
    while row < grid.rows {
        let may_hold_table = table.as_ref().is_none_or(|table| table.contains(&row));
        let end =
            table.as_ref().filter(|_| may_hold_table).map_or(grid.rows, |table| table.end.min(grid.rows));
        let found = Some(row).filter(|_| may_hold_table).and_then(|row| heading(grid, row, end));
        let Some(heading) = found else {
            blocks.extend(lines(grid, row).into_iter().map(Block::Line));
            row += 1;
            continue;
        };
        let mut next = heading.below;
        let mut rows = Vec::new();
        while next < end {
            match self::heading(grid, next, end) {
                // The same heading once more begins the next page.
                Some(again) if says_the_same(&again, &heading) => {
                    next = again.below;
                }
                Some(_) => break,
                None if ends(grid, next) => break,
                None => {
                    rows.push(next);
                    next += 1;
                }
            }
        }
        blocks.push(Block::Table(Body { grid: Rc::clone(grid), heading, rows }));
        row = next;
    }
    blocks
}

fn says_the_same(one: &Heading, other: &Heading) -> bool {
    let texts = |heading: &Heading| {
        heading
            .leaves
            .iter()
            .map(|leaf| leaf.headings.iter().map(|spot| spot.plain.clone()).collect())
            .collect()
    };
    let texts: [Vec<Vec<String>>; 2] = [texts(one), texts(other)];
    matches!(&texts, [one, other] if one == other)
}

/// The lines of a row: several where one cell has several.
fn lines(grid: &Grid, row: u32) -> Vec<Line> {
    let spots = grid.beginning(row);
    let Some(first) = spots.first() else { return Vec::new() };
    let place = grid.place(first);
    let is_alone = spots.len() == 1 && first.raw.lines().any(|line| line.chars().count() > 2);
    if is_alone {
        let lines = first.raw.lines().filter(|line| !trim(line).is_empty());
        return lines.map(|line| Line { raw: line.to_owned(), place: place.clone() }).collect();
    }
    let texts: Vec<&str> = spots.iter().map(|spot| trim(&spot.raw)).collect();
    vec![Line { raw: texts.join("　　").replace('\n', ""), place }]
}

/// Whether a row cannot belong to the table above it: a note, the fields below the table, the title of the next one.
fn ends(grid: &Grid, row: u32) -> bool {
    let spots = grid.beginning(row);
    let Some(first) = spots.first() else { return false };
    let is_alone = spots.len() == 1;
    let is_title = |spot: &Spot| {
        titles::is_title(&spot.text)
            && (row + 1..row + TITLE_ABOVE).any(|below| heading(grid, below, grid.rows).is_some())
    };
    (is_alone && is_note(&first.plain))
        || fields::are_fields(&spots.iter().map(|spot| spot.raw.as_str()).collect::<Vec<_>>().join("　　"))
        || (is_alone && (titles::mark(&first.text).is_some() || is_title(first)))
}

/// Whether a text is a note: it begins like one, or it says relations, which no row does.
pub(super) fn is_note(plain: &str) -> bool {
    const LONGEST: usize = 200;
    let begins = words::NOTES.iter().any(|word| {
        plain.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([':', '1', '.', '(', '、']) || rest.starts_with("一、")
        })
    });
    let is_short = plain.chars().count() <= LONGEST && !plain.contains(['X', '_', '□']);
    let says_relations =
        || plain.contains([':', ';', '；', '。']) && !super::relations::relations(plain).relations.is_empty();
    begins || (is_short && says_relations())
}
