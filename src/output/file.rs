//! The names of exported files, and the only function that writes them.
//!
//! A file appears under its name complete or not at all: it is first written under a temporary name, synced and then
//! renamed. No other code may create a file for the officer. What the file contains is not this module's concern.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::OutputError;
use crate::disk::{self, Kind, cut, harmless};
use crate::notice::{Form, ProjectForm};
use crate::report::{Sheet, revision_name};

/// The longest file name in bytes. Linux allows 255, and copies get endings such as “ (2)” and “.part”.
const LONGEST_NAME: usize = 200;
/// The longest part behind the unit's name, of which there must be enough left to know it by.
const LONGEST_ENDING: usize = 170;

/// The name of an exported file: unit, month and the form's mark, as `龙沙镇_2022年03月_附件2.xlsx`; a correction adds
/// `_更正1`.
///
/// Characters that Windows or Linux forbid are replaced; if the name is too long, the end of the unit's name is cut.
pub fn file_name(sheet: &Sheet, form: &Form, extension: &str) -> String {
    marked_name(sheet, &form.file_mark, extension)
}

/// The name of a month's workbook that contains the project list, as `龙沙镇_2022年03月_附件2、附件3.xlsx`.
pub fn file_name_with_projects(sheet: &Sheet, form: &Form, projects: &ProjectForm) -> String {
    marked_name(sheet, &format!("{}、{}", form.file_mark, projects.file_mark), "xlsx")
}

/// The name of a file that differs from an already kept file with the same name: the second is `…_第2份.xlsx`.
pub(crate) fn numbered(name: &str, number: u32) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if number > 1 => format!("{stem}_第{number}份.{extension}"),
        _ => name.to_owned(),
    }
}

/// Writes a file into a folder and returns its path. A different file with the same name is not replaced: the
/// new one then gets the next free name.
pub fn write_without_replacing(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, OutputError> {
    let mut number = 1;
    let mut path = folder.join(name);
    let differs = |path: &Path| disk::bytes_of(path, u64::MAX - 1).is_ok_and(|known| known != bytes);
    while differs(&path) {
        number += 1;
        path = folder.join(numbered(name, number));
    }
    write_file(&path, bytes)?;
    Ok(path)
}

/// The name of the scan of a month's sealed page, as `龙沙镇_2022年03月_附件2_盖章扫描件.pdf`.
pub fn scan_name(sheet: &Sheet, form: &Form, extension: &str) -> String {
    marked_name(sheet, &format!("{}_盖章扫描件", form.file_mark), extension)
}

fn marked_name(sheet: &Sheet, mark: &str, extension: &str) -> String {
    let revision = revision_name(sheet.revision).map_or(String::new(), |name| format!("_{name}"));
    let ending = format!("_{}_{mark}{revision}.{extension}", sheet.month.padded_name());
    harmless_name(&sheet.unit.name, &ending)
}

/// The name of an exported project list: unit and the form's mark, as `龙沙镇_附件3.xlsx`; the name of a sent list
/// contains its number, as `龙沙镇_附件3_第2次报送.xlsx`.
pub fn project_file_name(unit: &str, form: &ProjectForm, sent: Option<u32>, extension: &str) -> String {
    let sent = sent.map_or(String::new(), |number| format!("_第{number}次报送"));
    harmless_name(unit, &format!("_{}{sent}.{extension}", form.file_mark))
}

/// A file name from the unit's name and an ending, with nothing that a system forbids. An ending that is too long is cut before
/// its extension.
pub fn harmless_name(unit: &str, ending: &str) -> String {
    let (unit, ending) = (harmless(unit), harmless(ending));
    let (stem, extension) =
        ending.rfind('.').and_then(|dot| ending.split_at_checked(dot)).unwrap_or((&ending, ""));
    let ending = format!("{}{extension}", cut(stem, LONGEST_ENDING.saturating_sub(extension.len())));
    let unit = cut(&unit, LONGEST_NAME.saturating_sub(ending.len() + "_".len()));
    let unit = unit.trim_matches(|character: char| character.is_whitespace() || character == '.');
    let mark = if is_reserved(unit) { "_" } else { "" };
    let ending = if unit.is_empty() { ending.trim_start_matches('_') } else { &ending };
    format!("{mark}{unit}{ending}")
}

/// Whether Windows would take the name for a device, whatever follows its first dot.
fn is_reserved(name: &str) -> bool {
    let device = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |port: &str| {
        device.strip_prefix(port).is_some_and(|number| {
            let mut characters = number.chars();
            matches!((characters.next(), characters.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    matches!(device.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

/// Writes a file completely or not at all: under a hidden name in the same folder, synced, then renamed to
/// its name. If this fails, the old file is unchanged and nothing else remains.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    write_and_check(path, |file| file.write_all(bytes), |_| Ok(()))
}

/// The same for a file that is written piece by piece: `check` sees it before it gets its name, and may refuse it.
pub(crate) fn write_and_check<T, E: From<OutputError>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    check: impl FnOnce(&Path) -> Result<T, E>,
) -> Result<T, E> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match disk::kind(folder) {
        Ok(Some(Kind::Folder)) => {}
        Ok(Some(_)) => return Err(OutputError::FolderIsFile(folder.to_owned()).into()),
        Ok(None) => return Err(OutputError::FolderMissing(folder.to_owned()).into()),
        Err(error) => return Err(anywhere(path, folder, error).into()),
    }
    match disk::kind(path) {
        Ok(Some(Kind::Folder)) => return Err(OutputError::TargetIsFolder(path.to_owned()).into()),
        Ok(Some(Kind::Neither)) => return Err(OutputError::TargetIsNoFile(path.to_owned()).into()),
        Ok(Some(Kind::File) | None) | Err(_) => {}
    }
    let temporary = write_temporary(folder, write).map_err(|error| while_writing(path, folder, error))?;
    let checked = check(&temporary)?;
    disk::rename(temporary, path).map_err(|error| while_renaming(path, folder, error))?;
    disk::sync_folder(folder);
    Ok(checked)
}

fn write_temporary(folder: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<TempPath> {
    let mut file = disk::temporary_in(folder)?;
    write(file.as_file_mut())?;
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

fn while_writing(path: &Path, folder: &Path, error: io::Error) -> OutputError {
    match error.kind() {
        // The folder exists, but some system folders answer like this to every attempt to write.
        ErrorKind::PermissionDenied | ErrorKind::NotFound if folder.is_dir() => {
            OutputError::FolderNotWritable(folder.to_owned())
        }
        _ => anywhere(path, folder, error),
    }
}

fn while_renaming(path: &Path, folder: &Path, error: io::Error) -> OutputError {
    match error.kind() {
        ErrorKind::PermissionDenied => OutputError::TargetInUse(path.to_owned()),
        _ if path.is_dir() => OutputError::TargetIsFolder(path.to_owned()),
        _ => anywhere(path, folder, error),
    }
}

fn anywhere(path: &Path, folder: &Path, error: io::Error) -> OutputError {
    if disk::is_held(&error) {
        return OutputError::TargetInUse(path.to_owned());
    }
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            OutputError::DiskFull(path.to_owned())
        }
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
            OutputError::FolderNotWritable(folder.to_owned())
        }
        ErrorKind::NotFound => OutputError::FolderMissing(folder.to_owned()),
        ErrorKind::NotADirectory => {
            let file = folder.ancestors().find(|above| above.is_file()).unwrap_or(folder);
            OutputError::FolderIsFile(file.to_owned())
        }
        ErrorKind::IsADirectory => OutputError::TargetIsFolder(path.to_owned()),
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => OutputError::NameRefused(file_part(path)),
        _ => OutputError::Io { path: path.to_owned(), source: error },
    }
}

fn file_part(path: &Path) -> PathBuf {
    path.file_name().map_or_else(|| path.to_owned(), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::report::examples::{form, ledger, month};
    use crate::report::sheet;
    use crate::unit::UnitKind;

    fn name_for(unit: &str) -> String {
        let mut ledger = ledger(UnitKind::from("township"), "2022-01", &[]);
        ledger.unit.name = unit.into();
        file_name(&sheet(form(), &ledger, month("2022-03")).unwrap(), form(), "xlsx")
    }

    #[test]
    fn a_name_says_unit_month_and_form() {
        assert_eq!(name_for("龙沙镇"), "龙沙镇_2022年03月_附件2.xlsx");
        assert_eq!(name_for("𬭊㙟乡"), "𬭊㙟乡_2022年03月_附件2.xlsx");
        let ledger = ledger(UnitKind::from("township"), "2022-01", &[]);
        let first = sheet(form(), &ledger, month("2022-03")).unwrap();
        let second = Sheet { revision: 2, ..first };
        assert_eq!(file_name(&second, form(), "pdf"), "龙沙镇_2022年03月_附件2_更正2.pdf");
    }

    #[test]
    fn what_a_system_forbids_becomes_harmless() {
        for (unit, expected) in [
            (r#"a/b\c:d*e?f"g<h>i|j"#, "a／b＼c：d＊e？f＂g＜h＞i｜j"),
            ("../../etc", "／..／etc"),
            (" ..龙沙镇. . ", "龙沙镇"),
            ("龙\u{0}沙\n镇\u{7f}\u{202e}", "龙沙镇"),
            ("CON", "_CON"),
            ("con", "_con"),
            ("Aux .gz", "_Aux .gz"),
            ("COM1.镇", "_COM1.镇"),
            ("LPT²", "_LPT²"),
            ("COM10", "COM10"),
            ("CONSOLE", "CONSOLE"),
        ] {
            assert_eq!(name_for(unit), format!("{expected}_2022年03月_附件2.xlsx"), "{unit:?}");
        }
        assert_eq!(name_for("..."), "2022年03月_附件2.xlsx", "nothing is left of the unit");
    }

    #[test]
    fn a_long_name_is_cut_between_characters_and_keeps_its_ending() {
        for character in ["万", "𬭊", "a"] {
            let name = name_for(&character.repeat(300));
            assert!(name.len() <= LONGEST_NAME && name.len() > LONGEST_NAME - 5, "{} bytes", name.len());
            assert!(name.ends_with("_2022年03月_附件2.xlsx"), "{name}");
        }
    }

    #[test]
    fn a_long_ending_is_cut_and_the_unit_and_the_extension_stay() {
        let name = harmless_name("龙沙镇", &format!("_修改记录_{}.xlsx", "长".repeat(1000)));
        assert!(name.starts_with("龙沙镇_修改记录_长长") && name.ends_with("长.xlsx"), "{name}");
        assert!(name.len() <= LONGEST_NAME, "{} bytes", name.len());
    }

    fn content_of(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_written_and_written_over_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("龙沙镇_2022年03月_附件2.xlsx");
        for bytes in [&b"one"[..], b"", b"three"] {
            write_file(&path, bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
            assert_eq!(content_of(folder.path()), ["龙沙镇_2022年03月_附件2.xlsx"]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn others_in_the_office_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let plain = folder.path().join("plain");
        File::create(&plain).unwrap();
        let path = folder.path().join("月报.xlsx");
        write_file(&path, b"x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), mode(&plain), "as any file this user makes");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_file(&folder.path().join("没有").join("月报.xlsx"), b"x").unwrap_err();
        assert!(matches!(&error, OutputError::FolderMissing(missing) if missing.ends_with("没有")));
        let told = error.to_string();
        assert!(told.contains("没有”不存在，没有导出") && told.contains("请先建好这个文件夹"), "{told}");
        assert!(content_of(folder.path()).is_empty(), "and not made behind the officer's back");
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("月报");
        write_file(&file, b"x").unwrap();
        for path in [file.join("a.xlsx"), file.join("下面").join("a.xlsx")] {
            let error = write_file(&path, b"y").unwrap_err();
            assert!(matches!(&error, OutputError::FolderIsFile(named) if *named == file), "{error}");
            assert!(error.to_string().contains("月报”是一个文件，不是文件夹"), "{error}");
        }
        assert_eq!(fs::read(&file).unwrap(), b"x");
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_is_neither_replaced_nor_read() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("月报.xlsx");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(matches!(write_file(&pipe, b"x"), Err(OutputError::TargetIsNoFile(_))));
        let told = write_without_replacing(folder.path(), "月报.xlsx", b"x").unwrap_err();
        assert!(told.to_string().contains("不是普通的文件"), "{told}");
    }

    #[test]
    fn a_folder_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("月报.xlsx");
        fs::create_dir(&target).unwrap();
        assert!(matches!(write_file(&target, b"x"), Err(OutputError::TargetIsFolder(_))));
        assert_eq!(content_of(folder.path()), ["月报.xlsx"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_of_the_system_takes_no_file() {
        for folder in ["/proc", "/sys"] {
            let error = write_file(&Path::new(folder).join("月报.xlsx"), b"x").unwrap_err();
            assert!(matches!(error, OutputError::FolderNotWritable(_)), "{folder}: {error:?}");
        }
    }

    #[test]
    fn a_name_longer_than_the_file_system_takes_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_file(&folder.path().join("长".repeat(200)), b"x").unwrap_err();
        assert!(matches!(error, OutputError::NameRefused(_)), "{error:?}");
        assert!(content_of(folder.path()).is_empty());
    }

    #[test]
    fn what_the_system_says_becomes_a_sentence() {
        let path = Path::new("x").join("月报.xlsx");
        let told = |kind: ErrorKind| while_renaming(&path, Path::new("x"), kind.into()).to_string();
        assert!(told(ErrorKind::PermissionDenied).contains("WPS"));
        assert!(told(ErrorKind::ResourceBusy).contains("请先关闭它再导出一次"));
        assert!(told(ErrorKind::StorageFull).contains("磁盘满了"));
        assert!(told(ErrorKind::ReadOnlyFilesystem).contains("不让写入"));
        assert!(told(ErrorKind::TimedOut).contains("没有写成"));
    }
}
