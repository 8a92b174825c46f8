//! Encoding text that is not plain ASCII in a mail: encoded words (RFC 2047), parameters (RFC 2231), base64.
//!
//! All results are ASCII and respect the line length; the meaning of a text is not this module's concern.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::disk::cut;
use crate::unit::is_invisible;

/// The longest line that a mail should have.
const LONGEST_LINE: usize = 76;
const OPENING: &str = "=?UTF-8?B?";
const CLOSING: &str = "?=";

/// A text as encoded words, folded to short lines; `used` bytes of the first line are taken already. Plain
/// text is encoded too, so that nothing in it can be read as a part of the mail's structure.
pub(super) fn encoded_words(text: &str, used: usize) -> String {
    let text = one_line(text);
    let mut rest = text.as_str();
    let mut words = Vec::new();
    let mut room = LONGEST_LINE.saturating_sub(used);
    while !rest.is_empty() {
        let space = room.saturating_sub(OPENING.len() + CLOSING.len()) / 4 * 3;
        // A character has at most four bytes, and a line has room for more than one.
        let word = cut(rest, space.max(4));
        words.push(format!("{OPENING}{}{CLOSING}", STANDARD.encode(word)));
        rest = rest.get(word.len()..).unwrap_or_default();
        room = LONGEST_LINE - 1;
    }
    words.join("\r\n ")
}

/// A text as encoded words in a quoted parameter, as Chinese mail programs write and read it.
pub(super) fn encoded_parameter(text: &str) -> String {
    encoded_words(text, " name=\"\"".len())
}

/// A text as the value of an extended parameter.
pub(super) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in one_line(text).bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            other => drop(write!(encoded, "%{other:02X}")),
        }
    }
    encoded
}

/// Bytes as base64, in short lines.
pub(super) fn base64_lines(bytes: &[u8]) -> String {
    let mut lines = String::with_capacity(bytes.len() / 57 * 78 + 80);
    for line in bytes.chunks(LONGEST_LINE / 4 * 3) {
        STANDARD.encode_string(line, &mut lines);
        lines.push_str("\r\n");
    }
    lines
}

/// A text on one line: line breaks become spaces, and invisible characters are removed.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|character| {
        if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') { ' ' } else { character }
    });
    spaced.filter(|character| !is_invisible(*character)).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(words: &str) -> String {
        let word = |word: &str| {
            let inner = word.strip_prefix(OPENING).unwrap().strip_suffix(CLOSING).unwrap();
            String::from_utf8(STANDARD.decode(inner).unwrap()).unwrap()
        };
        words.split("\r\n ").filter(|word| !word.is_empty()).map(word).collect()
    }

    proptest! {
        #[test]
        fn encoded_words_say_the_text_and_keep_within_the_line(text in "\\PC{0,300}", used in 0..40_usize) {
            let words = encoded_words(&text, used);
            prop_assert_eq!(decoded(&words), one_line(&text));
            for (index, line) in words.split("\r\n ").enumerate() {
                prop_assert!(line.is_ascii());
                prop_assert!(line.len() + if index == 0 { used } else { 1 } <= LONGEST_LINE, "{}", line);
            }
        }

        #[test]
        fn nothing_breaks_a_line(text in any::<String>()) {
            for encoded in [encoded_parameter(&text), percent_encoded(&text)] {
                let stray = encoded.replace("\r\n ", "").contains(['\r', '\n', '\0', '"', ' ']);
                prop_assert!(!stray && encoded.is_ascii(), "{:?}", encoded);
            }
            let line = one_line(&text);
            prop_assert!(!line.chars().any(|character| character.is_control() || is_invisible(character)));
        }
    }

    #[test]
    fn a_name_is_percent_encoded_byte_by_byte() {
        assert_eq!(percent_encoded("镇 1_附.pdf"), "%E9%95%87%201_%E9%99%84.pdf");
        assert_eq!(percent_encoded("a'b*c\"%"), "a%27b%2Ac%22%25");
    }
}
