//! The notice's calendar: which months are reported, when each is due, and when the campaign is over.
//!
//! Pure: "today" is always an argument.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::period::{Month, PeriodError, date_name};

/// The campaign: which months are reported, and when.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Its name, as an official text writes it.
    pub name: String,
    /// Its name in a sentence of the program, such as 主题活动.
    pub short_name: String,
    /// The first month reported.
    pub first_month: Month,
    /// The last month reported; `None` while the notice sets no end.
    #[serde(default)]
    pub last_month: Option<Month>,
    /// When a month's report is due.
    pub due: Due,
    /// The day on which a month begins: 21 if it runs from the 21st of the month before to the 20th.
    #[serde(default = "first")]
    pub month_begins: u32,
    #[serde(default)]
    pub phases: Vec<Phase>,
}

/// When a month's report is due.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The day of the month; in a month that is shorter, its last day.
    pub day: u32,
    /// Whether it is a day of the month after (次月N日前).
    #[serde(default)]
    pub next_month: bool,
    /// The months of each year, 1 to 12, that are not reported (1月免报).
    #[serde(default)]
    pub exempt: Vec<u32>,
}

/// One phase of the campaign.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Its name in the notice.
    pub name: String,
    /// Its first day; the notice may give none for the first phase.
    #[serde(default)]
    pub first_day: Option<NaiveDate>,
    pub last_day: NaiveDate,
}

fn first() -> u32 {
    1
}

impl Campaign {
    /// What a form has in place of the notice's calendar until the notice is read.
    pub(super) fn unread() -> Self {
        let due = Due { day: 1, next_month: false, exempt: Vec::new() };
        let first_month = Month::of(NaiveDate::default());
        Self {
            name: String::new(),
            short_name: String::new(),
            first_month,
            last_month: None,
            due,
            month_begins: 1,
            phases: Vec::new(),
        }
    }

    /// When a month's report is due, which months are not reported, and what a month is, where it is no calendar month.
    pub fn due_in_words(&self) -> String {
        let Due { day, next_month, exempt } = &self.due;
        let months: Vec<String> = exempt.iter().map(ToString::to_string).collect();
        let (begins, ends) = (self.month_begins, self.month_begins.saturating_sub(1));
        let parts = [
            Some(format!("{}{day}日前", if *next_month { "次月" } else { "每月" })),
            (!months.is_empty()).then(|| format!("{}月免报", months.join("、"))),
            (begins > 1).then(|| format!("每月从上月{begins}日到本月{ends}日")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("，")
    }

    /// Refuses a month that the campaign does not report.
    pub fn check(&self, month: Month) -> Result<(), PeriodError> {
        if month < self.first_month || self.last_month.is_some_and(|last| month > last) {
            return Err(PeriodError::OutsideCampaign {
                name: self.short_name.clone(),
                month,
                first: self.first_month,
                last: self.last_month,
            });
        }
        if self.due.exempt.contains(&month.number()) {
            return Err(PeriodError::Exempt(month));
        }
        Ok(())
    }

    /// The last month of the campaign, or `known` while it has no end.
    pub fn last_month_or(&self, known: Month) -> Month {
        self.last_month.unwrap_or_else(|| known.max(self.first_month))
    }

    /// The months from `first` through `last` that are reported.
    pub fn months(&self, first: Month, last: Month) -> impl Iterator<Item = Month> {
        first
            .max(self.first_month)
            .through(self.last_month.map_or(last, |end| end.min(last)))
            .filter(|month| !self.due.exempt.contains(&month.number()))
    }

    /// The last month before another that is not exempt.
    pub fn month_before(&self, month: Month) -> Month {
        let mut before = month.previous();
        // No more than eleven months of a year are exempt.
        for _ in 0..12 {
            if !self.due.exempt.contains(&before.number()) {
                break;
            }
            before = before.previous();
        }
        before
    }

    /// The day by which a month is due.
    pub fn due(&self, month: Month) -> NaiveDate {
        if self.due.next_month { month.next() } else { month }.day(self.due.day)
    }

    /// The month that a day belongs to.
    pub fn month_of(&self, day: NaiveDate) -> Month {
        let month = Month::of(day);
        if self.month_begins > 1 && day.day() >= self.month_begins { month.next() } else { month }
    }

    /// The first and the last day of a month.
    pub fn days(&self, month: Month) -> (NaiveDate, NaiveDate) {
        let begin = |month: Month| {
            if self.month_begins == 1 { month.day(1) } else { month.previous().day(self.month_begins) }
        };
        let last = begin(month.next());
        (begin(month), last.checked_sub_days(Days::new(1)).unwrap_or(last))
    }

    /// The months that are reported, in words.
    pub fn span_in_words(&self) -> String {
        let first = self.first_month.name();
        self.last_month.map_or_else(|| format!("{first}起"), |last| format!("{first}至{}", last.name()))
    }

    /// Whether reports are no longer expected. The last month is due in that month or the next; in the month after that the
    /// clerk still calls units that are late and adds everything up. A later report is filled in for the
    /// record only, so counting late days would accuse a unit wrongly.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.last_month.is_some_and(|last| Month::of(today) > Month::of(self.due(last)).next())
    }

    /// Says that the campaign is over, and what can still be done; `None` before that.
    pub fn over_sentence(&self, today: NaiveDate) -> Option<String> {
        let last = self.last_month.filter(|_| self.is_over(today))?;
        Some(format!("活动已于{}结束，可补录、查阅、导出", last.name()))
    }
}

/// How soon a due day is, as a sentence for the top of the window.
pub fn due_sentence(due: NaiveDate, today: NaiveDate) -> String {
    let left = days_left(due, today);
    if today > due {
        format!("应于{}前报送，{left}", date_name(due))
    } else {
        format!("{}月{}日前报送，{left}", due.month(), due.day())
    }
}

/// How soon a due day is, in a few words.
pub fn days_left(due: NaiveDate, today: NaiveDate) -> String {
    match (due - today).num_days() {
        0 => "今天截止".to_owned(),
        days if days > 0 => format!("还有 {days} 天"),
        days => format!("已过 {} 天", -days),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Notice;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_campaign_is_over_when_the_month_after_its_last_one_is() {
        let campaign = &Notice::built_in().unwrap().form("annex2").unwrap().campaign;
        let over = |day: &str| campaign.is_over(day.parse().unwrap());
        assert!(!over("2023-12-29") && !over("2024-01-31"), "who is late is still waited for");
        assert!(over("2024-02-01") && over("2026-11-28"));
        assert_eq!(
            campaign.over_sentence(day("2026-11-28")).unwrap(),
            "活动已于2023年12月结束，可补录、查阅、导出"
        );
    }

    #[test]
    fn a_month_from_the_21st_to_the_20th_is_that_of_its_last_day() {
        let mut campaign = Notice::built_in().unwrap().form("annex2").unwrap().campaign.clone();
        campaign.month_begins = 21;
        let month = |text: &str| text.parse::<Month>().unwrap();
        assert_eq!(campaign.days(month("2022-03")), (day("2022-02-21"), day("2022-03-20")));
        for (at, name) in [("2022-02-21", "2022-03"), ("2022-03-20", "2022-03"), ("2022-12-21", "2023-01")] {
            assert_eq!(campaign.month_of(day(at)), month(name), "{at}");
        }
        campaign.due.exempt = vec![12, 1];
        assert_eq!(campaign.month_before(month("2023-02")), month("2022-11"));
        campaign.due.next_month = true;
        assert_eq!(campaign.due(month("2023-12")), day("2024-01-28"));
        assert!(!campaign.is_over(day("2024-02-29")) && campaign.is_over(day("2024-03-01")));
    }

    #[test]
    fn the_due_sentence_counts_the_days() {
        let due = "2022-03-28".parse().unwrap();
        assert_eq!(due_sentence(due, day("2022-03-20")), "3月28日前报送，还有 8 天");
        assert_eq!(due_sentence(due, day("2022-03-28")), "3月28日前报送，今天截止");
        assert_eq!(due_sentence(due, day("2022-04-01")), "应于2022年3月28日前报送，已过 4 天");
    }
}
