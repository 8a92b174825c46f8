//! The answers of a mail server, as the library can read them: it takes only UTF-8 and upper-case words, and an answer
//! with anything else in it would count as a broken line. Chinese servers answer in GBK. Pure; no line is read here.

use encoding_rs::GB18030;

use crate::unit::is_invisible;

/// The longest line that is kept, in bytes. RFC 5321 allows 512; what follows is dropped.
const LONGEST_LINE: usize = 2048;

/// Collects what was received into whole lines.
#[derive(Default)]
pub(super) struct Lines {
    /// The beginning of a line whose end was not received yet.
    begun: Vec<u8>,
}

impl Lines {
    /// Takes received bytes, and returns the lines that are complete by then, readable.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut readable_lines = Vec::new();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let room = LONGEST_LINE.saturating_sub(self.begun.len());
            self.begun.extend(piece.iter().take(room));
            if piece.ends_with(b"\n") {
                readable_lines.extend(readable(&std::mem::take(&mut self.begun)));
            }
        }
        readable_lines
    }

    /// Returns what was begun when the server hung up.
    pub(super) fn end(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.begun)
    }
}

/// A line in UTF-8, without control and invisible characters. The first word of what a server is able to do is in upper
/// case, as are the ways to sign in.
pub(super) fn readable(line: &[u8]) -> Vec<u8> {
    let text = match std::str::from_utf8(line) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(line).0.into_owned(),
    };
    let visible = |character: char| if character.is_control() { ' ' } else { character };
    let text: String = text.chars().map(visible).filter(|character| !is_invisible(*character)).collect();
    let text = text.trim_end();
    let able = text.strip_prefix("250").and_then(|rest| Some((rest.get(..1)?, rest.get(1..)?)));
    let text = match able {
        Some((separator, words)) => format!("250{separator}{}", in_upper_case(words)),
        None => text.to_owned(),
    };
    format!("{text}\r\n").into_bytes()
}

fn in_upper_case(words: &str) -> String {
    let (first, rest) = words.split_at(words.find([' ', '=']).unwrap_or(words.len()));
    let first = first.to_ascii_uppercase();
    if first == "AUTH" { first + &rest.to_ascii_uppercase() } else { first + rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[u8]) -> String {
        String::from_utf8(readable(line)).unwrap()
    }

    #[test]
    fn words_are_utf_8_or_gb18030() {
        assert_eq!(read("535 授权码错误\r\n".as_bytes()), "535 授权码错误\r\n");
        let (gbk, ..) = GB18030.encode("550 用户不存在\r\n");
        assert_eq!(read(&gbk), "550 用户不存在\r\n");
    }

    #[test]
    fn what_would_change_a_sentence_is_gone() {
        assert_eq!(read(b"554 a\x07b\tc\0\r\n"), "554 a b c\r\n");
        assert_eq!(read("554 a\u{202e}b\r\n".as_bytes()), "554 ab\r\n");
    }

    #[test]
    fn abilities_are_known_however_they_are_written() {
        assert_eq!(read(b"250-auth login plain\r\n"), "250-AUTH LOGIN PLAIN\r\n");
        assert_eq!(read(b"250-Auth=login\r\n"), "250-AUTH=LOGIN\r\n");
        assert_eq!(read(b"250 size 1000\r\n"), "250 SIZE 1000\r\n");
        assert_eq!(read(b"250-mail.example.com\r\n"), "250-MAIL.EXAMPLE.COM\r\n");
        assert_eq!(read(b"354 go on\r\n"), "354 go on\r\n");
    }

    #[test]
    fn lines_come_whole_however_they_are_cut() {
        let (gbk, ..) = GB18030.encode("250-好\r\n250 的\r\n");
        for size in 1..gbk.len() {
            let mut lines = Lines::default();
            let read: Vec<u8> = gbk.chunks(size).flat_map(|piece| lines.take(piece)).collect();
            assert_eq!(String::from_utf8(read).unwrap(), "250-好\r\n250 的\r\n", "{size}");
        }
        let mut lines = Lines::default();
        assert!(lines.take(b"421 by").is_empty());
        assert_eq!(lines.end(), b"421 by");
        let long = [b"550 ".as_slice(), &vec![b'x'; 100_000], b"\r\n250 ok\r\n"].concat();
        let read = lines.take(&long);
        assert!(read.len() < LONGEST_LINE + 20 && read.ends_with(b"\r\n250 OK\r\n"));
    }
}
