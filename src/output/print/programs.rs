//! Running the system's programs. Which program to run is decided elsewhere.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// How often a started program is checked; one that cannot open its file ends within this time.
const LOOKS: u32 = 20;
const LOOK: Duration = Duration::from_millis(50);

/// A program with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its name, which is searched in the system's path.
    pub program: &'static str,
    pub arguments: Vec<OsString>,
    /// An additional environment variable.
    pub environment: Option<(&'static str, OsString)>,
}

impl Call {
    pub(super) fn new<const COUNT: usize>(program: &'static str, arguments: [&str; COUNT]) -> Self {
        Self { program, arguments: arguments.map(OsString::from).into(), environment: None }
    }

    pub(super) fn with(self, variable: &'static str, value: impl Into<OsString>) -> Self {
        Self { environment: Some((variable, value.into())), ..self }
    }
}

/// The part of the system that printing needs; tests replace it.
pub trait Programs {
    /// Runs a program to its end and returns its output; `None` if it does not exist or failed.
    fn finish(&self, call: &Call) -> Option<String>;
    /// Starts a program that may stay open. False if it does not exist or ended with an error at once.
    fn start(&self, call: &Call) -> bool;
}

/// The programs of this computer.
#[derive(Clone, Copy, Debug)]
pub struct System;

impl Programs for System {
    fn finish(&self, call: &Call) -> Option<String> {
        let output = command(call).stdout(Stdio::piped()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn start(&self, call: &Call) -> bool {
        command(call).stdout(Stdio::null()).spawn().is_ok_and(stays)
    }
}

fn command(call: &Call) -> Command {
    let mut command = Command::new(call.program);
    command.args(&call.arguments).envs(call.environment.clone());
    command.stdin(Stdio::null()).stderr(Stdio::null());
    #[cfg(windows)]
    {
        // Prevents a console window next to the form.
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
    }
    command
}

/// Whether a program has opened its file: it ended without an error, or it is still running after a while.
fn stays(mut child: Child) -> bool {
    for _ in 0..LOOKS {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(LOOK),
            Err(error) => return error.kind() == ErrorKind::Interrupted,
        }
    }
    // Somebody must wait for its end, or it stays in the process table while the window is open.
    thread::spawn(move || child.wait());
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_prints_is_taken_only_if_it_is_content() {
        assert_eq!(System.finish(&Call::new("printf", ["%s", "A4; $HOME"])).as_deref(), Some("A4; $HOME"));
        assert_eq!(System.finish(&Call::new("false", [])), None);
        assert_eq!(System.finish(&Call::new("no-such-program", [])), None);
        let shell = Call::new("sh", ["-c", "printf %s \"$FILE\""]).with("FILE", "三月.pdf");
        assert_eq!(System.finish(&shell).as_deref(), Some("三月.pdf"));
    }

    #[test]
    fn a_program_that_gives_up_at_once_has_opened_nothing() {
        assert!(System.start(&Call::new("true", [])));
        assert!(!System.start(&Call::new("false", [])));
        assert!(!System.start(&Call::new("no-such-program", [])));
    }
}
