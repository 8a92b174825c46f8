//! Saying of which unit or month a report is, and what becomes of a name on it that the register does not know: it becomes an
//! alias of the unit, unless other reports bear it too or the clerk means this one alone.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::facet::Collation;
use super::reasons::readable_reason;
use super::refusals::{refuse_closed, refuse_unknown};
use super::register_checks::{alias_edits, drafted, member};
use super::{CollationError, MemberDraft, Now, Session};
use crate::collation::{Inbox, MemberId, Placed, ReportRef};
use crate::error::Error;
use crate::notice::{Form, Notice};
use crate::period::Month;
use crate::store::{AssignmentPart, Edit, JudgementPart, OperationKind, Place};
use crate::wording::quoted;

/// Of which unit and month a report is and when it arrived, as the clerk says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssignedTo {
    pub unit: Option<MemberId>,
    pub month: Option<Month>,
    /// When a file arrived that no mail server dated.
    pub received_on: Option<NaiveDate>,
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
        let found = written_name(self.session.notice(), self.form(), self.inbox(), report, to);
        Ok(found.map(|(name, _)| name))
    }

    /// What becomes of the alias that the assignment of a report made where the report is left out.
    pub fn name_left_out(&self, report: ReportRef) -> Option<UnknownName> {
        let (form, inbox) = (self.form(), self.inbox());
        let alias = MadeAlias::of(inbox, report)?;
        let given_up = alias.given_up(self.session.notice(), form, inbox, report).map(|_| ());
        let words = given_up.map_or_else(|hanging| alias.kept(inbox, &hanging), |()| alias.gone());
        Some(UnknownName { name: alias.name, becomes_alias: false, others: Vec::new(), words })
    }
}

impl<S: DerefMut<Target = Session>> Collation<S> {
    /// Says of which unit or month a report, a list or a scan is, or when it arrived.
    pub fn assign(&mut self, now: Now, report: ReportRef, to: AssignedTo, reason: &str) -> Result<(), Error> {
        let reason = readable_reason(reason)?;
        self.refuse_impossible_arrival(now, to.received_on)?;
        let notice = Arc::clone(self.session.notice());
        self.change(now, OperationKind::Assign, |form, inbox| {
            refuse_unknown(inbox, report)?;
            let mut edits = arrival_edits(form, inbox, report, to.received_on)?;
            if to.unit.is_some() || to.month.is_some() {
                edits.push((Place::Assignment(report, AssignmentPart::Excluded), None));
            }
            if let Some(month) = to.month {
                form.campaign.check(month)?;
                edits.push((Place::Assignment(report, AssignmentPart::Month), Some(month.to_string())));
            }
            if let Some(unit) = to.unit {
                member(inbox, unit)?;
                edits.push((Place::Assignment(report, AssignmentPart::Unit), Some(unit.to_string())));
                let named = written_name(&notice, form, inbox, report, to);
                edits.extend(named.into_iter().flat_map(|(_, alias)| alias));
            }
            if edits.is_empty() {
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

/// The edits that say when a report arrived. Where a mail server took it, nobody says another day; and who was late in a closed
/// month stays.
fn arrival_edits(
    form: &Form,
    inbox: &Inbox,
    report: ReportRef,
    day: Option<NaiveDate>,
) -> Result<Vec<Edit>, Error> {
    let Some(day) = day else { return Ok(Vec::new()) };
    if let Some(receipt) = inbox.receipt(report).filter(|receipt| receipt.received_on().is_some()) {
        return Err(CollationError::DatedByMail(receipt.name.clone()).into());
    }
    if let Some((month, _)) = inbox.sorted(form).placed.get(&report).and_then(Placed::at) {
        refuse_closed(inbox, month)?;
    }
    Ok(vec![(Place::Assignment(report, AssignmentPart::ReceivedOn), Some(day.to_string()))])
}

/// The name on a report that became an alias where it was assigned, and that is one still.
struct MadeAlias {
    name: String,
    owner: MemberId,
    owner_name: String,
}

impl MadeAlias {
    fn of(inbox: &Inbox, report: ReportRef) -> Option<Self> {
        Self::named(inbox, inbox.assignments.get(&report)?.made_alias.as_deref()?)
    }

    fn named(inbox: &Inbox, name: &str) -> Option<Self> {
        let owner = inbox.register.member(inbox.names.find(name)?)?;
        let is_alias = owner.aliases.iter().any(|alias| inbox.names.are_same(alias, name));
        is_alias.then(|| Self { name: name.to_owned(), owner: owner.id, owner_name: owner.name.clone() })
    }

    /// The inbox without the alias and the edits that take it away; else the other reports that are of the unit by it.
    fn given_up(
        &self,
        notice: &Notice,
        form: &Form,
        inbox: &Inbox,
        report: ReportRef,
    ) -> Result<(Inbox, Vec<Edit>), Vec<ReportRef>> {
        let hanging = inbox.hanging_on(form, report, &self.name, self.owner);
        if !hanging.is_empty() {
            return Err(hanging);
        }
        let mut draft = MemberDraft::from(member(inbox, self.owner).map_err(|_| Vec::new())?);
        draft.unit.aliases.retain(|alias| !inbox.names.are_same(alias, &self.name));
        let aliases = draft.unit.aliases.clone();
        let mut edits = drafted(notice, form, inbox, self.owner, draft).map_err(|_| Vec::new())?;
        edits.push((Place::Assignment(report, AssignmentPart::MadeAlias), None));
        let mut register = inbox.register.clone();
        if let Some(owner) = register.members.get_mut(&self.owner) {
            owner.aliases = aliases;
        }
        Ok((inbox.with_register(register), edits))
    }

    fn gone(&self) -> String {
        format!("{}不再是{}的别名", quoted(&self.name), quoted(&self.owner_name))
    }

    fn kept(&self, inbox: &Inbox, hanging: &[ReportRef]) -> String {
        let still = format!("{}还是{}的别名", quoted(&self.name), quoted(&self.owner_name));
        if hanging.is_empty() {
            return format!("{still}，以后收到的还照它认；不对的，请到名册里去掉这个别名");
        }
        let (count, files) = (hanging.len(), in_words(inbox, hanging));
        format!(
            "{still}：别的 {count} 份表（{files}）也靠它认单位，以后收到的还照它认。不对的，请先给它们指定单位，再到名册里去掉这个别名"
        )
    }
}

/// The edits that take away the alias that the assignment of a report made, where nothing else is of the unit by it.
pub(super) fn without_made_alias(
    notice: &Notice,
    form: &Form,
    inbox: &Inbox,
    report: ReportRef,
) -> Vec<Edit> {
    let given_up =
        MadeAlias::of(inbox, report).and_then(|alias| alias.given_up(notice, form, inbox, report).ok());
    given_up.map(|(_, edits)| edits).unwrap_or_default()
}

/// What becomes of the name on a report, be it unknown or an alias that an earlier assignment made, and the edits for it.
fn written_name(
    notice: &Notice,
    form: &Form,
    inbox: &Inbox,
    report: ReportRef,
    to: AssignedTo,
) -> Option<(UnknownName, Vec<Edit>)> {
    let told = |name: &str, words: String, becomes_alias: bool, others: Vec<ReportRef>| UnknownName {
        name: name.to_owned(),
        becomes_alias,
        others,
        words,
    };
    if let Some(alias) = MadeAlias::of(inbox, report) {
        let (name, owner) = (alias.name.as_str(), quoted(&alias.owner_name));
        let Some(unit) = to.unit else {
            let words = format!(
                "{}是指定这一份时记作{owner}的别名的；改给别的单位，就不再是{owner}的别名",
                quoted(name)
            );
            return Some((told(name, words, true, Vec::new()), Vec::new()));
        };
        if unit == alias.owner && !to.only_this {
            return None;
        }
        return Some(match alias.given_up(notice, form, inbox, report) {
            Err(hanging) => (told(name, alias.kept(inbox, &hanging), false, hanging), Vec::new()),
            Ok((without, mut edits)) => match unknown_name(notice, form, &without, report, to) {
                Some((new, more)) => {
                    let words = format!("{}；{}", alias.gone(), new.words);
                    if new.becomes_alias {
                        // It is written anew below.
                        edits.retain(|edit| !more.iter().any(|(place, _)| *place == edit.0));
                    }
                    edits.extend(more);
                    (UnknownName { words, ..new }, edits)
                }
                None => (told(name, alias.gone(), false, Vec::new()), edits),
            },
        });
    }
    // A known alias that is not the assigned unit's stays, and goes on placing what comes.
    let written = inbox.unit_written(report).flatten();
    if let Some((alias, unit)) = written.and_then(|name| MadeAlias::named(inbox, name)).zip(to.unit)
        && unit != alias.owner
    {
        let words = alias.kept(inbox, &[]);
        return Some((told(&alias.name, words, false, Vec::new()), Vec::new()));
    }
    unknown_name(notice, form, inbox, report, to)
}

/// What becomes of a name on a report that nobody knows, and the edits by which it becomes an alias.
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
    let mut edits = alias.filter(|_| becomes_alias).and_then(Result::ok).unwrap_or_default();
    if becomes_alias && !edits.is_empty() {
        edits.push((Place::Assignment(report, AssignmentPart::MadeAlias), Some(name.to_owned())));
    }
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
