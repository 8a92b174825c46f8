//! Which backups are kept: many of the last days, fewer of the weeks, one of each month. Pure: decides from
//! the names alone.
//!
//! Days, weeks and months are counted by the backups themselves, not from today, so a wrong clock deletes no backup.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate};

use crate::store::{CopyMark, CopyName, Side};

/// This many of the newest backups are kept, however many belong to one day.
const NEWEST: usize = 10;
/// For how many days, weeks and months the last backup is kept. Only those that have a backup are counted.
const DAYS: usize = 14;
const WEEKS: usize = 8;
const MONTHS: usize = 24;
/// How many states from before a restore are kept.
const BEFORE_RESTORE: usize = 10;

/// Returns the first day of the period that a day belongs to.
type Period = fn(NaiveDate) -> NaiveDate;

const PERIODS: [(Period, usize); 3] = [(|day| day, DAYS), (monday_of, WEEKS), (first_of_month, MONTHS)];

/// The backups that may be deleted, because later ones cover their day, week or month. Each unit's backups
/// are counted separately. A copy made before an upgrade is never deleted.
pub fn to_delete(names: &[CopyName]) -> Vec<CopyName> {
    let mut newest_first: Vec<&CopyName> = names.iter().collect();
    newest_first.sort_by(|a, b| b.cmp(a));
    let units: BTreeSet<(Side, &str)> = names.iter().map(|name| (name.side, name.unit.as_str())).collect();
    let mut kept: BTreeSet<&CopyName> = BTreeSet::new();
    for unit in units {
        let of = |mark: CopyMark| {
            newest_first
                .iter()
                .copied()
                .filter(move |name| (name.side, name.unit.as_str()) == unit && name.mark == mark)
        };
        kept.extend(of(CopyMark::BeforeUpgrade));
        kept.extend(of(CopyMark::BeforeRestore).take(BEFORE_RESTORE));
        kept.extend(of(CopyMark::Plain).take(NEWEST));
        for (period, most) in PERIODS {
            let mut seen = BTreeSet::new();
            kept.extend(
                of(CopyMark::Plain).filter(|name| seen.len() < most && seen.insert(period(name.at.date()))),
            );
        }
    }
    newest_first.into_iter().filter(|name| !kept.contains(name)).cloned().collect()
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(moment: &str, mark: CopyMark) -> CopyName {
        CopyName::new(Side::Reporting, moment.parse().unwrap(), "龙沙镇", mark)
    }

    /// Makes one backup at each of the moments and returns those that are kept, oldest first.
    fn kept(moments: &[String]) -> Vec<String> {
        let names: Vec<CopyName> = moments.iter().map(|moment| name(moment, CopyMark::Plain)).collect();
        let gone = to_delete(&names);
        names
            .iter()
            .filter(|name| !gone.contains(name))
            .map(|name| name.at.format("%m-%d %H:%M").to_string())
            .collect()
    }

    fn every_day(from: &str, days: u64, times: &[&str]) -> Vec<String> {
        let first: NaiveDate = from.parse().unwrap();
        let day = |number| first.checked_add_days(Days::new(number)).unwrap();
        (0..days).flat_map(|number| times.iter().map(move |time| format!("{}T{time}", day(number)))).collect()
    }

    #[test]
    fn days_weeks_and_months_thin_out() {
        let of_one_day: Vec<String> = (8..20).map(|hour| format!("2022-03-20T{hour:02}:00:00")).collect();
        let three_weeks = every_day("2022-03-07", 21, &["08:00:00", "12:00:00", "17:00:00"]);
        for (what, moments, expected) in [
            ("none", vec![], vec![]),
            ("of one day the newest ten", of_one_day, (10..20).map(|hour| format!("20 {hour}:00")).collect()),
            (
                "the newest ten, the last of fourteen days, and of the week before them",
                three_weeks,
                [
                    "13 17:00", "14 17:00", "15 17:00", "16 17:00", "17 17:00", "18 17:00", "19 17:00",
                    "20 17:00", "21 17:00", "22 17:00", "23 17:00", "24 17:00", "25 08:00", "25 12:00",
                    "25 17:00", "26 08:00", "26 12:00", "26 17:00", "27 08:00", "27 12:00", "27 17:00",
                ]
                .map(str::to_owned)
                .into(),
            ),
        ] as [(&str, Vec<String>, Vec<String>); 3]
        {
            let expected: Vec<String> = expected.iter().map(|moment| format!("03-{moment}")).collect();
            assert_eq!(kept(&moments), expected, "{what}");
        }
    }

    #[test]
    fn two_years_of_daily_work_leave_a_handful() {
        let moments = every_day("2022-01-01", 730, &["09:00:00", "17:00:00"]);
        let kept = kept(&moments);
        // The 24 months, 6 more weeks, 13 more days and 5 more of the ten newest.
        assert_eq!(kept.len(), 48, "{kept:?}");
        for month in 1..=12 {
            let month = format!("{month:02}-");
            assert!(kept.iter().any(|moment| moment.starts_with(&month)), "{month}");
        }
        assert!(kept.contains(&"12-31 17:00".to_owned()), "the newest");
    }

    #[test]
    fn thinning_twice_takes_no_more() {
        let names: Vec<CopyName> = every_day("2022-01-01", 300, &["09:00:00", "17:00:00"])
            .iter()
            .map(|moment| name(moment, CopyMark::Plain))
            .collect();
        let gone = to_delete(&names);
        let left: Vec<CopyName> = names.into_iter().filter(|name| !gone.contains(name)).collect();
        assert_eq!(to_delete(&left), []);
    }

    #[test]
    fn a_clock_that_was_wrong_for_a_day_takes_nothing_away() {
        let mut moments = every_day("2022-03-01", 10, &["09:00:00"]);
        moments.push("2021-03-10T09:00:00".to_owned());
        moments.push("2099-01-01T09:00:00".to_owned());
        assert_eq!(kept(&moments).len(), 12);
    }

    #[test]
    fn what_was_set_aside_is_counted_by_itself_and_so_is_each_unit() {
        let mut names: Vec<CopyName> = every_day("2022-01-01", 20, &["09:00:00"])
            .iter()
            .flat_map(|moment| [name(moment, CopyMark::BeforeRestore), name(moment, CopyMark::BeforeUpgrade)])
            .collect();
        let other =
            CopyName::new(Side::Reporting, "2020-01-01T00:00:00".parse().unwrap(), "白羊镇", CopyMark::Plain);
        names.push(other.clone());
        let gone = to_delete(&names);
        assert_eq!(gone.len(), 10);
        assert!(gone.iter().all(
            |name| name.mark == CopyMark::BeforeRestore && name.at.date() < "2022-01-11".parse().unwrap()
        ));
        assert!(!gone.contains(&other));
    }
}
