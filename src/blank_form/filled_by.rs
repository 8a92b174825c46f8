//! A column beside the rows that says who fills them in: 填报单位, 责任单位. What a note says of it is for `exempt`.

use super::columns::FilledBy;
use super::doubt::{Doubt, Doubts, Found, Matter, Place, RowsLeftBlank, Then};
use super::draft::DraftKind;
use super::forming::{Forming, Gathered};
use super::kind_words::{Known, named, narrower};
use super::left_blank::{Names, Says, Stands, says_of};
use super::may_be_blank::without;
use super::table::Made;
use super::text::plain;
use super::words;

/// What a cell says: the kinds of units that fill in its row, none where all do.
fn kinds(plain: &str, own: &[Known]) -> Option<Vec<&'static str>> {
    if words::EVERYONE.contains(&plain.trim_start_matches('各')) || words::EVERYONE.contains(&plain) {
        return Some(Vec::new());
    }
    let names = Names { kinds: own, rows: &[] };
    match says_of(&format!("仅{plain}填报"), Stands::BesideRows, names) {
        Says::Rules(rules) if rules.iter().all(|rule| rule.others && rule.rows.is_empty()) => {
            Some(rules.into_iter().flat_map(|rule| rule.kinds).collect())
        }
        _ => None,
    }
}

/// Each row of a table, by its place among them, with who fills it in and the cell that says so.
fn cells(table: &Gathered, own: &[Known]) -> Option<Vec<(Place, Vec<&'static str>, Place)>> {
    let column = table.columns.filled_by.as_ref()?;
    let mut found = Vec::new();
    for raw in &table.raws {
        let row = raw.content.area.first.0;
        let Some(spot) = table.body.grid.span(row, column.columns.clone()).into_iter().next() else {
            continue;
        };
        if spot.area.first != raw.content.area.first {
            found.push((raw.place.clone(), kinds(&spot.plain, own)?, table.body.grid.place(&spot)));
        }
    }
    found.iter().any(|(_, kinds, _)| !kinds.is_empty()).then_some(found)
}

/// The kinds of units that such columns name, with the first cell of each.
pub(super) fn kinds_named(forming: &Forming) -> Vec<(&'static str, Place)> {
    let cells = forming.tables.iter().filter_map(|table| cells(table, &[])).flatten();
    cells.flat_map(|(_, kinds, place)| kinds.into_iter().map(move |kind| (kind, place.clone()))).collect()
}

/// Who leaves rows blank by such a column. What is only perhaps meant is asked, and so is a column that says something else.
pub(super) fn left_blank(
    forming: &Forming,
    made: &[Made],
    (known, addressed): (&[Found<DraftKind>], &[(&'static str, &'static str)]),
    form: usize,
    doubts: &mut Doubts,
) -> Vec<RowsLeftBlank> {
    let own = named(known);
    // A word that means only some of a kind says nothing of the others.
    let are_whole = |cells: &Vec<(Place, Vec<&'static str>, Place)>| {
        cells.iter().all(|(_, _, place)| narrower(&without(&plain(&place.says), &own), addressed).is_none())
    };
    let mut found = Vec::new();
    for table in &forming.tables {
        let Some(column) = &table.columns.filled_by else { continue };
        let Some(cells) = cells(table, &own).filter(are_whole) else {
            doubts.ask(Doubt { form: Some(form), ..column.doubt.clone() });
            continue;
        };
        let rules = rules(cells, made);
        let is_certain =
            words::WHO_FILLS_IN.iter().any(|(word, is_certain)| *word == column.heading && *is_certain);
        if is_certain {
            found.extend(rules);
        } else {
            ask(column, rules, form, doubts);
        }
    }
    found
}

/// One rule for all rows of which the same kinds are said.
fn rules(cells: Vec<(Place, Vec<&'static str>, Place)>, made: &[Made]) -> Vec<RowsLeftBlank> {
    let mut rules: Vec<RowsLeftBlank> = Vec::new();
    for (row, kinds, place) in cells.into_iter().filter(|(_, kinds, _)| !kinds.is_empty()) {
        let Some(number) =
            made.iter().find(|one| one.raw.place == row && !one.is_heading()).map(|one| one.row.number)
        else {
            continue;
        };
        match rules.iter_mut().find(|rule| rule.kinds == kinds) {
            Some(rule) => rule.rows.push(number),
            None => rules.push(RowsLeftBlank { kinds, others: true, rows: vec![number], place: Some(place) }),
        }
    }
    rules
}

fn ask(column: &FilledBy, rules: Vec<RowsLeftBlank>, form: usize, doubts: &mut Doubts) {
    let question = format!("“{}”一栏写了各行的单位，没有写到的单位填不填那几行？", column.heading);
    let doubt = Doubt::new(Matter::LeftBlank, question).of_form(form).at(column.place.clone());
    let doubt = doubt.reading("都要填", "只写了由谁负责，没有写由谁填报");
    doubts.ask(doubt.reading_then("没有写到的不填", "这一栏写的是填报单位的类别", Then::LeftBlank(rules)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_kinds_of_units_or_all() {
        for (text, found) in [
            ("各镇乡、街道", Some(vec!["township", "street"])),
            ("区级有关部门", Some(vec!["department"])),
            ("各单位", Some(vec![])),
            ("所有单位", Some(vec![])),
            ("区城管局", None),
            ("镇乡（无水域的除外）", None),
            ("", None),
        ] {
            assert_eq!(kinds(text, &[]), found, "{text}");
        }
    }
}
