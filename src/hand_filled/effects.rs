//! What an import changes besides the imported figures: months that stay blank in between, reports that need
//! a 更正, totals of other months, and a total that would become negative.

use std::collections::BTreeSet;

use crate::amount::Amount;
use crate::notice::Form;
use crate::period::Month;
use crate::report::{Ledger, differences, total, totals};

/// Months between the imported ones for which there is no sheet.
pub(super) fn gaps(form: &Form, after: &Ledger, coming: &BTreeSet<Month>) -> Option<String> {
    let (first, last) = (coming.first()?, coming.last()?);
    let is_blank = |month: &Month| {
        after.months.get(month).is_none_or(|record| record.entries.is_empty() && !record.no_data)
    };
    let between = after.months_through(form, *first, *last);
    let gaps: Vec<String> = between.filter(is_blank).map(Month::name).collect();
    (!gaps.is_empty()).then(|| format!("中间没有{}的表，那里仍是未填", gaps.join("、")))
}

/// Final months whose reports will differ from the records.
pub(super) fn to_correct(form: &Form, before: &Ledger, after: &Ledger) -> Option<String> {
    let changed = |month: &&Month| differences(form, before, **month) != differences(form, after, **month);
    let names: Vec<String> = before.months.keys().filter(changed).map(|month| month.name()).collect();
    (!names.is_empty())
        .then(|| format!("{}已经定稿，报出的累计会和现在的不同，导入后请更正已报的数", names.join("、")))
}

/// Filled months that are neither imported nor final, whose totals will change.
pub(super) fn other_totals(
    form: &Form,
    before: &Ledger,
    after: &Ledger,
    coming: &BTreeSet<Month>,
) -> Option<String> {
    let is_other = |month: Month| {
        form.rows().any(|row| {
            let totals = |ledger: &Ledger, figure| total(form, ledger, row, figure, month).amount;
            row.figures.iter().any(|figure| totals(before, figure) != totals(after, figure))
        })
    };
    let open = before.months.iter().filter(|(month, record)| {
        !record.entries.is_empty() && before.reported(**month).is_none() && !coming.contains(month)
    });
    let names: Vec<String> =
        open.map(|(month, _)| *month).filter(|month| is_other(*month)).map(Month::name).collect();
    (!names.is_empty()).then(|| format!("{}的累计会跟着变，请在导入后核对", names.join("、")))
}

/// The first total that would be negative.
pub(super) fn negative(form: &Form, after: &Ledger) -> Option<String> {
    let typed = form.figures_in_rows().filter(|(_, figure)| !figure.is_derived());
    for (row, figure) in typed {
        let mut totals = totals(form, after, row, figure, after.last_month(form)).into_iter();
        let negative = totals.find(|(_, total)| total.amount.is_some_and(Amount::is_negative));
        if let Some((month, _)) = negative {
            return Some(format!(
                "这样导入后，{}的{}累计成了负数，请核对以前的累计调整和期初累计",
                row.figure_called(figure),
                month.name()
            ));
        }
    }
    None
}
