//! Looking over what was understood of a blank form: begun with its files, changed step by step, left and taken up again. How
//! it becomes a notice in the end stands in [`super::confirmed_draft`].
//!
//! What is kept is the files and the changes, never what follows from them: that is reckoned anew, so that it is always what
//! the command line would say.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use super::drafted::{DraftFile, Drafted, RememberedDraft};
use super::facet::Drafting;
use super::notice_review::{NoticeReview, review};
use super::{NoticeDraftError, NoticePreview, Session};
use crate::blank_form::{
    Corrected, Correction, Draft, Journal, MOST_FILES, OriginalSheet, corrected, original, read,
};
use crate::digest::sha256;
use crate::error::Error;
use crate::reading::{self, Book, guarded, read_with_lines};

/// Files by their names and bytes.
type Files = Vec<(String, Vec<u8>)>;

/// The files of a blank form, read without holding the session, so that a slow one keeps nobody waiting.
#[derive(Debug)]
pub struct BlankFormFiles {
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) read: Draft,
    pub(super) original: Vec<OriginalSheet>,
}

/// What was chosen to be added.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChosenNotice {
    /// The notice, where it is the file of one; nothing of blank forms, which are looked over first.
    pub preview: Option<NoticePreview>,
    /// The draft that they would take the place of.
    pub left: Option<LeftDraft>,
}

/// A draft that was left, as it is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeftDraft {
    /// The names of its files.
    pub files: Vec<String>,
    /// The notice that is changed with it.
    pub of: Option<String>,
}

impl BlankFormFiles {
    /// Reads the files of one notice by their names and bytes.
    pub fn read(files: Vec<(String, Vec<u8>)>) -> Result<Self, Error> {
        let (files, books, remarks) = books(files)?;
        let (mut read, original) = guarded_in(&files, || (read(&books), original(&books)))?;
        read.remarks.extend(remarks);
        Ok(Self { files, read, original })
    }

    fn digests(&self) -> BTreeSet<String> {
        self.files.iter().map(|(_, bytes)| sha256(bytes)).collect()
    }
}

/// What was understood of files by their names and bytes, for those who need nothing else.
pub(super) fn understood(files: Vec<(String, Vec<u8>)>) -> Result<Draft, Error> {
    let (files, books, remarks) = books(files)?;
    let mut read = guarded_in(&files, || read(&books))?;
    read.remarks.extend(remarks);
    Ok(read)
}

/// Whatever a file does to those who understand it becomes a sentence.
fn guarded_in<T>(files: &Files, understand: impl FnOnce() -> T) -> Result<T, Error> {
    let names = || files.iter().map(|(name, _)| name.clone()).collect();
    Ok(guarded(understand).ok_or_else(|| NoticeDraftError::NotUnderstood(names()))?)
}

/// The files that are read with what stands in them, and a sentence about each that is not.
fn books(files: Files) -> Result<(Files, Vec<Book>, Vec<String>), Error> {
    if files.len() > MOST_FILES {
        return Err(NoticeDraftError::TooManyFiles.into());
    }
    let (files, remarks) = each_once(files);
    let books: Result<Vec<Book>, NoticeDraftError> = files
        .iter()
        .map(|(name, bytes)| {
            read_with_lines(bytes).map_err(|problem| NoticeDraftError::File { file: name.clone(), problem })
        })
        .collect();
    Ok((files, books?, remarks))
}

/// The files without those that are there already, and a sentence about each of these.
fn each_once(files: Files) -> (Files, Vec<String>) {
    let mut known: Vec<String> = Vec::new();
    let (mut kept, mut remarks) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let digest = sha256(&bytes);
        if known.contains(&digest) {
            remarks.push(format!("文件“{name}”和前面的一个完全一样，只读了一次"));
        } else {
            known.push(digest);
            kept.push((name, bytes));
        }
    }
    (kept, remarks)
}

/// Whether files go on with a draft: all of its own are among them.
pub(super) fn has_all(digests: &BTreeSet<String>, kept: &RememberedDraft) -> bool {
    kept.files.iter().all(|file| digests.contains(&file.digest))
}

/// The names and the bytes of files; refuses all of them if one cannot be read.
pub fn files_at(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let bytes = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        reading::bytes_of(path)
            .map_err(|problem| NoticeDraftError::File { file: name.clone(), problem })
            .map(|bytes| (name, bytes))
    };
    Ok(paths.iter().take(MOST_FILES + 1).map(bytes).collect::<Result<_, _>>()?)
}

impl<S: Deref<Target = Session>> Drafting<S> {
    /// The draft that was left, if there is one.
    pub fn left(&self) -> Result<Option<LeftDraft>, Error> {
        let kept = self.kept()?;
        let names = |files: Vec<DraftFile>| files.into_iter().map(|file| file.name).collect();
        Ok(kept.map(|kept| LeftDraft { files: names(kept.files), of: kept.of }))
    }

    /// The same, unless these files go on with it.
    pub fn left_but_for(&self, files: &BlankFormFiles) -> Result<Option<LeftDraft>, Error> {
        let goes_on = |kept: &RememberedDraft| has_all(&files.digests(), kept);
        let is_other = self.kept().ok().flatten().is_some_and(|kept| !goes_on(&kept));
        if is_other { self.left() } else { Ok(None) }
    }

    /// The names and bytes of the draft's files; none where there is no draft.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        self.kept()?.map_or(Ok(Vec::new()), |kept| self.bytes_of(&kept))
    }

    pub(super) fn kept(&self) -> Result<Option<RememberedDraft>, Error> {
        let text = self.session.store.notice_draft()?;
        let read = |text: String| serde_json::from_str(&text).map_err(|_| NoticeDraftError::Unreadable);
        Ok(text.map(read).transpose()?)
    }
}

impl<S: DerefMut<Target = Session>> Drafting<S> {
    /// Begins with the files that were read, in place of a draft that was left. Files that the draft had already, or that a
    /// notice was made of, are taken up again with what was changed.
    pub fn begin(&mut self, files: BlankFormFiles, today: NaiveDate) -> Result<NoticeReview, Error> {
        let before = self.kept().ok().flatten();
        let BlankFormFiles { files, read, original } = files;
        let mut kept = Vec::new();
        for (name, bytes) in files {
            let digest = self.session.store.keep_draft_file(&bytes)?;
            kept.push(DraftFile { name, digest });
        }
        let digests: BTreeSet<String> = kept.iter().map(|file| file.digest.clone()).collect();
        let before = before.filter(|before| has_all(&digests, before)).or_else(|| self.made_of(&digests));
        let (journal, of) = before.map(|before| (before.journal, before.of)).unwrap_or_default();
        let drafted = Drafted { kept: RememberedDraft { files: kept, journal, of }, read, original };
        self.remember(&drafted.kept)?;
        self.session.drafted = Some(drafted);
        self.sweep();
        self.shown(today)
    }

    /// The draft as it stands, if there is one.
    pub fn review(&mut self, today: NaiveDate) -> Result<Option<NoticeReview>, Error> {
        if self.kept()?.is_none() {
            self.session.drafted = None;
            return Ok(None);
        }
        self.shown(today).map(Some)
    }

    /// The files as they are drawn beside it.
    pub fn original(&mut self) -> Result<Vec<OriginalSheet>, Error> {
        Ok(self.drafted()?.original.clone())
    }

    /// Makes a change and keeps it.
    pub fn correct(&mut self, correction: Correction, today: NaiveDate) -> Result<NoticeReview, Error> {
        let drafted = self.drafted()?;
        let mut made = corrected(&drafted.read, drafted.kept.journal.made());
        let held = made.draft.definition(today).is_ok();
        made.correct(&correction)?;
        // What is typed may pass through what contradicts itself; an answer that is offered may not lead there.
        let is_chosen = matches!(correction, Correction::Answer { reading, .. } if reading > 0);
        if is_chosen && held && made.draft.definition(today).is_err() {
            return Err(NoticeDraftError::DoesNotHold.into());
        }
        self.step(|journal| Ok(journal.add(correction)?))?;
        self.shown(today)
    }

    /// Takes the last change back.
    pub fn undo(&mut self, today: NaiveDate) -> Result<NoticeReview, Error> {
        self.step(|journal| {
            journal.undo();
            Ok(())
        })?;
        self.shown(today)
    }

    /// Makes again what was taken back last.
    pub fn redo(&mut self, today: NaiveDate) -> Result<NoticeReview, Error> {
        self.step(|journal| {
            journal.redo();
            Ok(())
        })?;
        self.shown(today)
    }

    /// Lets go of the draft.
    pub fn discard(&mut self) -> Result<(), Error> {
        self.session.store.set_notice_draft("")?;
        self.session.drafted = None;
        self.sweep();
        Ok(())
    }

    pub(super) fn shown(&mut self, today: NaiveDate) -> Result<NoticeReview, Error> {
        let made = self.corrected()?;
        let Drafted { kept, read, .. } = self.drafted()?;
        let names = kept.files.iter().map(|file| file.name.clone()).collect();
        let shown = review(names, read, &made, &kept.journal, today);
        let kept = kept.clone();
        self.with_notice(shown, &made, &kept, today)
    }

    pub(super) fn corrected(&mut self) -> Result<Corrected, Error> {
        let drafted = self.drafted()?;
        let made = guarded(|| corrected(&drafted.read, drafted.kept.journal.made()));
        let names = || drafted.kept.files.iter().map(|file| file.name.clone()).collect();
        Ok(made.ok_or_else(|| NoticeDraftError::NotUnderstood(names()))?)
    }

    /// Changes the journal, and keeps it; where it cannot be kept nothing has changed.
    fn step(&mut self, change: impl FnOnce(&mut Journal) -> Result<(), Error>) -> Result<(), Error> {
        let mut kept = self.drafted()?.kept.clone();
        change(&mut kept.journal)?;
        self.remember(&kept)?;
        self.drafted_mut()?.kept = kept;
        Ok(())
    }

    pub(super) fn remember(&self, kept: &RememberedDraft) -> Result<(), Error> {
        let text = serde_json::to_string(kept).map_err(|_| NoticeDraftError::Unreadable)?;
        Ok(self.session.store.set_notice_draft(&text)?)
    }

    /// The draft in hand; read again from its files where it was left.
    pub(super) fn drafted(&mut self) -> Result<&Drafted, Error> {
        Ok(self.drafted_mut()?)
    }

    fn drafted_mut(&mut self) -> Result<&mut Drafted, Error> {
        if self.session.drafted.is_none() {
            let kept = self.kept()?.ok_or(NoticeDraftError::None)?;
            let BlankFormFiles { read, original, .. } = BlankFormFiles::read(self.files()?)?;
            self.session.drafted = Some(Drafted { kept, read, original });
        }
        Ok(self.session.drafted.as_mut().ok_or(NoticeDraftError::None)?)
    }
}

/// Whether the bytes are the file of a notice rather than a blank form: those are JSON.
pub fn is_notice_file(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    first == Some(&b'{')
}
