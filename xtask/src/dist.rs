//! The products for users: installers and packages, which are made and tried here and put into `target/dist`.
//!
//! A build as small as these takes longer than all tests together, so it is not a part of `cargo xtask test`.
//! Trying a package is a part of it, with the programs that the tests have built.

mod build;
mod deb;
mod journey;
pub(crate) mod linux;
pub(crate) mod materials;
mod package;
mod released;
mod screen;
mod twice;
mod windows;
mod wine;

use std::path::Path;
use std::process::Command;

use crate::packages::Need;
use crate::{files, install, shell};
use package::folder;

/// The products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    /// The installer and the portable program.
    Windows,
    /// The .deb package.
    Linux,
    /// The command line for arm64.
    Arm64,
    /// Only the programs, for the current system.
    Here,
    /// The command line, built twice and compared.
    Twice,
}

impl Product {
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
    released::check(top)?;
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

/// Writes the SHA-256 of every package in the format of `sha256sum --check`.
fn sums(top: &Path) -> Result<(), String> {
    let folder = folder(top)?;
    let mut names = files::names(&folder)?;
    names.retain(|name| name != "SHA256SUMS");
    let printed = shell::output(Command::new("sha256sum").current_dir(&folder).arg("--").args(&names))?;
    files::write(&folder.join("SHA256SUMS"), &printed)
}
