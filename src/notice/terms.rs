//! What has to hold between figures, as a definition says it and as it is reckoned.

use serde::{Deserialize, Serialize};

use super::FigureId;
use crate::amount::{Amount, AmountError, Decimals};

/// What has to hold between figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Such as `1=2+3-4`, `2≤1` or `a=b+c`.
    pub says: String,
    /// What the names in it are.
    #[serde(default)]
    pub of: RelationOf,
    /// How far the two sides may be apart, as an amount; for roundings.
    #[serde(default)]
    pub tolerance: Option<String>,
    /// Whether the left side is reckoned instead of typed.
    #[serde(default)]
    pub derived: bool,
    /// The relation between single figures, one for each column or row that it holds in.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub between: Vec<Between>,
}

/// A relation between single figures: their sum, with their signs, compared with 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Between {
    pub left: Vec<Term>,
    pub sign: Sign,
    pub right: Vec<Term>,
}

/// What the names in a relation are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RelationOf {
    /// Numbers of rows; it holds in every column.
    #[default]
    Rows,
    /// Measures of columns; it holds in every row.
    Columns,
    /// Ids of figures.
    Figures,
}

/// How the two sides of a relation compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// =
    Equal,
    /// ≤
    AtMost,
    /// ≥
    AtLeast,
}

/// A figure that is added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Term {
    pub figure: FigureId,
    /// Whether it is taken away.
    pub minus: bool,
}

impl Relation {
    /// How far the two sides may be apart.
    pub fn allowed(&self) -> Result<Amount, AmountError> {
        self.tolerance
            .as_deref()
            .map_or(Ok(Amount::zero(Decimals::NONE)), |text| Amount::parse(text, Decimals::FOUR))
    }
}
