//! What a column of the form shows of a figure: the month, the total, an earlier month, or how it compares with one.
//!
//! Exact, and rounded only where a percentage is.

use super::Cell;
use crate::amount::Amount;
use crate::notice::{Against, GridColumn, Role};

impl Cell {
    /// The text a column shows of the figure; empty where there is nothing to show.
    pub fn shown(&self, column: &GridColumn) -> String {
        let amount = |amount: Option<Amount>| amount.map_or(String::new(), |amount| amount.to_string());
        match column.role {
            Role::Month => self.month.text(),
            Role::Total => amount(self.total.amount),
            Role::Previous => amount(self.previous),
            Role::LastYear => amount(self.last_year),
            Role::Difference => amount(self.compared(column).map(|(now, before)| now - before)),
            Role::PerCent => {
                let rise = self.compared(column);
                let rise = rise.and_then(|(now, before)| per_cent(now, before, column.decimals.unwrap_or(0)));
                rise.unwrap_or_default()
            }
            Role::Section | Role::Number | Role::Content | Role::Unit | Role::Text => String::new(),
        }
    }

    /// The month's figure and the one that the column compares it with, if both are known.
    fn compared(&self, column: &GridColumn) -> Option<(Amount, Amount)> {
        let before = match column.against {
            Against::Previous => self.previous,
            Against::LastYear => self.last_year,
        };
        self.month.amount().zip(before)
    }
}

/// How much more `now` is than `before`, in per cent of that, halves rounded away from 0. `None` if `before` is 0, or
/// below it, where a percentage would not say whether it is more or less.
fn per_cent(now: Amount, before: Amount, decimals: u8) -> Option<String> {
    let [now, before] = [now, before].map(Amount::ten_thousandths);
    if before <= 0 {
        return None;
    }
    let one = 10_i128.checked_pow(decimals.into())?;
    let doubled = (now - before).abs().checked_mul(200 * one)? / before;
    let rounded = (doubled + 1) / 2;
    let falls = now < before && rounded != 0;
    let sign = if falls { "-" } else { "" };
    let (whole, rest) = (rounded / one, rounded % one);
    Some(match decimals {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{rest:0width$}", width = decimals.into()),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::amount::Decimals;
    use crate::report::Entry;
    use crate::report::examples::{form, id, ledger, month};
    use crate::report::live_sheet;
    use crate::unit::UnitKind;

    fn amount(text: &str) -> Amount {
        Amount::parse_signed(text, Decimals::TWO).unwrap()
    }

    fn column(role: Role, against: Against, decimals: Option<u8>) -> GridColumn {
        GridColumn { role, measure: None, against, decimals, across: 1 }
    }

    #[test]
    fn a_percentage_is_rounded_once_and_to_its_decimals() {
        for (now, before, decimals, told) in [
            ("115", "100", 1, Some("15.0")),
            ("1", "3", 2, Some("-66.67")),
            ("100.05", "100", 1, Some("0.1")),
            ("99.95", "100", 1, Some("-0.1")),
            ("99.96", "100", 1, Some("0.0")),
            ("100.5", "100", 0, Some("1")),
            ("0", "7", 1, Some("-100.0")),
            ("5", "0", 1, None),
            ("-0.5", "-0.4", 1, None),
            ("5", "-10", 0, None),
            ("-5", "10", 0, Some("-150")),
            ("999999999999.99", "0.01", 4, Some("9999999999999800.0000")),
        ] {
            assert_eq!(per_cent(amount(now), amount(before), decimals).as_deref(), told, "{now}/{before}");
        }
    }

    #[test]
    fn a_column_shows_what_its_role_says() {
        let ledger = ledger(UnitKind::from("street"), "2022-01", &[("2022-03", "2a=12.5")]);
        let mut cell = live_sheet(form(), &ledger, month("2022-03")).unwrap().cells[&id("2a")].clone();
        cell.previous = Some(amount("10"));
        let shown = |cell: &Cell, role| cell.shown(&column(role, Against::Previous, Some(1)));
        let texts =
            [Role::Month, Role::Total, Role::Previous, Role::LastYear, Role::Difference, Role::PerCent];
        assert_eq!(texts.map(|role| shown(&cell, role)), ["12.50", "12.50", "10.00", "", "2.50", "25.0"]);
        let last_year = column(Role::Difference, Against::LastYear, None);
        assert_eq!(cell.shown(&last_year), "", "nothing is known of the year before");
        cell.last_year = Some(amount("13"));
        assert_eq!(cell.shown(&last_year), "-0.50");
        cell.month = Entry::Blank;
        assert_eq!(shown(&cell, Role::PerCent), "", "a blank is not 0");
    }

    proptest! {
        /// The nearest of all numbers with those decimals, by cross-multiplication instead of division.
        #[test]
        fn a_percentage_is_the_nearest_there_is(now in 0_i64..1_000_000, before in 1_i64..1_000_000, decimals in 0_u8..5) {
            let [one, other] = [now, before].map(|hundredths| amount(&format!("{}.{:02}", hundredths / 100, hundredths % 100)));
            let text = per_cent(one, other, decimals).unwrap();
            let digits: i64 = text.replace('.', "").parse().unwrap();
            let scale = 10_i64.pow(decimals.into());
            // |digits / scale - 100 * (now - before) / before| ≤ 1 / (2 * scale)
            let off = (i128::from(digits) * i128::from(before) - 100 * i128::from(scale) * i128::from(now - before)).abs();
            prop_assert!(2 * off <= i128::from(before), "{} {} {}", now, before, text);
        }
    }
}
