//! The id of a figure: the number of its row, followed by a letter if the row has several figures.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::wording::quoted;

/// The id of a figure, such as `4` or `10a`. Ids are sorted in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(type = "string"), schemars(with = "String", extend("pattern" = "^[0-9]+[a-z]?$")))]
pub struct FigureId {
    /// The number of the row.
    pub row: u16,
    /// A letter, if the row has several figures.
    pub part: Option<char>,
}

/// An id that no figure has.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("表中没有编号{}的数；编号是行号，一行两个数的再加 a、b，例如 4、10a", quoted(.0))]
pub struct UnknownFigure(pub String);

impl fmt::Display for FigureId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.row)?;
        self.part.map_or(Ok(()), |part| write!(formatter, "{part}"))
    }
}

impl FromStr for FigureId {
    type Err = UnknownFigure;

    fn from_str(text: &str) -> Result<Self, UnknownFigure> {
        let part = text.chars().next_back().filter(char::is_ascii_lowercase);
        let number = part.map_or(text, |part| text.trim_end_matches(part));
        let row = number.parse().ok();
        row.map(|row| Self { row, part })
            .filter(|id| id.to_string() == text)
            .ok_or_else(|| UnknownFigure(text.chars().take(20).collect()))
    }
}

impl Serialize for FigureId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FigureId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_in_one_way_only() {
        for text in ["4", "10a", "18"] {
            assert_eq!(text.parse::<FigureId>().unwrap().to_string(), text);
        }
        for text in ["", "a", "04", "+4", "4A", "4aa", "4 ", "65536", "-1", "４"] {
            assert!(text.parse::<FigureId>().is_err(), "{text}");
        }
    }

    #[test]
    fn ids_sort_as_the_form_is_read() {
        let mut ids: Vec<FigureId> = ["10b", "2a", "18", "10a", "4"].map(|text| text.parse().unwrap()).into();
        ids.sort();
        assert_eq!(ids.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2a", "4", "10a", "10b", "18"]);
    }
}
