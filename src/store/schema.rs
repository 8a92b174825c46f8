//! The tables in all their versions, and whether a file has them: it must be ours, not newer and not damaged.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::LazyLock;

use rusqlite::{Connection, OpenFlags, Transaction};
use rusqlite_migration::{HookError, M, Migrations};

use super::chain;
use super::database_files::refuse_strange;
use super::error::{Failure, StoreError};
use super::kept_files::{self, KeptFiles};
use super::{Side, kept_notices};

/// The number of the newest schema.
pub(super) const NEWEST: usize = 12;
/// From this schema on the files of the reports lie beside the database.
pub(super) const FILES_BESIDE: usize = 8;
/// From this schema on the scans that came in do.
pub(super) const SCANS_BESIDE: usize = 12;

/// Every schema; an older database is migrated to the newest when it is opened.
pub(super) static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| Migrations::new(steps()));

/// The steps from each schema to the next.
pub(super) fn steps() -> Vec<M<'static>> {
    vec![
        M::up(include_str!("migrations/0001_records.sql")),
        M::up(include_str!("migrations/0002_projects.sql")),
        M::up(include_str!("migrations/0003_records.sql")),
        M::up(include_str!("migrations/0004_scans.sql")),
        M::up(include_str!("migrations/0005_summary.sql")),
        M::up(include_str!("migrations/0006_bytes_last.sql")),
        M::up_with_hook(include_str!("migrations/0007_chained_log.sql"), |transaction: &Transaction<'_>| {
            chain::begin(transaction)?;
            transaction.execute_batch(include_str!("migrations/0007_chained_log_ends.sql"))?;
            Ok(())
        }),
        // The files lie beside the database already. Once more within the transaction: a program of an earlier version may
        // have kept one since.
        M::up_with_hook("", |transaction: &Transaction<'_>| {
            let folder = transaction.path().and_then(|file| Path::new(file).parent());
            let moved = folder
                .map_or(Ok(()), |folder| kept_files::move_out(transaction, &KeptFiles::in_folder(folder)));
            moved.map_err(|failure| HookError::Hook(failure.to_string()))?;
            transaction.execute_batch(include_str!("migrations/0008_files_beside.sql"))?;
            Ok(())
        }),
        // The names of the forms are in the log, so its chain is made anew; it must have been whole until now.
        M::up_with_hook("", |transaction: &Transaction<'_>| {
            if !chain::is_whole(transaction)? {
                return Err(HookError::Hook("the log is not whole".to_owned()));
            }
            transaction.execute_batch(include_str!("migrations/0009_notices.sql"))?;
            kept_notices::keep_the_first(transaction)?;
            Ok(())
        }),
        M::up(include_str!("migrations/0010_texts.sql")),
        M::up(include_str!("migrations/0011_collation.sql")),
        M::up(include_str!("migrations/0012_received_scans.sql")),
    ]
}

/// Refuses a file that is not of that side.
pub(super) fn check_side(wanted: Side, file: &Path) -> Result<(), StoreError> {
    match check_header(file)?.filter(|found| *found != wanted) {
        Some(found) => Err(StoreError::OtherSide { file: file.to_owned(), found, wanted }),
        None => Ok(()),
    }
}

/// Checks the first bytes before SQLite does: SQLite would recover, convert or lock a foreign file. Returns whose data it is;
/// nothing of a file that is not there or empty.
pub(super) fn check_header(file: &Path) -> Result<Option<Side>, StoreError> {
    let explain = |error: io::Error| StoreError::from_failure_of(file, error.into());
    refuse_strange(file)?;
    let mut header = [0; 100];
    let read = match File::open(file) {
        Ok(opened) => read_up_to(opened, &mut header).map_err(explain)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(explain(error)),
    };
    if read == 0 {
        return Ok(None); // SQLite first creates an empty file, and a crash may leave it empty.
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
    let side = Side::of_application_id(application_id).ok_or_else(|| StoreError::Foreign(file.to_owned()))?;
    if user_version as usize > NEWEST {
        return Err(StoreError::Newer(file.to_owned()));
    }
    Ok(Some(side))
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
    Ok(schema(connection)? >= NEWEST)
}

pub(super) fn schema(connection: &Connection) -> Result<usize, Failure> {
    let schema: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(schema as usize)
}

/// Opens a copy to read it, after its header and its tables were found to be ours: a view of somebody else in the place of
/// a table may give no end of rows.
pub(super) fn open_copy(file: &Path) -> Result<Connection, Failure> {
    check_header(file).map_err(Failure::Refused)?;
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    if is_as_made(&connection)? {
        Ok(connection)
    } else {
        Err(Failure::Refused(StoreError::Altered(file.to_owned())))
    }
}

/// Whether the tables, indexes, triggers and views are those of the file's own schema: no trigger that protects the records
/// is missing, and nothing of another program stands among them. SQLite keeps the statement that made each of them.
pub(super) fn is_as_made(connection: &Connection) -> Result<bool, Failure> {
    let mut made = Connection::open_in_memory()?;
    match schema(connection)? {
        0 => {}
        // The header in the main file may be older than what stands in the write-ahead log.
        version if version > NEWEST => return Ok(false),
        version => MIGRATIONS.to_version(&mut made, version).map_err(io::Error::other)?,
    }
    Ok(objects(connection)? == objects(&made)?)
}

fn objects(connection: &Connection) -> Result<Vec<[String; 4]>, Failure> {
    // Without a statement: the indexes that SQLite makes for a key. The other two are SQLite's own tables.
    let mut query = connection.prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name NOT IN ('sqlite_sequence', 'sqlite_stat1') ORDER BY type, name",
    )?;
    let rows = query.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn is_sound(connection: &Connection) -> Result<bool, Failure> {
    let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(answer == "ok" && !has_dangling(connection)?)
}

/// Whether a row refers to a row that does not exist.
pub(super) fn has_dangling(connection: &Connection) -> Result<bool, Failure> {
    Ok(connection.prepare("PRAGMA foreign_key_check")?.exists([])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clerk_took_in_before_scans_were_kept_stays() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", "ON").unwrap();
        MIGRATIONS.to_version(&mut connection, SCANS_BESIDE - 1).unwrap();
        let digest = "0".repeat(64);
        connection
            .execute_batch(&format!(
                "INSERT INTO receipt VALUES (7, 'form', '{digest}', '3月.xlsx', '{{}}', '2022-03-20', X'31');
                 INSERT INTO reading VALUES (7, 1, '{{}}', 'digest');"
            ))
            .unwrap();
        MIGRATIONS.to_latest(&mut connection).unwrap();
        let read = "SELECT receipt.id, name, bytes, content FROM receipt JOIN reading ON reading.receipt = receipt.id";
        let found: (u32, String, Vec<u8>, String) = connection
            .query_row(read, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .unwrap();
        assert_eq!(found, (7, "3月.xlsx".to_owned(), b"1".to_vec(), "{}".to_owned()));
        assert!(is_sound(&connection).unwrap());
        connection.execute("DELETE FROM receipt", []).unwrap_err();
        connection.execute("UPDATE receipt SET name = ''", []).unwrap_err();
    }
}
