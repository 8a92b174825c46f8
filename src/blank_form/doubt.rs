//! What is not certain, as a question with what speaks for each reading.

use serde::Serialize;

use super::notice_field::NoticeField;
use crate::notice::{FigureId, Relation, Scope};

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
    /// What follows for the draft.
    #[serde(skip)]
    pub then: Then,
}

/// What follows from a reading, for the rows and figures that its question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// Nothing: the draft has it so already.
    #[default]
    Stays,
    /// It is for a person to say what exactly.
    ByHand,
    Decimals(u8),
    Unit(String),
    /// A part of the notice itself says this.
    Notice(NoticeField, String),
    /// Nothing in the notice follows from it, and a person is told what to do.
    Remark(String),
    /// Each figure is a part of the other.
    PartOf(Vec<(FigureId, FigureId)>),
    /// The totals of these figures are counted over this.
    Scope(Scope),
    /// Rows are left blank by some kinds of units.
    LeftBlank(Vec<RowsLeftBlank>),
    /// The rows are headings.
    Heading,
    /// The rows are to be filled in.
    Row,
    /// These hold besides.
    Relations(Vec<Relation>),
    /// The rows are left out.
    LeaveOut,
    /// The row has a figure in each of these units.
    Figures(Vec<String>),
    /// The row says this, with a place for each of its figures.
    Sentence(String),
    /// A column of words stands before that many others.
    Words {
        table: usize,
        before: usize,
        heading: String,
    },
    /// The column is one of words.
    IsWords {
        table: usize,
        heading: String,
    },
}

/// Rows that some kinds of units leave blank. It is kept as it was said, so that it holds for kinds that are added later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsLeftBlank {
    pub(super) kinds: Vec<&'static str>,
    /// Whether it is all kinds but these.
    pub(super) others: bool,
    pub(super) rows: Vec<u16>,
    pub(super) place: Option<Place>,
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
    /// What of the notice itself it asks for.
    #[serde(skip)]
    pub fields: Vec<NoticeField>,
    /// Whether there can be no notice before it is answered.
    pub hinders: bool,
}

/// The most doubts that are told; a file that raises more is hardly a form, and is refused.
const MOST: usize = 200;

/// The doubts so far; one more than the most at the utmost, but for those that leave no notice to be made.
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
            fields: Vec::new(),
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

    /// A reading: the first is how the draft has it, and what another one comes to is for a person to say.
    pub(super) fn reading(self, value: impl Into<String>, because: impl Into<String>) -> Self {
        let then = if self.readings.is_empty() { Then::Stays } else { Then::ByHand };
        self.reading_then(value, because, then)
    }

    /// A reading from which something follows.
    pub(super) fn reading_then(
        mut self,
        value: impl Into<String>,
        because: impl Into<String>,
        then: Then,
    ) -> Self {
        self.readings.push(Reading { value: value.into(), because: because.into(), then });
        self
    }

    pub(super) fn asking(mut self, fields: impl IntoIterator<Item = NoticeField>) -> Self {
        self.fields.extend(fields);
        self
    }

    pub(super) fn hindering(mut self) -> Self {
        self.hinders = true;
        self
    }
}

impl Doubts {
    pub(super) fn ask(&mut self, doubt: Doubt) {
        if doubt.hinders || self.0.len() <= MOST {
            self.0.push(doubt);
        }
    }

    /// Whether more was asked than anybody answers.
    pub(super) fn are_too_many(&self) -> bool {
        self.0.len() > MOST
    }

    /// In the order in which they are asked: first what leaves no notice to be made.
    pub(super) fn in_order(mut self) -> Vec<Doubt> {
        self.0.sort_by_key(|doubt| !doubt.hinders);
        self.0
    }
}
