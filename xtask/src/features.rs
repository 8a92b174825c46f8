//! Ensures one set of features for the programs and their tests, so that no dependency is built twice.
//!
//! Cargo gives a dependency the features that all packages of one command ask for, including the tests if
//! they are built. Here cargo is only asked what it would build; nothing is built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::shell;

/// The sets of features with which each package is built; build scripts may have their own set.
type Sets = BTreeMap<String, BTreeSet<String>>;

/// The packages that would be built a second time for the tests.
pub(crate) fn problems(top: &Path) -> Result<Vec<String>, String> {
    let programs = sets(top, &["--edges", "normal,build"])?;
    let tests = sets(top, &["--workspace", "--edges", "normal,build,dev"])?;
    Ok(differences(&programs, &tests))
}

fn sets(top: &Path, which: &[&str]) -> Result<Sets, String> {
    let mut cargo = shell::cargo(top);
    cargo.args(["tree", "--quiet", "--prefix", "none", "--format", "{p}\t{f}"]).args(which);
    Ok(read(&String::from_utf8_lossy(&shell::output(&mut cargo)?)))
}

fn read(printed: &str) -> Sets {
    let mut sets = Sets::new();
    for (package, features) in
        printed.lines().filter_map(|line| line.trim_end_matches(" (*)").split_once('\t'))
    {
        let package = package.trim_end_matches(" (proc-macro)").to_owned();
        sets.entry(package).or_default().insert(features.trim_end().to_owned());
    }
    sets
}

fn differences(programs: &Sets, tests: &Sets) -> Vec<String> {
    let mut problems = Vec::new();
    for (package, sets) in tests {
        let Some(known) = programs.get(package) else { continue };
        problems.extend(sets.difference(known).map(|features| {
            format!(
                "{package} 在测试里按特性“{features}”再编译一遍；请在 xtask/one-build/Cargo.toml 里写明测试多要的特性，\
                让程序也这样编译（cargo tree --workspace --edges features --invert {} 显示是谁要的）",
                package.split(' ').next().unwrap_or_default()
            )
        }));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAMS: &str = "yuebao v0.1.0 (somewhere)\t\nserde v1.0.0\tderive,std\nserde v1.0.0\tstd (*)\n\
        syn v2.0.0 (proc-macro)\tfull\n";

    #[test]
    fn what_only_the_tests_ask_for_is_told() {
        let tests = format!("{PROGRAMS}syn v2.0.0\tfold,full (*)\nproptest v1.0.0\tstd\n");
        let told = differences(&read(PROGRAMS), &read(&tests));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("syn v2.0.0 在测试里按特性“fold,full”"), "{told:?}");
        assert!(told[0].contains("--invert syn "), "{told:?}");
    }

    #[test]
    fn the_same_features_need_no_second_build() {
        let programs = read(PROGRAMS);
        assert_eq!(programs["serde v1.0.0"].len(), 2, "one for build scripts, one for the program");
        assert!(differences(&programs, &read(&format!("{PROGRAMS}serde v1.0.0\tstd\n"))).is_empty());
    }
}
