//! How the page is opened: in the program itself, or in Chromium over the program's commands.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::chromium::ORIGIN;
use crate::driver::Driver;
use crate::page_server::{PORT, SERVES};
use crate::process::Process;
use crate::screen::Screen;
use crate::window::Window;

/// What shows the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The program itself, with the web view of Linux.
    WebKit,
    /// A browser with the engine of Windows' web view, over the program's commands.
    Chromium,
}

/// What shows the page, and how large the page is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engine {
    pub(crate) shown: Shown,
    page: (u32, u32),
}

/// What the window of the program leaves to its page on an office PC's screen.
const OFFICE: (u32, u32) = (1366, 740);
/// What is left of 1366 by 768 at 125 %.
const LAPTOP: (u32, u32) = (1093, 590);

impl Engine {
    pub(crate) const WEBKIT: Self = Self { shown: Shown::WebKit, page: OFFICE };
    pub(crate) const CHROMIUM: Self = Self { shown: Shown::Chromium, page: OFFICE };

    /// The same on a small laptop, the commonest in offices.
    pub(crate) const fn on_a_laptop(self) -> Self {
        Self { page: LAPTOP, ..self }
    }

    pub(crate) fn is_a_laptop(self) -> bool {
        self.page == LAPTOP
    }

    /// Opens the page and waits until it can be used.
    pub(crate) fn open(self, screen: &Screen) -> Window<'_> {
        self.open_with(screen, &[])
    }

    /// The same on a desktop that is set to dark.
    pub(crate) fn open_in_the_dark(self, screen: &Screen) -> Window<'_> {
        let window = self.open_with(screen, &[("GTK_THEME", "Adwaita:dark")]);
        if self.shown == Shown::Chromium {
            let dark = json!({ "name": "prefers-color-scheme", "value": "dark" });
            window.develop("Emulation.setEmulatedMedia", &json!({ "features": [dark] }));
        }
        window.wait_for("a dark page", "return matchMedia('(prefers-color-scheme: dark)').matches");
        window
    }

    /// The same with more in its environment.
    pub(crate) fn open_with<'screen>(
        self,
        screen: &'screen Screen,
        environment: &[(&str, &str)],
    ) -> Window<'screen> {
        let window = match self.shown {
            Shown::WebKit => Window::start(self, screen, environment, &[]),
            Shown::Chromium => Window::browse(self, screen, environment),
        };
        window.wait_for_page();
        if self.is_a_laptop() {
            window.resize(self.page.0, self.page.1);
        }
        window
    }
}

impl<'screen> Window<'screen> {
    /// Starts the program with a file, as the file manager does, and waits until its page can be used.
    pub(crate) fn open_with_file(screen: &'screen Screen, file: &Path) -> Self {
        let window = Self::start(Engine::WEBKIT, screen, &[], &[file.to_str().unwrap()]);
        window.wait_for_page();
        window
    }

    fn wait_for_page(&self) {
        self.wait_for("a page", "return performance.getEntriesByName('ready').length > 0");
        // The window of the program is made before it has its size. What is shown larger has fewer points across.
        let is_wide = "const shown = parseInt(document.querySelector('.size')?.textContent || '100');
            return innerWidth * shown / 100 > 1300";
        self.wait_for("its size", is_wide);
    }

    fn start(
        engine: Engine,
        screen: &'screen Screen,
        environment: &[(&str, &str)],
        arguments: &[&str],
    ) -> Self {
        let mut driver = screen.command("WebKitWebDriver");
        driver.env("TAURI_WEBVIEW_AUTOMATION", "true").envs(environment.iter().copied());
        let options = json!({ "binary": env!("CARGO_BIN_EXE_yuebao-desktop"), "args": arguments });
        let driver = Driver::start(driver, ("webkitgtk:browserOptions", options));
        Self { screen, engine, driver: Arc::new(driver), chromium: None, server: None }
    }

    fn browse(engine: Engine, screen: &'screen Screen, environment: &[(&str, &str)]) -> Self {
        let chromium = screen.display_with_chromium().chromium();
        let program = std::env::current_exe().unwrap();
        let mut server = screen.command(program.to_str().unwrap());
        server.args(["page_server::serve_the_page", "--exact", "--ignored", "--nocapture"]);
        server.env(PORT, chromium.port.to_string()).envs(environment.iter().copied());
        let (server, _) = Process::start_and_hear(&mut server, SERVES);
        let driver = Arc::clone(&chromium.driver);
        let window = Self { screen, engine, driver, chromium: Some(chromium), server: Some(server) };
        window.resize(OFFICE.0, OFFICE.1);
        // A page without the focus of its window may not use the clipboard.
        window.develop("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        window.drive("the page", window.driver.client.goto(ORIGIN));
        window
    }

    /// Nothing went wrong unseen, as long as the page had its commands.
    pub(crate) fn has_no_faults(&self) {
        if self.server.is_some() {
            let faults = self.script("return window.pageFaults", vec![]);
            assert_eq!(faults, Value::Array(vec![]), "something went wrong unseen");
        }
    }
}
