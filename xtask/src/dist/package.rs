//! What every package has: its name, its version, its place, and the bill of what is in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{files, shell, tools};

/// What the systems know the program by; `tauri.conf.json` has the same, and the program itself takes it from there.
pub(super) const ID: &str = "app.yuebao.desktop";

/// Where finished packages lie.
pub(super) fn folder(top: &Path) -> Result<PathBuf, String> {
    let folder = top.join("target/dist");
    files::make_folder(&folder)?;
    Ok(folder)
}

/// The version, from the one place it stands.
pub(super) fn version(top: &Path) -> Result<String, String> {
    let manifest = files::read(&top.join("Cargo.toml"))?;
    let after = manifest.lines().skip_while(|line| line.trim() != "[workspace.package]");
    let line = after.into_iter().find(|line| line.starts_with("version"));
    let version = line.and_then(|line| line.split('"').nth(1)).ok_or("Cargo.toml 里没有版本号")?;
    Ok(version.to_owned())
}

/// What is in the programs of a target, as `CycloneDX` beside the package.
pub(super) fn bill(top: &Path, target: &str, name: &str) -> Result<PathBuf, String> {
    let program = tools::cyclonedx(top)?;
    let cargo = |manifest: &str| {
        let mut command = Command::new(&program);
        command.current_dir(top).args(["cyclonedx", "--manifest-path", manifest, "--target", target]);
        command.args(["--format", "json", "--spec-version", "1.5", "--no-build-deps"]);
        command.args(["--override-filename", name]);
        // The same dependencies, the same bill: no number of its own and no time of today.
        command.env("SOURCE_DATE_EPOCH", files::commit_time(top)?);
        shell::run(&mut command)
    };
    cargo("src-tauri/Cargo.toml")?;
    // It leaves one beside every manifest; the window's has the core's in it.
    let left = format!("{name}.json");
    let bill = folder(top)?.join(&left);
    // It names our own packages by where they lie; the folder of this machine is nobody's business.
    let written = files::read(&top.join("src-tauri").join(&left))?;
    files::write(&bill, written.replace(&top.display().to_string(), "/yuebao").as_bytes())?;
    for manifest in ["", "src-tauri", "xtask", "xtask/one-build"] {
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
