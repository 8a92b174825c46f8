//! Undo and redo with the log: a new operation reverses an old one and records which one it undoes. What another program or
//! window made is named before it is taken back, since nobody here meant it.

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

/// What came of an undo or a redo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reversal {
    /// It was made: the changes, with the kind of the operation that was reversed or repeated.
    Made(Operation),
    /// Nothing was changed, since that operation was made elsewhere. It is known from now on, and the next undo may reverse it.
    Elsewhere {
        /// With the kind of what it undid or did again, if it did that.
        operation: Operation,
        kind: OperationKind,
    },
}

impl Store {
    /// Reverses the newest operation after `since` that is not undone yet. `None` if there is none.
    pub fn undo(&mut self, now: DateTime<FixedOffset>, since: i64) -> Result<Option<Reversal>, StoreError> {
        self.reverse(now, OperationKind::Undo, since, |stacks| stacks.undo.pop())
    }

    /// Reverses the newest undo after `since`, unless another change came after it.
    pub fn redo(&mut self, now: DateTime<FixedOffset>, since: i64) -> Result<Option<Reversal>, StoreError> {
        self.reverse(now, OperationKind::Redo, since, |stacks| stacks.redo.pop())
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
        since: i64,
        top: fn(&mut Stacks) -> Option<i64>,
    ) -> Result<Option<Reversal>, StoreError> {
        if top(&mut self.stacks(since)?).is_none() {
            return Ok(None);
        }
        let known = self.known.clone();
        let reversal: Result<_, StoreError> = self.in_transaction(|transaction, form| {
            let log = newer(transaction, form, since)?;
            let Some(target) = top(&mut stacks(&log)) else { return Ok(None) };
            let newest = log.last().map(|(id, _)| *id);
            // The newest may be an undo that was made elsewhere.
            let elsewhere = newest.into_iter().chain([target]).find(|id| !known.contains(id));
            if let Some(id) = elsewhere {
                let (operation, kind) = (operation(transaction, id)?, kind_of(transaction, id)?.0);
                return Ok(Some(Reversal::Elsewhere { operation, kind }));
            }
            let changes = reversed(transaction, form, now, target)?;
            let made = logged(transaction, form, now, kind, Some(target), changes)?;
            let kind = operation(transaction, target)?.kind;
            Ok(made.map(|made| Reversal::Made(Operation { kind, ..made })))
        });
        let reversal = reversal?;
        if let Some(Reversal::Elsewhere { operation, .. }) = &reversal {
            self.known.insert(operation.id);
        }
        Ok(reversal)
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
            // What came before a restore belongs to another state, and what came before an edition of the notice may mean
            // something else now. What came before a month was made final may be in that month; it could not be undone and
            // would block all older steps.
            Undo::EndsAt => log.clear(),
            Undo::TakesBack => log.push((row.get(0)?, row.get(2)?)),
            Undo::PassesBy => {}
        }
    }
    Ok(log)
}

/// An operation with its original kind: an undo or a redo is read as the operation it undoes or repeats.
fn operation(connection: &Connection, id: i64) -> Result<Operation, Failure> {
    let (mut kind, mut undoes) = kind_of(connection, id)?;
    while let Some(other) = undoes {
        (kind, undoes) = kind_of(connection, other)?;
    }
    Ok(Operation { id, kind, changes: changes(connection, id)? })
}

/// The kind of an operation, and which one it undoes.
fn kind_of(connection: &Connection, id: i64) -> Result<(OperationKind, Option<i64>), Failure> {
    let mut query = connection.prepare_cached("SELECT kind, undoes FROM operation WHERE id = ?1")?;
    let (kind, undoes): (String, _) = query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((OperationKind::from_word(&kind)?, undoes))
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
