//! The record of sent reports (报送记录): every month with its reports and files, and verifying a file against it.
//!
//! Nothing here changes anything.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::facet::Dispatch;
use super::mail::doubt_sentence;
use super::{File, Now, Session};
use crate::error::Error;
use crate::notice::{Form, Notice, ProjectForm};
use crate::output;
use crate::period::{Month, date_name, moment_name};
use crate::projects::{self, ProjectLedger};
use crate::reading::{self, Book};
use crate::report::{DocumentName, Revision, State, report_name};
use crate::session::RecordsError;
use crate::store::{Side, StoreError};
use crate::verification::{self, Expectation, Stated, Verdict, VerificationError, day_on_list};

/// One line of the record: a report of a month, or a month without a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SentLine {
    pub month: Month,
    pub month_name: String,
    /// The due day in words.
    pub due: String,
    /// The number of the report; `None` if the month has none.
    pub revision: Option<u32>,
    /// 首次报表 or 更正 with its number; the state of the month if it has no report.
    pub report: String,
    /// When it became final and who filled it in, in words.
    pub finalized: String,
    pub reason: String,
    /// When it was sent, in words; empty if it was not.
    pub sent: String,
    /// The means by which it was sent.
    pub how: String,
    pub recipient: String,
    /// How late it was sent, or how late it is now.
    pub late: String,
    /// Its files; for a sent report, those that existed when it was sent.
    pub files: Vec<DocumentName>,
    /// The scan of its sealed page.
    pub scan: Option<DocumentName>,
}

impl SentLine {
    /// The line as the columns of [`output::SENT_COLUMNS`].
    pub fn columns(&self) -> [String; 10] {
        let files = self.files.iter().chain(&self.scan);
        [
            self.month_name.clone(),
            self.due.clone(),
            self.report.clone(),
            self.finalized.clone(),
            self.reason.clone(),
            [self.sent.as_str(), &self.late].join(" ").trim().to_owned(),
            self.how.clone(),
            self.recipient.clone(),
            files.clone().map(|file| file.name.clone()).collect::<Vec<_>>().join("\n"),
            files.map(|file| file.digest.clone()).collect::<Vec<_>>().join("\n"),
        ]
    }
}

impl<S: Deref<Target = Session>> Dispatch<S> {
    /// Every month that has begun or has a report, the oldest first, with each of its reports.
    pub fn sent(&self, today: NaiveDate) -> Result<Vec<SentLine>, Error> {
        let ledger = self.session.ledger()?;
        let campaign = &self.session.form().campaign;
        let reported = ledger.months.iter().rev().find(|(_, record)| !record.revisions.is_empty());
        let this_month = campaign.month_of(today);
        let last = reported.map_or(this_month, |(month, _)| (*month).max(this_month));
        let months = campaign.months(ledger.unit.first_month, last);
        let lines = months.map(|month| self.lines_of(month, today)).collect::<Result<Vec<_>, Error>>()?;
        Ok(lines.into_iter().flatten().collect())
    }

    fn lines_of(&self, month: Month, today: NaiveDate) -> Result<Vec<SentLine>, Error> {
        let ledger = self.session.ledger()?;
        let due = self.session.form().campaign.due(month);
        let state = crate::report::state(ledger, month);
        let blank = SentLine {
            month,
            month_name: month.name(),
            due: date_name(due),
            revision: None,
            report: self.session.state_label(state).to_owned(),
            finalized: String::new(),
            reason: String::new(),
            sent: String::new(),
            how: String::new(),
            recipient: String::new(),
            late: if ledger.was_sent(month) { String::new() } else { self.late(due, today, "逾期") },
            files: Vec::new(),
            scan: None,
        };
        let revisions = ledger.revisions(month);
        // A 更正 is an additional report; whether the month was late depends on the first report that was sent.
        let first = revisions.iter().find(|known| known.sending.is_some());
        let lines = revisions.iter().map(|revision| {
            let sending = revision.sending.as_ref();
            let is_first = first.is_some_and(|first| first.sheet.revision == revision.sheet.revision);
            let sent_late =
                sending.filter(|_| is_first).map(|sent| self.late(due, sent.at.date_naive(), "迟"));
            Ok(SentLine {
                revision: Some(revision.sheet.revision),
                report: report_name(revision.sheet.revision),
                finalized: format!("{} {}", moment_name(revision.at.naive_local()), revision.person),
                reason: revision.sheet.reason.clone().unwrap_or_default(),
                sent: self.sent_words(month, revision)?,
                how: sending.map_or(String::new(), |sent| sent.how.clone()),
                recipient: sending.map_or(String::new(), |sent| sent.recipient.clone()),
                late: sent_late.unwrap_or_else(|| blank.late.clone()),
                files: revision.sent_documents().to_vec(),
                scan: revision.scan.clone(),
                ..blank.clone()
            })
        });
        let mut lines = lines.collect::<Result<Vec<SentLine>, Error>>()?;
        let is_open = !matches!(state, State::Final | State::Sent);
        // A month of all units stands on the board until it is closed.
        if is_open && lines.is_empty() && self.session.side() == Side::Reporting {
            lines.push(blank);
        }
        Ok(lines)
    }

    /// How many days after the due day that is, in words. Empty for a day after the campaign: such a month is
    /// filled in for the record only, and nobody is late. Nor is the form of all units, which cannot be made before theirs are due.
    fn late(&self, due: NaiveDate, day: NaiveDate, word: &str) -> String {
        let days = (day - due).num_days();
        let is_due = self.session.side() == Side::Reporting;
        if is_due && days > 0 && !self.session.form().campaign.is_over(day) {
            format!("{word} {days} 天")
        } else {
            String::new()
        }
    }

    /// When a report was sent and sent again, or that it may have been sent.
    fn sent_words(&self, month: Month, revision: &Revision) -> Result<String, Error> {
        match &revision.sending {
            Some(sent) => {
                let again = self.sent_again(month, revision.sheet.revision)?;
                Ok(moment_name(sent.at.naive_local()) + &again)
            }
            None => Ok(self.doubt(revision)?.map(|at| doubt_sentence(&at)).unwrap_or_default()),
        }
    }

    /// The record as a workbook, on the day of `now`.
    pub fn sent_file(&self, now: Now) -> Result<File, Error> {
        let day = now.date_naive();
        let lines: Vec<_> = self.sent(day)?.iter().map(SentLine::columns).collect();
        let title = format!("{}　{}报送记录", self.session.ledger()?.unit.name, self.session.form().mark);
        let bytes = output::sent_workbook(&title, &lines, day)?;
        Ok(self
            .session
            .reports()
            .plain_file(&format!("_{}_报送记录_{day}.xlsx", self.session.form().file_mark), bytes))
    }

    /// A kept file of a report: one of its documents, or its scan.
    pub fn kept_file(&self, month: Month, revision: u32, name: &str) -> Result<File, Error> {
        let line =
            self.session.reports().revisions(Some(month))?.into_iter().find(|line| line.number == revision);
        let missing = || RecordsError::NoFile { month: month.name(), name: name.to_owned() };
        let line = line.ok_or_else(missing)?;
        let is_scan = line.scan.as_ref().is_some_and(|scan| scan.name == name);
        let bytes = if is_scan {
            self.session.store.scan(month, revision)?
        } else {
            self.session.store.document(month, revision, name)?
        };
        let known = line.documents.into_iter().chain(line.scan).find(|known| known.name == name);
        let (known, bytes) = known.zip(bytes).ok_or_else(missing)?;
        Ok(File::with_digest(known.name, bytes, known.digest))
    }

    /// Compares an exported workbook with the records.
    pub fn verify_file(&self, path: &Path) -> Result<Verdict, Error> {
        self.verify_bytes(&reading::bytes_of(path)?)
    }

    /// Compares an exported workbook in memory with the records.
    pub fn verify_bytes(&self, bytes: &[u8]) -> Result<Verdict, Error> {
        let (book, over) = (reading::read(bytes)?, reading::overlays(bytes)?);
        let file = verification::File { book: &book, over: &over };
        let stated = Stated::read(&reading::properties(bytes)?)?;
        let (notice, form) = self.drawn_with(&stated)?;
        let Some(form) = form else {
            let list = notice.list(&stated.form).ok_or(VerificationError::NotOurs)?;
            return self.verify_list(list, file, &stated);
        };
        let list = notice.lists.first().map(|list| &**list);
        let month = stated.month_of(&form)?;
        let revision = self.session.ledger()?.revision(month, stated.revision).filter(|_| !stated.is_draft());
        let expectation = match revision.filter(|revision| revision.sheet.unit.name == stated.unit) {
            Some(revision) => self.on_record(month, revision)?,
            None => as_stated(&form, list, month, &book, &stated)?,
        };
        Ok(verification::verify(&form, list, file, &stated, &expectation)?)
    }

    /// The notice that a file says it was drawn with, and its form; `None` for the form of a list. Refuses a file of another
    /// form than the one in hand.
    fn drawn_with(&self, stated: &Stated) -> Result<(Arc<Notice>, Option<Arc<Form>>), Error> {
        let session = &self.session;
        let first = || Ok::<_, Error>((Notice::built_in()?.id.clone(), 1));
        let (id, edition) = stated.notice.clone().map_or_else(first, Ok)?;
        let notice = session.store.notices().iter().find(|one| one.id == id && one.edition == edition);
        let notice = notice.ok_or(VerificationError::UnknownNotice { id, edition })?;
        let (form, list) = (notice.form(&stated.form).map(Arc::clone), notice.list(&stated.form));
        let of_form = form.as_ref().map(|form| (&form.key, &form.mark));
        let of_list = || list.map(|list| (&list.key, &list.mark));
        let (key, mark) = of_form.or_else(of_list).ok_or(VerificationError::NotOurs)?;
        let in_hand = session.form();
        if [&in_hand.key, &in_hand.list_key].contains(&key) {
            return Ok((Arc::clone(notice), form));
        }
        Err(VerificationError::OtherForm(format!("{}的{mark}", session.called(notice))).into())
    }

    /// The expected content of a report's files: the kept files, and the report drawn again.
    fn on_record(&self, month: Month, revision: &Revision) -> Result<Expectation, Error> {
        let mut kept = Vec::new();
        let is_workbook = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "xlsx");
        for document in revision.documents.iter().filter(|document| is_workbook(&document.name)) {
            // The doctor tells of kept files that are lost; here the report is drawn again anyway.
            let bytes = match self.session.store.document(month, revision.sheet.revision, &document.name) {
                Err(StoreError::FileLost { .. }) => None,
                read => read?,
            };
            kept.extend(bytes.and_then(|bytes| reading::read(&bytes).ok()));
        }
        let drawn =
            reading::read(&output::workbook(&self.session.form_of(&revision.sheet), &revision.sheet())?)?;
        Ok(Expectation::Recorded { kept, drawn })
    }

    fn verify_list(
        &self,
        form: &ProjectForm,
        file: verification::File<'_>,
        stated: &Stated,
    ) -> Result<Verdict, Error> {
        let unit = &self.session.ledger()?.unit;
        let sent = self.session.projects.sent.iter().find(|list| {
            let projects: Vec<_> = list.projects.iter().map(|listed| listed.project.clone()).collect();
            output::digest_of_projects(form, &list.reporter(unit).name, &projects) == stated.digest
        });
        let list = match sent {
            None => stated.list(form, unit.first_month, file.book),
            Some(sent) => {
                // The file was exported before it was marked as sent, or later, with the day of the last
                // change at that time.
                let day = day_on_list(form, file.book, self.session.store.project_days()?).or(sent.day());
                let projects = sent.projects.clone();
                let ledger = ProjectLedger { list: projects, changed_on: day, sent: Vec::new() };
                Some(projects::sheet(&ledger, &sent.reporter(unit), unit.first_month.day(1)))
            }
        };
        let list = list.ok_or(VerificationError::NotOurs)?;
        let drawn = reading::read(&output::project_workbook(form, &list)?)?;
        let expectation = match sent {
            None => Expectation::AsStated(drawn),
            Some(_) => Expectation::Recorded { kept: Vec::new(), drawn },
        };
        let number = sent.map(|sent| sent.number);
        Ok(verification::verify_projects(form, file, stated, number, &expectation)?)
    }
}

/// The expected content of a report without a record, built from what the file states and shows.
fn as_stated(
    form: &Form,
    list: Option<&ProjectForm>,
    month: Month,
    book: &Book,
    stated: &Stated,
) -> Result<Expectation, Error> {
    let sheet = stated.sheet(form, month, book);
    let list = list.and_then(|list| Some((list, stated.list(list, month, book)?)));
    let drawn = match list {
        Some((list_form, list)) => output::workbook_with_projects(form, &sheet, list_form, &list)?,
        None => output::workbook(form, &sheet)?,
    };
    Ok(Expectation::AsStated(reading::read(&drawn)?))
}
