//! Everything that is exported: workbook, document, letter, file names, writing files, and printing.
//!
//! Everything here is made from the form's definition and a [`crate::report::Sheet`]; nothing is computed
//! again, and no label of the form is written in this module. It knows no store, no screen and no clock, so
//! the same month gives the same bytes on every machine.

mod bulletin;
mod digest;
pub mod document;
mod explanations;
mod file;
mod history;
mod letter;
mod matrix;
mod official;
pub mod print;
mod sent;
mod spreadsheet;
mod summary;
mod table;
mod unit_table;
mod workbook;

use std::path::PathBuf;

use thiserror::Error;

pub use bulletin::{BulletinContent, bulletin_word};
pub use digest::{digest, project_digest};
pub use file::{
    file_name, file_name_with_projects, harmless_name, project_file_name, scan_name, write_file,
    write_without_replacing,
};
pub(crate) use file::{numbered, write_and_check};
pub use history::{HISTORY_COLUMNS, history_workbook};
pub use letter::{Attachment, Letter, LetterError, LetterTemplate, Sender};
pub use matrix::matrix_workbook;
pub use official::HeadedText;
pub use sent::{SENT_COLUMNS, sent_workbook};
pub use summary::{
    MonthCell, SummaryContent, SummaryTable, SummaryTableLine, SummaryTableSection, comparison,
    summary_table, summary_word, summary_workbook,
};
pub use unit_table::unit_table_workbook;
pub use workbook::{merged_list_workbook, project_workbook, workbook, workbook_with_projects};

pub(crate) use digest::{digest_of_projects, digest_of_texts};
pub(crate) use explanations::{EXPLANATIONS, HEADINGS as EXPLANATION_HEADINGS};

use crate::notice::{FigureId, Form};
use crate::report::{Entry, Sheet, State};
use crate::wording::quoted;

/// The mark on every print and workbook that is not final.
const DRAFT: &str = State::Draft.label();

/// Why an export failed. No failure affects what was filled in: it is in the store.
#[derive(Debug, Error)]
pub enum OutputError {
    /// A cell holds a text that is not an amount; such a report is never drawn.
    #[error(
        "{called}填的是{text}，不能当作数字，这样不能导出和打印，已填的内容都在。{problem}。请先改好这一格，再来一次",
        text = quoted(.text)
    )]
    Unreadable {
        figure: FigureId,
        /// The row by its printed number and the figure by its name.
        called: String,
        /// The text in the cell.
        text: String,
        /// What is expected instead.
        problem: String,
    },
    /// What should be the folder, or one above it, is a file.
    #[error("{}是一个文件，不是文件夹，没有导出，这个文件没有动，已填的内容都在。请写它所在的文件夹，或换一个位置", quoted(.0.display()))]
    FolderIsFile(PathBuf),
    #[error("文件夹{}不存在，没有导出，已填的内容都在。请先建好这个文件夹，或换一个位置", quoted(.0.display()))]
    FolderMissing(PathBuf),
    /// Files may not be created in the folder.
    #[error("文件夹{}不让写入（只读或没有权限），没有导出，已填的内容都在。请换一个位置，例如桌面", quoted(.0.display()))]
    FolderNotWritable(PathBuf),
    /// A file with that name cannot be replaced: it is open in another program, or read-only.
    #[error(
        "文件{}正被别的程序（例如 WPS）打开，或是只读的，没有导出，原来的文件没有动。请先关闭它再导出一次，或换一个文件名",
        quoted(.0.display())
    )]
    TargetInUse(PathBuf),
    /// The name belongs to a folder.
    #[error("{}是一个文件夹，不能存成文件，没有导出，已填的内容都在。请换一个文件名", quoted(.0.display()))]
    TargetIsFolder(PathBuf),
    /// The name belongs to a pipe, a device or a socket.
    #[error("{}不是普通的文件（是管道或设备），没有导出，没有动它，已填的内容都在。请换一个文件名", quoted(.0.display()))]
    TargetIsNoFile(PathBuf),
    /// The file system does not accept the name.
    #[error("文件名{}太长或有不能用的字，没有导出，已填的内容都在。请换一个短些的文件名", quoted(.0.display()))]
    NameRefused(PathBuf),
    /// The disk is full.
    #[error(
        "磁盘满了，文件{}没有导出，原来的文件没有动，已填的内容都在。请清理出一些空间，或换一个磁盘，再导出一次",
        quoted(.0.display())
    )]
    DiskFull(PathBuf),
    /// Any other error that the system reports.
    #[error(
        "文件{}没有写成（{}），没有导出，已填的内容都在。请换一个位置再导出一次，例如桌面",
        quoted(.path.display()), crate::disk::in_words(.source)
    )]
    Io {
        /// The file that should be written.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// Of several files the first were written.
    #[error("{written}已经导出，其余的没有：{problem}")]
    SomeWritten {
        /// Where they are.
        written: String,
        /// Why the next one was not.
        problem: Box<OutputError>,
    },
    /// The document was not drawn.
    #[error(transparent)]
    Document(#[from] document::DocumentError),
    /// The library that draws workbooks refused. The cause is the form's definition, not the officer's input.
    #[error("表格没有生成（{0}），没有导出，已填的内容都在。请把这句话告诉软件维护人员")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl OutputError {
    /// The same where these files were written before it.
    #[must_use]
    pub fn after(self, written: &[PathBuf]) -> Self {
        if written.is_empty() {
            return self;
        }
        let written = written.iter().map(|path| quoted(path.display())).collect::<Vec<_>>().join("、");
        Self::SomeWritten { written, problem: Box::new(self) }
    }
}

/// Refuses a month with a text in it that is no amount, naming the first.
fn refuse_unreadable(form: &Form, sheet: &Sheet) -> Result<(), OutputError> {
    for (row, figure) in form.figures_in_rows() {
        if let Some(Entry::Unreadable { text, problem }) = sheet.cell(figure.id).map(|cell| &cell.month) {
            return Err(OutputError::Unreadable {
                figure: figure.id,
                called: row.figure_called(figure),
                text: text.clone(),
                problem: problem.clone(),
            });
        }
    }
    Ok(())
}
