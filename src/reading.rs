//! Reading other people's tables: a grid of values from an .xlsx, an .xls, a .docx or a .csv file. All of it
//! is untrusted input.
//!
//! A file is recognised by its content, never by its name. Its size, its unpacked size and its number of cells and
//! texts are limited while it is read, or, if a library parses it, before; so no file needs more memory than an office
//! PC has. The meaning of the values is not this module's concern: it knows no form, no project and no reported month.

mod cell;
mod document;
mod error;
mod format;
mod guard;
mod hidden;
mod legacy;
mod limits;
mod overlay;
mod package;
mod place;
mod properties;
mod sheet;
mod text;
mod wants;
mod workbook;
mod xml;

use std::path::Path;

pub use cell::{Cell, Formula, Marking, Value};
pub use error::ReadingError;
pub(crate) use guard::guarded;
pub(crate) use hidden::hidden_remarks;
pub use limits::{LARGEST_FILE, MOST_CELLS};
pub use overlay::{Overlay, overlays};
pub(crate) use place::{address, column_name};
pub use properties::properties;
pub use sheet::{Area, Sheet};

use limits::MOST_SHEETS;
use package::Package;
use sheet::Budget;
use wants::Wants;

use crate::disk::{self, NotRead};

/// The recognised kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A workbook of Excel 2007 or later, or of WPS (.xlsx).
    Workbook,
    /// A workbook of Excel 97 to 2003, or of WPS (.xls, .et).
    Legacy,
    /// A document of Word 2007 or later, or of WPS, with tables (.docx).
    Document,
    /// A text with commas, tabs or semicolons.
    Text,
}

/// The content of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    pub kind: Kind,
    /// Every worksheet in its order, hidden ones too. A text file has one sheet without a name. A document
    /// has one sheet for each table, with the lines above and below it; if there is only one table, its sheet
    /// has no name. All other lines are one more sheet.
    pub sheets: Vec<Sheet>,
}

/// Reads a file from the disk.
pub fn read_file(path: &Path) -> Result<Book, ReadingError> {
    read(&bytes_of(path)?)
}

/// The bytes of a file, unless it is larger than the limit.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadingError> {
    disk::bytes_of(path, LARGEST_FILE).map_err(|problem| match problem {
        NotRead::Folder => ReadingError::Folder,
        NotRead::TooLarge(size) => ReadingError::TooLarge(size),
        NotRead::NoFile => ReadingError::NoFile,
        NotRead::Unavailable(error) => ReadingError::Unavailable(disk::in_words(&error)),
    })
}

/// Reads a file that is in memory.
pub fn read(bytes: &[u8]) -> Result<Book, ReadingError> {
    read_as(bytes, Wants::Tables)
}

/// The same for a Word file that may have lines and no table: the letter to a form.
pub fn read_with_lines(bytes: &[u8]) -> Result<Book, ReadingError> {
    read_as(bytes, Wants::Lines)
}

fn read_as(bytes: &[u8], wants: Wants) -> Result<Book, ReadingError> {
    let size = bytes.len() as u64;
    if size > LARGEST_FILE {
        return Err(ReadingError::TooLarge(size));
    }
    if bytes.is_empty() {
        return Err(ReadingError::Empty);
    }
    // The libraries that parse workbooks are careful, but a file made to crash them must not end the program.
    let book = guarded(|| parse(bytes, wants)).unwrap_or(Err(ReadingError::Damaged))?;
    if book.sheets.iter().all(Sheet::is_blank) { Err(ReadingError::Blank) } else { Ok(book) }
}

fn parse(bytes: &[u8], wants: Wants) -> Result<Book, ReadingError> {
    let mut budget = Budget::default();
    let (kind, sheets) = match bytes {
        [b'P', b'K', ..] => {
            let mut package = Package::open(bytes)?;
            let (main, root) = package.main_part()?;
            match root.as_str() {
                "workbook" => (Kind::Workbook, workbook::sheets(&mut package, &main, &mut budget)?),
                "document" => (Kind::Document, document::sheets(&mut package, &main, wants, &mut budget)?),
                _ => return Err(ReadingError::NotATable),
            }
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => (Kind::Legacy, legacy::sheets(bytes, &mut budget)?),
        // The records of an old workbook without their container, as some systems write them.
        [0x09, 0x08, ..] => (Kind::Legacy, legacy::of_stream(bytes, &mut budget)?),
        [0x09, 0x00 | 0x02 | 0x04, ..] => return Err(ReadingError::OtherFormat("Excel 95 以前")),
        _ => (Kind::Text, text::sheets(bytes, &mut budget)?),
    };
    Ok(Book { kind, sheets })
}
