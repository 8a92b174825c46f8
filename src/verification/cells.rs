//! Comparing one sheet with the expected one, cell by cell.
//!
//! Lines and columns are recognised even if others were inserted between them. A hidden cell counts as not
//! visible, whatever it contains.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Pair, align};
use super::difference::{ChangedFigure, Differences, Manner};
use super::figures::{FigureCells, shown, told};
use super::header::{Field, fields};
use super::words::{UNKNOWN, cut, cut_both, listed, plain};
use crate::reading::{Area, Marking, Sheet as Grid, Value, address, column_name};

/// How many cells of a line are compared to recognise it. The forms have seven.
const MOST_LOOKED_AT: usize = 32;
/// How many hidden lines of merged cells are searched for a visible one.
const MOST_HIDDEN: usize = 1000;

/// A row with something in it.
struct Line {
    row: u32,
    cells: Vec<(u32, String)>,
}

type Place = (u32, u32);

/// Compares a sheet with the expected one and adds the differences; `prefix` is put before each place.
pub(super) fn compare_sheets(
    (expected, found): (&Grid, &Grid),
    figures: &FigureCells<'_>,
    manner: Manner<'_>,
    prefix: &str,
    told: &mut Differences,
) {
    let headers = [expected, found].map(|grid| fields(grid, manner.headers));
    let [here, there] =
        [(expected, &headers[0]), (found, &headers[1])].map(|(grid, header)| lines(grid, header));
    let both = |one: usize, other: usize| here.get(one).zip(there.get(other));
    let is_same =
        |one: usize, other: usize| both(one, other).is_some_and(|(one, other)| one.cells == other.cells);
    let in_common = |one: usize, other: usize| {
        both(one, other).map_or(0, |(one, other)| shared(one, other).map(|_| 1).sum())
    };
    let rows: Vec<(Option<&Line>, Option<&Line>)> = align(here.len(), there.len(), is_same, in_common)
        .into_iter()
        .map(|(one, other)| (one.and_then(|line| here.get(line)), other.and_then(|line| there.get(line))))
        .collect();
    let columns = columns(&here, &there, &rows);
    let mut comparison = Comparison { expected, found, figures, manner, prefix, told };
    comparison.header(&headers);
    for row in &rows {
        match row {
            (Some(here), Some(there)) => {
                for column in &columns {
                    if let (Some(one), Some(other)) = column {
                        comparison.cell((here.row, *one), (there.row, *other));
                    }
                }
            }
            (Some(here), None) => {
                let places = here.cells.iter().map(|(column, _)| (here.row, *column));
                comparison.missing(&format!("第 {} 行", here.row + 1), places);
            }
            (None, Some(there)) => {
                let places = there.cells.iter().map(|(column, _)| (there.row, *column));
                comparison.extra(&format!("第 {} 行", there.row + 1), places);
            }
            (None, None) => {}
        }
    }
    for column in &columns {
        let kept = rows.iter().filter_map(|(here, there)| here.zip(*there));
        match column {
            (Some(column), None) => {
                let places = kept.map(|(here, _)| (here.row, *column));
                comparison.missing(&format!("{} 列", column_name(*column)), places);
            }
            (None, Some(column)) => {
                let places = kept.map(|(_, there)| (there.row, *column));
                comparison.extra(&format!("{} 列", column_name(*column)), places);
            }
            _ => {}
        }
    }
    comparison.hidden_lines();
}

/// Pairs the columns, by the lines that both sheets have.
fn columns(
    here: &[Line],
    there: &[Line],
    rows: &[(Option<&Line>, Option<&Line>)],
) -> Vec<(Option<u32>, Option<u32>)> {
    let mut in_common: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for (here, there) in rows.iter().filter_map(|(here, there)| here.zip(*there)) {
        for pair in shared(here, there) {
            *in_common.entry(pair).or_default() += 1;
        }
    }
    let used = |lines: &[Line]| -> BTreeSet<u32> {
        lines.iter().flat_map(|line| line.cells.iter().map(|(column, _)| *column)).collect()
    };
    // An empty column counts too: its first figure must be recognised.
    let here: Vec<u32> = (0..=used(here).last().copied().unwrap_or_default()).collect();
    let there: Vec<u32> =
        used(there).into_iter().chain(here.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    let weight = |one: usize, other: usize| {
        let pair = here.get(one).copied().zip(there.get(other).copied());
        pair.and_then(|pair| in_common.get(&pair)).copied().unwrap_or_default()
    };
    let named = |(one, other): Pair| {
        (
            one.and_then(|column| here.get(column)).copied(),
            other.and_then(|column| there.get(column)).copied(),
        )
    };
    align(here.len(), there.len(), |_, _| false, weight).into_iter().map(named).collect()
}

/// The columns of two lines that contain the same text.
fn shared<'a>(here: &'a Line, there: &'a Line) -> impl Iterator<Item = (u32, u32)> + 'a {
    here.cells.iter().flat_map(move |(column, text)| {
        let same = there.cells.iter().take(MOST_LOOKED_AT).filter(move |(_, other)| fits(text, other));
        same.map(move |(other, _)| (*column, *other))
    })
}

/// The rows with something in them besides the line under the title.
fn lines(grid: &Grid, header: &[Field<'_>]) -> Vec<Line> {
    let is_header = |place: Place| header.iter().any(|field| field.place == place);
    let lines = grid.rows().map(|(row, cells)| {
        let others = cells.into_iter().filter(|(column, _)| !is_header((row, *column)));
        Line { row, cells: others.map(|(column, value)| (column, plain(&shown(value)))).collect() }
    });
    lines.filter(|line| !line.cells.is_empty()).collect()
}

/// Whether a text matches the expected one.
fn fits(expected: &str, found: &str) -> bool {
    match expected.split_once(UNKNOWN) {
        Some((before, behind)) => found.strip_prefix(before).is_some_and(|rest| rest.ends_with(behind)),
        None => expected == found,
    }
}

struct Comparison<'a> {
    expected: &'a Grid,
    found: &'a Grid,
    figures: &'a FigureCells<'a>,
    manner: Manner<'a>,
    prefix: &'a str,
    told: &'a mut Differences,
}

impl Comparison<'_> {
    /// Compares the line under the title, field by field.
    fn header(&mut self, [expected, found]: &[Vec<Field<'_>>; 2]) {
        let same = |one: &Field<'_>, other: &Field<'_>| (one.label, one.nth) == (other.label, other.nth);
        // Of a cell that is crossed out or a formula, one of its fields says so.
        let mut remarked = BTreeSet::new();
        for field in expected {
            match found.iter().find(|other| same(field, other)) {
                Some(other) if self.is_hidden(other.place) => {}
                Some(other) => {
                    let remark = self.remark(other.place).filter(|_| remarked.insert(other.place));
                    self.text(other.place, &field.text, &other.text, remark);
                }
                None => self.told.others.push(format!("{}{}不见了", self.prefix, cut(&field.text))),
            }
        }
        for field in found.iter().filter(|field| !expected.iter().any(|other| same(field, other))) {
            if !self.is_hidden(field.place) {
                self.tell(field.place, &format!("：多了{}", cut(&field.text)));
            }
        }
    }

    fn cell(&mut self, here: Place, there: Place) {
        let (was, now) = (self.expected.value(here.0, here.1), self.found.value(there.0, there.1));
        let remark = self.remark(there);
        if self.is_judged_as_figure(here) {
            if self.manner.is_recorded {
                self.figure(here, Some(there));
            } else if let Some(remark) = remark.filter(|_| !self.is_hidden(there)) {
                // The digest decides whether the number is right.
                self.tell(there, &format!("：{}{remark}", cut(&shown(now))));
            }
            return;
        }
        // Its line is reported as hidden, with its content.
        if now != &Value::Blank && self.is_hidden(there) {
            return;
        }
        let (was, now) = (plain(&shown(was)), plain(&shown(now)));
        self.text(there, &was, &now, remark);
    }

    /// Compares the text of a cell, or of a part of it.
    fn text(&mut self, there: Place, was: &str, now: &str, remark: Option<&str>) {
        let remark = remark.unwrap_or_default();
        if fits(was, now) {
            if !remark.is_empty() {
                self.tell(there, &format!("：{}{remark}", cut(now)));
            }
        } else if was.is_empty() {
            self.tell(there, &format!("：多了{}{remark}", cut(now)));
        } else if now.is_empty() {
            self.tell(there, &format!("：{}不见了", cut(was)));
        } else {
            let source = if self.manner.is_recorded { "存档" } else { "表样" };
            let [was, now] = cut_both(was, now);
            self.tell(there, &format!("：{source}{was}，文件里是{now}{remark}"));
        }
    }

    /// Whether a cell is compared as a number of the form, and not as the text that it shows.
    fn is_judged_as_figure(&self, place: Place) -> bool {
        let figure = self.figures.get(&place);
        figure.is_some_and(|figure| figure.quantity.is_some() || !self.manner.is_recorded)
    }

    /// Compares a recorded figure with the cell where it should be; `None` if there is no such cell.
    fn figure(&mut self, here: Place, there: Option<Place>) {
        let Some(cell) = self.figures.get(&here) else { return };
        let Some(quantity) = cell.quantity else { return };
        let recorded = told(cell.figure, self.expected.value(here.0, here.1));
        let now = there.map(|there| told(cell.figure, self.found.value(there.0, there.1)));
        let mut found = now.unwrap_or_default();
        if let Some(there) = there.filter(|there| self.is_hidden(*there)) {
            if !recorded.is_empty() && self.found.value(there.0, there.1) != &Value::Blank {
                found.push_str("（隐藏了）");
            } else {
                found.clear();
            }
        } else if let Some(remark) = there.and_then(|there| self.remark(there)) {
            found = format!("{found}（{remark}）");
        }
        if recorded != found {
            self.told.figures.push(ChangedFigure {
                figure: cell.figure.id,
                row: cell.row,
                name: cell.figure.name.clone(),
                quantity,
                recorded,
                found,
            });
        }
    }

    /// Adds an expected line that is missing.
    fn missing(&mut self, line: &str, places: impl Iterator<Item = Place>) {
        let mut texts = Vec::new();
        for place in places {
            if self.is_judged_as_figure(place) {
                if self.manner.is_recorded {
                    self.figure(place, None);
                }
                continue;
            }
            texts.push(plain(&shown(self.expected.value(place.0, place.1))));
        }
        texts.retain(|text| !text.is_empty());
        if !texts.is_empty() {
            let prefix = self.prefix;
            self.told.others.push(format!("{prefix}原来{line}的{}不见了", listed(&texts)));
        }
    }

    /// Adds a line that should not be there. A line with one cell is reported as a cell.
    fn extra(&mut self, line: &str, places: impl Iterator<Item = Place>) {
        let seen = places.filter(|place| !self.is_hidden(*place));
        let texts = seen.map(|place| (place, plain(&shown(self.found.value(place.0, place.1)))));
        let (places, texts): (Vec<Place>, Vec<String>) = texts.filter(|(_, text)| !text.is_empty()).unzip();
        match (places.as_slice(), texts.as_slice()) {
            ([], _) => {}
            ([place], [text]) => self.tell(*place, &format!("：多了{}", cut(text))),
            _ => {
                let prefix = self.prefix;
                self.told.others.push(format!("{prefix}{line}是多出来的：{}", listed(&texts)));
            }
        }
    }

    /// Adds every hidden line that has content.
    fn hidden_lines(&mut self) {
        let mut lines: BTreeMap<(bool, u32), Vec<String>> = BTreeMap::new();
        for (place, value) in self.found.cells().filter(|(place, _)| self.is_hidden(*place)) {
            let row = Some((false, place.0)).filter(|_| self.found.is_row_hidden(place.0));
            let column = Some((true, place.1)).filter(|_| self.found.is_column_hidden(place.1));
            for line in row.into_iter().chain(column) {
                lines.entry(line).or_default().push(plain(&shown(value)));
            }
        }
        for ((is_column, line), texts) in lines {
            let name = if is_column {
                format!("{} 列", column_name(line))
            } else {
                format!("第 {} 行", line + 1)
            };
            let prefix = self.prefix;
            self.told.others.push(format!("{prefix}{name}隐藏了，里面有{}", listed(&texts)));
        }
    }

    fn tell(&mut self, place: Place, what: &str) {
        self.told.others.push(format!("{}{}{what}", self.prefix, address(place)));
    }

    /// A remark about what a cell shows besides its text.
    fn remark(&self, place: Place) -> Option<&'static str> {
        let cell = self.found.cell(place.0, place.1)?;
        match cell.marking {
            Marking::Struck => Some("划掉了"),
            Marking::StruckInPart => Some("有一部分划掉了"),
            Marking::RaisedInPart => Some("有一部分是上标或下标"),
            // The next program that opens it may compute another number.
            Marking::Plain => cell.formula.map(|_| "是公式"),
        }
    }

    /// Whether a cell is not visible; merged cells are visible if any of them is.
    fn is_hidden(&self, place: Place) -> bool {
        let area = self.found.merged_at(place.0, place.1).unwrap_or(Area { first: place, last: place });
        (area.first.0..=area.last.0).take(MOST_HIDDEN).all(|row| self.found.is_row_hidden(row))
            || (area.first.1..=area.last.1)
                .take(MOST_HIDDEN)
                .all(|column| self.found.is_column_hidden(column))
    }
}
