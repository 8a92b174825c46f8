//! A monthly form on paper: the content for its layout, from the form's definition and a sheet.
//!
//! Amounts are turned into texts here, as the form prints them; the layout decides their places.

use serde::Serialize;

use super::{About, Document, DocumentError, FieldContent, Fonts, Layout, Preview, Setting, lay_out};
use crate::notice::{
    Form, Grid, GridCell, GridColumn, GridContent, GridHeading, GridRow, Role, RowKind, Table,
};
use crate::output::{DRAFT, OutputError, digest, refuse_unreadable};
use crate::report::{Entry, Sheet};

const LAYOUT: Layout = Layout { name: "form.typ", source: include_str!("../../../assets/layouts/form.typ") };

/// How many lines of rows that belong together are kept on one page, and how many characters a line has at least.
const MOST_LINES: usize = 25;
const LINE: usize = 6;

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
    let most_pages = form.one_page.then_some(1);
    let setting = Setting { about, draft: sheet.is_draft().then_some(DRAFT), most_pages };
    lay_out(LAYOUT, &setting, &Content::new(form, sheet), fonts)
}

#[derive(Serialize)]
struct Content<'form> {
    mark: &'form str,
    /// The name of the correction (更正), if the report is one.
    revision: Option<String>,
    title: Vec<&'form str>,
    landscape: bool,
    one_page: bool,
    header: Vec<FieldContent<'form>>,
    tables: Vec<TableContent<'form>>,
    footer: Vec<FieldContent<'form>>,
    notes: String,
}

#[derive(Serialize)]
struct TableContent<'form> {
    title: &'form str,
    /// The unit of its figures, where no column says it.
    unit: Option<&'form str>,
    columns: Vec<ColumnContent>,
    headings: &'form [Vec<GridHeading>],
    letters: &'form [GridHeading],
    rows: Vec<Vec<CellContent<'form>>>,
}

#[derive(Serialize)]
struct ColumnContent {
    role: Role,
    is_quantity: bool,
    across: usize,
    /// Columns of one group are equally wide.
    group: usize,
}

#[derive(Serialize)]
struct CellContent<'form> {
    column: usize,
    across: usize,
    down: usize,
    kind: CellKind,
    text: Text<'form>,
    /// How far the text is moved in.
    level: u8,
    /// Whether the text is not an amount and is shown as typed.
    doubtful: bool,
    /// Whether a page may end within it.
    breaks: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Text<'form> {
    Of(&'form str),
    Made(String),
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum CellKind {
    Section,
    /// A number, a code or a unit.
    Centred,
    Content,
    /// A heading in the middle of the table.
    Heading,
    Quantity,
    /// There is no figure.
    Blank,
}

impl<'form> Content<'form> {
    fn new(form: &'form Form, sheet: &Sheet) -> Self {
        Self {
            mark: &form.mark,
            revision: sheet.revision_mark(),
            title: form.title_lines().into_iter().filter(|line| !line.is_empty()).collect(),
            landscape: form.landscape,
            one_page: form.one_page,
            header: FieldContent::all(&form.header, sheet.header(form)),
            tables: form.tables.iter().map(|table| TableContent::new(table, sheet)).collect(),
            footer: FieldContent::all(&form.footer, sheet.footer(form)),
            notes: form.notes_line(),
        }
    }
}

impl<'form> TableContent<'form> {
    fn new(table: &'form Table, sheet: &Sheet) -> Self {
        let grid = &table.grid;
        let row = |row: &'form GridRow| {
            row.cells.iter().map(|cell| CellContent::new(row, cell, grid, sheet)).collect()
        };
        Self {
            title: &table.title,
            unit: table.unit_beside(),
            columns: columns(&grid.columns),
            headings: &grid.headings,
            letters: &grid.letters,
            rows: grid.rows.iter().map(row).collect(),
        }
    }
}

fn columns(columns: &[GridColumn]) -> Vec<ColumnContent> {
    let (mut group, mut before) = (0, None);
    let content = columns.iter().map(|column| {
        group += usize::from(before.replace(column).is_some_and(|before| before != column));
        ColumnContent {
            role: column.role,
            is_quantity: column.role.is_quantity(),
            across: column.across,
            group,
        }
    });
    content.collect()
}

impl<'form> CellContent<'form> {
    fn new(row: &GridRow, cell: &'form GridCell, grid: &Grid, sheet: &Sheet) -> Self {
        let (mut level, mut doubtful) = (0, false);
        let keeps = is_kept_together(grid, row, cell);
        let (kind, text) = match &cell.content {
            GridContent::Text { role, text } => {
                let kind = match role {
                    Role::Section => CellKind::Section,
                    Role::Content if row.kind == RowKind::Heading => CellKind::Heading,
                    Role::Content => CellKind::Content,
                    _ => CellKind::Centred,
                };
                level = if *role == Role::Content { row.level } else { 0 };
                (kind, Text::Of(text))
            }
            GridContent::Quantity { figure, role } => {
                let found = sheet.cell(*figure).zip(grid.columns.get(cell.column));
                let text = found.map(|(cell, column)| cell.shown(column)).unwrap_or_default();
                doubtful = *role == Role::Month
                    && found.is_some_and(|(cell, _)| matches!(cell.month, Entry::Unreadable { .. }));
                (CellKind::Quantity, Text::Made(if doubtful { shortened(text) } else { text }))
            }
            GridContent::Typed { id } => {
                (CellKind::Content, Text::Made(sheet.texts.get(id).cloned().unwrap_or_default()))
            }
            GridContent::Blank => (CellKind::Blank, Text::Of("—")),
        };
        let GridCell { column, across, down, .. } = *cell;
        Self { column, across, down, kind, text, level, doubtful, breaks: down > 1 && !keeps }
    }
}

/// Whether the rows that a cell covers stand on one page: they do if they surely have room there.
fn is_kept_together(grid: &Grid, row: &GridRow, cell: &GridCell) -> bool {
    let lines = |row: &GridRow| {
        let lines = row.cells.iter().map(|cell| match &cell.content {
            GridContent::Text { role: Role::Section, .. } => 1,
            GridContent::Text { text, .. } => 1 + text.chars().count() / LINE,
            _ => 1,
        });
        lines.max().unwrap_or(1)
    };
    let rows = grid.rows.iter().skip_while(|other| other.number != row.number).take(cell.down);
    rows.map(lines).sum::<usize>() <= MOST_LINES
}

fn shortened(text: String) -> String {
    if text.chars().count() > SHOWN { text.chars().take(SHOWN).chain(['…']).collect() } else { text }
}
