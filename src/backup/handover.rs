//! Everything in one file, to be taken to another computer: `.yuebao`.
//!
//! The file begins with four lines that anybody can read: the kind of file, the length of the rest, the
//! digest of the rest, and the digest of these lines. With them a file that was cut short, a changed byte and
//! a wrong passphrase can be told apart before the content is trusted. After them comes a zip with a manifest
//! and the data, either as it is or encrypted with a passphrase in age's format.

mod container;
mod envelope;
mod error;

use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Read, Seek};
use std::iter;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::stream::StreamReader;
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use chrono::{DateTime, FixedOffset};
use tempfile::TempDir;

pub use error::HandoverError;

use super::error::listed;
use super::{Backup, BackupError, describe};
use crate::digest::sha256_of;
use crate::disk::{self, Kind, NotRead};
use crate::error::Error;
use crate::output::write_and_check;
use crate::period::moment_name;
use crate::store::{FILES_FOLDER, FoundFiles, LostFile, Side, Store, StoreError, copy_is_sound, lost_beside};
use container::Container;
use envelope::Payload;

/// The extension of a handover file.
pub const ENDING: &str = "yuebao";

/// The scrypt work factor: 2^17 makes each guess of a passphrase cost about half a second on an office computer.
const WORK: u8 = 17;
/// The largest work factor that is accepted, so that a forged file cannot keep the computer busy for minutes.
const MOST_WORK: u8 = 20;

/// An opened handover file. Its temporary folder is deleted when this value is dropped.
#[derive(Debug)]
pub struct Unpacked {
    folder: TempDir,
    side: Side,
    /// The file that was opened.
    file: PathBuf,
    /// What is in it, as shown in the list of backups.
    pub backup: Backup,
    /// The kept files that its data name and that are not in it.
    pub lost: Vec<LostFile>,
}

impl Unpacked {
    /// The path of the unpacked data.
    pub fn data(&self) -> PathBuf {
        self.side.file_in(self.folder.path())
    }

    /// Refuses to take the place of the data in a folder, where that is the other side's.
    pub fn refuse_other_side(&self, folder: &Path) -> Result<(), StoreError> {
        match Side::found_in(folder) {
            Some(wanted) if wanted != self.side => {
                Err(StoreError::OtherSide { file: self.file.clone(), found: self.side, wanted })
            }
            _ => Ok(()),
        }
    }

    /// Creates a data folder from it. Refuses a folder that already holds something: two sets of data are
    /// never mixed.
    pub fn save_in(&self, folder: &Path) -> Result<(), HandoverError> {
        let write = || -> io::Result<bool> {
            if !matches!(disk::kind(folder)?, Some(Kind::Folder) | None) {
                return Err(ErrorKind::NotADirectory.into());
            }
            fs::create_dir_all(folder)?;
            if fs::read_dir(folder)?.next().is_some() {
                return Ok(false);
            }
            // The data come last: a folder that has them is complete.
            let kept = self.folder.path().join(FILES_FOLDER);
            if kept.is_dir() {
                let to = folder.join(FILES_FOLDER);
                fs::create_dir(&to)?;
                for file in fs::read_dir(kept)? {
                    let file = file?;
                    copy(&file.path(), &to.join(file.file_name()))?;
                }
            }
            copy(&self.data(), &self.side.file_in(folder))?;
            Ok(true)
        };
        // The folder was empty: what is half there must not keep a second try out.
        let cleared = |error| {
            let _stays = fs::remove_dir_all(folder.join(FILES_FOLDER));
            HandoverError::no_room(error)
        };
        let data = self.side.file_in(folder);
        let is_kept = || {
            copy_is_sound(&data).unwrap_or(false)
                && lost_beside(folder, std::slice::from_ref(&data)) == self.lost
        };
        match write() {
            // What the disk took is read back: a bad stick keeps something else.
            Ok(true) if is_kept() => Ok(()),
            Ok(true) => Err(HandoverError::NotKept(folder.to_owned())),
            Ok(false) => Err(HandoverError::FolderNotEmpty(folder.to_owned())),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                Err(HandoverError::FolderIsFile(folder.to_owned()))
            }
            Err(error) => Err(cleared(error)),
        }
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut from = File::open(from)?;
    disk::write_whole(to, |file| io::copy(&mut from, file).map(drop), |_| Ok(()))
}

/// What was packed.
#[derive(Debug)]
pub struct Packed {
    pub path: PathBuf,
    /// The SHA-256 of the file.
    pub digest: String,
    /// The kept files that are not in it, because they are lost.
    pub lost: Vec<LostFile>,
}

impl Packed {
    /// What the officer should know of it; nothing if everything is in it.
    pub fn problem(&self) -> Option<String> {
        let told = || {
            format!(
                "已打包，但存档的文件有 {} 个不能用，没有放进去：{}。报表里的数都在。请点“立即备份”（有第二备份位置的先接好）把它们找回来，再打包一次",
                self.lost.len(),
                listed(&self.lost)
            )
        };
        (!self.lost.is_empty()).then(told)
    }
}

/// Packs everything that is stored into a file, which gets its name when it was read back and found whole.
pub fn pack(
    store: &Store,
    now: DateTime<FixedOffset>,
    passphrase: Option<&str>,
    path: &Path,
) -> Result<Packed, Error> {
    if store.contents()?.unit.is_none() {
        return Err(BackupError::NothingYet.into());
    }
    let is_other = path.extension().is_none_or(|ending| ending != ENDING);
    if store.is_own_file(path) || (is_other && lies_in(path, store.folder())) {
        return Err(HandoverError::AmongData(path.to_owned()).into());
    }
    let passphrase = if_not_empty(passphrase);
    let folder = disk::private_folder().map_err(HandoverError::no_room)?;
    let data = store.side().file_in(folder.path());
    let FoundFiles { paths, lost } = store.copy_for_another(&data)?;
    let files: Vec<_> = iter::once((store.side().file_name().to_owned(), data)).chain(paths).collect();
    let encryptor = passphrase.map(encryptor).transpose()?;
    let kind = if encryptor.is_some() { Payload::Encrypted } else { Payload::Plain };
    let digest = write_and_check(
        path,
        |file| {
            envelope::write(file, kind, |mut out| match encryptor {
                None => container::pack(&mut out, now, &files),
                Some(encryptor) => {
                    let mut encrypted = encryptor.wrap_output(out)?;
                    container::pack(&mut encrypted, now, &files)?;
                    encrypted.finish().map(drop)
                }
            })
        },
        |written| check(written, passphrase),
    )?;
    Ok(Packed { path: path.to_owned(), digest, lost })
}

/// Whether a file lies, or would lie, in a folder.
fn lies_in(file: &Path, folder: &Path) -> bool {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    parent
        .canonicalize()
        .is_ok_and(|parent| folder.canonicalize().is_ok_and(|folder| parent.starts_with(folder)))
}

/// Reads a file back that was just written, and returns its digest.
fn check(written: &Path, passphrase: Option<&str>) -> Result<String, Error> {
    let folder = disk::private_folder().map_err(HandoverError::no_room)?;
    read(written, passphrase, |container| {
        let side = container.side();
        container.check(folder.path()).map(|()| side)
    })
    .and_then(|side| refuse_unusable(&side.file_in(folder.path())))
    .and_then(|()| File::open(written).and_then(sha256_of).map_err(|_| HandoverError::Unsound.into()))
    .map_err(|error| match error {
        Error::Handover(HandoverError::NoRoom(reason)) => HandoverError::NoRoomToCheck(reason).into(),
        _ => HandoverError::Unsound.into(),
    })
}

/// Opens a handover file.
pub fn unpack(file: &Path, passphrase: Option<&str>) -> Result<Unpacked, Error> {
    let folder = disk::private_folder().map_err(HandoverError::no_room)?;
    let (packed_at, side) = read(file, if_not_empty(passphrase), |container| {
        let room = fs4::available_space(folder.path()).map_err(HandoverError::no_room)?;
        if container.size() > room {
            return Err(HandoverError::no_room(ErrorKind::StorageFull.into()));
        }
        let known = (container.packed_at(), container.side());
        container.unpack_into(folder.path()).map(|()| known)
    })?;
    let path = side.file_in(folder.path());
    refuse_unusable(&path)?;
    let backup = Backup {
        name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        made: moment_name(packed_at.naive_local()),
        ..describe(&path)?
    };
    let lost = lost_beside(folder.path(), &[path]);
    Ok(Unpacked { folder, side, file: file.to_owned(), backup, lost })
}

/// Reads a file whose every byte is as it was written.
fn read<T>(
    file: &Path,
    passphrase: Option<&str>,
    work: impl FnOnce(Container<&mut dyn ReadSeek>) -> Result<T, HandoverError>,
) -> Result<T, Error> {
    let unread = |problem: NotRead| {
        let (folder, reason) = (file.to_owned(), problem.in_words());
        BackupError::while_reading(file, StoreError::FolderUnavailable { folder, reason })
    };
    let mut opened = disk::open(file).map_err(unread)?;
    let kind = envelope::open(&mut opened).map_err(|error| unread(NotRead::Unavailable(error)))??;
    let mut packed = BufReader::new(opened);
    let done = match kind {
        Payload::Plain => Container::open(&mut packed as &mut dyn ReadSeek).and_then(work),
        Payload::Encrypted => {
            let passphrase = passphrase.ok_or(HandoverError::PassphraseNeeded)?;
            let mut decrypted = decrypted(packed, passphrase)?;
            Container::open(&mut decrypted as &mut dyn ReadSeek).and_then(work)
        }
    };
    Ok(done?)
}

trait ReadSeek: Read + Seek {}
impl<R: Read + Seek> ReadSeek for R {}

/// Refuses data that the program would not open.
fn refuse_unusable(data: &Path) -> Result<(), Error> {
    let unusable = |error: StoreError| match error {
        StoreError::Newer(_) => HandoverError::Newer,
        StoreError::NoTemporaryPlace(reason) => HandoverError::NoRoom(reason),
        StoreError::Foreign(_) => HandoverError::Unusable("不是山城月报的数据"),
        _ => HandoverError::Unusable("已损坏"),
    };
    let (store, _folder) = Store::open_copy_of(data).map_err(unusable)?;
    let has_begun = store.all_can_be_read().map_err(unusable)?;
    if !store.is_sound().map_err(unusable)? {
        return Err(HandoverError::Unusable("已损坏").into());
    }
    if has_begun { Ok(()) } else { Err(HandoverError::Unusable("还没有登记填报单位").into()) }
}

/// Treats an empty passphrase as no passphrase.
fn if_not_empty(passphrase: Option<&str>) -> Option<&str> {
    passphrase.filter(|passphrase| !passphrase.is_empty())
}

fn encryptor(passphrase: &str) -> Result<Encryptor, HandoverError> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK);
    Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| HandoverError::NotEncrypted("系统没有给出随机数".to_owned()))
}

/// The decrypted payload. The digest of the encrypted bytes was right, so a failure means a wrong passphrase.
fn decrypted<R: Read>(encrypted: R, passphrase: &str) -> Result<StreamReader<R>, HandoverError> {
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let reader = Decryptor::new(encrypted)
        .and_then(|decryptor| decryptor.decrypt(iter::once(&identity as &dyn age::Identity)));
    reader.map_err(|error| match error {
        DecryptError::Io(_) | DecryptError::InvalidHeader | DecryptError::ExcessiveWork { .. } => {
            HandoverError::Changed
        }
        DecryptError::UnknownFormat => HandoverError::Newer,
        _ => HandoverError::WrongPassphrase,
    })
}
