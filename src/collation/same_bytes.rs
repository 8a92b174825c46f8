//! The same bytes under names of files that do not say the same. Where the content names no unit, or no month, nobody can tell of
//! which it is: it counts for none until the clerk says so, whichever came first. In a closed month it goes on counting meanwhile.

use std::collections::BTreeSet;

use super::file_names::NamedUnits;
use super::inbox::{Assignment, Inbox};
use super::placing::Said;
use super::received::{Receipt, Received, ReportRef};
use super::register::MemberId;
use crate::hand_filled::{MonthInNames, NamedMonth, places_named};
use crate::notice::Campaign;
use crate::period::Month;
use crate::wording::quoted;

/// What the name of a file says of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
struct UnitInName {
    named: NamedUnits,
    /// The towns, townships and streets in it that the register does not know.
    unknown: BTreeSet<String>,
}

impl UnitInName {
    fn is_nothing(&self) -> bool {
        self.named.is_empty() && self.unknown.is_empty()
    }

    fn is_only(&self, unit: MemberId) -> bool {
        self.unknown.is_empty() && self.named.within_words.is_empty() && self.named.certain == [unit].into()
    }
}

fn months_in(name: &str) -> MonthInNames {
    MonthInNames::of([name].into_iter())
}

/// How many names of files a sentence holds.
const MOST_NAMED: usize = 12;

impl Inbox {
    /// The reports of a file that is there, of which only the name says the unit or the month, where its bytes come again under
    /// a name that says another one; that name is to be kept beside its own.
    pub fn named_otherwise(&self, campaign: &Campaign, known: &Receipt, name: &str) -> Vec<ReportRef> {
        if known.name == name {
            return Vec::new();
        }
        let is_other = |(at, report): &(ReportRef, &Received)| {
            let is_kept = self.also_named(*at).is_some_and(|also| also.also_named.contains(name));
            !is_kept
                && (self.names_other_unit(campaign, known, (*at, report), name)
                    || self.names_other_month(campaign, known, (*at, report), name))
        };
        known.reports().filter(is_other).map(|(at, _)| at).collect()
    }

    /// Whether a name says another unit of a report that says none itself.
    pub(super) fn names_other_unit(
        &self,
        campaign: &Campaign,
        known: &Receipt,
        (at, report): (ReportRef, &Received),
        name: &str,
    ) -> bool {
        let is_assigned = self.assignments.get(&at).is_some_and(|assigned| assigned.unit.is_some());
        let is_silent = matches!(self.units_said(&Said::from(report)), Ok(said) if said.is_empty());
        let said = self.unit_in_name(name);
        if is_assigned || !is_silent || said.is_nothing() {
            return false;
        }
        match self.place(campaign, known, at, report).unit {
            Some(unit) => !said.is_only(unit),
            None => self.all_names(at, known).all(|other| self.unit_in_name(other) != said),
        }
    }

    fn names_other_month(
        &self,
        campaign: &Campaign,
        known: &Receipt,
        (at, report): (ReportRef, &Received),
        name: &str,
    ) -> bool {
        let is_assigned = self.assignments.get(&at).is_some_and(|assigned| assigned.month.is_some());
        if is_assigned || !is_silent_of_month(&Said::from(report)) {
            return false;
        }
        let said = months_in(name);
        match self.place(campaign, known, at, report).month {
            Some(month) => said.contradicts(month),
            None => {
                said.month() != NamedMonth::Nothing
                    && self.all_names(at, known).all(|other| months_in(other).month() != said.month())
            }
        }
    }

    /// Keeps a name under which the bytes of a report came too: it counts nowhere until the clerk says of which unit and month
    /// it is, though it was left out before; a closed month stays as it was closed.
    pub(super) fn keep_name(&mut self, at: ReportRef, name: &str) {
        let assigned = self.assignments.entry(at).or_default();
        assigned.also_named.insert(name.to_owned());
        assigned.excluded = None;
        let counted: Vec<_> = self.months_of(at).filter(|(month, _)| !self.is_closed(*month)).collect();
        for place in counted {
            if let Some(judged) = self.judgements.get_mut(&place) {
                judged.version = None;
            }
        }
    }

    /// Refuses to take a report for the unit of its own name where its bytes came under one that says another unit.
    pub(super) fn refuse_other_units(&self, receipt: &Receipt, at: ReportRef) -> Result<(), String> {
        let own = self.unit_in_name(&receipt.name);
        let is_other = |name: &String| {
            let said = self.unit_in_name(name);
            !said.is_nothing() && said != own
        };
        if !self.also_named(at).is_some_and(|also| also.also_named.iter().any(is_other)) {
            return Ok(());
        }
        let (names, counted) = (self.names_in_words(at, receipt), self.still_counted(at));
        Err(format!(
            "同一份内容（一个字节都不差）用几个文件名报来了：{names}，表里又没有写单位{counted}。请指定是哪个单位的；别的单位的，请它在表里写明单位再报"
        ))
    }

    /// The same for the month.
    pub(super) fn refuse_other_months(
        &self,
        receipt: &Receipt,
        at: ReportRef,
        said: &Said<'_>,
        month: Month,
    ) -> Result<Month, String> {
        let is_other = |name: &String| months_in(name).contradicts(month);
        let is_contested = is_silent_of_month(said)
            && self.also_named(at).is_some_and(|also| also.also_named.iter().any(is_other));
        if !is_contested {
            return Ok(month);
        }
        let (names, counted) = (self.names_in_words(at, receipt), self.still_counted(at));
        Err(format!(
            "同一份内容（一个字节都不差）用几个文件名报来了：{names}，表里又没有写月份{counted}。请指定是哪个月的；别的月份的，请单位在表里写明月份再报"
        ))
    }

    /// That a report goes on counting where a closed month was closed with it; empty where it does not.
    pub(super) fn still_counted(&self, at: ReportRef) -> String {
        let places = self.months_of(at).filter_map(|(month, unit)| {
            Some(format!("{}的{}", month.name(), quoted(&self.register.member(unit)?.name)))
        });
        let places = places.collect::<Vec<_>>().join("、");
        if places.is_empty() { places } else { format!("；没有指定以前，还照关账时算{places}") }
    }

    fn also_named(&self, at: ReportRef) -> Option<&Assignment> {
        self.assignments.get(&at).filter(|assigned| !assigned.also_named.is_empty())
    }

    /// Every name under which the bytes of a report came.
    fn all_names<'a>(&'a self, at: ReportRef, receipt: &'a Receipt) -> impl Iterator<Item = &'a str> {
        let also = self.assignments.get(&at).into_iter().flat_map(|assigned| &assigned.also_named);
        [receipt.name.as_str()].into_iter().chain(also.map(String::as_str))
    }

    fn names_in_words(&self, at: ReportRef, receipt: &Receipt) -> String {
        let names: Vec<String> = self.all_names(at, receipt).take(MOST_NAMED).map(quoted).collect();
        let count = self.all_names(at, receipt).count();
        let more = if count > MOST_NAMED { format!(" 等 {count} 个") } else { String::new() };
        format!("{}{more}", names.join("、"))
    }

    fn unit_in_name(&self, name: &str) -> UnitInName {
        let is_unknown = |place: &String| {
            self.names.named_in(place).is_empty()
                && !self.names.offices.iter().any(|office| place.contains(office))
        };
        UnitInName {
            named: self.names.named_in(name),
            unknown: places_named(name).into_iter().filter(is_unknown).collect(),
        }
    }
}

/// Whether neither the content nor the tab says the month.
fn is_silent_of_month(said: &Said<'_>) -> bool {
    let says = |months: &super::MonthsSaid| {
        months.content.is_some() || months.tab.is_some() || months.unclear.is_some()
    };
    said.stated_month.is_none() && !said.months.is_some_and(says)
}
