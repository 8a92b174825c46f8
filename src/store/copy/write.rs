//! Writing a copy. It gets its name only when it is on the disk and was found sound.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::{CopyMark, CopyName};
use crate::disk;
use crate::store::error::{Failure, StoreError};
use crate::store::files;
use crate::store::kept_files::{KeptFiles, LostFile};
use crate::store::text::parsed;
use crate::store::{Side, schema, verify};

/// The folder inside the data folder that holds the copies.
pub const COPIES_FOLDER: &str = "backups";

/// Makes a copy before the tables are converted. An empty store needs none.
pub(in crate::store) fn before_upgrade(
    side: Side,
    connection: &Connection,
    folder: &Path,
) -> Result<(), Failure> {
    let Some(changed) = changed(connection)? else { return Ok(()) };
    let files = KeptFiles::in_folder(folder);
    let folder = folder.join(COPIES_FOLDER);
    fs::create_dir_all(&folder)?;
    let unit = unit_name(connection)?.unwrap_or_default();
    let name = CopyName::new(side, changed.naive_local(), &unit, CopyMark::BeforeUpgrade);
    write(connection, &files, &folder, name).map(drop)
}

pub(super) fn write(
    connection: &Connection,
    files: &KeptFiles,
    folder: &Path,
    name: CopyName,
) -> Result<(PathBuf, Vec<LostFile>), Failure> {
    let temporary = disk::temporary_in(folder)?.into_temp_path();
    vacuum_into(connection, &temporary)?;
    // Windows flushes only files that are open for writing.
    OpenOptions::new().write(true).open(&temporary)?.sync_all()?;
    let copy = Connection::open_with_flags(&temporary, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if !check(&copy)? {
        return Err(Failure::Refused(StoreError::Damaged(folder.join(name.to_string()))));
    }
    let lost = KeptFiles::in_folder(folder).take_from(files, &files::named(&copy)?)?;
    drop(copy);
    let path = folder.join(name.after(&names_in(folder)).to_string());
    disk::rename(temporary, &path)?;
    disk::sync_folder(folder);
    Ok((path, lost))
}

/// The names of all copies in a folder; empty if the folder cannot be read.
pub fn names_in(folder: &Path) -> Vec<CopyName> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| CopyName::parse(file.file_name().to_str()?)).collect()
}

pub(super) fn vacuum_into(connection: &Connection, file: &Path) -> Result<(), Failure> {
    connection.execute("VACUUM INTO ?1", [Name(file)])?;
    Ok(())
}

/// A path as SQLite takes one. On Unix it may be any bytes, and none of them is lost.
struct Name<'path>(&'path Path);

impl ToSql for Name<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        #[cfg(unix)]
        let name = Some(std::os::unix::ffi::OsStrExt::as_bytes(self.0.as_os_str()));
        #[cfg(not(unix))]
        let name = self.0.to_str().map(str::as_bytes);
        let name = name.ok_or_else(|| {
            rusqlite::Error::ToSqlConversionFailure(io::Error::from(ErrorKind::InvalidFilename).into())
        })?;
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(name)))
    }
}

pub(super) fn check(connection: &Connection) -> Result<bool, Failure> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let sound = answer == "ok" && !schema::has_dangling(connection)? && schema::is_as_made(connection)?;
    // The comparison knows the newest tables only; an older copy is compared when it is converted.
    Ok(sound && (!schema::is_newest(connection)? || verify::agrees_with_log(connection)?))
}

pub(super) fn unit_name(connection: &Connection) -> Result<Option<String>, Failure> {
    Ok(connection.query_row("SELECT name FROM unit ORDER BY id LIMIT 1", [], |row| row.get(0)).optional()?)
}

pub(super) fn changed(connection: &Connection) -> Result<Option<DateTime<FixedOffset>>, Failure> {
    let at: Option<String> = connection
        .query_row("SELECT at FROM operation ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .optional()?;
    at.map(|at| parsed(&at)).transpose()
}
