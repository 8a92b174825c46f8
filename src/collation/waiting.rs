//! Which units wait for the clerk, in every month at once: to check all reports of all months takes longer than to draw what
//! came of one decision. What was found of a unit's month is remembered until something changes that it depends on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::inbox::{Inbox, Standing};
use super::placing::Sorted;
use super::register::MemberId;
use crate::notice::Form;
use crate::period::Month;

/// What is remembered.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    /// Whether a unit waits in a month, of all months of which something came.
    known: BTreeMap<(MemberId, Month), bool>,
    /// Where the reports lay when it was found.
    sorted: Option<Arc<Sorted>>,
}

impl Waiting {
    /// Forgets all months of a unit: the later ones are held against the earlier, and one that comes long after later ones is odd.
    pub(super) fn forget(&mut self, unit: MemberId) {
        self.known.retain(|(of, _), _| *of != unit);
    }

    /// Finds what is not known.
    pub(super) fn learn(&mut self, inbox: &Inbox, form: &Form, sorted: &Arc<Sorted>) {
        self.forget_moved(sorted);
        let counted = inbox.judgements.iter().filter(|(_, judged)| judged.version.is_some());
        let in_doubt = counted.map(|(place, _)| place).filter(|place| !sorted.versions.contains_key(place));
        for (month, unit) in sorted.versions.keys().chain(in_doubt) {
            let Some(member) = inbox.register.member(*unit) else { continue };
            self.known.entry((*unit, *month)).or_insert_with(|| {
                inbox.unit_month(form, sorted, *month, member).standing == Standing::Waiting
            });
        }
    }

    /// Forgets what depends on reports that came or lie elsewhere since.
    fn forget_moved(&mut self, sorted: &Arc<Sorted>) {
        let before = self.sorted.replace(Arc::clone(sorted));
        let Some(before) = before.filter(|before| !Arc::ptr_eq(before, sorted)) else { return };
        let (old, new) = (&before.versions, &sorted.versions);
        let moved = old.iter().filter(|(place, versions)| new.get(place) != Some(versions));
        let added = new.keys().filter(|place| !old.contains_key(place));
        let units: BTreeSet<MemberId> =
            moved.map(|(place, _)| place).chain(added).map(|(_, unit)| *unit).collect();
        for unit in units {
            self.forget(unit);
        }
    }

    /// How many units wait, by month.
    pub(super) fn by_month(&self) -> BTreeMap<Month, usize> {
        let mut counted = BTreeMap::new();
        for ((_, month), _) in self.known.iter().filter(|(_, waits)| **waits) {
            *counted.entry(*month).or_default() += 1;
        }
        counted
    }
}
