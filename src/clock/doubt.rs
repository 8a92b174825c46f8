//! Whether the computer's time can be true, judged by what is known without it: the notice, the day on which the
//! program was made, the log and the backups. Pure: the moment is an argument.
//!
//! A time that cannot be true proves nothing: what was logged at such a time is left out, or the first change on a
//! wrong day would make that day right.

use std::fmt;

use chrono::{Months, NaiveDate, NaiveDateTime, TimeDelta};

use crate::period::{date_name, moment_name};

/// A clock that is put right, or a daylight-saving hour, goes back by less than this.
const PUT_RIGHT: TimeDelta = TimeDelta::hours(1);
/// Reports come every month; a longer pause of the whole program is rare enough to be asked about, once.
const LONGEST_PAUSE: Months = Months::new(12);
/// How long after it was made a program is still installed somewhere.
const LONGEST_ON_A_SHELF: Months = Months::new(60);

/// What is known without the clock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// The first and the last day on which a notice asks for reports, if there is a last.
    pub(crate) notice: (NaiveDate, Option<NaiveDate>),
    /// The day on which the program was made; `None` where another moment stands in for the computer's.
    pub(crate) released: Option<NaiveDate>,
    /// The number and the moment of every operation, in their order.
    pub(crate) operations: Vec<(i64, NaiveDateTime)>,
    /// The moments in the names of the backups, in any order.
    pub(crate) backups: Vec<NaiveDateTime>,
    /// Every time the officer said that the clock was right: the newest operation then, and the moment.
    pub(crate) confirmed: Vec<(i64, NaiveDateTime)>,
}

/// What the computer's time contradicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    Change(NaiveDateTime),
    Backup(NaiveDateTime),
    Confirmation(NaiveDateTime),
    Release(NaiveDate),
    Notice(NaiveDate),
}

/// A time of the computer's that can hardly be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    now: NaiveDateTime,
    against: Against,
}

/// What came of comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) doubt: Option<Doubt>,
    /// The moments in the log that can hardly be true.
    pub(crate) odd: Vec<NaiveDateTime>,
}

/// Compares the computer's time with all that is known.
pub(crate) fn judge(now: NaiveDateTime, evidence: &Evidence) -> Judgement {
    let mut known = Known { newest: None, evidence };
    let mut odd = Vec::new();
    let mut confirmed = evidence.confirmed.iter().peekable();
    for (number, at) in &evidence.operations {
        while let Some((_, then)) = confirmed.next_if(|(newest, _)| newest < number) {
            known.newest = Some(Against::Confirmation(*then));
        }
        match known.contradicted_by(*at, false) {
            Some(_) => odd.push(*at),
            None => known.learn(Against::Change(*at)),
        }
    }
    if let Some((_, then)) = confirmed.next_back() {
        known.newest = Some(Against::Confirmation(*then));
    }
    // Once the officer was asked, the backups of a wrong day are no news.
    if evidence.confirmed.is_empty() {
        let mut backups = evidence.backups.clone();
        backups.sort_unstable();
        for at in backups {
            if known.contradicted_by(at, false).is_none() {
                known.learn(Against::Backup(at));
            }
        }
    }
    let against = known.contradicted_by(now, true);
    Judgement { doubt: against.map(|against| Doubt { now, against }), odd }
}

struct Known<'evidence> {
    /// The newest moment that was believed.
    newest: Option<Against>,
    evidence: &'evidence Evidence,
}

impl Known<'_> {
    fn learn(&mut self, found: Against) {
        if self.newest.is_none_or(|newest| found.moment() > newest.moment()) {
            self.newest = Some(found);
        }
    }

    /// What a moment cannot stand beside. Only the present one must be later than the program: much of a log may be
    /// older than the newest version.
    fn contradicted_by(&self, at: NaiveDateTime, is_present: bool) -> Option<Against> {
        let (first, last) = self.evidence.notice;
        let released = self.evidence.released.map(Against::Release);
        let floor = [Some(Against::Notice(first)), self.newest, released.filter(|_| is_present)];
        let floor = floor.into_iter().flatten().max_by_key(Against::moment)?;
        if at.checked_add_signed(PUT_RIGHT).is_some_and(|at| at < floor.moment()) {
            return Some(floor);
        }
        let after = |known: Against, most: Months| (known.moment().checked_add_months(most), known);
        let made = released.or(last.map(Against::Notice));
        let ceilings = match self.newest {
            Some(newest) => {
                [Some(after(newest, LONGEST_PAUSE)), released.map(|made| after(made, LONGEST_PAUSE))]
            }
            None => [made.map(|made| after(made, LONGEST_ON_A_SHELF)), None],
        };
        let (ceiling, known) = ceilings.into_iter().flatten().max_by_key(|(ceiling, _)| *ceiling)?;
        // Whatever lies beyond the calendar is no limit.
        ceiling.is_some_and(|ceiling| at > ceiling).then_some(known)
    }
}

impl Against {
    fn moment(&self) -> NaiveDateTime {
        match self {
            Self::Change(at) | Self::Backup(at) | Self::Confirmation(at) => *at,
            Self::Release(day) | Self::Notice(day) => NaiveDateTime::from(*day),
        }
    }
}

impl fmt::Display for Against {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Change(at) => write!(formatter, "最后一次修改（{}）", moment_name(*at)),
            Self::Backup(at) => write!(formatter, "最近一份备份（{}）", moment_name(*at)),
            Self::Confirmation(at) => write!(formatter, "上次确认过的时间（{}）", moment_name(*at)),
            Self::Release(day) => write!(formatter, "这个版本的软件做好的日子（{}）", date_name(*day)),
            Self::Notice(day) => write!(formatter, "通知要求填报的日子（{}）", date_name(*day)),
        }
    }
}

/// 电脑的时间是 1970年1月1日 08:00，比最后一次修改（2022年3月20日 09:00）还早
impl fmt::Display for Doubt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { now, against } = self;
        write!(formatter, "电脑的时间是 {}，比{against}", moment_name(*now))?;
        if *now < against.moment() {
            return write!(formatter, "还早");
        }
        match now.date().years_since(against.moment().date()).unwrap_or_default() {
            0 => write!(formatter, "晚了很久"),
            years => write!(formatter, "晚了 {years} 年多"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 2022-03-20 or 2022-03-20T09:00.
    fn at(text: &str) -> NaiveDateTime {
        let text = if text.contains('T') { format!("{text}:00") } else { format!("{text}T09:00:00") };
        text.parse().unwrap()
    }

    fn known(released: Option<&str>, operations: &[&str], backups: &[&str]) -> Evidence {
        Evidence {
            notice: (day("2022-01-01"), Some(day("2023-12-31"))),
            released: released.map(day),
            operations: (1..).zip(operations.iter().map(|text| at(text))).collect(),
            backups: backups.iter().map(|text| at(text)).collect(),
            confirmed: Vec::new(),
        }
    }

    #[track_caller]
    fn told(now: &str, evidence: &Evidence) -> String {
        judge(at(now), evidence).doubt.map(|doubt| doubt.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_time_that_can_be_true_is_not_asked_about() {
        for (now, evidence) in [
            ("2026-11-30", known(Some("2026-11-01"), &[], &[])),
            // Installed four years after it was made.
            ("2030-11-30", known(Some("2026-11-01"), &[], &[])),
            ("2030-12-30", known(Some("2026-11-01"), &["2030-11-30"], &[])),
            // Old records, a new version.
            ("2026-11-30", known(Some("2026-11-01"), &["2022-03-20", "2023-01-20"], &["2023-01-20"])),
            // A long holiday.
            ("2027-10-30", known(Some("2026-11-01"), &["2026-11-30"], &["2026-11-30"])),
            // The clock was put right by half an hour.
            ("2026-11-30T08:30", known(Some("2026-11-01"), &["2026-11-30"], &[])),
            // The moment of a training.
            ("2022-03-20", known(None, &["2022-03-20"], &[])),
            ("2026-11-30", known(None, &[], &[])),
        ] {
            assert_eq!(told(now, &evidence), "", "{now} {evidence:?}");
        }
    }

    #[test]
    fn a_time_before_what_is_known_is_asked_about() {
        for (now, evidence, expected) in [
            (
                "1970-01-01",
                known(Some("2026-11-01"), &[], &[]),
                "比这个版本的软件做好的日子（2026年11月1日）还早",
            ),
            ("1970-01-01", known(None, &[], &[]), "比通知要求填报的日子（2022年1月1日）还早"),
            (
                "2026-11-29",
                known(Some("2026-11-01"), &["2026-11-30"], &[]),
                "比最后一次修改（2026年11月30日 09:00）还早",
            ),
            (
                "2026-11-29",
                known(Some("2026-11-01"), &["2026-11-20"], &["2026-11-30", "2026-11-25"]),
                "比最近一份备份（2026年11月30日 09:00）还早",
            ),
        ] {
            let told = told(now, &evidence);
            assert!(told.starts_with("电脑的时间是 ") && told.ends_with(expected), "{told}");
        }
    }

    #[test]
    fn a_time_years_after_what_is_known_is_asked_about() {
        for (now, evidence, expected) in [
            (
                "9999-12-31",
                known(Some("2026-11-01"), &[], &[]),
                "比这个版本的软件做好的日子（2026年11月1日）晚了 7973 年多",
            ),
            ("2035-03-20", known(Some("2026-11-01"), &[], &[]), "晚了 8 年多"),
            ("2035-03-20", known(None, &[], &[]), "比通知要求填报的日子（2023年12月31日）晚了 11 年多"),
            (
                "2035-03-20",
                known(Some("2026-11-01"), &["2026-12-30"], &[]),
                "比最后一次修改（2026年12月30日 09:00）晚了 8 年多",
            ),
            ("2028-01-20", known(Some("2026-11-01"), &["2026-12-30"], &[]), "晚了 1 年多"),
        ] {
            let told = told(now, &evidence);
            assert!(told.ends_with(expected), "{told}");
        }
    }

    /// The change itself does not make a wrong day right, however many follow.
    #[test]
    fn what_was_logged_at_an_impossible_time_proves_nothing() {
        for wrong in ["1970-01-01", "2035-03-20", "9999-12-30"] {
            let evidence = known(Some("2026-11-01"), &["2026-12-20", wrong, wrong, wrong], &[wrong]);
            assert!(!told(wrong, &evidence).is_empty(), "{wrong}");
            let after = judge(at("2026-12-22"), &evidence);
            assert_eq!((after.doubt, after.odd), (None, vec![at(wrong); 3]), "{wrong}: right again");
        }
        let first = known(Some("2026-11-01"), &["2035-03-20", "2035-03-20"], &[]);
        assert!(told("2035-03-20", &first).ends_with("晚了 8 年多"));
        let first = known(None, &["1970-01-01"], &[]);
        assert!(told("1970-01-02", &first).ends_with("还早"));
    }

    #[test]
    fn what_the_officer_confirmed_is_not_asked_again() {
        let mut evidence =
            known(Some("2026-11-01"), &["2026-12-20", "2029-03-20", "2029-03-21"], &["2026-12-20"]);
        assert!(!told("2029-03-21", &evidence).is_empty());
        evidence.confirmed = vec![(3, at("2029-03-21"))];
        assert_eq!(told("2029-03-21", &evidence), "");
        evidence.operations.push((4, at("2029-03-22")));
        let judgement = judge(at("2029-03-23"), &evidence);
        assert_eq!((judgement.doubt, judgement.odd), (None, vec![at("2029-03-20"), at("2029-03-21")]));
        // Confirmed in error on a wrong day: the right one is asked about once.
        assert!(told("2027-01-20", &evidence).ends_with("比最后一次修改（2029年3月22日 09:00）还早"));
        evidence.confirmed.push((4, at("2027-01-20")));
        assert_eq!(told("2027-01-20", &evidence), "");
        // No word of the officer's makes it true that the program was used before it was made.
        evidence.confirmed.push((4, at("1970-01-20")));
        assert!(told("1970-01-20", &evidence).contains("做好的日子"));
    }
}
