//! The files as a sequence of lines and tables, in the order in which they are read.

use std::rc::Rc;

use super::fields;
use super::grid::{Grid, Spot};
use super::heading::{Heading, heading, is_another, is_row};
use super::notes::is_note;
use super::text::{plain, trim};
use super::time_rows::{Turned, turned};
use super::titles;

/// How many rows below a line that may be a title its table begins.
const TITLE_ABOVE: u32 = 5;

/// A piece of a file.
#[derive(Debug)]
pub(super) enum Block {
    Line(Line),
    Table(Body),
    Loose(Loose),
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

/// Rows of cells for which no heading was found; and as lines.
#[derive(Debug)]
pub(super) struct Loose {
    pub(super) grid: Rc<Grid>,
    pub(super) rows: Vec<u32>,
    pub(super) lines: Vec<Line>,
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
        let turned = Some(row).filter(|_| may_hold_table).and_then(|row| turned(grid, row, end));
        if let Some(Turned { grid, below }) = turned
            && let Some(heading) = heading(&grid, 0, grid.rows)
        {
            let rows = (heading.below..grid.rows).collect();
            blocks.push(Block::Table(Body { grid, heading, rows }));
            row = below;
            continue;
        }
        let found = Some(row).filter(|_| may_hold_table).and_then(|row| heading(grid, row, end));
        let Some(heading) = found else {
            let loose = blocks.iter().any(|block| matches!(block, Block::Table(_)));
            let end = (row..end).find(|at| !are_cells(grid, *at, loose)).unwrap_or(end);
            if is_loose(grid, row..end, loose) {
                let lines = (row..end).flat_map(|row| lines(grid, row)).collect();
                blocks.push(Block::Loose(Loose { grid: Rc::clone(grid), rows: (row..end).collect(), lines }));
                row = end;
                continue;
            }
            blocks.extend(lines(grid, row).into_iter().map(Block::Line));
            row += 1;
            continue;
        };
        let mut next = heading.below;
        let mut rows = Vec::new();
        while next < end {
            let again = self::heading(grid, next, end).filter(|_| !is_row(grid, &heading, next));
            match again {
                // The same heading once more begins the next page.
                Some(again) if says_the_same(&again, &heading) => {
                    next = again.below;
                }
                Some(_) if is_another(grid, next) => break,
                _ if ends(grid, &heading, next) => break,
                _ => {
                    rows.push(next);
                    next += 1;
                }
            }
        }
        let body = match super::side_by_side::stacked(grid, &heading, &rows) {
            Some((grid, heading)) => {
                let rows = (heading.below..grid.rows).collect();
                Body { grid, heading, rows }
            }
            None => Body { grid: Rc::clone(grid), heading, rows },
        };
        blocks.push(Block::Table(body));
        row = next;
    }
    blocks
}

/// Whether a row has cells beside each other that say something, as rows of tables have; lines of fields, units and notes do
/// not count. Below a table in a sheet two are enough.
fn are_cells(grid: &Grid, row: u32, is_below: bool) -> bool {
    const OF_A_SHEET: usize = 3;
    let is_in_table = grid.table().is_some_and(|table| table.contains(&row));
    let spots = grid.beginning(row);
    let raw = spots.iter().map(|spot| spot.raw.as_str()).collect::<Vec<_>>().join("　　");
    let least = if is_in_table || is_below { 2 } else { OF_A_SHEET };
    let is_note = spots.first().is_some_and(|first| is_note(&first.plain));
    spots.len() >= least
        && spots.iter().any(|spot| spot.plain.chars().any(char::is_alphabetic))
        && !fields::are_fields(&raw)
        && fields::unit(&raw).is_none()
        && !is_note
}

/// Whether some rows without a heading are a table, or a piece of one.
fn is_loose(grid: &Grid, rows: std::ops::Range<u32>, is_below: bool) -> bool {
    let is_in_table = grid.table().is_some_and(|table| table.contains(&rows.start));
    !rows.is_empty() && (is_in_table || is_below || rows.len() > 1)
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
fn ends(grid: &Grid, heading: &Heading, row: u32) -> bool {
    if is_row(grid, heading, row) {
        return false;
    }
    let spots = grid.beginning(row);
    let Some(first) = spots.first() else { return false };
    let is_alone = spots.len() == 1;
    let is_title = |spot: &Spot| {
        titles::is_title(&spot.text)
            && (row + 1..row + TITLE_ABOVE).any(|below| self::heading(grid, below, grid.rows).is_some())
    };
    let raw = spots.iter().map(|spot| spot.raw.as_str()).collect::<Vec<_>>().join("　　");
    (is_alone && is_note(&first.plain))
        || fields::are_signatures(&raw)
        || (is_alone && (titles::mark(&first.text).is_some() || is_title(first)))
}
