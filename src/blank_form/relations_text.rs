//! The relations of a form as lines of text, as forms print them: 1=2+3.

use super::correction::CorrectionError;
use super::doubt::Found;
use super::draft::{DraftFigure, DraftForm};
use super::text::{half_width, trim};
use crate::notice::{FigureId, Relation, RelationOf, RowKind};

/// The most relations, and the longest.
const MOST: usize = 300;
const LONGEST: usize = 1000;
const WANTED: &str = "请用表里的行号或编号写，例如 1=2+3 或 4≤3，一行写一条";

impl DraftForm {
    /// What adds up, a line each.
    pub fn relations_text(&self) -> String {
        let says: Vec<&str> = self.relations.iter().map(|found| found.value.says.as_str()).collect();
        says.join("\n")
    }
}

/// Takes the relations that a person writes; those that stood there already stay what they were.
pub(super) fn set_relations(form: &mut DraftForm, text: &str) -> Result<(), CorrectionError> {
    let lines = text.split(['\n', '；', ';', '，', ',']).map(trim).filter(|line| !line.is_empty());
    let mut relations: Vec<Found<Relation>> = Vec::new();
    for line in lines.take(MOST) {
        let says: String =
            line.chars().take(LONGEST).map(half_width).filter(|one| !one.is_whitespace()).collect();
        let says = says.replace(">=", "≥").replace("<=", "≤");
        let known = form.relations.iter().find(|found| found.value.says == says);
        let relation = match known {
            Some(known) => known.clone(),
            None => Found::stated(relation(form, &says)?, None),
        };
        if !relations.iter().any(|other| other.value.says == says) {
            relations.push(relation);
        }
    }
    form.relations = relations;
    sums(form);
    Ok(())
}

fn relation(form: &DraftForm, says: &str) -> Result<Relation, CorrectionError> {
    let unreadable = || CorrectionError::Unreadable {
        called: "相加的关系".to_owned(),
        text: says.chars().take(30).collect(),
        wanted: WANTED,
    };
    let has_sign = says.chars().filter(|one| "=≤≥".contains(*one)).count() == 1;
    let names: Vec<&str> = says.split(['=', '≤', '≥', '+', '-']).collect();
    let are_rows = || {
        names
            .iter()
            .all(|name| form.rows().any(|row| row.number.to_string() == *name && !row.figures.is_empty()))
    };
    let are_figures = || {
        names
            .iter()
            .all(|name| name.parse::<FigureId>().is_ok_and(|id| form.figures().any(|figure| figure.id == id)))
    };
    let of = match () {
        () if !has_sign => return Err(unreadable()),
        () if are_rows() => RelationOf::Rows,
        () if are_figures() => RelationOf::Figures,
        () => return Err(unreadable()),
    };
    let derived = says.contains('=') && says.split('=').next().is_some_and(|left| !left.contains(['+', '-']));
    Ok(Relation { says: says.to_owned(), of, tolerance: None, derived, between: Vec::new() })
}

/// A row that adds up others is a sum, and no other is.
fn sums(form: &mut DraftForm) {
    let wholes: Vec<String> = form
        .relations
        .iter()
        .filter(|found| found.value.derived && found.value.of == RelationOf::Rows)
        .filter_map(|found| Some(found.value.says.split('=').next()?.to_owned()))
        .collect();
    for row in
        form.tables.iter_mut().flat_map(|table| &mut table.sections).flat_map(|section| &mut section.rows)
    {
        if row.kind != RowKind::Heading {
            let is_sum = wholes.iter().any(|whole| *whole == row.number.to_string());
            row.kind = if is_sum { RowKind::Sum } else { RowKind::Figure };
        }
    }
}

/// Lets go of what names figures that are not there any more.
pub(super) fn drop_gone(form: &mut DraftForm, before: &[DraftFigure]) {
    let gone: Vec<FigureId> = before
        .iter()
        .map(|figure| figure.id)
        .filter(|id| !form.figures().any(|other| other.id == *id))
        .collect();
    if gone.is_empty() {
        return;
    }
    let rows: Vec<u16> = gone
        .iter()
        .map(|id| id.row)
        .filter(|row| !form.figures().any(|other| other.id.row == *row))
        .collect();
    let figures =
        form.tables.iter_mut().flat_map(|table| &mut table.sections).flat_map(|section| &mut section.rows);
    for figure in figures.flat_map(|row| &mut row.figures) {
        if figure.part_of.value.is_some_and(|whole| gone.contains(&whole)) {
            figure.part_of = Found::concluded(None, None);
        }
    }
    let is_gone = |relation: &Relation, name: &str| match relation.of {
        RelationOf::Rows => rows.iter().any(|row| row.to_string() == name),
        RelationOf::Figures => gone.iter().any(|id| id.to_string() == name),
        RelationOf::Columns => false,
    };
    form.relations.retain(|found| {
        !found.value.says.split(['=', '≤', '≥', '+', '-']).any(|name| is_gone(&found.value, name))
    });
    sums(form);
}
