//! The measures of a table, and what their headings say of each other: which are parts, and which add up others.

use super::doubt::Place;
use super::units::Unit;
use super::words;

/// A measure of a table.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) unit: Option<Unit>,
    /// The columns in which its month is typed.
    pub(super) month: std::ops::Range<u32>,
    /// Those in which it is added up.
    pub(super) total: Option<std::ops::Range<u32>>,
    /// The number beneath its heading.
    pub(super) letter: String,
    /// The cell that stands over it together with others.
    pub(super) group: Option<(u32, u32)>,
    pub(super) heading: String,
    pub(super) is_part: bool,
    pub(super) place: Option<Place>,
}

impl Measure {
    /// Whether it adds up the others beside it.
    pub(super) fn is_sum(&self) -> bool {
        words::SUMS.contains(&self.heading.as_str())
    }

    /// Whether those behind it may be what it is divided into.
    fn may_be_total(&self) -> bool {
        self.is_sum() || self.heading.contains(words::IN_ALL)
    }
}

/// Which measures are a part of another, by their places: those under 其中, of the one before them, and perhaps the ones that
/// follow a heading that says 其中 itself; with whether it is certain.
pub(super) fn parts(measures: &[Measure]) -> Vec<Option<(usize, bool)>> {
    let mut whole: Option<usize> = None;
    let mut open: Option<&Measure> = None;
    let mut parts = Vec::new();
    for (index, measure) in measures.iter().enumerate() {
        // In another unit than the one before it, it is a part of the one before that, under the same heading.
        let has_unit = |other: &usize| measures.get(*other).is_some_and(|other| other.unit == measure.unit);
        let beside = |other: &usize| measures.get(*other).is_some_and(|other| other.group == measure.group);
        let of_its_unit = (0..index)
            .rev()
            .take_while(beside)
            .find(|other| has_unit(other) && measures.get(*other).is_some_and(|other| !other.is_part));
        // Without a unit of its own it is of the one before it, if of any.
        let says_unit = measure.unit.is_some();
        let whole_of = |whole: usize| {
            if !says_unit || has_unit(&whole) { whole } else { of_its_unit.unwrap_or(whole) }
        };
        let goes_on = open.is_some_and(|part| part.group == measure.group);
        // Behind several that a total is divided into, it may be a part of the total or of the last of them.
        let total = || {
            let before = (0..index).rev().take_while(beside).take_while(has_unit);
            let mut before = before.take_while(|at| measures.get(*at).is_some_and(|other| !other.is_part));
            let total = before.position(|at| measures.get(at).is_some_and(Measure::may_be_total))?;
            (total > 1).then(|| index - total - 1)
        };
        if let Some(total) = total().filter(|_| measure.is_part) {
            parts.push(Some((total, false)));
            whole = Some(total);
            open = Some(measure).filter(|measure| measure.heading.starts_with(words::OF_WHICH));
        } else if measure.is_part {
            parts.push(whole.map(|whole| (whole_of(whole), true)));
            open = Some(measure).filter(|measure| measure.heading.starts_with(words::OF_WHICH));
        } else if goes_on && !measure.is_sum() {
            parts.push(whole.map(|whole| (whole, false)));
        } else {
            (whole, open) = (Some(index), None);
            parts.push(None);
        }
    }
    parts
}

/// A part that says no unit right behind its whole is counted in the unit of that: 吸纳就业人数 and 其中：脱贫人口.
pub(super) fn units_of_parts(measures: &mut [Measure]) {
    for at in 1..measures.len() {
        let Some(whole) = at.checked_sub(1).and_then(|whole| measures.get(whole)) else { continue };
        let (unit, group, is_part) = (whole.unit.clone(), whole.group, whole.is_part);
        let Some(part) = measures.get_mut(at).filter(|part| part.is_part && part.unit.is_none()) else {
            continue;
        };
        let name = part.heading.trim_start_matches(words::OF_WHICH).trim_start_matches(':').to_owned();
        let is_of_people = unit.as_ref().is_some_and(|unit| unit.0.starts_with('人'));
        let speaks_against = |unit: &Unit| {
            super::units::is_money(&name)
                || super::units::is_against(&name, &unit.0)
                || (!is_of_people && words::PEOPLE.iter().any(|ending| name.ends_with(ending)))
        };
        if !is_part && part.group == group && super::units::in_name(&name).is_none() {
            part.unit = unit.filter(|unit| !speaks_against(unit));
        }
    }
}

/// A column that is called a sum, with those under the same heading, and why it may not add them all up.
pub(super) struct Sum {
    pub(super) whole: usize,
    /// What it may add up; one only where nothing speaks against it.
    pub(super) ways: Vec<Vec<usize>>,
    pub(super) why: Option<&'static str>,
}

/// As many columns may well be two divisions of the same whole.
const TWO_DIVISIONS: usize = 4;

/// The measures that each sum beside others adds up: all under the same heading, where they are one division of it.
pub(super) fn sums(measures: &[Measure]) -> Vec<Sum> {
    let beside = |sum: usize, other: usize| {
        let group = |at: usize| measures.get(at).map(|measure| measure.group);
        other != sum && group(other) == group(sum)
    };
    let terms = |sum: usize| (0..measures.len()).filter(|other| beside(sum, *other)).collect::<Vec<_>>();
    let is_plain = |terms: &Vec<usize>| {
        terms.len() > 1
            && terms.iter().filter_map(|term| measures.get(*term)).all(|term| !term.is_part && !term.is_sum())
    };
    let sums = (0..measures.len()).filter(|at| measures.get(*at).is_some_and(Measure::is_sum));
    let sums = sums.map(|at| (at, terms(at))).filter(|(_, terms)| is_plain(terms));
    let sum = |(whole, terms): (usize, Vec<usize>)| {
        let names: Vec<String> =
            terms.iter().filter_map(|term| measures.get(*term)).map(|one| one.heading.clone()).collect();
        if let Some((ways, why)) = super::divisions::overlap(&names) {
            let of = |way: Vec<usize>| way.iter().filter_map(|at| terms.get(*at).copied()).collect();
            return Sum { whole, ways: ways.into_iter().map(of).collect(), why: Some(why) };
        }
        let why = (terms.len() >= TWO_DIVISIONS).then_some("栏多，可能是同一些数的两种分法");
        Sum { whole, ways: vec![terms], why }
    };
    sums.map(sum).collect()
}
