//! Shared code of all workbooks: widths and heights, the printed page, and the styles of cells.

mod across;
mod measure;
mod page;
mod style;

pub(super) use across::Across;
pub(super) use measure::{Columns, POINTS_PER_PIXEL, halves, height, number_width, pixels};
pub(super) use page::{A4, Area, LEAST_SEAL, PAGE_HEIGHT, Page, SEAL, as_text, height_around};
pub(super) use style::{BODY_SIZE, SMALLER_SIZES, Style, TABLE_TITLE_SIZE, pattern};
