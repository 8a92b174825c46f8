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
mod lists;
mod month;
mod month_in_names;
mod names;
mod notes;
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
mod unit_and_date;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;

pub use cell::CellReading;
pub use error::HandFilledError;
pub use lists::{HandFilledList, read_lists};
pub use month::{MonthSources, NamedMonth};
pub use month_in_names::MonthInNames;
pub use names::places_named;
pub use notes::Note;
pub use plan::{MonthsPlan, OfferedPolicy, plan};
pub use planned::{Choices, FigureStatus, PlannedFigure, PlannedSheet, SheetStatus};
pub use sheet::{HandFilledSheet, MOST_SHEETS, OldFigure};
pub use totals::{TotalConflict, TotalPolicy};

use dates::Words;
use preface::Preface;
use sentences::Sentences;

use crate::notice::Form;
use crate::reading::{Book, Sheet, hidden_remarks};
use crate::report::State;
use crate::wording::quoted;

/// The remark for a workbook with conditional formats, which may show something other than the content of a cell.
pub(crate) const CONDITIONAL: &str = "这个文件用了条件格式，有的格子显示的可能和里面的数不一样，请核对";

/// Reads every sheet of a workbook that contains the form. Other sheets are named in a remark, except those whose
/// texts explain the form; a workbook without the form is refused.
pub fn read(form: &Form, path: &Path, book: &Book) -> Result<Vec<HandFilledSheet>, HandFilledError> {
    read_beside(form, path, book, &[])
}

/// The same where some sheets, by their places in the workbook, are read as something else too: nothing is said of those.
pub fn read_beside(
    form: &Form,
    path: &Path,
    book: &Book,
    read_otherwise: &[usize],
) -> Result<Vec<HandFilledSheet>, HandFilledError> {
    let reader = Reader { form, book, names: Names::of(path), read_otherwise };
    if columns::is_needed(form) { reader.in_columns() } else { reader.in_rows() }
}

struct Reader<'a> {
    form: &'a Form,
    book: &'a Book,
    names: Names,
    /// The places of sheets that somebody else reads.
    read_otherwise: &'a [usize],
}

/// What the file and its folder are called, and the months in it.
struct Names {
    file: String,
    places: String,
    file_months: Words,
    folder_months: Words,
}

impl Names {
    fn of(path: &Path) -> Self {
        let stem = name(path.file_stem());
        Self {
            file: name(path.file_name()),
            places: names::in_file(&stem),
            file_months: dates::named_in(&stem),
            folder_months: dates::named_in(&name(path.parent().and_then(Path::file_name))),
        }
    }
}

impl Reader<'_> {
    fn in_rows(self) -> Result<Vec<HandFilledSheet>, HandFilledError> {
        let Self { form, book, .. } = self;
        let sentences = Sentences::of(form);
        let visible = || book.sheets.iter().filter(|sheet| !sheet.hidden);
        let found: Vec<(&Sheet, stack::Part<'_>)> = visible()
            .flat_map(|sheet| {
                stack::parts(form, Cow::Owned(sheet.seen()), &sentences)
                    .into_iter()
                    .map(move |part| (sheet, part))
            })
            .collect();
        if found.is_empty() {
            let has_sentences = |sheet: &Sheet| headings::has_sentences(sheet, &sentences);
            let file = self.names.file;
            return Err(if visible().any(|sheet| hidden_remarks(sheet).is_empty() && has_sentences(sheet)) {
                HandFilledError::NoColumn { file, heading: form.columns.month.clone() }
            } else if book.sheets.iter().any(has_sentences) {
                HandFilledError::Hidden { file, mark: form.mark.clone() }
            } else {
                no_form(form, file)
            });
        }
        let others = self.others(|sheet| found.iter().any(|(known, _)| std::ptr::eq(*known, sheet)));
        let mut sheets = Vec::new();
        for (whole, stack::Part { sheet, headings, called }) in &found {
            let preface = preface::read(&form.header, sheet, headings.row);
            let mut sources = self.sources(sheet, &preface, found.len() == 1);
            if called.is_some() {
                (sources.tab, sources.file) = (sources.tab.without_months(), sources.file.without_months());
            }
            // The other sources decide first which column is this month's, and only then the headings themselves.
            let chosen = headings.choose(
                form,
                month::decide(&sources, &form.campaign).0,
                &layout::other_units(sheet, &sentences, headings),
            );
            sources.heading = headings.words();
            let (table, problem) = match chosen {
                Ok(chosen) => (layout::table(sheet, &sentences, headings, &chosen, form), None),
                Err(problem) => (layout::Table::default(), Some(problem)),
            };
            let layout::Table { figures, missing, notes, mut remarks } = table;
            remarks.extend(hidden_remarks(whole));
            remarks.extend(preface.is_draft.then(draft_remark));
            sheets.push(HandFilledSheet {
                sheet: called.clone().unwrap_or_else(|| sheet.name.clone()),
                problem: problem.or_else(|| preface.problem.clone()),
                places: names::places(sheet, headings.row),
                figures,
                missing,
                notes,
                remarks,
                ..self.headed(preface, &sources)
            });
        }
        others.join(&mut sheets);
        Ok(sheets)
    }

    /// The same for a form whose figures have columns of their own.
    fn in_columns(self) -> Result<Vec<HandFilledSheet>, HandFilledError> {
        let Self { form, book, .. } = self;
        let visible: Vec<(&Sheet, Sheet)> =
            book.sheets.iter().filter(|sheet| !sheet.hidden).map(|sheet| (sheet, sheet.seen())).collect();
        let found: Vec<_> = visible
            .iter()
            .filter_map(|(whole, seen)| Some((*whole, seen, columns::read(form, seen)?)))
            .collect();
        if found.is_empty() {
            return Err(no_form(form, self.names.file));
        }
        let others = self.others(|sheet| found.iter().any(|(known, ..)| std::ptr::eq(*known, sheet)));
        let is_alone = found.len() == 1;
        let mut sheets = Vec::new();
        for (whole, sheet, read) in found {
            let (heading, found, problem) = match read {
                Ok(found) => (found.heading, found, None),
                Err((heading, problem)) => (heading, columns::Found::default(), Some(problem)),
            };
            let preface = preface::read(&form.header, sheet, heading);
            let sources = self.sources(sheet, &preface, is_alone);
            let mut remarks = hidden_remarks(whole);
            remarks.extend(
                (found.formulas > 0).then(|| format!("有 {} 格是公式，取它们算出的结果", found.formulas)),
            );
            remarks.extend((!found.unknown.is_empty()).then(|| {
                format!("第 {} 行认不出是哪一项，没有读", crate::wording::numbered(&found.unknown))
            }));
            remarks.extend(preface.is_draft.then(draft_remark));
            sheets.push(HandFilledSheet {
                sheet: sheet.name.clone(),
                problem: problem.or_else(|| preface.problem.clone()),
                places: names::places(sheet, heading),
                figures: found.figures,
                missing: found.missing,
                notes: found.notes,
                remarks,
                ..self.headed(preface, &sources)
            });
        }
        others.join(&mut sheets);
        Ok(sheets)
    }

    /// Everything that names the month of a sheet, except the headings of its quantities.
    fn sources(&self, sheet: &Sheet, preface: &Preface, is_alone: bool) -> month::Sources {
        month::Sources {
            title: preface.title.clone(),
            heading: Words::default(),
            tab: dates::named_in(&sheet.name),
            file: self.names.file_months.clone(),
            folder: self.names.folder_months.clone(),
            filled_on: preface.filled_on,
            is_alone,
        }
    }

    /// A sheet without its table.
    fn headed(&self, preface: Preface, sources: &month::Sources) -> HandFilledSheet {
        let (month, month_remark) = month::decide(sources, &self.form.campaign);
        HandFilledSheet {
            file: self.names.file.clone(),
            month,
            month_remark,
            month_sources: sources.apart(&self.form.campaign),
            unit: preface.unit,
            person: preface.person,
            phone: preface.phone,
            file_places: self.names.places.clone(),
            filled_on: preface.filled_on,
            is_draft: preface.is_draft,
            ..HandFilledSheet::default()
        }
    }

    /// What the sheets say that do not contain the form.
    fn others(&self, is_found: impl Fn(&Sheet) -> bool) -> Others {
        let mut others = Others::default();
        let sheets = (0..).zip(&self.book.sheets).filter(|(place, _)| !self.read_otherwise.contains(place));
        for sheet in sheets.map(|(_, sheet)| sheet).filter(|sheet| !is_found(sheet) && !sheet.is_blank()) {
            if !sheet.hidden && notes::is_explanation(sheet) {
                let name = quoted(text::shortened(&sheet.name));
                let hidden = hidden_remarks(sheet).into_iter();
                others.remarks.extend(hidden.map(|remark| format!("{name}里，{remark}")));
                others.explanations.push(notes::on_own_sheet(self.form, &sheet.seen()));
            } else {
                others.remarks.push(other_sheet(self.form, sheet));
            }
        }
        others
    }
}

/// What the sheets of a workbook say that do not contain the form.
#[derive(Default)]
struct Others {
    /// A remark on each that was not read.
    remarks: Vec<String>,
    /// The notes of each that explains the form, with the months that it names.
    explanations: Vec<(Vec<Note>, Words)>,
}

impl Others {
    /// Adds the notes to the sheets of their months, or like the remarks to the first.
    fn join(self, sheets: &mut [HandFilledSheet]) {
        for (notes, months) in self.explanations {
            let is_its = |sheet: &HandFilledSheet| {
                sheet.month.is_some_and(|month| months.names_months() && months.may_be(month))
            };
            let place = sheets.iter().position(is_its).unwrap_or_default();
            sheets.get_mut(place).into_iter().for_each(|sheet| sheet.notes.extend(notes.iter().cloned()));
        }
        for sheet in sheets.iter_mut().filter(|sheet| sheet.notes.len() > notes::MOST_NOTES) {
            sheet.notes.truncate(notes::MOST_NOTES);
            sheet.remarks.push(format!("说明的文字太多，只读了前 {} 条", notes::MOST_NOTES));
        }
        sheets.first_mut().into_iter().for_each(|first| first.remarks.extend(self.remarks.iter().cloned()));
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

pub(crate) fn draft_remark() -> String {
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
