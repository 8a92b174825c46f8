//! The steps of `test` and `check`: their order, their commands, and the message for a failure.
//!
//! CI runs exactly this list. A step must be able to run alone, by its name, and without input.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::dist;
use crate::packages::Need;
use crate::{
    checks, circles, features, files, install, newer_features, notice_words, pictures, repository, shell,
    tools, ui,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The system packages are installed, and the tools of the tests that no system packages.
    Packages,
    /// Rust code is formatted.
    Format,
    /// The types of the page are correct.
    Types,
    /// Clippy has no warnings.
    Lint,
    /// Every test of the workspace passes.
    Tests,
    /// The files of the repository follow the house rules.
    Repository,
    /// The files for making packages are in order.
    Packaging,
    /// The package for Linux, with the programs that the tests have built, can be installed, started and removed.
    Package,
    /// Every test of the core passes.
    Core,
}

impl Step {
    pub(crate) const ALL: [Self; 9] = [
        Self::Packages,
        Self::Format,
        Self::Types,
        Self::Lint,
        Self::Tests,
        Self::Repository,
        Self::Packaging,
        Self::Package,
        Self::Core,
    ];
    /// The steps of CI. The tests of the workspace include those of the core.
    pub(crate) const TEST: [Self; 8] = [
        Self::Packages,
        Self::Format,
        Self::Types,
        Self::Repository,
        Self::Packaging,
        Self::Lint,
        Self::Tests,
        Self::Package,
    ];
    /// The steps to run between two edits.
    pub(crate) const CHECK: [Self; 6] =
        [Self::Packages, Self::Format, Self::Types, Self::Lint, Self::Repository, Self::Core];

    /// The word on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Packages => "packages",
            Self::Format => "format",
            Self::Types => "types",
            Self::Lint => "lint",
            Self::Tests => "tests",
            Self::Repository => "repository",
            Self::Packaging => "packaging",
            Self::Package => "package",
            Self::Core => "core",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Packages => "系统软件包",
            Self::Format => "代码格式",
            Self::Types => "界面类型",
            Self::Lint => "静态检查",
            Self::Tests => "全部测试",
            Self::Repository => "仓库检查",
            Self::Packaging => "发布材料",
            Self::Package => "安装包",
            Self::Core => "核心测试",
        }
    }

    fn run(self, top: &Path, need: Need) -> Result<(), String> {
        let test = |arguments: &[&str]| {
            shell::run(shell::cargo_with_clippy(top).args(["test", "--workspace"]).args(arguments))
        };
        match self {
            Self::Packages => {
                install::ensure(need)?;
                if need >= Need::Test && cfg!(target_os = "linux") {
                    tools::openxml_audit(top)
                } else {
                    Ok(())
                }
            }
            Self::Format => shell::run(shell::cargo(top).args(["fmt", "--all", "--check"]))
                .map_err(|problem| format!("{problem}。运行 cargo fmt --all 即可改好。")),
            Self::Types => ui::check_types(top),
            Self::Lint => test(&["--all-targets", "--no-run"]),
            Self::Tests => test(&[]),
            Self::Repository => look_over(top),
            Self::Packaging => dist::materials::check(top),
            Self::Package => dist::linux::check_as_developed(top),
            Self::Core => test_the_core(top),
        }
    }
}

/// Runs the steps in order and stops at the first failure.
pub(crate) fn run(top: &Path, steps: &[Step], need: Need) -> Result<(), String> {
    let mut times = Vec::new();
    for (index, &step) in steps.iter().enumerate() {
        println!("\n── {}/{} {}（{}）", index + 1, steps.len(), step.title(), step.name());
        let start = Instant::now();
        step.run(top, need).map_err(|problem| failure(step, &problem))?;
        let time = start.elapsed();
        println!("✓ {}，用时 {}", step.title(), seconds(time));
        times.push(format!("{} {}", step.title(), seconds(time)));
    }
    println!("\n✓ 全部通过：{}", times.join("，"));
    Ok(())
}

fn failure(step: Step, problem: &str) -> String {
    format!("“{}”没有通过：{problem}\n  只重做这一步：cargo xtask test {}", step.title(), step.name())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} 秒", time.as_secs_f64())
}

/// Runs every test of the core by its name: if the package were named, what it shares with the window would
/// be built again with the core's own features.
fn test_the_core(top: &Path) -> Result<(), String> {
    let mut cargo = shell::cargo_with_clippy(top);
    cargo.args(["test", "--workspace", "--lib", "--bin", "yuebao"]);
    let folder = top.join("tests");
    let names = files::names(&folder)?;
    let tests: Vec<&str> = names
        .iter()
        .filter_map(|name| test_name(name, |name| folder.join(name).join("main.rs").is_file()))
        .collect();
    for test in tests {
        cargo.args(["--test", test]);
    }
    shell::run(&mut cargo)?;
    shell::run(shell::cargo_with_clippy(top).args(["test", "--workspace", "--doc"]))
}

/// The name that cargo gives the test in a file, or in a folder with a `main.rs`; `None` for other entries.
fn test_name(name: &str, has_main: impl Fn(&str) -> bool) -> Option<&str> {
    name.strip_suffix(".rs").or_else(|| has_main(name).then_some(name))
}

fn look_over(top: &Path) -> Result<(), String> {
    let files = repository::text_files(top)?;
    let mut problems = checks::problems(&files);
    problems.extend(notice_words::problems(&files));
    problems.extend(newer_features::problems(&files));
    problems.extend(circles::problems(&files));
    problems.extend(features::problems(top)?);
    problems.extend(pictures::problems(&pictures::named(&files), &pictures::there(top)?));
    for advice in files.iter().filter_map(checks::advice) {
        println!("建议：{advice}");
    }
    if problems.is_empty() {
        println!("{} 个文本文件合乎约定", files.len());
        return Ok(());
    }
    Err(format!("有 {} 处不合约定：\n  {}", problems.len(), problems.join("\n  ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_step_and_how_to_run_just_it() {
        let told = failure(Step::Lint, "有警告");
        assert!(
            told.contains("静态检查") && told.contains("有警告") && told.ends_with("cargo xtask test lint")
        );
    }

    #[test]
    fn tests_are_files_and_folders_with_a_main() {
        let has_main = |name: &str| name == "document";
        let names = ["document", "harness", "mail", "mail.rs"].map(|name| test_name(name, has_main));
        assert_eq!(names, [Some("document"), None, None, Some("mail")]);
    }

    #[test]
    fn names_are_distinct() {
        let mut names = Step::ALL.map(Step::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Step::ALL.len());
    }

    #[test]
    fn the_packages_come_first() {
        assert_eq!((Step::TEST[0], Step::CHECK[0]), (Step::Packages, Step::Packages));
    }
}
