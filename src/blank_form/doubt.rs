//! What is not certain, as a question with what speaks for each reading.

use serde::Serialize;

use crate::notice::FigureId;

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Which of the files, counted from 0, and which of its sheets.
    pub file: usize,
    pub sheet: usize,
    pub row: u32,
    pub column: u32,
    /// The place as a person finds it: the cell of a workbook, the row and cell of a Word table.
    pub address: String,
    /// The beginning of what stands there.
    pub says: String,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sureness {
    /// The form says so itself.
    Stated,
    /// It follows from what the form says.
    Concluded,
    /// It is asked.
    Asked,
}

/// Something that was found, where, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found<T> {
    pub value: T,
    pub place: Option<Place>,
    pub sureness: Sureness,
}

/// What a doubt is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Whether there is a table at all, and what its columns are.
    Columns,
    /// Which rows and figures there are.
    Figures,
    Unit,
    Decimals,
    PartOf,
    Relation,
    LeftBlank,
    Kinds,
    /// The number, the office, the day it is due, and the like.
    Notice,
    /// From when to when it is reported.
    Months,
    List,
    /// A cell whose text may not count.
    Text,
}

/// One way to read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    pub value: String,
    /// What speaks for it.
    pub because: String,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubt {
    pub matter: Matter,
    pub question: String,
    /// The first is how the draft has it for now.
    pub readings: Vec<Reading>,
    pub places: Vec<Place>,
    /// Which of the forms, counted from 0, and which of its figures.
    pub form: Option<usize>,
    pub figures: Vec<FigureId>,
    /// Whether there can be no notice before it is answered.
    pub hinders: bool,
}

/// The most doubts that are told; a file that raises more is hardly a form.
const MOST: usize = 200;

/// The doubts so far.
#[derive(Debug, Default)]
pub(super) struct Doubts(pub(super) Vec<Doubt>);

impl<T> Found<T> {
    pub(super) fn stated(value: T, place: Option<Place>) -> Self {
        Self { value, place, sureness: Sureness::Stated }
    }

    pub(super) fn concluded(value: T, place: Option<Place>) -> Self {
        Self { value, place, sureness: Sureness::Concluded }
    }

    pub(super) fn asked(value: T, place: Option<Place>) -> Self {
        Self { value, place, sureness: Sureness::Asked }
    }
}

impl Doubt {
    /// A question without a form.
    pub(super) fn new(matter: Matter, question: String) -> Self {
        Self {
            matter,
            question,
            readings: Vec::new(),
            places: Vec::new(),
            form: None,
            figures: Vec::new(),
            hinders: false,
        }
    }

    pub(super) fn of_form(mut self, form: usize) -> Self {
        self.form = Some(form);
        self
    }

    pub(super) fn at(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.places.extend(places);
        self
    }

    pub(super) fn about(mut self, figures: impl IntoIterator<Item = FigureId>) -> Self {
        self.figures.extend(figures);
        self
    }

    pub(super) fn reading(mut self, value: impl Into<String>, because: impl Into<String>) -> Self {
        self.readings.push(Reading { value: value.into(), because: because.into() });
        self
    }

    pub(super) fn hindering(mut self) -> Self {
        self.hinders = true;
        self
    }
}

impl Doubts {
    pub(super) fn ask(&mut self, doubt: Doubt) {
        if self.0.len() < MOST {
            self.0.push(doubt);
        }
    }
}
