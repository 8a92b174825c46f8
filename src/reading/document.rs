//! Tables of a Word file (.docx) as sheets.
//!
//! A notice brings its form as a table in Word, and offices fill it in there. Each table becomes a sheet of its own,
//! together with the lines that belong to it: the title and 填报单位 above it, the note below it. Which lines those
//! are is decided here, by pages and by the words that a note begins with; what they mean is not.

mod attribute;
mod body;
mod look;
mod table;
mod writing;

use std::collections::BTreeMap;

use super::package::Package;
use super::sheet::Budget;
use super::{Area, MOST_SHEETS, ReadingError, Sheet};

use body::Block;
use look::Styles;
use table::{Down, Row};

/// What the sheet is called that holds the lines of all pages without a table.
const OTHER_PAGES: &str = "正文";
/// What a note under a table begins with.
const NOTES: [&str; 4] = ["说明", "备注", "注", "填表说明"];
/// The most lines above a table: a title stands nearer to it than the end of the letter before.
const MOST_ABOVE: usize = 30;

/// A sheet for each table of the document that is in the `main` part.
pub(super) fn sheets(
    package: &mut Package<'_>,
    main: &str,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, ReadingError> {
    let listed = package.relationships(main)?.into_iter().find(|related| related.kind == "styles");
    let styles = match listed {
        Some(listed) => package.part(&listed.part)?.map(Styles::read).transpose()?.unwrap_or_default(),
        None => Styles::default(),
    };
    let text = package.part(main)?.ok_or(ReadingError::Damaged)?;
    let pages = Pages::arrange(body::read(text, &styles)?)?;
    let is_alone = pages.tables.len() == 1;
    let name = |number| if is_alone { String::new() } else { format!("表{number}") };
    let tables = (1..).zip(pages.tables).map(|(number, rows)| (name(number), rows));
    let others = Some((OTHER_PAGES.to_owned(), pages.others)).filter(|(_, rows)| !rows.is_empty());
    tables.chain(others).map(|(name, rows)| sheet(name, rows, budget)).collect()
}

/// What a document comes to: the rows of each table with the lines that belong to it, and all other lines.
#[derive(Default)]
struct Pages {
    tables: Vec<Vec<Row>>,
    others: Vec<Row>,
}

impl Pages {
    fn arrange(blocks: Vec<Block>) -> Result<Self, ReadingError> {
        // A frame of one row around 填报单位 and the like is a line as much as a paragraph is.
        let has_table = blocks.iter().any(|block| matches!(block, Block::Table(rows) if rows.len() > 1));
        let mut pages = Self::default();
        // The lines since the last table: on the pages before this one, and on this one.
        let (mut before, mut lines): (Vec<Vec<Row>>, Vec<Row>) = Default::default();
        for block in blocks {
            match block {
                Block::Line(row) => lines.push(row),
                Block::Page => before.push(std::mem::take(&mut lines)),
                Block::Table(rows) if rows.iter().all(Row::is_blank) => {}
                Block::Table(rows) if has_table && rows.len() == 1 => lines.extend(rows),
                Block::Table(rows) => {
                    // A first row of one text is a title within the table.
                    let is_titled = rows.first().is_some_and(|row| row.filled().count() == 1);
                    let before = std::mem::take(&mut before);
                    let mut table = pages.above(before, std::mem::take(&mut lines), is_titled);
                    table.extend(rows);
                    pages.tables.push(table);
                }
            }
        }
        before.push(lines);
        let mut after = before.into_iter();
        match pages.tables.last_mut() {
            Some(last) => last.extend(after.next().unwrap_or_default()),
            None => return Err(ReadingError::NoTable),
        }
        pages.others.extend(after.flatten());
        if pages.tables.len() > MOST_SHEETS { Err(ReadingError::TooManyCells) } else { Ok(pages) }
    }

    /// Which of the lines since the last table stand above the next one: those of its own page. A title that was left
    /// on the page before still counts, where the table begins its page and has none. What the page of the last table
    /// ends with belongs to that one, its note in any case.
    fn above(&mut self, mut before: Vec<Vec<Row>>, mut lines: Vec<Row>, is_titled: bool) -> Vec<Row> {
        if let Some(last) = self.tables.last_mut() {
            if before.is_empty() {
                last.extend(lines.drain(..notes(&lines)));
            } else {
                last.extend(before.remove(0));
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

/// How many lines a note takes: the first, if it says that it is one, and those that go on counting.
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

/// Rows as a grid.
fn sheet(name: String, rows: Vec<Row>, budget: &mut Budget) -> Result<Sheet, ReadingError> {
    let mut sheet = Sheet::named(name, false);
    // The cells of the row above that may reach down into this one, by their column.
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
