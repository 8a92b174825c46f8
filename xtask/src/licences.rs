//! The authors of other people's work in the program, and the texts of their licences: collected from the
//! packages into `assets/third-party-licences.txt`, which the window shows.
//!
//! Cargo lists the packages, so none is forgotten; no licence text is written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::{files, shell};

const FILE: &str = "assets/third-party-licences.txt";

/// The systems for which the program is built.
const TARGETS: [&str; 3] = ["x86_64-pc-windows-gnu", "x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

const HEAD: &str = "\
山城月报用到的第三方软件

山城月报里有下列软件的代码。它们各按自己的许可使用，许可的原文附在后面；几个软件的许可一字不差的，合在一处。
一个软件给出几种许可任选的，这里选其中一种。

另有：
· Rust 标准库（MIT 或 Apache-2.0，https://www.rust-lang.org）
· SQLite（公有领域，https://www.sqlite.org/copyright.html）
· Windows 版：WebView2Loader.dll（© Microsoft Corporation，许可见 webview2-com-sys 一节所列的软件包）；MinGW-w64 运行库与 GCC 运行库（GPL 3 加 GCC 运行库例外）
· Linux 版使用系统自带的 WebKitGTK、GTK 等动态库，它们不在本软件包里
";

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    licence: String,
    home: String,
}

impl Crate {
    fn title(&self) -> String {
        let home = if self.home.is_empty() { String::new() } else { format!("，{}", self.home) };
        format!("{} {}（{}{home}）", self.name, self.version, self.licence)
    }
}

/// Writes the file again.
pub(crate) fn write(top: &Path) -> Result<(), String> {
    let crates = used(top)?;
    let text = page(&crates, &texts_of(&crates, &sources()?)?, &standard(top)?);
    files::write(&top.join(FILE), text.as_bytes())?;
    println!("✓ {FILE}：{} 个软件，{} KB", crates.len(), text.len() / 1024);
    Ok(())
}

/// The standard texts of licences, for packages that contain no text of their own.
fn standard(top: &Path) -> Result<String, String> {
    let (mit, apache) = (files::read(&top.join("LICENSE-MIT"))?, files::read(&top.join("LICENSE-APACHE"))?);
    let mit = mit.lines().filter(|line| !line.starts_with("Copyright")).collect::<Vec<_>>().join("\n");
    Ok(format!(
        "这些软件包没有附许可的原文，许可的名称和主页见上面的清单。MIT 和 Apache-2.0 的通用文本如下；\
         MPL-2.0、BSD-3-Clause 的见别的软件一节。\n\n{}\n\n{}",
        tidy(&mit),
        tidy(&apache)
    ))
}

/// Problems of the file: missing packages, and packages that are no longer used.
pub(crate) fn problems(top: &Path) -> Result<Vec<String>, String> {
    let text = fs::read_to_string(top.join(FILE)).unwrap_or_default();
    Ok(differences(&used(top)?, &text))
}

fn differences(crates: &BTreeSet<Crate>, text: &str) -> Vec<String> {
    let wanted: BTreeSet<String> = crates.iter().map(Crate::title).collect();
    let there: BTreeSet<String> =
        text.lines().filter_map(|line| line.strip_prefix("● ")).map(str::to_owned).collect();
    let missing = wanted.difference(&there).map(|title| format!("{FILE} 里没有 {title}"));
    let extra = there.difference(&wanted).map(|title| format!("{FILE} 里多了 {title}"));
    let mut problems: Vec<String> = missing.chain(extra).collect();
    if !problems.is_empty() {
        problems.push("请运行 cargo xtask licences".to_owned());
    }
    problems
}

/// Every package of other authors in the program, on any of its systems.
fn used(top: &Path) -> Result<BTreeSet<Crate>, String> {
    let mut cargo = shell::cargo(top);
    cargo.args([
        "tree",
        "--package",
        "yuebao",
        "--package",
        "yuebao-desktop",
        "--package",
        "yuebao-windows",
        "--locked",
        "--quiet",
        "--edges",
        "normal",
    ]);
    cargo.args(["--prefix", "none", "--format", "{p}\t{l}\t{r}"]);
    for target in TARGETS {
        cargo.args(["--target", target]);
    }
    let printed = shell::output(&mut cargo)?;
    Ok(String::from_utf8_lossy(&printed).lines().filter_map(read).collect())
}

/// Parses one line of `cargo tree`. Packages of this repository have a folder after their version.
fn read(line: &str) -> Option<Crate> {
    let mut parts = line.trim_end().trim_end_matches(" (*)").split('\t');
    let mut words = parts.next()?.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    if words.any(|word| word.contains('/') || word.contains('\\')) {
        return None;
    }
    let mut rest = || parts.next().unwrap_or_default().trim().to_owned();
    let (licence, home) = (rest(), rest());
    Some(Crate { name: name.to_owned(), version: version.to_owned(), licence, home })
}

/// Where cargo has unpacked the packages.
fn sources() -> Result<Vec<PathBuf>, String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let folder = home.ok_or("不知道 cargo 的文件夹在哪里")?.join("registry/src");
    let entries = fs::read_dir(&folder).map_err(|error| format!("无法读取 {}：{error}", folder.display()))?;
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
}

/// The packages that share each text.
type Texts = BTreeMap<String, BTreeSet<Crate>>;

fn texts_of(crates: &BTreeSet<Crate>, sources: &[PathBuf]) -> Result<Texts, String> {
    let mut texts = Texts::new();
    for one in crates {
        let folder = sources.iter().map(|source| source.join(format!("{}-{}", one.name, one.version)));
        let folder = folder
            .into_iter()
            .find(|folder| folder.is_dir())
            .ok_or_else(|| format!("没有 {} {} 的源代码，请先运行 cargo fetch", one.name, one.version))?;
        let names = file_names(&folder);
        let chosen = chosen(&one.licence, &names);
        if chosen.is_empty() {
            texts.entry(String::new()).or_default().insert(one.clone());
        }
        for name in chosen {
            let bytes = fs::read(folder.join(name)).map_err(|error| format!("无法读取 {name}：{error}"))?;
            texts.entry(tidy(&String::from_utf8_lossy(&bytes))).or_default().insert(one.clone());
        }
    }
    Ok(texts)
}

fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The files that must be included. If MIT is offered and has a file, that file is enough.
fn chosen<'a>(licence: &str, names: &'a [String]) -> Vec<&'a str> {
    const STARTS: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];
    let is_code =
        |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "rs" || ending == "html");
    let all: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| STARTS.iter().any(|start| name.to_uppercase().starts_with(start)) && !is_code(name))
        .collect();
    let is_choice = !licence.contains("AND") && (licence.contains(" OR ") || licence.contains('/'));
    let mit = all.iter().find(|name| name.to_uppercase().contains("MIT"));
    match mit {
        Some(mit) if is_choice && licence.contains("MIT") => vec![mit],
        _ => all,
    }
}

/// The same words in the same lines, with uniform line ends.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').replace('\u{c}', "")
}

fn page(crates: &BTreeSet<Crate>, texts: &Texts, standard: &str) -> String {
    let mut sections: Vec<(&BTreeSet<Crate>, &str)> =
        texts.iter().map(|(text, crates)| (crates, text.as_str())).collect();
    // Packages without a text of their own come last.
    sections.sort_by_key(|(crates, text)| (text.is_empty(), crates.first()));
    let mut page = format!("{HEAD}\n共 {} 个软件：\n", crates.len());
    for one in crates {
        page.extend(["● ", &one.title(), "\n"]);
    }
    for (crates, text) in sections {
        page += "\n────────────────────────────────────────\n";
        let names: Vec<String> = crates.iter().map(|one| format!("{} {}", one.name, one.version)).collect();
        page += &names.join("、");
        page += "\n\n";
        page += if text.is_empty() { standard } else { text };
        page += "\n";
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(name: &str, licence: &str) -> Crate {
        Crate { name: name.into(), version: "1.0.0".into(), licence: licence.into(), home: String::new() }
    }

    #[test]
    fn a_line_of_cargo_tells_the_package_and_ours_are_left_out() {
        let read_one = read("serde v1.0.2 (proc-macro)\tMIT OR Apache-2.0\thttps://example.org (*)").unwrap();
        assert_eq!(read_one.title(), "serde 1.0.2（MIT OR Apache-2.0，https://example.org）");
        assert_eq!(read("yuebao v0.1.0 (/home/a/yuebao)\tMIT\t"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn mit_is_enough_where_it_is_offered() {
        let names =
            ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE", "license.rs"].map(str::to_owned);
        assert_eq!(chosen("MIT OR Apache-2.0", &names), ["LICENSE-MIT"]);
        assert_eq!(chosen("MIT AND Apache-2.0", &names), ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"]);
        assert_eq!(chosen("Apache-2.0", &names), ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"]);
        assert!(chosen("MIT", &["README.md".to_owned()]).is_empty());
    }

    #[test]
    fn a_page_knows_what_it_misses_and_what_it_has_too_much() {
        let crates = BTreeSet::from([used("a", "MIT"), used("b", "ISC")]);
        let texts = Texts::from([("Permission".to_owned(), crates.clone())]);
        let page = page(&crates, &texts, "");
        assert!(page.contains("a 1.0.0、b 1.0.0\n\nPermission"), "{page}");
        assert!(differences(&crates, &page).is_empty());
        let told = differences(&BTreeSet::from([used("a", "MIT"), used("c", "MIT")]), &page);
        assert!(told[0].contains("没有 c 1.0.0") && told[1].contains("多了 b 1.0.0"), "{told:?}");
    }
}
