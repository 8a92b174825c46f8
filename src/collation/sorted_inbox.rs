//! What a clerk has, with each report at its place and how a month stands as soon as somebody asks: to reckon either takes longer
//! than what is asked, and a page asks for it several times.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::inbox::{Inbox, Judgement};
use super::placing::Sorted;
use super::register::MemberId;
use super::settle::Settled;
use super::status::MonthStatus;
use crate::notice::Form;
use crate::period::Month;

/// An inbox of one form.
#[derive(Debug, Default)]
pub struct SortedInbox {
    inbox: Inbox,
    sorted: OnceLock<Arc<Sorted>>,
    /// How the month stands that was asked for last.
    status: Mutex<Option<Arc<MonthStatus>>>,
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

    /// What is decided of units' months moves no report.
    pub fn judgements_mut(&mut self) -> &mut BTreeMap<(Month, MemberId), Judgement> {
        self.status = Mutex::default();
        &mut self.inbox.judgements
    }

    /// Anything may change, so that the reports are placed anew.
    pub fn inbox_mut(&mut self) -> &mut Inbox {
        self.sorted = OnceLock::new();
        self.status = Mutex::default();
        &mut self.inbox
    }

    /// Lets what follows by itself follow, see [`Inbox::settle`].
    pub fn settle(&mut self, form: &Form) -> Vec<Settled> {
        let sorted = Arc::clone(self.sorted(form));
        self.status = Mutex::default();
        self.inbox.settle(form, &sorted)
    }
}

impl From<Inbox> for SortedInbox {
    fn from(inbox: Inbox) -> Self {
        Self { inbox, ..Self::default() }
    }
}

/// The copy is there to be changed: how a month stands is reckoned anew.
impl Clone for SortedInbox {
    fn clone(&self) -> Self {
        Self { inbox: self.inbox.clone(), sorted: self.sorted.clone(), status: Mutex::default() }
    }
}

impl Deref for SortedInbox {
    type Target = Inbox;

    fn deref(&self) -> &Inbox {
        &self.inbox
    }
}
