//! What all sheets of a workbook share.

use super::styles::Styles;
use super::texts::Texts;

/// What all sheets of a workbook share.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) styles: Styles,
    pub(super) texts: Texts,
    /// Days are counted from 1904 on.
    pub(super) is_1904: bool,
    /// The program that wrote the file has computed nothing and asks the one that opens it to.
    pub(super) recomputes: bool,
}
