//! Units: whether a text is one, whether a text begins with one, and whether it is counted in whole ones.

use super::text::plain;
use super::words;

/// A unit as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit(pub(super) String);

/// The unit of money, of which so many go on another: 元/吨.
const MONEY: &str = "元";
/// The longest unit that is not known by its name.
const LONGEST: usize = 6;

/// Whether a text is a unit that is counted in whole ones.
pub(super) fn is_counted(unit: &str) -> bool {
    words::COUNTED.contains(&unit)
        || ((2..=3).contains(&unit.chars().count())
            && unit.ends_with('次')
            && unit.chars().all(char::is_alphabetic))
}

/// The kind of a measured unit.
pub(super) fn measured(unit: &str) -> Option<&'static words::Measured> {
    let bare =
        words::SCALES.iter().find_map(|scale| unit.strip_prefix(scale)).filter(|bare| !bare.is_empty());
    words::MEASURED.iter().find(|kind| kind.units.iter().any(|known| *known == unit || Some(*known) == bare))
}

/// Whether a unit is that of a rate, which does not add up: %, 元/吨.
pub(super) fn is_rate(unit: &str) -> bool {
    unit.contains(['%', '％', '‰', '/'])
}

/// Whether a text is a unit that is known.
pub(super) fn is_unit(text: &str) -> bool {
    let is_plain = |text: &str| is_counted(text) || measured(text).is_some();
    let is_scaled = || {
        words::SCALES
            .iter()
            .any(|scale| text.strip_prefix(scale).is_some_and(|bare| words::COUNTED.contains(&bare)))
    };
    // A rate: 元/吨.
    let is_rate = || {
        text.split_once('/').is_some_and(|(of, by)| {
            measured(of).is_some_and(|kind| kind.units.contains(&MONEY)) && is_plain(by)
        })
    };
    is_plain(text) || is_scaled() || is_rate()
}

/// The unit that a bracket or a line names: `吨`, `单位：万元`, `计量单位:个`.
pub(super) fn announced(text: &str) -> Option<Unit> {
    let text = plain(text);
    let text = text.trim_matches(['(', ')']);
    let bare = words::UNIT
        .iter()
        .find_map(|word| text.strip_prefix(word)?.strip_prefix([':', '为']))
        .unwrap_or(text);
    let first = bare.split(['(', ',', '，', ';', '；', '。']).next().unwrap_or_default();
    is_unit(first).then(|| Unit(first.to_owned()))
}

/// All units that a bracket or a line names, where it names several.
pub(super) fn all_announced(text: &str) -> Vec<Unit> {
    let text = plain(text);
    let bare = words::UNIT
        .iter()
        .find_map(|word| text.strip_prefix(word)?.strip_prefix([':', '为']))
        .unwrap_or(&text);
    if is_unit(bare) {
        return vec![Unit(bare.to_owned())];
    }
    let parts = bare.split([',', '，', '、', '/', ';', '；', '(', ')']);
    parts.filter(|part| is_unit(part)).map(|part| Unit(part.to_owned())).collect()
}

/// The unit at the start of a text: the longest that is known, and what is behind it.
pub(super) fn at_start(text: &str) -> Option<(Unit, &str)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, one)| at + one.len_utf8()).take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let (unit, rest) = text.split_at(end);
        is_unit(&plain(unit)).then(|| (Unit(unit.to_owned()), rest))
    })
}

/// The unit that a name says by itself: 户数, 检查次数. Names of more than a few characters may mean something else by it.
pub(super) fn in_name(name: &str) -> Option<Unit> {
    let counted = name.strip_suffix('数')?;
    let unit = words::IN_NAMES.iter().find(|unit| counted.ends_with(**unit))?;
    Some(Unit((*unit).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_alone_and_at_the_start_of_a_text() {
        for text in ["个", "人次", "万元", "吨", "平方米", "万平方米", "艘次", "元/吨", "%", "万人", "立方米"]
        {
            assert!(is_unit(text), "{text}");
        }
        for text in ["", "镇", "个人所得", "含税", "个/次", "万"] {
            assert!(!is_unit(text), "{text}");
        }
        for (text, unit, rest) in [
            ("人次，整治", "人次", "，整治"),
            ("个（X平方米）", "个", "（X平方米）"),
            ("平方公里。", "平方公里", "。"),
            ("万元", "万元", ""),
        ] {
            assert_eq!(at_start(text), Some((Unit(unit.to_owned()), rest)), "{text}");
        }
        assert_eq!(at_start("镇"), None);
    }

    #[test]
    fn a_bracket_a_line_and_a_name_say_the_unit() {
        let unit = |text: &str| Some(Unit(text.to_owned()));
        assert_eq!(announced("单位：万元"), unit("万元"));
        assert_eq!(announced("单位：万元（保留一位小数）"), unit("万元"));
        assert_eq!(announced("（吨）"), unit("吨"));
        assert_eq!(announced("含消落区垃圾"), None);
        assert_eq!(all_announced("个、平方米").len(), 2);
        assert_eq!(
            (in_name("检查次数"), in_name("参加人次数"), in_name("企业数")),
            (unit("次"), unit("人次"), None)
        );
    }
}
