//! The notices in the data file, each edition as it was read, and which form is in hand.
//!
//! The notice that comes with the program is there without being kept; it is kept, like any other, with the first thing that
//! is recorded with it. What an edition takes away is refused here, because only the records know what has values.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, Transaction};

use super::change::logged;
use super::error::{Failure, StoreError};
use super::kept_notices::{self, IN_HAND, all, begun, find, keep};
use super::notice_error::{KeptNoticeError, MOST_NOTICES};
use super::operation::Stopped;
use super::setting::SettingOf;
use super::{Change, OperationKind, Place, Store, UnitField, edition, read};
use crate::notice::{BUILT_IN, Form, Notice};
use crate::unit::Unit;

impl Store {
    /// Every notice, each in all its editions, oldest first; those in use first, in the order in which they were begun.
    pub fn notices(&self) -> &[Arc<Notice>] {
        &self.notices.all
    }

    /// Reads the notices again. The form in hand stays, in its newest edition; where it is gone, as after a restore, another
    /// one is in hand.
    pub fn read_notices(&mut self) -> Result<(), StoreError> {
        let read = kept_notices::read(&self.connection, Some(&self.notices.form.key));
        self.notices = read.map_err(|failure| self.explain(failure))?;
        Ok(())
    }

    /// The forms that the unit has begun to fill in, by their keys, in the order in which they were begun.
    pub fn begun(&self) -> Result<Vec<String>, StoreError> {
        begun(&self.connection).map_err(|failure| self.explain(failure))
    }

    /// Reads the records of every form, because data in which one cannot be read is not usable. Returns whether any form was
    /// begun.
    pub fn all_can_be_read(&self) -> Result<bool, StoreError> {
        for form in self.notices().iter().flat_map(|notice| &notice.forms) {
            self.ledger_of(form)?;
            self.projects_of(form)?;
        }
        Ok(!self.begun()?.is_empty())
    }

    /// The text of an edition of a notice, as it was read.
    pub fn definition(&self, id: &str, edition: u32) -> Result<Option<String>, StoreError> {
        let kept = kept_notices::definition(&self.connection, id, edition);
        let kept = kept.map_err(|error| self.explain(error.into()))?;
        let is_built_in = |notice: &Arc<Notice>| notice.id == id && notice.edition == edition;
        Ok(kept.or_else(|| Notice::built_in().is_ok_and(is_built_in).then(|| BUILT_IN.to_owned())))
    }

    /// The form in hand, in its newest edition.
    pub fn form(&self) -> &Arc<Form> {
        &self.notices.form
    }

    /// The notice of the form in hand, in its newest edition.
    pub fn notice(&self) -> &Arc<Notice> {
        &self.notices.notice
    }

    /// Takes another form in hand, and remembers it.
    pub fn choose(&mut self, key: &str) -> Result<(), StoreError> {
        let unknown = || StoreError::Notice(KeptNoticeError::Unknown(key.to_owned()));
        let (notice, form) = find(self.notices(), key).ok_or_else(unknown)?;
        self.remember(SettingOf::Computer, IN_HAND, key)?;
        (self.notices.notice, self.notices.form) = (notice, form);
        Ok(())
    }

    /// Why [`Self::add_notice`] would refuse a notice now, if it would.
    pub fn refusal_of_notice(
        &self,
        notice: &Notice,
        definition: &str,
    ) -> Result<Option<KeptNoticeError>, StoreError> {
        let checked = self
            .connection
            .unchecked_transaction()
            .map_err(Stopped::from)
            .and_then(|transaction| refuse_unless_newer(&transaction, notice, definition));
        match checked {
            Ok(()) => Ok(None),
            Err(Stopped::Refused(StoreError::Notice(refusal))) => Ok(Some(refusal)),
            Err(Stopped::Refused(error)) => Err(error),
            Err(Stopped::Failed(failure)) => Err(self.explain(failure)),
        }
    }

    /// Keeps the edition that came with a newer program, where its notice is kept in an earlier one and nothing that has values
    /// is taken away. Otherwise the kept edition stays.
    pub fn follow_program(
        &mut self,
        now: DateTime<FixedOffset>,
        notice: &Notice,
        definition: &str,
    ) -> Result<(), StoreError> {
        let newest = self.notices().iter().rev().find(|kept| kept.id == notice.id);
        let follows = newest.is_some_and(|kept| kept.edition < notice.edition)
            && self.looking.is_none()
            && self.refusal_of_notice(notice, definition)?.is_none();
        if follows { self.add_notice(now, notice, definition) } else { Ok(()) }
    }

    /// Keeps a notice, or a new edition of one. Refuses an edition that is not newer, and one that takes away or changes
    /// something that has values.
    pub fn add_notice(
        &mut self,
        now: DateTime<FixedOffset>,
        notice: &Notice,
        definition: &str,
    ) -> Result<(), StoreError> {
        self.in_transaction(|transaction, _| -> Result<(), Stopped<StoreError>> {
            refuse_unless_newer(transaction, notice, definition)?;
            let changes = vec![keep(transaction, notice, definition)?];
            if let Some(form) = notice.forms.first() {
                logged(transaction, form, now, OperationKind::AddNotice, None, changes)?;
            }
            Ok(())
        })?;
        self.read_notices()
    }

    /// Whether anything but the unit is recorded with a notice.
    pub fn has_records(&self, notice: &Notice) -> Result<bool, StoreError> {
        has_records(&self.connection, notice).map_err(|failure| self.explain(failure))
    }

    /// Keeps a notice in place of its newest edition, with which nothing is recorded yet. What was entered of the unit stays
    /// where it fits the new one.
    pub fn exchange_notice(
        &mut self,
        now: DateTime<FixedOffset>,
        notice: &Notice,
        definition: &str,
    ) -> Result<(), StoreError> {
        self.in_transaction(|transaction, _| -> Result<(), Stopped<StoreError>> {
            let refused = |error| Err(Stopped::Refused(StoreError::Notice(error)));
            let known = all(transaction)?;
            let Some(kept) = known.iter().rev().find(|kept| kept.id == notice.id) else {
                return refused(KeptNoticeError::Unknown(notice.id.clone()));
            };
            if has_records(transaction, kept)? {
                return refused(KeptNoticeError::InUse(kept.title.clone()));
            }
            if kept.edition != notice.edition
                || kept_notices::definition(transaction, &kept.id, kept.edition)?.is_none()
            {
                return refused(KeptNoticeError::BuiltIn(kept.title.clone()));
            }
            for form in &kept.forms {
                let Some(unit) = read::unit(transaction, form)? else { continue };
                if !notice.form(&form.id).is_some_and(|form| fits(notice, form, &unit)) {
                    let changes = remove_unit(transaction, form)?;
                    logged(transaction, form, now, OperationKind::AddNotice, None, changes)?;
                }
            }
            let change = kept_notices::exchange(transaction, kept, notice, definition)?;
            if let Some(form) = notice.forms.first() {
                logged(transaction, form, now, OperationKind::AddNotice, None, vec![change])?;
            }
            Ok(())
        })?;
        self.read_notices()
    }

    /// Removes a notice with which nothing is recorded.
    pub fn remove_notice(&mut self, now: DateTime<FixedOffset>, id: &str) -> Result<(), StoreError> {
        self.read_notices()?;
        let known = self.notices.all.clone();
        let refused = |error| Err(StoreError::Notice(error));
        let Some(notice) = known.iter().rev().find(|notice| notice.id == id) else {
            return refused(KeptNoticeError::Unknown(id.to_owned()));
        };
        let is_kept = kept_notices::definition(&self.connection, id, notice.edition);
        if is_kept.map_err(|error| self.explain(error.into()))?.is_none() {
            return refused(KeptNoticeError::BuiltIn(notice.title.clone()));
        }
        let Some(other) = known.iter().find(|other| other.id != id) else {
            return refused(KeptNoticeError::LastOne);
        };
        let other = other.forms.first().map(|form| form.key.clone());
        self.in_transaction(|transaction, _| -> Result<(), Stopped<StoreError>> {
            if has_records(transaction, notice)? {
                let in_use = KeptNoticeError::InUse(notice.title.clone());
                return Err(Stopped::Refused(StoreError::Notice(in_use)));
            }
            for form in &notice.forms {
                let changes = remove_unit(transaction, form)?;
                logged(transaction, form, now, OperationKind::RemoveNotice, None, changes)?;
            }
            let mut editions =
                transaction.prepare("SELECT edition, digest FROM notice WHERE id = ?1 ORDER BY edition")?;
            let kept: Vec<(u32, String)> =
                editions.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
            transaction.execute("DELETE FROM notice WHERE id = ?1", [id])?;
            let removed = kept.into_iter().map(|(edition, digest)| Change {
                place: Place::Notice(edition),
                before: Some(digest),
                after: None,
            });
            if let Some(form) = notice.forms.first() {
                logged(transaction, form, now, OperationKind::RemoveNotice, None, removed.collect())?;
            }
            Ok(())
        })?;
        if self.notices.form.notice == id
            && let Some(other) = other
        {
            self.choose(&other)?;
        }
        self.read_notices()
    }
}

fn refuse_unless_newer(
    transaction: &Transaction<'_>,
    notice: &Notice,
    definition: &str,
) -> Result<(), Stopped<StoreError>> {
    let refused = |error| Err(Stopped::Refused(StoreError::Notice(error)));
    let known = all(transaction)?;
    let title = notice.title.clone();
    let Some(kept) = known.iter().rev().find(|kept| kept.id == notice.id) else {
        let others: BTreeSet<&str> = known.iter().map(|kept| kept.id.as_str()).collect();
        return if others.len() < MOST_NOTICES { Ok(()) } else { refused(KeptNoticeError::TooMany) };
    };
    let edition = notice.edition;
    let same = known.iter().find(|kept| kept.id == notice.id && kept.edition == edition);
    if let Some(same) = same {
        let kept = kept_notices::definition(transaction, &same.id, edition)?;
        let kept = kept.unwrap_or_else(|| BUILT_IN.to_owned());
        let title = same.title.clone();
        return refused(if kept == definition {
            KeptNoticeError::AlreadyKept { title, edition }
        } else {
            KeptNoticeError::OtherContent { title, edition }
        });
    }
    if edition < kept.edition {
        return refused(KeptNoticeError::LowerEdition { title, edition, kept: kept.edition });
    }
    let taken = edition::taken_away(transaction, kept, notice)?;
    if taken.is_empty() { Ok(()) } else { refused(KeptNoticeError::TakesAway(taken)) }
}

/// Whether anything but the unit is recorded with the forms of a notice, the lists beside them, or by the office that takes in
/// its reports.
fn has_records(connection: &Connection, notice: &Notice) -> Result<bool, Failure> {
    let recorded = "SELECT 1 FROM report WHERE form = ?1 UNION ALL SELECT 1 FROM opening WHERE form = ?1
         UNION ALL SELECT 1 FROM summary WHERE form = ?1 UNION ALL SELECT 1 FROM project WHERE form = ?2
         UNION ALL SELECT 1 FROM sent_projects WHERE form = ?2 UNION ALL SELECT 1 FROM receipt WHERE form = ?1
         UNION ALL SELECT 1 FROM decision WHERE form IN (?1, ?3)";
    let mut query = connection.prepare(recorded)?;
    for form in &notice.forms {
        if query.exists([&form.key, &form.list_key, &notice.id])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether what was entered of a unit is still something that a notice knows.
fn fits(notice: &Notice, form: &Form, unit: &Unit) -> bool {
    let is_known = unit.kind.is_office() || notice.kind(&unit.kind).is_some();
    is_known && form.campaign.check(unit.first_month).is_ok()
}

fn remove_unit(transaction: &Transaction<'_>, form: &Form) -> Result<Vec<Change>, Failure> {
    let Some(unit) = read::unit(transaction, form)? else { return Ok(Vec::new()) };
    transaction.execute("DELETE FROM unit WHERE form = ?1", [&form.key])?;
    let change =
        |field: UnitField| Change { place: Place::Unit(field), before: Some(field.text(&unit)), after: None };
    Ok(UnitField::ALL.map(change).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Month;
    use crate::store::Edit;
    use crate::unit::{Unit, UnitKind};

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2022-03-20T09:00:00+08:00").unwrap()
    }

    /// A store in which the built-in notice was begun, with an amount in row 4.
    fn begun(folder: &std::path::Path) -> Store {
        let mut store = Store::open(crate::store::Side::Reporting, folder).unwrap();
        let unit = Unit {
            name: "龙沙镇".into(),
            kind: UnitKind::from("township"),
            person: "张三".into(),
            phone: String::new(),
            first_month: Month::new(2022, 1).unwrap(),
            restart_each_year: false,
        };
        store.begin(now(), &unit, Vec::new()).unwrap();
        let four: Edit =
            (Place::Entry("2022-02".parse().unwrap(), "4".parse().unwrap()), Some("5".to_owned()));
        store.apply(now(), OperationKind::Fill, vec![four]).unwrap();
        store
    }

    /// The built-in notice as a later program might bring it.
    fn later(change: impl FnOnce(&mut serde_json::Value)) -> (Notice, String) {
        let mut definition: serde_json::Value = serde_json::from_str(BUILT_IN).unwrap();
        definition["edition"] = 2.into();
        change(&mut definition);
        let text = definition.to_string();
        (Notice::read(&text).unwrap(), text)
    }

    #[test]
    fn a_later_edition_that_comes_with_the_program_is_taken_and_logged_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let (notice, text) = later(|definition| definition["forms"][0]["title"] = "月度情况表".into());
        let before = store.newest_operation().unwrap();
        for _ in 0..2 {
            store.follow_program(now(), &notice, &text).unwrap();
            assert_eq!(store.form().title, "月度情况表");
            assert_eq!(store.newest_operation().unwrap(), before + 1);
        }
        assert_eq!(store.notices().len(), 2, "what was reported with the first is drawn with it");
    }

    #[test]
    fn a_later_edition_that_would_take_an_amount_away_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = begun(folder.path());
        let (notice, text) = later(|definition| {
            let rows = &mut definition["forms"][0]["tables"][0]["sections"][0]["rows"];
            rows.as_array_mut().unwrap().retain(|row| row["number"] != 4);
        });
        let before = store.newest_operation().unwrap();
        store.follow_program(now(), &notice, &text).unwrap();
        assert_eq!((store.form().edition, store.newest_operation().unwrap()), (1, before));
    }
}
