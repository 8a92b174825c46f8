//! Reminders once a day of what is due soon: the months, the project list, the summary.
//!
//! The window shows the reminder; this module only says what it contains. A month that is long overdue is
//! shown in the rail but no longer in the daily reminder.

use std::ops::Deref;

use chrono::NaiveDate;
use serde::Serialize;

use super::Session;
use super::facet::Dispatch;
use crate::error::Error;
use crate::notice::{Form, Notice, days_left, due_sentence};
use crate::period::Month;
use crate::store::{SentSoFar, StoreError};

/// The names under which the number of days and the day of the last reminder are remembered.
const DAYS: &str = "remind_days";
const TOLD: &str = "reminded_on";
/// How many days before the due day, if the officer has not chosen.
const USUAL: u32 = 3;
/// The largest number of days before.
pub(super) const MOST_DAYS: u32 = 15;
/// For how many days after the due day the reminder continues.
const AFTER: i64 = 7;

/// Something besides the months that is due once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AlsoDue {
    pub name: String,
    /// The due day and how soon it is, as a sentence.
    pub due: String,
    /// How soon it is due, in a few words.
    pub near: String,
    /// Past its due day.
    pub late: bool,
}

/// Something that still has to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) what: String,
    pub(super) day: NaiveDate,
    /// The month, if it is a month's report.
    pub(super) month: Option<Month>,
}

/// Everything of a form that has begun and still has to be sent; nothing once the campaign is over.
pub(super) fn due(notice: &Notice, form: &Form, sent: &SentSoFar, today: NaiveDate) -> Vec<Due> {
    let campaign = &form.campaign;
    if campaign.is_over(today) {
        return Vec::new();
    }
    let months = campaign.months(sent.first_month, campaign.month_of(today));
    let months = months.filter(|month| !sent.months.contains(month)).map(|month| Due {
        what: format!("{}{}", month.name(), form.mark),
        day: campaign.due(month),
        month: Some(month),
    });
    months.chain(due_once(notice, form, !sent.list, today)).collect()
}

/// What is due once and still has to be sent: the list of projects and the papers.
fn due_once(notice: &Notice, form: &Form, list_is_due: bool, today: NaiveDate) -> Vec<Due> {
    let mut due = Vec::new();
    let list = notice.lists.first().filter(|_| list_is_due && !form.campaign.is_over(today));
    due.extend(list.and_then(|list| Some(Due { what: list.mark.clone(), day: list.due?, month: None })));
    // Nothing records whether a paper was sent, so the reminder ends on its due day.
    let papers = notice.papers.iter().filter(|paper| today <= paper.due);
    due.extend(papers.map(|paper| Due { what: paper.name.clone(), day: paper.due, month: None }));
    due
}

impl<S: Deref<Target = Session>> Dispatch<S> {
    /// How many days before a due day the officer is reminded; 0 for never.
    pub fn remind_days(&self) -> Result<u32, Error> {
        let days = self.session.setting(DAYS)?.and_then(|days| days.parse().ok());
        Ok(days.unwrap_or(USUAL).min(MOST_DAYS))
    }

    /// Remembers how many days before a due day the officer is reminded.
    pub fn set_remind_days(&self, days: u32) -> Result<(), Error> {
        self.session.store.refuse_if_looking()?;
        self.session.remember(DAYS, &days.min(MOST_DAYS).to_string())
    }

    /// The reminder for today: what is due soon or late. `None` if there is nothing, or it was shown today already.
    pub fn reminder(&self, today: NaiveDate) -> Result<Option<String>, Error> {
        let days = self.remind_days()?;
        let was_told = self.session.setting(TOLD)?.as_deref() == Some(today.to_string().as_str());
        if days == 0 || was_told || self.session.is_looking() || self.session.saved.is_none() {
            return Ok(None);
        }
        let is_near = |due: NaiveDate| (-AFTER..=i64::from(days)).contains(&(due - today).num_days());
        let due = self.due(today)?.into_iter().filter(|(_, due)| is_near(*due));
        let sentences: Vec<String> =
            due.map(|(what, due)| format!("{what}：{}", due_sentence(due, today))).collect();
        Ok((!sentences.is_empty()).then(|| sentences.join("；")))
    }

    /// Notes that the reminder was shown today.
    pub fn note_reminded(&self, today: NaiveDate) -> Result<(), Error> {
        self.session.remember(TOLD, &today.to_string())
    }

    /// Everything that has begun and still has to be sent, the earliest first, one sentence each; after the
    /// campaign, a sentence that it is over.
    pub fn due_sentences(&self, today: NaiveDate) -> Result<Vec<String>, Error> {
        if let Some(over) = self.session.form().campaign.over_sentence(today) {
            return Ok(vec![over]);
        }
        let mut due = self.due(today)?;
        due.sort_by_key(|(_, day)| *day);
        Ok(due.into_iter().map(|(what, day)| format!("{what}：{}", due_sentence(day, today))).collect())
    }

    /// Everything of the form in hand that has begun and still has to be sent, with its due day.
    fn due(&self, today: NaiveDate) -> Result<Vec<(String, NaiveDate)>, Error> {
        let form = self.session.form();
        let sent = self.session.store.sent_so_far(form)?.ok_or(StoreError::NotBegun)?;
        let due = due(self.session.notice(), form, &sent, today);
        Ok(due.into_iter().map(|due| (due.what, due.day)).collect())
    }

    /// The same things for the window, which shows them next to the months.
    pub(super) fn also_due(&self, today: NaiveDate) -> Vec<AlsoDue> {
        let list_is_due = self.session.projects.sent.is_empty();
        let due = due_once(self.session.notice(), self.session.form(), list_is_due, today).into_iter();
        let told = due.map(|Due { what, day, .. }| AlsoDue {
            name: what,
            due: due_sentence(day, today),
            near: days_left(day, today),
            late: today > day,
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::{Unit, UnitKind};

    fn session(folder: &std::path::Path) -> Session {
        let mut session = Session::open(folder).unwrap();
        let unit = Unit {
            name: "龙沙镇".into(),
            kind: UnitKind::from("township"),
            person: "张三".into(),
            phone: "58136197".into(),
            first_month: "2022-01".parse().unwrap(),
            restart_each_year: false,
        };
        session.begin("2022-01-01T09:00:00+08:00".parse().unwrap(), unit, vec![]).unwrap();
        session
    }

    fn told(session: &Session, today: &str) -> Option<String> {
        session.sending().reminder(today.parse().unwrap()).unwrap()
    }

    #[test]
    fn it_is_told_from_three_days_before_until_a_week_after() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        assert_eq!(told(&session, "2022-01-09"), None);
        assert_eq!(
            told(&session, "2022-01-10").unwrap(),
            "附件3：1月13日前报送，还有 3 天；整治方案：1月13日前报送，还有 3 天"
        );
        assert_eq!(told(&session, "2022-01-24"), None);
        assert_eq!(told(&session, "2022-01-28").unwrap(), "2022年1月附件2：1月28日前报送，今天截止");
        assert_eq!(
            told(&session, "2022-02-04").unwrap(),
            "2022年1月附件2：应于2022年1月28日前报送，已过 7 天"
        );
        assert_eq!(told(&session, "2022-02-05"), None, "the rail says so until the campaign is over");
        assert!(told(&session, "2022-10-28").unwrap().contains("主题活动总结：10月31日前报送，还有 3 天"));
        assert!(!told(&session, "2022-11-01").unwrap().contains("总结"));
        let now = "2022-01-27T09:00:00+08:00".parse().unwrap();
        let january = "2022-01".parse().unwrap();
        session.reports_mut().set_no_data(now, january, true).unwrap();
        session.reports_mut().finalize(now, january).unwrap();
        assert!(told(&session, "2022-01-27").is_some(), "final is not sent");
        session.reports_mut().mark_sent(now, january, "", "").unwrap();
        assert_eq!(told(&session, "2022-01-27"), None);
    }

    #[test]
    fn after_the_campaign_nothing_is_due() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        assert!(told(&session, "2023-12-28").is_some());
        let due = |day: &str| session.sending().due_sentences(day.parse().unwrap()).unwrap();
        assert_eq!(due("2024-01-31").len(), 25, "every month and the list of projects");
        assert_eq!(due("2024-02-01"), ["活动已于2023年12月结束，可补录、查阅、导出"]);
        assert_eq!(told(&session, "2024-02-01"), None);
    }

    #[test]
    fn once_a_day_and_as_early_as_the_officer_wants() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        session.sending().set_remind_days(5).unwrap();
        let day = "2022-01-23".parse().unwrap();
        assert!(session.sending().reminder(day).unwrap().is_some());
        session.sending().note_reminded(day).unwrap();
        assert_eq!(session.sending().reminder(day).unwrap(), None);
        assert!(told(&session, "2022-01-24").unwrap().ends_with("还有 4 天"));
        session.sending().set_remind_days(0).unwrap();
        assert_eq!(told(&session, "2022-01-28"), None);
    }
}
