//! The marks of enumerations: 一、 （二） 3. ① B., which tell how deep a row stands.

use super::text::plain;

/// The mark of an enumeration at the start of a text: how deep its kind is, and the number.
pub(super) fn mark(plain: &str) -> Option<(u8, u32, usize)> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let numeral = |text: &str| -> Option<(u32, usize)> {
        let end = text.find(|one: char| !NUMERALS.contains(one)).unwrap_or(text.len());
        let run = text.get(..end).filter(|run| !run.is_empty())?;
        let value = |one: char| {
            NUMERALS.chars().position(|known| known == one).and_then(|at| u32::try_from(at + 1).ok())
        };
        let mut number = 0;
        for one in run.chars() {
            let value = value(one)?;
            number = if value == 10 { number.max(1) * 10 } else { number / 10 * 10 + value };
        }
        Some((number, end))
    };
    let digits = |text: &str| -> Option<(u32, usize)> {
        let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
        if end > 3 { None } else { Some((text.get(..end)?.parse().ok()?, end)) }
    };
    if let Some((number, end)) = numeral(plain) {
        let rest = plain.get(end..)?;
        return rest
            .starts_with(['、', '.'])
            .then(|| (0, number, end + rest.chars().next().map_or(0, char::len_utf8)));
    }
    if let Some(inner) = plain.strip_prefix('(') {
        let (depth, (number, end)) =
            numeral(inner).map(|found| (1, found)).or_else(|| Some((3, digits(inner)?)))?;
        return inner.get(end..)?.starts_with(')').then_some((depth, number, end + 2));
    }
    if let Some((number, end)) = digits(plain) {
        let rest = plain.get(end..)?;
        let is_mark = rest.starts_with(['.', '、', ')'])
            && !rest.get(1..).unwrap_or_default().starts_with(|one: char| one.is_ascii_digit());
        return is_mark.then(|| (2, number, end + rest.chars().next().map_or(0, char::len_utf8)));
    }
    let first = plain.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some((4, first as u32 - '①' as u32 + 1, first.len_utf8()));
    }
    let rest = plain.get(first.len_utf8()..)?;
    (first.is_ascii_uppercase() && rest.starts_with(['.', '、'])).then(|| {
        (5, first as u32 - 'A' as u32 + 1, first.len_utf8() + rest.chars().next().map_or(0, char::len_utf8))
    })
}

/// A text as it is printed, without the mark of its enumeration: ７．发动群众.
pub(super) fn without_printed_mark(text: &str) -> &str {
    let compared = plain(text);
    let marked = mark(&compared).and_then(|(.., end)| compared.get(..end)).unwrap_or_default();
    let mut left = marked.chars().count();
    let is_compared = |one: char| !plain(one.encode_utf8(&mut [0; 4])).is_empty();
    let ends = text.char_indices().find(|(_, one)| {
        let is_behind = left == 0;
        left = left.saturating_sub(usize::from(is_compared(*one)));
        is_behind
    });
    ends.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// The numeral before the words of a row, as relations are read with it: 一、收入 is 一, and （二）支出 ㈡.
pub(super) fn mark_name(plain: &str) -> Option<String> {
    let (depth, number, _) = mark(plain)?;
    match depth {
        0 => plain.split(['、', '.']).next().map(str::to_owned),
        1 => bracketed_numeral(number).map(String::from),
        _ => None,
    }
}

/// A numeral in brackets as one character: ㈡ for （二）.
pub(super) fn bracketed_numeral(number: u32) -> Option<char> {
    const FIRST: u32 = '㈠' as u32;
    (1..=10).contains(&number).then(|| char::from_u32(FIRST + number - 1)).flatten()
}

/// Whether a code is a Chinese numeral: 一, （二）, 三、.
pub(super) fn is_numeral(code: &str) -> bool {
    let bare = code.trim_matches(['(', ')', '、', '.']);
    !bare.is_empty() && bare.chars().all(|one| "一二三四五六七八九十".contains(one))
}

/// A text without the mark of its enumeration.
pub(super) fn without_mark(plain: &str) -> &str {
    mark(plain).and_then(|(.., end)| plain.get(end..)).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_have_depths() {
        for (text, found) in [
            ("一、市场", Some((0, 1))),
            ("(二)摊位", Some((1, 2))),
            ("3.室内", Some((2, 3))),
            ("(12)其他", Some((3, 12))),
            ("①甲", Some((4, 1))),
            ("B.肉类", Some((5, 2))),
            ("十二、其他", Some((0, 12))),
            ("1.5吨以上", None),
            ("一般道路", None),
            ("(含税)", None),
            ("12", None),
        ] {
            assert_eq!(mark(text).map(|(depth, number, _)| (depth, number)), found, "{text}");
        }
        assert_eq!(without_mark("(二)摊位"), "摊位");
        for (text, expected) in [
            ("７．发动群众", "发动群众"),
            ("（ 7 ）、发动", "、发动"),
            ("1.5吨以上", "1.5吨以上"),
            ("发放", "发放"),
            ("7.", ""),
        ] {
            assert_eq!(without_printed_mark(text), expected, "{text}");
        }
    }
}
