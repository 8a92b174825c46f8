//! Undo and redo with the log: a new operation reverses an old one and records which one it undoes.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, Transaction, params};

use super::change::{logged, write};
use super::error::Failure;
use super::operation::Undo;
use super::{Change, Edit, Operation, OperationKind, Place, Store, StoreError};
use crate::notice::Form;

/// The operation that a new one replaces, so that a text saved half-way and then saved whole is one step of
/// undo; and the limit of undo.
#[derive(Clone, Copy, Debug)]
pub struct Instead {
    pub operation: i64,
    /// The newest operation that undo must not touch.
    pub since: i64,
}

impl Store {
    /// Reverses the newest operation after `since` that is not undone yet. `None` if there is none.
    pub fn undo(&mut self, now: DateTime<FixedOffset>, since: i64) -> Result<Option<Operation>, StoreError> {
        let target = self.stacks(since)?.undo.pop();
        self.reverse(now, OperationKind::Undo, target)
    }

    /// Reverses the newest undo after `since`, unless another change came after it.
    pub fn redo(&mut self, now: DateTime<FixedOffset>, since: i64) -> Result<Option<Operation>, StoreError> {
        let target = self.stacks(since)?.redo.pop();
        self.reverse(now, OperationKind::Redo, target)
    }

    /// What undo would reverse and what redo would repeat, each with its original kind.
    pub fn reversible(&self, since: i64) -> Result<(Option<Operation>, Option<Operation>), StoreError> {
        let mut stacks = self.stacks(since)?;
        let read = |id: Option<i64>| {
            id.map(|id| operation(&self.connection, id)).transpose().map_err(|failure| self.explain(failure))
        };
        let mut again = read(stacks.redo.pop())?;
        for change in again.iter_mut().flat_map(|undo| &mut undo.changes) {
            std::mem::swap(&mut change.before, &mut change.after);
        }
        Ok((read(stacks.undo.pop())?, again))
    }

    fn stacks(&self, since: i64) -> Result<Stacks, StoreError> {
        newer(&self.connection, &self.notices.form, since)
            .map(|log| stacks(&log))
            .map_err(|failure| self.explain(failure))
    }

    fn reverse(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        target: Option<i64>,
    ) -> Result<Option<Operation>, StoreError> {
        let Some(target) = target else { return Ok(None) };
        self.operate(now, kind, Some(target), |transaction, form| reversed(transaction, form, now, target))
    }

    /// Makes the edits, replacing another operation if one is given.
    pub fn apply_instead(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        edits: Vec<Edit>,
        instead: Option<Instead>,
    ) -> Result<Option<Operation>, StoreError> {
        self.operate_instead(now, kind, instead, |transaction, form| write(transaction, form, now, edits))
    }

    /// Makes a change that replaces another operation, which is reversed first. If that operation is no
    /// longer the newest one that stands, the change is a separate step.
    pub(super) fn operate_instead(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        instead: Option<Instead>,
        work: impl FnOnce(&Transaction<'_>, &Form) -> Result<Vec<Change>, Failure>,
    ) -> Result<Option<Operation>, StoreError> {
        self.in_transaction(|transaction, form| {
            if let Some(Instead { operation, since }) = instead
                && stacks(&newer(transaction, form, since)?).undo.last() == Some(&operation)
            {
                let changes = reversed(transaction, form, now, operation)?;
                logged(transaction, form, now, OperationKind::Undo, Some(operation), changes)?;
            }
            let changes = work(transaction, form)?;
            Ok(logged(transaction, form, now, kind, None, changes)?)
        })
    }
}

/// Restores the texts from before an operation.
fn reversed(
    transaction: &Transaction<'_>,
    form: &Form,
    now: DateTime<FixedOffset>,
    target: i64,
) -> Result<Vec<Change>, Failure> {
    let edits = changes(transaction, target)?.into_iter().rev().map(|change| (change.place, change.before));
    write(transaction, form, now, edits.collect())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Stacks {
    undo: Vec<i64>,
    redo: Vec<i64>,
}

/// The operations that can be undone and redone. The log is given as the numbers in their order, each with
/// the operation it undoes.
fn stacks(log: &[(i64, Option<i64>)]) -> Stacks {
    let mut stacks = Stacks::default();
    for (id, undoes) in log {
        match undoes {
            None => {
                stacks.undo.push(*id);
                stacks.redo.clear();
            }
            Some(_) if stacks.undo.last() == undoes.as_ref() => {
                stacks.undo.pop();
                stacks.redo.push(*id);
            }
            Some(_) if stacks.redo.last() == undoes.as_ref() => {
                stacks.redo.pop();
                stacks.undo.push(*id);
            }
            Some(_) => {}
        }
    }
    stacks
}

/// The operations after `since` that changed something of the form or of its notice's list and register, each with the one it undoes.
/// What was done with other notices is undone there.
fn newer(connection: &Connection, form: &Form, since: i64) -> Result<Vec<(i64, Option<i64>)>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT id, kind, undoes FROM operation WHERE id > ?1 AND (kind = ?4 OR EXISTS (
             SELECT 1 FROM change WHERE change.operation = operation.id AND form IN (?2, ?3, ?5))) ORDER BY id",
    )?;
    let mut rows =
        query.query(params![since, form.key, form.list_key, OperationKind::Restore.word(), form.notice])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = OperationKind::from_word(&row.get::<_, String>(1)?)?;
        match kind.undo() {
            // What came before a restore belongs to another state. What came before a month was made final
            // may be in that month; it could not be undone and would block all older steps.
            Undo::EndsAt => log.clear(),
            Undo::TakesBack => log.push((row.get(0)?, row.get(2)?)),
            Undo::PassesBy => {}
        }
    }
    Ok(log)
}

/// An operation with its original kind: an undo or a redo is read as the operation it undoes or repeats.
fn operation(connection: &Connection, id: i64) -> Result<Operation, Failure> {
    let mut query = connection.prepare_cached("SELECT kind, undoes FROM operation WHERE id = ?1")?;
    let mut first = id;
    let kind = loop {
        let (kind, undoes): (String, Option<i64>) =
            query.query_row([first], |row| Ok((row.get(0)?, row.get(1)?)))?;
        match undoes {
            Some(other) => first = other,
            None => break OperationKind::from_word(&kind)?,
        }
    };
    Ok(Operation { id, kind, changes: changes(connection, id)? })
}

fn changes(connection: &Connection, operation: i64) -> Result<Vec<Change>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT place, month, item, before, after FROM change WHERE operation = ?1 ORDER BY id",
    )?;
    let mut rows = query.query([operation])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let [month, item]: [Option<String>; 2] = [row.get(1)?, row.get(2)?];
        let place = Place::from_log(&row.get::<_, String>(0)?, month.as_deref(), item.as_deref())?;
        changes.push(Change { place, before: row.get(3)?, after: row.get(4)? });
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_and_redo_walk_the_log_like_two_stacks() {
        let (plain, reverses) = (None, Some);
        for (log, undo, redo) in [
            (vec![(1, plain), (2, plain)], vec![1, 2], vec![]),
            (vec![(1, plain), (2, plain), (3, reverses(2))], vec![1], vec![3]),
            (vec![(1, plain), (2, plain), (3, reverses(2)), (4, reverses(1))], vec![], vec![3, 4]),
            (vec![(1, plain), (2, plain), (3, reverses(2)), (4, reverses(3))], vec![1, 4], vec![]),
            (vec![(1, plain), (2, reverses(1)), (3, plain)], vec![3], vec![]),
            // The undone operation is older than this sitting.
            (vec![(8, reverses(3)), (9, plain)], vec![9], vec![]),
        ] {
            assert_eq!(stacks(&log), Stacks { undo, redo }, "{log:?}");
        }
    }
}
