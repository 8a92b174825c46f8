//! Sending a month directly: what is sent, whether it may be, and what is recorded of it.
//!
//! A [`Delivery`] is prepared by the session, handed to the server without it, and finished by the session again, so
//! that nobody waits for a server while the records are held. Only a delivery that the server acknowledged is
//! recorded; one without an answer is remembered as doubtful, and asked about before the next.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::facet::Dispatch;
use super::file::DrawnOf;
use super::sending::attachments;
use super::{Now, Scan, Session};
use crate::error::Error;
use crate::mail::{Cancel, Code, MailError, MailServer, OnProgress, Post, Service, Terms, deliver};
use crate::output::document::Fonts;
use crate::output::{Letter, Sender};
use crate::period::{Month, moment_name};
use crate::report::{DocumentName, Revision, Sending};
use crate::session::RecordsError;
use crate::store::{OperationKind, Place, SENT, Step};
use crate::wording::quoted;

/// Under what name the server is remembered; the code never is.
const SERVER: &str = "mail.server";
/// Under what name, with the month behind it, a delivery without an answer is remembered until it is known what became of it.
const DOUBTFUL: &str = "mail.doubtful.";
/// How a report that was sent from here is recorded to have been sent.
const HOW: &str = "电子邮件";

/// A letter that is ready to go, and what it reports.
#[derive(Clone, Debug)]
pub struct Delivery {
    server: MailServer,
    recipient: String,
    message: Vec<u8>,
    /// `None` for a test letter.
    report: Option<Reported>,
    /// The files in it.
    pub documents: Vec<DocumentName>,
}

/// What a letter reports, as it stood when it was prepared.
#[derive(Clone, Debug)]
struct Reported {
    report: DrawnOf,
    scan: Option<Scan>,
    /// Its files that are not kept yet, each with its name.
    to_archive: Vec<(String, Vec<u8>)>,
    /// What was remembered of an earlier delivery; it is put back where this one fails for sure.
    doubt: Option<String>,
    /// The officer wants it sent once more.
    again: bool,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sent {
    /// To which address.
    pub recipient: String,
    /// The files in it, as they are kept.
    pub documents: Vec<DocumentName>,
}

/// How sending directly is set up, as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MailSettings {
    /// The mailboxes whose server is known.
    pub services: Vec<Service>,
    /// The server that is turned on, if any.
    pub server: Option<MailServer>,
    /// The word of the mailbox whose server that is, if it is one of them.
    pub service: Option<&'static str>,
    /// The system's keyring has its code.
    pub code_kept: bool,
    /// There is a keyring that a code can be given to.
    pub has_keyring: bool,
}

/// A delivery that began and of whose end nothing is known yet.
#[derive(Serialize, Deserialize)]
struct Doubtful {
    revision: u32,
    at: Now,
}

impl Delivery {
    /// To which address it goes.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// Hands the letter to the server. Nothing is recorded by this; see [`Session::finish_delivery`].
    pub fn deliver(
        &self,
        code: &Code,
        terms: &Terms,
        cancel: &Cancel,
        progress: &mut OnProgress<'_>,
    ) -> Result<(), MailError> {
        let Self { server, recipient, message, .. } = self;
        deliver(&Post { server, code, recipient, message }, terms, cancel, progress)
    }
}

impl<S: Deref<Target = Session>> Dispatch<S> {
    /// The server that the officer turned on, if any.
    pub fn mail_server(&self) -> Result<Option<MailServer>, Error> {
        let text = self.session.setting(SERVER)?.unwrap_or_default();
        // A database somebody else touched: what cannot be read, or would not be taken, is off.
        let server = serde_json::from_str::<MailServer>(&text).ok();
        Ok(server.and_then(|server| server.checked().ok()))
    }

    /// Turns sending directly on, or off. The code is the keyring's business.
    pub fn set_mail_server(&self, server: Option<MailServer>) -> Result<(), Error> {
        self.session.store.refuse_if_looking()?;
        let server = server.map(MailServer::checked).transpose()?;
        let text = server.map_or(Ok(String::new()), |server| serde_json::to_string(&server));
        self.session.remember(SERVER, &text.unwrap_or_default())
    }

    /// Prepares a letter from the officer to themselves, to see whether sending works.
    pub fn prepare_test_delivery(&self, now: Now) -> Result<Delivery, Error> {
        let server = self.mail_server()?.ok_or(MailError::Off)?;
        let name = self.session.unit().map_or("山城月报", |unit| &unit.name);
        let letter = Letter {
            recipient: name.to_owned(),
            address: server.address.clone(),
            subject: "山城月报试发".to_owned(),
            text: "收到这封邮件，说明“直接发送邮件”已经设置好，可以用它报送月报了。\n这封邮件只发给您自己，没有附件。"
                .to_owned(),
        };
        let sender = Sender { name, address: &server.address };
        let message = letter.message(now, sender, &[]);
        Ok(Delivery { message, recipient: letter.address, server, report: None, documents: Vec::new() })
    }

    /// When the report of a month was handed to a server that never answered, in words; none where that is settled.
    pub(super) fn doubt(&self, revision: &Revision) -> Result<Option<String>, Error> {
        if revision.sending.is_some() {
            return Ok(None);
        }
        let note = self.session.setting(&doubtful_name(revision.sheet.month))?;
        Ok(note.as_deref().and_then(|note| doubt_about(revision, note)))
    }

    fn put_back_doubt(&self, delivery: &Delivery) -> Result<(), Error> {
        let Some(report) = &delivery.report else { return Ok(()) };
        self.session
            .remember(&doubtful_name(report.report.month), report.doubt.as_deref().unwrap_or_default())
    }

    fn forget_doubt(&self, month: Month) -> Result<(), Error> {
        self.session.remember(&doubtful_name(month), "")
    }

    /// When and where a report that had been sent went once more, in words, with a semicolon before each.
    pub(super) fn sent_again(&self, month: Month, number: u32) -> Result<String, Error> {
        Ok(self.session.setting(&again_name(month, number))?.unwrap_or_default())
    }
}

impl<S: DerefMut<Target = Session>> Dispatch<S> {
    /// Prepares the report of a final month: the letter that the draft would be, with the same files. Refused where it was
    /// sent already, or may have been, unless the officer says so `again`.
    pub fn prepare_delivery(
        &mut self,
        now: Now,
        month: Month,
        again: bool,
        fonts: &Fonts,
    ) -> Result<Delivery, Error> {
        self.session.store.refuse_if_looking()?;
        let server = self.mail_server()?.ok_or(MailError::Off)?;
        self.session.refresh()?;
        let revision = self.session.final_revision(month)?;
        let unit = revision.sheet.unit.name.clone();
        let doubt = self.session.setting(&doubtful_name(month))?;
        if !again {
            refuse_twice(revision, doubt.as_deref())?;
        }
        let letter = self.letter(month)?;
        let files = self.report_files(now, month, fonts)?;
        let report = files.iter().find_map(|(_, file)| file.report.clone());
        let report = report.ok_or_else(|| RecordsError::NotFinal(month.name()))?;
        let to_archive = files.iter().flat_map(|(_, file)| file.to_archive.clone()).collect();
        let attachments = attachments(files);
        let documents = attachments
            .iter()
            .map(|file| DocumentName { name: file.name.clone(), digest: crate::digest::sha256(&file.bytes) });
        let documents = documents.collect();
        let sender = Sender { name: &unit, address: &server.address };
        Ok(Delivery {
            message: letter.message(now, sender, &attachments),
            recipient: letter.address,
            server,
            report: Some(Reported { report, scan: self.scan(month, None)?, to_archive, doubt, again }),
            documents,
        })
    }

    /// Notes that the letter is about to go, so that the officer is asked about it if the computer fails on the way. Refused
    /// where the month is not as it was when the letter was prepared: somebody else has sent it, opened it again or
    /// changed its scan while the code was being typed.
    pub fn begin_delivery(&mut self, now: Now, delivery: &Delivery) -> Result<(), Error> {
        let Some(Reported { report, scan, doubt, again, .. }) = &delivery.report else {
            return Ok(());
        };
        let note = serde_json::to_string(&Doubtful { revision: report.number, at: now }).unwrap_or_default();
        // First of all: of two that are about to send the same month, one finds the other's note.
        if !self.session.store.replace_remembered(&doubtful_name(report.month), doubt.as_deref(), &note)? {
            return Err(MailError::ElsewhereUnderWay(report.month.name()).into());
        }
        self.session.refresh()?;
        let same = match self.session.final_revision(report.month) {
            Ok(revision) if reported_by(revision, report, scan.as_ref()) => {
                if *again {
                    Ok(())
                } else {
                    refuse_twice(revision, None)
                }
            }
            _ => Err(MailError::ChangedMeanwhile(report.month.name()).into()),
        };
        if same.is_err() {
            self.put_back_doubt(delivery)?;
        }
        same
    }

    /// Records what became of a letter: as sent only where the server took it.
    pub fn finish_delivery(
        &mut self,
        now: Now,
        delivery: &Delivery,
        delivered: Result<(), MailError>,
    ) -> Result<Sent, Error> {
        match delivered {
            Err(unknown @ MailError::Unknown(_)) => {
                // What may have gone is kept. Where it cannot be, that it may have gone is still what must be said.
                let _kept = self.archive_enclosures(now, delivery);
                Err(unknown.into())
            }
            Err(failed) => {
                // Where even this cannot be noted the officer is asked once more than needed.
                let _noted = self.put_back_doubt(delivery);
                Err(failed.into())
            }
            Ok(()) => {
                self.record_sent(now, delivery).map_err(|problem| MailError::NotRecorded {
                    recipient: delivery.recipient.clone(),
                    problem: problem.to_string(),
                })?;
                // What was sent is asked about anyway before it is sent once more.
                let _noted = delivery.report.as_ref().map(|report| self.forget_doubt(report.report.month));
                Ok(Sent { recipient: delivery.recipient.clone(), documents: delivery.documents.clone() })
            }
        }
    }

    /// Begins, delivers and finishes, for a caller that waits.
    pub fn send(
        &mut self,
        now: Now,
        delivery: &Delivery,
        code: &Code,
        terms: &Terms,
        cancel: &Cancel,
        progress: &mut OnProgress<'_>,
    ) -> Result<Sent, Error> {
        self.begin_delivery(now, delivery)?;
        let delivered = delivery.deliver(code, terms, cancel, progress);
        self.finish_delivery(now, delivery, delivered)
    }

    fn archive_enclosures(&mut self, now: Now, delivery: &Delivery) -> Result<(), Error> {
        let Some(Reported { report, to_archive, .. }) = &delivery.report else { return Ok(()) };
        self.archive(now, report, to_archive)
    }

    /// A revision that was sent before keeps its first record, and it is noted that it went once more; one that was
    /// opened again meanwhile is sent all the same, and the month stays open. What was mailed is what is kept: a scan
    /// that was changed while the letter was on its way is changed back.
    fn record_sent(&mut self, now: Now, delivery: &Delivery) -> Result<(), Error> {
        self.archive_enclosures(now, delivery)?;
        let Some(Reported { report, scan, .. }) = &delivery.report else { return Ok(()) };
        let (month, number) = (report.month, report.number);
        let recipient = delivery.recipient.clone();
        // Its first record stays; a list of projects that has changed since goes in a file of its own.
        let mut further = Vec::new();
        let mut once_more = false;
        self.session.transact(now, OperationKind::Send, |_, ledger| {
            let revision = ledger
                .revision(month, number)
                .filter(|revision| revision.digest == report.digest)
                .ok_or_else(|| RecordsError::NoRevision { month: month.name(), number })?;
            if revision.sending.is_some() {
                once_more = true;
                let known = |file: &&DocumentName| {
                    revision.sent_documents().contains(file) || revision.scan.as_ref() == Some(*file)
                };
                further = delivery
                    .documents
                    .iter()
                    .filter(|file| !known(file))
                    .map(|file| quoted(&file.name))
                    .collect();
                return Ok(Vec::new());
            }
            let mut steps = Vec::new();
            if !reported_by(revision, report, scan.as_ref()) {
                let scan = scan.as_ref().map(|scan| (scan.file.name.clone(), scan.file.bytes.clone()));
                steps.push(Step::Attach { month, number, scan });
            }
            steps.push(Step::Send {
                month,
                number,
                sending: Sending { at: now, how: HOW.to_owned(), recipient: recipient.clone() },
            });
            if ledger.reported(month).is_some() && ledger.revision_number(month) == number {
                steps.push(Step::Set((Place::State(month), Some(SENT.to_owned()))));
            }
            Ok(steps)
        })?;
        if once_more {
            let name = again_name(month, number);
            let known = self.session.setting(&name)?.unwrap_or_default();
            let with =
                if further.is_empty() { String::new() } else { format!("，附 {}", further.join("、")) };
            let at = moment_name(now.naive_local());
            self.session.remember(&name, &format!("{known}；{at} 又发到 {recipient}{with}"))?;
        }
        Ok(())
    }
}

/// Whether it is still that report, with that scan.
fn reported_by(revision: &Revision, report: &DrawnOf, scan: Option<&Scan>) -> bool {
    revision.digest == report.digest
        && revision.scan.as_ref().map(|scan| &scan.digest) == scan.map(|scan| &scan.file.digest)
}

/// Refuses to send what was sent, or may have been.
fn refuse_twice(revision: &Revision, note: Option<&str>) -> Result<(), Error> {
    let month = revision.sheet.month.name();
    if let Some(sending) = &revision.sending {
        return Err(MailError::AlreadySent { month, sent: sent_words(sending) }.into());
    }
    match note.and_then(|note| doubt_about(revision, note)) {
        Some(at) => Err(MailError::Doubtful { month, at }.into()),
        None => Ok(()),
    }
}

fn doubt_about(revision: &Revision, note: &str) -> Option<String> {
    if note.is_empty() {
        return None;
    }
    match serde_json::from_str::<Doubtful>(note) {
        Ok(doubtful) => {
            (doubtful.revision == revision.sheet.revision).then(|| moment_name(doubtful.at.naive_local()))
        }
        // A note that was damaged still says that a letter went; when, it does not.
        Err(_) => Some("以前".to_owned()),
    }
}

/// That a report may have been sent, told where nobody asked to send it.
pub(super) fn doubt_sentence(at: &str) -> String {
    format!("{at} 可能已发出，没有得到答复，请看邮箱的“已发送”")
}

/// Under what name it is remembered that a report that had been sent went once more.
fn again_name(month: Month, number: u32) -> String {
    format!("mail.again.{month}.{number}")
}

fn doubtful_name(month: Month) -> String {
    format!("{DOUBTFUL}{month}")
}

fn sent_words(sending: &Sending) -> String {
    let parts = [moment_name(sending.at.naive_local()), sending.how.clone(), sending.recipient.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
