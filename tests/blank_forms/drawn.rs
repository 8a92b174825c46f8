//! Blank forms as offices make them, drawn from a text: the same form as a Word file and as a workbook. The old kind of
//! workbook is drawn in `drawn_legacy`.
//!
//! A line that begins with a bar is a row of a table; `<` is merged with the cell to the left, `^` with the cell above. `---`
//! begins a page or a sheet. All other lines are paragraphs.

use rust_xlsxwriter::{Format, Workbook};

use super::files::{PAGE, document, paragraph};

#[derive(Clone, Debug, PartialEq)]
enum Slot {
    Text(String),
    Left,
    Above,
}

enum Piece {
    Page,
    Line(String),
    Table(Vec<Vec<Slot>>),
}

/// A text over some cells: first row and column, last row and column.
pub(crate) struct Area {
    pub(crate) first: (u32, u16),
    pub(crate) last: (u32, u16),
    pub(crate) text: String,
}

fn pieces(form: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for line in form.lines() {
        if line == "---" {
            pieces.push(Piece::Page);
        } else if let Some(row) = line.strip_prefix('|') {
            let row: Vec<Slot> = row
                .strip_suffix('|')
                .unwrap()
                .split('|')
                .map(|cell| match cell.trim_matches(' ') {
                    "<" => Slot::Left,
                    "^" => Slot::Above,
                    text => Slot::Text(text.replace("\\n", "\n")),
                })
                .collect();
            match pieces.last_mut() {
                Some(Piece::Table(rows)) => rows.push(row),
                _ => pieces.push(Piece::Table(vec![row])),
            }
        } else if !line.is_empty() {
            pieces.push(Piece::Line(line.to_owned()));
        }
    }
    pieces
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// As a Word file.
pub(crate) fn as_document(form: &str) -> Vec<u8> {
    let mut body = String::new();
    for piece in pieces(form) {
        match piece {
            Piece::Page => body.push_str(PAGE),
            Piece::Line(line) => body.push_str(&paragraph(&escaped(&line))),
            Piece::Table(rows) => body.push_str(&word_table(&rows)),
        }
    }
    document(&body)
}

fn word_table(rows: &[Vec<Slot>]) -> String {
    let mut table = String::from("<w:tbl>");
    for (at, row) in rows.iter().enumerate() {
        table.push_str("<w:tr>");
        for (column, slot) in row.iter().enumerate().filter(|(_, slot)| **slot != Slot::Left) {
            let span = 1 + row[column + 1..].iter().take_while(|slot| **slot == Slot::Left).count();
            let is_begun = rows.get(at + 1).is_some_and(|below| below[column] == Slot::Above);
            let merged = match slot {
                Slot::Above => "<w:vMerge/>",
                _ if is_begun => r#"<w:vMerge w:val="restart"/>"#,
                _ => "",
            };
            let text = if let Slot::Text(text) = slot { text.as_str() } else { "" };
            let lines: String = text.split('\n').map(|line| paragraph(&escaped(line))).collect();
            let span = if span > 1 { format!(r#"<w:gridSpan w:val="{span}"/>"#) } else { String::new() };
            table.extend(["<w:tc><w:tcPr>", &span, merged, "</w:tcPr>", &lines, "</w:tc>"]);
        }
        table.push_str("</w:tr>");
    }
    table + "</w:tbl>"
}

/// The sheets of a workbook, as texts over cells. Lines are as wide as the widest table of their sheet.
pub(crate) fn sheets(form: &str) -> Vec<Vec<Area>> {
    let mut sheets = Vec::new();
    let (mut sheet, mut row) = (Vec::new(), 0);
    let mut of_sheet: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces(form) {
        match piece {
            Piece::Page => of_sheet.push(Vec::new()),
            other => of_sheet.last_mut().unwrap().push(other),
        }
    }
    for pieces in of_sheet {
        let width = pieces.iter().filter_map(|piece| match piece {
            Piece::Table(rows) => rows.first().map(Vec::len),
            _ => None,
        });
        let width = u16::try_from(width.max().unwrap_or(1)).unwrap();
        for piece in pieces {
            match piece {
                Piece::Page => {}
                Piece::Line(text) => {
                    sheet.push(Area { first: (row, 0), last: (row, width - 1), text });
                    row += 1;
                }
                Piece::Table(rows) => {
                    sheet.extend(areas(&rows, row));
                    row += u32::try_from(rows.len()).unwrap();
                }
            }
        }
        sheets.push(std::mem::take(&mut sheet));
        row = 0;
    }
    sheets
}

fn areas(rows: &[Vec<Slot>], from: u32) -> Vec<Area> {
    let mut areas = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (column, slot) in row.iter().enumerate() {
            let Slot::Text(text) = slot else { continue };
            let right = row[column + 1..].iter().take_while(|slot| **slot == Slot::Left).count();
            let down = rows[at + 1..].iter().take_while(|below| below[column] == Slot::Above).count();
            let place = |row: usize, column: usize| {
                (from + u32::try_from(row).unwrap(), u16::try_from(column).unwrap())
            };
            areas.push(Area {
                first: place(at, column),
                last: place(at + down, column + right),
                text: text.clone(),
            });
        }
    }
    areas
}

/// As a workbook of today.
pub(crate) fn as_workbook(form: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let format = Format::new();
    for areas in sheets(form) {
        let sheet = workbook.add_worksheet();
        for Area { first, last, text } in areas {
            if first != last {
                sheet.merge_range(first.0, first.1, last.0, last.1, &text, &format).unwrap();
            } else if !text.is_empty() {
                sheet.write(first.0, first.1, &text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}
