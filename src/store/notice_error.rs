//! Why a notice was not added, chosen or removed, each as a sentence that says what to do next.

use thiserror::Error;

use super::taken::Taken;
use crate::wording::quoted;

/// The most notices in one data file.
pub(super) const MOST_NOTICES: usize = 100;

/// Why a notice was not added, chosen or removed. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeptNoticeError {
    #[error("已经有通知{}的第 {edition} 版，内容也一样，不用再添加", quoted(.title))]
    AlreadyKept { title: String, edition: u32 },
    #[error("已经有通知{}的第 {edition} 版，内容和这个文件不一样，没有添加，什么都没有改动。改过的通知应有更大的版次（edition），请让发文件的人改好后重新发", quoted(.title))]
    OtherContent { title: String, edition: u32 },
    #[error("通知{}已经是第 {kept} 版，这个文件是更早的第 {edition} 版，没有添加，什么都没有改动", quoted(.title))]
    LowerEdition { title: String, edition: u32, kept: u32 },
    #[error("这一版去掉或改变了已经有数的内容：{}。没有添加，什么都没有改动。请让发文件的人保留这些内容后重新发", .0.iter().map(|one| one.what.as_str()).collect::<Vec<_>>().join("；"))]
    TakesAway(Vec<Taken>),
    #[error("没有编号为 {} 的通知，什么都没有改动。请运行 yuebao notices 查看有哪些", quoted(.0))]
    Unknown(String),
    #[error("通知{}里已经填过数（或者有名册、收过表），不能移除，什么都没有改动", quoted(.0))]
    InUse(String),
    #[error("通知{}是程序自带的，不能移除，什么都没有改动。不用它就不选它", quoted(.0))]
    BuiltIn(String),
    #[error("只有这一个通知，不能移除，什么都没有改动。请先添加别的通知")]
    LastOne,
    #[error("一个数据文件最多 {MOST_NOTICES} 个通知，没有添加，什么都没有改动。请先移除不用的")]
    TooMany,
}
