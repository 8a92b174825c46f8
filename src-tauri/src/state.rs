//! What the commands share: the session, once its data folder could be opened, what is looked at beside it, and the
//! desktop around the window.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use yuebao::clock;
use yuebao::error::{Error, Problem};
use yuebao::keeping::{Backup, KeepingError, Unpacked};
use yuebao::session::{Now, Restored, Session, backups_of, restore_folder};
use yuebao::store::{StoreError, default_folder};

use crate::desktop::Desktop;

/// The state of the running program.
pub struct App {
    folder: Option<PathBuf>,
    session: Mutex<Option<Session>>,
    /// Somebody else's data, or an old state: while it is there, everything is asked of it.
    looked: Mutex<Option<Session>>,
    exported: Mutex<Option<PathBuf>>,
    chosen: Mutex<Option<PathBuf>>,
    handover: Mutex<Option<Unpacked>>,
    pub(crate) desktop: Arc<dyn Desktop>,
}

impl App {
    /// The program over one data folder; without one, over the platform's own. Nothing is opened yet.
    pub fn new(folder: Option<PathBuf>, desktop: Arc<dyn Desktop>) -> Self {
        Self {
            folder: folder.or_else(default_folder),
            session: Mutex::default(),
            looked: Mutex::default(),
            exported: Mutex::default(),
            chosen: Mutex::default(),
            handover: Mutex::default(),
            desktop,
        }
    }

    fn folder(&self) -> Result<&Path, Error> {
        Ok(self.folder.as_deref().ok_or(StoreError::NoFolder)?)
    }

    /// Works with what is looked at, else with the session.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Session) -> Result<T, Error>) -> Result<T, Problem> {
        if let Some(looked) = &mut *lock(&self.looked) {
            return Ok(work(looked)?);
        }
        self.with_own(work)
    }

    /// Works with the officer's own data. A data folder that could not be opened is tried again with each call, so
    /// that the officer need only put the stick back in.
    fn with_own<T>(&self, work: impl FnOnce(&mut Session) -> Result<T, Error>) -> Result<T, Problem> {
        let mut session = lock(&self.session);
        let session = match &mut *session {
            Some(session) => session,
            none => none.insert(Session::open(self.folder()?)?),
        };
        work(session).map_err(|error| {
            if error.code() == "gone" {
                // If it is not back yet, the next call tries again.
                let _away = session.reopen();
            }
            error.into()
        })
    }

    /// Works with the session only if it is open already.
    pub(crate) fn if_open<T>(&self, work: impl FnOnce(&mut Session) -> T) -> Option<T> {
        lock(&self.session).as_mut().map(work)
    }

    /// Backs up on a thread of its own. What goes wrong is told once and stops nobody.
    pub(crate) fn back_up_quietly(&self) {
        let Ok(now) = clock::now() else { return };
        let Some(back_up) = self.if_open(|session| session.backup_quietly(now)) else { return };
        let desktop = Arc::clone(&self.desktop);
        thread::spawn(move || {
            if let Some(sentence) = back_up() {
                desktop.warn(&sentence);
            }
        });
    }

    /// The backups beside data that cannot be opened.
    pub(crate) fn backups_beside(&self) -> Vec<Backup> {
        self.folder.as_deref().map(backups_of).unwrap_or_default()
    }

    /// A path the page names, if it is one that was offered to it: out of the list, or chosen in a dialog.
    pub(crate) fn offered(&self, path: &Path) -> Result<PathBuf, Problem> {
        let listed = self.with_own(|session| session.backups()).unwrap_or_else(|_| self.backups_beside());
        let is_listed = listed.iter().any(|backup| Path::new(&backup.path) == path);
        if is_listed || self.chosen().as_deref() == Some(path) {
            Ok(path.to_owned())
        } else {
            Err(Error::from(KeepingError::FileMissing(path.to_owned())).into())
        }
    }

    /// Brings a backup back, be the data open, damaged or not there.
    pub(crate) fn restore(&self, now: Now, file: &Path) -> Result<Restored, Problem> {
        self.end_looking();
        match &mut *lock(&self.session) {
            Some(session) => Ok(session.restore(now, file)?),
            None => Ok(restore_folder(self.folder()?, now, file)?),
        }
    }

    /// Shows other data, only to be looked at, until [`Self::end_looking`].
    pub(crate) fn look(&self, file: &Path) -> Result<(), Problem> {
        let looked = self.with_own(|session| {
            session.save_typed(clock::now()?)?;
            session.look(file)
        })?;
        *lock(&self.looked) = Some(looked);
        Ok(())
    }

    /// Goes back to the officer's own data.
    pub(crate) fn end_looking(&self) {
        *lock(&self.looked) = None;
    }

    /// Keeps an open handover file until the officer has decided.
    pub(crate) fn set_handover(&self, unpacked: Unpacked) -> Backup {
        lock(&self.handover).insert(unpacked).backup.clone()
    }

    /// What is in the open handover file, and its data.
    pub(crate) fn handover(&self) -> Result<(Backup, PathBuf), Problem> {
        let open = lock(&self.handover).as_ref().map(|open| (open.backup.clone(), open.data()));
        open.ok_or_else(|| Error::from(KeepingError::FileMissing(PathBuf::new())).into())
    }

    /// Remembers what was exported last, so that it can be shown in its folder.
    pub(crate) fn set_exported(&self, path: &Path) {
        *lock(&self.exported) = Some(path.to_owned());
    }

    /// What was exported last in this sitting.
    pub(crate) fn exported(&self) -> Option<PathBuf> {
        lock(&self.exported).clone()
    }

    /// Remembers the file that was chosen last in a dialog.
    pub(crate) fn set_chosen(&self, path: &Path) {
        *lock(&self.chosen) = Some(path.to_owned());
    }

    /// The file that was chosen last in a dialog.
    pub(crate) fn chosen(&self) -> Option<PathBuf> {
        lock(&self.chosen).clone()
    }
}

/// A panic in one command must not take the whole program with it: the session keeps nothing half-done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
