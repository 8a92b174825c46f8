//! The head of a handover file: four lines of a fixed length, then the payload they describe.
//!
//! ```text
//! 山城月报交接文件 1
//! zip 00000000000000012345     or age; and how many bytes follow the head
//! <SHA-256 of what follows the head>
//! <SHA-256 of the three lines above>
//! ```

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write};

use super::HandoverError;
use crate::digest::{Sha256Of, sha256, sha256_of};

const START: &str = "山城月报交接文件 ";
const VERSION: &str = "1\n";
const LENGTH_DIGITS: usize = 20;
/// Where the digest of the head begins.
const DIGEST_AT: usize = START.len() + VERSION.len() + "zip \n".len() + LENGTH_DIGITS + DIGEST;
const DIGEST: usize = 64 + "\n".len();
const HEAD: usize = DIGEST_AT + DIGEST;

/// What follows the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Payload {
    /// The unencrypted container.
    Plain,
    /// The container, encrypted with a passphrase.
    Encrypted,
}

impl Payload {
    fn word(self) -> &'static str {
        match self {
            Self::Plain => "zip",
            Self::Encrypted => "age",
        }
    }
}

fn head(payload: Payload, length: u64, digest: &str) -> String {
    let described = format!("{START}{VERSION}{} {length:0LENGTH_DIGITS$}\n{digest}\n", payload.word());
    let digest = sha256(described.as_bytes());
    format!("{described}{digest}\n")
}

/// Writes the payload after room for its head, and then the head, which describes what was written.
pub(super) fn write(
    file: &mut File,
    payload: Payload,
    write_payload: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    file.write_all(head(payload, 0, &sha256(b"")).as_bytes())?;
    let (length, digest) = digested(file, write_payload)?;
    file.rewind()?;
    file.write_all(head(payload, length, &digest).as_bytes())
}

/// Writes something, and returns its length and digest.
fn digested(
    file: &mut File,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<(u64, String)> {
    let mut out = Digested { file: BufWriter::new(file), digest: Sha256Of::default(), length: 0 };
    write(&mut out)?;
    out.flush()?;
    Ok((out.length, out.digest.finish()))
}

/// What is written to a file, with its length and digest.
struct Digested<W> {
    file: W,
    digest: Sha256Of,
    length: u64,
}

impl<W: Write> Write for Digested<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.digest.write_all(bytes)?;
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Checks that every byte is as it was written, and leaves the file where the payload begins.
///
/// # Errors
/// The outer error is the system's: the file cannot be read.
pub(super) fn open(file: &mut File) -> io::Result<Result<Payload, HandoverError>> {
    let found = file.metadata()?.len();
    let mut head = Vec::new();
    file.rewind()?;
    (&mut *file).take(HEAD as u64).read_to_end(&mut head)?;
    let (kind, digest) = match read_head(&head, found) {
        Ok(read) => read,
        Err(error) => return Ok(Err(error)),
    };
    let whole = sha256_of(BufReader::new(&mut *file))? == digest;
    file.seek(SeekFrom::Start(HEAD as u64))?;
    Ok(if whole { Ok(kind) } else { Err(HandoverError::Changed) })
}

/// The kind of the payload and its digest, from the head of a file of that many bytes.
fn read_head(head: &[u8], found: u64) -> Result<(Payload, String), HandoverError> {
    if head.len() < HEAD {
        let start = head.get(..START.len()).unwrap_or(head);
        let ours = START.as_bytes().starts_with(start);
        return Err(if ours { HandoverError::Cut { whole: 0, found } } else { HandoverError::Foreign });
    }
    let (described, stated) = head.split_at(DIGEST_AT);
    if !is_digest_of(stated, described) {
        return Err(what_is_wrong(described, stated));
    }
    let (kind, length, digest) = read(described).ok_or(HandoverError::Newer)?;
    let whole = length.saturating_add(HEAD as u64);
    match found.cmp(&whole) {
        Ordering::Less => Err(HandoverError::Cut { whole, found }),
        Ordering::Equal => Ok((kind, digest)),
        Ordering::Greater => Err(HandoverError::Changed),
    }
}

fn is_digest_of(stated: &[u8], described: &[u8]) -> bool {
    stated == format!("{}\n", sha256(described)).as_bytes()
}

/// The error for a bad head: damaged, not from this program, or from a newer version.
fn what_is_wrong(described: &[u8], stated: &[u8]) -> HandoverError {
    let version = START.len() + VERSION.len();
    let rest = described.get(version..).unwrap_or_default();
    let restored = [START.as_bytes(), VERSION.as_bytes(), rest].concat();
    if is_digest_of(stated, &restored) || described.starts_with(format!("{START}{VERSION}").as_bytes()) {
        HandoverError::Changed
    } else if described.starts_with(START.as_bytes()) {
        HandoverError::Newer
    } else {
        HandoverError::Foreign
    }
}

fn read(described: &[u8]) -> Option<(Payload, u64, String)> {
    let text = str::from_utf8(described).ok()?.strip_prefix(START)?.strip_prefix(VERSION)?;
    let mut lines = text.lines();
    let (word, length) = lines.next()?.split_once(' ')?;
    let kind = [Payload::Plain, Payload::Encrypted].into_iter().find(|kind| kind.word() == word)?;
    Some((kind, length.parse().ok()?, lines.next()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: &[u8] = b"whatever it is";

    fn closed(payload: Payload, bytes: &[u8]) -> Vec<u8> {
        let mut file = tempfile::tempfile().unwrap();
        write(&mut file, payload, |out| out.write_all(bytes)).unwrap();
        let mut closed = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut closed).unwrap();
        closed
    }

    /// The kind of the payload, and what follows where the file is left.
    fn opened(bytes: &[u8]) -> Result<(Payload, Vec<u8>), HandoverError> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let kind = open(&mut file).unwrap()?;
        let mut payload = Vec::new();
        file.read_to_end(&mut payload).unwrap();
        Ok((kind, payload))
    }

    #[test]
    fn what_is_closed_can_be_opened_and_read_by_eye() {
        for kind in [Payload::Plain, Payload::Encrypted] {
            let closed = closed(kind, BYTES);
            assert_eq!(opened(&closed), Ok((kind, BYTES.to_vec())));
            assert_eq!(closed.len(), HEAD + BYTES.len());
        }
        let closed = closed(Payload::Plain, b"");
        let head = str::from_utf8(&closed).unwrap();
        assert!(head.starts_with("山城月报交接文件 1\nzip 00000000000000000000\ne3b0c442"), "{head}");
    }

    #[test]
    fn every_length_short_of_the_whole_is_cut() {
        let closed = closed(Payload::Plain, BYTES);
        for length in 0..closed.len() {
            let told = opened(&closed[..length]).unwrap_err();
            assert!(
                matches!(told, HandoverError::Cut { found, .. } if found == length as u64),
                "{length}: {told:?}"
            );
        }
    }

    #[test]
    fn every_changed_byte_and_whatever_is_added_is_a_change() {
        let closed = closed(Payload::Encrypted, BYTES);
        for place in 0..closed.len() {
            let mut changed = closed.clone();
            changed[place] ^= 1;
            assert_eq!(opened(&changed), Err(HandoverError::Changed), "byte {place}");
        }
        assert_eq!(opened(&[&closed[..], b"x"].concat()), Err(HandoverError::Changed));
    }

    #[test]
    fn other_files_and_later_rules_are_known_as_such() {
        for other in
            [&b"PK\x03\x04 and so on, for longer than any head of ours would be"[..], b"text", &[0; 500]]
        {
            assert_eq!(opened(other), Err(HandoverError::Foreign));
        }
        let later = format!("{START}2\n{}", "x".repeat(500));
        assert_eq!(opened(later.as_bytes()), Err(HandoverError::Newer));
    }
}
