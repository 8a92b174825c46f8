//! The head of a statistical form, whose number, maker, approval and last day stand in a block at the right: the title stands in
//! a row with one of them, and is a line of its own for whoever reads the head.

use super::fields;
use super::segment::Line;
use super::text::{close_up, plain, tidy};
use super::titles::{is_title, mark};

/// What the lines of the block begin with.
const BLOCK: [&str; 9] =
    ["表号", "制定机关", "制表机关", "制表单位", "批准机关", "批准文号", "备案文号", "有效期至", "有效期限"];
/// The shortest text that is a title though it does not end like one.
const SHORTEST: usize = 6;

/// The lines above a table with a title that stands beside the block taken out and put before it, and which of them it is.
pub(super) fn with_title_apart(lines: Vec<Line>) -> (Vec<Line>, Option<usize>) {
    let is_block = |line: &Line| BLOCK.iter().any(|word| line.plain().contains(word));
    let has_own = lines.iter().any(|line| is_title(&tidy(&line.raw)));
    let found = lines.iter().enumerate().rev().find_map(|(at, line)| Some((at, apart(line, has_own)?)));
    let Some((at, (title, rest))) = found else { return (lines, None) };
    let before = lines.get(..at).unwrap_or_default();
    let above =
        before.iter().rev().take_while(|line| is_block(line) && fields::are_fields(&line.raw)).count();
    let begins = at - above;
    let mut all: Vec<Line> = lines;
    if let Some(line) = all.get_mut(at) {
        *line = rest;
    }
    all.insert(begins, title);
    (all, Some(begins))
}

/// The title in a line, and the line without it.
fn apart(line: &Line, has_own: bool) -> Option<(Line, Line)> {
    let pieces = line.raw.split(['　', '\t']).flat_map(|piece| piece.split("  ")).map(str::trim);
    let first = pieces.into_iter().find(|piece| !piece.is_empty())?;
    let at = line.raw.find(first)? + first.len();
    let rest = line.raw.get(at..)?;
    let compared = plain(first);
    let is_of_block = BLOCK.iter().any(|word| plain(rest).starts_with(word));
    let is_words =
        !compared.contains([':', '。', '_']) && fields::unit(first).is_none() && mark(first).is_none();
    let is_one = is_title(&tidy(first))
        || (!has_own
            && compared.chars().count() >= SHORTEST
            && !fields::is_period(&close_up(&tidy(first)))
            && compared.chars().all(|one| one.is_alphabetic() || "“”".contains(one)));
    let of = |raw: &str| Line { raw: raw.to_owned(), place: line.place.clone() };
    (is_of_block && is_words && is_one && fields::are_fields(rest)).then(|| (of(first), of(rest)))
}
