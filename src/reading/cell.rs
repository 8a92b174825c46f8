//! One cell: what it holds, and what an office sees of it, which may be something else.

use chrono::NaiveDate;

use crate::period::Month;

/// The longest text a cell of Excel holds, in characters.
pub(super) const LONGEST_TEXT: usize = 32_767;
/// How much of a longer text is kept, to show which one it is.
pub(super) const BEGINNING: usize = 40;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// A text, as it stands there: whatever characters it has.
    Text(String),
    /// A number that is shown as it is.
    Number(f64),
    /// A number that its format shows as something else: with words or a unit, as a per cent, a time or a part of a
    /// date, scaled, rounded, or not at all.
    Shown {
        /// What is stored.
        number: f64,
        /// What is seen.
        text: String,
    },
    Day(NaiveDate),
    /// A month, as a cell formatted `2022年6月` means it.
    Month(Month),
    /// Yes or no.
    Truth(bool),
    /// An error of the spreadsheet program, such as `#REF!`.
    Fault(String),
    /// A text longer than any cell may hold, with its beginning.
    TooLong(String),
}

impl Value {
    /// The value as the cell shows it.
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Shown { text, .. } | Self::Fault(text) | Self::TooLong(text) => {
                text.clone()
            }
            Self::Number(number) => shown(*number),
            Self::Day(day) => day.to_string(),
            Self::Month(month) => month.name(),
            Self::Truth(truth) => (if *truth { "TRUE" } else { "FALSE" }).to_owned(),
        }
    }

    pub(super) fn of_text(text: &str) -> Self {
        if text.is_empty() {
            return Self::Blank;
        }
        // Bytes first: counting the characters of every cell would cost more than reading it.
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            return Self::TooLong(text.chars().take(BEGINNING).collect());
        }
        Self::Text(text.to_owned())
    }
}

/// A spreadsheet shows 15 digits; what a float has beyond them (0.1 + 0.2) is noise.
fn shown(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// How a formula came by the value of its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A spreadsheet program has computed it.
    Computed,
    /// None ever has: the value, if there is one, was put there by the program that wrote the file.
    NotComputed,
}

/// What the text of a cell alone does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marking {
    /// It stands there as it is.
    #[default]
    Plain,
    /// All of it is crossed out.
    Struck,
    /// A part of it is crossed out.
    StruckInPart,
    /// A part of it is raised or lowered, as a note's number is.
    RaisedInPart,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// Whether a formula stands in it.
    pub formula: Option<Formula>,
    /// What of it is crossed out or raised.
    pub marking: Marking,
}

impl Cell {
    /// Why what stands in the cell is not simply its text, as a part of a sentence; none where it is.
    pub fn doubt(&self) -> Option<&'static str> {
        match (self.formula, self.marking) {
            (Some(Formula::NotComputed), _) => {
                Some("是公式，没有算出结果，请用 WPS 或 Excel 打开这个文件，保存后再试")
            }
            (_, Marking::Struck) => Some("划掉了，看不出还算不算"),
            (_, Marking::StruckInPart) => Some("有一部分划掉了，看不出哪一部分算数"),
            (_, Marking::RaisedInPart) => Some("有上标或下标，看不出是不是正文的一部分"),
            (_, Marking::Plain) => None,
        }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_shows_as_its_cell_does() {
        for (number, text) in
            [(3.0, "3"), (0.1 + 0.2, "0.3"), (-1234.5, "-1234.5"), (1e20, "100000000000000000000")]
        {
            assert_eq!(Value::Number(number).text(), text);
        }
    }
}
