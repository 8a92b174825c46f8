//! Who reports: the kinds of units that a notice addresses, and which rows each leaves blank.

use super::doubt::{Doubt, Doubts, Found, Matter, Place};
use super::draft::DraftKind;
use super::numbers::printed;
use super::table::Made;
use super::text::plain;
use super::words;
use crate::unit::UnitKind;

/// The most numbers that one range of rows names.
const MOST: u32 = 300;

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

/// What a note says of who leaves rows blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeftBlank {
    pub(super) kinds: Vec<&'static str>,
    /// Whether it is all kinds but these.
    pub(super) others: bool,
    /// The printed numbers of the rows; none where it says nothing of rows.
    pub(super) rows: Vec<u32>,
    /// Whether it is all rows but these.
    pub(super) other_rows: bool,
}

/// Reads who leaves what blank: 各镇乡街道不填10-12项; 第4、5项由区级部门填报.
pub(super) fn left_blank(text: &str) -> Vec<LeftBlank> {
    const NOT: [&str; 7] = ["不填", "不需填", "无需填", "免填", "不用填", "不报", "不必填"];
    let text = plain(text);
    // The number of the note is none of a row.
    let text = super::text::leading_number(&text)
        .map_or(text.as_str(), |(_, rest)| rest.trim_start_matches(['.', '、']));
    let mut found = Vec::new();
    for sentence in text.split(['。', ';', '；']) {
        let mut rows: Vec<u32> = Vec::new();
        for clause in clauses(sentence) {
            let own = numbers(clause);
            if !own.is_empty() {
                rows = own;
            }
            if let Some(word) = NOT.iter().find(|word| clause.contains(**word)) {
                let before = clause.split(word).next().unwrap_or_default();
                let kinds = kinds_in(before);
                if !kinds.is_empty() {
                    found.push(LeftBlank { kinds, others: false, rows: rows.clone(), other_rows: false });
                }
                continue;
            }
            let only = clause.contains('仅') || clause.contains('只');
            let by = clause.split_once('由').filter(|(_, rest)| rest.contains("填"));
            if let Some((_, rest)) = by {
                let kinds = kinds_in(rest.split('填').next().unwrap_or_default());
                if !kinds.is_empty() && !rows.is_empty() {
                    found.push(LeftBlank { kinds, others: true, rows: rows.clone(), other_rows: false });
                }
            } else if only && clause.contains('填') && !rows.is_empty() {
                let (before, behind) = clause.split_once('填').unwrap_or_default();
                let kinds = kinds_in(before);
                // 社区只填1-3项 names rows behind, 第5项仅社区填 before.
                let other_rows = !numbers(behind).is_empty();
                if !kinds.is_empty() {
                    found.push(LeftBlank { kinds, others: !other_rows, rows: rows.clone(), other_rows });
                }
            }
        }
    }
    found
}

/// A sentence cut at its commas, but not within a list of rows or of units.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split([',', '，', '(', ')'])
}

/// The numbers of rows that a clause names: 10-12项, 第3、5项.
fn numbers(clause: &str) -> Vec<u32> {
    const OF_ROWS: [&str; 8] = ["项", "行", "栏", "条", "款", "指标", "题", "号"];
    let mut numbers = Vec::new();
    let (mut run, mut from, mut last): (Vec<u32>, Option<u32>, Option<u32>) = (Vec::new(), None, None);
    let mut digits = String::new();
    let mut rest = clause;
    for one in clause.chars().chain([' ']) {
        if one.is_ascii_digit() {
            digits.push(one);
        } else {
            if let Some(number) = digits.parse::<u32>().ok().filter(|_| digits.len() <= 4) {
                match from.take() {
                    Some(first) if number >= first && number - first <= MOST => {
                        run.extend(first + 1..=number);
                    }
                    _ => run.push(number),
                }
                last = Some(number);
            }
            digits.clear();
            match one {
                '-' | '~' | '至' | '到' => from = last,
                '、' | '和' | '及' | ',' | '第' => {}
                _ => {
                    if OF_ROWS.iter().any(|word| rest.starts_with(word)) {
                        numbers.append(&mut run);
                        // 第3项、第5项 goes on.
                    } else {
                        run.clear();
                    }
                    (from, last) = (None, None);
                }
            }
        }
        rest = rest.get(one.len_utf8()..).unwrap_or_default();
    }
    numbers
}

/// Notes who leaves which rows blank, and asks where a note cannot be tied to rows.
pub(super) fn leave_blank(
    rows: &mut [Made],
    notes: &[(String, Option<Place>)],
    known: &[Found<DraftKind>],
    form: usize,
    doubts: &mut Doubts,
) {
    for (note, place) in notes {
        for rule in left_blank(note) {
            let is_meant = |id: &str| rule.kinds.contains(&id) != rule.others;
            let ids: Vec<UnitKind> =
                known.iter().map(|kind| kind.value.id.clone()).filter(|id| is_meant(id.word())).collect();
            let codes: Vec<Option<u32>> = rows.iter().map(|row| printed(&row.raw.code)).collect();
            let is_once = |number: &u32| codes.iter().filter(|code| **code == Some(*number)).count() == 1;
            if rule.rows.is_empty() || !rule.rows.iter().all(is_once) || ids.is_empty() {
                let question = format!("“{note}”说的是哪几行、哪些单位不填？");
                let doubt = Doubt::new(Matter::LeftBlank, question).of_form(form).at(place.clone());
                doubts.ask(doubt.reading("都要填", "没有对上表里的行号"));
                continue;
            }
            for (row, code) in rows.iter_mut().zip(codes) {
                let is_named = code.is_some_and(|code| rule.rows.contains(&code));
                if is_named == rule.other_rows || row.is_heading() {
                    continue;
                }
                let mut blank = row.row.left_blank_by.take().map(|found| found.value).unwrap_or_default();
                blank.extend(ids.iter().filter(|id| !blank.contains(id)).cloned().collect::<Vec<_>>());
                row.row.left_blank_by = Some(Found::stated(blank, place.clone()));
            }
        }
    }
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
    fn notes_say_who_leaves_what_blank() {
        let told = |text: &str| -> Vec<String> {
            let one = |rule: &LeftBlank| {
                let rows: Vec<String> = rule.rows.iter().map(ToString::to_string).collect();
                let (not, but) = (if rule.others { "!" } else { "" }, if rule.other_rows { "!" } else { "" });
                format!("{not}{} {but}{}", rule.kinds.join("+"), rows.join(","))
            };
            left_blank(text).iter().map(one).collect()
        };
        for (text, expected) in [
            ("2.各镇乡街道不填10-12项。", vec!["township+street 10,11,12"]),
            ("2.社区不填第4、5项。", vec!["community 4,5"]),
            ("2.第4、5项由县级部门填报，镇、街道不填。", vec!["!department 4,5", "township+street 4,5"]),
            ("社区只填1至3项", vec!["community !1,2,3"]),
            ("2.各镇乡街道也需填写。", vec![]),
            ("上期为0的不填。", vec![]),
            ("1.本表由各镇乡街道和县级部门填报。", vec![]),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
