//! The parts of a mail, found in one pass and within limits. The parser of the library has none: a mail of boundaries
//! alone would fill the memory.

use mailparse::{MailHeader, ParsedContentType, parse_content_type, parse_headers};

use super::super::IncomingError;
use super::super::name;
use super::encoding::escaped;

/// The most parts of a mail, and how deep they may be nested.
const MOST_PARTS: usize = 1000;
const DEEPEST: usize = 10;
/// The longest fields of a part together, and the longest one that is read.
const LONGEST_FIELDS: usize = 256 << 10;
const LONGEST_FIELD: usize = 8 << 10;

/// A part that has no parts, or a mail within the mail.
pub(super) struct Part<'a> {
    fields: Vec<MailHeader<'a>>,
    pub(super) content_type: ParsedContentType,
    pub(super) body: &'a [u8],
    /// Whether it belongs to a text, as its pictures do.
    pub(super) is_related: bool,
}

impl<'a> Part<'a> {
    /// A field by its name, unfolded; its encoded words are not read. `None` if there is none.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        field(&self.fields, name)
    }

    fn read(bytes: &'a [u8], is_related: bool) -> Result<Self, IncomingError> {
        let (fields, body) = divided(bytes)?;
        let (fields, _) = parse_headers(fields).map_err(|_| IncomingError::MailDamaged)?;
        let content_type = field(&fields, "Content-Type").unwrap_or_else(|| "text/plain".to_owned());
        Ok(Self { content_type: parse_content_type(&content_type), fields, body, is_related })
    }
}

/// The fields of the mail itself, and its parts in their order.
pub(super) fn parts(mail: &[u8]) -> Result<(Part<'_>, Vec<Part<'_>>), IncomingError> {
    let mut leaves = Vec::new();
    walk(Part::read(mail, false)?, 0, &mut leaves)?;
    Ok((Part::read(mail, false)?, leaves))
}

fn walk<'a>(part: Part<'a>, depth: usize, leaves: &mut Vec<Part<'a>>) -> Result<(), IncomingError> {
    let kind = &part.content_type.mimetype;
    let boundary = part.content_type.params.get("boundary").filter(|_| kind.starts_with("multipart/"));
    let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) else {
        leaves.push(part);
        return if leaves.len() > MOST_PARTS { Err(IncomingError::MailDamaged) } else { Ok(()) };
    };
    if kind == "multipart/encrypted" {
        return Err(IncomingError::SecuredMail);
    }
    if depth == DEEPEST {
        return Err(IncomingError::MailDamaged);
    }
    let is_related = kind == "multipart/related" || part.is_related;
    for bytes in between(part.body, boundary.as_bytes())? {
        walk(Part::read(bytes, is_related)?, depth + 1, leaves)?;
    }
    Ok(())
}

/// What stands between the lines that are a boundary. A boundary that only begins like it belongs to another part.
fn between<'a>(body: &'a [u8], boundary: &[u8]) -> Result<Vec<&'a [u8]>, IncomingError> {
    let mut found = Vec::new();
    let (mut start, mut at) = (None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let marked =
            line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)).map(<[u8]>::trim_ascii_end);
        if let Some(end @ (b"" | b"--")) = marked {
            if let Some(start) = start {
                found.push(without_line_end(body.get(start..at).unwrap_or_default()));
            }
            if found.len() > MOST_PARTS {
                return Err(IncomingError::MailDamaged);
            }
            if end == b"--" {
                return Ok(found);
            }
            start = Some(at + line.len());
        }
        at += line.len();
    }
    // The mail was cut off; what is there is read.
    found.extend(start.and_then(|start| body.get(start..)));
    Ok(found)
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The fields of a part and its body, which an empty line separates.
fn divided(bytes: &[u8]) -> Result<(&[u8], &[u8]), IncomingError> {
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if matches!(line, b"\n" | b"\r\n") {
            break;
        }
        at += line.len();
        if at > LONGEST_FIELDS {
            return Err(IncomingError::MailDamaged);
        }
    }
    let (fields, rest) = bytes.split_at(at);
    let body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    Ok((fields, body))
}

/// The first field with a name, as one line. It is UTF-8 or, as Chinese programs write it, GB18030.
fn field(fields: &[MailHeader<'_>], wanted: &str) -> Option<String> {
    let found = fields
        .iter()
        .find(|field| field.get_key_raw().trim_ascii().eq_ignore_ascii_case(wanted.as_bytes()))?;
    let raw = found.get_value_raw();
    let text = name::decoded(raw.get(..LONGEST_FIELD).unwrap_or(raw)).into_owned();
    Some(text.lines().map(str::trim).collect::<Vec<_>>().join(" "))
}

/// A parameter of a field that the library left as it was written, because it does not know the encoding: the encoding
/// and the bytes.
pub(super) fn undecoded(
    parameters: &std::collections::BTreeMap<String, String>,
    name: &str,
) -> Option<(String, Vec<u8>)> {
    let whole = parameters.get(&format!("{name}*")).cloned();
    let pieces = (0..).map_while(|number| parameters.get(&format!("{name}*{number}*"))).cloned();
    let value = whole.unwrap_or_else(|| pieces.collect());
    let (label, rest) = value.split_once('\'')?;
    let (_language, content) = rest.split_once('\'')?;
    Some((label.to_owned(), escaped(content.as_bytes(), b'%', false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(mail: &str) -> Vec<String> {
        let (_, parts) = parts(mail.as_bytes()).unwrap();
        parts.iter().map(|part| String::from_utf8_lossy(part.body).into_owned()).collect()
    }

    #[test]
    fn parts_are_found_with_either_line_end_and_without_the_last_boundary() {
        let mail =
            "Content-Type: multipart/mixed; boundary=b1\n\nno part\n--b1\n\none\n--b1 \n\ntwo\n--b1--\nafter";
        assert_eq!(bodies(mail), ["one", "two"]);
        assert_eq!(bodies(&mail.replace('\n', "\r\n")), ["one", "two"]);
        assert_eq!(bodies(mail.split_once("--b1--").unwrap().0), ["one", "two\n"]);
        assert_eq!(bodies("Subject: x\n\ntext"), ["text"]);
        assert_eq!(bodies("Subject: x"), [""]);
    }

    #[test]
    fn a_boundary_that_begins_like_another_is_another() {
        let mail = "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n\
                    Content-Type: multipart/related; boundary=\"b1\"\n\n--b1\n\none\n--b1--\n--b\n\ntwo\n--b--\n";
        assert_eq!(bodies(mail), ["one", "two"]);
        let (_, parts) = parts(mail.as_bytes()).unwrap();
        assert_eq!(parts.iter().map(|part| part.is_related).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_mail_of_boundaries_alone_is_refused() {
        let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n".repeat(100_000));
        assert_eq!(parts(many.as_bytes()).err(), Some(IncomingError::MailDamaged));
        let deep = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(50);
        // Each is within the one before; the outermost boundary ends them all.
        assert!(parts(deep.as_bytes()).is_ok());
        let level = |level| format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
        let deep = (0..50).map(level).collect::<Vec<_>>().concat();
        assert_eq!(parts(deep.as_bytes()).err(), Some(IncomingError::MailDamaged));
        let long = format!("Subject: {}\n\n", "x".repeat(300_000));
        assert_eq!(parts(long.as_bytes()).err(), Some(IncomingError::MailDamaged));
    }
}
