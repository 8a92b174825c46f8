//! Sending a month directly: preparing the letter, checking whether it may be sent, and recording the result.
//!
//! The session prepares a [`Delivery`], the caller delivers it without the session, and the session finishes it. So
//! nobody waits for a server while the records are locked. Only a delivery that the server confirmed is recorded as
//! sent; one without an answer is remembered as doubtful, and the officer is asked before the next one.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::facet::Dispatch;
use super::file::DrawnOf;
use super::sending::Enclosures;
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

/// The name under which the server is remembered; the code never is.
const SERVER: &str = "mail.server";
/// The prefix, followed by the month, under which a delivery without an answer is remembered until its result is known.
const DOUBTFUL: &str = "mail.doubtful.";
/// The recorded means of a report that was sent directly.
const HOW: &str = "电子邮件";

/// A letter that is ready to be sent, and the report in it.
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

/// The report in a letter, as it was when the letter was prepared.
#[derive(Clone, Debug)]
struct Reported {
    report: DrawnOf,
    scan: Option<Scan>,
    /// Its files that are not kept yet, each with its name.
    to_archive: Vec<(String, Vec<u8>)>,
    /// What was remembered of an earlier delivery; it is put back where this one fails for sure.
    doubt: Option<String>,
    /// Whether the officer wants to send the report again.
    again: bool,
}

/// A letter that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sent {
    /// The address that the letter was sent to.
    pub recipient: String,
    /// The kept files that were in the letter.
    pub documents: Vec<DocumentName>,
}

/// The settings for sending directly, as the window shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MailSettings {
    /// The mail providers whose servers are known.
    pub services: Vec<Service>,
    /// The server, if sending directly is turned on.
    pub server: Option<MailServer>,
    /// The word of the provider whose server that is, if it is a known one.
    pub service: Option<&'static str>,
    /// Whether the system's keyring holds its code.
    pub code_kept: bool,
    /// Whether there is a keyring that can keep a code.
    pub has_keyring: bool,
}

/// A delivery that was started and whose result is not known yet.
#[derive(Serialize, Deserialize)]
struct Doubtful {
    revision: u32,
    at: Now,
}

impl Delivery {
    /// The address that the letter is sent to.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// Hands the letter to the server. This records nothing; see [`Session::finish_delivery`].
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
    /// The server, if sending directly is turned on.
    pub fn mail_server(&self) -> Result<Option<MailServer>, Error> {
        let text = self.session.setting(SERVER)?.unwrap_or_default();
        // A setting that cannot be read or is not valid (somebody edited the database) counts as turned off.
        let server = serde_json::from_str::<MailServer>(&text).ok();
        Ok(server.and_then(|server| server.checked().ok()))
    }

    /// Turns sending directly on or off. The code is kept by the keyring.
    pub fn set_mail_server(&self, server: Option<MailServer>) -> Result<(), Error> {
        self.session.store.refuse_if_looking()?;
        let server = server.map(MailServer::checked).transpose()?;
        let text = server.map_or(Ok(String::new()), |server| serde_json::to_string(&server));
        self.session.remember(SERVER, &text.unwrap_or_default())
    }

    /// Prepares a test letter from the officer to themselves.
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

    /// When the month's report was handed to a server that never answered, in words; `None` if the result is known.
    pub(super) fn doubt(&self, revision: &Revision) -> Result<Option<String>, Error> {
        if revision.sending.is_some() {
            return Ok(None);
        }
        let note = self.session.setting_of_form(&doubtful_name(revision.sheet.month))?;
        Ok(note.as_deref().and_then(|note| doubt_about(revision, note)))
    }

    fn put_back_doubt(&self, delivery: &Delivery) -> Result<(), Error> {
        let Some(report) = &delivery.report else { return Ok(()) };
        self.session.remember_of_form(
            &doubtful_name(report.report.month),
            report.doubt.as_deref().unwrap_or_default(),
        )
    }

    fn forget_doubt(&self, month: Month) -> Result<(), Error> {
        self.session.remember_of_form(&doubtful_name(month), "")
    }

    /// When and to whom a sent report was sent again, in words, each with a semicolon before it.
    pub(super) fn sent_again(&self, month: Month, number: u32) -> Result<String, Error> {
        Ok(self.session.setting_of_form(&again_name(month, number))?.unwrap_or_default())
    }
}

impl<S: DerefMut<Target = Session>> Dispatch<S> {
    /// Prepares the report of a final month, with the same letter and files as the draft. Refuses if it was
    /// sent already, or may have been, unless the officer wants to send it `again`.
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
        let doubt = self.session.setting_of_form(&doubtful_name(month))?;
        if !again {
            refuse_twice(revision, doubt.as_deref())?;
        }
        let letter = self.letter(month)?;
        let Enclosures { report, to_archive, attachments } = self.enclosures(now, month, fonts)?;
        let report = report.ok_or_else(|| RecordsError::NotFinal(month.name()))?;
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

    /// Notes that the letter is about to be sent, so that the officer is asked about it if the computer fails
    /// during the delivery. Refuses if the month has changed since the letter was prepared: somebody may have
    /// sent it, reopened it or changed its scan while the code was being typed.
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

    /// Records the result of a delivery: as sent only if the server accepted it.
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
                // If even this cannot be noted, the officer is asked once more than necessary.
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

    /// Begins, delivers and finishes in one call, for a caller that waits.
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

    /// A revision that was sent before keeps its first record, and the new delivery is noted. If the month was
    /// reopened during the delivery, the revision is recorded as sent and the month stays open. The mailed files are
    /// the ones that are kept: if the scan was changed during the delivery, it is changed back.
    fn record_sent(&mut self, now: Now, delivery: &Delivery) -> Result<(), Error> {
        self.archive_enclosures(now, delivery)?;
        let Some(Reported { report, scan, .. }) = &delivery.report else { return Ok(()) };
        let (month, number) = (report.month, report.number);
        let recipient = delivery.recipient.clone();
        // The first record stays; a project list that has changed since is kept in a separate file.
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
            let known = self.session.setting_of_form(&name)?.unwrap_or_default();
            let with =
                if further.is_empty() { String::new() } else { format!("，附 {}", further.join("、")) };
            let at = moment_name(now.naive_local());
            self.session.remember_of_form(&name, &format!("{known}；{at} 又发到 {recipient}{with}"))?;
        }
        Ok(())
    }
}

/// Whether it is still that report, with that scan.
fn reported_by(revision: &Revision, report: &DrawnOf, scan: Option<&Scan>) -> bool {
    revision.digest == report.digest
        && revision.scan.as_ref().map(|scan| &scan.digest) == scan.map(|scan| &scan.file.digest)
}

/// Refuses to send a report that was sent, or that may have been sent.
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

/// Says that a report may already have been sent, in places where nobody asked to send it.
pub(super) fn doubt_sentence(at: &str) -> String {
    format!("{at} 可能已发出，没有得到答复，请看邮箱的“已发送”")
}

/// The name under which it is remembered that a sent report was sent again.
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
