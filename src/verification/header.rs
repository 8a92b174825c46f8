//! The line under the title: its fields stand in one cell or in several, as they fit, so each is compared for itself.

use std::collections::BTreeSet;

use super::words::plain;
use crate::notice::Header;
use crate::reading::Sheet as Grid;

/// A label with what stands behind it, and its cell.
pub(super) struct Field<'form> {
    pub(super) label: &'form str,
    /// How many fields with that label stand before it.
    pub(super) nth: usize,
    pub(super) text: String,
    pub(super) place: (u32, u32),
}

/// The fields in cells that begin with one of the labels. Every text of such a cell belongs to one of its fields.
pub(super) fn fields<'form>(grid: &Grid, headers: &[&'form Header]) -> Vec<Field<'form>> {
    let labels: BTreeSet<&str> = headers.iter().flat_map(|header| header.labels()).collect();
    let mut fields: Vec<Field<'_>> = Vec::new();
    for (place, value) in grid.cells() {
        let text = plain(&value.text());
        let mut starts: Vec<(usize, &str)> =
            labels.iter().flat_map(|label| text.match_indices(*label).map(|(at, _)| (at, *label))).collect();
        starts.sort_unstable();
        if starts.first().is_none_or(|(at, _)| *at > 0) {
            continue;
        }
        let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
        for ((start, label), end) in starts.iter().zip(ends) {
            let nth = fields.iter().filter(|field| field.label == *label).count();
            let text = text.get(*start..end).unwrap_or_default().trim_end().to_owned();
            fields.push(Field { label, nth, text, place });
        }
    }
    fields
}
