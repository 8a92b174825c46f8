//! Objects over the cells of an .xlsx workbook that can hide their content or show something else. They are
//! only detected, never read.

use std::io::{Cursor, Read as _};

use memchr::memmem;
use zip::ZipArchive;

use super::ReadingError;

/// How many bytes are searched in all sheets together.
const MOST: u64 = 64 << 20;
/// How a sheet refers to the drawings over it.
const DRAWINGS: &[&[u8]] = &[b"<drawing ", b":drawing ", b"<picture ", b":picture "];
/// How parts with comments begin.
const COMMENTS: &[&[u8]] = &[b"<comments", b":comments ", b"<ThreadedComments", b":ThreadedComments"];

/// An object over the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overlay {
    /// A picture, a shape or a text box.
    Drawing,
    /// A comment on a cell.
    Comment,
    /// Conditional formatting.
    Condition,
}

/// The kinds of objects over the cells of a workbook, each once. Parts are recognised by their content,
/// whatever their names and encodings are.
pub fn overlays(bytes: &[u8]) -> Result<Vec<Overlay>, ReadingError> {
    if !bytes.starts_with(b"PK") {
        return Ok(Vec::new());
    }
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadingError::Damaged)?;
    let (mut found, mut has_controls, mut left) = (Vec::new(), false, MOST);
    for index in 0..package.len() {
        let part = package.by_index(index).map_err(|_| ReadingError::Damaged)?;
        let mut text = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut text).map_err(|_| ReadingError::Damaged)?;
        left = left.checked_sub(read as u64).ok_or(ReadingError::UnpacksTooLarge)?;
        // In UTF-16 each of these letters has a zero byte next to it.
        text.retain(|byte| *byte != 0);
        let has = |words: &[&[u8]]| words.iter().any(|word| memmem::find(&text, word).is_some());
        has_controls |= has(&[b"legacyDrawing "]);
        found.extend(has(DRAWINGS).then_some(Overlay::Drawing));
        found.extend(has(COMMENTS).then_some(Overlay::Comment));
        found.extend(has(&[b"conditionalFormatting"]).then_some(Overlay::Condition));
    }
    // Legacy drawings belong to comments or to buttons; without comments they must be buttons.
    if has_controls && !found.contains(&Overlay::Comment) {
        found.push(Overlay::Drawing);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ConditionalFormatBlank, Note, Shape, Workbook};

    use super::*;

    #[test]
    fn each_kind_is_found() {
        let of = |draw: fn(&mut rust_xlsxwriter::Worksheet)| {
            let mut workbook = Workbook::new();
            draw(workbook.add_worksheet());
            overlays(&workbook.save_to_buffer().unwrap())
        };
        assert_eq!(of(|sheet| drop(sheet.write(0, 0, "甲"))), Ok(vec![]));
        assert_eq!(of(|sheet| drop(sheet.insert_shape(0, 0, &Shape::textbox()))), Ok(vec![Overlay::Drawing]));
        assert_eq!(of(|sheet| drop(sheet.insert_note(0, 0, &Note::new("乙")))), Ok(vec![Overlay::Comment]));
        let blank = |sheet: &mut rust_xlsxwriter::Worksheet| {
            drop(sheet.add_conditional_format(0, 0, 3, 3, &ConditionalFormatBlank::new()));
        };
        assert_eq!(of(blank), Ok(vec![Overlay::Condition]));
        assert_eq!(overlays(b"a,b"), Ok(vec![]));
    }
}
