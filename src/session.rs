//! A sitting at the form: what the window and the command line can do, one method each.
//!
//! A session keeps the ledger in memory so that a key is answered without the disk. It knows what is saved and nothing
//! else: what is typed and not saved yet belongs to the page that shows it. It knows no window either: whoever calls it
//! passes the time in, and shows what comes out.

mod error;
mod export;
mod history;
mod keeping;
mod mail;
mod old_workbooks;
mod opening;
mod other_words;
mod overview;
mod paper;
mod project_export;
mod projects;
mod records;
mod reminder;
mod reports;
mod sending;
mod sent;
mod summary;
mod summary_export;
mod typing;
mod undo;
mod way;
mod zoom;

use std::collections::BTreeSet;
use std::path::Path;

use tempfile::TempDir;

pub use error::RecordsError;
pub use export::File;
pub use history::HistoryLine;
pub use keeping::{BackedUp, BackupPreview, Kept, Restored, SecondPlace, backups_of, restore_folder};
pub use mail::{Delivery, MailSettings, Sent};
pub use old_workbooks::OldWorkbookReader;
pub use opening::{Opening, SavedOpening, lay_opening, read_opening};
pub use other_words::OtherWords;
pub use overview::{Overview, RailMonth};
pub use projects::{ProjectTexts, SavedProject};
pub use reminder::AlsoDue;
pub use reports::{ChangedMonth, RevisionLine};
pub use sending::{LetterFile, LetterFiles, Scan, SendingSettings};
pub use sent::SentLine;
pub use summary::{HeadingText, SpanChoice, SummaryPage, WrittenSummary};
pub use typing::{MonthView, SavedMonth};
pub use undo::Undone;
pub use way::{Handled, NextStep, StepState, WayStep};
pub use zoom::Zoom;

pub use crate::clock::Now;
use crate::error::Error;
use crate::form::{Figure, FigureId, Form, Row};
use crate::paste;
use crate::period::{Month, parse_date};
use crate::projects::ProjectLedger;
use crate::report::{self, Entry, Ledger, Sheet, Trace, applies};
use crate::store::{Edit, FILE_NAME, Instead, Operation, OperationKind, OwnTexts, Place, Store, StoreError};
use crate::unit::{Unit, UnitKind};

/// Texts for figures, as typed.
pub type Texts = Vec<(FigureId, String)>;

/// An open data folder and what is being done with it.
#[derive(Debug)]
pub struct Session {
    form: &'static Form,
    store: Store,
    /// What is saved.
    saved: Option<Ledger>,
    /// The list of projects, as it is saved.
    projects: ProjectLedger,
    version: i64,
    /// Another program's change was read and not told yet.
    elsewhere: bool,
    /// What the officer wrote in summaries.
    words: OwnTexts,
    /// Undo reaches back to the start of the sitting.
    since: i64,
    /// The copy that is looked at, where it is one.
    copy: Option<Looked>,
}

/// What a session is looked at by; the copy goes away with it.
#[derive(Debug)]
struct Looked {
    _folder: TempDir,
    content: String,
}

impl Session {
    /// Opens a data folder.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let form = Form::annex2()?;
        Self::over(form, Store::open(folder, form)?)
    }

    fn over(form: &'static Form, store: Store) -> Result<Self, Error> {
        let version = store.version()?;
        let since = store.newest_operation()?;
        let (saved, projects) = (store.ledger()?, store.projects()?);
        let words = store.own_texts()?;
        Ok(Self { form, store, saved, projects, version, elsewhere: false, words, since, copy: None })
    }

    /// Opens the data folder anew after it was away: a stick that is back in.
    pub fn reconnect(&mut self) -> Result<(), Error> {
        // Opening would make an empty one where there is none.
        if !self.folder().join(FILE_NAME).is_file() {
            return Err(StoreError::Gone(self.folder().to_owned()).into());
        }
        *self = Self::over(self.form, Store::open(self.folder(), self.form)?)?;
        Ok(())
    }

    /// The form that is filled in.
    pub fn form(&self) -> &'static Form {
        self.form
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    /// The unit, once the first start is finished.
    pub fn unit(&self) -> Option<&Unit> {
        self.saved.as_ref().map(|ledger| &ledger.unit)
    }

    /// What is saved.
    pub fn ledger(&self) -> Result<&Ledger, Error> {
        self.saved.as_ref().ok_or_else(|| StoreError::NotBegun.into())
    }

    /// Finishes the first start. The opening balance may be empty and entered later.
    pub fn begin(&mut self, now: Now, unit: Unit, opening: Texts) -> Result<(), Error> {
        let unit = unit.checked()?;
        self.form.campaign.check(unit.first_month)?;
        let edits = self.opening_edits(unit.kind, opening)?;
        self.store.begin(now, &unit, edits)?;
        self.since = self.store.newest_operation()?;
        self.reload()
    }

    /// Changes the unit's particulars and settings.
    pub fn set_unit(&mut self, now: Now, unit: Unit) -> Result<(), Error> {
        let unit = unit.checked()?;
        self.form.campaign.check(unit.first_month)?;
        self.store.set_unit(now, &unit)?;
        self.reload()
    }

    /// One month as it stands.
    pub fn sheet(&self, month: Month) -> Result<Sheet, Error> {
        Ok(report::sheet(self.form, self.ledger()?, month)?)
    }

    /// One figure through the months.
    pub fn trace(&self, month: Month, figure: FigureId) -> Result<Trace, Error> {
        let ledger = self.ledger()?;
        ledger.check_month(self.form, month)?;
        let (row, figure) = self.form.find(figure)?;
        Ok(report::trace(self.form, ledger, row, figure, month))
    }

    /// Fills cells of a month. What cannot be read is kept and told; an empty text clears a cell.
    pub fn set_texts(
        &mut self,
        now: Now,
        kind: OperationKind,
        month: Month,
        texts: Texts,
    ) -> Result<Option<Operation>, Error> {
        let edits = self.month_edits(month, texts)?;
        self.apply(now, kind, edits)
    }

    fn month_edits(&self, month: Month, texts: Texts) -> Result<Vec<Edit>, Error> {
        let ledger = self.ledger()?;
        ledger.check_month(self.form, month)?;
        let mut edits = self.edits(ledger.unit.kind, texts, |id| Place::Entry(month, id))?;
        // Whether the mark is set is seen in the transaction; another program may have set it meanwhile.
        if edits.iter().any(|(_, text)| text.is_some()) {
            edits.push((Place::NoData(month), None));
        }
        Ok(edits)
    }

    /// Fills cells of a month with amounts: all of them or, if one cannot be read, none.
    pub fn set_amounts(&mut self, now: Now, month: Month, texts: Texts) -> Result<Option<Operation>, Error> {
        self.refuse_doubtful(&texts)?;
        self.set_texts(now, OperationKind::Fill, month, texts)
    }

    /// Pastes a clipboard text over the 当月 cells from `figure` on, and says how many cells it filled.
    pub fn paste(&mut self, now: Now, month: Month, figure: FigureId, text: &str) -> Result<usize, Error> {
        let heading = &self.form.columns.month;
        let kind = self.ledger()?.unit.kind;
        let texts = paste::lay_over_figures(self.form, kind, heading, figure, paste::grid(text)?)?;
        let count = texts.len();
        self.set_texts(now, OperationKind::Paste, month, texts)?;
        Ok(count)
    }

    /// Fills every blank of a month with 0, and says how many there were.
    pub fn fill_zero(&mut self, now: Now, month: Month) -> Result<usize, Error> {
        let sheet = self.sheet(month)?;
        let blank = sheet.cells.iter().filter(|(_, cell)| cell.month == Entry::Blank);
        let texts: Texts = blank.map(|(id, _)| (*id, "0".to_owned())).collect();
        let count = texts.len();
        self.set_texts(now, OperationKind::FillZero, month, texts)?;
        Ok(count)
    }

    /// Marks a month 当月无数据, or takes the mark away.
    pub fn set_no_data(&mut self, now: Now, month: Month, no_data: bool) -> Result<(), Error> {
        self.refresh()?;
        let ledger = self.ledger()?;
        ledger.check_month(self.form, month)?;
        if no_data && ledger.months.get(&month).is_some_and(|record| !record.entries.is_empty()) {
            return Err(Error::NoDataWithEntries(month.name()));
        }
        let mark = no_data.then(|| crate::store::YES.to_owned());
        self.apply(now, OperationKind::NoData, vec![(Place::NoData(month), mark)])?;
        Ok(())
    }

    /// Sets 填报时间 of a month; an empty text goes back to the day of the last change.
    pub fn set_filled_on(&mut self, now: Now, month: Month, text: &str) -> Result<(), Error> {
        self.ledger()?.check_month(self.form, month)?;
        let text = crate::amount::trim(text);
        let day = if text.is_empty() { None } else { Some(parse_date(text)?.to_string()) };
        self.apply(now, OperationKind::FilledOn, vec![(Place::FilledOn(month), day)])?;
        Ok(())
    }

    /// Whether another program has changed the data; if so, the session has read it anew.
    pub fn changed_elsewhere(&mut self) -> Result<bool, Error> {
        self.refresh()?;
        Ok(std::mem::take(&mut self.elsewhere))
    }

    /// What this computer remembered for the officer's convenience.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.store.setting(name)?)
    }

    /// Remembers something for the officer's convenience.
    pub fn remember(&self, name: &str, value: &str) -> Result<(), Error> {
        Ok(self.store.remember(name, value)?)
    }

    fn refresh(&mut self) -> Result<(), Error> {
        if self.store.version()? == self.version { Ok(()) } else { self.reload() }
    }

    fn reload(&mut self) -> Result<(), Error> {
        // The number first: a change that comes between is then seen at the next look.
        let version = self.store.version()?;
        self.elsewhere |= version != self.version;
        self.version = version;
        self.saved = self.store.ledger()?;
        self.projects = self.store.projects()?;
        self.words = self.store.own_texts()?;
        Ok(())
    }

    fn apply(&mut self, now: Now, kind: OperationKind, edits: Vec<Edit>) -> Result<Option<Operation>, Error> {
        let operation = self.store.apply(now, kind, edits)?;
        self.reload()?;
        Ok(operation)
    }

    /// The same in the place of an operation that has saved a text half-way.
    fn apply_instead(
        &mut self,
        now: Now,
        kind: OperationKind,
        edits: Vec<Edit>,
        instead: Option<i64>,
    ) -> Result<Option<Operation>, Error> {
        let operation = self.store.apply_instead(now, kind, edits, self.instead_of(instead))?;
        self.reload()?;
        Ok(operation)
    }

    fn instead_of(&self, operation: Option<i64>) -> Option<Instead> {
        operation.map(|operation| Instead { operation, since: self.since })
    }

    /// Checks that each figure exists and is the unit's to fill, and turns its text into an edit.
    fn edits(
        &self,
        kind: UnitKind,
        texts: Texts,
        place: impl Fn(FigureId) -> Place,
    ) -> Result<Vec<Edit>, Error> {
        let mut edits = Vec::new();
        for (id, text) in texts {
            let (row, figure) = self.form.find(id)?;
            let text = report::kept_text(figure, &text);
            if text.is_some() && !applies(row, kind) {
                return Err(left_blank(row, figure, kind));
            }
            edits.push((place(id), text));
        }
        Ok(edits)
    }

    /// For callers with no cell to show a text in: each figure once, and nothing but amounts.
    fn refuse_doubtful(&self, texts: &Texts) -> Result<(), Error> {
        let mut seen = BTreeSet::new();
        for (id, text) in texts {
            let (row, figure) = self.form.find(*id)?;
            let (row, name) = (row.number, figure.name.clone());
            if !seen.insert(id) {
                return Err(Error::GivenTwice { row, name });
            }
            report::strict_text(figure, text).map_err(|problem| Error::Amount {
                figure: *id,
                row,
                name,
                text: text.chars().take(report::LONGEST_TEXT).collect(),
                problem,
            })?;
        }
        Ok(())
    }
}

fn left_blank(row: &Row, figure: &Figure, kind: UnitKind) -> Error {
    Error::LeftBlank { row: row.number, name: figure.name.clone(), kind }
}
