//! What relations decide about parts: which rows are none of a whole that comes about otherwise, and which are asked about because
//! a relation that names them was not understood.

use std::collections::BTreeSet;

use super::doubt::{Doubts, Found, Matter, Sureness, Then};
use super::table::Made;
use crate::notice::FigureId;

/// Where a printed relation says how a whole comes about, it decides about its parts: none of what is taken away is one.
pub(super) fn settle_parts(rows: &mut [Made], whole: u16, right: &[(u16, bool)], doubts: &mut Doubts) {
    let takes_away = right.iter().any(|(_, minus)| *minus);
    let terms: BTreeSet<u16> = right.iter().map(|(number, _)| *number).collect();
    let mut settled = BTreeSet::new();
    // Whether a column is a part of the one before it no relation between rows decides.
    let readings = doubts.0.iter().flat_map(|doubt| &doubt.readings);
    let pairs = readings.filter_map(|reading| match &reading.then {
        Then::PartOf(pairs) => Some(pairs),
        _ => None,
    });
    let in_a_row: BTreeSet<FigureId> =
        pairs.flatten().filter(|(part, whole)| part.row == whole.row).map(|(part, _)| *part).collect();
    for row in rows.iter_mut().filter(|row| terms.contains(&row.row.number)) {
        for figure in &mut row.row.figures {
            let is_its = figure.part_of.value.is_some_and(|part| part.row == whole);
            let is_asked = figure.part_of.sureness == Sureness::Asked && !in_a_row.contains(&figure.id);
            if (takes_away && is_its) || is_asked {
                figure.part_of = Found::concluded(None, figure.part_of.place.clone());
                settled.insert(figure.id);
            }
        }
    }
    for doubt in doubts.0.iter_mut().filter(|doubt| doubt.matter == Matter::PartOf) {
        doubt.figures.retain(|figure| !settled.contains(figure));
    }
    doubts.0.retain(|doubt| doubt.matter != Matter::PartOf || !doubt.figures.is_empty());
}

/// A relation that was not understood may say that a part is none: those that it names are asked about.
pub(super) fn doubt_parts(rows: &mut [Made], says: &str) {
    for row in rows.iter_mut().filter(|row| says.contains(&row.raw.name())) {
        for figure in row.row.figures.iter_mut().filter(|figure| figure.part_of.value.is_some()) {
            figure.part_of.sureness = Sureness::Asked;
        }
    }
}
