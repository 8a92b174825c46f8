//! The columns of a table as a tree: headings over headings, and what stands in each column beneath them.

use serde::{Deserialize, Serialize};

/// A column, or a heading over several.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub heading: String,
    /// The columns under the heading; a column of its own has none.
    #[serde(default)]
    pub columns: Vec<Self>,
    /// What stands in the column; a heading over several has none.
    #[serde(default)]
    pub role: Option<Role>,
    /// Which figure of a row stands in it. Without one, all of them share the width.
    #[serde(default)]
    pub measure: Option<String>,
    /// The letter or number beneath the heading (甲, 1).
    #[serde(default)]
    pub letter: String,
    /// What a difference or a percentage is reckoned against.
    #[serde(default)]
    pub against: Against,
    /// The unit of its figures that name none.
    #[serde(default)]
    pub unit: String,
    /// The decimals of its figures, or of its percentages.
    #[serde(default)]
    pub decimals: Option<u8>,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The title of the section.
    Section,
    /// The number or code of the row.
    Number,
    /// What the row is about.
    Content,
    /// The unit of the row's figures.
    Unit,
    /// The month's figures.
    Month,
    /// Their totals.
    Total,
    /// The figures of the month before.
    Previous,
    /// The figures of the same month a year before.
    LastYear,
    /// How much more that is than before.
    Difference,
    /// How much more that is than before, in per cent.
    PerCent,
    /// Words that the officer types (备注).
    Text,
}

/// What a difference or a percentage is reckoned against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The month before (环比).
    #[default]
    Previous,
    /// The same month a year before (同比).
    LastYear,
}

impl Role {
    /// Whether it says something of a figure.
    pub const fn is_quantity(self) -> bool {
        matches!(
            self,
            Self::Month | Self::Total | Self::Previous | Self::LastYear | Self::Difference | Self::PerCent
        )
    }
}

impl Column {
    /// The column itself, or the columns under the heading.
    pub fn leaves(&self) -> Vec<&Self> {
        if self.columns.is_empty() {
            vec![self]
        } else {
            self.columns.iter().flat_map(Self::leaves).collect()
        }
    }

    /// How many headings stand one above the other.
    pub fn depth(&self) -> usize {
        1 + self.columns.iter().map(Self::depth).max().unwrap_or(0)
    }
}
