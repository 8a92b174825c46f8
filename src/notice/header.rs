//! The fields around a form's table: their labels and what stands behind them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::TextId;
use crate::unit::Unit;

/// Fields with their labels, around the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(transparent)]
pub struct Header(pub Vec<Field>);

/// A label and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The label, with its colon.
    pub label: String,
    pub is: FieldKind,
    /// The letter by which a typed field is known.
    #[serde(default)]
    pub id: Option<TextId>,
    /// The text of a fixed field.
    #[serde(default)]
    pub text: String,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// The name of the unit (填报单位).
    Unit,
    /// The month that is reported (2026年9月).
    Month,
    /// The day of the report (填报时间).
    Date,
    /// Who fills it in (填报人).
    Person,
    /// Their telephone number (联系电话).
    Phone,
    /// A text of the notice (表号：…).
    Fixed,
    /// Typed by the officer, and so from then on until it is changed (单位负责人：).
    Text,
    /// Left empty, to be signed on paper (审核人：).
    Signed,
}

impl Header {
    /// The labels, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|field| field.label.as_str())
    }

    /// The label of a field; empty if the form has no such field.
    pub fn label(&self, kind: FieldKind) -> &str {
        self.0.iter().find(|field| field.is == kind).map_or("", |field| &field.label)
    }

    /// The fields as labels and values; the day and the month in words.
    pub fn fields(
        &self,
        unit: &Unit,
        [month, day]: [&str; 2],
        texts: &BTreeMap<TextId, String>,
    ) -> Vec<(&str, String)> {
        let value = |field: &Field| match field.is {
            FieldKind::Unit => unit.name.clone(),
            FieldKind::Month => month.to_owned(),
            FieldKind::Date => day.to_owned(),
            FieldKind::Person => unit.person.clone(),
            FieldKind::Phone => unit.phone.clone(),
            FieldKind::Fixed => field.text.clone(),
            FieldKind::Text => field.id.and_then(|id| texts.get(&id)).cloned().unwrap_or_default(),
            FieldKind::Signed => String::new(),
        };
        self.0.iter().map(|field| (field.label.as_str(), value(field))).collect()
    }
}
