//! What can go wrong with the data folder and its file, each as a sentence that says what to do next.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

use crate::disk;
use crate::projects::ProjectError;
use crate::wording::quoted;

/// Why the store could not be opened, read or written. No failure affects changes that were confirmed before.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("数据文件夹{}是一个文件，不是文件夹，没有改动它。请换一个文件夹，或把这个文件改名后再试", quoted(.0.display()))]
    FolderIsFile(PathBuf),
    /// A notice that was not added, chosen or removed.
    #[error(transparent)]
    Notice(#[from] super::notice_error::KeptNoticeError),
    /// The data folder cannot be created or opened.
    #[error("打不开数据文件夹{}（{reason}）。原有数据没有改动。请检查磁盘是否接好、这个位置是否存在，再试一次", quoted(folder.display()))]
    FolderUnavailable {
        folder: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// The system has no standard place for data.
    #[error("系统没有告诉本软件数据该放在哪里。请用 --data 指定一个文件夹，或设置环境变量 YUEBAO_DATA")]
    NoFolder,
    /// The folder, the file or the disk is read-only.
    #[error("数据文件夹{}是只读的，刚才的内容没有保存，以前保存的都在。请取消只读，或换一个能写入的文件夹", quoted(.0.display()))]
    ReadOnly(PathBuf),
    #[error("磁盘已满，刚才的内容没有保存，以前保存的都在。请删去{}所在磁盘上不用的文件，腾出空间后再试", quoted(.0.display()))]
    Full(PathBuf),
    /// Another process holds the write lock for too long.
    #[error(
        "另一个程序正在保存数据，刚才的内容没有保存，以前保存的都在。请关掉其他打开的山城月报，过几秒再试"
    )]
    Busy,
    #[error("数据文件{}已损坏，没有打开，也没有改动它。请不要删除它，用一份备份恢复，损坏的文件会原样留着", quoted(.0.display()))]
    Damaged(PathBuf),
    /// A table, an index, a trigger or a view is not as this program makes it.
    #[error("数据文件{}的内部结构被别的程序改动过，里面的数靠不住了，没有打开，也没有改动它。请不要删除它，用一份备份恢复，这个文件会原样留着", quoted(.0.display()))]
    Altered(PathBuf),
    /// The data file is missing, empty or blank, while something says that it held data.
    #[error("数据文件{}{}，{}。没有建立新的，什么都没有改动。请用备份恢复（命令行用 yuebao restore）；确实要从头开始，请先把整个数据文件夹移到别处", quoted(file.display()), loss.in_words(), what_is_left(backup.as_deref()))]
    Lost {
        file: PathBuf,
        loss: Loss,
        /// The name of the newest backup beside it, if there is one.
        backup: Option<String>,
    },
    /// Something else stands in the place of a file.
    #[error("{}不是普通的文件（是文件夹、管道或设备），没有打开它，原有数据没有改动。请把它改名或移走，再打开一次", quoted(.0.display()))]
    NotAFile(PathBuf),
    /// There is no data in the folder, and none can be made there.
    #[error("数据文件夹{}里还没有数据，也不能在里面建立（{reason}），什么都没有改动。请取消只读、腾出空间，或换一个能写入的文件夹", quoted(folder.display()))]
    NothingThere { folder: PathBuf, reason: String },
    /// The place for temporary files cannot be used.
    #[error("系统放临时文件的地方不能用（{0}），这一步没有做，数据都在。请在系统盘上腾出一些空间，再试一次")]
    NoTemporaryPlace(String),
    /// The file was written by a newer version of the program.
    #[error("数据文件{}是新版本的山城月报保存的，这个版本读不了，没有改动它。请安装新版本再打开", quoted(.0.display()))]
    Newer(PathBuf),
    /// The file was not written by this program.
    #[error("{}不是山城月报的数据文件，没有改动它。请用备份恢复（它会原样留着），或换一个数据文件夹", quoted(.0.display()))]
    Foreign(PathBuf),
    /// A copy of the other side's data.
    #[error("{}是{}数据，不能放到{}数据里，什么都没有改动。请选{}数据的备份或交接文件", quoted(file.display()), found.label(), wanted.label(), wanted.label())]
    OtherSide { file: PathBuf, found: super::Side, wanted: super::Side },
    /// The first start was not finished.
    #[error("还没有登记填报单位。请先打开山城月报填写单位资料，或运行 yuebao init")]
    NotBegun,
    #[error("这个数据文件夹里已经有{}的资料，没有改动。要修改资料请用“设置”，或运行 yuebao unit", quoted(.0))]
    AlreadyBegun(String),
    /// Months with entries lie before the new first month.
    #[error("{0}已经填了数，不能再算作以前报过的月份；资料没有改动")]
    EntriesBeforeStart(String),
    /// A change that the rules of the project list forbid.
    #[error(transparent)]
    Project(ProjectError),
    /// A figure of an office that takes in reports.
    #[error(
        "汇总的数是各单位的表加起来的，不能直接改，什么都没有改动。请退回让单位更正；以前的累计照各单位第一次报来的表算"
    )]
    AddedUp,
    /// What was seen of files before they were taken in is not so any more.
    #[error("另一个程序刚才也收了文件或作了处理，看到的结果已经不作数，什么都没有收。请再收一次，重新看一遍")]
    TakenMeanwhile,
    /// What only an officer's own reports have.
    #[error(
        "{0}只用于填报数据，这里是汇总数据，什么都没有改动。要看、要改本单位的，请用数据文件夹，不是它里面的“汇总”文件夹"
    )]
    OfficersOnly(&'static str),
    /// The month is final.
    #[error("{0}已经定稿，没有改动。要改请先“重新打开”并写明原因（或运行 yuebao reopen）")]
    Locked(String),
    /// A kept file is missing or damaged.
    #[error(
        "{month}存档的文件{}{loss}，没有用它，报表里的数都完好。请点“立即备份”（有第二备份位置的先接好），程序会从备份里找回来；找不回来的扫描件，可以重新附上",
        quoted(name)
    )]
    FileLost { month: String, name: String, loss: &'static str },
    /// A scan that came in is missing or damaged.
    #[error(
        "收到的扫描件{}{loss}，没有用它，已经读出来的数都完好。请点“立即备份”（有第二备份位置的先接好），程序会从备份里找回来；找不回来的，请向单位再要一份同样的文件，收进来就补上了",
        quoted(name)
    )]
    ScanLost { name: String, loss: &'static str },
    /// The open file is no longer in its place: the folder was moved or deleted, or its disk was removed.
    #[error("数据文件夹{}不见了（U 盘拔了，或文件夹被移走、删去），刚才的内容没有保存，以前保存的都在原来的盘上。请把盘接好、把文件夹放回原处，再试一次", quoted(.0.display()))]
    Gone(PathBuf),
    /// The folder is being restored, or cannot be restored because it is open.
    #[error("另一个山城月报正开着数据文件夹{}，没有恢复，数据没有改动。请先关掉其他打开的山城月报，再恢复一次", quoted(.0.display()))]
    InUse(PathBuf),
    /// The store is read-only: somebody else's file, or an old state.
    #[error("现在打开的是只供查看的数据，不能修改，什么都没有改动。要填数请先点“结束查看”，回到自己的数据")]
    OnlyLooking,
    /// The copy that must exist before a conversion could not be made.
    #[error("新版本要先备份再转换数据文件，但备份没有写成（{reason}），所以没有转换，数据没有改动。请腾出磁盘空间、确认文件夹{}可以写入，再打开一次", quoted(folder.display()))]
    NoCopyBeforeUpgrade {
        /// The data folder.
        folder: PathBuf,
        reason: Box<StoreError>,
    },
    /// Anything else the system or SQLite reports.
    #[error("读写数据时出错（{reason}），刚才的内容没有保存，以前保存的都在{}。请再试一次；还不行就重启电脑后再试", quoted(folder.display()))]
    Other {
        /// The data folder.
        folder: PathBuf,
        /// The technical reason.
        reason: String,
    },
}

/// How data was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// There is no file.
    Missing,
    /// The file has no bytes.
    Empty,
    /// Nothing was ever entered in the file.
    Blank,
}

impl Loss {
    fn in_words(self) -> &'static str {
        match self {
            Self::Missing => "不见了",
            Self::Empty => "是空的（0 字节）",
            Self::Blank => "里什么都没有登记",
        }
    }
}

fn what_is_left(backup: Option<&str>) -> String {
    match backup {
        Some(name) => format!("但备份还在，最近一份是{}", quoted(name)),
        None => "但以前的修改日志还在，旁边没有备份".to_owned(),
    }
}

/// A failure inside the store, before it is turned into a sentence for the officer.
#[derive(Debug, Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A stored text that no version of the program would write.
    #[error("stored text {0:?} cannot be read")]
    Unreadable(String),
    /// A refusal that was decided inside the transaction.
    #[error(transparent)]
    Refused(StoreError),
}

impl StoreError {
    /// Turns a failure into the error for a folder that is to hold the data.
    pub(super) fn from_failure_in(folder: &Path, failure: Failure) -> Self {
        Self::from_failure_of(&super::Side::Reporting.file_in(folder), failure)
    }

    /// Turns a failure into the error for one file.
    pub(super) fn from_failure_of(file: &Path, failure: Failure) -> Self {
        let folder = file.parent().unwrap_or(file);
        let file = || file.to_owned();
        let other = |reason: String| Self::Other { folder: folder.to_owned(), reason };
        match failure {
            Failure::Refused(error) => error,
            // The SQL statements are fixed: if SQLite does not understand one, the tables are not ours.
            Failure::Unreadable(_)
            | Failure::Sqlite(
                rusqlite::Error::SqlInputError { .. }
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..),
            ) => Self::Damaged(file()),
            Failure::Io(error) => match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(folder.to_owned()),
                io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                    Self::ReadOnly(folder.to_owned())
                }
                _ => Self::FolderUnavailable { folder: folder.to_owned(), reason: disk::in_words(&error) },
            },
            Failure::Sqlite(rusqlite::Error::SqliteFailure(code, _)) => match code.code {
                ErrorCode::DiskFull => Self::Full(folder.to_owned()),
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly(folder.to_owned()),
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                ErrorCode::DatabaseCorrupt | ErrorCode::Unknown => Self::Damaged(file()),
                ErrorCode::NotADatabase => Self::Foreign(file()),
                // The index file of the write-ahead log cannot grow: the disk is full.
                ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
                    Self::Full(folder.to_owned())
                }
                _ => other(disk::failure_in_words(code)),
            },
            Failure::Sqlite(error) => other(disk::database_in_words(&error)),
        }
    }

    /// Whether the data file is of no use and a backup is to take its place.
    pub(crate) fn calls_for_a_backup(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Foreign(_) | Self::Altered(_) | Self::Lost { .. })
    }

    /// The error for a failure while a file was copied to the place for temporary files.
    #[expect(clippy::needless_pass_by_value, reason = "made to be handed to map_err")]
    pub(super) fn while_copying(file: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NoTemporaryPlace(disk::in_words(&error))
            }
            _ => {
                let folder = file.parent().unwrap_or(file).to_owned();
                Self::FolderUnavailable { folder, reason: disk::in_words(&error) }
            }
        }
    }

    /// The same error for another file: the one from which the copy was made. The place of the copy is not named.
    pub(super) fn about(self, file: &Path) -> Self {
        match self {
            Self::Full(_) => Self::NoTemporaryPlace("磁盘满了".to_owned()),
            Self::ReadOnly(_) => Self::NoTemporaryPlace("没有权限".to_owned()),
            Self::FolderUnavailable { reason, .. } | Self::Other { reason, .. } => {
                Self::NoTemporaryPlace(reason)
            }
            Self::NoCopyBeforeUpgrade { .. } => Self::NoTemporaryPlace("备份没有写成".to_owned()),
            Self::Damaged(_) => Self::Damaged(file.to_owned()),
            Self::Altered(_) => Self::Altered(file.to_owned()),
            Self::Newer(_) => Self::Newer(file.to_owned()),
            Self::Foreign(_) => Self::Foreign(file.to_owned()),
            Self::OtherSide { found, wanted, .. } => Self::OtherSide { file: file.to_owned(), found, wanted },
            other => other,
        }
    }
}
