//! Programs that a test starts, and that end with it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::screen::in_time;

/// A process that ends with its owner, together with whatever it started.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        Self(command.process_group(0).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}")))
    }

    /// Starts a program that says in its first line how it can be reached.
    pub(crate) fn start_and_listen(command: &mut Command) -> (Self, String) {
        Self::start_and_hear(command, "")
    }

    /// The same with a program whose line begins with these words; what it says before is passed over.
    pub(crate) fn start_and_hear(command: &mut Command, words: &str) -> (Self, String) {
        let mut process = Self::start(command.stdout(Stdio::piped()));
        let mut said = BufReader::new(process.0.stdout.take().unwrap());
        let mut lines = said.by_ref().lines().map(Result::unwrap);
        let line = lines.find_map(|line| Some(line.strip_prefix(words)?.trim().to_owned()));
        // Whatever it says later has somewhere to go.
        process.0.stdout = Some(said.into_inner());
        (process, line.unwrap_or_else(|| panic!("{command:?} ended without “{words}”")))
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let all = with_children(self.0.id());
        let group = format!("-{}", self.0.id());
        let _killed = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _reaped = self.0.wait();
        // A program that is started while the one before still has its name on the bus takes itself for the second.
        let _gone = in_time(|| !all.iter().any(|&process| is_running(process)));
    }
}

/// Whether a thread of a process runs. One that has ended is listed until somebody asks how it ended, and the first may end
/// before those that still hold what the process had.
fn is_running(process: u32) -> bool {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let mut states = tasks.filter_map(|task| fs::read_to_string(task.path().join("stat")).ok());
    states.any(|state| state.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X'])))
}

/// A program that no single test owns. It ends at the latest with the run, whichever way that ends, and its folder is gone then:
/// the shell that started it notices that nobody holds its input any more.
pub(crate) fn outliving(program: &str, folder: &Path) -> Command {
    let script = r#"folder=$1; shift; "$@" & read -r _; trap : TERM; kill -TERM 0; wait; rm -rf -- "$folder"; kill -KILL 0"#;
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh"]).arg(folder).arg(program).stdin(Stdio::piped());
    command
}

/// A process and all that it started.
pub(crate) fn with_children(process: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<u32> = children
        .flat_map(|line| line.split_whitespace().filter_map(|one| one.parse().ok()).collect::<Vec<_>>())
        .collect();
    [process].into_iter().chain(children.into_iter().flat_map(with_children)).collect()
}
