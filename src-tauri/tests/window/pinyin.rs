//! A real input method for the real window: libpinyin under `IBus`, with its window of candidates, and keys and presses that come
//! from the X server, because those of a driver pass an input method by.

use std::fs;
use std::process::Stdio;

use serde_json::json;

use crate::process::Process;
use crate::screen::{Screen, in_time};
use crate::window::Window;

/// What GTK is told, so that a window uses it.
const USED: (&str, &str) = ("GTK_IM_MODULE", "ibus");
/// Each key waits for the input method, which in this mode does not notice a press of the mouse itself.
const SYNCHRONOUS: (&str, &str) = ("IBUS_ENABLE_SYNC_MODE", "1");
/// Settings come from a file: nobody has to run for them.
const GSETTINGS: (&str, &str) = ("GSETTINGS_BACKEND", "keyfile");
/// The pinyin method is the only one, and Shift with the space bar switches between half and full width.
const SETTINGS: &str = "[desktop/ibus/general]
preload-engines=['libpinyin']
use-global-engine=true
[com/github/libpinyin/ibus-libpinyin/libpinyin]
letter-switch='<Shift>space'
";
/// What has the candidates in it.
const CANDIDATES: &str = "ibus-ui-gtk3";
const WINDOW: &str = "山城月报";

/// An input method that is on, for every window that is opened on the screen.
pub(crate) struct Pinyin<'screen> {
    screen: &'screen Screen,
    _daemon: Process,
}

impl<'screen> Pinyin<'screen> {
    pub(crate) fn start(screen: &'screen Screen) -> Self {
        for program in ["/usr/bin/ibus-daemon", "/usr/share/ibus/component/libpinyin.xml"] {
            assert!(
                fs::exists(program).unwrap(),
                "no input method here: {program} is missing. `cargo xtask test packages` installs ibus and ibus-libpinyin"
            );
        }
        let settings = screen.home().join(".config/glib-2.0/settings");
        fs::create_dir_all(&settings).unwrap();
        yuebao::output::write_file(&settings.join("keyfile"), SETTINGS.as_bytes()).unwrap();
        let mut daemon = screen.command("ibus-daemon");
        daemon.envs([GSETTINGS]).args(["--replace", "--config=/usr/libexec/ibus-memconf"]);
        let daemon = Process::start(daemon.stdout(Stdio::null()).stderr(Stdio::null()));
        let is_on = || {
            let engine = screen.command("ibus").arg("engine").output().unwrap();
            engine.stdout.trim_ascii() == b"libpinyin"
        };
        assert!(in_time(is_on), "the pinyin method does not come up");
        Self { screen, _daemon: daemon }
    }

    /// Opens the window of the program with it.
    pub(crate) fn open(&self) -> Window<'screen> {
        Window::open_with(self.screen, &[USED, GSETTINGS])
    }

    /// The same in the other of its two modes.
    pub(crate) fn open_synchronously(&self) -> Window<'screen> {
        Window::open_with(self.screen, &[USED, GSETTINGS, SYNCHRONOUS])
    }

    fn xdotool(&self, arguments: &[&str]) -> Option<String> {
        let done = self.screen.command("xdotool").args(arguments).output().unwrap();
        done.status.success().then(|| String::from_utf8(done.stdout).unwrap())
    }

    /// Strikes keys, as `xdotool key` names them.
    pub(crate) fn strike(&self, keys: &[&str]) {
        let struck =
            self.screen.command("xdotool").args(["key", "--delay", "20"]).args(keys).status().unwrap();
        assert!(struck.success());
    }

    /// Strikes a letter, and waits until candidates are offered for it. After more of them nobody could tell whether the
    /// candidates are those of all.
    #[track_caller]
    pub(crate) fn compose(&self, letter: &str) {
        self.strike(&[letter]);
        // The window with the candidates grows until all are in it.
        let mut last = None;
        let rests = || {
            let now = self.candidates();
            now.is_some() && std::mem::replace(&mut last, now.clone()) == now
        };
        assert!(in_time(rests), "no candidates are offered for {letter}");
    }

    /// The window with the candidates, and its height.
    fn candidates(&self) -> Option<(String, u32)> {
        let window = self.xdotool(&["search", "--onlyvisible", "--class", CANDIDATES])?;
        let window = window.lines().next()?.to_owned();
        let geometry = self.xdotool(&["getwindowgeometry", "--shell", &window])?;
        let height = geometry.lines().find_map(|line| line.strip_prefix("HEIGHT="))?.parse().ok()?;
        Some((window, height))
    }

    /// Waits until nothing is composed any more.
    #[track_caller]
    pub(crate) fn wait_until_done(&self) {
        let is_done = in_time(|| self.candidates().is_none());
        if !is_done {
            self.screen.shot("failed");
        }
        assert!(is_done, "candidates are still offered; target/screenshots/failed.png shows the screen");
    }

    /// Takes the first candidate with the mouse.
    pub(crate) fn press_first(&self) {
        let (window, height) = self.candidates().unwrap();
        // They stand in a row at the bottom, the first one on the left.
        let place = (height - 16).to_string();
        self.press_at(&window, "35", &place);
    }

    /// Presses on a part of the page with the mouse.
    pub(crate) fn press(&self, page: &Window<'_>, selector: &str) {
        let script = "const part = document.querySelector(arguments[0]);
            part.scrollIntoView({ block: 'nearest' });
            const box = part.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2].map((place) => String(Math.round(place)))";
        let place = page.script(script, vec![json!(selector)]);
        let window = self.xdotool(&["search", "--onlyvisible", "--name", WINDOW]).unwrap();
        self.press_at(window.trim(), place[0].as_str().unwrap(), place[1].as_str().unwrap());
    }

    fn press_at(&self, window: &str, x: &str, y: &str) {
        assert!(self.xdotool(&["mousemove", "--window", window, x, y, "click", "1"]).is_some());
    }
}
