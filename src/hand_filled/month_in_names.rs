//! The month of a file that cannot be read, from its name and the names of what it lies in.

use chrono::NaiveDate;

use super::dates::{self, Words};
use super::month::{NamedMonth, only, year_by, years};
use crate::notice::Campaign;
use crate::period::Month;

/// What the names of a file that cannot be read, and of what it lies in, say of its month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthInNames {
    /// The nearest name that says anything.
    words: Words,
    /// The year, where that name or another one says it.
    year: Option<i32>,
}

/// A sealed page may be sent after its month, but hardly later than so many months.
const SENT_WITHIN: usize = 2;

impl MonthInNames {
    /// Of names in their order, the nearest first.
    pub fn of<'name>(names: impl Iterator<Item = &'name str>) -> Self {
        let all: Vec<Words> = names.map(dates::named_in).collect();
        // A folder of half a year may hold the file of one month of it.
        let is_heard =
            |(place, words): &(usize, &Words)| !words.is_silent() && (*place == 0 || !words.names_a_span());
        let heard = all.iter().enumerate().find(is_heard);
        let words = heard.map(|(_, words)| words.clone()).unwrap_or_default();
        let own = if years(&words).next().is_some() { std::slice::from_ref(&words) } else { all.as_slice() };
        let year = own.iter().find_map(|words| only(years(words)));
        Self { words, year }
    }

    /// The month; that without a year is unclear.
    pub fn month(&self) -> NamedMonth {
        if self.words.is_silent() {
            return NamedMonth::Nothing;
        }
        let month = self.number().zip(self.year).and_then(|(number, year)| Month::new(year, number));
        month.map_or_else(|| NamedMonth::Unclear(self.words.told().unwrap_or_default()), NamedMonth::Month)
    }

    /// The month, where only its year is not said: the file arrived on that day, soon after the month.
    pub fn arrived_on(&self, campaign: &Campaign, day: NaiveDate) -> Option<Month> {
        let number = self.number().filter(|_| self.year.is_none())?;
        let month = Month::new(year_by(day, number), number)?;
        let last = campaign.month_of(day);
        (month <= last && month.through(last).count() <= 1 + SENT_WITHIN).then_some(month)
    }

    /// Whether nothing speaks against a month.
    pub fn may_be(&self, month: Month) -> bool {
        let year = self.year.is_none_or(|year| year == month.year());
        year && !self.words.names_a_span() && self.words.may_be(month)
    }

    /// Whether the names are clearly of another month.
    pub fn contradicts(&self, month: Month) -> bool {
        !self.words.names_a_span() && !self.may_be(month)
    }

    fn number(&self) -> Option<u32> {
        only(self.words.months.iter().map(|(_, number)| *number)).filter(|_| !self.words.names_a_span())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Notice;

    fn campaign() -> &'static Campaign {
        &Notice::built_in().unwrap().form("annex2").unwrap().campaign
    }

    #[test]
    fn names_alone_say_the_month_the_nearest_first() {
        let said = |names: &[&str]| match MonthInNames::of(names.iter().copied()).month() {
            NamedMonth::Month(month) => month.to_string(),
            NamedMonth::Nothing => String::new(),
            NamedMonth::Unclear(told) => format!("? {told}"),
        };
        for (names, month) in [
            (&["龙沙镇2022年3月盖章"][..], "2022-03"),
            (&["龙沙镇3月盖章", "2022年"], "2022-03"),
            (&["龙沙镇3月", "2022年4月"], "2022-03"),
            (&["扫描0001", "3月", "2022年月报"], "2022-03"),
            (&["扫描0001", "2022年1-6月"], ""),
            (&["IMG_20220328_101010"], ""),
            (&["龙沙镇"], ""),
            (&["龙沙镇3月"], "? 3月"),
            (&["龙沙镇2022年1-3月"], "? “2022年1-3月”"),
            (&["2022年3月和2022年4月"], "? 2022年3月、2022年4月"),
        ] {
            assert_eq!(said(names), month, "{names:?}");
        }
    }

    #[test]
    fn a_month_without_a_year_is_one_soon_before_the_file_arrived() {
        let arrived = |name: &str, day: &str| {
            let month = MonthInNames::of([name].into_iter()).arrived_on(campaign(), day.parse().unwrap());
            month.map_or_else(String::new, |month| month.to_string())
        };
        for (name, day, month) in [
            ("龙沙镇3月", "2022-03-27", "2022-03"),
            ("龙沙镇3月", "2022-05-31", "2022-03"),
            ("龙沙镇3月", "2022-06-01", ""),
            ("龙沙镇12月", "2023-01-04", "2022-12"),
            ("龙沙镇4月", "2022-03-27", ""),
            ("龙沙镇2021年3月", "2022-03-27", ""),
            ("龙沙镇1-3月", "2022-03-27", ""),
            ("龙沙镇", "2022-03-27", ""),
        ] {
            assert_eq!(arrived(name, day), month, "{name} {day}");
        }
    }
}
