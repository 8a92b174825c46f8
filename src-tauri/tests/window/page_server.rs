//! The page over HTTP, for a browser that is no part of the program: Tauri's mock runtime with the real commands, at
//! the addresses that the page has on Windows, where the web view is Chromium too. What it serves is what the program
//! carries, with the headers that Tauri would send; only the shell's own object is put in by `stand_in.js`.

use std::collections::VecDeque;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{AppHandle, Listener as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tokio::net::TcpListener;
use yuebao::output::print::{PrintError, Printed};
use yuebao::session::File;
use yuebao_desktop::{App, Desktop, commands};

use crate::window::LOOK;

/// Stands in for what Tauri puts into the page.
const STAND_IN: &str = include_str!("page_server/stand_in.js");

/// The page asks again for events after this time.
const LATEST_EVENT: Duration = Duration::from_secs(20);

/// A file in the home, in which a story writes what the officer chooses in a dialog; nothing in it is 取消.
pub(crate) const CHOSEN: &str = "chosen";

/// The desktop of a story: what is asked of it is noted, and what is chosen in a dialog comes from the story.
struct Desk {
    home: PathBuf,
}

impl Desk {
    fn note(&self, what: &str) {
        let mut options = fs::File::options();
        let mut file = options.create(true).append(true).open(self.home.join("asked")).unwrap();
        writeln!(file, "{what}").unwrap();
    }

    /// Waits until the story has chosen, as a dialog does.
    fn chosen(&self, asked: &str) -> Option<PathBuf> {
        self.note(asked);
        let answer = self.home.join(CHOSEN);
        loop {
            if let Ok(path) = fs::read_to_string(&answer) {
                fs::remove_file(&answer).unwrap();
                return Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty());
            }
            thread::sleep(LOOK);
        }
    }
}

impl Desktop for Desk {
    fn choose_save(&self, _: Option<&Path>, name: &str) -> Option<PathBuf> {
        let chosen = self.chosen(&format!("save {name}"))?;
        Some(if chosen.is_dir() { chosen.join(name) } else { chosen })
    }

    fn choose_open(&self, title: &str, _: (&str, &[&str]), _: Option<&Path>) -> Option<PathBuf> {
        self.chosen(&format!("open {title}"))
    }

    fn choose_open_many(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Vec<PathBuf> {
        self.choose_open(title, kind, folder).into_iter().collect()
    }

    fn choose_folder(&self, title: &str) -> Option<PathBuf> {
        self.chosen(&format!("folder {title}"))
    }

    fn warn(&self, sentence: &str) {
        self.note(&format!("warn {sentence}"));
    }

    fn reveal(&self, path: &Path) -> bool {
        self.note(&format!("reveal {}", path.display()));
        true
    }

    fn reveal_all(&self, paths: &[PathBuf]) -> bool {
        paths.first().is_some_and(|path| self.reveal(path))
    }

    fn open(&self, file: &File) -> bool {
        self.note(&format!("open {}", file.name));
        true
    }

    fn open_in_place(&self, path: &Path) -> bool {
        self.note(&format!("open {}", path.display()));
        true
    }

    fn notify(&self, sentence: &str) -> bool {
        self.note(&format!("notify {sentence}"));
        true
    }

    fn print(&self, file: &File) -> Result<Printed, PrintError> {
        self.note(&format!("print {}", file.name));
        Ok(Printed::Queued { printer: "三楼".into() })
    }

    fn set_zoom(&self, factor: f64) -> bool {
        self.note(&format!("zoom {factor}"));
        true
    }

    fn show_window(&self) {}

    fn close_window(&self) {
        self.note("close");
    }

    fn quit(&self) {
        self.note("quit");
    }
}

/// What happened and was not told to the page yet.
#[derive(Default)]
struct Events {
    queue: Mutex<VecDeque<Value>>,
    bell: Condvar,
}

#[derive(Clone)]
struct Page {
    app: AppHandle<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
    events: Arc<Events>,
}

/// Names the port at which the browser looks for the page.
pub(crate) const PORT: &str = "YUEBAO_PAGE_PORT";
/// What is said as soon as the page is there.
pub(crate) const SERVES: &str = "serves the page";

/// Serves until it is killed.
#[test]
#[ignore = "the stories in Chromium start it as a program of its own"]
fn serve_the_page() {
    let Ok(port) = std::env::var(PORT) else { return };
    let port: u16 = port.parse().unwrap();
    let home = std::env::var_os("HOME").unwrap();
    let data = std::env::var_os("YUEBAO_DATA").map(PathBuf::from);
    let program = App::new(data, Arc::new(Desk { home: home.into() }));
    let app = commands::register(mock_builder()).manage(program).build(tauri::generate_context!()).unwrap();
    let window = WebviewWindowBuilder::new(&app, "main", WebviewUrl::default()).build().unwrap();
    let events = Arc::<Events>::default();
    for name in ["changed", "warning", "closing"] {
        let events = Arc::clone(&events);
        app.listen_any(name, move |event| {
            let payload: Value = serde_json::from_str(event.payload()).unwrap();
            events.queue.lock().unwrap().push_back(json!({ "event": name, "payload": payload }));
            events.bell.notify_all();
        });
    }
    yuebao_desktop::watch(app.handle());
    let page = Page { app: app.handle().clone(), window, events };
    let pages = Router::new().fallback(Page::answer).with_state(page);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        println!("\n{SERVES}");
        axum::serve(listener, pages).await.unwrap();
    });
}

impl Page {
    async fn answer(State(page): State<Self>, request: Request) -> Response {
        let (head, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let from_the_page = [
            ("Access-Control-Allow-Origin", "http://tauri.localhost"),
            ("Access-Control-Allow-Headers", "*"),
            ("Access-Control-Allow-Private-Network", "true"),
            ("Access-Control-Expose-Headers", "Tauri-Response"),
            ("Cache-Control", "no-store"),
        ];
        // A command may wait for a dialog, and the events for something to happen.
        let answer = tokio::task::spawn_blocking(move || {
            let is_command = head.headers["host"].to_str().unwrap().starts_with("ipc.");
            match (head.method, is_command) {
                (Method::OPTIONS, _) => StatusCode::NO_CONTENT.into_response(),
                (_, true) => page.call(head.uri.path(), head.headers, body.into()),
                (_, false) if head.uri.path() == "/events" => page.events(),
                (_, false) => page.file(head.uri.path()),
            }
        });
        (from_the_page, answer.await.unwrap()).into_response()
    }

    /// Calls the command that the address names.
    fn call(&self, address: &str, headers: HeaderMap, bytes: Vec<u8>) -> Response {
        let body = match headers["content-type"].to_str().unwrap() {
            "application/json" => InvokeBody::Json(serde_json::from_slice(&bytes).unwrap()),
            _ => InvokeBody::Raw(bytes),
        };
        let asked = InvokeRequest {
            // Commands of plugins stand with their signs in the address: `plugin%3Aevent%7Clisten`.
            cmd: address.trim_start_matches('/').replace("%3A", ":").replace("%7C", "|"),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: Url::parse("tauri://localhost").unwrap(),
            body,
            headers,
            invoke_key: INVOKE_KEY.to_owned(),
        };
        let (bytes, kind, outcome) = match get_ipc_response(&self.window, asked) {
            Ok(InvokeResponseBody::Json(text)) => (text.into_bytes(), "application/json", "ok"),
            Ok(InvokeResponseBody::Raw(bytes)) => (bytes, "application/octet-stream", "ok"),
            Err(problem) => (problem.to_string().into_bytes(), "application/json", "error"),
        };
        ([("Content-Type", kind), ("Tauri-Response", outcome)], bytes).into_response()
    }

    /// What happened since the page asked last, as soon as anything has.
    fn events(&self) -> Response {
        let queue = self.events.queue.lock().unwrap();
        let (mut queue, _) =
            self.events.bell.wait_timeout_while(queue, LATEST_EVENT, |queue| queue.is_empty()).unwrap();
        let events: Vec<Value> = queue.drain(..).collect();
        ([("Content-Type", "application/json")], json!(events).to_string()).into_response()
    }

    /// A file that the program carries, with the policy that Tauri sends with it.
    fn file(&self, address: &str) -> Response {
        let name = if address == "/" { "index.html" } else { address.trim_start_matches('/') };
        if name == "stand_in.js" {
            return ([("Content-Type", "text/javascript")], STAND_IN).into_response();
        }
        let Some(asset) = self.app.asset_resolver().get(name.to_owned()) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let bytes = if name == "index.html" {
            let page = String::from_utf8(asset.bytes).unwrap();
            page.replacen("<head>", "<head><script src=\"/stand_in.js\"></script>", 1).into_bytes()
        } else {
            asset.bytes
        };
        let answer = ([("Content-Type", asset.mime_type)], bytes);
        match asset.csp_header {
            Some(policy) => ([("Content-Security-Policy", policy)], answer).into_response(),
            None => answer.into_response(),
        }
    }
}
