//! Reading anew what came in before this version of the program: it may find in a file what an earlier one passed over, as a
//! project list. What counts stays as it was read, see [`Reading::read_anew`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::in_parallel::in_parallel;
use super::intake_reader::{IntakeReader, Office};
use crate::error::Error;
use crate::store::{ReadBefore, Side, Store};

/// Reads anew what an earlier reader has read of the form in hand. Once that is kept, there is nothing more to do. What cannot be
/// read or kept now, as on a disk that is full, stays as it was read and is tried again the next time.
pub(super) fn read_anew(store: &mut Store) {
    let _tried_again: Result<(), Error> = try_to_read_anew(store);
}

fn try_to_read_anew(store: &mut Store) -> Result<(), Error> {
    if store.side() != Side::Collation || store.unwritable().is_some() {
        return Ok(());
    }
    let outdated = store.read_before()?;
    if outdated.is_empty() {
        return Ok(());
    }
    let list = store.notice().lists.first().map(Arc::clone);
    let reader = IntakeReader::of(Arc::clone(store.form()), list, BTreeMap::new(), Office::default());
    let mut refused = Ok(());
    let readings = in_parallel(
        |file: ReadBefore| {
            let (anew, _) = reader.reading(&file.name, file.arrival.within.last(), &file.bytes);
            (file.receipt, file.reading.read_anew(anew))
        },
        |hand_over| {
            refused = outdated.iter().try_for_each(|receipt| {
                store.to_read_anew(*receipt)?.map(&mut *hand_over);
                Ok(())
            });
        },
    );
    refused.and_then(|()| Ok(store.keep_read_anew(&readings)?))
}
