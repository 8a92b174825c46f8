//! Replacing a file that cannot be opened by a copy. The damaged file is first kept completely in a folder of
//! its own; only then does the copy get its name.
//!
//! A store that can be opened is never replaced like this: see [`Store::replace_with`].

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::copy::prepare_for_replacing;
use super::database_files::{COMPANIONS, beside, has_content};
use super::error::{Failure, StoreError};
use super::files;
use super::kept_files::{KeptFiles, LostFile};
use super::{Side, Store, open};
use crate::disk;

/// The result of a rescue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// Where the damaged file is kept; `None` if there was none.
    pub damaged: Option<PathBuf>,
    /// The kept files that the copy names and that are nowhere.
    pub lost: Vec<LostFile>,
}

/// Replaces the damaged file of a side in its folder by the content of `copy`. Refuses while a program has the folder open.
pub fn rescue(
    side: Side,
    folder: &Path,
    now: DateTime<FixedOffset>,
    copy: &Path,
) -> Result<Rescued, StoreError> {
    // Everything that can fail with the copy is done before anything is changed.
    let (source, source_folder) = Store::open_copy_of(copy)?;
    source.refuse_other_side(side, copy)?;
    let explain = |failure| StoreError::from_failure_of(&side.file_in(folder), failure);
    let _starting = open::starting(folder).map_err(|error| explain(error.into()))?;
    let in_use = open::in_use(folder).map_err(|error| explain(error.into()))?;
    if let Err(fs::TryLockError::WouldBlock) = in_use.try_lock() {
        return Err(StoreError::InUse(folder.to_owned()));
    }
    replace(folder, now, source, source_folder.path()).map_err(explain)
}

fn replace(
    folder: &Path,
    now: DateTime<FixedOffset>,
    mut source: Store,
    source_folder: &Path,
) -> Result<Rescued, Failure> {
    let side = source.side;
    let named = files::named(&source.connection)?;
    let lost = KeptFiles::in_folder(folder).take_from(&source.files, &named)?;
    prepare_for_replacing(&mut source, now, &[])?;
    drop(source);
    // Nobody else has the folder open, so these files remain from a rescue that a power cut interrupted.
    for left in disk::unfinished(folder) {
        remove(&left)?;
    }
    let mut temporary = disk::temporary_in(folder)?;
    io::copy(&mut File::open(side.file_in(source_folder))?, &mut temporary)?;
    temporary.as_file().sync_all()?;

    let file = side.file_in(folder);
    let something = [""].into_iter().chain(COMPANIONS).any(|ending| has_content(&beside(&file, ending)));
    let damaged = if something { Some(keep_damaged(side, folder, now)?) } else { None };
    // From here on a power cut leaves the damaged file without its log, or the copy: never a mixture of the two.
    // Left there, they would be taken for part of the copy.
    for ending in COMPANIONS {
        remove(&beside(&file, ending))?;
    }
    disk::sync_folder(folder);
    disk::rename(temporary.into_temp_path(), &file)?;
    disk::sync_folder(folder);
    Ok(Rescued { damaged, lost })
}

/// Copies the damaged file and the files next to it into a new folder.
fn keep_damaged(side: Side, folder: &Path, now: DateTime<FixedOffset>) -> Result<PathBuf, Failure> {
    let name = format!("损坏_{}", now.format("%Y-%m-%d_%H%M%S"));
    let mut kept = folder.join(&name);
    let mut number = 1;
    while let Err(error) = fs::create_dir(&kept) {
        if error.kind() != io::ErrorKind::AlreadyExists {
            return Err(error.into());
        }
        number += 1;
        kept = folder.join(format!("{name}（{number}）"));
    }
    for ending in [""].into_iter().chain(COMPANIONS) {
        let name = format!("{}{ending}", side.file_name());
        match disk::copy_contents(&folder.join(&name), &kept.join(&name)) {
            Ok(()) => OpenOptions::new().write(true).open(kept.join(&name))?.sync_all()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    disk::sync_folder(&kept);
    disk::sync_folder(folder);
    Ok(kept)
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
