//! What a cell shows for a number, by its number format.
//!
//! If somebody types 2022年6月 into a cell of a Chinese spreadsheet, the cell gets the number of the 1st of June and a
//! format that shows only the month; read as a day it would mean the wrong month. And a cell that shows 3500公斤 may
//! hold 3500 or 3.5. A library draws what a format shows; this module decides what it means for the number.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use chrono::{Datelike as _, NaiveDate};
use ssfmt::{DateSystem, FormatOptions, NumberFormat};

use super::Value;
use super::guard::guarded;
use crate::period::Month;

/// The largest difference between a shown and a stored number; rounding errors of floats in a sum are far smaller.
const NOISE: f64 = 2e-9;
/// The date number of the day after 9999-12-31.
const AFTER_LAST_DAY: f64 = 2_958_466.0;
/// The longest format code that is read, and how many characters of a longer one are shown.
const LONGEST_CODE: usize = 255;
const BEGINNING: usize = 40;

/// One number format.
#[derive(Debug, Default)]
pub(super) struct Format {
    code: String,
    shows: Shows,
}

#[derive(Debug, Default)]
enum Shows {
    #[default]
    Number,
    /// Shows a date, with at least a month and a day.
    Day,
    /// Shows a year and a month.
    Month,
    /// Shows a day of the week.
    Weekday,
    /// Shows what the code draws; `None` if the code cannot be read.
    Drawn(Option<Box<NumberFormat>>),
    /// Shows a time or a part of a date, which is not a number even if it looks like the stored one.
    Moment(Option<Box<NumberFormat>>),
}

impl Format {
    /// The built-in format with a number: those of every Excel, and those of a Chinese one.
    pub(super) fn built_in(id: u32) -> Self {
        Self::of_code(match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 | 6 => "¥#,##0;¥-#,##0",
            7 | 8 => "¥#,##0.00;¥-#,##0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            12 => "# ?/?",
            13 => "# ??/??",
            14 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 | 34 | 55 => "h:mm AM/PM",
            19 | 35 | 56 => "h:mm:ss AM/PM",
            20 | 32 => "h:mm",
            21 | 33 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
            28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
            30 => "m-d-yy",
            31 => "yyyy\"年\"m\"月\"d\"日\"",
            37 | 38 => "#,##0_);(#,##0)",
            39 | 40 => "#,##0.00_);(#,##0.00)",
            41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
            42 => "_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* \"-\"_ ;_ @_ ",
            43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            44 => "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mmss.0",
            48 => "##0.0E+0",
            _ => "",
        })
    }

    /// The format with a code.
    pub(super) fn of_code(code: &str) -> Self {
        let code = spelt_out(code);
        let letters = letters(&code);
        let has = |letter| letters.contains(letter);
        let has_year = has('y') || has('e') && !has('0') && !has('#');
        let shows = if is_plain(&code) {
            Shows::Number
        } else if has('d') && has('m') && !says_more(&code) {
            Shows::Day
        } else if has_year && has('m') && !has('h') && !has('s') && !says_more(&code) {
            Shows::Month
        } else if letters.contains("aaa") && !has('m') && !has_year && !has('h') {
            Shows::Weekday
        } else {
            let readable = Some(&code).filter(|code| code.len() <= LONGEST_CODE && is_closed(code));
            let drawn = readable.and_then(|code| guarded(|| NumberFormat::parse(code).ok())?).map(Box::new);
            // A character that fills the cell may look like a part of the number.
            let fills =
                code.split('*').skip(1).any(|rest| rest.starts_with(|fill: char| fill.is_alphanumeric()));
            if fills || letters.contains(['y', 'm', 'd', 'h', 's']) {
                Shows::Moment(drawn)
            } else {
                Shows::Drawn(drawn)
            }
        };
        Self { code, shows }
    }

    /// What a cell with this format shows for a number.
    pub(super) fn value(&self, number: f64, is_1904: bool) -> Value {
        let moment = || ExcelDateTime::new(number, ExcelDateTimeType::DateTime, is_1904).to_ymd_hms_milli();
        // No program shows a date outside of this range.
        let first = if is_1904 { 0.0 } else { 1.0 };
        let day = || {
            let (year, month, day, ..) = (first..AFTER_LAST_DAY).contains(&number).then(moment)?;
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        };
        let as_stored = || {
            let code: String = self.code.chars().take(BEGINNING).collect();
            Value::Shown { number, text: format!("{}（{code}）", Value::Number(number).text()) }
        };
        match &self.shows {
            Shows::Number => Value::Number(number),
            Shows::Day => day().map_or_else(as_stored, Value::Day),
            Shows::Month => {
                day().and_then(|day| Month::new(day.year(), day.month())).map_or_else(as_stored, Value::Month)
            }
            Shows::Weekday => day().map_or_else(as_stored, |day| {
                let names = ["一", "二", "三", "四", "五", "六", "日"];
                let name = names.get(day.weekday().num_days_from_monday() as usize).unwrap_or(&"");
                Value::Shown { number, text: format!("星期{name}") }
            }),
            Shows::Drawn(None) | Shows::Moment(None) => as_stored(),
            Shows::Drawn(Some(format)) | Shows::Moment(Some(format)) => {
                let date_system = if is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
                let options = FormatOptions { date_system, ..FormatOptions::default() };
                // The library cannot draw some codes that no program accepts; only their own cells are affected.
                let drawn = if is_left_out(&self.code, number) {
                    Some(String::new())
                } else {
                    guarded(|| format.format(number, &options))
                };
                let Some(text) = drawn.map(|text| text.trim().to_owned()) else { return as_stored() };
                match (&self.shows, is_same(&text, number)) {
                    (Shows::Drawn(_), true) => Value::Number(number),
                    // The day of the first of a month looks like a number; the code shows that it is a date.
                    (_, true) => as_stored(),
                    (_, false) => Value::Shown { number, text },
                }
            }
        }
    }

    /// What a cell with this format shows for a text: the fourth part of its code is for texts, or the last
    /// one if it contains an @.
    pub(super) fn of_text(&self, text: &str) -> Value {
        if !self.code.contains(['@', ';']) {
            return Value::of_text(text);
        }
        let parts = parts(&self.code);
        let part = match parts.as_slice() {
            [_, _, _, part, ..] => Some(part),
            fewer => fewer.last().filter(|part| part.contains('@')),
        };
        match part {
            Some(part) => Value::of_text(&drawn_text(part, text)),
            None => Value::of_text(text),
        }
    }
}

/// A text as shown by the part of a code for texts.
fn drawn_text(part: &str, text: &str) -> String {
    let (mut drawn, mut characters) = (String::new(), part.chars());
    while let Some(character) = characters.next() {
        match character {
            '"' => drawn.extend(characters.by_ref().take_while(|other| *other != '"')),
            '[' => characters.by_ref().take_while(|other| *other != ']').for_each(drop),
            '\\' | '!' => drawn.extend(characters.next()),
            '_' | '*' => drop(characters.next()),
            '@' => drawn.push_str(text),
            other => drawn.push(other),
        }
    }
    if drawn == "General" { text.to_owned() } else { drawn }
}

/// Whether a code shows any number unchanged.
fn is_plain(code: &str) -> bool {
    code.is_empty() || code == "@" || code.eq_ignore_ascii_case("general")
}

/// Whether a text is that number and nothing else. Commas between thousands are allowed.
fn is_same(text: &str, number: f64) -> bool {
    let is_number = text.starts_with(|first: char| first.is_ascii_digit() || "-.".contains(first))
        && text.chars().all(|character| character.is_ascii_digit() || "-.,".contains(character));
    let plain = text.replace(',', "");
    is_number
        && plain
            .parse::<f64>()
            .is_ok_and(|shown| (shown - number).abs() <= NOISE.max(number.abs() * f64::EPSILON * 4.0))
}

/// Whether the part of a code for the number is empty, so that nothing is shown: `0;;` has an empty part for
/// negative numbers and one for zero.
fn is_left_out(code: &str, number: f64) -> bool {
    let parts = parts(code);
    if parts.iter().any(|part| part.trim_start().starts_with("[<") || part.trim_start().starts_with("[>")) {
        return false;
    }
    let part = match parts.len() {
        0 | 1 => 0,
        2 => usize::from(number < 0.0),
        _ if number < 0.0 => 1,
        _ if number == 0.0 => 2,
        _ => 0,
    };
    parts.len() > 1 && parts.get(part).is_some_and(String::is_empty)
}

/// Splits a code at its semicolons, except for those in quotation marks.
fn parts(code: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for character in code.chars() {
        if character == ';' && !quoted && !escaped {
            parts.push(String::new());
            continue;
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts
}

/// A code in the notation of the standard: a Chinese Excel has its own words for two codes, and uses ! to
/// escape a character.
fn spelt_out(code: &str) -> String {
    let code = code.trim().replace("G/通用格式", "General").replace("上午/下午", "AM/PM");
    let (mut spelt, mut quoted, mut characters) = (String::new(), false, code.chars());
    while let Some(character) = characters.next() {
        quoted ^= character == '"';
        match character {
            '!' if !quoted => spelt.push('\\'),
            other => spelt.push(other),
        }
        if !quoted && "\\!".contains(character) {
            spelt.extend(characters.next());
        }
    }
    spelt
}

/// Whether a code for a date contains other words: 2022年6月底前.
fn says_more(code: &str) -> bool {
    let is_quoted = code
        .split('"')
        .skip(1)
        .step_by(2)
        .any(|text| text.chars().any(|letter| letter.is_ascii_alphanumeric()));
    let mut words = code.chars().filter(|character| !character.is_ascii());
    is_quoted || words.any(|word| !"年月日号时分秒星期、，．／－".contains(word))
}

/// Whether all quotation marks of a code come in pairs.
fn is_closed(code: &str) -> bool {
    let mut characters = code.chars();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        match character {
            '"' => quoted = !quoted,
            '\\' if !quoted => drop(characters.next()),
            _ => {}
        }
    }
    !quoted
}

/// The letters and digits of a code that stand for parts of a number or a date: without quoted texts, colours
/// and escaped characters.
fn letters(code: &str) -> String {
    let first = parts(code).into_iter().next().unwrap_or_default();
    let (mut letters, mut characters) = (String::new(), first.chars());
    while let Some(character) = characters.next() {
        match character {
            '"' => characters.by_ref().take_while(|other| *other != '"').for_each(drop),
            '[' => {
                let inner: String = characters.by_ref().take_while(|other| *other != ']').collect();
                // [h] counts hours beyond a day; all other brackets are colours, languages or conditions.
                if inner.chars().all(|letter| "hmsHMS".contains(letter)) {
                    letters.push_str(&inner.to_ascii_lowercase());
                }
            }
            '\\' | '_' | '*' | '!' => drop(characters.next()),
            other => letters.push(other.to_ascii_lowercase()),
        }
    }
    letters.replace("general", "").replace("am/pm", "").replace("e+", "").replace("e-", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: f64) -> Value {
        Format::of_code(code).value(number, false)
    }

    #[test]
    fn a_month_is_told_from_a_day() {
        let june = 44_713.0;
        for (code, text) in [
            (r#"yyyy"年"m"月";@"#, "2022年6月"),
            (r#"e"年"m"月""#, "2022年6月"),
            (r#"[$-804]yyyy"年"m"月"d"日""#, "2022-06-01"),
            ("yyyy-mm", "2022年6月"),
            ("mmm-yy", "2022年6月"),
            ("yyyy/m/d", "2022-06-01"),
            ("yyyy/m/d h:mm", "2022-06-01"),
            (r#"m"月"d"日""#, "2022-06-01"),
            ("yyyy!年m!月", "2022年6月"),
        ] {
            let value = shown(code, june);
            assert!(matches!(value, Value::Day(_) | Value::Month(_)), "{code}: {value:?}");
            assert_eq!(value.text(), text, "{code}");
        }
        assert_eq!(Format::built_in(57).value(june, false).text(), "2022年6月");
        assert_eq!(Format::built_in(14).value(june, false).text(), "2022-06-01");
        assert_eq!(Format::built_in(14).value(june - 1462.0, true).text(), "2022-06-01");
    }

    #[test]
    fn what_shows_the_number_is_the_number() {
        for (code, number) in [
            ("", 12.0),
            ("General", 0.1 + 0.2),
            ("G/通用格式", 12.5),
            ("@", 12.0),
            ("0", 12.0),
            ("0.00", 12.5),
            ("0.0_ ", 12.0),
            ("#,##0.00", 1234.5),
            ("#,##0.00_);(#,##0.00)", 1234.5),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", 12.0),
            ("[Red]0", 12.0),
            ("[>=1000]#,##0;0", 1200.0),
            ("000", 12.0),
            ("0;-0;;@", 12.0),
        ] {
            let value = shown(code, number);
            assert_eq!(value, Value::Number(number), "{code}");
        }
        for id in [0, 1, 3, 37, 41] {
            assert_eq!(Format::built_in(id).value(1200.0, false), Value::Number(1200.0), "{id}");
        }
    }

    #[test]
    fn what_shows_more_or_other_than_the_number_is_told_as_it_is_shown() {
        for (code, number, text) in [
            (r#"0"公斤""#, 3500.0, "3500公斤"),
            (r#"0"吨""#, 12.0, "12吨"),
            ("约0", 12.0, "约12"),
            (r#"0,"千""#, 12_000.0, "12千"),
            ("0,", 12_000.0, "12"),
            (r#"[>=1000]0.0,"吨";0"公斤""#, 1500.0, "1.5吨"),
            ("0%", 0.35, "35%"),
            ("0", 12.5, "13"),
            ("0.00", 12.345, "12.35"),
            ("0.00E+00", 12_000.0, "1.20E+04"),
            ("# ?/?", 12.5, "12 1/2"),
            ("h:mm", 0.5, "12:00"),
            ("[h]:mm", 0.5, "12:00"),
            (r#"m"月""#, 44_713.0, "6月"),
            (r#"yyyy"年""#, 44_713.0, "2022年"),
            (r#"e"年""#, 44_713.0, "2022年"),
            ("aaaa", 44_713.0, "星期三"),
            ("d", 44_713.0, "1"),
            (r#"yyyy"年"m"月底前""#, 44_713.0, "2022年6月底前"),
            (r#"0!.0,"万元""#, 500_000.0, "50.0万元"),
            (r#"0"!"\!"#, 5.0, "5!!"),
            (r#"yyyy"/"m" plan""#, 44_713.0, "2022/6 plan"),
            (r"\y\m0", 5.0, "ym5"),
            ("0;0", -3.0, "3"),
            ("(0)", 3.0, "(3)"),
            (";;;", 12.0, ""),
            ("0;-0;;@", 0.0, ""),
            ("\"99999\"", 12.0, "99999"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "-"),
            ("_ ¥* #,##0.00_ ", 12.0, "¥12.00"),
        ] {
            assert_eq!(shown(code, number), Value::Shown { number, text: text.to_owned() }, "{code}");
        }
    }

    #[test]
    fn a_time_or_a_part_of_a_date_is_never_a_number() {
        for (code, number) in
            [("0*9", 128.0), ("d", 1.0), ("dd;\"\";\"\"", 1.0), ("h:mm;@", -3.0), ("[h]", 0.0), ("m", 12.0)]
        {
            let Value::Shown { text, .. } = shown(code, number) else { panic!("{code}") };
            assert_ne!(text.parse(), Ok(number), "{code}");
        }
    }

    #[test]
    fn a_text_is_what_its_format_shows_of_it() {
        for (code, text, expected) in [
            ("", "12", "12"),
            ("@", "12", "12"),
            ("0.00", "12", "12"),
            ("0;-0;0;@", "12", "12"),
            (r#"@"公斤""#, "12", "12公斤"),
            (r#"0;-0;0;"约"@"#, "12", "约12"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "12", "12"),
            (";;;", "12", ""),
        ] {
            assert_eq!(Format::of_code(code).of_text(text).text(), expected, "{code}");
        }
    }

    #[test]
    fn a_number_outside_the_calendar_is_no_day() {
        for number in [-1.0, 0.0, 0.5, 3e6, 1e300] {
            for code in ["yyyy/m/d", r#"yyyy"年"m"月""#, "aaaa"] {
                assert!(matches!(shown(code, number), Value::Shown { .. }), "{code} {number}");
            }
        }
        assert_eq!(Format::built_in(14).value(0.0, true).text(), "1904-01-01");
    }

    #[test]
    fn a_code_that_cannot_be_read_shows_no_number() {
        for code in ["[[[", "\"", "]General", &"0".repeat(300)] {
            assert!(!matches!(shown(code, 12.0), Value::Number(_)), "{code}");
        }
    }
}
