//! Whether a folder lies in one that a service synchronises. A service's own mark decides first: a file or a folder that it
//! keeps in the top of what it synchronises, or what it tells the system. Then the name that it gives to that folder where
//! nobody chooses another; a name may deceive, so the sentence says that it was the name.
//!
//! Here stands only what is known: of 阿里云盘 neither a mark nor a name of its own is, so nothing is said of it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::disk::Kind;

/// A folder that a service synchronises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synchronised {
    /// The service by its usual name.
    pub service: &'static str,
    /// The synchronised folder.
    pub root: PathBuf,
    /// Whether the service's own mark says so, and not the folder's name alone.
    pub is_marked: bool,
}

/// What services keep in the top of what they synchronise. `~/.dropbox` is a folder with settings, and no mark.
const MARKS: [(&str, Option<Kind>, &str); 8] = [
    (".849C9593-D756-4E56-8D6E-42412F2A707B", None, ONEDRIVE),
    (".dropbox", Some(Kind::File), DROPBOX),
    (".dropbox.cache", Some(Kind::Folder), DROPBOX),
    (".stfolder", None, "Syncthing"),
    (".tmp.drivedownload", Some(Kind::Folder), GOOGLE_DRIVE),
    (".tmp.driveupload", Some(Kind::Folder), GOOGLE_DRIVE),
    (".shortcut-targets-by-id", Some(Kind::Folder), GOOGLE_DRIVE),
    (".owncloudsync.log", Some(Kind::File), "ownCloud 或 Nextcloud"),
];

/// The names of folders that services make.
const NAMES: [(&str, &str); 17] = [
    ("BaiduSyncdisk", BAIDU),
    // Its name before 2022.
    ("BaiduNetdiskWorkspace", BAIDU),
    ("我的坚果云", NUTSTORE),
    ("Nutstore Files", NUTSTORE),
    ("WPSDrive", WPS),
    ("WPS云盘", WPS),
    ("WPS企业云盘", WPS),
    ("微云同步助手", WEIYUN),
    ("微云同步文件夹", WEIYUN),
    ("OneDrive", ONEDRIVE),
    ("Dropbox", DROPBOX),
    ("Google Drive", GOOGLE_DRIVE),
    ("我的云端硬盘", GOOGLE_DRIVE),
    ("iCloudDrive", ICLOUD),
    ("iCloud Drive", ICLOUD),
    ("com~apple~CloudDocs", ICLOUD),
    ("Nextcloud", "Nextcloud"),
];

/// What a name begins with where a firm's name follows: `OneDrive - 某某公司`, `Dropbox (某某公司)`.
const BEGINNINGS: [(&str, &str); 2] = [("OneDrive - ", ONEDRIVE), ("Dropbox (", DROPBOX)];

/// The environment variables that name what OneDrive synchronises, wherever it was moved to.
const VARIABLES: [&str; 3] = ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"];

const BAIDU: &str = "百度网盘";
const DROPBOX: &str = "Dropbox";
const GOOGLE_DRIVE: &str = "Google Drive";
const ICLOUD: &str = "iCloud";
const NUTSTORE: &str = "坚果云";
const ONEDRIVE: &str = "OneDrive";
const WEIYUN: &str = "腾讯微云";
const WPS: &str = "WPS 云盘";

/// The folders that the system says OneDrive synchronises.
pub(super) fn told_by_system(variable: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let told = VARIABLES.iter().filter_map(|name| variable(name)).map(PathBuf::from);
    // A disk alone would make everything on it synchronised.
    told.filter(|root| root.file_name().is_some()).collect()
}

/// The synchronised folder that a folder lies in or is, if there is one. `roots` are what [`told_by_system`] found; `is_there`
/// says what stands at a path.
pub(super) fn found(
    folder: &Path,
    roots: &[PathBuf],
    is_there: &dyn Fn(&Path) -> Option<Kind>,
) -> Option<Synchronised> {
    let above = || folder.ancestors().filter(|path| !path.as_os_str().is_empty());
    let marked = above().find_map(|path| Some((path, mark_of(path, roots, is_there)?)));
    let named = || above().find_map(|path| Some((path, service_of_name(path)?)));
    let is_marked = marked.is_some();
    let (root, service) = marked.or_else(named)?;
    Some(Synchronised { service, root: root.to_owned(), is_marked })
}

fn mark_of(path: &Path, roots: &[PathBuf], is_there: &dyn Fn(&Path) -> Option<Kind>) -> Option<&'static str> {
    if roots.iter().any(|root| is_same(root, path)) {
        return Some(ONEDRIVE);
    }
    let stands = |name: &str, kind: &Option<Kind>| {
        is_there(&path.join(name)).is_some_and(|there| kind.is_none_or(|kind| kind == there))
    };
    MARKS.iter().find(|(name, kind, _)| stands(name, kind)).map(|(_, _, service)| *service)
}

fn service_of_name(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?;
    let exact = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let begins = |beginning: &str| {
        name.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    };
    exact.or_else(|| BEGINNINGS.iter().find(|(beginning, _)| begins(beginning))).map(|(_, service)| *service)
}

/// Whether two paths are the same to Windows, which does not tell capital letters from small ones, nor one kind of path from
/// the other.
fn is_same(root: &Path, path: &Path) -> bool {
    let plain = |path: &Path| {
        let text = path.to_string_lossy().replace('\\', "/").to_lowercase();
        text.trim_start_matches("//?/").trim_end_matches('/').to_owned()
    };
    plain(root) == plain(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of a folder where these files and folders stand.
    fn look(folder: &str, there: &[(&str, Kind)], roots: &[&str]) -> Option<(&'static str, String, bool)> {
        let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
        let is_there =
            |path: &Path| there.iter().find(|(name, _)| Path::new(name) == path).map(|(_, kind)| *kind);
        let found = found(Path::new(folder), &roots, &is_there)?;
        Some((found.service, found.root.display().to_string(), found.is_marked))
    }

    #[test]
    fn a_mark_in_any_folder_above_tells_whatever_the_folder_is_called() {
        let marks = [
            ("/h/公文/.stfolder", Kind::Folder, "Syncthing"),
            ("/h/公文/.dropbox", Kind::File, "Dropbox"),
            ("/h/公文/.dropbox.cache", Kind::Folder, "Dropbox"),
            ("/h/公文/.849C9593-D756-4E56-8D6E-42412F2A707B", Kind::File, "OneDrive"),
            ("/h/公文/.tmp.driveupload", Kind::Folder, "Google Drive"),
            ("/h/公文/.owncloudsync.log", Kind::File, "ownCloud 或 Nextcloud"),
        ];
        for (mark, kind, service) in marks {
            let told = Some((service, "/h/公文".to_owned(), true));
            assert_eq!(look("/h/公文/月报/data", &[(mark, kind)], &[]), told, "{mark}");
            assert_eq!(look("/h/公文", &[(mark, kind)], &[]), told, "the folder itself");
            assert_eq!(look("/h/月报", &[(mark, kind)], &[]), None, "beside it");
        }
    }

    #[test]
    fn the_settings_of_dropbox_in_a_home_folder_are_no_mark() {
        assert_eq!(look("/home/wang/月报", &[("/home/wang/.dropbox", Kind::Folder)], &[]), None);
    }

    #[test]
    fn the_names_that_services_give_are_known_and_said_to_be_names() {
        for (folder, root, service) in [
            ("D:/BaiduSyncdisk/月报", "D:/BaiduSyncdisk", "百度网盘"),
            ("E:/baidusyncdisk/月报", "E:/baidusyncdisk", "百度网盘"),
            ("D:/我的坚果云/月报/data", "D:/我的坚果云", "坚果云"),
            ("/home/w/Nutstore Files/工作", "/home/w/Nutstore Files", "坚果云"),
            (
                "C:/Users/w/WPSDrive/389717562/WPS云盘/月报",
                "C:/Users/w/WPSDrive/389717562/WPS云盘",
                "WPS 云盘",
            ),
            ("D:/微云同步助手/1469866358/月报", "D:/微云同步助手", "腾讯微云"),
            ("C:/Users/w/OneDrive - 某某公司/月报", "C:/Users/w/OneDrive - 某某公司", "OneDrive"),
            ("C:/Users/w/iCloudDrive/月报", "C:/Users/w/iCloudDrive", "iCloud"),
        ] {
            assert_eq!(look(folder, &[], &[]), Some((service, root.to_owned(), false)));
        }
        let marked = look("D:/我的坚果云/公文/月报", &[("D:/我的坚果云/公文/.stfolder", Kind::Folder)], &[]);
        assert_eq!(
            marked,
            Some(("Syncthing", "D:/我的坚果云/公文".to_owned(), true)),
            "a mark is surer than a name"
        );
    }

    #[test]
    fn a_folder_that_only_speaks_of_a_service_is_not_one_of_its() {
        for folder in [
            "D:/OneDriveBackup/月报",
            "D:/百度网盘下载/月报",
            "D:/坚果云安装包/data",
            "D:/阿里云盘/data",
            "D:/月报",
        ] {
            assert_eq!(look(folder, &[], &[]), None, "{folder}");
        }
    }

    #[test]
    fn what_the_system_says_of_onedrive_holds_under_any_name_and_in_any_case() {
        let told = Some(("OneDrive", "D:/云文档".to_owned(), true));
        assert_eq!(look("D:/云文档/月报/data", &[], &["d:\\云文档\\"]), told);
        assert_eq!(look("D:/云文档2/月报", &[], &["D:/云文档"]), None);
        let variable = |name: &str| (name == "OneDriveCommercial").then(|| OsString::from("/云文档"));
        assert_eq!(told_by_system(variable), [Path::new("/云文档")]);
        assert!(
            told_by_system(|_| Some("/".into())).is_empty() && told_by_system(|_| Some("".into())).is_empty()
        );
    }
}
