//! What a clerk has: the register, what came in, and what was decided of it.
//!
//! Nothing here changes a figure. A clerk accepts, returns, exempts, excludes or assigns a whole report.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::names::Names;
use super::received::{NotAReport, Receipt, ReceiptId, Received, ReportRef};
use super::received_list::ReceivedList;
use super::register::{Member, MemberId, Register};
use crate::period::Month;

/// All that is known of the reports of one form from the units below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    pub register: Register,
    pub names: Names,
    /// In the order in which they came.
    pub receipts: BTreeMap<ReceiptId, Arc<Receipt>>,
    /// What the clerk said of a report that does not say it itself.
    pub assignments: BTreeMap<ReportRef, Assignment>,
    /// What was decided for a unit's month.
    pub judgements: BTreeMap<(Month, MemberId), Judgement>,
    /// The months that were closed (关账), each with the units that were to report when it was.
    pub closed: BTreeMap<Month, BTreeSet<MemberId>>,
    /// The first month of which a report counted when the first of them was closed: with it collation began, whatever comes of
    /// earlier months since.
    pub begun: Option<Month>,
}

/// What the clerk said of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    pub unit: Option<MemberId>,
    pub month: Option<Month>,
    /// Why it is of another unit or month than it says.
    pub reason: Option<String>,
    /// Why it does not count.
    pub excluded: Option<String>,
    /// The day on which it arrived, where its way does not say it.
    pub received_on: Option<NaiveDate>,
    /// The other names under which its bytes came, where only the name of the file says its unit.
    pub also_named: BTreeSet<String>,
    /// The name on it that became an alias of the unit when it was assigned.
    pub made_alias: Option<String>,
}

/// What was decided for one month of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The report that counts.
    pub version: Option<ReportRef>,
    pub verdict: Option<Verdict>,
    /// The clerk's reason for the verdict.
    pub reason: Option<String>,
    /// What the checks asked when a report was accepted, a line for each finding.
    pub answered: BTreeSet<String>,
    /// What was said by telephone. It stands for no figure.
    pub phone: Option<String>,
}

impl Judgement {
    /// Whether no report is expected.
    pub fn is_exempt(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Exempt(_)))
    }

    /// Whether a report came after all that was sent back, or was there when the unit was exempted.
    pub(super) fn is_new(&self, at: ReportRef) -> bool {
        match self.verdict {
            Some(Verdict::Returned(last) | Verdict::Exempt(Some(last))) => at > last,
            Some(Verdict::Accepted(_) | Verdict::Exempt(None)) | None => true,
        }
    }
}

/// What a clerk decided of a unit's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// What the checks ask about that report was answered.
    Accepted(ReportRef),
    /// Everything up to that report was sent back.
    Returned(ReportRef),
    /// The unit need not report that month. What had come up to that report is not taken.
    Exempt(Option<ReportRef>),
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted(report) => write!(formatter, "accepted {report}"),
            Self::Returned(report) => write!(formatter, "returned {report}"),
            Self::Exempt(None) => formatter.write_str("exempt"),
            Self::Exempt(Some(report)) => write!(formatter, "exempt {report}"),
        }
    }
}

impl FromStr for Verdict {
    type Err = NotAReport;

    fn from_str(text: &str) -> Result<Self, NotAReport> {
        match text.split_once(' ') {
            None if text == "exempt" => Ok(Self::Exempt(None)),
            Some(("exempt", report)) => report.parse().map(|last| Self::Exempt(Some(last))),
            Some(("accepted", report)) => report.parse().map(Self::Accepted),
            Some(("returned", report)) => report.parse().map(Self::Returned),
            _ => Err(NotAReport),
        }
    }
}

/// How a unit's month stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReportStanding"))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Missing,
    Waiting,
    Accepted,
    Returned,
    Exempt,
}

impl Standing {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "未报",
            Self::Waiting => "待核实",
            Self::Accepted => "已采用",
            Self::Returned => "退回",
            Self::Exempt => "免报",
        }
    }
}

impl Inbox {
    /// A report by its number.
    pub fn report(&self, at: ReportRef) -> Option<&Received> {
        self.receipts.get(&at.receipt)?.reading.reports.get(usize::try_from(at.number).ok()?)
    }

    /// A list by its number, which follows those of the reports in its file.
    pub fn list(&self, at: ReportRef) -> Option<&ReceivedList> {
        let reading = &self.receipts.get(&at.receipt)?.reading;
        reading.lists.get(usize::try_from(at.number).ok()?.checked_sub(reading.reports.len())?)
    }

    /// The name on the tab of a report or a list.
    pub fn sheet(&self, at: ReportRef) -> Option<&str> {
        let report = self.report(at).map(|report| report.sheet.as_str());
        report.or_else(|| self.list(at).map(|list| list.sheet.as_str()))
    }

    /// What a report or a list says as its unit; `None` if there is neither with that number.
    pub fn unit_written(&self, at: ReportRef) -> Option<Option<&str>> {
        let report = self.report(at).map(|report| report.unit.as_deref());
        report.or_else(|| self.list(at).map(|list| list.unit.as_deref()))
    }

    /// The file that a report came in.
    pub fn receipt(&self, at: ReportRef) -> Option<&Receipt> {
        self.receipts.get(&at.receipt).map(AsRef::as_ref)
    }

    /// The receipt with these bytes.
    pub fn with_digest(&self, sha256: &str) -> Option<&Receipt> {
        self.receipts.values().map(AsRef::as_ref).find(|receipt: &&Receipt| receipt.sha256 == sha256)
    }

    /// Whether a month is closed now: one that was opened again is not.
    pub fn is_closed(&self, month: Month) -> bool {
        self.closed.contains_key(&month)
    }

    /// Whether the register expects a report of that month of a unit. A closed month keeps those that it was closed with.
    pub fn expects(&self, month: Month, member: &Member) -> bool {
        let then = self.closed.get(&month);
        then.map_or_else(|| member.reports_in(month), |expected| expected.contains(&member.id))
    }

    /// The units that a report of the month is expected of, in the order of the register; the exempt ones are among them.
    pub fn expected(&self, month: Month) -> impl Iterator<Item = &Member> {
        self.register.in_order().into_iter().filter(move |member| self.expects(month, member))
    }

    /// The same without the exempt ones.
    pub fn to_report(&self, month: Month) -> impl Iterator<Item = &Member> {
        self.expected(month).filter(move |member| !self.judgement(month, member.id).is_exempt())
    }

    /// The names of the units whose report counts in a month though none is expected of them.
    pub fn unexpected(&self, month: Month) -> Vec<String> {
        let members = self.register.in_order().into_iter();
        let counted = members.filter(|member| self.counted(month, member.id).is_some());
        let others = counted.filter(|member| !self.expects(month, member));
        others.map(|member| member.name.clone()).collect()
    }

    /// What was decided of a unit's month; nothing so far where it was not touched.
    pub fn judgement(&self, month: Month, unit: MemberId) -> Judgement {
        self.judgements.get(&(month, unit)).cloned().unwrap_or_default()
    }

    /// The report that counts for a unit's month.
    pub fn counted(&self, month: Month, unit: MemberId) -> Option<(ReportRef, &Received)> {
        let version = self.judgements.get(&(month, unit))?.version?;
        Some((version, self.report(version)?))
    }

    /// The reports of a unit that count, the newest first, from a month back.
    pub(super) fn counted_back(
        &self,
        last: Month,
        unit: MemberId,
    ) -> impl Iterator<Item = (Month, &Received)> {
        let first = self.judgements.keys().next().map(|(month, _)| *month);
        let months = std::iter::successors(Some(last), |month| Some(month.previous()));
        let months = months.take_while(move |month| first.is_some_and(|first| *month >= first));
        months.filter_map(move |month| Some((month, self.counted(month, unit)?.1)))
    }

    /// The last report before a month that counts, and its month.
    pub fn counted_before(&self, month: Month, unit: MemberId) -> Option<(Month, &Received)> {
        self.counted_back(month.previous(), unit).next()
    }

    /// Whether the clerk left a report out.
    pub fn is_excluded(&self, at: ReportRef) -> bool {
        self.assignments.get(&at).is_some_and(|assigned| assigned.excluded.is_some())
    }

    /// The day on which a report arrived: what the mail server said, else what the clerk said, else the day it was taken in.
    pub fn received_on(&self, at: ReportRef) -> Option<NaiveDate> {
        let receipt = self.receipt(at)?;
        let said = self.assignments.get(&at).and_then(|assigned| assigned.received_on);
        Some(said.or(receipt.received_on()).unwrap_or_else(|| receipt.taken_at.date_naive()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_read_as_it_was_written() {
        let report = ReportRef { receipt: ReceiptId(7), number: 1 };
        let exempt = [Verdict::Exempt(None), Verdict::Exempt(Some(report))];
        for verdict in [Verdict::Accepted(report), Verdict::Returned(report)].into_iter().chain(exempt) {
            assert_eq!(verdict.to_string().parse(), Ok(verdict));
        }
        for text in ["", "accepted", "accepted 7", "exempt 7", "lost 7/1"] {
            assert_eq!(text.parse::<Verdict>(), Err(NotAReport), "{text:?}");
        }
    }
}
