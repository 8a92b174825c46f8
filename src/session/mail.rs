//! Sending a month directly: what is sent, whether it may be, and what is recorded of it.
//!
//! A [`Parcel`] is packed from the session, delivered without it, and what became of it is settled with it again, so
//! that nobody waits for a server while the records are held. Only a delivery that the server acknowledged is
//! recorded; one without an answer is remembered as doubtful, and asked about before the next.

use serde::{Deserialize, Serialize};

use super::{Now, Session};
use crate::error::Error;
use crate::mail::{Cancel, Code, MailError, MailServer, Post, Service, Terms, Told, deliver};
use crate::output::document::Fonts;
use crate::output::{Letter, Sender};
use crate::period::{Month, moment_name};
use crate::report::{DocumentName, Sending};
use crate::session::RecordsError;
use crate::store::{OperationKind, Place, SENT, Step};

/// Under what name the server is remembered; the code never is.
const SERVER: &str = "mail.server";
/// Under what name, with the month behind it, a delivery without an answer is remembered until it is settled.
const DOUBTFUL: &str = "mail.doubtful.";
/// How a report that was sent from here is recorded to have been sent.
const HOW: &str = "电子邮件";

/// A letter that is ready to go, and what it reports.
#[derive(Clone, Debug)]
pub struct Parcel {
    server: MailServer,
    recipient: String,
    message: Vec<u8>,
    /// Nothing for a test letter.
    report: Option<(Month, u32)>,
    /// The files in it.
    pub documents: Vec<DocumentName>,
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
    /// The system's keyring has its code.
    pub code_kept: bool,
}

/// A delivery that began and of whose end nothing is known yet.
#[derive(Serialize, Deserialize)]
struct Doubtful {
    revision: u32,
    at: Now,
}

impl Parcel {
    /// To which address it goes.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// Hands the letter to the server. Nothing is recorded by this; see [`Session::settle`].
    pub fn deliver(
        &self,
        code: &Code,
        terms: &Terms,
        cancel: &Cancel,
        progress: &mut Told<'_>,
    ) -> Result<(), MailError> {
        let Self { server, recipient, message, .. } = self;
        deliver(&Post { server, code, recipient, message }, terms, cancel, progress)
    }
}

impl Session {
    /// The server that the officer turned on, if any.
    pub fn mail_server(&self) -> Result<Option<MailServer>, Error> {
        let text = self.setting(SERVER)?.unwrap_or_default();
        // A database somebody else touched: what cannot be read, or would not be taken, is off.
        let server = serde_json::from_str::<MailServer>(&text).ok();
        Ok(server.and_then(|server| server.checked().ok()))
    }

    /// Turns sending directly on, or off. The code is the keyring's business.
    pub fn set_mail_server(&self, server: Option<MailServer>) -> Result<(), Error> {
        self.store.refuse_if_looking()?;
        let server = server.map(MailServer::checked).transpose()?;
        let text = server.map_or(Ok(String::new()), |server| serde_json::to_string(&server));
        self.remember(SERVER, &text.unwrap_or_default())
    }

    /// Packs the report of a final month: the letter that the draft would be, with the same files. Refused where it was
    /// sent already, or may have been, unless the officer says so `again`.
    pub fn parcel(&mut self, now: Now, month: Month, again: bool, fonts: &Fonts) -> Result<Parcel, Error> {
        self.store.refuse_if_looking()?;
        let server = self.mail_server()?.ok_or(MailError::Off)?;
        self.save_typed(now)?;
        self.refresh()?;
        let revision = self.final_revision(month)?;
        let (unit, number) = (revision.sheet.unit.name.clone(), revision.sheet.revision);
        if !again {
            if let Some(sending) = &revision.sending {
                return Err(MailError::AlreadySent { month: month.name(), sent: sent_words(sending) }.into());
            }
            if let Some(doubtful) = self.doubtful(month)?.filter(|one| one.revision == number) {
                let at = moment_name(doubtful.at.naive_local());
                return Err(MailError::Doubtful { month: month.name(), at }.into());
            }
        }
        let letter = self.letter(month)?;
        let attachments = self.attachments(now, month, fonts)?;
        let documents = attachments
            .iter()
            .map(|file| DocumentName { name: file.name.clone(), digest: crate::digest::sha256(&file.bytes) });
        let documents = documents.collect();
        let sender = Sender { name: &unit, address: &server.address };
        Ok(Parcel {
            message: letter.message(now, sender, &attachments),
            recipient: letter.address,
            server,
            report: Some((month, number)),
            documents,
        })
    }

    /// Packs a letter from the officer to themselves, to see whether sending works.
    pub fn test_parcel(&self, now: Now) -> Result<Parcel, Error> {
        let server = self.mail_server()?.ok_or(MailError::Off)?;
        let name = self.unit().map_or("山城月报", |unit| &unit.name);
        let letter = Letter {
            recipient: name.to_owned(),
            address: server.address.clone(),
            subject: "山城月报试发".to_owned(),
            text: "收到这封邮件，说明“直接发送邮件”已经设置好，可以用它报送月报了。\n这封邮件只发给您自己，没有附件。"
                .to_owned(),
        };
        let sender = Sender { name, address: &server.address };
        let message = letter.message(now, sender, &[]);
        Ok(Parcel { message, recipient: letter.address, server, report: None, documents: Vec::new() })
    }

    /// Notes that the letter is about to go, so that a computer that goes dark on the way is asked about it.
    pub fn set_out(&self, now: Now, parcel: &Parcel) -> Result<(), Error> {
        let Some((month, revision)) = parcel.report else { return Ok(()) };
        let text = serde_json::to_string(&Doubtful { revision, at: now }).unwrap_or_default();
        self.remember(&doubtful_name(month), &text)
    }

    /// Records what became of a letter: as sent only where the server took it.
    pub fn settle(
        &mut self,
        now: Now,
        parcel: &Parcel,
        delivered: Result<(), MailError>,
    ) -> Result<Sent, Error> {
        match delivered {
            Err(unknown @ MailError::Unknown(_)) => Err(unknown.into()),
            Err(failed) => {
                // Where even this cannot be noted the officer is asked once more than needed.
                let _noted = self.forget_doubt(parcel);
                Err(failed.into())
            }
            Ok(()) => {
                let recorded = self.record_sent(now, parcel).and_then(|()| self.forget_doubt(parcel));
                recorded.map_err(|problem| MailError::NotRecorded {
                    recipient: parcel.recipient.clone(),
                    problem: problem.to_string(),
                })?;
                Ok(Sent { recipient: parcel.recipient.clone(), documents: parcel.documents.clone() })
            }
        }
    }

    /// Delivers and settles, for whoever waits.
    pub fn send(
        &mut self,
        now: Now,
        parcel: &Parcel,
        code: &Code,
        terms: &Terms,
        cancel: &Cancel,
        progress: &mut Told<'_>,
    ) -> Result<Sent, Error> {
        self.set_out(now, parcel)?;
        let delivered = parcel.deliver(code, terms, cancel, progress);
        self.settle(now, parcel, delivered)
    }

    fn doubtful(&self, month: Month) -> Result<Option<Doubtful>, Error> {
        Ok(self.setting(&doubtful_name(month))?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn forget_doubt(&self, parcel: &Parcel) -> Result<(), Error> {
        parcel.report.map_or(Ok(()), |(month, _)| self.remember(&doubtful_name(month), ""))
    }

    /// A revision that was sent before keeps its first record; one that was opened again meanwhile is sent all the
    /// same, and the month stays open.
    fn record_sent(&mut self, now: Now, parcel: &Parcel) -> Result<(), Error> {
        let Some((month, number)) = parcel.report else { return Ok(()) };
        let recipient = parcel.recipient.clone();
        self.decide(now, OperationKind::Send, |_, ledger| {
            let revisions = ledger.months.get(&month).map(|record| &record.revisions);
            let revision = revisions.and_then(|known| known.get(usize::try_from(number).ok()?));
            let revision =
                revision.ok_or_else(|| RecordsError::NoRevision { month: month.name(), number })?;
            if revision.sending.is_some() {
                return Ok(Vec::new());
            }
            let sending = Sending { at: now, how: HOW.to_owned(), recipient };
            let mut steps = vec![Step::Send { month, number, sending }];
            if ledger.reported(month).is_some() && ledger.revision_number(month) == number {
                steps.push(Step::Set((Place::State(month), Some(SENT.to_owned()))));
            }
            Ok(steps)
        })?;
        Ok(())
    }
}

fn doubtful_name(month: Month) -> String {
    format!("{DOUBTFUL}{month}")
}

fn sent_words(sending: &Sending) -> String {
    let parts = [moment_name(sending.at.naive_local()), sending.how.clone(), sending.recipient.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
