//! Dates and days in the text of a notice.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, Months, NaiveDate};

use super::text::plain;

/// A day in a text, with where it begins and ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: NaiveDate,
    pub(super) begins: usize,
    pub(super) ends: usize,
}

/// The days that a text without blanks names in full: 2022年1月13日.
pub(super) fn days(plain: &str) -> Vec<Day> {
    let mut days = Vec::new();
    for (at, _) in plain.match_indices('年') {
        let before = plain.get(..at).unwrap_or_default();
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let begins = at - digits;
        let found = || -> Option<(NaiveDate, usize)> {
            let year: i32 = plain.get(begins..at)?.parse().ok().filter(|_| digits == 4)?;
            let rest = plain.get(at + '年'.len_utf8()..)?;
            let (month, rest) = number_before(rest, &["月"])?;
            let (day, rest) = number_before(rest, &["日", "号"])?;
            Some((NaiveDate::from_ymd_opt(year, month, day)?, plain.len() - rest.len()))
        };
        days.extend(found().map(|(date, ends)| Day { date, begins, ends }));
    }
    days
}

/// From when to when, where a text says nothing else: 2026年7月至11月, 2026年12月, and without a first day 2026年6月30日前.
pub(super) fn range(plain: &str) -> Option<(Option<NaiveDate>, NaiveDate)> {
    const UNTIL: [&str; 4] = ["至", "到", "-", "~"];
    let (first, rest) = day_or_month(plain, None)?;
    if ["前", "底前", "之前", "以前"].contains(&rest) {
        return Some((None, *first.end()));
    }
    if rest.is_empty() {
        return (first.start() < first.end()).then_some((Some(*first.start()), *first.end()));
    }
    let rest = UNTIL.iter().find_map(|word| rest.strip_prefix(word))?;
    let (last, rest) = day_or_month(rest, Some(*first.start()))?;
    let is_end = rest.is_empty() || ["止", "底"].contains(&rest);
    (is_end && first.start() <= last.end()).then_some((Some(*first.start()), *last.end()))
}

/// The day or the month at the start of a text. One without a year, or without a month, has that of the day before it.
fn day_or_month(text: &str, before: Option<NaiveDate>) -> Option<(RangeInclusive<NaiveDate>, &str)> {
    let year = text.split_once('年').filter(|(year, _)| year.len() == 4);
    let year = year.and_then(|(year, rest)| Some((year.parse().ok()?, rest)));
    let (year, rest): (i32, &str) = year.or_else(|| Some((before?.year(), text)))?;
    if let Some((day, rest)) = number_before(rest, &["日", "号"]) {
        let day = NaiveDate::from_ymd_opt(year, before?.month(), day)?;
        return Some((day..=day, rest));
    }
    let (month, rest) = number_before(rest, &["月份", "月"])?;
    if let Some((day, rest)) = number_before(rest, &["日", "号"]) {
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        return Some((day..=day, rest));
    }
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first..=first.checked_add_months(Months::new(1))?.pred_opt()?, rest))
}

/// The days that a text names without a year, which are still to come in that of its own date: 11月30日前.
pub(super) fn days_of_year(plain: &str, issued: NaiveDate) -> Vec<Day> {
    let found = plain.match_indices('月').filter_map(|(at, _)| {
        let before = plain.get(..at)?;
        let begins = before.trim_end_matches(|one: char| one.is_ascii_digit()).len();
        let (month, rest) = number_before(plain.get(begins..)?, &["月"])?;
        let (day, rest) = number_before(rest, &["日", "号"])?;
        // What comes every year, and what is said of several months, is none of them.
        let is_one = !before.get(..begins)?.ends_with(['年', '、', '和', '每', '至', '到', '-']);
        let date = NaiveDate::from_ymd_opt(issued.year(), month, day)?;
        (is_one && date >= issued).then(|| Day { date, begins, ends: plain.len() - rest.len() })
    });
    found.collect()
}

/// The only day of a line that has nothing else: the date of a letter, in digits or in Chinese numerals.
pub(super) fn only_day(line: &str) -> Option<NaiveDate> {
    let plain = digits(&plain(line));
    match days(&plain).as_slice() {
        [only] if only.begins == 0 && only.ends == plain.len() => Some(only.date),
        _ => None,
    }
}

/// 二〇二二年一月十日 in digits.
fn digits(plain: &str) -> String {
    let is_numeral = |one: char| "〇○零一二三四五六七八九十".contains(one);
    if !plain.starts_with(is_numeral) {
        return plain.to_owned();
    }
    let value = |one: char| match one {
        '〇' | '○' | '零' => Some(0),
        other => "一二三四五六七八九".chars().position(|known| known == other).map(|at| at + 1),
    };
    let mut text = String::new();
    let mut run: Vec<char> = Vec::new();
    for one in plain.chars() {
        if is_numeral(one) {
            run.push(one);
            continue;
        }
        let tens = run.iter().position(|one| *one == '十');
        let number =
            |part: &[char]| part.iter().filter_map(|one| value(*one)).fold(0, |sum, digit| sum * 10 + digit);
        match tens {
            Some(at) => {
                let (before, after) = run.split_at(at);
                let before = if before.is_empty() { 1 } else { number(before) };
                text.push_str(&(before * 10 + number(after.get(1..).unwrap_or_default())).to_string());
            }
            None => text.extend(run.iter().filter_map(|one| value(*one)).map(|digit| digit.to_string())),
        }
        run.clear();
        text.push(one);
    }
    text
}

/// A number of one or two digits before one of some words, and what is behind the word.
pub(super) fn number_before<'a>(text: &'a str, words: &[&str]) -> Option<(u32, &'a str)> {
    let end = text.find(|one: char| !one.is_ascii_digit())?;
    let (digits, rest) = text.split_at(end);
    let number = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    words.iter().find_map(|word| rest.strip_prefix(word)).map(|rest| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_says_nothing_else() {
        for (text, expected) in [
            ("2026年7月至11月", "2026-07-01 2026-11-30"),
            ("2026年7月1日-2027年2月28日", "2026-07-01 2027-02-28"),
            ("2026年7月1日至15日", "2026-07-01 2026-07-15"),
            ("2026年12月", "2026-12-01 2026-12-31"),
            ("2026年6月30日前", " 2026-06-30"),
            ("2026年6月底前", " 2026-06-30"),
            ("2026年6月30日", ""),
            ("7月至11月", ""),
            ("2026年11月至7月", ""),
            ("2026年7月至11月,各镇", ""),
            ("2026年13月", ""),
        ] {
            let told = range(text).map_or_else(String::new, |(first, last)| {
                format!("{} {last}", first.map(|day| day.to_string()).unwrap_or_default())
            });
            assert_eq!(told, expected, "{text}");
        }
    }

    #[test]
    fn days_are_found_in_a_text() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let found: Vec<NaiveDate> = days("于2022年1月13日前将方案报区，在2022年13月1日，2022年10月31日前")
            .iter()
            .map(|day| day.date)
            .collect();
        assert_eq!(found, [day("2022-01-13"), day("2022-10-31")]);
        let of_year = days_of_year(
            "于4月25日前报名单，2025年5月1日起，3月1日前报方案，每年6月1日前",
            day("2025-04-20"),
        );
        assert_eq!(of_year.iter().map(|day| day.date).collect::<Vec<_>>(), [day("2025-04-25")]);
        for line in ["2022年1月 10 日", "二〇二二年一月十日", "２０２２年１月１０日"] {
            assert_eq!(only_day(line), Some(day("2022-01-10")), "{line}");
        }
        assert_eq!(only_day("二〇二四年十二月二十五日"), Some(day("2024-12-25")));
        assert_eq!(only_day("于2022年1月10日前"), None);
    }
}
