//! What was read of a clerk's data already. A receipt never changes, so that each is read once; and as long as nothing more is
//! logged, nor is anything else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::chain;
use super::error::Failure;
use crate::collation::{Receipt, ReceiptId, SortedInbox};
use crate::notice::Form;

/// Receipts by their numbers, and the newest inbox, shared by all who read the same data file.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownInbox(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    receipts: BTreeMap<ReceiptId, Arc<Receipt>>,
    newest: Option<(Logged, Arc<SortedInbox>)>,
}

/// A form, and the end of the log when something was read of it. Its digest is that of everything that was logged before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Logged {
    form: String,
    edition: u32,
    newest: (i64, String),
}

impl Logged {
    /// Where the log ends now. What is written and not logged yet is not in it.
    pub(super) fn now(connection: &Connection, form: &Form) -> Result<Self, Failure> {
        Ok(Self { form: form.key.clone(), edition: form.edition, newest: chain::end(connection)? })
    }
}

impl KnownInbox {
    /// The inbox as it was at that end of the log.
    pub(super) fn at(&self, logged: &Logged) -> Option<Arc<SortedInbox>> {
        let known = self.lock();
        let (at, inbox) = known.newest.as_ref()?;
        (at == logged).then(|| Arc::clone(inbox))
    }

    pub(super) fn keep(&self, logged: Logged, inbox: &Arc<SortedInbox>) {
        self.lock().newest = Some((logged, Arc::clone(inbox)));
    }

    /// The receipt with a number. It may mean another one than before, after a restore or where a transaction was abandoned;
    /// so one that is not `it` any more is read again.
    pub(super) fn get_or_read(
        &self,
        id: ReceiptId,
        it: impl Fn(&Receipt) -> bool,
        read: impl FnOnce() -> Result<Receipt, Failure>,
    ) -> Result<Arc<Receipt>, Failure> {
        let mut known = self.lock();
        if let Some(receipt) = known.receipts.get(&id).filter(|receipt| it(receipt)) {
            return Ok(Arc::clone(receipt));
        }
        let receipt = Arc::new(read()?);
        known.receipts.insert(id, Arc::clone(&receipt));
        Ok(receipt)
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
