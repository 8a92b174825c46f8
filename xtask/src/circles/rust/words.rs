//! Splits a Rust file into words: names, `::`, and every other sign by itself, without comments, strings and tests.

pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(length(rest, words.last().copied()));
        if is_name(word) || word == "::" || word.len() == 1 && !word.trim().is_empty() {
            words.push(word);
        }
        rest = after;
    }
    words.truncate(tests(&words));
    words
}

pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first == '_' || first.is_alphabetic())
}

/// The length of the first word, comment or string.
fn length(rest: &str, before: Option<&str>) -> usize {
    let past = |end: &str, from: usize| {
        let found = rest.get(from..).and_then(|rest| rest.find(end));
        found.map_or(rest.len(), |at| from + at + end.len())
    };
    let raw = matches!(before, Some("r" | "br"));
    match rest.as_bytes() {
        [b'/', b'/', ..] => past("\n", 2),
        [b'/', b'*', ..] => past("*/", 2),
        [b':', b':', ..] => 2,
        [b'#', b'"', ..] if raw => past("\"#", 2),
        [b'"', ..] if raw => past("\"", 1),
        [b'"', ..] => closing(rest, '"'),
        [b'\'', b'\\', ..] => closing(rest, '\''),
        [b'\'', ..] if rest.chars().nth(2) == Some('\'') => closing(rest, '\''),
        [b'\'', ..] => 1 + name(rest.get(1..).unwrap_or_default()),
        _ => name(rest).max(rest.chars().next().map_or(0, char::len_utf8)),
    }
}

fn name(text: &str) -> usize {
    text.find(|sign: char| sign != '_' && !sign.is_alphanumeric()).unwrap_or(text.len())
}

/// The length of a string with its quotation marks; a `\` escapes the next character.
fn closing(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|&(_, sign)| {
        let ends = sign == mark && !escaped;
        escaped = sign == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + mark.len_utf8())
}

/// Where the tests at the end begin: a module under `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn tests(words: &[&str]) -> usize {
    let begins = |at: &usize| {
        let mut parts = words.get(*at..).unwrap_or_default().splitn(2, |word| *word == "]");
        let (attribute, item) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let head = item.split(|word| ["{", ";"].contains(word)).next().unwrap_or_default();
        attribute.starts_with(&["#", "[", "cfg", "("])
            && attribute.contains(&"test")
            && head.contains(&"mod")
            && item.get(head.len()) == Some(&"{")
    };
    (0..words.len()).find(begins).unwrap_or(words.len())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn comments_texts_and_tests_are_passed_over() {
        let text = "use a::b; // crate::c\n/* crate::d */ fn f<'a>() { r#\"crate::\"e\"#; \"\\\"crate::g\"; '\"'; '\\''; h }\n\
            #[cfg(test)]\nfn i() {}\n#[cfg(all(test, unix))]\npub(crate) mod tests { crate::k }";
        let told = words(text).join(" ");
        assert_eq!(told, "use a :: b ; fn f < > ( ) { r ; ; ; ; h } # [ cfg ( test ) ] fn i ( ) { }");
    }
}
