//! Backups, restoring, handing over and looking at other data, as actions of the officer.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use tempfile::TempDir;

use super::facet::Backups;
use super::{Looked, Now, Session};
use crate::backup::{self, BackUp, Backup, BackupError, Finding, Packed, Places, RestoreDifference};
use crate::clock::{ClockError, Judgement, judge};
use crate::error::Error;
use crate::notice::{Form, Notice};
use crate::period::{Month, date_name};
use crate::store::{BACKUP_FOLDER, CopyMark, CopyName, LostFile, SettingOf, Side, Store, StoreError};
use crate::wording::quoted;

/// A backup before it is restored: its content, and what a restore would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BackupPreview {
    pub backup: Backup,
    pub difference: RestoreDifference,
}

/// The result of a restore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Restored {
    /// The backup that was restored.
    pub backup: Backup,
    /// Where the previous state was saved; restoring that file undoes the restore. `None` if nothing was entered.
    pub set_aside: Option<String>,
    /// Where the damaged data file is kept, if there was one.
    pub damaged: Option<String>,
    /// The files that the restored records name and that are neither here nor beside the backup, each with what happened.
    pub lost: Vec<String>,
}

/// The backups and their places, as the window shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Kept {
    /// Every backup, newest first.
    pub backups: Vec<Backup>,
    /// The second place, if there is one.
    pub second: Option<SecondPlace>,
}

/// The second place for backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SecondPlace {
    pub path: String,
    /// Whether the place exists now: for example, the stick is plugged in.
    pub there: bool,
}

/// The result of making a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BackedUp {
    /// What was done, as a sentence; `None` if nothing was done.
    pub sentence: Option<String>,
    /// What went wrong, one sentence for each place.
    pub problems: Vec<String>,
}

/// A handover file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HandoverFile {
    pub path: String,
    /// What is not in it, as a sentence.
    pub problem: Option<String>,
}

impl From<Packed> for HandoverFile {
    fn from(packed: Packed) -> Self {
        Self { path: packed.path.display().to_string(), problem: packed.problem() }
    }
}

impl From<&[BackUp]> for BackedUp {
    fn from(done: &[BackUp]) -> Self {
        let count = |is: fn(&BackUp) -> bool| done.iter().filter(|one| is(one)).count();
        let written = count(|one| matches!(one, BackUp::Written(_) | BackUp::Incomplete(..)));
        let unchanged = count(|one| matches!(one, BackUp::Unchanged(_)));
        let sentence = match (written, unchanged) {
            (0, 0) => None,
            (0, _) => Some("上次备份以后没有改动，不用再备份".to_owned()),
            (1, _) => Some("已备份".to_owned()),
            (places, _) => Some(format!("已备份到 {places} 个位置")),
        };
        let problem = |one: &BackUp| match one {
            BackUp::Failed(error) | BackUp::Incomplete(_, error) => Some(error.to_string()),
            BackUp::Written(_) | BackUp::Unchanged(_) => None,
        };
        let mut problems: Vec<String> = done.iter().filter_map(problem).collect();
        // What is lost is lost in both places.
        problems.dedup();
        Self { sentence, problems }
    }
}

/// The same data over a connection of its own, for work that takes long: on any thread, while the officer types.
#[derive(Debug)]
pub struct Apart {
    store: Store,
}

impl Apart {
    fn places(&self) -> Result<Places, Error> {
        let second =
            self.store.setting(SettingOf::Computer, BACKUP_FOLDER)?.filter(|folder| !folder.is_empty());
        Ok(Places::of(self.store.folder(), second.map(PathBuf::from)))
    }

    /// Writes a backup into every place.
    pub fn back_up(&self, now: Now) -> Result<Vec<BackUp>, Error> {
        Ok(self.places()?.back_up(&self.store, now))
    }

    /// Writes a backup into one given folder only.
    pub fn back_up_to(&self, now: Now, folder: &Path) -> Result<BackUp, Error> {
        Ok(backup::back_up(&self.store, folder, now)?)
    }

    /// Writes a backup into every place. Returns a sentence if the officer should know something: a warning, never an
    /// obstacle. Before the first start there is nothing to back up.
    pub fn back_up_quietly(&self, now: Now) -> Option<String> {
        // What cannot be changed has not changed since the last backup.
        if self.store.unwritable().is_some() {
            return None;
        }
        match self.back_up(now) {
            Ok(done) => BackedUp::from(done.as_slice()).problems.into_iter().next(),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Packs everything into a file, encrypted if a passphrase is given.
    pub fn pack(&self, now: Now, passphrase: Option<&str>, path: &Path) -> Result<Packed, Error> {
        backup::pack(&self.store, now, passphrase, path)
    }

    /// Examines everything here and reports for each topic whether it is in order.
    pub fn doctor(&self, now: Now, released: Option<NaiveDate>) -> Vec<Finding> {
        backup::examine(self.store.folder(), Some(Ok(&self.store)), now, released)
    }
}

impl Session {
    /// Whether other data is open and may only be looked at.
    pub fn is_looking(&self) -> bool {
        self.copy.is_some()
    }
}

impl<S: Deref<Target = Session>> Backups<S> {
    /// The second place for backups, if the officer has chosen one.
    pub fn backup_folder(&self) -> Result<Option<PathBuf>, Error> {
        let folder = self.session.setting(BACKUP_FOLDER)?;
        Ok(folder.filter(|folder| !folder.is_empty()).map(PathBuf::from))
    }

    /// Chooses the second place for backups, or none. The folder must exist and must not be inside the data folder.
    pub fn set_backup_folder(&self, folder: Option<&Path>) -> Result<(), Error> {
        self.session.store.refuse_if_looking()?;
        if let Some(folder) = folder {
            let data = self.session.folder().canonicalize();
            if let Some(refusal) = BackupError::refused(folder) {
                return Err(refusal.into());
            }
            let chosen = folder.canonicalize().map_err(|_| BackupError::PlaceMissing(folder.to_owned()))?;
            if folder.to_str().is_none() {
                return Err(BackupError::PlaceUnnameable(folder.to_owned()).into());
            }
            if data.is_ok_and(|data| chosen.starts_with(data)) {
                return Err(BackupError::PlaceInside(folder.to_owned()).into());
            }
            if Side::has_data(&chosen) {
                return Err(BackupError::PlaceHasData(folder.to_owned()).into());
            }
        }
        self.session.remember(BACKUP_FOLDER, &folder.unwrap_or(Path::new("")).to_string_lossy())
    }

    /// Asks whether the time of what is about to be dated for ever can be true. `sure` is the officer's word that it
    /// is; it is remembered, so that the same is not asked again.
    pub fn refuse_doubtful_time(
        &self,
        now: Now,
        released: Option<NaiveDate>,
        sure: bool,
    ) -> Result<(), Error> {
        let judgement = self.judgement(now, released)?;
        match judgement.doubt {
            None => Ok(()),
            Some(_) if sure => Ok(self.session.store.confirm_moment(now)?),
            Some(doubt) => Err(ClockError::Doubtful(doubt).into()),
        }
    }

    /// Asks the same before a month becomes final, and whether the day in its report can be true: it may have been
    /// filled in on a wrong day, and the clock put right since.
    pub fn refuse_doubtful_day(
        &self,
        now: Now,
        released: Option<NaiveDate>,
        month: Month,
        sure: bool,
    ) -> Result<(), Error> {
        self.refuse_doubtful_time(now, released, sure)?;
        let Some(day) = self.session.reports().sheet(month)?.filled_on.filter(|_| !sure) else {
            return Ok(());
        };
        if self.judgement(now, released)?.odd.iter().all(|odd| odd.date() != day) {
            return Ok(());
        }
        Err(ClockError::DoubtfulDay { month: month.name(), day: date_name(day) }.into())
    }

    fn judgement(&self, now: Now, released: Option<NaiveDate>) -> Result<Judgement, Error> {
        let store = &self.session.store;
        Ok(judge(now.naive_local(), &backup::evidence(store, &self.places()?, released)?))
    }

    fn places(&self) -> Result<Places, Error> {
        Ok(Places::of(self.session.folder(), self.backup_folder()?))
    }

    /// The same data for work that takes long.
    ///
    /// # Errors
    /// The first start was not finished: there is nothing to back up or to pack.
    pub fn apart(&self) -> Result<Apart, Error> {
        self.session.refuse_if_nothing_begun()?;
        Ok(Apart { store: self.session.store.again()? })
    }

    /// Every backup in both places, newest first.
    pub fn list(&self) -> Result<Vec<Backup>, Error> {
        Ok(backup::backups(&self.places()?))
    }

    /// The backups and their places.
    pub fn kept(&self) -> Result<Kept, Error> {
        let second = self.backup_folder()?;
        let second =
            second.map(|place| SecondPlace { there: place.is_dir(), path: place.display().to_string() });
        Ok(Kept { backups: self.list()?, second })
    }

    /// The content of a backup, and what a restore would change. Changes nothing.
    pub fn preview(&self, file: &Path) -> Result<BackupPreview, Error> {
        let (store, _folder) = self.open_own_copy(file)?;
        let mut difference = self.differences(&store)?;
        let same = self.session.store.contents()?.fingerprint == store.contents()?.fingerprint;
        if difference.is_empty() && !same {
            difference.others.push("修改记录不同".to_owned());
        }
        Ok(BackupPreview { backup: backup::describe(file)?, difference })
    }

    /// What a restore would change, in every form that is filled in here or there; with its notice before it where there is
    /// more than one.
    fn differences(&self, then: &Store) -> Result<RestoreDifference, Error> {
        let notices = [self.session.store.notices(), then.notices()];
        let mut forms: BTreeMap<&str, (&Notice, &Form)> = BTreeMap::new();
        for notice in notices.into_iter().flatten() {
            forms.extend(notice.forms.iter().map(|form| (form.key.as_str(), (&**notice, &**form))));
        }
        let mut all = RestoreDifference { others: notices_that_change(notices), ..Default::default() };
        for (notice, form) in forms.values() {
            let store = &self.session.store;
            let (ledger, inbox) = store.ledger_and_inbox_of(form)?;
            let now = ledger.map(|ledger| Ok::<_, Error>((ledger, store.projects_of(form)?)));
            let now = now.transpose()?;
            let (restored, inbox_then) = then.ledger_and_inbox_of(form)?;
            let Some(restored) = restored else {
                all.others.extend(
                    now.map(|_| format!("{}的{}里填的会没有", notice.campaign.short_name, form.mark)),
                );
                continue;
            };
            let now = now.as_ref().map(|(ledger, projects)| (ledger, projects));
            let mut difference = backup::compare(form, now, (&restored, &then.projects_of(form)?));
            if store.side() == Side::Collation {
                backup::compare_inboxes(&inbox, &inbox_then, &mut difference);
            }
            if forms.len() > 1 {
                difference.name_notice(&format!("{}{}", notice.campaign.short_name, form.mark));
            }
            all.months.append(&mut difference.months);
            all.others.append(&mut difference.others);
        }
        Ok(all)
    }

    fn open_copy(&self, file: &Path) -> Result<(Store, TempDir), Error> {
        if self.session.store.is_own_file(file) {
            return Err(BackupError::OwnFile(file.to_owned()).into());
        }
        open_copy(file)
    }

    /// The same for a file that is to take the place of the data here.
    fn open_own_copy(&self, file: &Path) -> Result<(Store, TempDir), Error> {
        let opened = self.open_copy(file)?;
        opened.0.refuse_other_side(self.session.store.side(), file)?;
        Ok(opened)
    }

    /// The name of a handover file of today, as 龙沙镇_2022-03-20_交接.yuebao.
    pub fn handover_name(&self, now: Now) -> Result<String, Error> {
        let unit = self.session.store.contents()?.unit.ok_or(StoreError::NotBegun)?;
        let name = CopyName::new(self.session.store.side(), now.naive_local(), &unit, CopyMark::Plain);
        Ok(format!("{}_{}_交接.{}", name.unit, name.at.format("%Y-%m-%d"), backup::ENDING))
    }

    /// Opens a backup, or the data of a handover file, for looking only. The new session works on a temporary
    /// copy and accepts no changes.
    pub fn look(&self, file: &Path) -> Result<Session, Error> {
        let (store, folder) = self.open_copy(file)?;
        let store = store.only_to_look_at();
        let looked = Looked { _folder: folder, content: backup::describe(file)?.content };
        Ok(Session { copy: Some(looked), ..Session::over(store)? })
    }
}

impl<S: DerefMut<Target = Session>> Backups<S> {
    /// Replaces everything by the content of a backup, after the present state was saved as a backup.
    pub fn restore(&mut self, now: Now, file: &Path) -> Result<Restored, Error> {
        let (source, _folder) = self.open_own_copy(file)?;
        let (backup, places) = (backup::describe(file)?, self.places()?);
        let (set_aside, lost) =
            self.session.store.replace_with(now, source, |present| -> Result<Option<PathBuf>, Error> {
                Ok(backup::set_aside(present, &places, now)?)
            })?;
        self.session.since = self.session.store.newest_operation()?;
        self.session.store.read_notices()?;
        self.session.reload()?;
        let set_aside = set_aside.map(|path| path.display().to_string());
        Ok(Restored { backup, set_aside, damaged: None, lost: told(&lost) })
    }
}

/// Restores a backup into a folder, whether its data is sound, damaged or missing. Damaged data is kept.
pub fn restore_folder(folder: &Path, now: Now, file: &Path) -> Result<Restored, Error> {
    let error = match Session::open(folder) {
        Ok(mut session) => return session.backups_mut().restore(now, file),
        Err(error) => error,
    };
    if !matches!(&error, Error::Store(error) if error.calls_for_a_backup()) {
        return Err(error);
    }
    let (copy, _temporary) = open_copy(file)?;
    let side = Side::found_in(folder).unwrap_or(copy.side());
    let rescued = crate::store::rescue(side, folder, now, file)?;
    Ok(Restored {
        backup: backup::describe(file)?,
        set_aside: None,
        damaged: rescued.damaged.map(|path| path.display().to_string()),
        lost: told(&rescued.lost),
    })
}

fn told(lost: &[LostFile]) -> Vec<String> {
    lost.iter().map(ToString::to_string).collect()
}

/// Opens a temporary copy of a backup and reads its records.
fn open_copy(file: &Path) -> Result<(Store, TempDir), Error> {
    let unreadable = |error| BackupError::while_reading(file, error);
    let (store, folder) = Store::open_copy_of(file).map_err(unreadable)?;
    if store.all_can_be_read().map_err(unreadable)? {
        Ok((store, folder))
    } else {
        Err(BackupError::CopyEmpty(file.to_owned()).into())
    }
}

/// Every backup in a folder whose data cannot be opened, newest first.
pub fn backups_of(folder: &Path) -> Vec<Backup> {
    backup::backups(&Places::of(folder, None))
}

/// The notices that a restore would bring or take away, and those that would be in another edition.
fn notices_that_change([now, then]: [&[Arc<Notice>]; 2]) -> Vec<String> {
    let newest = |all: &[Arc<Notice>]| -> BTreeMap<String, (u32, String)> {
        let named = |notice: &Arc<Notice>| {
            let name = format!("{}（{}）", notice.campaign.short_name, notice.campaign.span_in_words());
            (notice.id.clone(), (notice.edition, name))
        };
        all.iter().map(named).collect()
    };
    let (now, then) = (newest(now), newest(then));
    let ids: BTreeSet<&String> = now.keys().chain(then.keys()).collect();
    let told = ids.into_iter().filter_map(|id| match (now.get(id), then.get(id)) {
        (Some((_, name)), None) => Some(format!("通知{}会没有", quoted(name))),
        (None, Some((_, name))) => Some(format!("通知{}会回来", quoted(name))),
        (Some((edition, name)), Some((other, _))) if edition != other => {
            Some(format!("通知{}由第 {edition} 版变为第 {other} 版", quoted(name)))
        }
        _ => None,
    });
    told.collect()
}
