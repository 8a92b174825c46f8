//! What a check found in a month: how grave it is, what it is about, and the sentence that tells it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::notice::FigureId;

/// How grave a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Wrong in itself: it blocks a final report.
    Error,
    /// Not yet filled: it blocks a final report, but is no mistake.
    Blank,
    /// Worth a second look: it never blocks.
    Warning,
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// The text is no amount.
    Unreadable,
    /// The cell is empty.
    Blank,
    /// A part is larger than its whole.
    PartExceedsWhole,
    /// The total of a part is larger than that of its whole, though no month shows it.
    PartTotalExceedsWhole,
    /// A part is filled and its whole is not.
    WholeBlank,
    /// Ten times last month or more.
    FarAboveLastMonth,
    /// A tenth of last month or less.
    FarBelowLastMonth,
    /// The opening balance of some figures was not entered.
    OpeningMissing,
    /// The text in the opening balance is no amount, and the total lacks it.
    OpeningUnreadable,
    /// An adjustment takes more away than there is.
    NegativeTotal,
    /// Totals lack earlier months that are blank.
    MonthsMissing,
}

/// What a finding is about: its code, and the figure if it is about one. A 说明 answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// What was found.
    pub code: CheckCode,
    pub figure: Option<FigureId>,
}

/// A text that names no finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSubject;

/// As the store and its log keep it: `far_above_last_month@2a`.
impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = serde_json::to_value(self.code).unwrap_or_default();
        formatter.write_str(code.as_str().unwrap_or_default())?;
        self.figure.map_or(Ok(()), |figure| write!(formatter, "@{figure}"))
    }
}

impl FromStr for Subject {
    type Err = UnknownSubject;

    fn from_str(text: &str) -> Result<Self, UnknownSubject> {
        let (code, figure) = text.split_once('@').map_or((text, None), |(code, figure)| (code, Some(figure)));
        let code = serde_json::from_value(code.into()).map_err(|_| UnknownSubject)?;
        let figure = figure.map(str::parse).transpose().map_err(|_| UnknownSubject)?;
        Ok(Self { code, figure })
    }
}

/// One finding, as a sentence for the officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Check {
    /// How grave it is.
    pub level: Level,
    /// What was found.
    pub code: CheckCode,
    /// The figure it is about; `None` if it is about the month.
    pub figure: Option<FigureId>,
    pub sentence: String,
    /// The written answer to a warning (说明).
    pub explanation: Option<String>,
}

impl Check {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        Subject { code: self.code, figure: self.figure }
    }
}
