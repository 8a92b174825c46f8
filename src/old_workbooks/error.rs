//! Why old workbooks do not come in, each as a sentence that says what to do next.

use thiserror::Error;

use crate::reading::ReadingError;
use crate::wording::quoted;

/// Why nothing came in. Nothing was changed by any of these, and the files are never touched.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OldWorkbookError {
    /// A file cannot be read.
    #[error("{file}没有导入：{problem}", file = quoted(.file))]
    File {
        /// The name of the file.
        file: String,
        /// What is wrong with it.
        problem: ReadingError,
    },
    /// A file without the form.
    #[error(
        "{file}里没有找到{mark}的表（要有{heading}等标题），什么都没有改动。请不要选这个文件，再导入一次",
        file = quoted(.file), heading = quoted(.heading)
    )]
    NoForm {
        /// The name of the file.
        file: String,
        /// The form's mark.
        mark: String,
        /// A heading that was looked for.
        heading: String,
    },
    /// More sheets than months.
    #[error("这些文件里有 {0} 张表，一次最多导入 {most} 张，什么都没有改动。请分几次选", most = super::MOST_SHEETS)]
    TooMany(usize),
    /// Something has to be decided or mended first.
    #[error("{0}。什么都没有导入")]
    NotReady(String),
    /// What is recorded has changed since the plan was looked at.
    #[error("看过以后，数据又有了改动，所以没有导入，什么都没有改动。请再看一遍，再确认导入")]
    Changed,
    /// A month was given for more than one sheet.
    #[error(
        "写明的月份只能给一张表，这些文件里有 {0} 张，什么都没有改动。请把月份写进每张表的标题、工作表名或文件名再导入，或一次只导入有一张表的文件"
    )]
    MonthForOne(usize),
}

impl OldWorkbookError {
    /// See [`crate::error::Error::code`].
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "reading",
            Self::NoForm { .. } => "no_form",
            Self::TooMany(_) => "too_many",
            Self::NotReady(_) => "not_ready",
            Self::Changed => "changed",
            Self::MonthForOne(_) => "month_for_one",
        }
    }
}
