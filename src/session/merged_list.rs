//! The project lists of all units as one, where the notice asks for lists at all.

use std::ops::Deref;

use serde::Serialize;

use super::facet::Collation;
use super::{CollationError, File, Now, Session};
use crate::collation::{Coverage, MergedList};
use crate::error::Error;
use crate::output;
use crate::period::Month;

/// Where the lists of all units were written, and of how many units they are, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SavedList {
    pub path: String,
    pub told: String,
}

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

    /// The file of the lists of all units in a month, and of how many units it is, in words.
    pub fn merged_list_file(&self, now: Now, month: Month) -> Result<(File, String), Error> {
        let name = &self.session.project_form()?.name;
        let nothing = || CollationError::NoListReceived { month: month.name(), list: name.clone() };
        let merged = self.merged_list(month)?.ok_or_else(nothing)?;
        let file = self.merged_list_workbook(now, &merged)?.ok_or_else(nothing)?;
        Ok((file, self.told_of_list(&merged)?))
    }

    /// Of how many units the lists are, in words.
    pub fn told_of_list(&self, merged: &MergedList) -> Result<String, Error> {
        let name = &self.session.project_form()?.name;
        let coverage = merged.coverage();
        let Coverage { units, expected, .. } = coverage;
        let lacking = coverage.lacking();
        let missing = if lacking.is_empty() { lacking } else { format!("；没有的：{lacking}") };
        Ok(format!("{name}：{units}/{expected} 个单位，共 {} 项{missing}", merged.projects.len()))
    }
}
