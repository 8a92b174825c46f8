//! What a row adds up that is called a sum: the rows beside it, where they are one division of a whole. Where they may be two
//! divisions of the same whole, or a part stands beside its whole, nothing is added up unasked.

use super::divisions::overlap;
use super::doubt::Sureness;
use super::parts::{Verdict, verdicts};
use super::row_names::printed_name;
use super::rows::mark;
use super::table::Made;
use super::words::SUBTOTAL;

/// What a row that is called a sum adds up.
pub(super) enum Terms {
    Of(Vec<u16>),
    /// One of these, if anything, with what speaks against it.
    Perhaps(Vec<Vec<u16>>, &'static str),
    /// It has parts of its own; nothing says that they are all of it.
    Whole,
    /// It is typed, and asked about elsewhere.
    Typed,
    Unknown {
        is_last: bool,
    },
}

pub(super) fn terms(rows: &[Made], of_table: &[usize], at: usize) -> Terms {
    let Some(sum) = rows.get(at) else { return Terms::Unknown { is_last: true } };
    // A figure that is a part of another in its own row, as columns under 其中 are, says nothing between rows.
    let part_of_row = |row: &Made, is_it: &dyn Fn(u16) -> bool| {
        let wholes = row.row.figures.iter().filter_map(|figure| figure.part_of.value);
        wholes.map(|whole| whole.row).any(|whole| whole != row.row.number && is_it(whole))
    };
    if rows.iter().any(|row| part_of_row(row, &|whole| whole == sum.row.number)) {
        return Terms::Whole;
    }
    let section = |row: &Made| row.raw.section.as_ref().map(|(at, _)| *at);
    let is_small = |row: &Made| row.raw.name() == SUBTOTAL;
    let inside = |other: &&Made| {
        !other.is_heading()
            && other.row.number != sum.row.number
            && (!is_small(sum) || section(other) == section(sum))
    };
    let all: Vec<&Made> = of_table.iter().filter_map(|at| rows.get(*at)).filter(inside).collect();
    let position =
        |row: &Made| rows.iter().position(|other| other.row.number == row.row.number).unwrap_or_default();
    let is_before = |row: &&&Made| position(row) < at;
    let (before, after) =
        (all.iter().filter(is_before).count(), all.iter().filter(|row| !is_before(row)).count());
    let unknown = Terms::Unknown { is_last: before > 0 };
    if !sum.raw.is_bare_sum() {
        return unknown;
    }
    if all.iter().any(|row| super::roles::is_month(&row.raw.name())) {
        return Terms::Typed;
    }
    // 小计 in a table without sections may add up any of the rows beside it.
    if (before > 0) == (after > 0) || (is_small(sum) && section(sum).is_none()) {
        return unknown;
    }
    let subtotals: Vec<&&Made> = all.iter().filter(|row| is_small(row)).collect();
    let verdicts = verdicts(rows);
    let is_asked = |row: &Made| {
        let is_between_rows = verdicts.get(position(row)).is_some_and(|verdict| *verdict != Verdict::No);
        let mut asked = row.row.figures.iter().filter(|figure| figure.part_of.sureness == Sureness::Asked);
        asked.any(|figure| match figure.part_of.value {
            Some(whole) => whole.row != row.row.number,
            None => is_between_rows,
        })
    };
    let is_inner = |row: &Made| part_of_row(row, &|_| true);
    let has_subtotals = !is_small(sum) && !subtotals.is_empty();
    let terms: Vec<&Made> = if has_subtotals {
        let covered = |row: &&&Made| subtotals.iter().any(|small| section(small) == section(row));
        if !all.iter().filter(|row| !is_small(row)).all(|row| covered(&row)) {
            return unknown;
        }
        subtotals.into_iter().copied().collect()
    } else {
        all.iter().filter(|row| !is_inner(row)).copied().collect()
    };
    let units =
        |row: &Made| row.row.figures.iter().map(|figure| figure.unit.value.clone()).collect::<Vec<_>>();
    let fits = terms
        .iter()
        .all(|row| units(row) == units(sum) && !is_asked(row) && (is_small(row) || !row.raw.is_sum()));
    if !fits || terms.len() < 2 {
        return unknown;
    }
    let numbers = |rows: &[&Made]| rows.iter().map(|row| row.row.number).collect::<Vec<_>>();
    if has_subtotals {
        return Terms::Of(numbers(&terms));
    }
    let top = topmost(&terms);
    if top.len() < terms.len() {
        return Terms::Perhaps(vec![numbers(&top)], "编号分了级，下一级的数可能已经在上一级里");
    }
    let names: Vec<String> = terms.iter().map(|row| row.raw.name()).collect();
    if let Some((ways, why)) = overlap(&names) {
        let some =
            |way: &Vec<usize>| way.iter().filter_map(|at| terms.get(*at).copied()).collect::<Vec<&Made>>();
        return Terms::Perhaps(ways.iter().map(|way| numbers(&some(way))).collect(), why);
    }
    let has_sections = terms.iter().any(|row| section(row) != terms.first().and_then(|first| section(first)));
    if has_sections {
        return Terms::Perhaps(vec![numbers(&terms)], "上面分了几类，可能是同一些数的几种分法");
    }
    Terms::Of(numbers(&terms))
}

/// Those of some rows whose number stands beneath none of the others: 1 and 2, and not 1.1.
fn topmost<'a>(terms: &[&'a Made]) -> Vec<&'a Made> {
    let code = |row: &Made| printed_name(&row.raw.code).unwrap_or_default();
    let codes: Vec<String> = terms.iter().map(|row| code(row)).collect();
    let depth = |row: &Made| mark(&row.raw.content.plain).map(|(depth, ..)| depth);
    let least = terms.iter().filter_map(|row| depth(row)).min();
    let is_beneath = |row: &Made| {
        let own = code(row);
        let by_code = codes.iter().any(|other| {
            !other.is_empty()
                && own.strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with(['.', '-']))
        });
        by_code || (least.is_some() && depth(row) != least)
    };
    terms.iter().filter(|row| !is_beneath(row)).copied().collect()
}
