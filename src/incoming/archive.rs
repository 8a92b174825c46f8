//! A .zip archive: what it lists, whether it is to be trusted, and its entries' bytes, one at a time.
//!
//! Nothing that it states is believed: its list, its sizes and what really comes out are limited each.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use memchr::memmem;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::limits::{HEAD, MOST_FILES};
use super::name::{decoded, ending};
use super::{IncomingError, Kind};

/// The most bytes that are read to list an archive's entries: 10,000 names of a thousand bytes.
const LONGEST_LIST: u64 = 10 << 20;
/// Where the end of the list is looked for: the end record with the longest comment, and a locator before it.
const END_RECORDS: u64 = (1 << 16) + 22 + 20;
/// The mark of a locator for archives of more than 65,535 entries or 4 GB. A list of that form may state any length.
const LOCATOR: &[u8] = b"PK\x06\x07";
/// An archive that unpacks to more than this…
const SUSPICIOUS: u64 = 16 << 20;
/// …and to so many times its size is made to do harm. Old workbooks come to 20 times, texts to 30.
const MOST_TIMES: u64 = 100;

/// An archive whose entries can be read.
pub(super) struct Archive<R> {
    zip: ZipArchive<Metered<R>>,
}

/// An entry as the archive lists it.
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) is_folder: bool,
    pub(super) is_link: bool,
}

impl<R: Read + Seek> Archive<R> {
    /// Lists the entries. A workbook can be opened too; [`kind`](Self::kind) tells it.
    pub(super) fn open(mut reader: R) -> Result<Self, IncomingError> {
        if has_locator(&mut reader).map_err(|_| IncomingError::ArchiveDamaged)? {
            return Err(IncomingError::ArchiveTooLong);
        }
        let left = Rc::new(Cell::new(LONGEST_LIST));
        let metered = Metered { inner: reader, left: Rc::clone(&left) };
        let zip = ZipArchive::new(metered).map_err(|_| match left.get() {
            0 => IncomingError::ArchiveTooLong,
            _ => IncomingError::ArchiveDamaged,
        })?;
        left.set(u64::MAX);
        Ok(Self { zip })
    }

    /// What it is if it is one file of an office program and no archive.
    pub(super) fn kind(&self, name: &str) -> Option<Result<Kind, IncomingError>> {
        let names: BTreeSet<String> =
            self.zip.file_names_raw().map(|name| decoded(name).replace('\\', "/").to_lowercase()).collect();
        let has = |wanted: &str| names.contains(wanted);
        let has_folder = |folder: &str| names.iter().any(|name| name.starts_with(folder));
        let is_open_document = has("mimetype") && has("content.xml");
        if has("ofd.xml") {
            Some(Err(IncomingError::OtherPicture("OFD")))
        } else if is_open_document {
            let is_text = matches!(ending(name).as_str(), "odt" | "ott");
            let other =
                if is_text { IncomingError::OtherDocument("odt") } else { IncomingError::OtherTable("ods") };
            Some(Err(other))
        } else if has("[content_types].xml") {
            Some(if has_folder("word/") {
                Ok(Kind::Document)
            } else if has_folder("ppt/") {
                Err(IncomingError::Unknown(ending(name)))
            } else {
                // Whatever else it may be, the reader of tables says it better.
                Ok(Kind::Table)
            })
        } else {
            None
        }
    }

    /// Refuses an archive that is made to do harm, before anything is unpacked.
    pub(super) fn examine(&mut self) -> Result<(), IncomingError> {
        if self.zip.len() > MOST_FILES {
            return Err(IncomingError::ArchiveTooLong);
        }
        if self.zip.has_duplicate_names() {
            return Err(IncomingError::SameNames);
        }
        let (mut packed, mut unpacked) = (0_u64, 0_u64);
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_data(index).map_err(|error| refusal(&error))?;
            packed = packed.saturating_add(entry.compressed_size());
            unpacked = unpacked.saturating_add(entry.size());
        }
        if unpacked > SUSPICIOUS && unpacked / packed.max(1) > MOST_TIMES {
            return Err(IncomingError::Bomb);
        }
        match self.zip.has_overlapping_entries() {
            Ok(false) => Ok(()),
            Ok(true) => Err(IncomingError::Bomb),
            Err(error) => Err(refusal(&error)),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.zip.len()
    }

    pub(super) fn entry(&self, index: usize) -> Result<Entry, IncomingError> {
        let entry = self.zip.by_index_data(index).map_err(|error| refusal(&error))?;
        let path = decoded(entry.name_raw()).into_owned();
        // A name in GB18030 may end in a byte that is no backslash of its own.
        let is_folder = path.ends_with(['/', '\\']);
        Ok(Entry { path, is_folder, is_link: entry.is_symlink() })
    }

    /// Unpacks an entry. `most` says from its beginning how many bytes it may have.
    pub(super) fn read(
        &mut self,
        index: usize,
        most: impl FnOnce(&[u8], u64) -> Result<(), IncomingError>,
    ) -> Result<Vec<u8>, IncomingError> {
        let entry = self.zip.by_index_data(index).map_err(|error| refusal(&error))?;
        if entry.encrypted() {
            return Err(IncomingError::ArchiveEncrypted);
        }
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(IncomingError::ArchiveMethod);
        }
        let size = entry.size();
        let mut file = self.zip.by_index(index).map_err(|error| refusal(&error))?;
        let mut bytes = Vec::new();
        let failed = |_| IncomingError::ArchiveDamaged;
        (&mut file).take(HEAD.min(size.saturating_add(1))).read_to_end(&mut bytes).map_err(failed)?;
        most(&bytes, size)?;
        // One byte more than stated, so that the end is reached and the checksum is compared.
        let rest = size.saturating_sub(bytes.len() as u64).saturating_add(1);
        (&mut file).take(rest).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(IncomingError::ArchiveDamaged) }
    }
}

fn refusal(error: &ZipError) -> IncomingError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            IncomingError::ArchiveEncrypted
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            IncomingError::ArchiveMethod
        }
        _ => IncomingError::ArchiveDamaged,
    }
}

/// Whether the end of a file locates a list for very large archives.
fn has_locator(reader: &mut (impl Read + Seek)) -> io::Result<bool> {
    let size = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(size.saturating_sub(END_RECORDS)))?;
    let mut end = Vec::new();
    reader.take(END_RECORDS).read_to_end(&mut end)?;
    reader.seek(SeekFrom::Start(0))?;
    Ok(memmem::find(&end, LOCATOR).is_some())
}

/// A reader that gives only so much.
struct Metered<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.left.get().saturating_sub(read as u64);
        self.left.set(left);
        if left == 0 { Err(io::ErrorKind::QuotaExceeded.into()) } else { Ok(read) }
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests;
