//! A separate screen for trying a program, and checks of what it shows.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);

/// A screen that ends when this value is dropped.
pub(super) struct Screen {
    display: &'static str,
    server: Child,
}

impl Screen {
    pub(super) fn open(display: &'static str) -> Result<Self, String> {
        let server = start(Command::new("Xvfb").args([display, "-screen", "0", "1366x768x24"]))?;
        // It is ready as soon as it listens.
        thread::sleep(Duration::from_secs(1));
        Ok(Self { display, server })
    }

    /// Starts a program on this screen.
    pub(super) fn start(&self, command: &mut Command) -> Result<Program, String> {
        start(command.env("DISPLAY", self.display).env_remove("WAYLAND_DISPLAY")).map(Program)
    }

    /// Presses a key in the window with the keyboard focus.
    pub(super) fn press(&self, key: &str) {
        let _pressed = Command::new("xdotool").env("DISPLAY", self.display).args(["key", key]).status();
    }

    /// Waits for a window with a title, takes a picture, and returns whether the window appeared.
    pub(super) fn shows(&self, title: &str, picture: &Path) -> bool {
        let start = Instant::now();
        let mut seen = false;
        while !seen && start.elapsed() < PATIENCE {
            let mut search = Command::new("xdotool");
            search.env("DISPLAY", self.display).args(["search", "--onlyvisible", "--name", title]);
            seen = search.stderr(Stdio::null()).output().is_ok_and(|output| !output.stdout.is_empty());
            thread::sleep(Duration::from_millis(500));
        }
        // A window appears before its content.
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

/// A program that ends together with its screen.
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
