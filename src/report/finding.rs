//! The findings of the checks: their level, their subject and their sentence.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::notice::{Figure, FigureId, Row};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A mistake; it blocks a final report.
    Error,
    /// A cell that is not filled yet: it blocks a final report, but is not a mistake.
    Blank,
    /// Something to look at again: it blocks nothing.
    Warning,
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// The text is not an amount.
    Unreadable,
    /// The cell is empty.
    Blank,
    /// A part is larger than its whole.
    PartExceedsWhole,
    /// The total of a part is larger than that of its whole, though no month shows it.
    PartTotalExceedsWhole,
    /// A part is filled, but its whole is not.
    WholeBlank,
    /// The figure is ten times last month's or more.
    FarAboveLastMonth,
    /// The figure is a tenth of last month's or less.
    FarBelowLastMonth,
    /// The opening balance of some figures is missing.
    OpeningMissing,
    /// The text in the opening balance is not an amount, so the total does not contain it.
    OpeningUnreadable,
    /// An adjustment makes the total negative.
    NegativeTotal,
    /// Earlier months are blank and missing in the totals.
    MonthsMissing,
    /// What has to hold between the month's figures does not.
    RelationBroken,
    /// What has to hold between figures does not hold between their totals, though it does in the month.
    TotalRelationBroken,
}

/// What a finding is about: its code, and its figure if it has one. A 说明 refers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The code of the finding.
    pub code: CheckCode,
    pub figure: Option<FigureId>,
}

/// A text that is not a valid subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSubject;

/// In the notation of the store and its log: `far_above_last_month@2a`.
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
    /// How serious it is.
    pub level: Level,
    /// The code of the finding.
    pub code: CheckCode,
    /// The figure; `None` if the finding is about the month.
    pub figure: Option<FigureId>,
    pub sentence: String,
    /// The written answer to a warning (说明).
    pub explanation: Option<String>,
}

impl Check {
    /// The subject of the finding.
    pub fn subject(&self) -> Subject {
        Subject { code: self.code, figure: self.figure }
    }
}

/// Something found about one figure.
pub(super) fn finding(row: &Row, figure: &Figure, level: Level, code: CheckCode, what: &str) -> Check {
    Check {
        level,
        code,
        figure: Some(figure.id),
        sentence: format!("{}{what}", row.figure_called(figure)),
        explanation: None,
    }
}
