//! Texts as they are compared: without spaces, with the half-width form of every letter, digit and sign.

/// The text without spaces and in half-width characters, so that `序　号` is `序号` and `（盖章）：` is `(盖章):`.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|character| !is_space(*character)).map(half_width).collect()
}

/// The same characters in their half-width form, spaces kept.
pub(super) fn narrow(text: &str) -> String {
    text.chars().map(half_width).collect()
}

pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control() || crate::unit::is_invisible(character)
}

fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '“' | '”' => '"',
        '、' => ',',
        '〔' | '【' => '(',
        '〕' | '】' => ')',
        '—' | '–' | '\u{2212}' | '―' | '─' => '-',
        other => other,
    }
}

/// Enough of a text of somebody else's to know it by.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 20;
    let text: String =
        text.chars().map(|character| if is_space(character) { ' ' } else { character }).collect();
    let text = crate::amount::trim(&text);
    let start: String = text.chars().take(LONGEST).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
