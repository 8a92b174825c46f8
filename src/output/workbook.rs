//! The workbook: the official grid on A4, with real numbers.
//!
//! It is made from the form's definition and the sheet alone. There are no formulas (they show 0 until someone allows editing) and
//! no images (WPS loses them). A report with a text that is not an amount is refused.

mod fitting;
mod form;
mod merged_list;
mod projects;

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

pub use merged_list::merged_list_workbook;

use super::spreadsheet::{Style, Tabs};
use super::{OutputError, digest, explanations, project_digest, refuse_unreadable, table};
use crate::notice::{Form, ProjectForm};
use crate::projects::ProjectSheet;
use crate::report::Sheet;

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
    let mut tabs = Tabs::besides(&[explanations::EXPLANATIONS]);
    page.set_name(tabs.name(&format!("{}{}", sheet.month_name, form.mark)))?;
    form::draw(form, sheet, page)?;
    if let Some((form, list)) = list {
        projects::draw(form, list, workbook.add_worksheet().set_name(tabs.name(&form.mark))?)?;
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
        .set_custom_property("Notice", form.notice.as_str())
        .set_custom_property("Edition", form.edition.to_string().as_str())
        .set_custom_property("Form", form.id.as_str())
        .set_custom_property("Unit", list.unit.name.as_str())
        .set_custom_property("Digest", project_digest(form, list).as_str());
    let mut workbook = new_workbook(&properties)?;
    let name = Tabs::besides(&[]).name(&form.mark);
    projects::draw(form, list, workbook.add_worksheet().set_name(name)?)?;
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
        .set_custom_property("Notice", form.notice.as_str())
        .set_custom_property("Edition", form.edition.to_string().as_str())
        .set_custom_property("Form", form.id.as_str())
        .set_custom_property("Unit", sheet.unit.name.as_str())
        .set_custom_property("Month", sheet.month.to_string().as_str())
        .set_custom_property("State", sheet.state.label())
        .set_custom_property("Revision", sheet.revision.to_string().as_str())
        .set_custom_property("Digest", digest(form, sheet).as_str())
}
