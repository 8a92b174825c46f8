//! The records of an .xls workbook (MS-XLS): a type, a length and that many bytes. Their content is read by
//! the other modules in this folder.

use super::super::ReadingError;

/// The beginning of the workbook, of a sheet, or of an embedded chart.
pub(super) const BEGIN: u16 = 0x0809;
pub(super) const END: u16 = 0x000A;

pub(super) const CODE_PAGE: u16 = 0x0042;
pub(super) const DATES: u16 = 0x0022;
pub(super) const FONT: u16 = 0x0031;
pub(super) const FORMAT: u16 = 0x041E;
pub(super) const CELL_FORMAT: u16 = 0x00E0;
pub(super) const PASSWORD: u16 = 0x002F;
pub(super) const ENGINE: u16 = 0x01C1;
pub(super) const SHEET: u16 = 0x0085;
pub(super) const TEXTS: u16 = 0x00FC;
pub(super) const CONTINUED: u16 = 0x003C;

pub(super) const NOT_CALCULATED: u16 = 0x005E;
pub(super) const WINDOW: u16 = 0x023E;
pub(super) const MERGED: u16 = 0x00E5;
pub(super) const PAGE_SETUP: u16 = 0x00A1;
pub(super) const COLUMNS: u16 = 0x007D;
pub(super) const USUAL_COLUMN: u16 = 0x0055;
pub(super) const USUAL_COLUMN_EXACTLY: u16 = 0x0099;
pub(super) const ROW: u16 = 0x0208;
pub(super) const USUAL_ROW: u16 = 0x0225;

pub(super) const NUMBER: u16 = 0x0203;
pub(super) const SHORT_NUMBER: u16 = 0x027E;
pub(super) const SHORT_NUMBERS: u16 = 0x00BD;
pub(super) const TRUTH_OR_FAULT: u16 = 0x0205;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const RICH_LABEL: u16 = 0x00D6;
pub(super) const SHARED_LABEL: u16 = 0x00FD;
pub(super) const FORMULA: u16 = 0x0006;
/// Formula records with the numbers of Excel 3 and 4, which some programs still write.
pub(super) const OLDER_FORMULAS: [u16; 2] = [0x0206, 0x0406];
pub(super) const FORMULA_TEXT: u16 = 0x0207;

/// Iterates over the type and the content of each record. A record that is cut off is an error, because the
/// rest is missing.
pub(super) struct Records<'stream>(pub(super) &'stream [u8]);

impl<'stream> Iterator for Records<'stream> {
    type Item = Result<(u16, &'stream [u8]), ReadingError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let record = (|| {
            let (kind, length) = (u16_at(self.0, 0)?, usize::from(u16_at(self.0, 2)?));
            Some((kind, self.0.get(4..4 + length)?))
        })();
        let length = record.map_or(self.0.len(), |(_, data)| 4 + data.len());
        self.0 = self.0.get(length..).unwrap_or_default();
        Some(record.ok_or(ReadingError::Damaged))
    }
}

/// Appends a record.
pub(super) fn append(stream: &mut Vec<u8>, kind: u16, data: &[u8]) -> Result<(), ReadingError> {
    let length = u16::try_from(data.len()).map_err(|_| ReadingError::Damaged)?;
    stream.extend(kind.to_le_bytes());
    stream.extend(length.to_le_bytes());
    stream.extend(data);
    Ok(())
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map(u16::from_le_bytes)
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
}
