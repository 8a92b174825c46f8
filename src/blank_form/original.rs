//! The files as they are drawn beside what was understood of them: their texts with the cells that they cover.

use serde::Serialize;

use super::grid::Grid;
use super::in_order;
use crate::reading::{Book, Kind};

/// The most rows and columns of a sheet, and the most cells of all, that are drawn.
const MOST_ROWS: u32 = 500;
const MOST_COLUMNS: u32 = 60;
const MOST_CELLS: usize = 20_000;

/// A sheet of a file. The files and their sheets are counted as in a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OriginalSheet {
    pub file: usize,
    pub sheet: usize,
    pub name: String,
    /// How many columns the widest row has.
    pub across: u32,
    pub rows: Vec<OriginalRow>,
    /// Whether there is more of it than is drawn.
    pub is_cut: bool,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OriginalRow {
    pub row: u32,
    /// Whether it is a line of text and stands in no table.
    pub is_line: bool,
    pub cells: Vec<OriginalCell>,
}

/// A cell with the columns and rows that it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OriginalCell {
    pub column: u32,
    pub across: u32,
    pub down: u32,
    pub text: String,
}

/// What is drawn of the files, in the order in which they are read.
pub fn original(books: &[Book]) -> Vec<OriginalSheet> {
    let mut left = MOST_CELLS;
    let mut sheets = Vec::new();
    for (file, book) in books.iter().take(super::MOST_FILES).enumerate() {
        for (number, sheet) in in_order(book).filter(|(_, sheet)| !sheet.hidden) {
            let grid = Grid::new(file, number, book.kind, sheet);
            sheets.push(draw(&grid, book.kind == Kind::Document, &mut left));
        }
    }
    sheets
}

fn draw(grid: &Grid, is_document: bool, left: &mut usize) -> OriginalSheet {
    let across = grid.columns.min(MOST_COLUMNS);
    let table = grid.table();
    let mut rows = Vec::new();
    for row in 0..grid.rows.min(MOST_ROWS) {
        let is_line = is_document && table.as_ref().is_some_and(|table| !table.contains(&row));
        let cells: Vec<OriginalCell> =
            if is_line { line(grid, row, across) } else { cells(grid, row, across) };
        let Some(rest) = left.checked_sub(cells.len().max(1)) else { break };
        *left = rest;
        // A row without texts keeps its height, or the rows beside a merged cell would be torn apart.
        if !(is_line && cells.is_empty()) {
            rows.push(OriginalRow { row, is_line, cells });
        }
    }
    let drawn = rows.last().map_or(0, |row| row.row + 1);
    OriginalSheet {
        file: grid.file,
        sheet: grid.number,
        name: grid.name().to_owned(),
        across,
        is_cut: grid.is_cut || drawn < grid.rows || across < grid.columns,
        rows,
    }
}

/// A line over the whole width.
fn line(grid: &Grid, row: u32, across: u32) -> Vec<OriginalCell> {
    let spots = grid.beginning(row);
    let text: Vec<&str> = spots.iter().map(|spot| spot.raw.as_str()).collect();
    let first = spots.first().map(|spot| spot.area.first.1);
    first
        .map(|column| OriginalCell { column, across: across.max(1), down: 1, text: text.join("　") })
        .into_iter()
        .collect()
}

fn cells(grid: &Grid, row: u32, across: u32) -> Vec<OriginalCell> {
    let mut cells = Vec::new();
    for column in 0..across {
        let area = grid.area(row, column);
        if area.first != (row, column) {
            continue;
        }
        let text = grid.at(row, column).map(|spot| spot.raw).unwrap_or_default();
        cells.push(OriginalCell {
            column,
            across: area.last.1.min(across - 1) + 1 - column,
            down: area.last.0.min(grid.rows.min(MOST_ROWS) - 1) + 1 - row,
            text,
        });
    }
    cells
}
