//! Saying of which unit or month a report is, and what becomes of a name on it that the register does not know: it becomes an
//! alias of the unit, unless other reports bear it too or the clerk means this one alone.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::Serialize;

use super::collation::{refuse_closed, refuse_unknown};
use super::facet::Collation;
use super::reasons::readable_reason;
use super::register_checks::{alias_edits, member};
use super::{CollationError, Now, Session};
use crate::collation::{Inbox, MemberId, ReportRef};
use crate::error::Error;
use crate::notice::{Form, Notice};
use crate::period::Month;
use crate::store::{AssignmentPart, Edit, JudgementPart, OperationKind, Place};
use crate::wording::quoted;

/// Of which unit and month a report is, as the clerk says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssignedTo {
    pub unit: Option<MemberId>,
    pub month: Option<Month>,
    /// Whether a name on it that the register does not know says nothing of other reports.
    pub only_this: bool,
}

/// A name on a report that the register does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UnknownName {
    pub name: String,
    /// Whether it becomes an alias of the unit.
    pub becomes_alias: bool,
    /// The other reports that bear it, which are asked about one by one.
    pub others: Vec<ReportRef>,
    /// All of it in words.
    pub words: String,
}

/// How many files a sentence names.
const MOST_NAMED: usize = 3;

impl<S: Deref<Target = Session>> Collation<S> {
    /// What becomes of the name on a report where it is assigned so; nothing where the register knows it.
    pub fn unknown_name(&self, report: ReportRef, to: AssignedTo) -> Result<Option<UnknownName>, Error> {
        self.refuse_other_side()?;
        refuse_unknown(self.inbox(), report)?;
        let found = unknown_name(self.session.notice(), self.form(), self.inbox(), report, to);
        Ok(found.map(|(name, _)| name))
    }
}

impl<S: DerefMut<Target = Session>> Collation<S> {
    /// Says of which unit or month a report, a list or a scan is.
    pub fn assign(&mut self, now: Now, report: ReportRef, to: AssignedTo, reason: &str) -> Result<(), Error> {
        let reason = readable_reason(reason)?;
        let notice = Arc::clone(self.session.notice());
        self.change(now, OperationKind::Assign, |form, inbox| {
            refuse_unknown(inbox, report)?;
            let mut edits = vec![(Place::Assignment(report, AssignmentPart::Excluded), None)];
            if let Some(month) = to.month {
                form.campaign.check(month)?;
                edits.push((Place::Assignment(report, AssignmentPart::Month), Some(month.to_string())));
            }
            if let Some(unit) = to.unit {
                member(inbox, unit)?;
                edits.push((Place::Assignment(report, AssignmentPart::Unit), Some(unit.to_string())));
                let named = unknown_name(&notice, form, inbox, report, to);
                edits.extend(named.into_iter().flat_map(|(_, alias)| alias));
            }
            if edits.len() == 1 {
                return Err(CollationError::NothingAssigned.into());
            }
            let place = inbox.sorted(form).placed.get(&report).cloned().unwrap_or_default();
            let (month, unit) = (to.month.or(place.month), to.unit.or(place.unit));
            // What counted elsewhere counts there no more.
            for (month, unit) in inbox.months_of(report).filter(|at| Some(*at) != month.zip(unit)) {
                refuse_closed(inbox, month)?;
                edits.push((Place::Judgement(month, unit, JudgementPart::Version), None));
            }
            edits.push((Place::Assignment(report, AssignmentPart::Reason), Some(reason)));
            Ok(edits)
        })
    }
}

/// What becomes of the name on a report, and the edits by which it becomes an alias.
fn unknown_name(
    notice: &Notice,
    form: &Form,
    inbox: &Inbox,
    report: ReportRef,
    to: AssignedTo,
) -> Option<(UnknownName, Vec<Edit>)> {
    let name = inbox.unit_written(report).flatten().filter(|name| !name.is_empty())?;
    if inbox.names.find(name).is_some() {
        return None;
    }
    let others = inbox.others_named(form, report, name, to.unit);
    // The report itself has its place by what was said of it, not by the alias.
    let mut placed = inbox.clone();
    placed.assignments.entry(report).or_default().unit = to.unit;
    let alias = to.unit.map(|unit| alias_edits(notice, form, &placed, unit, name));
    let becomes_alias = !to.only_this && others.is_empty() && !matches!(alias, Some(Err(_)));
    let called = quoted(name);
    let words = if becomes_alias {
        format!("表上写的{called}以后就按这个单位的别名认")
    } else if to.only_this {
        format!("只归这一份，{called}不记作别名")
    } else if others.is_empty() {
        format!("{called}不能作别名，只归这一份")
    } else {
        let count = others.len();
        let files = in_words(inbox, &others);
        format!(
            "{called}还写在别的 {count} 份表上（{files}），不一定是同一个单位，所以只归这一份，不记作别名"
        )
    };
    let edits = alias.filter(|_| becomes_alias).and_then(Result::ok).unwrap_or_default();
    Some((UnknownName { name: name.to_owned(), becomes_alias, others, words }, edits))
}

fn in_words(inbox: &Inbox, reports: &[ReportRef]) -> String {
    let named = reports.iter().take(MOST_NAMED).map(|at| {
        let file = inbox.receipt(*at).map(|receipt| quoted(&receipt.name)).unwrap_or_default();
        format!("{file}（{at}）")
    });
    let more = if reports.len() > MOST_NAMED { " 等" } else { "" };
    format!("{}{more}", named.collect::<Vec<_>>().join("、"))
}
