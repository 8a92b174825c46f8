//! Looking at data in a folder that takes nothing: a read-only disk, a full one, a folder of somebody else. Nothing
//! is created, locked, converted or repaired there, and a change is refused with the reason.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::database_files::{COMPANIONS, WAL, beside, has_content};
use super::error::{Failure, StoreError};
use super::folder::Identity;
use super::kept_files::KeptFiles;
use super::looking::Looking;
use super::schema::{check_side, is_as_made, is_newest, is_sound};
use super::{Side, Store, kept_notices, verify};
use crate::disk::{self, in_words};

impl Store {
    /// Opens the store of a side in its folder. Where the folder takes nothing, the store can only be looked at.
    pub fn open_or_look(side: Side, folder: &Path) -> Result<Self, StoreError> {
        let refusal = match Self::open(side, folder) {
            Err(refusal) => refusal,
            opened => return opened,
        };
        match Looking::of(&refusal) {
            Some(why) => look(side, folder, why, refusal),
            None => Err(refusal),
        }
    }

    pub(super) fn look_again(&self, why: Looking) -> Result<Self, StoreError> {
        let refusal = why.refusal(&self.folder);
        look(self.side, &self.folder, why, refusal)
    }

    /// Why the folder of this store takes nothing, as a sentence; `None` if it does, or if this is a copy.
    pub fn unwritable(&self) -> Option<String> {
        let why = self.looking.as_ref().filter(|why| **why != Looking::Copy)?;
        let folder = crate::wording::quoted(self.folder.display());
        Some(format!(
            "数据文件夹{folder}现在不能写入（{}），只能查看，填的数保存不了，以前保存的都在。请取消只读、腾出空间，或换一个能写入的文件夹",
            why.in_words()
        ))
    }
}

fn look(side: Side, folder: &Path, why: Looking, refusal: StoreError) -> Result<Store, StoreError> {
    let file = side.file_in(folder);
    match fs::metadata(&file) {
        Ok(metadata) if metadata.len() > 0 => {}
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            let reason = in_words(&error);
            return Err(StoreError::FolderUnavailable { folder: folder.to_owned(), reason });
        }
        Ok(_) | Err(_) if folder.is_dir() => {
            let reason = why.in_words().to_owned();
            return Err(StoreError::NothingThere { folder: folder.to_owned(), reason });
        }
        Ok(_) | Err(_) => return Err(refusal),
    }
    check_side(side, &file)?;
    if let Ok(Some(connection)) = in_place(&file) {
        let identity = Identity::of(&file);
        let notices = kept_notices::read(&connection, None)
            .map_err(|failure| StoreError::from_failure_of(&file, failure))?;
        let folder = folder.to_owned();
        return Ok(Store {
            connection,
            side,
            files: KeptFiles::in_folder(&folder),
            folder,
            notices,
            inbox: super::known::Known::default(),
            identity,
            looking: Some(why),
            _in_use: None,
            _copy: None,
            known: BTreeSet::new(),
        });
    }
    let copy = copy_of(&file).map_err(|error| StoreError::while_copying(&file, error))?;
    let opened = Store::open(side, copy.path()).map_err(|error| error.about(&file))?;
    let (folder, identity) = (folder.to_owned(), Identity::of(&file));
    let files = opened.files.and_beside(&file);
    Ok(Store { folder, files, identity, looking: Some(why), _copy: Some(copy), ..opened })
}

/// Opens the file where it is; `None` if it must first be put right: converted, or completed from its log.
fn in_place(file: &Path) -> Result<Option<Connection>, Failure> {
    let companions = || COMPANIONS.map(|ending| beside(file, ending));
    if companions().iter().any(|companion| companion.exists()) {
        // Another program may have it open: SQLite's locks hold.
        let opened = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match as_it_is(opened) {
            Ok(connection) => return Ok(connection),
            Err(_) if companions().iter().any(|companion| has_content(companion)) => return Ok(None),
            Err(_) => {}
        }
    }
    // Nothing of the file is elsewhere, so it needs no log and no lock, which could not be made here.
    let uri = format!("file:{}?immutable=1", encoded(file));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    as_it_is(Connection::open_with_flags(uri, flags)?)
}

fn as_it_is(connection: Connection) -> Result<Option<Connection>, Failure> {
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    let usable = is_newest(&connection)?
        && is_sound(&connection)?
        && is_as_made(&connection)?
        && verify::agrees_with_log(&connection)?;
    Ok(usable.then_some(connection))
}

/// A copy of the file, and of the log beside it, where there is room. It is deleted with the returned folder.
fn copy_of(file: &Path) -> io::Result<TempDir> {
    /// The memory of the computer, where the disk with the usual place is full too.
    const MEMORY: &str = "/dev/shm";
    copy_into(disk::private_folder(), file)
        .or_else(|error| copy_into(disk::private_folder_in(Path::new(MEMORY)), file).map_err(|_| error))
}

fn copy_into(folder: io::Result<TempDir>, file: &Path) -> io::Result<TempDir> {
    let folder = folder?;
    let copy = folder.path().join(file.file_name().unwrap_or_default());
    disk::copy_contents(file, &copy)?;
    for ending in [WAL, "-journal"] {
        match disk::copy_contents(&beside(file, ending), &beside(&copy, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(folder)
}

/// A path as SQLite's URIs write it: every byte but the plainest as a number.
fn encoded(file: &Path) -> String {
    use std::fmt::Write as _;
    let path = if cfg!(windows) {
        format!("/{}", file.display()).replace('\\', "/").into()
    } else {
        file.as_os_str().to_owned()
    };
    path.as_encoded_bytes().iter().fold(String::new(), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b':') {
            uri.push(char::from(*byte));
        } else {
            let _cannot_fail = write!(uri, "%{byte:02x}");
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_path_with_every_byte_is_found() {
        use std::os::unix::ffi::OsStrExt as _;
        let folder = tempfile::tempdir().unwrap();
        let all: Vec<u8> = (1..=255).filter(|byte| *byte != b'/').collect();
        for name in all.chunks(60) {
            let file = folder.path().join(std::ffi::OsStr::from_bytes(name));
            Connection::open(&file).unwrap().execute_batch("CREATE TABLE here (x)").unwrap();
            let uri = format!("file:{}?immutable=1", encoded(&file));
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            let opened = Connection::open_with_flags(uri, flags).unwrap();
            assert!(opened.prepare("SELECT x FROM here").is_ok(), "{name:?}");
        }
    }
}
