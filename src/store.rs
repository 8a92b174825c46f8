//! The store: one SQLite file in the data folder, and the only place that reads or writes it.
//!
//! Every change is a named operation in one transaction and is logged with the text it replaced; the log only
//! grows. Nothing here computes a total or judges an amount, and no other module knows the name of a table.

mod before_opening;
mod chain;
mod change;
mod closed_months;
mod copy;
mod database_files;
mod edition;
mod error;
mod files;
mod folder;
mod history;
mod inbox;
mod intake;
mod kept_files;
mod kept_notices;
mod known;
mod look;
mod looking;
mod member;
mod moments;
mod notice_draft;
mod notice_error;
mod notices;
mod open;
mod operation;
mod part;
mod place;
mod projects;
mod read;
mod record;
mod reread;
mod rescue;
mod revisions;
mod scan;
mod schema;
mod setting;
mod side;
mod summary;
mod taken;
mod text;
mod undo;
mod verify;

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

pub use copy::{
    COPIES_FOLDER, Contents, CopyMark, CopyName, EXPORT_FOLDER, copy_is_sound, look_into, names_in,
};
pub use error::{Loss, StoreError};
pub use files::{lost_beside, unnamed_beside};
use folder::Identity;
pub use folder::{default_folder, portable_folder};
pub use history::Logged;
pub use intake::Incoming;
pub use kept_files::{FILES_FOLDER, FoundFiles, LostFile};
pub use notice_error::KeptNoticeError;
pub use operation::{Change, Edit, Operation, OperationKind};
pub use part::{AssignmentPart, JudgementPart, MemberPart, ProjectPart, SummaryPart};
pub use place::{Place, UnitField};
pub use projects::ProjectChange;
pub use read::SentSoFar;
pub use record::Step;
pub use reread::ReadBefore;
pub use rescue::{Rescued, rescue};
pub use setting::SettingOf;
pub use side::Side;
pub use summary::{OwnText, OwnTexts};
pub use taken::{Filled, Taken};
pub use text::{FINAL, SENT};
pub use undo::{Instead, Reversal};

pub(crate) use copy::{BACKUP_FOLDER, DRAFT_PATHS, INTAKE_FOLDER, LOCATION_TOLD, STEP_NOTES};
pub(crate) use kept_files::is_name_of_kept_file;
pub(crate) use text::{YES, yes_or_no};

use kept_files::KeptFiles;
use kept_notices::Notices;
use known::Known;
use looking::Looking;

/// The lock files of a folder: for starting, and for being in use.
const LOCK_FILES: [&str; 2] = [STARTING_LOCK, IN_USE_LOCK];
const STARTING_LOCK: &str = "yuebao.lock";
const IN_USE_LOCK: &str = "yuebao.open";

/// The open store of one data folder.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    side: Side,
    folder: PathBuf,
    files: KeptFiles,
    notices: Notices,
    inbox: Known,
    identity: Identity,
    /// Locked shared while the store is open, so that no other program replaces the file.
    _in_use: Option<File>,
    /// Why the store is read-only: no operation is accepted.
    looking: Option<Looking>,
    /// The temporary copy that is open in place of a file that could not be opened where it is.
    _copy: Option<TempDir>,
    /// The operations that were made here, and those made elsewhere that an undo has named. Undo takes back no others.
    known: BTreeSet<i64>,
}

impl Store {
    /// Makes a store from an open connection, the lock file of the folder, and the notices that are in it.
    fn over(side: Side, (connection, in_use): (Connection, File), folder: &Path, notices: Notices) -> Self {
        let identity = Identity::of(&side.file_in(folder));
        let files = KeptFiles::in_folder(folder);
        let (folder, in_use) = (folder.to_owned(), Some(in_use));
        Self {
            connection,
            side,
            folder,
            files,
            notices,
            inbox: Known::default(),
            identity,
            _in_use: in_use,
            looking: None,
            _copy: None,
            known: BTreeSet::new(),
        }
    }

    /// Makes the store read-only from now on.
    #[must_use]
    pub fn only_to_look_at(self) -> Self {
        Self { looking: Some(Looking::Copy), ..self }
    }

    /// Whose data it is.
    pub fn side(&self) -> Side {
        self.side
    }

    /// The data file.
    pub fn file(&self) -> PathBuf {
        self.side.file_in(&self.folder)
    }

    /// The folder the store lives in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether a path leads to the file that is open here. That file must not be opened as a copy: closing it
    /// would release SQLite's locks.
    pub fn is_own_file(&self, path: &Path) -> bool {
        self.identity == Identity::of(path)
    }

    /// A number that changes when another process has changed the store.
    pub fn version(&self) -> Result<i64, StoreError> {
        self.connection
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(|error| self.explain(error.into()))
    }

    /// The number of the newest operation; 0 in a new store. Callers pass it to undo as the limit.
    pub fn newest_operation(&self) -> Result<i64, StoreError> {
        self.connection
            .query_row("SELECT coalesce(max(id), 0) FROM operation", [], |row| row.get(0))
            .map_err(|error| self.explain(error.into()))
    }

    /// Refuses a change if the store is read-only.
    pub(crate) fn refuse_if_looking(&self) -> Result<(), StoreError> {
        self.looking.as_ref().map_or(Ok(()), |why| Err(why.refusal(&self.folder)))
    }

    /// Refuses a change if the file is gone. SQLite would accept changes to a deleted file and lose them all,
    /// so none may be confirmed.
    fn refuse_if_gone(&self) -> Result<(), StoreError> {
        if self.identity.is_still_at(&self.file()) {
            Ok(())
        } else {
            Err(StoreError::Gone(self.folder.clone()))
        }
    }

    fn explain(&self, failure: error::Failure) -> StoreError {
        StoreError::from_failure_of(&self.file(), failure)
    }
}
