//! What is given to people: installers and packages, made here, tried here, and put into `target/dist`.
//!
//! None of it belongs to `cargo xtask test`: a build as small as these takes longer than all tests together.

mod build;
mod journey;
mod linux;
pub(crate) mod materials;
mod screen;
mod twice;
mod windows;
mod wine;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::packages::Need;
use crate::{files, install, shell, tools};

/// What can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    /// The installer and the portable program.
    Windows,
    /// The .deb.
    Linux,
    /// The command line for arm64.
    Arm64,
    /// Only the programs, for the system at hand.
    Here,
    /// The command line, made twice and compared.
    Twice,
}

impl Product {
    /// Every one there is.
    pub(crate) const ALL: [Self; 5] = [Self::Windows, Self::Linux, Self::Arm64, Self::Here, Self::Twice];

    /// The word on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Linux => "linux",
            Self::Arm64 => "arm64",
            Self::Here => "here",
            Self::Twice => "twice",
        }
    }
}

/// Makes a product, and tries it if asked to.
pub(crate) fn make(top: &Path, product: Product, test: bool) -> Result<(), String> {
    match product {
        Product::Here => {
            install::ensure(Need::Run)?;
            let folder = build::here(top)?;
            println!("✓ 已编译到 {}", shown(top, &folder));
            return if test { journey::alone(top, &folder) } else { Ok(()) };
        }
        _ if !cfg!(target_os = "linux") => {
            return Err("安装包只在 Debian 及其同类系统上做；这里请用 cargo xtask dist here。".to_owned());
        }
        _ => install::ensure(Need::Dist)?,
    }
    let made = match product {
        Product::Windows => windows::make(top, test)?,
        Product::Linux => linux::make(top, test)?,
        Product::Arm64 => linux::arm64(top, test)?,
        Product::Here | Product::Twice => return twice::compare(top),
    };
    sums(top)?;
    for file in made {
        let size = file.metadata().map_or(0, |data| data.len());
        println!("✓ {}，{}", shown(top, &file), files::size(size));
    }
    Ok(())
}

fn shown(top: &Path, path: &Path) -> String {
    path.strip_prefix(top).unwrap_or(path).display().to_string()
}

/// Where finished packages lie.
fn folder(top: &Path) -> Result<PathBuf, String> {
    let folder = top.join("target/dist");
    files::make_folder(&folder)?;
    Ok(folder)
}

/// The version, from the one place it stands.
fn version(top: &Path) -> Result<String, String> {
    let manifest = files::read(&top.join("Cargo.toml"))?;
    let after = manifest.lines().skip_while(|line| line.trim() != "[workspace.package]");
    let line = after.into_iter().find(|line| line.starts_with("version"));
    let version = line.and_then(|line| line.split('"').nth(1)).ok_or("Cargo.toml 里没有版本号")?;
    Ok(version.to_owned())
}

/// What is in the programs of a target, as `CycloneDX` beside the package.
fn bill(top: &Path, target: &str, name: &str) -> Result<PathBuf, String> {
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
    files::copy(&top.join("src-tauri").join(&left), &bill)?;
    for manifest in ["", "src-tauri", "xtask"] {
        let _gone = std::fs::remove_file(top.join(manifest).join(&left));
    }
    Ok(bill)
}

/// The SHA-256 of every package, in the form that `sha256sum --check` reads.
fn sums(top: &Path) -> Result<(), String> {
    let folder = folder(top)?;
    let mut names = files::names(&folder)?;
    names.retain(|name| name != "SHA256SUMS");
    let printed = shell::output(Command::new("sha256sum").current_dir(&folder).arg("--").args(&names))?;
    files::write(&folder.join("SHA256SUMS"), &printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_workspace() {
        let version = version(Path::new("..")).unwrap();
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
    }
}
