//! The unit of a figure of a table: the nearest that is written counts, and two that are equally near are asked about.

use super::asked::Ask;
use super::columns::Columns;
use super::doubt::Found;
use super::measures::Measure;
use super::plain_table::Plain;
use super::printed_units::{bare_unit, headed};
use super::rows::{Cell, Raw};
use super::several_units::{Several, joined, spelt};
use super::shared_unit::{ForAll, for_all, for_all_in};
use super::text::{brackets, plain};
use super::units::{self, Unit};

/// How much of a row stands in a question.
const SHOWN: usize = 40;
/// The unit of most rates.
pub(super) const PER_CENT: &str = "%";

/// The unit of a figure.
pub(super) fn unit(
    table: &Plain<'_>,
    raw: &Raw,
    (index, measure): (usize, &Measure),
    cell: &Cell,
    ask: &mut Ask,
) -> Found<String> {
    let place = || Some(raw.place.clone());
    let bracketed = raw.bracketed();
    let several = |units: Vec<String>, printed: &str, spelt: Option<String>| {
        let says = raw.content.text.chars().take(SHOWN).collect();
        Several { place: raw.place.clone(), says, units, printed: printed.to_owned(), spelt }
    };
    let in_column = raw.unit.clone().filter(|unit| !unit.is_empty());
    // A column with its own unit asks for one number, however many units its row names for the others.
    let of_others = (bracketed.len() > 1 || in_column.as_deref().is_some_and(is_several))
        .then(|| of_its_column(table.columns, (raw, index), measure, &[String::new()]))
        .flatten();
    if let Some(own) = of_others {
        return own;
    }
    if bracketed.len() > 1 {
        let units: Vec<String> = bracketed.iter().map(|unit| unit.0.clone()).collect();
        let is_alone = table.columns.measures.len() == 1;
        let spelt = Some(&raw.content.raw).filter(|_| is_alone).and_then(|text| spelt(text, units.len()));
        let unit = joined(&units);
        ask.several.push(several(units, &unit, spelt));
        return Found::asked(unit, place());
    }
    if let Some(either) = units::with_other(&raw.content.plain) {
        ask.unknown.push((raw.place.clone(), either.clone()));
        return Found::asked(either, place());
    }
    let each = units::of_each(&raw.name());
    if !each.is_empty() && raw.unit.is_none() && measure.id.is_none() {
        let units: Vec<String> = each.into_iter().map(|unit| unit.0).collect();
        let unit = joined(&units);
        ask.several.push(several(units, &unit, None));
        return Found::asked(unit, place());
    }
    let in_cell = match cell {
        Cell::Unit(unit) => Some(unit.0.clone()),
        _ => None,
    };
    if let Some(printed) = in_column.as_ref().filter(|unit| is_several(unit)) {
        let units = units::all_announced(printed).into_iter().map(|unit| unit.0).collect();
        ask.several.push(several(units, printed, None));
        return Found::asked(printed.clone(), place());
    }
    let in_column = in_column.map(bare_unit);
    // 材积 is what is measured, and no unit.
    if let Some(name) = in_column.as_ref().filter(|text| units::is_measured(&plain(text))) {
        ask.unknown.push((raw.place.clone(), name.clone()));
        return Found::asked(name.clone(), place());
    }
    let near: Vec<String> =
        [bracketed.first().map(|unit| unit.0.clone()), in_cell, in_column].into_iter().flatten().collect();
    let beside = measure.unit.as_ref().map(|unit| unit.0.clone());
    if let Some(other) = units::may_be_place(&raw.content.plain).filter(|other| near == [*other]) {
        return place_or_unit(other, table, (raw, index, measure), ask);
    }
    // 完成比例 beside 完成数 is in no unit of its row.
    let is_plain_rate =
        |name: &str| units::is_share(name, "") && !near.iter().any(|unit| units::is_rate(unit));
    if measure.id.is_some() && beside.is_none() && *cell == Cell::Empty && is_plain_rate(&measure.heading) {
        return per_cent(table, raw, [&measure.heading, &measure.letter], ask);
    }
    // 投入资金 is in no unit of its row either: 公里 is that of the other columns.
    let is_sum = measure.id.is_some() && units::is_money(&measure.name) && *cell == Cell::Empty;
    if is_sum && beside.is_none() && !near.is_empty() && !near.iter().any(|unit| units::is_of_money(unit)) {
        return of_money(table, raw, ask);
    }
    // A column of rates has its own unit, whatever that of the other columns is.
    let is_rate = |unit: &str| unit.contains(['%', '％', '‰']);
    if let Some(beside) = beside.as_deref().filter(|beside| is_rate(beside))
        && measure.id.is_some()
        && !near.iter().any(|unit| is_rate(unit))
        && bracketed.is_empty()
        && *cell == Cell::Empty
    {
        return Found::stated(beside.to_owned(), measure.place.clone());
    }
    if let Some(own) = of_its_column(table.columns, (raw, index), measure, &near) {
        return own;
    }
    if let Some(first) = near.first() {
        let differs =
            near.iter().any(|other| other != first) || beside.as_ref().is_some_and(|beside| beside != first);
        if differs {
            let all: Vec<String> = near.iter().cloned().chain(beside).collect();
            ask.differing.push((raw.place.clone(), all.join("、")));
            return Found::asked(first.clone(), place());
        }
        return Found::stated(first.clone(), place());
    }
    around(table, raw, (index, measure), ask)
}

/// The unit of a figure of which neither its row nor its cell says one: that of its column, what stands beside several rows,
/// the section, the table, or its name.
fn around(table: &Plain<'_>, raw: &Raw, (index, measure): (usize, &Measure), ask: &mut Ask) -> Found<String> {
    let place = || Some(raw.place.clone());
    if let Some(Unit(beside)) = measure.unit.clone() {
        if !units::is_unit(&plain(&beside)) {
            ask.unknown.push((raw.place.clone(), beside.clone()));
            return Found::asked(beside, measure.place.clone());
        }
        let found = Found::stated(beside, measure.place.clone());
        // 金额（万元） is in 万元 whatever its rows are called.
        let says_itself = measure.id.is_some() && units::is_named_for(&headed(measure), &found.value);
        return if says_itself { found } else { for_all(found, (raw, index), &mut ask.for_all) };
    }
    if let Some(Unit(unit)) = raw.unit_of_group() {
        return for_all(Found::stated(unit, place()), (raw, index), &mut ask.for_all);
    }
    let of_section = raw.section.as_ref().map(|(_, title)| units::in_brackets(&plain(title)));
    if let Some([Unit(unit)]) = of_section.as_deref() {
        return for_all(Found::stated(unit.clone(), place()), (raw, index), &mut ask.for_all);
    }
    if let Some(unit) = table.unit {
        let measured = Some(measure.heading.as_str()).filter(|_| measure.id.is_some());
        return for_all_in(unit.clone(), (raw, index), measured, &mut ask.for_all);
    }
    if let Some(Unit(unit)) = units::in_name(&raw.name()) {
        return Found::concluded(unit, place());
    }
    if units::is_share(&raw.name(), "") {
        return per_cent(table, raw, [&raw.name(), &raw.code], ask);
    }
    unsaid(raw, ask)
}

/// What stands in the brackets of a place may be its other name, or its unit: 卫生院（所）.
fn place_or_unit(
    other: &str,
    table: &Plain<'_>,
    (raw, index, measure): (&Raw, usize, &Measure),
    ask: &mut Ask,
) -> Found<String> {
    let beside = measure.unit.as_ref().map(|unit| unit.0.clone());
    let printed = beside.or_else(|| table.unit.map(|unit| unit.value.clone()));
    let unit = printed.unwrap_or_else(|| other.to_owned());
    let others = Some(other.to_owned()).filter(|other| *other != unit).into_iter().collect();
    let place = raw.place.clone();
    ask.for_all.push(ForAll { place: place.clone(), index, unit: unit.clone(), others, are_printed: false });
    Found::asked(unit, Some(place))
}

/// The unit of a column of sums of money in rows that are counted in something else: what is printed above the table, or it is
/// asked.
fn of_money(table: &Plain<'_>, raw: &Raw, ask: &mut Ask) -> Found<String> {
    let printed = table.unit.map(|unit| (units::all_announced(&unit.value), &unit.place));
    let of_sums = printed.and_then(|(units, place)| {
        let mut sums = units.into_iter().filter(|unit| units::is_of_money(&unit.0));
        let only = sums.next()?;
        sums.next().is_none().then(|| Found::stated(only.0, place.clone()))
    });
    of_sums.unwrap_or_else(|| unsaid(raw, ask))
}

/// The unit that nothing says.
fn unsaid(raw: &Raw, ask: &mut Ask) -> Found<String> {
    if !ask.no_unit.contains(&raw.place) {
        ask.no_unit.push(raw.place.clone());
    }
    Found::asked(String::new(), Some(raw.place.clone()))
}

/// The unit of a rate that says none: everybody knows that it is in per cent, a note reckons it as so many of 100%, or it is
/// asked.
fn per_cent(table: &Plain<'_>, raw: &Raw, called: [&str; 2], ask: &mut Ask) -> Found<String> {
    let place = Some(raw.place.clone());
    let is_noted = table.per_cents.iter().any(|name| called.contains(&name.as_str()));
    if is_noted || units::is_in_per_cent(&brackets(&plain(called[0])).0) {
        return Found::concluded(PER_CENT.to_owned(), place);
    }
    ask.per_cents.push(raw.place.clone());
    Found::asked(PER_CENT.to_owned(), place)
}

/// 销售额（万元） beside 数量: the unit of the row is that of the columns which say none.
fn of_its_column(
    columns: &Columns,
    (raw, index): (&Raw, usize),
    measure: &Measure,
    near: &[String],
) -> Option<Found<String>> {
    let Unit(beside) = measure.unit.as_ref()?;
    let [only] = near else { return None };
    let says_another = only != beside && units::is_unit(&plain(beside));
    let is_empty = raw.cells.get(index).is_none_or(|cell| *cell == Cell::Empty);
    let is_for_others = columns.measures.iter().any(|other| other.unit.is_none());
    (says_another && is_empty && is_for_others && measure.id.is_some())
        .then(|| Found::stated(beside.clone(), measure.place.clone()))
}

/// Whether a text names several units: 场次、人次; a rate is one.
fn is_several(text: &str) -> bool {
    !units::is_unit(&plain(text)) && units::all_announced(text).len() > 1
}
