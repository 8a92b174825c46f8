//! What is refused of a decision, whichever it is.

use super::CollationError;
use crate::collation::{Inbox, ReportRef};
use crate::error::Error;
use crate::period::Month;

pub(super) fn refuse_unknown(inbox: &Inbox, at: ReportRef) -> Result<(), Error> {
    if inbox.is_known(at) { Ok(()) } else { Err(CollationError::UnknownReport(at.to_string()).into()) }
}

pub(super) fn refuse_closed(inbox: &Inbox, month: Month) -> Result<(), Error> {
    if inbox.is_closed(month) { Err(CollationError::Closed(month.name()).into()) } else { Ok(()) }
}
