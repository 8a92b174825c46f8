//! A session with a driver of WebDriver, and what goes over it.

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::time::Instant;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tauri::Url;
use tauri::http;
use tokio::runtime::{Builder, Runtime};

use crate::process::Process;
use crate::window::{LATEST, LOOK};

pub(crate) struct Driver {
    pub(crate) runtime: Runtime,
    pub(crate) client: Client,
    pub(crate) process: Process,
}

impl Driver {
    /// Starts a driver, and with it what it drives.
    pub(crate) fn start(mut driver: Command, (name, options): (&str, Value)) -> Self {
        let port = free_port();
        driver.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Process::start(&mut driver);
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let capabilities = Map::from_iter([(name.to_owned(), options)]);
        let client = runtime.block_on(connect(&format!("http://127.0.0.1:{port}"), capabilities));
        Self { runtime, client, process }
    }
}

/// A port at which nothing listens.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Asks for a session until the driver listens.
async fn connect(driver: &str, capabilities: Map<String, Value>) -> Client {
    let start = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        // Where the program ends at once, the driver never answers.
        match tokio::time::timeout(LATEST, builder.capabilities(capabilities.clone()).connect(driver)).await {
            Ok(Ok(client)) => return client,
            Ok(Err(error)) if start.elapsed() > LATEST => panic!("the window does not open: {error}"),
            Ok(Err(_)) => tokio::time::sleep(LOOK).await,
            Err(late) => panic!("the window does not open, the driver does not answer: {late}"),
        }
    }
}

/// A command of Chromium's tools for developers.
#[derive(Debug)]
pub(crate) struct Develop(Value);

impl Develop {
    pub(crate) fn new(command: &str, values: &Value) -> Self {
        Self(json!({ "cmd": command, "params": values }))
    }
}

impl WebDriverCompatibleCommand for Develop {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}
