//! File systems of a test's own, mounted in a name space of the child's, so that nothing of it outlives the test.

use std::process::Command;

use super::{Office, Ran};

/// Runs a shell script where it may mount. `None` where this system lets nobody do so.
pub(crate) fn mounting(office: &Office, script: &str) -> Option<Ran> {
    let spaces = [&["--mount"][..], &["--user", "--map-root-user", "--mount"]];
    let allowed = |space: &&[&str]| {
        let trial =
            Command::new("unshare").args(*space).args(["mount", "-t", "tmpfs", "trial", "/mnt"]).output();
        trial.is_ok_and(|trial| trial.status.success())
    };
    let Some(space) = spaces.into_iter().find(allowed) else {
        eprintln!("not tested: this system lets no test mount a file system");
        return None;
    };
    let program = office.command([]);
    let mut command = Command::new("unshare");
    command.args(space).args(["sh", "-euc", script]).env("YUEBAO", program.get_program());
    for (name, value) in program.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    Some(Ran::from(command.output().unwrap()))
}
