//! A file that lies on the disk: no link, nothing but a file, and the same before and after it was read.

use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::path::Path;
use std::time::SystemTime;

use super::IncomingError;
use super::archive::Archive;
use super::limits::HEAD;
use super::sort::{Sort, sort};
use crate::disk::{self, NotRead};

/// How often a file is read that changes meanwhile.
const ATTEMPTS: u32 = 2;

/// What was read of a file.
pub(super) enum Loose {
    Bytes(Vec<u8>),
    /// An archive too large for the memory: it is unpacked from the disk.
    Archive(Archive<BufReader<File>>, Stamp),
}

/// How a file looked: if it looks the same later, nobody wrote to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    File,
    Folder,
}

/// What stands at a path. A link is refused, wherever it leads.
pub(super) fn standing(path: &Path) -> Result<Standing, IncomingError> {
    let kind = fs::symlink_metadata(path).map_err(|error| unavailable(&error))?.file_type();
    if kind.is_symlink() {
        Err(IncomingError::Link)
    } else if kind.is_dir() {
        Ok(Standing::Folder)
    } else if kind.is_file() {
        Ok(Standing::File)
    } else {
        Err(IncomingError::NoFile)
    }
}

pub(super) fn unavailable(error: &std::io::Error) -> IncomingError {
    IncomingError::Unavailable(disk::in_words(error))
}

/// How a file looks now.
pub(super) fn stamp(path: &Path) -> Result<Stamp, IncomingError> {
    let metadata = fs::symlink_metadata(path).map_err(|error| unavailable(&error))?;
    Ok(Stamp { size: metadata.len(), modified: metadata.modified().ok() })
}

/// Reads a file, and once more if it changed meanwhile. `meanwhile` is called when the bytes are read, for tests.
pub(super) fn read(path: &Path, name: &str, meanwhile: &mut dyn FnMut()) -> Result<Loose, IncomingError> {
    for _ in 0..ATTEMPTS {
        let before = stamp(path)?;
        let mut file = disk::open(path).map_err(|problem| match problem {
            NotRead::Unavailable(error) => unavailable(&error),
            _ => IncomingError::NoFile,
        })?;
        let mut bytes = Vec::new();
        let failed = |error: std::io::Error| unavailable(&error);
        (&mut file).take(HEAD).read_to_end(&mut bytes).map_err(failed)?;
        let sort = sort(name, &bytes)?;
        if before.size > sort.most() {
            return if sort == Sort::Package {
                from_disk(file, name, before)
            } else {
                Err(sort.too_large(before.size))
            };
        }
        let rest = (sort.most() + 1).saturating_sub(bytes.len() as u64);
        (&mut file).take(rest).read_to_end(&mut bytes).map_err(failed)?;
        meanwhile();
        if bytes.len() as u64 == before.size && stamp(path)? == before {
            return Ok(Loose::Bytes(bytes));
        }
    }
    Err(IncomingError::Changed)
}

/// An archive that is not read into the memory. A workbook or a Word file would have to be.
fn from_disk(file: File, name: &str, stamp: Stamp) -> Result<Loose, IncomingError> {
    let archive = Archive::open(BufReader::new(file))?;
    match archive.kind(name) {
        None => Ok(Loose::Archive(archive, stamp)),
        Some(kind) => Err(Sort::Is(kind?).too_large(stamp.size)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn add(path: &Path) {
        File::options().append(true).open(path).unwrap().write_all(b",1").unwrap();
    }

    #[test]
    fn a_file_that_somebody_writes_is_read_once_more_and_then_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("3月.csv");
        File::create(&path).unwrap().write_all(b"1").unwrap();
        let mut times = 0;
        let read_once_more = read(&path, "3月.csv", &mut || {
            times += 1;
            if times == 1 {
                add(&path);
            }
        });
        assert!(matches!(read_once_more, Ok(Loose::Bytes(bytes)) if bytes == b"1,1"));
        assert_eq!(times, 2);
        let refused = read(&path, "3月.csv", &mut || add(&path));
        assert!(matches!(refused, Err(IncomingError::Changed)));
    }
}
