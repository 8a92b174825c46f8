//! Changing what is recorded: each named operation is one transaction and is logged with the texts it replaced.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior};

use super::Store;
use super::chain::{self, ChangeTexts, Link};
use super::error::{Failure, StoreError};
use super::operation::{Change, Edit, Operation, OperationKind, Stopped};
use super::read;
use super::text::stamp;
use super::{Place, Side, UnitField, kept_notices};
use crate::notice::Form;
use crate::unit::Unit;

impl Store {
    /// Records the unit at the first start, together with its opening balance. Refuses if a unit is recorded already.
    pub fn begin(
        &mut self,
        now: DateTime<FixedOffset>,
        unit: &Unit,
        opening: Vec<Edit>,
    ) -> Result<Operation, StoreError> {
        let key = self.notices.form.key.clone();
        let insert = |transaction: &Transaction<'_>| {
            transaction.execute(
                "INSERT INTO unit (form, name, kind, person, phone, first_month, restart_each_year)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                rusqlite::params_from_iter(
                    [key.clone()].into_iter().chain(UnitField::ALL.map(|field| field.text(unit))),
                ),
            )
        };
        let operation = self.operate(now, OperationKind::Begin, None, |transaction, form| {
            // Checked inside the transaction: two first starts at the same time must not both find the store empty.
            if let Some(unit) = read::unit(transaction, form)? {
                return Err(Failure::Refused(StoreError::AlreadyBegun(unit.name)));
            }
            let mut changes: Vec<Change> = kept_notices::keep_with(transaction, form)?.into_iter().collect();
            insert(transaction)?;
            changes.extend(UnitField::ALL.map(|field| Change {
                place: Place::Unit(field),
                before: None,
                after: Some(field.text(unit)),
            }));
            changes.extend(write(transaction, form, now, opening)?);
            Ok(changes)
        })?;
        self.read_notices()?;
        operation.ok_or(StoreError::NotBegun)
    }

    /// Makes the edits in one transaction, all or none. Returns `None` if they change nothing.
    pub fn apply(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        edits: Vec<Edit>,
    ) -> Result<Option<Operation>, StoreError> {
        self.operate(now, kind, None, |transaction, form| write(transaction, form, now, edits))
    }

    /// Changes the unit's particulars and settings for a form. The first month may not move behind a month with entries.
    pub fn set_unit(
        &mut self,
        now: DateTime<FixedOffset>,
        form: &Form,
        unit: &Unit,
    ) -> Result<Option<Operation>, StoreError> {
        self.in_transaction(|transaction, _| {
            let changes = unit_changes(transaction, form, now, unit)?;
            Ok(logged(transaction, form, now, OperationKind::Unit, None, changes)?)
        })
    }

    pub(super) fn operate(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        undoes: Option<i64>,
        work: impl FnOnce(&Transaction<'_>, &Form) -> Result<Vec<Change>, Failure>,
    ) -> Result<Option<Operation>, StoreError> {
        self.in_transaction(|transaction, form| {
            let changes = work(transaction, form)?;
            Ok(logged(transaction, form, now, kind, undoes, changes)?)
        })
    }

    /// Runs `work` in a transaction, all or nothing. An error of `work` is returned unchanged.
    pub(super) fn in_transaction<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &Form) -> Result<T, Stopped<E>>,
    ) -> Result<T, E> {
        self.refuse_if_looking()?;
        let form = Arc::clone(&self.notices.form);
        // IMMEDIATE, because a transaction that reads first and writes later cannot wait for another writer.
        let result = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Stopped::from)
            .and_then(|transaction| {
                let (before, _) = chain::end(&transaction)?;
                let done = work(&transaction, &form)?;
                let (after, _) = chain::end(&transaction)?;
                transaction.commit()?;
                Ok((done, before + 1..=after))
            });
        let (done, made) = result.map_err(|stopped| match stopped {
            Stopped::Failed(failure) => self.explain(failure).into(),
            Stopped::Refused(refusal) => refusal,
        })?;
        self.known.extend(made);
        self.refuse_if_gone()?;
        Ok(done)
    }
}

fn unit_changes(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    unit: &Unit,
) -> Result<Vec<Change>, Failure> {
    if read::unit(transaction, form)?.is_none() {
        return Err(Failure::Refused(StoreError::NotBegun));
    }
    if let Some(month) = read::filled_before(transaction, form, unit.first_month)? {
        return Err(Failure::Refused(StoreError::EntriesBeforeStart(month.name())));
    }
    let edits = UnitField::ALL.map(|field| (Place::Unit(field), Some(field.text(unit))));
    write(transaction, form, now, edits.into())
}

/// Logs the changes as one operation; `None` if there were none.
pub(super) fn logged(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    kind: OperationKind,
    undoes: Option<i64>,
    changes: Vec<Change>,
) -> Result<Option<Operation>, Failure> {
    if changes.is_empty() {
        return Ok(None);
    }
    let id = log(transaction, form, now, kind, undoes, &changes)?;
    Ok(Some(Operation { id, kind, changes }))
}

pub(super) fn log(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    kind: OperationKind,
    undoes: Option<i64>,
    changes: &[Change],
) -> Result<i64, Failure> {
    let person: Option<String> = transaction
        .query_row("SELECT person FROM unit WHERE form = ?1", [&form.key], |row| row.get(0))
        .optional()?;
    let (newest, before) = chain::end(transaction)?;
    let texts = changes.iter().map(|change| {
        let (place, month, item) = change.place.log_texts();
        ChangeTexts {
            form: change.place.form(form).to_owned(),
            place: place.to_owned(),
            month,
            item,
            before: change.before.clone(),
            after: change.after.clone(),
        }
    });
    let link = Link {
        before,
        operation: newest + 1,
        at: stamp(now),
        person: person.unwrap_or_default(),
        kind: kind.word().to_owned(),
        undoes,
        changes: texts.collect(),
    };
    chain::add(transaction, &link)?;
    Ok(link.operation)
}

/// Makes the edits and returns those that changed something.
pub(super) fn write(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    edits: Vec<Edit>,
) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    for (place, after) in edits {
        let before = place.read(transaction, form)?;
        if before != after {
            refuse_officers_own(transaction, place)?;
            refuse_locked(transaction, form, place)?;
            place.write(transaction, form, now, after.as_deref())?;
            changes.push(Change { place, before, after });
        }
    }
    Ok(changes)
}

/// Refuses what the data of a clerk has not: figures that are typed, and what only a unit that fills in has.
fn refuse_officers_own(transaction: &Transaction<'_>, place: Place) -> Result<(), Failure> {
    let refusal = match place {
        Place::Entry(..) | Place::NoData(_) | Place::Opening(_) | Place::Adjustment(..) => {
            StoreError::AddedUp
        }
        Place::Project(..) | Place::SentProjects(_) => StoreError::OfficersOnly("本单位的项目清单"),
        _ => return Ok(()),
    };
    let number: u32 = transaction.prepare_cached("PRAGMA application_id")?.query_row([], |row| row.get(0))?;
    if Side::of_application_id(number) == Some(Side::Collation) {
        return Err(Failure::Refused(refusal));
    }
    Ok(())
}

/// Refuses to change a final month in any way other than reopening it. Checked inside the transaction, so
/// that neither an undo nor another program gets around it.
fn refuse_locked(transaction: &Transaction<'_>, form: &Form, place: Place) -> Result<(), Failure> {
    let Some(month) = place.locked_by() else { return Ok(()) };
    match Place::State(month).read(transaction, form)? {
        None => Ok(()),
        Some(_) => Err(Failure::Refused(StoreError::Locked(month.name()))),
    }
}
