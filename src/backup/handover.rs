//! Everything in one file, to be taken to another computer: `.yuebao`.
//!
//! The file begins with four lines that anybody can read: the kind of file, the length of the rest, the
//! digest of the rest, and the digest of these lines. With them a file that was cut short, a changed byte and
//! a wrong passphrase can be told apart before the content is trusted. After them comes a zip with a manifest
//! and the data, either as it is or encrypted with a passphrase in age's format.

mod container;
mod envelope;
mod error;

use std::fs;
use std::io::{Read as _, Write as _};
use std::iter;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use chrono::{DateTime, FixedOffset};
use tempfile::TempDir;

pub use error::HandoverError;

use super::{Backup, BackupError, describe};
use crate::disk;
use crate::error::Error;
use crate::period::moment_name;
use crate::store::{FILE_NAME, Store, StoreError};
use envelope::{Payload, close, open};

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
    /// What is in it, as shown in the list of backups.
    pub backup: Backup,
}

impl Unpacked {
    /// The path of the unpacked data.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join(FILE_NAME)
    }

    /// Creates a data folder from it. Refuses a folder that already holds something: two sets of data are
    /// never mixed.
    pub fn save_in(&self, folder: &Path) -> Result<(), HandoverError> {
        let write = || -> std::io::Result<bool> {
            fs::create_dir_all(folder)?;
            if fs::read_dir(folder)?.next().is_some() {
                return Ok(false);
            }
            let mut temporary = disk::temporary_in(folder)?;
            std::io::copy(&mut fs::File::open(self.data())?, &mut temporary)?;
            temporary.as_file().sync_all()?;
            disk::rename(temporary.into_temp_path(), &folder.join(FILE_NAME))?;
            disk::sync_folder(folder);
            Ok(true)
        };
        match write() {
            Ok(true) => Ok(()),
            Ok(false) => Err(HandoverError::FolderNotEmpty(folder.to_owned())),
            Err(error) => Err(HandoverError::no_room(error)),
        }
    }
}

/// Packs everything that is stored.
pub fn pack(store: &Store, now: DateTime<FixedOffset>, passphrase: Option<&str>) -> Result<Vec<u8>, Error> {
    if store.contents()?.unit.is_none() {
        return Err(BackupError::NothingYet.into());
    }
    let packed = container::pack(now, &store.copy_bytes()?)?;
    Ok(match if_not_empty(passphrase) {
        None => close(Payload::Plain, &packed),
        Some(passphrase) => close(Payload::Encrypted, &encrypt(&packed, passphrase)?),
    })
}

/// Opens a handover file.
pub fn unpack(file: &Path, passphrase: Option<&str>) -> Result<Unpacked, Error> {
    let bytes = fs::read(file).map_err(|error| {
        BackupError::while_reading(
            file,
            StoreError::FolderUnavailable { folder: file.to_owned(), reason: error.to_string() },
        )
    })?;
    let packed = match open(&bytes)? {
        (Payload::Plain, packed) => packed.to_vec(),
        (Payload::Encrypted, encrypted) => {
            decrypt(encrypted, if_not_empty(passphrase).ok_or(HandoverError::PassphraseNeeded)?)?
        }
    };
    let (packed_at, data) = container::unpack(&packed)?;
    let folder = tempfile::tempdir().map_err(HandoverError::no_room)?;
    let path = folder.path().join(FILE_NAME);
    fs::File::create(&path).and_then(|mut file| file.write_all(&data)).map_err(HandoverError::no_room)?;
    let backup = Backup {
        name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        made: moment_name(packed_at.naive_local()),
        ..describe(&path)?
    };
    Ok(Unpacked { folder, backup })
}

/// Treats an empty passphrase as no passphrase.
fn if_not_empty(passphrase: Option<&str>) -> Option<&str> {
    passphrase.filter(|passphrase| !passphrase.is_empty())
}

fn encrypt(packed: &[u8], passphrase: &str) -> Result<Vec<u8>, HandoverError> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .map_err(|error| HandoverError::NotEncrypted(error.to_string()))?;
    let mut encrypted = Vec::with_capacity(packed.len());
    let write = || {
        let mut writer = encryptor.wrap_output(&mut encrypted)?;
        writer.write_all(packed)?;
        writer.finish().map(drop)
    };
    write().map_err(|error: std::io::Error| HandoverError::NotEncrypted(error.to_string()))?;
    Ok(encrypted)
}

/// Decrypts the payload. The digest of the encrypted bytes was right, so a failure means a wrong passphrase.
fn decrypt(encrypted: &[u8], passphrase: &str) -> Result<Vec<u8>, HandoverError> {
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let reader = Decryptor::new(encrypted)
        .and_then(|decryptor| decryptor.decrypt(iter::once(&identity as &dyn age::Identity)));
    let mut packed = Vec::with_capacity(encrypted.len());
    match reader {
        Ok(mut reader) => match reader.read_to_end(&mut packed) {
            Ok(_) => Ok(packed),
            Err(_) => Err(HandoverError::Changed),
        },
        Err(DecryptError::Io(_) | DecryptError::InvalidHeader | DecryptError::ExcessiveWork { .. }) => {
            Err(HandoverError::Changed)
        }
        Err(DecryptError::UnknownFormat) => Err(HandoverError::Newer),
        Err(_) => Err(HandoverError::WrongPassphrase),
    }
}
