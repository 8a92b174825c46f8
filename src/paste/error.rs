//! Why a paste is refused.

use thiserror::Error;

use crate::amount::Amount;
use crate::wording::quoted;

/// Why a paste was refused as a whole. Nothing was changed. A row is told by the number that the form prints.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PasteError {
    #[error("剪贴板里没有可粘贴的数，什么都没有改动。请先在表格里复制要填的那一列数")]
    Empty,
    /// More than [`super::LONGEST_PASTE`].
    #[error("剪贴板里的内容太大，什么都没有改动。请只复制要填的那一列数")]
    TooLarge,
    /// More columns than a row of the form has figures.
    #[error("复制了 {columns} 列，这里最多 {room} 列，什么都没有改动。请只复制要填的那一列数（或左右两格）")]
    TooWide {
        /// How many columns were copied.
        columns: usize,
        /// How many there is room for.
        room: usize,
    },
    /// More lines than there are places below.
    #[error(
        "复制了 {lines} 行，从这一格往下只有 {room} 格，什么都没有改动。请从第一格开始粘贴，或只复制需要的行"
    )]
    TooLong {
        lines: usize,
        /// How many places there are below the first cell.
        room: usize,
    },
    /// Two values were pasted for a row with one figure.
    #[error("{row}只有一个数，却复制了左右两个，什么都没有改动。请检查复制的行是否对齐")]
    OneFigureOnly { row: String },
    /// A value was pasted for a row that the unit leaves empty.
    #[error(
        "{row}本单位不填，复制的内容里却有{text}，什么都没有改动。请检查复制的行是否对齐",
        text = quoted(.text)
    )]
    LeftBlank { row: String, text: String },
    /// A value was pasted for a column that is reckoned, such as that of the totals.
    #[error(
        "{row}的{text}落在算出来的一栏里，那里不用填，什么都没有改动。请只复制要填的几栏",
        text = quoted(.text)
    )]
    Reckoned { row: String, text: String },
    /// A value was pasted where the row has no figure.
    #[error(
        "{row}在那一栏里没有要填的数，复制的内容里却有{text}，什么都没有改动。请检查复制的行和列是否对齐",
        text = quoted(.text)
    )]
    NoFigure { row: String, text: String },
    /// A sum that was copied along is not what its parts come to.
    #[error(
        "{called}复制来的是{text}，加起来却是 {sum}，什么都没有改动。请查一查是哪个数不对",
        text = quoted(.text)
    )]
    OtherSum {
        /// The row by its printed number and the figure by its name.
        called: String,
        text: String,
        /// What the parts come to.
        sum: Amount,
    },
    /// A value was pasted for a figure that is reckoned, without all that it is reckoned from.
    #[error(
        "{called}是按{by}算出来的，复制的内容里却是{text}，什么都没有改动。请检查复制的行是否对齐，或者连同它用的数一起复制",
        by = quoted(.by), text = quoted(.text)
    )]
    Derived { called: String, by: String, text: String },
}
