//! The help, word for word.

use crate::harness::Office;

#[test]
fn the_help_of_every_command() {
    let office = Office::new();
    let mut all = office.run(["--help"]).done();
    let commands: Vec<String> = all
        .lines()
        .skip_while(|line| *line != "命令：")
        .skip(1)
        .map_while(|line| line.split_whitespace().next().map(str::to_owned))
        .collect();
    for name in &commands {
        let help = office.run([name.as_str(), "--help"]).done();
        assert_eq!(help, office.run(["help", name]).done());
        assert_eq!(help, office.run([name, "-h"]).done());
        all.extend(["\n======== ", name, " ========\n", &help]);
    }
    insta::assert_snapshot!(all);
    assert_eq!(office.run(["help"]).done(), office.run(["-h"]).done());
}

#[test]
fn nothing_of_the_help_is_english() {
    let office = Office::new();
    for command in [
        "init", "unit", "opening", "set", "no-data", "date", "show", "check", "export", "backup", "restore",
        "pack", "unpack", "doctor", "forms", "help",
    ] {
        let help = office.run([command, "--help"]).done();
        for word in ["Usage", "Options", "Arguments", "Commands", "Print", "possible", "default", "Error"] {
            assert!(!help.contains(word), "{command}: {help}");
        }
    }
}

#[test]
fn the_version() {
    let version = concat!("yuebao ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(Office::new().run(["--version"]).done(), version);
    assert_eq!(Office::new().run(["-V"]).done(), version);
}
