//! The tables in all their versions, and whether a file has them: it must be ours, not newer and not damaged.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::error::{Failure, StoreError};

/// Every schema version; an older database is migrated to the newest when it is opened.
pub(super) const MIGRATION_SLICE: &[M<'static>] = &[
    M::up(include_str!("migrations/0001_records.sql")),
    M::up(include_str!("migrations/0002_projects.sql")),
    M::up(include_str!("migrations/0003_records.sql")),
    M::up(include_str!("migrations/0004_scans.sql")),
    M::up(include_str!("migrations/0005_summary.sql")),
    M::up(include_str!("migrations/0006_bytes_last.sql")),
];

pub(super) const MIGRATIONS: Migrations<'static> = Migrations::from_slice(MIGRATION_SLICE);

/// Marks the file as ours ("YBA1"); the first migration writes the same number.
pub(super) const APPLICATION_ID: u32 = 0x5942_4131;

/// Checks the first bytes before SQLite does: SQLite would recover, convert or lock a foreign file.
pub(super) fn check_header(file: &Path) -> Result<(), StoreError> {
    let explain = |error: io::Error| StoreError::from_failure_of(file, error.into());
    let mut header = [0; 100];
    let read = match File::open(file) {
        Ok(opened) => read_up_to(opened, &mut header).map_err(explain)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(explain(error)),
    };
    if read == 0 {
        return Ok(()); // SQLite first creates an empty file, and a crash may leave it empty.
    }
    if !header.get(..read).unwrap_or(&header).starts_with(b"SQLite format 3\0") {
        return Err(StoreError::Foreign(file.to_owned()));
    }
    if read < header.len() {
        return Err(StoreError::Damaged(file.to_owned()));
    }
    let number_at = |offset: usize| {
        header.get(offset..offset + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
    };
    let (user_version, application_id) = (number_at(60), number_at(68));
    if application_id != APPLICATION_ID {
        return Err(StoreError::Foreign(file.to_owned()));
    }
    if user_version as usize > MIGRATION_SLICE.len() {
        return Err(StoreError::Newer(file.to_owned()));
    }
    Ok(())
}

fn read_up_to(mut file: File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// Whether the tables have the newest version.
pub(super) fn is_newest(connection: &Connection) -> Result<bool, Failure> {
    Ok(schema(connection)? >= MIGRATION_SLICE.len())
}

pub(super) fn schema(connection: &Connection) -> Result<usize, Failure> {
    let schema: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(schema as usize)
}

pub(super) fn is_sound(connection: &Connection) -> Result<bool, Failure> {
    let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(answer == "ok" && !has_dangling(connection)?)
}

/// Whether a row refers to a row that does not exist.
pub(super) fn has_dangling(connection: &Connection) -> Result<bool, Failure> {
    Ok(connection.prepare("PRAGMA foreign_key_check")?.exists([])?)
}
