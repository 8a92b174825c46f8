//! One cell of a sheet part: its elements, and the value they give.

use chrono::{Datelike as _, NaiveDate};

use super::super::cell::{Cell, Formula, Marking, Value};
use super::super::xml::Xml;
use super::super::{Area, ReadingError};
use super::texts::{RichText, unescaped};
use super::{Book, address};

/// A cell as it is written in the file.
#[derive(Debug, Default)]
pub(super) struct Spelt {
    /// The cell's own address, if it has one.
    pub(super) at: Option<(u32, u32)>,
    /// The type of its value.
    kind: String,
    style: usize,
    value: Option<String>,
    inline: Option<RichText>,
    pub(super) is_formula: bool,
    /// The area that its formula fills, if that is more than this cell.
    pub(super) fills: Option<Area>,
}

impl Spelt {
    /// Reads the cell that has just begun, up to its end.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadingError> {
        let mut spelt = Self::default();
        for attribute in xml.attributes() {
            let (name, value) = attribute?;
            match name {
                "r" => spelt.at = Some(address::cell(&value)?),
                "t" => spelt.kind = value.into_owned(),
                "s" if value.is_empty() => {}
                "s" => spelt.style = value.trim().parse().map_err(|_| ReadingError::Damaged)?,
                _ => {}
            }
        }
        let depth = xml.depth();
        while xml.child_of(depth)? {
            match xml.name() {
                "v" => spelt.value = Some(xml.content()?),
                "is" => spelt.inline = Some(RichText::read(xml)?),
                "f" => spelt.read_formula(xml)?,
                _ => {}
            }
        }
        Ok(spelt)
    }

    fn read_formula(&mut self, xml: &Xml<'_>) -> Result<(), ReadingError> {
        self.is_formula = true;
        let kind = xml.attribute("t")?;
        if matches!(kind.as_deref(), Some("array" | "dataTable"))
            && let Some(reference) = xml.attribute("ref")?
        {
            self.fills = Some(address::area(&reference)?).filter(|area| area.first != area.last);
        }
        Ok(())
    }

    /// The value and the marks of the cell.
    pub(super) fn cell(self, book: &Book, hides_zeros: bool) -> Result<Cell, ReadingError> {
        let formula = self.is_formula.then(|| self.formula(book));
        let style = self.style;
        let (value, marking) = self.value(book)?;
        let value = match value {
            Value::Text(text) => book.styles.format(style).of_text(&text),
            value => value,
        };
        let marking = if value == Value::Blank { Marking::Plain } else { marking };
        let value = match value {
            Value::Number(0.0) | Value::Shown { number: 0.0, .. } if hides_zeros => {
                Value::Shown { number: 0.0, text: String::new() }
            }
            value => value,
        };
        let indent = if matches!(value, Value::Text(_)) { book.styles.indent(style) } else { 0 };
        Ok(Cell { value, formula, marking, indent })
    }

    fn formula(&self, book: &Book) -> Formula {
        let (value, is_text) = (self.value.as_deref().map(str::trim), self.kind == "str");
        let is_number = self.kind.is_empty() || self.kind == "n";
        match value {
            None => Formula::NotComputed,
            // A text may really be empty; a number may not.
            Some("") if !is_text => Formula::NotComputed,
            // Programs that write workbooks without computing put a 0 there and ask for computing.
            Some(value) if is_number && book.recomputes && value.parse() == Ok(0.0) => Formula::NotComputed,
            Some(_) => Formula::Computed,
        }
    }

    fn value(self, book: &Book) -> Result<(Value, Marking), ReadingError> {
        let is_struck = book.styles.is_struck(self.style);
        let whole = if is_struck { Marking::Struck } else { Marking::Plain };
        if let Some(inline) = self.inline {
            return Ok((Value::of_text(&inline.text), inline.runs.marking(is_struck)));
        }
        let Some(spelt) = self.value else { return Ok((Value::Blank, Marking::Plain)) };
        let trimmed = spelt.trim();
        if trimmed.is_empty() && self.kind != "str" && self.kind != "inlineStr" {
            return Ok((Value::Blank, Marking::Plain));
        }
        let number = |number| book.styles.format(self.style).value(number, book.is_1904);
        let value = match self.kind.as_str() {
            "s" => {
                let shared = trimmed.parse().ok().and_then(|index| book.texts.get(index));
                let (text, runs) = shared.ok_or(ReadingError::Damaged)?;
                return Ok((Value::of_text(text), runs.marking(is_struck)));
            }
            "b" => match trimmed {
                "1" | "true" => Value::Truth(true),
                "0" | "false" => Value::Truth(false),
                _ => Value::of_text(&spelt),
            },
            "e" => Value::Fault(trimmed.to_owned()),
            "d" => of_moment(trimmed, book.is_1904).map_or_else(
                || Value::of_text(trimmed),
                |(day, serial)| match number(serial) {
                    Value::Number(_) => Value::Day(day),
                    shown => shown,
                },
            ),
            "" | "n" => of_number(trimmed).map_or_else(|| Value::Fault(trimmed.to_owned()), number),
            _ => Value::of_text(&unescaped(&spelt)),
        };
        Ok((value, whole))
    }
}

/// A number in the notation of the standard. Other notations that some programs write, such as 12,5, are not numbers.
fn of_number(text: &str) -> Option<f64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse::<f64>().ok().filter(|number| is_number && number.is_finite())
}

/// The day of a moment such as `2022-06-30T00:00:00`, and its date number in a spreadsheet.
fn of_moment(text: &str, is_1904: bool) -> Option<(NaiveDate, f64)> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let day: NaiveDate = day.parse().ok()?;
    let first =
        if is_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    let days = day.num_days_from_ce() - first?.num_days_from_ce();
    let mut parts = time.trim_end_matches('Z').split(':').map(|part| part.parse::<f64>().unwrap_or_default());
    let mut part = || parts.next().unwrap_or_default();
    let seconds = part() * 3600.0 + part() * 60.0 + part();
    Some((day, f64::from(days) + seconds / 86_400.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_standard_spells_is_a_number() {
        for (text, number) in [("12", 12.0), ("-1.5", -1.5), ("1.2E+3", 1200.0), (".5", 0.5)] {
            assert_eq!(of_number(text), Some(number), "{text}");
        }
        for text in ["12,5", "1,200", "inf", "NaN", "1e999", "0x10", "12吨", "１２", "1 2", ""] {
            assert_eq!(of_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_the_number_a_spreadsheet_keeps_for_it() {
        let day = NaiveDate::from_ymd_opt(2022, 6, 1).unwrap();
        for (text, number) in [
            ("2022-06-01", 44_713.0),
            ("2022-06-01T12:00:00", 44_713.5),
            ("2022-06-01T06:00:00.000Z", 44_713.25),
        ] {
            assert_eq!(of_moment(text, false), Some((day, number)), "{text}");
            assert_eq!(of_moment(text, true), Some((day, number - 1462.0)), "{text}");
        }
        assert_eq!(of_moment("2022年6月1日", false), None);
        assert_eq!(of_moment("12:00:00", false), None);
    }
}
