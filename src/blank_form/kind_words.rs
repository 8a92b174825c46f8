//! The words by which kinds of units are known.

use super::doubt::Found;
use super::draft::DraftKind;
use super::text::plain;
use super::words;
use crate::unit::UnitKind;

/// A kind of units by the name that only this notice has for it: 国有林场.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: &'static str,
    /// The name, and what it may be called for short where nothing else is called so: 区公安局, 公安局.
    names: Vec<String>,
}

/// Ids of kinds that no word tells.
const OTHERS: [&str; 12] = [
    "other1", "other2", "other3", "other4", "other5", "other6", "other7", "other8", "other9", "other10",
    "other11", "other12",
];

impl Known {
    /// How much of a text is the name, if it begins with it.
    pub(super) fn length_at(&self, text: &str) -> Option<usize> {
        self.names.iter().find(|name| text.starts_with(name.as_str())).map(String::len)
    }
}

/// Those who belong to an office, whichever it is.
const MEMBERS: &str = "成员单位";

/// A name without what says of which level or of which places it is: 公安局, 教管中心.
fn shorter(name: &str) -> Vec<String> {
    const LEVELS: [&str; 14] = [
        "区级", "县级", "市级", "州级", "区属", "县属", "市属", "区直", "县直", "市直", "区", "县", "市",
        "州",
    ];
    const SHORTEST: usize = 3;
    let of_level = LEVELS.iter().find_map(|level| name.strip_prefix(level));
    let of_places = behind_places(name);
    let of_members = name.ends_with(MEMBERS).then_some(MEMBERS);
    let all = of_level.into_iter().chain(of_places).chain(of_members).filter(|rest| {
        let is_general = kinds_at(rest).is_some_and(|(_, length)| length == rest.len());
        rest.chars().count() >= SHORTEST && !is_general
    });
    all.map(str::to_owned).collect()
}

/// What a name has behind the word of its places: 文化站 of 镇乡文化站.
fn behind_places(name: &str) -> Option<&str> {
    kinds_at(name).and_then(|(_, length)| name.get(length..)).filter(|rest| !rest.is_empty())
}

/// Those of the kinds of a notice whose names no general word tells.
pub(super) fn named(kinds: &[Found<DraftKind>]) -> Vec<Known> {
    let own = kinds.iter().filter_map(|kind| {
        let word = kind.value.id.word();
        let ids = words::KINDS.iter().map(|(id, ..)| *id).chain(OTHERS);
        let id = ids.into_iter().find(|id| *id == word)?;
        let name = plain(&kind.value.name);
        let is_general =
            words::KINDS.iter().any(|(_, general, _)| name.ends_with(general) && is_level(&name, general));
        (!is_general && name.chars().count() > 1).then_some((id, name))
    });
    let own: Vec<(&'static str, String)> = own.collect();
    let known = own.iter().map(|(id, name)| {
        // 文化站 are those of 镇乡 and of 街道, where there are no others.
        let is_only = |short: &String| {
            let mut others = own.iter().filter(|(_, other)| other.contains(short.as_str()) && other != name);
            others.all(|(_, other)| behind_places(other) == Some(short) && behind_places(name) == Some(short))
        };
        let names = std::iter::once(name.clone()).chain(shorter(name).into_iter().filter(is_only));
        Known { id, names: names.collect() }
    });
    known.collect()
}

/// Whether a name is a general one with its level before it at most: 区级部门.
fn is_level(name: &str, general: &str) -> bool {
    ["", "区级", "县级", "市级", "州级", "区直", "县直", "市直"]
        .contains(&name.strip_suffix(general).unwrap_or(name))
}

/// What a kind is called in general.
pub(super) fn general(id: &str) -> &'static str {
    words::KINDS.iter().find(|(known, ..)| *known == id).map_or("", |(_, name, _)| name)
}

/// Whether a text ends in a word of a kind.
pub(super) fn ends_in(text: &str, id: &str) -> bool {
    words::KINDS
        .iter()
        .any(|(known, _, called)| *known == id && called.iter().any(|word| text.ends_with(word)))
}

/// The id of the next kind that no word tells.
pub(super) fn other_id(count: usize) -> &'static str {
    OTHERS.get(count).copied().unwrap_or("other")
}

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
    let level = ["区级", "县级", "市级", "州级", "区直", "县直", "市直"]
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

/// How much of a text is nothing but kinds and what joins them: 镇、街道 of 镇、街道残疾人工作.
pub(super) fn kinds_end(text: &str) -> usize {
    let mut end = 0;
    while let Some(rest) = text.get(end..).filter(|rest| no_kind_at(rest).is_none()) {
        let joined = rest.trim_start_matches(['、', '和', '及']);
        let Some((_, length)) = kinds_at(joined).filter(|_| no_kind_at(joined).is_none()) else { break };
        end = text.len() - joined.len() + length;
    }
    end
}

/// The words of kinds in a text, each with its kind.
pub(super) fn words_in(plain: &str) -> Vec<(&'static str, &'static str)> {
    let (mut found, mut rest) = (Vec::new(), plain);
    while let Some(first) = rest.chars().next() {
        let kinds = kinds_at(rest).filter(|_| no_kind_at(rest).is_none());
        let length =
            no_kind_at(rest).or(kinds.as_ref().map(|(_, length)| *length)).unwrap_or(first.len_utf8());
        let (word, behind) = rest.split_at(length);
        if kinds.is_some() {
            let own =
                words::KINDS.iter().flat_map(|(id, _, called)| called.iter().map(move |word| (*id, *word)));
            found.extend(own.filter(|(_, known)| *known == word));
        }
        rest = behind;
    }
    found
}

/// A text with the kinds that stand in brackets behind others beside them: 各乡镇（街道） are both, and 镇（乡） is 镇乡.
pub(super) fn beside_brackets(plain: &str) -> String {
    let text = plain.replace("镇(乡)", "镇乡").replace("乡(镇)", "乡镇");
    let (mut beside, mut rest) = (String::new(), text.as_str());
    while let Some((before, opened)) = rest.split_once('(') {
        beside.push_str(before);
        let Some((inside, after)) = opened.split_once(')') else {
            beside.push('(');
            rest = opened;
            continue;
        };
        if ends_in_kind(before) && are_kinds(inside) {
            beside.push('、');
            beside.push_str(inside);
        } else {
            beside.extend(["(", inside, ")"]);
        }
        rest = after;
    }
    beside + rest
}

/// Whether a text names kinds and nothing else.
fn are_kinds(text: &str) -> bool {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let sign = "各、和及".contains(first).then_some(first.len_utf8());
        let kinds = kinds_at(rest).filter(|_| no_kind_at(rest).is_none()).map(|(_, length)| length);
        let Some(length) = kinds.or(sign) else { return false };
        rest = rest.get(length..).unwrap_or_default();
    }
    !words_in(text).is_empty()
}

fn ends_in_kind(text: &str) -> bool {
    let words = words::KINDS.iter().flat_map(|(_, _, called)| called.iter());
    words.into_iter().any(|word| text.ends_with(word))
        && !words::NO_KINDS.iter().any(|word| text.ends_with(word))
}

/// What a word of a kind means of it: 幼儿园 is not every school, 镇乡 is both 镇 and 乡.
fn meant(id: &'static str, word: &'static str) -> Vec<&'static str> {
    match word {
        "镇乡" | "乡镇" | "镇（乡）" | "镇街" if id == "township" => vec!["镇", "乡"],
        "镇人民政府" | "镇" => vec!["镇"],
        "乡人民政府" | "乡" => vec!["乡"],
        "学校" => vec!["学校", "中小学"],
        "中小学" | "幼儿园" | "公司" | "各区" | "各县" => vec![word],
        "区县" | "县（区）" | "县区" => vec!["各区", "各县"],
        _ => vec![id],
    }
}

/// The word by which a text names only some of a kind of those who are addressed: 幼儿园 beside 各中小学、幼儿园. Each clause is
/// one by itself.
pub(super) fn narrower(text: &str, addressed: &[(&'static str, &'static str)]) -> Option<&'static str> {
    let text = beside_brackets(text);
    text.split([',', '，', '(', ')']).find_map(|clause| {
        let said = words_in(clause);
        said.iter().find_map(|(id, word)| {
            let of_kind = |all: &[(&'static str, &'static str)]| -> Vec<&'static str> {
                all.iter().filter(|(other, _)| other == id).flat_map(|(id, word)| meant(id, word)).collect()
            };
            // Whoever is addressed as 学校 is one of them, whatever else the word covers.
            let own = addressed.iter().filter(|(other, _)| other == id);
            let mut wanted =
                own.flat_map(|(id, word)| if *word == "学校" { vec!["学校"] } else { meant(id, word) });
            let covered = of_kind(&said);
            wanted.any(|one| !covered.contains(&one)).then_some(*word)
        })
    })
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

    #[test]
    fn kinds_in_brackets_stand_beside_the_others() {
        for (text, expected) in [
            ("各乡镇(街道)不填7-8项", "各乡镇、街道不填7-8项"),
            ("各镇(乡)、街道不填", "各镇乡、街道不填"),
            ("镇(乡、街道)不填", "镇、乡、街道不填"),
            ("各村(社区)(3月起)", "各村、社区(3月起)"),
            ("镇乡(不含街道)不填", "镇乡(不含街道)不填"),
            ("第1项(镇乡)不填", "第1项(镇乡)不填"),
            ("镇乡(街道不填", "镇乡(街道不填"),
        ] {
            assert_eq!(beside_brackets(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_may_mean_only_some_of_a_kind() {
        for (salutation, text, expected) in [
            ("各中小学、幼儿园:", "幼儿园不填第3项", Some("幼儿园")),
            ("各中小学、幼儿园:", "学校不填第3项", Some("学校")),
            ("各中小学:", "学校不填第3项", None),
            ("各学校:", "中小学不填第3项", Some("中小学")),
            ("各学校:", "学校不填第3项", None),
            ("各企业、公司:", "公司不填第3项", Some("公司")),
            ("各公司:", "公司不填第3项", None),
            ("各乡镇:", "乡不填第3项", Some("乡")),
            ("各镇人民政府、街道办事处:", "乡镇不填第3项,街道不填第4项", None),
            ("各村民委员会、社区居民委员会:", "村不填第3项,社区不填第4项", None),
            ("", "幼儿园不填第3项", None),
        ] {
            assert_eq!(narrower(text, &words_in(salutation)), expected, "{salutation} {text}");
        }
    }
}
