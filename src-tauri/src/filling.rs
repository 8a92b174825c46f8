//! The officer's own data while the clerk's is in hand, for filling the sums into the own month. It stays open until the officer
//! goes over to it, so that the filling can be undone there: undo reaches back to the opening.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use yuebao::collation::FillPlan;
use yuebao::error::Error;
use yuebao::notice::FigureId;
use yuebao::period::Month;
use yuebao::session::{CollationError, Now, Session, ShownFilling, Undone};

/// The officer's own data beside the clerk's, once it was asked for.
#[derive(Default)]
pub(crate) struct Filling(Mutex<Option<Beside>>);

struct Beside {
    own: Session,
    /// The plan that was shown last.
    seen: Option<FillPlan>,
    /// Whether something was filled in that was not taken back.
    is_filled: bool,
}

impl Filling {
    /// Hands over the officer's own data, to be taken in hand.
    pub(crate) fn take(&self) -> Option<Session> {
        self.beside().take().map(|beside| beside.own)
    }

    /// What the sums of a month would fill in, and keeps it as what was seen last. What was typed otherwise is not replaced in its
    /// totals.
    pub(crate) fn plan(
        &self,
        clerk: &Session,
        month: Month,
        open: impl FnOnce() -> Result<Session, Error>,
    ) -> Result<ShownFilling, Error> {
        let mut beside = self.beside();
        let Beside { own, seen, .. } = match &mut *beside {
            Some(beside) => beside,
            none => none.insert(Beside { own: open()?, seen: None, is_filled: false }),
        };
        own.changed_elsewhere()?;
        own.choose(&clerk.form().key)?;
        if own.unit().is_none() {
            return Err(CollationError::NothingToFill.into());
        }
        let plan = own.reports().fill_plan(clerk, month)?;
        let shown = own.reports().shown_filling(&plan)?;
        let totals = totals_replacing(own, clerk, &plan, &BTreeSet::new())?;
        *seen = Some(plan);
        Ok(ShownFilling { totals, ..shown })
    }

    /// Which totals would differ if the plan that was seen last were filled in and replaced these of the figures that were typed
    /// otherwise. Refuses if it would no longer be what the plan says.
    pub(crate) fn totals(&self, clerk: &Session, replaced: &BTreeSet<FigureId>) -> Result<String, Error> {
        let beside = self.beside();
        let Some(Beside { own, seen: Some(seen), .. }) = &*beside else {
            return Err(CollationError::PlanChanged.into());
        };
        if own.reports().fill_plan(clerk, seen.month)? != *seen {
            return Err(CollationError::PlanChanged.into());
        }
        totals_replacing(own, clerk, seen, replaced)
    }

    /// Fills in the plan that was seen last, but for the figures that stay; returns how many were filled.
    pub(crate) fn fill(&self, now: Now, clerk: &Session, stay: &BTreeSet<FigureId>) -> Result<usize, Error> {
        let mut beside = self.beside();
        let Some(Beside { own, seen, is_filled }) = &mut *beside else {
            return Err(CollationError::PlanChanged.into());
        };
        let plan = seen.take().ok_or(CollationError::PlanChanged)?;
        *is_filled |= own.reports_mut().fill_sums(now, clerk, &plan, stay)?.is_some();
        Ok(plan.written().filter(|line| !stay.contains(&line.figure)).count())
    }

    /// Takes the last filling back, once.
    pub(crate) fn undo(&self, now: Now) -> Result<Option<Undone>, Error> {
        let mut beside = self.beside();
        let Some(Beside { own, is_filled, .. }) = &mut *beside else { return Ok(None) };
        if std::mem::take(is_filled) { own.history_mut().undo(now) } else { Ok(None) }
    }

    /// After a panic in another command too: the session never keeps a half-done change.
    fn beside(&self) -> MutexGuard<'_, Option<Beside>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn totals_replacing(
    own: &Session,
    clerk: &Session,
    plan: &FillPlan,
    replaced: &BTreeSet<FigureId>,
) -> Result<String, Error> {
    let keep = plan.lines.iter().map(|line| line.figure).filter(|figure| !replaced.contains(figure));
    Ok(own.reports().fill_plan_keeping(clerk, plan.month, &keep.collect())?.totals)
}
