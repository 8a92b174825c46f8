//! Laying a block over a table with a column for each figure: from the cell in hand to the right and downwards, as a
//! spreadsheet does.

use std::collections::BTreeMap;

use super::error::PasteError;
use super::laid::{Laid, is_blank_or_zero};
use crate::amount::{Amount, trim};
use crate::notice::{Figure, FigureId, Form, GridCell, GridContent, GridRow, Role, Row, RowKind, Table};
use crate::report::applies;
use crate::unit::UnitKind;

/// What a cell of the block would fall on.
#[derive(Clone, Copy)]
enum Target<'form> {
    /// A figure that is typed.
    Typed(&'form Figure),
    /// A figure that is reckoned from others.
    Derived(&'form Figure),
    /// A total or another column that is reckoned from the months.
    Reckoned,
    /// The row has no figure there.
    Nothing,
}

/// The table in which a figure has a column of its own, if it has one.
pub(super) fn table_of(form: &Form, start: FigureId) -> Option<&Table> {
    let stands_in = |table: &&Table| {
        let mut figures =
            table.sections.iter().flat_map(|section| &section.rows).flat_map(|row| &row.figures);
        figures.any(|figure| figure.id == start && figure.measure.is_some())
    };
    form.tables.iter().find(stands_in)
}

/// The figures on which the cells of a block fall. Rows that are headings are passed over, unless the block leaves a
/// blank line for each of them. So are rows that the unit leaves empty, if the block is not for all of the rows.
pub(super) fn block(
    form: &Form,
    table: &Table,
    kind: &UnitKind,
    start: FigureId,
    mut lines: Vec<Vec<String>>,
) -> Result<Laid, PasteError> {
    let Some((first_row, first)) = place_of(table, start) else { return Ok(Laid::new()) };
    let columns: Vec<usize> = quantity_columns(table).filter(|column| *column >= first).collect();
    let across = lines.iter().map(Vec::len).max().unwrap_or_default();
    if across > columns.len() {
        return Err(PasteError::TooWide { columns: across, room: columns.len() });
    }
    if lines.first().is_some_and(|line| repeats_headings(table, &columns, line)) {
        lines.remove(0);
    }
    let below = table.grid.rows.get(first_row..).unwrap_or_default();
    let rows = rows_for(form, below, kind, &lines);
    if lines.len() > rows.len() {
        return Err(PasteError::TooLong { lines: lines.len(), room: rows.len() });
    }
    let mut laid = Laid::new();
    let mut derived: Vec<(&Row, &Figure, String)> = Vec::new();
    for (grid_row, line) in rows.into_iter().zip(lines) {
        let Some(row) = form.rows().find(|row| row.number == grid_row.number) else { continue };
        for (column, text) in columns.iter().zip(line).filter(|(_, text)| !trim(text).is_empty()) {
            match target(row, grid_row, *column) {
                _ if !applies(row, kind) && is_blank_or_zero(row, &text) => {}
                _ if !applies(row, kind) => return Err(PasteError::LeftBlank { row: row.called(), text }),
                Target::Typed(figure) => laid.push((figure.id, text)),
                Target::Derived(figure) => derived.push((row, figure, text)),
                Target::Reckoned => return Err(PasteError::Reckoned { row: row.called(), text }),
                Target::Nothing => return Err(PasteError::NoFigure { row: row.called(), text }),
            }
        }
    }
    refuse_other_sums(form, &laid, &derived)?;
    Ok(laid)
}

/// The row and the column of the grid in which the month's figure stands.
fn place_of(table: &Table, figure: FigureId) -> Option<(usize, usize)> {
    let is_it = |cell: &&GridCell| matches!(cell.content, GridContent::Quantity { figure: its, role: Role::Month } if its == figure);
    let rows = table.grid.rows.iter().enumerate();
    let mut places = rows.filter_map(|(index, row)| Some((index, row.cells.iter().find(is_it)?.column)));
    places.next()
}

/// The columns that hold figures, whatever they show of them.
fn quantity_columns(table: &Table) -> impl Iterator<Item = usize> {
    let columns = table.grid.columns.iter().enumerate();
    columns.filter(|(_, column)| column.role.is_quantity()).map(|(index, _)| index)
}

/// Whether a line is the headings of the columns that were copied along.
fn repeats_headings(table: &Table, columns: &[usize], line: &[String]) -> bool {
    let is_heading = |column: usize, text: &str| {
        let mut above = table.grid.headings.iter().flatten();
        above.any(|heading| {
            (heading.column..heading.column + heading.across).contains(&column) && heading.text == text
        })
    };
    let mut texts = columns.iter().zip(line).map(|(column, text)| (*column, trim(text)));
    texts.clone().any(|(_, text)| !text.is_empty())
        && texts.all(|(column, text)| text.is_empty() || is_heading(column, text))
}

/// The rows that the lines of a block are for.
fn rows_for<'form>(
    form: &Form,
    below: &'form [GridRow],
    kind: &UnitKind,
    lines: &[Vec<String>],
) -> Vec<&'form GridRow> {
    let is_blank = |line: &Vec<String>| line.iter().all(|text| trim(text).is_empty());
    let leaves = |row: &GridRow| {
        form.rows().find(|known| known.number == row.number).is_some_and(|known| !applies(known, kind))
    };
    let without = |passed: &dyn Fn(&GridRow) -> bool, rows: Vec<&'form GridRow>| {
        let has_lines = rows.iter().zip(lines).filter(|(row, _)| passed(row)).all(|(_, line)| is_blank(line));
        let others: Vec<&GridRow> = rows.iter().copied().filter(|row| !passed(row)).collect();
        if has_lines || lines.len() > others.len() { rows } else { others }
    };
    let all = without(&|row| row.kind == RowKind::Heading, below.iter().collect());
    without(&leaves, all)
}

fn target<'form>(row: &'form Row, grid_row: &GridRow, column: usize) -> Target<'form> {
    let cell = grid_row.cells.iter().find(|cell| (cell.column..cell.column + cell.across).contains(&column));
    match cell.map(|cell| &cell.content) {
        Some(GridContent::Quantity { figure, role: Role::Month }) => {
            match row.figures.iter().find(|known| known.id == *figure) {
                Some(figure) if !figure.is_derived() => Target::Typed(figure),
                Some(figure) => Target::Derived(figure),
                None => Target::Nothing,
            }
        }
        Some(GridContent::Quantity { .. }) => Target::Reckoned,
        _ => Target::Nothing,
    }
}

/// A sum that was copied along is not kept, as it is reckoned here. Where it is not what its parts in the same block come
/// to, one of them is wrong, and nothing is filled.
fn refuse_other_sums(
    form: &Form,
    laid: &[(FigureId, String)],
    derived: &[(&Row, &Figure, String)],
) -> Result<(), PasteError> {
    // What is left after taking away may be below zero.
    let read = |figure: &Figure, text: &str| {
        let read = if figure.is_derived() { Amount::parse_signed } else { Amount::parse };
        read(text, figure.decimals()).ok()
    };
    let mut known: BTreeMap<FigureId, Amount> = BTreeMap::new();
    for (id, text) in laid {
        let amount = form.find(*id).ok().and_then(|(_, figure)| read(figure, text));
        known.extend(amount.map(|amount| (*id, amount)));
    }
    let copied = derived.iter().filter_map(|(_, figure, text)| Some((figure.id, read(figure, text)?)));
    known.extend(copied.collect::<Vec<_>>());
    for (row, figure, text) in derived {
        let terms = figure.sum_of.iter().map(|term| {
            let amount = known.get(&term.figure)?;
            Some(if term.minus { -*amount } else { *amount })
        });
        let Some(terms) = terms.collect::<Option<Vec<Amount>>>() else { continue };
        let sum = terms.into_iter().fold(Amount::zero(figure.decimals()), |sum, term| sum + term);
        if read(figure, text).is_none_or(|copied| copied != sum) {
            let (called, text) = (row.figure_called(figure), text.clone());
            return Err(PasteError::OtherSum { called, text, sum });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::{grid, lay_over_figures};
    use super::*;
    use crate::notice::{BUILT_IN, Notice};

    /// Villages across, two rows and a heading; the first column sums up the others.
    fn form() -> Form {
        let month =
            |heading: &str, measure: &str| json!({ "heading": heading, "role": "month", "measure": measure });
        let mut definition: Value = serde_json::from_str(BUILT_IN).unwrap();
        definition["forms"][0]["tables"] = json!([{
            "unit": "户",
            "columns": [
                { "heading": "项目", "role": "content" },
                { "heading": "户数", "columns": [month("合计", "1"), month("东村", "2"), month("西村", "3")] },
                { "heading": "累计", "role": "total", "measure": "1" }
            ],
            "sections": [{ "rows": [
                { "number": 1, "content": "走访" },
                { "number": 2, "content": "其中", "kind": "heading" },
                { "number": 3, "content": "困难户", "figures": [
                    { "id": "3a", "name": "困难户合计", "measure": "1" },
                    { "id": "3b", "name": "困难户东村", "measure": "2" }
                ] },
                { "number": 4, "content": "只由部门填", "left_blank_by": ["street"] },
                { "number": 5, "content": "慰问" }
            ] }]
        }]);
        definition["forms"][0]["relations"] = json!([{ "says": "1=2+3", "of": "columns", "derived": true }]);
        Form::clone(&Notice::read(&definition.to_string()).unwrap().forms[0])
    }

    fn paste(start: &str, text: &str) -> Result<String, PasteError> {
        let form = form();
        let kind = UnitKind::from("street");
        let laid = lay_over_figures(&form, &kind, &form.columns.month, start.parse().unwrap(), grid(text)?)?;
        Ok(laid.into_iter().map(|(id, text)| format!("{id}={text}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_block_fills_to_the_right_and_downwards() {
        assert_eq!(paste("1b", "5\t6\n").unwrap(), "1b=5 1c=6");
        assert_eq!(
            paste("1b", "5\t6\n7\n8\t9\n").unwrap(),
            "1b=5 1c=6 3b=7 5b=8 5c=9",
            "a heading is no row"
        );
        assert_eq!(
            paste("1b", "5\n\n7\n\n8\n").unwrap(),
            "1b=5 3b=7 5b=8",
            "blank lines stand for what is not filled"
        );
        assert_eq!(
            paste("1b", "东村\t西村\n5\t6\n").unwrap(),
            "1b=5 1c=6",
            "headings that were copied along"
        );
        assert_eq!(paste("3b", "二").unwrap(), "3b=二", "told in its cell");
    }

    #[test]
    fn a_sum_that_was_copied_along_is_held_against_its_parts() {
        assert_eq!(paste("1a", "11\t5\t6\n").unwrap(), "1b=5 1c=6");
        assert_eq!(paste("1a", "\t5\t6\n").unwrap(), "1b=5 1c=6");
        let told = paste("1a", "12\t5\t6\n").unwrap_err().to_string();
        assert!(
            told.starts_with("第 1 行“走访 合计”复制来的是“12”，加起来却是 11，什么都没有改动"),
            "{told}"
        );
    }

    #[test]
    fn what_falls_on_no_cell_is_refused_whole() {
        assert_eq!(
            paste("1c", "5\t6"),
            Err(PasteError::Reckoned { row: "第 1 行".into(), text: "6".into() })
        );
        assert_eq!(paste("1c", "5\t6\t7"), Err(PasteError::TooWide { columns: 3, room: 2 }));
        assert_eq!(
            paste("3b", "5\t6"),
            Err(PasteError::NoFigure { row: "第 3 行".into(), text: "6".into() })
        );
        assert_eq!(
            paste("3b", "1\n2\n3\n4\n"),
            Err(PasteError::TooLong { lines: 4, room: 3 }),
            "below the third row there are two"
        );
        assert_eq!(
            paste("1b", "1\n\n2\n3\n4\n"),
            Err(PasteError::LeftBlank { row: "第 4 行".into(), text: "3".into() })
        );
        assert_eq!(paste("1b", " \n\t\n"), Err(PasteError::Empty));
    }

    proptest! {
        #[test]
        fn no_block_makes_it_panic_or_fills_what_is_not_typed(text in "[\t\n0-9a户 ]{0,60}", start in 0_usize..8) {
            let form = form();
            let typed: Vec<FigureId> =
                form.figures().filter(|figure| figure.sum_of.is_empty()).map(|figure| figure.id).collect();
            let start = typed[start % typed.len()];
            let kind = UnitKind::from("street");
            let laid = lay_over_figures(&form, &kind, &form.columns.month, start, grid(&text).unwrap());
            if let Ok(laid) = laid {
                let ids: std::collections::BTreeSet<_> = laid.iter().map(|(id, _)| *id).collect();
                prop_assert_eq!(ids.len(), laid.len(), "no figure is filled twice");
                prop_assert!(ids.iter().all(|id| typed.contains(id) && id.row != 4));
            }
        }
    }
}
