//! What the window shows around the form: the list of months (rail), and what is due.

use chrono::NaiveDate;
use serde::Serialize;

use super::mail::doubt_sentence;
use super::sending_steps::Notes;
use super::{AlsoDue, NextStep, SendingStep, Session, StepState};
use crate::error::Error;
use crate::notice::due_sentence;
use crate::period::{Month, date_name};
use crate::report::{Difference, DocumentName, Ledger, State, differences, revision_name};
use crate::store::{Side, YES, yes_or_no};
use crate::unit::Unit;

/// The name under which it is remembered whether the panel next to the form is folded.
const PANEL_FOLDED: &str = "panel_folded";

/// Everything around the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Overview {
    /// Who reports; `None` before the first start is finished.
    pub unit: Option<Unit>,
    /// The unit as it was entered for another form, before the first start of the one in hand.
    pub known_unit: Option<Unit>,
    /// Whether that was for a form of the same notice, so that all of it holds for this one too.
    pub is_known_beside: bool,
    /// Every month from the unit's first to the campaign's last.
    pub months: Vec<RailMonth>,
    /// The month to open first: the current one; after the campaign, the first that is not filled.
    pub current: Month,
    /// Where the data is kept.
    pub folder: String,
    /// Other things that are due besides the months: the list of projects and the summary.
    pub also_due: Vec<AlsoDue>,
    /// A sentence that the campaign is over and no report is expected any more; `None` before that.
    pub over: Option<String>,
    /// What undo would reverse, in words; `None` if there is nothing.
    pub undo: Option<String>,
    /// What redo would repeat, in words; `None` if there is nothing.
    pub redo: Option<String>,
    /// A description of the data that is only looked at; `None` for the officer's own data.
    pub looking: Option<String>,
    /// Whether the panel next to the form is folded; `None` if nobody has chosen yet.
    pub panel_folded: Option<bool>,
}

/// One month in the rail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RailMonth {
    pub month: Month,
    /// The month in words.
    pub name: String,
    /// How far it is.
    pub state: State,
    /// The state in words, with what is left to do.
    pub label: String,
    /// Whether every figure is filled, or there is none to fill.
    pub complete: bool,
    /// Which report of the month it is: 0 the first, then the number of the 更正.
    pub revision: u32,
    /// The next step on the way to the bureau.
    pub next_step: NextStep,
    /// The label of the button for the next step.
    pub next_label: String,
    /// A hint about the next step, as a sentence; empty if the button says enough.
    pub next_hint: String,
    /// The steps from 定稿 to 已报送, while the month is final and not sent.
    pub steps: Vec<SendingStep>,
    /// The path of the draft of its letter, until it was sent.
    pub draft: Option<String>,
    /// A warning that the draft or the files of its letter contain an outdated scan.
    pub stale: Option<String>,
    /// The scan of its sealed page, while it can be replaced.
    pub scan: Option<DocumentName>,
    /// A warning that it may have been sent, if a delivery ended without an answer.
    pub doubt: Option<String>,
    /// Past its due day, never sent, and still expected.
    pub late: bool,
    /// Whether the month has not begun yet.
    pub ahead: bool,
    /// When it is due and how soon that is, as a sentence; once it was sent: when, or that a 更正 still has to
    /// be sent.
    pub due: String,
}

impl Session {
    /// Collects everything around the form, on the day `today`.
    pub fn overview(&self, today: NaiveDate) -> Result<Overview, Error> {
        let campaign = &self.form().campaign;
        let first = self.unit().map_or(campaign.first_month, |unit| unit.first_month);
        let this_month = campaign.month_of(today);
        let recorded = self.saved.as_ref().map_or(first, |ledger| ledger.last_month(self.form()));
        let last = campaign.last_month_or(this_month.max(recorded).max(first));
        let months = campaign.months(first, last).map(|month| self.rail_month(month, today));
        let months = months.collect::<Result<Vec<RailMonth>, Error>>()?;

        let unfilled = months.iter().find(|month| !month.complete).or(months.last());
        // A month that is over is still in hand until the day on which it is due.
        let is_in_hand = |month: &&RailMonth| {
            month.month >= this_month || (month.state != State::Sent && today <= campaign.due(month.month))
        };
        let in_hand = months.iter().find(is_in_hand);
        let current = in_hand.or(unfilled).map_or(first, |month| month.month);
        let (undo, redo) = self.history().reversible()?;
        let (known_unit, is_known_beside) = self.known_unit()?;
        Ok(Overview {
            unit: self.unit().cloned(),
            known_unit,
            is_known_beside,
            months,
            current,
            also_due: match self.side() {
                Side::Reporting => self.sending().also_due(today),
                Side::Collation => Vec::new(),
            },
            over: campaign.over_sentence(today),
            undo,
            redo,
            folder: self.folder().display().to_string(),
            looking: self.copy.as_ref().map(|looked| looked.content.clone()),
            panel_folded: self.setting(PANEL_FOLDED)?.map(|folded| folded == YES),
        })
    }

    /// Remembers whether the panel next to the form is folded.
    pub fn set_panel_folded(&self, folded: bool) -> Result<(), Error> {
        self.remember(PANEL_FOLDED, yes_or_no(folded))
    }

    fn differences_of(&self, month: Month) -> Vec<Difference> {
        self.saved.as_ref().map_or_else(Vec::new, |ledger| differences(self.form(), ledger, month))
    }

    fn rail_month(&self, month: Month, today: NaiveDate) -> Result<RailMonth, Error> {
        let due = self.form().campaign.due(month);
        let ahead = month > self.form().campaign.month_of(today);
        let (state, filled, to_fill) = match &self.saved {
            Some(ledger) => {
                let (filled, to_fill) = ledger.progress(self.form(), month);
                (crate::report::state(ledger, month), filled, to_fill)
            }
            None => (State::Empty, 0, 0),
        };
        let reported = matches!(state, State::Final | State::Sent);
        let to_correct = reported && !self.differences_of(month).is_empty();
        // The totals of this month are not settled while an earlier one is open again.
        let waits = || self.saved.as_ref().is_some_and(|ledger| ledger.open_before(&[month]).is_some());
        let complete = reported || state == State::NoData || (state == State::Draft && filled == to_fill);
        let over = self.form().campaign.is_over(today);
        let reports = self.saved.as_ref().and_then(|ledger| sent_sentence(ledger, month));
        let late = reports.is_none() && today > due && !over;
        let current_report = self.saved.as_ref().and_then(|ledger| ledger.reported(month));
        let to_send = current_report.filter(|_| state == State::Final);
        let notes = to_send.map(|revision| self.sending().notes(revision)).transpose()?;
        let steps =
            to_send.zip(notes.as_ref()).map_or_else(Vec::new, |(revision, notes)| notes.steps(revision));
        let doubt = to_send.map_or(Ok(None), |revision| self.sending().doubt(revision))?;
        let draft = to_send.map_or(Ok(None), |revision| self.sending().draft_path(revision))?;
        let scan = to_send.and_then(|revision| revision.scan.clone());
        let next_step = match state {
            _ if to_correct && waits() => NextStep::Nothing,
            _ if to_correct => NextStep::Correct,
            State::Sent => NextStep::Nothing,
            State::Final => {
                let ahead = steps.iter().find(|step| step.state == StepState::Ahead);
                ahead.map_or(NextStep::MarkSent, |step| step.step)
            }
            State::Empty | State::Draft | State::NoData => NextStep::Finalize,
        };
        let next_hint = notes.as_ref().map_or("", |notes| notes.next_hint(next_step)).to_owned();
        let revision = self.saved.as_ref().map_or(0, |ledger| ledger.revision_number(month));
        let progress = match state {
            State::Empty if ahead => "未到".to_owned(),
            _ if self.side() == Side::Collation => state.label_of_totals().to_owned(),
            State::Draft if complete => format!("{} · 已填齐", state.label()),
            State::Draft => format!("{} {filled}/{to_fill}", state.label()),
            State::Empty | State::NoData | State::Final | State::Sent => state.label().to_owned(),
        };
        let label_parts = [
            Some(progress),
            revision_name(revision),
            to_correct.then(|| "要更正".to_owned()),
            late.then(|| "逾期".to_owned()),
        ];
        let label = label_parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Ok(RailMonth {
            month,
            name: month.name(),
            state,
            label,
            complete,
            revision,
            next_step,
            next_label: match (self.side(), next_step) {
                (Side::Collation, NextStep::Finalize) => CLOSE.to_owned(),
                _ => next_step.label().to_owned(),
            },
            next_hint,
            late,
            ahead,
            due: reports.unwrap_or_else(|| {
                let over = self.form().campaign.over_sentence(today);
                over.unwrap_or_else(|| due_sentence(due, today))
            }),
            steps,
            draft: draft.map(|path| path.display().to_string()),
            stale: notes.as_ref().and_then(Notes::stale).map(str::to_owned),
            scan,
            doubt: doubt.map(|at| doubt_sentence(&at)),
        })
    }
}

/// The label of the step that is 定稿 on the other side.
pub(super) const CLOSE: &str = "关账";

/// Which of a month's reports was sent last and when, and whether a later one still has to be sent. `None` if
/// none was sent.
fn sent_sentence(ledger: &Ledger, month: Month) -> Option<String> {
    let sent = ledger.revisions(month).iter().rev().find_map(|revision| {
        let day = revision.sending.as_ref()?.at.date_naive();
        Some((revision.sheet.revision, date_name(day)))
    });
    let (number, day) = sent?;
    let newest = ledger.revision_number(month);
    Some(match (revision_name(newest), newest == number) {
        (Some(newest), false) => format!("{newest}还没有报送"),
        (Some(newest), true) => format!("{newest}已于{day}报送"),
        (None, _) => format!("{day}已报送"),
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset};

    use super::*;
    use crate::session::Handled;
    use crate::unit::UnitKind;

    fn now() -> DateTime<FixedOffset> {
        "2022-03-20T09:00:00+08:00".parse().unwrap()
    }

    fn session(folder: &std::path::Path, first_month: &str) -> Session {
        let mut session = Session::open(folder).unwrap();
        let unit = Unit {
            name: "龙沙镇".into(),
            kind: UnitKind::from("township"),
            person: "张三".into(),
            phone: "58136197".into(),
            first_month: first_month.parse().unwrap(),
            restart_each_year: false,
        };
        session.begin(now(), unit, vec![]).unwrap();
        session
    }

    #[test]
    fn a_month_that_was_sent_is_no_longer_counted_down() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "2022-01");
        let january: Month = "2022-01".parse().unwrap();
        let due = |session: &mut Session| session.overview(now().date_naive()).unwrap().months.remove(0).due;
        assert_eq!(due(&mut session), "应于2022年1月28日前报送，已过 51 天");
        session.reports_mut().fill_zero(now(), january).unwrap();
        session.reports_mut().finalize(now(), january).unwrap();
        assert!(due(&mut session).contains("已过"), "nobody has it yet");
        session.reports_mut().mark_sent(now(), january, "邮件", "").unwrap();
        assert_eq!(due(&mut session), "2022年3月20日已报送");
        session.reports_mut().reopen(now(), january, "少报一处").unwrap();
        let waits = "更正1还没有报送";
        assert_eq!(due(&mut session), waits, "a 更正 is not late");
        session.reports_mut().finalize(now(), january).unwrap();
        assert_eq!(due(&mut session), waits);
        let later = "2022-04-02T09:00:00+08:00".parse().unwrap();
        session.reports_mut().mark_sent(later, january, "邮件", "").unwrap();
        assert_eq!(due(&mut session), "更正1已于2022年4月2日报送");
        session.reports_mut().reopen(later, january, "又少报一处").unwrap();
        assert_eq!(due(&mut session), "更正2还没有报送");
        assert!(!session.overview(later.date_naive()).unwrap().months[0].late);
    }

    #[test]
    fn when_the_campaign_is_over_nobody_is_late_and_one_sentence_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "2022-01");
        let january: Month = "2022-01".parse().unwrap();
        session.reports_mut().fill_zero(now(), january).unwrap();
        session.reports_mut().finalize(now(), january).unwrap();
        session.reports_mut().mark_sent(now(), january, "邮件", "").unwrap();
        let at = |session: &Session, day: &str| session.overview(day.parse().unwrap()).unwrap();
        let waited_for = at(&session, "2024-01-31");
        assert!(waited_for.over.is_none() && waited_for.months[23].late && waited_for.also_due[0].late);
        let over = at(&session, "2026-11-28");
        let sentence = "活动已于2023年12月结束，可补录、查阅、导出";
        assert_eq!(over.over.as_deref(), Some(sentence));
        assert!(over.also_due.is_empty() && over.months.iter().all(|month| !month.late));
        assert_eq!(
            (over.months[0].due.as_str(), over.months[1].due.as_str()),
            ("2022年3月20日已报送", sentence)
        );
        assert_eq!((over.months[0].label.as_str(), over.months[1].label.as_str()), ("已报送", "未填"));
    }

    #[test]
    fn what_was_written_with_another_project_list_is_not_to_be_sent() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "2022-01");
        let january: Month = "2022-01".parse().unwrap();
        let project = |by: &str| crate::projects::Project { by: by.into(), ..Default::default() };
        session.projects_mut().add_project(now(), project("镇城管办")).unwrap();
        session.reports_mut().fill_zero(now(), january).unwrap();
        session.reports_mut().finalize(now(), january).unwrap();
        let draft = folder.path().join("信.eml");
        let handled = |session: &mut Session| {
            for handled in [Handled::Exported, Handled::Drafted(draft.clone())] {
                let file = session.reports().workbook(now(), january, None).unwrap();
                session.sending_mut().record_handled(now(), &file, &handled).unwrap();
            }
        };
        let told = |session: &Session| {
            let month = session.overview(now().date_naive()).unwrap().months.remove(0);
            let said = month.steps.iter().filter(|step| !step.said.is_empty()).map(|step| step.said.clone());
            (said.collect::<Vec<_>>().join(" "), month.stale.is_some(), month.draft.is_some())
        };
        let is_well = ("已导出 已写好草稿".to_owned(), false, true);
        handled(&mut session);
        session.projects_mut().add_project(now(), project("社区")).unwrap();
        assert_eq!(told(&session), is_well, "the list does not go along");
        session.projects().set_goes_with_month(true).unwrap();
        let is_stale = ("要重新导出 要重新生成".to_owned(), true, false);
        assert_eq!(told(&session), is_stale, "now it does");
        handled(&mut session);
        assert_eq!(told(&session), is_well);
        session.projects_mut().add_project(now(), project("学校")).unwrap();
        assert_eq!(told(&session), is_stale);
        let stale = session.overview(now().date_naive()).unwrap().months.remove(0).stale;
        assert!(stale.unwrap().starts_with("随表的项目清单变了"));
        session.history_mut().undo(now()).unwrap();
        assert_eq!(told(&session), is_well, "what was written is what stands again");
    }

    #[test]
    fn it_is_known_what_undo_would_take_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "2022-01");
        let january: Month = "2022-01".parse().unwrap();
        let told = |session: &Session| {
            let overview = session.overview(now().date_naive()).unwrap();
            (overview.undo, overview.redo)
        };
        assert_eq!(told(&session), (None, None));
        session.reports_mut().set_amounts(now(), january, vec![("4".parse().unwrap(), "7".into())]).unwrap();
        let filled = Some("填数：2022年1月“环卫设施问题” 空白 → 7".to_owned());
        assert_eq!(told(&session), (filled.clone(), None));
        session.history_mut().undo(now()).unwrap();
        assert_eq!(told(&session), (None, filled));
        session.history_mut().redo(now()).unwrap();
        session.reports_mut().fill_zero(now(), january).unwrap();
        assert_eq!(told(&session).0.as_deref(), Some("空白补零：2022年1月 19 格"));
        session.reports_mut().finalize(now(), january).unwrap();
        assert_eq!(told(&session), (None, None), "what was before it is made final stays");
    }

    #[test]
    fn the_rail_says_how_far_each_month_is_and_what_is_late() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "2022-01");
        let month = |text: &str| text.parse::<Month>().unwrap();
        session.reports_mut().fill_zero(now(), month("2022-01")).unwrap();
        session
            .reports_mut()
            .set_amounts(now(), month("2022-02"), vec![("4".parse().unwrap(), "7".into())])
            .unwrap();
        let overview = session.overview(now().date_naive()).unwrap();
        let labels: Vec<&str> = overview.months.iter().take(4).map(|month| month.label.as_str()).collect();
        assert_eq!(labels, ["草稿 · 已填齐 · 逾期", "草稿 1/20 · 逾期", "未填", "未到"]);
        assert_eq!(overview.current, month("2022-03"));
        assert_eq!(overview.months.len(), 24);
        assert_eq!(overview.months[2].due, "3月28日前报送，还有 8 天");
    }

    #[test]
    fn a_step_that_was_left_out_is_remembered_by_words_that_never_change() {
        let words = NextStep::TO_THE_BUREAU.map(|step| step.to_string());
        assert_eq!(words, ["print", "attach", "export", "send"]);
    }

    #[test]
    fn before_and_after_the_campaign_a_sensible_month_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path(), "2022-02");
        let current = |session: &Session, today: &str| {
            session.overview(today.parse().unwrap()).unwrap().current.to_string()
        };
        assert_eq!(current(&session, "2021-12-01"), "2022-02");
        assert_eq!(current(&session, "2026-11-24"), "2022-02");
        session.reports_mut().fill_zero(now(), "2022-02".parse().unwrap()).unwrap();
        assert_eq!(current(&session, "2026-11-24"), "2022-03");
    }
}
