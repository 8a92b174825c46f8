//! Several months below each other on one sheet: the sheet is cut where the form begins anew.
//!
//! It begins anew where its headings come again and the row below them was read before. Headings that are only
//! repeated for the next page of paper cut nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::layout::{self, Headings};
use crate::form::Form;
use crate::reading::Sheet;

/// How far down a sheet is looked through. The campaign has two dozen months.
const MOST_ROWS: usize = 2000;

/// One form on a sheet.
pub(super) struct Part<'sheet> {
    /// The rows of it, with the numbers they have on the whole sheet.
    pub(super) sheet: Cow<'sheet, Sheet>,
    pub(super) headings: Headings,
    /// What it is called, where one sheet holds several.
    pub(super) called: Option<String>,
}

/// Every form on a sheet, from top to bottom; none in a sheet that is another table.
pub(super) fn parts<'sheet>(form: &Form, sheet: &'sheet Sheet) -> Vec<Part<'sheet>> {
    let Some(first) = layout::headings(form, sheet) else { return Vec::new() };
    let starts = starts(form, sheet, &first);
    if starts.is_empty() {
        return vec![Part { sheet: Cow::Borrowed(sheet), headings: first, called: None }];
    }
    let firsts = std::iter::once(0).chain(starts.iter().copied());
    let ends = starts.iter().copied().chain([u32::MAX]);
    let part = |(first, end)| {
        let part = sheet.between(first, end);
        let headings = layout::headings(form, &part)?;
        let place = format!("表头在第 {} 行", headings.row + 1);
        let called = if sheet.name.is_empty() { place } else { format!("{}（{place}）", sheet.name) };
        Some(Part { sheet: Cow::Owned(part), headings, called: Some(called) })
    };
    firsts.zip(ends).filter_map(part).collect()
}

/// The first rows of all but the first form: what stands between the last row of one and the headings of the next
/// belongs to the next, as its title.
fn starts(form: &Form, sheet: &Sheet, first: &Headings) -> Vec<u32> {
    let mut headings = first.clone();
    let mut starts = Vec::new();
    let mut read = BTreeSet::new();
    let mut last = first.row;
    let mut again = None;
    for (row, cells) in sheet.rows().skip_while(|(row, _)| *row <= first.row).take(MOST_ROWS) {
        if let Some(found) = layout::heading_row(form, sheet, row, &cells) {
            again = Some(found);
            continue;
        }
        let Some(number) = layout::number_in(form, sheet, again.as_ref().unwrap_or(&headings), row) else {
            if layout::is_note(form, &cells) {
                last = row;
            }
            continue;
        };
        if let Some(found) = again.take()
            && read.contains(&number)
        {
            starts.push(last + 1);
            read.clear();
            headings = found;
        }
        read.insert(number);
        last = row;
    }
    starts
}
