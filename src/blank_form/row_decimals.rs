//! What cells of a table say of decimals, each of the rows beside which it stands: 保留两位小数 among the remarks, 吨（保留一位小数）, or
//! a column of nothing but numbers of decimals.

use super::decimal_rules::{FormRule, Of, Rule, rules};
use super::forming::{Forming, Gathered};
use super::grid::Spot;
use super::table::Made;
use super::text::brackets;

/// The rules that stand beside rows.
pub(super) fn beside_rows(forming: &Forming, made: &[Made]) -> Vec<FormRule> {
    let mut all = Vec::new();
    for (number, table) in forming.tables.iter().enumerate() {
        for row in &table.body.rows {
            for spot in table.body.grid.beginning(*row) {
                let rows = beside(made, number, &spot);
                let place = table.body.grid.place(&spot);
                let own = said(table, &spot, made).into_iter().filter_map(|rule| of_rows(rule, &rows, made));
                all.extend(own.map(|rule| (rule, Some(place.clone()), Some(number))));
            }
        }
    }
    all
}

/// What a cell says of decimals. Of what a row is about, and of its unit, only what stands in brackets can.
fn said(table: &Gathered, spot: &Spot, made: &[Made]) -> Vec<Rule> {
    let counts = table.columns.decimals.iter().any(|columns| columns.contains(&spot.area.first.1));
    if counts {
        let count = spot.plain.trim_end_matches('位').parse::<u8>().ok().filter(|count| *count <= 4);
        return count.map(|count| Rule::of_all(count, &spot.plain)).into_iter().collect();
    }
    if !["小数", "整数", "取整", "精确"].iter().any(|word| spot.plain.contains(word)) {
        return Vec::new();
    }
    let is_content = made.iter().any(|row| row.raw.content.area.first == spot.area.first);
    let is_unit = table.columns.unit.as_ref().is_some_and(|columns| columns.contains(&spot.area.first.1));
    if is_content || is_unit {
        return brackets(&spot.plain).1.iter().flat_map(|inside| rules(inside)).collect();
    }
    rules(&spot.plain)
}

/// A rule as one for some rows. What it names may be another row, where there are several.
fn of_rows(rule: Rule, rows: &[usize], made: &[Made]) -> Option<Rule> {
    let is_one = rows.len() == 1;
    let is_own = rule.of == Of::All || (is_one && matches!(rule.of, Of::Named(_)));
    let numbers: Vec<u16> = rows.iter().filter_map(|at| made.get(*at)).map(|row| row.row.number).collect();
    if is_own && !numbers.is_empty() {
        Some(Rule { of: Of::Rows { rows: numbers, but: false }, ..rule })
    } else {
        None
    }
}

/// The rows beside a cell; beneath a heading, those up to the next.
fn beside(made: &[Made], table: usize, spot: &Spot) -> Vec<usize> {
    let lines = spot.area.first.0..=spot.area.last.0;
    let all = made.iter().enumerate().filter(|(_, row)| row.table == table);
    let found: Vec<usize> =
        all.filter(|(_, row)| lines.contains(&row.raw.content.area.first.0)).map(|(at, _)| at).collect();
    let heading = found.first().filter(|at| found.len() == 1 && made.get(**at).is_some_and(Made::is_heading));
    let Some(heading) = heading.copied() else { return found };
    let below = made.iter().enumerate().skip(heading + 1);
    below.take_while(|(_, row)| row.table == table && !row.is_heading()).map(|(at, _)| at).collect()
}
