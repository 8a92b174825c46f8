//! Reading the blank forms of a new notice: files and what is set right in, the draft of a notice and its file out. Nothing is
//! kept.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::blank_form::{Corrected, Correction, Draft, corrected, read};
use crate::error::Error;
use crate::notice::{Notice, NoticeError};
use crate::reading::{Book, read_file_with_lines};

/// A draft, and the notice that it makes as it stands.
#[derive(Debug, Serialize)]
pub struct NoticeDraft {
    pub draft: Draft,
    /// The file of the notice; `None` while something hinders it.
    pub definition: Option<String>,
    /// Why there is none, where no question says it already.
    pub problem: Option<String>,
    #[serde(skip)]
    pub notice: Option<Notice>,
}

/// Reads the files of one notice: its text, its forms, or both. `today` stands in for a first month that is not known.
pub fn read_notice_files(
    paths: &[PathBuf],
    corrections: &[Correction],
    today: NaiveDate,
) -> Result<NoticeDraft, Error> {
    let books = paths.iter().map(|path| read_file_with_lines(path)).collect::<Result<Vec<Book>, _>>()?;
    Ok(notice_draft(corrected(&read(&books), corrections), today))
}

/// The notice that a draft makes, unless something hinders it. What was answered is not asked any more.
fn notice_draft(corrected: Corrected, today: NaiveDate) -> NoticeDraft {
    let is_hindered = corrected.is_hindered();
    let Corrected { mut draft, answers, unused } = corrected;
    let mut answers = answers.into_iter();
    draft.doubts.retain(|_| answers.next().flatten().is_none());
    if unused > 0 {
        draft.remarks.push(format!("有 {unused} 处改动对不上这些文件，没有用"));
    }
    let made: Option<Result<(String, Notice), NoticeError>> = (!is_hindered).then(|| draft.definition(today));
    let (definition, notice, problem) = match made {
        Some(Ok((definition, notice))) => (Some(definition), Some(notice), None),
        Some(Err(problem)) => (None, None, Some(problem.to_string())),
        None => (None, None, None),
    };
    NoticeDraft { draft, definition, problem, notice }
}
