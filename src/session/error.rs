//! Why a decision about a month's report was refused, each as a sentence that says what to do next.

use thiserror::Error;

use crate::amount::Amount;
use crate::notice::FigureId;
use crate::report::{LONGEST_REASON, LONGEST_TYPED_TEXT};
use crate::wording::quoted;

/// Why a decision about a report was refused. A refusal changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordsError {
    /// The month has mistakes or blanks, which 定稿 does not allow.
    #[error("{month}{open}，没有定稿，已填的数都在。请改好、填齐后再定稿；没有的填 0")]
    NotReady {
        month: String,
        /// The mistakes and blanks, counted in words.
        open: String,
    },
    /// The sheet could not be stored.
    #[error(
        "{month}的表没有能够存下来（{problem}），所以没有定稿，已填的数都在。请再定稿一次；还不行就升级软件"
    )]
    NotFrozen { month: String, problem: String },
    /// The month is final already.
    #[error("{0}已经定稿，不用再定；要改请先“重新打开”并写明原因")]
    AlreadyFinal(String),
    /// The month is not final, and the action needs a final month.
    #[error("{0}还没有定稿，没有改动。请先核对无误、定稿，再做这一步")]
    NotFinal(String),
    /// The month is marked as sent already.
    #[error("{0}已经记为已报送，没有重复记录。如果报错了，请“重新打开”，改好后再报")]
    AlreadySent(String),
    /// No file with that name is on record.
    #[error(
        "{month}的存档里没有{name}这个文件，什么都没有改动。请在“报送记录”里看有哪些",
        name = quoted(.name)
    )]
    NoFile {
        month: String,
        /// The name that was asked for.
        name: String,
    },
    /// A file has left, but it was not recorded, or not wholly.
    #[error("{name}已经交出去了，但没有记全（{problem}）。请在“报送记录”里看有没有这份文件；没有就再导出一次", name = quoted(.name))]
    NotRecorded {
        /// The name of the file.
        name: String,
        /// Why it was not kept.
        problem: String,
    },
    /// The draft of a letter is not where it was written.
    #[error("{0}的邮件草稿不在原来存的地方了，报表没有改动。请按“发送邮件”重新生成一份")]
    DraftGone(String),
    /// The scan of a month that was sent cannot be changed.
    #[error("{0}已经报送，扫描件随报表存档，不能再换；没有改动。要换请“重新打开”并写明原因，更正后再附")]
    ScanOfSent(String),
    /// No month differs from its report.
    #[error("各月报出的数都与现在的数一致，没有要更正的月份，什么都没有改动")]
    NothingToCorrect,
    /// An earlier month is open again, so the later totals may still change.
    #[error(
        "{open}重新打开后还没有定稿，{month}的累计数还会跟着变；没有做更正。请先把{open}改好、定稿，再做更正"
    )]
    OpenBefore {
        /// The open month, in words.
        open: String,
        /// The first month that would be corrected, in words.
        month: String,
    },
    /// The month has no revision with that number.
    #[error("{month}没有“{number}”这一次的报表，请在“报送记录”里（或用 yuebao revisions）看有哪些")]
    NoRevision {
        month: String,
        /// The number that was asked for.
        number: u32,
    },
    #[error("请写明原因，让以后看的人明白为什么改；这次没有改动")]
    ReasonMissing,
    /// A reason or 说明 is longer than the limit.
    #[error("文字太长，最多 {LONGEST_REASON} 个字，请写得短些；这次没有改动")]
    ReasonTooLong,
    /// A text that is no figure is longer than the limit.
    #[error("{}太长，最多 {LONGEST_TYPED_TEXT} 个字，请写得短些；这次没有改动", quoted(.0))]
    TextTooLong(String),
    /// The adjustment would make the total negative.
    #[error("{called}这样调整后，{month}累计成了 {total}，累计不能是负数；这次没有改动，请核对调整数")]
    NegativeTotal {
        figure: FigureId,
        /// The row by its printed number and the figure by its name.
        called: String,
        month: String,
        /// The total with the adjustment.
        total: Amount,
    },
    /// The figure that would be adjusted has no total.
    #[error("{0}不累计，没有可以调整的累计数；什么都没有改动")]
    NoTotal(String),
    /// A 说明 for a warning that the checks did not give.
    #[error("{0}没有这条提醒，不需要说明；什么都没有改动")]
    NoSuchWarning(String),
}

impl RecordsError {
    /// See [`crate::error::Error::code`].
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotReady { .. } => "not_ready",
            Self::AlreadyFinal(_) => "already_final",
            Self::NotFinal(_) => "not_final",
            Self::AlreadySent(_) => "already_sent",
            Self::NoFile { .. } => "no_file",
            Self::NotFrozen { .. } => "not_frozen",
            Self::NotRecorded { .. } => "not_recorded",
            Self::DraftGone(_) => "draft_gone",
            Self::ScanOfSent(_) => "scan_of_sent",
            Self::NothingToCorrect => "nothing_to_correct",
            Self::OpenBefore { .. } => "open_before",
            Self::NoRevision { .. } => "no_revision",
            Self::ReasonMissing | Self::ReasonTooLong => "reason",
            Self::TextTooLong(_) => "text_too_long",
            Self::NegativeTotal { .. } => "negative_total",
            Self::NoTotal(_) => "no_total",
            Self::NoSuchWarning(_) => "no_such_warning",
        }
    }
}
