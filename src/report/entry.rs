//! The text of a 当月 cell and its meaning: an amount, a blank, or something that is not an amount.

use serde::{Deserialize, Serialize};

use crate::amount::{Amount, AmountError, Sum, trim};
use crate::notice::Figure;

/// The most characters of a text that is no figure: a remark in a row, or a field around the table.
pub const LONGEST_TYPED_TEXT: usize = 100;

/// The content of a cell. A value, a blank and 不填 are never mixed; a text that cannot be read is kept and reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Entry {
    /// The value is not known yet.
    Blank,
    /// An amount, which may be 0.
    Value {
        amount: Amount,
        /// The sum that was typed for it; none if the amount itself was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        terms: Option<String>,
    },
    /// A text that is not an amount, with the reason.
    Unreadable {
        text: String,
        /// What is expected instead.
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
            Some(text) => match Sum::parse(text, figure.decimals()) {
                Ok(Sum { amount, terms }) => Self::Value { amount, terms },
                Err(problem) => Self::Unreadable { text: text.to_owned(), problem: problem.to_string() },
            },
        }
    }

    /// An amount that was not added up from others.
    pub fn of(amount: Amount) -> Self {
        Self::Value { amount, terms: None }
    }

    /// The amount, if there is one.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Value { amount, .. } => Some(*amount),
            _ => None,
        }
    }

    /// The sum that was typed, if it was one.
    pub fn terms(&self) -> Option<&str> {
        match self {
            Self::Value { terms, .. } => terms.as_deref(),
            _ => None,
        }
    }

    /// The text of the cell wherever figures are shown: of a sum, its result.
    pub fn text(&self) -> String {
        match self {
            Self::Value { amount, .. } => amount.to_string(),
            Self::Unreadable { text, .. } => text.clone(),
            Self::Blank | Self::NotApplicable => String::new(),
        }
    }

    /// The text of the cell where it is edited and logged: of a sum, its terms.
    fn typed(self) -> String {
        match self {
            Self::Value { terms: Some(terms), .. } => terms,
            other => other.text(),
        }
    }
}

/// The longest text in characters that a cell keeps.
pub const LONGEST_TEXT: usize = 100;

/// The part of a typed text that is kept: the canonical amount or sum, or the text itself if it cannot be read;
/// `None` for a blank. Control characters are kept as spaces, and a text that is too long is cut and ends with `…`:
/// otherwise `12\n5` or the beginning of a long number would be read as another number later.
pub fn kept_text(figure: &Figure, typed: &str) -> Option<String> {
    let typed = without_controls(typed);
    let text = match Entry::read(figure, Some(&typed)) {
        Entry::Unreadable { text, .. } if text.chars().count() > LONGEST_TEXT => {
            text.chars().take(LONGEST_TEXT - 1).chain(['…']).collect()
        }
        Entry::Unreadable { text, .. } => text,
        entry => entry.typed(),
    };
    (!text.is_empty()).then_some(text)
}

/// Refuses a text that is not an amount, a sum or blank, for the command line, which has no red cell to show an error.
pub fn refuse_unreadable(figure: &Figure, typed: &str) -> Result<(), AmountError> {
    match trim(typed) {
        "" => Ok(()),
        text => Sum::parse(text, figure.decimals()).map(drop),
    }
}

fn without_controls(typed: &str) -> String {
    typed.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
