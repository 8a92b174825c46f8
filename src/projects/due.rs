//! Reading 完成时限: the last day that the office's words allow, if they give one.
//!
//! Reading is careful: a text that could mean two days is taken as the later one, and a text that is not
//! understood to the last character is not a day. So no project is called late because of a guess. The words
//! themselves are never changed.

use chrono::{Datelike as _, NaiveDate};

use crate::period::Month;

/// The meaning of 完成时限.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The project must be done by the end of that day.
    By(NaiveDate),
    /// The words give no day.
    Words,
    /// 长期: the project has no end.
    Never,
    /// The field is blank.
    Blank,
}

/// Words that mean no end.
const ENDLESS: [&str; 7] = ["长期", "长效", "常年", "常态", "持续", "永久", "日常"];
/// Words that may come before a date.
const BEFORE: [&str; 8] = ["预计", "计划", "力争", "确保", "拟于", "拟", "于", "在"];
/// Words that may follow a date without changing it.
const BEHIND: [&str; 16] = [
    "以前", "之前", "前", "底", "末", "内", "份", "左右", "全部", "完成", "完工", "竣工", "建成", "投用",
    "验收", "。",
];

/// The longest come first, because 十二月 ends with 二月.
const MONTHS: [(&str, &str); 12] = [
    ("十二月", "12月"),
    ("十一月", "11月"),
    ("十月", "10月"),
    ("九月", "9月"),
    ("八月", "8月"),
    ("七月", "7月"),
    ("六月", "6月"),
    ("五月", "5月"),
    ("四月", "4月"),
    ("三月", "3月"),
    ("二月", "2月"),
    ("一月", "1月"),
];

/// Parts of a year, with the last month of each.
const PARTS: [(&str, u32); 14] = [
    ("上半年", 6),
    ("下半年", 12),
    ("第一季度", 3),
    ("第二季度", 6),
    ("第三季度", 9),
    ("第四季度", 12),
    ("一季度", 3),
    ("二季度", 6),
    ("三季度", 9),
    ("四季度", 12),
    ("年底", 12),
    ("年末", 12),
    ("全年", 12),
    ("年内", 12),
];

impl Due {
    /// Reads the words.
    ///
    /// # Examples
    /// ```
    /// use yuebao::projects::Due;
    /// let end_of_june = Due::By("2022-06-30".parse().unwrap());
    /// for words in ["2022年6月底前", "2022.6", "２０２２－０６－３０", "2022年上半年"] {
    ///     assert_eq!(Due::read(words), end_of_june);
    /// }
    /// assert_eq!(Due::read("长期坚持"), Due::Never);
    /// assert_eq!(Due::read("6月底"), Due::Words);
    /// ```
    pub fn read(words: &str) -> Self {
        let plain = plain(words);
        if plain.is_empty() {
            return Self::Blank;
        }
        if ENDLESS.iter().any(|word| plain.starts_with(word)) {
            return Self::Never;
        }
        last_day(&plain).map_or(Self::Words, Self::By)
    }

    /// The day, if there is one.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::By(day) => Some(day),
            _ => None,
        }
    }
}

/// Normalises a text: half-width, no spaces, one sign for each kind of dash, months in digits.
fn plain(words: &str) -> String {
    let plain: String = words
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '０'..='９' => char::from_digit(character as u32 - '０' as u32, 10).unwrap_or(character),
            '．' => '.',
            '／' => '/',
            '－' | '—' | '–' | '\u{2212}' => '-',
            '～' | '~' | '到' => '至',
            other => other,
        })
        .collect();
    MONTHS.iter().fold(plain, |text, (word, digits)| text.replace(word, digits))
}

/// The last day of a date or of a span (2022年1月至6月); the year may be written only once, at the beginning.
fn last_day(plain: &str) -> Option<NaiveDate> {
    let dash_is_span = plain.contains(['年', '.', '/']);
    let (begin, end) = match plain.rsplit_once('至') {
        Some((begin, end)) => (begin, end),
        None => match plain.rsplit_once('-').filter(|_| dash_is_span) {
            Some((begin, end)) => (begin, end),
            None => return single(plain, None),
        },
    };
    let year = single(begin, None)?.year();
    single(end, Some(year))
}

/// Reads one date. `year` is used if the text has no year.
fn single(text: &str, year: Option<i32>) -> Option<NaiveDate> {
    let mut rest = Rest(text);
    while rest.eat_any(&BEFORE) {}
    let (digits, number) = rest.number()?;
    match digits {
        8 => {
            return rest.ends(NaiveDate::from_ymd_opt(
                i32::try_from(number / 10_000).ok()?,
                number / 100 % 100,
                number % 100,
            )?);
        }
        6 => return rest.ends(last_of(i32::try_from(number / 100).ok()?, number % 100)?),
        4 => {}
        2 if rest.0.starts_with('年') => {}
        1 | 2 => return month(year?, number, &mut rest),
        _ => return None,
    }
    let year = i32::try_from(if digits == 2 { 2000 + number } else { number }).ok()?;
    Month::new(year, 1)?;
    let with_word = rest.eat("年");
    if !with_word && !rest.eat_any(&["-", ".", "/"]) {
        return rest.ends(last_of(year, 12)?).filter(|_| rest.0.is_empty());
    }
    match rest.number() {
        Some((1 | 2, number)) if rest.eat("季度") => rest.ends(last_of(year, number * 3)?),
        Some((1 | 2, number)) => month(year, number, &mut rest),
        None if with_word => part_of_year(year, &mut rest),
        _ => None,
    }
}

fn part_of_year(year: i32, rest: &mut Rest<'_>) -> Option<NaiveDate> {
    if let Some((_, last)) = PARTS.iter().find(|(word, _)| rest.eat(word)) {
        return rest.ends(last_of(year, *last)?);
    }
    // “2022年前” may also mean the year before, so it is not read as a day.
    if rest.0.starts_with(['前', '以', '之', '初', '左']) {
        return None;
    }
    rest.ends(last_of(year, 12)?)
}

/// Reads what follows a year: a month, and perhaps a day or a part of the month.
fn month(year: i32, number: u32, rest: &mut Rest<'_>) -> Option<NaiveDate> {
    let last = last_of(year, number)?;
    let separated = rest.eat_any(&["月", "-", ".", "/"]);
    if separated && let Some((digits, day)) = rest.number() {
        let day = last.with_day(day).filter(|_| digits <= 2)?;
        let _with_word = rest.eat_any(&["日", "号"]);
        return rest.ends(day);
    }
    if !separated && !rest.0.is_empty() {
        return None;
    }
    for (word, day) in
        [("上旬", Some(10)), ("中旬", Some(20)), ("下旬", None), ("初", Some(10)), ("中", Some(20))]
    {
        if rest.eat(word) {
            return rest.ends(day.map_or(Some(last), |day| last.with_day(day))?);
        }
    }
    rest.ends(last)
}

fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    Month::new(year, month).map(|month| month.day(31))
}

/// The rest of a text that is being read.
struct Rest<'text>(&'text str);

impl Rest<'_> {
    fn eat(&mut self, word: &str) -> bool {
        let rest = self.0.strip_prefix(word);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Reads a number and its count of digits; takes nothing if the number cannot belong to a date.
    fn number(&mut self) -> Option<(usize, u32)> {
        let end = self.0.find(|character: char| !character.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end)?;
        let number = digits.parse().ok().filter(|_| digits.len() <= 8)?;
        self.0 = rest;
        Some((digits.len(), number))
    }

    /// Returns the day if nothing follows that could change its meaning.
    fn ends(&mut self, day: NaiveDate) -> Option<NaiveDate> {
        while self.eat_any(&BEHIND) {}
        self.0.is_empty().then_some(day)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_words_of_offices_are_understood() {
        for (words, expected) in [
            ("2022年6月底前", "2022-06-30"),
            ("2022年6月", "2022-06-30"),
            ("2022年2月底", "2022-02-28"),
            ("2022年6月30日", "2022-06-30"),
            ("2022年6月15日前完成", "2022-06-15"),
            ("2022-06-30", "2022-06-30"),
            ("2022.6.30", "2022-06-30"),
            ("2022/6/30", "2022-06-30"),
            ("20220630", "2022-06-30"),
            ("2022-06", "2022-06-30"),
            ("2022.06", "2022-06-30"),
            ("202206", "2022-06-30"),
            ("２０２２年６月", "2022-06-30"),
            ("2022 年 6 月 底 前", "2022-06-30"),
            ("2022年六月底", "2022-06-30"),
            ("2022年十二月", "2022-12-31"),
            ("22年6月底", "2022-06-30"),
            ("2022年上半年", "2022-06-30"),
            ("2022年下半年", "2022-12-31"),
            ("2022年第三季度", "2022-09-30"),
            ("2022年3季度", "2022-09-30"),
            ("2022年底", "2022-12-31"),
            ("2022年底前", "2022-12-31"),
            ("2022年年底", "2022-12-31"),
            ("2022年内", "2022-12-31"),
            ("2022年", "2022-12-31"),
            ("2022", "2022-12-31"),
            ("2022年6月上旬", "2022-06-10"),
            ("2022年6月中旬", "2022-06-20"),
            ("2022年6月下旬", "2022-06-30"),
            ("预计2022年6月底竣工", "2022-06-30"),
            ("2022年1月至6月", "2022-06-30"),
            ("2022年1月-2022年6月", "2022-06-30"),
            ("2022.3-2022.6", "2022-06-30"),
            ("2022年11月至2023年2月底", "2023-02-28"),
        ] {
            assert_eq!(
                Due::read(words).day().map(|day| day.to_string()).as_deref(),
                Some(expected),
                "{words}"
            );
        }
    }

    #[test]
    fn what_is_not_certain_stays_words() {
        for words in [
            "6月底",
            "春节前",
            "2022年前",
            "2022年6月开工，年底完成",
            "2022年13月",
            "2022年6月31日",
            "2022-6-30-1",
            "12",
            "已完成",
            "2022年春节前",
            "年底",
            "99999999999",
            "2022年初",
            "0000年1月",
            "至2022年6月",
        ] {
            assert_eq!(Due::read(words), Due::Words, "{words}");
        }
        for words in ["长期", " 长期坚持 ", "持续推进", "常态化"] {
            assert_eq!(Due::read(words), Due::Never, "{words}");
        }
        assert_eq!(Due::read(" \u{3000}"), Due::Blank);
    }

    proptest! {
        #[test]
        fn no_words_make_it_panic(words in "[0-9０-９年月日底末前至.\\-/一二十上下半季度旬初中 长期]{0,16}") {
            let _read = Due::read(&words);
        }

        #[test]
        fn every_way_to_write_one_day_is_that_day(days in 0_i32..1000) {
            let day = NaiveDate::from_ymd_opt(2021, 12, 1).unwrap() + chrono::Days::new(u64::from(days.unsigned_abs()));
            for pattern in ["%Y年%-m月%-d日", "%Y年%m月%d日前", "%Y-%m-%d", "%Y.%-m.%-d", "%Y/%m/%d", "%Y%m%d"] {
                let words = day.format(pattern).to_string();
                prop_assert_eq!(Due::read(&words), Due::By(day), "{}", words);
            }
        }
    }
}
