//! A sheet as it is seen: its texts with the cells that they cover.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::doubt::Place;
use super::text::{blanks_before, plain, tidy};
use crate::reading::{Area, Kind, Sheet, Value, address};

/// The most rows of a sheet and the most columns that are looked at: many times what a form has.
const MOST_ROWS: u32 = 1000;
const MOST_COLUMNS: u32 = 100;

/// How many characters of a text a place shows.
const SHOWN: usize = 40;

/// A text and the cells that it covers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// As it stands in the file.
    pub(super) raw: String,
    /// On one line.
    pub(super) text: String,
    /// As it is compared.
    pub(super) plain: String,
    pub(super) area: Area,
    /// How far it is moved in, in half-width characters.
    pub(super) indent: usize,
    /// Why its text may not count.
    pub(super) doubt: Option<&'static str>,
}

/// A sheet of a file.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) file: usize,
    pub(super) number: usize,
    sheet: Sheet,
    is_document: bool,
    /// One more than its last row and column.
    pub(super) rows: u32,
    pub(super) columns: u32,
    /// Whether there is more than is looked at.
    pub(super) is_cut: bool,
    /// The texts that were looked at already: each is looked at many times.
    known: RefCell<BTreeMap<(u32, u32), Option<Spot>>>,
    /// Where its texts stand in the file and which cells they cover here, if it is not laid out as the file is.
    places: BTreeMap<(u32, u32), Place>,
    areas: BTreeMap<(u32, u32), Area>,
    /// Whether what stands beside each other in the file stands below each other here.
    is_stacked: bool,
}

impl Grid {
    pub(super) fn new(file: usize, number: usize, kind: Kind, sheet: &Sheet) -> Self {
        let sheet = sheet.seen();
        let rows = sheet.last_row().map_or(0, |last| last + 1);
        let last = sheet.cells().map(|((row, column), _)| {
            sheet.merged_at(row, column).map_or(column, |area| area.last.1.min(column + MOST_COLUMNS))
        });
        let columns = last.max().map_or(0, |last| last + 1);
        Self {
            file,
            number,
            is_document: kind == Kind::Document,
            is_cut: rows > MOST_ROWS || columns > MOST_COLUMNS,
            rows: rows.min(MOST_ROWS),
            columns: columns.min(MOST_COLUMNS),
            sheet,
            known: RefCell::default(),
            places: BTreeMap::new(),
            areas: BTreeMap::new(),
            is_stacked: false,
        }
    }

    /// Some of its texts laid out otherwise: each with the cells that it covers then. They keep their places in the file.
    pub(super) fn laid_out(&self, texts: Vec<(Area, Spot)>) -> Self {
        let mut sheet = self.sheet.between(0, 0);
        let last =
            |of: fn(&Area) -> u32| texts.iter().map(|(area, _)| of(area) + 1).max().unwrap_or_default();
        let (rows, columns) = (last(|area| area.last.0), last(|area| area.last.1));
        sheet.table = self.table().map(|_| 0..rows);
        let mut laid_out = Self {
            sheet,
            rows,
            columns,
            known: RefCell::default(),
            is_cut: false,
            areas: BTreeMap::new(),
            ..self.clone()
        };
        for (area, spot) in texts {
            laid_out.places.insert(area.first, self.place(&spot));
            for row in area.first.0..=area.last.0 {
                laid_out.areas.extend((area.first.1..=area.last.1).map(|column| ((row, column), area)));
            }
            laid_out.known.borrow_mut().insert(area.first, Some(Spot { area, ..spot }));
        }
        laid_out
    }

    /// Whether its texts stand elsewhere than in the file.
    pub(super) fn is_laid_out(&self) -> bool {
        !self.areas.is_empty()
    }

    /// The same, with what stood beside each other laid below each other.
    pub(super) fn stacked(self) -> Self {
        Self { is_stacked: true, ..self }
    }

    pub(super) fn is_stacked(&self) -> bool {
        self.is_stacked
    }

    /// The rows of its table, where the file says which they are.
    pub(super) fn table(&self) -> Option<std::ops::Range<u32>> {
        self.sheet.table.clone()
    }

    pub(super) fn is_landscape(&self) -> bool {
        self.sheet.landscape
    }

    pub(super) fn name(&self) -> &str {
        &self.sheet.name
    }

    /// The text that is seen in a cell, its own or that of the merged cells it is one of.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<Spot> {
        let area = self.area(row, column);
        if let Some(known) = self.known.borrow().get(&area.first) {
            return known.clone();
        }
        let found = self.read(area);
        self.known.borrow_mut().insert(area.first, found.clone());
        found
    }

    fn read(&self, area: Area) -> Option<Spot> {
        let cell = self.sheet.cell(area.first.0, area.first.1)?;
        if cell.value == Value::Blank {
            return None;
        }
        let raw = cell.value.text();
        let text = tidy(&raw);
        if text.is_empty() {
            return None;
        }
        let indent = usize::from(cell.indent) + blanks_before(&raw);
        Some(Spot { plain: plain(&text), text, indent, raw, area, doubt: cell.doubt() })
    }

    /// The cells that one is merged with, or itself.
    pub(super) fn area(&self, row: u32, column: u32) -> Area {
        let itself = Area { first: (row, column), last: (row, column) };
        let laid_out = self.areas.get(&(row, column)).copied();
        laid_out.or_else(|| self.sheet.merged_at(row, column)).unwrap_or(itself)
    }

    /// The texts seen in a row, from left to right, each once.
    pub(super) fn row(&self, row: u32) -> Vec<Spot> {
        self.span(row, 0..self.columns)
    }

    /// The same in some of its columns.
    pub(super) fn span(&self, row: u32, columns: std::ops::Range<u32>) -> Vec<Spot> {
        let mut known = BTreeSet::new();
        let spots = columns.filter_map(|column| self.at(row, column));
        spots.filter(|spot| known.insert(spot.area.first)).collect()
    }

    /// The texts that begin in a row.
    pub(super) fn beginning(&self, row: u32) -> Vec<Spot> {
        self.row(row).into_iter().filter(|spot| spot.area.first.0 == row).collect()
    }

    /// Where a text stands.
    pub(super) fn place(&self, spot: &Spot) -> Place {
        if let Some(place) = self.places.get(&spot.area.first) {
            return place.clone();
        }
        self.place_at(spot.area.first.0, spot.area.first.1, &spot.text)
    }

    pub(super) fn place_at(&self, row: u32, column: u32, says: &str) -> Place {
        Place {
            file: self.file,
            sheet: self.number,
            row,
            column,
            address: self.address(row, column),
            says: says.chars().take(SHOWN).collect(),
        }
    }

    /// A cell of a workbook has an address; in a Word file rows are counted within their table, and lines have none.
    fn address(&self, row: u32, column: u32) -> String {
        let name = self.name();
        if !self.is_document {
            let cell = address((row, column));
            return if name.is_empty() { cell } else { format!("{name}!{cell}") };
        }
        let table = self.sheet.table.clone().unwrap_or_default();
        if !table.contains(&row) {
            return "正文".to_owned();
        }
        let table_name = if name.is_empty() { "表" } else { name };
        let before = (0..column).filter(|other| self.area(row, *other).first.1 == *other).count();
        format!("{table_name}第{}行第{}格", row - table.start + 1, before + 1)
    }
}
