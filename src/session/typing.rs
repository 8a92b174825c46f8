//! Typing figures into a month: previewing the result, and saving.
//!
//! Unsaved texts belong to the page alone. The page sends them with each question, and nothing of them is
//! kept here until they are to be saved.

use std::ops::{Deref, DerefMut};

use serde::Serialize;

use super::facet::Reports;
use super::{Now, Overview, Session, Texts, refuse_what_is_not_typed};
use crate::error::Error;
use crate::notice::FigureId;
use crate::period::Month;
use crate::report::{self, Ledger, Sheet, Trace};
use crate::store::{OperationKind, StoreError};

/// A month as it is shown, with the history of the figure in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthView {
    /// The month.
    pub sheet: Sheet,
    /// The figure in hand, if one is.
    pub trace: Option<Trace>,
}

/// A month after something in it was saved, with the overview around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SavedMonth {
    /// The month.
    pub sheet: Sheet,
    /// The figure in hand, if one is.
    pub trace: Option<Trace>,
    /// What the window shows around the form.
    pub overview: Overview,
    /// The operation that saved the last of the texts; `None` if it was the same already.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub operation: Option<i64>,
}

impl<S: Deref<Target = Session>> Reports<S> {
    /// A month as it would be with these texts. Saves nothing; refuses texts that could not be saved.
    pub fn preview_figures(
        &self,
        month: Month,
        texts: Texts,
        in_hand: Option<FigureId>,
    ) -> Result<MonthView, Error> {
        if texts.is_empty() {
            return self.view(self.session.ledger()?, month, in_hand);
        }
        self.session.store.refuse_if_looking()?;
        let mut ledger = self.session.ledger()?.clone();
        ledger.check_month(self.session.form(), month)?;
        if ledger.reported(month).is_some() {
            return Err(StoreError::Locked(month.name()).into());
        }
        let kind = &ledger.unit.kind;
        let record = ledger.months.entry(month).or_default();
        for (id, text) in texts {
            let (row, figure) = self.session.form().find(id)?;
            refuse_what_is_not_typed(self.session.notice(), self.session.form(), kind, (row, figure))?;
            match report::kept_text(figure, &text) {
                Some(text) => {
                    record.no_data = false;
                    record.entries.insert(id, text);
                }
                None => drop(record.entries.remove(&id)),
            }
        }
        self.view(&ledger, month, in_hand)
    }

    fn view(&self, ledger: &Ledger, month: Month, in_hand: Option<FigureId>) -> Result<MonthView, Error> {
        let in_hand = in_hand.map(|figure| self.session.form().find(figure)).transpose()?;
        let trace =
            in_hand.map(|(row, figure)| report::trace(self.session.form(), ledger, row, figure, month));
        Ok(MonthView { sheet: report::sheet(self.session.form(), ledger, month)?, trace })
    }
}

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// Saves texts of a month, each as a separate change that undo reverses separately. A text that is not an
    /// amount is kept and reported; an empty text clears its cell. `instead` is the operation that saved the
    /// same text half-way; the new operation replaces it.
    pub fn set_figures(
        &mut self,
        now: Now,
        month: Month,
        texts: Texts,
        in_hand: Option<FigureId>,
        instead: Option<i64>,
    ) -> Result<SavedMonth, Error> {
        let mut operation = None;
        for one in texts {
            let edits = self.month_edits(month, vec![one])?;
            operation = self.session.apply_instead(now, OperationKind::Fill, edits, instead)?;
        }
        let MonthView { sheet, trace } = self.view(self.session.ledger()?, month, in_hand)?;
        let overview = self.session.overview(now.date_naive())?;
        Ok(SavedMonth { sheet, trace, overview, operation: operation.map(|operation| operation.id) })
    }
}
