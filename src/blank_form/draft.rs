//! The draft of a notice: what was understood, where it comes from, how sure it is, and what is asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::decimal_rules::FormRule;
use super::doubt::{Doubt, Found, Place, RowsLeftBlank};
use crate::notice::{Column, Due, Field, FigureId, Notes, Phase, ProjectColumns, Relation, RowKind, Scope};
use crate::period::Month;
use crate::unit::UnitKind;

/// A draft of a notice.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    pub letter: Letter,
    pub kinds: Vec<Found<DraftKind>>,
    pub forms: Vec<DraftForm>,
    pub lists: Vec<DraftList>,
    pub doubts: Vec<Doubt>,
    /// What was not taken, a sentence each.
    pub remarks: Vec<String>,
}

/// What the text of the notice says; `None` where it says nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Letter {
    pub issuer: Option<Found<String>>,
    pub title: Option<Found<String>>,
    pub number: Option<Found<String>>,
    pub campaign: Option<Found<String>>,
    pub short_name: Option<Found<String>>,
    pub issued: Option<Found<NaiveDate>>,
    pub first_month: Option<Found<Month>>,
    pub last_month: Option<Found<Month>>,
    pub due: Option<Found<Due>>,
    /// The months without a report, for a day that a person writes where none was found.
    #[serde(skip)]
    pub(super) exempt: Vec<u32>,
    pub month_begins: Option<Found<u32>>,
    pub phases: Vec<Found<Phase>>,
    pub office: Option<Found<String>>,
    pub address: Option<Found<String>>,
    pub contact: Option<Found<String>>,
    pub phones: Vec<Found<String>>,
    pub papers: Vec<Found<DraftPaper>>,
}

/// A document of the unit's own that is due once.
#[derive(Clone, Debug, Serialize)]
pub struct DraftPaper {
    pub name: String,
    pub due: NaiveDate,
}

/// A kind of units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftKind {
    pub id: UnitKind,
    pub name: String,
    pub full_name: String,
}

/// A monthly form.
#[derive(Clone, Debug, Serialize)]
pub struct DraftForm {
    pub id: String,
    pub mark: Found<String>,
    pub title: Found<String>,
    pub header: Vec<Found<Field>>,
    pub footer: Vec<Found<Field>>,
    pub landscape: bool,
    pub tables: Vec<DraftTable>,
    pub relations: Vec<Found<Relation>>,
    pub notes: Notes,
    /// What is needed to understand it again when a unit or the kinds are said.
    #[serde(skip)]
    pub(super) again: Again,
}

/// A table of a form.
#[derive(Clone, Debug, Serialize)]
pub struct DraftTable {
    pub title: String,
    /// The unit that stands above it for all of its figures.
    pub unit: Option<Found<String>>,
    pub columns: Vec<Column>,
    pub sections: Vec<DraftSection>,
}

/// Rows with one title.
#[derive(Clone, Debug, Serialize)]
pub struct DraftSection {
    pub title: String,
    pub rows: Vec<DraftRow>,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct DraftRow {
    pub number: u16,
    pub code: Option<String>,
    pub level: u8,
    pub kind: RowKind,
    pub content: Found<String>,
    pub left_blank_by: Option<Found<Vec<UnitKind>>>,
    pub figures: Vec<DraftFigure>,
}

/// A figure.
#[derive(Clone, Debug, Serialize)]
pub struct DraftFigure {
    pub id: FigureId,
    pub name: String,
    pub measure: Option<String>,
    pub unit: Found<String>,
    pub decimals: Found<u8>,
    pub part_of: Found<Option<FigureId>>,
    pub scope: Scope,
}

/// A list of projects.
#[derive(Clone, Debug, Serialize)]
pub struct DraftList {
    pub id: String,
    pub mark: Found<String>,
    pub title: Found<String>,
    pub name: String,
    pub header: Vec<Found<Field>>,
    pub columns: ProjectColumns,
    pub least_rows: usize,
    pub notes: Notes,
    pub due: Option<Found<NaiveDate>>,
}

/// What was found when a form was read, as far as something may follow from it later.
#[derive(Clone, Debug, Default)]
pub(super) struct Again {
    pub(super) rules: Vec<FormRule>,
    pub(super) blanks: Vec<RowsLeftBlank>,
    pub(super) figures: BTreeMap<FigureId, KnownFigure>,
    pub(super) parts: Vec<PartRow>,
    pub(super) by_hand: BTreeSet<(FigureId, ByHand)>,
}

/// What is known of a figure.
#[derive(Clone, Debug)]
pub(super) struct KnownFigure {
    pub(super) called: String,
    pub(super) table: usize,
    pub(super) place: Place,
}

/// A row that is a part of another, for certain or perhaps.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartRow {
    pub(super) part: u16,
    pub(super) whole: u16,
    pub(super) is_sure: bool,
}

/// What somebody has set right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ByHand {
    Decimals,
    PartOf,
}

impl DraftForm {
    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = &DraftRow> {
        self.tables.iter().flat_map(|table| &table.sections).flat_map(|section| &section.rows)
    }

    /// Every figure, in order.
    pub fn figures(&self) -> impl Iterator<Item = &DraftFigure> {
        self.rows().flat_map(|row| &row.figures)
    }
}

impl Draft {
    /// Whether a notice can be made of it as it stands.
    pub fn is_hindered(&self) -> bool {
        self.doubts.iter().any(|doubt| doubt.hinders)
    }
}
