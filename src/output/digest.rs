//! A digest of a month's report, with which a reader can check whether a file still says what was exported.
//!
//! It covers the data, not the layout: another drawing of the same month has the same digest. It is not a
//! signature and must not be treated as one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::digest::sha256;
use crate::notice::{FigureId, Form, GridContent, ProjectForm, Role};
use crate::period::Month;
use crate::projects::{Project, ProjectField, ProjectRow, ProjectSheet};
use crate::report::{Cell, Sheet};

/// The SHA-256 of a month's report, as 64 lower-case hexadecimal digits.
///
/// The digested text is UTF-8, made of lines that each end in one line feed (the last one too):
///
/// 1. the id of the form, as `annex2`;
/// 2. the name of the unit;
/// 3. the month, as `2022-03`;
/// 4. for every figure, in the order of the form, its id, its month and its total, with one tab between them.
///
/// Amounts are written as the form prints them: digits without separators, with two decimals exactly where the
/// figure has them (`120`, `3.50`). A blank, a row left empty (不填), and what the form has no column for is the empty text.
///
/// So a month in which a unit has only figure 1a begins with
/// `annex2␊龙沙镇␊2022-03␊1a␉120␉120␊1b␉␉␊2a␉␉␊`.
pub fn digest(form: &Form, sheet: &Sheet) -> String {
    sha256(digested_text(form, sheet).as_bytes())
}

/// The SHA-256 of a project list, as 64 lower-case hexadecimal digits.
///
/// The digested text is UTF-8, made of lines that each end in one line feed: the id of the form, as `annex3`; the
/// name of the unit; and for every project, in order, its four texts with one tab between them.
pub fn project_digest(form: &ProjectForm, list: &ProjectSheet) -> String {
    digest_of_rows(form, &list.unit.name, list.rows.iter().map(ProjectRow::texts))
}

/// The [`project_digest`] of projects that are not in a sheet.
pub(crate) fn digest_of_projects(form: &ProjectForm, unit: &str, projects: &[Project]) -> String {
    let rows = projects.iter().map(|project| ProjectField::ALL.map(|field| field.of(project)));
    digest_of_rows(form, unit, rows)
}

fn digest_of_rows<'a>(form: &ProjectForm, unit: &str, rows: impl Iterator<Item = [&'a str; 4]>) -> String {
    let mut text = format!("{}\n{unit}\n", form.id);
    for [by, scale, funds, due] in rows {
        let _ = writeln!(text, "{by}\t{scale}\t{funds}\t{due}");
    }
    sha256(text.as_bytes())
}

/// The [`digest`] of figures that are not in a sheet: the month and the total of each, as the form prints them.
pub(crate) fn digest_of_texts(
    form: &Form,
    unit: &str,
    month: Month,
    texts: &BTreeMap<FigureId, [String; 2]>,
) -> String {
    sha256(text_of(form, unit, month, |id| texts.get(&id).cloned().unwrap_or_default()).as_bytes())
}

fn digested_text(form: &Form, sheet: &Sheet) -> String {
    text_of(form, &sheet.unit.name, sheet.month, |id| sheet.cell(id).map(Cell::texts).unwrap_or_default())
}

fn text_of(form: &Form, unit: &str, month: Month, texts: impl Fn(FigureId) -> [String; 2]) -> String {
    let mut text = format!("{}\n{unit}\n{month}\n", form.id);
    let shown = shown(form);
    for figure in form.figures() {
        let [month, total] = texts(figure.id);
        let of = |role, text: String| if shown.contains(&(figure.id, role)) { text } else { String::new() };
        let (month, total) = (of(Role::Month, month), of(Role::Total, total));
        let _ = writeln!(text, "{}\t{month}\t{total}", figure.id);
    }
    text
}

/// The quantities that the form has a cell for: what no file shows cannot be found in one.
fn shown(form: &Form) -> BTreeSet<(FigureId, Role)> {
    let rows = form.tables.iter().flat_map(|table| &table.grid.rows);
    let quantities = rows.flat_map(|row| &row.cells).filter_map(|cell| match &cell.content {
        GridContent::Quantity { figure, role } => Some((*figure, *role)),
        _ => None,
    });
    quantities.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::examples::{form, ledger, month};
    use crate::report::sheet;
    use crate::unit::UnitKind;

    fn march(kind: UnitKind, entries: &str) -> Sheet {
        let ledger = ledger(kind, "2022-01", &[("2022-02", "1a=20"), ("2022-03", entries)]);
        sheet(form(), &ledger, month("2022-03")).unwrap()
    }

    #[test]
    fn the_text_is_as_documented() {
        let text = digested_text(form(), &march(UnitKind::from("township"), "1a=100 2a=3.5 10a=7"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..6], ["annex2", "龙沙镇", "2022-03", "1a\t100\t120", "1b\t\t", "2a\t3.50\t3.50"]);
        assert_eq!(lines[17], "10a\t\t", "a township leaves the row empty, whatever is stored");
        assert_eq!((lines.len(), text.ends_with('\n')), (3 + 24, true));
    }

    #[test]
    fn it_can_be_recomputed_with_sha256sum() {
        // printf 'annex2\n龙沙镇\n2022-03\n1a\t100\t120\n1b\t\t\n…18\t\t\n' | sha256sum
        assert_eq!(
            digest(form(), &march(UnitKind::from("township"), "1a=100")),
            "c891c12e3ffb522caa042bf68020fbe0e9924cae1ebe8a0812c9ac2e7598fd8c"
        );
    }

    #[test]
    fn another_figure_another_digest() {
        let of = |entries| digest(form(), &march(UnitKind::from("department"), entries));
        assert_eq!(of("1a=100"), of("1a=100"));
        assert_ne!(of("1a=100"), of("1a=101"));
        assert_ne!(of("1a=0"), of(""), "a zero is not a blank");
        assert_ne!(of("1b=5"), of("4=5"), "nor is the same number elsewhere the same");
    }
}
