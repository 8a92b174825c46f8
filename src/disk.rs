//! Writing a file safely (under a temporary name, synced, then renamed), file names that every system
//! accepts, and reading other people's files up to a limit.
//!
//! A file that appears under its name is always complete. What a file contains, and what a failure means to
//! the officer, is for the callers to say.

mod words;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{NamedTempFile, TempDir, TempPath};

pub use words::in_words;
pub(crate) use words::{database_in_words, failure_in_words, is_held};

use crate::unit::is_invisible;

/// On Windows a virus scanner may hold a file for a moment just after it was written or closed.
const ATTEMPTS: u32 = if cfg!(windows) { 6 } else { 1 };
const PAUSE: Duration = Duration::from_millis(80);

const UNFINISHED: &str = ".part";
/// What SQLite writes beside a file that it makes.
const COMPANIONS: [&str; 4] = ["", "-journal", "-wal", "-shm"];

/// Why a file was not read.
#[derive(Debug)]
pub(crate) enum NotRead {
    Folder,
    /// A pipe, a device or a socket: reading it could take for ever.
    NoFile,
    /// The file holds more bytes than the limit; the number is a lower bound.
    TooLarge(u64),
    /// The system could not read the file.
    Unavailable(io::Error),
}

impl NotRead {
    /// Why, in words.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Folder => "是一个文件夹".to_owned(),
            Self::NoFile => "不是普通的文件，是管道或设备".to_owned(),
            Self::TooLarge(_) => "文件太大".to_owned(),
            Self::Unavailable(error) => in_words(error),
        }
    }
}

/// Reads the bytes of a file, unless it holds more than `most`.
pub(crate) fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, NotRead> {
    let file = open(path)?;
    let size = file.metadata().map_err(NotRead::Unavailable)?.len();
    if size > most {
        return Err(NotRead::TooLarge(size));
    }
    let mut bytes = Vec::new();
    // A growing file, or one of the system's own, has no reliable size, so the limit is enforced while reading.
    file.take(most + 1).read_to_end(&mut bytes).map_err(NotRead::Unavailable)?;
    let size = bytes.len() as u64;
    if size > most { Err(NotRead::TooLarge(size)) } else { Ok(bytes) }
}

/// Opens a file for reading, and nothing that only looks like one.
pub(crate) fn open(path: &Path) -> Result<File, NotRead> {
    match kind(path).map_err(NotRead::Unavailable)? {
        Some(Kind::File) => File::open(path).map_err(NotRead::Unavailable),
        Some(Kind::Folder) => Err(NotRead::Folder),
        Some(Kind::Neither) => Err(NotRead::NoFile),
        None => Err(NotRead::Unavailable(ErrorKind::NotFound.into())),
    }
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Folder,
    /// A pipe, a device or a socket.
    Neither,
}

/// What stands at a path, links followed; `None` if nothing does.
pub(crate) fn kind(path: &Path) -> io::Result<Option<Kind>> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Some(Kind::File)),
        Ok(metadata) if metadata.is_dir() => Ok(Some(Kind::Folder)),
        Ok(_) => Ok(Some(Kind::Neither)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Copies what is in a file, and not whether it may be written: a copy of a read-only file is to be worked with.
pub(crate) fn copy_contents(from: &Path, to: &Path) -> io::Result<()> {
    let mut from = File::open(from)?;
    io::copy(&mut from, &mut File::create(to)?).map(drop)
}

/// A temporary folder that nobody else can look into. It is deleted with the returned value.
pub(crate) fn private_folder() -> io::Result<TempDir> {
    private_folder_in(&std::env::temp_dir())
}

/// The same in a given folder.
pub(crate) fn private_folder_in(folder: &Path) -> io::Result<TempDir> {
    #[cfg_attr(
        not(unix),
        expect(unused_mut, reason = "Windows shows a user's folders to nobody else by itself")
    )]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(folder)
}

/// Creates an empty file with a hidden name in the target folder. It is deleted unless it is renamed.
pub(crate) fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(UNFINISHED);
    // Temporary files are readable by their owner only; this one becomes an ordinary document.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Whether a folder takes a file of the size that SQLite needs for its index.
pub(crate) fn takes_something(folder: &Path) -> bool {
    temporary_in(folder).and_then(|mut file| file.write_all(&vec![1; 1 << 15])).is_ok()
}

/// Writes a file completely or not at all. `check` reads it before it gets its name, and may refuse it.
pub(crate) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    check: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let mut temporary = temporary_in(folder)?;
    write(temporary.as_file_mut())?;
    temporary.as_file().sync_all()?;
    let temporary = temporary.into_temp_path();
    check(&temporary)?;
    rename(temporary, path)?;
    sync_folder(folder);
    Ok(())
}

/// The temporary files in a folder, and what SQLite wrote beside them: being written now, or left behind by a power cut.
pub(crate) fn unfinished(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_unfinished = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.')
            && COMPANIONS
                .iter()
                .any(|ending| name.strip_suffix(ending).is_some_and(|name| name.ends_with(UNFINISHED)))
    };
    files.map(|file| file.path()).filter(is_unfinished)
}

/// Gives a finished file its name, replacing any file that had it.
pub(crate) fn rename(mut temporary: TempPath, path: &Path) -> io::Result<()> {
    let mut attempt = 1;
    loop {
        match temporary.persist(path) {
            Ok(()) => return Ok(()),
            Err(error) if attempt < ATTEMPTS && may_pass(&error.error) => {
                attempt += 1;
                temporary = error.path;
                std::thread::sleep(PAUSE * attempt);
            }
            Err(error) => return Err(error.error),
        }
    }
}

/// Syncs the folder, which holds the rename: without this a power cut could bring the old file back. Some
/// network folders do not support it; the file is complete under its name anyway, so a failure is ignored.
pub(crate) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

fn may_pass(error: &io::Error) -> bool {
    error.kind() == ErrorKind::PermissionDenied || is_held(error)
}

/// Replaces forbidden characters by their full-width forms, which look the same to a Chinese reader, and
/// removes invisible ones.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control() && !is_invisible(*character))
        .map(|character| match character {
            '/' => '／',
            '\\' => '＼',
            ':' => '：',
            '*' => '＊',
            '?' => '？',
            '"' => '＂',
            '<' => '＜',
            '>' => '＞',
            '|' => '｜',
            other => other,
        })
        .collect()
}

/// The first bytes of a text up to a limit, without cutting a character in two.
pub(crate) fn cut(text: &str, most_bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(most_bytes)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_of_a_file_is_read_than_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = NamedTempFile::new_in(&folder).unwrap();
        file.write_all(b"12345").unwrap();
        assert_eq!(bytes_of(file.path(), 5).unwrap(), b"12345");
        assert!(matches!(bytes_of(file.path(), 4), Err(NotRead::TooLarge(5))));
        assert!(matches!(bytes_of(folder.path(), 5), Err(NotRead::Folder)));
        assert!(matches!(bytes_of(&folder.path().join("none"), 5), Err(NotRead::Unavailable(_))));
        // These files report a size of 0.
        #[cfg(target_os = "linux")]
        assert!(matches!(bytes_of(Path::new("/proc/self/status"), 5), Err(NotRead::TooLarge(6))));
    }

    /// Each of these would be read for ever.
    #[test]
    #[cfg(unix)]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        for path in [pipe, folder.path().join("socket"), "/dev/zero".into()] {
            assert!(matches!(bytes_of(&path, 5), Err(NotRead::NoFile)), "{}", path.display());
        }
    }

    #[test]
    fn what_a_power_cut_left_is_known_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let left = [".a.part", ".a.part-journal", ".a.part-shm", ".a.part-wal"];
        for name in left.into_iter().chain(["a.part", ".a", ".a-journal", "月报.sqlite-wal", ".part.xlsx"])
        {
            File::create(folder.path().join(name)).unwrap();
        }
        let mut found: Vec<_> =
            unfinished(folder.path()).map(|path| path.file_name().unwrap().to_owned()).collect();
        found.sort();
        assert_eq!(found, left);
    }
}
