//! The second sheet of a report's workbook, for what has no place on the official form: the 说明 to warnings,
//! the adjustments with their reasons, and the reason of a 更正.

use super::table::{Field, Table};
use crate::notice::Form;
use crate::report::{Sheet, revision_name};
use crate::wording::quoted;

/// The name on its tab.
pub(crate) const EXPLANATIONS: &str = "说明";

/// The headings of its columns: the kind of a line, the row of the form, what it is about, and why.
pub(crate) const HEADINGS: [&str; 4] = ["类别", "序号", "内容", "说明"];
/// Their widths in pixels.
const WIDTHS: [u32; 4] = [90, 48, 420, 420];

/// The second sheet; `None` if there is nothing to explain.
pub(super) fn table(form: &Form, sheet: &Sheet) -> Option<Table> {
    let mut lines = Vec::new();
    if let (Some(name), Some(reason)) = (revision_name(sheet.revision), &sheet.reason) {
        lines.push(line("更正", None, format!("{}{name}", sheet.month_name), reason));
    }
    for (row, figure) in form.figures_in_rows() {
        let adjustment = sheet.cell(figure.id).and_then(|cell| cell.total.adjustment.as_ref());
        if let Some(adjustment) = adjustment {
            let told = format!("{}累计调整 {} {}", quoted(&figure.name), adjustment.amount, figure.unit);
            lines.push(line("累计调整", Some(row.number), told, &adjustment.reason));
        }
    }
    for (check, text) in sheet.explanations() {
        let row = check.figure.map(|figure| figure.row);
        lines.push(line("提醒", row, check.sentence.clone(), text));
    }
    let title = format!("{}　{}　{}说明", sheet.unit.name, sheet.month_name, form.mark);
    (!lines.is_empty()).then(|| Table {
        name: EXPLANATIONS.to_owned(),
        title,
        columns: HEADINGS.map(str::to_owned).into_iter().zip(WIDTHS).collect(),
        fixed: 0,
        lines,
    })
}

fn line(kind: &str, row: Option<u16>, what: String, why: &str) -> Vec<Field> {
    let row = row.map_or_else(|| Field::text(""), Field::Count);
    vec![Field::text(kind), row, Field::text(what), Field::text(why)]
}
