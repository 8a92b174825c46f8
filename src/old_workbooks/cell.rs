//! One amount out of a cell that somebody filled in by hand: with its unit, in full-width digits, as a number that
//! a spreadsheet has been reckoning with. What is not certain is not read; the reason is told instead.

use serde::{Deserialize, Serialize};

use super::text::{is_space, narrow, plain, shortened};
use crate::amount::{Amount, AmountError, Decimals, trim};
use crate::form::{Figure, Row};
use crate::reading::Value;
use crate::wording::quoted;

/// How far a spreadsheet's number may lie from the amount it stands for. What a float adds to a sum is far less.
const NOISE: f64 = 2e-9;

/// What stood in a cell of an old workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Read {
    /// Nothing, or a sign that stands for nothing.
    #[default]
    Blank,
    /// An amount.
    Amount(Amount),
    /// Something that cannot be read as one amount.
    Unreadable {
        /// What stands there.
        text: String,
        /// Why it cannot be read, as a part of a sentence.
        reason: String,
    },
}

impl Read {
    /// The amount, if there is one.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Amount(amount) => Some(*amount),
            _ => None,
        }
    }

    /// The text as it is shown.
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Amount(amount) => amount.to_string(),
            Self::Unreadable { text, .. } => text.clone(),
        }
    }

    pub(super) fn unreadable(text: &str, reason: impl Into<String>) -> Self {
        Self::Unreadable { text: shortened(text), reason: reason.into() }
    }
}

/// Signs by which an office says that there is nothing to fill in.
const NOTHING: [&str; 8] = ["/", "\\", "-", "--", "---", "----", "无", "*"];

/// Words for pieces, people and times: a count is the same whichever of them stands behind it.
const MEASURE_WORDS: [&str; 24] = [
    "人次", "个", "处", "座", "条", "盏", "次", "人", "名", "份", "户", "起", "篇", "件", "项", "片", "块",
    "根", "杆", "支", "场", "间", "口", "家",
];

/// Other ways to write a unit of the form.
const SAME_UNITS: [(&str, &[&str]); 2] =
    [("平方米", &["㎡", "m2", "m²", "M2", "平米", "平方"]), ("吨", &["t", "T"])];

/// What a sign in a cell stands for, if it stands for nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&plain(text).as_str())
}

/// Reads a cell that holds one amount.
pub(super) fn one(figure: &Figure, row: &Row, value: &Value, is_formula: bool) -> Read {
    let shown = value.text();
    let unreadable = |reason: &str| Read::unreadable(&shown, reason);
    match value {
        Value::Blank if is_formula => unreadable("是公式，没有算出结果"),
        Value::Blank => Read::Blank,
        Value::Number(number) => of_number(figure, *number),
        Value::Text(text) => of_text(figure, row, text),
        Value::Day(_) | Value::Month(_) => unreadable("是日期，不是数"),
        Value::Truth(_) => unreadable("不是数"),
        Value::Fault(_) => unreadable("是错误值"),
        Value::TooLong(_) => unreadable("太长，不是数"),
    }
}

/// A number is the amount it lies next to; one that lies between two is none.
fn of_number(figure: &Figure, number: f64) -> Read {
    let text = Value::Number(number).text();
    let (places, scale) = match figure.decimals() {
        Decimals::None => (0, 1.0),
        Decimals::Two => (2, 100.0),
    };
    let nearest = (number * scale).round() / scale;
    let is_near = (number - nearest).abs() <= NOISE.max(number.abs() * f64::EPSILON * 4.0);
    if !number.is_finite() || !is_near {
        let problem = match figure.decimals() {
            Decimals::None => AmountError::NotWhole,
            Decimals::Two => AmountError::TooManyDecimals,
        };
        return Read::unreadable(&text, problem.to_string());
    }
    let amount = Amount::parse(&format!("{nearest:.places$}"), figure.decimals());
    // Minus nothing is nothing.
    let amount = if nearest == 0.0 { Ok(Amount::zero(figure.decimals())) } else { amount };
    amount.map_or_else(|problem| Read::unreadable(&text, problem.to_string()), Read::Amount)
}

/// Reads a text that holds one amount.
pub(super) fn of_text(figure: &Figure, row: &Row, text: &str) -> Read {
    let inner = trim(text);
    if inner.chars().all(is_space) || is_nothing(inner) {
        return Read::Blank;
    }
    let bare = match without_words(figure, row, inner) {
        Ok(bare) => bare,
        Err(reason) => return Read::unreadable(inner, reason),
    };
    match Amount::parse(bare, figure.decimals()) {
        Ok(amount) => Read::Amount(amount),
        Err(problem) => Read::unreadable(inner, problem.to_string()),
    }
}

/// The number in `塑料类 3.5 吨`: words of the row before it, its unit behind it. Any other word makes it uncertain.
fn without_words<'text>(figure: &Figure, row: &Row, text: &'text str) -> Result<&'text str, String> {
    let is_digit = |character: char| matches!(character, '0'..='9' | '０'..='９');
    let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else { return Ok(text) };
    // A point or a sign before the first digit belongs to the number.
    let first = text.get(..first).map_or(first, |before| {
        before
            .char_indices()
            .next_back()
            .filter(|(_, sign)| "-－−–.．+＋".contains(*sign))
            .map_or(first, |(at, _)| at)
    });
    let digits = text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    // So does one behind the last.
    let after = text.get(last + digits..).unwrap_or_default();
    let point = after.chars().next().filter(|sign| ".．。".contains(*sign)).map_or(0, char::len_utf8);
    let end = last + digits + point;
    let (before, after) = (text.get(..first).unwrap_or_default(), text.get(end..).unwrap_or_default());

    let bare = |text: &str| plain(text).replace(['"', ':'], "");
    let before = bare(before);
    let word = before.trim_start_matches("其中");
    if !bare(&row.content).contains(word) && !bare(&figure.name).contains(word) {
        return Err(format!("数前面有{}，看不出是不是这一项", quoted(shortened(&before))));
    }
    let unit = plain(after);
    let unit = unit.trim_end_matches(['.', ',', ';', ')', '。']);
    if unit.is_empty() || is_unit(figure, unit) {
        Ok(text.get(first..end).unwrap_or_default())
    } else {
        Err(format!("写的是{}，这一项的单位是{}", quoted(shortened(unit)), quoted(&figure.unit)))
    }
}

fn is_unit(figure: &Figure, unit: &str) -> bool {
    let same = SAME_UNITS.iter().filter(|(known, _)| *known == figure.unit).flat_map(|(_, same)| same.iter());
    unit == figure.unit
        || same.into_iter().any(|known| *known == unit)
        || (figure.decimals() == Decimals::None && MEASURE_WORDS.contains(&unit))
}

/// Reads a cell that holds all amounts of a row, such as `120 人次，15 个`. Where it is not certain which is which,
/// none is read.
pub(super) fn all(row: &Row, value: &Value, is_formula: bool) -> Vec<Read> {
    let each = |read: Read| vec![read; row.figures.len()];
    let Value::Text(text) = value else {
        let Some(figure) = row.figures.first() else { return Vec::new() };
        return match one(figure, row, value, is_formula) {
            Read::Blank => each(Read::Blank),
            Read::Amount(amount) => each(Read::unreadable(&amount.to_string(), too_few(row))),
            unreadable @ Read::Unreadable { .. } => each(unreadable),
        };
    };
    if trim(text).is_empty() || is_nothing(text) {
        return each(Read::Blank);
    }
    match split(text, row.figures.len()) {
        Some(parts) => {
            let figures = row.figures.iter().zip(parts);
            figures.map(|(figure, part)| of_text(figure, row, &part)).collect()
        }
        None if has_several(text) => each(Read::unreadable(text, "看不出哪个数是哪一项，请分成两格")),
        None => each(Read::unreadable(text, too_few(row))),
    }
}

fn too_few(row: &Row) -> String {
    format!("这一行要有 {} 个数，这里只有一个", row.figures.len())
}

fn has_several(text: &str) -> bool {
    let numbers = narrow(text);
    let numbers = numbers.split(|character: char| !character.is_ascii_digit() && character != '.');
    numbers.filter(|number| !number.is_empty()).count() > 1
}

/// Cuts a text with so many numbers in it between them. `None` where there are more or fewer, and where a comma may
/// stand between thousands.
fn split(text: &str, wanted: usize) -> Option<Vec<String>> {
    let has_digit = |text: &str| text.contains(|character: char| character.is_ascii_digit());
    let mut parts: Vec<String> = Vec::new();
    // Whether what comes next is a part of its own, and whether nothing but a comma says so.
    let (mut apart, mut only_comma) = (true, false);
    for piece in pieces(&narrow(text)) {
        if let Some(sign) = piece.chars().next().filter(|sign| SEPARATORS.contains(*sign)) {
            only_comma = sign == ',' && !apart;
            apart = true;
            continue;
        }
        let thousands = piece.chars().take_while(char::is_ascii_digit).count() == 3;
        match parts.last_mut() {
            Some(last)
                if apart && only_comma && thousands && last.ends_with(|end: char| end.is_ascii_digit()) =>
            {
                return None;
            }
            // Words wait for the number behind them; a unit belongs to the number before it.
            Some(last) if !has_digit(last) || (!apart && !has_digit(&piece)) => last.push_str(&piece),
            _ => parts.push(piece),
        }
        (apart, only_comma) = (false, false);
    }
    // Words behind the last number and a bracket: they are nobody's.
    let all_have_one = parts.iter().all(|part| has_digit(part));
    (all_have_one && parts.len() == wanted).then_some(parts)
}

const SEPARATORS: &str = ",;/|()\n";

/// The text at its spaces and separators, each separator a piece of its own.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in text.chars() {
        if SEPARATORS.contains(character) {
            pieces.extend([character.to_string(), String::new()]);
        } else if is_space(character) {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::form::Form;

    fn of(id: &str) -> (&'static Row, &'static Figure) {
        Form::annex2().unwrap().find(id.parse().unwrap()).unwrap()
    }

    fn read(id: &str, value: &Value) -> Result<String, String> {
        let (row, figure) = of(id);
        match one(figure, row, value, false) {
            Read::Unreadable { reason, .. } => Err(reason),
            read => Ok(read.text()),
        }
    }

    fn text(id: &str, text: &str) -> Result<String, String> {
        read(id, &Value::Text(text.to_owned()))
    }

    #[test]
    fn a_text_is_read_with_the_wear_of_an_office() {
        for (id, typed, amount) in [
            ("2a", "12 吨", "12.00"),
            ("2a", "１２．５吨", "12.50"),
            ("2a", "12.5t", "12.50"),
            ("2b", "塑料类 3.5 吨", "3.50"),
            ("2b", "其中塑料类暴露垃圾：3.5吨", "3.50"),
            ("13", "３６ 处", "36"),
            ("13", "36个", "36"),
            ("1a", " 1,234 人次 ", "1234"),
            ("1a", "１，２３４", "1234"),
            ("10b", "1,500.5㎡", "1500.50"),
            ("11", "300平方米。", "300.00"),
            ("4", "\u{200b}7\u{a0}", "7"),
            ("4", "0", "0"),
            ("4", "/", ""),
            ("4", "——", ""),
            ("4", " 无 ", ""),
            ("4", "\u{3000}", ""),
        ] {
            assert_eq!(text(id, typed).as_deref(), Ok(amount), "{typed}");
        }
    }

    #[test]
    fn what_is_not_certain_is_told_and_not_read() {
        for (id, typed, reason) in [
            ("2a", "12公斤", "写的是“公斤”，这一项的单位是“吨”"),
            ("2a", "约12吨", "数前面有“约”，看不出是不是这一项"),
            ("2a", "12.345", "最多两位小数，请四舍五入后再填，例如 12.35"),
            ("2a", "-3", "不能填负数，没有的填 0"),
            ("4", "1.5", "这一项是个数，只能填整数"),
            ("4", "三个", "只能填数字，例如 120；不要带单位、文字或算式"),
            ("4", "12+3", "只能填数字，例如 120；不要带单位、文字或算式"),
            ("4", "12 3", "只能填数字，例如 120；不要带单位、文字或算式"),
        ] {
            assert_eq!(text(id, typed), Err(reason.to_owned()), "{typed}");
        }
        for value in
            [Value::Day("2022-03-05".parse().unwrap()), Value::Truth(true), Value::Fault("#REF!".into())]
        {
            assert!(read("4", &value).is_err(), "{value:?}");
        }
        let (row, figure) = of("4");
        assert!(matches!(one(figure, row, &Value::Blank, true), Read::Unreadable { .. }));
    }

    #[test]
    fn a_number_is_the_amount_it_lies_next_to() {
        for (id, number, amount) in [
            ("2a", 12.299_999_999, Ok("12.30")),
            ("2a", 0.1 + 0.2, Ok("0.30")),
            ("2a", -0.0, Ok("0.00")),
            ("2a", 12.345, Err(())),
            ("2a", 12.299_99, Err(())),
            ("2a", -1.0, Err(())),
            ("2a", f64::NAN, Err(())),
            ("2a", 1e300, Err(())),
            ("4", 7.000_000_000_1, Ok("7")),
            ("4", 7.5, Err(())),
            ("1a", 999_999_999_999.0, Ok("999999999999")),
        ] {
            let read = read(id, &Value::Number(number)).map_err(drop);
            assert_eq!(read, amount.map(str::to_owned), "{number}");
        }
    }

    #[test]
    fn two_amounts_in_one_cell_are_read_where_it_is_certain_which_is_which() {
        let both = |typed: &str| {
            let (row, _) = of("2a");
            let read = all(row, &Value::Text(typed.to_owned()), false);
            read.iter().map(|read| read.amount().map(|amount| amount.to_string())).collect::<Option<Vec<_>>>()
        };
        let pair = Some(vec!["12.00".to_owned(), "3.50".to_owned()]);
        for typed in
            ["12，3.5", "12、3.5", "12/3.5", "12吨（3.5吨）", "12吨（其中塑料类 3.5吨）", "12\n3.5", "12 3.5"]
        {
            assert_eq!(both(typed), pair, "{typed}");
        }
        for typed in ["12,345", "12", "12，3，5", "12吨（公斤 3.5）", "十二，三"] {
            assert_eq!(both(typed), None, "{typed}");
        }
        assert_eq!(both("1,234.5，200.25"), None, "it may be three");
    }

    proptest! {
        #[test]
        fn no_cell_makes_it_panic(typed in "\\PC{0,40}", number: f64) {
            for figure in Form::annex2().unwrap().figures() {
                let (row, _) = of(&figure.id.to_string());
                one(figure, row, &Value::Text(typed.clone()), false);
                one(figure, row, &Value::Number(number), false);
                prop_assert_eq!(all(row, &Value::Text(typed.clone()), false).len(), row.figures.len());
            }
        }

        #[test]
        fn an_amount_is_read_from_its_own_print(hundredths in 0_u32..100_000_000) {
            let printed = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            prop_assert_eq!(text("2a", &format!("{printed} 吨")), Ok(printed.clone()));
            prop_assert_eq!(read("2a", &Value::Number(f64::from(hundredths) / 100.0)), Ok(printed));
        }
    }
}
