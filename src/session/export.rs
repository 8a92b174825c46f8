//! What leaves a session as a file. Where it is written to is for the caller to ask and to do.

use super::{Now, Session};
use crate::error::Error;
use crate::output;
use crate::period::Month;

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
    /// Draws a month as a workbook, with the project list beside it if the officer chose so. The cell being typed in is saved first: nothing is reported that is not kept.
    pub fn workbook(&mut self, now: Now, month: Month) -> Result<File, Error> {
        self.save_typed(now)?;
        if self.projects_beside_month()? {
            return self.workbook_with_projects(now, month);
        }
        let sheet = self.sheet(month)?;
        Ok(File {
            name: output::file_name(&sheet, self.form, "xlsx"),
            bytes: output::workbook(self.form, &sheet)?,
            digest: output::digest(self.form, &sheet),
        })
    }
}
