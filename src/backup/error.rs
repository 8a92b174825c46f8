//! Why something could not be kept, brought back or handed over, each as a sentence that says what to do next.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::store::{Store, StoreError};
use crate::wording::quoted;

/// Why nothing was backed up, restored, packed or unpacked. The data in use is untouched by each of them.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The second place is not there: a stick that was pulled, a drive that is not connected.
    #[error("备份位置{}现在不在（U 盘没插，或磁盘没接上），这次没有备份到那里，数据都在。接好以后会自动补上；不再用它，请在设置里换一个位置", quoted(.0.display()))]
    PlaceMissing(PathBuf),
    /// The place takes nothing.
    #[error("备份位置{}是只读的，这次没有备份到那里，数据都在。请取消只读，或换一个位置", quoted(.0.display()))]
    PlaceReadOnly(PathBuf),
    #[error("备份位置{}所在的磁盘满了，这次没有备份到那里，数据都在。请腾出一些空间，或换一个位置", quoted(.0.display()))]
    PlaceFull(PathBuf),
    /// What was written there is not what was to be written.
    #[error("写到{}的备份检查没有通过，已经删去，数据都在。这个磁盘可能有毛病，请换一个位置再备份", quoted(.0.display()))]
    PlaceUnsound(PathBuf),
    /// What was to be written there is damaged itself.
    #[error("打开以后，数据文件里有了损坏的地方，没有写到{}，以前的备份都在。请关掉山城月报再打开，按那一页上说的用备份恢复；今天填的请先记下来", quoted(.0.display()))]
    DataDamaged(PathBuf),
    /// Anything else that happened to a backup.
    #[error("没有备份到{}（{reason}），数据都在。请检查这个位置，再备份一次", quoted(place.display()))]
    NotBackedUp {
        place: PathBuf,
        /// Why.
        reason: String,
    },
    /// The place cannot be one.
    #[error("{}不能用作备份位置：它和数据在同一个文件夹里，一起坏了就都没有了。请选另一个磁盘或 U 盘上的文件夹；备份位置没有改动", quoted(.0.display()))]
    PlaceInside(PathBuf),
    /// Nothing was entered yet.
    #[error("还没有登记填报单位，没有可以备份的内容。请先填写单位资料")]
    NothingYet,
    /// The file is not there.
    #[error("找不到文件{}，数据没有改动。请看看 U 盘是否插好、文件是否改了名，再选一次", quoted(.0.display()))]
    FileMissing(PathBuf),
    /// The backup is damaged.
    #[error("备份{}已损坏，不能用它恢复，现在的数据没有改动。请换一份备份", quoted(.0.display()))]
    CopyDamaged(PathBuf),
    /// A newer version of the program made it.
    #[error("{}是新版本的山城月报保存的，这个版本读不了，现在的数据没有改动。请安装新版本再打开", quoted(.0.display()))]
    CopyNewer(PathBuf),
    /// It is something else.
    #[error("{}不是山城月报的备份，现在的数据没有改动。请选名字以“月报备份”开头的文件", quoted(.0.display()))]
    CopyForeign(PathBuf),
    /// There is nothing in it.
    #[error("{}里还没有登记填报单位，没有可以恢复的内容，现在的数据没有改动。请换一份备份", quoted(.0.display()))]
    CopyEmpty(PathBuf),
    /// It is the data itself.
    #[error("{}就是正在使用的数据文件，不用恢复，没有改动。请选名字以“月报备份”开头的文件", quoted(.0.display()))]
    OwnFile(PathBuf),
    /// The present state could not be set aside, so nothing was restored.
    #[error("恢复以前要先把现在的数据另存一份，但没有存成，所以没有恢复，数据没有改动。原因：{0}")]
    NotSetAside(Box<BackupError>),
    /// Anything else that happened to a file that was to be read.
    #[error("读不出{}（{reason}），现在的数据没有改动。请再试一次，或换一份备份", quoted(file.display()))]
    Unreadable {
        file: PathBuf,
        /// Why.
        reason: String,
    },
}

impl BackupError {
    /// What a failure means for a backup of a store that was to be written into a place.
    pub(super) fn while_writing(store: &Store, place: &Path, error: StoreError) -> Self {
        let place = place.to_owned();
        match error {
            _ if !place.is_dir() => Self::PlaceMissing(place),
            StoreError::Full(_) => Self::PlaceFull(place),
            StoreError::ReadOnly(_) => Self::PlaceReadOnly(place),
            // Whose fault it is: that of what was copied, or the copy's.
            StoreError::Damaged(_) if matches!(store.is_sound(), Ok(false)) => Self::DataDamaged(place),
            StoreError::Damaged(_) => Self::PlaceUnsound(place),
            StoreError::Other { reason, .. } | StoreError::FolderUnavailable { reason, .. } => {
                Self::NotBackedUp { place, reason }
            }
            other => Self::NotBackedUp { place, reason: other.to_string() },
        }
    }

    /// What a failure means for a file that was to be read.
    pub(crate) fn while_reading(file: &Path, error: StoreError) -> Self {
        let file = file.to_owned();
        match error {
            _ if !file.exists() => Self::FileMissing(file),
            StoreError::Damaged(_) => Self::CopyDamaged(file),
            StoreError::Newer(_) => Self::CopyNewer(file),
            StoreError::Foreign(_) => Self::CopyForeign(file),
            StoreError::Other { reason, .. } | StoreError::FolderUnavailable { reason, .. } => {
                Self::Unreadable { file, reason }
            }
            other => Self::Unreadable { file, reason: other.to_string() },
        }
    }
}
