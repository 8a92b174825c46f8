//! The one entry point for people and CI: `cargo xtask …`.
//!
//! Everything that a developer or CI does with this repository starts here, so that both do the same. It uses
//! the standard library alone: it must compile in seconds, on a machine where nothing else is installed yet.
//! No product code belongs here.

mod bench;
mod checks;
mod circles;
mod command;
mod deny;
mod display;
mod dist;
mod features;
mod files;
mod icons;
mod install;
mod licences;
mod newer_features;
mod notice_words;
mod packages;
mod pictures;
mod repository;
mod shell;
mod steps;
mod tools;
mod types;
mod ui;

use std::path::Path;
use std::process::ExitCode;

use command::{Command, HELP};
use packages::Need;
use steps::Step;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    match Command::parse(&arguments).and_then(obey) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\n✗ {problem}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<(), String> {
    if matches!(command, Command::Help) {
        print!("{HELP}");
        return Ok(());
    }
    let top = repository::top()?;
    match command {
        Command::Help => Ok(()),
        Command::Run(arguments) => start(&top, &arguments),
        Command::Test(chosen) => {
            let chosen = if chosen.is_empty() { Step::TEST.to_vec() } else { chosen };
            steps::run(&top, &chosen, Need::Test)
        }
        Command::Check => steps::run(&top, &Step::CHECK, Need::Check),
        Command::Bench => bench::run(&top),
        Command::Types => types::regenerate(&top),
        Command::Pictures => pictures::take(&top),
        Command::Icons => icons::make(&top),
        Command::Licences => licences::write(&top),
        Command::Deny => deny::run(&top),
        Command::Dist(product, test) => dist::make(&top, product, test),
    }
}

fn start(top: &Path, arguments: &[std::ffi::OsString]) -> Result<(), String> {
    display::ensure()?;
    install::ensure(Need::Run)?;
    let mut cargo = shell::cargo(top);
    cargo.args(["run", "--bin", "yuebao-desktop", "--"]).args(arguments);
    shell::run(&mut cargo)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn without_a_display_nothing_is_built() {
        // In a separate process, because it changes the environment.
        let mut process = Command::new(std::env::current_exe().unwrap());
        process.args(["--ignored", "--exact", "tests::starts", "--nocapture"]);
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"] {
            process.env_remove(name);
        }
        let output = process.env("CARGO", "no-such-cargo").output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && told.contains("这里没有图形界面"), "{output:?}");
        assert!(!told.contains("no-such-cargo"), "{told}");
    }

    #[test]
    #[ignore = "the test above runs it"]
    fn starts() {
        println!("{}", start(Path::new("."), &[]).unwrap_err());
    }
}
