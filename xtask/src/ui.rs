//! Checks the types of the page: TypeScript, from npm, reads the `JSDoc` of `ui/`. Also installs other npm packages.
//!
//! It only checks, like axe-core in the tests of the window. Both are installed in `xtask/npm`, never in
//! `ui/`, because Tauri builds every file there into the program.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::shell;

/// Checks every module of the page; installs TypeScript first if it is missing.
pub(crate) fn check_types(top: &Path) -> Result<(), String> {
    install(top, "xtask/npm")?;
    let mut compiler = Command::new("node");
    // Run by its path, because npx may fetch another version; and from the top folder, so that messages name
    // files as git does.
    compiler.current_dir(top).args([COMPILER, "--project", "ui/jsconfig.json"]);
    shell::run(&mut compiler)
}

/// Ensures that the packages in the package file of a folder are installed.
pub(crate) fn install(top: &Path, folder: &str) -> Result<(), String> {
    let folder = top.join(folder);
    let modified = |name: &str| folder.join(name).metadata().and_then(|data| data.modified()).ok();
    if is_out_of_date(modified(INSTALLED), &[modified("package.json"), modified("package-lock.json")]) {
        shell::run(Command::new(NPM).current_dir(&folder).args(["ci", "--no-audit", "--no-fund"]))
            .map_err(|problem| format!("{problem}。请检查网络与 npm 的设置。"))?;
    }
    Ok(())
}

const COMPILER: &str = "xtask/npm/node_modules/typescript/bin/tsc";

/// npm writes this file last, so its time is that of the whole installation.
const INSTALLED: &str = "node_modules/.package-lock.json";

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn is_out_of_date(installed: Option<SystemTime>, wanted: &[Option<SystemTime>]) -> bool {
    installed.is_none_or(|installed| wanted.iter().flatten().any(|wanted| *wanted > installed))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn npm_runs_only_where_something_changed() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(is_out_of_date(None, &[Some(early)]));
        assert!(is_out_of_date(Some(early), &[Some(early), Some(late)]));
        assert!(!is_out_of_date(Some(late), &[Some(early), Some(late)]));
        assert!(!is_out_of_date(Some(early), &[None]));
    }
}
