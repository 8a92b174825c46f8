//! The change log (修改记录) as a workbook, with the same lines as on the screen.

use chrono::NaiveDate;

use super::OutputError;
use super::table::{Field, Table, workbook};

/// The headings of the change log, in the order of its columns.
pub const HISTORY_COLUMNS: [&str; 7] = ["时间", "填报人", "操作", "月份", "内容", "原来", "改为"];

/// Widths in pixels.
const WIDTHS: [u32; 7] = [150, 80, 100, 90, 260, 160, 260];

/// Draws lines of the change log.
pub fn history_workbook(title: &str, lines: &[[String; 7]], day: NaiveDate) -> Result<Vec<u8>, OutputError> {
    let columns = HISTORY_COLUMNS.into_iter().map(str::to_owned).zip(WIDTHS);
    let table = Table {
        name: "修改记录".to_owned(),
        title: title.to_owned(),
        columns: columns.collect(),
        fixed: 0,
        lines: lines.iter().map(|line| line.iter().map(Field::text).collect()).collect(),
    };
    Ok(workbook(title, day, &[table])?)
}
