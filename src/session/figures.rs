//! Filling in the figures of a month: typing, pasting, filling blanks with 0, and the mark that there is no
//! data.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use super::facet::Reports;
use super::records::one_line;
use super::{Now, RecordsError, Session, Texts};
use crate::error::Error;
use crate::notice::{FigureId, TextId};
use crate::paste;
use crate::period::{Month, parse_date};
use crate::report::{self, Entry, LONGEST_TYPED_TEXT, Sheet, Trace};
use crate::store::{Edit, Operation, OperationKind, Place};

impl<S: Deref<Target = Session>> Reports<S> {
    /// One month as it is saved.
    pub fn sheet(&self, month: Month) -> Result<Sheet, Error> {
        Ok(report::sheet(self.session.form(), self.session.ledger()?, month)?)
    }

    /// One figure through the months.
    pub fn trace(&self, month: Month, figure: FigureId) -> Result<Trace, Error> {
        let ledger = self.session.ledger()?;
        ledger.check_month(self.session.form(), month)?;
        let (row, figure) = self.session.form().find(figure)?;
        Ok(report::trace(self.session.form(), ledger, row, figure, month))
    }

    pub(super) fn month_edits(&self, month: Month, texts: Texts) -> Result<Vec<Edit>, Error> {
        let ledger = self.session.ledger()?;
        ledger.check_month(self.session.form(), month)?;
        let mut edits = self.session.edits(&ledger.unit.kind, texts, |id| Place::Entry(month, id))?;
        // Whether the mark is set is checked inside the transaction, because another program may have just set it.
        if edits.iter().any(|(_, text)| text.is_some()) {
            edits.push((Place::NoData(month), None));
        }
        Ok(edits)
    }

    /// Refuses doubled figures and texts that are not amounts, for callers that have no cell to show them in.
    pub(super) fn refuse_doubtful(&self, texts: &Texts) -> Result<(), Error> {
        let mut seen = BTreeSet::new();
        for (id, text) in texts {
            let (row, figure) = self.session.form().find(*id)?;
            if !seen.insert(id) {
                return Err(Error::GivenTwice(row.figure_called(figure)));
            }
            report::refuse_unreadable(figure, text).map_err(|problem| Error::Amount {
                figure: *id,
                called: row.figure_called(figure),
                text: text.chars().take(report::LONGEST_TEXT).collect(),
                problem,
            })?;
        }
        Ok(())
    }
}

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// Fills cells of a month. A text that cannot be read is kept and reported; an empty text clears a cell.
    pub fn set_texts(
        &mut self,
        now: Now,
        kind: OperationKind,
        month: Month,
        texts: Texts,
    ) -> Result<Option<Operation>, Error> {
        let edits = self.month_edits(month, texts)?;
        self.session.apply(now, kind, edits)
    }

    /// Fills cells of a month with amounts: all of them, or none if one cannot be read.
    pub fn set_amounts(&mut self, now: Now, month: Month, texts: Texts) -> Result<Option<Operation>, Error> {
        self.refuse_doubtful(&texts)?;
        self.set_texts(now, OperationKind::Fill, month, texts)
    }

    /// Pastes a clipboard text over the 当月 cells from `figure` on; returns how many cells it filled.
    pub fn paste(&mut self, now: Now, month: Month, figure: FigureId, text: &str) -> Result<usize, Error> {
        let heading = &self.session.form().columns.month;
        let kind = &self.session.ledger()?.unit.kind;
        let texts = paste::lay_over_figures(self.session.form(), kind, heading, figure, paste::grid(text)?)?;
        let count = texts.len();
        self.set_texts(now, OperationKind::Paste, month, texts)?;
        Ok(count)
    }

    /// Fills every blank cell of a month with 0; returns how many there were.
    pub fn fill_zero(&mut self, now: Now, month: Month) -> Result<usize, Error> {
        let sheet = self.sheet(month)?;
        let is_blank = |id: &FigureId| sheet.cell(*id).is_some_and(|cell| cell.month == Entry::Blank);
        let typed = self.session.form().figures().filter(|figure| !figure.is_derived());
        let blank = typed.map(|figure| figure.id).filter(is_blank);
        let texts: Texts = blank.map(|id| (id, "0".to_owned())).collect();
        let count = texts.len();
        self.set_texts(now, OperationKind::FillZero, month, texts)?;
        Ok(count)
    }

    /// Sets or removes the mark 当月无数据 of a month.
    pub fn set_no_data(&mut self, now: Now, month: Month, no_data: bool) -> Result<(), Error> {
        self.session.refresh()?;
        let ledger = self.session.ledger()?;
        ledger.check_month(self.session.form(), month)?;
        if no_data && ledger.months.get(&month).is_some_and(|record| !record.entries.is_empty()) {
            return Err(Error::NoDataWithEntries(month.name()));
        }
        let mark = no_data.then(|| crate::store::YES.to_owned());
        self.session.apply(now, OperationKind::NoData, vec![(Place::NoData(month), mark)])?;
        Ok(())
    }

    /// Sets 填报时间 of a month; an empty text restores the default, the day of the last change.
    pub fn set_filled_on(&mut self, now: Now, month: Month, text: &str) -> Result<(), Error> {
        self.session.ledger()?.check_month(self.session.form(), month)?;
        let text = crate::amount::trim(text);
        let day = if text.is_empty() { None } else { Some(parse_date(text)?.to_string()) };
        self.session.apply(now, OperationKind::FilledOn, vec![(Place::FilledOn(month), day)])?;
        Ok(())
    }

    /// Sets texts of a month that are no figures, all or none. One around the table is so in the following months too, until
    /// it is changed there.
    pub fn set_typed_texts(
        &mut self,
        now: Now,
        month: Month,
        texts: Vec<(TextId, String)>,
    ) -> Result<(), Error> {
        self.session.refresh()?;
        let (form, ledger) = (self.session.form(), self.session.ledger()?);
        ledger.check_month(form, month)?;
        let mut edits = Vec::new();
        for (id, text) in texts {
            let (name, text) = (form.text_name(id)?, one_line(&text));
            if text.chars().count() > LONGEST_TYPED_TEXT {
                return Err(RecordsError::TextTooLong(name).into());
            }
            if text == ledger.text(id, month) {
                continue;
            }
            // Where an earlier month says something, an emptied field has to say that it is empty.
            let says_nothing = text.is_empty() && ledger.text_before(id, month).is_empty();
            edits.push((Place::Text(month, id), Some(text).filter(|_| !says_nothing)));
        }
        self.session.apply(now, OperationKind::Text, edits)?;
        Ok(())
    }
}
