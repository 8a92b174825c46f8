//! Why a definition of a notice was refused. The sentences name the place and what would be right.

use thiserror::Error;

use crate::unit::is_invisible;
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

impl NoticeError {
    /// What is wrong with a text that is not the JSON of a notice.
    pub(super) fn unreadable(error: &serde_json::Error, text: &str) -> Self {
        if error.is_eof() {
            return Self::CutOff(error.line());
        }
        // The reader counts bytes, of which a Chinese character has three.
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let before = line.get(..line.floor_char_boundary(error.column())).unwrap_or_default();
        let what = wrong(&error.to_string());
        Self::Unreadable { line: error.line(), column: before.chars().count(), what }
    }
}

impl From<serde_json::Error> for NoticeError {
    fn from(error: serde_json::Error) -> Self {
        Self::unreadable(&error, "")
    }
}

/// How many characters of a text that may have any length stand in a sentence.
const START: usize = 30;

/// The start of a text that may have any length, without what cannot be seen.
pub(super) fn start(text: &str) -> String {
    let mut seen = text.chars().filter(|one| !one.is_control() && !is_invisible(*one));
    let start: String = seen.by_ref().take(START).collect();
    if seen.next().is_some() { start + "…" } else { start }
}

/// The same in quotation marks.
pub(super) fn quoted_start(text: &str) -> String {
    quoted(start(text))
}

/// What the reader says of a text, in words; empty for what it says only of texts that no editor of JSON lets pass.
fn wrong(told: &str) -> String {
    let told = told.rsplit_once(" at line ").map_or(told, |(told, _)| told);
    let named = told.split('`').nth(1).map(quoted_start).unwrap_or_default();
    let expected = told.rsplit_once(", expected ").and_then(|(_, expected)| in_words(expected));
    match () {
        () if told.starts_with("missing field") => format!("：缺少{named}"),
        () if told.starts_with("unknown field") => format!("：没有{named}这一项"),
        () if told.starts_with("unknown variant") => format!("：{named}不是这里能写的词"),
        () if told.starts_with("duplicate field") => format!("：{named}写了两次"),
        () if told.starts_with("invalid ") => {
            expected.map_or_else(String::new, |expected| format!("：这里应写{expected}"))
        }
        () if told.starts_with("expected `,`") => "：前一项后面少了逗号或右括号".to_owned(),
        () if told.starts_with("expected value") => "：这里没有写内容，或文字没有加引号".to_owned(),
        () if told.starts_with("trailing comma") => "：最后一项后面多了逗号".to_owned(),
        () if told.starts_with("trailing characters") => "：通知到这里已经完了，后面还有内容".to_owned(),
        () if told.starts_with("recursion limit") => "：括号套得太深".to_owned(),
        // A day is refused in the words of its library.
        () if DAY.contains(&told) => "：这里应写日期，例如 \"2022-03-28\"".to_owned(),
        // The program's own types say in Chinese what they want.
        () if !told.is_ascii() => format!("：{told}"),
        () => String::new(),
    }
}

/// What is said of a text that is no day.
const DAY: [&str; 5] = [
    "input contains invalid characters",
    "premature end of input",
    "input is out of range",
    "trailing input",
    "no possible date and time matching input",
];

/// What the reader expected.
fn in_words(expected: &str) -> Option<&'static str> {
    Some(match expected {
        "u8" => "数字（0 到 255，不加引号）",
        "u16" => "数字（0 到 65535，不加引号）",
        "u32" => "数字（0 到 4294967295，不加引号）",
        "usize" | "u64" => "数字（不小于 0 的整数，不加引号）",
        "a string" | "string or map" => "文字（加引号）",
        "a boolean" => "true 或 false（不加引号）",
        "a sequence" => "列表（写在 [ ] 里）",
        "a map" => "几项内容（写在 { } 里）",
        "a formatted date string" => "日期（加引号，例如 \"2022-03-28\"）",
        other if other.starts_with("struct ") => "几项内容（写在 { } 里）",
        _ => return None,
    })
}
