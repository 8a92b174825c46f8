//! What counts of the units' months before and after a decision, and what counts nowhere: the clerk is told of both.

use std::ops::Deref;
use std::sync::Arc;

use super::facet::Collation;
use super::{CollationError, Session};
use crate::collation::{Counting, Earlier, MemberId, ReportRef, SortedInbox};
use crate::error::Error;
use crate::period::Month;

impl<S: Deref<Target = Session>> Collation<S> {
    /// What came in and what was decided up to now, to be compared with what follows.
    pub fn so_far(&self) -> Arc<SortedInbox> {
        Arc::clone(&self.session.inbox)
    }

    /// What counts now of the units' months that are others than before.
    pub fn counting_since(&self, before: &SortedInbox) -> Vec<Counting> {
        self.session.inbox.counting_since(self.form(), before)
    }

    /// That a unit is exempt no more, and how many are expected for it; nothing where it is or never was.
    pub fn exempt_no_more(&self, before: &SortedInbox, (month, unit): (Month, MemberId)) -> Option<String> {
        let is_exempt = |inbox: &SortedInbox| inbox.judgement(month, unit).is_exempt();
        let inbox = &self.session.inbox;
        let counts = || {
            let [then, now] = [before, inbox].map(|inbox| inbox.status(self.form(), month).expected);
            format!("免报已经取消，{}应报由 {then} 个变为 {now} 个", month.name())
        };
        (is_exempt(before) && !is_exempt(inbox)).then(counts)
    }

    /// What the units that report later than the others had before, up to a month: it is in no total.
    pub fn earlier(&self, month: Month) -> Vec<Earlier> {
        self.inbox().earlier(self.form(), month)
    }

    /// The same of those whose first report is of that month.
    pub fn earlier_of(&self, month: Month) -> Vec<Earlier> {
        self.earlier(month).into_iter().filter(|one| one.month == month).collect()
    }

    /// What would count where a report, a list or a scan is left out. Changes nothing.
    pub fn preview_exclusion(&self, left_out: ReportRef) -> Result<Vec<Counting>, Error> {
        self.refuse_other_side()?;
        let inbox = &self.session.inbox;
        if !inbox.is_known(left_out) && !inbox.is_file_without_report(left_out) {
            return Err(CollationError::UnknownReport(left_out.to_string()).into());
        }
        Ok(inbox.without(self.form(), left_out).counting_since(self.form(), inbox))
    }
}
