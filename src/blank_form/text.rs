//! Texts of a blank form: on one line, without what cannot be seen, and the form in which they are compared.

use crate::unit::is_invisible;
use crate::wording;

/// The longest text that a notice takes.
pub(super) const LONGEST: usize = crate::notice::limits::LONGEST_TEXT;

/// A text on one line. Lines of a cell are joined as Chinese is: without anything between them, but for a space between
/// letters; one character a line is a text that is written downwards.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::new();
    for line in text.lines().map(trim).filter(|line| !line.is_empty()) {
        let joins_letters = tidy.ends_with(|last: char| last.is_ascii_alphanumeric())
            && line.starts_with(|first: char| first.is_ascii_alphanumeric());
        if joins_letters {
            tidy.push(' ');
        }
        tidy.extend(
            line.chars().map(|one| if one.is_whitespace() { ' ' } else { one }).filter(|one| is_seen(*one)),
        );
    }
    tidy.chars().take(LONGEST).collect()
}

fn is_seen(character: char) -> bool {
    !character.is_control() && !is_invisible(character) && character != '\u{FFFD}'
}

/// The text without blanks around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|one: char| one.is_whitespace() || is_invisible(one))
}

/// The text without blanks, in half-width characters, in which texts are compared: `序　号` is `序号`, `（１）` is `(1)`.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace() && is_seen(*one)).map(half_width).collect()
}

/// A character in half width, where there is one; the wide tilde of a range becomes the narrow one.
pub(super) fn half_width(character: char) -> char {
    match character {
        '【' | '〔' => '(',
        '】' | '〕' => ')',
        '—' | '–' | '\u{2212}' | '―' | '─' => '-',
        other => wording::half_width(other),
    }
}

/// A sentence without the titles of papers in it, which name neither kinds nor rows: 填报《企业整治表》.
pub(super) fn without_titles(sentence: &str) -> String {
    let (mut kept, mut rest) = (String::new(), sentence);
    while let Some((before, (_, after))) =
        rest.split_once('《').and_then(|(before, title)| Some((before, title.split_once('》')?)))
    {
        kept.push_str(before);
        rest = after;
    }
    kept + rest
}

/// A note without its number in a circle: ②.
pub(super) fn without_circle(text: &str) -> &str {
    text.trim_start_matches(|one: char| ('①'..='⑳').contains(&one))
}

/// A text without the blanks by which Chinese is spread out: 项　目.
pub(super) fn close_up(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_wide = |at: Option<usize>| {
        at.and_then(|at| characters.get(at)).is_none_or(|one| !one.is_ascii() || one.is_whitespace())
    };
    let kept = characters.iter().enumerate().filter(|(at, one)| {
        let is_gap = one.is_whitespace() && is_wide(at.checked_sub(1)) && is_wide(Some(at + 1));
        !is_gap
    });
    kept.map(|(_, one)| *one).collect()
}

/// How many half-width characters of blanks a text begins with.
pub(super) fn blanks_before(text: &str) -> usize {
    let blanks = text.chars().take_while(|one| one.is_whitespace() && *one != '\n');
    blanks.map(|blank| if blank == '\u{3000}' { 2 } else { 1 }).sum()
}

/// What stands in brackets, and the text without it.
pub(super) fn brackets(plain: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut rest = plain;
    while let Some((before, opened)) = rest.split_once('(') {
        outside.push_str(before);
        let Some((within, after)) = opened.split_once(')') else {
            rest = opened;
            break;
        };
        inside.push(within.to_owned());
        rest = after;
    }
    outside.push_str(rest);
    (outside, inside)
}

/// The number at the start of a text and what is behind it.
pub(super) fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.len() > 5 { None } else { Some((digits.parse().ok()?, rest)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_cell_become_one() {
        for (text, expected) in [
            ("提\n升\n环\n境", "提升环境"),
            ("排查背街小巷、\n城乡结合部", "排查背街小巷、城乡结合部"),
            ("PM\n2.5", "PM 2.5"),
            ("　　其中：甲\t", "其中：甲"),
            ("", ""),
        ] {
            assert_eq!(tidy(text), expected);
        }
    }

    #[test]
    fn what_stands_in_brackets_is_told_apart() {
        assert_eq!(brackets("罚款(万元)金额"), ("罚款金额".to_owned(), vec!["万元".to_owned()]));
        assert_eq!(brackets("a(b"), ("ab".to_owned(), vec![]));
        assert_eq!(plain("（１）序　号—"), "(1)序号-");
        assert_eq!(leading_number("12栏"), Some((12, "栏")));
    }
}
