//! The record of sent reports (报送记录) as a workbook, with the same lines as on the screen.

use chrono::NaiveDate;

use super::OutputError;
use super::table::{Field, Table, workbook};

/// The headings of the record, in the order of its columns.
pub const SENT_COLUMNS: [&str; 10] =
    ["月份", "报送期限", "报表", "定稿", "更正的原因", "报送", "方式", "收件方", "文件", "校验码（SHA-256）"];

/// Widths in pixels.
const WIDTHS: [u32; 10] = [90, 110, 80, 180, 160, 150, 90, 110, 260, 300];

/// Draws lines of the record.
pub fn sent_workbook(title: &str, lines: &[[String; 10]], day: NaiveDate) -> Result<Vec<u8>, OutputError> {
    let columns = SENT_COLUMNS.into_iter().map(str::to_owned).zip(WIDTHS);
    let table = Table {
        name: "报送记录".to_owned(),
        title: title.to_owned(),
        columns: columns.collect(),
        fixed: 1,
        lines: lines.iter().map(|line| line.iter().map(Field::text).collect()).collect(),
    };
    Ok(workbook(title, day, &[table])?)
}
