//! The limits of a notice. No real one reaches them; a hostile one must not fill the memory, the screen or a message. What
//! makes a notice of something else keeps to the same ones.

pub(super) const MOST_FORMS: usize = 10;
pub(super) const MOST_LISTS: usize = 1;
pub(crate) const MOST_ROWS: usize = 300;
pub(super) const MOST_FIGURES: usize = 1000;
pub(super) const MOST_COLUMNS: usize = 40;
pub(super) const MOST_UNITS: usize = 1000;
/// How deep headings stand under each other.
pub(super) const DEEPEST: usize = 3;
/// Figures of a row, fields and notes: as many as there are letters.
pub(crate) const MOST_IN_A_ROW: usize = 26;
/// The relations of a form, and the figures in one of them.
pub(crate) const MOST_RELATIONS: usize = 300;
pub(crate) const MOST_TERMS: usize = 40;
pub(super) const LONGEST_ID: usize = 40;
pub(crate) const LONGEST_NAME: usize = 100;
pub(crate) const LONGEST_TITLE: usize = LONGEST_NAME * 2;
pub(crate) const LONGEST_TEXT: usize = 1000;
