//! The chain of the log: each operation carries a digest of itself, of its changes and of the digest before it.
//!
//! A value that stands in the log only once, such as the text that an old change replaced, has nothing else that it could be
//! compared with. With the chain, any entry that was changed, taken out or put in between later is found.

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::digest::sha256;

/// An operation as it is digested: as JSON, which keeps every text apart from the next.
#[derive(Debug, Default, Serialize)]
pub(super) struct Link {
    /// The digest of the operation before; empty for the first.
    pub(super) before: String,
    pub(super) operation: i64,
    pub(super) at: String,
    pub(super) person: String,
    pub(super) kind: String,
    pub(super) undoes: Option<i64>,
    pub(super) changes: Vec<ChangeTexts>,
}

/// A change as the log writes it.
#[derive(Debug, Serialize)]
pub(super) struct ChangeTexts {
    pub(super) form: String,
    pub(super) place: String,
    pub(super) month: Option<String>,
    pub(super) item: Option<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

impl Link {
    pub(super) fn digest(&self) -> Result<String, rusqlite::Error> {
        let text = serde_json::to_vec(self);
        text.map(|text| sha256(&text)).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

/// The number and the digest of the newest operation; 0 and empty in a new store.
pub(super) fn end(connection: &Connection) -> Result<(i64, String), rusqlite::Error> {
    let mut query = connection
        .prepare_cached("SELECT id, coalesce(digest, '') FROM operation ORDER BY id DESC LIMIT 1")?;
    let mut rows = query.query([])?;
    rows.next()?.map_or(Ok((0, String::new())), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Writes an operation and its changes at the end of the log.
pub(super) fn add(connection: &Connection, link: &Link) -> Result<(), rusqlite::Error> {
    let Link { operation, at, person, kind, undoes, changes, .. } = link;
    connection
        .prepare_cached(
            "INSERT INTO operation (id, at, person, kind, undoes, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![operation, at, person, kind, undoes, link.digest()?])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO change (operation, form, place, month, item, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for ChangeTexts { form, place, month, item, before, after } in changes {
        insert.execute(params![operation, form, place, month, item, before, after])?;
    }
    Ok(())
}

/// Operations or changes that were taken out at the end: SQLite keeps the highest number that was ever given.
const CUT_OFF: &str = "
SELECT 1 FROM sqlite_sequence WHERE name = 'operation' AND seq <> (SELECT coalesce(max(id), 0) FROM operation)
UNION ALL SELECT 1 FROM sqlite_sequence WHERE name = 'change' AND seq <> (SELECT coalesce(max(id), 0) FROM change)";

/// Whether every operation has the digest that follows from it, and none is missing at the end.
pub(super) fn is_whole(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let mut whole = !connection.prepare(CUT_OFF)?.exists([])?;
    each(connection, |_, stated, digest| {
        whole &= stated == Some(digest);
        Ok(())
    })?;
    Ok(whole)
}

/// Chains a log that was written before there was a chain.
pub(super) fn begin(connection: &Connection) -> Result<(), rusqlite::Error> {
    let mut digests = Vec::new();
    each(connection, |operation, _, digest| {
        digests.push((operation, digest.to_owned()));
        Ok(())
    })?;
    let mut update = connection.prepare("UPDATE operation SET digest = ?2 WHERE id = ?1")?;
    for (operation, digest) in digests {
        update.execute(params![operation, digest])?;
    }
    Ok(())
}

/// Calls `see` for every operation in their order, with its number, the digest that it has and the one that follows from it.
fn each(
    connection: &Connection,
    mut see: impl FnMut(i64, Option<&str>, &str) -> Result<(), rusqlite::Error>,
) -> Result<(), rusqlite::Error> {
    let mut operations =
        connection.prepare("SELECT id, at, person, kind, undoes, digest FROM operation ORDER BY id")?;
    let mut changes = connection.prepare(
        "SELECT form, place, month, item, before, after FROM change WHERE operation = ?1 ORDER BY id",
    )?;
    let mut rows = operations.query([])?;
    let mut before = String::new();
    while let Some(row) = rows.next()? {
        let operation = row.get(0)?;
        let changes = changes.query_map([operation], |row| {
            Ok(ChangeTexts {
                form: row.get(0)?,
                place: row.get(1)?,
                month: row.get(2)?,
                item: row.get(3)?,
                before: row.get(4)?,
                after: row.get(5)?,
            })
        })?;
        let link = Link {
            before,
            operation,
            at: row.get(1)?,
            person: row.get(2)?,
            kind: row.get(3)?,
            undoes: row.get(4)?,
            changes: changes.collect::<Result<_, _>>()?,
        };
        let digest = link.digest()?;
        see(operation, row.get::<_, Option<String>>(5)?.as_deref(), &digest)?;
        before = digest;
    }
    Ok(())
}
