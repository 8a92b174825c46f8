//! What a notice asks for, as data: who reports, its monthly forms and lists, the calendar, the recipient, the papers that
//! are due, and the words of its letters and summaries.
//!
//! A notice is one JSON file, and the one that is built in is `assets/notices/wanzhou-2022-2.json`; docs/notices.md explains
//! the format. Screen, workbook, paper and checks are all made from it, so none of its words is written anywhere else. A
//! definition that contradicts itself is refused with the place. No values of a unit and no layout in here.

mod calendar;
mod check;
mod column;
mod error;
mod figure_id;
mod file_marks;
mod form;
mod grid;
mod header;
pub(crate) mod limits;
mod measures;
mod project_list;
mod read;
mod relation;
mod renew;
mod row_called;
#[cfg(test)]
mod schema;
mod tabulate;
mod terms;
mod text_id;
mod words;

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use calendar::{Campaign, Due, Phase, days_left, due_sentence};
pub use column::{Against, Column, Role};
pub use error::NoticeError;
pub use figure_id::{FigureId, UnknownFigure};
pub use file_marks::tell_files_apart;
pub use form::{Columns, Figure, Form, Notes, Row, Scope, Section, Table};
pub use grid::{Grid, GridCell, GridColumn, GridContent, GridHeading, GridRow, RowKind};
pub use header::{Field, FieldKind, Header};
pub use project_list::{ProjectColumns, ProjectForm};
pub use read::LARGEST_NOTICE;
pub use renew::renewed;
pub(crate) use row_called::called;
pub use terms::{Between, Relation, RelationOf, Sign, Term};
pub use text_id::{TextId, UnknownText};
pub use words::{LETTER_NAMES, LetterWords, SUMMARY_NAMES, SummaryWords, unknown_name};

use crate::unit::UnitKind;

/// The text of the notice that comes with the program.
pub const BUILT_IN: &str = include_str!("../assets/notices/wanzhou-2022-2.json");

static BUILT_IN_NOTICE: LazyLock<Result<Arc<Notice>, NoticeError>> =
    LazyLock::new(|| Notice::read(BUILT_IN).map(Arc::new));

/// One notice, in one edition.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The name of the notice in files, in the store and on the command line.
    pub id: String,
    /// 1 for the first; a later edition of the same notice has a higher number.
    pub edition: u32,
    /// Who issued it.
    #[serde(default)]
    pub issuer: String,
    /// Its title, without its issuer.
    pub title: String,
    /// Its number (文号).
    pub number: String,
    pub campaign: Campaign,
    pub recipient: Recipient,
    /// The kinds of units that report.
    pub kinds: Vec<Kind>,
    /// The forms that are filled in every month.
    #[serde(deserialize_with = "read::shared")]
    #[cfg_attr(test, schemars(with = "Vec<Form>"))]
    pub forms: Vec<Arc<Form>>,
    /// The lists of projects.
    #[serde(default, deserialize_with = "read::shared")]
    #[cfg_attr(test, schemars(with = "Vec<ProjectForm>"))]
    pub lists: Vec<Arc<ProjectForm>>,
    /// The documents of the unit's own that the notice asks for.
    #[serde(default)]
    pub papers: Vec<Paper>,
    pub summary: SummaryWords,
    /// What its summary is called in the names of files; with more behind it where another notice calls its own so.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub summary_file_mark: String,
    pub letter: LetterWords,
    /// The units that are known to report; others may.
    #[serde(default)]
    pub units: Vec<KnownUnit>,
}

/// Who receives the reports and answers questions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The office, as a letter addresses it.
    pub office: String,
    /// The mail address; empty if the notice gives none.
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub contact: Option<Contact>,
}

/// The person who answers questions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub name: String,
    pub phones: Vec<String>,
}

/// A kind of units.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub id: UnitKind,
    /// The word on the screen.
    pub name: String,
    /// The word where there is room for more, if it is another.
    #[serde(default)]
    full_name: String,
}

/// A document of the unit's own that is due once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub id: String,
    pub name: String,
    pub due: NaiveDate,
}

/// A unit that is known to report.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KnownUnit {
    pub name: String,
    pub kind: UnitKind,
    /// Earlier and shorter names that people write.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl Notice {
    /// The notice that comes with the program.
    pub fn built_in() -> Result<&'static Arc<Self>, NoticeError> {
        BUILT_IN_NOTICE.as_ref().map_err(Clone::clone)
    }

    /// The monthly form with an id.
    pub fn form(&self, id: &str) -> Option<&Arc<Form>> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The list with an id.
    pub fn list(&self, id: &str) -> Option<&Arc<ProjectForm>> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// The kind with an id, if the notice has it.
    pub fn kind(&self, id: &UnitKind) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == *id)
    }

    /// The kind that a person means by its id or one of its names, or by a short form that is part of the name of no other.
    pub fn kind_meant(&self, word: &str) -> Option<&Kind> {
        let named = |kind: &&Kind| kind.id.word() == word || kind.name == word || kind.full_name() == word;
        self.kinds.iter().find(named).or_else(|| {
            let is_short = word.chars().count() > 1;
            let mut meant = self.kinds.iter().filter(|kind| is_short && kind.full_name().contains(word));
            meant.next().filter(|_| meant.next().is_none())
        })
    }

    /// Every kind that it has, as a person may write it.
    pub fn kinds_in_words(&self) -> String {
        let kinds = self.kinds.iter().map(|kind| format!("{}（{}）", kind.id, kind.full_name()));
        kinds.collect::<Vec<_>>().join("、")
    }

    /// The word for a kind on the screen.
    pub fn kind_name(&self, id: &UnitKind) -> String {
        match self.kind(id) {
            Some(kind) => kind.name.clone(),
            None if id.is_office() => "汇总单位".to_owned(),
            None => id.to_string(),
        }
    }

    /// What its summary is called, whether the notice asks for one or not.
    pub fn summary_name(&self) -> String {
        let asked = self.summary_paper().map(|paper| paper.name.clone());
        asked.unwrap_or_else(|| format!("{}总结", self.campaign.short_name))
    }

    /// The summary that the notice asks for, if it asks for one.
    pub fn summary_paper(&self) -> Option<&Paper> {
        let id = self.summary.paper.as_ref()?;
        self.papers.iter().find(|paper| paper.id == *id)
    }
}

impl Kind {
    /// The word where there is room for more.
    pub fn full_name(&self) -> &str {
        if self.full_name.is_empty() { &self.name } else { &self.full_name }
    }
}
