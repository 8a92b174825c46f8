//! Drawing a month as PDF. Where it is written or printed is asked and done by the caller.

use std::ops::Deref;

use super::facet::Reports;
use super::{File, Session};
use crate::error::Error;
use crate::output::{self, OutputError, document, document::Fonts};
use crate::period::Month;

impl<S: Deref<Target = Session>> Reports<S> {
    /// Draws a month as PDF, or one of its revisions as it was reported.
    pub fn pdf(&self, month: Month, revision: Option<u32>, fonts: &Fonts) -> Result<File, Error> {
        let sheet = self.sheet_of(month, revision)?;
        let name = output::file_name(&sheet, &self.session.form_of(&sheet), "pdf");
        self.document(&sheet, name, |form, sheet| {
            document::document(form, sheet, fonts)?.pdf().map_err(OutputError::from)
        })
    }
}
