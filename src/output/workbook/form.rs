//! A monthly form as a worksheet: its grid with real numbers, as the page has it.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::fitting::{self, Fitting};
use crate::amount::Decimals;
use crate::notice::{FigureId, Form, Grid, GridCell, GridColumn, GridContent, GridRow, Role, RowKind, Table};
use crate::output::DRAFT;
use crate::output::spreadsheet::{Area, Page, Style};
use crate::report::Sheet;

/// Draws the form.
pub(super) fn draw(form: &Form, sheet: &Sheet, page: &mut Worksheet) -> Result<(), XlsxError> {
    let fitting = fitting::fitted(form, sheet);
    let right = right(form, &fitting);
    let mut page = Page::new(page, fitting.columns.clone(), Style::sized(fitting.size))?;
    page.landscape = form.landscape;
    let draft = sheet.is_draft().then_some(DRAFT);
    page.head(&form.mark, (sheet.revision_mark().as_deref(), draft), &form.title, right)?;
    page.fields(&form.header, sheet.header(form), right)?;
    let mut repeated = Vec::new();
    for (table, starts) in form.tables.iter().zip(&fitting.starts) {
        let drawing = Drawing { form, sheet, table, fitting: &fitting, starts };
        repeated.push(drawing.draw(&mut page)?);
    }
    page.fields(&form.footer, sheet.footer(form), right)?;
    page.notes(&form.notes)?;
    if !form.one_page {
        page.sheet.set_footer("&C&P / &N");
    }
    // A program repeats one run of rows alone: above another table its headings would be wrong.
    let repeated = <[(u32, u32); 1]>::try_from(repeated).ok().map(|[rows]| rows);
    page.finish(repeated, u16::from(form.one_page))
}

/// The column from which something stands to the right: the first quantity's, or where about that would be.
fn right(form: &Form, fitting: &Fitting) -> u16 {
    let columns = &fitting.columns;
    let share = |column: u16| columns.points(0, column.saturating_sub(1)) / columns.points(0, columns.last());
    let first = form.tables.first().zip(fitting.starts.first()).and_then(|(table, starts)| {
        let place = table.grid.columns.iter().position(|column| column.role.is_quantity())?;
        starts.get(place).copied()
    });
    let usual = |column: &u16| (0.25..=0.75).contains(&share(*column));
    let nearest = || {
        let off = |column: &u16| (share(*column) - 0.6).abs();
        (1..=columns.last()).min_by(|one, other| off(one).total_cmp(&off(other)))
    };
    first.filter(usual).or_else(nearest).unwrap_or(1)
}

struct Drawing<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    table: &'a Table,
    fitting: &'a Fitting,
    starts: &'a [u16],
}

impl Drawing<'_> {
    /// Draws the table; returns the rows of its headings.
    fn draw(&self, page: &mut Page<'_>) -> Result<(u32, u32), XlsxError> {
        let title = fitting::title(self.table);
        if !title.is_empty() {
            page.line_across(&title, &page.style.table_heading.clone(), fitting::TABLE_TITLE)?;
        }
        let first = page.row;
        self.headings(page)?;
        let headings = (first, page.row - 1);
        let grid = &self.table.grid;
        let heights = fitting::row_heights((self.form, self.sheet), self.table, self.fitting, self.starts);
        for (row, height) in grid.rows.iter().zip(heights) {
            for cell in &row.cells {
                self.cell(page, row, cell, grid)?;
            }
            page.finish_row(height)?;
        }
        Ok(headings)
    }

    fn headings(&self, page: &mut Page<'_>) -> Result<(), XlsxError> {
        let grid = &self.table.grid;
        let format = page.style.heading.clone();
        let rows = grid.headings.iter().chain((!grid.letters.is_empty()).then_some(&grid.letters));
        for (row, height) in rows.zip(fitting::heading_heights(grid, self.fitting, self.starts)) {
            for heading in row {
                let area = self.area(page.row, (heading.column, heading.across), heading.down);
                page.text(area, &heading.text, &format)?;
            }
            page.finish_row(height)?;
        }
        Ok(())
    }

    fn area(&self, row: u32, (column, across): (usize, usize), down: usize) -> Area {
        let last = row + u32::try_from(down).unwrap_or(1).max(1) - 1;
        Area { rows: (row, last), columns: fitting::area(self.starts, column, across) }
    }

    fn cell(
        &self,
        page: &mut Page<'_>,
        row: &GridRow,
        cell: &GridCell,
        grid: &Grid,
    ) -> Result<(), XlsxError> {
        let area = self.area(page.row, (cell.column, cell.across), cell.down);
        match &cell.content {
            GridContent::Text { role, text } => {
                let indent = if *role == Role::Content { row.level } else { 0 };
                let format = match role {
                    Role::Content if row.kind == RowKind::Heading => {
                        page.style.heading.clone().set_align(FormatAlign::Left)
                    }
                    Role::Content => page.style.content.clone(),
                    _ => page.style.centred.clone(),
                };
                let format = if indent > 0 { format.set_indent(indent) } else { format };
                // A row's own number is one; a code such as 01 is not.
                if *role == Role::Number && *text == row.number.to_string() {
                    return number(page, area, Some(f64::from(row.number)), &format);
                }
                page.text(area, text, &format)
            }
            GridContent::Quantity { figure, .. } => {
                let Some(column) = grid.columns.get(cell.column) else { return Ok(()) };
                let shown = self.sheet.cell(*figure).map(|cell| cell.shown(column)).unwrap_or_default();
                let format = page.style.number(self.decimals(*figure, column)).clone();
                number(page, area, shown.parse().ok(), &format)
            }
            GridContent::Typed { id } => {
                let text = self.sheet.texts.get(id).map_or("", String::as_str);
                page.text(area, text, &page.style.content.clone())
            }
            GridContent::Blank => page.text(area, "—", &page.style.centred.clone()),
        }
    }

    fn decimals(&self, figure: FigureId, column: &GridColumn) -> Decimals {
        match column.role {
            Role::PerCent => column.decimals.and_then(Decimals::new),
            _ => self.form.find(figure).ok().map(|(_, figure)| figure.decimals()),
        }
        .unwrap_or(Decimals::NONE)
    }
}

/// Writes a number, or an empty cell with its border for a blank; 0 is a number.
fn number(page: &mut Page<'_>, area: Area, number: Option<f64>, format: &Format) -> Result<(), XlsxError> {
    let is_one_cell = area.rows.0 == area.rows.1 && area.columns.0 == area.columns.1;
    if number.is_none() || !is_one_cell {
        page.text(area, "", format)?;
    }
    if let Some(number) = number {
        page.sheet.write_number_with_format(area.rows.0, area.columns.0, number, format)?;
    }
    Ok(())
}
