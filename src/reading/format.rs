//! Which number formats show a day and which show a month.
//!
//! Whoever types 2022年6月 into a cell of a Chinese spreadsheet gets the number of the 1st of June and a format that
//! shows only the month. Read as a day it would be a month too early.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use chrono::NaiveDate;

use super::Value;
use crate::period::Month;

/// What a date cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateFormat {
    /// Year, month and day, or at least a day.
    Day,
    /// Year and month.
    Month,
}

impl DateFormat {
    /// The built-in format of that number: those of every Excel, and those a Chinese one adds.
    pub(super) fn built_in(id: u32) -> Option<Self> {
        match id {
            17 | 27 | 36 | 50 | 52 | 57 => Some(Self::Month),
            14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => Some(Self::Day),
            _ => None,
        }
    }

    /// What the code of a format shows.
    pub(super) fn of_code(code: &str) -> Option<Self> {
        let letters = letters(code);
        let has = |letter| letters.contains(letter);
        match (has('y'), has('m'), has('d')) {
            (_, _, true) => Some(Self::Day),
            (true, true, false) => Some(Self::Month),
            _ => None,
        }
    }

    /// The value of a cell that has this format.
    pub(super) fn value(self, serial: f64, is_1904: bool) -> Option<Value> {
        let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        match self {
            Self::Day => NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map(Value::Day),
            Self::Month => Month::new(year.into(), month.into()).map(Value::Month),
        }
    }
}

/// The letters of a format that stand for parts of a date: without quoted texts, colours and escaped characters.
fn letters(code: &str) -> String {
    let first = code.split(';').next().unwrap_or_default();
    let (mut letters, mut characters) = (String::new(), first.chars());
    while let Some(character) = characters.next() {
        match character {
            '"' => characters.by_ref().take_while(|other| *other != '"').for_each(drop),
            '[' => characters.by_ref().take_while(|other| *other != ']').for_each(drop),
            '\\' | '_' | '*' => drop(characters.next()),
            other => letters.push(other.to_ascii_lowercase()),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_told_from_a_day() {
        for (code, expected) in [
            (r#"yyyy"年"m"月";@"#, Some(DateFormat::Month)),
            (r#"[$-804]yyyy"年"m"月"d"日""#, Some(DateFormat::Day)),
            ("yyyy-mm", Some(DateFormat::Month)),
            ("yyyy/m/d", Some(DateFormat::Day)),
            (r#"0.00" yd""#, None),
            (r"\y\m0", None),
            ("General", None),
            ("h:mm", None),
            ("\"", None),
        ] {
            assert_eq!(DateFormat::of_code(code), expected, "{code}");
        }
        assert_eq!(DateFormat::built_in(57), Some(DateFormat::Month));
        let june = 44_713.0;
        assert_eq!(DateFormat::Month.value(june, false).unwrap().text(), "2022年6月");
        assert_eq!(DateFormat::Day.value(june, false).unwrap().text(), "2022-06-01");
    }
}
