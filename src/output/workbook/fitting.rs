//! How wide the columns of a monthly report are and how large its grid is set, so that it prints on one page at its
//! own size: a column follows its widest number, and what the sentences lose in width they gain in lines.

use crate::notice::{Form, Section};
use crate::output::spreadsheet::{
    BODY_SIZE, Columns, LEAST_SEAL, PAGE_HEIGHT, SEAL, height, height_around, number_width,
};
use crate::report::Sheet;

/// The grid's first columns; the quantities follow.
pub(super) const SECTION: u16 = 0;
pub(super) const NUMBER: u16 = 1;
pub(super) const CONTENT: u16 = 2;
pub(super) const QUANTITIES: u16 = 3;

/// The sizes of the grid that are tried in turn, in points; none is too small to be read on paper.
const SIZES: [f64; 8] = [BODY_SIZE, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0];
/// The least height of a row in the largest size, in points.
const LOWEST_ROW: f64 = 21.0;

/// The columns and the size of the grid: the largest size with room for the whole seal, else with room for most of
/// it. A form too long for any size is scaled down by the program that prints it.
pub(super) fn fitted(form: &Form, sheet: &Sheet, across: u16) -> (Columns, f64) {
    let columns = |size| Columns::new(across, number_widths(form, sheet, size));
    let left = |size: f64| {
        let columns = columns(size);
        let rows = form.sections().flat_map(|section| row_heights(section, &columns, size));
        PAGE_HEIGHT - height_around(&form.title, &form.notes, &columns) - rows.sum::<f64>()
    };
    let fitting = |seal| SIZES.into_iter().find(|size| left(*size) >= seal);
    let size = fitting(SEAL).or_else(|| fitting(LEAST_SEAL)).unwrap_or(BODY_SIZE);
    (columns(size), size)
}

/// The widths in points that a column of the month and one of the total need for their numbers.
fn number_widths(form: &Form, sheet: &Sheet, size: f64) -> [f64; 2] {
    let mut widest = [0.0_f64; 2];
    for figure in form.figures() {
        let Some(cell) = sheet.cell(figure.id) else { continue };
        let span = f64::from(u32::try_from(figure.span).unwrap_or(1).max(1));
        for (widest, text) in widest.iter_mut().zip(cell.texts()) {
            *widest = widest.max(number_width(text.chars().count(), size) / span);
        }
    }
    widest
}

/// The heights of a section's rows: all of its sentences and of its title are shown.
pub(super) fn row_heights(section: &Section, columns: &Columns, size: f64) -> Vec<f64> {
    let rows = f64::from(u32::try_from(section.rows.len()).unwrap_or(1).max(1));
    let title = height(&section.title, size, columns.points(SECTION, SECTION)) / rows;
    let lowest = title.max(LOWEST_ROW * size / BODY_SIZE);
    let width = columns.points(CONTENT, CONTENT);
    section.rows.iter().map(|row| height(&row.content, size, width).max(lowest)).collect()
}
