//! Archives and mails that the tests make by hand: programs refuse to write what is wrong with them.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zip::write::SimpleFileOptions;

/// A file in an archive, stored as it is.
#[derive(Clone, Default)]
pub(super) struct Stored {
    pub(super) name: Vec<u8>,
    pub(super) bytes: Vec<u8>,
    pub(super) flags: u16,
    /// The size it states, if it lies.
    pub(super) size: Option<u32>,
    /// Extra fields of the list.
    pub(super) extra: Vec<u8>,
    pub(super) attributes: u32,
    /// The place of its content, if it is another's.
    pub(super) at: Option<u32>,
}

impl Stored {
    pub(super) fn new(name: impl AsRef<[u8]>, bytes: &[u8]) -> Self {
        Self { name: name.as_ref().to_vec(), bytes: bytes.to_vec(), ..Self::default() }
    }
}

/// An archive of stored files.
pub(super) fn archive(files: &[Stored]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for file in files {
        let size = u32::try_from(file.bytes.len()).unwrap();
        let at = file.at.unwrap_or(u32::try_from(bytes.len()).unwrap());
        let mut common = Vec::new();
        for number in [20, file.flags, 0, 0, 33] {
            common.extend(number.to_le_bytes());
        }
        for number in [checksum(&file.bytes), size, file.size.unwrap_or(size)] {
            common.extend(number.to_le_bytes());
        }
        common.extend(u16::try_from(file.name.len()).unwrap().to_le_bytes());
        if file.at.is_none() {
            bytes.extend([b"PK\x03\x04", &common[..], &[0, 0], &file.name, &file.bytes].concat());
        }
        list.extend([b"PK\x01\x02\x14\x03", &common[..]].concat());
        list.extend(u16::try_from(file.extra.len()).unwrap().to_le_bytes());
        list.extend([0; 6]);
        list.extend(file.attributes.to_le_bytes());
        list.extend([&at.to_le_bytes(), &file.name[..], &file.extra].concat());
    }
    let (at, size) = (u32::try_from(bytes.len()).unwrap(), u32::try_from(list.len()).unwrap());
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    bytes.extend(list);
    bytes.extend(
        [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat(),
    );
    bytes
}

/// An archive as programs write it.
pub(super) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A file that is a workbook as far as can be seen without reading it.
pub(super) fn workbook() -> Vec<u8> {
    packed(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")])
}

/// CRC-32, which an archive and a name in Unicode hold.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 },
        )
    })
}

/// A mail with a text and with parts, each given with its fields.
pub(super) fn mail(fields: &str, text: &str, parts: &[String]) -> Vec<u8> {
    let mut mail = format!(
        "{fields}Content-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n--=_b\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    );
    for part in parts {
        mail.push_str("--=_b\r\n");
        mail.push_str(part);
        mail.push_str("\r\n");
    }
    mail.push_str("--=_b--\r\n");
    mail.into_bytes()
}

/// A part with a file.
pub(super) fn attachment(name: &str, bytes: &[u8]) -> String {
    format!(
        "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{}",
        lines(bytes)
    )
}

/// Base64 in lines as mails have it.
pub(super) fn lines(bytes: &[u8]) -> String {
    let digits: Vec<char> = STANDARD.encode(bytes).chars().collect();
    digits.chunks(76).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\r\n")
}
