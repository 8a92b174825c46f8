//! The officer's own old workbooks: the monthly form as it was filled in by hand, read as months.
//!
//! Pure. Reading uses the form and no ledger. The plan uses both and changes neither: it says what would be
//! imported, what it would replace, and where an old total does not match its months. Uncertain content is
//! reported and never guessed.

mod apply;
mod cell;
mod columns;
mod dates;
mod draft;
mod effects;
mod error;
mod headings;
mod layout;
mod month;
mod names;
mod numbers;
mod plan;
mod planned;
mod preface;
mod sentences;
mod sheet;
mod stack;
mod start;
mod text;
mod totals;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;

pub use cell::CellReading;
pub use error::HandFilledError;
pub use plan::{MonthsPlan, OfferedPolicy, plan};
pub use planned::{Choices, FigureStatus, PlannedFigure, PlannedSheet, SheetStatus};
pub use sheet::{HandFilledSheet, MOST_SHEETS, OldFigure};
pub use totals::{TotalConflict, TotalPolicy};

use sentences::Sentences;

use crate::notice::Form;
use crate::reading::{Book, Sheet, hidden_remarks};
use crate::report::State;
use crate::wording::quoted;

/// Reads every sheet of a workbook that contains the form. Other sheets are named in a remark; a workbook
/// without the form is refused.
pub fn read(form: &Form, path: &Path, book: &Book) -> Result<Vec<HandFilledSheet>, HandFilledError> {
    let file = name(path.file_name());
    if columns::is_needed(form) {
        return in_columns(form, path, book, file);
    }
    let sentences = Sentences::of(form);
    let visible = || book.sheets.iter().filter(|sheet| !sheet.hidden);
    let found: Vec<(&Sheet, stack::Part<'_>)> = visible()
        .flat_map(|sheet| {
            stack::parts(form, Cow::Owned(sheet.seen()), &sentences)
                .into_iter()
                .map(move |part| (sheet, part))
        })
        .collect();
    let is_found = |sheet: &Sheet| found.iter().any(|(known, _)| std::ptr::eq(*known, sheet));
    let others = other_sheets(form, book, is_found);
    let mut sheets = Vec::new();
    for (whole, stack::Part { sheet, headings, called }) in &found {
        let named = |text: &str| {
            let words = dates::named_in(text);
            if called.is_some() { words.without_months() } else { words }
        };
        let preface = preface::read(form, sheet, headings.row);
        let mut sources = month::Sources {
            title: preface.title,
            heading: dates::Words::default(),
            tab: named(&sheet.name),
            file: named(&name(path.file_stem())),
            folder: dates::named_in(&name(path.parent().and_then(Path::file_name))),
            filled_on: preface.filled_on,
            is_alone: found.len() == 1,
        };
        // The other sources decide first which column is this month's, and only then the headings themselves.
        let chosen = headings.choose(
            form,
            month::decide(&sources, &form.campaign).0,
            &layout::other_units(sheet, &sentences, headings),
        );
        sources.heading = headings.words();
        let (month, month_remark) = month::decide(&sources, &form.campaign);
        let (table, problem) = match chosen {
            Ok(chosen) => (layout::table(sheet, &sentences, headings, &chosen, form), None),
            Err(problem) => (layout::Table::default(), Some(problem)),
        };
        let layout::Table { figures, missing, mut remarks } = table;
        remarks.extend(hidden_remarks(whole));
        remarks.extend(preface.is_draft.then(draft_remark));
        sheets.push(HandFilledSheet {
            file: file.clone(),
            sheet: called.clone().unwrap_or_else(|| sheet.name.clone()),
            month,
            month_remark,
            problem,
            unit: preface.unit,
            places: names::places(sheet, headings.row),
            filled_on: preface.filled_on,
            figures,
            missing,
            remarks,
        });
    }
    match sheets.first_mut() {
        None if visible()
            .any(|sheet| hidden_remarks(sheet).is_empty() && headings::has_sentences(sheet, &sentences)) =>
        {
            Err(HandFilledError::NoColumn { file, heading: form.columns.month.clone() })
        }
        None if book.sheets.iter().any(|sheet| headings::has_sentences(sheet, &sentences)) => {
            Err(HandFilledError::Hidden { file, mark: form.mark.clone() })
        }
        None => Err(no_form(form, file)),
        Some(first) => {
            first.remarks.extend(others);
            Ok(sheets)
        }
    }
}

/// Reads every sheet of a workbook that contains a form whose figures have columns of their own.
fn in_columns(
    form: &Form,
    path: &Path,
    book: &Book,
    file: String,
) -> Result<Vec<HandFilledSheet>, HandFilledError> {
    let visible: Vec<(&Sheet, Sheet)> =
        book.sheets.iter().filter(|sheet| !sheet.hidden).map(|sheet| (sheet, sheet.seen())).collect();
    let found: Vec<_> =
        visible.iter().filter_map(|(whole, seen)| Some((*whole, seen, columns::read(form, seen)?))).collect();
    let is_alone = found.len() == 1;
    let is_found = |sheet: &Sheet| found.iter().any(|(known, ..)| std::ptr::eq(*known, sheet));
    let others = other_sheets(form, book, is_found);
    let mut sheets = Vec::new();
    for (whole, sheet, read) in found {
        let (heading, found, problem) = match read {
            Ok(found) => (found.heading, found, None),
            Err((heading, problem)) => (heading, columns::Found::default(), Some(problem)),
        };
        let preface = preface::read(form, sheet, heading);
        let sources = month::Sources {
            title: preface.title,
            heading: dates::Words::default(),
            tab: dates::named_in(&sheet.name),
            file: dates::named_in(&name(path.file_stem())),
            folder: dates::named_in(&name(path.parent().and_then(Path::file_name))),
            filled_on: preface.filled_on,
            is_alone,
        };
        let (month, month_remark) = month::decide(&sources, &form.campaign);
        let mut remarks = hidden_remarks(whole);
        remarks.extend(
            (found.formulas > 0).then(|| format!("有 {} 格是公式，取它们算出的结果", found.formulas)),
        );
        remarks
            .extend((!found.unknown.is_empty()).then(|| {
                format!("第 {} 行认不出是哪一项，没有读", crate::wording::numbered(&found.unknown))
            }));
        remarks.extend(preface.is_draft.then(draft_remark));
        sheets.push(HandFilledSheet {
            file: file.clone(),
            sheet: sheet.name.clone(),
            month,
            month_remark,
            problem,
            unit: preface.unit,
            places: names::places(sheet, heading),
            filled_on: preface.filled_on,
            figures: found.figures,
            missing: found.missing,
            remarks,
        });
    }
    match sheets.first_mut() {
        None => Err(no_form(form, file)),
        Some(first) => {
            first.remarks.extend(others);
            Ok(sheets)
        }
    }
}

fn name(part: Option<&OsStr>) -> String {
    part.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn no_form(form: &Form, file: String) -> HandFilledError {
    HandFilledError::NoForm {
        file,
        mark: form.mark.clone(),
        heading: form.columns.month.clone(),
        content: form.columns.content.clone(),
    }
}

/// A remark on each sheet that was not read.
fn other_sheets(form: &Form, book: &Book, is_found: impl Fn(&Sheet) -> bool) -> Vec<String> {
    let others = book.sheets.iter().filter(|sheet| !is_found(sheet) && !sheet.is_blank());
    others.map(|sheet| other_sheet(form, sheet)).collect()
}

fn draft_remark() -> String {
    let mark = quoted(State::Draft.label());
    format!("表上标着{mark}，是定稿以前的表，请核对里面的数是不是最后的数")
}

fn other_sheet(form: &Form, sheet: &Sheet) -> String {
    let name = quoted(text::shortened(&sheet.name));
    if sheet.hidden {
        format!("工作表{name}是隐藏的，没有读")
    } else {
        format!("工作表{name}不是{}，没有读", form.mark)
    }
}
