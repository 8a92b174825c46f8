//! The opening balance (期初累计): the totals that were reported before the unit's first month.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use serde::Serialize;

use super::facet::Reports;
use super::{Now, Session, Texts};
use crate::error::Error;
use crate::notice::{FigureId, Form};
use crate::paste;
use crate::period::Month;
use crate::report::{Entry, read_entry};
use crate::store::{Edit, Operation, OperationKind, Place};
use crate::unit::UnitKind;

/// The opening balance as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Opening {
    /// The last month that it covers.
    pub through: Month,
    /// That month in words.
    pub through_name: String,
    /// Every figure of the form.
    pub entries: BTreeMap<FigureId, Entry>,
    /// Whether the newest change of this sitting is one of the opening balance and can be undone.
    pub can_undo: bool,
    /// Whether the last undone change is one of the opening balance and can be redone.
    pub can_redo: bool,
}

/// The opening balance after some of its cells were saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SavedOpening {
    /// The opening balance.
    pub opening: Opening,
    /// The operation that saved the cells; `None` if they had these texts already.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub operation: Option<i64>,
}

impl Session {
    /// The opening balance given at the first start. Unreadable texts are refused, because every total would
    /// be wrong from the first day on.
    pub(super) fn opening_edits(&self, kind: &UnitKind, texts: Texts) -> Result<Vec<Edit>, Error> {
        self.reports().refuse_doubtful(&texts)?;
        self.edits(kind, texts, Place::Opening)
    }
}

impl<S: Deref<Target = Session>> Reports<S> {
    /// The opening balance.
    pub fn opening(&self) -> Result<Opening, Error> {
        let ledger = self.session.ledger()?;
        let through = self.session.form().campaign.month_before(ledger.unit.first_month);
        let figures = self.session.form().figures_in_rows();
        let entries =
            figures.map(|(row, figure)| (figure.id, ledger.opening_entry(self.session.form(), row, figure)));
        let (undo, redo) = self.session.store.reversible(self.session.since)?;
        let of_opening = |operation: Option<Operation>| {
            operation.is_some_and(|operation| operation.kind == OperationKind::Opening)
        };
        Ok(Opening {
            through,
            through_name: through.name(),
            entries: entries.collect(),
            can_undo: of_opening(undo),
            can_redo: of_opening(redo),
        })
    }
}

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// Sets the opening balance of figures: all of them, or none if one cannot be read. An empty text clears
    /// a figure.
    pub fn set_opening(&mut self, now: Now, texts: Texts) -> Result<Option<Operation>, Error> {
        self.refuse_doubtful(&texts)?;
        self.fill_opening(now, texts)
    }

    /// Fills cells of the opening balance. A text that cannot be read is kept and reported; an empty text
    /// clears a cell.
    pub fn fill_opening(&mut self, now: Now, texts: Texts) -> Result<Option<Operation>, Error> {
        self.fill_opening_instead(now, texts, None)
    }

    fn fill_opening_instead(
        &mut self,
        now: Now,
        texts: Texts,
        instead: Option<i64>,
    ) -> Result<Option<Operation>, Error> {
        let edits = self.session.edits(&self.session.ledger()?.unit.kind, texts, Place::Opening)?;
        self.session.apply_instead(now, OperationKind::Opening, edits, instead)
    }

    /// Fills cells of the opening balance and returns all of it. `instead` is the operation that saved an
    /// earlier state of the same texts; the new operation replaces it.
    pub fn save_opening(
        &mut self,
        now: Now,
        texts: Texts,
        instead: Option<i64>,
    ) -> Result<SavedOpening, Error> {
        let operation = self.fill_opening_instead(now, texts, instead)?;
        Ok(SavedOpening { opening: self.opening()?, operation: operation.map(|operation| operation.id) })
    }

    /// Pastes a clipboard text over the opening balance from `figure` on; returns how many cells it filled.
    pub fn paste_opening(&mut self, now: Now, figure: FigureId, text: &str) -> Result<usize, Error> {
        let texts = lay_opening(self.session.form(), &self.session.ledger()?.unit.kind, figure, text)?;
        let count = texts.len();
        self.fill_opening(now, texts)?;
        Ok(count)
    }
}

/// Reads the texts of an opening balance before there is a unit.
pub fn read_opening(
    form: &Form,
    kind: &UnitKind,
    texts: &BTreeMap<FigureId, String>,
) -> BTreeMap<FigureId, Entry> {
    let read = form.figures_in_rows().map(|(row, figure)| {
        let text = |id: FigureId| texts.get(&id).map(String::as_str);
        (figure.id, read_entry(form, kind, row, figure, &text))
    });
    read.collect()
}

/// Which cells a clipboard text would fill in the opening balance, from `figure` on.
pub fn lay_opening(form: &Form, kind: &UnitKind, figure: FigureId, text: &str) -> Result<Texts, Error> {
    Ok(paste::lay_over_figures(form, kind, &form.columns.total, figure, paste::grid(text)?)?)
}
