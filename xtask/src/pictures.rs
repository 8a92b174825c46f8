//! The pictures in the documents. The tests of the real window take them, and the pages choose them by name.
//!
//! If a page names `pictures/month.png`, it gets the picture that a test saved as `month`. Nothing is drawn here.

use std::collections::BTreeSet;
use std::path::Path;

use crate::repository::{self, TextFile};
use crate::shell;

/// The folder of the pictures, from the top folder.
const FOLDER: &str = "docs/pictures";

/// Runs the tests of the window, and copies the pictures that the documents name.
pub(crate) fn take(top: &Path) -> Result<(), String> {
    let mut stories = shell::cargo(top);
    stories.args(["test", "--workspace", "--test", "window"]).env("YUEBAO_PICTURES", "1");
    shell::run(&mut stories)?;
    let wanted = named(&repository::text_files(top)?);
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| top.join("target"), Into::into);
    for name in &wanted {
        let taken = target.join("screenshots").join(name);
        std::fs::copy(&taken, top.join(FOLDER).join(name))
            .map_err(|error| format!("没有测试留下 {name}：{error}"))?;
    }
    println!("✓ 已更新 {} 张图，请看过再提交", wanted.len());
    Ok(())
}

/// The pictures that pages name.
pub(crate) fn named(files: &[TextFile]) -> BTreeSet<String> {
    let pages = files
        .iter()
        .filter(|file| Path::new(&file.path).extension().is_some_and(|extension| extension == "md"));
    let places = pages.flat_map(|page| page.text.split("pictures/").skip(1));
    places
        .filter_map(|rest| rest.split_once(".png"))
        .map(|(name, _)| name)
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
        .map(|name| format!("{name}.png"))
        .collect()
}

/// Pictures that a page names but that do not exist, and pictures that no page names.
pub(crate) fn problems(named: &BTreeSet<String>, there: &BTreeSet<String>) -> Vec<String> {
    let missing = named.difference(there);
    let missing = missing.map(|name| format!("{FOLDER}/{name} 不在，请运行 cargo xtask pictures"));
    let unused = there.difference(named).map(|name| format!("{FOLDER}/{name} 没有哪一页用到，请删去"));
    missing.chain(unused).collect()
}

/// The existing pictures.
pub(crate) fn there(top: &Path) -> Result<BTreeSet<String>, String> {
    let files = std::fs::read_dir(top.join(FOLDER)).map_err(|error| format!("无法读取 {FOLDER}：{error}"))?;
    Ok(files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_pictures() {
        let page = |path: &str, text: &str| TextFile { path: path.to_owned(), text: text.to_owned() };
        let files = [
            page("README.md", "![窗口](docs/pictures/month.png)\n`pictures/…`"),
            page("docs/a.md", "![](pictures/first-start.png) ![](pictures/month.png)"),
            page("src/a.rs", "pictures/x.png"),
        ];
        assert_eq!(named(&files).into_iter().collect::<Vec<_>>(), ["first-start.png", "month.png"]);
    }

    #[test]
    fn a_missing_and_an_unused_picture_are_told() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let told = problems(&set(&["a.png", "b.png"]), &set(&["b.png", "c.png"]));
        assert_eq!(told.len(), 2);
        assert!(told[0].contains("a.png 不在") && told[1].contains("c.png 没有哪一页用到"), "{told:?}");
    }
}
