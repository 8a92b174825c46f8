//! Allows the one window the commands of `src/commands/list.rs` by name and nothing else, and makes the manual that the
//! window opens, so that it needs no file and no network.

#[path = "src/commands/list.rs"]
#[macro_use]
mod list;
#[path = "build/manual.rs"]
mod manual;

use std::error::Error;
use std::fs;
use std::path::Path;

/// The name that `capabilities/main.json` calls all of them by.
const PAGE: &str = "page";

/// The names of the commands, without the module each stands in.
fn commands() -> Vec<&'static str> {
    macro_rules! written {
        ($($command:tt)*) => { stringify!($($command)*) };
    }
    let paths = every_command!(written).split(',').filter(|path| !path.trim().is_empty());
    paths.map(|path| path.rsplit("::").next().unwrap_or(path).trim()).collect()
}

/// Writes the set of permissions that allows every command, and returns where.
#[expect(clippy::disallowed_methods, reason = "written for the build, which begins anew where it broke off")]
fn allow(commands: &[&str]) -> Result<String, Box<dyn Error>> {
    let folder = Path::new(&std::env::var("OUT_DIR")?).join("permissions");
    fs::create_dir_all(&folder)?;
    let names: Vec<String> =
        commands.iter().map(|name| format!("\"allow-{}\"", name.replace('_', "-"))).collect();
    let set = format!(
        "[[set]]\nidentifier = \"{PAGE}\"\ndescription = \"Every command of the page.\"\npermissions = [{}]\n",
        names.join(", ")
    );
    fs::write(folder.join("page.toml"), set)?;
    Ok(folder.join("*.toml").to_string_lossy().into_owned())
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src/commands/list.rs");
    // A build script ends soon, and Tauri asks for what lives as long as it does.
    let commands: &'static [&'static str] = commands().leak();
    let permissions: &'static str = allow(commands)?.leak();
    let manifest = tauri_build::AppManifest::new().commands(commands).permissions_path_pattern(permissions);
    manual::make()?;
    let windows =
        tauri_build::WindowsAttributes::new().app_manifest(include_str!("../packaging/windows/manifest.xml"));
    tauri_build::try_build(
        tauri_build::Attributes::new().app_manifest(manifest).windows_attributes(windows),
    )?;
    Ok(())
}
