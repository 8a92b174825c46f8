//! The span of months that a summary is about: the campaign, a year, or any consecutive months.
//!
//! A span knows its months and its name. It does not know what was recorded in them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::notice::Campaign;
use crate::period::{Month, PeriodError};

/// The notation of the whole campaign.
const CAMPAIGN: &str = "campaign";

/// Separates the first from the last month.
const BETWEEN: &str = "..";

/// A span of months, printed as `campaign`, `2022` or `2022-01..2022-06`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub enum Span {
    /// From the campaign's first month to its last.
    Campaign,
    /// A calendar year.
    Year(i32),
    /// From one month to another, both included.
    Months(Month, Month),
}

impl Span {
    /// The span's first and last month. A year is cut to the campaign; a span outside of it is refused. A campaign without
    /// an end reaches to the month `current`.
    pub fn bounds(self, campaign: &Campaign, current: Month) -> Result<(Month, Month), PeriodError> {
        let whole = (campaign.first_month, campaign.last_month_or(current));
        match self {
            Self::Campaign => Ok(whole),
            Self::Year(year) => {
                let not_a_span = || PeriodError::NotASpan(year.to_string());
                let january = Month::new(year, 1).ok_or_else(not_a_span)?;
                let december = Month::new(year, 12).ok_or_else(not_a_span)?;
                if december < whole.0 {
                    campaign.check(december)?;
                }
                if january > whole.1 {
                    campaign.check(january)?;
                }
                Ok((january.max(whole.0), december.min(whole.1)))
            }
            Self::Months(first, last) => {
                campaign.check(first)?;
                campaign.check(last)?;
                Ok((first, last))
            }
        }
    }

    /// The span in words, for titles and file names.
    pub fn name(self, campaign: &Campaign) -> String {
        match self {
            Self::Campaign => campaign.last_month.map_or_else(
                || format!("{}以来", campaign.first_month.name()),
                |last| range_name(campaign.first_month, last),
            ),
            Self::Year(year) => format!("{year}年"),
            Self::Months(first, last) => range_name(first, last),
        }
    }
}

/// A range of months in words; the year is written once if both months have the same.
pub(crate) fn range_name(first: Month, last: Month) -> String {
    if first == last {
        first.name()
    } else if first.year() == last.year() {
        format!("{}至{}月", first.name(), last.number())
    } else {
        format!("{}至{}", first.name(), last.name())
    }
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Campaign => formatter.write_str(CAMPAIGN),
            Self::Year(year) => write!(formatter, "{year:04}"),
            Self::Months(first, last) => write!(formatter, "{first}{BETWEEN}{last}"),
        }
    }
}

impl FromStr for Span {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let not_a_span =
            || PeriodError::NotASpan(text.chars().filter(|one| !one.is_control()).take(30).collect());
        if text == CAMPAIGN {
            return Ok(Self::Campaign);
        }
        if let Some((first, last)) = text.split_once(BETWEEN) {
            let (first, last): (Month, Month) = (first.parse()?, last.parse()?);
            return if first <= last { Ok(Self::Months(first, last)) } else { Err(not_a_span()) };
        }
        if let Ok(month) = text.parse() {
            return Ok(Self::Months(month, month));
        }
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year = text.parse().ok().filter(|year| is_year && Month::new(*year, 1).is_some());
        year.map(Self::Year).ok_or_else(not_a_span)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Notice;

    fn campaign() -> &'static Campaign {
        &Notice::built_in().unwrap().form("annex2").unwrap().campaign
    }

    fn told(text: &str) -> Result<String, String> {
        let span: Span = text.parse().map_err(|problem: PeriodError| problem.to_string())?;
        let (first, last) =
            span.bounds(campaign(), "2023-12".parse().unwrap()).map_err(|problem| problem.to_string())?;
        Ok(format!("{span} {} {first} {last}", span.name(campaign())))
    }

    #[test]
    fn a_span_is_a_campaign_a_year_or_months() {
        for (text, expected) in [
            ("campaign", "campaign 2022年1月至2023年12月 2022-01 2023-12"),
            ("2022", "2022 2022年 2022-01 2022-12"),
            ("2022-03", "2022-03..2022-03 2022年3月 2022-03 2022-03"),
            ("2022-01..2022-06", "2022-01..2022-06 2022年1月至6月 2022-01 2022-06"),
            ("2022-11..2023-02", "2022-11..2023-02 2022年11月至2023年2月 2022-11 2023-02"),
        ] {
            assert_eq!(told(text).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_span_of_the_campaign_is_refused_with_what_would_be_one() {
        for text in ["", "22", "二〇二二", "2022-06..2022-01", "2022..2023", "+022", "2022-1", "0000"] {
            assert!(told(text).is_err(), "{text}");
        }
        assert!(told("去年").unwrap_err().contains("2022-01..2022-06"));
        assert_eq!(told("2024").unwrap_err(), "2024年1月不在主题活动期内，可填 2022年1月至2023年12月");
        assert!(told("2021").unwrap_err().starts_with("2021年12月"));
        assert!(told("2023-11..2024-02").is_err());
    }
}
