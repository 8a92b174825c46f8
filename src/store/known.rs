//! What was read of a data file already. A receipt and a report that became final never change, so that each is read once; and
//! as long as nothing more is logged, nor does the inbox.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::chain;
use super::error::Failure;
use crate::collation::{Receipt, ReceiptId, SortedInbox};
use crate::notice::Form;
use crate::report::Sheet;

/// Receipts and final sheets by their numbers, and the newest inbox, shared by all who read the same data file.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Arc<Mutex<Readings>>);

#[derive(Debug, Default)]
struct Readings {
    receipts: BTreeMap<ReceiptId, Arc<Receipt>>,
    newest: Option<(Logged, Arc<SortedInbox>)>,
    /// Each with the text that it was read from.
    sheets: BTreeMap<i64, (String, Arc<Sheet>)>,
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

impl Known {
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

    /// The sheet of the revision with a number. The number may mean another one than before, for the reasons that hold for a
    /// receipt; so one of another text is read again.
    pub(super) fn sheet(&self, revision: i64, content: &str) -> Result<Arc<Sheet>, Failure> {
        let mut known = self.lock();
        if let Some((text, sheet)) = known.sheets.get(&revision)
            && text == content
        {
            return Ok(Arc::clone(sheet));
        }
        let sheet = Sheet::thawed(content).ok_or_else(|| Failure::Unreadable(content.to_owned()))?;
        let sheet = Arc::new(sheet);
        known.sheets.insert(revision, (content.to_owned(), Arc::clone(&sheet)));
        Ok(sheet)
    }

    fn lock(&self) -> MutexGuard<'_, Readings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::examples::{form, id, ledger, month};
    use crate::report::live_sheet;
    use crate::unit::UnitKind;

    #[test]
    fn a_sheet_is_read_once_and_again_where_its_number_has_another_text() {
        let text = |entries| {
            let ledger = ledger(UnitKind::from("township"), "2022-01", &[("2022-01", entries)]);
            live_sheet(form(), &ledger, month("2022-01")).unwrap().frozen().unwrap()
        };
        let known = Known::default();
        let shown = |sheet: &Sheet| sheet.cell(id("2a")).unwrap().month.amount().unwrap().to_string();
        let first = known.sheet(1, &text("2a=10")).unwrap();
        assert!(Arc::ptr_eq(&first, &known.sheet(1, &text("2a=10")).unwrap()));
        assert_eq!(shown(&known.sheet(1, &text("2a=11")).unwrap()), "11.00");
        assert_eq!(shown(&known.sheet(2, &text("2a=10")).unwrap()), "10.00");
        assert!(known.sheet(1, "{}").is_err(), "what cannot be read is not what was known");
    }
}
