//! Reading the content of a form from a sheet: the figures of a report, the projects of a list.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::notice::{Figure, FigureId, Form};
use crate::output::GRID;
use crate::projects::Project;
use crate::reading::{Sheet as Grid, Value};
use crate::report::Quantity;

/// A quantity of the form and its cell.
pub(super) struct FigureCell<'form> {
    /// The number of its row.
    pub(super) row: u16,
    pub(super) figure: &'form Figure,
    pub(super) quantity: Quantity,
}

pub(super) type FigureCells<'form> = BTreeMap<(u32, u32), FigureCell<'form>>;

/// The cells of all figures; `None` if the grid is not the form's.
pub(super) fn figure_cells<'form>(form: &'form Form, grid: &Grid) -> Option<FigureCells<'form>> {
    let below = |heading: &str| {
        let mut cells = grid.cells();
        cells.find(|(_, value)| value.text().trim() == heading).map(|((_, column), _)| column)
    };
    let labels = &form.columns;
    let across = u32::try_from(form.across).ok()?;
    let number = below(&labels.number).unwrap_or(GRID.number);
    let month = below(&labels.month).unwrap_or(GRID.quantities);
    let total = below(&labels.total).unwrap_or(GRID.quantities + across);
    let mut cells = BTreeMap::new();
    let mut line = 0;
    let last = grid.last_row()?;
    for row in form.rows() {
        // The first line with the row's number, because lines may have been inserted between.
        let text = row.number.to_string();
        line = (line..=last).find(|line| grid.value(*line, number).text() == text)?;
        let mut from = 0;
        for figure in &row.figures {
            for (quantity, start) in [(Quantity::Month, month), (Quantity::Total, total)] {
                cells.insert((line, start + from), FigureCell { row: row.number, figure, quantity });
            }
            from += u32::try_from(figure.span).ok()?;
        }
        line += 1;
    }
    Some(cells)
}

/// The month and the total of every figure, as the digest writes them; `None` if the grid is not the form's.
pub(super) fn figures(form: &Form, grid: &Grid) -> Option<BTreeMap<FigureId, [String; 2]>> {
    let mut figures: BTreeMap<FigureId, [String; 2]> = BTreeMap::new();
    for (place, cell) in figure_cells(form, grid)? {
        let [month, total] = figures.entry(cell.figure.id).or_default();
        let text = told(cell.figure, grid.value(place.0, place.1));
        match cell.quantity {
            Quantity::Month => *month = text,
            Quantity::Total => *total = text,
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
    Amount::parse(&text, figure.decimals()).map_or(text, |amount| amount.to_string())
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
