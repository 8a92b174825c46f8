//! Every way the core can refuse a request, as a sentence for the officer and a code for the screen.
//!
//! A sentence says what happened, that nothing was lost, and what to do next. Programs never compare
//! sentences; they look at [`Error::code`].

use serde::Serialize;
use thiserror::Error;

use crate::amount::AmountError;
use crate::backup::{BackupError, HandoverError};
use crate::blank_form::CorrectionError;
use crate::clock::ClockError;
use crate::hand_filled::HandFilledError;
use crate::mail::MailError;
use crate::notice::{FigureId, NoticeError, UnknownFigure, UnknownText};
use crate::output::print::PrintError;
use crate::output::{LetterError, OutputError};
use crate::paste::PasteError;
use crate::period::PeriodError;
use crate::projects::ProjectError;
use crate::reading::ReadingError;
use crate::scan::ScanError;
use crate::session::{CollationError, NoticeDraftError, RecordsError};
use crate::store::StoreError;
use crate::unit::UnitError;
use crate::verification::VerificationError;
use crate::wording::quoted;

/// Why the core refused. What was saved before stays as it was.
#[derive(Debug, Error)]
pub enum Error {
    /// A text that is not an amount, in a place where only amounts are accepted.
    #[error(
        "{called}填的{text}不行：{problem}；这次的数一个也没有保存", text = quoted(.text)
    )]
    Amount {
        figure: FigureId,
        /// The row by its printed number and the figure by its name, as in the others below.
        called: String,
        /// The text that was given.
        text: String,
        /// What is expected instead.
        problem: AmountError,
    },
    /// One figure given twice in one call.
    #[error("{0}写了两次，不知道以哪个为准；请只写一次。这次的数一个也没有保存")]
    GivenTwice(String),
    /// A value for a row that the unit leaves empty.
    #[error("{called}按通知的规定{kind}不填；这次的数一个也没有保存")]
    LeftBlank {
        called: String,
        /// The word for the unit's kind.
        kind: String,
    },
    /// A value for a figure that is reckoned from others.
    #[error(
        "{called}是按{by}算出来的，不用填；这次的数一个也没有保存。请改算它用的那几个数", by = quoted(.by)
    )]
    Derived {
        called: String,
        /// The relation by which it is reckoned.
        by: String,
    },
    /// A kind of units that the notice does not know.
    #[error("通知里没有“{kind}”这一类单位，什么都没有改动。可以写：{kinds}")]
    UnknownKind {
        kind: String,
        /// The kinds that it knows.
        kinds: String,
    },
    /// A notice is to be added, and none was chosen.
    #[error("还没有选通知文件，什么都没有改动。请先点“添加通知…”选一个文件")]
    NothingChosen,
    /// The notice asks for no list of projects.
    #[error("通知{}没有要求报项目清单，什么都没有改动", quoted(.0))]
    NoList(String),
    /// 当月无数据 for a month that has entries.
    #[error("{0}已经填了数，不能标为当月无数据；请先清空这个月的数再标")]
    NoDataWithEntries(String),
    /// A text of a summary that is longer than the limit.
    #[error(
        "总结的{title}有 {count} 字，最多 {most} 字；刚才改的没有保存，先前保存的都在。请删短，或者把多的写到导出的 Word 里",
        title = quoted(.title)
    )]
    SummaryTooLong {
        title: &'static str,
        /// How many characters it has.
        count: usize,
        /// How many it may have.
        most: usize,
    },
    /// A figure id that is not in the form.
    #[error(transparent)]
    UnknownFigure(#[from] UnknownFigure),
    #[error(transparent)]
    UnknownText(#[from] UnknownText),
    /// The form's definition contradicts itself.
    #[error(transparent)]
    Form(#[from] NoticeError),
    /// A paste that does not fit.
    #[error(transparent)]
    Paste(#[from] PasteError),
    /// Not a month or a day, or one outside the campaign.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// The first start with a notice whose campaign is over.
    #[error(
        "{outside}；什么都没有保存。通知已经到期，要接着报，请先延续：在窗口里点“延续”，或运行 yuebao notice renew {notice} --from 从哪个月"
    )]
    CampaignOver { outside: PeriodError, notice: String },
    /// A change to the project list that was refused.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A file that could not be imported.
    #[error(transparent)]
    Reading(#[from] ReadingError),
    /// Old workbooks that could not be imported.
    #[error(transparent)]
    HandFilled(#[from] HandFilledError),
    /// One of the unit's particulars is wrong.
    #[error(transparent)]
    Unit(#[from] UnitError),
    /// A file that could not be exported.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A scan of the sealed page that was not accepted.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// A template of a letter that was not accepted.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// A file that could not be verified.
    #[error(transparent)]
    Verification(#[from] VerificationError),
    /// A document that could not be printed.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// A decision about a month's report that was refused.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// Something of a blank form that was not set right.
    #[error(transparent)]
    Correction(#[from] CorrectionError),
    /// A draft of a notice that was not gone on with.
    #[error(transparent)]
    NoticeDraft(#[from] NoticeDraftError),
    /// What a clerk may not decide.
    #[error(transparent)]
    Collation(#[from] CollationError),
    /// A letter that was not sent.
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error(transparent)]
    Clock(#[from] ClockError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A handover file that could not be made or opened.
    #[error(transparent)]
    Handover(#[from] HandoverError),
    /// A failure of the data folder.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Error {
    /// A short code by which the screen chooses what to do.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Amount { .. } => "amount",
            Self::GivenTwice(_) => "given_twice",
            Self::LeftBlank { .. } => "left_blank",
            Self::Derived { .. } => "derived",
            Self::UnknownKind { .. } => "unknown_kind",
            Self::NothingChosen => "nothing_chosen",
            Self::NoList(_) => "no_list",
            Self::NoDataWithEntries(_) => "no_data_with_entries",
            Self::SummaryTooLong { .. } => "summary_too_long",
            Self::UnknownFigure(_) => "unknown_figure",
            Self::UnknownText(_) => "unknown_text",
            Self::Form(_) => "form",
            Self::Paste(_) => "paste",
            Self::Period(_) | Self::CampaignOver { .. } => "period",
            Self::Project(_) | Self::Store(StoreError::Project(_)) => "project",
            Self::Reading(_) => "reading",
            Self::HandFilled(problem) => problem.code(),
            Self::Unit(_) => "unit",
            Self::Output(_) => "output",
            Self::Scan(_) => "scan",
            Self::Letter(_) => "letter",
            Self::Verification(_) => "verification",
            Self::Print(_) => "print",
            Self::Records(problem) => problem.code(),
            Self::Collation(problem) => problem.code(),
            Self::Correction(_) => "correction",
            Self::NoticeDraft(_) => "notice_draft",
            Self::Mail(problem) => problem.code(),
            Self::Clock(ClockError::Doubtful(_) | ClockError::DoubtfulDay { .. }) => "clock_doubtful",
            Self::Clock(ClockError::NotAMoment(_)) => "clock",
            Self::Store(StoreError::Locked(_)) => "locked",
            Self::Backup(_) => "backup",
            Self::Handover(HandoverError::PassphraseNeeded | HandoverError::WrongPassphrase) => "passphrase",
            Self::Handover(_) => "handover",
            Self::Store(StoreError::NotBegun) => "not_begun",
            Self::Store(StoreError::Lost { .. }) => "lost",
            Self::Store(error) if error.calls_for_a_backup() => "unusable",
            Self::Store(StoreError::Gone(_)) => "gone",
            Self::Store(StoreError::OnlyLooking) => "only_looking",
            Self::Store(_) => "store",
        }
    }
}

/// An error as it is sent to the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Problem {
    /// See [`Error::code`].
    pub code: String,
    /// The sentence for the officer.
    pub sentence: String,
    /// The field of [`crate::unit::Unit`] or the id of the figure that the error is about, if any.
    pub field: Option<String>,
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let field = match &error {
            Error::Unit(problem) => Some(problem.field().to_owned()),
            Error::Amount { figure, .. } | Error::Records(RecordsError::NegativeTotal { figure, .. }) => {
                Some(figure.to_string())
            }
            Error::Period(PeriodError::UnclearMonth(_)) => Some("month".to_owned()),
            Error::Collation(CollationError::UnknownUnit(_)) => Some("unit".to_owned()),
            _ => None,
        };
        Self { code: error.code().to_owned(), sentence: error.to_string(), field }
    }
}
