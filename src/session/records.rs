//! The officer's decisions about a month's report: 定稿, 重新打开, 记为已报送, 更正, 累计调整 and 说明.
//!
//! Each decision is checked inside the transaction that writes it, against the records at that moment. Undo
//! does not reverse the first four: what was reported stays reported, and a mistake is corrected by reopening
//! the month with a reason.

use std::collections::BTreeSet;
use std::ops::DerefMut;
use std::sync::Arc;

use chrono::NaiveDate;

use super::facet::Reports;
use super::{CollationError, Now, RecordsError, Session, Texts, refuse_what_is_not_typed};
use crate::amount::{Amount, trim};
use crate::error::Error;
use crate::notice::{FigureId, Form, Notice};
use crate::output;
use crate::period::{Month, date_name};
use crate::report::{
    Adjustment, LONGEST_REASON, LONGEST_TEXT, Ledger, Level, Sending, Sheet, Subject, live_sheet, totals,
};
use crate::store::{FINAL, Operation, OperationKind, Place, SENT, Side, Step};

/// Sets 填报时间 of a month without any filled figure to the day on which it becomes final: no report is exported
/// with a blank 填报时间.
fn with_day_filled_in(sheet: Sheet, now: Now) -> Sheet {
    if sheet.filled_on.is_some() { sheet } else { filled_in_on(sheet, now.date_naive()) }
}

fn filled_in_on(sheet: Sheet, day: NaiveDate) -> Sheet {
    Sheet { filled_on: Some(day), filled_on_name: date_name(day), ..sheet }
}

impl Session {
    /// Decides inside the transaction that writes, so that no other change comes between.
    pub(super) fn transact(
        &mut self,
        now: Now,
        kind: OperationKind,
        decide: impl FnOnce(&Form, &Ledger) -> Result<Vec<Step>, Error>,
    ) -> Result<Option<Operation>, Error> {
        let form = Arc::clone(self.form());
        let operation = self.store.transact(now, kind, |ledger| decide(&form, ledger))?;
        self.reload()?;
        Ok(operation)
    }
}

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// Makes a month final: its sheet is kept and nothing in it can be changed. Refuses while there are
    /// mistakes or blanks.
    pub fn finalize(&mut self, now: Now, month: Month) -> Result<(), Error> {
        if self.session.side() == Side::Collation {
            return Err(CollationError::CloseInstead.into());
        }
        self.finalize_if(now, month, ready)
    }

    /// The same where blanks may stay: what no unit reported, nobody can fill in.
    pub(super) fn finalize_with_blanks(&mut self, now: Now, month: Month) -> Result<(), Error> {
        self.finalize_if(now, month, ready_with_blanks)
    }

    fn finalize_if(
        &mut self,
        now: Now,
        month: Month,
        ready: impl FnOnce(Sheet) -> Result<Sheet, RecordsError>,
    ) -> Result<(), Error> {
        self.session.transact(now, OperationKind::Finalize, |form, ledger| {
            if ledger.reported(month).is_some() {
                return Err(RecordsError::AlreadyFinal(month.name()).into());
            }
            let sheet = with_day_filled_in(ready(live_sheet(form, ledger, month)?)?, now);
            Ok(freeze(month, &sheet)?.into())
        })?;
        Ok(())
    }

    /// Opens a final month again and begins its next revision. The reported revision stays unchanged.
    pub fn reopen(&mut self, now: Now, month: Month, reason: &str) -> Result<(), Error> {
        let reason = checked_reason(reason)?;
        self.session.transact(now, OperationKind::Reopen, |_, ledger| {
            if ledger.reported(month).is_none() {
                return Err(RecordsError::NotFinal(month.name()).into());
            }
            Ok(vec![set(Place::State(month), None), set(Place::Reason(month), Some(reason))])
        })?;
        Ok(())
    }

    /// Records that a final month was sent: when, by what means, to whom. Its files are kept byte for byte;
    /// if it was never exported, its workbook is drawn and kept.
    pub fn mark_sent(&mut self, now: Now, month: Month, how: &str, recipient: &str) -> Result<(), Error> {
        let [how, recipient] = [how, recipient].map(one_line);
        if [&how, &recipient].iter().any(|text| text.chars().count() > LONGEST_REASON) {
            return Err(RecordsError::ReasonTooLong.into());
        }
        self.session.transact(now, OperationKind::Send, |form, ledger| {
            let revision = ledger.reported(month).ok_or_else(|| RecordsError::NotFinal(month.name()))?;
            if revision.sending.is_some() {
                return Err(RecordsError::AlreadySent(month.name()).into());
            }
            let (sheet, number) = (revision.sheet(), ledger.revision_number(month));
            let mut steps = Vec::new();
            if revision.documents.is_empty() {
                let name = output::file_name(&sheet, form, "xlsx");
                let bytes = output::workbook(form, &sheet)?;
                steps.push(Step::Archive { month, number, name, bytes });
            }
            steps.push(Step::Send { month, number, sending: Sending { at: now, how, recipient } });
            steps.push(set(Place::State(month), Some(SENT.to_owned())));
            Ok(steps)
        })?;
        Ok(())
    }

    /// Makes a 更正 of every month whose report differs from the records, in order, and returns these months.
    /// Each becomes final again and still has to be sent.
    pub fn correct(&mut self, now: Now, reason: &str) -> Result<Vec<Month>, Error> {
        let reason = checked_reason(reason)?;
        // A month of the clerk may have blanks, as when it was closed.
        let ready = match self.session.side() {
            Side::Reporting => ready,
            Side::Collation => ready_with_blanks,
        };
        // What waits would be left out of a form that says it is final.
        if self.session.side() == Side::Collation {
            for month in self.session.ledger()?.to_correct(self.session.form()) {
                self.session.collation().refuse_undecided(month)?;
            }
        }
        let mut corrected = Vec::new();
        self.session.transact(now, OperationKind::Correct, |form, ledger| {
            corrected = ledger.to_correct(form);
            if corrected.is_empty() {
                return Err(RecordsError::NothingToCorrect.into());
            }
            if let Some((open, month)) = ledger.open_before(&corrected) {
                return Err(RecordsError::OpenBefore { open: open.name(), month: month.name() }.into());
            }
            let mut steps = Vec::new();
            for month in &corrected {
                let sheet = ready(live_sheet(form, ledger, *month)?)?;
                let own_day = ledger.months.get(month).and_then(|record| record.filled_on);
                let sheet = Sheet { revision: sheet.revision + 1, reason: Some(reason.clone()), ..sheet };
                // No cell of this month was changed; its new 填报时间 is today.
                let sheet = filled_in_on(sheet, own_day.unwrap_or(now.date_naive()));
                steps.extend(freeze(*month, &sheet)?);
            }
            Ok(steps)
        })?;
        Ok(corrected)
    }

    /// Sets the adjustments of figures in a month, all or none, with one reason. An empty text or 0 removes
    /// an adjustment; a negative total is refused.
    pub fn adjust(
        &mut self,
        now: Now,
        month: Month,
        texts: Texts,
        reason: &str,
    ) -> Result<Option<Operation>, Error> {
        let notice = Arc::clone(self.session.notice());
        self.session.transact(now, OperationKind::Adjust, |form, ledger| {
            ledger.check_month(form, month)?;
            let adjustments = adjustments(&notice, form, ledger, texts, reason)?;
            let mut changed = ledger.clone();
            for (figure, adjustment) in &adjustments {
                let known = &mut changed.months.entry(month).or_default().adjustments;
                match adjustment {
                    Some(adjustment) => drop(known.insert(*figure, adjustment.clone())),
                    None => drop(known.remove(figure)),
                }
            }
            for (figure, _) in &adjustments {
                refuse_negative(form, &changed, *figure, month)?;
            }
            let edits = adjustments.into_iter().map(|(figure, adjustment)| {
                set(Place::Adjustment(month, figure), adjustment.map(|adjustment| adjustment.text()))
            });
            Ok(edits.collect())
        })
    }

    /// Answers a warning with a written 说明; an empty text removes the answer.
    pub fn explain(&mut self, now: Now, month: Month, subject: Subject, text: &str) -> Result<(), Error> {
        let text = one_line(text);
        if text.chars().count() > LONGEST_REASON {
            return Err(RecordsError::ReasonTooLong.into());
        }
        self.session.transact(now, OperationKind::Explain, |form, ledger| {
            let sheet = live_sheet(form, ledger, month)?;
            let mut warnings = sheet.checks.iter().filter(|check| check.level == Level::Warning);
            if !text.is_empty() && !warnings.any(|check| check.subject() == subject) {
                return Err(RecordsError::NoSuchWarning(month.name()).into());
            }
            Ok(vec![set(Place::Explanation(month, subject), Some(text).filter(|text| !text.is_empty()))])
        })?;
        Ok(())
    }
}

fn set(place: Place, text: Option<String>) -> Step {
    Step::Set((place, text))
}

/// The steps that keep the sheet as the month's report.
fn freeze(month: Month, sheet: &Sheet) -> Result<[Step; 3], RecordsError> {
    let content = sheet
        .frozen()
        .map_err(|problem| RecordsError::NotFrozen { month: month.name(), problem: problem.to_string() })?;
    Ok([
        Step::Freeze { month, number: sheet.revision, content },
        set(Place::State(month), Some(FINAL.to_owned())),
        set(Place::Reason(month), None),
    ])
}

fn ready(sheet: Sheet) -> Result<Sheet, RecordsError> {
    match sheet.open_points() {
        None => Ok(sheet),
        Some(open) => Err(RecordsError::NotReady { month: sheet.month_name, open }),
    }
}

/// The same where blanks may stay.
fn ready_with_blanks(mut sheet: Sheet) -> Result<Sheet, RecordsError> {
    sheet.checks.retain(|check| check.level != Level::Blank);
    ready(sheet)
}

pub(super) fn checked_reason(reason: &str) -> Result<String, RecordsError> {
    let reason = one_line(reason);
    match reason.chars().count() {
        0 => Err(RecordsError::ReasonMissing),
        1..=LONGEST_REASON => Ok(reason),
        _ => Err(RecordsError::ReasonTooLong),
    }
}

/// Reduces a reason to one line, for the log and for paper.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|character| if character.is_control() { ' ' } else { character });
    let visible = spaced.filter(|character| !crate::unit::is_invisible(*character)).collect::<String>();
    trim(&visible).to_owned()
}

fn adjustments(
    notice: &Notice,
    form: &Form,
    ledger: &Ledger,
    texts: Texts,
    reason: &str,
) -> Result<Vec<(FigureId, Option<Adjustment>)>, Error> {
    let mut seen = BTreeSet::new();
    let mut adjustments = Vec::new();
    for (id, text) in texts {
        let (row, figure) = form.find(id)?;
        if !seen.insert(id) {
            return Err(Error::GivenTwice(row.figure_called(figure)));
        }
        let amount = match trim(&text) {
            "" => None,
            typed => {
                Some(Amount::parse_signed(typed, figure.decimals()).map_err(|problem| Error::Amount {
                    figure: id,
                    called: row.figure_called(figure),
                    text: typed.chars().take(LONGEST_TEXT).collect(),
                    problem,
                })?)
            }
        };
        let Some(amount) = amount.filter(|amount| !amount.is_zero()) else {
            adjustments.push((id, None));
            continue;
        };
        refuse_what_is_not_typed(notice, form, &ledger.unit.kind, (row, figure))?;
        if !figure.has_total() {
            return Err(RecordsError::NoTotal(row.figure_called(figure)).into());
        }
        adjustments.push((id, Some(Adjustment { amount, reason: checked_reason(reason)? })));
    }
    Ok(adjustments)
}

/// Checks the month and every later one, because a smaller total carries on.
fn refuse_negative(form: &Form, ledger: &Ledger, id: FigureId, month: Month) -> Result<(), Error> {
    let (row, figure) = form.find(id)?;
    if figure.is_derived() {
        return Ok(());
    }
    for (later, total) in
        totals(form, ledger, row, figure, ledger.last_month(form).max(month)).split_off(&month)
    {
        if let Some(total) = total.amount.filter(|sum| sum.is_negative()) {
            let (called, month) = (row.figure_called(figure), later.name());
            return Err(RecordsError::NegativeTotal { figure: id, called, month, total }.into());
        }
    }
    Ok(())
}
