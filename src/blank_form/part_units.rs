//! Units of parts that say none: below 播种面积（亩） a 其中 is in 亩, whatever the line above the table says. It is asked.

use super::asked::Ask;
use super::doubt::{Found, Sureness};
use super::table::Made;

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
    let says_none = |row: &Made| row.raw.unit.is_none() && row.raw.bracketed().is_empty();
    let part =
        made.get(at).filter(|row| row.raw.says_of_which() && says_none(row) && row.raw.cells.len() < 2)?;
    let above = made.get(..at)?.iter().rev();
    let whole = above.take_while(|row| !row.is_heading()).find(|row| !row.raw.says_of_which())?;
    let is_beside = whole.table == part.table && !says_none(whole) && part.raw.sentence.figures.is_empty();
    match whole.row.figures.as_slice() {
        [figure] if is_beside && figure.unit.sureness == Sureness::Stated => Some(figure.unit.value.clone()),
        _ => None,
    }
}
