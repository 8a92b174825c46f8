//! Why a handover file could not be made or opened. Each reason has its own error, because the officer has to
//! do something else for each.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::disk;
use crate::wording::quoted;

/// Why nothing was packed or unpacked. None of these failures changes the data in use.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HandoverError {
    /// The file is not a handover file.
    #[error(
        "这不是山城月报的交接文件，现在的数据没有改动。请选“打包交接”时存下的文件，它的名字以 .yuebao 结尾"
    )]
    Foreign,
    /// The end of the file is missing.
    #[error(
        "交接文件不完整（应有 {whole} 字节，只有 {found} 字节），多半是没有拷完或没有下载完，现在的数据没有改动。请重新拷贝一次再打开"
    )]
    Cut {
        /// How long the file was; 0 if even that is missing.
        whole: u64,
        /// How many bytes are there.
        found: u64,
    },
    /// The content is not what was written.
    #[error(
        "交接文件的内容被改动过或已经损坏，不能用，现在的数据没有改动。请到原来的电脑上重新打包，再拷贝一次"
    )]
    Changed,
    /// The file was written by a newer version of the program.
    #[error("交接文件是新版本的山城月报打包的，这个版本打不开，现在的数据没有改动。请安装新版本再打开")]
    Newer,
    /// The file is encrypted and no passphrase was given.
    #[error("这个交接文件设了密码，现在的数据没有改动。请填写打包时设的密码")]
    PassphraseNeeded,
    /// The file is encrypted with another passphrase.
    #[error("密码不对，文件本身是完好的，现在的数据没有改动。请看看大小写和输入法，再填一次")]
    WrongPassphrase,
    /// The file would take the place of data.
    #[error("{}在数据文件夹里，会盖掉数据，没有打包，什么都没有改动。请存到别的文件夹，名字以 .yuebao 结尾", quoted(.0.display()))]
    AmongData(PathBuf),
    /// There is no room to read back what was written.
    #[error(
        "交接文件写完以后没有地方检查（{0}），没有留下它，数据都在。请在系统盘上腾出一些空间，再打包一次"
    )]
    NoRoomToCheck(String),
    /// A passphrase was wanted, and none was given.
    #[error("没有读到密码，没有打包，数据都在。请在标准输入里给一行密码；不要密码，就去掉 --passphrase")]
    NoPassphrase,
    #[error("没有能够加密（{0}），没有打包，数据都在。请腾出一些磁盘空间，再试一次")]
    NotEncrypted(String),
    /// What was written cannot be read back.
    #[error("交接文件写完以后检查没有通过，已经删去，数据都在。这个磁盘可能有毛病，请换一个位置再打包")]
    Unsound,
    #[error("文件夹{}里已经有东西，没有解开，什么都没有改动。请另选一个空文件夹", quoted(.0.display()))]
    FolderNotEmpty(PathBuf),
    /// The folder is a file.
    #[error("{}是一个文件，不是文件夹，没有解开，什么都没有改动。请另选一个空文件夹", quoted(.0.display()))]
    FolderIsFile(PathBuf),
    /// The program would not open the data in the file.
    #[error(
        "交接文件里的数据不能用（{0}），没有解开，现在的数据没有改动。请到原来的电脑上打开山城月报检查数据，重新打包，再拷贝一次"
    )]
    Unusable(&'static str),
    /// What is on the disk is not what was written.
    #[error(
        "放进{}的数据读回来不对，这个磁盘可能有毛病，现在的数据没有改动。请不要用这个文件夹里的数据，换一个磁盘再解开一次",
        quoted(.0.display())
    )]
    NotKept(PathBuf),
    /// The computer has no free space to unpack the file.
    #[error(
        "没有地方解开交接文件（{0}），现在的数据没有改动。请腾出一些磁盘空间，或换一个能写入的位置，再打开一次"
    )]
    NoRoom(String),
}

impl HandoverError {
    #[expect(clippy::needless_pass_by_value, reason = "made to be handed to map_err")]
    pub(super) fn no_room(error: io::Error) -> Self {
        Self::NoRoom(disk::in_words(&error))
    }
}
