//! The steps from 定稿 to 已报送: which are done, begun or skipped, and how that is remembered.
//!
//! What the records show is taken from them; the rest is remembered in settings, for the officer's
//! convenience. A step counts as done only if the program knows it: writing a draft is not sending it, and
//! handing a page to a printer does not seal it. Only `records` decides whether a month was reported.
//!
//! A note is valid only for the report and the enclosures it was made for: the note of a letter for its scan,
//! and, if the project list is sent along, the notes of a letter and of a workbook for that list. After a
//! restore, or with another scan or list, earlier notes no longer apply.

use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Session;
use super::facet::Dispatch;
use super::file::DrawnOf;
use crate::error::Error;
use crate::output::digest_of_projects;
use crate::output::print::Printed;
use crate::period::Month;
use crate::projects::Project;
use crate::report::{Revision, Sheet};
use crate::session::RecordsError;
use crate::store::{DRAFT_PATHS, STEP_NOTES};

/// The next thing that an officer does with a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Make the month final; its mistakes and blanks are listed.
    Finalize,
    /// Print it, and have it sealed.
    Print,
    /// Attach a scan of the sealed page.
    Attach,
    /// Write the files that are sent.
    Export,
    /// Make the letter.
    Send,
    /// Record that it was sent.
    MarkSent,
    /// Make 更正 of this month and all others whose reports differ from the records.
    Correct,
    /// Nothing is left to do, or nothing can be done before an earlier month is final again.
    Nothing,
}

impl NextStep {
    /// The steps from 定稿 to 已报送 that may be skipped, in order.
    pub const TO_THE_BUREAU: [Self; 4] = [Self::Print, Self::Attach, Self::Export, Self::Send];

    /// The label of the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Finalize => "定稿",
            Self::Print => "打印盖章",
            Self::Attach => "附扫描件",
            Self::Export => "导出报送表",
            Self::Send => "发送邮件",
            Self::MarkSent => "记为已报送",
            Self::Correct => "更正已报的数",
            Self::Nothing => "已报送",
        }
    }
}

impl fmt::Display for NextStep {
    /// The word under which the step is remembered, which is the one in JSON.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(formatter)
    }
}

/// One step from 定稿 to 已报送.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SendingStep {
    pub step: NextStep,
    pub label: String,
    pub state: StepState,
    /// The state in words; empty if nothing was done.
    pub said: String,
}

/// The state of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Nothing was done yet.
    Ahead,
    /// The program did its part; only the officer knows whether the rest is done.
    Begun,
    Done,
    /// The officer skipped the step.
    Skipped,
}

/// What the program did with a final report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handled {
    /// Handed the report to a printer.
    Printed(Printed),
    /// Wrote the workbook to the disk.
    Exported,
    /// Wrote the draft of the letter to this path.
    Drafted(PathBuf),
    /// Wrote the files of the letter to the disk.
    TakenOut,
    /// It is on the disk, which is no step to the bureau: a PDF, or one of the files of a letter.
    Written,
}

/// The word by which it is remembered how far a page got.
fn printed_word(printed: &Printed) -> &'static str {
    match printed {
        Printed::Opened => "print_opened",
        Printed::Asked => "print_asked",
        Printed::Queued { .. } => "print_queued",
    }
}

const FILES: &str = "send_files";
const DRAFT: &str = "send_draft";
/// The draft or the files contain another scan or another project list than would be sent now.
const STALE: &str = "send_stale";
const EXPORTED: &str = "export_done";
/// The workbook contains another project list.
const STALE_EXPORT: &str = "export_stale";

/// Stands between the marks of a scan and of a project list.
const AND_LIST: char = '+';

/// The step and state that each word stands for. The last word of a step counts, because it says most.
const NOTES: [(&str, NextStep, StepState, &str); 8] = [
    ("print_opened", NextStep::Print, StepState::Begun, "已打开 PDF"),
    ("print_asked", NextStep::Print, StepState::Begun, "已交去打印"),
    ("print_queued", NextStep::Print, StepState::Begun, "已送打印机"),
    (STALE_EXPORT, NextStep::Export, StepState::Ahead, "要重新导出"),
    (EXPORTED, NextStep::Export, StepState::Done, "已导出"),
    (STALE, NextStep::Send, StepState::Ahead, "要重新生成"),
    (FILES, NextStep::Send, StepState::Begun, "已取出附件"),
    (DRAFT, NextStep::Send, StepState::Begun, "已写好草稿"),
];

/// The warning that the last draft or files contain an outdated scan or list.
const OTHER_SCAN: &str =
    "扫描件变了：先前写好的草稿、取出的附件和现在的扫描件不一致，不要再发。请按“发送邮件”重新生成";
const OTHER_LIST: &str =
    "随表的项目清单变了：先前写好的草稿、取出的附件和现在的清单不一致，不要再发。请按“发送邮件”重新生成";

/// What was noted about a report.
pub(super) struct Notes {
    /// The words of the notes that still apply.
    words: Vec<String>,
    /// The warning if the last letter is outdated; it names what has changed.
    if_stale: &'static str,
}

impl Notes {
    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }

    /// The last note about a step.
    fn newest(&self, step: NextStep) -> Option<&'static (&'static str, NextStep, StepState, &'static str)> {
        NOTES.iter().rfind(|(word, of, ..)| *of == step && self.has(word))
    }

    /// A warning that the draft or the files of the letter contain another scan or project list than would be
    /// sent now.
    pub(super) fn stale(&self) -> Option<&'static str> {
        self.newest(NextStep::Send).filter(|(word, ..)| *word == STALE).map(|_| self.if_stale)
    }

    /// The steps to the bureau with their states.
    pub(super) fn steps(&self, revision: &Revision) -> Vec<SendingStep> {
        let step = |step: NextStep| {
            let newest = self.newest(step);
            let is_skipped = self.has(&step.to_string());
            let (state, said) = match (step, newest) {
                (NextStep::Attach, _) if revision.scan.is_some() => (StepState::Done, "已附上"),
                (_, Some((_, _, StepState::Ahead, _)) | None) if is_skipped => (StepState::Skipped, "跳过"),
                (_, Some((_, _, state, said))) => (*state, *said),
                // A page that was scanned must have been printed. Whether it was sealed cannot be seen here.
                (NextStep::Print, None) if revision.scan.is_some() => (StepState::Begun, ""),
                (_, None) => (StepState::Ahead, ""),
            };
            SendingStep { step, label: step.label().to_owned(), state, said: said.to_owned() }
        };
        NextStep::TO_THE_BUREAU.into_iter().chain([NextStep::MarkSent]).map(step).collect()
    }

    /// A hint about the next step, as a sentence.
    pub(super) fn next_hint(&self, next: NextStep) -> &'static str {
        match next {
            NextStep::Print => "打印出来，送去盖章",
            NextStep::Attach => "盖好章的那一页扫描或拍照，把文件拖到表上；不附就跳过",
            NextStep::Export => "存下要报送的工作簿（xlsx）",
            NextStep::Send => "用邮件报的，在这里写好邮件；送纸质件、走政务网的，跳过这一步",
            NextStep::MarkSent if self.has(DRAFT) => {
                "草稿还没有发出：打开它，看过就点“发送”；发出去以后回到这里，按“记为已报送”"
            }
            NextStep::MarkSent if self.has(FILES) => {
                "附件还没有发出：把取出的文件拖进网页邮箱的邮件里发出去，再回到这里按“记为已报送”"
            }
            NextStep::MarkSent => "报出去以后，按“记为已报送”",
            NextStep::Finalize | NextStep::Correct | NextStep::Nothing => "",
        }
    }
}

impl Session {
    /// The current report of a month; refuses if the month is still being filled in.
    pub(super) fn final_revision(&self, month: Month) -> Result<&Revision, Error> {
        let ledger = self.ledger()?;
        ledger.check_month(self.form(), month)?;
        ledger.reported(month).ok_or_else(|| RecordsError::NotFinal(month.name()).into())
    }
}

impl<S: Deref<Target = Session>> Dispatch<S> {
    /// Notes that a step to the bureau is skipped. The officer can still do it at any time.
    pub fn skip_step(&self, month: Month, step: NextStep) -> Result<(), Error> {
        self.note(self.session.final_revision(month)?, step, &step.to_string())
    }

    /// The report a file is drawn of now, with what goes with it; none where it is only looked at.
    pub(super) fn drawn_of(&self, sheet: &Sheet) -> Result<Option<DrawnOf>, Error> {
        let revision = self.session.ledger()?.revision(sheet.month, sheet.revision);
        let revision = revision.filter(|_| !self.session.is_looking());
        revision.map(|revision| self.with_enclosures(revision)).transpose()
    }

    /// A report with what goes with it now.
    fn with_enclosures(&self, revision: &Revision) -> Result<DrawnOf, Error> {
        Ok(DrawnOf {
            month: revision.sheet.month,
            number: revision.sheet.revision,
            digest: revision.digest.clone(),
            scan: revision.scan.as_ref().map_or("none", |scan| &scan.digest).to_owned(),
            list: self.list_mark(revision)?,
        })
    }

    /// Notes what was done with a report: no record shows that paper came out of a printer. Nothing is noted where another
    /// report stands by now, or none.
    pub(super) fn note_handled(&self, report: &DrawnOf, handled: &Handled) -> Result<(), Error> {
        let standing = self.session.ledger()?.reported(report.month);
        let Some(revision) = standing.filter(|revision| revision.digest == report.digest) else {
            return Ok(());
        };
        let enclosures = report.enclosures();
        match handled {
            Handled::Printed(printed) => self.note(revision, NextStep::Print, printed_word(printed)),
            Handled::Exported => {
                self.note(revision, NextStep::Export, &format!("{EXPORTED}:{}", report.list))
            }
            Handled::TakenOut => self.note(revision, NextStep::Send, &format!("{FILES}:{enclosures}")),
            Handled::Drafted(path) => {
                let value = format!("{} {}", report.letter(), path.to_string_lossy());
                self.session.remember_of_form(&draft_of(revision), &value)?;
                self.note(revision, NextStep::Send, &format!("{DRAFT}:{enclosures}"))
            }
            Handled::Written => Ok(()),
        }
    }

    /// Adds a note. A step that is done after all is no longer skipped, and a new letter replaces the note of
    /// the previous one.
    fn note(&self, revision: &Revision, step: NextStep, new: &str) -> Result<(), Error> {
        let mut notes = self.noted(revision)?;
        notes.retain(|known| *known != step.to_string() && word_of(known) != word_of(new));
        notes.push(new.to_owned());
        self.session
            .remember_of_form(&notes_of(revision), &format!("{} {}", revision.digest, notes.join(" ")))
    }

    /// The stored notes about this report.
    fn noted(&self, revision: &Revision) -> Result<Vec<String>, Error> {
        let value = self.session.setting_of_form(&notes_of(revision))?.unwrap_or_default();
        let notes = value.strip_prefix(&revision.digest).unwrap_or_default();
        Ok(notes.split_whitespace().map(str::to_owned).collect())
    }

    /// The notes about a report that still apply.
    pub(super) fn notes(&self, revision: &Revision) -> Result<Notes, Error> {
        let noted = self.noted(revision)?;
        let report = self.with_enclosures(revision)?;
        let enclosures = report.enclosures();
        let now = |noted: &String| match noted.split_once(':') {
            Some((EXPORTED, with)) if with != report.list => STALE_EXPORT.to_owned(),
            Some((FILES | DRAFT, with)) if with != enclosures => STALE.to_owned(),
            Some((word, _)) => word.to_owned(),
            None => noted.clone(),
        };
        let letter = noted.iter().rfind(|known| [FILES, DRAFT].contains(&word_of(known)));
        let with = letter.and_then(|known| known.split_once(':')).map_or("", |(_, with)| with);
        let is_of_this_scan = with.split(AND_LIST).next() == Some(&report.scan);
        let if_stale = if is_of_this_scan { OTHER_LIST } else { OTHER_SCAN };
        Ok(Notes { words: noted.iter().map(now).collect(), if_stale })
    }

    /// A mark that identifies the project list sent with a report; empty if none is.
    fn list_mark(&self, revision: &Revision) -> Result<String, Error> {
        if !self.session.projects().goes_with_month()? {
            return Ok(String::new());
        }
        let projects: Vec<Project> =
            self.session.projects.list.iter().map(|listed| listed.project.clone()).collect();
        let digest = digest_of_projects(self.session.project_form()?, &revision.sheet.unit.name, &projects);
        Ok(format!("{AND_LIST}{digest}"))
    }

    /// The path of the draft of the letter for a final month. Refuses if the draft no longer exists, or if
    /// other data is being looked at: its paths do not belong to this computer.
    pub fn draft(&self, month: Month) -> Result<PathBuf, Error> {
        self.session.store.refuse_if_looking()?;
        let path = self.draft_path(self.session.final_revision(month)?)?;
        let gone = || RecordsError::DraftGone(month.name());
        Ok(path.filter(|path| path.is_file()).ok_or_else(gone)?)
    }

    pub(super) fn draft_path(&self, revision: &Revision) -> Result<Option<PathBuf>, Error> {
        let value = self.session.setting_of_form(&draft_of(revision))?.unwrap_or_default();
        let mark = self.with_enclosures(revision)?.letter();
        let known = value.split_once(' ').filter(|(known, _)| *known == mark);
        Ok(known.map(|(_, path)| PathBuf::from(path)).filter(|path| is_draft_here(path)))
    }
}

/// Whether a path is a draft on a disk of this computer. The path comes from the data and will be opened: a path to
/// another computer would send the officer's name and password there, and any other file might be a program.
fn is_draft_here(path: &Path) -> bool {
    let is_elsewhere = |text: &str| text.chars().take(2).all(|first| matches!(first, '/' | '\\'));
    let ends = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml"));
    path.is_absolute() && ends && !is_elsewhere(&path.to_string_lossy())
}

/// The word of a stored note, without the mark of the enclosures.
fn word_of(noted: &str) -> &str {
    noted.split_once(':').map_or(noted, |(word, _)| word)
}

/// The name under which the notes about a report are remembered.
fn notes_of(revision: &Revision) -> String {
    format!("{STEP_NOTES}{}_{}", revision.sheet.month, revision.sheet.revision)
}

/// The name under which the path of the letter's draft is remembered.
fn draft_of(revision: &Revision) -> String {
    format!("{DRAFT_PATHS}{}_{}", revision.sheet.month, revision.sheet.revision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_draft_on_a_disk_of_this_computer_is_opened() {
        let here = if cfg!(windows) { "C:\\桌面\\信.EML" } else { "/home/信.EML" };
        assert!(is_draft_here(Path::new(here)));
        for path in [
            "",
            "信.eml",
            "//host/share/信.eml",
            "\\\\host\\share\\信.eml",
            "/\\host\\信.eml",
            "\\\\?\\C:\\信.eml",
            "\\\\.\\pipe\\信.eml",
            "/home/信.exe",
            "/home/信",
            "C:\\信.exe",
        ] {
            assert!(!is_draft_here(Path::new(path)), "{path}");
        }
    }
}
