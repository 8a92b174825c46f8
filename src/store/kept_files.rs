//! The files kept with the records, scans of sealed pages, of one's own reports and of those that came in, and files as they
//! were exported: each lies in a folder beside the database, named by the digest of its bytes, and the database holds its
//! name and digest.
//!
//! Opening and saving do not read them, however many there are. A file is checked whenever it is used, by each backup
//! and by the doctor; one that is damaged or missing is told by its name, and takes no figure with it.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::Connection;

use super::error::Failure;
use crate::digest::{SHA_256_DIGITS, sha256, sha256_of};
use crate::disk::{self, NotRead};
use crate::period::Month;
use crate::wording::quoted;

/// The folder beside a database, or beside its copies, that holds the kept files.
pub const FILES_FOLDER: &str = "月报存档";

/// More than any file that is kept; what stands in its place may have no end.
const MOST_BYTES: u64 = 1 << 30;

/// What the folder is for, for people; with the mark by which an old Notepad knows UTF-8.
const NOTE: (&str, &str) = (
    "说明.txt",
    "\u{feff}山城月报的盖章扫描件和存档的报表，每个文件以自己的校验码为名。请不要删除、改名；备份拷到别处时，连同这个文件夹一起拷。\r\n",
);

/// A file that the records name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptFile {
    /// The month of the report that it belongs to; nothing of a scan that came in.
    pub(super) month: Option<Month>,
    pub(super) name: String,
    pub(super) digest: String,
}

/// A file that the records name, and that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostFile {
    file: KeptFile,
    loss: FileLoss,
}

/// The kept files of a store.
#[derive(Debug, Default)]
pub struct FoundFiles {
    /// Where the undamaged ones lie, each with its name as seen from the folder of its database.
    pub paths: Vec<(String, PathBuf)>,
    pub lost: Vec<LostFile>,
}

impl fmt::Display for LostFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, loss } = self;
        let of = file.month.map_or_else(|| "收到".to_owned(), Month::name);
        write!(formatter, "{of}的{}{}", quoted(&file.name), loss.words())
    }
}

impl LostFile {
    /// What to do where no copy has lost files either, as the end of a sentence.
    pub fn else_do(lost: &[Self]) -> &'static str {
        let is_received = |lost: &&Self| lost.file.month.is_none();
        match lost.iter().filter(is_received).count() {
            0 => "找不回来的扫描件，可以重新附上",
            received if received == lost.len() => "找不回来的，请向单位再要一份同样的文件，收进来就补上了",
            _ => "找不回来的扫描件，自己附的可以重新附上，收到的请向单位再要一份同样的文件，收进来就补上了",
        }
    }
}

/// Why a kept file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileLoss {
    Missing,
    Damaged,
}

impl FileLoss {
    /// What happened to it, as the end of a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Missing => "不见了",
            Self::Damaged => "已损坏",
        }
    }
}

/// The folders in which the kept files of a store are looked for; the first of them takes new ones.
#[derive(Clone, Debug)]
pub(super) struct KeptFiles {
    folders: Vec<PathBuf>,
}

impl KeptFiles {
    /// The kept files beside the database in a folder.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folders: vec![folder.join(FILES_FOLDER)] }
    }

    /// Looks beside another database too: the one that this one was copied from.
    pub(super) fn and_beside(mut self, file: &Path) -> Self {
        self.folders.extend(file.parent().map(|folder| folder.join(FILES_FOLDER)));
        self
    }

    /// Keeps a file; it is on the disk when this returns.
    pub(super) fn keep(&self, digest: &str, bytes: &[u8]) -> io::Result<()> {
        if self.find(digest).is_ok() {
            return Ok(());
        }
        write(self.own()?, digest, |file| file.write_all(bytes))
    }

    /// The bytes of a file, exactly as they were kept.
    pub(super) fn bytes(&self, digest: &str) -> Result<Vec<u8>, FileLoss> {
        let mut loss = FileLoss::Missing;
        for path in self.paths(digest) {
            match disk::bytes_of(&path, MOST_BYTES) {
                Ok(bytes) if sha256(&bytes) == digest => return Ok(bytes),
                read => loss = worse(loss, &read.map(drop)),
            }
        }
        Err(loss)
    }

    /// Whether a file is there undamaged.
    pub(super) fn is_whole(&self, digest: &str) -> bool {
        self.find(digest).is_ok()
    }

    /// Where an undamaged file lies.
    fn find(&self, digest: &str) -> Result<PathBuf, FileLoss> {
        let mut loss = FileLoss::Missing;
        for path in self.paths(digest) {
            match digest_of(&path) {
                Ok(found) if found == digest => return Ok(path),
                read => loss = worse(loss, &read.map(drop)),
            }
        }
        Err(loss)
    }

    /// Copies the files of these digests that are not there undamaged already into this place. Returns those
    /// that are lost in both.
    pub(super) fn take_from(&self, others: &Self, files: &[KeptFile]) -> io::Result<Vec<LostFile>> {
        let mut missed = Vec::new();
        for file in files {
            if let Ok(path) = self.find(&file.digest) {
                // A copy that is being made counts on it: an old file that none names yet would be cleared away.
                let _stays_old = File::options()
                    .write(true)
                    .open(path)
                    .and_then(|file| file.set_modified(SystemTime::now()));
                continue;
            }
            match others.find(&file.digest) {
                Err(loss) => missed.push(LostFile { file: file.clone(), loss }),
                Ok(path) => {
                    let mut from = File::open(path)?;
                    write(self.own()?, &file.digest, |to| io::copy(&mut from, to).map(drop))?;
                }
            }
        }
        Ok(missed)
    }

    /// Looks for each of these files once, and checks it.
    pub(super) fn look_for(&self, files: Vec<KeptFile>) -> FoundFiles {
        let mut seen = HashSet::new();
        let mut found = FoundFiles::default();
        for file in files {
            if !seen.insert(file.digest.clone()) {
                continue;
            }
            match self.find(&file.digest) {
                Ok(path) => found.paths.push((format!("{FILES_FOLDER}/{}", file.digest), path)),
                Err(loss) => found.lost.push(LostFile { file, loss }),
            }
        }
        found
    }

    pub(super) fn remove(&self, digest: &str) -> io::Result<()> {
        self.folders.first().and_then(|folder| path_in(folder, digest)).map_or(Ok(()), fs::remove_file)
    }

    fn paths(&self, digest: &str) -> impl Iterator<Item = PathBuf> {
        self.folders.iter().filter_map(move |folder| path_in(folder, digest))
    }

    /// The folder that takes new files; creates it if it does not exist.
    fn own(&self) -> io::Result<&Path> {
        let folder = self.folders.first().ok_or(io::ErrorKind::NotFound)?;
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            // Whoever finds the folder may take it for rubbish. Without the note it works as well.
            let (name, text) = NOTE;
            let _unexplained =
                File::create(folder.join(name)).and_then(|mut file| file.write_all(text.as_bytes()));
        }
        Ok(folder)
    }
}

/// The path of a file. A digest comes from a database that may be anybody's, and must not lead out of the folder.
fn path_in(folder: &Path, digest: &str) -> Option<PathBuf> {
    is_digest(digest).then(|| folder.join(digest))
}

pub(super) fn is_digest(text: &str) -> bool {
    text.len() == SHA_256_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn worse(loss: FileLoss, read: &Result<(), NotRead>) -> FileLoss {
    match read {
        Err(NotRead::Unavailable(error)) if error.kind() == io::ErrorKind::NotFound => loss,
        Ok(()) | Err(_) => FileLoss::Damaged,
    }
}

fn digest_of(path: &Path) -> Result<String, NotRead> {
    disk::open(path).and_then(|file| sha256_of(file).map_err(NotRead::Unavailable))
}

/// Whether a name is that of a kept file with that digest, seen from the folder of its database.
pub(crate) fn is_name_of_kept_file(name: &str, digest: &str) -> bool {
    is_digest(digest)
        && name.strip_prefix(FILES_FOLDER).and_then(|name| name.strip_prefix('/')) == Some(digest)
}

/// Writes a file and reads it back before it gets its name.
fn write(folder: &Path, digest: &str, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let Some(path) = path_in(folder, digest) else { return Err(io::ErrorKind::InvalidData.into()) };
    disk::write_whole(&path, fill, |written| match digest_of(written) {
        Ok(found) if found == digest => Ok(()),
        Ok(_) | Err(_) => Err(io::ErrorKind::InvalidData.into()),
    })
}

/// Whether the tables still hold the bytes of the kept files.
pub(super) fn are_inside(connection: &Connection) -> Result<bool, Failure> {
    let mut query = connection.prepare("SELECT 1 FROM pragma_table_info('document') WHERE name = 'bytes'")?;
    Ok(query.exists([])?)
}

/// Writes the files beside the database that its tables still hold. What is damaged there is left behind, and is told
/// as missing; the copy from before the conversion has it.
pub(super) fn move_out(connection: &Connection, files: &KeptFiles) -> Result<(), Failure> {
    for table in ["document", "scan"] {
        let mut exists =
            connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?;
        if !exists.exists([table])? {
            continue;
        }
        let mut query = connection.prepare(&format!("SELECT digest, bytes FROM {table}"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (digest, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
            if sha256(&bytes) == digest {
                files.keep(&digest, &bytes)?;
            }
        }
    }
    Ok(())
}
