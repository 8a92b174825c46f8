//! What stands in each column: what its headings say of it, and what stands over its neighbours.

use super::heading::Leaf;
use super::text::brackets;
use super::times::{Timed, timed};
use super::units::{self, Unit};
use super::words;
use crate::notice::{Against, Role};

/// What a column is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Means {
    /// A role that needs nothing else.
    Label(Role),
    /// What the rows are about; a section, where another of these is to the right.
    Words,
    Quantity(Quantity),
    /// Something that no role of a notice means, with what is said of it.
    Unknown(&'static str),
}

/// A column of figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) role: Role,
    pub(super) against: Against,
    /// Whether its headings name the time.
    pub(super) is_timed: bool,
    /// Whether its totals begin anew each January.
    pub(super) of_the_year: bool,
    /// What it measures, apart from the time: the headings that do not name it.
    pub(super) measure: Vec<String>,
    pub(super) unit: Option<Unit>,
}

/// What each column is, from left to right.
pub(super) fn roles(leaves: &[Leaf]) -> Vec<Means> {
    let mut means: Vec<Means> = Vec::new();
    let (mut has_words, mut has_quantity) = (false, false);
    for leaf in leaves {
        let word = leaf.word();
        let is_alone = leaf.headings.len() < 2;
        let label = words::role_of(&word).filter(|_| is_alone || !has_words);
        let is_words = is_alone
            && !has_quantity
            && timed(&word).is_none()
            && !words::NEUTRAL.contains(&word.as_str())
            && (words::CONTENT.iter().any(|ending| word.ends_with(ending)) || !has_words);
        let found = match label {
            Some(label) => Means::Label(label),
            None if is_words => Means::Words,
            None => quantity(leaf),
        };
        has_words |= found == Means::Words;
        has_quantity |= matches!(found, Means::Quantity(_));
        means.push(found);
    }
    // A column of units is what the rows are about, where nothing else is.
    if !has_words && let Some(first) = means.iter_mut().find(|one| **one == Means::Label(Role::Unit)) {
        *first = Means::Words;
    }
    means
}

fn quantity(leaf: &Leaf) -> Means {
    let words: Vec<(String, Vec<String>)> = leaf.headings.iter().map(|spot| brackets(&spot.plain)).collect();
    let says_per_cent =
        words.iter().flat_map(|(_, inside)| inside).any(|one| words::PER_CENT.contains(&one.as_str()));
    let mut found: Option<Timed> = None;
    let mut measure = Vec::new();
    for (word, _) in &words {
        match timed(word) {
            // The lower heading says more: 同比 over 上年同月 and 增减.
            Some(timed) => found = Some(found.map_or(timed, |above| above.with(timed))),
            None => measure.push(word.clone()),
        }
    }
    let last = words.last().map_or("", |(word, _)| word.as_str());
    if found.is_none() && words::NO_FIGURES.iter().any(|ending| last.ends_with(ending)) {
        return Means::Unknown("填文字的，看不出要不要每月填");
    }
    if words.iter().any(|(word, _)| words::PLANNED.iter().any(|planned| word.contains(planned))) {
        return Means::Unknown("计划、目标一类的数，通知里还没有这样的栏");
    }
    if words.iter().any(|(word, _)| words::OTHER_TIMES.iter().any(|time| word.contains(time))) {
        return Means::Unknown("不是按月的数，通知里还没有这样的栏");
    }
    let (role, against) = match found {
        Some(Timed::Role(role, against)) => (role, against),
        Some(Timed::ThisYear) => (Role::Total, Against::default()),
        Some(Timed::Unknown(why)) => return Means::Unknown(why),
        None => (Role::Month, Against::default()),
    };
    let role = if role == Role::Difference && says_per_cent { Role::PerCent } else { role };
    let of_the_year = role == Role::Total
        && words.iter().any(|(word, _)| words::OF_THE_YEAR.iter().any(|year| word.contains(year)));
    let unit = words.iter().rev().find_map(|(word, inside)| {
        let bracketed = inside.iter().find_map(|inside| units::announced(inside));
        bracketed.or_else(|| units::in_name(word))
    });
    Means::Quantity(Quantity { role, against, is_timed: found.is_some(), of_the_year, measure, unit })
}
