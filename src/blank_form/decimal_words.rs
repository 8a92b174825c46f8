//! How near the words of a rule for decimals come to a figure: 其中财政资金 nearer than 资金, 面积单位为平方米 in that unit only.

use super::decimal_rules::{Of, Rule, trimmed};
use super::draft::DraftFigure;
use super::table::Made;
use super::units;
use super::words;

/// How near a rule comes that names the kind of a figure in another unit: 资金以万元为单位, of one in 元.
pub(super) const ALIKE: u8 = 1;

/// How near a rule comes to a figure: 4 names its row, 3 the figure, 2 its unit or the kind of its unit, 0 none of them.
pub(super) fn degree(rule: &Rule, unit: &str, name: &str, row: u16) -> u8 {
    if let Of::Rows { rows, but: false } = &rule.of {
        // What is counted in whole ones has no decimals, whatever stands beside it.
        return if rows.contains(&row) && !(units::is_counted(unit) && rule.decimals > 0) { 4 } else { 0 };
    }
    let Of::Named(text) = &rule.of else { return 0 };
    let best = parts(text).map(|part| degree_of(&part, unit, name)).max().unwrap_or_default();
    // What is counted in whole ones has no decimals because something like it has.
    let is_whole = units::is_counted(unit) && rule.decimals > 0;
    if is_whole && !parts(text).any(|part| part == name) { 0 } else { best }
}

/// What a rule names, each by itself.
pub(super) fn parts(text: &str) -> impl Iterator<Item = String> + use<> {
    // 整改率=已整改数/排查数: how it is reckoned is no name.
    let text = text.split('=').next().unwrap_or_default();
    // 计量单位为亩、吨的指标 names units.
    let trimmed = trimmed(text);
    let units = ["计量单位为", "计量单位是", "单位为", "单位是"];
    let bare = units.iter().find_map(|word| trimmed.strip_prefix(word)).unwrap_or(&trimmed);
    let parts = bare.split(['、', '和', '及', '与']).filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(|part| only_unit(part).unwrap_or(part).to_owned()).collect();
    parts.into_iter()
}

/// The unit in a part that names everything in it: 以公里为计量单位的.
fn only_unit(part: &str) -> Option<&str> {
    const BEHIND: [&str; 6] = ["为计量单位", "作计量单位", "为单位", "作单位", "计量", "计"];
    let unit = part.strip_prefix('以').or_else(|| part.strip_prefix('按'))?.trim_end_matches('的');
    let unit = BEHIND.iter().find_map(|word| unit.strip_suffix(word))?;
    units::is_unit(unit).then_some(unit)
}

/// How near the words of a rule come to a figure. A word within another noun is none: 资金使用率 is no money.
pub(super) fn degree_of(part: &str, unit: &str, name: &str) -> u8 {
    const AROUND: [&str; 23] = [
        "可以",
        "可",
        "一般",
        "原则上",
        "最多",
        "至少",
        "单位",
        "按",
        "以",
        "计",
        "为",
        "的",
        "数据",
        "类",
        "等",
        "指标",
        "项目",
        "数值",
        "数",
        "表示",
        "统计",
        "涉",
        "凡",
    ];
    if let Some((named, in_unit)) = with_unit(part) {
        let is_named = degree_of(named, unit, name) > 0;
        return if is_named { if unit == in_unit { 3 } else { ALIKE } } else { 0 };
    }
    let bare = AROUND.iter().fold(part.to_owned(), |part, word| part.replace(word, ""));
    let kind = units::measured(unit);
    let is_unit = !unit.is_empty() && (part == unit || bare == unit || part.strip_suffix('数') == Some(unit));
    let is_kind = kind.is_some_and(|kind| kind.called.iter().any(|word| part == *word || bare == *word));
    if is_unit || is_kind {
        return 2;
    }
    if part.chars().count() < 2 || names_kind(part) || names_kind(&bare) {
        return 0;
    }
    // 罚款金额 is what a row of money calls 罚款, and 垃圾量 what one of weights calls 清运垃圾.
    let stems = kind.into_iter().flat_map(|kind| {
        let endings = kind.called.iter().flat_map(|word| {
            let last =
                word.char_indices().last().and_then(|(at, _)| word.get(at..)).filter(|_| is_how_much(word));
            std::iter::once(*word).chain(last)
        });
        endings.filter(|ending| part.len() > ending.len()).filter_map(|ending| part.strip_suffix(ending))
    });
    // 游客人次 is what a row of 万人次 calls 接待游客.
    let bare_unit = words::SCALES.iter().find_map(|scale| unit.strip_prefix(scale)).unwrap_or(unit);
    let of_unit = part.trim_end_matches('数').strip_suffix(bare_unit).filter(|_| !bare_unit.is_empty());
    let is_in = |part: &str| part.chars().count() > 1 && name.contains(part);
    let is_named = is_in(part) || is_in(&bare) || stems.chain(of_unit).any(is_in);
    // 收入 says nothing of 收入增长率.
    let rest_is_against = !part.ends_with('率') && name.ends_with('率') && !name.ends_with(part);
    if is_named && !rest_is_against { 3 } else { 0 }
}

/// The words of a rule that say in what they are measured, and that unit: 资金以万元为单位, 面积单位为平方米, 以元计的补助.
fn with_unit(part: &str) -> Option<(&str, &str)> {
    const MEASURED_IN: [&str; 3] = ["为计量单位", "为单位", "计"];
    let bare = part.trim_end_matches('的');
    let behind = || {
        let said = MEASURED_IN.iter().find_map(|word| bare.strip_suffix(word));
        said.and_then(|said| said.rsplit_once(['以', '按']))
    };
    let called = || {
        ["计量单位为", "单位为", "单位是", "计量单位", "单位"].iter().find_map(|word| bare.split_once(word))
    };
    let before = || {
        let said = part.strip_prefix(['以', '按'])?;
        let (unit, named) = MEASURED_IN.iter().find_map(|word| said.split_once(&format!("{word}的")))?;
        Some((named, unit))
    };
    let is_one = |(named, unit): &(&str, &str)| !named.is_empty() && units::is_unit(unit);
    behind().filter(is_one).or_else(|| called().filter(is_one)).or_else(|| before().filter(is_one))
}

/// Whether a word of a kind of units ends in one for how much, or how many in a hundred: 重量, 金额, 增幅.
fn is_how_much(word: &str) -> bool {
    word.ends_with(['量', '额', '率', '幅'])
}

/// What rules know a figure by. A sentence names several figures; each is called by its own words.
pub(super) fn called(row: &Made, figure: &DraftFigure) -> String {
    if row.raw.sentence.figures.len() > 1 {
        figure.name.clone()
    } else {
        format!("{}{}", row.raw.name(), figure.name)
    }
}

pub(super) fn names_kind(part: &str) -> bool {
    words::MEASURED.iter().flat_map(|kind| kind.called).any(|word| part == *word)
}
