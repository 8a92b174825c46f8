//! Shared code of all workbooks: widths and heights, the printed page, and the styles of cells.

mod measure;
mod page;
mod style;

pub(super) use measure::{Columns, POINTS_PER_PIXEL, height};
pub(super) use page::{A4, Area, LOWEST_ROW, Page, as_text};
pub(super) use style::{BODY_SIZE, SMALLER_SIZES, Style};
