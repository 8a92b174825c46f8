//! The months, years and days that a text names, in every way an office writes them, and spans that are not
//! one month.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::text::{is_space, narrow, with_arabic_numerals};
use crate::period::Month;
use crate::wording::quoted;

/// The dates that a text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The months, with their year if it is written before them.
    pub(super) months: BTreeSet<(Option<i32>, u32)>,
    /// The years without a month.
    pub(super) years: BTreeSet<i32>,
    /// Whole days.
    pub(super) days: Vec<NaiveDate>,
    /// Spans other than one whole month, as they are written: 1-3月, 第一季度.
    spans: Vec<String>,
}

impl Words {
    /// The dates of a cell whose value is a month.
    pub(super) fn of_month(month: Month) -> Self {
        Self { months: BTreeSet::from([(Some(month.year()), month.number())]), ..Self::default() }
    }

    /// The dates of a cell whose value is a day.
    pub(super) fn of_day(day: NaiveDate) -> Self {
        Self { days: vec![day], ..Self::default() }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.months.extend(other.months);
        self.years.extend(other.years);
        self.days.extend(other.days);
        self.spans.extend(other.spans);
    }

    /// Whether a span of several months is named.
    pub(super) fn names_a_span(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Whether a month is named.
    pub(super) fn names_months(&self) -> bool {
        !self.months.is_empty()
    }

    /// Whether no other month is named.
    pub(super) fn may_be(&self, month: Month) -> bool {
        let is_it = |(year, number): &(Option<i32>, u32)| {
            *number == month.number() && year.is_none_or(|year| year == month.year())
        };
        self.months.iter().all(is_it) && self.years.iter().all(|year| *year == month.year())
    }

    /// Everything except the days.
    pub(super) fn without_days(mut self) -> Self {
        self.days.clear();
        self
    }

    /// Only the years: the name of a sheet with several months says nothing about any one of them.
    pub(super) fn without_months(mut self) -> Self {
        self.years.extend(self.months.iter().filter_map(|(year, _)| *year));
        self.months.clear();
        self.spans.clear();
        self
    }

    /// Everything that is named except days, as a part of a sentence; `None` if there is nothing.
    pub(super) fn told(&self) -> Option<String> {
        // A span contains its year already.
        let years = self.years.iter().filter(|_| self.spans.is_empty()).map(|year| format!("{year}年"));
        let months = Some(self.listed()).filter(|months| !months.is_empty());
        let spans = self.spans.iter().map(quoted);
        let all: Vec<String> = years.chain(months).chain(spans).collect();
        (!all.is_empty()).then(|| all.join("、"))
    }

    fn listed(&self) -> String {
        let name = |(year, number): &(Option<i32>, u32)| match year {
            Some(year) => format!("{year}年{number}月"),
            None => format!("{number}月"),
        };
        self.months.iter().map(name).collect::<Vec<_>>().join("、")
    }

    fn take(&mut self, moment: Moment, before: Option<Token>) {
        let year = moment.year.and_then(|year| i32::try_from(year).ok());
        match (year, moment.month, moment.day) {
            (Some(_), Some(month), Some(day)) => {
                self.days.extend(moment.year.and_then(|year| date(year, month, day)));
            }
            // 第1.3月 and similar texts have no meaning.
            (None, Some(_), None) if matches!(before, Some(Token::Sign('.'))) => {}
            (year, Some(month), None) => drop(self.months.insert((year, month))),
            _ => {}
        }
    }

    /// Whether neither a month nor a span is named.
    pub(super) fn is_silent(&self) -> bool {
        self.months.is_empty() && self.spans.is_empty()
    }
}

/// A part of a text: a number with its count of digits, or one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(u32, usize),
    Sign(char),
}

/// Words for a span longer or shorter than a month.
const SPANS: [&str; 16] = [
    "季度",
    "上半年",
    "下半年",
    "半年",
    "上旬",
    "中旬",
    "下旬",
    "期间",
    "个月",
    "周报",
    "季报",
    "半月",
    "Q1",
    "Q2",
    "Q3",
    "Q4",
];
/// Words for a year, which may have a month next to them.
const YEARS: [&str; 3] = ["全年", "年度", "年年报"];

/// Reads all months, years and days in a text: 2022年3月, 2022.03, 202203, 3月份, 三月, 22年3月, 2022-03-28.
pub(super) fn named_in(text: &str) -> Words {
    let text = with_arabic_numerals(&narrow(text));
    let tokens = tokens(&text);
    let mut words = Words::default();
    let mut at = 0;
    while at < tokens.len() {
        at += read_next(tokens.get(at..).unwrap_or_default(), before(&tokens, at), &mut words).max(1);
    }
    let found =
        |known: &[&str]| known.iter().find(|span| text.contains(*span)).map(|span| (*span).to_owned());
    words.spans.extend(found(&SPANS).or_else(|| week(&text)));
    // 2022年度3月 is still one month.
    words.spans.extend(found(&YEARS).filter(|_| !words.names_months()));
    words
}

/// Finds a week: 第1周, 第二周.
fn week(text: &str) -> Option<String> {
    let at = text.find('第')?;
    let week: String = text.get(at..)?.chars().take(3).collect();
    week.ends_with('周').then_some(week)
}

fn before(tokens: &[Token], at: usize) -> Option<Token> {
    at.checked_sub(1).and_then(|at| tokens.get(at)).copied()
}

/// A date or a part of one.
#[derive(Clone, Copy, Debug, Default)]
struct Moment {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

/// Reads one item at the beginning of the tokens; returns how many tokens it has.
fn read_next(tokens: &[Token], before: Option<Token>, words: &mut Words) -> usize {
    use Token::{Number, Sign};
    if let Some(length) = span(tokens, words) {
        return length;
    }
    if let Some((length, moment)) = moment(tokens) {
        words.take(moment, before);
        return length;
    }
    match *tokens {
        // 13月 is a typing mistake, and the intended month is not known.
        [Number(number, 1 | 2), Sign('月'), ..] => {
            words.spans.push(format!("{number}月"));
            2
        }
        [Number(year, 4), Sign('年'), ..] if is_year(year) => {
            words.years.extend(i32::try_from(year).ok());
            2
        }
        _ => 1,
    }
}

/// Reads two dates with a connection between them: 1-3月, 2022年2月26日至3月25日. A whole month counts as that month.
fn span(tokens: &[Token], words: &mut Words) -> Option<usize> {
    use Token::{Number, Sign};
    let bare = |tokens: &[Token]| match *tokens {
        [Number(number, 1 | 2), ..] => Some((1, number)),
        _ => None,
    };
    let is_link = |token: Option<&Token>| matches!(token, Some(Sign(link)) if "-至到~,".contains(*link));
    let (length, first) = dotted(tokens).or_else(|| moment(tokens)).or_else(|| {
        bare(tokens).map(|(length, number)| (length, Moment { month: Some(number), ..Moment::default() }))
    })?;
    let rest = tokens.get(length..).filter(|rest| is_link(rest.first()))?.get(1..)?;
    let (second_length, second) = match *rest {
        // Only the day, after another day: 3月1日-31日.
        [Number(day, 1 | 2), Sign('日' | '号'), ..] if first.day.is_some() => {
            (2, Moment { month: first.month, day: Some(day), year: None })
        }
        [Number(month, 1 | 2), Sign('.'), Number(day, 1 | 2), ..] if first.day.is_some() => {
            (3, Moment { month: Some(month), day: Some(day), year: None })
        }
        _ => moment(rest)?,
    };
    let length = length + 1 + second_length;
    let years = [first.year, second.year].into_iter().flatten();
    let year = years.clone().last().and_then(|year| i32::try_from(year).ok());
    let is_month = first.month == second.month && first.day == Some(1) && second.day >= Some(28);
    if let Some(month) = second.month.filter(|_| is_month) {
        words.months.insert((year, month));
    } else {
        words.years.extend(years.filter_map(|year| i32::try_from(year).ok()));
        words.spans.push(written(tokens.get(..length)?));
    }
    Some(length)
}

/// Reads a day without its year at the beginning of a span: 2.26-3.25.
fn dotted(tokens: &[Token]) -> Option<(usize, Moment)> {
    use Token::{Number, Sign};
    match *tokens {
        [
            Number(month, 1 | 2),
            Sign('.'),
            Number(day, 1 | 2),
            Sign('-' | '至' | '到' | '~'),
            Number(_, 1 | 2),
            ..,
        ] if (1..=12).contains(&month) => {
            Some((3, Moment { year: None, month: Some(month), day: Some(day) }))
        }
        _ => None,
    }
}

/// Reads a date at the beginning of the tokens, with at least a month.
fn moment(tokens: &[Token]) -> Option<(usize, Moment)> {
    use Token::{Number, Sign};
    let is_month = |number: u32| (1..=12).contains(&number);
    let of = |year: Option<u32>, month: u32, day: Option<u32>| Moment { year, month: Some(month), day };
    match *tokens {
        [Number(day, 8), ..] if is_year(day / 10000) && is_month(day / 100 % 100) => {
            Some((1, of(Some(day / 10000), day / 100 % 100, Some(day % 100))))
        }
        [Number(month, 6), ..] if is_year(month / 100) && is_month(month % 100) => {
            Some((1, of(Some(month / 100), month % 100, None)))
        }
        [Number(year, digits @ (2 | 4)), Sign(sign), Number(month, 1 | 2), ref rest @ ..]
            if is_year(whole(year, digits))
                && is_month(month)
                && (sign == '年' || (digits == 4 && "-./_".contains(sign))) =>
        {
            let year = Some(whole(year, digits));
            match *rest {
                // 2022.1-12月 is not a day.
                [Sign(second), Number(_, 1 | 2), Sign('月'), ..] if second != '月' => {
                    Some((3, of(year, month, None)))
                }
                [Sign(second), Number(day, 1 | 2), Sign('日' | '号'), ..]
                    if second == '月' || second == sign =>
                {
                    Some((6, of(year, month, Some(day))))
                }
                [Sign(second), Number(day, 1 | 2), ..]
                    if (sign == '年' && second == '月') || second == sign =>
                {
                    Some((5, of(year, month, Some(day))))
                }
                [Sign('月'), ..] => Some((4, of(year, month, None))),
                _ => Some((3, of(year, month, None))),
            }
        }
        [Number(month, 1 | 2), Sign('月'), Number(day, 1 | 2), Sign('日' | '号'), ..] if is_month(month) => {
            Some((4, of(None, month, Some(day))))
        }
        [Number(month, 1 | 2), Sign('月'), ..] if is_month(month) => Some((2, of(None, month, None))),
        _ => None,
    }
}

/// Completes a year of two digits: 22年 is 2022.
fn whole(year: u32, digits: usize) -> u32 {
    if digits == 2 { 2000 + year } else { year }
}

/// Tokens as they were written, without spaces.
fn written(tokens: &[Token]) -> String {
    let text = tokens.iter().map(|token| match token {
        Token::Number(number, digits) => format!("{number:0digits$}"),
        Token::Sign(sign) => sign.to_string(),
    });
    text.collect()
}

fn is_year(number: u32) -> bool {
    (2000..2100).contains(&number)
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok().filter(|_| is_year(year))?, month, day)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut digits = String::new();
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            // A number too long for a date is left out.
            tokens
                .push(digits.parse().map_or(Token::Sign('\0'), |number| Token::Number(number, digits.len())));
            digits.clear();
        }
        if !is_space(character) {
            tokens.push(Token::Sign(character));
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(text: &str) -> String {
        named_in(text).listed()
    }

    #[test]
    fn a_month_is_known_in_every_way_it_is_written() {
        for (text, month) in [
            ("2022年3月月度情况统计表", "2022年3月"),
            ("（2022年 03 月）", "2022年3月"),
            ("２０２２．０３", "2022年3月"),
            ("龙沙镇_2022年03月_附件2", "2022年3月"),
            ("202203", "2022年3月"),
            ("2022-3", "2022年3月"),
            ("3月份", "3月"),
            ("十二月", "12月"),
            ("二〇二二年三月", "2022年3月"),
            ("二零二三年十一月份", "2023年11月"),
            ("2022年3月附件2", "2022年3月"),
            ("2022年1-6月", ""),
            ("2022年1月至6月", ""),
            ("1、2月", ""),
            ("22年3月", "2022年3月"),
            ("二O二二年三月", "2022年3月"),
            ("2022年3月1日至3月31日", "2022年3月"),
            ("2022年度3月份", "3月"),
            ("2022.1-12月", ""),
            ("2022年2月26日-3月25日", ""),
            ("2022年3月1日-15日", ""),
            ("二、三月", ""),
            ("附件2-3月", ""),
            ("2022年3月28日", ""),
            ("20220328", ""),
            ("2022.3.28", ""),
            ("3月28日", ""),
            ("万州城管组办发〔2022〕2号", ""),
            ("Sheet3", ""),
        ] {
            assert_eq!(months(text), month, "{text}");
        }
        for (text, span) in [
            ("2022年1-3月", "2022年1-3月"),
            ("2022.1-12月", "2022.1-12月"),
            ("2022年2月26日-3月25日", "2022年2月26日-3月25日"),
            ("二、三月", "2,3月"),
            ("附件2-3月", "2-3月"),
            ("2022年第一季度", "季度"),
            ("2022年上半年", "上半年"),
            ("2022年度", "年度"),
            ("2022年年报", "年年报"),
            ("2022年前3个月", "个月"),
            ("2022年3月上旬", "上旬"),
            ("2022年3月第1周", "第1周"),
            ("2022年Q1", "Q1"),
            ("2022年13月", "13月"),
            ("2022年二至三月", "2022年2至3月"),
            ("一到三月", "1到3月"),
            ("2.26-3.25", "2.26-3.25"),
            ("2022年春节期间", "期间"),
        ] {
            assert_eq!(named_in(text).spans, [span], "{text}");
        }
        for text in
            ["2022年3月", "2022年报表", "月度情况统计表", "2022年3月28日", "万州城管组办发〔2022〕2号"]
        {
            assert!(!named_in(text).names_a_span(), "{text}");
        }
        assert_eq!(named_in("填于2022.3.28").days, ["2022-03-28".parse().unwrap()]);
        assert_eq!(named_in("2022年月报").years, BTreeSet::from([2022]));
        assert_eq!(named_in("2022年1-6月").years, BTreeSet::from([2022]));
    }
}
