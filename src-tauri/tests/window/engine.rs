//! How the page is opened: in the program itself, or in Chromium over the program's commands.

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::time::Instant;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tauri::Url;
use tauri::http;

use crate::screen::{Process, Screen};
use crate::window::{LATEST, LOOK, Window};

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
            Shown::WebKit => Window::start(self, screen, environment),
            Shown::Chromium => Window::browse(self, screen, environment),
        };
        window.wait_for("a page", "return performance.getEntriesByName('ready').length > 0");
        // The window of the program is made before it has its size. What is shown larger has fewer points across.
        let is_wide = "const shown = parseInt(document.querySelector('.size')?.textContent || '100');
            return innerWidth * shown / 100 > 1300";
        window.wait_for("its size", is_wide);
        if self.is_a_laptop() {
            window.resize(self.page.0, self.page.1);
        }
        window
    }
}

impl<'screen> Window<'screen> {
    fn start(engine: Engine, screen: &'screen Screen, environment: &[(&str, &str)]) -> Self {
        let mut driver = screen.command("WebKitWebDriver");
        driver.env("TAURI_WEBVIEW_AUTOMATION", "true").envs(environment.iter().copied());
        let options = json!({ "binary": env!("CARGO_BIN_EXE_yuebao-desktop"), "args": [] });
        Self::drive_with(engine, screen, driver, ("webkitgtk:browserOptions", options), None)
    }

    fn browse(engine: Engine, screen: &'screen Screen, environment: &[(&str, &str)]) -> Self {
        let program = std::env::current_exe().unwrap();
        let mut server = screen.command(program.to_str().unwrap());
        server.args(["page_server::serve_the_page", "--exact", "--ignored", "--nocapture"]);
        let (server, port) = Process::start_and_hear(server.envs(environment.iter().copied()), "port ");
        let hosts = ["tauri", "ipc"].map(|name| format!("MAP {name}.localhost:80 127.0.0.1:{port}"));
        let options = json!({
            "args": [
                format!("--host-resolver-rules={}", hosts.join(",")),
                format!("--user-data-dir={}", screen.home().join("chromium").display()),
                "--kiosk", "--no-first-run", "--no-sandbox", "--disable-dev-shm-usage", "--ozone-platform=x11",
                "--disable-background-networking", "--password-store=basic",
            ],
        });
        let driver = screen.command("chromedriver");
        let option = ("goog:chromeOptions", options);
        let window = Self::drive_with(engine, screen, driver, option, Some(server));
        window.resize(OFFICE.0, OFFICE.1);
        // A page without the focus of its window may not use the clipboard.
        window.develop("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        window.drive("the page", window.client.goto("http://tauri.localhost/"));
        window
    }

    fn drive_with(
        engine: Engine,
        screen: &'screen Screen,
        mut driver: Command,
        (name, options): (&str, Value),
        server: Option<Process>,
    ) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        driver.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver = Process::start(&mut driver);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let capabilities = serde_json::Map::from_iter([(name.to_owned(), options)]);
        let client = runtime.block_on(connect(&format!("http://127.0.0.1:{port}"), capabilities));
        Self { screen, engine, runtime, client, driver, server }
    }

    /// Nothing went wrong unseen, as long as the page had its commands.
    pub(crate) fn has_no_faults(&self) {
        if self.server.is_some() {
            let faults = self.script("return window.pageFaults", vec![]);
            assert_eq!(faults, Value::Array(vec![]), "something went wrong unseen");
        }
    }
}

/// A command of Chromium's tools for developers.
#[derive(Debug)]
pub(crate) struct Develop(pub(crate) Value);

impl WebDriverCompatibleCommand for Develop {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}

/// Asks for a session until the driver listens.
async fn connect(driver: &str, capabilities: serde_json::Map<String, Value>) -> Client {
    let start = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(capabilities.clone()).connect(driver).await {
            Ok(client) => return client,
            Err(error) if start.elapsed() > LATEST => panic!("the window does not open: {error}"),
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    }
}
