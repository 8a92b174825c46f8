//! Relations that a note says in words: 整改数不得大于排查数, 02应小于或等于01, 2项与3项之和不超过1项.

use super::relations::{Said, of_clause, printed};
use super::text::{plain, without_circle};
use super::units;

/// What says that the left side is at most the right one.
const AT_MOST: [&str; 19] = [
    "不得大于",
    "不应大于",
    "不能大于",
    "不可大于",
    "不大于",
    "不得超过",
    "不应超过",
    "不能超过",
    "不可超过",
    "不超过",
    "不得高于",
    "不应高于",
    "不高于",
    "不得多于",
    "不应多于",
    "不多于",
    "小于等于",
    "小于或等于",
    "应小于",
];
/// What says that it is at least as much.
const AT_LEAST: [&str; 15] = [
    "不得小于",
    "不应小于",
    "不能小于",
    "不可小于",
    "不小于",
    "不得少于",
    "不应少于",
    "不少于",
    "不得低于",
    "不应低于",
    "不低于",
    "大于等于",
    "大于或等于",
    "应大于",
    "须大于",
];
/// What says that it is the same.
const EQUAL: [&str; 3] = ["应当等于", "应等于", "等于"];
/// What stands around the names and changes nothing.
const BEFORE: [&str; 7] = ["其中", "且", "即", "请注意", "注意", "原则上", "要求"];
const BETWEEN: [&str; 8] = ["应当", "必须", "应", "须", "要", "都", "均", "必"];
/// The longest side.
const LONGEST: usize = 30;

/// The relations in a note, and what looks like one and was not understood.
pub(super) fn in_words(note: &str) -> Said {
    let plain = plain(note);
    let mut said = Said::default();
    for clause in plain.split([',', ';', '；', '。', ':', '(', ')']) {
        let clause = of_clause(without_circle(clause));
        let Some((at, word, sign)) = sign(clause).filter(|_| !clause.contains(['=', '≥', '≤', '<', '>']))
        else {
            continue;
        };
        let (left, right) = (clause.get(..at), clause.get(at + word.len()..));
        // 应小于或等于 begins like 应小于.
        let right = right.map(|right| right.trim_start_matches("或等于").trim_start_matches("等于"));
        let (Some(left), Some(right)) = (left.map(side), right.map(side)) else { continue };
        if !is_side(&left) || !is_side(&right) {
            continue;
        }
        match printed(&left, sign, &right) {
            Some(relation) => said.relations.push(relation),
            // 合计等于各项之和 says nothing that the name of the row does not.
            None if sign == '=' => {}
            None => said.others.push(clause.to_owned()),
        }
    }
    said
}

fn sign(clause: &str) -> Option<(usize, &'static str, char)> {
    let words = |words: &'static [&'static str], sign: char| {
        words.iter().filter_map(move |word| Some((clause.find(word)?, *word, sign)))
    };
    let all = words(&AT_MOST, '≤').chain(words(&AT_LEAST, '≥')).chain(words(&EQUAL, '='));
    // 小于等于 is not 等于, and 不大于等于 nothing that is known: the first counts, and of those the longest.
    all.min_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())))
}

/// A side with the signs that its words mean.
fn side(text: &str) -> String {
    let mut text = text;
    while let Some(rest) = BEFORE.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest;
    }
    while let Some(rest) = BETWEEN.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest;
    }
    let is_of_numbers = text.chars().all(|one| one.is_ascii_digit() || "加减第项栏行列".contains(one));
    match ["之和", "的和", "的合计", "合计数"].iter().find_map(|word| text.strip_suffix(word)) {
        Some(terms) => spelt_out(&terms.replace(['与', '和', '、', '加'], "+")),
        None if is_of_numbers => text.replace('加', "+").replace('减', "-"),
        None => text.to_owned(),
    }
}

/// With the terms between the first and the last of 1至6项, which are not 1 without 6.
fn spelt_out(terms: &str) -> String {
    let one = |term: &str| {
        let range = ["至", "到", "-", "~"].iter().find_map(|sign| term.split_once(sign));
        range.map_or_else(|| term.to_owned(), |(first, last)| format!("{first}+…+{last}"))
    };
    terms.split('+').map(one).collect::<Vec<_>>().join("+")
}

/// Whether a text may name figures: 2000字 and 28日 are none.
fn is_side(text: &str) -> bool {
    let behind = text.trim_start_matches(|one: char| one.is_ascii_digit());
    let is_number = behind.is_empty() || behind.starts_with(['+', '-', '项', '栏', '行', '列']);
    let behind_numeral = text.trim_start_matches(|one: char| "一二两三四五六七八九十百千万".contains(one));
    let is_amount = behind_numeral.len() < text.len() && units::at_start(behind_numeral).is_some();
    !text.is_empty()
        && text.chars().count() <= LONGEST
        && (behind.len() == text.len() || is_number)
        && !is_amount
        && !text.starts_with(['各', '上'])
}

#[cfg(test)]
mod tests {
    use super::super::relations::tests::in_short;
    use super::*;

    fn told(text: &str) -> Vec<String> {
        in_short(&in_words(text))
    }

    #[test]
    fn relations_are_said_in_words() {
        for (text, expected) in [
            ("每月20日前报送，整改完成数不得大于排查隐患数。", vec!["Words 整改完成数≤排查隐患数"]),
            ("02应小于或等于01。", vec!["Rows 2≤1"]),
            ("第3项不超过第2项", vec!["Rows 3≤2"]),
            ("1项应大于等于2项；出栏数应不低于补栏数", vec!["Rows 1≥2", "Words 出栏数≥补栏数"]),
            ("2与3之和不大于1", vec!["Numbers 2+3≤1"]),
            (
                "第3项应小于或等于第2项，②完成整改数不得超过发现隐患数",
                vec!["Rows 3≤2", "Words 完成整改数≤发现隐患数"],
            ),
            ("01等于02加03", vec!["Rows 1=2+3"]),
            ("第1项等于第2至5项之和。", vec!["Rows 1=2+3+4+5"]),
            ("合计等于1、3、4项之和", vec!["Rows 合计=1+3+4"]),
            ("01应等于02-04项之和", vec!["Rows 1=2+3+4"]),
            ("其中，整改数必须小于等于发现数", vec!["Words 整改数≤发现数"]),
            ("小数不超过2位，总结不超过2000字，不得超过28日。", vec![]),
            ("合计应等于各项之和。", vec![]),
            ("每户不超过三人，每村不少于一名网格员，不得少于上年。", vec![]),
            ("整改数不得大于1", vec!["? 整改数不得大于1"]),
            ("1≥2", vec![]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
