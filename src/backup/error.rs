//! Why a backup, a restore or a handover failed, each as a sentence that says what to do next.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::disk::{self, Kind};
use crate::store::{LostFile, Store, StoreError};
use crate::wording::quoted;

/// Why nothing was backed up, restored, packed or unpacked. None of these failures changes the data in use.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The second place is not there: a stick that was pulled, a drive that is not connected.
    #[error("备份位置{}现在不在（U 盘没插，或磁盘没接上），这次没有备份到那里，数据都在。接好以后会自动补上；不再用它，请在设置里换一个位置", quoted(.0.display()))]
    PlaceMissing(PathBuf),
    #[error("备份位置{}是只读的，这次没有备份到那里，数据都在。请取消只读，或换一个位置", quoted(.0.display()))]
    PlaceReadOnly(PathBuf),
    #[error("备份位置{}所在的磁盘满了，这次没有备份到那里，数据都在。请腾出一些空间，或换一个位置", quoted(.0.display()))]
    PlaceFull(PathBuf),
    /// The place is a file.
    #[error("备份位置{}是一个文件，不是文件夹，这次没有备份到那里，没有动它，数据都在。请把这个文件改名，或换一个位置", quoted(.0.display()))]
    PlaceIsFile(PathBuf),
    /// What was read back from the place is not what was written.
    #[error("写到{}的备份检查没有通过，已经删去，数据都在。这个磁盘可能有毛病，请换一个位置再备份", quoted(.0.display()))]
    PlaceUnsound(PathBuf),
    /// The data that should be backed up is damaged itself.
    #[error("打开以后，数据文件里有了损坏的地方，没有写到{}，以前的备份都在。请关掉山城月报再打开，按那一页上说的用备份恢复；今天填的请先记下来", quoted(.0.display()))]
    DataDamaged(PathBuf),
    /// Any other failure while writing a backup.
    #[error("没有备份到{}（{reason}），数据都在。请检查这个位置，再备份一次", quoted(place.display()))]
    NotBackedUp { place: PathBuf, reason: String },
    /// The folder cannot be a second place, because it lies inside the data folder.
    #[error("{}不能用作备份位置：它和数据在同一个文件夹里，一起坏了就都没有了。请选另一个磁盘或 U 盘上的文件夹；备份位置没有改动", quoted(.0.display()))]
    PlaceInside(PathBuf),
    /// The name of the folder is not a text that can be remembered.
    #[error("{}的名字里有系统认不出的字，记不住这个位置，备份位置没有改动。请给这个文件夹改个名字，再选一次", quoted(.0.display()))]
    PlaceUnnameable(PathBuf),
    /// The folder holds data of this program.
    #[error("{}里放着山城月报的数据，不能再放备份，这次没有备份到那里，数据都在。请另选一个文件夹", quoted(.0.display()))]
    PlaceHasData(PathBuf),
    /// Nothing was entered yet.
    #[error("还没有登记填报单位，没有可以备份的内容。请先填写单位资料")]
    NothingYet,
    /// The backup has all records, but files that they name are lost.
    #[error("已备份，但存档的文件有 {} 个不能用：{}。报表里的数都完好。备份里也没有完好的。请接好有它们的第二备份位置再备份一次，程序会从那里找回来；{}", .0.len(), listed(.0), LostFile::else_do(.0))]
    FilesLost(Vec<LostFile>),
    #[error("找不到文件{}，数据没有改动。请看看 U 盘是否插好、文件是否改了名，再选一次", quoted(.0.display()))]
    FileMissing(PathBuf),
    #[error("备份{}已损坏，不能用它恢复，现在的数据没有改动。请换一份备份", quoted(.0.display()))]
    CopyDamaged(PathBuf),
    /// The tables in the backup are not as this program makes them.
    #[error("备份{}的内部结构被别的程序改动过，里面的数靠不住，不能用它恢复，现在的数据没有改动。请换一份备份", quoted(.0.display()))]
    CopyAltered(PathBuf),
    /// The backup was made by a newer version of the program.
    #[error("{}是新版本的山城月报保存的，这个版本读不了，现在的数据没有改动。请安装新版本再打开", quoted(.0.display()))]
    CopyNewer(PathBuf),
    /// The file is not a backup of this program.
    #[error("{}不是山城月报的备份，现在的数据没有改动。请选名字以“月报备份”开头的文件", quoted(.0.display()))]
    CopyForeign(PathBuf),
    #[error("{}里还没有登记填报单位，没有可以恢复的内容，现在的数据没有改动。请换一份备份", quoted(.0.display()))]
    CopyEmpty(PathBuf),
    /// The file is the data file in use.
    #[error("{}就是正在使用的数据文件，不用恢复，没有改动。请选名字以“月报备份”开头的文件", quoted(.0.display()))]
    OwnFile(PathBuf),
    /// The present state could not be set aside, so nothing was restored.
    #[error("恢复以前要先把现在的数据另存一份，但没有存成，所以没有恢复，数据没有改动。原因：{0}")]
    NotSetAside(Box<BackupError>),
    /// There is no room for the temporary copy that is looked into.
    #[error(
        "系统放临时文件的地方不能用（{0}），没有打开备份，现在的数据没有改动。请在系统盘上腾出一些空间，再试一次"
    )]
    NoTemporaryPlace(String),
    /// Any other failure while reading a file.
    #[error("读不出{}（{reason}），现在的数据没有改动。请再试一次，或换一份备份", quoted(file.display()))]
    Unreadable { file: PathBuf, reason: String },
}

/// How many lost files are named in one sentence.
const NAMED: usize = 3;

/// The lost files by their names, the first of them if there are many.
pub(super) fn listed(lost: &[LostFile]) -> String {
    let names: Vec<String> = lost.iter().take(NAMED).map(ToString::to_string).collect();
    let more = if lost.len() > NAMED { "等" } else { "" };
    names.join("、") + more
}

impl BackupError {
    /// Why nothing can be written into a place, if it is not a folder that can be opened.
    pub(crate) fn refused(place: &Path) -> Option<Self> {
        match disk::kind(place) {
            Ok(Some(Kind::Folder)) => None,
            Ok(Some(_)) => Some(Self::PlaceIsFile(place.to_owned())),
            Ok(None) => Some(Self::PlaceMissing(place.to_owned())),
            Err(error) => Some(Self::at(place, &error)),
        }
    }

    /// The error for what the system said of a place.
    pub(super) fn at(place: &Path, error: &io::Error) -> Self {
        let place = place.to_owned();
        match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Self::PlaceIsFile(place),
            ErrorKind::ReadOnlyFilesystem => Self::PlaceReadOnly(place),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::PlaceFull(place),
            _ => Self::NotBackedUp { place, reason: disk::in_words(error) },
        }
    }

    /// The error for a failure while a backup of the store was written into a place.
    pub(super) fn while_writing(store: &Store, place: &Path, error: StoreError) -> Self {
        let place = match Self::refused(place) {
            Some(refusal) => return refusal,
            None => place.to_owned(),
        };
        match error {
            StoreError::Full(_) => Self::PlaceFull(place),
            StoreError::ReadOnly(_) => Self::PlaceReadOnly(place),
            // Either the store or the copy is damaged; only a check of the store can tell which.
            StoreError::Damaged(_) if matches!(store.is_sound(), Ok(false)) => Self::DataDamaged(place),
            StoreError::Damaged(_) => Self::PlaceUnsound(place),
            StoreError::Other { reason, .. } | StoreError::FolderUnavailable { reason, .. } => {
                Self::NotBackedUp { place, reason }
            }
            other => Self::NotBackedUp { place, reason: other.to_string() },
        }
    }

    /// The error for a failure while a file was read.
    pub(crate) fn while_reading(file: &Path, error: StoreError) -> Self {
        let file = file.to_owned();
        match error {
            _ if !file.exists() => Self::FileMissing(file),
            StoreError::Damaged(_) => Self::CopyDamaged(file),
            StoreError::Altered(_) => Self::CopyAltered(file),
            StoreError::Newer(_) => Self::CopyNewer(file),
            StoreError::Foreign(_) | StoreError::NotAFile(_) => Self::CopyForeign(file),
            StoreError::NoTemporaryPlace(reason) => Self::NoTemporaryPlace(reason),
            StoreError::Other { reason, .. } | StoreError::FolderUnavailable { reason, .. } => {
                Self::Unreadable { file, reason }
            }
            other => Self::Unreadable { file, reason: other.to_string() },
        }
    }
}
