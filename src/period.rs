//! Months and days: reading, counting and naming them. Which months are reported and when each is due is
//! defined by the notice.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::amount::trim;
use crate::wording::{half_width, quoted};

/// A calendar month, printed as `2022-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema), ts(type = "string"), schemars(with = "String", extend("pattern" = "^[0-9]{4}-[0-9]{2}$")))]
pub struct Month {
    year: i32,
    number: u32,
}

/// Why a text or a month was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// The text is not a month.
    #[error("{}不是月份，请写成 2022-03 这样", quoted(.0))]
    NotAMonth(String),
    /// What a person wrote is no month of the campaign for certain.
    #[error("{}看不出是哪个月，什么都没有改动。请写成 2022年3月 或 2022-03 这样", quoted(.0))]
    UnclearMonth(String),
    /// The text is not a day.
    #[error("{}不是日期，请写成 2022-03-28 或 2022年3月28日", quoted(.0))]
    NotADate(String),
    /// The text is not a span of months.
    #[error(
        "{}不是总结的时段，请写成 2022（一年）、2022-01..2022-06（几个月）或 campaign（整个活动）",
        quoted(.0)
    )]
    NotASpan(String),
    /// The month lies outside the campaign.
    #[error("{month}不在{name}期内，可填 {first}{last}", month = .month.name(), first = .first.name(), last = until(*.last))]
    OutsideCampaign {
        /// What the program calls the campaign.
        name: String,
        /// The month asked for.
        month: Month,
        /// The first month that is reported.
        first: Month,
        /// The last month that is reported, if there is one.
        last: Option<Month>,
    },
    /// The notice exempts the month.
    #[error("{}按通知不用报，它的数请并到下个月", .0.name())]
    Exempt(Month),
    /// The month lies before the unit's first month.
    #[error("本单位从{first}开始用本软件填报；更早的数请计入期初累计", first = .0.name())]
    BeforeStart(Month),
}

/// The end of a span that may have none.
fn until(last: Option<Month>) -> String {
    last.map_or_else(|| "以后的月份".to_owned(), |last| format!("至{}", last.name()))
}

impl Month {
    /// The month of that number (1 to 12) in a year of four digits.
    pub fn new(year: i32, number: u32) -> Option<Self> {
        ((1..=12).contains(&number) && (1000..=9999).contains(&year)).then_some(Self { year, number })
    }

    /// The month a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month() }
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 for January to 12 for December.
    pub fn number(self) -> u32 {
        self.number
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        match self.number {
            12 => Self { year: self.year + 1, number: 1 },
            number => Self { year: self.year, number: number + 1 },
        }
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.number {
            1 => Self { year: self.year - 1, number: 12 },
            number => Self { year: self.year, number: number - 1 },
        }
    }

    /// The same month a year before.
    #[must_use]
    pub fn last_year(self) -> Self {
        Self { year: self.year - 1, number: self.number }
    }

    /// Every month from this one up to and including `last`; none if `last` is earlier.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| Some(month.next())).take_while(move |month| *month <= last)
    }

    /// The month in words: 2022年3月.
    pub fn name(self) -> String {
        format!("{}年{}月", self.year, self.number)
    }

    /// The month as written in file names: 2022年03月, so that they sort.
    pub fn padded_name(self) -> String {
        format!("{}年{:02}月", self.year, self.number)
    }

    /// The given day of the month, or the last day if the month is shorter.
    pub fn day(self, day: u32) -> NaiveDate {
        (1..=day)
            .rev()
            .find_map(|day| NaiveDate::from_ymd_opt(self.year, self.number, day))
            .unwrap_or(NaiveDate::MIN)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.number)
    }
}

impl FromStr for Month {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let parse = || {
            let (year, number) = text.split_once('-')?;
            let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            if year.len() != 4 || number.len() != 2 || !digits(year) || !digits(number) {
                return None;
            }
            Self::new(year.parse().ok()?, number.parse().ok()?)
        };
        parse().ok_or_else(|| PeriodError::NotAMonth(shortened(text)))
    }
}

/// Shortens a text, so that a hostile one cannot fill a message.
fn shortened(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(30).collect()
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Reads a month as a person writes it: 2022年3月, 2022-03, 2022.3, 2022/3, 202203, and 3月 where `months` has one March alone.
pub fn parse_typed_month(text: &str, months: impl IntoIterator<Item = Month>) -> Result<Month, PeriodError> {
    let narrow: String = text.chars().map(narrow).filter(|one| !one.is_whitespace()).collect();
    let unclear = || PeriodError::UnclearMonth(shortened(text));
    let bare = narrow.strip_suffix(['月', '份']).map_or(narrow.as_str(), |bare| bare.trim_end_matches('月'));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, number) = match bare.split_once(['年', '-', '.', '/']) {
        Some((year, number)) if year.len() == 4 => (Some(year), number),
        Some(_) => return Err(unclear()),
        None if bare.len() == 6 && digits(bare) => {
            bare.split_at_checked(4).map_or((None, bare), |(year, number)| (Some(year), number))
        }
        // A number alone may be anything.
        None if bare.len() == narrow.len() => return Err(unclear()),
        None => (None, bare),
    };
    if number.len() > 2 || !digits(number) || !year.is_none_or(digits) {
        return Err(unclear());
    }
    let number = number.parse().map_err(|_| unclear())?;
    if let Some(year) = year {
        let year = year.parse().map_err(|_| unclear())?;
        return Month::new(year, number).ok_or_else(unclear);
    }
    let mut same = months.into_iter().filter(|month| month.number() == number);
    match (same.next(), same.next()) {
        (Some(month), None) => Ok(month),
        _ => Err(unclear()),
    }
}

/// A digit or a sign of full width as the usual one.
fn narrow(character: char) -> char {
    match character {
        '—' | '–' | '−' => '-',
        '。' => '.',
        other => half_width(other),
    }
}

/// Reads a day as offices write it: 2022-03-28, 2022.3.28, 2022/3/28, 2022年3月28日, digits of either width.
pub fn parse_date(text: &str) -> Result<NaiveDate, PeriodError> {
    let parse = || {
        let mut numbers: Vec<String> = vec![String::new()];
        for character in trim(text).chars() {
            match character {
                '0'..='9' => numbers.last_mut()?.push(character),
                '０'..='９' => {
                    numbers.last_mut()?.push(char::from_digit(character as u32 - '０' as u32, 10)?);
                }
                '-' | '.' | '/' | '年' | '月' | '日' | '－' | '．' | '。' => {
                    numbers.push(String::new());
                }
                _ => return None,
            }
        }
        if numbers.last()?.is_empty() {
            numbers.pop();
        }
        let [year, month, day] = numbers.as_slice() else { return None };
        let month = Month::new(year.parse().ok()?, month.parse().ok()?)?;
        NaiveDate::from_ymd_opt(month.year, month.number, day.parse().ok()?)
    };
    parse().ok_or_else(|| PeriodError::NotADate(shortened(text)))
}

/// A day in words: 2022年3月28日.
pub fn date_name(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// Months in order, each run of them as one span: 1 月至 3 月. The year is left out where it is the year of `at`.
pub fn month_spans(months: &[Month], at: Month) -> Vec<String> {
    let mut spans: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match spans.last_mut() {
            Some((_, last)) if last.next() == *month => *last = *month,
            _ => spans.push((*month, *month)),
        }
    }
    let name = |month: Month| {
        if month.year() == at.year() { format!("{} 月", month.number()) } else { month.name() }
    };
    let span = |(first, last): (Month, Month)| {
        if first == last { name(first) } else { format!("{}至 {}", name(first), name(last)) }
    };
    spans.into_iter().map(span).collect()
}

/// A moment in words: 2022年3月20日 09:00.
pub fn moment_name(at: NaiveDateTime) -> String {
    format!("{} {:02}:{:02}", date_name(at.date()), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_cross_the_year() {
        assert_eq!(month("2022-12").next(), month("2023-01"));
        assert_eq!(month("2023-01").previous(), month("2022-12"));
        let winter: Vec<String> =
            month("2022-11").through(month("2023-02")).map(|month| month.to_string()).collect();
        assert_eq!(winter, ["2022-11", "2022-12", "2023-01", "2023-02"]);
        assert_eq!(month("2022-03").through(month("2022-02")).count(), 0);
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in
            ["", "2022", "2022-13", "2022-00", "2022-3", "22-03", "2022-03-01", "+022-03", "２０２２-03"]
        {
            assert!(matches!(text.parse::<Month>(), Err(PeriodError::NotAMonth(_))), "{text}");
        }
    }

    #[test]
    fn a_month_as_a_person_types_it() {
        let campaign = || month("2022-01").through(month("2022-12"));
        for text in [
            "3月",
            " 3 月份",
            "０３月",
            "2022年3月",
            "2022年03月份",
            "2022-03",
            "2022-3",
            "2022.3",
            "2022/03",
            "202203",
            "２０２２．３",
        ] {
            assert_eq!(parse_typed_month(text, campaign()), Ok(month("2022-03")), "{text}");
        }
        for text in [
            "",
            "月",
            "3",
            "13月",
            "0月",
            "22.3",
            "2022",
            "2022年",
            "2022-13",
            "2022-03-28",
            "1-3月",
            "三月",
            "3月4月",
            "20223",
        ] {
            assert!(parse_typed_month(text, campaign()).is_err(), "{text}");
        }
        let two_years = month("2022-01").through(month("2023-06"));
        assert!(parse_typed_month("3月", two_years).is_err(), "of which year?");
    }

    #[test]
    fn dates_as_offices_write_them() {
        for text in
            ["2022-03-28", "2022.3.28", "2022/3/28", "2022年3月28日", " ２０２２年３月２８日 ", "2022。3。28"]
        {
            assert_eq!(parse_date(text), Ok(day("2022-03-28")), "{text}");
        }
        for text in ["", "3月28日", "2022-02-30", "2022-13-01", "明天", "2022-03-28-1", "99999999999-1-1"]
        {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn months_one_after_the_other_are_one_span() {
        let months = ["2022-11", "2022-12", "2023-01", "2023-03"].map(month);
        assert_eq!(month_spans(&months, month("2023-04")), ["2022年11月至 1 月", "3 月"]);
        assert_eq!(month_spans(&[], month("2023-04")), [""; 0]);
    }

    #[test]
    fn a_short_month_gives_its_last_day() {
        assert_eq!(month("2022-02").day(31), day("2022-02-28"));
    }
}
