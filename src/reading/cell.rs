//! One cell: its value, and what an office sees of it, which may be different.

use chrono::NaiveDate;

use crate::period::Month;

/// The longest text a cell of Excel holds, in characters.
pub(super) const LONGEST_TEXT: usize = 32_767;
/// How many characters of a longer text are kept, to show which text it is.
pub(super) const BEGINNING: usize = 40;

/// The value of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Blank,
    /// A text exactly as it is in the file.
    Text(String),
    /// A number that is shown as it is.
    Number(f64),
    /// A number that its format shows as something else: with words or a unit, as a percentage, a time or a
    /// part of a date, scaled, rounded, or not at all.
    Shown {
        /// The stored number.
        number: f64,
        /// The shown text.
        text: String,
    },
    Day(NaiveDate),
    /// A month, from a cell formatted like `2022年6月`.
    Month(Month),
    /// True or false.
    Truth(bool),
    /// An error value of the spreadsheet program, such as `#REF!`.
    Fault(String),
    /// A text longer than a cell may hold; only its beginning is kept.
    TooLong(String),
}

impl Value {
    /// The value as a text, as the cell shows it.
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
        // Compares bytes first: counting the characters of every cell would take longer than reading it.
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            return Self::TooLong(text.chars().take(BEGINNING).collect());
        }
        Self::Text(text.to_owned())
    }
}

/// A spreadsheet shows 15 digits; the further digits of a float (0.1 + 0.2) are noise.
fn shown(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// Where the value of a cell with a formula comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A spreadsheet program has computed the value.
    Computed,
    /// The formula was never computed: a value, if there is one, was written by the program that made the file.
    NotComputed,
}

/// Marks on the text of a cell that change its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marking {
    /// The text has no such marks.
    #[default]
    Plain,
    /// The whole text is crossed out.
    Struck,
    /// A part of the text is crossed out.
    StruckInPart,
    /// A part of the text is raised or lowered, like the number of a footnote.
    RaisedInPart,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub value: Value,
    pub formula: Option<Formula>,
    /// The marks on its text.
    pub marking: Marking,
    /// How far its text is moved in by the file's own settings, in half-width characters. Spaces in the text of a
    /// workbook are still in the text; those before the text of a Word cell are counted here.
    pub indent: u8,
}

impl Cell {
    /// Why the cell's text cannot be taken as it is, as a part of a sentence; `None` if it can.
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
