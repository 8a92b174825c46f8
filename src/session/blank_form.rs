//! Reading the blank forms of a new notice: files and what is set right in, the draft of a notice and its file out. Nothing is
//! kept.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;

use super::NoticeDraftError;
use super::notice_draft::{files_at, understood};
use crate::blank_form::{Corrected, Correction, Draft, corrected};
use crate::error::Error;
use crate::notice::{Notice, NoticeError};
use crate::output::{OutputError, write_without_replacing};

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
    Ok(notice_draft(corrected(&understood(files_at(paths)?)?, corrections), today))
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
        Some(Err(problem)) => (None, None, Some(without_fields(&problem))),
        None => (None, None, None),
    };
    NoticeDraft { draft, definition, problem, notice }
}

/// Writes the file of a notice where nothing stands yet, and returns where it is. What was read is not changed by it.
pub fn write_notice_file(definition: &str, path: &Path) -> Result<PathBuf, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    let written = write_without_replacing(folder, &name, definition.as_bytes());
    Ok(written.map_err(|problem| NoticeDraftError::Unwritten {
        file: path.display().to_string(),
        problem: unwritten(&problem),
    })?)
}

/// Why the file was not written.
fn unwritten(problem: &OutputError) -> String {
    match problem {
        OutputError::FolderMissing(_) => "文件夹不存在".to_owned(),
        OutputError::FolderIsFile(_) => "它所在的地方是一个文件，不是文件夹".to_owned(),
        OutputError::FolderNotWritable(_) => "文件夹不让写入（只读或没有权限）".to_owned(),
        OutputError::TargetInUse(_) => "文件正被别的程序打开，或是只读的".to_owned(),
        OutputError::TargetIsFolder(_) => "有一个文件夹叫这个名字".to_owned(),
        OutputError::TargetIsNoFile(_) => "它是管道或设备，不是普通的文件".to_owned(),
        OutputError::NameRefused(_) => "文件名太长或有不能用的字".to_owned(),
        OutputError::DiskFull(_) => "磁盘满了".to_owned(),
        OutputError::Io { source, .. } => crate::disk::in_words(source),
        _ => "内容不对".to_owned(),
    }
}

/// Why the draft makes no notice, without the names that only the file of a notice has: nobody has written that file.
fn without_fields(problem: &NoticeError) -> String {
    let NoticeError::Contradiction { place, problem } = problem else {
        return "这些表还拼不成通知，什么都没有写。请先照上面的问题改好，再读一次".to_owned();
    };
    let bare = |text: &str| {
        let mut bare = String::new();
        let mut rest = text;
        while let Some((before, opened)) = rest.split_once('（') {
            let Some((inside, after)) = opened.split_once('）') else { break };
            bare.push_str(before);
            if inside.is_empty() || !inside.chars().all(|one| one.is_ascii() || one == '、') {
                let _infallible = write!(bare, "（{inside}）");
            }
            rest = after;
        }
        bare + rest
    };
    format!("{}：{}，什么都没有写。请先改好，再读一次", bare(place), bare(problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_of_a_draft_is_told_without_the_words_of_the_file() {
        let problem = NoticeError::Contradiction {
            place: "附件1第 1 行的数（figures）".to_owned(),
            problem: "有 27 个（第 1 行），最多 26 个".to_owned(),
        };
        assert_eq!(
            without_fields(&problem),
            "附件1第 1 行的数：有 27 个（第 1 行），最多 26 个，什么都没有写。请先改好，再读一次"
        );
        assert!(!without_fields(&NoticeError::CutOff(3)).contains(|one: char| one.is_ascii_alphabetic()));
    }
}
