//! A table before its rows are made: what holds for all of them.

use super::columns::Columns;
use super::doubt::Found;

/// A table, before its rows are made.
pub(super) struct Plain<'a> {
    pub(super) number: usize,
    pub(super) form: usize,
    pub(super) columns: &'a Columns,
    /// The unit that stands above the table.
    pub(super) unit: Option<&'a Found<String>>,
    /// What the notes reckon as so many of 100%, by its name or number.
    pub(super) per_cents: &'a [String],
}
