//! Plain tables as workbooks: one row of headings, then a row for each line, on landscape A4.
//!
//! They are for tables to read rather than to report: the matrix, the change log, the 说明 of a report. The
//! caller provides the content of the cells; the official grid is not drawn here.

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::spreadsheet::{A4, BODY_SIZE, POINTS_PER_PIXEL, Style, as_text, height};
use crate::amount::Amount;

/// Heights in points.
const LOWEST_ROW: f64 = 20.0;
const TITLE_HEIGHT: f64 = 26.0;
/// The height of two lines of text: a month and its state.
const HEADING_HEIGHT: f64 = 40.0;

/// One sheet of a workbook.
pub(super) struct Table {
    /// The name on its tab.
    pub(super) name: String,
    /// The line above the headings.
    pub(super) title: String,
    /// The headings, each with the width of its column in pixels.
    pub(super) columns: Vec<(String, u32)>,
    /// How many columns stay visible when the sheet is scrolled sideways.
    pub(super) fixed: u16,
    pub(super) lines: Vec<Vec<Field>>,
}

/// One cell of a table.
pub(super) enum Field {
    /// A text, whatever it begins with.
    Text(String),
    Number(Amount),
    /// A number or text to look at again: the cell is shaded, and the reason is given in words elsewhere.
    Marked(Box<Field>),
}

impl Field {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn amount(amount: Option<Amount>) -> Self {
        amount.map_or_else(|| Self::text(""), Self::Number)
    }

    fn plain(&self) -> &Self {
        match self {
            Self::Marked(inner) => inner.plain(),
            other => other,
        }
    }

    pub(super) fn marked(self, marked: bool) -> Self {
        if marked { Self::Marked(Box::new(self)) } else { self }
    }
}

/// Draws tables as one workbook. Its properties contain `day` instead of the clock's date.
pub(super) fn workbook(title: &str, day: NaiveDate, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let style = Style::new();
    workbook.set_default_format(&style.default, 18, 72)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    for table in tables {
        draw(table, &style, workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

pub(super) fn draw(table: &Table, style: &Style, page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_name(&table.name)?;
    let last = u16::try_from(table.columns.len()).unwrap_or(1).saturating_sub(1);
    let title = style.header.clone().set_bold().unset_text_wrap();
    page.write_string_with_format(0, 0, &table.title, &title)?;
    page.set_row_height(0, TITLE_HEIGHT)?;
    page.set_row_height(1, HEADING_HEIGHT)?;
    for (column, (heading, width)) in (0..).zip(&table.columns) {
        page.set_column_width_pixels(column, *width)?;
        page.write_string_with_format(1, column, heading, &style.heading)?;
    }
    for (row, line) in (2..).zip(&table.lines) {
        for (column, field) in (0..).zip(line) {
            write(page, (row, column), field, style, false)?;
        }
        page.set_row_height(row, row_height(&table.columns, line))?;
    }
    let rows = u32::try_from(table.lines.len()).unwrap_or(u32::MAX).saturating_add(1);
    page.set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_area(0, 0, rows, last)?
        .set_repeat_rows(1, 1)?
        .set_freeze_panes(2, table.fixed)?;
    Ok(())
}

/// The height of a row. Programs do not enlarge the rows of a new file, and a cut line would be lost.
fn row_height(columns: &[(String, u32)], line: &[Field]) -> f64 {
    let needed = columns.iter().zip(line).map(|((_, width), field)| match field.plain() {
        Field::Text(text) => height(text, BODY_SIZE, f64::from(*width) * POINTS_PER_PIXEL),
        _ => LOWEST_ROW,
    });
    needed.fold(LOWEST_ROW, f64::max)
}

fn write(
    page: &mut Worksheet,
    at: (u32, u16),
    field: &Field,
    style: &Style,
    marked: bool,
) -> Result<(), XlsxError> {
    let shaded = |format: &Format| {
        if marked { format.clone().set_background_color("FDF3DC") } else { format.clone() }
    };
    match field {
        Field::Marked(inner) => write(page, at, inner, style, true),
        Field::Text(text) => {
            let format = as_text(text, &shaded(&style.content.clone().set_border(FormatBorder::Thin)));
            page.write_string_with_format(at.0, at.1, text, &format).map(drop)
        }
        Field::Number(amount) => {
            let format = shaded(style.number(amount.decimals())).set_align(FormatAlign::Right);
            page.write_number_with_format(at.0, at.1, amount.to_f64(), &format).map(drop)
        }
    }
}
