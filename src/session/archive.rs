//! Keeping what has left: the files of a report, byte for byte, once they are on the disk, at the printer or with the
//! mail server. Drawing a file keeps nothing.

use std::ops::DerefMut;

use super::facet::Reports;
use super::file::{Archival, File};
use super::{Now, Session};
use crate::error::Error;
use crate::output;
use crate::session::RecordsError;
use crate::store::{OperationKind, Step};

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// Keeps a file that has left with the report it was drawn of, and notes it in the log. Does nothing where it is
    /// kept already, and where it reports nothing final.
    ///
    /// # Errors
    /// The file has left all the same, and the sentence says so: where it cannot be written down, and where the records
    /// hold another report of that month and number now.
    pub fn archive(&mut self, now: Now, file: &File) -> Result<(), Error> {
        self.archive_all(now, &file.to_archive).map_err(|problem| {
            RecordsError::NotArchived { name: file.name.clone(), problem: problem.to_string() }.into()
        })
    }

    pub(super) fn archive_all(&mut self, now: Now, files: &[Archival]) -> Result<(), Error> {
        if files.is_empty() {
            return Ok(());
        }
        self.session.transact(now, OperationKind::Archive, |form, ledger| {
            let keep = |file: &Archival| {
                let Archival { month, number, .. } = *file;
                let drawn_of = ledger.revision(month, number).map(|revision| revision.sheet());
                match drawn_of {
                    Some(sheet) if output::digest(form, &sheet) == file.report => Ok(Step::Archive {
                        month,
                        number,
                        name: file.name.clone(),
                        bytes: file.bytes.clone(),
                    }),
                    _ => Err(RecordsError::NoRevision { month: month.name(), number }.into()),
                }
            };
            files.iter().map(keep).collect()
        })?;
        Ok(())
    }
}
