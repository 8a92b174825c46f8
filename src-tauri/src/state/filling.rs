//! Filling the sums of the clerk's data, which is in hand, into the officer's own month.

use std::collections::BTreeSet;

use yuebao::clock;
use yuebao::error::{Error, Problem};
use yuebao::notice::FigureId;
use yuebao::period::Month;
use yuebao::session::{CollationError, Now, Session, ShownFilling, Undone};
use yuebao::store::Side;

use super::App;

impl App {
    /// What the sums of a month would fill in.
    pub(crate) fn plan_filling(&self, month: Month) -> Result<ShownFilling, Problem> {
        self.with_own(|clerk| self.filling.plan(clerk, month, || self.open_beside()))
    }

    /// Which totals would differ if the plan that was seen last replaced these figures.
    pub(crate) fn filling_totals(&self, replaced: &BTreeSet<FigureId>) -> Result<String, Problem> {
        self.with_own(|clerk| self.filling.totals(clerk, replaced))
    }

    /// Opening would create an empty file where there is none.
    fn open_beside(&self) -> Result<Session, Error> {
        let data = self.data()?;
        if Side::found_in(data) != Some(Side::Reporting) {
            return Err(CollationError::NothingToFill.into());
        }
        let mut own = Session::open_side(Side::Reporting, data)?;
        own.follow_program(clock::now()?)?;
        Ok(own)
    }

    /// Fills in the plan that was seen last, but for the figures that stay; returns how many were filled.
    pub(crate) fn fill_sums(&self, now: Now, stay: &BTreeSet<FigureId>) -> Result<usize, Problem> {
        self.with_own(|clerk| self.filling.fill(now, clerk, stay))
    }

    /// Takes the last filling back, once.
    pub(crate) fn undo_filling(&self, now: Now) -> Result<Option<Undone>, Problem> {
        Ok(self.filling.undo(now)?)
    }
}
