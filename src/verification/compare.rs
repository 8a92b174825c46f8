//! Comparing a workbook with the expected one, sheet by sheet: the visible numbers and texts.

use super::cells::compare_sheets;
use super::difference::{Differences, Manner};
use super::figures::{FigureCells, figure_cells};
use super::stated::sheets_seen;
use super::words::plain;
use crate::output::EXPLANATIONS;
use crate::reading::{Book, Sheet as Grid};
use crate::report::Quantity;
use crate::wording::quoted;

/// Compares a workbook with the expected one.
pub(super) fn compare(expected: &Book, found: &Book, manner: Manner<'_>) -> Differences {
    let mut differences = Differences::default();
    let mut left: Vec<&Grid> = sheets_seen(found).collect();
    let is_one_of_many = expected.sheets.len() > 1 || left.len() > 1;
    let mut pairs: Vec<(&Grid, Option<&Grid>)> = expected
        .sheets
        .iter()
        .map(|sheet| (sheet, take(&mut left, |found| found.name == sheet.name)))
        .collect();
    for (sheet, found) in pairs.iter_mut().filter(|(_, found)| found.is_none()) {
        *found = take(&mut left, |found| is_alike(sheet, found));
    }
    for (place, (sheet, seen)) in pairs.iter().enumerate() {
        let name = quoted(&sheet.name);
        let Some(seen) = seen else {
            let is_hidden = found.sheets.iter().any(|other| other.hidden && other.name == sheet.name);
            differences.others.push(format!("工作表{name}{}", if is_hidden { "隐藏了" } else { "不见了" }));
            differences.sheets += 1;
            continue;
        };
        if seen.name != sheet.name {
            differences.others.push(format!("工作表{name}的名字改成了{}", quoted(&seen.name)));
        }
        let figures = manner.form.filter(|_| place == 0).and_then(|form| figure_cells(form, sheet));
        let figures: FigureCells<'_> = figures.unwrap_or_default();
        let prefix = if is_one_of_many { quoted(&seen.name) } else { String::new() };
        compare_sheets((sheet, seen), &figures, manner, &prefix, &mut differences);
    }
    for extra in left.iter().filter(|extra| manner.is_recorded || extra.name != EXPLANATIONS) {
        differences.others.push(format!("多了工作表{}", quoted(&extra.name)));
        differences.sheets += 1;
    }
    let is_expected =
        |hidden: &&Grid| pairs.iter().any(|(sheet, seen)| seen.is_none() && sheet.name == hidden.name);
    for hidden in found.sheets.iter().filter(|sheet| sheet.hidden && !sheet.is_blank() && !is_expected(sheet))
    {
        differences.others.push(format!("有隐藏的工作表{}", quoted(&hidden.name)));
    }
    differences.figures.sort_by_key(|changed| (changed.figure, changed.quantity == Quantity::Total));
    differences
}

fn take<'book>(left: &mut Vec<&'book Grid>, wanted: impl Fn(&Grid) -> bool) -> Option<&'book Grid> {
    let place = left.iter().position(|grid| wanted(grid))?;
    Some(left.remove(place))
}

/// Whether a sheet with another name is the expected one: it contains half of the expected content.
fn is_alike(expected: &Grid, found: &Grid) -> bool {
    let mut texts: Vec<String> = found.cells().map(|(_, value)| plain(&value.text())).collect();
    texts.sort_unstable();
    let (mut all, mut there) = (0_usize, 0_usize);
    for (_, value) in expected.cells() {
        all += 1;
        there += usize::from(texts.binary_search(&plain(&value.text())).is_ok());
    }
    there * 2 >= all
}

/// Whether a visible sheet holds the 说明 of a report.
pub(super) fn has_explanations(found: &Book) -> bool {
    sheets_seen(found).any(|grid| grid.name == EXPLANATIONS)
}
