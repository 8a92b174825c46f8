//! What the window shows of the other end: the months, one of them unit by unit, what nobody can place, and the next step.

use std::collections::BTreeSet;
use std::ops::Deref;

use chrono::NaiveDate;
use serde::Serialize;

use super::Session;
use super::facet::Collation;
use crate::collation::{
    Alike, Member, MemberId, Question, Sorted, Standing, UnitMonth, months_lacking_words,
};
use crate::error::Error;
use crate::notice::due_sentence;
use crate::period::{Month, parse_typed_month};
use crate::report::{self, State};

/// So many units of whose earlier months the totals have nothing are named on the board.
const MOST_NAMED: usize = 3;

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
    /// The names of the units whose report counts though none is expected of them.
    pub unexpected: Vec<String>,
    /// The names of the units whose report counts and has figures that are blank in the month.
    pub with_blanks: Vec<String>,
    /// The units by kind, in the order of the register.
    pub kinds: Vec<BoardKind>,
    /// What could not be read or placed, of no month, and what is asked of project lists, of all months.
    pub tray: Vec<BoardQuestion>,
    /// What the units whose first report is of this month had before: it is in no total. A sentence each.
    pub earlier: Vec<String>,
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
    /// How many units wait for the clerk.
    pub waiting: usize,
    pub closed: bool,
    /// Whether it was closed with something else than what counts now.
    pub is_changed: bool,
    /// Whether collation begins later: the totals have it by what the units stated in their first reports.
    pub is_before: bool,
}

/// The units of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoardKind {
    pub name: String,
    /// How many of them have to report: neither who is exempt nor who is here only because of what came.
    pub expected: usize,
    /// How many of those did.
    pub received: usize,
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
    /// What is said of all that are alike, behind their number.
    pub alike_words: Option<&'static str>,
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
        let kinds = self.session.notice().kinds.iter().map(|kind| {
            let member = |unit: &UnitMonth| inbox.register.member(unit.unit);
            let is_of_kind = |unit: &&UnitMonth| member(unit).is_some_and(|member| member.kind == kind.id);
            let units: Vec<&UnitMonth> = status.units.iter().filter(is_of_kind).collect();
            BoardKind {
                name: kind.name.clone(),
                expected: units.iter().filter(|unit| unit.is_expected).count(),
                received: units.iter().filter(|unit| unit.has_reported()).count(),
                units: units.into_iter().map(|unit| self.tile(unit)).collect(),
            }
        });
        let changed = report::all_differences(self.session.form(), self.session.ledger()?);
        let changed: BTreeSet<Month> = changed.into_keys().collect();
        let is_missing = |standing| matches!(standing, Standing::Missing | Standing::Returned);
        let next = if status.closed && status.waiting == 0 {
            self.step_of_closed(month, &changed)?
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
        let months_lacking = self.months_lacking(inbox, month)?;
        // Many names stand above the form that goes up, where there is room.
        let with_names = months_lacking.len() <= MOST_NAMED;
        let months_lacking = months_lacking_words(&months_lacking, month, with_names);
        let due = campaign.due(month);
        Ok(Board {
            today,
            months: self.months(sorted, month, today, &changed),
            due: due_sentence(due, today),
            due_on: due,
            expected: status.expected,
            received: status.received,
            on_time: status.on_time,
            accepted: status.accepted,
            waiting: status.waiting,
            closed: status.closed,
            unexpected: status.unexpected(),
            with_blanks: status.with_blanks(),
            kinds: kinds.filter(|kind| !kind.units.is_empty()).collect(),
            earlier: months_lacking
                .into_iter()
                .chain(self.earlier_of(month).into_iter().map(|one| one.words))
                .collect(),
            month,
            tray,
            next,
            undo,
            redo,
        })
    }

    fn tile(&self, unit: &UnitMonth) -> Tile {
        let (person, phone) = self.inbox().contact(unit.unit);
        Tile {
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
        }
    }

    /// What is to be done with a closed month.
    fn step_of_closed(&self, month: Month, changed: &BTreeSet<Month>) -> Result<BoardStep, Error> {
        Ok(match report::state(self.session.ledger()?, month) {
            _ if changed.contains(&month) => BoardStep::Correct,
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
            && !self.inbox().is_closed(before)
            && today <= campaign.due(before);
        let wanted = if is_before { before } else { now }.max(campaign.first_month);
        campaign.last_month.map_or(wanted, |last| wanted.min(last))
    }

    /// The months so far, and those of which something came already.
    fn months(
        &self,
        sorted: &Sorted,
        shown: Month,
        today: NaiveDate,
        changed: &BTreeSet<Month>,
    ) -> Vec<BoardMonth> {
        let campaign = &self.session.form().campaign;
        let came = sorted.versions.keys().next_back().map(|(month, _)| *month);
        let last = came.into_iter().fold(campaign.month_of(today).max(shown), Month::max);
        let last = campaign.last_month.map_or(last, |end| last.min(end));
        let inbox = self.inbox();
        let waiting = self.session.inbox.waiting(self.session.form());
        let begins = inbox.begins();
        let months = campaign.months(campaign.first_month, last).map(|month| {
            let expected: Vec<&Member> = inbox.to_report(month).collect();
            let came = |member: &&&Member| sorted.versions.contains_key(&(month, member.id));
            BoardMonth {
                month,
                received: expected.iter().filter(came).count(),
                expected: expected.len(),
                waiting: waiting.get(&month).copied().unwrap_or_default(),
                closed: inbox.is_closed(month),
                is_changed: inbox.is_closed(month) && changed.contains(&month),
                is_before: begins.is_some_and(|begins| month < begins),
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

    pub(super) fn board_question(&self, question: Question) -> BoardQuestion {
        let inbox = self.inbox();
        let placed = question.report.and_then(|at| self.sorted().placed.get(&at));
        let unit = placed.and_then(|placed| inbox.register.member(placed.unit?));
        BoardQuestion {
            label: question.grade.label().to_owned(),
            alike_words: question.alike.map(Alike::words),
            can_be_assigned: question.report.is_some_and(|at| inbox.is_known(at)),
            read_unit: unit.map(|member| member.name.clone()),
            read_month: placed.and_then(|placed| placed.month),
            question,
        }
    }
}
