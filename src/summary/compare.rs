//! Comparing a span with an earlier one: the same months of the year before, or else the same number of
//! months just before.
//!
//! Nothing is compared unless both sides are completely known: a gap would look like a change.

use serde::Serialize;

use super::SummaryMonth;
use super::span::range_name;
use crate::amount::Amount;
use crate::notice::{Figure, Form, Row, Scope};
use crate::period::Month;
use crate::report::Ledger;

/// The change since an earlier span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Comparison {
    /// What the span is compared with, in words.
    pub name: String,
    /// Whether the earlier months are the same months of the year before.
    pub year_before: bool,
    /// The earlier total.
    pub before: Amount,
    /// How much larger the total is now; negative if it is smaller.
    pub difference: Amount,
    /// The change in words: 增加 12（10.5%）.
    pub words: String,
}

/// Compares the counted months of a span with earlier ones.
pub(super) fn compare(
    form: &Form,
    ledger: &Ledger,
    row: &Row,
    figure: &Figure,
    months: &[SummaryMonth],
) -> Option<Comparison> {
    let counted: Vec<Month> =
        months.iter().filter(|month| month.standing.is_counted()).map(|month| month.month).collect();
    let (first, last) = (*counted.first()?, *counted.last()?);
    // If a span begins before the unit does, only its whole total is known, because it contains the opening balance.
    if months.first()?.month != first {
        return None;
    }
    let total = |first: Month, last: Month| whole(form, ledger, row, figure, first, last);
    let now = total(first, last)?;
    let year_before = (first.last_year(), last.last_year());
    let length = counted.len();
    let just_before = || {
        let before = |month: &Month| Some(ledger.month_before(form, *month));
        let earliest = std::iter::successors(Some(first), before).nth(length)?;
        Some((earliest, ledger.month_before(form, first)))
    };
    let (earlier, is_year_before, before) = match total(year_before.0, year_before.1) {
        Some(before) if length <= 12 => (year_before, true, before),
        _ => {
            let earlier = just_before()?;
            (earlier, false, total(earlier.0, earlier.1)?)
        }
    };
    let difference = now - before;
    Some(Comparison {
        name: range_name(earlier.0, earlier.1),
        year_before: is_year_before,
        before,
        difference,
        words: words(before, difference),
    })
}

/// The sum of some months; `None` if one of them is not known.
fn whole(
    form: &Form,
    ledger: &Ledger,
    row: &Row,
    figure: &Figure,
    first: Month,
    last: Month,
) -> Option<Amount> {
    // A yearly figure cannot be added up over a new year.
    if figure.scope == Scope::Year && first.year() != last.year() {
        return None;
    }
    let mut sum: Option<Amount> = None;
    for month in ledger.months_through(form, first, last) {
        ledger.check_month(form, month).ok()?;
        let own = ledger.entry(form, row, figure, month).amount();
        if own.is_none() && !ledger.is_no_data(month) {
            return None;
        }
        let adjustment = ledger.adjustment(form, figure, month).map(|adjustment| adjustment.amount);
        for amount in [own, adjustment].into_iter().flatten() {
            sum = Some(sum.map_or(amount, |sum| sum + amount));
        }
    }
    sum
}

fn words(before: Amount, difference: Amount) -> String {
    if difference.is_zero() {
        return "持平".to_owned();
    }
    let (word, size) =
        if difference.is_negative() { ("减少", -difference) } else { ("增加", difference) };
    match tenths_of_a_percent(size, before) {
        Some(tenths) => format!("{word} {size}（{}.{}%）", tenths / 10, tenths % 10),
        None => format!("{word} {size}"),
    }
}

/// The change in tenths of a percent, rounded half up; `None` if there was nothing before to compare with.
fn tenths_of_a_percent(size: Amount, before: Amount) -> Option<i128> {
    let (size, before) = (size.ten_thousandths(), before.ten_thousandths());
    (before > 0).then(|| (size * 2000 + before) / (before * 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Decimals;

    #[test]
    fn a_change_is_told_with_its_percentage_where_there_is_one() {
        let told = |before: &str, now: &str| {
            let read = |text| Amount::parse(text, Decimals::TWO).unwrap();
            words(read(before), read(now) - read(before))
        };
        assert_eq!(told("8", "9"), "增加 1.00（12.5%）");
        assert_eq!(told("3", "2"), "减少 1.00（33.3%）");
        assert_eq!(told("3", "1"), "减少 2.00（66.7%）");
        assert_eq!(told("0", "2"), "增加 2.00");
        assert_eq!(told("2", "2"), "持平");
        assert_eq!(told("999999999999.99", "0"), "减少 999999999999.99（100.0%）");
    }
}
