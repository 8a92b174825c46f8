//! The letter: a mail draft (.eml) with the report attached, for the officer's own mail program.
//!
//! `X-Unsent` makes Outlook and Foxmail open it as a draft. The draft has no sender, because only the mail
//! program knows it; a letter that is sent directly has one. Nothing is sent from here and no clock is read.
//! No text of a unit or a template can add a header: the same report and template give the same bytes.

mod encode;
mod template;

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

pub use template::{LetterError, LetterTemplate};

use self::encode::{base64_lines, encoded_parameter, encoded_words, one_line, percent_encoded};
use crate::digest::sha256;
use crate::notice::{Form, Notice};
use crate::report::Sheet;

/// A letter as the officer reads it, before it is turned into a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Letter {
    /// The recipient's name.
    pub recipient: String,
    /// The recipient's mail address.
    pub address: String,
    /// The subject, on one line.
    pub subject: String,
    pub text: String,
}

/// A file attached to a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    /// Its media type, as `application/pdf`.
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// The sender of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender<'a> {
    pub name: &'a str,
    pub address: &'a str,
}

impl Letter {
    /// The letter to the bureau for a month.
    pub fn about(notice: &Notice, form: &Form, sheet: &Sheet, template: &LetterTemplate) -> Self {
        Self {
            recipient: notice.recipient.office.clone(),
            address: notice.recipient.address.clone(),
            subject: one_line(&LetterTemplate::fill(&template.subject, notice, form, sheet)),
            text: LetterTemplate::fill(&template.text, notice, form, sheet),
        }
    }

    /// The draft as a file: headers, the text, and the attachments in their order.
    pub fn draft(&self, at: DateTime<FixedOffset>, attachments: &[Attachment]) -> Vec<u8> {
        self.whole(vec![("X-Unsent", "1".to_owned())], at, attachments)
    }

    /// The letter as it is sent: the draft with its sender and a message id by which servers recognise it.
    pub fn message(&self, at: DateTime<FixedOffset>, sender: Sender<'_>, files: &[Attachment]) -> Vec<u8> {
        let from = format!(
            "{} <{}>",
            encoded_words(&one_line(sender.name), "From: ".len()),
            address(sender.address)
        );
        let draft = self.whole(vec![("From", from.clone())], at, files);
        let domain = address(sender.address.rsplit('@').next().unwrap_or_default());
        let id: String = sha256(&draft).chars().take(32).collect();
        self.whole(vec![("From", from), ("Message-ID", format!("<{id}@{domain}>"))], at, files)
    }

    fn whole(
        &self,
        mut headers: Vec<(&'static str, String)>,
        at: DateTime<FixedOffset>,
        attachments: &[Attachment],
    ) -> Vec<u8> {
        let text = base64_lines(with_line_ends(&self.text).as_bytes());
        let mut parts = vec![format!(
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}"
        )];
        parts.extend(attachments.iter().map(attached));
        // Base64 never contains `=_`, so the boundary cannot occur in a part.
        let boundary = format!("=_{}", sha256(parts.concat().as_bytes()));
        let mut draft = String::new();
        headers.push(("Date", at.to_rfc2822()));
        // A notice may give no address; whoever sends the draft fills it in.
        if !self.address.is_empty() {
            let recipient = encoded_words(&self.recipient, "To: ".len());
            headers.push(("To", format!("{recipient} <{}>", address(&self.address))));
        }
        headers.extend([
            ("Subject", encoded_words(&self.subject, "Subject: ".len())),
            ("MIME-Version", "1.0".to_owned()),
            ("Content-Type", format!("multipart/mixed;\r\n boundary=\"{boundary}\"")),
        ]);
        for (name, value) in headers {
            let _ = write!(draft, "{name}: {value}\r\n");
        }
        for part in &parts {
            let _ = write!(draft, "\r\n--{boundary}\r\n{part}");
        }
        let _ = write!(draft, "\r\n--{boundary}--\r\n");
        draft.into_bytes()
    }
}

/// The headers of an attachment. QQ mail reads the name in `Content-Type` only, as encoded words; Outlook and
/// the standard read `filename*`.
fn attached(attachment: &Attachment) -> String {
    let Attachment { name, media_type, bytes } = attachment;
    let name = one_line(name);
    format!(
        "Content-Type: {media_type};\r\n name=\"{}\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment;\r\n filename*=UTF-8''{}\r\n\r\n{}",
        encoded_parameter(&name),
        percent_encoded(&name),
        base64_lines(bytes)
    )
}

/// Reduces an address to plain ASCII without spaces or brackets, whatever the form's definition says.
fn address(text: &str) -> String {
    text.chars().filter(|character| character.is_ascii_graphic() && !"<>,;".contains(*character)).collect()
}

fn with_line_ends(text: &str) -> String {
    text.lines().fold(String::new(), |lines, line| lines + line + "\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::examples::{form, ledger, month, notice};
    use crate::report::sheet;
    use crate::unit::UnitKind;

    fn march(unit: &str) -> Sheet {
        let mut ledger = ledger(UnitKind::from("township"), "2022-01", &[("2022-03", "1a=100")]);
        ledger.unit.name = unit.into();
        sheet(form(), &ledger, month("2022-03")).unwrap()
    }

    fn draft(unit: &str, name: &str) -> String {
        let letter = Letter::about(notice(), form(), &march(unit), &LetterTemplate::from(&notice().letter));
        let workbook =
            Attachment { name: name.into(), media_type: "application/pdf", bytes: b"%PDF-".to_vec() };
        String::from_utf8(letter.draft("2022-03-28T09:00:00+08:00".parse().unwrap(), &[workbook])).unwrap()
    }

    fn headers(draft: &str) -> Vec<&str> {
        let (head, _) = draft.split_once("\r\n\r\n").unwrap();
        head.split("\r\n").filter(|line| !line.starts_with(' ')).collect()
    }

    #[test]
    fn it_is_an_unsent_draft_to_the_bureau() {
        let draft = draft("龙沙镇", "龙沙镇.pdf");
        let headers = headers(&draft);
        assert_eq!(headers[..2], ["X-Unsent: 1", "Date: Mon, 28 Mar 2022 09:00:00 +0800"]);
        assert!(headers[2].starts_with("To: =?UTF-8?B?") && headers[2].ends_with(" <cqwzczk@163.com>"));
        assert!(!draft.contains("\nFrom:"), "only the mail program knows whose it is");
    }

    #[test]
    fn a_sent_letter_says_who_sends_it_and_is_no_draft() {
        let mut letter =
            Letter::about(notice(), form(), &march("龙沙镇"), &LetterTemplate::from(&notice().letter));
        let at = "2022-03-28T09:00:00+08:00".parse().unwrap();
        let sender = Sender { name: "龙沙镇\r\nBcc: a@b.c", address: "zhang@163.com" };
        let sent = String::from_utf8(letter.message(at, sender, &[])).unwrap();
        let names: Vec<&str> = headers(&sent).iter().map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(names, ["From", "Message-ID", "Date", "To", "Subject", "MIME-Version", "Content-Type"]);
        assert!(headers(&sent)[1].ends_with("@163.com>") && !sent.contains("Bcc:"), "{sent}");
        assert_eq!(sent.as_bytes(), letter.message(at, sender, &[]), "the same letter has the same bytes");
        let id = headers(&sent)[1].to_owned();
        letter.text.push('x');
        assert!(!String::from_utf8(letter.message(at, sender, &[])).unwrap().contains(&id));
    }

    #[test]
    fn no_name_makes_a_header_of_its_own() {
        for breaks in ["\r\n", "\n", "\r", "\u{2028}", "\u{85}", "\0"] {
            let unit = format!("龙沙镇{breaks}Bcc: a@b.c{breaks}{breaks}x");
            let draft = draft(&unit, &format!("{unit}.pdf"));
            let names: Vec<&str> =
                headers(&draft).iter().map(|line| line.split(':').next().unwrap()).collect();
            assert_eq!(names, ["X-Unsent", "Date", "To", "Subject", "MIME-Version", "Content-Type"]);
            assert!(!draft.contains("Bcc:"), "it is encoded everywhere: {draft}");
        }
        let mut letter =
            Letter::about(notice(), form(), &march("龙沙镇"), &LetterTemplate::from(&notice().letter));
        letter.address = "a@b.c>\r\nBcc: <d@e.f".into();
        let draft =
            String::from_utf8(letter.draft("2022-03-28T09:00:00+08:00".parse().unwrap(), &[])).unwrap();
        assert_eq!(headers(&draft)[2].split_once(" <").unwrap().1, "a@b.cBcc:d@e.f>");
    }

    #[test]
    fn every_line_is_short_and_ends_as_mail_wants_it() {
        let long = "镇".repeat(300);
        let draft = draft(&long, &format!("{}.pdf", "镇".repeat(60)));
        assert!(draft.split("\r\n").all(|line| line.len() < 998 && !line.contains(['\r', '\n'])));
        assert!(draft.is_ascii());
        let subject = draft.split("\r\n").skip_while(|line| !line.starts_with("Subject")).skip(1);
        assert!(subject.take_while(|line| line.starts_with(' ')).all(|line| line.len() <= 76));
    }

    #[test]
    fn the_same_letter_has_the_same_bytes() {
        assert_eq!(draft("龙沙镇", "甲.pdf"), draft("龙沙镇", "甲.pdf"));
        assert_ne!(draft("龙沙镇", "甲.pdf"), draft("龙沙镇", "乙.pdf"));
    }
}
