//! A Chromium that shows the page of one story after the other, each in a tab of its own.

use std::sync::Arc;

use fantoccini::error::CmdError;
use serde_json::json;

use crate::display::Display;
use crate::driver::{Develop, Driver, free_port};

/// Where the page stands.
pub(crate) const ORIGIN: &str = "http://tauri.localhost";

#[derive(Clone)]
pub(crate) struct Chromium {
    pub(crate) driver: Arc<Driver>,
    /// The port at which it looks for the page and for the commands.
    pub(crate) port: u16,
}

impl Chromium {
    pub(crate) fn start(display: &Display) -> Self {
        let port = free_port();
        let hosts = ["tauri", "ipc"].map(|name| format!("MAP {name}.localhost:80 127.0.0.1:{port}"));
        let options = json!({
            // Else a bar about the test lies over the page, also in the pictures of the manual.
            "excludeSwitches": ["enable-automation"],
            "args": [
                format!("--host-resolver-rules={}", hosts.join(",")),
                format!("--user-data-dir={}", display.home().join("chromium").display()),
                "--kiosk", "--no-first-run", "--no-sandbox", "--disable-dev-shm-usage", "--ozone-platform=x11",
                "--disable-background-networking", "--password-store=basic",
            ],
        });
        let driver = Driver::start(display.command("chromedriver"), ("goog:chromeOptions", options));
        Self { driver: Arc::new(driver), port }
    }

    /// Shows an empty tab, and has nothing of the page any more.
    pub(crate) fn forget(&self) -> Result<(), CmdError> {
        let client = &self.driver.client;
        self.driver.runtime.block_on(async {
            client.release_actions().await?;
            let tab = client.new_window(true).await?.handle;
            client.close_window().await?;
            client.switch_to_window(tab).await?;
            let all = json!({ "origin": ORIGIN, "storageTypes": "all" });
            client.issue_cmd(Develop::new("Storage.clearDataForOrigin", &all)).await?;
            Ok(())
        })
    }
}
