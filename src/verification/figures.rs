//! Reading the content of a form from a sheet: the figures of a report, the projects of a list.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::notice::{
    Against, Figure, FigureId, Form, Grid as FormGrid, GridColumn, GridContent, GridRow, Role, Row,
};
use crate::projects::Project;
use crate::reading::{Sheet as Grid, Value};
use crate::report::Quantity;

/// A quantity of the form and its cell.
pub(super) struct FigureCell<'form> {
    /// The number of its row.
    pub(super) row: u16,
    pub(super) figure: &'form Figure,
    /// `None` for a comparison with a month that the form does not show: nothing in the file can tell whether it is right.
    pub(super) quantity: Option<Quantity>,
}

pub(super) type FigureCells<'form> = BTreeMap<(u32, u32), FigureCell<'form>>;

/// The cells of all figures; `None` if the grid is not the form's.
pub(super) fn figure_cells<'form>(form: &'form Form, grid: &Grid) -> Option<FigureCells<'form>> {
    let cells = quantities(form, grid)?.into_iter().filter_map(|(place, row, figure, column)| {
        let quantity = match column.role {
            Role::Month => Some(Quantity::Month),
            Role::Total => Some(Quantity::Total),
            Role::Difference | Role::PerCent if !shows_base(form, column.against) => None,
            _ => return None,
        };
        Some((place, FigureCell { row: row.number, figure, quantity }))
    });
    Some(cells.collect())
}

/// Whether a column shows the month that another compares with.
fn shows_base(form: &Form, against: Against) -> bool {
    let base = match against {
        Against::Previous => Role::Previous,
        Against::LastYear => Role::LastYear,
    };
    form.tables.iter().flat_map(|table| &table.grid.columns).any(|column| column.role == base)
}

/// The month before and the same month a year before, as a file shows them.
pub(super) fn earlier_months(form: &Form, grid: &Grid) -> BTreeMap<FigureId, [Option<Amount>; 2]> {
    let mut earlier: BTreeMap<FigureId, [Option<Amount>; 2]> = BTreeMap::new();
    for (place, _, figure, column) in quantities(form, grid).unwrap_or_default() {
        let amount = || amount(figure, &shown(grid.value(place.0, place.1)));
        let [previous, last_year] = earlier.entry(figure.id).or_default();
        match column.role {
            Role::Previous => *previous = amount(),
            Role::LastYear => *last_year = amount(),
            _ => {}
        }
    }
    earlier
}

/// The cell of a quantity, its row and figure, and the column of the form that it stands in.
type QuantityCell<'form> = ((u32, u32), &'form Row, &'form Figure, &'form GridColumn);

/// The cells of all quantities; `None` if the grid is not the form's.
fn quantities<'form>(form: &'form Form, grid: &Grid) -> Option<Vec<QuantityCell<'form>>> {
    let mut cells = Vec::new();
    let mut line = 0;
    for table in &form.tables {
        let place = Place::of(&table.grid, grid, line);
        line = place.first_row;
        for row in &table.grid.rows {
            line = place.line_of(row, grid, line)?;
            for cell in &row.cells {
                let GridContent::Quantity { figure, .. } = &cell.content else { continue };
                let (row, figure) = form.find(*figure).ok()?;
                let column = *place.columns.get(cell.column)?;
                cells.push(((line, column), row, figure, table.grid.columns.get(cell.column)?));
            }
            line += 1;
        }
    }
    Some(cells)
}

/// Where a table stands on a sheet.
struct Place {
    /// The first row below its headings.
    first_row: u32,
    /// The column of the sheet for each of the table's.
    columns: Vec<u32>,
}

impl Place {
    /// Finds the table by its headings, at or below a line: rows and columns may have been inserted, and a heading may
    /// have been changed.
    fn of(table: &FormGrid, grid: &Grid, from: u32) -> Self {
        let first = table.headings.first().map_or(&[][..], Vec::as_slice);
        let known = |cells: &[(u32, &Value)]| {
            first.iter().filter(|heading| column_of(cells, 0, &heading.text).is_some()).count()
        };
        let mut best = (0, from);
        for (line, cells) in grid.rows_from(from) {
            let known = known(&cells);
            if known > best.0 {
                best = (known, line);
            }
        }
        let (known, line) = best;
        let rows = table.headings.len() + usize::from(!table.letters.is_empty());
        let rows = if known == 0 { 0 } else { u32::try_from(rows).unwrap_or(u32::MAX) };
        Self { first_row: line.saturating_add(rows), columns: columns(table, grid, line) }
    }

    /// The first line with the row's number or words, because lines may have been inserted between.
    fn line_of(&self, row: &GridRow, grid: &Grid, from: u32) -> Option<u32> {
        let text = |role| {
            let mut cells = row.cells.iter();
            cells.find_map(|cell| match &cell.content {
                GridContent::Text { role: found, text } if *found == role && !text.is_empty() => {
                    self.columns.get(cell.column).map(|column| (*column, text.as_str()))
                }
                _ => None,
            })
        };
        let Some((column, text)) = text(Role::Number).or_else(|| text(Role::Content)) else {
            return Some(from);
        };
        (from..=grid.last_row()?).find(|line| grid.value(*line, column).text().trim() == text)
    }
}

/// The column of the sheet for each of the table's, from its headings that begin in that line. One that is not there
/// stands beside the one before it.
fn columns(table: &FormGrid, grid: &Grid, line: u32) -> Vec<u32> {
    let mut columns: Vec<u32> = (0..).take(table.columns.len()).collect();
    for (headings, line) in table.headings.iter().zip(line..) {
        let found = grid.rows_from(line).next().filter(|(row, _)| *row == line);
        let cells = found.map(|(_, cells)| cells).unwrap_or_default();
        for heading in headings {
            let usual = match heading.column.checked_sub(1).and_then(|before| columns.get(before)) {
                Some(before) => before + 1,
                None => 0,
            };
            let column = column_of(&cells, usual, &heading.text).unwrap_or(usual);
            let under = columns.iter_mut().skip(heading.column).take(heading.across);
            for (under, column) in under.zip(column..) {
                *under = column;
            }
        }
    }
    columns
}

/// The first column from `from` on in which a line has a text.
fn column_of(cells: &[(u32, &Value)], from: u32, text: &str) -> Option<u32> {
    let mut cells = cells.iter();
    cells.find(|(column, value)| *column >= from && value.text().trim() == text).map(|(column, _)| *column)
}

/// The month and the total of every figure, as the digest writes them; `None` if the grid is not the form's.
pub(super) fn figures(form: &Form, grid: &Grid) -> Option<BTreeMap<FigureId, [String; 2]>> {
    let mut figures: BTreeMap<FigureId, [String; 2]> = BTreeMap::new();
    for (place, cell) in figure_cells(form, grid)? {
        let [month, total] = figures.entry(cell.figure.id).or_default();
        let text = told(cell.figure, grid.value(place.0, place.1));
        match cell.quantity {
            Some(Quantity::Month) => *month = text,
            Some(Quantity::Total) => *total = text,
            None => {}
        }
    }
    Some(figures)
}

/// The content of a figure's cell as the form prints it; a text that is not an amount as it is shown.
pub(super) fn told(figure: &Figure, value: &Value) -> String {
    let text = shown(value);
    if text.is_empty() {
        return text;
    }
    amount(figure, &text).map_or(text, |amount| amount.to_string())
}

/// The amount in a cell; one that is reckoned may be below zero.
pub(super) fn amount(figure: &Figure, text: &str) -> Option<Amount> {
    let read = if figure.is_derived() { Amount::parse_signed } else { Amount::parse };
    read(text, figure.decimals()).ok()
}

/// The shown text of a cell, followed by its number if that is different.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Shown { number, text } => {
            let text = if text.is_empty() { "空白" } else { text };
            format!("{text}（存的是 {}）", Value::Number(*number).text())
        }
        other => other.text(),
    }
}

/// The projects of a list, without blank ones at its end.
pub(super) fn projects(grid: &Grid) -> Vec<Project> {
    let Some(last) = grid.last_row() else { return Vec::new() };
    let mut projects = Vec::new();
    for line in 0..=last {
        if grid.value(line, 0).text() == (projects.len() + 1).to_string() {
            let [by, scale, funds, due] = [1, 2, 3, 4].map(|column| shown(grid.value(line, column)));
            projects.push(Project { by, scale, funds, due, ..Project::default() });
        }
    }
    let filled = projects.iter().rposition(|project| !project.is_blank()).map_or(0, |last| last + 1);
    projects.truncate(filled);
    projects
}
