//! Why old workbooks are not imported, each as a sentence that says what to do next.

use thiserror::Error;

use crate::reading::ReadingError;
use crate::wording::quoted;

/// Why nothing was imported. A failure changes nothing, and the files are never written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HandFilledError {
    #[error("{file}没有导入：{problem}", file = quoted(.file))]
    File { file: String, problem: ReadingError },
    /// The file does not contain the form.
    #[error(
        "{file}里没有找到{mark}的表（要有{heading}等标题，{content}要和表样一样），什么都没有改动。请不要选这个文件，再导入一次",
        file = quoted(.file), heading = quoted(.heading), content = quoted(.content)
    )]
    NoForm {
        file: String,
        mark: String,
        /// A heading that was searched.
        heading: String,
        /// The heading of the column with the form's sentences.
        content: String,
    },
    /// The form is in a hidden sheet, row or column.
    #[error(
        "{file}里的{mark}在隐藏的工作表、行或列里，没有读，什么都没有改动。请在 WPS 或 Excel 里取消隐藏、保存，再导入一次",
        file = quoted(.file)
    )]
    Hidden { file: String, mark: String },
    /// The form has no column for the quantities of the month.
    #[error(
        "{file}里有这张表的内容，没有找到{heading}这一栏，什么都没有改动。请在旧表里把标题写成“当月”“本月”或月份，再导入一次",
        file = quoted(.file), heading = quoted(.heading)
    )]
    NoColumn {
        file: String,
        /// The heading that was searched.
        heading: String,
    },
    /// There are more sheets than can be imported at once.
    #[error("这些文件里有 {0} 张表，一次最多导入 {most} 张，什么都没有改动。请分几次选", most = super::MOST_SHEETS)]
    TooMany(usize),
    /// The officer first has to decide or correct something.
    #[error("{0}。什么都没有导入")]
    NotReady(String),
    /// The records have changed since the plan was shown.
    #[error("看过以后，数据又有了改动，所以没有导入，什么都没有改动。请再看一遍，再确认导入")]
    Changed,
    /// The sheet that should be left out does not exist.
    #[error("这些文件里没有{}这张表，什么都没有改动。请看看显示的工作表名和月份，再写一次", quoted(.0))]
    NoSuchSheet(String),
    /// A month was given, but there is more than one sheet.
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
