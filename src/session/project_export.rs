//! Exporting the project list as a file: as it is now, or as it was sent.

use std::ops::Deref;
use std::sync::Arc;

use super::facet::Projects;
use super::{File, Now, Session};
use crate::error::Error;
use crate::notice::ProjectForm;
use crate::output::{self, OutputError, document, document::Fonts};
use crate::projects::{self, ProjectLedger, ProjectSheet};
use crate::store::{YES, yes_or_no};

/// The name under which it is remembered that the list goes into the workbook of the month.
const GOES_WITH_MONTH: &str = "projects_beside_month";

impl<S: Deref<Target = Session>> Projects<S> {
    /// Whether the list is also exported as the second sheet of the month's workbook.
    pub fn goes_with_month(&self) -> Result<bool, Error> {
        let is_set = self.session.setting_of_form(GOES_WITH_MONTH)?.as_deref() == Some(YES);
        Ok(is_set && self.session.list().is_some())
    }

    /// Remembers whether the list is exported as the second sheet of the month's workbook.
    pub fn set_goes_with_month(&self, beside: bool) -> Result<(), Error> {
        self.session.store.refuse_if_looking()?;
        self.session.remember_of_form(GOES_WITH_MONTH, yes_or_no(beside))
    }

    /// Draws the list as a workbook of its own: as it is now, or the sent list with a number.
    pub fn workbook(&self, now: Now, sent: Option<u32>) -> Result<File, Error> {
        let (form, sheet) = (self.form_of(sent)?, self.sheet_of(now, sent)?);
        let name = output::project_file_name(&sheet.unit.name, &form, sent, "xlsx");
        let bytes = output::project_workbook(&form, &sheet)?;
        Ok(File::with_digest(name, bytes, output::project_digest(&form, &sheet)))
    }

    /// Draws the list as PDF: as it is now, or the sent list with a number.
    pub fn pdf(&self, now: Now, sent: Option<u32>, fonts: &Fonts) -> Result<File, Error> {
        let (form, sheet) = (self.form_of(sent)?, self.sheet_of(now, sent)?);
        let name = output::project_file_name(&sheet.unit.name, &form, sent, "pdf");
        let bytes = document::project_document(&form, &sheet, fonts)?.pdf().map_err(OutputError::from)?;
        Ok(File::with_digest(name, bytes, output::project_digest(&form, &sheet)))
    }

    /// The form that a sent list was drawn with, or that the list is drawn with now.
    pub fn form_of(&self, sent: Option<u32>) -> Result<Arc<ProjectForm>, Error> {
        let form = self.session.project_form()?;
        let Some(number) = sent else { return Ok(Arc::clone(form)) };
        let edition = self.session.projects.sent_list(number)?.edition;
        Ok(self.session.list_of_edition(form, edition))
    }

    /// The list as it is shown: as it is now, or the sent list with a number.
    pub fn sheet_of(&self, now: Now, sent: Option<u32>) -> Result<ProjectSheet, Error> {
        let Some(number) = sent else { return self.sheet(now) };
        let (unit, ledger) = (&self.session.ledger()?.unit, &self.session.projects);
        let sent = ledger.sent_list(number)?;
        let then = ProjectLedger { list: sent.projects.clone(), changed_on: sent.day(), sent: Vec::new() };
        Ok(projects::sheet(&then, &sent.reporter(unit), now.date_naive()))
    }
}
