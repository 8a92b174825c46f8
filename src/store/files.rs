//! The kept files of an open store: using one, looking for all of them, mending and copying them, and letting go of one
//! that no record names any more. How they lie on the disk is for [`super::kept_files`].

use std::path::Path;

use rusqlite::params;

use super::error::Failure;
use super::kept_files::{FILES_FOLDER, FoundFiles, KeptFiles, LostFile, named};
use super::operation::Stopped;
use super::{Store, StoreError};
use crate::digest::sha256;
use crate::period::Month;

impl Store {
    /// The bytes of a kept file.
    pub(super) fn kept(&self, month: Month, name: &str, digest: &str) -> Result<Vec<u8>, StoreError> {
        self.files.bytes(digest).map_err(|loss| StoreError::FileLost {
            month: month.name(),
            name: name.to_owned(),
            loss: loss.words(),
        })
    }

    /// Puts a file that the records name in its place again if it is damaged or missing there.
    pub fn keep_again(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.files.keep(&sha256(bytes), bytes).map_err(|error| self.explain(error.into()))
    }

    /// Looks for every kept file and checks it.
    pub fn find_files(&self) -> Result<FoundFiles, StoreError> {
        let files = named(&self.connection).map_err(|failure| self.explain(failure))?;
        Ok(self.files.look_for(files))
    }

    /// Brings back files that are damaged or missing from a folder of copies that has them.
    pub fn mend_files(&self, folder: &Path) -> Result<(), StoreError> {
        let mend = || -> Result<(), Failure> {
            let files = named(&self.connection)?;
            self.files.take_from(&KeptFiles::in_folder(folder), &files)?;
            Ok(())
        };
        mend().map_err(|failure| self.explain(failure))
    }

    /// Puts the kept files into a folder of copies, where they lie once for all copies. Returns those that are lost.
    pub fn copy_files_to(&self, folder: &Path) -> Result<Vec<LostFile>, StoreError> {
        named(&self.connection)
            .and_then(|files| Ok(KeptFiles::in_folder(folder).take_from(&self.files, &files)?))
            .map_err(|failure| StoreError::from_failure_of(&folder.join(FILES_FOLDER), failure))
    }

    /// Removes a file that no record names any more. One that cannot be removed stays, and does no harm.
    pub(super) fn drop_file(&mut self, digest: &str) {
        let files = self.files.clone();
        let unnamed = self.in_transaction(|transaction, _| -> Result<(), Stopped<StoreError>> {
            let named = transaction.query_row(
                "SELECT EXISTS (SELECT 1 FROM document WHERE digest = ?1) OR EXISTS (SELECT 1 FROM scan WHERE digest = ?1)",
                params![digest],
                |row| row.get::<_, bool>(0),
            ).map_err(Failure::from)?;
            if !named {
                files.remove(digest).map_err(Failure::from)?;
            }
            Ok(())
        });
        drop(unnamed);
    }
}
