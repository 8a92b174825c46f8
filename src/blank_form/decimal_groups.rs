//! What a rule for decimals names by a word that no row has in full: 粮食数量 where rows are called 粮食收购量, 募集物资 where one is
//! called 募集爱心物资折合. It becomes a rule for those rows.

use std::collections::BTreeSet;

use super::decimal_rules::{FormRule, Of, Rule};
use super::decimal_words::{called, degree_of, names_kind, parts};
use super::table::Made;
use super::text::plain;
use super::{units, words};
use crate::notice::FigureId;

/// Words for how much, of what is counted or weighed and of no money.
const AMOUNTS: [&str; 4] = ["数量", "总量", "量", "数额"];

/// Rules for the rows that the others name only by a group, and the words by which they do.
pub(super) fn of_groups(rules: &[FormRule], all: &[Made]) -> (Vec<FormRule>, Vec<String>) {
    let (mut more, mut found) = (Vec::new(), Vec::new());
    for (rule, place, table) in rules {
        let Of::Named(text) = &rule.of else { continue };
        for part in parts(text) {
            let rows: Vec<&Made> = all
                .iter()
                .filter(|row| !row.is_heading() && table.is_none_or(|table| table == row.table))
                .collect();
            let is_known = names_kind(&part)
                || units::is_unit(&part)
                || figures(&rows).any(|(row, at)| degree_at(&part, row, at) > 0);
            if is_known {
                continue;
            }
            let meant = amounts(&part, &rows, all).or_else(|| spread(&part, &rows));
            if let Some(numbers) = meant.filter(|numbers| !numbers.is_empty()) {
                let of = Of::Rows { rows: numbers.into_iter().collect(), but: false };
                more.push((Rule { of, ..rule.clone() }, place.clone(), *table));
                found.push(part);
            }
        }
    }
    (more, found)
}

fn figures<'a>(rows: &'a [&'a Made]) -> impl Iterator<Item = (&'a Made, usize)> {
    rows.iter().flat_map(|row| (0..row.row.figures.len()).map(|at| (*row, at)))
}

fn degree_at(part: &str, row: &Made, at: usize) -> u8 {
    row.row.figures.get(at).map_or(0, |figure| degree_of(part, &figure.unit.value, &called(row, figure)))
}

/// Whether a row is measured by something else than money and hundredths.
fn is_amount(row: &Made) -> bool {
    let mut figures = row.row.figures.iter();
    figures.any(|figure| {
        let unit = &figure.unit.value;
        units::measured(unit).is_some_and(|kind| {
            let words = kind.called;
            !words.contains(&"金额") && !words.contains(&"率")
        })
    })
}

/// The rows of what is weighed or measured and is called so, or stands under it, with everything that is a part of it.
fn amounts(part: &str, rows: &[&Made], all: &[Made]) -> Option<BTreeSet<u16>> {
    let is_titled = |stem: &str, row: &Made| {
        let titles = [row.raw.section.as_ref(), row.raw.group.as_ref()];
        let above = all.iter().take_while(|other| other.row.number != row.row.number);
        let heading = above.filter(|other| other.is_heading() && other.table == row.table).last();
        heading.is_some_and(|heading| heading.raw.name().contains(stem))
            || titles.into_iter().flatten().any(|(_, title)| plain(title).contains(stem))
    };
    // 农资储备数 are the numbers of a part that is called so.
    let of_part = || part.strip_suffix('数').filter(|stem| rows.iter().any(|row| is_titled(stem, row)));
    let stem = AMOUNTS.iter().find_map(|word| part.strip_suffix(word)).or_else(of_part);
    let stem = stem.filter(|stem| stem.chars().count() > 1)?;
    let is_under = |row: &Made| is_titled(stem, row);
    let heading = |row: &Made| row.raw.name().contains(stem) || is_under(row);
    let mut meant: BTreeSet<u16> =
        rows.iter().filter(|row| heading(row) && is_amount(row)).map(|row| row.row.number).collect();
    // In one unit only: 粮食数量 says nothing of a store in square metres.
    let kinds: BTreeSet<&str> = rows
        .iter()
        .filter(|row| meant.contains(&row.row.number))
        .flat_map(|row| &row.row.figures)
        .map(|figure| figure.unit.value.as_str())
        .collect();
    if kinds.len() != 1 {
        return None;
    }
    loop {
        let is_part = |row: &&&Made| {
            let wholes = row.row.figures.iter().filter_map(|figure| figure.part_of.value);
            !meant.contains(&row.row.number)
                && wholes.map(|whole: FigureId| whole.row).any(|whole| meant.contains(&whole))
        };
        let more: Vec<u16> = rows.iter().filter(is_part).map(|row| row.row.number).collect();
        if more.is_empty() {
            return Some(meant);
        }
        meant.extend(more);
    }
}

/// The only row that is not counted and has the two halves of a word in its name, one behind the other.
fn spread(part: &str, rows: &[&Made]) -> Option<BTreeSet<u16>> {
    let halves = part.char_indices().skip(2).filter_map(|(at, _)| {
        let (first, last) = part.split_at(at);
        (first.chars().count() > 1 && last.chars().count() > 1).then_some((first, last))
    });
    let is_named = |name: &str| {
        halves
            .clone()
            .any(|(first, last)| name.split_once(first).is_some_and(|(_, behind)| behind.contains(last)))
    };
    let is_measured =
        |row: &Made| row.row.figures.iter().any(|figure| !units::is_counted(&figure.unit.value));
    // 营业收入 says nothing of 营业外收入: what is another thing by one sign is not meant.
    let is_near =
        |name: &str| !["外", "非", "不", "未"].iter().any(|sign| name.contains(sign) && !part.contains(sign));
    let mut found = rows.iter().filter(|row| {
        let name = row.raw.name();
        is_measured(row)
            && is_named(&name)
            && is_near(&name)
            && !words::COMPARED.iter().any(|word| name.contains(word))
    });
    let only = found.next()?;
    found.next().is_none().then(|| BTreeSet::from([only.row.number]))
}
