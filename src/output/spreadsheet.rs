//! Shared code of all workbooks: widths and heights, the printed page, and the styles of cells.

mod across;
mod measure;
mod page;
mod style;
mod tabs;

pub(super) use across::Across;
pub(super) use measure::{Columns, POINTS_PER_PIXEL, halves, height, number_width, pixels};
pub(super) use page::{A4, Area, Around, LEAST_SEAL, Page, SEAL, as_text, page_height};
pub(super) use style::{BODY_SIZE, HEADING_SIZE, SMALLER_SIZES, Style, TABLE_TITLE_SIZE, pattern};
pub(super) use tabs::Tabs;
