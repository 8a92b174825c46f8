//! Notes below a table: whether a line is one, and the numbers by which they are told apart.

use super::text::trim;
use super::words;

/// What stands behind the number of a note.
const BEHIND: [char; 3] = ['.', '．', '、'];

/// Whether a text is a note: it begins like one, or it says relations, which no row does.
pub(super) fn is_note(plain: &str) -> bool {
    const LONGEST: usize = 200;
    let begins = words::NOTES.iter().any(|word| {
        plain.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([':', '1', '.', '(', '、']) || rest.starts_with("一、")
        })
    });
    let is_short = plain.chars().count() <= LONGEST && !plain.contains(['X', '_', '□']);
    let says_relations =
        || plain.contains([':', ';', '；', '。']) && !super::relations::relations(plain).relations.is_empty();
    begins || (is_short && says_relations())
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
            before.ends_with(['。', '；', ';', ' ', '　', '.']) && is_number(&digits, behind, &is_code)
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

/// Whether digits are the number of a note, by what is behind them.
fn is_number(digits: &str, behind: &str, is_code: impl Fn(&str) -> bool) -> bool {
    let Some(said) = behind.strip_prefix(BEHIND) else { return false };
    let code = leading_digits(said);
    let rest = said.get(code.len()..).unwrap_or_default();
    // 2、3项 may be two rows.
    let is_of_row = rest.starts_with(['=', '＝', '≥', '≤', '+', '＋', '>', '<'])
        || (!behind.starts_with('、') && rest.starts_with(['项', '栏', '行']));
    code.is_empty() || (is_of_row && !is_code(&format!("{digits}.{code}")))
}

/// A note without its own number. Where a row has the code 2.3, 2.3≥4 begins with none.
pub(super) fn without_own_number(note: &str, number: usize, is_code: impl Fn(&str) -> bool) -> &str {
    let said = note.strip_prefix(&number.to_string()).and_then(|behind| behind.strip_prefix(BEHIND));
    let is_own = |said: &&str| {
        let code = leading_digits(said);
        code.is_empty() || !is_code(&format!("{number}.{code}"))
    };
    said.filter(is_own).unwrap_or(note)
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_note_is_read_without_its_number() {
        let bare = |note, number| without_own_number(note, number, |code| code == "1.3");
        assert_eq!(bare("2.3=1÷2×100%", 2), "3=1÷2×100%");
        assert_eq!(bare("1.3≤1", 1), "1.3≤1");
        assert_eq!(bare("1、镇不填3项", 1), "镇不填3项");
        assert_eq!(bare("3.镇不填", 2), "3.镇不填");
    }
}
