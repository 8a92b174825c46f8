//! The fields around a table: 填报单位（盖章）：　　填报时间：

use super::doubt::{Found, Place};
use super::text::{brackets, plain, tidy};
use super::{units, words};
use crate::notice::{Field, FieldKind, TextId};

/// A longer text before a colon is a sentence.
const LONGEST: usize = 14;

/// A label and what stands behind it.
struct Labelled {
    label: String,
    value: String,
}

/// Whether a line has fields and nothing else; a line that names a unit for the figures has none.
pub(super) fn are_fields(raw: &str) -> bool {
    let found = labelled(raw);
    let is_field = |one: &Labelled| kind(&one.label).is_some() && unit_of(one).is_none();
    found.iter().any(is_field) && !plain(raw).contains(['。', '；'])
}

/// Whether a line in the middle of a table is one of fields after all, and no row: the words before its colons are those that
/// fields have, and nothing is to be filled in behind them but names and days.
pub(super) fn are_signatures(raw: &str) -> bool {
    let found = labelled(raw);
    let is_exact = |one: &Labelled| {
        let bare = brackets(&plain(&one.label)).0;
        let bare = bare.trim_end_matches(':');
        let known = words::FIELDS.iter().map(|(word, _)| *word).chain(words::SIGNED);
        known
            .filter_map(|word| bare.strip_suffix(word))
            .any(|before| before.is_empty() || words::SIGNERS.contains(&before))
    };
    let has_figures = |one: &Labelled| {
        !is_empty(&one.value)
            && super::sentence::sentence(&one.value).figures.iter().any(|said| said.is_unit_known)
    };
    are_fields(raw) && found.iter().any(is_exact) && !found.iter().any(has_figures)
}

/// Reads the fields of a line. `typed` counts the fields that are typed and have a letter.
pub(super) fn fields(raw: &str, place: &Place, typed: &mut u8) -> Vec<Found<Field>> {
    let named = labelled(raw).into_iter().filter(|one| unit_of(one).is_none());
    let fields = named.filter_map(|one| {
        let known = kind(&one.label);
        let text = Some(one.value).filter(|value| !is_empty(value)).unwrap_or_default();
        let is = match known {
            Some(FieldKind::Fixed) | None if text.is_empty() => FieldKind::Text,
            Some(known) => known,
            None => FieldKind::Fixed,
        };
        let id = (is == FieldKind::Text).then(|| letter(typed)).flatten();
        if is == FieldKind::Text && id.is_none() {
            return None;
        }
        let text = if is == FieldKind::Fixed { text } else { String::new() };
        let field = Field { label: one.label, is, id, text };
        let place = Some(place.clone());
        Some(if known.is_some() { Found::stated(field, place) } else { Found::concluded(field, place) })
    });
    fields.collect()
}

/// The unit that a label and what is behind it name: 单位：万元.
fn unit_of(one: &Labelled) -> Option<units::Unit> {
    units::announced(&format!("{}{}", one.label, one.value))
}

/// The unit that a line names for the whole table.
pub(super) fn unit(raw: &str) -> Option<String> {
    let found =
        labelled(raw).into_iter().find_map(|one| units::announced(&format!("{}{}", one.label, one.value)));
    let bare = plain(raw);
    let alone = || units::announced(&bare).filter(|_| bare.starts_with('('));
    found.or_else(alone).map(|unit| unit.0)
}

fn letter(typed: &mut u8) -> Option<TextId> {
    let part = char::from(b'a' + *typed);
    *typed += 1;
    part.is_ascii_lowercase().then_some(TextId { row: None, part: Some(part) })
}

fn kind(label: &str) -> Option<FieldKind> {
    let bare = brackets(&plain(label)).0;
    let bare = bare.trim_end_matches(':');
    if words::UNIT.first().is_some_and(|word| bare == *word) {
        return Some(FieldKind::Unit);
    }
    let known = words::FIELDS.iter().find(|(word, _)| bare.ends_with(word)).map(|(_, kind)| *kind);
    // 统计负责人 signs; 负责人电话 is a telephone number.
    let signs = words::SIGNED.iter().any(|word| bare.ends_with(word));
    known.or_else(|| signs.then_some(FieldKind::Signed))
}

/// Whether a text is a label of a field, with its colon or without: 填报单位.
pub(super) fn is_label(plain: &str) -> bool {
    !words::UNIT.contains(&plain) && kind(plain).is_some()
}

/// Whether nothing was written there but the words of a date.
fn is_empty(value: &str) -> bool {
    plain(value).chars().all(|one| "年月日_()20季度".contains(one))
}

/// Whether a word is the label of a field and nothing else: 填报人, 填报单位（公章）.
fn is_exact_label(token: &str) -> bool {
    let bare = brackets(&plain(token)).0;
    words::FIELDS.iter().any(|(word, _)| bare == *word)
}

/// The labels of a line, with their colons, and what is behind each up to the next.
fn labelled(raw: &str) -> Vec<Labelled> {
    let mut found: Vec<Labelled> = Vec::new();
    // One character alone belongs to the next: 表　号：
    let mut begun = String::new();
    // Some forms leave the colons out; one such word alone may be anything.
    let labels = raw.split(char::is_whitespace).filter(|token| is_exact_label(token)).count();
    for token in raw.split(char::is_whitespace).filter(|token| !token.is_empty()) {
        match token.find(['：', ':']) {
            Some(at) => {
                let sign =
                    if token.get(at..).is_some_and(|rest| rest.starts_with('：')) { '：' } else { ':' };
                let (label, rest) = token.split_at(at);
                let label = format!("{}{label}", std::mem::take(&mut begun));
                if label.is_empty() || label.chars().count() > LONGEST {
                    return Vec::new();
                }
                let value = rest.trim_start_matches(sign).to_owned();
                found.push(Labelled { label: tidy(&label) + &sign.to_string(), value });
            }
            None if labels > 1 && is_exact_label(token) => {
                found.push(Labelled { label: tidy(token), value: String::new() });
            }
            None if token.chars().count() <= 2 && !is_empty(token) => begun.push_str(token),
            None => {
                let before = std::mem::take(&mut begun);
                if let Some(last) = found.last_mut() {
                    last.value.push_str(&before);
                    last.value.push_str(token);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> Vec<String> {
        let place =
            Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
        let fields = fields(raw, &place, &mut 0);
        fields.iter().map(|one| format!("{}{:?}{}", one.value.label, one.value.is, one.value.text)).collect()
    }

    #[test]
    fn labels_say_what_is_behind_them() {
        assert_eq!(
            told("填报单位（盖章）：       填报时间：  年 月 日   填报人：        联系电话："),
            ["填报单位（盖章）：Unit", "填报时间：Date", "填报人：Person", "联系电话：Phone"]
        );
        assert_eq!(told("表　　号：江房保1表"), ["表号：Fixed江房保1表"]);
        assert_eq!(
            told("单位负责人：　　统计负责人：　　填表人："),
            ["单位负责人：Signed", "统计负责人：Signed", "填表人：Person"]
        );
        assert_eq!(told("填报单位：　　　　单位：万元"), ["填报单位：Unit"]);
        assert_eq!(
            told("填报单位（公章）      填报人     联系电话"),
            ["填报单位（公章）Unit", "填报人Person", "联系电话Phone"]
        );
        assert!(told("联系电话").is_empty());
        assert_eq!(unit("填报单位：　　　　单位：万元"), Some("万元".to_owned()));
        assert_eq!(unit("（单位：吨）"), Some("吨".to_owned()));
        assert!(
            !are_fields("说明：1.没有的填0。") && !are_fields("单位：万元") && are_fields("制表：　　复核：")
        );
    }
}
