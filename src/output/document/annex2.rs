//! 附件2 on paper: the content for its layout, from the form's definition and a sheet.
//!
//! Amounts are turned into texts here, as the form prints them; the layout decides their places.

use serde::Serialize;

use super::{About, Document, DocumentError, Fonts, Layout, Preview, Setting, lay_out};
use crate::amount::Amount;
use crate::notice::{Columns, Figure, Form, Row, Section};
use crate::output::{DRAFT, OutputError, digest, refuse_unreadable};
use crate::report::{Cell, Entry, Sheet};

const LAYOUT: Layout =
    Layout { name: "annex2.typ", source: include_str!("../../../assets/layouts/annex2.typ") };

/// How many characters of a text that is not an amount the preview shows; the cell on the screen shows all.
const SHOWN: usize = 8;

/// Draws one month for PDF and paper. Refuses a month with a text that is not an amount.
pub fn document(form: &Form, sheet: &Sheet, fonts: &Fonts) -> Result<Document, OutputError> {
    refuse_unreadable(form, sheet)?;
    let document = draw(form, sheet, fonts)?;
    document.refuse_missing_glyphs()?;
    Ok(document)
}

/// Draws one month for the screen, with the reason why it cannot be printed yet, if any.
pub fn preview(form: &Form, sheet: &Sheet, fonts: &Fonts) -> Result<Preview, OutputError> {
    let document = draw(form, sheet, fonts)?;
    let refusal = refuse_unreadable(form, sheet)
        .map_err(|problem| problem.to_string())
        .and_then(|()| document.refuse_missing_glyphs().map_err(|problem| problem.to_string()));
    Ok(Preview { pages: document.pictures(), refusal: refusal.err() })
}

fn draw(form: &Form, sheet: &Sheet, fonts: &Fonts) -> Result<Document, DocumentError> {
    let keywords = vec![form.id.clone(), sheet.month.to_string(), digest(form, sheet)];
    let about =
        About::new(&form.title, &sheet.unit.name, &sheet.month_name, keywords, sheet.document_date(form));
    let setting = Setting { about, draft: sheet.is_draft().then_some(DRAFT), most_pages: Some(1) };
    lay_out(LAYOUT, &setting, &Content::new(form, sheet), fonts)
}

#[derive(Serialize)]
struct Content<'form> {
    mark: &'form str,
    /// The name of the correction (更正), if the report is one.
    revision: Option<String>,
    title: [&'form str; 2],
    header: Vec<(&'form str, String)>,
    columns: &'form Columns,
    across: usize,
    sections: Vec<SectionContent<'form>>,
    notes: String,
}

#[derive(Serialize)]
struct SectionContent<'form> {
    title: &'form str,
    rows: Vec<RowContent<'form>>,
}

#[derive(Serialize)]
struct RowContent<'form> {
    number: u16,
    content: &'form str,
    figures: Vec<FigureContent>,
}

#[derive(Serialize)]
struct FigureContent {
    span: usize,
    month: Quantity,
    total: Quantity,
}

#[derive(Default, Serialize)]
struct Quantity {
    text: String,
    /// Whether the text is not an amount and is shown as typed.
    doubtful: bool,
}

impl<'form> Content<'form> {
    fn new(form: &'form Form, sheet: &Sheet) -> Self {
        let section = |section: &'form Section| SectionContent {
            title: &section.title,
            rows: section.rows.iter().map(|row| RowContent::new(row, sheet)).collect(),
        };
        Self {
            mark: &form.mark,
            revision: sheet.revision_mark(),
            title: form.title_lines(),
            header: sheet.header(form),
            columns: &form.columns,
            across: form.across,
            sections: form.sections().map(section).collect(),
            notes: form.notes_line(),
        }
    }
}

impl<'form> RowContent<'form> {
    fn new(row: &'form Row, sheet: &Sheet) -> Self {
        let figures = row.figures.iter().map(|figure| FigureContent::new(figure, sheet.cell(figure.id)));
        Self { number: row.number, content: &row.content, figures: figures.collect() }
    }
}

impl FigureContent {
    fn new(figure: &Figure, cell: Option<&Cell>) -> Self {
        Self {
            span: figure.span,
            month: cell.map(|cell| Quantity::of(&cell.month)).unwrap_or_default(),
            total: cell.and_then(|cell| cell.total.amount).map(Quantity::from).unwrap_or_default(),
        }
    }
}

impl From<Amount> for Quantity {
    fn from(amount: Amount) -> Self {
        Self { text: amount.to_string(), doubtful: false }
    }
}

impl Quantity {
    fn of(entry: &Entry) -> Self {
        let doubtful = matches!(entry, Entry::Unreadable { .. });
        let text = entry.text();
        if doubtful && text.chars().count() > SHOWN {
            return Self { text: text.chars().take(SHOWN).chain(['…']).collect(), doubtful };
        }
        Self { text, doubtful }
    }
}
