//! 累计核对 as a workbook: the matrix as it is on the screen, and next to it the marked cells in words.

use chrono::NaiveDate;

use super::OutputError;
use super::table::{Field, Table, workbook};
use crate::notice::Form;
use crate::report::{Entry, Mark, Matrix, MatrixCell, MatrixRow};

/// Widths in pixels.
const NARROW: u32 = 48;
const UNIT: u32 = 64;
const NUMBER: u32 = 84;
const NAME: u32 = 190;
const SENTENCE: u32 = 230;

/// Draws the matrix with two lines for each figure, and a list of the marked cells.
pub fn matrix_workbook(form: &Form, matrix: &Matrix, day: NaiveDate) -> Result<Vec<u8>, OutputError> {
    let title = format!("{}　累计核对", form.title);
    Ok(workbook(&title, day, &[figures(form, matrix, &title), marks(form, matrix)])?)
}

fn figures(form: &Form, matrix: &Matrix, title: &str) -> Table {
    let first = [(&form.columns.number, NARROW), (&form.columns.content, NAME)];
    let mut columns: Vec<(String, u32)> =
        first.into_iter().map(|(text, width)| (text.clone(), width)).collect();
    columns.extend([("单位", UNIT), ("数量", NARROW), ("期初累计", NUMBER)].map(own));
    columns.extend(matrix.months.iter().map(|month| (format!("{}\n{}", month.name, month.label), NUMBER)));
    let mut lines = Vec::new();
    for row in &matrix.rows {
        let cells = |field: fn(&MatrixCell) -> Field| {
            row.cells.iter().map(move |cell| field(cell).marked(!cell.marks.is_empty()))
        };
        let mut month = head(row, "当月");
        month.push(Field::text(""));
        month.extend(cells(|cell| entry(&cell.entry)));
        let mut total = head(row, "累计");
        total.push(Field::amount(row.opening));
        total.extend(cells(|cell| Field::amount(cell.total)));
        lines.extend([month, total]);
    }
    Table { name: "累计核对".to_owned(), title: title.to_owned(), columns, fixed: 5, lines }
}

fn entry(entry: &Entry) -> Field {
    match entry {
        Entry::Value { amount, .. } => Field::Number(*amount),
        other => Field::text(other.text()),
    }
}

fn head(row: &MatrixRow, quantity: &str) -> Vec<Field> {
    let mut fields = vec![Field::Count(row.row)];
    fields.extend([row.name.as_str(), &row.unit, quantity].map(Field::text));
    fields
}

fn marks(form: &Form, matrix: &Matrix) -> Table {
    let labels = &form.columns;
    let columns = [
        ("月份", NUMBER + NARROW),
        (&labels.number, NARROW),
        (&labels.content, NAME),
        (&labels.month, NUMBER),
        (&labels.total, NUMBER),
        ("累计调整", NUMBER),
        ("标记", NARROW),
        ("含义", SENTENCE),
    ];
    // Without the opening balance every total below is too small.
    let without_opening = matrix.rows.iter().filter(|row| row.opening_missing);
    let mut lines: Vec<Vec<Field>> = without_opening
        .map(|row| {
            let mut fields = vec![Field::text("期初累计"), Field::Count(row.row)];
            fields.extend(
                [row.name.as_str(), "", "", "", Mark::Gap.sign(), Mark::Gap.meaning()].map(Field::text),
            );
            fields
        })
        .collect();
    for (index, month) in matrix.months.iter().enumerate() {
        for row in &matrix.rows {
            let Some(cell) = row.cells.get(index) else { continue };
            for mark in &cell.marks {
                lines.push(vec![
                    Field::text(&month.name),
                    Field::Count(row.row),
                    Field::text(&row.name),
                    entry(&cell.entry),
                    Field::amount(cell.total),
                    Field::amount(cell.adjustment),
                    Field::text(mark.sign()),
                    Field::text(mark.meaning()),
                ]);
            }
        }
    }
    let title = if lines.is_empty() { "没有发现要核对的地方" } else { "要核对的地方" };
    Table {
        name: "要核对的地方".to_owned(),
        title: title.to_owned(),
        columns: columns.map(own).into(),
        fixed: 0,
        lines,
    }
}

fn own(column: (&str, u32)) -> (String, u32) {
    (column.0.to_owned(), column.1)
}
