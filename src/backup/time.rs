//! What is known of the time without the computer's clock: the notice, the program, the log and the backups.

use chrono::NaiveDate;

use super::Places;
use crate::clock::{Evidence, Now};
use crate::notice::Form;
use crate::store::{Store, StoreError, names_in};

/// Gathers what the computer's time can be compared with. `released` is the day on which the program was made.
pub(crate) fn evidence(
    store: &Store,
    form: &Form,
    places: &Places,
    released: Option<NaiveDate>,
) -> Result<Evidence, StoreError> {
    let numbered = |(number, at): (i64, Now)| (number, at.naive_local());
    let folders = [Some(&places.own), places.second.as_ref()];
    let names = folders.into_iter().flatten().flat_map(|folder| names_in(folder));
    Ok(Evidence {
        notice: (form.campaign.first_month.day(1), form.campaign.last_month.day(31)),
        released,
        operations: store.moments()?.into_iter().map(numbered).collect(),
        backups: names.map(|name| name.at).collect(),
        confirmed: store.confirmed_moments()?.into_iter().map(numbered).collect(),
    })
}
