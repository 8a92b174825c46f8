//! How wide the columns of a monthly report are and how large its grid is set, so that it prints at its own size: a column
//! follows its widest number, and what the sentences lose in width they gain in lines. Several tables on one worksheet
//! share its columns: a column of the worksheet ends wherever one of a table does.

use crate::notice::{Form, Grid, GridCell, GridContent, GridHeading, Role, RowKind, Table};
use crate::output::spreadsheet::{
    Around, BODY_SIZE, Columns, HEADING_SIZE, LEAST_SEAL, SEAL, halves, height, number_width, page_height,
    pixels,
};
use crate::report::Sheet;

/// The sizes of the grid that are tried in turn, in points; none is too small to be read on paper.
const SIZES: [f64; 8] = [BODY_SIZE, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, SMALLEST];
const SMALLEST: f64 = 7.0;
/// The least height of a row in the largest size, in points: on a page of its own, and where rows go on over several.
const LOWEST_ROW: f64 = 21.0;
const LOWEST_ROW_OF_MANY: f64 = 18.0;
/// The least height of a row of headings, if it is the only one, and if there are several.
const ONLY_HEADING: f64 = 26.0;
const ONE_HEADING: f64 = 20.0;
const LETTERS: f64 = 17.0;
pub(super) const TABLE_TITLE: f64 = 24.0;

/// What is between the margins, in pixels as columns are measured.
const UPRIGHT: u32 = 678;
const ON_ITS_SIDE: u32 = 1005;
/// Widths of columns in pixels.
const SECTION: u32 = 80;
const LEAST_NUMBER: u32 = 38;
const LEAST_UNIT: u32 = 46;
const MOST_UNIT: u32 = 90;
const REMARKS: u32 = 66;
const WIDEST_QUANTITY: u32 = 130;
/// In how many lines the longest remark stands if it has the room, and what its column may have, out of [`UPRIGHT`].
const REMARKS_LINES: u32 = 3;
const MOST_REMARKS: u32 = 170;
const LEAST_CONTENT: u32 = 60;
/// No column is narrower, whatever stands in it.
const NARROWEST: u32 = 12;
/// What the sentences may have where the quantities want it too, out of [`UPRIGHT`].
const CONTENT: u32 = 300;
/// Ends of columns nearer than this are one.
const SAME: u32 = 6;

/// A form's place on its worksheet.
pub(super) struct Fitting {
    pub(super) columns: Columns,
    /// For each table the first column of the worksheet under each of its own, and the one after the last.
    pub(super) starts: Vec<Vec<u16>>,
    /// The size of the grid's texts.
    pub(super) size: f64,
}

/// The columns and the size of the grid: the largest size in which the columns have room and, on a single page, so has
/// the whole seal, else most of it. A form too long for any size is scaled down by the program that prints it.
pub(super) fn fitted(form: &Form, sheet: &Sheet) -> Fitting {
    let sizes = || SIZES.into_iter().map(|size| fitting(form, sheet, size));
    let is_wide_enough = |one: &Fitting| one.columns.pixels().sum::<u32>() <= page_width(form);
    let left = |one: &Fitting| page_height(form.landscape) - height_of((form, sheet), one);
    let with = |seal| sizes().find(|one| is_wide_enough(one) && (!form.one_page || left(one) >= seal));
    with(SEAL)
        .or_else(|| with(LEAST_SEAL))
        .or_else(|| sizes().find(is_wide_enough))
        .unwrap_or_else(|| fitting(form, sheet, SMALLEST))
}

fn page_width(form: &Form) -> u32 {
    if form.landscape { ON_ITS_SIDE } else { UPRIGHT }
}

fn fitting(form: &Form, sheet: &Sheet, size: f64) -> Fitting {
    let widths: Vec<Vec<u32>> =
        form.tables.iter().map(|table| widths(&table.grid, sheet, size, page_width(form))).collect();
    let ends: Vec<Vec<u32>> = widths.iter().map(|widths| ends(widths)).collect();
    let mut all = ends.concat();
    all.sort_unstable();
    all.dedup_by(|later, earlier| *later - *earlier < SAME);
    let columns: Vec<u32> = all.iter().zip(all.iter().skip(1)).map(|(from, to)| to - from).collect();
    let nearest = |end: &u32| {
        let place = all.iter().enumerate().min_by_key(|(_, other)| end.abs_diff(**other));
        place.and_then(|(place, _)| u16::try_from(place).ok()).unwrap_or_default()
    };
    let starts = ends.iter().map(|ends| ends.iter().map(nearest).collect()).collect();
    Fitting { columns: Columns::of(&columns), starts, size }
}

/// Where columns begin, and where the last ends.
fn ends(widths: &[u32]) -> Vec<u32> {
    let mut end = 0;
    let ends = widths.iter().map(|width| {
        end += width;
        end
    });
    std::iter::once(0).chain(ends).collect()
}

/// The widths of a table's columns in pixels.
fn widths(grid: &Grid, sheet: &Sheet, size: f64, page: u32) -> Vec<u32> {
    let needed = needed(grid, sheet, size);
    let content_share = CONTENT * page / UPRIGHT;
    let named = |(place, needed): (usize, &f64)| match grid.columns.get(place).map(|column| column.role) {
        Some(Role::Section) => SECTION,
        Some(Role::Number) => pixels(*needed).max(LEAST_NUMBER),
        Some(Role::Unit) => pixels(*needed).clamp(LEAST_UNIT, MOST_UNIT),
        Some(Role::Text) => REMARKS,
        Some(Role::Content) => pixels(*needed).clamp(LEAST_CONTENT, content_share.max(LEAST_CONTENT)),
        _ => 0,
    };
    let mut widths: Vec<u32> = needed.iter().enumerate().map(named).collect();
    let quantities = || grid.columns.iter().enumerate().filter(|(_, column)| column.role.is_quantity());
    let numbers: u32 =
        quantities().filter_map(|(place, _)| needed.get(place)).map(|points| pixels(*points)).sum();
    let spare = page.saturating_sub(widths.iter().sum::<u32>() + numbers);
    widen_remarks(&mut widths, spare, &wanted_by_remarks(grid, sheet, size, page));
    let room = page.saturating_sub(widths.iter().sum());
    // A column of the form may be several of the grid; 60 has many divisors.
    let shares: usize = quantities().map(|(_, column)| 60 / column.across.clamp(1, 60)).sum();
    let shares = u32::try_from(shares).unwrap_or(u32::MAX).max(1);
    let usual = (room.saturating_mul(60) / shares).min(WIDEST_QUANTITY);
    for (place, column) in quantities() {
        let across = u32::try_from(column.across).unwrap_or(1).max(1);
        let needed = needed.get(place).map_or(0, |points| pixels(*points));
        if let Some(width) = widths.get_mut(place) {
            *width = needed.max(usual / across).max(NARROWEST);
        }
    }
    let of = |role| grid.columns.iter().position(|column| column.role == role);
    let flexible = of(Role::Content).or_else(|| of(Role::Section)).or_else(|| of(Role::Text));
    if let Some(place) = flexible {
        let others: u32 =
            widths.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, width)| width).sum();
        if let Some(width) = widths.get_mut(place) {
            *width = page.saturating_sub(others).max(LEAST_CONTENT);
        }
    }
    widths
}

/// What each column of remarks wants beyond its least width, in pixels.
fn wanted_by_remarks(grid: &Grid, sheet: &Sheet, size: f64, page: u32) -> Vec<u32> {
    let mut wanted = vec![0; grid.columns.len()];
    for cell in grid.rows.iter().flat_map(|row| &row.cells) {
        let GridContent::Typed { id } = &cell.content else { continue };
        let halves = halves(sheet.texts.get(id).map_or("", String::as_str));
        // A line holds a little less than it has room for.
        let of_line = usize::try_from(halves.div_ceil(REMARKS_LINES) + 3).unwrap_or(usize::MAX);
        let width = pixels(number_width(of_line, size)).min(MOST_REMARKS * page / UPRIGHT);
        if let Some(wanted) = wanted.get_mut(cell.column) {
            *wanted = width.saturating_sub(REMARKS).max(*wanted);
        }
    }
    wanted
}

/// Gives the columns of remarks what they want, or equal parts of it where the numbers leave less.
fn widen_remarks(widths: &mut [u32], spare: u32, wanted: &[u32]) {
    let all = u64::from(wanted.iter().sum::<u32>().max(1));
    for (width, wanted) in widths.iter_mut().zip(wanted) {
        let part = u64::from(*wanted) * u64::from(spare) / all;
        *width += u32::try_from(part).unwrap_or(u32::MAX).min(*wanted);
    }
}

/// The width in points that each column needs for its widest text on one line; columns of one kind side by side need
/// the same.
fn needed(grid: &Grid, sheet: &Sheet, size: f64) -> Vec<f64> {
    let mut needed = vec![0.0_f64; grid.columns.len()];
    for row in grid.rows.iter().filter(|row| row.kind != RowKind::Heading) {
        for cell in &row.cells {
            let (text, level) = match &cell.content {
                GridContent::Text { role: Role::Section, .. }
                | GridContent::Typed { .. }
                | GridContent::Blank => {
                    continue;
                }
                GridContent::Text { text, .. } => (text.clone(), row.level),
                GridContent::Quantity { figure, .. } => {
                    let found = sheet.cell(*figure).zip(grid.columns.get(cell.column));
                    (found.map(|(cell, column)| cell.shown(column)).unwrap_or_default(), 0)
                }
            };
            let halves = halves(&text);
            let across = f64::from(u32::try_from(cell.across).unwrap_or(1).max(1));
            let width = number_width(usize::try_from(halves).unwrap_or(usize::MAX), size) / across
                + f64::from(level) * BODY_SIZE;
            for column in needed.iter_mut().skip(cell.column).take(cell.across) {
                *column = column.max(width);
            }
        }
    }
    let mut place = 0;
    for columns in grid.columns.chunk_by(|one, other| one == other) {
        let group = needed.iter_mut().skip(place).take(columns.len());
        let widest = group.fold(0.0_f64, |widest, width| widest.max(*width));
        needed.iter_mut().skip(place).take(columns.len()).for_each(|width| *width = widest);
        place += columns.len();
    }
    needed
}

/// The height of everything on the page but the line with the seal.
fn height_of((form, sheet): (&Form, &Sheet), fitting: &Fitting) -> f64 {
    let around = Around { title: &form.title, notes: &form.notes, footer: &form.footer };
    let tables = form.tables.iter().zip(&fitting.starts).map(|(table, starts)| {
        let title = if title(table).is_empty() { 0.0 } else { TABLE_TITLE };
        let (headings, rows) = (
            heading_heights(&table.grid, fitting, starts),
            row_heights((form, sheet), table, fitting, starts),
        );
        title + headings.iter().sum::<f64>() + rows.iter().sum::<f64>()
    });
    around.height(&fitting.columns) + tables.sum::<f64>()
}

/// What stands above a table of several: its title and the unit of its figures.
pub(super) fn title(table: &Table) -> String {
    match table.unit_beside() {
        Some(unit) => format!("{}（{unit}）", table.title),
        None => table.title.clone(),
    }
}

/// The columns of the worksheet under some of a table's.
pub(super) fn area(starts: &[u16], column: usize, across: usize) -> (u16, u16) {
    let at = |place: usize| starts.get(place).copied().unwrap_or_default();
    (at(column), at(column + across).saturating_sub(1).max(at(column)))
}

/// The heights of the rows of headings and of the letters beneath them.
pub(super) fn heading_heights(grid: &Grid, fitting: &Fitting, starts: &[u16]) -> Vec<f64> {
    let count = grid.headings.len();
    let mut heights = vec![if count == 1 { ONLY_HEADING } else { ONE_HEADING }; count];
    for (row, headings) in grid.headings.iter().enumerate() {
        for GridHeading { text, column, across, down } in headings {
            let (first, last) = area(starts, *column, *across);
            let rows = f64::from(u32::try_from(*down).unwrap_or(1).max(1));
            let needed = height(text, HEADING_SIZE, fitting.columns.points(first, last)) / rows;
            for height in heights.iter_mut().skip(row).take(*down) {
                *height = height.max(needed);
            }
        }
    }
    heights.extend((!grid.letters.is_empty()).then_some(LETTERS));
    heights
}

/// The heights of a table's rows: all of their sentences and of the sections' titles are shown.
pub(super) fn row_heights(
    (form, sheet): (&Form, &Sheet),
    table: &Table,
    fitting: &Fitting,
    starts: &[u16],
) -> Vec<f64> {
    let lowest = if form.one_page { LOWEST_ROW } else { LOWEST_ROW_OF_MANY };
    let mut heights = vec![lowest * fitting.size / BODY_SIZE; table.grid.rows.len()];
    for (index, row) in table.grid.rows.iter().enumerate() {
        for GridCell { column, across, down, content } in &row.cells {
            let (role, text) = match content {
                GridContent::Text { role, text } => (*role, text.as_str()),
                GridContent::Typed { id } => (Role::Text, sheet.texts.get(id).map_or("", String::as_str)),
                GridContent::Quantity { .. } | GridContent::Blank => continue,
            };
            let (first, last) = area(starts, *column, *across);
            let moved_in = if role == Role::Content { f64::from(row.level) * BODY_SIZE } else { 0.0 };
            let rows = f64::from(u32::try_from(*down).unwrap_or(1).max(1));
            let needed = height(text, fitting.size, fitting.columns.points(first, last) - moved_in) / rows;
            for height in heights.iter_mut().skip(index).take(*down) {
                *height = height.max(needed);
            }
        }
    }
    heights
}
