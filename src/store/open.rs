//! Opening the store. Header, owner, version and soundness are checked first and the migration comes last, so
//! that a foreign or damaged file is never changed.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite_migration::Migrations;

use super::database_files::{WAL, beside, has_content};
use super::error::{Failure, StoreError};
use super::kept_files::{self, KeptFiles};
use super::kept_notices;
use super::looking::Looking;
use super::schema::{MIGRATIONS, NEWEST, check_side, is_as_made, is_sound, schema};
use super::{IN_USE_LOCK, STARTING_LOCK, Side, Store, before_opening, copy, verify};

/// How long a writer waits for another process's transaction.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the store of a side in its own folder, and creates folder and file if they do not exist. A file that is damaged,
    /// newer or not from this program is refused and left unchanged.
    pub fn open(side: Side, folder: &Path) -> Result<Self, StoreError> {
        let opened = open(side, folder)?;
        let notices = kept_notices::read(&opened.0, None);
        let notices =
            notices.map_err(|failure| StoreError::from_failure_of(&side.file_in(folder), failure))?;
        Ok(Self::over(side, opened, folder, notices))
    }

    /// Opens the store a second time in the same program, for another thread.
    pub fn again(&self) -> Result<Self, StoreError> {
        let store = match self.looking.as_ref().filter(|why| **why != Looking::Copy) {
            Some(why) => self.look_again(why.clone())?,
            None => Self::over(self.side, open_again(&self.file())?, &self.folder, self.notices.clone()),
        };
        Ok(Self { files: self.files.clone(), notices: self.notices.clone(), ..store })
    }
}

/// Opens the store of a folder. The returned file is the lock that marks the folder as in use: see
/// [`in_use`].
fn open(side: Side, folder: &Path) -> Result<(Connection, File), StoreError> {
    let file = side.file_in(folder);
    let explain = |failure| StoreError::from_failure_of(&file, failure);
    make_folder(folder)?;
    before_opening::check(&file)?;
    let _starting = starting(folder).map_err(|error| explain(error.into()))?;
    let in_use = in_use(folder).map_err(|error| explain(error.into()))?;
    let _unsupported = in_use.lock_shared();

    check_side(side, &file)?;
    let connection =
        open_sound(side, &file).map_err(explain)?.ok_or_else(|| StoreError::Damaged(file.clone()))?;
    before_opening::check_opened(&file, &connection).map_err(explain)?;
    Ok((connection, in_use))
}

/// Opens a second connection for another thread of a program that has the store open already. Nothing is
/// checked or converted again. Above all, only SQLite opens the file, because it knows both connections: if
/// anybody else closed the file, the locks of the first connection would be released.
fn open_again(file: &Path) -> Result<(Connection, File), StoreError> {
    let explain = |failure| StoreError::from_failure_of(file, failure);
    let in_use = in_use(file.parent().unwrap_or(file)).map_err(|error| explain(error.into()))?;
    let _unsupported = in_use.lock_shared();
    let connection = prepare(None, file).map_err(explain)?;
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .map_err(|error| explain(error.into()))?;
    Ok((connection, in_use))
}

/// The lock for starting: two programs that start at the same time must not both create the tables. Some
/// network folders have no file locks; there SQLite's own locks must do.
pub(super) fn starting(folder: &Path) -> io::Result<File> {
    let lock = lock_file(&folder.join(STARTING_LOCK))?;
    let _unsupported = lock.lock();
    Ok(lock)
}

/// The lock file of a folder: held shared by every program that has the store open, and exclusively by a
/// program that replaces the store's file.
pub(super) fn in_use(folder: &Path) -> io::Result<File> {
    lock_file(&folder.join(IN_USE_LOCK))
}

/// Opens a lock file and leaves what is in it: a link may lead to a file of somebody's.
fn lock_file(path: &Path) -> io::Result<File> {
    File::options().create(true).write(true).truncate(false).open(path)
}

/// Opens the file and migrates it to the newest schema; `None` if it is damaged.
fn open_sound(side: Side, file: &Path) -> Result<Option<Connection>, Failure> {
    let connection = prepare(Some(side), file)?;
    if !is_sound(&connection)? {
        return Ok(None);
    }
    // The header in the main file may be older than what stands in the write-ahead log.
    if schema(&connection)? > NEWEST {
        return Err(Failure::Refused(StoreError::Newer(file.to_owned())));
    }
    // Before anything is written: a trigger of another program would act on it.
    if !is_as_made(&connection)? {
        return Err(Failure::Refused(StoreError::Altered(file.to_owned())));
    }
    let connection = migrate(side, connection, file, &MIGRATIONS, NEWEST)?;
    if !verify::agrees_with_log(&connection)? {
        return Ok(None);
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Some(connection))
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    match fs::metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => return Err(StoreError::FolderIsFile(folder.to_owned())),
        Ok(_) => return Ok(()),
        Err(_) => {}
    }
    // If a parent of the folder is a file, the error names that file.
    if let Some(parent) = folder.ancestors().find(|parent| parent.is_file()) {
        return Err(StoreError::FolderIsFile(parent.to_owned()));
    }
    fs::create_dir_all(folder).map_err(|error| StoreError::from_failure_in(folder, error.into()))
}

/// Opens a connection. A file that is new becomes one of that side.
fn prepare(side: Option<Side>, file: &Path) -> Result<Connection, Failure> {
    let new = side.filter(|_| !has_content(file));
    let crashed = has_content(&beside(file, WAL));
    let connection = Connection::open(file)?;
    connection.busy_timeout(PATIENCE)?;
    if crashed {
        // Closing must not write the log of a crash into a file that may turn out to be damaged.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    if let Some(side) = new {
        // Set before the switch to WAL: later writes may stay outside the main file for days, and until then
        // the header would not show that the file is ours.
        connection.pragma_update(None, "application_id", side.application_id())?;
    }
    // Some network folders and sticks ignore WAL without an error; a rollback journal works there.
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    }
    // WAL with NORMAL loses the last confirmed cells in a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", "ON")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    Ok(connection)
}

/// Converts an older file after a copy was made. Without the copy nothing is converted.
fn migrate(
    side: Side,
    mut connection: Connection,
    file: &Path,
    migrations: &Migrations<'static>,
    newest: usize,
) -> Result<Connection, Failure> {
    use rusqlite_migration::Error;
    if (1..newest).contains(&schema(&connection)?) {
        let folder = file.parent().unwrap_or(file);
        copy::before_upgrade(side, &connection, folder).map_err(|failure| {
            let reason = Box::new(StoreError::from_failure_in(&folder.join(copy::COPIES_FOLDER), failure));
            Failure::Refused(StoreError::NoCopyBeforeUpgrade { folder: folder.to_owned(), reason })
        })?;
    }
    let grew = kept_files::are_inside(&connection)?;
    if grew {
        kept_files::move_out(&connection, &KeptFiles::in_folder(file.parent().unwrap_or(file)))?;
    }
    match migrations.to_latest(&mut connection) {
        Ok(()) => {
            if grew {
                // The room of the bytes is given back; where it cannot be, the file only stays large.
                let _stays_large = connection.execute_batch("VACUUM");
            }
            Ok(connection)
        }
        Err(Error::RusqliteError { err, .. }) => Err(Failure::Sqlite(err)),
        Err(error) => Err(Failure::Io(io::Error::other(error))),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite_migration::M;

    use super::*;
    use crate::digest::sha256;
    use crate::store::chain::{self, Link};
    use crate::store::files;
    use crate::store::kept_files::FileLoss;
    use crate::store::schema::steps;

    #[test]
    fn the_migrations_are_sound_and_each_side_marks_its_file() {
        MIGRATIONS.validate().unwrap();
        for (side, mark) in [(Side::Reporting, *b"YBA1"), (Side::Collation, *b"YBC1")] {
            let folder = tempfile::tempdir().unwrap();
            let (connection, _in_use) = open(side, folder.path()).unwrap();
            let number = |pragma: &str| -> u32 {
                connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
            };
            assert_eq!(number("application_id").to_be_bytes(), mark);
            assert_eq!(number("user_version"), u32::try_from(NEWEST).unwrap());
        }
    }

    #[test]
    fn the_data_of_one_side_is_not_opened_as_that_of_the_other() {
        let folder = tempfile::tempdir().unwrap();
        drop(open(Side::Reporting, folder.path()).unwrap());
        fs::copy(Side::Reporting.file_in(folder.path()), Side::Collation.file_in(folder.path())).unwrap();
        let refused = open(Side::Collation, folder.path()).unwrap_err();
        assert!(matches!(refused, StoreError::OtherSide { .. }), "{refused}");
        assert!(refused.to_string().contains("是填报数据，不能放到汇总数据里"), "{refused}");
    }

    #[test]
    fn the_file_is_safe_against_power_loss() {
        let folder = tempfile::tempdir().unwrap();
        let (connection, _in_use) = open(Side::Reporting, folder.path()).unwrap();
        let text = |pragma: &str| -> String {
            connection
                .pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
                .map(|value| format!("{value:?}"))
                .unwrap()
        };
        assert_eq!(text("journal_mode"), "Text(\"wal\")");
        assert_eq!(text("synchronous"), "Integer(2)");
        assert_eq!(text("foreign_keys"), "Integer(1)");
    }

    #[test]
    fn a_file_cut_off_before_its_first_checkpoint_is_known_as_ours() {
        let (folder, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let _still_open = open(Side::Reporting, folder.path()).unwrap();
        for file in fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
        open(Side::Reporting, copy.path()).unwrap();
        open(Side::Reporting, folder.path()).unwrap();
    }

    /// A store with one operation, and the migrations of a later version.
    fn before_a_later_version(folder: &Path) -> (Connection, Migrations<'static>, usize) {
        let (connection, _in_use) = open(Side::Reporting, folder).unwrap();
        let first = Link { operation: 1, at: "2022-03-20T09:00:00+08:00".to_owned(), ..Link::default() };
        chain::add(&connection, &first).unwrap();
        let mut steps = steps();
        steps.push(M::up("CREATE TABLE later (number INTEGER) STRICT"));
        let newest = steps.len();
        (connection, Migrations::new(steps), newest)
    }

    #[test]
    fn a_copy_is_set_aside_before_a_conversion() {
        let folder = tempfile::tempdir().unwrap();
        let (connection, later, newest) = before_a_later_version(folder.path());
        let converted =
            migrate(Side::Reporting, connection, &Side::Reporting.file_in(folder.path()), &later, newest)
                .unwrap();
        assert_eq!(schema(&converted).unwrap(), newest);
        let copies = folder.path().join(copy::COPIES_FOLDER);
        let names = copy::names_in(&copies);
        assert_eq!(names.len(), 1);
        assert_eq!(names[0].to_string(), "月报备份_2022-03-20_0900__升级前.sqlite");
        let kept = Connection::open(copies.join(names[0].to_string())).unwrap();
        assert_eq!(schema(&kept).unwrap(), newest - 1);
    }

    #[test]
    fn without_the_copy_nothing_is_converted() {
        let folder = tempfile::tempdir().unwrap();
        let (connection, later, newest) = before_a_later_version(folder.path());
        File::create(folder.path().join(copy::COPIES_FOLDER)).unwrap();
        let file = Side::Reporting.file_in(folder.path());
        let failure = migrate(Side::Reporting, connection, &file, &later, newest).unwrap_err();
        assert!(matches!(failure, Failure::Refused(StoreError::NoCopyBeforeUpgrade { .. })), "{failure:?}");
        assert_eq!(schema(&Connection::open(&file).unwrap()).unwrap(), newest - 1);
    }

    #[test]
    fn files_whose_bytes_the_tables_held_lie_beside_them_after() {
        let (folder, mut connection) = (tempfile::tempdir().unwrap(), Connection::open_in_memory().unwrap());
        MIGRATIONS.to_version(&mut connection, 5).unwrap();
        let [page, table, scan, other] = [b"1", b"2", b"3", b"4"].map(|bytes| sha256(bytes));
        let filled = format!(
            "INSERT INTO unit VALUES (1, '龙沙镇', 'township', '', '', '2022-01', 'no');
            INSERT INTO report (id, unit, form, month) VALUES (1, 1, 'annex2', '2022-01');
            INSERT INTO revision VALUES (7, 1, 0, '', '', '', ''), (8, 1, 1, '', '', '', '');
            INSERT INTO document VALUES (3, 7, 1, '表.pdf', x'31', '{page}'), (4, 7, 2, '表.xlsx', x'32', '{table}');
            INSERT INTO scan VALUES (7, '扫描件.pdf', x'33', '{scan}'), (8, '坏的.pdf', x'30', '{other}');
            INSERT INTO sending VALUES (7, '', '', '');"
        );
        connection.execute_batch(&filled).unwrap();
        let file = Side::Reporting.file_in(folder.path());
        let after = migrate(Side::Reporting, connection, &file, &MIGRATIONS, NEWEST).unwrap();
        let files = KeptFiles::in_folder(folder.path());
        for (digest, bytes) in [(page, b"1"), (table, b"2"), (scan, b"3")] {
            assert_eq!(files.bytes(&digest).unwrap(), bytes);
        }
        assert_eq!(files.bytes(&other), Err(FileLoss::Missing), "what was damaged is not taken over");
        assert_eq!(files::named(&after).unwrap().len(), 4, "every one is still named");
        for change in ["UPDATE document SET name = 'x'", "DELETE FROM document", "DELETE FROM scan"] {
            after.execute(change, []).unwrap_err();
        }
    }

    #[test]
    fn a_value_the_log_does_not_know_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        let (connection, _in_use) = open(Side::Reporting, folder.path()).unwrap();
        connection
            .execute("INSERT INTO report (unit, form, month) VALUES (1, 'annex2', '2022-01')", [])
            .unwrap_err();
        connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
        connection
            .execute("INSERT INTO opening (unit, form, figure, text) VALUES (1, '', '1a', '1')", [])
            .unwrap();
        assert!(!verify::agrees_with_log(&connection).unwrap());
    }

    #[test]
    fn the_log_only_grows() {
        let folder = tempfile::tempdir().unwrap();
        let (connection, _in_use) = open(Side::Reporting, folder.path()).unwrap();
        connection.execute("INSERT INTO operation (at, person, kind) VALUES ('', '', '')", []).unwrap();
        for statement in ["UPDATE operation SET person = 'x'", "DELETE FROM operation"] {
            assert!(connection.execute(statement, []).unwrap_err().to_string().contains("only grows"));
        }
    }
}
