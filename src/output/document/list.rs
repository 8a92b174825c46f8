//! A list of projects on paper: the content for its layout, from the definition and the list, on as many pages as it needs.

use serde::Serialize;

use super::{About, Document, DocumentError, FieldContent, Fonts, Layout, Preview, Setting, lay_out};
use crate::notice::{ProjectColumns, ProjectForm};
use crate::output::{DRAFT, OutputError, project_digest};
use crate::projects::{ProjectRow, ProjectSheet};

const LAYOUT: Layout = Layout { name: "list.typ", source: include_str!("../../../assets/layouts/list.typ") };

/// Draws the list for PDF and paper.
pub fn project_document(
    form: &ProjectForm,
    list: &ProjectSheet,
    fonts: &Fonts,
) -> Result<Document, OutputError> {
    let document = draw(form, list, fonts)?;
    document.refuse_missing_glyphs()?;
    Ok(document)
}

/// Draws the list for the screen, with the reason why it cannot be printed, if any.
pub fn project_preview(
    form: &ProjectForm,
    list: &ProjectSheet,
    fonts: &Fonts,
) -> Result<Preview, OutputError> {
    let document = draw(form, list, fonts)?;
    let refusal = document.refuse_missing_glyphs().err().map(|problem| problem.to_string());
    Ok(Preview { pages: document.pictures(), refusal })
}

fn draw(form: &ProjectForm, list: &ProjectSheet, fonts: &Fonts) -> Result<Document, DocumentError> {
    let keywords = vec![form.id.clone(), project_digest(form, list)];
    let about = About::new(&form.title, &list.unit.name, &form.mark, keywords, list.document_date());
    let setting = Setting { about, draft: list.is_draft().then_some(DRAFT), most_pages: None };
    lay_out(LAYOUT, &setting, &Content::new(form, list), fonts)
}

#[derive(Serialize)]
struct Content<'form> {
    mark: &'form str,
    title: [&'form str; 1],
    header: Vec<FieldContent<'form>>,
    columns: &'form ProjectColumns,
    rows: Vec<[&'form str; 4]>,
    notes: String,
}

impl<'form> Content<'form> {
    fn new(form: &'form ProjectForm, list: &'form ProjectSheet) -> Self {
        let mut rows: Vec<[&str; 4]> = list.rows.iter().map(ProjectRow::texts).collect();
        rows.resize(rows.len().max(form.least_rows), [""; 4]);
        Self {
            mark: &form.mark,
            title: [&form.title],
            header: FieldContent::all(&form.header, list.header(form)),
            columns: &form.columns,
            rows,
            notes: form.notes.line(),
        }
    }
}
