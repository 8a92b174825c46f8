//! A table as texts in cells, for paper and Word alike: its columns with their widths, and its lines.

use serde::Serialize;

/// A table under its caption.
#[derive(Clone, Debug, Serialize)]
pub(in crate::output) struct Table {
    pub(in crate::output) caption: String,
    /// The size of its letters, in half points.
    pub(in crate::output) size: u32,
    pub(in crate::output) columns: Vec<Column>,
    pub(in crate::output) rows: Vec<Line>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::output) struct Column {
    pub(in crate::output) heading: String,
    /// In millimetres; together they are as wide as the text of a page.
    pub(in crate::output) width: u32,
    pub(in crate::output) side: Side,
    /// How many Chinese characters it has room for in any case.
    #[serde(skip)]
    pub(in crate::output) least: u32,
    /// How many characters of a number it has room for, if that is more than its own numbers have.
    #[serde(skip)]
    pub(in crate::output) digits: u32,
}

/// The alignment of a column's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::output) enum Side {
    Left,
    Centre,
    Right,
}

/// A line of a table: a section's title across all columns, or one text for each column.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(in crate::output) enum Line {
    Section { title: String },
    Cells { texts: Vec<String> },
}
