//! Running other programs; an error message contains the command, to be pasted into a terminal.
//!
//! Which program to run, and when, is decided elsewhere.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// The same cargo that started us, in the top folder.
pub(crate) fn cargo(top: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(top);
    command
}

/// The same, with Clippy compiling our own code and turning warnings into errors. So the code is checked and
/// tested in one build; `cargo clippy` would read every dependency again, for minutes.
pub(crate) fn cargo_with_clippy(top: &Path) -> Command {
    let mut command = cargo(top);
    // Does the same as cargo clippy: each of its arguments ends with this marker.
    command.env("RUSTC_WORKSPACE_WRAPPER", CLIPPY).env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
    command
}

const CLIPPY: &str = "clippy-driver";

/// Runs a program to its end and shows its output. It gets no input: in CI nothing may wait for an answer.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` 没有成功（{status}）", line(command))) }
}

/// Runs a program and returns its output; its error output is shown at once.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        // cargo test prints failures on the standard output.
        print!("{}", String::from_utf8_lossy(&output.stdout));
        Err(format!("`{}` 没有成功（{}）", line(command), output.status))
    }
}

/// Whether a program runs without an error; its output is ignored.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a program exists and prints something.
pub(crate) fn prints_something(program: &str, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output();
    output.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
}

/// Whether a folder of PATH contains a program with that name.
pub(crate) fn has_program(name: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(name).is_file())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("无法运行 `{}`：{error}。请确认已安装并在 PATH 里。", line(command))
}

/// The command as a person would type it: the program without its folder, which differs between machines.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let problem = run(Command::new("no-such-program").arg("--now")).unwrap_err();
        assert!(problem.contains("`no-such-program --now`"), "{problem}");
    }

    #[test]
    fn what_clippy_warns_of_is_refused() {
        let compile = |text: &str| {
            let cargo = cargo_with_clippy(Path::new("."));
            let mut clippy = Command::new(CLIPPY);
            clippy.envs(cargo.get_envs().filter_map(|(name, value)| Some((name, value?))));
            clippy.args(["rustc", "--crate-type=lib", "--emit=metadata", "-o", "-", "-"]);
            let mut clippy =
                clippy.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            clippy.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
            clippy.wait_with_output().unwrap()
        };
        assert!(compile("pub fn same(number: u8) -> u8 { number }").status.success());
        let refused = compile("pub fn same(number: u8) -> u8 { return number; }");
        assert!(!refused.status.success());
        assert!(String::from_utf8_lossy(&refused.stderr).contains("needless_return"), "{refused:?}");
    }

    #[test]
    fn a_command_is_shown_without_its_folder() {
        assert_eq!(line(Command::new("bin/cargo").args(["fmt", "--all"])), "cargo fmt --all");
    }
}
