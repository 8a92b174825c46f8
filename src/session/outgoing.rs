//! What leaves the other end: the reminder, the return notes, the bulletin and the table of all units, as files in memory. Where they
//! are written is the caller's concern, and nothing is recorded of them.

use std::ops::Deref;

use chrono::NaiveDate;
use serde::Serialize;

use super::facet::Collation;
use super::{File, Now, Session};
use crate::collation::{Bulletin, Reminder, ReturnNote};
use crate::error::Error;
use crate::output::document::{self, Document, Fonts, Preview};
use crate::output::{self, BulletinContent, Letter, OutputError};
use crate::period::Month;
use crate::report::live_sheet;

/// A return note as it would go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DraftedNote {
    pub unit: String,
    /// The subject of its mail.
    pub subject: String,
    pub text: String,
    /// The address of its mail; empty where none is known, and then there is no mail.
    pub address: String,
    /// How many things are to be corrected or explained.
    pub faults: usize,
    pub is_returned: bool,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// Whose reports of a month are wanted on the day `today`.
    pub fn reminder(&self, today: NaiveDate, month: Month) -> Result<Reminder, Error> {
        let status = self.status(month)?;
        Ok(self.inbox().reminder((self.session.form(), self.sorted()), &status, &self.office()?, today))
    }

    /// A reminder as a text file.
    pub fn reminder_file(&self, reminder: &Reminder) -> Result<File, Error> {
        Ok(self.text_file(&self.office()?, reminder.month, "催报", &reminder.text()))
    }

    /// What goes back to the units in a month.
    pub fn return_notes(&self, month: Month) -> Result<Vec<ReturnNote>, Error> {
        let status = self.status(month)?;
        Ok(self.inbox().return_notes(self.session.form(), &status))
    }

    /// The same, each as it would go out on the day `today`.
    pub fn drafted_notes(&self, today: NaiveDate, month: Month) -> Result<Vec<DraftedNote>, Error> {
        let (form, office) = (self.session.form(), self.office()?);
        let drafted = self.return_notes(month)?.into_iter().map(|note| DraftedNote {
            subject: note.subject(form),
            text: note.text(form, &office, today),
            faults: note.faults.len(),
            is_returned: note.is_returned,
            unit: note.unit,
            address: note.sender,
        });
        Ok(drafted.collect())
    }

    /// A note as a text file, and as the draft of a mail where the address is known that its file came from. The draft is dated by the day
    /// alone: made again on that day, it is the same file.
    pub fn return_note_files(&self, now: Now, note: &ReturnNote) -> Result<Vec<File>, Error> {
        let form = self.session.form();
        let text = note.text(form, &self.office()?, now.date_naive());
        let mut files = vec![self.text_file(&note.unit, note.month, "退回说明", &text)];
        if !note.sender.is_empty() {
            let letter = Letter {
                recipient: note.unit.clone(),
                address: note.sender.clone(),
                subject: note.subject(form),
                text,
            };
            let name = self.name_of(&note.unit, note.month, "退回说明", "eml");
            let day = now.with_time(chrono::NaiveTime::MIN).single().unwrap_or(now);
            files.push(File::new(name, letter.draft(day, &[])));
        }
        Ok(files)
    }

    /// The bulletin of a month in words, as it stands on the day `today`.
    pub fn bulletin(&self, today: NaiveDate, month: Month) -> Result<Bulletin, Error> {
        let status = self.status(month)?;
        let (notice, form) = (self.session.notice(), self.session.form());
        Ok(self.inbox().bulletin((notice, form), &status, &self.office()?, today))
    }

    /// Draws the bulletin of a month as a Word file, signed on the day of `now`.
    pub fn bulletin_word(&self, now: Now, month: Month) -> Result<File, Error> {
        let content = self.bulletin_content(now, month)?;
        Ok(File::new(content.file_name("docx"), output::bulletin_word(&content)?))
    }

    /// Draws the bulletin of a month as PDF.
    pub fn bulletin_pdf(&self, now: Now, month: Month, fonts: &Fonts) -> Result<File, Error> {
        let (content, document) = self.bulletin_document(now, month, fonts)?;
        let bytes = document.pdf().map_err(OutputError::from)?;
        Ok(File::new(content.file_name("pdf"), bytes))
    }

    /// The pages of the same.
    pub fn bulletin_preview(&self, now: Now, month: Month, fonts: &Fonts) -> Result<Preview, Error> {
        let (_, document) = self.bulletin_document(now, month, fonts)?;
        Ok(Preview { pages: document.pictures(), refusal: None })
    }

    fn bulletin_document(
        &self,
        now: Now,
        month: Month,
        fonts: &Fonts,
    ) -> Result<(BulletinContent, Document), Error> {
        let content = self.bulletin_content(now, month)?;
        let document = document::bulletin_document(self.session.form(), &content, fonts)?;
        Ok((content, document))
    }

    fn bulletin_content(&self, now: Now, month: Month) -> Result<BulletinContent, Error> {
        let today = now.date_naive();
        Ok(BulletinContent::new(self.session.form(), &self.bulletin(today, month)?, today))
    }

    /// Draws what every unit contributes to every figure of a month.
    pub fn unit_table(&self, now: Now, month: Month) -> Result<File, Error> {
        let (notice, form) = (self.session.notice(), self.session.form());
        let status = self.status(month)?;
        let months_lacking = self.months_lacking(self.inbox(), month)?;
        let table = self.inbox().unit_table(form, self.sorted(), &status, months_lacking);
        // The sums are those of the rows above them, also where a closed month says another sum.
        let sheet = live_sheet(form, self.session.ledger()?, month)?;
        let shown = self.session.reports().sheet(month)?;
        let closed = (!shown.differences.is_empty()).then_some(&shown);
        let bytes = output::unit_table_workbook(notice, form, (&sheet, closed), &table, now.date_naive())?;
        Ok(File::new(self.name_of(&self.office()?, month, "各单位数据", "xlsx"), bytes))
    }

    fn office(&self) -> Result<String, Error> {
        Ok(self.session.ledger()?.unit.name.clone())
    }

    /// A text as a file that Windows' own editor shows as it is: it knows the encoding by the mark at the beginning.
    fn text_file(&self, unit: &str, month: Month, what: &str, text: &str) -> File {
        let lines = text.lines().fold("\u{feff}".to_owned(), |lines, line| lines + line + "\r\n");
        File::new(self.name_of(unit, month, what, "txt"), lines.into_bytes())
    }

    fn name_of(&self, unit: &str, month: Month, what: &str, extension: &str) -> String {
        let mark = &self.session.form().file_mark;
        output::harmless_name(unit, &format!("_{}_{mark}_{what}.{extension}", month.padded_name()))
    }
}
