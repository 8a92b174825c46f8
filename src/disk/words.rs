//! What the system or SQLite reports of a disk, in words of an officer. The system's own text is in its own
//! language and may hold a temporary path, so it is never shown; what is not known here is told by its number.

use std::io::{self, ErrorKind};

use rusqlite::{ErrorCode, ffi};

/// Why a file or a folder could not be used.
pub fn in_words(error: &io::Error) -> String {
    if is_held(error) {
        return "正被别的程序占用".to_owned();
    }
    let known = match error.kind() {
        ErrorKind::NotFound => "没有找到",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经有同名的东西",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::WriteZero => "磁盘满了",
        ErrorKind::FileTooLarge => "文件太大，磁盘不接受",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::InvalidFilename => "名字太长，或有不能用的字",
        ErrorKind::NotADirectory => "路径里有一段是文件，不是文件夹",
        ErrorKind::IsADirectory => "是一个文件夹",
        ErrorKind::DirectoryNotEmpty => "文件夹里还有东西",
        ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::NotSeekable => "这个位置不支持这样读写",
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => "内容不完整或已损坏",
        ErrorKind::OutOfMemory => "内存不够",
        ErrorKind::TimedOut => "等了太久，没有回应",
        ErrorKind::BrokenPipe => "接收的程序已经关闭",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionAborted
        | ErrorKind::ConnectionReset => "网络断开了",
        _ => return unknown(error.raw_os_error()),
    };
    known.to_owned()
}

/// What the system reports only by a number.
fn unknown(number: Option<i32>) -> String {
    /// `EIO`, and on Windows `ERROR_CRC`, `ERROR_SECTOR_NOT_FOUND` and `ERROR_IO_DEVICE`.
    const BAD_DISK: &[i32] = if cfg!(windows) { &[23, 27, 1117] } else { &[5] };
    /// `ENXIO` and `ENODEV`, and on Windows `ERROR_NOT_READY` and `ERROR_DEVICE_NOT_CONNECTED`.
    const AWAY: &[i32] = if cfg!(windows) { &[21, 1167] } else { &[6, 19] };
    /// `ENFILE` and `EMFILE`, and on Windows `ERROR_TOO_MANY_OPEN_FILES`.
    const TOO_MANY: &[i32] = if cfg!(windows) { &[4] } else { &[23, 24] };
    /// `ELOOP`, and on Windows `ERROR_CANT_RESOLVE_FILENAME`.
    const LOOP: &[i32] = if cfg!(windows) { &[1921] } else { &[40, 62] };
    match number {
        Some(number) if BAD_DISK.contains(&number) => "磁盘读写出错，可能有毛病".to_owned(),
        Some(number) if AWAY.contains(&number) => "设备没有接好".to_owned(),
        Some(number) if TOO_MANY.contains(&number) => "打开的文件太多".to_owned(),
        Some(number) if LOOP.contains(&number) => "链接绕了一圈，指不到文件".to_owned(),
        Some(number) => format!("系统错误 {number}"),
        None => "原因不明".to_owned(),
    }
}

/// Whether the error means that another program holds the file open.
pub(crate) fn is_held(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    let windows = cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION));
    windows || matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy)
}

/// Why SQLite could not read or write its file.
pub(crate) fn database_in_words(error: &rusqlite::Error) -> String {
    let failure = match error {
        rusqlite::Error::SqliteFailure(failure, _) => failure,
        rusqlite::Error::ToSqlConversionFailure(_) => return "文件夹的名字里有认不出的字".to_owned(),
        _ => return "内容读不懂".to_owned(),
    };
    match failure.code {
        ErrorCode::CannotOpen => "文件打不开".to_owned(),
        ErrorCode::SystemIoFailure => "磁盘读写出错，可能有毛病".to_owned(),
        ErrorCode::OutOfMemory => "内存不够".to_owned(),
        ErrorCode::TooBig => "内容太大".to_owned(),
        ErrorCode::DiskFull => "磁盘满了".to_owned(),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => "磁盘是只读的，或没有权限".to_owned(),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => "正被别的程序占用".to_owned(),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => "内容不完整或已损坏".to_owned(),
        ErrorCode::FileLockingProtocolFailed => "这个位置不支持文件锁".to_owned(),
        ErrorCode::ConstraintViolation => "数据不合规则".to_owned(),
        _ => format!("数据库错误 {}", failure.extended_code),
    }
}

/// The same for an error of the C interface, which has no message.
pub(crate) fn failure_in_words(failure: ffi::Error) -> String {
    database_in_words(&rusqlite::Error::SqliteFailure(failure, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every number that a system may report is told without a Latin letter.
    #[test]
    fn no_word_of_the_system_gets_through() {
        for number in 0..2000 {
            let told = in_words(&io::Error::from_raw_os_error(number));
            assert!(!told.contains(|character: char| character.is_ascii_alphabetic()), "{number}: {told}");
            assert!(!told.is_empty());
        }
        let own = io::Error::other("Permission denied at path \"/tmp/.tmpAbC\"");
        assert_eq!(in_words(&own), "原因不明");
        for code in 0..=101 {
            let told = failure_in_words(ffi::Error::new(code));
            assert!(!told.contains(|character: char| character.is_ascii_alphabetic()), "{code}: {told}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_a_disk_does_is_told() {
        for (number, told) in [
            (2, "没有找到"),
            (5, "磁盘读写出错，可能有毛病"),
            (13, "没有权限"),
            (16, "正被别的程序占用"),
            (24, "打开的文件太多"),
            (28, "磁盘满了"),
            (30, "磁盘是只读的"),
            (36, "名字太长，或有不能用的字"),
            (122, "磁盘满了"),
            (1999, "系统错误 1999"),
        ] {
            assert_eq!(in_words(&io::Error::from_raw_os_error(number)), told, "{number}");
        }
    }
}
