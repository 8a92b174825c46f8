//! The notice's calendar: which months are reported, when each is due, and when the campaign is over.
//!
//! Pure: "today" is always an argument.

use chrono::{Datelike as _, NaiveDate};

use super::Campaign;
use crate::period::{Month, PeriodError, date_name};

impl Campaign {
    /// Refuses a month that the campaign does not report.
    pub fn check(&self, month: Month) -> Result<(), PeriodError> {
        let (first, last) = (self.first_month, self.last_month);
        if (first..=last).contains(&month) {
            Ok(())
        } else {
            Err(PeriodError::OutsideCampaign { month, first, last })
        }
    }

    /// The day by which a month is due.
    pub fn due(&self, month: Month) -> NaiveDate {
        month.day(self.due_day)
    }

    /// Whether reports are no longer expected. The last month is due in that month; in the month after it the
    /// clerk still calls units that are late and adds everything up. A later report is filled in for the
    /// record only, so counting late days would accuse a unit wrongly.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        Month::of(today) > self.last_month.next()
    }

    /// Says that the campaign is over, and what can still be done.
    pub fn over_sentence(&self) -> String {
        format!("活动已于{}结束，可补录、查阅、导出", self.last_month.name())
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
    use super::super::Form;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_campaign_is_over_when_the_month_after_its_last_one_is() {
        let campaign = &Form::annex2().unwrap().campaign;
        let over = |day: &str| campaign.is_over(day.parse().unwrap());
        assert!(!over("2023-12-29") && !over("2024-01-31"), "who is late is still waited for");
        assert!(over("2024-02-01") && over("2026-11-28"));
        assert_eq!(campaign.over_sentence(), "活动已于2023年12月结束，可补录、查阅、导出");
    }

    #[test]
    fn the_due_sentence_counts_the_days() {
        let due = "2022-03-28".parse().unwrap();
        assert_eq!(due_sentence(due, day("2022-03-20")), "3月28日前报送，还有 8 天");
        assert_eq!(due_sentence(due, day("2022-03-28")), "3月28日前报送，今天截止");
        assert_eq!(due_sentence(due, day("2022-04-01")), "应于2022年3月28日前报送，已过 4 天");
    }
}
