//! Why a draft of a notice was not gone on with, each as a sentence that says what to do next.

use thiserror::Error;

use crate::blank_form::MOST_FILES;
use crate::reading::ReadingError;
use crate::wording::quoted;

/// A refusal changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoticeDraftError {
    #[error("{}没有读：{problem}", quoted(.file))]
    File { file: String, problem: ReadingError },
    #[error("一个通知最多读 {MOST_FILES} 个文件，没有读，什么都没有改动。请只选通知正文和要填的表")]
    TooManyFiles,
    /// A file that the draft was read from.
    #[error("没有看完的通知的原文件{}不在了，先前改的都还记着。请把这个文件再拖进来一次，就接着看", quoted(.0))]
    FileGone(String),
    #[error("{}读不懂，这是程序的毛病，什么都没有改动。请把文件另存一份再试；还不行，先把表里不要的部分删去", files(.0))]
    NotUnderstood(Vec<String>),
    /// A notice that was added from its own file.
    #[error("这个通知是从通知文件添加的，没有空白表可以打开，什么都没有改动。要改，请让发文件的人发新的一版")]
    NotOfAForm,
    /// An answer with which there would be no notice.
    #[error("照这个回答，这一行就前后不一了，没有改动。请在下面一个一个改，或先答别的")]
    DoesNotHold,
    #[error("没有正在看的通知，什么都没有改动。请在“设置”的“通知”里选一个空白表")]
    None,
    #[error("还有 {0} 处拿不准的没有回答，没有确认，先前改的都在。请回答完再确认")]
    Open(usize),
    /// What a notice would be refused for.
    #[error("还不能确认：{0}。先前改的都在")]
    NotYet(String),
    /// A file of changes that is none.
    #[error("改动的文件读不懂，什么都没有改动。请照通知格式说明里的写法改好后再试")]
    Corrections,
    /// The file of the notice that was made of it.
    #[error("通知文件{}没有写成：{problem}。别的文件都没有动。请换一个位置或文件名再试", quoted(.file))]
    Unwritten { file: String, problem: String },
    /// The remembered text is not one of ours.
    #[error("没有看完的通知读不出来了，表和数都没有动。请点“不要了”，再读一次文件")]
    Unreadable,
}

fn files(names: &[String]) -> String {
    names.iter().map(quoted).collect::<Vec<_>>().join("、")
}
