//! What is found while rows are made and is asked once they have their numbers. How it is put stands in `row_questions`.

use super::doubt::Place;
use super::several_units::Several;
use super::shared_unit::ForAll;

/// What is asked of several rows together.
#[derive(Default)]
pub(super) struct Ask {
    /// Figures without a unit, units that are not known, cells that have several, by the place of the row.
    pub(super) no_unit: Vec<Place>,
    pub(super) unknown: Vec<(Place, String)>,
    /// Rates that say no unit.
    pub(super) per_cents: Vec<Place>,
    pub(super) several: Vec<Several>,
    pub(super) differing: Vec<(Place, String)>,
    pub(super) split: Vec<Place>,
    pub(super) crossed: Vec<Place>,
    pub(super) filled: Vec<Place>,
    pub(super) no_whole: Vec<Place>,
    /// Rows of which the month of a measure is struck out and its total is not.
    pub(super) only_total: Vec<(Place, usize)>,
    pub(super) doubtful: Vec<(Place, &'static str)>,
    pub(super) for_all: Vec<ForAll>,
}
