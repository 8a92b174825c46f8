//! The id of a text that the officer types and that is no figure: a remark in a row, or a field around the table.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::wording::quoted;

/// The id of a text: the number of its row, with a letter where the row has several; a letter alone for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    test,
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(type = "string"),
    schemars(with = "String", extend("pattern" = "^([0-9]+[a-z]?|[a-z])$"))
)]
pub struct TextId {
    /// The number of the row; `None` for a field around the table.
    pub row: Option<u16>,
    pub part: Option<char>,
}

/// An id that no text has.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("表里没有编号{}的文字栏；行里的写行号，例如 4，表外的写它的字母，例如 a", quoted(.0))]
pub struct UnknownText(pub String);

impl TextId {
    /// Whether it is a field around the table. What stands there is so from then on, until it is changed.
    pub fn is_field(self) -> bool {
        self.row.is_none()
    }
}

impl fmt::Display for TextId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.row.map_or(Ok(()), |row| write!(formatter, "{row}"))?;
        self.part.map_or(Ok(()), |part| write!(formatter, "{part}"))
    }
}

impl FromStr for TextId {
    type Err = UnknownText;

    fn from_str(text: &str) -> Result<Self, UnknownText> {
        let part = text.chars().next_back().filter(char::is_ascii_lowercase);
        let number = part.map_or(text, |part| text.strip_suffix(part).unwrap_or(text));
        let row = if number.is_empty() { Some(None) } else { number.parse().ok().map(Some) };
        row.map(|row| Self { row, part })
            .filter(|id| !text.is_empty() && id.to_string() == text)
            .ok_or_else(|| UnknownText(text.chars().take(20).collect()))
    }
}

impl Serialize for TextId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TextId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_fields_have_ids_of_their_own() {
        for text in ["4", "12b", "a"] {
            assert_eq!(text.parse::<TextId>().unwrap().to_string(), text);
        }
        for text in ["", "ab", "4ab", "A", "04", "四"] {
            assert!(text.parse::<TextId>().is_err(), "{text}");
        }
        assert!("a".parse::<TextId>().unwrap().is_field());
    }
}
