//! Parts of a form as notes name them: 第二部分, 第（一）至（三）部分, “水污染防治”类. Which rows they are is for `sections_named`.

use super::row_spans::{Span, code_at, rows_at};

/// What is said of a part behind its number.
const PARTS: [&str; 6] = ["部分", "大项", "大类", "板块", "部份", "类"];
/// What may stand behind the name of a row or a part.
const BEHIND_NAMES: [&str; 18] = [
    "类指标",
    "类项目",
    "部分",
    "大类",
    "板块",
    "一栏",
    "一项",
    "一行",
    "各项",
    "类",
    "项目",
    "指标",
    "项",
    "行",
    "栏",
    "的",
    "等",
    "数",
];
/// The marks of quotations.
const QUOTED: [(char, char); 3] = [('“', '”'), ('"', '"'), ('「', '」')];

/// Rows as a note names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Codes(Span),
    /// Parts of the form from one to another, by their numbers.
    Sections {
        first: u32,
        last: u32,
    },
    /// A row or a part by its words.
    Called(String),
}

/// The rows that a text begins with, by codes, by the numbers of parts, or in quotation marks, and how long what names them is.
/// `names` are the words of rows and parts that are known without quotation marks.
pub(super) fn named_at(text: &str, names: &[String]) -> Option<(Vec<Named>, usize)> {
    sections_at(text)
        .or_else(|| {
            rows_at(text).map(|(spans, length)| (spans.into_iter().map(Named::Codes).collect(), length))
        })
        .or_else(|| called_at(text, names).map(|(name, length)| (vec![Named::Called(name)], length)))
}

/// 第二部分, 第二、三部分, 第（一）部分至第（三）部分.
fn sections_at(text: &str) -> Option<(Vec<Named>, usize)> {
    let mut all: Vec<(u32, u32)> = Vec::new();
    let mut found = None;
    let (mut rest, mut is_range, mut is_numbered) = (text, false, false);
    loop {
        let behind = rest.strip_prefix('第');
        is_numbered |= behind.is_some();
        let bare = behind.unwrap_or(rest);
        let inside = bare.strip_prefix('(').and_then(|inside| {
            let (code, behind) = code_at(inside, true)?;
            Some((code, behind.strip_prefix(')')?))
        });
        let Some((code, behind)) = inside.or_else(|| code_at(bare, true)) else { break };
        let Ok(number) = code.parse::<u32>() else { break };
        match all.last_mut().filter(|_| is_range) {
            Some((_, last)) => *last = number,
            None => all.push((number, number)),
        }
        rest = behind;
        if let Some(behind) = PARTS.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = behind;
            if is_numbered {
                let sections = all.iter().map(|(first, last)| Named::Sections { first: *first, last: *last });
                found = Some((sections.collect(), text.len() - rest.len()));
            }
        }
        let Some(sign) = rest.chars().next().filter(|sign| "-~至到、和及".contains(*sign)) else {
            break;
        };
        is_range = "-~至到".contains(sign);
        rest = rest.get(sign.len_utf8()..).unwrap_or_default();
    }
    found
}

/// What stands in quotation marks at the start of a text, or the longest of the names that it begins with.
fn called_at(text: &str, names: &[String]) -> Option<(String, usize)> {
    let quoted = QUOTED.iter().find_map(|(opens, closes)| {
        let (name, rest) = text.strip_prefix(*opens)?.split_once(*closes)?;
        (!name.is_empty()).then(|| (name.to_owned(), rest))
    });
    let (name, rest) = quoted.or_else(|| {
        let begins = names.iter().filter(|name| text.starts_with(name.as_str()));
        let name = begins.max_by_key(|name| name.len())?;
        Some((name.clone(), text.get(name.len()..)?))
    })?;
    let rest = BEHIND_NAMES.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    Some((name, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::super::text::plain;
    use super::*;

    #[test]
    fn parts_of_a_form_are_named_by_numbers_or_words() {
        let names = ["罚款".to_owned(), "罚款金额".to_owned()];
        let told = |text: &str| -> String {
            let Some((parts, length)) = named_at(text, &names) else { return String::new() };
            let one = |part: &Named| match part {
                Named::Codes(span) => format!("{}-{}", span.first, span.last.as_deref().unwrap_or_default()),
                Named::Sections { first, last } => format!("§{first}-{last}"),
                Named::Called(name) => name.clone(),
            };
            let all: Vec<String> = parts.iter().map(one).collect();
            format!("{}|{}", all.join(" "), text.get(length..).unwrap_or_default())
        };
        for (text, expected) in [
            ("第二部分不填", "§2-2|不填"),
            ("第（二）部分不填", "§2-2|不填"),
            ("第二部分、第三部分。", "§2-2 §3-3|。"),
            ("第二至四部分", "§2-4|"),
            ("第一部分和第三部分", "§1-1 §3-3|"),
            ("第二部分第3项", "§2-2|第3项"),
            ("第3项", "3-3|"),
            ("二部分人", ""),
            ("“水污染防治”类。", "水污染防治|。"),
            ("罚款金额一栏", "罚款金额|"),
            ("罚款单", "罚款|单"),
        ] {
            assert_eq!(told(&plain(text)), expected, "{text}");
        }
    }
}
