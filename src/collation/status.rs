//! How each unit's month stands, and how many reported.

use chrono::NaiveDate;
use serde::Serialize;

use super::check::{Finding, FindingCode, Grade};
use super::inbox::{Inbox, Standing, Verdict};
use super::placing::Sorted;
use super::received::ReportRef;
use super::register::{Member, MemberId};
use crate::notice::Form;
use crate::period::Month;

/// One month of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[expect(clippy::struct_excessive_bools, reason = "what is told of a unit, each by itself")]
pub struct UnitMonth {
    pub unit: MemberId,
    pub name: String,
    pub standing: Standing,
    /// Whether a report of the month is wanted of it.
    pub is_expected: bool,
    /// Whether the clerk exempted it, whatever came since.
    pub is_exempt: bool,
    /// The report that counts.
    pub version: Option<ReportRef>,
    /// Another report that waits to be chosen or returned.
    pub waiting: Option<ReportRef>,
    /// When the first report of the month arrived.
    pub first_received: Option<NaiveDate>,
    pub is_late: bool,
    /// Whether what counts is a correction by the unit.
    pub is_corrected: bool,
    /// How many reports of the month there are.
    pub versions: usize,
    /// What the checks say of the report that counts, or of the one that waits.
    pub findings: Vec<Finding>,
    /// The scans of the month, oldest first.
    pub scans: Vec<ReportRef>,
    /// Whether a report counts and its sealed page is missing, in a month of which other units sent theirs.
    pub has_no_scan: bool,
    /// The clerk's reason for what was decided.
    pub reason: Option<String>,
    /// What was said by telephone.
    pub phone: Option<String>,
}

/// One month of all units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthStatus {
    pub month: Month,
    /// In the order of the register.
    pub units: Vec<UnitMonth>,
    /// How many have to report.
    pub expected: usize,
    /// How many of them did.
    pub received: usize,
    /// How many of them by the day it was due.
    pub on_time: usize,
    pub accepted: usize,
    pub waiting: usize,
    /// How many units sent a scan of the sealed page.
    pub scanned: usize,
    pub closed: bool,
}

impl UnitMonth {
    /// Whether a report of the month is wanted of it and came, whatever became of that.
    pub fn has_reported(&self) -> bool {
        self.is_expected && self.first_received.is_some()
    }
}

impl MonthStatus {
    /// The names of the units that stand so.
    pub fn named(&self, standing: Standing) -> Vec<String> {
        self.units.iter().filter(|unit| unit.standing == standing).map(|unit| unit.name.clone()).collect()
    }

    /// The names of the units that were exempted. The report of one of them may wait all the same.
    pub fn exempt(&self) -> Vec<String> {
        self.units.iter().filter(|unit| unit.is_exempt).map(|unit| unit.name.clone()).collect()
    }

    /// The names of the units whose report counts though none is expected of them: they are in the sums, and neither in
    /// `expected` nor in `received`.
    pub fn unexpected(&self) -> Vec<String> {
        self.besides(|unit| unit.version.is_some())
    }

    /// The names of the units whose report counts and has figures that are blank in the month.
    pub fn with_blanks(&self) -> Vec<String> {
        let is_blank = |code| matches!(code, FindingCode::Blank | FindingCode::BlankAfterValue);
        let has_one = |unit: &&UnitMonth| unit.findings.iter().any(|finding| is_blank(finding.code));
        let units = self.units.iter().filter(|unit| unit.version.is_some()).filter(has_one);
        units.map(|unit| unit.name.clone()).collect()
    }

    fn besides(&self, wanted: impl Fn(&UnitMonth) -> bool) -> Vec<String> {
        let units = self.units.iter().filter(|unit| !unit.is_expected && wanted(unit));
        units.map(|unit| unit.name.clone()).collect()
    }

    /// The names of the units that wait though no report is expected of them.
    pub fn unexpected_waiting(&self) -> Vec<String> {
        self.besides(|unit| unit.standing == Standing::Waiting)
    }

    /// The names of the units that wait and whose report counts so far, or those of which none does.
    pub fn waiting_named(&self, is_counted: bool) -> Vec<String> {
        let waiting = self.units.iter().filter(|unit| unit.standing == Standing::Waiting);
        let units = waiting.filter(|unit| unit.version.is_some() == is_counted);
        units.map(|unit| unit.name.clone()).collect()
    }

    /// The names of the units whose report counts and whose sealed page did not come.
    pub fn without_scan(&self) -> Vec<String> {
        self.units.iter().filter(|unit| unit.has_no_scan).map(|unit| unit.name.clone()).collect()
    }

    /// Why nothing of a unit is in the sums, in words; empty where its report counts.
    pub fn lacks(&self, unit: MemberId, counted: Option<ReportRef>) -> String {
        let stands = self.units.iter().find(|one| one.unit == unit).map(|one| one.standing);
        match stands {
            _ if counted.is_some() => String::new(),
            Some(Standing::Returned) => "退回，还没有重报".to_owned(),
            Some(Standing::Waiting) => "待核实，还没有采用".to_owned(),
            Some(standing) => standing.label().to_owned(),
            None => String::new(),
        }
    }

    /// The names of the units that were late.
    pub fn late(&self) -> Vec<String> {
        self.units.iter().filter(|unit| unit.is_late).map(|unit| unit.name.clone()).collect()
    }
}

impl Inbox {
    /// How the month stands.
    pub fn status(&self, form: &Form, sorted: &Sorted, month: Month) -> MonthStatus {
        let members = self.register.in_order().into_iter();
        // Who is not expected and reports nevertheless is not left out of sight.
        let units: Vec<UnitMonth> = members
            .filter(|member| {
                self.expects(month, member)
                    || sorted.versions.contains_key(&(month, member.id))
                    || self.counted(month, member.id).is_some()
            })
            .map(|member| self.unit_month(form, sorted, month, member))
            .collect();
        let expected = units.iter().filter(|unit| unit.is_expected);
        let received = units.iter().filter(|unit| unit.has_reported());
        let accepted = expected.clone().filter(|unit| unit.standing == Standing::Accepted);
        MonthStatus {
            month,
            expected: expected.count(),
            on_time: received.clone().filter(|unit| !unit.is_late).count(),
            received: received.count(),
            accepted: accepted.count(),
            waiting: units.iter().filter(|unit| unit.standing == Standing::Waiting).count(),
            scanned: sorted.scanned(month),
            closed: self.is_closed(month),
            units,
        }
    }

    /// Why the clerk cannot accept a report; nothing where it can be.
    pub fn refusal(&self, form: &Form, place: (Month, MemberId), at: ReportRef) -> Option<String> {
        let mut findings = self.check(form, place, at).into_iter();
        findings.find(|finding| finding.grade == Grade::Forced).map(|finding| finding.sentence)
    }

    /// Whether a report was sent back.
    pub fn was_sent_back(&self, place: (Month, MemberId), at: ReportRef) -> bool {
        let verdict = self.judgements.get(&place).and_then(|judged| judged.verdict);
        matches!(verdict, Some(Verdict::Returned(last)) if at <= last)
    }

    /// How a unit's month stands.
    pub fn unit_month(&self, form: &Form, sorted: &Sorted, month: Month, member: &Member) -> UnitMonth {
        let place = (month, member.id);
        let judged = self.judgement(month, member.id);
        let versions = sorted.versions.get(&place).map_or(&[][..], Vec::as_slice);
        let counted = judged.version.filter(|at| self.report(*at).is_some());
        // What counts since the month was closed and whose unit or month is in doubt now.
        let in_doubt = counted.filter(|at| !versions.contains(at));
        let waiting = self.proposed(form, sorted, place);
        let mut findings = counted.or(waiting).map(|at| self.check(form, place, at)).unwrap_or_default();
        findings.extend(counted.into_iter().flat_map(|at| self.scan_findings(sorted, place, at)));
        let answered = counted.is_some() && judged.verdict == counted.map(Verdict::Accepted);
        let mut asked = findings.iter().filter(|finding| finding.grade == Grade::Verify);
        let open = asked.any(|finding| counted.is_none_or(|at| !judged.answers(at, finding)));
        let standing = match (judged.verdict, counted, waiting) {
            (_, _, Some(_)) => Standing::Waiting,
            (Some(Verdict::Exempt(_)), ..) => Standing::Exempt,
            (_, Some(_), None) if open || in_doubt.is_some() => Standing::Waiting,
            (_, Some(_), None) => Standing::Accepted,
            (_, None, None) if self.is_returned(sorted, place) => Standing::Returned,
            (_, None, None) => Standing::Missing,
        };
        let first_received = versions.iter().chain(&in_doubt).filter_map(|at| self.received_on(*at)).min();
        let due = form.campaign.due(month);
        let is_expected = self.expects(month, member) && !judged.is_exempt();
        UnitMonth {
            unit: member.id,
            name: member.name.clone(),
            standing,
            version: counted,
            waiting,
            first_received,
            is_expected,
            is_exempt: judged.is_exempt(),
            is_late: is_expected && first_received.is_some_and(|day| day > due),
            is_corrected: counted.and_then(|at| self.report(at)).is_some_and(|report| report.revision() > 0),
            versions: versions.len().saturating_add(usize::from(in_doubt.is_some())),
            findings,
            scans: sorted.scans.get(&place).cloned().unwrap_or_default(),
            has_no_scan: counted.is_some() && sorted.lacks_scan(place),
            // A reason for what was sent back says nothing of what came since.
            reason: judged.reason.filter(|_| answered || (counted.is_none() && waiting.is_none())),
            phone: judged.phone,
        }
    }
}
