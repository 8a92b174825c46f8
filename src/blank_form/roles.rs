//! What stands in each column: what its headings say of it, and what stands over its neighbours.

use super::heading::Leaf;
use super::text::brackets;
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

/// Whether a word is one of a form's headings.
pub(super) fn is_known(word: &str) -> bool {
    words::role_of(word).is_some()
        || words::NEUTRAL.contains(&word)
        || words::SUMS.contains(&word)
        || timed(word).is_some()
        || words::CONTENT.iter().any(|ending| word.ends_with(ending))
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

/// What a heading says of time.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Timed {
    Role(Role, Against),
    Unknown(&'static str),
}

impl Timed {
    /// What two headings say together, the one above first.
    fn with(self, lower: Self) -> Self {
        match (self, lower) {
            // 同比 over 增减: the lower one is right, against what the upper one says.
            (
                Self::Role(Role::Difference | Role::PerCent | Role::LastYear, Against::LastYear),
                Self::Role(role, _),
            ) if matches!(role, Role::Difference | Role::PerCent) => Self::Role(role, Against::LastYear),
            (Self::Role(Role::LastYear, _), Self::Role(Role::Total, _))
            | (Self::Role(Role::Total, _), Self::Role(Role::LastYear, _)) => {
                Self::Unknown("上年同期的累计，通知里还没有这样的栏")
            }
            (_, lower) => lower,
        }
    }
}

/// What a word says of time, if it does.
fn timed(word: &str) -> Option<Timed> {
    let has = |words: &[&str]| words.iter().any(|one| word.contains(one));
    let role = |role, against| Some(Timed::Role(role, against));
    if has(&words::COMPARED) {
        let against = if word.contains("同比") || has(&words::LAST_YEAR) || word.contains("上年") {
            Against::LastYear
        } else {
            Against::Previous
        };
        let kind = if has(&words::PER_CENT) { Role::PerCent } else { Role::Difference };
        return role(kind, against);
    }
    let is_total = has(&words::TOTAL);
    if has(&words::LAST_YEAR) {
        let total = is_total && !word.contains("本年");
        return if total {
            Some(Timed::Unknown("上年同期的累计，通知里还没有这样的栏"))
        } else {
            role(Role::LastYear, Against::default())
        };
    }
    if has(&words::BEFORE) {
        return if is_total {
            Some(Timed::Unknown("上月止的累计，通知里还没有这样的栏"))
        } else {
            role(Role::Previous, Against::default())
        };
    }
    if is_total {
        return role(Role::Total, Against::default());
    }
    has(&words::MONTH).then_some(Timed::Role(Role::Month, Against::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_time_they_mean() {
        for (word, role) in [
            ("当月数量", Some(Role::Month)),
            ("本月", Some(Role::Month)),
            ("累计数量", Some(Role::Total)),
            ("本年累计", Some(Role::Total)),
            ("自年初累计", Some(Role::Total)),
            ("上期", Some(Role::Previous)),
            ("上年同期", Some(Role::LastYear)),
            ("同比增减", Some(Role::Difference)),
            ("增长率", Some(Role::PerCent)),
            ("数量", None),
            ("低保家庭", None),
        ] {
            let found = timed(word).map(|timed| match timed {
                Timed::Role(role, _) => role,
                Timed::Unknown(why) => panic!("{why}"),
            });
            assert_eq!(found, role, "{word}");
        }
        assert!(matches!(timed("上年同期累计"), Some(Timed::Unknown(_))));
        assert!(matches!(timed("上月累计"), Some(Timed::Unknown(_))));
    }
}
