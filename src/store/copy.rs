//! Whole copies of the store: writing and checking them, reading them, and replacing the store's content by one.
//!
//! SQLite itself makes the copy, so it is one consistent state even while other programs write. A copy gets its name
//! only when it is on the disk and was found sound. Other modules decide which copies to make and to keep.

mod name;
mod write;

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tempfile::TempDir;

pub use name::{CopyMark, CopyName};
pub(super) use write::before_upgrade;
pub use write::{COPIES_FOLDER, names_in};

use write::{changed, check, unit_name, vacuum_into, write};

use super::change::log;
use super::database_files::{WAL, beside, refuse_strange};
use super::error::{Failure, StoreError};
use super::files;
use super::kept_files::{FoundFiles, LostFile};
use super::moments::CONFIRMED;
use super::{OperationKind, Side, Store, chain, schema};
use crate::disk;

/// What a copy holds, as shown before it is restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// 填报单位; `None` if the first start was not finished.
    pub unit: Option<String>,
    /// Whose data it is.
    pub side: Side,
    /// Every month with entries, and how many cells are filled; where reports are taken in, how many count.
    pub months: Vec<(String, u32)>,
    /// When something was changed last.
    pub changed: Option<DateTime<FixedOffset>>,
    /// A digest that is different for every state; `None` in a copy of an earlier version.
    pub fingerprint: Option<String>,
}

impl Store {
    /// Writes a copy into a folder that exists, checks it, and says where it is.
    ///
    /// The kept files that it names lie beside it, once for all copies; those that are lost are returned.
    pub fn copy_to(&self, folder: &Path, name: CopyName) -> Result<(PathBuf, Vec<LostFile>), StoreError> {
        write(&self.connection, &self.files, folder, name)
            .map_err(|failure| StoreError::from_failure_of(&self.side.file_in(folder), failure))
    }

    /// Writes all that is stored into a new file that another computer can take in: without what only this one knows.
    /// Returns the kept files that this copy names.
    pub fn copy_for_another(&self, file: &Path) -> Result<FoundFiles, StoreError> {
        let copied = vacuum_into(&self.connection, file).and_then(|()| {
            let copy = Connection::open(file)?;
            forget(&copy, &NOTES)?;
            forget(&copy, &FOLDERS)?;
            files::named(&copy)
        });
        let named =
            copied.map_err(|failure| StoreError::from_failure_of(file, failure).about(&self.folder))?;
        Ok(self.files.look_for(named))
    }

    /// A short description of what is stored.
    pub fn contents(&self) -> Result<Contents, StoreError> {
        contents(&self.connection).map_err(|failure| self.explain(failure))
    }

    /// Opens a temporary copy of a file. The file itself, perhaps on a read-only disk, is not touched; an
    /// older version is converted in the copy only. The copy is deleted together with the returned folder.
    pub fn open_copy_of(file: &Path) -> Result<(Self, TempDir), StoreError> {
        refuse_strange(file)?;
        refuse_strange(&beside(file, WAL))?;
        // Of an empty file nothing is known; it is refused below like any that holds nothing.
        let side = schema::check_header(file)?.unwrap_or(Side::Reporting);
        let copied = || -> io::Result<TempDir> {
            let folder = disk::private_folder()?;
            let copy = side.file_in(folder.path());
            disk::copy_contents(file, &copy)?;
            // The file may come from a data folder that was copied by hand while the program was open.
            match disk::copy_contents(&beside(file, WAL), &beside(&copy, WAL)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
            Ok(folder)
        };
        let folder = copied().map_err(|error| StoreError::while_copying(file, error))?;
        let mut store = Self::open(side, folder.path()).map_err(|error| error.about(file))?;
        store.files = store.files.and_beside(file);
        Ok((store, folder))
    }

    /// Replaces all that is stored by the content of another store, in one transaction: other programs with
    /// this folder see either the old or the new state. What this computer remembers stays. The change is
    /// logged as the newest operation, so nothing before it can be undone.
    ///
    /// `set_aside` receives the state that is about to be replaced. Nobody can write between the two steps; otherwise a
    /// change that another program was told is saved could be lost. If `set_aside` fails, nothing is replaced.
    ///
    /// The kept files that the source names come along; those that are lost are returned.
    pub fn replace_with<T, E: From<StoreError>>(
        &mut self,
        now: DateTime<FixedOffset>,
        mut source: Self,
        set_aside: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<(T, Vec<LostFile>), E> {
        self.refuse_if_looking()?;
        source.refuse_other_side(self.side, &source.file())?;
        let file = self.file();
        let explain = |failure: Failure| StoreError::from_failure_of(&file, failure);
        let files = self.files.clone();
        let named = files::named(&source.connection).map_err(explain)?;
        let source_files = source.files.clone();
        let take_files = || files.take_from(&source_files, &named).map_err(|error| explain(error.into()));
        take_files()?;
        let kept = settings(&self.connection).and_then(|kept| {
            forget(&source.connection, &FOLDERS)?;
            // What was confirmed of an operation by its number says nothing of those that are restored.
            let kept: Vec<_> = kept.into_iter().filter(|[_, name, _]| name != CONFIRMED).collect();
            prepare_for_replacing(&mut source, now, &kept)
        });
        kept.map_err(explain)?;
        let has_log = self.has_write_ahead_log()?;
        let present = self.again()?;
        // Without a write-ahead log nobody can read while another connection writes, not even this one.
        let mut set_aside = Some(set_aside);
        let early = (!has_log).then(|| set_aside.take().map(|set_aside| set_aside(&present))).flatten();
        let early = early.transpose()?;
        let result = Backup::new(&source.connection, &mut self.connection)
            .map_err(|error| E::from(explain(error.into())))
            .and_then(|backup| {
                let step = |pages| match backup.step(pages) {
                    Ok(StepResult::Busy | StepResult::Locked) => Err(StoreError::Busy),
                    Ok(_) => Ok(()),
                    Err(error) => Err(explain(error.into())),
                };
                // A step of zero pages takes the lock: from here on nobody else can write.
                step(0)?;
                let late = set_aside.map(|set_aside| set_aside(&present)).transpose()?;
                // Once more: a program may have removed one of them until now.
                let lost = take_files()?;
                step(-1)?;
                early.or(late).map(|kept| (kept, lost)).ok_or_else(|| StoreError::Busy.into())
            });
        self.connection.flush_prepared_statement_cache();
        let kept = result?;
        self.refuse_if_gone()?;
        Ok(kept)
    }

    /// Refuses to be put in the place of the other side's data. `file` is where it came from.
    pub(crate) fn refuse_other_side(&self, wanted: Side, file: &Path) -> Result<(), StoreError> {
        if self.side == wanted {
            Ok(())
        } else {
            Err(StoreError::OtherSide { file: file.to_owned(), found: self.side, wanted })
        }
    }

    /// Whether the whole file is sound and agrees with the log.
    pub fn is_sound(&self) -> Result<bool, StoreError> {
        check(&self.connection).map_err(|failure| self.explain(failure))
    }

    /// Whether changes go to a write-ahead log, the safest mode. Some network folders and sticks only support
    /// a rollback journal.
    pub fn has_write_ahead_log(&self) -> Result<bool, StoreError> {
        journal_mode(&self.connection).map(|mode| mode == "wal").map_err(|failure| self.explain(failure))
    }
}

fn journal_mode(connection: &Connection) -> Result<String, Failure> {
    Ok(connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?)
}

/// The prefixes of settings that remember what was done with a report and where the draft of its letter is.
pub(crate) const STEP_NOTES: &str = "way_";
pub(crate) const DRAFT_PATHS: &str = "draft_";
/// The setting that remembers the second place for backups.
pub(crate) const BACKUP_FOLDER: &str = "backup_folder";
/// The setting that remembers the folder of the last export.
pub const EXPORT_FOLDER: &str = "export_folder";
/// The setting that remembers where an office keeps what comes in.
pub(crate) const INTAKE_FOLDER: &str = "intake_folder";
/// The setting that remembers what was told of the place of the data, a line for each risk.
pub(crate) const LOCATION_TOLD: &str = "location_told";

/// Nothing was done with a report in the state that is restored, a path from other data may lead anywhere, and which of
/// its operations an officer confirmed the time of is not known.
const NOTES: [&str; 3] = [STEP_NOTES, DRAFT_PATHS, CONFIRMED];
/// On another computer they may lead anywhere, and its data folder lies elsewhere.
const FOLDERS: [&str; 4] = [BACKUP_FOLDER, EXPORT_FOLDER, INTAKE_FOLDER, LOCATION_TOLD];

fn forget(connection: &Connection, settings: &[&str]) -> Result<(), Failure> {
    for names in settings {
        connection.execute("DELETE FROM setting WHERE substr(name, 1, length(?1)) = ?1", [names])?;
    }
    Ok(())
}

/// Prepares the source to replace what is stored here.
pub(super) fn prepare_for_replacing(
    source: &mut Store,
    now: DateTime<FixedOffset>,
    settings: &[[String; 3]],
) -> Result<(), Failure> {
    forget(&source.connection, &NOTES)?;
    for setting in settings {
        source.connection.execute(
            "INSERT OR REPLACE INTO setting (form, name, value) VALUES (?1, ?2, ?3)",
            rusqlite::params_from_iter(setting),
        )?;
    }
    let form = Arc::clone(&source.notices.form);
    let logged = |transaction: Transaction<'_>| -> Result<(), Failure> {
        log(&transaction, &form, now, OperationKind::Restore, None, &[])?;
        Ok(transaction.commit()?)
    };
    logged(source.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)?;
    // All data must be in one file, and its header must not ask for WAL, which the target's disk may not support.
    Ok(source.connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?)
}

fn settings(connection: &Connection) -> Result<Vec<[String; 3]>, Failure> {
    let mut query = connection.prepare("SELECT form, name, value FROM setting")?;
    let rows = query.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether a copy is sound to the last byte and agrees with its own log.
pub fn copy_is_sound(file: &Path) -> Result<bool, StoreError> {
    let sound = schema::open_copy(file).and_then(|connection| check(&connection));
    sound.map_err(|failure| StoreError::from_failure_of(file, failure))
}

/// Reads what a copy holds, whatever version its tables have. It does not check whether the copy is sound.
pub fn look_into(file: &Path) -> Result<Contents, StoreError> {
    let read = schema::open_copy(file).and_then(|connection| contents(&connection));
    read.map_err(|failure| StoreError::from_failure_of(file, failure).about(file))
}

fn contents(connection: &Connection) -> Result<Contents, Failure> {
    let transaction = connection.unchecked_transaction()?;
    let number: u32 = transaction.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let side = Side::of_application_id(number).unwrap_or(Side::Reporting);
    let mut months = transaction.prepare(match side {
        Side::Reporting => {
            "SELECT month, count(figure) AS cells FROM report LEFT JOIN entry ON entry.report = report.id
             GROUP BY month HAVING cells > 0 OR max(no_data) IS NOT NULL ORDER BY month"
        }
        Side::Collation => {
            "SELECT month, count(*) FROM decision WHERE place = 'judgement' AND item LIKE '%.version'
             GROUP BY month ORDER BY month"
        }
    })?;
    let months = months.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Contents {
        side,
        unit: unit_name(&transaction)?,
        months,
        changed: changed(&transaction)?,
        fingerprint: fingerprint(&transaction)?,
    })
}

/// The digest at the end of the log, which covers all of it. Everything that is recorded follows from the log, so stores
/// with the same log hold the same records. Numbers and moments alone could be equal in two branches that a restore created.
fn fingerprint(connection: &Connection) -> Result<Option<String>, Failure> {
    Ok(if schema::is_newest(connection)? { Some(chain::end(connection)?.1) } else { None })
}
