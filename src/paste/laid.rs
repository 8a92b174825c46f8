//! What a paste comes to: texts for figures.

use crate::amount::{Amount, trim};
use crate::notice::{Figure, FigureId, Row};

/// Texts for figures, as far as they are told apart from what is not filled.
pub(super) type Laid = Vec<(FigureId, String)>;

/// Whether a text may stand in a row that the unit leaves empty: old workbooks often carry a 0 there.
pub(super) fn is_blank_or_zero(row: &Row, text: &str) -> bool {
    let is_zero = |figure: &Figure| {
        Amount::parse(text, figure.decimals()).is_ok_and(|amount| amount == Amount::zero(figure.decimals()))
    };
    trim(text).is_empty() || row.figures.first().is_some_and(is_zero)
}
