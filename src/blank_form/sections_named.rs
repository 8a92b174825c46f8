//! The rows of the parts of a form that notes name by their numbers or their words.

use std::collections::BTreeSet;

use super::kind_words::kinds_at;
use super::marks::{is_numeral, mark, without_mark};
use super::part_spans::Named;
use super::rows_named::span_rows;
use super::table::Made;
use super::text::{brackets, plain};

/// A part of a form: its title as it is compared, and its rows.
struct Section {
    title: String,
    rows: Vec<usize>,
}

/// The parts of a form: by the cells that are merged beside their rows, and by the rows above them.
fn sections(made: &[Made]) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    let mut beside: BTreeSet<(usize, (u32, u32))> = BTreeSet::new();
    for row in made {
        let cells = [row.raw.section.as_ref(), row.raw.group.as_ref()];
        for (at, title) in cells.into_iter().flatten().filter(|(_, title)| !title.is_empty()) {
            if !beside.insert((row.table, *at)) {
                continue;
            }
            let is_in_it = |other: &Made| {
                let cells = [other.raw.section.as_ref(), other.raw.group.as_ref()];
                other.table == row.table && cells.into_iter().flatten().any(|(place, _)| place == at)
            };
            let rows = made.iter().enumerate().filter(|(_, other)| is_in_it(other)).map(|(at, _)| at);
            all.push(Section { title: plain(title), rows: rows.collect() });
        }
    }
    let depth = |row: &Made| mark(&row.raw.content.plain).map_or(0, |(depth, ..)| depth);
    for (at, heading) in made.iter().enumerate().filter(|(_, row)| row.is_heading()) {
        let below = made.iter().enumerate().skip(at + 1);
        let rows = below.take_while(|(_, row)| {
            row.table == heading.table && !(row.is_heading() && depth(row) <= depth(heading))
        });
        let rows = rows.map(|(at, _)| at).collect();
        let own = &heading.raw.content.plain;
        // 二 may stand in the column of the numbers.
        let is_apart = mark(own).is_none() && is_numeral(&heading.raw.code);
        let numeral = heading.raw.code.trim_matches(['(', ')', '、', '.']);
        let title = if is_apart { format!("{numeral}、{own}") } else { own.clone() };
        all.push(Section { title, rows });
    }
    all
}

/// The words of rows and of parts by which a note may name them.
pub(super) fn names(made: &[Made]) -> Vec<String> {
    let of_rows = made.iter().filter(|row| !row.is_heading()).map(|row| row.raw.name());
    let titles = sections(made).into_iter().map(|section| bare(&section.title));
    // A row for each place is called like those who report.
    let is_kind = |name: &str| kinds_at(name).is_some_and(|(_, length)| length == name.len());
    of_rows.chain(titles).filter(|name| name.chars().count() > 2 && !is_kind(name)).collect()
}

/// A title without its mark, its brackets and the words behind it that only say that it is one.
fn bare(title: &str) -> String {
    let title = brackets(without_mark(title)).0;
    let title = title.trim_end_matches(':');
    title.strip_suffix("情况").filter(|rest| rest.chars().count() > 1).unwrap_or(title).to_owned()
}

/// The rows of what a note names, if it is one thing only.
pub(super) fn rows_of(named: &Named, made: &[Made]) -> Option<Vec<usize>> {
    match named {
        Named::Codes(span) => span_rows(span, made),
        Named::Sections { first, last } => {
            let sections = sections(made);
            let of_number = |number: u32| {
                let marked = sections.iter().filter_map(|section| {
                    let (depth, own, _) = mark(&section.title)?;
                    Some((depth, own, section))
                });
                let depth = marked.clone().map(|(depth, ..)| depth).min()?;
                let mut own = marked.filter(|(other, own, _)| *other == depth && *own == number);
                let only = own.next().map(|(.., section)| &section.rows);
                only.filter(|_| own.next().is_none()).cloned()
            };
            let rows: Option<Vec<Vec<usize>>> = (*first..=*last).take(made.len()).map(of_number).collect();
            rows.map(|rows| rows.concat()).filter(|rows| !rows.is_empty())
        }
        Named::Called(name) => {
            let wanted = bare(name);
            let rows =
                made.iter().enumerate().filter(|(_, row)| !row.is_heading() && row.raw.name() == wanted);
            let rows = rows.map(|(at, _)| whole(at, made));
            let sections = sections(made).into_iter().filter(|section| bare(&section.title) == wanted);
            let mut found = rows.chain(sections.map(|section| Some(section.rows)));
            let only = found.next()?;
            if found.next().is_none() { only } else { None }
        }
    }
}

/// A row by itself; one that others are parts of says nothing of those.
fn whole(at: usize, made: &[Made]) -> Option<Vec<usize>> {
    let row = made.get(at)?;
    let has_parts = made.iter().any(|other| {
        let figures = other.row.figures.iter();
        other.row.number != row.row.number
            && figures.filter_map(|figure| figure.part_of.value).any(|of| of.row == row.row.number)
    });
    (!has_parts).then(|| vec![at])
}
