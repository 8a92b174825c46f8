//! Reading the reports: the revisions of a month, and where they differ from the records.
//!
//! Nothing here changes anything.

use std::ops::Deref;

use chrono::NaiveDate;
use serde::Serialize;

use super::Session;
use super::facet::Reports;
use crate::error::Error;
use crate::period::{Month, moment_name};
use crate::report::{
    self, Difference, DocumentName, Matrix, Sending, Sheet, State, all_differences, report_name,
};
use crate::session::RecordsError;

/// A month whose report differs from the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChangedMonth {
    pub month: Month,
    /// The month in words.
    pub name: String,
    /// Final or sent; a draft if it was reopened.
    pub state: State,
    /// The number of the last revision.
    pub revision: u32,
    /// The reported quantities and what they should be now.
    pub differences: Vec<Difference>,
}

/// One revision of a month, for a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevisionLine {
    pub month: Month,
    pub month_name: String,
    /// 0 for the first report, then the number of the 更正.
    pub number: u32,
    /// 首次报表 or 更正 with its number.
    pub name: String,
    /// When it became final.
    pub finalized_at: String,
    /// The person who filled in the form.
    pub person: String,
    /// Why there is a 更正.
    pub reason: Option<String>,
    /// How it was sent, if it was.
    pub sending: Option<Sending>,
    pub documents: Vec<DocumentName>,
    /// The scan of its sealed page.
    pub scan: Option<DocumentName>,
}

impl<S: Deref<Target = Session>> Reports<S> {
    /// Every month whose report differs from the records, in order, figure by figure.
    pub fn differences(&self) -> Result<Vec<ChangedMonth>, Error> {
        let ledger = self.session.ledger()?;
        let changed = all_differences(self.session.form(), ledger).into_iter();
        let changed = changed.filter_map(|(month, differences)| {
            Some(ChangedMonth {
                month,
                name: month.name(),
                state: report::state(ledger, month),
                revision: ledger.revisions(month).last()?.sheet.revision,
                differences,
            })
        });
        Ok(changed.collect())
    }

    /// A revision as it was reported.
    pub fn revision(&self, month: Month, number: u32) -> Result<Sheet, Error> {
        let revision = self.session.ledger()?.revision(month, number);
        let revision = revision.ok_or_else(|| RecordsError::NoRevision { month: month.name(), number })?;
        Ok(revision.sheet())
    }

    /// Every revision of a month, or of every month, oldest first.
    pub fn revisions(&self, month: Option<Month>) -> Result<Vec<RevisionLine>, Error> {
        let months = &self.session.ledger()?.months;
        let asked = months.iter().filter(|(known, _)| month.is_none_or(|month| month == **known));
        let lines = asked.flat_map(|(month, record)| {
            record.revisions.iter().map(move |revision| RevisionLine {
                month: *month,
                month_name: month.name(),
                number: revision.sheet.revision,
                name: report_name(revision.sheet.revision),
                finalized_at: moment_name(revision.at.naive_local()),
                person: revision.person.clone(),
                reason: revision.sheet.reason.clone(),
                sending: revision.sending.clone(),
                documents: revision.documents.clone(),
                scan: revision.scan.clone(),
            })
        });
        Ok(lines.collect())
    }

    /// The matrix of the whole campaign, on the day `today`.
    pub fn matrix(&self, today: NaiveDate) -> Result<Matrix, Error> {
        Ok(report::matrix(
            self.session.form(),
            self.session.ledger()?,
            self.session.form().campaign.month_of(today),
        )?)
    }
}
