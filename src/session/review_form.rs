//! A form of a draft as it is looked over: its rows with their figures, its columns, what adds up.

use serde::Serialize;

use crate::blank_form::{DraftFigure, DraftForm, DraftRow, Place};
use crate::notice::{Column, FigureId, Form, Role, RowKind, Scope};
use crate::unit::UnitKind;

/// A form.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewForm {
    pub mark: String,
    pub title: String,
    pub title_place: Option<Place>,
    /// As it is drawn; `None` where it contradicts itself too much for that.
    pub shown: Option<Form>,
    pub rows: Vec<ReviewRow>,
    pub columns: Vec<ReviewColumn>,
    /// What adds up, a line each.
    pub relations: String,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewRow {
    pub number: u16,
    /// What stands in the column of its number.
    pub code: String,
    pub content: String,
    pub is_heading: bool,
    pub place: Option<Place>,
    pub left_blank_by: Vec<UnitKind>,
    pub figures: Vec<ReviewFigure>,
}

/// A figure.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewFigure {
    pub id: FigureId,
    pub name: String,
    pub unit: String,
    pub decimals: u8,
    pub part_of: Option<FigureId>,
    pub scope: Scope,
    /// Whether it has a column of its own.
    pub in_column: bool,
}

/// A column without others under it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReviewColumn {
    pub table: usize,
    /// Counted from 0 in its table.
    pub column: usize,
    /// Its heading with those over it.
    pub called: String,
    pub heading: String,
    pub role: Option<Role>,
    /// What else it may be.
    pub roles: Vec<Role>,
}

/// What is shown of a form.
pub(super) fn form(form: &DraftForm, shown: Option<Form>) -> ReviewForm {
    let columns = form.tables.iter().enumerate().flat_map(|(table, of)| {
        let mut leaves = Vec::new();
        for top in &of.columns {
            called(top, "", &mut leaves);
        }
        let has_measures = leaves.iter().any(|(_, column)| column.measure.is_some());
        leaves.into_iter().enumerate().map(move |(at, (called, column))| ReviewColumn {
            table,
            column: at,
            called,
            heading: column.heading.clone(),
            role: column.role,
            roles: roles(column, has_measures),
        })
    });
    ReviewForm {
        mark: form.mark.value.clone(),
        title: form.title.value.clone(),
        title_place: form.title.place.clone(),
        shown,
        rows: form.rows().map(row).collect(),
        columns: columns.collect(),
        relations: form.relations_text(),
    }
}

/// The columns under one, each with what it is called.
fn called<'a>(column: &'a Column, above: &str, leaves: &mut Vec<(String, &'a Column)>) {
    let name = if above.is_empty() { column.heading.clone() } else { format!("{above} {}", column.heading) };
    if column.columns.is_empty() {
        leaves.push((name, column));
    } else {
        column.columns.iter().for_each(|under| called(under, &name, leaves));
    }
}

/// What a column may be: one of words stays one, and so does one of labels.
fn roles(column: &Column, has_measures: bool) -> Vec<Role> {
    const FIGURES: [Role; 7] = [
        Role::Month,
        Role::Total,
        Role::Previous,
        Role::LastYear,
        Role::Difference,
        Role::PerCent,
        Role::Text,
    ];
    match column.role {
        Some(Role::Text) if has_measures => vec![Role::Text],
        Some(role) if role.is_quantity() || role == Role::Text => FIGURES.to_vec(),
        Some(role) => vec![role],
        None => Vec::new(),
    }
}

fn row(row: &DraftRow) -> ReviewRow {
    ReviewRow {
        number: row.number,
        code: row.code.clone().unwrap_or_else(|| row.number.to_string()),
        content: row.content.value.clone(),
        is_heading: row.kind == RowKind::Heading,
        place: row.content.place.clone(),
        left_blank_by: row.left_blank_by.as_ref().map(|found| found.value.clone()).unwrap_or_default(),
        figures: row.figures.iter().map(figure).collect(),
    }
}

fn figure(figure: &DraftFigure) -> ReviewFigure {
    ReviewFigure {
        id: figure.id,
        name: figure.name.clone(),
        unit: figure.unit.value.clone(),
        decimals: figure.decimals.value,
        part_of: figure.part_of.value,
        scope: figure.scope,
        in_column: figure.measure.is_some(),
    }
}
