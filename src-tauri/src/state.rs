//! What the commands share: the session, once its data folder could be opened, and the desktop around the window.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use yuebao::error::Problem;
use yuebao::projects::ImportPlan;
use yuebao::session::Session;
use yuebao::store::{StoreError, default_folder};

use crate::desktop::Desktop;

/// The state of the running program.
pub struct App {
    folder: Option<PathBuf>,
    session: Mutex<Option<Session>>,
    exported: Mutex<Option<PathBuf>>,
    plan: Mutex<Option<ImportPlan>>,
    pub(crate) desktop: Box<dyn Desktop>,
}

impl App {
    /// The program over one data folder; without one, over the platform's own. Nothing is opened yet.
    pub fn new(folder: Option<PathBuf>, desktop: Box<dyn Desktop>) -> Self {
        Self {
            folder: folder.or_else(default_folder),
            session: Mutex::default(),
            exported: Mutex::default(),
            plan: Mutex::default(),
            desktop,
        }
    }

    /// Works with the session. A data folder that could not be opened is tried again with each call, so that the
    /// officer need only put the stick back in.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, yuebao::error::Error>,
    ) -> Result<T, Problem> {
        let mut session = lock(&self.session);
        let session = match &mut *session {
            Some(session) => session,
            none => {
                let folder =
                    self.folder.as_deref().ok_or(StoreError::NoFolder).map_err(yuebao::error::Error::from)?;
                none.insert(Session::open(folder)?)
            }
        };
        Ok(work(session)?)
    }

    /// Works with the session only if it is open already.
    pub(crate) fn if_open<T>(&self, work: impl FnOnce(&mut Session) -> T) -> Option<T> {
        lock(&self.session).as_mut().map(work)
    }

    /// Remembers what was exported last, so that it can be shown in its folder.
    pub(crate) fn set_exported(&self, path: &Path) {
        *lock(&self.exported) = Some(path.to_owned());
    }

    /// Keeps what an import would bring until the officer has looked at it, and gives back what was kept before.
    pub(crate) fn set_plan(&self, plan: Option<ImportPlan>) -> Option<ImportPlan> {
        std::mem::replace(&mut *lock(&self.plan), plan)
    }

    /// What was exported last in this sitting.
    pub(crate) fn exported(&self) -> Option<PathBuf> {
        lock(&self.exported).clone()
    }
}

/// A panic in one command must not take the whole program with it: the session keeps nothing half-done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
