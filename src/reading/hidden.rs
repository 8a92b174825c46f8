//! Hidden rows and columns of a sheet. They are reported and never read.

use std::collections::BTreeSet;

use super::{Sheet, column_name};
use crate::wording::numbered;

/// The hidden rows and columns of a sheet that have content, one sentence each.
pub(crate) fn hidden_remarks(sheet: &Sheet) -> Vec<String> {
    let hidden = |is_hidden: &dyn Fn(u32, u32) -> Option<u32>| -> Vec<u32> {
        let found: BTreeSet<u32> =
            sheet.cells().filter_map(|((row, column), _)| is_hidden(row, column)).collect();
        found.into_iter().collect()
    };
    let rows = hidden(&|row, _| sheet.is_row_hidden(row).then_some(row + 1));
    let columns = hidden(&|_, column| sheet.is_column_hidden(column).then_some(column));
    let columns: Vec<String> = columns.into_iter().map(column_name).collect();
    let remarks = [
        (!rows.is_empty()).then(|| format!("工作表的第 {} 行是隐藏的，没有读", numbered(&rows))),
        (!columns.is_empty()).then(|| format!("{} 列是隐藏的，没有读", numbered(&columns))),
    ];
    remarks.into_iter().flatten().collect()
}
