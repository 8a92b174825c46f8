//! What counts of the units' months before and after a decision, and what counts nowhere: the clerk is told of both.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

use super::closed_months::TO_CORRECT;
use super::facet::Collation;
use super::{ChangedMonth, CollationError, Session};
use crate::collation::{Counting, Earlier, MemberId, ReportRef, SortedInbox};
use crate::error::Error;
use crate::period::Month;
use crate::report::State;

/// What there is before files come in or something is decided, to be compared with what follows.
#[derive(Debug)]
pub struct SoFar {
    pub inbox: Arc<SortedInbox>,
    closed: Vec<ChangedMonth>,
}

/// What files that came in or a decision changed, wherever it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// What counts now of the units' months that are others than before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counting: Vec<Counting>,
    /// The closed months that differ from what counts otherwise than before.
    #[serde(rename = "changed", skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<ChangedMonth>,
    /// The closed months whose numbers are the same and are of other units, each as a sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covered: Vec<String>,
}

/// The same as the window tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ToldChange {
    pub counting: Vec<Counting>,
    /// What closed months said and what they come to now, and what to do.
    pub closed: Vec<String>,
}

impl Changed {
    /// What closed months said and what they come to now, and what to do.
    pub fn of_closed(&self, to_correct: impl FnOnce() -> String) -> Vec<String> {
        let mut sentences: Vec<String> = self.closed.iter().map(ChangedMonth::words).collect();
        sentences.extend((!self.closed.is_empty()).then(to_correct));
        sentences.extend(self.covered.iter().cloned());
        sentences
    }
}

impl From<Changed> for ToldChange {
    fn from(changed: Changed) -> Self {
        let closed = changed.of_closed(|| TO_CORRECT.to_owned());
        Self { counting: changed.counting, closed }
    }
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// What came in and what was decided up to now.
    pub fn inbox_so_far(&self) -> Arc<SortedInbox> {
        Arc::clone(&self.session.inbox)
    }

    /// The same with what closed months say otherwise already.
    pub fn so_far(&self) -> Result<SoFar, Error> {
        Ok(SoFar { inbox: self.inbox_so_far(), closed: self.closed_otherwise()? })
    }

    /// What is another than it was.
    pub fn changed_since(&self, before: &SoFar) -> Result<Changed, Error> {
        let counting = self.session.inbox.counting_since(self.form(), &before.inbox);
        let mut closed = self.closed_otherwise()?;
        closed.retain(|month| !before.closed.contains(month));
        let covered = self.covered_since(before, &counting, &closed)?;
        Ok(Changed { counting, closed, covered })
    }

    /// The closed months that are of other units than before, and told by nothing else.
    fn covered_since(
        &self,
        before: &SoFar,
        counting: &[Counting],
        told: &[ChangedMonth],
    ) -> Result<Vec<String>, Error> {
        let (form, ledger) = (self.form(), self.session.ledger()?);
        let months: BTreeSet<Month> = counting.iter().map(|one| one.month).collect();
        let is_silent = |month: &Month| {
            let then = before.inbox.form_coverage(before.inbox.sorted(form), *month);
            ledger.reported(*month).is_some()
                && told.iter().all(|one| one.month != *month)
                && then.is_of_others(&self.inbox().form_coverage(self.sorted(), *month))
        };
        let told = months.into_iter().filter(is_silent).map(|month| {
            let then = self.inbox_when_closed(month)?.form_coverage(self.sorted(), month);
            Ok(self.covered_otherwise(month, &then))
        });
        Ok(told.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
    }

    /// The closed months that say something else than what counts.
    fn closed_otherwise(&self) -> Result<Vec<ChangedMonth>, Error> {
        let mut months = self.session.reports().differences()?;
        months.retain(|month| matches!(month.state, State::Final | State::Sent));
        Ok(months)
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
