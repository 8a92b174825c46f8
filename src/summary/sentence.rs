//! Finding a sentence in a text.

/// Characters that end a sentence, or after which a new one begins.
pub(super) const ENDS: [char; 6] = ['。', '；', '！', '？', '\n', '　'];

/// The place of an unchanged sentence in a text.
pub(super) fn place(text: &str, sentence: &str) -> Option<(usize, usize)> {
    let alone = |at: usize| {
        let (before, rest) = text.split_at(at);
        let behind = rest.get(sentence.len()..).unwrap_or_default();
        let begins = before.chars().next_back().is_none_or(|last| ENDS.contains(&last));
        let ends = behind.chars().next().is_none_or(|first| ENDS.contains(&first));
        begins && ends
    };
    let found = text.match_indices(sentence).map(|(at, _)| at).find(|at| alone(*at))?;
    Some((found, found + sentence.len()))
}
