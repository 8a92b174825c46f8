//! A sitting at the form: what the window and the command line can do. What can be done stands in a facet for each
//! matter: `session.reports()` leaves the records as they are, `session.reports_mut()` changes them.
//!
//! A session keeps the ledger in memory, so that it can answer each key without reading the disk. It knows
//! only what is saved; texts that are typed and not saved belong to the page that shows them. It knows no
//! window: the caller passes the current time in and shows the results.

mod archive;
mod assignment;
mod backups;
mod blank_form;
mod board;
mod closed_months;
mod collation;
mod collation_error;
mod collation_words;
mod confirmed_draft;
mod contributions;
mod counting;
mod drafted;
mod error;
mod export;
mod facet;
mod figures;
mod file;
mod filling;
mod form_coverage;
mod hand_filled;
mod history;
mod in_parallel;
mod intake;
mod intake_folder;
mod intake_lists;
mod intake_reader;
mod intake_scans;
mod intake_words;
mod kinds;
mod location;
mod mail;
mod merged_list;
mod new_member;
mod notice_draft;
mod notice_draft_error;
mod notice_review;
mod notices;
mod office;
mod opening;
mod other_words;
mod outgoing;
mod overview;
mod paper;
mod printed_numbers;
mod project_export;
mod projects;
mod reasons;
mod received_scans;
mod records;
mod refusals;
mod register;
mod register_checks;
mod register_removal;
mod register_table;
mod register_words;
mod reminder;
mod reports;
mod reread;
mod review_form;
mod sending;
mod sending_steps;
mod sent;
mod sides;
mod summary;
mod summary_export;
mod trend;
mod typing;
mod undo;
mod unit_in_hand;
mod zoom;

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

pub use assignment::{AssignedTo, UnknownName};
pub use backups::{
    Apart, BackedUp, BackupPreview, HandoverFile, Kept, Restored, SecondPlace, backups_of, restore_folder,
};
pub use blank_form::{NoticeDraft, read_notice_files, write_notice_file};
pub use board::{Board, BoardKind, BoardMonth, BoardQuestion, BoardStep, Tile};
pub use closed_months::{SumNow, TO_CORRECT};
pub use collation_error::CollationError;
pub use confirmed_draft::ConfirmedNotice;
pub use contributions::{ContributionLine, Contributions, KindSum, SourceRow, SourceSheet, SumLine};
pub use counting::{Changed, SoFar, ToldChange};
pub use drafted::NoticeOfDraft;
pub use error::RecordsError;
pub use facet::{Backups, Collation, Dispatch, Drafting, History, Projects, Reports, Summaries};
pub use file::File;
pub use filling::{ShownFillLine, ShownFilling};
pub use form_coverage::FormCoverage;
pub use hand_filled::HandFilledReader;
pub use history::HistoryLine;
pub use intake_folder::IntakeFolder;
pub use intake_reader::{Drop, IntakeReader};
pub use mail::{Delivery, MailSettings, Sent};
pub use merged_list::SavedList;
pub use new_member::{MemberDraft, NewMember};
pub use notice_draft::{BlankFormFiles, ChosenNotice, LeftDraft, files_at, is_notice_file};
pub use notice_draft_error::NoticeDraftError;
pub use notice_review::{
    FilledMonth, NoticeReview, ReviewDoubt, ReviewField, ReviewKind, ReviewMatter, ReviewProblem,
    ReviewReading,
};
pub use notices::{FormChoice, NoticePreview, NoticeView, ToDo, notice_bytes};
pub use opening::{Opening, SavedOpening, lay_opening, read_opening};
pub use other_words::OtherWords;
pub use outgoing::DraftedNote;
pub use overview::{Overview, RailMonth};
pub use projects::{ProjectTexts, SavedProject};
pub use received_scans::ReceivedScanLine;
pub use register::{RegisterPage, RegisterRow};
pub use register_table::{read_pasted_units, read_units};
pub use reminder::AlsoDue;
pub use reports::{ChangedMonth, RevisionLine};
pub use review_form::{ReviewColumn, ReviewFigure, ReviewForm, ReviewRow};
pub use sending::{LetterFile, LetterFiles, Scan, SendingSettings};
pub use sending_steps::{Handled, NextStep, SendingStep, StepState};
pub use sent::SentLine;
pub use sides::Sides;
pub use summary::{HeadingText, SpanChoice, SummaryPage, WrittenSummary};
pub use typing::{MonthView, SavedMonth};
pub use undo::Undone;
pub use unit_in_hand::{UnitInHand, Version};
pub use zoom::Zoom;

pub use crate::clock::Now;
use crate::collation::SortedInbox;
use crate::disk;
use crate::error::Error;
use crate::notice::{Figure, FigureId, Form, Notice, Row};
use crate::period::PeriodError;
use crate::projects::ProjectLedger;
use crate::report::{self, Ledger, applies};
use crate::store::{
    Edit, Instead, Operation, OperationKind, OwnTexts, Place, SettingOf, Side, Store, StoreError,
};
use crate::unit::{Unit, UnitKind};

/// Texts for figures, as typed.
pub type Texts = Vec<(FigureId, String)>;

/// An open data folder and the state of the work with it.
#[derive(Debug)]
pub struct Session {
    store: Store,
    saved: Option<Ledger>,
    /// The saved list of projects.
    projects: ProjectLedger,
    version: i64,
    /// Whether another program's change was read and not reported yet.
    elsewhere: bool,
    /// What came in from the units below; empty where the data is an officer's own.
    inbox: Arc<SortedInbox>,
    /// The officer's own texts in summaries.
    words: OwnTexts,
    /// The draft of a notice that is looked over, once it was read.
    drafted: Option<drafted::Drafted>,
    /// The newest operation when the sitting began; undo reaches back to it.
    since: i64,
    /// The temporary copy, if other data is being looked at.
    copy: Option<Looked>,
}

/// Other data that a session only looks at. The copy is deleted with this value.
#[derive(Debug)]
struct Looked {
    _folder: TempDir,
    content: String,
}

impl Session {
    /// Opens a data folder; where it takes nothing, its data can be looked at. A new one is for an officer's reports.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Self::open_side(Side::found_in(folder).unwrap_or(Side::Reporting), folder)
    }

    /// Opens the data of a side in its own folder.
    pub fn open_side(side: Side, folder: &Path) -> Result<Self, Error> {
        Self::over(Store::open_or_look(side, folder)?)
    }

    fn over(mut store: Store) -> Result<Self, Error> {
        reread::read_anew(&mut store);
        let version = store.version()?;
        let since = store.newest_operation()?;
        let (saved, inbox) = store.ledger_and_inbox()?;
        let (projects, words) = (store.projects()?, store.own_texts()?);
        Ok(Self {
            store,
            saved,
            projects,
            version,
            elsewhere: false,
            inbox,
            words,
            drafted: None,
            since,
            copy: None,
        })
    }

    /// Opens the data folder again after it was away, for example when a stick is back in.
    pub fn reconnect(&mut self) -> Result<(), Error> {
        // Opening would create an empty store if there is none.
        if !self.store.file().is_file() {
            return Err(StoreError::Gone(self.folder().to_owned()).into());
        }
        *self = Self::open_side(self.store.side(), self.folder())?;
        Ok(())
    }

    /// Why nothing can be saved here, as a sentence: the data folder is read-only or its disk is full. `None` if it
    /// can, and where other data is looked at.
    pub fn unwritable(&self) -> Option<String> {
        self.store.unwritable()
    }

    /// Whether a data folder that took nothing takes something again, so that it is worth opening anew.
    pub fn takes_again(&self) -> bool {
        self.unwritable().is_some() && disk::takes_something(self.folder())
    }

    /// The form that is filled in.
    pub fn form(&self) -> &Arc<Form> {
        self.store.form()
    }

    /// Its notice.
    pub fn notice(&self) -> &Arc<Notice> {
        self.store.notice()
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    /// The unit, once the first start is finished.
    pub fn unit(&self) -> Option<&Unit> {
        self.saved.as_ref().map(|ledger| &ledger.unit)
    }

    /// The saved ledger.
    pub fn ledger(&self) -> Result<&Ledger, Error> {
        self.saved.as_ref().ok_or_else(|| StoreError::NotBegun.into())
    }

    /// Refuses where no form at all was begun.
    fn refuse_if_nothing_begun(&self) -> Result<(), Error> {
        if self.store.begun()?.is_empty() { Err(StoreError::NotBegun.into()) } else { Ok(()) }
    }

    /// Refuses what only an officer's own reports have, in the data of a clerk.
    pub fn refuse_to_clerk(&self, what: &'static str) -> Result<(), Error> {
        match self.store.side() {
            Side::Reporting => Ok(()),
            Side::Collation => Err(StoreError::OfficersOnly(what).into()),
        }
    }

    /// Finishes the first start. The opening balance may be empty and be entered later.
    pub fn begin(&mut self, now: Now, unit: Unit, opening: Texts) -> Result<(), Error> {
        if self.store.side() == Side::Collation {
            return Err(CollationError::NotReporting.into());
        }
        let unit = self.checked(unit).map_err(|error| self.or_over(error, now))?;
        let edits = self.opening_edits(&unit.kind, opening)?;
        self.store.begin(now, &unit, edits)?;
        self.since = self.store.newest_operation()?;
        self.reload()
    }

    /// A month past the end of a campaign that is over is refused with the way on.
    fn or_over(&self, error: Error, now: Now) -> Error {
        match error {
            Error::Period(outside @ PeriodError::OutsideCampaign { .. })
                if self.form().campaign.is_over(now.date_naive()) =>
            {
                Error::CampaignOver { outside, notice: self.notice().id.clone() }
            }
            other => other,
        }
    }

    fn checked(&self, unit: Unit) -> Result<Unit, Error> {
        let unit = unit.checked()?;
        self.form().campaign.check(unit.first_month)?;
        let is_own = unit.kind.is_office() && self.store.side() == Side::Collation;
        if !is_own {
            kinds::refuse_unknown_kind(self.notice(), &unit.kind)?;
        }
        Ok(unit)
    }

    /// Changes the unit's particulars and settings.
    pub fn set_unit(&mut self, now: Now, unit: Unit) -> Result<(), Error> {
        self.refresh()?;
        let before = self.ledger()?.unit.clone();
        let is_office = self.store.side() == Side::Collation;
        if is_office {
            Self::refuse_other_office(&before, &unit)?;
        }
        let unit = self.checked(unit)?;
        if is_office {
            self.refuse_name_in_use(&before, &unit)?;
        }
        let form = Arc::clone(self.form());
        self.store.set_unit(now, &form, &unit)?;
        self.follow_unit(now, &before, &unit)?;
        self.reload()
    }

    /// Whether another program has changed the data; if so, the session reads it again.
    pub fn changed_elsewhere(&mut self) -> Result<bool, Error> {
        self.refresh()?;
        Ok(std::mem::take(&mut self.elsewhere))
    }

    /// A value that this computer remembered, for example a preference.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.store.setting(SettingOf::Computer, name)?)
    }

    /// The same for the form in hand.
    fn setting_of_form(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.store.setting(SettingOf::Form, name)?)
    }

    fn remember_of_form(&self, name: &str, value: &str) -> Result<(), Error> {
        Ok(self.store.remember(SettingOf::Form, name, value)?)
    }

    /// Remembers a value on this computer that is not a record, for example a preference.
    pub fn remember(&self, name: &str, value: &str) -> Result<(), Error> {
        Ok(self.store.remember(SettingOf::Computer, name, value)?)
    }

    fn refresh(&mut self) -> Result<(), Error> {
        if self.store.version()? == self.version { Ok(()) } else { self.reload() }
    }

    fn reload(&mut self) -> Result<(), Error> {
        // Reads the number first: a change made in between is then noticed at the next check.
        let version = self.store.version()?;
        if version != self.version {
            self.elsewhere = true;
            self.drafted = None;
            self.store.read_notices()?;
        }
        self.version = version;
        (self.saved, self.inbox) = self.store.ledger_and_inbox()?;
        self.projects = self.store.projects()?;
        self.words = self.store.own_texts()?;
        Ok(())
    }

    fn apply(&mut self, now: Now, kind: OperationKind, edits: Vec<Edit>) -> Result<Option<Operation>, Error> {
        self.apply_instead(now, kind, edits, None)
    }

    /// Makes the edits in place of an operation that saved a text half-way.
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

    /// Checks that each figure exists and that the unit fills it in, and turns its text into an edit.
    fn edits(
        &self,
        kind: &UnitKind,
        texts: Texts,
        place: impl Fn(FigureId) -> Place,
    ) -> Result<Vec<Edit>, Error> {
        let mut edits = Vec::new();
        for (id, text) in texts {
            let (row, figure) = self.form().find(id)?;
            let text = report::kept_text(figure, &text);
            if text.is_some() {
                refuse_what_is_not_typed(self.store.notice(), self.form(), kind, (row, figure))?;
            }
            edits.push((place(id), text));
        }
        Ok(edits)
    }
}

/// Refuses a text for a figure that the unit leaves empty or that is reckoned from others.
fn refuse_what_is_not_typed(
    notice: &Notice,
    form: &Form,
    kind: &UnitKind,
    (row, figure): (&Row, &Figure),
) -> Result<(), Error> {
    let called = || row.figure_called(figure);
    if !applies(row, kind) {
        return Err(Error::LeftBlank { called: called(), kind: notice.kind_name(kind) });
    }
    if figure.is_derived() {
        return Err(Error::Derived { called: called(), by: form.reckoned_by(figure).to_owned() });
    }
    Ok(())
}
