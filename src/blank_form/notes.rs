//! Whether a line is a note below a table.

use super::words;

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
