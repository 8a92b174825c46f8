//! What of a month goes on paper. Where it is written to or printed is for the caller to ask and to do.

use super::{File, Now, Session};
use crate::error::Error;
use crate::output::{self, OutputError, document, document::Fonts};
use crate::period::Month;

impl Session {
    /// Draws a month as PDF, or one of its revisions as it was reported.
    pub fn pdf(
        &mut self,
        now: Now,
        month: Month,
        revision: Option<u32>,
        fonts: &Fonts,
    ) -> Result<File, Error> {
        let sheet = self.leaving(now, month, revision)?;
        self.document(now, &sheet, output::file_name(&sheet, self.form, "pdf"), |form, sheet| {
            document::document(form, sheet, fonts)?.pdf().map_err(OutputError::from)
        })
    }
}
