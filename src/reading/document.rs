//! Tables of a Word file (.docx) as sheets.
//!
//! A notice contains its form as a table in Word, and offices fill it in there. Each table becomes a separate
//! sheet, together with the lines that belong to it: the title and 填报单位 above, the note below. Which lines
//! these are is decided here, by pages and by the first words of a note; their meaning is not.

mod attribute;
mod body;
mod look;
mod table;
mod writing;

use std::collections::BTreeMap;

use super::package::Package;
use super::sheet::Budget;
use super::wants::Wants;
use super::{Area, MOST_SHEETS, ReadingError, Sheet};

use body::Block;
use look::Styles;
use table::{Down, Row};

/// The name of the sheet with the lines of all pages without a table.
const OTHER_PAGES: &str = "正文";
/// The words that begin a note under a table.
const NOTES: [&str; 4] = ["说明", "备注", "注", "填表说明"];
/// The most lines above a table that belong to it: more would be the letter before the form.
const MOST_ABOVE: usize = 30;

/// Makes a sheet for each table of the document in the `main` part.
pub(super) fn sheets(
    package: &mut Package<'_>,
    main: &str,
    wants: Wants,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, ReadingError> {
    let listed = package.relationships(main)?.into_iter().find(|related| related.kind == "styles");
    let styles = match listed {
        Some(listed) => package.part(&listed.part)?.map(Styles::read).transpose()?.unwrap_or_default(),
        None => Styles::default(),
    };
    let text = package.part(main)?.ok_or(ReadingError::Damaged)?;
    let blocks = body::read(text, &styles)?;
    let pages = Pages::arrange(blocks, wants)?;
    let is_alone = pages.tables.len() == 1;
    let name = |number| if is_alone { String::new() } else { format!("表{number}") };
    let tables = (1..).zip(pages.tables).map(|(number, piece)| (name(number), piece));
    let others = Piece { lines_above: pages.others, ..Piece::default() };
    let others = Some((OTHER_PAGES.to_owned(), others)).filter(|(_, piece)| !piece.lines_above.is_empty());
    let sheets = tables.chain(others).map(|(name, piece)| {
        let is_landscape = piece.is_landscape;
        let mut sheet = sheet(name, piece, budget)?;
        sheet.landscape = is_landscape;
        Ok(sheet)
    });
    sheets.collect()
}

/// A table with the lines that belong to it.
#[derive(Default)]
struct Piece {
    lines_above: Vec<Row>,
    rows: Vec<Row>,
    lines_below: Vec<Row>,
    is_landscape: bool,
}

/// The content of a document: the rows of each table with the lines that belong to it, and all other lines.
#[derive(Default)]
struct Pages {
    tables: Vec<Piece>,
    others: Vec<Row>,
}

impl Pages {
    fn arrange(blocks: Vec<Block>, wants: Wants) -> Result<Self, ReadingError> {
        // A table of one row, such as a frame around 填报单位, is treated like a paragraph.
        let has_table = blocks.iter().any(|block| matches!(block, Block::Table(rows, _) if rows.len() > 1));
        let mut pages = Self::default();
        // The lines since the last table: those on previous pages, and those on this page.
        let (mut before, mut lines): (Vec<Vec<Row>>, Vec<Row>) = Default::default();
        for block in blocks {
            match block {
                Block::Line(row) => lines.push(row),
                Block::Page => before.push(std::mem::take(&mut lines)),
                Block::Table(rows, _) if rows.iter().all(Row::is_blank) => {}
                Block::Table(rows, _) if has_table && rows.len() == 1 => lines.extend(rows),
                Block::Table(rows, is_landscape) => {
                    // If the first row has only one text, it is a title inside the table.
                    let is_titled = rows.first().is_some_and(|row| row.filled().count() == 1);
                    let before = std::mem::take(&mut before);
                    let lines_above = pages.above(before, std::mem::take(&mut lines), is_titled);
                    pages.tables.push(Piece { lines_above, rows, lines_below: Vec::new(), is_landscape });
                }
            }
        }
        before.push(lines);
        let mut after = before.into_iter();
        match pages.tables.last_mut() {
            Some(last) => last.lines_below.extend(after.next().unwrap_or_default()),
            None if wants == Wants::Lines => {}
            None => return Err(ReadingError::NoTable),
        }
        pages.others.extend(after.flatten());
        if pages.tables.len() > MOST_SHEETS { Err(ReadingError::TooManyCells) } else { Ok(pages) }
    }

    /// The lines since the last table that belong above the next one: those on its own page. A title on the
    /// page before still counts if the table begins its page and has no title. The lines on the rest of the
    /// last table's page belong to that table, and its note in any case.
    fn above(&mut self, mut before: Vec<Vec<Row>>, mut lines: Vec<Row>, is_titled: bool) -> Vec<Row> {
        if let Some(last) = self.tables.last_mut() {
            if before.is_empty() {
                last.lines_below.extend(lines.drain(..notes(&lines)));
            } else {
                last.lines_below.extend(before.remove(0));
            }
        }
        while lines.is_empty() && !is_titled {
            let Some(page) = before.pop() else { break };
            lines = page;
        }
        self.others.extend(before.into_iter().flatten());
        self.others.extend(lines.drain(..lines.len().saturating_sub(MOST_ABOVE)));
        lines
    }
}

/// How many lines a note takes: the first line, if it begins like a note, and the numbered lines after it.
fn notes(lines: &[Row]) -> usize {
    let is_note = |row: &Row| {
        let text = row.text();
        let rest = NOTES.iter().find_map(|word| text.strip_prefix(word));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：']))
    };
    let counts = |row: &Row| {
        let text = row.text();
        let rest = text.trim_start_matches(char::is_numeric);
        let digits = text.chars().take_while(|first| first.is_numeric()).count();
        (1..=2).contains(&digits) && rest.starts_with(['.', '．', '、', ')', '）'])
    };
    match lines.split_first() {
        Some((first, rest)) if is_note(first) => 1 + rest.iter().take_while(|row| counts(row)).count(),
        _ => 0,
    }
}

/// Turns a table and its lines into a grid.
fn sheet(name: String, piece: Piece, budget: &mut Budget) -> Result<Sheet, ReadingError> {
    let mut sheet = Sheet::named(name, false);
    let Piece { lines_above, rows, lines_below, .. } = piece;
    let first = u32::try_from(lines_above.len()).unwrap_or(u32::MAX);
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    sheet.table = Some(first..first.saturating_add(count));
    let rows = lines_above.into_iter().chain(rows).chain(lines_below);
    // The cells of the row above that may continue in this row, by column.
    let mut open: BTreeMap<u32, Area> = BTreeMap::new();
    let mut areas = Vec::new();
    for (row, Row { cells, is_hidden, .. }) in (0..).zip(rows) {
        if is_hidden {
            sheet.hide_rows(row..=row);
        }
        let mut reaching = BTreeMap::new();
        for cell in cells {
            let mut area = Area { first: (row, cell.first), last: (row, cell.last) };
            let above = open.get(&cell.first).filter(|above| above.last.1 == cell.last);
            match above.filter(|_| cell.down == Down::GoesOn) {
                Some(above) => area.first = above.first,
                None => budget.put(&mut sheet, area.first, cell.content)?,
            }
            if area.first.0 < row {
                open.remove(&cell.first);
            }
            if cell.down == Down::No {
                areas.push(area);
            } else {
                reaching.insert(cell.first, area);
            }
        }
        areas.extend(std::mem::replace(&mut open, reaching).into_values());
    }
    for area in areas.into_iter().chain(open.into_values()) {
        budget.merge(&mut sheet, area)?;
    }
    sheet.settle(budget)?;
    Ok(sheet)
}
