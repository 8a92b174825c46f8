//! What the window shows of the other end: the months, one of them unit by unit, what nobody can place, and the next step.

use std::ops::Deref;

use chrono::NaiveDate;
use serde::Serialize;

use super::Session;
use super::facet::Collation;
use super::received_scans::ReceivedScanLine;
use crate::collation::{Member, MemberId, Question, ReportRef, Sorted, Standing};
use crate::error::Error;
use crate::notice::due_sentence;
use crate::period::{Month, date_name, moment_name, parse_typed_month};
use crate::report::{self, State};

/// A month of all units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Board {
    pub today: NaiveDate,
    pub month: Month,
    pub months: Vec<BoardMonth>,
    /// When the month is due and how soon that is.
    pub due: String,
    pub due_on: NaiveDate,
    pub expected: usize,
    pub received: usize,
    pub on_time: usize,
    pub accepted: usize,
    pub waiting: usize,
    pub closed: bool,
    /// The units by kind, in the order of the register.
    pub kinds: Vec<BoardKind>,
    /// What could not be read or placed, of no month, and what is asked of project lists, of all months.
    pub tray: Vec<BoardQuestion>,
    pub next: BoardStep,
    /// What undo would reverse, in words.
    pub undo: Option<String>,
    pub redo: Option<String>,
}

/// How far a month is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoardMonth {
    pub month: Month,
    pub expected: usize,
    pub received: usize,
    pub closed: bool,
}

/// The units of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoardKind {
    pub name: String,
    pub units: Vec<Tile>,
}

/// One unit.
#[expect(clippy::struct_excessive_bools, reason = "the small marks of a tile, each by itself")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Tile {
    pub unit: MemberId,
    pub name: String,
    pub standing: Standing,
    /// The standing in words.
    pub label: String,
    pub is_late: bool,
    pub is_corrected: bool,
    /// Whether more than one report of the month came.
    pub is_twice: bool,
    /// Whether its report counts and its sealed page did not come.
    pub has_no_scan: bool,
    /// Whom to call.
    pub person: String,
    pub phone: String,
}

/// Something to look at, with its grade in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoardQuestion {
    pub label: String,
    #[serde(flatten)]
    pub question: Question,
    /// Whether it can be said of which unit and month it is; a file in which nothing was found is of none.
    pub can_be_assigned: bool,
    /// The unit that was read, by its name in the register, and the month.
    pub read_unit: Option<String>,
    pub read_month: Option<Month>,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BoardStep {
    TakeIn,
    Questions,
    Remind,
    Close,
    /// The form of the closed month is to be sent up.
    SendUp,
    /// What was closed says something else by now.
    Correct,
    /// It was sent up.
    Closed,
}

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
    /// The oldest first, with those that were left out.
    pub scans: Vec<ReceivedScanLine>,
    pub questions: Vec<BoardQuestion>,
    pub closed: bool,
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
    /// When it was taken in, in words.
    pub taken_at: String,
    pub sha256: String,
    /// What became of it, in words.
    pub label: String,
    /// Whether it counts.
    pub counts: bool,
    /// Why it was left out.
    pub excluded: Option<String>,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// A month of all units; without one, that which is in hand on the day `today`.
    pub fn board(&self, month: Option<Month>, today: NaiveDate) -> Result<Board, Error> {
        let campaign = &self.session.form().campaign;
        let sorted = self.sorted();
        let month = month.unwrap_or_else(|| self.month_in_hand(today));
        campaign.check(month)?;
        let inbox = self.inbox();
        let status = self.session.inbox.status(self.session.form(), month);
        let tray = inbox.unplaced(sorted).into_iter().chain(inbox.open_lists(sorted));
        let tray: Vec<BoardQuestion> = tray.map(|question| self.board_question(question)).collect();
        let kinds = self.session.notice().kinds.iter().map(|kind| BoardKind {
            name: kind.name.clone(),
            units: status
                .units
                .iter()
                .filter_map(|unit| Some((unit, inbox.register.member(unit.unit)?)))
                .filter(|(_, member)| member.kind == kind.id)
                .map(|(unit, _)| (unit, inbox.contact(unit.unit)))
                .map(|(unit, (person, phone))| Tile {
                    unit: unit.unit,
                    name: unit.name.clone(),
                    standing: unit.standing,
                    label: unit.standing.label().to_owned(),
                    is_late: unit.is_late,
                    is_corrected: unit.is_corrected,
                    is_twice: unit.versions > 1,
                    has_no_scan: unit.has_no_scan,
                    person,
                    phone,
                })
                .collect(),
        });
        let is_missing = |standing| matches!(standing, Standing::Missing | Standing::Returned);
        let next = if status.closed && status.waiting == 0 {
            self.step_of_closed(month)?
        } else if status.waiting > 0 || tray.iter().any(|asked| asked.question.report.is_some()) {
            BoardStep::Questions
        } else if status.received == 0 {
            BoardStep::TakeIn
        } else if status.units.iter().any(|unit| is_missing(unit.standing)) {
            BoardStep::Remind
        } else {
            BoardStep::Close
        };
        let (undo, redo) = self.session.history().reversible()?;
        let due = campaign.due(month);
        Ok(Board {
            today,
            months: self.months(sorted, month, today),
            due: due_sentence(due, today),
            due_on: due,
            expected: status.expected,
            received: status.received,
            on_time: status.on_time,
            accepted: status.accepted,
            waiting: status.waiting,
            closed: status.closed,
            kinds: kinds.filter(|kind| !kind.units.is_empty()).collect(),
            month,
            tray,
            next,
            undo,
            redo,
        })
    }

    /// What is to be done with a closed month.
    fn step_of_closed(&self, month: Month) -> Result<BoardStep, Error> {
        let (form, ledger) = (self.session.form(), self.session.ledger()?);
        Ok(match report::state(ledger, month) {
            _ if !report::differences(form, ledger, month).is_empty() => BoardStep::Correct,
            State::Sent => BoardStep::Closed,
            _ => BoardStep::SendUp,
        })
    }

    /// A month that is over stays in hand until the day on which it is due.
    fn month_in_hand(&self, today: NaiveDate) -> Month {
        let campaign = &self.session.form().campaign;
        let now = campaign.month_of(today);
        let before = campaign.month_before(now);
        let is_before = campaign.check(before).is_ok()
            && !self.inbox().closed.contains(&before)
            && today <= campaign.due(before);
        let wanted = if is_before { before } else { now }.max(campaign.first_month);
        campaign.last_month.map_or(wanted, |last| wanted.min(last))
    }

    /// The months so far, and those of which something came already.
    fn months(&self, sorted: &Sorted, shown: Month, today: NaiveDate) -> Vec<BoardMonth> {
        let campaign = &self.session.form().campaign;
        let came = sorted.versions.keys().next_back().map(|(month, _)| *month);
        let last = came.into_iter().fold(campaign.month_of(today).max(shown), Month::max);
        let last = campaign.last_month.map_or(last, |end| last.min(end));
        let inbox = self.inbox();
        let months = campaign.months(campaign.first_month, last).map(|month| {
            let expected: Vec<&Member> = inbox
                .register
                .expected(month)
                .filter(|member| !inbox.judgement(month, member.id).is_exempt())
                .collect();
            let came = |member: &&&Member| sorted.versions.contains_key(&(month, member.id));
            BoardMonth {
                month,
                received: expected.iter().filter(came).count(),
                expected: expected.len(),
                closed: inbox.closed.contains(&month),
            }
        });
        months.collect()
    }

    /// The month that a person wrote. 3月 alone is clear as long as there was one March, up to the month after `today`.
    pub fn typed_month(&self, text: &str, today: NaiveDate) -> Result<Month, Error> {
        let campaign = &self.session.form().campaign;
        let next = Month::of(today).next();
        let last = campaign.last_month.map_or(next, |last| last.min(next));
        Ok(parse_typed_month(text, campaign.first_month.through(last))?)
    }

    /// All that is known of a unit's month.
    pub fn unit_in_hand(&self, month: Month, unit: MemberId) -> Result<UnitInHand, Error> {
        let form = self.session.form();
        form.campaign.check(month)?;
        let member = self.member_by_id(unit)?;
        let (inbox, sorted) = (self.inbox(), self.sorted());
        let stands = inbox.unit_month(form, sorted, month, member);
        let placed = sorted.placed.iter().filter(|(_, placed)| placed.at() == Some((month, unit)));
        let versions = placed.filter_map(|(at, _)| self.version(*at, stands.version, stands.waiting));
        let questions = inbox.questions_of(form, sorted, month, &stands).into_iter();
        let (person, phone) = inbox.contact(unit);
        let late = if stands.is_late { "，迟报" } else { "" };
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
            label: format!("{}{late}{corrected}", stands.standing.label()),
            reason: stands.reason,
            told: stands.phone,
            versions: versions.collect(),
            scans: self.scans_at(sorted, month, unit),
            questions: questions.map(|question| self.board_question(question)).collect(),
            closed: inbox.closed.contains(&month),
        })
    }

    fn board_question(&self, question: Question) -> BoardQuestion {
        let inbox = self.inbox();
        let placed = question.report.and_then(|at| self.sorted().placed.get(&at));
        let unit = placed.and_then(|placed| inbox.register.member(placed.unit?));
        BoardQuestion {
            label: question.grade.label().to_owned(),
            can_be_assigned: question.report.is_some_and(|at| inbox.is_known(at)),
            read_unit: unit.map(|member| member.name.clone()),
            read_month: placed.and_then(|placed| placed.month),
            question,
        }
    }

    fn version(
        &self,
        at: ReportRef,
        counted: Option<ReportRef>,
        waiting: Option<ReportRef>,
    ) -> Option<Version> {
        let inbox = self.inbox();
        let (receipt, report) = (inbox.receipt(at)?, inbox.report(at)?);
        let excluded = inbox.assignments.get(&at).and_then(|assigned| assigned.excluded.clone());
        let label = if counted == Some(at) {
            "采用的这一份"
        } else if waiting == Some(at) {
            "等您处理的这一份"
        } else if excluded.is_some() {
            "已排除"
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
            taken_at: moment_name(receipt.taken_at.naive_local()),
            sha256: receipt.sha256.clone(),
            label: label.to_owned(),
            counts: counted == Some(at),
            excluded,
        })
    }
}
