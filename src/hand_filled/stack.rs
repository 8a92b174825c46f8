//! Several months below each other on one sheet: the sheet is split where the form begins again.
//!
//! The form begins again where its headings are repeated and the row after them was read before. Headings
//! that are only repeated for the next printed page do not split the sheet.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::headings::{Headings, heading_row, headings};
use super::layout;
use super::sentences::{Identity, Sentences};
use super::text::plain;
use crate::notice::Form;
use crate::reading::Sheet;

/// How many rows of a sheet are searched. The campaign has two dozen months.
const MOST_ROWS: usize = 2000;
/// How many of its sentences identify the form; one is enough if the title names the form too.
const LIKE_FORM: usize = 3;

/// One form on a sheet.
pub(super) struct Part<'sheet> {
    /// Its rows, with their row numbers on the whole sheet.
    pub(super) sheet: Cow<'sheet, Sheet>,
    pub(super) headings: Headings,
    /// Its name, if the sheet contains several forms.
    pub(super) called: Option<String>,
}

/// Every form on a sheet, from top to bottom; empty if the sheet is another table. Its sentences identify a
/// form, whatever the headings are.
pub(super) fn parts<'sheet>(
    form: &Form,
    sheet: Cow<'sheet, Sheet>,
    sentences: &Sentences<'_>,
) -> Vec<Part<'sheet>> {
    let Some(first) = headings(form, &sheet, sentences) else { return Vec::new() };
    let starts = starts(form, &sheet, sentences, &first);
    let is_form = |part: &Part<'_>| is_form(form, sentences, part);
    if starts.is_empty() {
        let part = Part { sheet, headings: first, called: None };
        return Some(part).into_iter().filter(is_form).collect();
    }
    let firsts = std::iter::once(0).chain(starts.iter().copied());
    let ends = starts.iter().copied().chain([u32::MAX]);
    let part = |(first, end)| {
        let part = sheet.between(first, end);
        let headings = headings(form, &part, sentences)?;
        let place = format!("表头在第 {} 行", headings.row + 1);
        let called = if sheet.name.is_empty() { place } else { format!("{}（{place}）", sheet.name) };
        Some(Part { sheet: Cow::Owned(part), headings, called: Some(called) })
    };
    firsts.zip(ends).filter_map(part).filter(is_form).collect()
}

fn is_form(form: &Form, sentences: &Sentences<'_>, part: &Part<'_>) -> bool {
    let known = layout::known_rows(&part.sheet, sentences, &part.headings);
    let title = plain(&form.title);
    let above = || part.sheet.rows().take_while(|(row, _)| *row < part.headings.row);
    known >= LIKE_FORM
        || (known > 0
            && above().any(|(_, cells)| cells.iter().any(|(_, value)| plain(&value.text()).contains(&title))))
}

/// The first rows of all forms except the first. The lines between the last row of one form and the headings
/// of the next belong to the next, as its title.
fn starts(form: &Form, sheet: &Sheet, sentences: &Sentences<'_>, first: &Headings) -> Vec<u32> {
    let mut headings = first.clone();
    let mut starts = Vec::new();
    let mut read = BTreeSet::new();
    let mut last = first.row;
    let mut again = None;
    for (row, cells) in sheet.rows_from(first.row + 1).take(MOST_ROWS) {
        if let Some(found) = heading_row(form, sheet, sentences, row, &cells) {
            again = Some(found);
            continue;
        }
        let number = match layout::identify(sheet, sentences, again.as_ref().unwrap_or(&headings), row) {
            Identity::Row(known) | Identity::OtherNumber(known, _) | Identity::NumberAlone(known) => {
                known.number
            }
            Identity::Unknown => {
                if layout::is_note(form, &cells) {
                    last = row;
                }
                continue;
            }
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
