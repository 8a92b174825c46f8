//! The quantities in one row of the form: which cell belongs to which figure, and why a cell belongs to none.

use super::super::cell::{self, CellReading};
use super::super::headings::Span;
use super::super::numbers::is_own_unit;
use super::super::sentences::{OtherUnit, Written, written};
use super::super::text::{plain, shortened};
use super::{Place, Placed, Reader, value};
use crate::notice::{Figure, Row};
use crate::reading::{Area, Cell, Formula, Value};
use crate::wording::{numbered, quoted};

impl Reader<'_> {
    /// Reads the cells of a row below one quantity heading: one reading for each figure, with its cell.
    pub(super) fn quantities(
        &self,
        row: &Row,
        place: &Place,
        span: Option<Span>,
        others: &[OtherUnit],
    ) -> Vec<Placed> {
        let Some(span) = span else { return vec![Placed::default(); row.figures.len()] };
        let doubt = self.doubt(row, place);
        let figures = row.figures.iter().zip(self.cells_of(row, place, span));
        let placed = figures.map(|(figure, (read, at))| Placed {
            read: self.in_its_unit(figure, place, others, doubt.as_deref(), read),
            at: Some(self.first_of(at)),
        });
        placed.collect()
    }

    /// The reading of each figure of a row below a heading, and where it stands.
    fn cells_of(&self, row: &Row, place: &Place, span: Span) -> Vec<(CellReading, (u32, u32))> {
        let homes = self.homes(row, place, span);
        let each = |read: CellReading| homes.iter().map(|home| (read.clone(), *home)).collect();
        if !place.again.is_empty() {
            return each(self.double(row, place, span));
        }
        let all = place.cells(span);
        if let Some((shared, at)) = self.shared_with_others(place, span, &all) {
            return vec![(shared, at); homes.len()];
        }
        let cells: Vec<(u32, u32)> = all.into_iter().filter(|at| self.holds_something(row, *at)).collect();
        match cells.as_slice() {
            [] => each(CellReading::Blank),
            cells if cells.len() == homes.len() => {
                let cells = row.figures.iter().zip(cells);
                cells.map(|(figure, at)| (cell::read_one(figure, row, &self.cell(*at)), *at)).collect()
            }
            [at] => self.lone(row, place, span, *at, &homes),
            [first, ..] => {
                let texts = self.texts(&cells);
                let read = CellReading::unreadable(&texts, "格数和表样不同，看不出哪个数是哪一项");
                vec![(read, *first); homes.len()]
            }
        }
    }

    /// The cell of each figure of a row if all are blank: side by side or below each other, else the first for all.
    fn homes(&self, row: &Row, place: &Place, span: Span) -> Vec<(u32, u32)> {
        let wanted = row.figures.len();
        let first = (place.rows.first().copied().unwrap_or_default(), span.first);
        let lies_across =
            self.sheet.merged_at(first.0, first.1).is_some_and(|area| area.first.1 < area.last.1);
        if (span.first..=span.last).count() == wanted && !lies_across {
            return (span.first..=span.last).map(|column| (first.0, column)).collect();
        }
        if place.rows.len() == wanted {
            return place.rows.iter().map(|row| (*row, span.first)).collect();
        }
        vec![first; wanted]
    }

    /// The first of the merged cells that a cell belongs to.
    fn first_of(&self, (row, column): (u32, u32)) -> (u32, u32) {
        self.sheet.merged_at(row, column).map_or((row, column), |area| area.first)
    }

    /// Reads a single cell in a row with several figures: all of them, or the one that its words or its place show.
    /// The others are blank, each in its own cell if it has one.
    fn lone(
        &self,
        row: &Row,
        place: &Place,
        span: Span,
        at: (u32, u32),
        homes: &[(u32, u32)],
    ) -> Vec<(CellReading, (u32, u32))> {
        let cell = self.cell(at);
        let all = cell::read_all(row, &cell);
        let is_read = all.iter().any(|read| matches!(read, CellReading::Amount(_)));
        let slot = self.slot(place, span, at, homes.len());
        let its_own = slot
            .filter(|_| !is_read && cell::says_whose(row, &cell).is_none() && !cell::may_be_two(row, &cell));
        let read = match its_own {
            Some(slot) => {
                let figures = row.figures.iter().enumerate();
                let read = figures.map(|(index, figure)| {
                    if index == slot { cell::read_one(figure, row, &cell) } else { CellReading::Blank }
                });
                read.collect()
            }
            None => all,
        };
        let is_elsewhere = |read: &CellReading| slot.is_some() && *read == CellReading::Blank;
        let placed = read.into_iter().zip(homes);
        placed
            .map(|(read, home)| {
                let at = if is_elsewhere(&read) { *home } else { at };
                (read, at)
            })
            .collect()
    }

    /// Handles a number that is merged with cells of other rows or of another column that is read: it belongs
    /// to no figure.
    fn shared_with_others(
        &self,
        place: &Place,
        span: Span,
        cells: &[(u32, u32)],
    ) -> Option<(CellReading, (u32, u32))> {
        let others: Vec<Span> = self.spans().filter(|other| *other != span).collect();
        let is_shared = |area: &Area| {
            !(area.first.0..=area.last.0).all(|row| place.rows.contains(&row))
                || others.iter().any(|other| area.first.1 <= other.last && other.first <= area.last.1)
        };
        let mut areas = cells.iter().filter_map(|(row, column)| self.sheet.merged_at(*row, *column));
        let shared = areas
            .find(|area| is_shared(area) && *self.sheet.value(area.first.0, area.first.1) != Value::Blank)?;
        let text = self.sheet.value(shared.first.0, shared.first.1).text();
        Some((CellReading::unreadable(&text, "和别的格合并在一起，看不出是哪一项的数"), shared.first))
    }

    /// Why the numbers of a place cannot be assigned, if they cannot.
    fn doubt(&self, row: &Row, place: &Place) -> Option<String> {
        if !place.by_number {
            return None;
        }
        let line = place.rows.first()?;
        let content =
            self.headings.content.map(|column| value(self.sheet, *line, column).text()).unwrap_or_default();
        let number = row.number;
        Some(if plain(&content).is_empty() {
            format!("工作表的第 {} 行只有序号 {number}，没有内容，看不出是不是这一项", line + 1)
        } else {
            let content = quoted(shortened(&content));
            format!(
                "工作表的第 {} 行序号是 {number}，内容却是{content}，和表样的第 {number} 项不同",
                line + 1
            )
        })
    }

    /// Checks that an amount belongs to the row and is in the form's unit; if not, the reason.
    fn in_its_unit(
        &self,
        figure: &Figure,
        place: &Place,
        others: &[OtherUnit],
        doubt: Option<&str>,
        read: CellReading,
    ) -> CellReading {
        let CellReading::Amount(amount) = &read else { return read };
        let shown = amount.to_string();
        if let Some(doubt) = doubt {
            return CellReading::unreadable(&shown, doubt);
        }
        let mut others = others.iter().filter(|other| other.is_for(&figure.unit));
        let heading = others.next().map(|other| ("表上", other.name.to_owned()));
        match heading.or_else(|| self.unit_beside(figure, place).map(|unit| ("单位一栏", unit))) {
            Some((place, unit)) => {
                let reason = format!("{place}写的是{}，这一项的单位是{}", quoted(unit), quoted(&figure.unit));
                CellReading::unreadable(&shown, reason)
            }
            None => read,
        }
    }

    /// What the column of units says about a figure, if it differs from the figure's unit.
    fn unit_beside(&self, figure: &Figure, place: &Place) -> Option<String> {
        let (column, row) = (self.headings.units?, place.rows.first()?);
        let text = plain(&value(self.sheet, *row, column).text());
        let units: Vec<&str> =
            text.split([',', '/', ';', '(', ')', '-']).filter(|unit| !unit.is_empty()).collect();
        let is_its = |unit: &&str| is_own_unit(figure, unit);
        let is_other = |unit: &&str| OtherUnit::in_text(unit).is_some_and(|other| other.is_for(&figure.unit));
        let is_fine = units.iter().any(is_its) && !units.iter().any(is_other);
        (!units.is_empty() && !is_fine).then_some(text)
    }

    /// Uses the numbers in the sentence (instead of its X) if the cell is blank; if both have a number, they
    /// must be equal. Returns whether any were used.
    pub(super) fn with_sentence(&self, row: &Row, place: &Place, month: &mut [Placed]) -> bool {
        let (Some(column), Some(line)) = (self.headings.content, place.rows.first()) else { return false };
        let text = value(self.sheet, *line, column).text();
        let content = quoted(&self.form.columns.content);
        let first = self.first_of((*line, column));
        let in_sentence = |read: CellReading| Placed { read, at: Some(first) };
        let refuse = |month: &mut [Placed], reason: &str| {
            for placed in month.iter_mut().filter(|placed| placed.read == CellReading::Blank) {
                *placed = in_sentence(CellReading::unreadable(&text, format!("{content}{reason}")));
            }
        };
        let doubt = self.sheet.cell(first.0, first.1).and_then(Cell::doubt);
        let mut taken = false;
        match (written(row, &text), doubt) {
            (Written::Nothing, _) => {}
            (_, Some(doubt)) => refuse(month, doubt),
            (Written::Elsewhere, None) => refuse(month, "里写着数，看不出是不是这一项的"),
            (Written::Numbers(numbers), None) => {
                for ((figure, number), placed) in row.figures.iter().zip(numbers).zip(month) {
                    let Some(number) = number else { continue };
                    let said = cell::of_text(figure, row, &number);
                    match &placed.read {
                        CellReading::Blank => {
                            taken = true;
                            *placed = in_sentence(said);
                        }
                        CellReading::Amount(amount) if said != CellReading::Amount(*amount) => {
                            let reason =
                                format!("{content}里写的是 {number}，这里填的是 {amount}，看不出哪个对");
                            placed.read = CellReading::unreadable(&amount.to_string(), reason);
                        }
                        _ => {}
                    }
                }
            }
        }
        taken
    }

    /// A row that occurs more than once: the content of each occurrence, and where they are.
    fn double(&self, row: &Row, place: &Place, span: Span) -> CellReading {
        let rows = || place.rows.iter().chain(&place.again);
        let cells: Vec<(u32, u32)> =
            rows().flat_map(|row| (span.first..=span.last).map(move |column| (*row, column))).collect();
        let lines: Vec<u32> = rows().map(|row| row + 1).collect();
        let reason = format!(
            "第 {} 项在旧表里出现了 {} 次（工作表的第 {} 行），看不出哪个对",
            row.number,
            lines.len(),
            numbered(&lines)
        );
        CellReading::unreadable(&self.texts(&cells), reason)
    }

    fn texts(&self, cells: &[(u32, u32)]) -> String {
        let texts = cells.iter().map(|(row, column)| self.sheet.value(*row, *column).text());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("、")
    }

    fn cell(&self, (row, column): (u32, u32)) -> Cell {
        self.sheet.cell(row, column).cloned().unwrap_or_default()
    }

    /// Whether a cell holds more than the unit of its row, which some offices print into a separate cell.
    fn holds_something(&self, row: &Row, (line, column): (u32, u32)) -> bool {
        let Some(cell) = self.sheet.cell(line, column) else { return false };
        let text = plain(&cell.value.text());
        let is_unit = row.figures.iter().any(|figure| figure.unit == text);
        let shows_nothing = matches!(&cell.value, Value::Shown { .. }) && text.is_empty();
        (!text.is_empty() && !is_unit) || shows_nothing || cell.formula == Some(Formula::NotComputed)
    }

    /// Which figure of its row a single cell belongs to, if its place shows it.
    fn slot(&self, place: &Place, span: Span, (row, column): (u32, u32), wanted: usize) -> Option<usize> {
        let lies_across = self.sheet.merged_at(row, column).is_some_and(|area| area.first.1 < area.last.1);
        let width = (span.first..=span.last).count();
        if place.rows.len() == 1 && width == wanted && !lies_across {
            return Some((column - span.first) as usize);
        }
        let is_stacked = place.rows.len() == wanted && (width == 1 || lies_across) && wanted > 1;
        place.rows.iter().position(|known| *known == row).filter(|_| is_stacked)
    }
}
