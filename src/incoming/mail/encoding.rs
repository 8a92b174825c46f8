//! Bytes of a mail as text: by the encoding they name, where that can be true, else by what fits.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{BIG5, Encoding, GB18030};

use super::super::name;

/// Base64 as mail programs really write it: without padding, or cut off.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// The longest name of an encoding.
const LONGEST_LABEL: usize = 40;

/// A text in the encoding that it names, or in one that fits better.
pub(super) fn text(label: &str, bytes: &[u8]) -> String {
    // UTF-8 is often called something else, and nothing else looks like it.
    let stated = encoding(label).filter(|_| !name::is_certainly_utf8(bytes));
    let exact = stated.and_then(|stated| stated.decode_without_bom_handling_and_without_replacement(bytes));
    let text = exact.unwrap_or_else(|| name::decoded(bytes));
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}

/// The encoding with a name. Those in which any bytes are a text say nothing: programs put them where they know no better.
fn encoding(label: &str) -> Option<&'static Encoding> {
    let label = label.trim_matches(|character: char| !character.is_ascii_alphanumeric()).to_ascii_lowercase();
    let known = Encoding::for_label_no_replacement(label.as_bytes()).filter(|known| !known.is_single_byte());
    // gb2312_charset, cp936, big5-hkscs2004: what no list has.
    known.or_else(|| {
        if label.contains("gb") || label.contains("936") {
            Some(GB18030)
        } else if label.contains("big5") {
            Some(BIG5)
        } else {
            None
        }
    })
}

/// A field with its encoded words (RFC 2047) read. Words of one encoding are joined before they are read: programs cut
/// them within a character.
pub(super) fn words(text: &str) -> String {
    let mut result = String::new();
    let mut run: Option<(String, Vec<u8>)> = None;
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("=?") {
        let Some((label, bytes, after)) = word(from) else {
            flush(&mut run, &mut result);
            result.push_str(before);
            result.push_str("=?");
            rest = from;
            continue;
        };
        if run.is_none() || !before.trim().is_empty() {
            flush(&mut run, &mut result);
            result.push_str(before);
        }
        match &mut run {
            Some((other, joined)) if other.eq_ignore_ascii_case(label) => joined.extend(bytes),
            _ => {
                flush(&mut run, &mut result);
                run = Some((label.to_owned(), bytes));
            }
        }
        rest = after;
    }
    flush(&mut run, &mut result);
    result + rest
}

fn flush(run: &mut Option<(String, Vec<u8>)>, result: &mut String) {
    if let Some((label, bytes)) = run.take() {
        result.push_str(&text(&label, &bytes));
    }
}

/// The encoding and the bytes of the encoded word at the beginning of a text, and what follows it.
fn word(text: &str) -> Option<(&str, Vec<u8>, &str)> {
    let (label, rest) =
        text.split_once('?').filter(|(label, _)| (1..LONGEST_LABEL).contains(&label.len()))?;
    let (way, rest) = rest.split_once('?')?;
    let (content, after) = rest.split_once('?')?;
    let after = after.strip_prefix('=')?;
    let bytes = match way {
        "B" | "b" => base64(content)?,
        "Q" | "q" => escaped(content.as_bytes(), b'=', true),
        _ => return None,
    };
    // A language may follow the encoding: RFC 2231.
    let label = label.split('*').next().unwrap_or(label);
    Some((label, bytes, after))
}

fn base64(content: &str) -> Option<Vec<u8>> {
    let content: String = content.chars().filter(|character| !character.is_whitespace()).collect();
    // A last digit alone holds no byte.
    let cut = content.get(..content.len().saturating_sub(1)).unwrap_or_default();
    LENIENT.decode(&content).or_else(|_| LENIENT.decode(cut)).ok()
}

/// The bytes of a body in quoted-printable. Bytes that should have been written otherwise stay as they are: the decoder of
/// the library leaves them out.
pub(super) fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        // Spaces at the end of a line were added on the way.
        let end: &[u8] = if line.ends_with(b"\r\n") {
            b"\r\n"
        } else if line.ends_with(b"\n") {
            b"\n"
        } else {
            b""
        };
        match text.strip_suffix(b"=") {
            // The line goes on in the next one.
            Some(text) => bytes.extend(escaped(text, b'=', false)),
            None => bytes.extend(escaped(text, b'=', false).iter().chain(end)),
        }
    }
    bytes
}

/// The bytes of a text in which some are written as two hexadecimal digits after a mark.
pub(super) fn escaped(content: &[u8], mark: u8, underscore_is_space: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = content;
    while let Some((first, after)) = rest.split_first() {
        let byte =
            after.first_chunk::<2>().filter(|_| *first == mark).and_then(|digits| hexadecimal(*digits));
        bytes.push(match byte {
            Some(byte) => byte,
            None if *first == b'_' && underscore_is_space => b' ',
            None => *first,
        });
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes
}

fn hexadecimal(digits: [u8; 2]) -> Option<u8> {
    let digits = std::str::from_utf8(&digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::*;

    fn word(label: &str, bytes: &[u8]) -> String {
        format!("=?{label}?B?{}?=", STANDARD.encode(bytes))
    }

    #[test]
    fn encoded_words_are_read_in_every_encoding() {
        let gbk = GB18030.encode("龙驹镇3月报表").0.into_owned();
        for label in
            ["gb2312", "GBK", "gb18030", "GB2312_CHARSET", "cp936", "x-gbk", "iso-8859-1", "us-ascii", "?"]
        {
            if label != "?" {
                assert_eq!(words(&word(label, &gbk)), "龙驹镇3月报表", "{label}");
            }
        }
        for label in ["utf-8", "UTF8", "gb2312", "unknown-8bit", "utf-8*zh"] {
            assert_eq!(words(&word(label, "瀼渡镇".as_bytes())), "瀼渡镇", "{label}");
        }
        assert_eq!(words("=?utf-8?Q?=E9=95=BF=E6=BB=A9_3?="), "长滩 3");
        assert_eq!(words(&word("big5", &BIG5.encode("龍駒鎮").0)), "龍駒鎮");
    }

    #[test]
    fn a_character_cut_in_two_is_whole_again() {
        let bytes = "瀼渡镇".as_bytes();
        let (first, second) = bytes.split_at(4);
        let cut = format!("回复: {} {} 完", word("utf-8", first), word("UTF-8", second));
        assert_eq!(words(&cut), "回复: 瀼渡镇 完");
        let two = format!("{} {}", word("gbk", &GB18030.encode("龙驹").0), word("utf-8", "镇".as_bytes()));
        assert_eq!(words(&two), "龙驹镇");
    }

    #[test]
    fn a_quoted_body_keeps_its_bytes() {
        for (body, bytes) in [
            (&b"a=3D1,=\r\n2 \r\n=E9=BE\n"[..], &b"a=1,2\r\n\xE9\xBE\n"[..]),
            (b"raw \xC1\xFA= \n=C1=fa =X", b"raw \xC1\xFA\xC1\xFA =X"),
            (b"=+1=", b"=+1"),
        ] {
            assert_eq!(quoted_printable(body), bytes);
        }
    }

    #[test]
    fn what_is_no_encoded_word_stays() {
        for text in ["=?", "a =?b", "=?utf-8?B?5?", "=?utf-8?X?abc?=", "1=?2?=3", "=?=?=?"] {
            assert_eq!(words(text), text);
        }
        assert_eq!(words("=?utf-8?B?YWJj"), "=?utf-8?B?YWJj");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), noise in "[=?BQbq_a-c8 -]{0,60}") {
            words(&text);
            words(&noise);
        }
    }
}
