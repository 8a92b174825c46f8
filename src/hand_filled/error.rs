//! Why old workbooks do not come in, each as a sentence that says what to do next.

use thiserror::Error;

use crate::reading::ReadingError;
use crate::wording::quoted;

/// Why nothing came in. Nothing was changed by any of these, and the files are never touched.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HandFilledError {
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
        "{file}里没有找到{mark}的表（要有{heading}等标题，{content}要和表样一样），什么都没有改动。请不要选这个文件，再导入一次",
        file = quoted(.file), heading = quoted(.heading), content = quoted(.content)
    )]
    NoForm {
        /// The name of the file.
        file: String,
        /// The form's mark.
        mark: String,
        /// A heading that was looked for.
        heading: String,
        /// The heading of the sentences by which a form is known.
        content: String,
    },
    /// The form, where nobody sees it.
    #[error(
        "{file}里的{mark}在隐藏的工作表、行或列里，没有读，什么都没有改动。请在 WPS 或 Excel 里取消隐藏、保存，再导入一次",
        file = quoted(.file)
    )]
    Hidden {
        /// The name of the file.
        file: String,
        /// The form's mark.
        mark: String,
    },
    /// The form's sentences without a column of this month's quantities.
    #[error(
        "{file}里有这张表的内容，没有找到{heading}这一栏，什么都没有改动。请在旧表里把标题写成“当月”“本月”或月份，再导入一次",
        file = quoted(.file), heading = quoted(.heading)
    )]
    NoColumn {
        /// The name of the file.
        file: String,
        /// The heading that was looked for.
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
    /// A sheet was to be left out that is not there.
    #[error("这些文件里没有{}这张表，什么都没有改动。请看看显示的工作表名和月份，再写一次", quoted(.0))]
    NoSuchSheet(String),
    /// A month was given for more than one sheet.
    #[error(
        "写明的月份只能给一张表，这些文件里有 {0} 张，什么都没有改动。请把月份写进每张表的标题、工作表名或文件名再导入，或一次只导入有一张表的文件"
    )]
    MonthForOne(usize),
}

impl HandFilledError {
    /// See [`crate::error::Error::code`].
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "reading",
            Self::NoForm { .. } => "no_form",
            Self::Hidden { .. } => "hidden",
            Self::NoColumn { .. } => "no_column",
            Self::TooMany(_) => "too_many",
            Self::NotReady(_) => "not_ready",
            Self::Changed => "changed",
            Self::NoSuchSheet(_) => "no_such_sheet",
            Self::MonthForOne(_) => "month_for_one",
        }
    }
}
