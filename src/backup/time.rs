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
        notice: span(store.notices()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::BUILT_IN;

    #[test]
    fn a_notice_asks_from_the_day_on_which_its_first_month_begins() {
        let notice = |begins: u32| {
            let mut definition: serde_json::Value = serde_json::from_str(BUILT_IN).unwrap();
            definition["campaign"]["month_begins"] = begins.into();
            Arc::new(Notice::read(&definition.to_string()).unwrap())
        };
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(span(&[notice(1)]), (day("2022-01-01"), Some(day("2023-12-31"))));
        assert_eq!(span(&[notice(21)]), (day("2021-12-21"), Some(day("2023-12-20"))));
        assert_eq!(span(&[notice(21), notice(1)]), (day("2021-12-21"), Some(day("2023-12-31"))));
    }
}
