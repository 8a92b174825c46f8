//! Notes below a table: whether a line is one, and the numbers by which they are told apart.

use super::left_blank::{Says, Stands, says, sentences};
use super::marks::mark;
use super::note_numbers::{is_number, without_numbers};
use super::text::trim;
use super::{decimal_rules, relations, relations_in_words, words};

/// Signs that stand before the first word of a note.
const SIGNS: [char; 10] = ['★', '☆', '*', '※', '▲', '△', '●', '◆', '■', '◎'];
/// A longer text that does not begin like a note is none.
const LONGEST: usize = 200;

/// Whether a text is a note: it begins like one, or it says relations, decimals, or who leaves what out, which no row does.
pub(super) fn is_note(plain: &str) -> bool {
    let begins = words::NOTES.iter().any(|word| {
        behind_sign(plain).strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([':', '1', '.', '(', '、']) || rest.starts_with("一、")
        })
    });
    let is_short = plain.chars().count() <= LONGEST && !plain.contains(['X', '_', '□']);
    let says_relations =
        || plain.contains([':', ';', '；', '。']) && !relations::relations(plain).relations.is_empty();
    begins || (is_short && (says_relations() || says_rules(plain)))
}

/// A text without the sign before its first word: ★注意事项.
pub(super) fn behind_sign(text: &str) -> &str {
    text.trim_start_matches(SIGNS)
}

/// Whether a text says of the form how many decimals there are, what is at most as much as what, or who leaves rows blank.
fn says_rules(plain: &str) -> bool {
    let says_decimals = ["小数", "取整", "整数", "精确到"].iter().any(|word| plain.contains(word))
        && decimal_rules::rules(plain).iter().any(|rule| rule.of != decimal_rules::Of::Unread);
    let says_blanks = || {
        sentences(plain).iter().any(|sentence| {
            matches!(says(super::marks::without_mark(sentence), Stands::InNotes), Says::Rules(_))
        })
    };
    says_decimals
        || !relations_in_words::in_words(&without_numbers(plain, None, |_| false)).relations.is_empty()
        || says_blanks()
}

/// Whether the notes of a form begin at the first of some lines below its table: it is one, or the first of several that are
/// numbered, one of which is.
pub(super) fn begin_notes(lines: &[String]) -> bool {
    let Some(first) = lines.first() else { return false };
    if is_note(first) {
        return true;
    }
    let number = |line: &String| mark(line).map(|(depth, number, _)| (depth, number));
    let Some((depth, 1)) = number(first) else { return false };
    let numbered = lines.iter().zip(1_u32..).take_while(|(line, at)| number(line) == Some((depth, *at)));
    numbered.into_iter().any(|(line, _)| is_note(line))
}

/// A text cut where its numbers begin: 1.… 2.… Where no row has the code 2.3, 2.3=1+2 is the second and says something of row 3.
pub(super) fn numbered(text: &str, is_code: impl Fn(&str) -> bool) -> Vec<String> {
    let mut items = Vec::new();
    let mut rest = trim(text);
    let mut next = 2_u32;
    loop {
        let digits = next.to_string();
        let begins = rest.match_indices(&digits).map(|(at, _)| at).find(|at| {
            let before = rest.get(..*at).unwrap_or_default();
            let behind = rest.get(at + digits.len()..).unwrap_or_default();
            before.ends_with(['。', '；', ';', ' ', '　', '.']) && is_number(&digits, behind, None, &is_code)
        });
        let Some(at) = begins else { break };
        let (item, behind) = rest.split_at(at);
        items.push(trim(item).to_owned());
        rest = behind;
        next += 1;
    }
    if !rest.is_empty() {
        items.push(trim(rest).to_owned());
    }
    items
}

#[cfg(test)]
mod tests {
    use super::super::text::plain;
    use super::*;

    #[test]
    fn notes_are_known_by_their_word_or_by_what_they_say() {
        for text in [
            "说明：没有的填0。",
            "★注意事项：没有的填0。",
            "1.面积、重量保留两位小数，罚款取整。",
            "（面积保留两位小数；第7项镇乡、街道不填。）",
            "2.05项不得大于04项；",
            "2.第7项镇乡、街道不填。",
            "1=2+3；4≤1",
        ] {
            assert!(is_note(&plain(text)), "{text}");
        }
        for text in [
            "1.本表按月填报。",
            "请于每月25日前将统计表报送区林业局。",
            "保留文物X处",
            "特此通知。",
            "整治垃圾",
        ] {
            assert!(!is_note(&plain(text)), "{text}");
        }
        let lines = |texts: &[&str]| texts.iter().map(|text| plain(text)).collect::<Vec<_>>();
        assert!(begin_notes(&lines(&["1.本表按月填报。", "2.面积取整数。"])));
        assert!(!begin_notes(&lines(&["1.本表按月填报。", "特此通知。", "面积取整数。"])));
    }

    #[test]
    fn notes_are_cut_at_their_numbers() {
        for (text, items) in [
            ("1.重量保留两位。2.各镇不填10-12项。", vec!["1.重量保留两位。", "2.各镇不填10-12项。"]),
            ("没有的填0。", vec!["没有的填0。"]),
            ("1.保留1.2倍。", vec!["1.保留1.2倍。"]),
            ("1、甲；2、乙；3、丙", vec!["1、甲；", "2、乙；", "3、丙"]),
            ("1.甲。2.3=1÷2×100%。3.4≤1。", vec!["1.甲。", "2.3=1÷2×100%。", "3.4≤1。"]),
            ("1.甲。2.5吨以上的算大。", vec!["1.甲。2.5吨以上的算大。"]),
            ("1.甲。2、3项镇不填。", vec!["1.甲。2、3项镇不填。"]),
        ] {
            assert_eq!(numbered(text, |_| false), items, "{text}");
        }
        let codes = numbered("1.甲。2.3=1+2。", |code| code == "2.3");
        assert_eq!(codes, ["1.甲。2.3=1+2。"], "a row is called so");
    }
}
