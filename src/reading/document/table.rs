//! The rows of a table while it is read, and the columns of their cells.
//!
//! The grid of a Word table is finer than its cells: every border that was ever drawn begins a column. A border that
//! was moved slightly makes an invisible column, and cells below each other would get different columns.

use super::attribute::{is_on, value};
use crate::reading::xml::Xml;
use crate::reading::{Cell, ReadingError, Value};

/// A column narrower than this, in twentieths of a point, has no room for a character and is ignored.
const NARROWEST: u32 = 100;
/// The most columns. Word itself makes 63.
const MOST_COLUMNS: u32 = 16_384;

/// How a cell is merged with the cells above and below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Down {
    #[default]
    No,
    /// The first cell, which the cells below continue.
    Starts,
    /// A continuation of the cell above.
    GoesOn,
}

/// A cell in its row.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The first column of the cell; `first` and `last` are both included.
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) down: Down,
    pub(super) content: Cell,
}

/// A row of a table, or a line of text with one cell.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// How many columns are empty before the first cell.
    before: u32,
    pub(super) cells: Vec<Placed>,
    pub(super) is_hidden: bool,
}

impl Row {
    pub(super) fn line(content: Cell) -> Self {
        Self { cells: vec![Placed { content, ..Placed::default() }], ..Self::default() }
    }

    /// Its cells that are not empty.
    pub(super) fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().map(|cell| &cell.content).filter(|content| content.value != Value::Blank)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    /// The text of its first cell that is not empty.
    pub(super) fn text(&self) -> String {
        self.filled().next().map(|content| content.value.text()).unwrap_or_default()
    }

    /// Appends a cell to the row.
    fn push(&mut self, span: u32, down: Down, content: Cell) -> Result<(), ReadingError> {
        let first = self.cells.last().map_or(self.before, |cell| cell.last + 1);
        let last = first.saturating_add(span.max(1) - 1);
        if last >= MOST_COLUMNS {
            return Err(ReadingError::Damaged);
        }
        self.cells.push(Placed { first, last, down, content });
        Ok(())
    }

    /// Makes the last cell wider by some columns.
    fn widen(&mut self, span: u32) -> Result<(), ReadingError> {
        let Some(cell) = self.cells.last_mut() else { return self.push(span, Down::No, Cell::default()) };
        cell.last = cell.last.saturating_add(span);
        if cell.last >= MOST_COLUMNS { Err(ReadingError::Damaged) } else { Ok(()) }
    }
}

/// The table that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    rows: Vec<Row>,
    /// The widths of the grid's columns, in twentieths of a point.
    widths: Vec<u32>,
    row: Row,
    is_row_deleted: bool,
    cell: OpenCell,
    /// How many tables inside a cell are open; their text belongs to the cell.
    pub(super) within: usize,
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct OpenCell {
    span: u32,
    down: Down,
    /// Whether it is merged with the cell before it, in the notation of programs of the nineties.
    goes_on_across: bool,
    is_deleted: bool,
}

impl OpenTable {
    pub(super) fn begin_row(&mut self) {
        (self.row, self.is_row_deleted) = (Row::default(), false);
    }

    pub(super) fn begin_cell(&mut self) {
        self.cell = OpenCell { span: 1, ..OpenCell::default() };
    }

    /// Reads the width of a column of the grid.
    pub(super) fn take_column(&mut self, width: Option<&str>) {
        self.widths.push(width.and_then(|width| width.parse().ok()).unwrap_or_default());
    }

    /// Reads a property of the row or the cell.
    pub(super) fn take_property(&mut self, of_row: bool, xml: &Xml<'_>) -> Result<(), ReadingError> {
        let value = value(xml)?;
        let goes_on = value.as_deref() != Some("restart");
        // With an unreadable width every following cell would be in the wrong column.
        let count = || match value.as_deref() {
            Some(count) => count.trim().parse::<u32>().map_err(|_| ReadingError::Damaged),
            None => Ok(0),
        };
        match (of_row, xml.name()) {
            (true, "gridBefore") => self.row.before = count()?,
            (true, "hidden") => self.row.is_hidden = is_on(xml)?,
            (true, "del") => self.is_row_deleted = true,
            (false, "gridSpan") => self.cell.span = count()?.max(1),
            (false, "vMerge") => self.cell.down = if goes_on { Down::GoesOn } else { Down::Starts },
            (false, "hMerge") => self.cell.goes_on_across = goes_on,
            (false, "cellDel") => self.cell.is_deleted = true,
            _ => {}
        }
        Ok(())
    }

    pub(super) fn end_cell(&mut self, content: Cell) -> Result<(), ReadingError> {
        let OpenCell { span, down, goes_on_across, is_deleted } = std::mem::take(&mut self.cell);
        if goes_on_across {
            return self.row.widen(span);
        }
        self.row.push(span, down, if is_deleted { Cell::default() } else { content })
    }

    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.rows.extend(Some(row).filter(|_| !self.is_row_deleted));
    }

    pub(super) fn rows(self) -> Vec<Row> {
        seen_columns(self.rows, &self.widths)
    }
}

/// The rows with visible columns only: a column that is too narrow is merged into the one before. `widths`
/// are those of the grid. If a cell would get no column, the widths are wrong and nothing is changed.
fn seen_columns(mut rows: Vec<Row>, widths: &[u32]) -> Vec<Row> {
    let (mut column, mut since) = (0, 0_u32);
    // For each border from the left edge on, the column that it begins.
    let borders: Vec<u32> = std::iter::once(0)
        .chain(widths.iter().map(|width| {
            since = since.saturating_add(*width);
            if since >= NARROWEST {
                (column, since) = (column + 1, 0);
            }
            column
        }))
        .collect();
    let border = |at: u32| {
        let known = borders.len() - 1;
        let beyond = (at as usize).saturating_sub(known);
        borders.get(at as usize - beyond).copied().unwrap_or_default()
            + u32::try_from(beyond).unwrap_or_default()
    };
    let is_kept = |cell: &Placed| border(cell.first) < border(cell.last + 1);
    if rows.iter().flat_map(|row| &row.cells).all(is_kept) {
        for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
            (cell.first, cell.last) = (border(cell.first), border(cell.last + 1) - 1);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(spans: &[u32]) -> Row {
        let mut row = Row::default();
        for span in spans {
            row.push(*span, Down::No, Cell::default()).unwrap();
        }
        row
    }

    fn columns(rows: &[Row]) -> Vec<Vec<(u32, u32)>> {
        rows.iter().map(|row| row.cells.iter().map(|cell| (cell.first, cell.last)).collect()).collect()
    }

    #[test]
    fn a_border_that_was_dragged_by_a_hair_makes_no_column() {
        let rows = || vec![row(&[1, 2]), row(&[2, 1]), row(&[1, 2, 1])];
        let expected = [vec![(0, 0), (1, 1)], vec![(0, 0), (1, 1)], vec![(0, 0), (1, 1), (2, 2)]];
        assert_eq!(columns(&seen_columns(rows(), &[2000, 30, 1970])), expected);
        let all = columns(&rows());
        assert_eq!(all[1], [(0, 1), (2, 2)]);
        for widths in [&[2000, 300, 1700][..], &[], &[0, 0, 0], &[30, 30, 4000]] {
            assert_eq!(columns(&seen_columns(rows(), widths)), all, "{widths:?}");
        }
    }

    #[test]
    fn a_row_wider_than_any_is_refused() {
        let mut wide = row(&[1]);
        assert_eq!(wide.push(u32::MAX, Down::No, Cell::default()), Err(ReadingError::Damaged));
        assert_eq!(wide.widen(u32::MAX), Err(ReadingError::Damaged));
        let mut late = Row { before: u32::MAX, ..Row::default() };
        assert_eq!(late.push(1, Down::No, Cell::default()), Err(ReadingError::Damaged));
    }
}
