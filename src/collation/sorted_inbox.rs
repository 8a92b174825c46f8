//! What a clerk has, with each report at its place and how a month stands as soon as somebody asks: to reckon either takes longer
//! than what is asked, and a page asks for it several times.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::inbox::{Inbox, Judgement};
use super::placing::Sorted;
use super::register::MemberId;
use super::settle::Settled;
use super::status::MonthStatus;
use super::waiting::Waiting;
use crate::notice::Form;
use crate::period::Month;

/// An inbox of one form.
#[derive(Debug, Default)]
pub struct SortedInbox {
    inbox: Inbox,
    sorted: OnceLock<Arc<Sorted>>,
    /// How the month stands that was asked for last.
    status: Mutex<Option<Arc<MonthStatus>>>,
    /// Which units wait in which months, as far as nothing has changed since it was asked.
    waiting: Mutex<Waiting>,
}

impl SortedInbox {
    /// Every report at its place.
    pub fn sorted(&self, form: &Form) -> &Arc<Sorted> {
        self.sorted.get_or_init(|| Arc::new(self.inbox.sorted(form)))
    }

    /// How a month stands.
    pub fn status(&self, form: &Form, month: Month) -> Arc<MonthStatus> {
        let mut known = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some(status) if status.month == month => Arc::clone(status),
            _ => {
                let status = Arc::new(self.inbox.status(form, self.sorted(form), month));
                *known = Some(Arc::clone(&status));
                status
            }
        }
    }

    /// How many units wait for the clerk, by month; a month without any is not there.
    pub fn waiting(&self, form: &Form) -> BTreeMap<Month, usize> {
        let sorted = self.sorted(form);
        let mut known = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        known.learn(&self.inbox, form, sorted);
        known.by_month()
    }

    /// What is decided of one unit's month, among all of them. It moves no report, and changes nothing of other units.
    pub fn judgements_mut(
        &mut self,
        place: (Month, MemberId),
    ) -> &mut BTreeMap<(Month, MemberId), Judgement> {
        self.forget([place.1].into());
        &mut self.inbox.judgements
    }

    /// What came in and what was said of it may change, so that the reports are placed anew; not what was decided of units'
    /// months.
    pub fn inbox_mut(&mut self) -> &mut Inbox {
        self.sorted = OnceLock::new();
        self.status = Mutex::default();
        &mut self.inbox
    }

    fn forget(&mut self, units: BTreeSet<MemberId>) {
        self.status = Mutex::default();
        let waiting = self.waiting.get_mut().unwrap_or_else(PoisonError::into_inner);
        for unit in units {
            waiting.forget(unit);
        }
    }

    /// Lets what follows by itself follow, see [`Inbox::settle`].
    pub fn settle(&mut self, form: &Form) -> Vec<Settled> {
        let sorted = Arc::clone(self.sorted(form));
        let settled = self.inbox.settle(form, &sorted);
        self.forget(settled.iter().map(|((_, unit), _)| *unit).collect());
        settled
    }
}

impl From<Inbox> for SortedInbox {
    fn from(inbox: Inbox) -> Self {
        Self { inbox, ..Self::default() }
    }
}

/// The copy is there to be changed: how a month stands is reckoned anew. Who waits is told what has changed.
impl Clone for SortedInbox {
    fn clone(&self) -> Self {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self {
            inbox: self.inbox.clone(),
            sorted: self.sorted.clone(),
            status: Mutex::default(),
            waiting: Mutex::new(waiting),
        }
    }
}

impl Deref for SortedInbox {
    type Target = Inbox;

    fn deref(&self) -> &Inbox {
        &self.inbox
    }
}
