//! Sending a report by hand: the scan of its sealed page, and the letter with its files. Nothing is sent from here.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use serde::Serialize;

use super::facet::Dispatch;
use super::file::DrawnOf;
use super::reminder::MOST_DAYS;
use super::{File, Now, Session};
use crate::digest::sha256;
use crate::error::Error;
use crate::notice::{LETTER_NAMES, Notice};
use crate::output::{self, Attachment, Letter, LetterTemplate, document::Fonts};
use crate::period::Month;
use crate::reading::LARGEST_FILE;
use crate::scan::{LARGEST_SCAN, ScanKind};
use crate::session::RecordsError;
use crate::store::{OperationKind, Side, Step};
use crate::wording::size_in_words;

/// The names under which the officer's own template is remembered.
const SUBJECT: &str = "letter_subject";
const TEXT: &str = "letter_text";
/// Whoever an office above the units reports to.
const ABOVE: &str = "上级单位";
const WORKBOOK_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The settings for letters and reminders, with the possible values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SendingSettings {
    /// The template in use.
    pub template: LetterTemplate,
    /// The program's own template.
    pub usual_template: LetterTemplate,
    /// The placeholders that a template may contain.
    pub placeholders: Vec<&'static str>,
    /// How many days before a due day the officer is reminded; 0 for never.
    pub remind_days: u32,
    pub most_remind_days: u32,
    /// The largest file in bytes that may be dropped on the page.
    pub most_file_bytes: u64,
}

/// The files of a letter, as they are listed before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LetterFiles {
    /// The files, each with its size.
    pub files: Vec<LetterFile>,
    /// Their number and total size, in words.
    pub total: String,
}

/// One file of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LetterFile {
    pub name: String,
    pub size: String,
}

/// A scan as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    pub kind: ScanKind,
    pub file: File,
}

/// What is enclosed in a letter, and what is to be recorded once it has left.
#[derive(Default)]
pub(super) struct Enclosures {
    pub(super) report: Option<DrawnOf>,
    pub(super) to_archive: Vec<(String, Vec<u8>)>,
    pub(super) attachments: Vec<Attachment>,
}

impl<S: Deref<Target = Session>> Dispatch<S> {
    /// The scan of a month's sealed page: of the current report, or of one of its revisions.
    pub fn scan(&self, month: Month, revision: Option<u32>) -> Result<Option<Scan>, Error> {
        let number = match revision {
            Some(number) => self.session.reports().revision(month, number)?.revision,
            None => self.session.final_revision(month)?.sheet.revision,
        };
        let record = self.session.ledger()?.months.get(&month);
        let name = record
            .and_then(|record| record.revisions.iter().find(|known| known.sheet.revision == number))
            .and_then(|revision| revision.scan.clone());
        let (Some(name), Some(bytes)) = (name, self.session.store.scan(month, number)?) else {
            return Ok(None);
        };
        let kind = ScanKind::of(&bytes)?;
        Ok(Some(Scan { kind, file: File::with_digest(name.name, bytes, name.digest) }))
    }

    /// The settings for letters and reminders.
    pub fn settings(&self) -> Result<SendingSettings, Error> {
        Ok(SendingSettings {
            template: self.letter_template()?,
            usual_template: LetterTemplate::from(&self.session.notice().letter),
            placeholders: LETTER_NAMES.to_vec(),
            remind_days: self.remind_days()?,
            most_remind_days: MOST_DAYS,
            most_file_bytes: LARGEST_SCAN.max(LARGEST_FILE),
        })
    }

    /// The template of letters: the officer's own, or else the program's.
    pub fn letter_template(&self) -> Result<LetterTemplate, Error> {
        match (self.session.setting_of_form(SUBJECT)?, self.session.setting_of_form(TEXT)?) {
            (Some(subject), Some(text)) => Ok(LetterTemplate { subject, text }),
            _ => Ok(LetterTemplate::from(&self.session.notice().letter)),
        }
    }

    /// Remembers the officer's template of letters.
    pub fn set_letter_template(&self, template: LetterTemplate) -> Result<(), Error> {
        self.session.store.refuse_if_looking()?;
        let template = template.checked()?;
        self.session.remember_of_form(SUBJECT, &template.subject)?;
        self.session.remember_of_form(TEXT, &template.text)
    }

    /// The letter for a final month.
    pub fn letter(&self, month: Month) -> Result<Letter, Error> {
        let revision = self.session.final_revision(month)?;
        let notice = self.session.notice_of(&revision.sheet);
        let letter = Letter::about(
            &self.addressed(&notice),
            &self.session.form_of(&revision.sheet),
            &revision.sheet,
            &self.letter_template()?,
        );
        match self.session.side() {
            Side::Reporting => Ok(letter),
            // The form has no place for it, and must stay as the notice has it.
            Side::Collation => {
                let of_whom = self.session.collation().form_coverage(month)?.words;
                Ok(Letter { text: format!("{}\n\n说明：{of_whom}。", letter.text), ..letter })
            }
        }
    }

    /// A notice says whom its units report to. Whom that office reports to itself it does not say: whoever sends fills it in.
    fn addressed<'notice>(&self, notice: &'notice Notice) -> Cow<'notice, Notice> {
        match self.session.side() {
            Side::Reporting => Cow::Borrowed(notice),
            Side::Collation => {
                let mut above = notice.clone();
                ABOVE.clone_into(&mut above.recipient.office);
                above.recipient.address.clear();
                Cow::Owned(above)
            }
        }
    }

    /// The files that a letter for a final month would contain now. Keeps nothing.
    pub fn letter_files(&self, now: Now, month: Month, fonts: &Fonts) -> Result<LetterFiles, Error> {
        let files = self.files(now, month, fonts)?;
        // Adds up the sizes as they are shown, so that the officer gets the same sum.
        let bytes = files.iter().map(|file| file.bytes.len().next_multiple_of(1024)).sum();
        Ok(LetterFiles {
            total: format!("{} 个附件，共 {}", files.len(), size_in_words(bytes)),
            files: files
                .into_iter()
                .map(|file| LetterFile { size: size_in_words(file.bytes.len()), name: file.name })
                .collect(),
        })
    }

    /// The letter for a final month as a draft for a mail program, with its workbook, its PDF and its scan.
    pub fn letter_draft(&self, now: Now, month: Month, fonts: &Fonts) -> Result<File, Error> {
        let letter = self.letter(month)?;
        let Enclosures { report, to_archive, attachments } = self.enclosures(now, month, fonts)?;
        let revision = self.session.final_revision(month)?;
        let name = output::file_name(&revision.sheet, &self.session.form_of(&revision.sheet), "eml");
        let bytes = letter.draft(revision.at, &attachments);
        Ok(File { report, to_archive, ..File::new(name, bytes) })
    }

    /// The files that are sent with a final month: the workbook, the PDF, and the scan if there is one.
    pub fn files(&self, now: Now, month: Month, fonts: &Fonts) -> Result<Vec<File>, Error> {
        Ok(self.report_files(now, month, fonts)?.into_iter().map(|(_, file)| file).collect())
    }

    /// The same files as they are enclosed in a letter.
    pub(super) fn enclosures(&self, now: Now, month: Month, fonts: &Fonts) -> Result<Enclosures, Error> {
        let mut enclosures = Enclosures::default();
        for (media_type, file) in self.report_files(now, month, fonts)? {
            let File { name, bytes, report, to_archive, .. } = file;
            enclosures.report = enclosures.report.or(report);
            enclosures.to_archive.extend(to_archive);
            enclosures.attachments.push(Attachment { name, media_type, bytes });
        }
        Ok(enclosures)
    }

    /// The same files, each with its media type in a letter.
    fn report_files(
        &self,
        now: Now,
        month: Month,
        fonts: &Fonts,
    ) -> Result<Vec<(&'static str, File)>, Error> {
        self.session.final_revision(month)?;
        let reports = self.session.reports();
        let mut files = vec![
            (WORKBOOK_TYPE, reports.workbook(now, month, None)?),
            (ScanKind::Pdf.media_type(), reports.pdf(month, None, fonts)?),
        ];
        files.extend(self.scan(month, None)?.map(|scan| (scan.kind.media_type(), scan.file)));
        Ok(files)
    }
}

impl<S: DerefMut<Target = Session>> Dispatch<S> {
    /// Keeps a scan of a final month's sealed page and replaces an earlier one. Refuses after the month was
    /// sent.
    pub fn attach_scan(&mut self, now: Now, month: Month, bytes: Vec<u8>) -> Result<(), Error> {
        let kind = ScanKind::of(&bytes)?;
        let name = output::scan_name(
            &self.session.final_revision(month)?.sheet,
            self.session.form(),
            kind.extension(),
        );
        self.change_scan(now, month, Some((name, bytes)))
    }

    /// Removes the scan of a final month. Refuses after the month was sent.
    pub fn remove_scan(&mut self, now: Now, month: Month) -> Result<(), Error> {
        self.change_scan(now, month, None)
    }

    fn change_scan(&mut self, now: Now, month: Month, scan: Option<(String, Vec<u8>)>) -> Result<(), Error> {
        self.session.transact(now, OperationKind::Attach, |_, ledger| {
            let revision = ledger.reported(month).ok_or_else(|| RecordsError::NotFinal(month.name()))?;
            // The very scan that was sent may be given once more, where the one that was kept is lost.
            let is_the_same = |(_, bytes): &(String, Vec<u8>)| {
                revision.scan.as_ref().is_some_and(|kept| kept.digest == sha256(bytes))
            };
            if revision.sending.is_some() && !scan.as_ref().is_some_and(is_the_same) {
                return Err(RecordsError::ScanOfSent(month.name()).into());
            }
            Ok(vec![Step::Attach { month, number: revision.sheet.revision, scan }])
        })?;
        Ok(())
    }
}
