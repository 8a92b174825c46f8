//! Reading the rows of the official form below its headings: each row by its sentence, its quantities by
//! their places, even if something was moved, merged, inserted or left out. The texts come from the form's
//! definition, the places from the sheet.

mod quantities;

use std::collections::{BTreeMap, BTreeSet};

use super::OldFigure;
use super::cell::CellReading;
use super::headings::{Chosen, Headings, Span};
use super::notes::{self, Note};
use super::sentences::{Identity, OtherUnit, Sentences};
use super::text::plain;
use crate::notice::{FigureId, Form, Row};
use crate::reading::{Marking, Sheet, Value, address};
use crate::wording::{numbered, quoted};

/// How many rows below the headings are read.
const MOST_ROWS: usize = 200;
/// If this many rows occur twice, it looks like a second month without its own headings.
const LIKE_MONTHS: usize = 3;
/// A row may be merged over this many rows below it, one for each of its figures.
const MOST_MERGED: u32 = 9;

/// The content below the headings.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) figures: BTreeMap<FigureId, OldFigure>,
    /// Rows of the form that are missing.
    pub(super) missing: Vec<u16>,
    /// What the unit wrote below the rows.
    pub(super) notes: Vec<Note>,
    pub(super) remarks: Vec<String>,
}

/// Reads the rows below the headings.
pub(super) fn table(
    sheet: &Sheet,
    sentences: &Sentences<'_>,
    headings: &Headings,
    chosen: &Chosen,
    form: &Form,
) -> Table {
    Reader { form, sheet, sentences, headings, chosen }.table()
}

/// Finds the row of the form that a row of the sheet is.
pub(super) fn identify<'form>(
    sheet: &Sheet,
    sentences: &Sentences<'form>,
    headings: &Headings,
    row: u32,
) -> Identity<'form> {
    let text =
        |column: Option<u32>| column.map(|column| value(sheet, row, column).text()).unwrap_or_default();
    sentences.identify(&text(headings.number), &text(headings.content))
}

/// How many rows of the form a sheet contains, judged by their sentences.
pub(super) fn known_rows(sheet: &Sheet, sentences: &Sentences<'_>, headings: &Headings) -> usize {
    let below = sheet.rows_from(headings.below).take(MOST_ROWS);
    let known: BTreeSet<u16> = below
        .filter_map(|(row, _)| match identify(sheet, sentences, headings, row) {
            Identity::Row(known) | Identity::OtherNumber(known, _) => Some(known.number),
            Identity::NumberAlone(_) | Identity::Unknown => None,
        })
        .collect();
    known.len()
}

/// The units, other than the form's, that a line above or below the rows names for the whole table.
pub(super) fn other_units(sheet: &Sheet, sentences: &Sentences<'_>, headings: &Headings) -> Vec<OtherUnit> {
    let is_row = |row: u32| {
        row >= headings.below && !matches!(identify(sheet, sentences, headings, row), Identity::Unknown)
    };
    let is_line = |row: u32| !(headings.row..headings.below).contains(&row) && !is_row(row);
    let lines = sheet.rows().take(MOST_ROWS).filter(|(row, _)| is_line(*row));
    lines.flat_map(|(_, cells)| cells).flat_map(|(_, value)| OtherUnit::in_note(&value.text())).collect()
}

/// Whether a row is the note below the form.
pub(super) fn is_note(form: &Form, cells: &[(u32, &Value)]) -> bool {
    let label = plain(&form.notes.label);
    cells.iter().any(|(_, value)| plain(&value.text()).starts_with(&label))
}

/// The value of a cell, or of the merged area that covers it.
fn value(sheet: &Sheet, row: u32, column: u32) -> &Value {
    match sheet.value(row, column) {
        Value::Blank => match sheet.merged_at(row, column) {
            Some(area) => sheet.value(area.first.0, area.first.1),
            None => &Value::Blank,
        },
        value => value,
    }
}

fn has_digit(value: &Value) -> bool {
    value.text().contains(|character: char| character.is_numeric())
}

struct Reader<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    sentences: &'a Sentences<'a>,
    headings: &'a Headings,
    chosen: &'a Chosen,
}

/// A row of the form in the sheet. It has several rows of the sheet if its cells are merged downwards.
#[derive(Debug, Default)]
struct Place {
    rows: Vec<u32>,
    /// More rows that claim to be the same row of the form.
    again: Vec<u32>,
    /// Whether only its number matches: its sentence is different or missing.
    by_number: bool,
}

/// A reading, and the cell it was read from or that is blank.
#[derive(Clone, Debug, Default)]
struct Placed {
    read: CellReading,
    at: Option<(u32, u32)>,
}

impl Placed {
    fn figure(month: Self, total: Self) -> OldFigure {
        OldFigure {
            month: month.read,
            total: total.read,
            month_at: month.at.map(address),
            total_at: total.at.map(address),
        }
    }
}

impl Place {
    /// The cells in its rows below a heading.
    fn cells(&self, span: Span) -> Vec<(u32, u32)> {
        self.rows.iter().flat_map(|row| (span.first..=span.last).map(move |column| (*row, column))).collect()
    }
}

impl Reader<'_> {
    fn table(&self) -> Table {
        let mut table = Table { remarks: self.chosen.remarks.clone(), ..Table::default() };
        let places = self.places(&mut table.remarks);
        let lines = places.values().flat_map(|place| place.rows.iter().chain(&place.again));
        if let Some(last) = lines.max() {
            table.notes = notes::below(self.form, self.sheet, last + 1, |row| !self.has_amounts(row));
        }
        let doubled = places.values().filter(|place| !place.again.is_empty()).count();
        if doubled >= LIKE_MONTHS {
            table.remarks.push(format!(
                "有 {doubled} 项出现了不止一次。如果是几个月上下排在一张表里，请给每个月加上标题（写明月份）和表头，或把每个月放在一张工作表里"
            ));
        }
        let (mut formulas, mut in_sentences) = (0, Vec::new());
        for row in self.form.rows() {
            let Some(place) = places.get(&row.number) else {
                table.missing.push(row.number);
                continue;
            };
            formulas += self.formulas(place);
            let [month_units, total_units] = &self.chosen.other_units;
            let mut month = self.quantities(row, place, Some(self.chosen.month), month_units);
            let total = self.quantities(row, place, self.chosen.total, total_units);
            if place.again.is_empty() && !place.by_number && self.with_sentence(row, place, &mut month) {
                in_sentences.push(row.number);
            }
            let read = row.figures.iter().zip(month.into_iter().zip(total));
            table
                .figures
                .extend(read.map(|(figure, (month, total))| (figure.id, Placed::figure(month, total))));
        }
        if !in_sentences.is_empty() {
            let content = quoted(&self.form.columns.content);
            table.remarks.push(format!("第 {} 项的数写在{content}里，取那里的数", numbered(&in_sentences)));
        }
        if formulas > 0 {
            table.remarks.push(format!("有 {formulas} 格是公式，取它们算出的结果"));
        }
        table
    }

    /// The place of each row of the form. A row that is crossed out or not from the form is reported and not read.
    fn places(&self, remarks: &mut Vec<String>) -> BTreeMap<u16, Place> {
        let mut places: BTreeMap<u16, Place> = BTreeMap::new();
        let mut by_number: Vec<(&Row, u32)> = Vec::new();
        let (mut struck, mut unknown) = (Vec::new(), Vec::new());
        let below = self.sheet.rows_from(self.headings.below);
        for (row, cells) in below.take(MOST_ROWS) {
            if is_note(self.form, &cells) {
                break;
            }
            let has_amounts = self.has_amounts(row);
            if self.is_struck(row) {
                struck.extend(self.has_numbers(row).then_some(row + 1));
                continue;
            }
            let found = match identify(self.sheet, self.sentences, self.headings, row) {
                Identity::Row(found) => found,
                Identity::OtherNumber(found, number) => {
                    remarks.push(format!(
                        "第 {} 行的序号是 {number}，内容是第 {} 项，按内容读",
                        row + 1,
                        found.number
                    ));
                    found
                }
                Identity::NumberAlone(found) => {
                    by_number.extend(has_amounts.then_some((found, row)));
                    continue;
                }
                Identity::Unknown => {
                    unknown.extend(has_amounts.then_some(row + 1));
                    continue;
                }
            };
            let place = places.entry(found.number).or_default();
            let is_again = !place.rows.is_empty() && !place.rows.contains(&row);
            if place.rows.is_empty() {
                place.rows.extend(self.merged_rows(row));
            }
            place.again.extend((is_again && self.has_numbers(row)).then_some(row));
        }
        for (found, row) in by_number {
            if places.get(&found.number).is_some_and(|place| !place.by_number) {
                unknown.push(row + 1);
                continue;
            }
            let place =
                places.entry(found.number).or_insert_with(|| Place { by_number: true, ..Place::default() });
            if place.rows.is_empty() { place.rows.push(row) } else { place.again.push(row) }
        }
        remarks.extend(
            (!unknown.is_empty()).then(|| format!("第 {} 行认不出是哪一项，没有读", numbered(&unknown))),
        );
        remarks.extend((!struck.is_empty()).then(|| format!("第 {} 行划掉了，没有读", numbered(&struck))));
        places
    }

    /// Whether the number or the sentence of a row is crossed out.
    fn is_struck(&self, row: u32) -> bool {
        let cells = [self.headings.number, self.headings.content].into_iter().flatten();
        cells
            .filter_map(|column| self.sheet.cell(row, column))
            .any(|cell| cell.marking == Marking::Struck && cell.value != Value::Blank)
    }

    /// The rows over which the number or the sentence of a row is merged; only the row itself if they are not merged.
    fn merged_rows(&self, row: u32) -> Vec<u32> {
        let columns = [self.headings.number, self.headings.content].into_iter().flatten();
        let last =
            columns.filter_map(|column| self.sheet.merged_at(row, column)).map(|area| area.last.0).max();
        let last = last.unwrap_or(row).min(row + MOST_MERGED);
        (row..=last.max(row)).collect()
    }

    fn spans(&self) -> impl Iterator<Item = Span> {
        [Some(self.chosen.month), self.chosen.total].into_iter().flatten()
    }

    /// Whether a row has a number in its quantity columns.
    fn has_amounts(&self, row: u32) -> bool {
        self.spans()
            .any(|span| (span.first..=span.last).any(|column| has_digit(self.sheet.value(row, column))))
    }

    /// Whether a row has a number in its quantity columns or in its sentence.
    fn has_numbers(&self, row: u32) -> bool {
        self.has_amounts(row)
            || self.headings.content.is_some_and(|column| has_digit(self.sheet.value(row, column)))
    }

    fn formulas(&self, place: &Place) -> usize {
        let cells = self.spans().flat_map(|span| place.cells(span));
        cells.filter(|(row, column)| self.sheet.is_computed(*row, *column)).count()
    }
}
