//! The same bytes under the names of two units. Where the content names no unit, nobody can tell of which it is: it counts for none
//! until the clerk says so, whichever came first.

use std::collections::BTreeSet;

use super::inbox::Inbox;
use super::placing::Said;
use super::received::{Receipt, Received, ReportRef};
use super::register::MemberId;
use crate::notice::Campaign;
use crate::wording::quoted;

impl Inbox {
    /// The reports of a file that is there, of which only the name says the unit, where its bytes come again under a name of
    /// another one; that name is to be kept beside its own.
    pub fn named_otherwise(&self, campaign: &Campaign, known: &Receipt, name: &str) -> Vec<ReportRef> {
        if known.name == name {
            return Vec::new();
        }
        let units = self.names.named_in(name).all();
        let is_other = |at: ReportRef, report: &Received| {
            let is_kept =
                self.assignments.get(&at).is_some_and(|assigned| assigned.also_named.contains(name));
            let is_said = !matches!(self.units_said(&Said::from(report)), Ok(said) if said.is_empty());
            let placed = self.place(campaign, known, at, report).unit;
            let is_asked = self
                .assignments
                .get(&at)
                .is_some_and(|assigned| assigned.unit.is_none() && !assigned.also_named.is_empty());
            let is_assigned = self.assignments.get(&at).is_some_and(|assigned| assigned.unit.is_some());
            let differs = placed.is_some() && units.iter().any(|unit| placed != Some(*unit));
            !is_kept && !is_said && !is_assigned && (differs || is_asked && !units.is_empty())
        };
        known.reports().filter(|(at, report)| is_other(*at, report)).map(|(at, _)| at).collect()
    }

    /// Keeps a name under which the bytes of a report came too: it counts nowhere until the clerk says of which unit it is; a
    /// closed month stays as it was closed.
    pub(super) fn keep_name(&mut self, at: ReportRef, name: &str) {
        self.assignments.entry(at).or_default().also_named.insert(name.to_owned());
        let counted: Vec<_> = self.months_of(at).filter(|(month, _)| !self.is_closed(*month)).collect();
        for place in counted {
            if let Some(judged) = self.judgements.get_mut(&place) {
                judged.version = None;
            }
        }
    }

    /// Refuses to take a report for the unit of one name where its bytes came under that of another one.
    pub(super) fn refuse_other_names(&self, at: ReportRef, own: &BTreeSet<MemberId>) -> Result<(), String> {
        let Some(assigned) = self.assignments.get(&at).filter(|assigned| !assigned.also_named.is_empty())
        else {
            return Ok(());
        };
        let others = assigned.also_named.iter().flat_map(|name| self.names.named_in(name).all());
        let units: BTreeSet<MemberId> = own.iter().copied().chain(others).collect();
        if units.len() < 2 {
            return Ok(());
        }
        let members = units.iter().filter_map(|id| self.register.member(*id));
        let names = members.map(|member| quoted(&member.name)).collect::<Vec<_>>().join("、");
        Err(format!(
            "同一份内容（一个字节都不差）用几个单位的文件名报来了：{names}，表里又没有写单位。请指定是哪个单位的；别的单位的，请它在表里写明单位再报"
        ))
    }
}
