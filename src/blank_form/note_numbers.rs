//! The number of a note, told from that of a row: 2.3≥4 is the second note and says something of row 3, unless a row has the
//! code 2.3.

/// What stands behind the number of a note.
const BEHIND: [char; 3] = ['.', '．', '、'];

/// A text without the number of its note: `own`, where it is known which one that would be. A row that has it as its code keeps
/// it, and so does 4、5项, which are two rows.
pub(super) fn without_number(text: &str, own: Option<usize>, is_code: impl Fn(&str) -> bool) -> &str {
    let digits = leading_digits(text);
    let behind = text.get(digits.len()..).unwrap_or_default();
    if is_number(digits, behind, own, is_code) { behind.strip_prefix(BEHIND).unwrap_or(text) } else { text }
}

/// A note without its number and those of the sentences in it.
pub(super) fn without_numbers(note: &str, own: Option<usize>, is_code: impl Fn(&str) -> bool) -> String {
    let sentences = note.split_inclusive(['。', '；', ';']).enumerate();
    sentences.map(|(at, one)| without_number(one.trim_start(), own.filter(|_| at == 0), &is_code)).collect()
}

/// Whether digits are the number of a note, by what is behind them.
pub(super) fn is_number(
    digits: &str,
    behind: &str,
    own: Option<usize>,
    is_code: impl Fn(&str) -> bool,
) -> bool {
    let Some(said) = behind.strip_prefix(BEHIND).filter(|_| !digits.is_empty()) else { return false };
    let code = leading_digits(said);
    let rest = said.get(code.len()..).unwrap_or_default();
    let may_be_rows = behind.starts_with('、');
    let is_of_row = rest.starts_with(['=', '＝', '≥', '≤', '+', '＋', '>', '<'])
        || (!may_be_rows && rest.starts_with(['项', '栏', '行']));
    let is_own = own.is_some_and(|own| digits == own.to_string()) && !may_be_rows;
    // A number of a note has no zero before it, as codes of rows have: 01.2=….
    let is_one = is_own || (is_of_row && !digits.starts_with('0'));
    code.is_empty() || (is_one && !is_code(&format!("{digits}.{code}")))
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_without_its_number() {
        for (note, own, bare) in [
            ("2.3=1÷2×100%", Some(2), "3=1÷2×100%"),
            ("1.3≤1", Some(1), "1.3≤1"),
            ("1、镇不填3项", Some(1), "镇不填3项"),
            ("3.镇不填", Some(2), "镇不填"),
            ("4、5项镇不填", Some(4), "4、5项镇不填"),
            ("2.5吨以上的算大", None, "2.5吨以上的算大"),
            ("2.05≤04", None, "05≤04"),
            ("01.2=3", None, "01.2=3"),
            ("4.5项镇不填", Some(4), "5项镇不填"),
            ("镇不填", Some(1), "镇不填"),
        ] {
            assert_eq!(without_number(note, own, |code| code == "1.3"), bare, "{note}");
        }
        assert_eq!(without_numbers("1.2≤1；2.3≤1；1.3≤2", Some(1), |code| code == "1.3"), "2≤1；3≤1；1.3≤2");
    }
}
