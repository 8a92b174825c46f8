//! Setting right what a table's columns are.

use std::collections::BTreeSet;

use super::correction::CorrectionError;
use super::doubt::Found;
use super::draft::{DraftFigure, DraftRow, DraftTable};
use crate::notice::{Against, Column, FigureId, Role, Scope};

/// The columns without the headings over several, from left to right.
fn leaves(columns: &mut [Column]) -> Vec<&mut Column> {
    let mut found = Vec::new();
    for column in columns {
        if column.columns.is_empty() {
            found.push(column);
        } else {
            found.extend(leaves(&mut column.columns));
        }
    }
    found
}

/// The same to be looked at.
fn seen(table: &DraftTable) -> Vec<&Column> {
    table.columns.iter().flat_map(Column::leaves).collect()
}

pub(super) fn leaf_called(table: &DraftTable, heading: &str) -> Option<usize> {
    seen(table).iter().position(|column| column.heading == heading)
}

/// Whether a measure has no column for its month, or two columns for the same.
pub(super) fn is_unclear(table: &DraftTable) -> bool {
    let mut known = BTreeSet::new();
    let is_compared = |role: Role| matches!(role, Role::Difference | Role::PerCent);
    let leaves = seen(table);
    let quantities = leaves.iter().filter_map(|column| {
        Some((column.role.filter(|role| role.is_quantity() && !is_compared(*role))?, &column.measure))
    });
    let all: Vec<_> = quantities.collect();
    let is_twice = all.iter().any(|quantity| !known.insert(*quantity));
    let lacks = all.iter().any(|(_, measure)| !known.contains(&(Role::Month, measure)));
    is_twice || lacks || all.is_empty()
}

pub(super) fn set_heading(
    table: &mut DraftTable,
    column: usize,
    text: String,
) -> Result<(), CorrectionError> {
    let mut leaves = leaves(&mut table.columns);
    leaves.get_mut(column).ok_or(CorrectionError::Gone)?.heading = text;
    Ok(())
}

/// Says what a column is. Returns the figures that have no column any more.
pub(super) fn set_role(
    table: &mut DraftTable,
    column: usize,
    role: Role,
) -> Result<Vec<DraftFigure>, CorrectionError> {
    let has_measures = seen(table).iter().any(|column| column.measure.is_some());
    let mut leaves = leaves(&mut table.columns);
    let leaf = leaves.get_mut(column).ok_or(CorrectionError::Gone)?;
    let measure = leaf.measure.clone();
    if role.is_quantity() && has_measures && measure.is_none() {
        return Err(CorrectionError::NoFigures);
    }
    leaf.role = Some(role);
    if role != Role::PerCent {
        leaf.decimals = None;
    }
    if !role.is_quantity() {
        leaf.measure = None;
    }
    if matches!(role, Role::Difference | Role::PerCent) {
        leaf.decimals = (role == Role::PerCent).then_some(1);
        leaf.against = Against::Previous;
    }
    // What is measured in no column is no figure.
    let of_measure = |leaf: &&mut Column| leaf.measure == measure && leaf.role.is_some_and(Role::is_quantity);
    let is_left = leaves.iter().any(of_measure);
    if is_left {
        return Ok(Vec::new());
    }
    if measure.is_none() {
        // Without any column of figures there is no form.
        return Err(CorrectionError::ColumnsUnclear);
    }
    let mut gone = Vec::new();
    for row in table.sections.iter_mut().flat_map(|section| &mut section.rows) {
        let (left, kept) =
            std::mem::take(&mut row.figures).into_iter().partition(|figure| figure.measure == measure);
        gone.extend::<Vec<DraftFigure>>(left);
        row.figures = kept;
        if row.figures.is_empty() {
            row.kind = crate::notice::RowKind::Heading;
            row.left_blank_by = None;
        }
    }
    Ok(gone)
}

/// Puts a column of words before that many others.
pub(super) fn add_words(table: &mut DraftTable, before: usize, heading: String) {
    let column = Column {
        heading,
        columns: Vec::new(),
        role: Some(Role::Text),
        measure: None,
        letter: String::new(),
        against: Against::default(),
        unit: String::new(),
        decimals: None,
    };
    let mut count = 0;
    let at = table.columns.iter().position(|top| {
        let is_there = count >= before;
        count += top.leaves().len();
        is_there
    });
    table.columns.insert(at.unwrap_or(table.columns.len()), column);
}

/// The figures that a row of a table has, as the other rows have them.
pub(super) fn figures_of(table: &DraftTable, row: &DraftRow) -> Vec<DraftFigure> {
    let rows = || table.sections.iter().flat_map(|section| &section.rows);
    let most =
        rows().max_by_key(|other| other.figures.iter().filter(|figure| figure.measure.is_some()).count());
    let like = most.map(|other| other.figures.clone()).unwrap_or_default();
    let has_columns = like.iter().any(|figure| figure.measure.is_some());
    let unit = table.unit.as_ref().map(|found| found.value.clone()).unwrap_or_default();
    let blank = DraftFigure {
        id: FigureId { row: row.number, part: None },
        name: row.content.value.clone(),
        measure: None,
        unit: Found::stated(unit, None),
        decimals: Found::concluded(0, None),
        part_of: Found::concluded(None, None),
        scope: like.first().map_or(Scope::Campaign, |figure| figure.scope),
    };
    if !has_columns {
        return vec![blank];
    }
    let own = |figure: DraftFigure| DraftFigure {
        id: FigureId { row: row.number, part: figure.id.part },
        name: row.content.value.clone(),
        part_of: Found::concluded(None, None),
        ..figure
    };
    like.into_iter().map(own).collect()
}
