//! Where a data folder lies, and what that may do to it: a synchronised folder, a network share, a stick, and copies
//! of the data file that something else left beside it. Each is told in one sentence and stops nobody.
//!
//! Nothing here looks at where backups go: a synchronised folder is a good place for those.

mod copies;
#[cfg(any(windows, test))]
mod drives;
mod medium;
#[cfg(any(target_os = "linux", test))]
mod mounts;
mod synchronised;

use std::fmt;
use std::path::{Path, PathBuf};

use medium::Medium;
pub use synchronised::Synchronised;

use crate::disk::{self, Kind};
use crate::wording::quoted;

/// How many copies a sentence names.
const NAMED: usize = 3;

/// Where the manual says how the data is moved.
const MOVING: &str = "照使用手册“数据放在哪里”移到";

/// What may harm the data where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Risk {
    /// A service copies the folder to and from other computers.
    Synchronised(Synchronised),
    /// The folder lies on another computer.
    Network,
    /// The folder lies on a stick or another disk that can be pulled out.
    Removable,
    /// Files beside the data file whose names say that they were made of it.
    Copies(Vec<String>),
}

impl Risk {
    /// What makes it another risk than one that was told already; one line.
    pub(crate) fn key(&self) -> String {
        let one_line = |text: &str| text.replace(['\n', '\r'], " ");
        match self {
            Self::Synchronised(found) => one_line(&format!("synchronised {}", found.root.display())),
            Self::Network => "network".to_owned(),
            Self::Removable => "removable".to_owned(),
            Self::Copies(names) => one_line(&format!("copies {}", names.join("/"))),
        }
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Synchronised(Synchronised { service, root, is_marked }) => {
                let root = quoted(root.display());
                let service = spaced(service);
                if *is_marked {
                    write!(formatter, "数据文件夹在{service}的同步文件夹{root}里")?;
                } else {
                    write!(formatter, "数据文件夹在{root}里，看名字是{service}的同步文件夹")?;
                }
                write!(
                    formatter,
                    "：几台电脑都打开时，旧的可能盖掉新的，或在旁边留下冲突副本；现在的数据没有少，请{MOVING}不同步的文件夹（备份留在那里不要紧）"
                )
            }
            Self::Network => write!(
                formatter,
                "数据文件夹在网络共享上：两台电脑同时打开可能弄坏数据，网络断了就保存不了；现在的数据没有少，请{MOVING}本机磁盘（备份留在那里不要紧）"
            ),
            Self::Removable => formatter.write_str(
                "数据文件夹在 U 盘（可移动磁盘）上：没退出程序就拔可能弄坏数据，U 盘丢了数也就没了；现在的数据没有少，请先退出程序、安全弹出再拔，并把第二备份位置设在电脑的磁盘上",
            ),
            Self::Copies(names) => {
                let shown = names.iter().take(NAMED).map(quoted).collect::<Vec<_>>().join("、");
                let more =
                    if names.len() > NAMED { format!("等 {} 个", names.len()) } else { String::new() };
                write!(
                    formatter,
                    "数据文件旁边还有{shown}{more}，像是同步留下的冲突副本（手工复制的也是这样），里面可能有别的电脑填的数；正在用的数据没有改动，请在“备份与交接”里点“用别处的备份…”选它看看有什么不同，用不着的移到别处"
                )
            }
        }
    }
}

/// A name between Chinese words: a foreign one is set off.
fn spaced(name: &str) -> String {
    let space = |end: Option<char>| if end.is_some_and(|end| end.is_ascii()) { " " } else { "" };
    format!("{}{name}{}", space(name.chars().next()), space(name.chars().next_back()))
}

/// What may harm the data in a folder, of which `files` are the data files. A folder that is not there yet is looked at where
/// it will be.
pub(crate) fn risks(folder: &Path, files: &[PathBuf]) -> Vec<Risk> {
    let real = nearest(folder).and_then(|there| there.canonicalize().ok());
    let paths: Vec<&Path> = [Some(folder), real.as_deref()].into_iter().flatten().collect();
    let is_there = |path: &Path| disk::kind(path).ok().flatten();
    let roots = synchronised::told_by_system(|name| std::env::var_os(name));
    let synchronised =
        paths.iter().find_map(|path| synchronised::found(path, &roots, &is_there)).map(Risk::Synchronised);
    let medium = paths.iter().find_map(|path| medium(path)).map(|medium| match medium {
        Medium::Network => Risk::Network,
        Medium::Removable => Risk::Removable,
    });
    let copies: Vec<String> = files.iter().flat_map(|file| copies::beside(file)).collect();
    let copies = (!copies.is_empty()).then_some(Risk::Copies(copies));
    [synchronised, medium, copies].into_iter().flatten().collect()
}

/// A folder, or the nearest above it that is there.
fn nearest(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|path| matches!(disk::kind(path), Ok(Some(Kind::Folder))))
}

#[cfg(target_os = "linux")]
fn medium(path: &Path) -> Option<Medium> {
    mounts::medium(path)
}

#[cfg(windows)]
fn medium(path: &Path) -> Option<Medium> {
    drives::medium(path)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn medium(_path: &Path) -> Option<Medium> {
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_synchronised_folder_and_a_copy_beside_the_data_are_found_through_a_link_too() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("同步").join("月报");
        let risks = |folder: &Path| risks(folder, &[folder.join("yuebao.sqlite")]);
        assert_eq!(risks(&data), [], "not there, and nothing to tell");
        fs::create_dir_all(home.path().join("同步").join(".stfolder")).unwrap();
        let marked = Risk::Synchronised(Synchronised {
            service: "Syncthing",
            root: home.path().join("同步"),
            is_marked: true,
        });
        assert_eq!(risks(&data), std::slice::from_ref(&marked), "the folder will be made there");
        fs::create_dir(&data).unwrap();
        fs::File::create(data.join("yuebao.sqlite")).unwrap();
        fs::File::create(data.join("yuebao (1).sqlite")).unwrap();
        let copy = Risk::Copies(vec!["yuebao (1).sqlite".to_owned()]);
        assert_eq!(risks(&data), [marked.clone(), copy.clone()]);
        #[cfg(unix)]
        {
            let link = home.path().join("月报");
            std::os::unix::fs::symlink(&data, &link).unwrap();
            assert!(matches!(risks(&link).as_slice(), [Risk::Synchronised(_), Risk::Copies(_)]));
        }
    }

    #[test]
    fn each_is_one_sentence_that_says_what_may_happen_that_nothing_is_lost_and_what_to_do() {
        let synchronised = |is_marked| {
            let root = PathBuf::from("D:/我的坚果云");
            Risk::Synchronised(Synchronised { service: "坚果云", root, is_marked })
        };
        let told: Vec<String> = [
            synchronised(true),
            synchronised(false),
            Risk::Network,
            Risk::Removable,
            Risk::Copies(["a", "b", "c", "d"].map(str::to_owned).to_vec()),
        ]
        .iter()
        .map(ToString::to_string)
        .collect();
        assert!(told[0].starts_with("数据文件夹在坚果云的同步文件夹“D:/我的坚果云”里："), "{}", told[0]);
        assert!(told[1].starts_with("数据文件夹在“D:/我的坚果云”里，看名字是坚果云的同步文件夹："));
        let onedrive = Synchronised { service: "OneDrive", root: "D:/云".into(), is_marked: true };
        assert!(
            Risk::Synchronised(onedrive)
                .to_string()
                .starts_with("数据文件夹在 OneDrive 的同步文件夹“D:/云”里：")
        );
        assert!(told[4].starts_with("数据文件旁边还有“a”、“b”、“c”等 4 个，像是同步留下的冲突副本"));
        for sentence in &told {
            assert!(sentence.contains("没有少") || sentence.contains("没有改动"), "{sentence}");
            assert!(sentence.contains('请') && sentence.contains("可能"), "{sentence}");
            assert!(!sentence.contains('。'), "one sentence, and what shows it ends it: {sentence}");
        }
    }

    #[test]
    fn a_risk_is_new_where_its_place_or_its_copies_are_others() {
        let copies = |names: &[&str]| Risk::Copies(names.iter().map(|&name| name.to_owned()).collect()).key();
        assert_ne!(copies(&["a"]), copies(&["a", "b"]));
        assert_eq!(copies(&["a\nb"]).lines().count(), 1);
        assert_ne!(Risk::Network.key(), Risk::Removable.key());
    }
}
