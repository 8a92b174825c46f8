//! Setting right the rows of a form and their figures.

use std::collections::BTreeSet;

use super::correct_columns;
use super::correction::CorrectionError;
use super::doubt::Found;
use super::draft::{DraftFigure, DraftForm, DraftRow, DraftTable};
use super::relations_text::drop_gone;
use super::sentence::{Part, Said, Sentence, sentence};
use super::text::{tidy, trim};
use crate::notice::limits::{LONGEST_NAME, LONGEST_TEXT, MOST_IN_A_ROW};
use crate::notice::{FigureId, RowKind, Scope};

pub(super) fn row_of(form: &mut DraftForm, number: u16) -> Result<&mut DraftRow, CorrectionError> {
    let sections = form.tables.iter_mut().flat_map(|table| &mut table.sections);
    let mut rows = sections.flat_map(|section| &mut section.rows);
    rows.find(|row| row.number == number).ok_or(CorrectionError::Gone)
}

pub(super) fn each_figure(
    form: &mut DraftForm,
    wanted: &[FigureId],
    mut change: impl FnMut(&mut DraftFigure),
) -> Result<(), CorrectionError> {
    let mut left: BTreeSet<FigureId> = wanted.iter().copied().collect();
    let sections = form.tables.iter_mut().flat_map(|table| &mut table.sections);
    let rows = sections.flat_map(|section| &mut section.rows);
    for figure in rows.flat_map(|row| &mut row.figures) {
        if left.remove(&figure.id) {
            change(figure);
        }
    }
    if wanted.is_empty() || !left.is_empty() { Err(CorrectionError::Gone) } else { Ok(()) }
}

/// A text on one line, no longer than it may be.
pub(super) fn short(called: &str, text: &str, most: usize) -> Result<String, CorrectionError> {
    let text = trim(&tidy(text)).to_owned();
    if text.chars().count() > most {
        return Err(CorrectionError::TooLong { called: called.to_owned(), most });
    }
    Ok(text)
}

/// The same where it must not be empty.
pub(super) fn named(called: &str, text: &str, most: usize) -> Result<String, CorrectionError> {
    let text = short(called, text, most)?;
    if text.is_empty() { Err(CorrectionError::Blank(called.to_owned())) } else { Ok(text) }
}

/// A new text of a row. Where its figures have no columns of their own, each X of the text is one of them.
pub(super) fn content(form: &mut DraftForm, number: u16, text: &str) -> Result<(), CorrectionError> {
    let text = named("这一行的内容", text, LONGEST_TEXT)?;
    let row = row_of(form, number)?;
    let place = row.content.place.take();
    let shares = row.kind != RowKind::Heading && row.figures.iter().all(|figure| figure.measure.is_none());
    let read = sentence(&text);
    let says_none = read.figures.is_empty() && (row.figures.len() == 1 || !row.content.value.contains('X'));
    if !shares || says_none {
        row.content = Found::stated(text.replace('X', "Ｘ"), place);
        return Ok(());
    }
    if read.figures.is_empty() || read.figures.len() > MOST_IN_A_ROW {
        return Err(CorrectionError::Places(row.figures.len()));
    }
    row.content = Found::stated(read.text.clone(), place);
    let before = std::mem::take(&mut row.figures);
    row.figures = said(number, &read, &before);
    decimals_as_elsewhere(form, number, &before);
    drop_gone(form, &before);
    Ok(())
}

/// The figures of a sentence. What was known of as many figures stays.
fn said(row: u16, read: &Sentence, before: &[DraftFigure]) -> Vec<DraftFigure> {
    let is_alone = read.figures.len() == 1;
    let ids: Vec<FigureId> = ('a'..='z')
        .take(read.figures.len())
        .map(|part| FigureId { row, part: (!is_alone).then_some(part) })
        .collect();
    let as_many = before.len() == read.figures.len();
    let figure = |(at, (said, id)): (usize, (&Said, &FigureId))| {
        let known = before.get(at).filter(|_| as_many);
        let part_of = match (known, said.part) {
            (Some(known), _) => known.part_of.clone(),
            (None, Part::Of(whole)) => Found::stated(ids.get(whole).copied(), None),
            (None, Part::No | Part::Perhaps(_)) => Found::concluded(None, None),
        };
        DraftFigure {
            id: *id,
            name: said.name.clone(),
            measure: None,
            unit: Found::stated(said.unit.0.clone(), None),
            decimals: known.map_or_else(|| Found::concluded(0, None), |known| known.decimals.clone()),
            part_of,
            scope: known
                .map_or(if said.this_year { Scope::Year } else { Scope::Campaign }, |known| known.scope),
        }
    };
    read.figures.iter().zip(&ids).enumerate().map(figure).collect()
}

/// Gives new figures of a row the decimals that other figures of their unit have.
fn decimals_as_elsewhere(form: &mut DraftForm, number: u16, before: &[DraftFigure]) {
    let known: Vec<(String, u8)> = form
        .rows()
        .filter(|row| row.number != number)
        .flat_map(|row| &row.figures)
        .chain(before)
        .map(|figure| (figure.unit.value.clone(), figure.decimals.value))
        .collect();
    let Ok(row) = row_of(form, number) else { return };
    let is_new = row.figures.len() != before.len();
    for figure in row.figures.iter_mut().filter(|_| is_new) {
        if let Some((_, decimals)) = known.iter().find(|(unit, _)| *unit == figure.unit.value) {
            figure.decimals = Found::concluded(*decimals, None);
        }
    }
}

/// A new unit of some figures. Where a sentence says the unit behind the X, it says the new one from then on.
pub(super) fn unit(form: &mut DraftForm, wanted: &[FigureId], unit: &str) -> Result<(), CorrectionError> {
    let rows: BTreeSet<u16> = wanted.iter().map(|id| id.row).collect();
    for row in rows {
        let row = row_of(form, row)?;
        let shares = row.figures.iter().filter(|figure| figure.measure.is_none());
        let mut parts = row.content.value.split('X');
        let mut said = parts.next().unwrap_or_default().to_owned();
        let figures: Vec<&DraftFigure> = shares.collect();
        for (at, part) in parts.enumerate() {
            said.push('X');
            let figure = figures.get(at).filter(|figure| wanted.contains(&figure.id));
            let rest = figure
                .filter(|_| !unit.is_empty() && !part.starts_with(unit))
                .and_then(|figure| part.strip_prefix(figure.unit.value.as_str()));
            said.push_str(&rest.map_or_else(|| part.to_owned(), |rest| format!("{unit}{rest}")));
        }
        row.content.value = said;
    }
    each_figure(form, wanted, |figure| {
        figure.unit = Found::stated(unit.to_owned(), figure.unit.place.take());
    })
}

pub(super) fn heading(form: &mut DraftForm, number: u16, is_heading: bool) -> Result<(), CorrectionError> {
    let of_row = |table: &&DraftTable| {
        table.sections.iter().flat_map(|section| &section.rows).any(|row| row.number == number)
    };
    let table = form.tables.iter().find(of_row).cloned().ok_or(CorrectionError::Gone)?;
    let row = row_of(form, number)?;
    if is_heading == (row.kind == RowKind::Heading) {
        return Ok(());
    }
    let before = std::mem::take(&mut row.figures);
    if is_heading {
        row.kind = RowKind::Heading;
        row.left_blank_by = None;
        row.content.value = row.content.value.replace('X', "Ｘ");
    } else {
        row.kind = RowKind::Figure;
        row.figures = correct_columns::figures_of(&table, row);
    }
    drop_gone(form, &before);
    Ok(())
}

pub(super) fn leave_out(form: &mut DraftForm, number: u16) -> Result<(), CorrectionError> {
    let before = row_of(form, number)?.figures.clone();
    if form.rows().filter(|row| !row.figures.is_empty()).all(|row| row.number == number) {
        return Err(CorrectionError::LastRow);
    }
    for table in &mut form.tables {
        for section in &mut table.sections {
            section.rows.retain(|row| row.number != number);
        }
        table.sections.retain(|section| !section.rows.is_empty());
    }
    drop_gone(form, &before);
    Ok(())
}

pub(super) fn figures_in(form: &mut DraftForm, number: u16, units: &[String]) -> Result<(), CorrectionError> {
    let row = row_of(form, number)?;
    if row.figures.iter().any(|figure| figure.measure.is_some()) || units.len() > MOST_IN_A_ROW {
        return Err(CorrectionError::ByColumn);
    }
    if row.figures.is_empty() || units.is_empty() {
        return Err(CorrectionError::Gone);
    }
    let units = units.iter().map(|unit| short("单位", unit, LONGEST_NAME)).collect::<Result<Vec<_>, _>>()?;
    let before = std::mem::take(&mut row.figures);
    let (name, scope) =
        before.first().map_or((String::new(), Scope::Campaign), |first| (first.name.clone(), first.scope));
    let is_alone = units.len() == 1;
    let figure = |(unit, part): (String, char)| DraftFigure {
        id: FigureId { row: number, part: (!is_alone).then_some(part) },
        name: if is_alone || unit.is_empty() { name.clone() } else { format!("{name}（{unit}）") },
        measure: None,
        unit: Found::stated(unit, None),
        decimals: Found::concluded(0, None),
        part_of: Found::concluded(None, None),
        scope,
    };
    row.figures = units.into_iter().zip('a'..='z').map(figure).collect();
    decimals_as_elsewhere(form, number, &before);
    drop_gone(form, &before);
    Ok(())
}

pub(super) fn part_of(
    form: &mut DraftForm,
    figure: FigureId,
    whole: Option<FigureId>,
) -> Result<(), CorrectionError> {
    if let Some(whole) = whole {
        if !form.figures().any(|other| other.id == whole) {
            return Err(CorrectionError::Gone);
        }
        // Not in a circle either.
        let mut at = Some(whole);
        for _ in 0..=form.figures().count() {
            if at == Some(figure) {
                return Err(CorrectionError::PartOfItself);
            }
            at = at.and_then(|at| form.figures().find(|other| other.id == at)?.part_of.value);
        }
    }
    each_figure(form, &[figure], |figure| {
        figure.part_of = Found::stated(whole, figure.part_of.place.take());
    })
}
