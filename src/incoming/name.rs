//! Names of files, as they are written in folders, archives and mails, made fit for people. They lead nowhere.

use std::borrow::Cow;

use encoding_rs::GB18030;

use crate::unit::is_invisible;

/// The longest name that is shown, in characters.
const LONGEST: usize = 120;
/// How much of the end of a longer name is shown: the ending says what it is.
const END: usize = 30;
const NO_NAME: &str = "没有名字";

/// What programs leave behind, in lower case. macOS and Windows keep notes on a folder in it.
const LEFT_BEHIND: [&str; 4] = [".ds_store", "thumbs.db", "desktop.ini", "__macosx"];
/// Beginnings of names that programs give to files beside an open document: Office, LibreOffice, macOS.
const BESIDE: [&str; 3] = ["~$", ".~lock.", "._"];

/// Whether a file, or a folder with all that is in it, is one that nobody means to hand in.
pub(super) fn is_left_behind(name: &str) -> bool {
    let name = name.to_lowercase();
    LEFT_BEHIND.contains(&name.as_str()) || BESIDE.iter().any(|beginning| name.starts_with(beginning))
}

/// A text that names no encoding: UTF-8, or what Chinese programs write. Short texts of GB18030 can be valid UTF-8 too, but
/// not with characters of three bytes, which Chinese has there.
pub(super) fn decoded(raw: &[u8]) -> Cow<'_, str> {
    let utf8 = std::str::from_utf8(raw).ok().map(Cow::Borrowed);
    let chinese = || GB18030.decode_without_bom_handling_and_without_replacement(raw);
    let certain = utf8.clone().filter(|_| is_certainly_utf8(raw));
    certain.or_else(chinese).or(utf8).unwrap_or_else(|| GB18030.decode_without_bom_handling(raw).0)
}

/// Whether bytes are UTF-8 and can hardly be anything else.
pub(super) fn is_certainly_utf8(raw: &[u8]) -> bool {
    let has_three_bytes = |text: &str| text.chars().any(|character| character.len_utf8() > 2);
    raw.is_ascii() || std::str::from_utf8(raw).is_ok_and(has_three_bytes)
}

/// The folders and the file of a path of any system, without what would lead elsewhere.
pub(super) fn parts(path: &str) -> Vec<String> {
    let parts = path.split(['/', '\\']).map(without_drive);
    parts.filter(|part| !matches!(part.trim(), "" | "." | "..")).map(shown).collect()
}

/// The last part of a path of any system, or of a name, for people.
pub(super) fn last(path: &str) -> String {
    parts(path).pop().unwrap_or_else(|| NO_NAME.to_owned())
}

/// The ending of a name in lower case, without its dot.
pub(super) fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.trim().to_lowercase())
}

fn without_drive(part: &str) -> &str {
    match part.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 => rest,
        _ => part,
    }
}

fn shown(part: &str) -> String {
    let visible = |character: &char| !character.is_control() && !is_invisible(*character);
    let characters: Vec<char> = part.chars().filter(visible).collect();
    let name: String = match characters.len().checked_sub(LONGEST) {
        Some(over @ 1..) => {
            let (start, end) =
                (characters.iter().take(LONGEST - END), characters.iter().skip(LONGEST - END + over));
            start.chain(&['…']).chain(end).collect()
        }
        _ => characters.into_iter().collect(),
    };
    let name = name.trim();
    if name.is_empty() { NO_NAME.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_any_system_is_only_a_name() {
        for (path, name) in [
            ("../../etc/3月.xlsx", "3月.xlsx"),
            (r"..\..\Windows\3月.xlsx", "3月.xlsx"),
            ("/etc/3月.xlsx", "3月.xlsx"),
            (r"C:\报表\3月.xlsx", "3月.xlsx"),
            ("C:3月.xlsx", "3月.xlsx"),
            ("上报/3月.xlsx/", "3月.xlsx"),
            ("3月\u{202e}xslx.exe\u{0}", "3月xslx.exe"),
            ("..", NO_NAME),
            ("\u{7}", NO_NAME),
        ] {
            assert_eq!(last(path), name, "{path}");
        }
        assert_eq!(parts(r"C:\..\a/./b\\c"), ["a", "b", "c"]);
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = last(&format!("{}.xlsx", "月".repeat(300)));
        assert_eq!((name.chars().count(), ending(&name).as_str()), (LONGEST + 1, "xlsx"));
    }

    #[test]
    fn names_of_chinese_archives_are_read() {
        let (raw, ..) = GB18030.encode("龙驹镇3月.xlsx");
        assert_eq!(decoded(&raw), "龙驹镇3月.xlsx");
        assert_eq!(decoded("瀼渡镇.xlsx".as_bytes()), "瀼渡镇.xlsx");
        // These four bytes are two letters in UTF-8.
        let (raw, ..) = GB18030.encode("目录.xlsx");
        assert!(std::str::from_utf8(&raw).is_ok());
        assert_eq!(decoded(&raw), "目录.xlsx");
        // The second byte of the first character is a backslash.
        assert_eq!(last(&decoded(b"\x81\\.xlsx")), "乗.xlsx");
    }

    #[test]
    fn what_programs_leave_behind_is_known() {
        for name in ["~$3月.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", "._3月.xlsx"] {
            assert!(is_left_behind(name), "{name}");
        }
        for name in ["3月~$.xlsx", "DS_Store", "_3月.xlsx"] {
            assert!(!is_left_behind(name), "{name}");
        }
    }
}
