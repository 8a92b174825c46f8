//! The help, word for word.

use crate::harness::Office;

/// The commands that a help names.
fn listed(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "命令：").skip(1);
    lines.map_while(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn the_help_of_every_command() {
    let office = Office::new();
    let mut all = office.run(["--help"]).done();
    for name in &listed(&all) {
        let help = office.run([name.as_str(), "--help"]).done();
        assert_eq!(help, office.run(["help", name]).done());
        assert_eq!(help, office.run([name, "-h"]).done());
        all.extend(["\n======== ", name, " ========\n", &help]);
        for inner in &listed(&help) {
            let help = office.run([name, inner, "--help"]).done();
            all.extend(["\n======== ", name, " ", inner, " ========\n", &help]);
        }
    }
    insta::assert_snapshot!(all);
    assert_eq!(office.run(["help"]).done(), office.run(["-h"]).done());
}

#[test]
fn nothing_of_the_help_is_english() {
    let office = Office::new();
    for command in [
        "init",
        "unit",
        "opening",
        "set",
        "no-data",
        "date",
        "show",
        "check",
        "export",
        "finalize",
        "reopen",
        "attach",
        "letter",
        "letter-template",
        "due",
        "mark-sent",
        "sent",
        "verify",
        "adjust",
        "explain",
        "diff",
        "correct",
        "revisions",
        "history",
        "matrix",
        "projects",
        "pdf",
        "print",
        "send",
        "mail-server",
        "summary",
        "backup",
        "restore",
        "pack",
        "unpack",
        "doctor",
        "forms",
        "help",
    ] {
        let help = office.run([command, "--help"]).done();
        for word in ["Usage", "Options", "Arguments", "Commands", "Print", "possible", "default", "Error"] {
            assert!(!help.contains(word), "{command}: {help}");
        }
    }
}

/// Every command and those below it, with its help.
fn every_help(office: &Office, path: &[String], all: &mut Vec<(Vec<String>, String)>) {
    let mut command = office.command(["help"]);
    let help = crate::harness::Ran::from(command.args(path).output().unwrap()).done();
    for name in listed(&help) {
        every_help(office, &[path, &[name]].concat(), all);
    }
    all.push((path.to_vec(), help));
}

#[test]
fn every_command_has_its_usage_in_chinese_and_its_values_in_the_order_of_the_usage() {
    let office = Office::new();
    let mut all = Vec::new();
    every_help(&office, &[], &mut all);
    assert!(all.iter().any(|(path, _)| *path == ["collate", "units", "succeed"]), "as deep as they go");
    for (path, help) in &all {
        let usage =
            help.lines().find_map(|line| line.strip_prefix("用法：")).unwrap_or_else(|| panic!("{help}"));
        assert!(
            usage.starts_with(
                &["yuebao"].into_iter().chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
            ),
            "{usage}"
        );
        assert!(!help.contains("Usage") && !usage.contains("[OPTIONS]"), "{help}");
        let values =
            help.lines().skip_while(|line| *line != "参数：").skip(1).take_while(|line| !line.is_empty());
        let places: Vec<Option<usize>> = values
            .filter_map(|line| line.split_whitespace().next())
            .map(|value| usage.find(value.trim_matches(['[', ']'])))
            .collect();
        assert!(places.is_sorted(), "{help}");
    }
}

#[test]
fn the_version() {
    let version = concat!("yuebao ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(Office::new().run(["--version"]).done(), version);
    assert_eq!(Office::new().run(["-V"]).done(), version);
}
