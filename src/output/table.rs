//! Plain tables as workbooks: one row of headings, then a row for each line, on landscape A4. Columns follow their
//! widest number and rows their highest text.
//!
//! They are for tables to read rather than to report: the matrix, the change log, the 说明 of a report. The
//! caller provides the content of the cells; the official grid is not drawn here.

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::spreadsheet::{
    Across, BODY_SIZE, POINTS_PER_PIXEL, Style, TABLE_TITLE_SIZE, as_text, height, number_width, pixels,
};
use crate::amount::Amount;

/// Heights in points.
const LOWEST_ROW: f64 = 20.0;
const TITLE_HEIGHT: f64 = 26.0;
/// The least height of the headings, that of two lines of text: a month and its state.
const HEADING_HEIGHT: f64 = 40.0;
/// The highest row that spreadsheet programs allow.
const HIGHEST_ROW: f64 = 409.0;

/// One sheet of a workbook.
pub(super) struct Table {
    /// The name on its tab.
    pub(super) name: String,
    /// The line above the headings.
    pub(super) title: String,
    /// The headings, each with the least width of its column in pixels.
    pub(super) columns: Vec<(String, u32)>,
    /// How many columns stay visible when the sheet is scrolled sideways, and stand on each printed page.
    pub(super) fixed: u16,
    pub(super) lines: Vec<Vec<Field>>,
}

/// One cell of a table.
pub(super) enum Field {
    /// A text, whatever it begins with.
    Text(String),
    Number(Amount),
    /// The number of a row of the form.
    Count(u16),
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
    let widths = widths(table);
    let across = Across::new(&widths, table.fixed);
    let headings = table.columns.iter().zip(&widths);
    let heading_height = headings
        .map(|((text, _), width)| height(text, BODY_SIZE, f64::from(*width) * POINTS_PER_PIXEL))
        .fold(HEADING_HEIGHT, f64::max)
        .min(HIGHEST_ROW);
    let mut total = title(page, &table.title, style, &widths, &across)? + heading_height;
    page.set_row_height(1, heading_height)?;
    for (column, ((heading, _), width)) in (0..).zip(table.columns.iter().zip(&widths)) {
        page.set_column_width_pixels(column, *width)?;
        page.write_string_with_format(1, column, heading, &style.heading)?;
    }
    for (row, line) in (2..).zip(&table.lines) {
        for (column, field) in (0..).zip(line) {
            write(page, (row, column), field, style, false)?;
        }
        let height = row_height(&widths, line);
        page.set_row_height(row, height)?;
        total += height;
    }
    across.set(page, total)?;
    let rows = u32::try_from(table.lines.len()).unwrap_or(u32::MAX).saturating_add(1);
    let last = u16::try_from(widths.len()).unwrap_or(1).saturating_sub(1);
    page.set_print_area(0, 0, rows, last)?.set_repeat_rows(1, 1)?.set_freeze_panes(2, table.fixed)?;
    Ok(())
}

/// Draws the line above the headings, wrapped where it would not be whole on every page; returns its height.
pub(super) fn title(
    page: &mut Worksheet,
    text: &str,
    style: &Style,
    widths: &[u32],
    across: &Across,
) -> Result<f64, XlsxError> {
    let (format, last) = (as_text(text, &style.table_title), across.last_of_title());
    if last == 0 {
        page.write_string_with_format(0, 0, text, &format)?;
    } else {
        page.merge_range(0, 0, 0, last, text, &format)?;
    }
    let width: u32 = widths.iter().take(usize::from(last) + 1).sum();
    let needed = height(text, TABLE_TITLE_SIZE, f64::from(width) * POINTS_PER_PIXEL).max(TITLE_HEIGHT);
    page.set_row_height(0, needed)?;
    Ok(needed)
}

/// The widths of the columns: as given, or more for a number that would not fit.
fn widths(table: &Table) -> Vec<u32> {
    let mut widths: Vec<u32> = table.columns.iter().map(|(_, width)| *width).collect();
    for line in &table.lines {
        for (width, field) in widths.iter_mut().zip(line) {
            if let Field::Number(amount) = field.plain() {
                *width = (*width).max(pixels(number_width(amount.to_string().len(), BODY_SIZE)));
            }
        }
    }
    widths
}

/// The height of a row. Programs do not enlarge the rows of a new file, and a cut line would be lost.
fn row_height(widths: &[u32], line: &[Field]) -> f64 {
    let needed = widths.iter().zip(line).map(|(width, field)| match field.plain() {
        Field::Text(text) => height(text, BODY_SIZE, f64::from(*width) * POINTS_PER_PIXEL),
        _ => LOWEST_ROW,
    });
    needed.fold(LOWEST_ROW, f64::max).min(HIGHEST_ROW)
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
        Field::Count(number) => {
            page.write_number_with_format(at.0, at.1, *number, &shaded(&style.centred)).map(drop)
        }
        Field::Number(amount) => {
            let format = shaded(style.number(amount.decimals())).set_align(FormatAlign::Right);
            page.write_number_with_format(at.0, at.1, amount.to_f64(), &format).map(drop)
        }
    }
}
