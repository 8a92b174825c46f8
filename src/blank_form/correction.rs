//! What a person changes in a draft, as data: what was answered, and what was set right. How a draft becomes another by it
//! is for [`super::correct`].

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::notice_field::NoticeField;
use crate::notice::{FigureId, Role, Scope};
use crate::unit::UnitKind;
use crate::wording::quoted;

/// One change. Forms, tables and columns are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Correction {
    /// A question is answered by one of its readings; by the first, as the draft stands then.
    Answer {
        doubt: usize,
        question: String,
        reading: usize,
    },
    /// A part of the notice itself.
    Notice {
        field: NoticeField,
        text: String,
    },
    /// What stands above the title of a form (附件2).
    Mark {
        form: usize,
        text: String,
    },
    Title {
        form: usize,
        text: String,
    },
    /// What a row is about. In a sentence each X is a figure.
    Content {
        form: usize,
        row: u16,
        text: String,
    },
    /// Whether a row is a heading and has no figures.
    Heading {
        form: usize,
        row: u16,
        is_heading: bool,
    },
    LeaveOut {
        form: usize,
        row: u16,
    },
    /// The row has a figure in each of these units.
    Figures {
        form: usize,
        row: u16,
        units: Vec<String>,
    },
    /// The kinds of units that leave the row blank.
    LeftBlank {
        form: usize,
        row: u16,
        by: Vec<UnitKind>,
    },
    Name {
        form: usize,
        figure: FigureId,
        text: String,
    },
    Unit {
        form: usize,
        figures: Vec<FigureId>,
        text: String,
    },
    Decimals {
        form: usize,
        figures: Vec<FigureId>,
        decimals: u8,
    },
    /// The figure is at most as much as another.
    PartOf {
        form: usize,
        figure: FigureId,
        whole: Option<FigureId>,
    },
    Scope {
        form: usize,
        figures: Vec<FigureId>,
        scope: Scope,
    },
    ColumnHeading {
        form: usize,
        table: usize,
        column: usize,
        text: String,
    },
    ColumnRole {
        form: usize,
        table: usize,
        column: usize,
        role: Role,
    },
    /// A column of words is put before that many others.
    WordsColumn {
        form: usize,
        table: usize,
        before: usize,
        text: String,
    },
    /// What adds up, a line each: 1=2+3.
    Relations {
        form: usize,
        text: String,
    },
}

/// Why a change was not made. What stood there before still does.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CorrectionError {
    /// The row, figure, column or question is not there, or not any more.
    #[error("要改的这一处已经不在了，没有改，别的都在。请在表里重新选一行再改")]
    Gone,
    #[error("{}不能空着，没有改，原来的还在。请写上再按回车", quoted(.0))]
    Blank(String),
    #[error("{}太长（最多 {most} 字），没有改，原来的还在。请写短一些", quoted(.called))]
    TooLong { called: String, most: usize },
    #[error("{}写的{}看不懂，没有改，原来的还在。{wanted}", quoted(.called), quoted(.text))]
    Unreadable { called: String, text: String, wanted: &'static str },
    #[error("这一行有 {0} 个数，每个数的位置在句子里要留一个大写的 X，后面紧跟单位，没有改，原来的还在")]
    Places(usize),
    #[error("这张表只剩这一行，不能不要，没有改")]
    LastRow,
    /// A row whose figures have columns of their own.
    #[error("这一行的数一栏一个，不能分成几个，没有改。要改栏，请点“整张表”")]
    ByColumn,
    #[error("数不能是自己的一部分，没有改。请选另一个数")]
    PartOfItself,
    #[error("这一栏没有对应的数，不能改成填数的栏，没有改")]
    NoFigures,
    /// A question that its first reading does not answer.
    #[error("当月的数填在哪一栏还不清楚，没有记下。请先在“整张表”里改清楚各栏填什么")]
    ColumnsUnclear,
    #[error("这些文件里没有每月要填的表，没有记下。请加上有表的那个文件")]
    NoForm,
    #[error("这份通知改过的地方太多，这一次没有记下，先前改的都在。请先确认，或重新读一次文件")]
    TooMany,
    /// A reading that says nothing definite.
    #[error("选这一种，要照原表自己改：请先改好，再点“照现在这样”")]
    ByHand,
}
