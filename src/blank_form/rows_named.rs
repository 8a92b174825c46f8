//! The rows that notes name, by the numbers that are printed beside them or before their words, or in quotation marks.

use std::collections::BTreeSet;

use super::marks::{is_numeral, mark, without_mark};
use super::numbers::printed;
use super::row_spans::{Span, bare_codes, rows_at};
use super::table::Made;
use super::text::{brackets, plain};
use super::words;

/// The depth of the marks that are numbers: 3.整改.
const NUMBERED: u8 = 2;

/// The number of each row: of its own column or, where no row of the table has one there, before its words.
pub(super) fn codes(made: &[Made]) -> Vec<String> {
    let have_codes: BTreeSet<usize> =
        made.iter().filter(|row| !row.raw.code.is_empty()).map(|row| row.table).collect();
    let code = |row: &Made| match mark(&row.raw.content.plain) {
        Some((NUMBERED, number, _)) if !have_codes.contains(&row.table) => number.to_string(),
        _ => row.raw.code.clone(),
    };
    made.iter().map(code).collect()
}

/// The rows that a sentence names, by their codes or in quotation marks, and whether it is in those.
pub(super) fn named_rows(text: &str, made: &[Made]) -> (Vec<u16>, bool) {
    let number = |at: usize| made.get(at).filter(|one| !one.is_heading()).map(|one| one.row.number);
    let mut rows: Vec<u16> = Vec::new();
    for quoted in text.split('“').skip(1).filter_map(|rest| rest.split_once('”')).map(|(name, _)| name) {
        let mut all = (0..made.len()).filter(|at| {
            made.get(*at).is_some_and(|one| without_mark(&brackets(&one.raw.content.plain).0) == quoted)
        });
        let only = all.next().filter(|_| all.next().is_none());
        rows.extend(only.and_then(number));
    }
    rows.extend(of_section(text, made).into_iter().filter_map(number));
    if !rows.is_empty() {
        return (rows, true);
    }
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let before = text.get(..text.len() - rest.len()).unwrap_or_default();
        // Of two that leave out something each nobody knows which codes are whose.
        let verb =
            words::LEAVES_BLANK.iter().filter(|word| before.ends_with(**word)).max_by_key(|word| word.len());
        let is_behind_not = verb
            .and_then(|verb| before.strip_suffix(*verb))
            .is_some_and(|before| !words::LEAVES_BLANK.iter().any(|word| before.contains(word)));
        let clause = rest.split([',', '(', '。', ';']).next().unwrap_or_default();
        let bare = || bare_codes(clause).filter(|_| is_behind_not).map(|spans| (spans, clause.len()));
        let found = rows_at(rest).or_else(bare);
        let length = found.as_ref().map_or(first.len_utf8(), |(_, length)| *length);
        let spans = found.map(|(spans, _)| spans).unwrap_or_default();
        let tied = spans.iter().filter_map(|span| span_rows(span, made)).flatten();
        rows.extend(tied.filter_map(number));
        rest = rest.get(length..).unwrap_or_default();
    }
    (rows, false)
}

/// The rows from one printed code to another, each of which is printed once, with everything between them.
pub(super) fn span_rows(span: &Span, made: &[Made]) -> Option<Vec<usize>> {
    let codes = codes(made);
    let code = |code: &str| {
        printed(code).map_or_else(|| code.trim_matches(['(', ')']).to_owned(), |number| number.to_string())
    };
    let only = |is_it: &dyn Fn(&str) -> bool| {
        let mut all = codes.iter().enumerate().filter(|(_, own)| !own.is_empty() && is_it(own));
        (all.next().map(|(at, _)| at), all.next().is_none())
    };
    // 第五项 is the row that prints 5, and only where none does the one that prints 五.
    let at = |wanted: &str| {
        let (by_digits, is_only) = only(&|own| code(own) == code(wanted));
        if by_digits.is_some() {
            return by_digits.filter(|_| is_only);
        }
        let (by_numeral, is_only) = only(&|own| numeral(own).is_some_and(|number| number == wanted));
        by_numeral.filter(|_| is_only)
    };
    let first = at(&span.first)?;
    let to_the_end = || {
        let table = made.get(first)?.table;
        made.iter().rposition(|one| one.table == table)
    };
    let last = span.last.as_ref().map_or_else(to_the_end, |last| at(last))?;
    let rows: Vec<usize> = (first..=last).collect();
    let mut of_span = made.get(first..=last)?.iter().zip(codes.get(first..=last)?);
    let are_numbered = of_span.all(|(one, own)| one.is_heading() || !own.is_empty());
    let one_table = made.get(first)?.table == made.get(last)?.table;
    (are_numbered && one_table).then_some(rows)
}

/// The number of a row whose code is a Chinese numeral: 五, （五）.
fn numeral(code: &str) -> Option<String> {
    let bare = code.trim_matches(['(', ')', '、', '.']);
    let number = mark(&format!("{bare}、")).filter(|_| is_numeral(code));
    number.map(|(_, number, _)| number.to_string())
}

/// The rows of the section that a text names: 第三部分, 整改部分.
fn of_section(text: &str, made: &[Made]) -> Vec<usize> {
    let Some((before, _)) = text.split_once("部分") else { return Vec::new() };
    let title = |row: &Made| {
        let section = row.raw.section.as_ref().map(|(_, title)| title).filter(|title| !title.is_empty());
        section.or(row.raw.group.as_ref().map(|(_, group)| group)).map(|title| plain(title))
    };
    let is_named = |title: &str| {
        let by_number = mark(title).is_some_and(|(.., end)| {
            let numeral = title.get(..end).unwrap_or_default().trim_matches(['(', ')', '、', '.']);
            before.ends_with(&format!("第{numeral}"))
        });
        let name = without_mark(title);
        by_number || (name.chars().count() > 1 && before.ends_with(name))
    };
    let titles: Vec<Option<String>> = made.iter().map(title).collect();
    let named: BTreeSet<&String> = titles.iter().flatten().filter(|title| is_named(title)).collect();
    let Some(only) = named.first().filter(|_| named.len() == 1) else { return Vec::new() };
    (0..made.len()).filter(|at| titles.get(*at).is_some_and(|title| title.as_ref() == Some(*only))).collect()
}
