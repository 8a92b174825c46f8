//! Checks the dependencies with cargo-deny and `deny.toml`: licences, sources, and known vulnerabilities.

use std::path::Path;
use std::process::Command;

use crate::{shell, tools};

/// Runs the check. If the list of vulnerabilities cannot be fetched, that is reported and the rest is checked
/// anyway; in CI, where nobody would read the message, it is an error.
pub(crate) fn run(top: &Path) -> Result<(), String> {
    let program = tools::deny(top)?;
    let deny = |what: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(top).args(["--workspace", "check", "--hide-inclusion-graph"]).args(what);
        command
    };
    shell::run(&mut deny(&["bans", "licenses", "sources"]))?;
    if shell::run(Command::new(&program).current_dir(top).args(["fetch", "db"])).is_err() {
        let told = "取不到已知漏洞的清单（RustSec），这一项没有核对；许可和来源已经核对。";
        if std::env::var_os("CI").is_some() {
            return Err(told.to_owned());
        }
        println!("！ {told}");
        return Ok(());
    }
    shell::run(&mut deny(&["advisories"]))
}
