//! What leaves a session as a file. Where it is written to is for the caller to ask and to do.

use super::{Now, Session};
use crate::error::Error;
use crate::form::Form;
use crate::output::{self, OutputError};
use crate::period::Month;
use crate::report::Sheet;
use crate::store::{OperationKind, Step};

/// A whole file in memory, ready for [`output::write_file`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name it should have; the officer may choose another.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
    /// What [`output::digest`] says of the month in it.
    pub digest: String,
}

impl Session {
    /// Draws a month as a workbook. The cell being typed in is saved first: nothing is reported that is not kept.
    pub fn workbook(&mut self, now: Now, month: Month) -> Result<File, Error> {
        self.save_typed(now)?;
        let sheet = self.sheet(month)?;
        self.document(now, &sheet, "xlsx", output::workbook)
    }

    /// Draws a revision as a workbook, as it was reported.
    pub fn revision_workbook(&mut self, now: Now, month: Month, number: u32) -> Result<File, Error> {
        let sheet = self.revision(month, number)?;
        self.document(now, &sheet, "xlsx", output::workbook)
    }

    /// A file of a month. Of a report it is drawn once and kept: every later export is that file, byte for byte.
    pub(super) fn document(
        &mut self,
        now: Now,
        sheet: &Sheet,
        extension: &str,
        draw: impl FnOnce(&Form, &Sheet) -> Result<Vec<u8>, OutputError>,
    ) -> Result<File, Error> {
        let (month, number) = (sheet.month, sheet.revision);
        let name = output::file_name(sheet, self.form, extension);
        let digest = output::digest(self.form, sheet);
        if !sheet.is_locked() {
            return Ok(File { name, bytes: draw(self.form, sheet)?, digest });
        }
        if let Some(bytes) = self.store.document(month, number, &name)? {
            return Ok(File { name, bytes, digest });
        }
        let bytes = draw(self.form, sheet)?;
        self.decide(now, OperationKind::Keep, |_, _| {
            Ok(vec![Step::Keep { month, number, name: name.clone(), bytes: bytes.clone() }])
        })?;
        Ok(File { name, bytes, digest })
    }
}
