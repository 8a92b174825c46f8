//! What the program is started with: the data folder, and a handover file that somebody opened in the file manager. Other
//! arguments are nothing to the window. The command line has its own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// The folder after `--data`, as on the command line.
    pub(crate) data: Option<PathBuf>,
    /// The file to be opened, with its whole path.
    pub(crate) file: Option<PathBuf>,
}

/// Reads what follows the program's own name. A file is named as seen from a folder.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>, from: &Path) -> Arguments {
    let mut parsed = Arguments::default();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        if argument == "--data" {
            parsed.data = rest.next().map(PathBuf::from);
        } else if parsed.file.is_none()
            && !argument.is_empty()
            && !argument.to_string_lossy().starts_with('-')
        {
            parsed.file = Some(from.join(argument));
        }
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Arguments {
        parse(arguments.iter().map(OsString::from), Path::new("/home/张三"))
    }

    #[test]
    fn the_data_folder_may_be_named_at_the_start() {
        assert_eq!(parsed(&["--data", "D:\\月报"]).data, Some("D:\\月报".into()));
        assert_eq!(parsed(&["--data"]), Arguments::default());
        assert_eq!(parsed(&[]), Arguments::default());
    }

    #[test]
    fn a_file_is_what_is_no_option() {
        let file = |arguments: &[&str]| parsed(arguments).file;
        assert_eq!(file(&["下载/交接.yuebao"]), Some("/home/张三/下载/交接.yuebao".into()));
        assert_eq!(file(&["--data", "/月报", "/a b.yuebao", "/c.yuebao"]), Some("/a b.yuebao".into()));
        assert_eq!(file(&["-psn_0_1", ""]), None);
    }
}
