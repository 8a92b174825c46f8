//! A mail as a file (.eml): what it says of itself, the beginning of its text, and its attachments.

mod date;
mod encoding;
mod parts;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use mailparse::body::Body;
use mailparse::{DispositionType, ParsedContentDisposition, parse_content_disposition};

use self::parts::{Part, parts, undecoded};
use super::{IncomingError, Mail, name};
use crate::digest::sha256;
use crate::unit::is_invisible;

/// The longest subject, name or address that is shown, in characters.
const LONGEST: usize = 200;
/// How much of a text is read. It is cut at the end of a line, where base64 can be cut too.
const LONGEST_TEXT: usize = 4 << 20;
const UNNAMED: &str = "未命名附件";
/// The name that mail programs give to a mail within its own envelope.
const ENVELOPE: &str = "smime.p7m";

/// A mail and what is attached to it.
pub(super) struct Letter<'a> {
    pub(super) mail: Mail,
    pub(super) attachments: Vec<Attachment<'a>>,
    /// Parts that nobody means: signatures, receipts, invitations.
    pub(super) skipped: usize,
    /// Whether its text says that a file lies on the provider's server.
    pub(super) says_elsewhere: bool,
}

/// A file attached to a mail.
pub(super) struct Attachment<'a> {
    pub(super) name: String,
    /// A picture of the text: a logo, or a photograph of the page.
    pub(super) is_picture_of_text: bool,
    part: Part<'a>,
}

impl Attachment<'_> {
    pub(super) fn bytes(&self) -> Result<Vec<u8>, IncomingError> {
        decoded(&self.part, self.part.body).ok_or(IncomingError::AttachmentDamaged)
    }
}

/// Takes a mail apart. `carried_by` is the mail it was attached to.
pub(super) fn read(bytes: &[u8], carried_by: Option<Arc<Mail>>) -> Result<Letter<'_>, IncomingError> {
    let (envelope, found) = parts(without_preamble(bytes))?;
    if ["From", "Subject", "Date", "Received", "MIME-Version"]
        .iter()
        .all(|name| envelope.field(name).is_none())
    {
        return Err(IncomingError::MailDamaged);
    }
    let (mut plain, mut page) = (String::new(), String::new());
    let (mut attachments, mut skipped, mut says_elsewhere) = (Vec::new(), 0, false);
    for part in found {
        match role(&part) {
            Role::Nothing => skipped += 1,
            Role::File { name, is_picture_of_text } => {
                attachments.push(Attachment { name, is_picture_of_text, part });
            }
            Role::Text => {
                let written = written(&part);
                if part.content_type.mimetype == "text/html" {
                    let written = text::of_page(&written);
                    says_elsewhere |= text::says_elsewhere(&written);
                    page = if page.is_empty() { text::beginning(&written) } else { page };
                } else {
                    says_elsewhere |= text::says_elsewhere(&written);
                    plain = if plain.is_empty() { text::beginning(&written) } else { plain };
                }
            }
        }
    }
    let (from, from_name) = sender(&envelope.field("From").unwrap_or_default());
    let mail = Mail {
        from,
        from_name,
        subject: shown(&encoding::words(&envelope.field("Subject").unwrap_or_default())),
        date: envelope.field("Date").and_then(|field| date::date(&field)),
        received: envelope.field("Received").and_then(|field| date::received(&field)),
        message_id: envelope.field("Message-ID").map(|id| shown(&id)).filter(|id| !id.is_empty()),
        sha256: sha256(bytes),
        text: if plain.is_empty() { page } else { plain },
        carried_by,
    };
    Ok(Letter { mail, attachments, skipped, says_elsewhere })
}

/// A mail without what some programs write before it: a mark of the encoding, empty lines, the line of a mailbox.
fn without_preamble(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    if bytes.starts_with(b"From ") {
        let line = bytes.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        bytes.get(line.len()..).unwrap_or_default()
    } else {
        bytes
    }
}

/// What a part is to the mail.
enum Role {
    Text,
    File { name: String, is_picture_of_text: bool },
    Nothing,
}

fn role(part: &Part<'_>) -> Role {
    let kind = part.content_type.mimetype.as_str();
    if kind.ends_with("pkcs7-signature") || kind == "application/pgp-signature" {
        return Role::Nothing;
    }
    let disposition = part.field("Content-Disposition").map(|field| parse_content_disposition(&field));
    let is_attachment =
        disposition.as_ref().is_some_and(|found| found.disposition == DispositionType::Attachment);
    let name = file_name(part, disposition.as_ref());
    if kind == "message/rfc822" {
        let name = name.unwrap_or_else(|| "邮件".to_owned());
        let name = if name::ending(&name) == "eml" { name } else { format!("{name}.eml") };
        return Role::File { name, is_picture_of_text: false };
    }
    match name {
        None if !is_attachment && matches!(kind, "text/plain" | "text/html" | "") => Role::Text,
        None if !is_attachment && (kind.starts_with("text/") || kind.starts_with("message/")) => {
            Role::Nothing
        }
        name => {
            let fallback = if kind.ends_with("pkcs7-mime") { ENVELOPE } else { UNNAMED };
            Role::File {
                name: name.unwrap_or_else(|| fallback.to_owned()),
                is_picture_of_text: part.is_related && !is_attachment && kind.starts_with("image/"),
            }
        }
    }
}

/// The name of a file, as any of the ways to write it says.
fn file_name(part: &Part<'_>, disposition: Option<&ParsedContentDisposition>) -> Option<String> {
    let stated = disposition.and_then(|found| parameter(&found.params, "filename"));
    stated.or_else(|| parameter(&part.content_type.params, "name")).map(|stated| name::last(&stated))
}

fn parameter(parameters: &BTreeMap<String, String>, name: &str) -> Option<String> {
    let read = parameters.get(name).map(|value| encoding::words(value));
    let read =
        read.or_else(|| undecoded(parameters, name).map(|(label, bytes)| encoding::text(&label, &bytes)));
    read.filter(|value| !value.trim().is_empty())
}

/// The text of a part, or the beginning of a very long one.
fn written(part: &Part<'_>) -> String {
    let most = part.body.get(..LONGEST_TEXT);
    let lines = most.and_then(|most| most.get(..most.iter().rposition(|byte| *byte == b'\n')?)).or(most);
    let mut bytes = decoded(part, lines.unwrap_or(part.body)).unwrap_or_default();
    if lines.is_some() {
        // Where it was cut, half a character may stand.
        let whole = bytes.iter().rposition(u8::is_ascii).map_or(0, |last| last + 1);
        bytes.truncate(whole);
    }
    encoding::text(&part.content_type.charset, &bytes)
}

/// The bytes of the body of a part; `None` if they are not written as the part says.
fn decoded(part: &Part<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let way = part.field("Content-Transfer-Encoding").map(|way| way.trim().to_ascii_lowercase());
    if way.as_deref().is_some_and(|way| way.contains("uue")) {
        return None;
    }
    match Body::new(body, &part.content_type, &way) {
        Body::Base64(body) => body.get_decoded().ok(),
        Body::QuotedPrintable(body) => Some(encoding::quoted_printable(body.get_raw())),
        Body::SevenBit(body) | Body::EightBit(body) => Some(body.get_raw().to_vec()),
        Body::Binary(body) => Some(body.get_raw().to_vec()),
    }
}

/// The address and the name of a sender.
fn sender(field: &str) -> (String, String) {
    let (name, address) = match field.rsplit_once('<') {
        Some((name, address)) => (name, address.split('>').next().unwrap_or_default()),
        None => ("", field.split_whitespace().find(|word| word.contains('@')).unwrap_or_default()),
    };
    let name = name.trim().trim_matches('"').replace("\\\"", "\"");
    let name = encoding::words(&name);
    (shown(address), shown(name.trim_matches('"')))
}

fn shown(text: &str) -> String {
    let visible = |character: &char| !character.is_control() && !is_invisible(*character);
    text.trim().chars().filter(visible).take(LONGEST).collect()
}

#[cfg(test)]
mod tests;
