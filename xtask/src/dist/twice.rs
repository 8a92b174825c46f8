//! Whether a build is reproducible: the command line, built from the same files in a folder with another name
//! and depth, must be the same byte for byte.

use std::path::Path;
use std::process::Command;

use super::build;
use crate::{files, shell};

/// Builds here and in a copy, and compares the results.
pub(super) fn compare(top: &Path) -> Result<(), String> {
    let ours = build::here(top)?.join("yuebao");
    let copy = top.join("target/twice/another, longer name");
    files::fresh_folder(&copy)?;
    let mut git = Command::new("git");
    // Copies what git would commit, so that both builds use the same files.
    shell::run(
        git.current_dir(top)
            .args(["checkout-index", "--all", "--prefix"])
            .arg(format!("{}/", copy.display())),
    )?;
    let theirs = build::copy(&copy)?;
    shell::run(Command::new("sha256sum").arg(&ours).arg(&theirs))?;
    let mut compare = Command::new("cmp");
    shell::run(compare.arg(&ours).arg(&theirs))
        .map_err(|problem| format!("两次编译的结果不一样：{problem}"))?;
    println!("✓ 在两个文件夹里各编译一次命令行，结果一字不差");
    // Deletes the copy: a build has gigabytes.
    files::fresh_folder(&copy)
}
