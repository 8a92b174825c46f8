//! Units of parts that say none: below 播种面积（亩） a 其中 is in 亩, whatever the line above the table says. It is asked,
//! unless that line names several units and 亩 is one of them.

use super::asked::Ask;
use super::doubt::{Found, Sureness};
use super::shared_unit::ForAll;
use super::table::Made;
use super::units;

/// Below a row that says which of several units above the table it is in, the rows of a lower level are in the same: 疫木除治
/// （株） above 1.疫木粉碎.
pub(super) fn among_several(made: &mut [Made], ask: &mut Ask) {
    for at in 0..made.len() {
        let Some((row, above)) = made.get(at).zip(made.get(..at)) else { continue };
        let Some(whole) = says_unit_for(row, above) else { continue };
        let units: Vec<(usize, Found<String>)> = whole
            .measures
            .iter()
            .copied()
            .zip(whole.row.figures.iter().map(|one| one.unit.clone()))
            .collect();
        let (place, name) = (row.raw.place.clone(), row.raw.name());
        let Some(row) = made.get_mut(at) else { continue };
        for (measure, figure) in row.measures.iter().zip(&mut row.row.figures) {
            let of_whole =
                units.iter().find(|(other, unit)| other == measure && unit.sureness == Sureness::Stated);
            let Some((_, unit)) = of_whole.filter(|(_, unit)| !is_other(&name, &unit.value)) else {
                continue;
            };
            let is_printed = |one: &ForAll| {
                one.are_printed && (one.unit == unit.value || one.others.contains(&unit.value))
            };
            let asked = |one: &ForAll| one.place == place && one.index == *measure && is_printed(one);
            if ask.for_all.iter().any(asked) {
                ask.for_all.retain(|one| !asked(one));
                figure.unit = Found::concluded(unit.value.clone(), unit.place.clone());
            }
        }
    }
}

/// Whether a name says that it is in another unit.
fn is_other(name: &str, unit: &str) -> bool {
    units::is_against(name, unit) || units::in_name(name).is_some_and(|own| own.0 != unit)
}

/// The nearest row above that says its unit, where the row is of a lower level than that.
fn says_unit_for<'a>(row: &Made, above: &'a [Made]) -> Option<&'a Made> {
    let above = above.iter().rev().take_while(|other| !other.is_heading() && other.table == row.table);
    let whole =
        above.into_iter().find(|other| !says_none(other)).filter(|_| says_none(row) && !row.is_heading())?;
    let depth = |made: &Made| super::rows::mark(&made.raw.content.plain).map(|(depth, ..)| depth);
    let is_lower = match (depth(whole), depth(row)) {
        (Some(whole), Some(own)) => own > whole,
        _ => row.raw.says_of_which() || row.raw.content.indent > whole.raw.content.indent,
    };
    is_lower.then_some(whole)
}

fn says_none(row: &Made) -> bool {
    row.raw.unit.is_none() && row.raw.bracketed().is_empty() && row.raw.sentence.figures.is_empty()
}

/// Asks which unit a part has that has none of its own, where its whole has another one than the table.
pub(super) fn units_of_parts(made: &mut [Made], ask: &mut Ask) {
    let wholes: Vec<Option<String>> = (0..made.len()).map(|at| unit_of_whole(made, at)).collect();
    for (row, whole) in made.iter_mut().zip(wholes) {
        let Some(whole) = whole else { continue };
        let place = row.raw.place.clone();
        let [figure] = row.row.figures.as_mut_slice() else { continue };
        if figure.unit.sureness == Sureness::Stated && figure.unit.value != whole {
            ask.differing.push((place.clone(), format!("{whole}、{}", figure.unit.value)));
            ask.for_all.retain(|one| one.place != place);
            figure.unit = Found::asked(whole, Some(place));
        }
    }
}

/// The unit that the row above a part says itself, where the part says none.
fn unit_of_whole(made: &[Made], at: usize) -> Option<String> {
    let part =
        made.get(at).filter(|row| row.raw.says_of_which() && says_none(row) && row.raw.cells.len() < 2)?;
    let above = made.get(..at)?.iter().rev();
    let whole = above.take_while(|row| !row.is_heading()).find(|row| !row.raw.says_of_which())?;
    let is_beside = whole.table == part.table && !says_none(whole);
    match whole.row.figures.as_slice() {
        [figure] if is_beside && figure.unit.sureness == Sureness::Stated => Some(figure.unit.value.clone()),
        _ => None,
    }
}
