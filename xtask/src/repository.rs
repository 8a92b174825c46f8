//! The place of the repository, and its text files.
//!
//! The rules for those files are in `checks`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell;

/// One text file of the repository.
pub(crate) struct TextFile {
    /// Its path from the top folder, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The top folder: the nearest folder above that contains xtask itself.
pub(crate) fn top() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| format!("无法读取当前目录：{error}"))?;
    here.ancestors()
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .map(Path::to_owned)
        .ok_or_else(|| "请在仓库目录里运行 cargo xtask。".to_owned())
}

/// Every text file that is tracked or new, so that a new file is checked before it is committed.
pub(crate) fn text_files(top: &Path) -> Result<Vec<TextFile>, String> {
    let mut git = Command::new("git");
    git.current_dir(top).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listing = shell::output(&mut git)?;
    let mut files = Vec::new();
    for path in String::from_utf8_lossy(&listing).split_terminator('\0') {
        match std::fs::read(top.join(path)) {
            Ok(bytes) => files.extend(text(bytes).map(|text| TextFile { path: path.to_owned(), text })),
            // The file was deleted, but that is not committed yet.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(format!("无法读取 {path}：{error}")),
        }
    }
    Ok(files)
}

fn text(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_pictures_and_databases() {
        assert_eq!(text("山城".into()).as_deref(), Some("山城"));
        assert_eq!(text(b"SQLite format 3\0".to_vec()), None);
        assert_eq!(text(vec![0x89, b'P', b'N', b'G']), None);
    }
}
