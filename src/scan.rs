//! The scan of the sealed page: its kind is recognised by its content, never by its name.
//!
//! This module decides from the bytes alone whether a file may be kept. It draws and writes nothing.

use std::path::Path;

use memchr::memmem;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::disk::{self, NotRead};

/// The largest scan that is kept, in bytes.
pub const LARGEST_SCAN: u64 = 20 << 20;
const MEGABYTE: u64 = 1 << 20;

/// The kinds of file a scan may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ScanKind {
    Pdf,
    Jpg,
    Png,
}

/// Why a file was not kept as a scan. An earlier scan stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScanError {
    /// The file is empty.
    #[error("这个文件是空的，没有附上，原来的扫描件没有动。请重新扫描，或换一个文件")]
    Empty,
    /// The file is larger than a mail accepts.
    #[error(
        "这个文件有 {} MB，太大了（最多 {} MB），没有附上，原来的扫描件没有动。请把扫描的清晰度调低一些（300 点以下）再扫一次",
        .0.div_ceil(MEGABYTE), LARGEST_SCAN / MEGABYTE
    )]
    TooLarge(u64),
    /// Another kind of file, whatever its name says.
    #[error(
        "这个文件的内容是{0}，不是 PDF、JPG 或 PNG，没有附上，原来的扫描件没有动。请把盖章的那一页扫描或拍照成这三种之一"
    )]
    OtherKind(&'static str),
    /// The end of the file is missing: for example copied from a stick that was pulled too early.
    #[error("这个文件不完整（后面缺了一截），没有附上，原来的扫描件没有动。请重新复制或扫描一次")]
    Cut,
    #[error(
        "读不了这个文件（{0}），没有附上，原来的扫描件没有动。请看看文件还在不在、有没有被别的程序占用，再试一次"
    )]
    Unavailable(String),
}

/// How far from the end of a file the end mark of a photograph may be; phones append data of their own.
const LAST_OF_PICTURE: usize = 64 * 1024;
/// How far from the end of a file the end mark of a PDF (ISO 32000-1, Annex H) or a PNG may be.
const LAST_OF_OTHERS: usize = 1024;

impl ScanKind {
    /// Recognises the kind of a file by its content; refuses other kinds, files that are too large and files
    /// that were cut off.
    pub fn of(bytes: &[u8]) -> Result<Self, ScanError> {
        let size = bytes.len() as u64;
        if bytes.is_empty() {
            return Err(ScanError::Empty);
        }
        if size > LARGEST_SCAN {
            return Err(ScanError::TooLarge(size));
        }
        let (kind, end): (_, &[u8]) = match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => (Self::Png, b"IEND"),
            [0xFF, 0xD8, 0xFF, ..] => (Self::Jpg, b"\xFF\xD9"),
            // Some scanners write a few bytes of their own first.
            _ if contains(bytes.get(..1024).unwrap_or(bytes), b"%PDF-") => (Self::Pdf, b"%%EOF"),
            _ => return Err(ScanError::OtherKind(named(bytes))),
        };
        // A photograph may contain a small picture, and a PDF for the web has an early end mark; neither is
        // the end of the file.
        let last = if kind == Self::Jpg { LAST_OF_PICTURE } else { LAST_OF_OTHERS };
        let tail = bytes.get(bytes.len().saturating_sub(last)..).unwrap_or(bytes);
        if contains(tail, end) { Ok(kind) } else { Err(ScanError::Cut) }
    }

    /// The extension of a file name of this kind.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpg => "jpg",
            Self::Png => "png",
        }
    }

    /// The media type of this kind, for mails.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// Reads a file as a scan, up to the size limit.
pub fn read(path: &Path) -> Result<Vec<u8>, ScanError> {
    disk::bytes_of(path, LARGEST_SCAN).map_err(|problem| match problem {
        NotRead::Folder => ScanError::OtherKind("一个文件夹"),
        NotRead::TooLarge(size) => ScanError::TooLarge(size),
        NotRead::NoFile => ScanError::OtherKind("管道或设备"),
        NotRead::Unavailable(error) => ScanError::Unavailable(disk::in_words(&error)),
    })
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    memmem::find(bytes, wanted).is_some()
}

/// What kind of file it is if it is not a scan, as far as its first bytes tell.
fn named(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'P', b'K', ..] => "压缩包或 Office 文件（docx、xlsx、zip）",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "旧的 Office 文件（doc、xls）",
        [b'G', b'I', b'F', b'8', ..] => "GIF 图片",
        [b'B', b'M', ..] => "BMP 图片",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "TIFF 图片",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "WebP 图片",
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', ..] => "HEIC 图片（苹果手机的照片）",
        [b'M', b'Z', ..] => "程序",
        _ => "别的东西",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_known_by_its_content() {
        for (bytes, kind) in [
            (b"%PDF-1.4 \n%%EOF\n".as_slice(), Ok(ScanKind::Pdf)),
            (b"\xEF\xBB\xBF\n%PDF-1.4 %%EOF", Ok(ScanKind::Pdf)),
            (b"\xFF\xD8\xFF\xE0 picture \xFF\xD9 and what a phone adds", Ok(ScanKind::Jpg)),
            (b"\x89PNG\r\n\x1A\n IHDR IEND\xAE\x42\x60\x82", Ok(ScanKind::Png)),
            (b"%PDF-1.4 \n", Err(ScanError::Cut)),
            (b"\xFF\xD8\xFF\xE0 pict", Err(ScanError::Cut)),
            (b"\x89PNG\r\n\x1A\n IHDR", Err(ScanError::Cut)),
            (b"", Err(ScanError::Empty)),
            (
                b"PK\x03\x04 [Content_Types].xml",
                Err(ScanError::OtherKind("压缩包或 Office 文件（docx、xlsx、zip）")),
            ),
            (b"RIFF\0\0\0\0WEBPVP8 ", Err(ScanError::OtherKind("WebP 图片"))),
            (b"\0\0\0\x18ftypheic", Err(ScanError::OtherKind("HEIC 图片（苹果手机的照片）"))),
            (b"II*\0", Err(ScanError::OtherKind("TIFF 图片"))),
            (b"MZ\x90", Err(ScanError::OtherKind("程序"))),
            ("随便一句话".as_bytes(), Err(ScanError::OtherKind("别的东西"))),
        ] {
            assert_eq!(ScanKind::of(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn an_end_near_the_beginning_is_not_the_files_own() {
        let long = |start: &[u8]| [start, &vec![b' '; 2 * LAST_OF_PICTURE]].concat();
        // A photograph that contains a small picture, and a PDF that begins with its first page.
        for cut in [long(b"\xFF\xD8\xFF\xE1 small \xFF\xD9"), long(b"%PDF-1.4 first page %%EOF")] {
            assert_eq!(ScanKind::of(&cut), Err(ScanError::Cut));
        }
    }

    #[test]
    fn twenty_megabytes_are_taken_and_not_a_byte_more() {
        let of_size = |size: u64| {
            let mut bytes = vec![b' '; usize::try_from(size).unwrap()];
            bytes[..5].copy_from_slice(b"%PDF-");
            let end = bytes.len() - 6;
            bytes[end..end + 5].copy_from_slice(b"%%EOF");
            ScanKind::of(&bytes)
        };
        assert_eq!(of_size(LARGEST_SCAN), Ok(ScanKind::Pdf));
        let refused = of_size(LARGEST_SCAN + 1).unwrap_err();
        assert!(
            refused.to_string().starts_with("这个文件有 21 MB，太大了（最多 20 MB），没有附上"),
            "{refused}"
        );
    }
}
