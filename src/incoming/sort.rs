//! What a file is, as far as its beginning and its name tell, and how large it may be. The beginning decides, the name
//! only where the beginning says nothing: names are wrong more often.

use super::limits::LARGEST_MAIL;
use super::name::ending;
use super::{IncomingError, Kind};
use crate::reading::LARGEST_FILE;
use crate::scan::LARGEST_SCAN;

/// The fields by which a mail is known, if nothing in its name says that it is one.
const FIELDS: [&str; 9] = [
    "received",
    "return-path",
    "delivered-to",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
];
/// A PDF may begin a little later: some scanners write a few bytes of their own first.
const BEFORE_PDF: usize = 1024;
/// Where a tar archive has its mark.
const TAR: usize = 257;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Is(Kind),
    /// A zip: a workbook, a Word file or an archive.
    Package,
    /// An old workbook, an old Word file, a mail of Outlook.
    Container,
    Mail,
}

impl Sort {
    /// The largest file of this sort that is read.
    pub(super) fn most(self) -> u64 {
        match self {
            Self::Is(Kind::Scan) => LARGEST_SCAN,
            Self::Is(Kind::Table | Kind::Document) | Self::Container => LARGEST_FILE,
            Self::Package | Self::Mail => LARGEST_MAIL,
        }
    }

    pub(super) fn too_large(self, size: u64) -> IncomingError {
        match self {
            Self::Mail => IncomingError::MailTooLarge(size),
            other => IncomingError::TooLarge { size, most: other.most() },
        }
    }
}

/// The sort of a file by its beginning and its name.
pub(super) fn sort(name: &str, head: &[u8]) -> Result<Sort, IncomingError> {
    use IncomingError::{OtherDocument, OtherPicture, Packed, Tnef};
    let ending = ending(name);
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Ok(Sort::Package),
        // Outlook's mails hold attachments, so the limit for tables is not theirs.
        [0xD0, 0xCF, 0x11, 0xE0, ..] if ending == "msg" => Err(IncomingError::OutlookMail),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Ok(Sort::Container),
        [b'%', b'P', b'D', b'F', b'-', ..] | [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] => {
            Ok(Sort::Is(Kind::Scan))
        }
        [b'R', b'a', b'r', b'!', 0x1A, ..] => Err(Packed("RAR")),
        [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => Err(Packed("7Z")),
        [0x1F, 0x8B, ..] => Err(Packed("GZ")),
        [b'B', b'Z', b'h', ..] => Err(Packed("BZ2")),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => Err(Packed("XZ")),
        [b'M', b'S', b'C', b'F', 0, ..] => Err(Packed("CAB")),
        [b'{', b'\\', b'r', b't', b'f', ..] => Err(OtherDocument("RTF")),
        [0x78, 0x9F, 0x3E, 0x22, ..] => Err(Tnef),
        [b'G', b'I', b'F', b'8', ..] => Err(OtherPicture("GIF")),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Err(OtherPicture("TIFF")),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Err(OtherPicture("WebP")),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm' | b'a', b'e' | b'i' | b'v', b'i' | b'f', ..] => {
            Err(OtherPicture("HEIC"))
        }
        _ if head.get(TAR..).is_some_and(|mark| mark.starts_with(b"ustar")) => Err(Packed("TAR")),
        _ => by_name(&ending).unwrap_or_else(|| by_text(head).ok_or(IncomingError::Unknown(ending))),
    }
}

/// The sort by the ending of the name, where the beginning says nothing or is damaged.
pub(super) fn by_name(ending: &str) -> Option<Result<Sort, IncomingError>> {
    use IncomingError::{OtherDocument, OtherPicture, OtherTable, Packed};
    Some(match ending {
        "xlsx" | "xls" | "xlsm" | "xltx" | "xlt" | "csv" => Ok(Sort::Is(Kind::Table)),
        "docx" => Ok(Sort::Is(Kind::Document)),
        "pdf" | "jpg" | "jpeg" | "png" => Ok(Sort::Is(Kind::Scan)),
        "zip" => Ok(Sort::Package),
        "eml" => Ok(Sort::Mail),
        "msg" => Err(IncomingError::OutlookMail),
        "p7m" => Err(IncomingError::SecuredMail),
        "lnk" | "url" => Err(IncomingError::Shortcut),
        "et" => Err(OtherTable("et")),
        "ett" => Err(OtherTable("ett")),
        "ods" => Err(OtherTable("ods")),
        "xlsb" => Err(OtherTable("xlsb")),
        "doc" => Err(OtherDocument("doc")),
        "wps" => Err(OtherDocument("wps")),
        "odt" => Err(OtherDocument("odt")),
        "rtf" => Err(OtherDocument("RTF")),
        "ofd" => Err(OtherPicture("OFD")),
        "heic" | "heif" => Err(OtherPicture("HEIC")),
        "tif" | "tiff" => Err(OtherPicture("TIFF")),
        "bmp" => Err(OtherPicture("BMP")),
        "gif" => Err(OtherPicture("GIF")),
        "webp" => Err(OtherPicture("WebP")),
        "rar" => Err(Packed("RAR")),
        "7z" => Err(Packed("7Z")),
        "tar" => Err(Packed("TAR")),
        "gz" | "tgz" => Err(Packed("GZ")),
        // Parts of an archive: the others are beside it, and only together they can be unpacked.
        "z01" | "001" | "r00" => Err(Packed("分卷")),
        _ => return None,
    })
}

fn by_text(head: &[u8]) -> Option<Sort> {
    if head.get(..BEFORE_PDF).unwrap_or(head).windows(5).any(|window| window == b"%PDF-") {
        return Some(Sort::Is(Kind::Scan));
    }
    begins_like_a_mail(head).then_some(Sort::Mail)
}

/// Whether a text begins with fields of a mail, as one saved from a web page or without its ending.
fn begins_like_a_mail(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let field = |line: &str| {
        let (name, _) = line.split_once(':')?;
        name.bytes().all(|byte| byte.is_ascii_graphic()).then(|| name.to_ascii_lowercase())
    };
    let fields = text.lines().take_while(|line| !line.is_empty());
    let mut fields = fields.filter(|line| !line.starts_with([' ', '\t'])).map(field).peekable();
    fields.peek().is_some_and(Option::is_some)
        && fields.flatten().filter(|name| FIELDS.contains(&name.as_str())).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_decides_and_then_the_name() {
        for (name, head, expected) in [
            ("3月.xls", &b"PK\x03\x04"[..], Ok(Sort::Package)),
            ("3月.xlsx", b"\xD0\xCF\x11\xE0", Ok(Sort::Container)),
            ("3月.xls", b"<html>", Ok(Sort::Is(Kind::Table))),
            ("3月.CSV", b"1,2", Ok(Sort::Is(Kind::Table))),
            ("tcmime.123.bin", b"%PDF-1.7", Ok(Sort::Is(Kind::Scan))),
            ("scan.bin", b"\0\0\0%PDF-1.7", Ok(Sort::Is(Kind::Scan))),
            ("3月.zip", b"Rar!\x1A\x07", Err(IncomingError::Packed("RAR"))),
            ("3月.rar", b"PK\x03\x04", Ok(Sort::Package)),
            ("3月.pdf", b"\0\0\0\x18ftypheic", Err(IncomingError::OtherPicture("HEIC"))),
            ("3月.et", b"", Err(IncomingError::OtherTable("et"))),
            ("3月.msg", b"\xD0\xCF\x11\xE0", Err(IncomingError::OutlookMail)),
            ("3月.mp4", b"\0\0\0\x18ftypmp42", Err(IncomingError::Unknown("mp4".into()))),
            ("3月", b"hello", Err(IncomingError::Unknown(String::new()))),
        ] {
            assert_eq!(sort(name, head), expected, "{name}");
        }
    }

    #[test]
    fn a_mail_is_known_by_its_fields() {
        let mail = b"Received: from a\r\n by b\r\nSubject: x\r\nFrom: a@b\r\n\r\ntext";
        assert_eq!(sort("3月.txt", mail), Ok(Sort::Mail));
        assert_eq!(sort("3月", mail), Ok(Sort::Mail));
        assert_eq!(sort("3月.csv", mail), Ok(Sort::Is(Kind::Table)));
        assert!(sort("3月.txt", b"From: a letter\r\nof somebody: else\r\n").is_err());
        assert!(sort("3月.txt", b"a text\r\nFrom: a@b\r\nTo: c@d\r\n").is_err());
    }
}
