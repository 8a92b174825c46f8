//! Whether a build can be repeated: the command line, made in two folders of different names, must be the same byte
//! for byte.

use std::path::Path;
use std::process::Command;

use super::build;
use crate::{files, shell};

/// Builds twice and compares.
pub(super) fn compare(top: &Path) -> Result<(), String> {
    let mut programs = Vec::new();
    for name in ["one", "another, longer"] {
        let copy = top.join("target/twice").join(name);
        files::fresh_folder(&copy)?;
        let mut git = Command::new("git");
        git.current_dir(top).args(["checkout-index", "--all", "--prefix"]);
        git.arg(format!("{}/", copy.display()));
        shell::run(&mut git)?;
        let program = top.join("target/twice").join(format!("yuebao of {name}"));
        files::copy(&build::copy(&copy)?, &program)?;
        // Each build is gigabytes.
        files::fresh_folder(&copy)?;
        programs.push(program);
    }
    shell::run(Command::new("sha256sum").args(&programs))?;
    shell::run(Command::new("cmp").args(&programs))
        .map_err(|problem| format!("两次编译的结果不一样：{problem}"))?;
    println!("✓ 在两个文件夹里各编译一次，结果一字不差");
    Ok(())
}
