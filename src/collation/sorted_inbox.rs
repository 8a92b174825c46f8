//! What a clerk has, with each report at its place as soon as somebody asks: to place them all takes longer than what is asked.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::inbox::{Inbox, Judgement};
use super::placing::Sorted;
use super::register::MemberId;
use super::settle::Settled;
use crate::notice::Form;
use crate::period::Month;

/// An inbox of one form.
#[derive(Clone, Debug, Default)]
pub struct SortedInbox {
    inbox: Inbox,
    sorted: OnceLock<Arc<Sorted>>,
}

impl SortedInbox {
    /// Every report at its place.
    pub fn sorted(&self, form: &Form) -> &Arc<Sorted> {
        self.sorted.get_or_init(|| Arc::new(self.inbox.sorted(form)))
    }

    /// What is decided of units' months moves no report.
    pub fn judgements_mut(&mut self) -> &mut BTreeMap<(Month, MemberId), Judgement> {
        &mut self.inbox.judgements
    }

    /// Anything may change, so that the reports are placed anew.
    pub fn inbox_mut(&mut self) -> &mut Inbox {
        self.sorted = OnceLock::new();
        &mut self.inbox
    }

    /// Lets what follows by itself follow, see [`Inbox::settle`].
    pub fn settle(&mut self, form: &Form) -> Vec<Settled> {
        let sorted = Arc::clone(self.sorted(form));
        self.inbox.settle(form, &sorted)
    }
}

impl From<Inbox> for SortedInbox {
    fn from(inbox: Inbox) -> Self {
        Self { inbox, sorted: OnceLock::new() }
    }
}

impl Deref for SortedInbox {
    type Target = Inbox;

    fn deref(&self) -> &Inbox {
        &self.inbox
    }
}
