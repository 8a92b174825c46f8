//! Adjustments (累计调整): an amount with a reason that is added to a month's total besides the month's own figure.
//!
//! If the totals that were reported on paper differ from the sum of the months, the difference is recorded here with
//! its reason, instead of being hidden in a month's figure. Nothing here judges whether an adjustment is right.

use serde::{Deserialize, Serialize};

use crate::amount::Amount;

/// The longest reason of an adjustment, and the longest 说明, in characters.
pub const LONGEST_REASON: usize = 200;

/// An amount that is added to a figure's total in one month, and the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Adjustment {
    /// The amount; negative if the total becomes smaller.
    pub amount: Amount,
    pub reason: String,
}

impl Adjustment {
    /// The adjustment in the notation of the store and its log: the amount, a space, the reason.
    pub fn text(&self) -> String {
        format!("{} {}", self.amount, self.reason)
    }

    /// Reads what [`Self::text`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let (amount, reason) = text.split_once(' ')?;
        let amount = serde_json::from_value(amount.into()).ok()?;
        Some(Self { amount, reason: reason.to_owned() }).filter(|read| !read.reason.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Decimals;

    #[test]
    fn an_adjustment_is_one_text() {
        let amount = Amount::parse_signed("-1.5", Decimals::TWO).unwrap();
        let adjustment = Adjustment { amount, reason: "纸质台账 多加了 1.50 吨".into() };
        assert_eq!(adjustment.text(), "-1.50 纸质台账 多加了 1.50 吨");
        assert_eq!(Adjustment::read(&adjustment.text()), Some(adjustment));
        for text in ["", "-1.50", "-1.50 ", "x 原因", "-.5 原因"] {
            assert_eq!(Adjustment::read(text), None, "{text:?}");
        }
    }
}
