//! A screen and a home with the program's data, both of one test and gone with it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use yuebao::session::{Now, Session, Texts};
use yuebao::unit::{Unit, UnitKind};

use crate::display::Display;
use crate::window::{LATEST, LOOK};

/// The day on which everything in these tests happens.
pub(crate) const NOW: &str = "2022-03-20T09:00:00+08:00";

pub(crate) struct Screen {
    home: TempDir,
    size: &'static str,
    display: OnceLock<Display>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(display) = self.display.take().filter(|_| !thread::panicking()) {
            display.leave();
        }
    }
}

impl Screen {
    /// An office PC's screen, 1366 by 768, with nothing entered yet.
    pub(crate) fn new() -> Self {
        Self::of_size("1366x768")
    }

    /// A large screen, 1920 by 1080, on which the first start is finished.
    pub(crate) fn large() -> Self {
        Self::of_size("1920x1080").with_a_unit()
    }

    fn of_size(size: &'static str) -> Self {
        Self { home: tempfile::tempdir().unwrap(), size, display: OnceLock::new() }
    }

    /// What shows it, new for whoever asks first.
    pub(crate) fn display(&self) -> &Display {
        self.display.get_or_init(|| Display::start(self.size))
    }

    /// The same with a Chromium on it; one that an earlier story is done with serves again.
    pub(crate) fn display_with_chromium(&self) -> &Display {
        self.display.get_or_init(|| Display::left(self.size).unwrap_or_else(|| Display::start(self.size)))
    }

    /// The first start is finished: 龙沙镇, from January 2022.
    pub(crate) fn begun() -> Self {
        Self::new().with_a_unit()
    }

    fn with_a_unit(self) -> Self {
        self.session().begin(now(), unit(), Texts::new()).unwrap();
        self
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.home().join("data")
    }

    /// The same data as another program sees it.
    pub(crate) fn session(&self) -> Session {
        Session::open(&self.data()).unwrap()
    }

    /// What is on the disk in the 当月 cell of a figure.
    pub(crate) fn saved(&self, month: &str, figure: &str) -> String {
        let sheet = self.session().reports().sheet(month.parse().unwrap()).unwrap();
        sheet.cell(figure.parse().unwrap()).unwrap().month.text()
    }

    /// A program on this screen, in this home, on this day.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", self.path())
            .env("HOME", self.home())
            .env("XDG_RUNTIME_DIR", self.home())
            .envs(self.display().environment())
            .env("YUEBAO_DATA", self.data())
            .env("YUEBAO_NOW", NOW)
            .current_dir(self.home());
        command
    }

    fn path(&self) -> OsString {
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.home().join("bin")).chain(std::env::split_paths(&rest));
        std::env::join_paths(folders).unwrap()
    }

    /// Puts a program of that name before the system's, which only notes what it is given.
    pub(crate) fn stand_in(&self, program: &str) {
        let note = self.home().join(program);
        self.put_before(program, &format!("printf '%s\\n' \"$@\" > '{}'", note.display()));
    }

    /// Puts a program of that name before the system's, which does nothing but fail.
    pub(crate) fn stand_in_that_fails(&self, program: &str) {
        self.put_before(program, "exit 1");
    }

    fn put_before(&self, program: &str, script: &str) {
        let folder = self.home().join("bin");
        fs::create_dir_all(&folder).unwrap();
        let mut options = File::options();
        let mut file = options.write(true).create_new(true).mode(0o755).open(folder.join(program)).unwrap();
        file.write_all(format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
    }

    /// What a stand-in was given, once it was called.
    pub(crate) fn given(&self, program: &str) -> Option<String> {
        fs::read_to_string(self.home().join(program)).ok().filter(|given| given.ends_with('\n'))
    }

    /// Presses keys on whatever is in front, as `xdotool key` names them.
    pub(crate) fn press(&self, keys: &[&str]) {
        let pressed = self.command("xdotool").args(["key", "--clearmodifiers"]).args(keys).status().unwrap();
        assert!(pressed.success());
    }

    /// Asks the window manager to close the window of that title, as soon as it knows of it.
    pub(crate) fn close_window(&self, title: &str) {
        let asked = || self.command("wmctrl").args(["-c", title]).status().unwrap().success();
        assert!(in_time(asked), "the window manager does not know “{title}”");
    }

    /// Brings the window of that title to the front.
    pub(crate) fn activate(&self, title: &str) {
        let active = || self.command("wmctrl").args(["-a", title]).status().unwrap().success();
        assert!(in_time(active), "the window manager does not know “{title}”");
    }

    /// Names a file in the system's dialog of that title.
    pub(crate) fn choose(&self, title: &str, file: &Path) {
        assert!(self.has_window(title), "the system's dialog “{title}” comes up");
        self.copy(file.to_str().unwrap());
        self.press(&["ctrl+l"]);
        self.press(&["ctrl+v"]);
        // The dialog takes the key only when it has read the folder.
        for _ in 0..20 {
            self.press(&["Return"]);
            thread::sleep(Duration::from_millis(500));
            if !self.shows_window(title) {
                return;
            }
        }
        panic!("“{title}” does not take {}", file.display());
    }

    /// Waits for a window of that title to be on the screen; false if none comes.
    pub(crate) fn has_window(&self, title: &str) -> bool {
        // Asked again and again: one search that waits gives up where a window goes while it looks.
        in_time(|| self.shows_window(title))
    }

    /// Whether a window of that title is on the screen now.
    pub(crate) fn shows_window(&self, title: &str) -> bool {
        let mut command = self.command("xdotool");
        command.args(["search", "--onlyvisible", "--name", title]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    }

    /// Puts a text on the clipboard, as a spreadsheet program would.
    pub(crate) fn copy(&self, text: &str) {
        let mut command = self.command("xclip");
        command.args(["-selection", "clipboard", "-in"]).stdin(Stdio::piped());
        let mut clipboard = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        clipboard.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(clipboard.wait().unwrap().success());
        // It goes on in the background, and there takes the clipboard over.
        let holds = || {
            let mut command = self.command("xclip");
            command.args(["-selection", "clipboard", "-out"]).output().unwrap().stdout == text.as_bytes()
        };
        assert!(in_time(holds), "the clipboard holds {text:?}");
    }

    /// Keeps a picture of the whole screen under `target/screenshots`.
    pub(crate) fn shot(&self, name: &str) {
        let file = pictures().join(format!("{name}.png"));
        // A window has few colours, and the manual carries its pictures in the program.
        let few = ["-window", "root", "+dither", "-colors", "256"];
        let file = format!("PNG8:{}", file.display());
        let taken = self.command("import").args(few).arg(&file).status().unwrap();
        assert!(taken.success());
    }
}

/// Whether something comes to hold before it is too late.
pub(crate) fn in_time(mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while !holds() {
        if start.elapsed() > LATEST {
            return false;
        }
        thread::sleep(LOOK);
    }
    true
}

/// Whether stories leave pictures. To take them is a tenth of the work of a run, and a run that only tests has nobody to look.
pub(crate) fn pictures_are_wanted() -> bool {
    std::env::var_os("YUEBAO_PICTURES").is_some()
}

/// Where pictures of the window are kept.
fn pictures() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("screenshots");
    fs::create_dir_all(&target).unwrap();
    target
}

pub(crate) fn now() -> Now {
    NOW.parse().unwrap()
}

pub(crate) fn unit() -> Unit {
    Unit {
        name: "龙沙镇".into(),
        kind: UnitKind::from("township"),
        person: "张三".into(),
        phone: "58136197".into(),
        first_month: "2022-01".parse().unwrap(),
        restart_each_year: false,
    }
}

/// `"1a=120 2a=3.5"` as texts for figures.
pub(crate) fn texts(items: &str) -> Texts {
    let items = items.split(' ').filter_map(|item| item.split_once('='));
    items.map(|(figure, text)| (figure.parse().unwrap(), text.to_owned())).collect()
}
