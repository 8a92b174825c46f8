//! The head of a handover file: four lines of a fixed length, then the payload they describe.
//!
//! ```text
//! 山城月报交接文件 1
//! zip 00000000000000012345     or age; and how many bytes follow the head
//! <SHA-256 of what follows the head>
//! <SHA-256 of the three lines above>
//! ```

use super::HandoverError;
use crate::digest::sha256;

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

/// Puts the head before the payload.
pub(super) fn close(payload: Payload, bytes: &[u8]) -> Vec<u8> {
    let (word, length, digest) = (payload.word(), bytes.len(), sha256(bytes));
    let head = format!("{START}{VERSION}{word} {length:0LENGTH_DIGITS$}\n{digest}\n");
    let head_digest = sha256(head.as_bytes());
    [head.as_bytes(), head_digest.as_bytes(), b"\n", bytes].concat()
}

/// Checks the head and returns the payload only if every byte is as it was written.
pub(super) fn open(bytes: &[u8]) -> Result<(Payload, &[u8]), HandoverError> {
    let found = bytes.len() as u64;
    let Some((head, payload)) = bytes.split_at_checked(HEAD) else {
        let start = bytes.get(..START.len()).unwrap_or(bytes);
        let ours = START.as_bytes().starts_with(start);
        return Err(if ours { HandoverError::Cut { whole: 0, found } } else { HandoverError::Foreign });
    };
    let (described, stated) = head.split_at(DIGEST_AT);
    if !is_digest_of(stated, described) {
        return Err(what_is_wrong(described, stated));
    }
    let (kind, length, digest) = read(described).ok_or(HandoverError::Newer)?;
    match (payload.len() as u64).cmp(&length) {
        std::cmp::Ordering::Less => Err(HandoverError::Cut { whole: length + HEAD as u64, found }),
        std::cmp::Ordering::Equal if sha256(payload) == digest => Ok((kind, payload)),
        _ => Err(HandoverError::Changed),
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

    #[test]
    fn what_is_closed_can_be_opened_and_read_by_eye() {
        for kind in [Payload::Plain, Payload::Encrypted] {
            let closed = close(kind, BYTES);
            assert_eq!(open(&closed), Ok((kind, BYTES)));
            assert_eq!(closed.len(), HEAD + BYTES.len());
        }
        let closed = close(Payload::Plain, b"");
        let head = str::from_utf8(&closed).unwrap();
        assert!(head.starts_with("山城月报交接文件 1\nzip 00000000000000000000\ne3b0c442"), "{head}");
    }

    #[test]
    fn every_length_short_of_the_whole_is_cut() {
        let closed = close(Payload::Plain, BYTES);
        for length in 0..closed.len() {
            let told = open(&closed[..length]).unwrap_err();
            assert!(
                matches!(told, HandoverError::Cut { found, .. } if found == length as u64),
                "{length}: {told:?}"
            );
        }
    }

    #[test]
    fn every_changed_byte_and_whatever_is_added_is_a_change() {
        let closed = close(Payload::Encrypted, BYTES);
        for place in 0..closed.len() {
            let mut changed = closed.clone();
            changed[place] ^= 1;
            assert_eq!(open(&changed), Err(HandoverError::Changed), "byte {place}");
        }
        assert_eq!(open(&[&closed[..], b"x"].concat()), Err(HandoverError::Changed));
    }

    #[test]
    fn other_files_and_later_rules_are_known_as_such() {
        for other in
            [&b"PK\x03\x04 and so on, for longer than any head of ours would be"[..], b"text", &[0; 500]]
        {
            assert_eq!(open(other), Err(HandoverError::Foreign));
        }
        let later = format!("{START}2\n{}", "x".repeat(500));
        assert_eq!(open(later.as_bytes()), Err(HandoverError::Newer));
    }
}
