//! The workbook: the official grid on one A4 page, with real numbers.
//!
//! It is drawn from the form's definition and the sheet alone; a row with fewer figures than the widest spreads
//! them over the same columns. There are no formulas (they show 0 until someone allows editing) and no images
//! (WPS loses them). What cannot be read as an amount is refused, never drawn.

mod measure;
mod style;

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use self::measure::Columns;
use self::style::{HEADER_SIZE, HEADING_SIZE};
use super::{OutputError, digest, explanations, refuse_unreadable, table};
use crate::amount::Amount;
use crate::form::{Form, Row, Section};
use crate::period::date_name;
use crate::report::Sheet;

pub(super) use self::measure::{POINTS_PER_PIXEL, height};
pub(super) use self::style::{BODY_SIZE, Style};

pub(super) const A4: u8 = 9;
const INCH: f64 = 25.4;

/// Heights in points of the rows whose text does not decide it.
const MARK_HEIGHT: f64 = 24.0;
const TITLE_HEIGHT: f64 = 38.0;
const HEADING_HEIGHT: f64 = 26.0;
const LOWEST_ROW: f64 = 25.0;
/// Three of these stand beside the unit's name, so that the seal pressed over it (119 points across) touches
/// neither title nor table by much.
const HEADER_HEIGHT: f64 = 29.0;

/// The grid's first columns; the quantities follow.
const SECTION: u16 = 0;
const NUMBER: u16 = 1;
const CONTENT: u16 = 2;
const QUANTITIES: u16 = 3;

/// Draws one month as a workbook. A draft with blanks is drawn with blanks; the same month gives the same bytes.
pub fn workbook(form: &Form, sheet: &Sheet) -> Result<Vec<u8>, OutputError> {
    refuse_unreadable(form, sheet)?;
    let mut workbook = Workbook::new();
    let style = Style::new();
    // The size of an untouched cell with 宋体 11, as a Chinese Excel has it; columns come out as wide as meant.
    workbook.set_default_format(&style.default, 18, 72)?;
    workbook.set_properties(&properties(form, sheet));
    let page = workbook.add_worksheet();
    page.set_name(format!("{}{}", sheet.month_name, form.mark))?;
    Drawing::new(form, sheet, &style, page).draw()?;
    if let Some(second) = explanations::table(form, sheet) {
        table::draw(&second, &style, workbook.add_worksheet())?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// What a reader needs to know the file by what is in it, whatever it is called by then.
fn properties(form: &Form, sheet: &Sheet) -> DocProperties {
    DocProperties::new()
        .set_title(&form.title)
        .set_subject(&sheet.month_name)
        .set_author(&sheet.unit.person)
        .set_company(&sheet.unit.name)
        // Never the clock: the same month exported twice must be the same file.
        .set_creation_datetime(&sheet.filled_on.unwrap_or_else(|| form.campaign.due(sheet.month)))
        .set_custom_property("Form", form.id.as_str())
        .set_custom_property("Unit", sheet.unit.name.as_str())
        .set_custom_property("Month", sheet.month.to_string().as_str())
        .set_custom_property("State", sheet.state.label())
        .set_custom_property("Revision", sheet.revision.to_string().as_str())
        .set_custom_property("Digest", digest(form, sheet).as_str())
}

/// A rectangle of cells.
#[derive(Clone, Copy)]
struct Area {
    rows: (u32, u32),
    columns: (u16, u16),
}

struct Drawing<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    style: &'a Style,
    page: &'a mut Worksheet,
    columns: Columns,
    /// How many columns each of the two quantity headings spans.
    across: u16,
    /// The row to be drawn next.
    row: u32,
}

impl<'a> Drawing<'a> {
    fn new(form: &'a Form, sheet: &'a Sheet, style: &'a Style, page: &'a mut Worksheet) -> Self {
        let across = u16::try_from(form.figures_across()).unwrap_or(1);
        Self { form, sheet, style, page, columns: Columns::new(across), across, row: 0 }
    }

    fn last_column(&self) -> u16 {
        QUANTITIES + 2 * self.across - 1
    }

    fn draw(mut self) -> Result<(), XlsxError> {
        for (column, pixels) in (0..).zip(self.columns.pixels()) {
            self.page.set_column_width_pixels(column, pixels)?;
        }
        self.head()?;
        self.header()?;
        self.headings()?;
        let headings = self.row - 1;
        for section in &self.form.sections {
            self.section(section)?;
        }
        self.notes()?;
        self.page_setup(headings)
    }

    fn head(&mut self) -> Result<(), XlsxError> {
        let last = self.last_column();
        let (mark, format) = (self.form.mark.clone(), self.style.mark.clone());
        if self.sheet.revision > 0 {
            let text = format!("更正第{}次", self.sheet.revision);
            let area = Area { rows: (self.row, self.row), columns: (QUANTITIES, last) };
            self.text(area, &text, &format.clone().set_align(FormatAlign::Right))?;
            self.line((SECTION, CONTENT), &mark, &format, MARK_HEIGHT)?;
        } else {
            self.line((SECTION, last), &mark, &format, MARK_HEIGHT)?;
        }
        self.line((SECTION, last), &self.form.title, &self.style.title.clone(), TITLE_HEIGHT)
    }

    /// The line under the title, in two halves: the unit over three rows, so that a long name wraps and the seal
    /// has room, and beside it the three short fields one below the other.
    fn header(&mut self) -> Result<(), XlsxError> {
        let (labels, sheet) = (&self.form.header, self.sheet);
        let format = self.style.header.clone();
        let fields = [
            (&labels.date, sheet.filled_on.map(date_name).unwrap_or_default()),
            (&labels.person, sheet.unit.person.clone()),
            (&labels.phone, sheet.unit.phone.clone()),
        ];
        let unit = format!("{}{}", labels.unit, sheet.unit.name);
        let right = (QUANTITIES, self.last_column());
        let first = self.row;
        let lowest = height(&unit, HEADER_SIZE, self.columns.points(SECTION, CONTENT)) / 3.0;
        for (label, value) in fields {
            let text = format!("{label}{value}");
            let needed = height(&text, HEADER_SIZE, self.columns.points(right.0, right.1));
            self.line(right, &text, &format, needed.max(lowest).max(HEADER_HEIGHT))?;
        }
        self.text(Area { rows: (first, self.row - 1), columns: (SECTION, CONTENT) }, &unit, &format)
    }

    fn headings(&mut self) -> Result<(), XlsxError> {
        let labels = &self.form.columns;
        let total = QUANTITIES + self.across;
        let headings = [
            (&labels.section, (SECTION, SECTION)),
            (&labels.number, (NUMBER, NUMBER)),
            (&labels.content, (CONTENT, CONTENT)),
            (&labels.month, (QUANTITIES, total - 1)),
            (&labels.total, (total, self.last_column())),
        ];
        let format = self.style.heading.clone();
        let mut highest = HEADING_HEIGHT;
        for (label, columns) in headings {
            highest = highest.max(height(label, HEADING_SIZE, self.columns.points(columns.0, columns.1)));
            self.text(Area { rows: (self.row, self.row), columns }, label, &format)?;
        }
        self.finish_row(highest)
    }

    fn section(&mut self, section: &Section) -> Result<(), XlsxError> {
        let first = self.row;
        let rows = u32::try_from(section.rows.len()).unwrap_or(1).max(1);
        let title_width = self.columns.points(SECTION, SECTION);
        let lowest = (height(&section.title, BODY_SIZE, title_width) / f64::from(rows)).max(LOWEST_ROW);
        for row in &section.rows {
            self.figures(row)?;
            let needed = height(&row.content, BODY_SIZE, self.columns.points(CONTENT, CONTENT));
            self.finish_row(needed.max(lowest))?;
        }
        let area = Area { rows: (first, self.row - 1), columns: (SECTION, SECTION) };
        self.text(area, &section.title, &self.style.centred.clone())
    }

    fn figures(&mut self, row: &Row) -> Result<(), XlsxError> {
        let rows = (self.row, self.row);
        self.page.write_number_with_format(self.row, NUMBER, row.number, &self.style.centred)?;
        let content = Area { rows, columns: (CONTENT, CONTENT) };
        self.text(content, &row.content, &self.style.content.clone())?;
        let figures = u16::try_from(row.figures.len()).unwrap_or(1).max(1);
        for (index, figure) in (0..).zip(&row.figures) {
            let from = index * self.across / figures;
            let to = (index + 1) * self.across / figures - 1;
            let format = self.style.number(figure.decimals()).clone();
            let cell = self.sheet.cell(figure.id);
            let amounts = [
                (QUANTITIES, cell.and_then(|cell| cell.month.amount())),
                (QUANTITIES + self.across, cell.and_then(|cell| cell.total.amount)),
            ];
            for (start, amount) in amounts {
                self.number(Area { rows, columns: (start + from, start + to) }, amount, &format)?;
            }
        }
        Ok(())
    }

    fn notes(&mut self) -> Result<(), XlsxError> {
        let columns = (SECTION, self.last_column());
        let notes = self.form.notes_line();
        let needed = height(&notes, BODY_SIZE, self.columns.points(columns.0, columns.1));
        self.line(columns, &notes, &self.style.notes.clone(), needed.max(LOWEST_ROW))
    }

    /// `headings` is the row of the column headings.
    fn page_setup(self, headings: u32) -> Result<(), XlsxError> {
        let (last_row, last_column) = (self.row - 1, self.last_column());
        self.page
            .set_portrait()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 1)
            .set_margins(15.0 / INCH, 15.0 / INCH, 18.0 / INCH, 15.0 / INCH, 8.0 / INCH, 8.0 / INCH)
            .set_print_center_horizontally(true)
            .set_print_area(0, 0, last_row, last_column)?
            .set_repeat_rows(headings, headings)?
            .set_freeze_panes(headings + 1, 0)?;
        Ok(())
    }

    /// A whole row that holds one text.
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

    fn finish_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.page.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, area: Area, text: &str, format: &Format) -> Result<(), XlsxError> {
        let format = &as_text(text, format);
        let Area { rows, columns } = area;
        if rows.0 == rows.1 && columns.0 == columns.1 {
            self.page.write_string_with_format(rows.0, columns.0, text, format)?;
        } else {
            self.page.merge_range(rows.0, columns.0, rows.1, columns.1, text, format)?;
        }
        Ok(())
    }

    /// A blank stays an empty cell with its border; 0 is a number.
    fn number(&mut self, area: Area, amount: Option<Amount>, format: &Format) -> Result<(), XlsxError> {
        self.text(area, "", format)?;
        if let Some(amount) = amount {
            self.page.write_number_with_format(area.rows.0, area.columns.0, amount.to_f64(), format)?;
        }
        Ok(())
    }
}

/// Text is written as text whatever it begins with; the quote prefix keeps it so when someone edits the cell.
pub(super) fn as_text(text: &str, format: &Format) -> Format {
    let format = format.clone();
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format.set_quote_prefix()
    } else {
        format
    }
}
