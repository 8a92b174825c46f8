//! What is known of the time without the computer's clock: the notice, the program, the log and the backups.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Places;
use crate::clock::{Evidence, Now};
use crate::notice::Notice;
use crate::store::{Store, StoreError, names_in};

/// Gathers what the computer's time can be compared with. `released` is the day on which the program was made.
pub(crate) fn evidence(
    store: &Store,
    places: &Places,
    released: Option<NaiveDate>,
) -> Result<Evidence, StoreError> {
    let numbered = |(number, at): (i64, Now)| (number, at.naive_local());
    let folders = [Some(&places.own), places.second.as_ref()];
    let names = folders.into_iter().flatten().flat_map(|folder| names_in(folder));
    Ok(Evidence {
        notice: span(&store.notices()?),
        released,
        operations: store.moments()?.into_iter().map(numbered).collect(),
        backups: names.map(|name| name.at).collect(),
        confirmed: store.confirmed_moments()?.into_iter().map(numbered).collect(),
    })
}

/// The first day on which one of the notices asks for reports, and the last, if none of them is without an end.
fn span(notices: &[Arc<Notice>]) -> (NaiveDate, Option<NaiveDate>) {
    let campaigns = || notices.iter().map(|notice| &notice.campaign);
    let first = campaigns().map(|campaign| campaign.days(campaign.first_month).0).min();
    let last = campaigns().map(|campaign| campaign.last_month.map(|last| campaign.days(last).1));
    let last = last.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
    (first.unwrap_or_default(), last)
}
