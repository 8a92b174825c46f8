//! A table as a grid of cells, the same for screen, paper and workbook: what each cell shows and which columns and rows
//! it covers.
//!
//! It follows from the table alone and is made once, when a notice is read. How wide a column is, how a cell looks and
//! what amount stands in it are for those who draw it.

use serde::{Deserialize, Serialize};

use super::{Against, FigureId, Role, TextId};

/// A table, cell by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Grid {
    /// The columns of the grid. A column of the form is several of them where the figures of a row share it.
    pub columns: Vec<GridColumn>,
    /// The rows of headings, from top to bottom.
    pub headings: Vec<Vec<GridHeading>>,
    /// The letters and numbers beneath the headings; none if no column has one.
    pub letters: Vec<GridHeading>,
    pub rows: Vec<GridRow>,
}

/// A column of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GridColumn {
    pub role: Role,
    pub measure: Option<String>,
    pub against: Against,
    pub decimals: Option<u8>,
    /// How many columns of the grid the column of the form is.
    pub across: usize,
}

/// A heading, or a letter beneath one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GridHeading {
    pub text: String,
    /// The first of the columns that it covers.
    pub column: usize,
    /// How many columns it covers.
    pub across: usize,
    /// How many rows of headings it covers.
    pub down: usize,
}

/// A row, with the cells that begin in it: one that covers several rows is in the first of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GridRow {
    /// The number by which the row is known.
    pub number: u16,
    pub kind: RowKind,
    /// How far its text is moved in.
    pub level: u8,
    pub cells: Vec<GridCell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GridCell {
    /// The first of the columns that it covers.
    pub column: usize,
    /// How many columns it covers.
    pub across: usize,
    /// How many rows it covers.
    pub down: usize,
    pub content: GridContent,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum GridContent {
    /// A text of the form. `role` says which, whatever columns the cell covers.
    Text { role: Role, text: String },
    /// What the officer types that is no figure.
    Typed { id: TextId },
    /// What the column's role says of a figure.
    Quantity { figure: FigureId, role: Role },
    /// The row has no figure for the column; it is struck out.
    Blank,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// A row with figures.
    #[default]
    Figure,
    /// A row with figures that sum up others (合计).
    Sum,
    /// A heading in the middle of the table, without figures.
    Heading,
}
