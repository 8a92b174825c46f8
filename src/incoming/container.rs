//! What an old Office container (OLE) holds: a workbook, a Word file or a mail of Outlook.

use std::io::Cursor;

use cfb::CompoundFile;

use super::name::ending;
use super::sort::{Sort, by_name};
use super::{IncomingError, Kind};
use crate::reading::guarded;

/// The kind of a container's content.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Result<Kind, IncomingError> {
    let ending = ending(name);
    let names = guarded(|| {
        let file = CompoundFile::open(Cursor::new(bytes)).ok()?;
        Some(file.read_root_storage().map(|entry| entry.name().to_lowercase()).collect::<Vec<_>>())
    });
    let names = names.flatten().unwrap_or_default();
    let holds = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    if holds(&["workbook", "book"]) {
        Ok(Kind::Table)
    } else if holds(&["encryptedpackage"]) {
        // Which of both it is cannot be seen; either is refused for its password when it is read.
        Ok(if ending.starts_with("doc") { Kind::Document } else { Kind::Table })
    } else if holds(&["worddocument"]) {
        Err(IncomingError::OtherDocument(if ending == "wps" { "wps" } else { "doc" }))
    } else if holds(&["__properties_version1.0", "__nameid_version1.0"]) {
        Err(IncomingError::OutlookMail)
    } else {
        match by_name(&ending) {
            Some(Ok(Sort::Is(kind @ (Kind::Table | Kind::Document)))) => Ok(kind),
            Some(Err(error)) => Err(error),
            _ => Err(IncomingError::Unknown(ending)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn with(stream: &str) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(format!("/{stream}")).unwrap().write_all(b"1").unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn what_lies_in_it_decides() {
        for (name, stream, expected) in [
            ("3月.et", "Workbook", Ok(Kind::Table)),
            ("3月.doc", "Book", Ok(Kind::Table)),
            ("3月.docx", "EncryptedPackage", Ok(Kind::Document)),
            ("3月.xls", "WordDocument", Err(IncomingError::OtherDocument("doc"))),
            ("邮件.dat", "__properties_version1.0", Err(IncomingError::OutlookMail)),
            ("3月.xls", "something", Ok(Kind::Table)),
            ("3月.ppt", "something", Err(IncomingError::Unknown("ppt".into()))),
        ] {
            assert_eq!(kind(name, &with(stream)), expected, "{name}");
        }
    }
}
