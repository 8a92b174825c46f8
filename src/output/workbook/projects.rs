//! The project list as a worksheet, with a row for each project and at least as many rows as the form has.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::notice::ProjectForm;
use crate::output::DRAFT;
use crate::output::spreadsheet::{Area, BODY_SIZE, Columns, Page, SMALLER_SIZES, Style, height};
use crate::projects::{ProjectField, ProjectRow, ProjectSheet};

/// Widths of the columns in pixels: number, by, scale, funds, due. Together they are as wide as the other form.
const WIDTHS: [u32; 5] = [42, 134, 262, 120, 120];
/// The first column of the three short fields in the header.
const RIGHT: u16 = 3;
/// The row height on the blank form, which leaves room for writing by hand.
const LOWEST_ROW: f64 = 36.0;
/// The highest row that spreadsheet programs allow.
const HIGHEST_ROW: f64 = 409.0;

/// Draws the list.
pub(super) fn draw(form: &ProjectForm, list: &ProjectSheet, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let mut page = Page::new(sheet, Columns::of(&WIDTHS), Style::new())?;
    page.head(&form.mark, (None, list.is_draft().then_some(DRAFT)), &form.title, RIGHT)?;
    page.fields(&form.header, list.header(form), RIGHT)?;
    let headings: Vec<(&str, (u16, u16))> =
        (0..).zip(form.columns.all()).map(|(column, label)| (label, (column, column))).collect();
    let headings = page.headings(&headings)?;
    let rows = list.rows.iter().map(Some).chain(std::iter::repeat(None));
    for (number, row) in (1..).zip(rows).take(form.least_rows.max(list.rows.len())) {
        let texts = row.map_or([""; 4], ProjectRow::texts);
        draw_row(&mut page, None, number, texts)?;
    }
    page.notes(&form.notes)?;
    page.sheet.set_footer("&C&P / &N");
    page.finish(Some((headings, headings)), 0)
}

/// Draws one project, with its unit in front where the list is of several.
pub(super) fn draw_row(
    page: &mut Page<'_>,
    unit: Option<&str>,
    number: u32,
    texts: [&str; 4],
) -> Result<(), XlsxError> {
    let at = u16::from(unit.is_some());
    page.sheet.write_number_with_format(page.row, at, number, &page.style.centred)?;
    let needed = |page: &Page<'_>, size: f64| {
        let all = unit.map(|unit| (0, unit)).into_iter().chain((at + 1..).zip(texts));
        let heights = all.map(|(column, text)| height(text, size, page.columns.points(column, column)));
        heights.fold(LOWEST_ROW, f64::max)
    };
    let sizes = std::iter::once(BODY_SIZE).chain(SMALLER_SIZES);
    let mut size = BODY_SIZE;
    for smaller in sizes {
        size = smaller;
        if needed(page, size) <= HIGHEST_ROW {
            break;
        }
    }
    if let Some(unit) = unit {
        let format = page.style.content.clone().set_font_size(size);
        page.text(Area { rows: (page.row, page.row), columns: (0, 0) }, unit, &format)?;
    }
    for ((column, text), field) in (at + 1..).zip(texts).zip(ProjectField::ALL) {
        let kind = if field == ProjectField::Due { &page.style.centred } else { &page.style.content };
        let format = kind.clone().set_font_size(size);
        page.text(Area { rows: (page.row, page.row), columns: (column, column) }, text, &format)?;
    }
    page.finish_row(needed(page, size).min(HIGHEST_ROW))
}
