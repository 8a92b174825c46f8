//! A worksheet that is drawn from top to bottom, and the parts of every official form: the mark and the
//! title, the line under it, the notes, and the page settings.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::measure::{Columns, height};
use super::style::{BODY_SIZE, HEADER_SIZE, HEADING_SIZE, Style};
use crate::notice::Notes;

pub(in crate::output) const A4: u8 = 9;
const INCH: f64 = 25.4;

/// Heights in points of rows that do not depend on their text.
const MARK_HEIGHT: f64 = 24.0;
const TITLE_HEIGHT: f64 = 38.0;
const HEADING_HEIGHT: f64 = 26.0;
pub(in crate::output) const LOWEST_ROW: f64 = 25.0;
/// Three of these rows are next to the unit's name, so that the seal over it (119 points across) hardly
/// touches title or table.
const HEADER_HEIGHT: f64 = 29.0;

/// A rectangle of cells.
#[derive(Clone, Copy)]
pub(in crate::output) struct Area {
    pub(in crate::output) rows: (u32, u32),
    pub(in crate::output) columns: (u16, u16),
}

/// A worksheet, with the position of the next row.
pub(in crate::output) struct Page<'a> {
    pub(in crate::output) sheet: &'a mut Worksheet,
    pub(in crate::output) style: Style,
    pub(in crate::output) columns: Columns,
    /// The next row to draw.
    pub(in crate::output) row: u32,
}

impl<'a> Page<'a> {
    /// An empty page with the given columns.
    pub(in crate::output) fn new(sheet: &'a mut Worksheet, columns: Columns) -> Result<Self, XlsxError> {
        for (column, pixels) in (0..).zip(columns.pixels()) {
            sheet.set_column_width_pixels(column, pixels)?;
        }
        Ok(Self { sheet, style: Style::new(), columns, row: 0 })
    }

    fn across(&self) -> (u16, u16) {
        (0, self.columns.last())
    }

    /// Draws the mark, next to it (from `right` on) the name of the correction, and below them the title.
    pub(in crate::output) fn head(
        &mut self,
        mark: &str,
        revision: Option<&str>,
        title: &str,
        right: u16,
    ) -> Result<(), XlsxError> {
        let format = self.style.mark.clone();
        let (first, last) = self.across();
        match revision {
            None => self.line((first, last), mark, &format, MARK_HEIGHT)?,
            Some(revision) => {
                let area = Area { rows: (self.row, self.row), columns: (right, last) };
                self.text(area, revision, &format.clone().set_align(FormatAlign::Right))?;
                self.line((first, right - 1), mark, &format, MARK_HEIGHT)?;
            }
        }
        self.line(self.across(), title, &self.style.title.clone(), TITLE_HEIGHT)
    }

    /// Draws the line under the title in two halves: the unit over three rows, so that a long name can wrap
    /// and the seal has room; next to it, from `right` on, the three short fields one below the other.
    pub(in crate::output) fn header(
        &mut self,
        fields: [(&str, String); 4],
        right: u16,
    ) -> Result<(), XlsxError> {
        let format = self.style.header.clone();
        let [unit, beside @ ..] = fields.map(|(label, value)| format!("{label}{value}"));
        let (left, right) = ((0, right - 1), (right, self.columns.last()));
        let first = self.row;
        let lowest = height(&unit, HEADER_SIZE, self.columns.points(left.0, left.1)) / 3.0;
        for text in beside {
            let needed = height(&text, HEADER_SIZE, self.columns.points(right.0, right.1));
            self.line(right, &text, &format, needed.max(lowest).max(HEADER_HEIGHT))?;
        }
        self.text(Area { rows: (first, self.row - 1), columns: left }, &unit, &format)
    }

    /// Draws the headings of the columns; returns their row.
    pub(in crate::output) fn headings(&mut self, headings: &[(&str, (u16, u16))]) -> Result<u32, XlsxError> {
        let format = self.style.heading.clone();
        let mut highest = HEADING_HEIGHT;
        for (label, columns) in headings {
            highest = highest.max(height(label, HEADING_SIZE, self.columns.points(columns.0, columns.1)));
            self.text(Area { rows: (self.row, self.row), columns: *columns }, label, &format)?;
        }
        self.finish_row(highest)?;
        Ok(self.row - 1)
    }

    /// Draws the notes on one line.
    pub(in crate::output) fn notes(&mut self, notes: &Notes) -> Result<(), XlsxError> {
        let columns = self.across();
        let notes = notes.line();
        let needed = height(&notes, BODY_SIZE, self.columns.points(columns.0, columns.1));
        self.line(columns, &notes, &self.style.notes.clone(), needed.max(LOWEST_ROW))
    }

    /// Sets A4, one page wide and `pages` high (0 for any number), with the row of headings on each page.
    pub(in crate::output) fn finish(self, headings: u32, pages: u16) -> Result<(), XlsxError> {
        let (last_row, last_column) = (self.row - 1, self.columns.last());
        self.sheet
            .set_portrait()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, pages)
            .set_margins(15.0 / INCH, 15.0 / INCH, 18.0 / INCH, 15.0 / INCH, 8.0 / INCH, 8.0 / INCH)
            .set_print_center_horizontally(true)
            .set_print_area(0, 0, last_row, last_column)?
            .set_repeat_rows(headings, headings)?
            .set_freeze_panes(headings + 1, 0)?;
        Ok(())
    }

    /// Draws a whole row with one text.
    fn line(
        &mut self,
        columns: (u16, u16),
        text: &str,
        format: &Format,
        height: f64,
    ) -> Result<(), XlsxError> {
        self.text(Area { rows: (self.row, self.row), columns }, text, format)?;
        self.finish_row(height)
    }

    pub(in crate::output) fn finish_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    pub(in crate::output) fn text(
        &mut self,
        area: Area,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let format = &as_text(text, format);
        let Area { rows, columns } = area;
        if rows.0 == rows.1 && columns.0 == columns.1 {
            self.sheet.write_string_with_format(rows.0, columns.0, text, format)?;
        } else {
            self.sheet.merge_range(rows.0, columns.0, rows.1, columns.1, text, format)?;
        }
        Ok(())
    }
}

/// A format that keeps a text as text whatever it begins with, also when someone edits the cell (quote prefix).
pub(in crate::output) fn as_text(text: &str, format: &Format) -> Format {
    let format = format.clone();
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format.set_quote_prefix()
    } else {
        format
    }
}
