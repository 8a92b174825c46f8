//! Reading one amount from a cell that somebody filled in by hand: with a unit, in full-width digits, or as
//! the result of a spreadsheet's arithmetic. Uncertain content is not read, and the reason is reported.
//!
//! A text such as `12+3` is not added up, as it would be in a cell of ours: nobody sees the result here, and who wrote
//! it may have meant a list.

use serde::{Deserialize, Serialize};

use super::numbers::{Number, candidates, numbers, shared_out, too_few};
use super::text::{is_space, plain, shortened};
use crate::amount::{Amount, AmountError, Decimals, trim};
use crate::notice::{Figure, Row};
use crate::reading::{Cell, Value};
use crate::wording::quoted;

/// The largest difference between a spreadsheet's number and the amount it stands for. The rounding errors of
/// floats in a sum are far smaller.
const NOISE: f64 = 2e-9;

/// The content of a cell of an old workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellReading {
    /// Nothing, or a sign that means nothing.
    #[default]
    Blank,
    Amount(Amount),
    /// A text that cannot be read as one amount.
    Unreadable {
        text: String,
        /// Why it cannot be read, as a part of a sentence.
        reason: String,
    },
}

impl CellReading {
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

/// Words for "nothing to report".
const NOTHING: [&str; 10] =
    ["无", "没有", "暂无", "未开展", "没开展", "未涉及", "不涉及", "无此项", "未发生", "空"];
/// Signs with the same meaning, once or repeated.
const NOTHING_SIGNS: &str = "/\\-*";
/// Words that may come before these.
const THIS_MONTH: [&str; 3] = ["本月", "当月", "本期"];

/// Whether the content of a cell means nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = plain(text);
    let word = THIS_MONTH.iter().find_map(|month| text.strip_prefix(month)).unwrap_or(&text);
    let is_sign = !text.is_empty() && text.chars().all(|sign| NOTHING_SIGNS.contains(sign));
    is_sign || NOTHING.contains(&word.trim_end_matches('。'))
}

/// Reads a cell that holds one amount.
pub(super) fn read_one(figure: &Figure, row: &Row, cell: &Cell) -> CellReading {
    let shown = cell.value.text();
    let unreadable = |reason: &str| CellReading::unreadable(&shown, reason);
    if let Some(reason) = cell.doubt() {
        return unreadable(reason);
    }
    match &cell.value {
        Value::Blank => CellReading::Blank,
        Value::Number(number) => of_number(figure, *number),
        Value::Text(text) => of_text(figure, row, text),
        Value::Shown { number, text } => as_shown(figure, row, *number, text),
        Value::Day(_) | Value::Month(_) => unreadable("是日期，不是数"),
        Value::Truth(_) => unreadable("不是数"),
        Value::Fault(_) => unreadable("是错误值"),
        Value::TooLong(_) => unreadable("太长，不是数"),
    }
}

/// Reads a number whose format shows something else; it is an amount only if both say the same.
fn as_shown(figure: &Figure, row: &Row, number: f64, shown: &str) -> CellReading {
    let stored = Value::Number(number).text();
    match (of_text(figure, row, shown), of_number(figure, number)) {
        (CellReading::Amount(shown), CellReading::Amount(stored)) if shown == stored => {
            CellReading::Amount(stored)
        }
        // A format that hides 0, or shows a dash for it, means that there is nothing.
        (CellReading::Blank, CellReading::Amount(stored)) if stored.is_zero() => CellReading::Blank,
        (CellReading::Unreadable { reason, .. }, _) => CellReading::unreadable(shown, reason),
        _ => {
            let seen = if shown.is_empty() { "空白".to_owned() } else { quoted(shortened(shown)) };
            CellReading::unreadable(&stored, format!("单元格里是 {stored}，显示出来的是{seen}"))
        }
    }
}

/// Reads a number as the amount next to it; a number between two amounts is refused.
fn of_number(figure: &Figure, number: f64) -> CellReading {
    let text = Value::Number(number).text();
    let places = figure.decimals().count();
    let scale = f64::from(10_u16.pow(u32::try_from(places).unwrap_or_default()));
    let nearest = (number * scale).round() / scale;
    let is_near = (number - nearest).abs() <= NOISE.max(number.abs() * f64::EPSILON * 4.0);
    if !number.is_finite() || !is_near {
        let problem = match figure.decimals() {
            Decimals::NONE => AmountError::NotWhole,
            some => AmountError::TooManyDecimals(some),
        };
        return CellReading::unreadable(&text, problem.to_string());
    }
    let amount = Amount::parse(&format!("{nearest:.places$}"), figure.decimals());
    // Minus zero is zero.
    let amount = if nearest == 0.0 { Ok(Amount::zero(figure.decimals())) } else { amount };
    amount.map_or_else(|problem| CellReading::unreadable(&text, problem.to_string()), CellReading::Amount)
}

/// Reads a text with one amount, which may have words of the row before it and its unit after it, as `塑料类 3.5 吨`.
pub(super) fn of_text(figure: &Figure, row: &Row, text: &str) -> CellReading {
    let inner = trim(text);
    if inner.chars().all(is_space) || is_nothing(inner) {
        return CellReading::Blank;
    }
    // Bookkeepers write negative numbers in brackets.
    if let Some(number) = plain(inner).strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && number.starts_with(|first: char| first.is_ascii_digit())
        && !number.contains(['(', ')'])
    {
        return CellReading::unreadable(inner, "括号里的数可能是负数，看不出是不是");
    }
    let found = numbers(row, inner).unwrap_or_default();
    let parsed = |digits: &str| match Amount::parse(digits, figure.decimals()) {
        Ok(amount) => CellReading::Amount(amount),
        Err(problem) => CellReading::unreadable(inner, problem.to_string()),
    };
    let [number] = found.as_slice() else { return parsed(inner) };
    match whose(figure, row, number) {
        Ok(()) => parsed(&number.digits),
        Err(reason) => CellReading::unreadable(inner, reason),
    }
}

/// Checks that a number may belong to the figure; the reason if its words or its unit belong to another one.
fn whose(figure: &Figure, row: &Row, number: &Number) -> Result<(), String> {
    let candidates = candidates(row, number)?;
    let figures = || candidates.iter().filter_map(|index| row.figures.get(*index));
    if figures().any(|other| other.id == figure.id) {
        return Ok(());
    }
    let others: Vec<String> = figures().map(|other| quoted(&other.name)).collect();
    Err(format!("像是{}的数，不是{}的", others.concat(), quoted(&figure.name)))
}

/// Reads a cell with all amounts of a row, such as `120 人次，15 个`. If it is not certain which is which, none
/// is read.
pub(super) fn read_all(row: &Row, cell: &Cell) -> Vec<CellReading> {
    let each = |read: CellReading| vec![read; row.figures.len()];
    let text = match &cell.value {
        Value::Text(text) if cell.doubt().is_none() => text,
        _ => {
            let Some(figure) = row.figures.first() else { return Vec::new() };
            return match read_one(figure, row, cell) {
                CellReading::Blank => each(CellReading::Blank),
                CellReading::Amount(amount) => {
                    each(CellReading::unreadable(&amount.to_string(), too_few(row)))
                }
                unreadable @ CellReading::Unreadable { .. } => each(unreadable),
            };
        }
    };
    if trim(text).is_empty() || is_nothing(text) {
        return each(CellReading::Blank);
    }
    let Some(found) = numbers(row, text) else {
        return each(CellReading::unreadable(text, "看不出哪个数是哪一项，请分成两格"));
    };
    match shared_out(row, &found) {
        Ok(shared) => {
            let figures = row.figures.iter().zip(shared);
            figures
                .map(|(figure, number)| {
                    number.map_or(CellReading::Blank, |number| of_text(figure, row, &whole(number)))
                })
                .collect()
        }
        Err(reason) => each(CellReading::unreadable(text, reason)),
    }
}

/// A number with its unit as a text. Its words have already been used to find the figure.
fn whole(number: &Number) -> String {
    format!("{}{}", number.digits, number.after)
}

/// Which figure of its row a single text belongs to, if its words or its unit say so.
pub(super) fn says_whose(row: &Row, cell: &Cell) -> Option<usize> {
    let Value::Text(text) = &cell.value else { return None };
    let found = numbers(row, text)?;
    let [number] = found.as_slice() else { return None };
    match candidates(row, number).ok()?.as_slice() {
        [only] if row.figures.len() > 1 => Some(*only),
        _ => None,
    }
}

/// Whether a text has one number that may also be two, as `12，345` or `1,234`.
pub(super) fn may_be_two(row: &Row, cell: &Cell) -> bool {
    let Value::Text(text) = &cell.value else { return false };
    numbers(row, text).is_some_and(|numbers| numbers.iter().any(|number| number.may_be_two))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::notice::Notice;
    use crate::reading::{Formula, Marking};

    fn of(id: &str) -> (&'static Row, &'static Figure) {
        Notice::built_in().unwrap().form("annex2").unwrap().find(id.parse().unwrap()).unwrap()
    }

    fn read(id: &str, value: &Value) -> Result<String, String> {
        let (row, figure) = of(id);
        match read_one(figure, row, &value.clone().into()) {
            CellReading::Unreadable { reason, .. } => Err(reason),
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
            ("4", "未开展", ""),
            ("4", "本月未开展", ""),
            ("4", "//", ""),
            ("2a", "12公吨", "12.00"),
            ("2a", "12（吨）", "12.00"),
            ("10b", "12.5m^2", "12.50"),
            ("11", "93(㎡)", "93.00"),
            ("4", "没有", ""),
            ("10b", "300m2", "300.00"),
            ("11", "300 M²", "300.00"),
        ] {
            assert_eq!(text(id, typed).as_deref(), Ok(amount), "{typed}");
        }
    }

    #[test]
    fn what_is_not_certain_is_told_and_not_read() {
        for (id, typed, reason) in [
            ("2a", "12公斤", "写的是“公斤”，这一项的单位是“吨”"),
            ("2a", "约12吨", "写着“约”，是大概的数，要填准确的数"),
            ("4", "97余", "写着“余”，是大概的数，要填准确的数"),
            ("4", "97个左右", "写着“个左右”，是大概的数，要填准确的数"),
            ("4", "近97个", "写着“近”，是大概的数，要填准确的数"),
            ("2a", "12.345", "最多两位小数，请四舍五入后再填，例如 12.35"),
            ("2a", "-3", "不能填负数，没有的填 0"),
            ("4", "1.5", "这一项没有小数，只能填整数"),
            ("4", "三个", "只能填数字，例如 120；不要带单位、文字或算式"),
            ("4", "12+3", "只能填数字，例如 120；不要带单位、文字或算式"),
            ("4", "①2", "只能填数字，例如 120；不要带单位、文字或算式"),
            ("4", "(12)", "括号里的数可能是负数，看不出是不是"),
            ("2a", "（12吨）", "括号里的数可能是负数，看不出是不是"),
            ("13", "684件", "写的是“件”，这一项的单位是“处”"),
            ("9", "771盏", "写的是“盏”，这一项的单位是“次”"),
            ("16", "436人次", "写的是“人次”，这一项的单位是“人”"),
            ("1a", "15个", "像是“整治卫生死角”的数，不是“出动环卫工人”的"),
            ("2a", "其中塑料类3.5吨", "像是“其中塑料类暴露垃圾”的数，不是“清除暴露垃圾”的"),
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
        let not_computed = Cell { formula: Some(Formula::NotComputed), ..Cell::default() };
        assert!(matches!(read_one(figure, row, &not_computed), CellReading::Unreadable { .. }));
        for marking in [Marking::Struck, Marking::StruckInPart, Marking::RaisedInPart] {
            let marked = Cell { value: Value::Number(120.0), marking, ..Cell::default() };
            assert!(matches!(read_one(figure, row, &marked), CellReading::Unreadable { .. }), "{marking:?}");
        }
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
    fn what_a_cell_shows_is_the_amount_or_there_is_none() {
        let shown = |number: f64, text: &str| Value::Shown { number, text: text.to_owned() };
        for (id, value, amount) in [
            ("2a", shown(12.0, "12吨"), Ok("12.00")),
            ("4", shown(7.0, "7个"), Ok("7")),
            ("4", shown(0.0, "-"), Ok("")),
            ("4", shown(0.0, ""), Ok("")),
            ("2a", shown(3500.0, "3500公斤"), Err("写的是“公斤”，这一项的单位是“吨”")),
            ("2a", shown(12_000.0, "12"), Err("单元格里是 12000，显示出来的是“12”")),
            ("2a", shown(12.35, "12.4"), Err("单元格里是 12.35，显示出来的是“12.4”")),
            ("4", shown(12.0, ""), Err("单元格里是 12，显示出来的是空白")),
            ("4", shown(-3.0, "3"), Err("单元格里是 -3，显示出来的是“3”")),
            ("2a", shown(0.5, "12:00"), Err("只能填数字，例如 12.50；不要带单位、文字或算式")),
            ("2a", shown(0.35, "35%"), Err("写的是“%”，这一项的单位是“吨”")),
        ] {
            assert_eq!(read(id, &value), amount.map(str::to_owned).map_err(str::to_owned), "{value:?}");
        }
    }

    #[test]
    fn two_amounts_in_one_cell_are_read_where_it_is_certain_which_is_which() {
        let both = |typed: &str| {
            let (row, _) = of("2a");
            let read = read_all(row, &Value::Text(typed.to_owned()).into());
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
            for figure in Notice::built_in().unwrap().form("annex2").unwrap().figures() {
                let (row, _) = of(&figure.id.to_string());
                read_one(figure, row, &Value::Text(typed.clone()).into());
                read_one(figure, row, &Value::Number(number).into());
                prop_assert_eq!(read_all(row, &Value::Text(typed.clone()).into()).len(), row.figures.len());
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
