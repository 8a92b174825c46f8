//! Texts in the form in which they are compared: without spaces, and with half-width letters, digits and signs.

use crate::wording;

/// The text without spaces and in half-width characters, so that `序　号` is `序号` and `（盖章）：` is `(盖章):`.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|character| !is_space(*character)).map(half_width).collect()
}

/// The same characters in half-width form, including spaces.
pub(super) fn narrow(text: &str) -> String {
    text.chars().map(half_width).collect()
}

pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control() || crate::unit::is_invisible(character)
}

fn half_width(character: char) -> char {
    match character {
        '“' | '”' => '"',
        '、' => ',',
        '〔' | '【' => '(',
        '〕' | '】' => ')',
        '—' | '–' | '\u{2212}' | '―' | '─' => '-',
        other => wording::half_width(other),
    }
}

/// The beginning of a text from an old sheet, enough to recognise it.
pub(super) fn shortened(text: &str) -> String {
    cut(text, 20)
}

/// The beginning of a text on one line, with at most so many characters; what is left out is shown as `…`.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let text: String =
        text.chars().map(|character| if is_space(character) { ' ' } else { character }).collect();
    let text = crate::amount::trim(&text);
    let start: String = text.chars().take(longest).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

/// 二〇二二年十二月 → 2022年12月; numerals not followed by year, month or day stay unchanged.
pub(super) fn with_arabic_numerals(text: &str) -> String {
    const NUMERALS: &str = "零一二三四五六七八九";
    let value = |numeral: char| match numeral {
        '〇' | '○' | 'O' | 'o' => Some(0),
        other => NUMERALS.chars().position(|known| known == other),
    };
    let number = |run: &[char]| -> Option<String> {
        let tens = run.iter().position(|numeral| *numeral == '十');
        let digits: Option<Vec<usize>> =
            run.iter().filter(|numeral| **numeral != '十').map(|one| value(*one)).collect();
        match (tens, digits?.as_slice()) {
            (None, all) => Some(all.iter().map(ToString::to_string).collect()),
            (Some(_), []) => Some("10".to_owned()),
            (Some(0), [one]) => Some((10 + one).to_string()),
            (Some(1), [ten]) => Some((ten * 10).to_string()),
            (Some(1), [ten, one]) => Some((ten * 10 + one).to_string()),
            _ => None,
        }
    };
    let mut written = String::new();
    let mut run: Vec<char> = Vec::new();
    for character in text.chars() {
        if value(character).is_some() || character == '十' {
            run.push(character);
            continue;
        }
        // 二、三月: the numeral before the comma is also a month.
        let is_date = "年月日,至到-~".contains(character);
        let said = if is_date && !run.is_empty() { number(&run) } else { None };
        written.push_str(&said.unwrap_or_else(|| run.iter().collect()));
        run.clear();
        written.push(character);
    }
    written.extend(run);
    written
}
