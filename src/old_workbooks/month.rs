//! Which month an old sheet is of, from what its title, its tab and its file are called.
//!
//! Last month's file is copied and one of the three is forgotten: where they contradict each other none is believed,
//! and the officer says which month it is.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};

use super::text::narrow;
use crate::period::{Month, date_name};

/// A day so early in a month may be the day on which the month before was filled in.
const EARLY: u32 = 10;

/// What a text says of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Months, with their year where it stands before them.
    months: BTreeSet<(Option<i32>, u32)>,
    /// Years that stand alone.
    years: BTreeSet<i32>,
    /// Whole days.
    pub(super) days: Vec<NaiveDate>,
}

impl Words {
    /// A month that a cell holds as one.
    pub(super) fn of_month(month: Month) -> Self {
        Self { months: BTreeSet::from([(Some(month.year()), month.number())]), ..Self::default() }
    }

    /// A day that a cell holds as one.
    pub(super) fn of_day(day: NaiveDate) -> Self {
        Self { days: vec![day], ..Self::default() }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.months.extend(other.months);
        self.years.extend(other.years);
        self.days.extend(other.days);
    }

    /// The years alone: what a sheet of several months is called names none of them.
    pub(super) fn without_months(mut self) -> Self {
        self.years.extend(self.months.iter().filter_map(|(year, _)| *year));
        self.months.clear();
        self
    }

    fn is_silent(&self) -> bool {
        self.months.is_empty()
    }
}

/// A part of a text: a number with how many digits it has, or one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(u32, usize),
    Sign(char),
}

/// Reads every month, year and day that a text names: 2022年3月, 2022.03, 202203, 3月份, 三月, 2022-03-28.
pub(super) fn words(text: &str) -> Words {
    let tokens = tokens(&with_arabic_numerals(&narrow(text)));
    let mut words = Words::default();
    let mut at = 0;
    while at < tokens.len() {
        at += one(tokens.get(at..).unwrap_or_default(), before(&tokens, at), &mut words).max(1);
    }
    words
}

fn before(tokens: &[Token], at: usize) -> Option<Token> {
    at.checked_sub(1).and_then(|at| tokens.get(at)).copied()
}

/// Reads what begins here, and says how many tokens that were.
fn one(tokens: &[Token], before: Option<Token>, words: &mut Words) -> usize {
    use Token::{Number, Sign};
    let is_link = |sign: char| "-至到~,".contains(sign);
    let is_month = |number: u32| (1..=12).contains(&number);
    match *tokens {
        [Number(day, 8), ..] => {
            words.days.extend(date(day / 10000, day / 100 % 100, day % 100));
            1
        }
        [Number(month, 6), ..] if is_year(month / 100) && is_month(month % 100) => {
            words.months.insert((i32::try_from(month / 100).ok(), month % 100));
            1
        }
        // 2022年1-6月 is no month.
        [Number(year, 4), Sign('年'), Number(_, 1 | 2), Sign(link), Number(_, 1 | 2), Sign('月'), ..]
            if is_year(year) && is_link(link) =>
        {
            words.years.extend(i32::try_from(year).ok());
            6
        }
        [
            Number(year, 4),
            Sign('年'),
            Number(_, 1 | 2),
            Sign('月'),
            Sign(link),
            Number(_, 1 | 2),
            Sign('月'),
            ..,
        ] if is_year(year) && is_link(link) => {
            words.years.extend(i32::try_from(year).ok());
            7
        }
        [Number(year, 4), Sign(first), Number(month, 1 | 2), Sign(second), Number(day, 1 | 2), ..]
            if is_year(year) && "年-./_".contains(first) && "月-./_".contains(second) && is_month(month) =>
        {
            words.days.extend(date(year, month, day));
            5
        }
        [Number(year, 4), Sign(sign), Number(month, 1 | 2), ..]
            if is_year(year) && "年-./_".contains(sign) && is_month(month) =>
        {
            words.months.insert((i32::try_from(year).ok(), month));
            3
        }
        [Number(year, 4), Sign('年'), ..] if is_year(year) => {
            words.years.extend(i32::try_from(year).ok());
            2
        }
        [Number(year, 4), ..] if is_year(year) => 1,
        [Number(_, 1 | 2), Sign('月'), Number(_, 1 | 2), Sign('日' | '号'), ..] => 4,
        [Number(_, 1 | 2), Sign('月'), Sign(link), Number(_, 1 | 2), Sign('月'), ..] if is_link(link) => 5,
        [Number(_, 1 | 2), Sign(link), Number(_, 1 | 2), Sign('月'), ..] if is_link(link) => 4,
        [Number(month, 1 | 2), Sign('月'), ..] if is_month(month) => {
            // 第1.3月 and its like say nothing.
            if !matches!(before, Some(Sign('.'))) {
                words.months.insert((None, month));
            }
            2
        }
        _ => 1,
    }
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
            // A number too long for any date is none.
            tokens
                .push(digits.parse().map_or(Token::Sign('\0'), |number| Token::Number(number, digits.len())));
            digits.clear();
        }
        if !super::text::is_space(character) {
            tokens.push(Token::Sign(character));
        }
    }
    tokens
}

/// 二〇二二年十二月 → 2022年12月; other numerals stay as they are.
fn with_arabic_numerals(text: &str) -> String {
    const NUMERALS: &str = "零一二三四五六七八九";
    let value = |numeral: char| match numeral {
        '〇' | '○' => Some(0),
        other => NUMERALS.chars().position(|known| known == other),
    };
    let number = |run: &[char]| -> Option<String> {
        let tens = run.iter().position(|numeral| *numeral == '十');
        let digits: Option<Vec<usize>> =
            run.iter().filter(|numeral| **numeral != '十').map(|one| value(*one)).collect();
        match (tens, digits?.as_slice()) {
            (None, all) => Some(all.iter().map(ToString::to_string).collect()),
            (Some(_), []) => Some("10".to_owned()),
            (Some(0), [one]) => Some((10 + one).to_string()),
            (Some(1), [ten]) => Some((ten * 10).to_string()),
            (Some(1), [ten, one]) => Some((ten * 10 + one).to_string()),
            _ => None,
        }
    };
    let mut written = String::new();
    let mut run: Vec<char> = Vec::new();
    for character in text.chars() {
        if value(character).is_some() || character == '十' {
            run.push(character);
            continue;
        }
        let said = if "年月日".contains(character) && !run.is_empty() { number(&run) } else { None };
        written.push_str(&said.unwrap_or_else(|| run.iter().collect()));
        run.clear();
        written.push(character);
    }
    written.extend(run);
    written
}

/// What is known of the month of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sources {
    /// The lines above the headings, without 填报时间.
    pub(super) title: Words,
    /// The name on the tab.
    pub(super) tab: Words,
    /// The name of the file.
    pub(super) file: Words,
    /// The folder of the file.
    pub(super) folder: Words,
    /// 填报时间
    pub(super) filled_on: Option<NaiveDate>,
    /// Whether the file holds one month only, so that its name is of that month.
    pub(super) is_alone: bool,
}

/// Decides on the month: a sentence says why it could not be decided, or what it was decided from if that is weak.
pub(super) fn decide(sources: &Sources) -> (Option<Month>, Option<String>) {
    let Sources { title, tab, file, folder, filled_on, is_alone } = sources;
    let named = [("标题", title), ("工作表名", tab), ("文件名", file)];
    let counted = named.iter().filter(|(what, words)| {
        // A file of several months is called after its last, or after all of them.
        !words.is_silent() && (*what != "文件名" || *is_alone || (title.is_silent() && tab.is_silent()))
    });
    let told: Vec<(&str, &Words)> = counted.copied().collect();
    let numbers: BTreeSet<u32> =
        told.iter().flat_map(|(_, words)| &words.months).map(|(_, number)| *number).collect();
    let of_months = told.iter().flat_map(|(_, words)| &words.months).filter_map(|(year, _)| *year);
    let lone = [title, tab].into_iter().flat_map(|words| words.years.iter().copied());
    let years: BTreeSet<i32> = of_months.chain(lone).collect();
    if numbers.len() > 1 || years.len() > 1 {
        let each: Vec<String> = named
            .iter()
            .filter_map(|(what, words)| Some(format!("{what}写的是{}", all_of(words)?)))
            .collect();
        return (None, Some(format!("月份对不上：{}", each.join("，"))));
    }
    let Some(number) = numbers.first().copied() else {
        return match filled_on {
            Some(day) if day.day() > EARLY => {
                let month = Month::of(*day);
                (Some(month), Some(format!("没有写是哪个月，按填报时间算作{}，请核对", month.name())))
            }
            _ => (None, Some("标题、工作表名和文件名里都没有月份".to_owned())),
        };
    };
    let alone = [title, tab, file, folder].into_iter().find_map(|words| words.years.first().copied());
    // In January one fills in December.
    let by_day = filled_on.map(|day| if number > day.month() { day.year() - 1 } else { day.year() });
    let year = years.first().copied().or(alone).or(by_day);
    match year.and_then(|year| Month::new(year, number)) {
        Some(month) => (Some(month), filled_on.and_then(|day| long_after(month, day))),
        None => (None, Some(format!("只写了{number}月，没有写是哪一年"))),
    }
}

/// A year that was forgotten when the file was copied shows in the day it was filled in.
fn long_after(month: Month, day: NaiveDate) -> Option<String> {
    let is_long = Month::of(day) > month.next().next();
    is_long.then(|| format!("填报时间是{}，离{}太远，请核对是不是这个月的表", date_name(day), month.name()))
}

fn all_of(words: &Words) -> Option<String> {
    let years = words.years.iter().map(|year| format!("{year}年"));
    let all: Vec<String> = years.chain(Some(listed(words)).filter(|months| !months.is_empty())).collect();
    (!all.is_empty()).then(|| all.join("、"))
}

fn listed(words: &Words) -> String {
    let name = |(year, number): &(Option<i32>, u32)| match year {
        Some(year) => format!("{year}年{number}月"),
        None => format!("{number}月"),
    };
    words.months.iter().map(name).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn months(text: &str) -> String {
        listed(&words(text))
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
            ("2022年3月28日", ""),
            ("20220328", ""),
            ("2022.3.28", ""),
            ("3月28日", ""),
            ("13月", ""),
            ("万州城管组办发〔2022〕2号", ""),
            ("Sheet3", ""),
        ] {
            assert_eq!(months(text), month, "{text}");
        }
        assert_eq!(words("填于2022.3.28").days, ["2022-03-28".parse().unwrap()]);
        assert_eq!(words("2022年月报").years, BTreeSet::from([2022]));
        assert_eq!(words("2022年1-6月").years, BTreeSet::from([2022]));
    }

    fn decided(title: &str, tab: &str, file: &str, filled_on: &str) -> Result<String, String> {
        let sources = Sources {
            title: words(title),
            tab: words(tab),
            file: words(file),
            folder: Words::default(),
            filled_on: filled_on.parse().ok(),
            is_alone: true,
        };
        match decide(&sources) {
            (Some(month), _) => Ok(month.to_string()),
            (None, reason) => Err(reason.unwrap_or_default()),
        }
    }

    #[test]
    fn the_title_the_tab_and_the_file_say_it_together() {
        for (title, tab, file, filled_on, month) in [
            ("2022年3月", "Sheet1", "月报", "", "2022-03"),
            ("", "3月", "2022年月报", "", "2022-03"),
            ("", "Sheet1", "2022年3月", "", "2022-03"),
            ("3月份", "", "", "2022-03-28", "2022-03"),
            ("12月份", "", "", "2023-01-04", "2022-12"),
            ("2022年3月", "3月", "3月报表", "2022-04-02", "2022-03"),
            ("", "", "", "2022-03-28", "2022-03"),
        ] {
            assert_eq!(decided(title, tab, file, filled_on).as_deref(), Ok(month), "{title} {tab} {file}");
        }
    }

    #[test]
    fn where_they_contradict_each_other_none_is_believed() {
        for (title, tab, file, filled_on, reason) in [
            ("2022年3月", "4月", "", "", "月份对不上：标题写的是2022年3月，工作表名写的是4月"),
            ("2022年3月", "", "2023年3月", "", "月份对不上：标题写的是2022年3月，文件名写的是2023年3月"),
            ("3月 4月", "", "", "", "月份对不上：标题写的是3月、4月"),
            ("2023年", "2022年3月", "", "", "月份对不上：标题写的是2023年，工作表名写的是2022年3月"),
            ("", "3月", "月报", "", "只写了3月，没有写是哪一年"),
            ("", "Sheet1", "月报", "2022-04-02", "标题、工作表名和文件名里都没有月份"),
        ] {
            assert_eq!(decided(title, tab, file, filled_on), Err(reason.to_owned()));
        }
    }

    #[test]
    fn a_file_of_several_months_does_not_contradict_its_sheets() {
        let sources = Sources { tab: words("3月"), file: words("2022年6月底止"), ..Sources::default() };
        assert_eq!(decide(&sources), (None, Some("只写了3月，没有写是哪一年".to_owned())));
        let sources = Sources { folder: words("2022年"), ..sources };
        assert_eq!(decide(&sources).0, "2022-03".parse().ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9年月日十二零〇.\\-至 a]{0,30}", day in 1_u32..=28) {
            let found = words(&text);
            let sources = Sources {
                title: found.clone(), tab: found.clone(), file: found,
                filled_on: NaiveDate::from_ymd_opt(2022, 3, day), ..Sources::default()
            };
            decide(&sources);
        }
    }
}
