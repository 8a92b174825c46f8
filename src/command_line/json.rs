//! The output of the command line for programs: JSON with amounts as exact texts, and `null` for a blank.
//!
//! Scripts rely on these names: new ones may be added, but none may change. No sentence is composed here.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use crate::amount::Amount;
use crate::notice::{FigureId, Form, TextId};
use crate::period::Month;
use crate::report::{Adjustment, Cell, Check, Difference, Entry, Sheet, State};
use crate::session::Opening;
use crate::unit::{Unit, UnitKind};

#[derive(Serialize)]
struct MonthRecord<'sheet> {
    month: Month,
    unit: &'sheet str,
    kind: &'sheet UnitKind,
    person: &'sheet str,
    phone: &'sheet str,
    state: State,
    no_data: bool,
    revision: u32,
    reason: Option<&'sheet str>,
    finalized_at: Option<DateTime<FixedOffset>>,
    sent_at: Option<DateTime<FixedOffset>>,
    filled_on: Option<NaiveDate>,
    filled: usize,
    to_fill: usize,
    figures: BTreeMap<FigureId, FigureRecord<'sheet>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    texts: Option<&'sheet BTreeMap<TextId, String>>,
    checks: &'sheet [Check],
    differences: &'sheet [Difference],
}

#[derive(Serialize)]
struct FigureRecord<'sheet> {
    name: &'sheet str,
    unit: &'sheet str,
    state: EntryState,
    month: Option<Amount>,
    total: Option<Amount>,
    /// The total at the end of the month before.
    before: Option<Amount>,
    adjustment: Option<&'sheet Adjustment>,
    missing: &'sheet [Month],
    opening_missing: bool,
    /// Set only if the text cannot be read as an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'sheet str>,
    /// Set only if the amount was typed as a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<&'sheet str>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum EntryState {
    Value,
    Blank,
    Unreadable,
    NotApplicable,
}

#[derive(Serialize)]
struct OpeningRecord {
    through: Month,
    figures: BTreeMap<FigureId, Option<Amount>>,
}

#[derive(Serialize)]
struct ChecksRecord<'sheet> {
    month: Month,
    checks: &'sheet [Check],
}

#[derive(Serialize)]
struct ExportRecord<'file> {
    path: &'file str,
    digest: &'file str,
}

#[derive(Serialize)]
struct FormsRecord<'form> {
    forms: [&'form Form; 1],
}

pub(crate) fn month(form: &Form, sheet: &Sheet) -> String {
    let figures = form.figures().filter_map(|figure| {
        let Cell { month, total, .. } = sheet.cell(figure.id)?;
        let (state, text) = match month {
            Entry::Value { .. } => (EntryState::Value, None),
            Entry::Blank => (EntryState::Blank, None),
            Entry::Unreadable { text, .. } => (EntryState::Unreadable, Some(text.as_str())),
            Entry::NotApplicable => (EntryState::NotApplicable, None),
        };
        let record = FigureRecord {
            name: &figure.name,
            unit: &figure.unit,
            state,
            month: month.amount(),
            total: total.amount,
            before: total.before,
            adjustment: total.adjustment.as_ref(),
            missing: &total.missing,
            opening_missing: total.opening_missing,
            text,
            terms: month.terms(),
        };
        Some((figure.id, record))
    });
    line(&MonthRecord {
        month: sheet.month,
        unit: &sheet.unit.name,
        kind: &sheet.unit.kind,
        person: &sheet.unit.person,
        phone: &sheet.unit.phone,
        state: sheet.state,
        no_data: sheet.no_data,
        revision: sheet.revision,
        reason: sheet.reason.as_deref(),
        finalized_at: sheet.finalized_at,
        sent_at: sheet.sent_at,
        filled_on: sheet.filled_on,
        filled: sheet.filled,
        to_fill: sheet.to_fill,
        figures: figures.collect(),
        texts: (!sheet.texts.is_empty()).then_some(&sheet.texts),
        checks: &sheet.checks,
        differences: &sheet.differences,
    })
}

pub(crate) fn opening(opening: &Opening) -> String {
    let figures = opening.entries.iter().map(|(id, entry)| (*id, entry.amount())).collect();
    line(&OpeningRecord { through: opening.through, figures })
}

pub(crate) fn checks(sheet: &Sheet) -> String {
    line(&ChecksRecord { month: sheet.month, checks: &sheet.checks })
}

pub(crate) fn export(path: &str, digest: &str) -> String {
    line(&ExportRecord { path, digest })
}

pub(crate) fn unit(unit: &Unit) -> String {
    line(unit)
}

pub(crate) fn forms(form: &Form) -> String {
    line(&FormsRecord { forms: [form] })
}

/// One line, so that a script can read line by line. All map keys are texts, so this always succeeds.
pub(crate) fn line(record: &impl Serialize) -> String {
    serde_json::to_string(record).map(|json| json + "\n").unwrap_or_default()
}
