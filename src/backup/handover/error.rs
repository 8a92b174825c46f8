//! Why a handover file could not be made or opened: each reason told apart, for each asks for something else.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::wording::quoted;

/// Why nothing was packed or unpacked. The data in use is untouched by each of them.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HandoverError {
    /// It is something else altogether.
    #[error(
        "这不是山城月报的交接文件，现在的数据没有改动。请选“打包交接”时存下的文件，它的名字以 .yuebao 结尾"
    )]
    Foreign,
    /// The end is missing.
    #[error(
        "交接文件不完整（应有 {whole} 字节，只有 {found} 字节），多半是没有拷完或没有下载完，现在的数据没有改动。请重新拷贝一次再打开"
    )]
    Cut {
        /// How long it was; 0 where not even that is left.
        whole: u64,
        /// How much of it is there.
        found: u64,
    },
    /// What is there is not what was written.
    #[error(
        "交接文件的内容被改动过或已经损坏，不能用，现在的数据没有改动。请到原来的电脑上重新打包，再拷贝一次"
    )]
    Changed,
    /// A newer version of the program wrote it.
    #[error("交接文件是新版本的山城月报打包的，这个版本打不开，现在的数据没有改动。请安装新版本再打开")]
    Newer,
    /// It is protected and nobody said with what.
    #[error("这个交接文件设了密码，现在的数据没有改动。请填写打包时设的密码")]
    PassphraseNeeded,
    /// It is protected with another one.
    #[error("密码不对，文件本身是完好的，现在的数据没有改动。请看看大小写和输入法，再填一次")]
    WrongPassphrase,
    /// It could not be protected.
    #[error("没有能够加密（{0}），没有打包，数据都在。请再试一次")]
    NotEncrypted(String),
    /// The folder it shall be unpacked into holds something else.
    #[error("文件夹{}里已经有东西，没有解开，什么都没有改动。请另选一个空文件夹", quoted(.0.display()))]
    FolderNotEmpty(PathBuf),
    /// The computer has no room to open it in.
    #[error("没有地方解开交接文件（{0}），现在的数据没有改动。请腾出一些磁盘空间再打开")]
    NoRoom(String),
}

impl HandoverError {
    #[expect(clippy::needless_pass_by_value, reason = "made to be handed to map_err")]
    pub(super) fn no_room(error: io::Error) -> Self {
        Self::NoRoom(error.to_string())
    }
}
