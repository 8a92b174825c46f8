//! A unit that is printed once for several rows: above the table, over a column, beside a section. What a row's own name says
//! against it is asked.

use super::doubt::{Doubt, Doubts, Found, Matter, Place, Sureness, Then};
use super::rows::Raw;
use super::units::{self, Unit};
use crate::notice::FigureId;

/// A figure for which a unit that is printed for several rows may be wrong.
pub(super) struct ForAll {
    pub(super) place: Place,
    /// Which of the measures it is.
    pub(super) index: usize,
    pub(super) unit: String,
    /// What else it may be.
    pub(super) others: Vec<String>,
    /// Whether all of them are printed, or the name speaks against the one that is.
    pub(super) are_printed: bool,
}

/// Asks once for all figures with the same unit and the same others. `find` gives what a row is called, and the figure.
pub(super) fn tell_for_all(
    mut all: Vec<ForAll>,
    form: usize,
    find: impl Fn(&ForAll) -> Option<(String, FigureId)>,
    doubts: &mut Doubts,
) {
    while let Some(first) = all.first() {
        let (unit, others, are_printed) = (first.unit.clone(), first.others.clone(), first.are_printed);
        let (these, rest): (Vec<ForAll>, Vec<ForAll>) = all
            .into_iter()
            .partition(|one| (&one.unit, &one.others, one.are_printed) == (&unit, &others, are_printed));
        all = rest;
        let (mut names, figures): (Vec<String>, Vec<FigureId>) = these.iter().filter_map(&find).unzip();
        let mut known = std::collections::BTreeSet::new();
        names.retain(|name| known.insert(name.clone()));
        let names = names.join("、");
        let question = if are_printed {
            format!("{names}：统一写的单位有几个（{unit}、{}），用哪一个？", others.join("、"))
        } else {
            format!("{names}：也用统一写的单位“{unit}”吗？")
        };
        let doubt = Doubt::new(Matter::Unit, question).of_form(form);
        let doubt =
            doubt.reading(&*unit, if are_printed { "写在前面" } else { "表上方、表头或类别里统一写的" });
        let because = if are_printed { "也写在那里" } else { "名称或括号里这样说" };
        let with =
            |doubt: Doubt, other: &String| doubt.reading_then(other, because, Then::Unit(other.clone()));
        let mut doubt = others.iter().fold(doubt, with);
        if !are_printed && others.is_empty() {
            doubt = doubt.reading("用别的单位", "名称不像用它计的数");
        }
        doubts.ask(doubt.about(figures).at(these.iter().map(|one| one.place.clone())));
    }
}

/// A unit that is printed for more than one row, as far as the name of a row does not speak against it.
pub(super) fn for_all(found: Found<String>, row: (&Raw, usize), ask: &mut Vec<ForAll>) -> Found<String> {
    for_all_in(found, row, None, ask)
}

/// The same in a column of a measure, which may say by its name which of several units it asks for: 金额.
pub(super) fn for_all_in(
    found: Found<String>,
    (raw, index): (&Raw, usize),
    measured: Option<&str>,
    ask: &mut Vec<ForAll>,
) -> Found<String> {
    let name = raw.name();
    let units = units::all_announced(&found.value);
    if let [_, _, ..] = units.as_slice() {
        let said = measured.and_then(|measured| units::of_several(measured, &units));
        let other = units::of_several(&name, &units);
        if let (Some(Unit(unit)), true) = (&said, other.is_none() || other == said) {
            return Found::concluded(unit.clone(), found.place);
        }
        if let (None, Some(Unit(unit))) = (&said, &other) {
            return Found::concluded(unit.clone(), found.place);
        }
        let own = units.iter().find(|unit| !units::is_against(&name, &unit.0)).or(units.first());
        let own = own.map(|unit| unit.0.clone()).unwrap_or_default();
        let others = units.into_iter().map(|unit| unit.0).filter(|unit| *unit != own).collect();
        ask.push(ForAll { place: raw.place.clone(), index, unit: own.clone(), others, are_printed: true });
        return Found::asked(own, found.place);
    }
    // 金额单位：万元 says nothing of what is no sum of money.
    let is_none = found.sureness == Sureness::Concluded && !units::is_money(&name);
    // A column of rates is in no 万元, whatever its rows are called.
    let is_against = units::is_against(&name, &found.value)
        || measured.is_some_and(|measured| units::is_against(measured, &found.value));
    if is_none || is_against {
        let others = units::in_name(&name).map(|unit| unit.0).into_iter().collect();
        let unit = found.value.clone();
        ask.push(ForAll { place: raw.place.clone(), index, unit, others, are_printed: false });
        return Found::asked(found.value, found.place);
    }
    found
}
