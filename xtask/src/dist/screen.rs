//! A screen of its own for a program to be tried on, and what is to be seen there.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);

/// A screen that is gone when this is.
pub(super) struct Screen {
    display: &'static str,
    server: Child,
}

impl Screen {
    pub(super) fn open(display: &'static str) -> Result<Self, String> {
        let server = start(Command::new("Xvfb").args([display, "-screen", "0", "1366x768x24"]))?;
        // It answers as soon as it listens.
        thread::sleep(Duration::from_secs(1));
        Ok(Self { display, server })
    }

    /// Starts a program on it.
    pub(super) fn start(&self, command: &mut Command) -> Result<Program, String> {
        start(command.env("DISPLAY", self.display).env_remove("WAYLAND_DISPLAY")).map(Program)
    }

    /// Waits for a window with such a title, takes a picture, and tells whether the window was there.
    pub(super) fn shows(&self, title: &str, picture: &Path) -> bool {
        let start = Instant::now();
        let mut seen = false;
        while !seen && start.elapsed() < PATIENCE {
            let mut search = Command::new("xdotool");
            search.env("DISPLAY", self.display).args(["search", "--onlyvisible", "--name", title]);
            seen = search.stderr(Stdio::null()).output().is_ok_and(|output| !output.stdout.is_empty());
            thread::sleep(Duration::from_millis(500));
        }
        // A window comes before what is in it.
        thread::sleep(Duration::from_secs(3));
        let mut import = Command::new("import");
        let _taken = import.args(["-display", self.display, "-window", "root"]).arg(picture).status();
        seen
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end(&mut self.server);
    }
}

/// A program that ends with the screen it is on.
pub(super) struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        end(&mut self.0);
    }
}

fn start(command: &mut Command) -> Result<Child, String> {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.spawn().map_err(|error| format!("无法运行 {}：{error}", command.get_program().display()))
}

fn end(child: &mut Child) {
    let _gone = child.kill().and_then(|()| child.wait());
}
