//! Blank forms as workbooks of Excel 2003.

use super::drawn::{Area, sheets};
use super::legacy_workbook::{LegacyWorkbook, PLAIN, label, record, wide};

/// As a workbook of Excel 2003.
pub(crate) fn as_old_workbook(form: &str) -> Vec<u8> {
    let mut workbook = LegacyWorkbook::new();
    for (number, areas) in sheets(form).into_iter().enumerate() {
        let mut records = Vec::new();
        for Area { first, last, text } in areas {
            let (row, last_row) = (u16::try_from(first.0).unwrap(), u16::try_from(last.0).unwrap());
            if !text.is_empty() {
                records.push(label(row, first.1, PLAIN, &wide(&text)));
            }
            if first != last {
                let corners = [1, row, last_row, first.1, last.1].map(u16::to_le_bytes).concat();
                records.push(record(0x00E5, &[&corners]));
            }
        }
        workbook = workbook.sheet(&format!("Sheet{}", number + 1), &records);
    }
    workbook.file()
}
