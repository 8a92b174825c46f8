//! Tools that no distribution packages: installed from crates.io, in fixed versions, into `target/tools`.

use std::path::{Path, PathBuf};

use crate::shell;

/// cargo-deny: checks licences, sources and known vulnerabilities of the dependencies.
pub(crate) fn deny(top: &Path) -> Result<PathBuf, String> {
    from_crates(top, "cargo-deny", DENY)
}

/// cargo-cyclonedx: writes the bill of materials of a program.
pub(crate) fn cyclonedx(top: &Path) -> Result<PathBuf, String> {
    from_crates(top, "cargo-cyclonedx", CYCLONEDX)
}

const DENY: &str = "0.20.2";
const CYCLONEDX: &str = "0.5.9";

fn from_crates(top: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let folder = top.join("target/tools").join(format!("{name}-{version}"));
    let program = folder.join("bin").join(name);
    if !program.is_file() && !program.with_extension("exe").is_file() {
        println!("安装 {name} {version}，第一次要编译几分钟");
        let mut cargo = shell::cargo(top);
        cargo.args(["install", "--quiet", "--locked", name, "--version", version, "--root"]).arg(&folder);
        cargo.env("CARGO_TARGET_DIR", top.join("target/tools/build"));
        shell::run(&mut cargo)?;
    }
    Ok(program)
}
