//! The project lists of all units as one, where the notice asks for lists at all.

use std::ops::Deref;

use super::facet::Collation;
use super::{File, Now, Session};
use crate::collation::MergedList;
use crate::error::Error;
use crate::output;
use crate::period::Month;

impl<S: Deref<Target = Session>> Collation<S> {
    /// The lists of all units in a month; `None` where the notice asks for none.
    pub fn merged_list(&self, month: Month) -> Result<Option<MergedList>, Error> {
        self.session.form().campaign.check(month)?;
        Ok(self.session.list().map(|_| self.inbox().merged_list(self.sorted(), month)))
    }

    /// Draws the lists of all units in the official layout, with the unit in front, and of whom they are. There is nothing to draw
    /// where no list came.
    pub fn merged_list_workbook(&self, now: Now, merged: &MergedList) -> Result<Option<File>, Error> {
        let form = self.session.project_form()?;
        if merged.projects.is_empty() {
            return Ok(None);
        }
        let office = &self.session.ledger()?.unit;
        let notice = self.session.notice();
        let bytes = output::merged_list_workbook(notice, form, office, merged, now.date_naive())?;
        let ending = format!("_{}_{}_汇总.xlsx", merged.month.padded_name(), form.file_mark);
        Ok(Some(File::new(output::harmless_name(&office.name, &ending), bytes)))
    }
}
