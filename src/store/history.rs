//! Reading the log: all changes in their order.

use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;

use super::error::Failure;
use super::text::parsed;
use super::{Change, OperationKind, Place, Store, StoreError};
use crate::notice::Form;

/// One change in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The operation that the change was part of.
    pub operation: i64,
    pub at: DateTime<FixedOffset>,
    /// The person who filled in the form.
    pub person: String,
    pub kind: OperationKind,
    /// The operation that this one reversed, if any.
    pub undoes: Option<i64>,
    /// The place, with the text before and after.
    pub change: Change,
}

impl Store {
    /// The whole log, oldest first.
    pub fn log(&self) -> Result<Vec<Logged>, StoreError> {
        read(&self.connection, &self.notices.form).map_err(|failure| self.explain(failure))
    }
}

fn read(connection: &Connection, form: &Form) -> Result<Vec<Logged>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT operation.id, at, person, kind, undoes, place, month, item, before, after
         FROM change JOIN operation ON operation.id = change.operation
         WHERE form = ?1 OR form = ?2 AND place = ?3 ORDER BY change.id",
    )?;
    // The register is one for all forms of a notice.
    let mut rows = query.query([form.key.as_str(), &form.notice, Place::MEMBER])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        let [at, kind, place]: [String; 3] = [row.get(1)?, row.get(3)?, row.get(5)?];
        let [month, item]: [Option<String>; 2] = [row.get(6)?, row.get(7)?];
        log.push(Logged {
            operation: row.get(0)?,
            at: parsed(&at)?,
            person: row.get(2)?,
            kind: OperationKind::from_word(&kind)?,
            undoes: row.get(4)?,
            change: Change {
                place: Place::from_log(&place, month.as_deref(), item.as_deref())?,
                before: row.get(8)?,
                after: row.get(9)?,
            },
        });
    }
    Ok(log)
}
