//! The way from 定稿 to 已报送: which of its steps are done, begun or left out, and how that is remembered.
//!
//! What the records show is seen there; the rest is noted beside them, for the officer's convenience. A step is done
//! only where the program knows it: a draft that was written was not sent by that, and a page that was handed to a
//! printer is not yet sealed. Whether a month was reported is decided in `records` alone.

use std::path::PathBuf;

use serde::Serialize;

use super::{NextStep, Session};
use crate::error::Error;
use crate::output::print::Printed;
use crate::period::Month;
use crate::report::Revision;
use crate::session::RecordsError;

/// One step on the way from 定稿 to 已报送.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WayStep {
    /// Which.
    pub step: NextStep,
    /// What it is called.
    pub label: String,
    /// How far it is.
    pub state: StepState,
    /// How far it is, in words; empty where nothing has happened.
    pub said: String,
}

/// How far a step of the way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Nothing has happened.
    Ahead,
    /// What can be done here was done; whether the rest was, nobody but the officer knows.
    Begun,
    /// It was done.
    Done,
    /// It was left out.
    Skipped,
}

/// What was done with a final report, as far as it is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handled {
    /// It was handed over to be printed.
    Printed(Printed),
    /// Its workbook is on the disk.
    Exported,
    /// The draft of its letter is on the disk, there.
    Drafted(PathBuf),
    /// The files of its letter are on the disk.
    TakenOut,
}

impl Handled {
    /// The word by which it is remembered.
    fn word(&self) -> &'static str {
        match self {
            Self::Printed(Printed::Opened) => "print_opened",
            Self::Printed(Printed::Asked) => "print_asked",
            Self::Printed(Printed::Queued { .. }) => "print_queued",
            Self::Exported => "export_done",
            Self::TakenOut => FILES,
            Self::Drafted(_) => DRAFT,
        }
    }
}

const FILES: &str = "send_files";
const DRAFT: &str = "send_draft";

/// What each word says of which step. Of several the last one counts: it tells the most. `print_done` and `send_done`
/// were written by earlier versions, of a page and of a draft alike.
const NOTES: [(&str, NextStep, StepState, &str); 8] = [
    ("print_done", NextStep::Print, StepState::Begun, "已交去打印"),
    ("print_opened", NextStep::Print, StepState::Begun, "已打开 PDF"),
    ("print_asked", NextStep::Print, StepState::Begun, "已交去打印"),
    ("print_queued", NextStep::Print, StepState::Begun, "已送打印机"),
    ("export_done", NextStep::Export, StepState::Done, "已导出"),
    ("send_done", NextStep::Send, StepState::Begun, "已备好邮件"),
    (FILES, NextStep::Send, StepState::Begun, "已取出附件"),
    (DRAFT, NextStep::Send, StepState::Begun, "已写好草稿"),
];

impl Session {
    /// Notes that a step on the way to the bureau is left out. It can be taken at any time all the same.
    pub fn skip_step(&self, month: Month, step: NextStep) -> Result<(), Error> {
        self.note(self.final_revision(month)?, &step.to_string())
    }

    /// Notes what was done with the report of a month that stands: no record shows that paper came out of a printer.
    /// Nothing is noted of a month that is still being filled in.
    pub fn note_handled(&self, month: Month, handled: &Handled) -> Result<(), Error> {
        let Ok(revision) = self.final_revision(month) else { return Ok(()) };
        if let Handled::Drafted(path) = handled {
            self.remember(&draft_of(revision), &path.to_string_lossy())?;
        }
        self.note(revision, handled.word())
    }

    fn note(&self, revision: &Revision, word: &str) -> Result<(), Error> {
        let mut notes = self.notes(revision)?;
        if !notes.iter().any(|known| known == word) {
            notes.push(word.to_owned());
            self.remember(&notes_of(revision), &notes.join(" "))?;
        }
        Ok(())
    }

    fn notes(&self, revision: &Revision) -> Result<Vec<String>, Error> {
        let words = self.setting(&notes_of(revision))?.unwrap_or_default();
        Ok(words.split_whitespace().map(str::to_owned).collect())
    }

    /// The steps to the bureau, and how far each is.
    pub(super) fn way(&self, revision: &Revision) -> Result<Vec<WayStep>, Error> {
        let notes = self.notes(revision)?;
        let is_told = |word: &str| notes.iter().any(|known| known == word);
        let step = |step: NextStep| {
            let noted = NOTES.iter().rfind(|(word, of, ..)| *of == step && is_told(word));
            let (state, said) = match (step, noted) {
                (NextStep::Attach, _) if revision.scan.is_some() => (StepState::Done, "已附上"),
                // Whoever has a scan of the sealed page has printed it.
                (NextStep::Print, noted)
                    if revision.scan.is_some() && (noted.is_some() || !is_told(&step.to_string())) =>
                {
                    (StepState::Done, "已盖章")
                }
                (_, Some((_, _, state, said))) => (*state, *said),
                (_, None) if is_told(&step.to_string()) => (StepState::Skipped, "跳过"),
                (_, None) => (StepState::Ahead, ""),
            };
            WayStep { step, label: step.label().to_owned(), state, said: said.to_owned() }
        };
        Ok(NextStep::ON_THE_WAY.into_iter().chain([NextStep::MarkSent]).map(step).collect())
    }

    /// What to do about the step that comes next, in a sentence.
    pub(super) fn next_hint(&self, revision: &Revision, next: NextStep) -> Result<String, Error> {
        let hint = match next {
            NextStep::Print => "打印出来，送去盖章",
            NextStep::Attach => "盖好章的那一页扫描或拍照，把文件拖到表上；不附就跳过",
            NextStep::Export => "存下要报送的工作簿（xlsx）",
            NextStep::Send => "用邮件报的，在这里写好邮件；送纸质件、走政务网的，跳过这一步",
            NextStep::MarkSent if self.draft_path(revision)?.is_some() => {
                "草稿还没有发出：打开它，看过就点“发送”；发出去以后回到这里，按“记为已报送”"
            }
            NextStep::MarkSent if self.notes(revision)?.iter().any(|word| word == FILES) => {
                "附件还没有发出：把取出的文件拖进网页邮箱的邮件里发出去，再回到这里按“记为已报送”"
            }
            NextStep::MarkSent => "报出去以后，按“记为已报送”",
            NextStep::Finalize | NextStep::Correct | NextStep::Nothing => "",
        };
        Ok(hint.to_owned())
    }

    /// Where the draft of the letter about a final month was written; refused where there is none any more.
    pub fn draft(&self, month: Month) -> Result<PathBuf, Error> {
        let path = self.draft_path(self.final_revision(month)?)?;
        let gone = || RecordsError::DraftGone(month.name());
        Ok(path.filter(|path| path.is_file()).ok_or_else(gone)?)
    }

    pub(super) fn draft_path(&self, revision: &Revision) -> Result<Option<PathBuf>, Error> {
        let path = self.setting(&draft_of(revision))?;
        Ok(path.filter(|path| !path.is_empty()).map(PathBuf::from))
    }

    /// The report of a month that stands; refused where it is still being filled in.
    pub(super) fn final_revision(&self, month: Month) -> Result<&Revision, Error> {
        let ledger = self.ledger()?;
        ledger.check_month(self.form, month)?;
        ledger.reported(month).ok_or_else(|| RecordsError::NotFinal(month.name()).into())
    }
}

/// Under which name it is remembered what of the way a report has behind it.
fn notes_of(revision: &Revision) -> String {
    format!("way_{}_{}", revision.sheet.month, revision.sheet.revision)
}

/// Under which name it is remembered where the draft of its letter is.
fn draft_of(revision: &Revision) -> String {
    format!("draft_{}_{}", revision.sheet.month, revision.sheet.revision)
}
