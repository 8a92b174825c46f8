//! Shared by all packages: the name, the version, the folder, and the bill of materials.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{files, shell, tools};

/// The program's id in the systems; `tauri.conf.json` has the same, and the program itself reads it from there.
pub(super) const ID: &str = "app.yuebao.desktop";

/// The folder for finished packages.
pub(super) fn folder(top: &Path) -> Result<PathBuf, String> {
    let folder = top.join("target/dist");
    files::make_folder(&folder)?;
    Ok(folder)
}

/// The version, from the only place where it is written.
pub(super) fn version(top: &Path) -> Result<String, String> {
    let manifest = files::read(&top.join("Cargo.toml"))?;
    let after = manifest.lines().skip_while(|line| line.trim() != "[workspace.package]");
    let line = after.into_iter().find(|line| line.starts_with("version"));
    let version = line.and_then(|line| line.split('"').nth(1)).ok_or("Cargo.toml 里没有版本号")?;
    Ok(version.to_owned())
}

/// The bill of materials of a target's programs, written as `CycloneDX` next to the package.
/// `of` is the folder of the package that depends on all that is in the programs.
pub(super) fn bill(top: &Path, of: &str, target: &str, name: &str) -> Result<PathBuf, String> {
    let program = tools::cyclonedx(top)?;
    let mut command = Command::new(&program);
    command.current_dir(top).args(["cyclonedx", "--manifest-path", &format!("{of}/Cargo.toml")]);
    command.args(["--target", target]);
    command.args(["--format", "json", "--spec-version", "1.5", "--no-build-deps"]);
    command.args(["--override-filename", name]);
    // The same dependencies must give the same bill, so it has no serial number and no current time.
    command.env("SOURCE_DATE_EPOCH", files::commit_time(top)?);
    shell::run(&mut command)?;
    // The tool writes one next to every manifest.
    let left = format!("{name}.json");
    let bill = folder(top)?.join(&left);
    // The bill names our own packages by their path, and this machine's folder is private.
    let written = files::read(&top.join(of).join(&left))?;
    files::write(&bill, written.replace(&top.display().to_string(), "/yuebao").as_bytes())?;
    for manifest in ["", "src-tauri", "src-windows", "xtask", "xtask/one-build"] {
        let _gone = std::fs::remove_file(top.join(manifest).join(&left));
    }
    Ok(bill)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_workspace() {
        let version = version(Path::new("..")).unwrap();
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn the_packages_know_the_program_by_the_name_it_gives_itself() {
        let configuration = files::read(Path::new("../src-tauri/tauri.conf.json")).unwrap();
        assert!(configuration.contains(&format!("\"identifier\": \"{ID}\"")), "{configuration}");
    }
}
