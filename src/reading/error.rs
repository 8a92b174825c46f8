//! What can be wrong with somebody else's file, each as a sentence that says what to do next.

use thiserror::Error;

use super::{LARGEST_FILE, MOST_CELLS};

const MEGABYTE: u64 = 1 << 20;

/// Why a file could not be read. A failure changes nothing, and the file itself is never written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadingError {
    /// The file does not exist, or may not be read.
    #[error("读不了这个文件（{0}），什么都没有改动。请看看文件还在不在、有没有被别的程序占用，再试一次")]
    Unavailable(String),
    #[error("这是一个文件夹，不是表格文件，什么都没有改动。请选里面的一个文件")]
    Folder,
    /// A pipe, a device or a socket.
    #[error("这不是一个普通的文件（是管道或设备），没有读，什么都没有改动。请选磁盘上的一个表格文件")]
    NoFile,
    /// The file is empty.
    #[error("这个文件是空的，什么都没有改动。请换一个有内容的表格文件")]
    Empty,
    /// The file has more bytes than an office's table ever has.
    #[error(
        "这个文件有 {} MB，太大了（最多 {} MB），什么都没有改动。请把要导入的那张表单独另存为一个 xlsx 文件再试",
        .0.div_ceil(MEGABYTE), LARGEST_FILE / MEGABYTE
    )]
    TooLarge(u64),
    /// The unpacked content is too large: a zip bomb, or formats on a million rows.
    #[error(
        "这个文件展开后太大，可能有问题，没有打开，什么都没有改动。请把要导入的内容复制到一个新的文件里再试"
    )]
    UnpacksTooLarge,
    /// The file has more cells or text than the limit.
    #[error("表里的内容太多（最多 {MOST_CELLS} 格），什么都没有改动。请只保留要导入的那张表再试")]
    TooManyCells,
    /// The file needs a password.
    #[error("这个文件设了密码，打不开，什么都没有改动。请用 WPS 或 Office 打开它，取消密码、另存后再试")]
    Encrypted,
    /// The file is a web page with the name of a workbook, as many systems export it.
    #[error(
        "这个文件其实是网页（HTML），不是工作簿，什么都没有改动。请用 WPS 或 Excel 打开它，另存为 xlsx 后再试"
    )]
    WebPage,
    /// A table in a format that is not supported.
    #[error("这是 {0} 格式的文件，这里读不了，什么都没有改动。请用 WPS 或 Excel 打开它，另存为 xlsx 后再试")]
    OtherFormat(&'static str),
    /// A document in a format that is not supported.
    #[error("这是 {0} 格式的文件，这里读不了，什么都没有改动。请用 WPS 或 Word 打开它，另存为 docx 后再试")]
    OtherDocument(&'static str),
    /// A Word file without a table, or only with blank ones.
    #[error(
        "这个 Word 文件里没有填了字的表格，什么都没有改动。请选填好表的那个文件；表是图片的，请照着填进 Word 或 Excel 的表格里再试"
    )]
    NoTable,
    /// The file is not a table.
    #[error("这不是表格文件，什么都没有改动。请选 xlsx、xls、docx 或 csv 文件")]
    NotATable,
    /// The encoding of a text file is not known.
    #[error(
        "这个文本文件的编码认不出来，什么都没有改动。请用 WPS 或 Excel 打开它，另存为 xlsx，或存成 UTF-8 编码的 csv 后再试"
    )]
    UnknownEncoding,
    /// The file is damaged.
    #[error(
        "这个文件已损坏，读不出来，什么都没有改动。请用 WPS 或 Office 打开它，能打开就另存为 xlsx（文档存为 docx）后再试"
    )]
    Damaged,
    #[error("这个文件里一个字也没有，什么都没有改动。请换一个有内容的表格文件")]
    Blank,
}
