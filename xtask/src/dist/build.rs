//! Building the programs for users: with one profile, and without traces of the building machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell;

const PROFILE: &str = "dist";
/// Both programs in one build, so that their dependencies are built once; tests are not included, because
/// they would ask for more features. Windows has programs of its own.
const PROGRAMS: [&str; 4] = ["--package", "yuebao", "--package", "yuebao-desktop"];
/// Debian's compiler has no standard library for other systems, so it is built from the source next to it.
const BUILD_STD: &str = "-Zbuild-std=std,panic_abort,panic_unwind";

/// Builds for the current system.
pub(super) fn here(top: &Path) -> Result<PathBuf, String> {
    let target = top.join("target/here");
    let mut cargo = shell::cargo(top);
    cargo.args(["build", "--profile", PROFILE]).args(PROGRAMS).args(["--bins", "--locked"]);
    settings(&mut cargo, top, &target, &[]);
    shell::run(&mut cargo)?;
    Ok(target.join(PROFILE))
}

/// Builds both programs for Windows and their library; each gets its resource linked in, from a folder.
pub(super) fn windows(top: &Path, resources: &Path) -> Result<PathBuf, String> {
    let target = top.join("target/windows");
    let mut cargo = cross("x86_64-pc-windows-gnu", top);
    cargo.args(["--package", "yuebao-windows", "--locked"]).env("YUEBAO_RESOURCES", resources);
    // The linker would otherwise write the current time into the file.
    settings(&mut cargo, top, &target, &["-Clink-arg=-Wl,--no-insert-timestamp"]);
    shell::run(&mut cargo)?;
    Ok(target.join("x86_64-pc-windows-gnu").join(PROFILE))
}

/// Builds the command line for arm64.
pub(super) fn arm64(top: &Path) -> Result<PathBuf, String> {
    let target = top.join("target/arm64");
    let mut cargo = cross("aarch64-unknown-linux-gnu", top);
    cargo.args(["--package", "yuebao", "--bins", "--locked"]);
    settings(&mut cargo, top, &target, &["-Clinker=aarch64-linux-gnu-gcc"]);
    shell::run(&mut cargo)?;
    Ok(target.join("aarch64-unknown-linux-gnu").join(PROFILE))
}

/// Builds the command line in a copy of the repository.
pub(super) fn copy(copy: &Path) -> Result<PathBuf, String> {
    let target = copy.join("target");
    let mut cargo = shell::cargo(copy);
    // Builds the window too, because it changes the features of dependencies for both.
    cargo.args(["build", "--profile", PROFILE]).args(PROGRAMS).args(["--bin", "yuebao", "--locked"]);
    settings(&mut cargo, copy, &target, &[]);
    shell::run(&mut cargo)?;
    Ok(target.join(PROFILE).join("yuebao"))
}

fn cross(system: &str, top: &Path) -> Command {
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo.current_dir(top).args(["build", BUILD_STD, "--target", system, "--profile", PROFILE]);
    cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
    // These variables of the running cargo belong to another compiler.
    for variable in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTDOC"] {
        cargo.env_remove(variable);
    }
    cargo
}

/// Sets flags that remove this machine's paths, which are private and would make two builds differ.
fn settings(cargo: &mut Command, top: &Path, target: &Path, more: &[&str]) {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags = vec![remap(top, "/yuebao"), remap(&home, "/cargo")];
    flags.extend(more.iter().map(|&flag| flag.to_owned()));
    cargo.env("CARGO_TARGET_DIR", target).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
}
