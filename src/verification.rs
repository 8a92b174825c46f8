//! Whether a workbook still says what it said when it left the program (核对文件), and of which report a PDF was drawn.
//!
//! The properties of the file name its form, unit, month and revision, with a digest of its report. Every visible
//! sheet is compared, numbers and texts, with the workbook as the program draws it: with the recorded one, or, if
//! none is recorded, with the form, and then the digest decides about the numbers. Pure: a verdict is made from a
//! book and the expected content. The digest is not a signature, since anybody can compute it; so a file is only
//! reported as different, never as forged, and nothing is claimed about what was not compared.

mod align;
mod cells;
mod compare;
mod difference;
mod figures;
mod header;
mod pdf;
mod stated;
mod words;

use serde::Serialize;

pub use difference::ChangedFigure;
pub use pdf::PdfStated;
pub use stated::{Stated, VerificationError, day_on_list};

use crate::notice::{FieldKind, Form, Header, ProjectForm};
use crate::period::Month;
use crate::reading::{Book, Overlay};
use crate::report::report_name;
use compare::{compare, has_explanations};
use difference::{Differences, Manner};

/// How many differences are listed.
const MOST_TOLD: usize = 20;

/// A file to verify, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct File<'read> {
    pub book: &'read Book,
    /// Objects over its cells. The program never draws any.
    pub over: &'read [Overlay],
}

/// The content with which a file is compared.
#[derive(Clone, Debug)]
pub enum Expectation {
    /// A record exists. The file must be one of the kept files, or the record as it is drawn now.
    Recorded {
        /// The files that were kept.
        kept: Vec<Book>,
        /// The record as it is drawn today.
        drawn: Book,
    },
    /// No record exists: the file is compared with a new drawing of what it states ([`Stated::sheet`],
    /// [`Stated::list`]).
    AsStated(Book),
}

/// The result of verifying a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FileFinding {
    /// The file says what was reported, and the report is on record.
    Genuine,
    /// The file says what it said when it was exported as a draft.
    Draft,
    /// The file says what it said when it was exported; there is no record to compare it with.
    Unrecorded,
    /// The file differs from what was exported or recorded.
    Changed,
}

/// The result of verifying a file, with the data to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Verdict {
    pub finding: FileFinding,
    /// The unit's name.
    pub unit: String,
    /// The month; `None` for the project list.
    pub month: Option<Month>,
    /// The number of the month's report.
    pub revision: u32,
    /// The name of the document in words.
    pub name: String,
    /// The verdict as a sentence.
    pub sentence: String,
    /// The figures that differ from the record, if there is one.
    pub changed: Vec<ChangedFigure>,
    /// The differences in words: figures first, then texts, lines and sheets; if there are many, the number
    /// of the rest.
    pub changes: Vec<String>,
}

/// Verifies a monthly report.
pub fn verify(
    form: &Form,
    project_form: Option<&ProjectForm>,
    file: File<'_>,
    stated: &Stated,
    expectation: &Expectation,
) -> Result<Verdict, VerificationError> {
    let month = stated.month_of(form)?;
    let headers: Vec<&Header> =
        [&form.header, &form.footer].into_iter().chain(project_form.map(|list| &list.header)).collect();
    let found = differences(Some(form), &headers, file, expectation);
    let book = file.book;
    let is_draft = stated.is_draft();
    let kind = if is_draft { "的草稿".to_owned() } else { report_name(stated.revision) };
    let name = format!("{}{}{kind}", stated.unit, month.name());
    let (finding, sentence) = match expectation {
        Expectation::Recorded { .. } if found.count() == 0 => {
            (FileFinding::Genuine, "与存档的报表一致，数和文字都没有改过".to_owned())
        }
        Expectation::Recorded { .. } => (FileFinding::Changed, counted(&found)),
        Expectation::AsStated(_) => {
            let mut unknown = labels(&form.header);
            unknown.extend(labels(&form.footer));
            let list = project_form.filter(|list| stated.has_list(list, book));
            unknown.extend(list.map(|list| format!("{}的内容", list.mark)));
            unknown.extend(has_explanations(book).then(|| "“说明”一页".to_owned()));
            let unknown = format!("{}没法核对", unknown.join("、"));
            let has_figures = stated.has_figures_of(form, month, book);
            let of =
                if is_draft { "草稿不存档" } else { "这台电脑上没有这一次报表的存档" };
            let mut parts = Vec::new();
            parts.extend(is_draft.then(|| "是定稿以前导出的，不能当报表报送".to_owned()));
            parts.push(match (has_figures, found.count()) {
                (true, 0) => "里面的数与导出时一致，文字与表样一致".to_owned(),
                (true, count) => format!("有 {count} 处与表样不一样"),
                (false, 0) => format!("里面的数与导出时不一样；{of}，对不出是哪几个"),
                (false, count) => {
                    format!("里面的数与导出时不一样，另有 {count} 处与表样不一样；{of}，对不出是哪几个数")
                }
            });
            parts.push(if has_figures { format!("{of}，{unknown}") } else { unknown });
            let finding = match (has_figures && found.count() == 0, is_draft) {
                (false, _) => FileFinding::Changed,
                (true, true) => FileFinding::Draft,
                (true, false) => FileFinding::Unrecorded,
            };
            (finding, parts.join("；"))
        }
    };
    let changes = differences_in_words(&found, |figure| figure.sentence(form));
    let sentence = format!("{name}：{sentence}");
    let (unit, revision) = (stated.unit.clone(), stated.revision);
    Ok(Verdict {
        finding,
        unit,
        month: Some(month),
        revision,
        name,
        sentence,
        changed: found.figures,
        changes,
    })
}

/// Verifies a project list. `number` is the number of the recorded list that it should be, if there is one.
pub fn verify_projects(
    form: &ProjectForm,
    file: File<'_>,
    stated: &Stated,
    number: Option<u32>,
    expectation: &Expectation,
) -> Result<Verdict, VerificationError> {
    if stated.form != form.id {
        return Err(VerificationError::NotOurs);
    }
    let found = differences(None, &[&form.header], file, expectation);
    let name = number.map(|number| format!("第 {number} 次报送的清单")).unwrap_or_default();
    let name = format!("{}{}{name}", stated.unit, form.mark);
    let unknown = labels(&form.header).join("、");
    let unsent = format!("它不是记为已报送的清单，{unknown}没法核对");
    let (finding, sentence) = match (expectation, found.count()) {
        (Expectation::Recorded { .. }, 0) => {
            (FileFinding::Genuine, "与存档的一致，一个字也没有改过".to_owned())
        }
        (Expectation::Recorded { .. }, count) => {
            (FileFinding::Changed, format!("有 {count} 处与存档的不一样"))
        }
        (Expectation::AsStated(_), count) => match (stated.has_projects_of(form, file.book), count) {
            (true, 0) => {
                let sentence = format!("里面的内容与导出时一致，文字与表样一致；{unsent}");
                (FileFinding::Unrecorded, sentence)
            }
            (true, count) => (FileFinding::Changed, format!("有 {count} 处与表样不一样；{unsent}")),
            (false, 0) => (FileFinding::Changed, format!("里面的内容与导出时不一样；{unsent}")),
            (false, count) => {
                let sentence = format!("里面的内容与导出时不一样，另有 {count} 处与表样不一样；{unsent}");
                (FileFinding::Changed, sentence)
            }
        },
    };
    let sentence = format!("{name}：{sentence}");
    let (unit, revision) = (stated.unit.clone(), number.unwrap_or(0));
    let changes = differences_in_words(&found, |_| String::new());
    Ok(Verdict { finding, unit, month: None, revision, name, sentence, changed: found.figures, changes })
}

/// The differences from the expected content; if there are several possibilities, those from the most similar.
fn differences(
    form: Option<&Form>,
    headers: &[&Header],
    file: File<'_>,
    expectation: &Expectation,
) -> Differences {
    let (kept, drawn, is_recorded) = match expectation {
        Expectation::Recorded { kept, drawn } => (kept.as_slice(), drawn, true),
        Expectation::AsStated(drawn) => ([].as_slice(), drawn, false),
    };
    let manner = Manner { form, headers, is_recorded };
    let compared = kept.iter().chain([drawn]).map(|expected| compare(expected, file.book, manner));
    // A file with the same sheets first: if the list is in the workbook, it must be compared too.
    let mut found = compared.min_by_key(|found| (found.sheets, found.count())).unwrap_or_default();
    found.others.extend(file.over.iter().map(|over| {
        let sentence = match over {
            Overlay::Drawing => "多了图片、图形或文本框，可能盖住格子里的内容",
            Overlay::Comment => "多了批注",
            Overlay::Condition => "多了条件格式，格子可能显示成别的样子",
        };
        sentence.to_owned()
    }));
    found
}

fn counted(found: &Differences) -> String {
    match (found.figures.len(), found.others.len()) {
        (0, others) => format!("有 {others} 处与存档的报表不一样"),
        (figures, 0) => format!("里面有 {figures} 个数与存档的报表不一样"),
        (figures, others) => format!("里面有 {figures} 个数、另有 {others} 处与存档的报表不一样"),
    }
}

/// The differences in words; only the first ones if there are many.
fn differences_in_words(found: &Differences, sentence: impl Fn(&ChangedFigure) -> String) -> Vec<String> {
    let all = found.figures.iter().map(sentence).chain(found.others.iter().cloned());
    let mut lines: Vec<String> = all.take(MOST_TOLD).collect();
    let more = found.count().saturating_sub(MOST_TOLD);
    lines.extend((more > 0).then(|| format!("还有 {more} 处")));
    lines
}

/// The labels of fields that only a record could verify.
fn labels(header: &Header) -> Vec<String> {
    let stated = [FieldKind::Unit, FieldKind::Month, FieldKind::Fixed, FieldKind::Signed];
    let unknown = header.0.iter().filter(|field| !stated.contains(&field.is));
    unknown.map(|field| field.label.trim_end_matches(['：', ':']).to_owned()).collect()
}

#[cfg(test)]
mod tests;
