//! What the window shows of one unit's month: all that came of it, what is asked, and what can be decided.

use std::ops::Deref;

use serde::Serialize;

use super::Session;
use super::board::BoardQuestion;
use super::facet::Collation;
use super::received_scans::ReceivedScanLine;
use crate::collation::{MemberId, ReportRef, Standing, UnitMonth};
use crate::error::Error;
use crate::period::{Month, date_name, moment_name};

/// A unit's month, with all that came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UnitInHand {
    pub unit: MemberId,
    pub month: Month,
    pub name: String,
    pub kind: String,
    pub aliases: Vec<String>,
    pub person: String,
    pub phone: String,
    pub standing: Standing,
    /// The standing in words, with what belongs to it.
    pub label: String,
    /// The clerk's reason for what was decided.
    pub reason: Option<String>,
    /// What was said by telephone.
    pub told: Option<String>,
    /// The oldest first.
    pub versions: Vec<Version>,
    /// The one of them that waits to be chosen.
    pub waiting: Option<ReportRef>,
    /// The oldest first, with those that were left out.
    pub scans: Vec<ReceivedScanLine>,
    pub questions: Vec<BoardQuestion>,
    /// What was wrong with the report that was sent back, as long as nothing came since.
    pub faults: Vec<BoardQuestion>,
    /// Why what came cannot be accepted; a report that can be has none.
    pub refusal: Option<String>,
    pub closed: bool,
    /// Whether the clerk exempted it, whatever came since.
    pub is_exempt: bool,
    /// Whether there is something to write to it about what it has to correct or explain.
    pub has_note: bool,
}

/// One report that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Version {
    pub report: ReportRef,
    pub file: String,
    /// What it lay in, the outermost first.
    pub within: Vec<String>,
    pub sheet: String,
    /// The sender of its mail; empty for a loose file.
    pub sender: String,
    /// When it arrived, in words.
    pub received_on: String,
    /// Whether a mail server dated it, so that nobody says another day.
    pub dated_by_mail: bool,
    /// When it was taken in, in words.
    pub taken_at: String,
    pub sha256: String,
    /// What became of it, in words.
    pub label: String,
    /// Whether it counts.
    pub counts: bool,
    /// Why it cannot be accepted.
    pub refusal: Option<String>,
    /// Why it was left out.
    pub excluded: Option<String>,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// All that is known of a unit's month.
    pub fn unit_in_hand(&self, month: Month, unit: MemberId) -> Result<UnitInHand, Error> {
        let form = self.session.form();
        form.campaign.check(month)?;
        let member = self.member_by_id(unit)?;
        let (inbox, sorted) = (self.inbox(), self.sorted());
        let stands = inbox.unit_month(form, sorted, month, member);
        let placed = sorted.placed.iter().filter(|(_, placed)| placed.at() == Some((month, unit)));
        let versions = placed.filter_map(|(at, _)| self.version((month, unit), *at, &stands));
        let questions = inbox.questions_of(form, sorted, month, &stands).into_iter();
        let faults = inbox.faults_sent_back(form, month, &stands).into_iter();
        let asked = stands.waiting.or(stands.version);
        let refusal = asked.and_then(|at| inbox.refusal(form, (month, unit), at));
        let (person, phone) = inbox.contact_to_call(sorted, unit);
        let late = if stands.is_late { "，迟报" } else { "" };
        let beside = match (stands.is_expected, stands.standing) {
            (false, Standing::Waiting | Standing::Accepted) if stands.is_exempt => "，已免报",
            (false, Standing::Waiting | Standing::Accepted) => "，不在应报之列",
            _ => "",
        };
        let corrected = if stands.is_corrected { "，采用的是更正" } else { "" };
        Ok(UnitInHand {
            unit,
            month,
            name: member.name.clone(),
            kind: self.session.notice().kind_name(&member.kind),
            aliases: member.aliases.clone(),
            person,
            phone,
            standing: stands.standing,
            label: format!("{}{beside}{late}{corrected}", stands.standing.label()),
            reason: stands.reason.clone(),
            told: stands.phone.clone(),
            versions: versions.collect(),
            waiting: stands.waiting,
            scans: self.scans_at(sorted, month, unit),
            questions: questions.map(|question| self.board_question(question)).collect(),
            faults: faults.map(|question| self.board_question(question)).collect(),
            refusal,
            closed: inbox.is_closed(month),
            is_exempt: stands.is_exempt,
            has_note: inbox.return_note(form, month, &stands).is_some(),
        })
    }

    fn version(&self, place: (Month, MemberId), at: ReportRef, stands: &UnitMonth) -> Option<Version> {
        let inbox = self.inbox();
        let (receipt, report) = (inbox.receipt(at)?, inbox.report(at)?);
        let excluded = inbox.assignments.get(&at).and_then(|assigned| assigned.excluded.clone());
        let label = if stands.version == Some(at) {
            "采用的这一份"
        } else if stands.waiting == Some(at) {
            "等您处理的这一份"
        } else if excluded.is_some() {
            "已排除"
        } else if inbox.was_sent_back(place, at) {
            "已退回"
        } else {
            "留着备查"
        };
        Some(Version {
            report: at,
            file: receipt.name.clone(),
            within: receipt.arrival.within.clone(),
            sheet: report.sheet.clone(),
            sender: receipt.arrival.sender.clone(),
            received_on: inbox.received_on(at).map(date_name).unwrap_or_default(),
            dated_by_mail: receipt.received_on().is_some(),
            taken_at: moment_name(receipt.taken_at.naive_local()),
            sha256: receipt.sha256.clone(),
            label: label.to_owned(),
            counts: stands.version == Some(at),
            refusal: inbox.refusal(self.session.form(), place, at),
            excluded,
        })
    }
}
