//! Which figures are a part of another: 其中 means at most as much, and never that the parts add up.
//!
//! A row that says 其中 is a part of the row above it. Whether the rows after it are parts too is seen from how far they are
//! moved in, from a merged cell, or from their numbers; where nothing shows it, it is asked.

use std::collections::BTreeMap;

use super::doubt::{Doubt, Doubts, Found, Matter, Then};
use super::draft::DraftFigure;
use super::rows::{mark, without_mark};
use super::table::Made;
use super::units;
use super::words;
use crate::notice::FigureId;

/// The width of 其中： in half-width characters.
const WIDTH: usize = 6;

/// A whole whose parts are being read.
#[derive(Clone, Debug)]
struct Group {
    whole: usize,
    /// The first of its parts.
    first: usize,
    /// How far 其中 is moved in.
    label: usize,
}

/// A row that says 其中 and nothing else: what stands below it may be parts of the row above.
#[derive(Clone, Copy, Debug)]
struct Opened {
    whole: usize,
    /// Whether a row further in than the whole has followed.
    is_moved: bool,
}

/// What is known of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    No,
    Of(usize),
    Perhaps(usize),
}

/// Finds the parts of a form, and asks about those that are not certain.
pub(super) fn parts(rows: &mut [Made], form: usize, doubts: &mut Doubts) {
    super::sentence_parts::in_sentences(rows, form, doubts);
    let verdicts = verdicts(rows);
    let mut asked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, verdict) in verdicts.iter().enumerate() {
        let (whole, is_sure) = match verdict {
            Verdict::No => continue,
            Verdict::Of(whole) => (*whole, true),
            Verdict::Perhaps(whole) => (*whole, false),
        };
        let Some(whole_row) = rows.get(whole).cloned() else { continue };
        let near = units_above(rows, whole);
        let Some(row) = rows.get_mut(index) else { continue };
        row.row.level = whole_row.row.level.saturating_add(1);
        let mut is_asked = false;
        for (figure, measure) in row.row.figures.iter_mut().zip(&row.measures) {
            // A part may be of a higher rate than its whole.
            if units::is_rate(&figure.unit.value) {
                continue;
            }
            let same =
                whole_row.row.figures.iter().zip(&whole_row.measures).filter(|(other, other_measure)| {
                    *other_measure == measure && other.unit.value == figure.unit.value
                });
            let same: Vec<FigureId> = same.map(|(other, _)| other.id).collect();
            let place = Some(row.raw.place.clone());
            let Some(first) = same.first() else {
                // It is no part of a figure of another unit; of one above that it may be.
                if near.contains(&figure.unit.value) {
                    figure.part_of = Found::asked(None, place);
                    is_asked = true;
                }
                continue;
            };
            let is_certain = is_sure && same.len() == 1;
            is_asked |= !is_certain;
            // What is not certain is not a part until somebody says so: a check that does not hold must not stop a report.
            figure.part_of =
                if is_certain { Found::stated(Some(*first), place) } else { Found::asked(None, place) };
        }
        if is_asked {
            asked.entry(whole).or_default().push(index);
        }
    }
    for (whole, parts) in asked {
        let Some(whole) = rows.get(whole) else { continue };
        // 其中 below the last of several may be of it as well as of what they are divided from.
        let above = parts.first().and_then(|part| part.checked_sub(1)).and_then(|above| rows.get(above));
        let parts: Vec<&Made> = parts.iter().filter_map(|part| rows.get(*part)).collect();
        let mut doubt = question(whole, &parts);
        if let (Some(above), [only]) = (above, parts.as_slice())
            && only.raw.says_of_which()
            && above.row.number != whole.row.number
            && !pairs(above, &parts).is_empty()
        {
            let then = Then::PartOf(pairs(above, &parts));
            doubt = doubt.reading_then(format!("是{}的其中项", above.called()), "就在它上面一行", then);
        }
        doubts.ask(doubt.of_form(form));
    }
}

/// The question whether rows are parts of another.
pub(super) fn question(whole: &Made, parts: &[&Made]) -> Doubt {
    let names: Vec<String> = parts.iter().map(|part| part.called()).collect();
    let question = format!("{}是不是{}的其中项？", names.join("、"), whole.called());
    let says = parts.iter().any(|part| part.raw.says_of_which());
    let because = if says { "可能是别的数的其中项" } else { "这一行没有写“其中”" };
    let doubt = Doubt::new(Matter::PartOf, question).reading("不是", because);
    let wholes = pairs(whole, parts);
    let doubt = doubt.reading_then("是，不超过它", "紧跟在它下面，单位一样", Then::PartOf(wholes));
    let figures = parts.iter().flat_map(|part| &part.row.figures).map(|figure| figure.id);
    doubt.about(figures).at(parts.iter().map(|part| part.place()))
}

/// Each figure of the parts with that of the whole in its column and its unit.
fn pairs(whole: &Made, parts: &[&Made]) -> Vec<(FigureId, FigureId)> {
    let of = |part: &Made| {
        let figures = part.row.figures.iter().zip(part.measures.clone());
        let pair = |(figure, measure): (&DraftFigure, usize)| {
            let mut same = whole.row.figures.iter().zip(&whole.measures).filter(|(other, other_measure)| {
                **other_measure == measure && other.unit.value == figure.unit.value
            });
            Some((figure.id, same.next()?.0.id))
        };
        figures.filter(|(figure, _)| !units::is_rate(&figure.unit.value)).filter_map(pair).collect::<Vec<_>>()
    };
    parts.iter().flat_map(|part| of(part)).collect()
}

/// The units of the few rows above one, in its table.
fn units_above(rows: &[Made], at: usize) -> Vec<String> {
    const NEAR: usize = 3;
    let table = rows.get(at).map(|row| row.table);
    let above =
        rows.iter().take(at).rev().take(NEAR).take_while(|row| Some(row.table) == table && !row.is_heading());
    above.flat_map(|row| &row.row.figures).map(|figure| figure.unit.value.clone()).collect()
}

/// Which rows are parts of which.
pub(super) fn verdicts(rows: &[Made]) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::No; rows.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut opened: Option<Opened> = None;
    let indents: Vec<usize> = rows.iter().map(|row| row.raw.content.indent).collect();
    let indent = |index: usize| indents.get(index).copied().unwrap_or_default();
    for (index, row) in rows.iter().enumerate() {
        if row.is_heading() {
            groups.clear();
            let whole = index.checked_sub(1).filter(|before| {
                rows.get(*before).is_some_and(|other| other.table == row.table && !other.is_heading())
            });
            opened = whole
                .filter(|_| super::rows::of_which(without_mark(&row.raw.content.plain)) == Some(""))
                .map(|whole| Opened { whole, is_moved: false });
            continue;
        }
        if let Some(verdict) = below_label(rows, index, &mut opened, indent) {
            if let Some(slot) = verdicts.get_mut(index) {
                *slot = verdict;
            }
            continue;
        }
        let before = index.checked_sub(1).filter(|before| {
            rows.get(*before).is_some_and(|other| other.table == row.table && !other.is_heading())
        });
        let Some(before) = before else {
            groups.clear();
            continue;
        };
        let same_section = rows.get(before).is_some_and(|other| {
            let section = |row: &Made| row.raw.section.as_ref().map(|(at, _)| *at);
            section(other) == section(row) && beside(other) == beside(row)
        });
        if !same_section {
            groups.clear();
        }
        let verdict = if row.raw.says_of_which() && !same_section {
            // The whole of what begins a section stands in it, or it has none.
            Verdict::Perhaps(before)
        } else if row.raw.says_of_which() {
            of_which(rows, index, before, &mut groups, indent)
        } else if let Some(whole) = section_of_parts(rows, index) {
            Verdict::Of(whole)
        } else if let Some(verdict) = merged(rows, index, before, &mut groups) {
            verdict
        } else if groups.is_empty() {
            beneath(rows, index, before, indent)
        } else {
            let verdict = follows(rows, index, &mut groups, &verdicts, indent);
            // Behind the parts of a row that is itself one of several it goes on like the rows before them.
            let verdict = if verdict == Verdict::No && groups.is_empty() && !row.raw.is_sum() {
                beneath(rows, index, before, indent)
            } else {
                verdict
            };
            // Where it is asked of what the first is a part, nobody knows it of those that follow it.
            let first = groups.last().and_then(|group| Some((group.whole, *verdicts.get(group.first)?)));
            match (verdict, first) {
                (Verdict::Of(whole), Some((own, Verdict::Perhaps(_)))) if own == whole => {
                    Verdict::Perhaps(whole)
                }
                _ => verdict,
            }
        };
        if let Some(slot) = verdicts.get_mut(index) {
            *slot = verdict;
        }
    }
    verdicts
}

/// A row below one that says 其中 and nothing else. What is not moved in may be a part or not; what ends it is a sum, another
/// table, or a row that is not moved in where others were.
fn below_label(
    rows: &[Made],
    index: usize,
    opened: &mut Option<Opened>,
    indent: impl Fn(usize) -> usize,
) -> Option<Verdict> {
    let open = (*opened)?;
    let (row, whole) = (rows.get(index)?, rows.get(open.whole)?);
    let is_moved = indent(index) > indent(open.whole);
    if row.table != whole.table || row.raw.is_sum() || row.raw.says_of_which() || (open.is_moved && !is_moved)
    {
        *opened = None;
        return None;
    }
    *opened = Some(Opened { is_moved, ..open });
    let verdict = if is_moved { Verdict::Of(open.whole) } else { Verdict::Perhaps(open.whole) };
    Some(if can_hold(rows, open.whole, index) { verdict } else { Verdict::No })
}

/// The whole of a row whose section is called 其中: the row above that section.
fn section_of_parts(rows: &[Made], index: usize) -> Option<usize> {
    let row = rows.get(index)?;
    let (at, title) = row.raw.section.as_ref()?;
    if title.trim_end_matches([':', '：']) != words::OF_WHICH {
        return None;
    }
    let is_in_it = |other: &Made| other.raw.section.as_ref().is_some_and(|(other, _)| other == at);
    let above = (0..index).rev().find(|other| rows.get(*other).is_some_and(|other| !is_in_it(other)))?;
    rows.get(above).is_some_and(|other| other.table == row.table && !other.is_heading()).then_some(above)
}

/// The merged cell beside a row that is a group of its own, and not a 其中.
fn beside(row: &Made) -> Option<(u32, u32)> {
    let group = row.raw.group.as_ref().filter(|(_, text)| text.trim_end_matches(':') != words::OF_WHICH);
    group.map(|(at, _)| *at)
}

/// A row that says 其中: a part of the row above it, or of the whole whose parts are being read.
fn of_which(
    rows: &[Made],
    index: usize,
    before: usize,
    groups: &mut Vec<Group>,
    indent: impl Fn(usize) -> usize,
) -> Verdict {
    let own = indent(index);
    // A part of another unit is one of the row above it, if of any.
    let is_over = |group: &Group| own < group.label || !can_hold(rows, group.whole, index);
    while groups.last().is_some_and(is_over) {
        groups.pop();
    }
    let Some(group) = groups.last().cloned() else {
        if let Some(whole) = total_above(rows, index, before, &indent) {
            groups.push(Group { whole, first: index, label: own });
            return Verdict::Perhaps(whole);
        }
        let whole = outermost(rows, index, before, &indent);
        let whole =
            beside_in_its_unit(rows, index).filter(|_| !can_hold(rows, whole, index)).unwrap_or(whole);
        groups.push(Group { whole, first: index, label: own });
        return Verdict::Of(whole);
    };
    if own > group.label {
        groups.push(Group { whole: before, first: index, label: own });
        return Verdict::Of(before);
    }
    // 其中 again, no further in: with every part marked so, it is of the same whole, and if it should be a part of the part above
    // it is one of that whole all the same.
    let is_next = group.first + 1 == index || rows.get(before).is_some_and(|row| row.raw.says_of_which());
    let is_moved = own > indent(group.whole);
    if is_next || is_moved {
        return Verdict::Of(group.whole);
    }
    // 其中 behind rows of which nobody knows whether they are parts: of the row above it, if it is not asked otherwise.
    groups.clear();
    groups.push(Group { whole: before, first: index, label: own });
    Verdict::Perhaps(before)
}

/// The total above several rows that it is divided into, right above one that says 其中: it may be a part of the total, or of
/// the last of them. Where it is moved in behind rows that are moved in themselves, it is of the last.
fn total_above(
    rows: &[Made],
    index: usize,
    before: usize,
    indent: &impl Fn(usize) -> usize,
) -> Option<usize> {
    let last = rows.get(before)?;
    let section = |row: &Made| row.raw.section.as_ref().map(|(at, _)| *at);
    let is_beside = |at: &usize| {
        rows.get(*at).is_some_and(|row| {
            let is_beside = section(row) == section(last) && beside(row) == beside(last);
            let is_near = row.table == last.table && is_beside && !row.is_heading();
            is_near && !row.raw.says_of_which() && can_hold(rows, *at, index)
        })
    };
    let code = |row: &Made| super::row_names::printed_name(&row.raw.code);
    let code_above = code(last).and_then(|code| Some(code.rsplit_once('.')?.0.to_owned()));
    let is_total = |at: &usize| {
        rows.get(*at).is_some_and(|row| {
            let is_above = code_above.is_some() && code(row) == code_above;
            is_above || row.raw.is_sum() || row.raw.name().contains(words::IN_ALL)
        })
    };
    let total = (0..=before).rev().take_while(is_beside).find(is_total).filter(|total| total + 1 < before)?;
    let is_of_last = indent(before) > indent(total) && indent(index) > indent(before);
    (!is_of_last && !is_within_item(rows, total, before, index)).then_some(total)
}

/// Whether a row stands between two items of one enumeration, of which the total has no mark: 1.刑事案件, 2.治安案件,
/// 其中：涉黄, 3.其他案件. Then it is of the item above it.
fn is_within_item(rows: &[Made], total: usize, before: usize, index: usize) -> bool {
    let by_mark = |row: &Made| mark(&row.raw.content.plain).map(|(depth, number, _)| (depth, number));
    let by_code = |row: &Made| Some((0, row.raw.code.parse().ok()?));
    let table = rows.get(index).map(|row| row.table);
    let is_within = |number: &dyn Fn(&Made) -> Option<(u8, u32)>| {
        let number = |at: usize| rows.get(at).filter(|row| !row.is_heading()).and_then(number);
        let Some((depth, last)) =
            number(before).filter(|_| number(index).is_none() && number(total).is_none())
        else {
            return false;
        };
        let mut below = (index + 1..rows.len()).take_while(|at| rows.get(*at).map(|row| row.table) == table);
        let next = below.find_map(number);
        next.is_some_and(|next| next == (depth, last + 1))
    };
    is_within(&by_mark) || is_within(&by_code)
}

/// The only row above one in its unit, beside the same merged cell, that is no part itself.
fn beside_in_its_unit(rows: &[Made], index: usize) -> Option<usize> {
    let row = rows.get(index)?;
    let group = beside(row)?;
    let is_beside = |at: &usize| {
        rows.get(*at).is_some_and(|other| beside(other) == Some(group) && other.table == row.table)
    };
    let mut found = (0..index).rev().take_while(is_beside).filter(|at| {
        rows.get(*at).is_some_and(|other| !other.raw.says_of_which()) && can_hold(rows, *at, index)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The row above, unless it is itself moved in as far as this one: then the one that is not.
fn outermost(rows: &[Made], index: usize, before: usize, indent: &impl Fn(usize) -> usize) -> usize {
    let own = indent(index);
    let is_near = |at: &usize| rows.get(*at).is_some_and(|row| !row.is_heading());
    if own == 0 || indent(before) < own {
        return before;
    }
    (0..=before).rev().take_while(is_near).find(|at| indent(*at) < own).unwrap_or(before)
}

/// A row beside a merged cell, or one that was not merged, that says 其中 for several rows.
fn merged(rows: &[Made], index: usize, before: usize, groups: &mut Vec<Group>) -> Option<Verdict> {
    let (at, text) = rows.get(index)?.raw.group.clone()?;
    if text.trim_end_matches(':') != words::OF_WHICH {
        return None;
    }
    let goes_on = groups.last().filter(|group| {
        rows.get(group.first)
            .is_some_and(|first| first.raw.group.as_ref().is_some_and(|(other, _)| *other == at))
    });
    if let Some(group) = goes_on {
        return Some(Verdict::Of(group.whole));
    }
    groups.clear();
    groups.push(Group { whole: before, first: index, label: 0 });
    Some(Verdict::Of(before))
}

/// A row without 其中 after a part.
fn follows(
    rows: &[Made],
    index: usize,
    groups: &mut Vec<Group>,
    verdicts: &[Verdict],
    indent: impl Fn(usize) -> usize,
) -> Verdict {
    let own = indent(index);
    let Some(row) = rows.get(index) else { return Verdict::No };
    // Where the parts are moved in, whatever is not ends them.
    let shows = |group: &Group| group.label > indent(group.whole) || own != group.label;
    while let Some(group) = groups.last() {
        let (Some(whole), Some(first)) = (rows.get(group.whole), rows.get(group.first)) else { break };
        if row.raw.group.is_none() && first.raw.group.is_some() {
            groups.pop();
            continue;
        }
        if shows(group) {
            let nested = groups.len().checked_sub(2).and_then(|outer| groups.get(outer));
            let item = nested.map(|outer| outer.label + WIDTH);
            if own >= group.label && own > indent(group.whole) {
                let is_either = item == Some(own) && own == group.label;
                return if is_either { Verdict::Perhaps(group.whole) } else { Verdict::Of(group.whole) };
            }
            groups.pop();
            continue;
        }
        let marked = |row: &Made| mark(&row.raw.content.plain).map(|(depth, ..)| depth);
        let item = super::rows::of_which(&first.raw.content.plain).and_then(mark).map(|(depth, ..)| depth);
        if item.is_some() && item == marked(row) {
            return Verdict::Of(group.whole);
        }
        let is_new_item = marked(row).is_some() && marked(row) <= marked(whole).or(Some(u8::MAX));
        let numbers = |row: &Made| !row.raw.code.is_empty();
        if numbers(whole) && !numbers(first) {
            if numbers(row) {
                groups.pop();
                continue;
            }
            return Verdict::Of(group.whole);
        }
        let is_crossed = || index.checked_sub(1).is_some_and(|before| !can_hold(rows, group.whole, before));
        let can_be = can_hold(rows, group.whole, index);
        if is_new_item
            || repeats_part(rows, group, index)
            || row.raw.is_sum()
            || each_is_marked(rows, group, verdicts)
            || (!can_be && is_crossed())
        {
            groups.clear();
            break;
        }
        // A row in another unit is none, and says nothing of those below it.
        if !can_be {
            return Verdict::No;
        }
        return Verdict::Perhaps(group.whole);
    }
    Verdict::No
}

/// Whether several parts of a whole say 其中 one after the other: then a row that does not is none. Where it is asked of what
/// the second is a part, it is not known of the next one either.
fn each_is_marked(rows: &[Made], group: &Group, verdicts: &[Verdict]) -> bool {
    let is_asked = matches!(verdicts.get(group.first + 1), Some(Verdict::Perhaps(_)));
    rows.get(group.first + 1).is_some_and(|next| next.raw.says_of_which()) && !is_asked
}

/// Whether the row below says 其中 of the same as the first part: then this one is a whole of its own, beside the other: 一般隐患,
/// 其中：已整改, 重大隐患, 其中：已整改.
fn repeats_part(rows: &[Made], group: &Group, index: usize) -> bool {
    let (Some(first), Some(next)) = (rows.get(group.first), rows.get(index + 1)) else { return false };
    let is_beside = rows.get(index).is_some_and(|row| next.table == row.table);
    is_beside
        && next.raw.says_of_which()
        && next.raw.name() == first.raw.name()
        && can_hold(rows, index, index + 1)
}

/// Whether a row has an amount in the same unit as another, which could be its whole.
fn can_hold(rows: &[Made], whole: usize, part: usize) -> bool {
    let (Some(whole), Some(part)) = (rows.get(whole), rows.get(part)) else { return false };
    let amounts = part.row.figures.iter().filter(|figure| !units::is_rate(&figure.unit.value));
    let mut amounts = amounts.map(|figure| &figure.unit.value);
    amounts.any(|unit| whole.row.figures.iter().any(|other| other.unit.value == *unit))
}

/// A row that is only moved in, or whose mark is of a lower kind, beneath a row with figures of its unit.
fn beneath(rows: &[Made], index: usize, before: usize, indent: impl Fn(usize) -> usize) -> Verdict {
    let depth =
        |at: usize| rows.get(at).and_then(|row| mark(&row.raw.content.plain)).map(|(depth, ..)| depth);
    let is_near = |at: &usize| {
        let (Some(other), Some(row)) = (rows.get(*at), rows.get(index)) else { return false };
        !other.is_heading() && other.table == row.table
    };
    let by_mark = depth(index).and_then(|own| {
        (0..=before).rev().take_while(is_near).find(|at| depth(*at).is_some_and(|other| other < own))
    });
    let own = indent(index);
    let by_indent = (0..=before).rev().take_while(is_near).find(|at| indent(*at) + 2 <= own);
    // A mark says more than a blank: where both rows have one of the same kind, they are side by side.
    let whole =
        by_mark.or_else(|| by_indent.filter(|at| depth(index).is_none() || depth(*at) != depth(index)));
    // A total is none of the month.
    let is_total = |at: usize| rows.get(at).is_some_and(|row| super::times::is_of_the_year(&row.raw.name()));
    let is_same_time = |whole: usize| !is_total(index) || is_total(whole);
    match whole.filter(|whole| can_hold(rows, *whole, index) && is_same_time(*whole)) {
        // A sum has its own question.
        Some(whole) if rows.get(whole).is_some_and(|row| row.raw.is_bare_sum()) => Verdict::No,
        Some(whole) => Verdict::Perhaps(whole),
        None => Verdict::No,
    }
}
