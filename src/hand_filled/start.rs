//! Moving the start to an earlier month: from then on the opening balance covers fewer months.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::report::{Ledger, applies, counts_by_year};

/// Moves the start to `first`, after the months from there on were added to the ledger. The amounts of these months
/// are subtracted from the opening balance, so that no later total changes. Returns the former balance of those
/// figures for which that is not possible: their totals at the end of the month before the old start.
pub(super) fn move_earlier(
    form: &Form,
    ledger: &mut Ledger,
    first: Month,
) -> (Month, BTreeMap<FigureId, Amount>) {
    let (old_first, kind) = (ledger.unit.first_month, ledger.unit.kind.clone());
    let last = ledger.month_before(form, old_first);
    let mut old_totals = BTreeMap::new();
    ledger.unit.first_month = first;
    for (row, figure) in form.figures_in_rows().filter(|(_, figure)| !figure.is_derived()) {
        let Some(opening) = ledger.opening_entry(form, row, figure).amount().filter(|_| applies(row, &kind))
        else {
            continue;
        };
        let months = ledger.months_through(form, first, last);
        let added = months.filter_map(|month| ledger.entry(form, row, figure, month).amount());
        let left = added.fold(opening, |left, amount| left - amount);
        // The balance of a yearly figure belongs to the year in which it ends.
        let is_other_year =
            counts_by_year(&ledger.unit, figure) && ledger.month_before(form, first).year() != last.year();
        if is_other_year || left.is_negative() {
            old_totals.insert(figure.id, opening);
            ledger.opening.remove(&figure.id);
        } else if left.is_zero() && !ledger.wants_opening(form) {
            ledger.opening.remove(&figure.id);
        } else if left != opening {
            ledger.opening.insert(figure.id, left.to_string());
        }
    }
    (last, old_totals)
}
