//! A worksheet that is drawn from top to bottom, and the parts of every official form: the mark and the
//! title, the line under it, the notes, and the page settings.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::measure::{Columns, halves, height, room};
use super::style::{BODY_SIZE, HEADING_SIZE, Style, TITLE_SIZE};
use crate::notice::{FieldKind, Header, Notes};

pub(in crate::output) const A4: u8 = 9;
const INCH: f64 = 25.4;
const POINT: f64 = INCH / 72.0;

/// The margins of an official form in millimetres.
const MARGIN: f64 = 15.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 15.0;
/// What is between the margins of A4, in points.
pub(in crate::output) fn page_height(landscape: bool) -> f64 {
    (if landscape { 210.0 } else { 297.0 } - TOP - BOTTOM) / POINT
}

/// Heights in points of rows that do not depend on their text.
const MARK_HEIGHT: f64 = 24.0;
const TITLE_HEIGHT: f64 = 38.0;
const HEADING_HEIGHT: f64 = 26.0;
/// A line of fields without the unit's name, over which no seal is pressed.
const FIELDS_HEIGHT: f64 = 25.0;
const NOTES_HEIGHT: f64 = 25.0;
/// The rows of the line under the title.
const HEADER_ROWS: u32 = 3;
/// Their height together: the seal, 42 mm across, is pressed over the unit's name. LibreOffice prints the page at about 93
/// percent, because its columns are a little wider.
pub(in crate::output) const SEAL: f64 = 45.5 / POINT;
/// What is kept for it where a single page has no more room: it then touches the title and the table.
pub(in crate::output) const LEAST_SEAL: f64 = 31.0 / POINT;

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
    /// Whether the page lies on its side.
    pub(in crate::output) landscape: bool,
    /// The next row to draw.
    pub(in crate::output) row: u32,
    /// The heights of all rows but those of the line with the unit's name.
    used: f64,
    /// The rows of the line with the unit's name, each with the height that its text needs.
    header: Vec<(u32, f64)>,
}

impl<'a> Page<'a> {
    /// An empty page with the given columns.
    pub(in crate::output) fn new(
        sheet: &'a mut Worksheet,
        columns: Columns,
        style: Style,
    ) -> Result<Self, XlsxError> {
        for (column, pixels) in (0..).zip(columns.pixels()) {
            sheet.set_column_width_pixels(column, pixels)?;
        }
        Ok(Self { sheet, style, columns, landscape: false, row: 0, used: 0.0, header: Vec::new() })
    }

    fn across(&self) -> (u16, u16) {
        (0, self.columns.last())
    }

    /// Draws the mark, next to it (from `right` on) the name of the correction or that it is a draft, and below them
    /// the title.
    pub(in crate::output) fn head(
        &mut self,
        mark: &str,
        (revision, draft): (Option<&str>, Option<&str>),
        title: &str,
        right: u16,
    ) -> Result<(), XlsxError> {
        let format = self.style.mark.clone();
        let (first, last) = self.across();
        let beside: Vec<&str> = revision.into_iter().chain(draft).collect();
        if beside.is_empty() {
            self.line((first, last), mark, &format, MARK_HEIGHT)?;
        } else {
            let area = Area { rows: (self.row, self.row), columns: (right, last) };
            let kind = match draft {
                Some(_) => self.style.draft.clone(),
                None => format.clone().set_align(FormatAlign::Right),
            };
            self.text(area, &beside.join("\u{3000}"), &kind)?;
            self.line((first, right - 1), mark, &format, MARK_HEIGHT)?;
        }
        self.line(self.across(), title, &self.style.title.clone(), title_height(title, &self.columns))
    }

    /// Draws the fields above or below a table: in one line as on the form, or, where they are too long for it, the unit
    /// beside the others, which then stand one below the other from `right` on. The seal is pressed over the unit's name,
    /// so nothing else may be under or above it. The table begins in the same row either way if there are three others.
    pub(in crate::output) fn fields(
        &mut self,
        header: &Header,
        fields: Vec<(&str, String)>,
        right: u16,
    ) -> Result<(), XlsxError> {
        let format = self.style.header.clone();
        let across = self.across();
        let mut fields = texts(header, fields);
        let Some(unit) = header.0.iter().position(|field| field.is == FieldKind::Unit) else {
            for line in lines(&fields, self.columns.points(across.0, across.1)) {
                self.line(across, &line, &format, FIELDS_HEIGHT)?;
            }
            return Ok(());
        };
        if let Some(line) = one_line(&fields, self.columns.points(across.0, across.1)) {
            let rows = (self.row, self.row + HEADER_ROWS - 1);
            self.header.extend((rows.0..=rows.1).map(|row| (row, 0.0)));
            self.row += HEADER_ROWS;
            return self.text(Area { rows, columns: across }, &line, &format);
        }
        let unit = fields.remove(unit);
        fields.resize(fields.len().max(1), String::new());
        let (left, right) = ((0, right - 1), (right, self.columns.last()));
        let first = self.row;
        let count = f64::from(u32::try_from(fields.len()).unwrap_or(1));
        let lowest = height(&unit, BODY_SIZE, self.columns.points(left.0, left.1)) / count;
        for text in &fields {
            let needed = height(text, BODY_SIZE, self.columns.points(right.0, right.1)).max(lowest);
            self.header.push((self.row, needed));
            self.text(Area { rows: (self.row, self.row), columns: right }, text, &format)?;
            self.row += 1;
        }
        self.text(Area { rows: (first, self.row - 1), columns: left }, &unit, &format)
    }

    /// Gives the line with the unit's name what the page has left for the seal.
    fn finish_header(&mut self, pages: u16) -> Result<(), XlsxError> {
        let left = page_height(self.landscape) - self.used;
        let seal = if pages == 1 { left.clamp(LEAST_SEAL, SEAL) } else { SEAL };
        let rows = f64::from(u32::try_from(self.header.len()).unwrap_or(1).max(1));
        for (row, needed) in &self.header {
            self.sheet.set_row_height(*row, needed.max(seal / rows))?;
        }
        Ok(())
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
        let height = notes_height(notes, &self.columns);
        self.line(self.across(), &notes.line(), &self.style.notes.clone(), height)
    }

    /// Sets A4, one page wide and `pages` high (0 for any number), with the rows of headings on each page.
    pub(in crate::output) fn finish(
        mut self,
        headings: Option<(u32, u32)>,
        pages: u16,
    ) -> Result<(), XlsxError> {
        self.finish_header(pages)?;
        let (last_row, last_column) = (self.row - 1, self.columns.last());
        if self.landscape {
            self.sheet.set_landscape();
        } else {
            self.sheet.set_portrait();
        }
        if let Some((first, last)) = headings {
            self.sheet.set_repeat_rows(first, last)?.set_freeze_panes(last + 1, 0)?;
        }
        self.sheet
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, pages)
            .set_margins(MARGIN / INCH, MARGIN / INCH, TOP / INCH, BOTTOM / INCH, 8.0 / INCH, 8.0 / INCH)
            .set_print_center_horizontally(true)
            .set_print_area(0, 0, last_row, last_column)?;
        Ok(())
    }

    /// Draws a row over the whole width with one text.
    pub(in crate::output) fn line_across(
        &mut self,
        text: &str,
        format: &Format,
        height: f64,
    ) -> Result<(), XlsxError> {
        self.line(self.across(), text, format, height)
    }

    /// Draws a row with one text over some columns.
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
        self.used += height;
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

/// What stands around the tables of a form.
pub(in crate::output) struct Around<'form> {
    pub(in crate::output) title: &'form str,
    pub(in crate::output) footer: &'form Header,
    pub(in crate::output) notes: &'form Notes,
}

impl Around<'_> {
    /// The height of everything on a page but its tables and the line with the unit's name.
    pub(in crate::output) fn height(&self, columns: &Columns) -> f64 {
        let fields = if self.footer.0.is_empty() { 0.0 } else { 2.0 * FIELDS_HEIGHT };
        MARK_HEIGHT + title_height(self.title, columns) + fields + notes_height(self.notes, columns)
    }
}

fn title_height(title: &str, columns: &Columns) -> f64 {
    height(title, TITLE_SIZE, columns.points(0, columns.last())).max(TITLE_HEIGHT)
}

fn notes_height(notes: &Notes, columns: &Columns) -> f64 {
    height(&notes.line(), BODY_SIZE, columns.points(0, columns.last())).max(NOTES_HEIGHT)
}

/// Labels with what stands behind them, and room to sign.
fn texts(header: &Header, fields: Vec<(&str, String)>) -> Vec<String> {
    let texts = header.0.iter().zip(fields).map(|(field, (label, value))| match field.is {
        FieldKind::Signed => format!("{label}{}", "\u{3000}".repeat(5)),
        _ => format!("{label}{value}"),
    });
    texts.collect()
}

/// The fields with equal gaps over the whole line; `None` where they do not fit.
fn one_line(fields: &[String], width: f64) -> Option<String> {
    let mut gap = String::from(" ");
    let mut line = None;
    loop {
        let wider = fields.join(&gap);
        if f64::from(halves(&wider)) > room(BODY_SIZE, width) {
            return line;
        }
        line = Some(wider);
        if fields.len() < 2 {
            return line;
        }
        gap.push(' ');
    }
}

/// The fields over as many lines as they need, as many on each as fit.
fn lines(fields: &[String], width: f64) -> Vec<String> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for field in fields {
        let last = lines.last_mut().filter(|line| {
            let longer: Vec<String> = line.iter().chain([field]).cloned().collect();
            one_line(&longer, width).is_some()
        });
        match last {
            Some(line) => line.push(field.clone()),
            None => lines.push(vec![field.clone()]),
        }
    }
    let spread = lines.iter().map(|line| one_line(line, width).unwrap_or_else(|| line.concat()));
    spread.collect()
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
