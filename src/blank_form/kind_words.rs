//! The words by which kinds of units are known.

use super::draft::DraftKind;
use super::words;
use crate::unit::UnitKind;

/// The kinds that a text names, in the order of the text. A word that is a part of a longer one does not count.
pub(super) fn kinds_in(plain: &str) -> Vec<&'static str> {
    // Places and people are none of them.
    let plain = words::NO_KINDS.iter().fold(plain.to_owned(), |text, word| text.replace(word, "◇"));
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    for (id, _, called) in &words::KINDS {
        for word in *called {
            found.extend(plain.match_indices(word).map(|(at, word)| (at, word.len(), *id)));
        }
    }
    // The longest at a place wins; 镇街 is two kinds at once.
    found.sort_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)));
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (at, length, id) in found {
        let overlaps = taken
            .iter()
            .any(|(from, to)| at < *to && at + length > *from && (*from, *to) != (at, at + length));
        if overlaps {
            continue;
        }
        taken.push((at, at + length));
        if !kinds.contains(&id) {
            kinds.push(id);
        }
    }
    kinds
}

/// A kind by its id, as the texts call it.
pub(super) fn kind(id: &str, texts: &str) -> DraftKind {
    let name = words::KINDS.iter().find(|(known, ..)| *known == id).map_or(id, |(_, name, _)| name);
    let level = ["区级", "县级", "市级", "州级"]
        .iter()
        .find(|level| texts.contains(**level))
        .filter(|_| id == "department");
    let name = format!("{}{name}", level.copied().unwrap_or_default());
    // 镇乡（民族乡）: what a bracket adds stands where there is room.
    let bracket = texts.find(&format!("{name}(")).and_then(|at| {
        let rest = texts.get(at + name.len() + 1..)?;
        let inside = rest.split_once(')')?.0;
        ((2..=8).contains(&inside.chars().count())
            && kinds_in(inside).iter().all(|other| *other == id)
            && !inside.chars().any(|one| one.is_ascii_digit()))
        .then(|| inside.to_owned())
    });
    let full_name = bracket.map(|inside| format!("{name}（{inside}）")).unwrap_or_default();
    DraftKind { id: UnitKind::from(id), name, full_name }
}

/// The kind, or the kinds, that a text begins with, by the longest of their words, and how long that is.
pub(super) fn kinds_at(text: &str) -> Option<(Vec<&'static str>, usize)> {
    let words =
        || words::KINDS.iter().flat_map(|(id, _, called)| called.iter().map(move |word| (*id, *word)));
    let longest =
        words().map(|(_, word)| word).filter(|word| text.starts_with(*word)).max_by_key(|word| word.len())?;
    Some((words().filter(|(_, word)| *word == longest).map(|(id, _)| id).collect(), longest.len()))
}

/// How long the word is that a text begins with, if it is one that has the name of a kind in it and means none.
pub(super) fn no_kind_at(text: &str) -> Option<usize> {
    words::NO_KINDS.iter().find(|word| text.starts_with(**word)).map(|word| word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_in_texts() {
        for (text, expected) in [
            (
                "各镇乡(民族乡)党委和人民政府,各街道党工委和办事处,有关部门:",
                vec!["township", "street", "department"],
            ),
            ("各镇人民政府、各街道办事处,县级有关部门:", vec!["township", "street", "department"]),
            ("各村民委员会、社区居民委员会:", vec!["village", "community"]),
            ("各镇乡街道不填", vec!["township", "street"]),
            ("镇街", vec!["township", "street"]),
            ("没有的", vec![]),
        ] {
            assert_eq!(kinds_in(text), expected, "{text}");
        }
        let department = kind("department", "各镇乡街道和区级有关部门");
        assert_eq!(department.name, "区级部门");
        assert_eq!(kind("township", "各镇乡(民族乡)党委").full_name, "镇乡（民族乡）");
    }
}
