//! Whether a sentence of which nothing is understood may say all the same who leaves something blank, and whom it names.

use super::kind_words::Known;
use super::{offices, words};

/// Whether a sentence of which nothing is understood may say that somebody leaves something blank: 各分局不填乙类. What is said of
/// figures that are not there is none: 没有的不填.
pub(super) fn may_leave_blank(sentence: &str) -> bool {
    sentence.split([',', '(', ')']).any(|clause| {
        let verb = words::LEAVES_BLANK.iter().filter_map(|word| Some((clause.find(word)?, word.len())));
        let Some((at, length)) = verb.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length))) else {
            return false;
        };
        let before = clause.get(..at).unwrap_or_default();
        let behind = clause.get(at + length..).unwrap_or_default();
        let is_of_figures =
            ["没有", "无", "未", "为0", "为零", "空"].iter().any(|word| before.contains(word));
        let is_of_units = before.starts_with('各') || offices::is_office(before);
        let is_of_rows = ["部分", "“", "类", "项", "行", "栏"].iter().any(|word| behind.contains(word));
        !is_of_figures && (is_of_units || is_of_rows)
    })
}

/// Whether a text has the name of a kind in it.
pub(super) fn names_kind(text: &str, kind: &Known) -> bool {
    text.char_indices().any(|(at, _)| text.get(at..).is_some_and(|rest| kind.length_at(rest).is_some()))
}

/// A text without the names of kinds that only this notice has.
pub(super) fn without(text: &str, own: &[Known]) -> String {
    let (mut bare, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let length = own.iter().filter_map(|kind| kind.length_at(rest)).max();
        bare.push(if length.is_some() { '◇' } else { first });
        rest = rest.get(length.unwrap_or(first.len_utf8())..).unwrap_or_default();
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_units_or_rows_is_not_passed_over() {
        for text in ["各分局不填乙类", "区林业局不填", "丙级不填第二部分"] {
            assert!(may_leave_blank(text), "{text}");
        }
        for text in ["没有的不填", "各单位没有的不填", "上期为0的不填", "数据要真实", "每月报送"]
        {
            assert!(!may_leave_blank(text), "{text}");
        }
    }
}
