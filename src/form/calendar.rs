//! When a campaign is over.

use chrono::NaiveDate;

use super::Campaign;
use crate::period::Month;

impl Campaign {
    /// Whether nobody waits for its reports any more. The last month is due in that month; in the month after it the
    /// clerk still rings up who is late and adds up the whole. Who reports later than that fills in for the record,
    /// and a count of days would accuse nobody of anything.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        Month::of(today) > self.last_month.next()
    }

    /// That it is over, and what can be done all the same.
    pub fn over_sentence(&self) -> String {
        format!("活动已于{}结束，可补录、查阅、导出", self.last_month.name())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Form;

    #[test]
    fn a_campaign_is_over_when_the_month_after_its_last_one_is() {
        let campaign = &Form::annex2().unwrap().campaign;
        let over = |day: &str| campaign.is_over(day.parse().unwrap());
        assert!(!over("2023-12-29") && !over("2024-01-31"), "who is late is still waited for");
        assert!(over("2024-02-01") && over("2026-11-28"));
        assert_eq!(campaign.over_sentence(), "活动已于2023年12月结束，可补录、查阅、导出");
    }
}
