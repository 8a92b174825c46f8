//! Importing old workbooks in a sitting: first the plan, then the import.
//!
//! Exactly what the officer has seen is imported: the plan is made again inside the transaction that writes,
//! and if it differs, nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::facet::Reports;
use super::{Now, Session};
use crate::error::Error;
use crate::hand_filled::{self, Choices, HandFilledError, HandFilledSheet, MOST_SHEETS, MonthsPlan};
use crate::notice::{FigureId, Form};
use crate::reading::{self, Book, Overlay, ReadingError};
use crate::report::{Adjustment, Ledger, Record};
use crate::store::{OperationKind, Place, Step, UnitField, YES};

/// Reads old workbooks without holding the session, so that a file on a slow stick blocks nobody.
#[derive(Clone, Debug)]
pub struct HandFilledReader {
    form: Arc<Form>,
}

impl HandFilledReader {
    /// Reads the files; refuses all of them if one cannot be read.
    pub fn read(&self, paths: &[PathBuf]) -> Result<Vec<HandFilledSheet>, Error> {
        let mut sheets = Vec::new();
        for path in paths {
            let (book, over) = read(path).map_err(|problem| {
                let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                HandFilledError::File { file, problem }
            })?;
            let mut found = hand_filled::read(&self.form, path, &book)?;
            if let Some(first) = found.first_mut().filter(|_| over.contains(&Overlay::Condition)) {
                first.remarks.push(hand_filled::CONDITIONAL.to_owned());
            }
            sheets.extend(found);
            if sheets.len() > MOST_SHEETS {
                return Err(HandFilledError::TooMany(sheets.len()).into());
            }
        }
        Ok(sheets)
    }
}

impl<S: Deref<Target = Session>> Reports<S> {
    /// Returns a reader for old workbooks; refuses if no import is possible now. Changes nothing.
    pub fn hand_filled_reader(&self) -> Result<HandFilledReader, Error> {
        self.session.store.refuse_if_looking()?;
        self.session.ledger()?;
        Ok(HandFilledReader { form: Arc::clone(self.session.form()) })
    }
}

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// What an import of old workbooks would change, with the given choices. Changes nothing.
    pub fn plan_months(
        &mut self,
        sheets: &[HandFilledSheet],
        choices: &Choices,
    ) -> Result<MonthsPlan, Error> {
        self.session.store.refuse_if_looking()?;
        self.session.refresh()?;
        Ok(hand_filled::plan(self.session.form(), self.session.ledger()?, sheets, choices).0)
    }

    /// Imports what a plan says in one undoable step, all or nothing. Refuses if the plan has a problem, or
    /// if the result would no longer be what the plan says.
    pub fn import_months(
        &mut self,
        now: Now,
        sheets: &[HandFilledSheet],
        choices: &Choices,
        seen: &MonthsPlan,
    ) -> Result<(), Error> {
        self.session.transact(now, OperationKind::ImportMonths, |form, ledger| {
            let (plan, after) = hand_filled::plan(form, ledger, sheets, choices);
            if plan != *seen {
                return Err(HandFilledError::Changed.into());
            }
            match plan.problem {
                Some(problem) => Err(HandFilledError::NotReady(problem).into()),
                None => Ok(steps(ledger, &after)),
            }
        })?;
        Ok(())
    }
}

/// Reads a file, and what is drawn over its cells.
fn read(path: &Path) -> Result<(Book, Vec<Overlay>), ReadingError> {
    let bytes = reading::bytes_of(path)?;
    Ok((reading::read(&bytes)?, reading::overlays(&bytes)?))
}

/// The steps that change one ledger into the other.
fn steps(before: &Ledger, after: &Ledger) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut set = |place: Place, text: Option<String>| steps.push(Step::Set((place, text)));
    if before.unit.first_month != after.unit.first_month {
        set(Place::Unit(UnitField::FirstMonth), Some(after.unit.first_month.to_string()));
    }
    for (figure, text) in changed(&before.opening, &after.opening) {
        set(Place::Opening(figure), text);
    }
    let blank = Record::default();
    for (month, record) in &after.months {
        let known = before.months.get(month).unwrap_or(&blank);
        for (figure, text) in changed(&known.entries, &record.entries) {
            set(Place::Entry(*month, figure), text);
        }
        let adjustments = |record: &Record| -> BTreeMap<FigureId, String> {
            record
                .adjustments
                .iter()
                .map(|(figure, adjustment)| (*figure, Adjustment::text(adjustment)))
                .collect()
        };
        for (figure, text) in changed(&adjustments(known), &adjustments(record)) {
            set(Place::Adjustment(*month, figure), text);
        }
        if known.no_data != record.no_data {
            set(Place::NoData(*month), record.no_data.then(|| YES.to_owned()));
        }
        if known.filled_on != record.filled_on {
            set(Place::FilledOn(*month), record.filled_on.map(|day| day.to_string()));
        }
    }
    steps
}

/// Every text that differs, with its text afterwards.
fn changed(
    before: &BTreeMap<FigureId, String>,
    after: &BTreeMap<FigureId, String>,
) -> Vec<(FigureId, Option<String>)> {
    let figures: BTreeSet<FigureId> = before.keys().chain(after.keys()).copied().collect();
    let differs = figures.into_iter().filter(|figure| before.get(figure) != after.get(figure));
    differs.map(|figure| (figure, after.get(&figure).cloned())).collect()
}
