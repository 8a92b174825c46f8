//! The two sides of the program, 填报 and 汇总: which one is in hand, and going over to the other.

use std::path::Path;

use serde::Serialize;

use super::{NewMember, Now, Session};
use crate::error::Error;
use crate::report::State;
use crate::store::{SettingOf, Side, Store, StoreError, YES, yes_or_no};

/// The name under which the clerk's data remembers whether it was in hand last. It stands there, since most computers have
/// no such data and need not look for the answer.
const IN_HAND: &str = "side_in_hand";

/// Which side the window shows, and whether there is another to change to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sides {
    pub in_hand: Side,
    pub has_other: bool,
}

impl Sides {
    /// An officer's own reports can always be begun; 汇总 is begun from their first start.
    pub fn of(in_hand: Side, data: &Path) -> Self {
        let has_collation = || Side::found_in(&Side::Collation.folder_in(data)).is_some();
        Self { in_hand, has_other: in_hand == Side::Collation || has_collation() }
    }
}

impl Session {
    /// Opens the side that was in hand last, and says which it is. Where nothing says which and only 汇总 was begun, it is that.
    /// Where the clerk's data cannot be opened it is taken for the one, so that its damage is told.
    pub fn open_in_hand(data: &Path) -> (Side, Result<Self, Error>) {
        let folder = Side::Collation.folder_in(data);
        if Side::found_in(&folder).is_some() {
            match was_in_hand(&folder) {
                Ok((Some(true), store)) => return (Side::Collation, Self::over(store)),
                Ok((None, store)) if !reporting_may_be_begun(data) => {
                    let collation = Self::over(store);
                    if collation.as_ref().is_ok_and(|session| session.ledger().is_ok()) {
                        return (Side::Collation, collation);
                    }
                }
                Ok(_) => {}
                Err(error) => return (Side::Collation, Err(error.into())),
            }
        }
        (Side::Reporting, Self::open_side(Side::Reporting, data))
    }

    /// Begins 汇总 under a data folder, with the notice that an officer's data has in hand.
    pub fn begin_collation(
        now: Now,
        data: &Path,
        reporting: &Self,
        office: &str,
        members: Vec<NewMember>,
    ) -> Result<Self, Error> {
        let mut begun = Self::open_side(Side::Collation, &Side::Collation.folder_in(data))?;
        begun.follow_program(now)?;
        let (notice, form) = (reporting.notice(), reporting.form());
        if (begun.notice().id.as_str(), begun.notice().edition) != (notice.id.as_str(), notice.edition) {
            begun.add_notice(now, reporting.definition(&notice.id)?.as_bytes())?;
        }
        begun.choose(&form.key)?;
        begun.collation_mut().begin(now, office, members)?;
        Ok(begun)
    }

    /// Which of the two data files it is over.
    pub fn side(&self) -> Side {
        self.store.side()
    }

    /// How far a month is, in this side's word.
    pub fn state_label(&self, state: State) -> &'static str {
        match self.side() {
            Side::Reporting => state.label(),
            Side::Collation => state.label_of_totals(),
        }
    }

    /// Remembers for the next start whether this side is in hand. Only the clerk's data does.
    pub fn remember_in_hand(&self, in_hand: bool) -> Result<(), Error> {
        match self.side() {
            Side::Reporting => Ok(()),
            Side::Collation => self.remember(IN_HAND, yes_or_no(in_hand)),
        }
    }
}

/// The clerk's data, and whether it was in hand last, if that is known. What came in is not read for the question.
fn was_in_hand(folder: &Path) -> Result<(Option<bool>, Store), StoreError> {
    let store = Store::open_or_look(Side::Collation, folder)?;
    let in_hand = store.setting(SettingOf::Computer, IN_HAND)?;
    Ok((in_hand.map(|in_hand| in_hand == YES), store))
}

/// Whether an officer has begun to report here. What cannot be opened may hold anything.
fn reporting_may_be_begun(data: &Path) -> bool {
    let is_empty = || {
        let opened = Session::open_side(Side::Reporting, data);
        opened.is_ok_and(|session| matches!(session.ledger(), Err(Error::Store(StoreError::NotBegun))))
    };
    Side::found_in(data).is_some() && !is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_that_was_in_hand_last_is_opened_again() {
        let data = tempfile::tempdir().unwrap();
        let in_hand = || {
            let (side, opened) = Session::open_in_hand(data.path());
            assert_eq!(opened.unwrap().side(), side);
            Sides::of(side, data.path())
        };
        assert_eq!(in_hand(), Sides { in_hand: Side::Reporting, has_other: false });
        let collation =
            || Session::open_side(Side::Collation, &Side::Collation.folder_in(data.path())).unwrap();
        collation().remember_in_hand(true).unwrap();
        assert_eq!(in_hand(), Sides { in_hand: Side::Collation, has_other: true });
        collation().remember_in_hand(false).unwrap();
        assert_eq!(in_hand(), Sides { in_hand: Side::Reporting, has_other: true });
    }

    #[test]
    fn where_only_collation_was_begun_it_is_opened_until_the_other_side_is_chosen() {
        let data = tempfile::tempdir().unwrap();
        let now = "2022-03-20T09:00:00+08:00".parse().unwrap();
        let folder = Side::Collation.folder_in(data.path());
        let mut collation = Session::open_side(Side::Collation, &folder).unwrap();
        let opened = || Session::open_in_hand(data.path()).0;
        assert_eq!(opened(), Side::Reporting, "nothing was begun");
        let unit = NewMember::named("龙沙镇", crate::unit::UnitKind::from("township"));
        collation.collation_mut().begin(now, "万州区城市管理局", vec![unit]).unwrap();
        assert_eq!(opened(), Side::Collation);
        collation.remember_in_hand(false).unwrap();
        assert_eq!(opened(), Side::Reporting, "the officer went over to it");
    }
}
