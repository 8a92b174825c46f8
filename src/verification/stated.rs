//! The metadata of a file, and the report it should be according to them, which is expected if there is no record.
//! This report is drawn like any other; what only a record could say is [`UNKNOWN`] and matches any text.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use thiserror::Error;

use super::figures::{amount, earlier_months, figures, projects};
use super::header::fields;
use super::words::UNKNOWN;
use crate::amount::Amount;
use crate::notice::{FieldKind, FigureId, Form, ProjectForm};
use crate::output::{digest_of_projects, digest_of_texts};
use crate::period::{Month, date_name};
use crate::projects::{Listed, ProjectLedger, ProjectSheet, sheet as project_sheet};
use crate::reading::{Book, Sheet as Grid};
use crate::report::{Cell, Entry, Sheet, State, Total};
use crate::unit::{Unit, UnitKind};
use crate::wording::quoted;

/// Why a file could not be verified. A failure changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerificationError {
    /// The file was not exported by this program, or its metadata was removed.
    #[error(
        "这个文件不是从这里导出的报表或清单（报送记录、累计核对等表不能核对；另存时也可能丢了标记），没有办法核对；什么都没有改动。请选报送用的 xlsx 文件"
    )]
    NotOurs,
    /// It is of another form than the one in hand.
    #[error("这个文件是{}，不是现在这张表的，没有核对，什么都没有改动。请先换到那张表，再核对一次", quoted(.0))]
    OtherForm(String),
    /// It is of a notice, or of an edition of it, that was not added here.
    #[error(
        "这个文件所用的通知（编号 {id}，第 {edition} 版）这台电脑上没有，没有办法核对；什么都没有改动。请先添加这个通知"
    )]
    UnknownNotice { id: String, edition: u32 },
}

/// The metadata of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The notice and its edition; `None` in a file from before there could be several.
    pub notice: Option<(String, u32)>,
    pub form: String,
    /// The unit's name.
    pub unit: String,
    /// The month; `None` for a project list.
    pub month: Option<Month>,
    /// The number of the month's report.
    pub revision: u32,
    /// The state of the month in words.
    pub state: String,
    /// The digest of its report.
    pub digest: String,
}

impl Stated {
    /// Reads the properties of a workbook; refuses one that was not exported by this program.
    pub fn read(properties: &BTreeMap<String, String>) -> Result<Self, VerificationError> {
        let text = |name: &str| properties.get(name).cloned();
        let (Some(form), Some(unit), Some(digest)) = (text("Form"), text("Unit"), text("Digest")) else {
            return Err(VerificationError::NotOurs);
        };
        let edition = text("Edition").and_then(|edition| edition.parse().ok());
        Ok(Self {
            notice: text("Notice").zip(edition),
            form,
            unit,
            month: text("Month").and_then(|month| month.parse().ok()),
            revision: text("Revision").and_then(|number| number.parse().ok()).unwrap_or(0),
            state: text("State").unwrap_or_default(),
            digest,
        })
    }

    /// Whether it was exported before its month was final.
    pub fn is_draft(&self) -> bool {
        ![State::Final, State::Sent].map(State::label).contains(&self.state.as_str())
    }

    /// The month of the report; refuses a file that is not a report.
    pub fn month_of(&self, form: &Form) -> Result<Month, VerificationError> {
        self.month.filter(|_| self.form == form.id).ok_or(VerificationError::NotOurs)
    }

    /// The report that the file should be, with the figures that are visible in it.
    pub fn sheet(&self, form: &Form, month: Month, book: &Book) -> Sheet {
        let found = figures_seen(form, book);
        let mut earlier = sheets_seen(book).map(|grid| earlier_months(form, &grid.seen()));
        let earlier = earlier.find(|found| !found.is_empty()).unwrap_or_default();
        let cells = form.figures().map(|figure| {
            let texts = found.get(&figure.id).cloned().unwrap_or_default();
            // A text that is not an amount is drawn as a blank; the digest has already shown that the file
            // was changed.
            let [month_amount, amount] = texts.map(|text| amount(figure, &text));
            let [previous, last_year] = earlier.get(&figure.id).copied().unwrap_or_default();
            let month_entry = month_amount.map_or(Entry::Blank, Entry::of);
            let total = total(amount, month);
            (figure.id, Cell { month: month_entry, total, previous, last_year, comparisons: BTreeMap::new() })
        });
        Sheet {
            edition: form.edition,
            month,
            month_name: month.name(),
            unit: self.reporter(month),
            state: if self.is_draft() { State::Draft } else { State::Final },
            no_data: false,
            revision: self.revision,
            reason: None,
            finalized_at: None,
            sent_at: None,
            filled_on: None,
            filled_on_name: UNKNOWN.to_owned(),
            cells: cells.collect(),
            texts: form.texts().map(|(id, _)| (id, UNKNOWN.to_owned())).collect(),
            checks: Vec::new(),
            filled: 0,
            to_fill: 0,
            differences: Vec::new(),
        }
    }

    /// The list that the file should be, with the projects visible in it; `None` if it shows no list.
    pub fn list(&self, form: &ProjectForm, month: Month, book: &Book) -> Option<ProjectSheet> {
        let grid = self.list_in(form, book)?;
        let list = (1..).zip(projects(&grid.seen())).map(|(id, project)| Listed { id, project });
        let ledger = ProjectLedger { list: list.collect(), ..ProjectLedger::default() };
        let list = project_sheet(&ledger, &self.reporter(month), month.day(1));
        Some(ProjectSheet { filled_on_name: UNKNOWN.to_owned(), ..list })
    }

    /// Whether a list of projects is visible in it.
    pub(super) fn has_list(&self, form: &ProjectForm, book: &Book) -> bool {
        self.list_in(form, book).is_some()
    }

    /// Whether the visible figures are those it was exported with.
    pub(super) fn has_figures_of(&self, form: &Form, month: Month, book: &Book) -> bool {
        digest_of_texts(form, &self.unit, month, &figures_seen(form, book)) == self.digest
    }

    /// Whether the visible projects are those it was exported with.
    pub(super) fn has_projects_of(&self, form: &ProjectForm, book: &Book) -> bool {
        let projects = self.list_in(form, book).map(|grid| projects(&grid.seen())).unwrap_or_default();
        digest_of_projects(form, &self.unit, &projects) == self.digest
    }

    /// The sheet with the list; in a file that should be a list, at least the first sheet.
    fn list_in<'book>(&self, form: &ProjectForm, book: &'book Book) -> Option<&'book Grid> {
        let is_list = |grid: &&Grid| grid.name == form.mark || says(grid, &form.title);
        let first = || sheets_seen(book).next().filter(|_| self.form == form.id);
        sheets_seen(book).find(is_list).or_else(first)
    }

    fn reporter(&self, first_month: Month) -> Unit {
        Unit {
            name: self.unit.clone(),
            kind: UnitKind::from("township"),
            person: UNKNOWN.to_owned(),
            phone: UNKNOWN.to_owned(),
            first_month,
            restart_each_year: false,
        }
    }
}

/// The one of the days that is on a list as 填报时间, if any.
pub fn day_on_list(
    form: &ProjectForm,
    book: &Book,
    days: impl IntoIterator<Item = NaiveDate>,
) -> Option<NaiveDate> {
    days.into_iter().find(|day| {
        let text = format!("{}{}", form.header.label(FieldKind::Date), date_name(*day));
        sheets_seen(book).any(|grid| fields(grid, &[&form.header]).iter().any(|field| field.text == text))
    })
}

/// The visible sheets of a file.
pub(super) fn sheets_seen(book: &Book) -> impl Iterator<Item = &Grid> {
    book.sheets.iter().filter(|grid| !grid.hidden)
}

/// Whether a cell contains exactly this text.
pub(super) fn says(grid: &Grid, text: &str) -> bool {
    grid.cells().any(|(_, value)| value.text().trim() == text)
}

fn figures_seen(form: &Form, book: &Book) -> BTreeMap<FigureId, [String; 2]> {
    sheets_seen(book).find_map(|grid| figures(form, &grid.seen())).unwrap_or_default()
}

fn total(amount: Option<Amount>, since: Month) -> Total {
    Total { amount, before: None, adjustment: None, missing: Vec::new(), opening_missing: false, since }
}
