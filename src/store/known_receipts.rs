//! Receipts that were read from the data file already. They never change, so that each is read once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::error::Failure;
use crate::collation::{Receipt, ReceiptId};

/// Receipts by their numbers, shared by all who read the same data file.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownReceipts(Arc<Mutex<BTreeMap<ReceiptId, Arc<Receipt>>>>);

impl KnownReceipts {
    /// The receipt with a number. It may mean another one than before, after a restore or where a transaction was abandoned;
    /// so one that is not `it` any more is read again.
    pub(super) fn get_or_read(
        &self,
        id: ReceiptId,
        it: impl Fn(&Receipt) -> bool,
        read: impl FnOnce() -> Result<Receipt, Failure>,
    ) -> Result<Arc<Receipt>, Failure> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(receipt) = known.get(&id).filter(|receipt| it(receipt)) {
            return Ok(Arc::clone(receipt));
        }
        let receipt = Arc::new(read()?);
        known.insert(id, Arc::clone(&receipt));
        Ok(receipt)
    }
}
