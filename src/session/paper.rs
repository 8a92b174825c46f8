//! What of a month goes on paper. Where it is written to or printed is for the caller to ask and to do.

use super::{File, Now, Session};
use crate::error::Error;
use crate::output::{self, OutputError, document, document::Fonts};
use crate::period::Month;

impl Session {
    /// Draws a month as PDF. The cell being typed in is saved first: nothing is reported that is not kept.
    pub fn pdf(&mut self, now: Now, month: Month, fonts: &Fonts) -> Result<File, Error> {
        self.save_typed(now)?;
        let sheet = self.sheet(month)?;
        let document = document::document(self.form, &sheet, fonts)?;
        Ok(File {
            name: output::file_name(&sheet, self.form, "pdf"),
            bytes: document.pdf().map_err(OutputError::from)?,
            digest: output::digest(self.form, &sheet),
        })
    }
}
