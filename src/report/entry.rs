//! The text of a 当月 cell, and what it says: an amount, nothing yet, or something that is no amount.

use serde::{Deserialize, Serialize};

use crate::amount::{Amount, AmountError, trim};
use crate::notice::Figure;

/// What a cell holds. A value, a blank and 不填 are never mixed; what cannot be read is kept and told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Entry {
    /// Not yet known.
    Blank,
    /// An amount; 0 is one.
    Value { amount: Amount },
    /// A text that is no amount, with the reason.
    Unreadable {
        /// What was typed.
        text: String,
        /// What is wanted instead.
        problem: String,
    },
    /// The unit leaves this row empty.
    NotApplicable,
}

impl Entry {
    /// Reads the text of a cell.
    pub fn read(figure: &Figure, text: Option<&str>) -> Self {
        match text.map(trim) {
            None | Some("") => Self::Blank,
            Some(text) => match Amount::parse(text, figure.decimals()) {
                Ok(amount) => Self::Value { amount },
                Err(problem) => Self::Unreadable { text: text.to_owned(), problem: problem.to_string() },
            },
        }
    }

    /// The amount, if there is one.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Value { amount } => Some(*amount),
            _ => None,
        }
    }

    /// The text as it stands in the cell.
    pub fn text(&self) -> String {
        match self {
            Self::Value { amount } => amount.to_string(),
            Self::Unreadable { text, .. } => text.clone(),
            Self::Blank | Self::NotApplicable => String::new(),
        }
    }
}

/// The longest text a cell keeps; anything longer is no figure.
pub const LONGEST_TEXT: usize = 100;

/// What of a typed text is kept: `None` for a blank, the canonical amount, or the text itself where it cannot be
/// read. Control characters and whatever is past [`LONGEST_TEXT`] are not kept.
pub fn kept_text(figure: &Figure, typed: &str) -> Option<String> {
    let text = match Entry::read(figure, Some(typed)) {
        Entry::Unreadable { text, .. } => {
            text.chars().filter(|character| !character.is_control()).take(LONGEST_TEXT).collect()
        }
        entry => entry.text(),
    };
    (!text.is_empty()).then_some(text)
}

/// Reads a text that must be an amount or blank: for the command line, where nobody looks at a red cell.
pub fn strict_text(figure: &Figure, typed: &str) -> Result<Option<String>, AmountError> {
    match trim(typed) {
        "" => Ok(None),
        text => Amount::parse(text, figure.decimals()).map(|amount| Some(amount.to_string())),
    }
}
