//! A month's table as someone without the program types it into a spreadsheet: the headings of the form, its rows, and
//! the numbers of the month and of the total; what stands in the other columns is left to the paper.

use rust_xlsxwriter::{Format, Worksheet};
use yuebao::notice::{Form, GridCell, GridContent, GridHeading, Role};

use crate::files::workbook;

/// The workbook of a month. `month` and `total` are the numbers of a figure by its id.
pub(crate) fn by_hand(
    form: &Form,
    title: &str,
    month: impl Fn(&str) -> f64,
    total: impl Fn(&str) -> f64,
) -> Vec<u8> {
    workbook(|page| {
        page.write_string(0, 0, title).unwrap();
        let mut line = 2;
        for table in &form.tables {
            page.write_string(line, 0, &table.title).unwrap();
            line += 1;
            for headings in table.grid.headings.iter().chain([&table.grid.letters]) {
                for heading in headings {
                    write_heading(page, line, heading);
                }
                line += 1;
            }
            for row in &table.grid.rows {
                for cell in &row.cells {
                    match &cell.content {
                        GridContent::Text { text, .. } => write_text(page, line, cell, text),
                        GridContent::Quantity { figure, role: Role::Month } => {
                            page.write_number(line, column(cell.column), month(&figure.to_string())).unwrap();
                        }
                        GridContent::Quantity { figure, role: Role::Total } => {
                            page.write_number(line, column(cell.column), total(&figure.to_string())).unwrap();
                        }
                        GridContent::Quantity { .. } | GridContent::Typed { .. } | GridContent::Blank => {}
                    }
                }
                line += 1;
            }
            line += 1;
        }
    })
}

fn column(number: usize) -> u16 {
    u16::try_from(number).unwrap()
}

fn write_heading(page: &mut Worksheet, line: u32, heading: &GridHeading) {
    merged(page, line, (heading.column, heading.across, heading.down), &heading.text);
}

fn write_text(page: &mut Worksheet, line: u32, cell: &GridCell, text: &str) {
    merged(page, line, (cell.column, cell.across, cell.down), text);
}

fn merged(page: &mut Worksheet, line: u32, (first, across, down): (usize, usize, usize), text: &str) {
    if across == 1 && down == 1 {
        page.write_string(line, column(first), text).unwrap();
    } else {
        let (last_line, last) = (line + u32::try_from(down).unwrap() - 1, column(first + across - 1));
        page.merge_range(line, column(first), last_line, last, text, &Format::new()).unwrap();
    }
}
