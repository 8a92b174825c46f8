//! The workbook: the official grid on one A4 page, with real numbers.
//!
//! It is made from the form's definition and the sheet alone; a row with fewer figures than the widest
//! spreads them over the same columns. There are no formulas (they show 0 until someone allows editing) and
//! no images (WPS loses them). A report with a text that is not an amount is refused.

mod fitting;
mod projects;

use fitting::{CONTENT, NUMBER, QUANTITIES, SECTION};
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet, XlsxError};

use super::spreadsheet::{Area, Page, Style};
use super::{DRAFT, OutputError, digest, explanations, project_digest, refuse_unreadable, table};
use crate::amount::Amount;
use crate::notice::{Form, ProjectForm, Row, Section};
use crate::projects::ProjectSheet;
use crate::report::Sheet;

/// The columns of the numbers in a report, for code that reads a report back.
pub(crate) struct GridColumns {
    /// The column of the row numbers.
    pub(crate) number: u32,
    /// The column of the first quantity.
    pub(crate) quantities: u32,
}

pub(crate) const GRID: GridColumns = GridColumns { number: NUMBER as u32, quantities: QUANTITIES as u32 };

/// Draws one month as a workbook. A draft is drawn with its blanks; the same month gives the same bytes.
pub fn workbook(form: &Form, sheet: &Sheet) -> Result<Vec<u8>, OutputError> {
    with_projects(form, sheet, None)
}

/// Draws one month as a workbook, with the project list as its second sheet.
pub fn workbook_with_projects(
    form: &Form,
    sheet: &Sheet,
    project_form: &ProjectForm,
    list: &ProjectSheet,
) -> Result<Vec<u8>, OutputError> {
    with_projects(form, sheet, Some((project_form, list)))
}

fn with_projects(
    form: &Form,
    sheet: &Sheet,
    list: Option<(&ProjectForm, &ProjectSheet)>,
) -> Result<Vec<u8>, OutputError> {
    refuse_unreadable(form, sheet)?;
    let mut workbook = new_workbook(&properties(form, sheet))?;
    let page = workbook.add_worksheet();
    page.set_name(format!("{}{}", sheet.month_name, form.mark))?;
    Drawing::new(form, sheet, page)?.draw()?;
    if let Some((form, list)) = list {
        projects::draw(form, list, workbook.add_worksheet())?;
    }
    if let Some(further) = explanations::table(form, sheet) {
        table::draw(&further, &Style::new(), workbook.add_worksheet())?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Draws the project list as a workbook of its own. The same list gives the same bytes.
pub fn project_workbook(form: &ProjectForm, list: &ProjectSheet) -> Result<Vec<u8>, OutputError> {
    let properties = DocProperties::new()
        .set_title(&form.title)
        .set_author(&list.unit.person)
        .set_company(&list.unit.name)
        .set_creation_datetime(&list.document_date())
        .set_custom_property("Form", form.id.as_str())
        .set_custom_property("Unit", list.unit.name.as_str())
        .set_custom_property("Digest", project_digest(form, list).as_str());
    let mut workbook = new_workbook(&properties)?;
    projects::draw(form, list, workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

fn new_workbook(properties: &DocProperties) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The cell size of a Chinese Excel with 宋体 11, so that columns get the intended width.
    workbook.set_default_format(&Style::new().default, 18, 72)?;
    workbook.set_properties(properties);
    Ok(workbook)
}

/// The metadata by which a reader can recognise the file when it was renamed.
fn properties(form: &Form, sheet: &Sheet) -> DocProperties {
    DocProperties::new()
        .set_title(&form.title)
        .set_subject(&sheet.month_name)
        .set_author(&sheet.unit.person)
        .set_company(&sheet.unit.name)
        // Never the clock's time: the same month must give the same file each time.
        .set_creation_datetime(&sheet.document_date(form))
        .set_custom_property("Form", form.id.as_str())
        .set_custom_property("Unit", sheet.unit.name.as_str())
        .set_custom_property("Month", sheet.month.to_string().as_str())
        .set_custom_property("State", sheet.state.label())
        .set_custom_property("Revision", sheet.revision.to_string().as_str())
        .set_custom_property("Digest", digest(form, sheet).as_str())
}

struct Drawing<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    page: Page<'a>,
    /// The size of the grid's texts.
    size: f64,
    /// How many columns each of the two quantity headings spans.
    across: u16,
}

impl<'a> Drawing<'a> {
    fn new(form: &'a Form, sheet: &'a Sheet, page: &'a mut Worksheet) -> Result<Self, XlsxError> {
        let across = u16::try_from(form.across).unwrap_or(1);
        let (columns, size) = fitting::fitted(form, sheet, across);
        let page = Page::new(page, columns, Style::sized(size))?;
        Ok(Self { form, sheet, page, size, across })
    }

    fn draw(mut self) -> Result<(), XlsxError> {
        let (form, sheet) = (self.form, self.sheet);
        let draft = sheet.is_draft().then_some(DRAFT);
        self.page.head(&form.mark, (sheet.revision_mark().as_deref(), draft), &form.title, QUANTITIES)?;
        self.page.header(sheet.header(form), QUANTITIES)?;
        let labels = &form.columns;
        let total = QUANTITIES + self.across;
        let headings = self.page.headings(&[
            (&labels.section, (SECTION, SECTION)),
            (&labels.number, (NUMBER, NUMBER)),
            (&labels.content, (CONTENT, CONTENT)),
            (&labels.month, (QUANTITIES, total - 1)),
            (&labels.total, (total, self.page.columns.last())),
        ])?;
        for section in form.sections() {
            self.section(section)?;
        }
        self.page.notes(&form.notes)?;
        self.page.finish(headings, 1)
    }

    fn section(&mut self, section: &Section) -> Result<(), XlsxError> {
        let first = self.page.row;
        let heights = fitting::row_heights(section, &self.page.columns, self.size);
        for (row, height) in section.rows.iter().zip(heights) {
            self.figures(row)?;
            self.page.finish_row(height)?;
        }
        let area = Area { rows: (first, self.page.row - 1), columns: (SECTION, SECTION) };
        self.page.text(area, &section.title, &self.page.style.centred.clone())
    }

    fn figures(&mut self, row: &Row) -> Result<(), XlsxError> {
        let rows = (self.page.row, self.page.row);
        self.page.sheet.write_number_with_format(
            self.page.row,
            NUMBER,
            row.number,
            &self.page.style.centred,
        )?;
        let content = Area { rows, columns: (CONTENT, CONTENT) };
        self.page.text(content, &row.content, &self.page.style.content.clone())?;
        let mut from = 0;
        for figure in &row.figures {
            let span = u16::try_from(figure.span).unwrap_or(1);
            let format = self.page.style.number(figure.decimals()).clone();
            let cell = self.sheet.cell(figure.id);
            let amounts = [
                (QUANTITIES, cell.and_then(|cell| cell.month.amount())),
                (QUANTITIES + self.across, cell.and_then(|cell| cell.total.amount)),
            ];
            for (start, amount) in amounts {
                let columns = (start + from, start + from + span - 1);
                self.number(Area { rows, columns }, amount, &format)?;
            }
            from += span;
        }
        Ok(())
    }

    /// Writes a number, or an empty cell with its border for a blank; 0 is a number.
    fn number(&mut self, area: Area, amount: Option<Amount>, format: &Format) -> Result<(), XlsxError> {
        self.page.text(area, "", format)?;
        if let Some(amount) = amount {
            self.page.sheet.write_number_with_format(area.rows.0, area.columns.0, amount.to_f64(), format)?;
        }
        Ok(())
    }
}
