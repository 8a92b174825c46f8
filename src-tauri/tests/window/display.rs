//! What shows a story: an X server with a window manager and a session bus, and for the page in Chromium the browser. To start
//! them takes longer than most stories in Chromium, so that a story that went well leaves its display to a later one, with
//! nothing on it. A story of the program itself has its own.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

use crate::chromium::Chromium;
use crate::process::{Process, outliving};

/// Displays that wait for a story. More are never used at once.
static LEFT: Mutex<Vec<Display>> = Mutex::new(Vec::new());
const MOST_LEFT: usize = 8;

pub(crate) struct Display {
    size: &'static str,
    number: String,
    bus: String,
    chromium: Mutex<Option<Chromium>>,
    _processes: [Process; 3],
    home: TempDir,
}

impl Display {
    pub(crate) fn start(size: &'static str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut server = outliving("Xvfb", home.path());
        server.args(["-displayfd", "1", "-screen", "0", &format!("{size}x24"), "-nolisten", "tcp"]);
        let (server, number) = Process::start_and_listen(server.stderr(Stdio::null()));
        let number = format!(":{number}");
        let mut bus = outliving("dbus-daemon", home.path());
        bus.args(["--session", "--nofork", "--print-address=1"]).stderr(Stdio::null());
        let (bus_process, bus) = Process::start_and_listen(&mut bus);
        let mut manager = outliving("openbox", home.path());
        manager.env("DISPLAY", &number).env("HOME", home.path());
        let manager = Process::start(manager.stdout(Stdio::null()).stderr(Stdio::null()));
        let processes = [server, bus_process, manager];
        Self { size, number, bus, chromium: Mutex::new(None), _processes: processes, home }
    }

    /// A display of that size that an earlier story left.
    pub(crate) fn left(size: &str) -> Option<Self> {
        let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
        let at = left.iter().position(|display| display.size == size)?;
        Some(left.swap_remove(at))
    }

    /// Leaves it to a later story, where it has a Chromium.
    pub(crate) fn leave(self) {
        let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
        let has_chromium = self.chromium.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if has_chromium && left.len() < MOST_LEFT {
            left.push(self);
        }
    }

    /// What programs on it are told.
    pub(crate) fn environment(&self) -> [(&'static str, &str); 4] {
        [
            ("DISPLAY", &self.number),
            ("DBUS_SESSION_BUS_ADDRESS", &self.bus),
            ("LANG", "C.UTF-8"),
            ("NO_AT_BRIDGE", "1"),
        ]
    }

    /// The Chromium that an earlier window left, or a new one.
    pub(crate) fn chromium(&self) -> Chromium {
        let left = self.chromium.lock().unwrap_or_else(PoisonError::into_inner).take();
        left.unwrap_or_else(|| Chromium::start(self))
    }

    /// Keeps it for the next window.
    pub(crate) fn keep(&self, chromium: Chromium) {
        *self.chromium.lock().unwrap_or_else(PoisonError::into_inner) = Some(chromium);
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// A program on it that no story owns.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = outliving(program, self.home());
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("HOME", self.home()).env("XDG_RUNTIME_DIR", self.home()).envs(self.environment());
        command
    }
}
