//! What of a month goes on paper. Where it is written to or printed is for the caller to ask and to do.

use std::ops::{Deref, DerefMut};

use super::facet::Reports;
use super::{File, Now, Session};
use crate::error::Error;
use crate::form::Form;
use crate::output::{self, OutputError, document, document::Fonts};
use crate::period::Month;
use crate::report::Sheet;

impl<S: Deref<Target = Session>> Reports<S> {
    /// The PDF of a final month as it would leave, and nothing is kept of it.
    pub(super) fn pdf_to_list(&self, sheet: &Sheet, fonts: &Fonts) -> Result<File, Error> {
        Ok(self.drawn(sheet, output::file_name(sheet, self.session.form, "pdf"), drawing(fonts))?.0)
    }
}

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// Draws a month as PDF, or one of its revisions as it was reported.
    pub fn pdf(
        &mut self,
        now: Now,
        month: Month,
        revision: Option<u32>,
        fonts: &Fonts,
    ) -> Result<File, Error> {
        let sheet = self.sheet_of(month, revision)?;
        self.document(now, &sheet, output::file_name(&sheet, self.session.form, "pdf"), drawing(fonts))
    }
}

fn drawing(fonts: &Fonts) -> impl FnOnce(&Form, &Sheet) -> Result<Vec<u8>, OutputError> {
    |form, sheet| document::document(form, sheet, fonts)?.pdf().map_err(OutputError::from)
}
