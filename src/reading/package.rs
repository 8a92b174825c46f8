//! The zip package of a workbook: its parts, their places, and the references between them.
//!
//! Sizes that the file states are not trusted: each part is unpacked while it is read, all parts share one
//! limit, and a part that is not needed is never unpacked. Programs write the names of parts with either
//! slash and in any case. The content of a part is not this module's concern.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadingError;
use super::xml::{Allowance, Xml};

/// The most parts of a package, and the most references in one part.
const MOST_PARTS: usize = 4096;
/// The most bytes that all parts which are read may unpack to. Sheets are streamed, so this limits time more
/// than memory.
const MOST_UNPACKED: u64 = 256 << 20;
/// The most elements and texts in all parts that are read: formats on a million rows need about as many.
const MOST_NODES: u64 = 24_000_000;

/// A package with its parts by name.
pub(super) struct Package<'file> {
    archive: ZipArchive<Cursor<&'file [u8]>>,
    /// The index by the normalised name; `None` if two parts have the same name, because it is ambiguous.
    parts: BTreeMap<String, Option<usize>>,
    allowance: Allowance,
}

/// A reference from a part to another.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Relationship {
    /// The id of the reference.
    pub(super) id: String,
    /// The kind of the reference: the last word of its type.
    pub(super) kind: String,
    /// The name of the other part.
    pub(super) part: String,
}

impl<'file> Package<'file> {
    /// Opens a package and lists its parts.
    pub(super) fn open(bytes: &'file [u8]) -> Result<Self, ReadingError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadingError::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(ReadingError::UnpacksTooLarge);
        }
        let repeats = archive.has_duplicate_names();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                let twice = |found: &mut Option<usize>| *found = None;
                parts.entry(tidied(&name)).and_modify(twice).or_insert((!repeats).then_some(index));
            }
        }
        Ok(Self { archive, parts, allowance: Allowance { bytes: MOST_UNPACKED, nodes: MOST_NODES } })
    }

    /// The main part of the package, and the name of its outermost element, which gives the kind of document.
    pub(super) fn main_part(&mut self) -> Result<(String, String), ReadingError> {
        let stated = self.relationships("")?.into_iter().find(|other| other.kind == "officeDocument");
        let usual = if self.has("word/") { "word/document.xml" } else { "xl/workbook.xml" };
        let main = stated.map_or_else(|| usual.to_owned(), |found| found.part);
        if main.to_ascii_lowercase().ends_with(".bin") || self.has("xl/workbook.bin") {
            return Err(ReadingError::OtherFormat("xlsb"));
        }
        if let Some(mut xml) = self.part(&main)? {
            let root = xml.root()?.to_owned();
            return Ok((main, root));
        }
        let kind = self.beginning("mimetype");
        Err(if self.has("xl/") || self.has("word/") {
            ReadingError::Damaged
        } else if kind.contains("opendocument.spreadsheet") {
            ReadingError::OtherFormat("ods")
        } else if kind.contains("opendocument.text") {
            ReadingError::OtherDocument("odt")
        } else {
            ReadingError::NotATable
        })
    }

    /// Whether there is a part whose name begins like this.
    fn has(&self, start: &str) -> bool {
        self.parts.keys().any(|name| name.starts_with(start))
    }

    /// Opens a part for reading; `None` if no part has that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<'_>>, ReadingError> {
        let Some(index) = self.parts.get(&tidied(name)) else { return Ok(None) };
        let index = index.ok_or(ReadingError::Damaged)?;
        let part = self.archive.by_index(index).map_err(|error| refusal(&error))?;
        Xml::new(part, &mut self.allowance).map(Some)
    }

    /// The first characters of a part that is not XML.
    fn beginning(&mut self, name: &str) -> String {
        let mut text = String::new();
        if let Some(Some(index)) = self.parts.get(name)
            && let Ok(part) = self.archive.by_index(*index)
        {
            // A part that is not text has an empty beginning.
            let _unreadable = part.take(100).read_to_string(&mut text);
        }
        text
    }

    /// The references of a part inside the package; the package itself has the empty name.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, ReadingError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let mut relationships = Vec::new();
        let Some(mut xml) = self.part(&format!("{folder}/_rels/{name}.rels"))? else {
            return Ok(relationships);
        };
        xml.root()?;
        while xml.child_of(1)? {
            let (mut found, mut is_elsewhere) = (Relationship::default(), false);
            for attribute in xml.attributes() {
                let (name, value) = attribute?;
                match name {
                    "Id" => found.id = value.into_owned(),
                    "Type" => value.rsplit('/').next().unwrap_or_default().clone_into(&mut found.kind),
                    "Target" => found.part = resolved(folder, &value),
                    "TargetMode" => is_elsewhere = value.eq_ignore_ascii_case("external"),
                    _ => {}
                }
            }
            relationships.extend(Some(found).filter(|_| !is_elsewhere));
            if relationships.len() > MOST_PARTS {
                return Err(ReadingError::UnpacksTooLarge);
            }
        }
        Ok(relationships)
    }
}

fn refusal(error: &ZipError) -> ReadingError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            ReadingError::Encrypted
        }
        _ => ReadingError::Damaged,
    }
}

/// The normalised name of a part, by which it is found.
fn tidied(name: &str) -> String {
    resolved("", name).to_ascii_lowercase()
}

/// The part that a reference in a part of a folder points to.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let mut names: Vec<&str> = Vec::new();
    let start = if target.starts_with('/') { "" } else { folder };
    for name in start.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_from_where_it_is_written() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", r"worksheets\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", r"\xl\styles.xml", "xl/styles.xml"),
            ("xl/worksheets", "../sharedStrings.xml", "xl/sharedStrings.xml"),
            ("xl", "../../../other/./book.xml", "other/book.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolved(folder, target), part, "{folder} {target}");
        }
    }
}
