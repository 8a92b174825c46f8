//! Filling the sums of the units below into the office's own month (填入本单位的表): first the plan, then the filling, as one
//! undoable operation. The two data files stay apart: one is read, the other written.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use serde::Serialize;

use super::facet::Reports;
use super::{CollationError, Now, Session};
use crate::amount::Amount;
use crate::collation::{Coverage, FillPlan, FillState};
use crate::error::Error;
use crate::notice::{FigureId, Form};
use crate::period::Month;
use crate::report::Ledger;
use crate::store::{Operation, OperationKind, Place, Side, Step, StoreError};

/// A plan as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownFilling {
    pub month: Month,
    /// Whose sums they are.
    pub office: String,
    /// Whose month they go into.
    pub unit: String,
    pub lines: Vec<ShownFillLine>,
    /// That totals come to something else there and here, as a sentence; empty where none does.
    pub totals: String,
}

/// A figure of a plan as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownFillLine {
    pub figure: FigureId,
    pub code: String,
    pub name: String,
    pub unit: String,
    pub typed: Option<String>,
    pub sum: Option<Amount>,
    pub state: FillState,
    /// The state in words.
    pub label: String,
    #[serde(flatten)]
    pub coverage: Coverage,
    /// The names of those of which a report counts in it that is 待核实.
    pub unverified: Vec<String>,
}

impl<S: Deref<Target = Session>> Reports<S> {
    /// A plan as it is shown, with the names of the form.
    pub fn shown_filling(&self, plan: &FillPlan) -> Result<ShownFilling, Error> {
        let form = self.session.form();
        let lines = plan.lines.iter().map(|line| {
            let (row, _) = form.find(line.figure)?;
            Ok(ShownFillLine {
                figure: line.figure,
                code: row.code(),
                name: line.name.clone(),
                unit: line.unit.clone(),
                typed: line.typed.clone(),
                sum: line.sum,
                state: line.state,
                label: line.state.label().to_owned(),
                coverage: line.coverage.clone(),
                unverified: line.unverified.clone(),
            })
        });
        Ok(ShownFilling {
            month: plan.month,
            office: plan.office.clone(),
            unit: self.session.ledger()?.unit.name.clone(),
            lines: lines.collect::<Result<_, Error>>()?,
            totals: plan.totals.clone(),
        })
    }

    /// What the sums of a clerk's data would fill into a month. Changes nothing.
    pub fn fill_plan(&self, clerk: &Session, month: Month) -> Result<FillPlan, Error> {
        self.fill_plan_keeping(clerk, month, &BTreeSet::new())
    }

    /// The same, where what was typed of some figures stays.
    pub fn fill_plan_keeping(
        &self,
        clerk: &Session,
        month: Month,
        keep: &BTreeSet<FigureId>,
    ) -> Result<FillPlan, Error> {
        self.refuse_apart(clerk)?;
        plan((self.session.form(), self.session.ledger()?), clerk, month, keep)
    }

    /// Refuses data that is not the clerk's of the same form, in the same edition.
    fn refuse_apart(&self, clerk: &Session) -> Result<(), Error> {
        if clerk.store.side() != Side::Collation {
            return Err(CollationError::NotCollation.into());
        }
        if self.session.store.side() != Side::Reporting {
            return Err(CollationError::NotReporting.into());
        }
        let (own, theirs) = (self.session.form(), clerk.form());
        if (&own.key, own.edition) != (&theirs.key, theirs.edition) {
            let called = |form: &Form| format!("{}第 {} 版", form.mark, form.edition);
            return Err(CollationError::OtherForm { own: called(own), theirs: called(theirs) }.into());
        }
        Ok(())
    }
}

impl<S: DerefMut<Target = Session>> Reports<S> {
    /// Fills in what a plan says but for the figures that stay as they are, all or nothing, and logs with each where it came from.
    /// Refuses if it would no longer be what the plan says.
    pub fn fill_sums(
        &mut self,
        now: Now,
        clerk: &Session,
        seen: &FillPlan,
        stay: &BTreeSet<FigureId>,
    ) -> Result<Option<Operation>, Error> {
        self.refuse_apart(clerk)?;
        let month = seen.month;
        self.session.transact(now, OperationKind::FillSums, |form, ledger| {
            let plan = plan((form, ledger), clerk, month, &BTreeSet::new())?;
            if plan != *seen {
                return Err(CollationError::PlanChanged.into());
            }
            let mut steps = Vec::new();
            for line in plan.written().filter(|line| !stay.contains(&line.figure)) {
                let text = line.sum.map(|sum| sum.to_string());
                steps.push(Step::Set((Place::Entry(month, line.figure), text)));
                let source = line.source(&plan.office);
                steps.push(Step::Set((Place::Source(month, line.figure), Some(source))));
            }
            if !steps.is_empty() {
                steps.push(Step::Set((Place::NoData(month), None)));
            }
            Ok(steps)
        })
    }
}

fn plan(
    (form, own): (&Form, &Ledger),
    clerk: &Session,
    month: Month,
    keep: &BTreeSet<FigureId>,
) -> Result<FillPlan, Error> {
    own.check_month(form, month)?;
    if own.reported(month).is_some() {
        return Err(StoreError::Locked(month.name()).into());
    }
    let sums = clerk.ledger()?;
    let status = clerk.inbox.status(form, month);
    let (sorted, office) = (clerk.inbox.sorted(form), &sums.unit.name);
    Ok(clerk.inbox.fill_plan(form, (sorted, &status), (sums, office), (own, keep)))
}
