//! What kind of drive a path of Windows lies on: a share by its name, anything else by what Windows says of its drive.

#[cfg(windows)]
use super::medium::Medium;

/// What a path of Windows begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// A share of another computer: `\\电脑\共享`.
    Share,
    /// A drive by its letter.
    Drive(char),
    Other,
}

/// What Windows says of the place of a path.
#[cfg(windows)]
pub(super) fn medium(path: &std::path::Path) -> Option<Medium> {
    match start(&path.to_string_lossy()) {
        Start::Share => Some(Medium::Network),
        // A share that was given a letter is remote; a stick is removable, a disk in a case of its own is mostly not.
        Start::Drive(letter) => match winsafe::GetDriveType(Some(&format!("{letter}:\\"))) {
            winsafe::co::DRIVE::REMOTE => Some(Medium::Network),
            winsafe::co::DRIVE::REMOVABLE => Some(Medium::Removable),
            _ => None,
        },
        Start::Other => None,
    }
}

fn start(path: &str) -> Start {
    let path = path.replace('/', "\\");
    let strip = |beginning: &str| {
        let start = path.get(..beginning.len()).filter(|start| start.eq_ignore_ascii_case(beginning));
        start.and_then(|_| path.get(beginning.len()..))
    };
    if strip("\\\\?\\UNC\\").is_some() {
        return Start::Share;
    }
    let plain = strip("\\\\?\\").unwrap_or(&path);
    let mut characters = plain.chars();
    match (characters.next(), characters.next()) {
        (Some(letter), Some(':')) if letter.is_ascii_alphabetic() => {
            Start::Drive(letter.to_ascii_uppercase())
        }
        (Some('\\'), Some('\\')) if !plain.starts_with("\\\\.\\") && plain.len() > 2 => Start::Share,
        _ => Start::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_known_by_its_name_and_a_drive_by_its_letter() {
        for share in
            [r"\\server\月报\data", r"\\?\UNC\server\月报", r"\\?\unc\server\x", "//192.168.1.5/共享"]
        {
            assert_eq!(start(share), Start::Share, "{share}");
        }
        for (path, letter) in [(r"D:\月报", 'D'), (r"\\?\e:\月报", 'E'), ("z:/data", 'Z')] {
            assert_eq!(start(path), Start::Drive(letter), "{path}");
        }
        for other in [r"\\.\PhysicalDrive0", r"\\?\Volume{1}\x", "data", "", r"\\", "月报：", "/home/w"] {
            assert_eq!(start(other), Start::Other, "{other}");
        }
    }
}
