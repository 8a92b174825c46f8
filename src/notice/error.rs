//! Why a definition of a notice was refused. The sentences name the place and what would be right.

use thiserror::Error;

use crate::wording::quoted;

/// A notice that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoticeError {
    /// The file has more bytes than any notice needs.
    #[error("通知文件太大（最多 1 MB），没有添加，什么都没有改动。请检查选的是不是通知文件")]
    TooLarge,
    /// The file cannot be read.
    #[error("通知文件{}读不出来（{problem}），什么都没有改动。请检查文件还在不在、盘是否接好，再试一次", quoted(.file))]
    File { file: String, problem: String },
    /// The bytes are not UTF-8.
    #[error("通知文件不是 UTF-8 编码，没有添加，什么都没有改动。请用记事本打开，另存为 UTF-8 编码后再试")]
    NotUtf8,
    /// The text ends before the definition does.
    #[error("通知文件不完整，只到第 {0} 行，没有添加，什么都没有改动。请让发文件的人重新发一次")]
    CutOff(usize),
    /// The text is not the JSON of a notice.
    #[error(
        "通知文件第 {line} 行第 {column} 个字符附近读不懂{what}，什么都没有改动。请照着通知格式说明改好后再试"
    )]
    Unreadable { line: usize, column: usize, what: String },
    /// A span in which a notice cannot be continued.
    #[error("没有延续：{0}，什么都没有改动。请换一个月份再试")]
    Span(String),
    /// The definition contradicts itself.
    #[error("通知文件里{place}：{problem}，什么都没有改动。请改好后再试")]
    Contradiction { place: String, problem: String },
}

impl NoticeError {
    pub(super) fn at(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Contradiction { place: place.into(), problem: problem.into() }
    }
}

impl From<serde_json::Error> for NoticeError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::CutOff(error.line());
        }
        let told = error.to_string();
        let named = told.split('`').nth(1).map(quoted).unwrap_or_default();
        let what = match () {
            () if told.starts_with("missing field") => format!("：缺少{named}"),
            () if told.starts_with("unknown field") => format!("：没有{named}这一项"),
            () if told.starts_with("unknown variant") => format!("：{named}不是这里能写的词"),
            () if told.starts_with("duplicate field") => format!("：{named}写了两次"),
            () => String::new(),
        };
        Self::Unreadable { line: error.line(), column: error.column(), what }
    }
}
