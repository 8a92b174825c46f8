//! The kinds of units, as what is entered is checked against the notice.

use crate::error::Error;
use crate::notice::Notice;
use crate::unit::UnitKind;

/// Refuses a kind of units that the notice does not have.
pub(super) fn refuse_unknown_kind(notice: &Notice, kind: &UnitKind) -> Result<(), Error> {
    match notice.kind(kind) {
        Some(_) => Ok(()),
        None => Err(Error::UnknownKind { kind: kind.to_string(), kinds: notice.kinds_in_words() }),
    }
}
