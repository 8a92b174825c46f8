//! Data that all sheets of a workbook share.

use super::styles::Styles;
use super::texts::Texts;

/// Data that all sheets of a workbook share.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) styles: Styles,
    pub(super) texts: Texts,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    /// Whether the program that wrote the file has computed nothing and asks the next one to compute.
    pub(super) recomputes: bool,
}
