//! Reading a form whose figures have columns of their own: a matrix, several tables, columns for other months, codes.
//!
//! Columns are known by their headings, each under the one above it, and rows by their words and their code, all as the
//! form has them. Where something is missing or occurs twice, nothing is read and the sentence names it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cell::{CellReading, read_one};
use super::notes::{self, Note};
use super::sheet::OldFigure;
use super::text::{plain, shortened};
use crate::notice::{
    FigureId, Form, Grid, GridCell, GridContent, GridHeading, GridRow, Role, Row, RowKind, Table,
};
use crate::reading::{Sheet, Value, address, column_name};
use crate::wording::quoted;

/// In how many rows a table is searched.
const MOST_ROWS: usize = 1000;

/// What a sheet says of a form.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The row of the first headings.
    pub(super) heading: u32,
    pub(super) figures: BTreeMap<FigureId, OldFigure>,
    /// Rows of the form that the sheet does not contain.
    pub(super) missing: Vec<u16>,
    /// How many of the cells are formulas.
    pub(super) formulas: usize,
    /// The lines with numbers that are no row of the form, counted from 1.
    pub(super) unknown: Vec<u32>,
    /// What the unit wrote below the tables.
    pub(super) notes: Vec<Note>,
}

/// Whether the figures of a form can only be told apart by their columns, or its rows by their codes.
pub(super) fn is_needed(form: &Form) -> bool {
    let told_apart = |role| {
        matches!(role, Role::Previous | Role::LastYear | Role::Difference | Role::PerCent | Role::Unit)
    };
    let mut columns = form.tables.iter().flat_map(|table| &table.grid.columns);
    form.tables.len() != 1
        || columns.any(|column| column.measure.is_some() || told_apart(column.role))
        || form.rows().any(|row| row.code.is_some())
}

/// Reads a sheet; `None` if it is another table. The row is that of the headings.
pub(super) fn read(form: &Form, sheet: &Sheet) -> Option<Result<Found, (u32, String)>> {
    let (heading, is_exact) = best_line(form.tables.first()?, sheet, 0)?;
    let title = plain(&form.title);
    let names_form = || sheet.cells().any(|(_, value)| plain(&value.text()).contains(&title));
    if !is_exact && !names_form() {
        return None;
    }
    Some(tables(form, sheet).map_err(|problem| (heading, problem)))
}

fn tables(form: &Form, sheet: &Sheet) -> Result<Found, String> {
    let mut places: Vec<Place<'_>> = Vec::new();
    for table in &form.tables {
        let from = places.last().map_or(0, |place: &Place<'_>| place.below);
        places.push(Place::of(table, sheet, from)?);
    }
    if let Some(again) = places
        .last()
        .and_then(|last| best_line(last.table, sheet, last.below))
        .filter(|(_, is_exact)| *is_exact)
    {
        return Err(format!("第 {} 行又是一张同样的表，请把每个月放在一张工作表里", again.0 + 1));
    }
    let mut found = Found { heading: places.first().map_or(0, |place| place.heading), ..Found::default() };
    let ends: Vec<u32> = places.iter().skip(1).map(|next| next.heading).chain([u32::MAX]).collect();
    for (place, end) in places.iter().zip(ends) {
        place.unit_above(form)?;
        let below = place.rows(form, end, &mut found)?;
        if end == u32::MAX {
            found.notes = notes::below(form, sheet, below, |line| !place.has_numbers(line));
        }
    }
    Ok(found)
}

/// The line with most of a table's uppermost headings, and whether it has all of them.
fn best_line(table: &Table, sheet: &Sheet, from: u32) -> Option<(u32, bool)> {
    let headings: Vec<String> =
        named(table.grid.headings.first()?).map(|heading| plain(&heading.text)).collect();
    let mut best: Option<(u32, usize)> = None;
    for (line, cells) in sheet.rows_from(from).take(MOST_ROWS) {
        let texts: Vec<String> = cells.iter().map(|(_, value)| plain(&value.text())).collect();
        let known = headings.iter().filter(|heading| texts.contains(heading)).count();
        if known > best.map_or(0, |(_, most)| most) {
            best = Some((line, known));
        }
    }
    best.map(|(line, known)| (line, known == headings.len()))
}

fn named(headings: &[GridHeading]) -> impl Iterator<Item = &GridHeading> {
    headings.iter().filter(|heading| !heading.text.is_empty())
}

/// Where a table stands on a sheet.
struct Place<'sheet> {
    table: &'sheet Table,
    sheet: &'sheet Sheet,
    heading: u32,
    /// The first row below the headings.
    below: u32,
    columns: Columns,
}

/// The columns of a sheet under the headings of a table.
struct Columns {
    /// The column of the sheet for each of the grid's that has a heading.
    columns: BTreeMap<usize, u32>,
    /// For each column of the grid, the columns of the sheet under its heading.
    within: Vec<Range<u32>>,
}

impl Columns {
    fn get(&self, column: usize) -> Option<u32> {
        self.columns.get(&column).copied()
    }

    /// The column of the sheet that follows a cell.
    fn after(&self, cell: &GridCell) -> u32 {
        let outer = self.within.get(cell.column).map_or(0, |range| range.end);
        self.get(cell.column + cell.across).map_or(outer, |next| outer.min(next))
    }
}

impl<'sheet> Place<'sheet> {
    fn of(table: &'sheet Table, sheet: &'sheet Sheet, from: u32) -> Result<Self, String> {
        let (heading, _) = best_line(table, sheet, from).ok_or("没有找到表头")?;
        let columns = columns(&table.grid, sheet, heading)?;
        let below = heading.saturating_add(u32::try_from(table.grid.headings.len()).unwrap_or(u32::MAX));
        Ok(Self { table, sheet, heading, below, columns })
    }

    /// Refuses a line above the table that names another unit.
    fn unit_above(&self, form: &Form) -> Result<(), String> {
        let above = self.sheet.rows().take_while(|(line, _)| *line < self.heading);
        for text in above.flat_map(|(_, cells)| cells).map(|(_, value)| plain(&value.text())) {
            let Some((before, unit)) = text.rsplit_once("单位:") else { continue };
            let is_a_unit = before.is_empty() || before.ends_with("计量") || before.ends_with(['(', ',']);
            let unit = unit.trim_end_matches(')');
            let mut known = form.figures().map(|figure| plain(&figure.unit));
            if is_a_unit && !unit.is_empty() && !known.any(|known| known == unit) {
                return Err(format!("表上写的单位是{}，和表样的不一样", quoted(shortened(unit))));
            }
        }
        Ok(())
    }

    /// Reads the rows up to a line; returns the first line below them.
    fn rows(&self, form: &Form, end: u32, found: &mut Found) -> Result<u32, String> {
        let rows: Vec<&GridRow> =
            self.table.grid.rows.iter().filter(|row| row.kind != RowKind::Heading).collect();
        let keys: Vec<Key> = rows.iter().map(|row| Key::of(row)).collect();
        let mut known = Vec::new();
        for (index, (grid_row, key)) in rows.iter().zip(&keys).enumerate() {
            let Some(row) = form.rows().find(|row| row.number == grid_row.number) else { continue };
            let lines = self.lines_of(key, end);
            let alike = keys.iter().filter(|other| *other == key).count();
            let before = keys.iter().take(index).filter(|other| *other == key).count();
            match lines.get(before) {
                _ if lines.is_empty() => found.missing.push(row.number),
                Some(line) if lines.len() == alike => {
                    known.push(*line);
                    self.row(grid_row, row, *line, found)?;
                }
                _ => {
                    let (name, count) = (quoted(shortened(&key.content)), lines.len());
                    return Err(format!(
                        "{name}在表里有 {count} 行，表样里有 {alike} 行，认不出哪一行是哪一项"
                    ));
                }
            }
        }
        let others = self.lines(end).filter(|line| !known.contains(line) && self.has_numbers(*line));
        found.unknown.extend(others.map(|line| line + 1));
        Ok(known.iter().max().map_or(self.below, |last| last.saturating_add(1)))
    }

    fn lines(&self, end: u32) -> impl Iterator<Item = u32> {
        let lines = self.sheet.rows_from(self.below).take(MOST_ROWS).map(|(line, _)| line);
        lines.take_while(move |line| *line < end)
    }

    /// Whether a line has numbers under the headings of figures, other than the letters beneath the headings.
    fn has_numbers(&self, line: u32) -> bool {
        let text = |column: usize| {
            self.columns.get(column).map(|column| plain(&self.sheet.value(line, column).text()))
        };
        // Whoever filled the form in may have numbered more columns than the form does.
        let mut letters = named(&self.table.grid.letters).peekable();
        let is_letters = letters.peek().is_some()
            && letters.all(|letter| text(letter.column).is_none_or(|text| text == plain(&letter.text)));
        let columns = self.table.grid.columns.iter().enumerate();
        let mut quantities = columns.filter(|(_, column)| column.role.is_quantity());
        !is_letters
            && quantities.any(|(column, _)| text(column).is_some_and(|text| text.contains(char::is_numeric)))
    }

    /// The lines with the words and the code of a row.
    fn lines_of(&self, key: &Key, end: u32) -> Vec<u32> {
        let says = |line: u32, wanted: &Option<(usize, String)>| {
            let Some((column, text)) = wanted else { return true };
            let column = self.columns.get(*column);
            column.is_none_or(|column| plain(&self.sheet.value(line, column).text()) == *text)
        };
        self.lines(end).filter(|line| says(*line, &key.words) && says(*line, &key.code)).collect()
    }

    fn row(&self, grid_row: &GridRow, row: &Row, line: u32, found: &mut Found) -> Result<(), String> {
        for cell in &grid_row.cells {
            let Some(column) = self.columns.get(cell.column) else { continue };
            match &cell.content {
                GridContent::Text { role: Role::Unit, text } => {
                    let unit = self.sheet.value(line, column).text();
                    if plain(&unit) != plain(text) {
                        let (unit, text) = (quoted(shortened(&unit)), quoted(text));
                        return Err(format!("第 {} 行的单位写的是{unit}，表样是{text}", line + 1));
                    }
                }
                GridContent::Quantity { figure, role: role @ (Role::Month | Role::Total) } => {
                    let Some(figure) = row.figures.iter().find(|known| known.id == *figure) else { continue };
                    let place = (line, column);
                    let reading = match self.sheet.cell(line, column) {
                        _ if self.is_merged_otherwise(place, cell) => {
                            let text = self.sheet.value(line, column).text();
                            CellReading::unreadable(&text, "几格合并成了一格")
                        }
                        Some(cell) => read_one(figure, row, cell),
                        None => CellReading::Blank,
                    };
                    found.formulas += usize::from(self.sheet.is_computed(line, column));
                    let first = self.sheet.merged_at(line, column).map_or(place, |area| area.first);
                    let old = found.figures.entry(figure.id).or_default();
                    let (quantity, at) = match role {
                        Role::Month => (&mut old.month, &mut old.month_at),
                        _ => (&mut old.total, &mut old.total_at),
                    };
                    (*quantity, *at) = (reading, Some(address(first)));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a cell is a part of a merged one that covers more than the form's.
    fn is_merged_otherwise(&self, (line, column): (u32, u32), cell: &GridCell) -> bool {
        let next = self.columns.after(cell);
        self.sheet
            .merged_at(line, column)
            .is_some_and(|area| area.first != (line, column) || area.last.0 != line || area.last.1 >= next)
    }
}

/// By what a row is known.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    content: String,
    words: Option<(usize, String)>,
    code: Option<(usize, String)>,
}

impl Key {
    fn of(row: &GridRow) -> Self {
        let text = |wanted: Role| {
            let mut cells = row.cells.iter();
            cells.find_map(|cell| match &cell.content {
                GridContent::Text { role, text } if *role == wanted && !text.is_empty() => {
                    Some((cell.column, text.clone()))
                }
                _ => None,
            })
        };
        let (words, code) = (text(Role::Content), text(Role::Number));
        let content = words.as_ref().or(code.as_ref()).map(|(_, text)| text.clone()).unwrap_or_default();
        let compared = |found: Option<(usize, String)>| found.map(|(column, text)| (column, plain(&text)));
        Self { content, words: compared(words), code: compared(code) }
    }
}

/// The column of the sheet for each of the grid's: each heading stands below the one that covers it, once and in order.
fn columns(grid: &Grid, sheet: &Sheet, first: u32) -> Result<Columns, String> {
    let mut columns = BTreeMap::new();
    // For each column of the grid, the columns of the sheet under the heading above it.
    let mut within: Vec<Range<u32>> = vec![0..u32::MAX; grid.columns.len()];
    for (headings, line) in grid.headings.iter().zip(first..) {
        let cells: Vec<(u32, String)> = sheet
            .rows_from(line)
            .next()
            .filter(|(row, _)| *row == line)
            .map(|(_, cells)| cells.into_iter().map(|(column, value)| (column, text_of(value))).collect())
            .unwrap_or_default();
        let mut placed: Vec<(&GridHeading, u32)> = Vec::new();
        for heading in named(headings) {
            let range = within.get(heading.column).cloned().unwrap_or(0..0);
            let text = plain(&heading.text);
            let alike: Vec<&GridHeading> = named(headings)
                .filter(|other| plain(&other.text) == text && within.get(other.column) == Some(&range))
                .collect();
            let here: Vec<u32> = cells
                .iter()
                .filter(|(column, found)| range.contains(column) && *found == text)
                .map(|(column, _)| *column)
                .collect();
            let which = alike.iter().position(|other| other.column == heading.column).unwrap_or_default();
            match here.get(which) {
                Some(column) if here.len() == alike.len() => placed.push((heading, *column)),
                Some(_) => {
                    return Err(format!("有 {} 栏都叫{}，认不出是哪一栏", here.len(), quoted(&heading.text)));
                }
                None => return Err(format!("没有找到{}这一栏", quoted(&heading.text))),
            }
        }
        if let Some(pair) =
            placed.windows(2).find(|pair| matches!(pair, [(_, one), (_, other)] if one >= other))
        {
            let name = pair.first().map(|(_, column)| column_name(*column)).unwrap_or_default();
            return Err(format!("{name} 列起，各栏的先后和表样不一样"));
        }
        for (index, (heading, column)) in placed.iter().enumerate() {
            let outer = within.get(heading.column).map_or(u32::MAX, |range| range.end);
            let next = placed.get(index + 1).map_or(outer, |(_, next)| *next).min(outer);
            let each = each_under(heading, sheet, (line, *column))?;
            for (offset, under) in (heading.column..heading.column + heading.across).zip(0..) {
                if let Some(range) = within.get_mut(offset) {
                    *range = *column..next;
                }
                columns.insert(offset, column + under * each);
            }
        }
    }
    Ok(Columns { columns, within })
}

/// How many columns of the sheet each of a heading's is: more than one where tables with other columns stand above or below.
fn each_under(heading: &GridHeading, sheet: &Sheet, (line, column): (u32, u32)) -> Result<u32, String> {
    let across = u32::try_from(heading.across).unwrap_or(u32::MAX).max(1);
    let width = sheet.merged_at(line, column).map_or(across, |area| area.last.1 - area.first.1 + 1);
    match width % across {
        0 => Ok(width / across),
        _ => Err(format!("{}占的列数和表样对不上", quoted(&heading.text))),
    }
}

fn text_of(value: &Value) -> String {
    plain(&value.text())
}
