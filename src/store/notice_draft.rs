//! The draft of a notice that is being looked over: the files that it is read from lie beside the database, named by the
//! digests of their bytes; what was changed in it is remembered as one text. It is no record: nothing hangs on it, and it goes
//! into no backup but for that text. Once the notice was added, it is kept beside it, so that a mistake that is seen later can
//! be set right where it was made.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::kept_files::is_digest;
use super::setting::SettingOf;
use super::{Store, StoreError};
use crate::digest::sha256;
use crate::disk;
use crate::reading::LARGEST_FILE;

/// The name under which the draft is remembered; an empty text is none.
const DRAFT: &str = "notice_draft";
/// Before the id of a notice: the name under which the draft is remembered that it was made of.
const CONFIRMED: &str = "notice_draft/";
/// The folder beside the database with its files.
const FOLDER: &str = "通知的原文件";

impl Store {
    /// What was changed in the draft so far, and its files, as a text.
    pub fn notice_draft(&self) -> Result<Option<String>, StoreError> {
        Ok(self.setting(SettingOf::Computer, DRAFT)?.filter(|text| !text.is_empty()))
    }

    /// Remembers it. A store that takes nothing refuses.
    pub fn set_notice_draft(&self, text: &str) -> Result<(), StoreError> {
        self.refuse_if_looking()?;
        self.remember(SettingOf::Computer, DRAFT, text)
    }

    /// The draft that a notice was made of, as it was when it was confirmed.
    pub fn confirmed_draft(&self, notice: &str) -> Result<Option<String>, StoreError> {
        let text = self.setting(SettingOf::Computer, &format!("{CONFIRMED}{notice}"))?;
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// Remembers it; an empty text lets go of it.
    pub fn set_confirmed_draft(&self, notice: &str, text: &str) -> Result<(), StoreError> {
        self.refuse_if_looking()?;
        self.remember(SettingOf::Computer, &format!("{CONFIRMED}{notice}"), text)
    }

    /// Keeps a file of the draft; it is on the disk when this returns.
    pub fn keep_draft_file(&self, bytes: &[u8]) -> Result<String, StoreError> {
        self.refuse_if_looking()?;
        let digest = sha256(bytes);
        if self.draft_file(&digest).is_none() {
            let folder = self.draft_folder();
            let written = fs::create_dir_all(&folder).and_then(|()| {
                disk::write_whole(&folder.join(&digest), |file| file.write_all(bytes), |_| Ok(()))
            });
            written.map_err(|error| self.explain(error.into()))?;
        }
        Ok(digest)
    }

    /// A file of the draft, exactly as it was kept; `None` if it is not there any more.
    pub fn draft_file(&self, digest: &str) -> Option<Vec<u8>> {
        let path = is_digest(digest).then(|| self.draft_folder().join(digest))?;
        disk::bytes_of(&path, LARGEST_FILE).ok().filter(|bytes| sha256(bytes) == digest)
    }

    /// Lets go of the files that the draft does not name any more. One that cannot be removed stays, and is in nobody's way.
    pub fn sweep_draft_files(&self, named: &BTreeSet<String>) {
        let files = fs::read_dir(self.draft_folder()).into_iter().flatten().flatten();
        let is_left = |name: &str| is_digest(name) && !named.contains(name);
        for file in files.filter(|file| is_left(&file.file_name().to_string_lossy())) {
            let _stays: io::Result<()> = fs::remove_file(file.path());
        }
        if named.is_empty() {
            let _not_empty: io::Result<()> = fs::remove_dir(self.draft_folder());
        }
    }

    fn draft_folder(&self) -> PathBuf {
        self.folder().join(FOLDER)
    }
}
