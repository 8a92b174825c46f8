//! The officer's own old workbooks: the monthly form as it was filled in by hand, read into months.
//!
//! Pure. Reading knows the form and no ledger; the plan knows both and changes neither: it says what would come in,
//! what it would replace, and where an old total does not follow from its months. What is not certain is told and
//! never guessed.

mod carry;
mod cell;
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
mod preface;
mod sentences;
mod stack;
mod start;
mod text;
mod totals;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

pub use cell::Read;
pub use error::OldWorkbookError;
pub use plan::{
    Choices, FigureStatus, MonthsPlan, OfferedTrust, PlannedFigure, PlannedSheet, SheetStatus, plan,
};
pub use totals::{TotalConflict, Trust};

use sentences::Sentences;

use crate::form::{FigureId, Form};
use crate::period::Month;
use crate::reading::{Book, Sheet, hidden_remarks};
use crate::wording::quoted;

/// The most sheets that come in at once. The campaign has two dozen months.
pub const MOST_SHEETS: usize = 100;

/// One month as an old sheet tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldSheet {
    /// The name of the file.
    pub file: String,
    /// The name on the tab; empty in a text file.
    pub sheet: String,
    /// The month, if it can be made out.
    pub month: Option<Month>,
    /// Why not, or from what, as a sentence.
    pub month_remark: Option<String>,
    /// Why nothing of it can be read, as a sentence; none where it can.
    pub problem: Option<String>,
    /// 填报单位 as it stands there.
    pub unit: Option<String>,
    /// The townships and streets that its title and its tab name.
    pub places: Vec<String>,
    /// 填报时间 as it stands there.
    pub filled_on: Option<NaiveDate>,
    /// Every figure whose row was found.
    pub figures: BTreeMap<FigureId, OldFigure>,
    /// Rows of the form that are not in it.
    pub missing: Vec<u8>,
    /// What the officer should know, a sentence each.
    pub remarks: Vec<String>,
}

impl OldSheet {
    /// The sheet as a sentence names it.
    pub fn called(&self) -> String {
        called(&self.file, &self.sheet)
    }
}

fn called(file: &str, sheet: &str) -> String {
    if sheet.is_empty() { quoted(file) } else { format!("{}的{}", quoted(file), quoted(sheet)) }
}

/// What an old sheet says of one figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldFigure {
    /// 当月数量
    pub month: Read,
    /// 累计数量
    pub total: Read,
}

/// Reads every sheet of a workbook that holds the form. Other sheets are named in a remark; a workbook without the form
/// is refused.
pub fn read(form: &Form, path: &Path, book: &Book) -> Result<Vec<OldSheet>, OldWorkbookError> {
    let name = |part: Option<&std::ffi::OsStr>| {
        part.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let file = name(path.file_name());
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
    let others: Vec<String> = book
        .sheets
        .iter()
        .filter(|sheet| !is_found(sheet) && !sheet.is_blank())
        .map(|sheet| other_sheet(form, sheet))
        .collect();
    let mut sheets = Vec::new();
    for (whole, stack::Part { sheet, headings, called }) in &found {
        let named = |text: &str| {
            let words = dates::words(text);
            if called.is_some() { words.without_months() } else { words }
        };
        let preface = preface::read(form, sheet, headings.row);
        let mut sources = month::Sources {
            title: preface.title,
            heading: dates::Words::default(),
            tab: named(&sheet.name),
            file: named(&name(path.file_stem())),
            folder: dates::words(&name(path.parent().and_then(Path::file_name))),
            filled_on: preface.filled_on,
            is_alone: found.len() == 1,
        };
        // Which column is this month's is asked of the others first, and only then of the headings themselves.
        let chosen = headings.choose(
            form,
            month::decide(&sources).0,
            &layout::other_units(sheet, &sentences, headings),
        );
        sources.heading = headings.words();
        let (month, month_remark) = month::decide(&sources);
        let (table, problem) = match chosen {
            Ok(chosen) => (layout::table(sheet, &sentences, headings, &chosen, form), None),
            Err(problem) => (layout::Table::default(), Some(problem)),
        };
        let layout::Table { figures, missing, mut remarks } = table;
        remarks.extend(hidden_remarks(whole));
        sheets.push(OldSheet {
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
            Err(OldWorkbookError::NoColumn { file, heading: form.columns.month.clone() })
        }
        None if book.sheets.iter().any(|sheet| headings::has_sentences(sheet, &sentences)) => {
            Err(OldWorkbookError::Hidden { file, mark: form.mark.clone() })
        }
        None => Err(OldWorkbookError::NoForm {
            file,
            mark: form.mark.clone(),
            heading: form.columns.month.clone(),
            content: form.columns.content.clone(),
        }),
        Some(first) => {
            first.remarks.extend(others);
            Ok(sheets)
        }
    }
}

fn other_sheet(form: &Form, sheet: &Sheet) -> String {
    let name = quoted(text::shortened(&sheet.name));
    if sheet.hidden {
        format!("工作表{name}是隐藏的，没有读")
    } else {
        format!("工作表{name}不是{}，没有读", form.mark)
    }
}
