//! The program without a desktop: commands go through Tauri's own dispatch and its lists of what is allowed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use yuebao::output::print::{PrintError, Printed};
use yuebao::session::File;
use yuebao_desktop::{App, Desktop, commands};

/// What the desktop was asked, and what it answers.
#[derive(Default)]
pub(crate) struct Asked {
    /// Where the officer chooses to save; `None` is 取消.
    pub(crate) save_to: Option<PathBuf>,
    /// Which file or folder the officer chooses to open; `None` is 取消.
    pub(crate) open: Option<PathBuf>,
    /// Further files the officer chooses together with it.
    pub(crate) open_too: Vec<PathBuf>,
    /// Whether a file manager answers.
    pub(crate) has_file_manager: bool,
    /// Whether the page can be shown in no other size.
    pub(crate) cannot_zoom: bool,
    /// Whether there is nothing that prints.
    pub(crate) has_no_printer: bool,
    /// What becomes of the next page, if it is not a queue.
    pub(crate) prints: Option<Printed>,
    /// Every request, in words.
    pub(crate) log: Vec<String>,
    /// What the printer got.
    pub(crate) printed: Vec<Vec<u8>>,
}

struct Recorder(Arc<Mutex<Asked>>);

impl Desktop for Recorder {
    fn choose_save(&self, folder: Option<&Path>, name: &str) -> Option<PathBuf> {
        let mut asked = self.0.lock().unwrap();
        let folder = folder
            .and_then(Path::file_name)
            .map_or(String::new(), |name| name.to_string_lossy().into_owned());
        asked.log.push(format!("save {name} in “{folder}”"));
        asked.save_to.clone()
    }

    fn choose_open(
        &self,
        title: &str,
        (_, endings): (&str, &[&str]),
        _folder: Option<&Path>,
    ) -> Option<PathBuf> {
        let mut asked = self.0.lock().unwrap();
        asked.log.push(format!("open .{} “{title}”", endings.join(" .")));
        asked.open.clone()
    }

    fn choose_open_many(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Vec<PathBuf> {
        let chosen = self.choose_open(title, kind, folder);
        let mut others = self.0.lock().unwrap().open_too.clone();
        others.splice(0..0, chosen);
        others
    }

    fn choose_folder(&self, title: &str) -> Option<PathBuf> {
        let mut asked = self.0.lock().unwrap();
        asked.log.push(format!("folder “{title}”"));
        asked.open.clone()
    }

    fn warn(&self, sentence: &str) {
        self.0.lock().unwrap().log.push(format!("warn {sentence}"));
    }

    fn reveal(&self, path: &Path) -> bool {
        let mut asked = self.0.lock().unwrap();
        asked.log.push(format!("reveal {}", path.file_name().unwrap().to_string_lossy()));
        asked.has_file_manager
    }

    fn reveal_all(&self, paths: &[PathBuf]) -> bool {
        paths.first().is_some_and(|path| self.reveal(path))
    }

    fn open(&self, file: &File) -> bool {
        self.0.lock().unwrap().log.push(format!("open {}", file.name));
        true
    }

    fn open_in_place(&self, path: &Path) -> bool {
        self.0.lock().unwrap().log.push(format!("open {} where it lies", path.display()));
        true
    }

    fn set_zoom(&self, factor: f64) -> bool {
        let mut asked = self.0.lock().unwrap();
        asked.log.push(format!("zoom {factor}"));
        !asked.cannot_zoom
    }

    fn notify(&self, sentence: &str) -> bool {
        self.0.lock().unwrap().log.push(format!("notify {sentence}"));
        true
    }

    fn print(&self, file: &File) -> Result<Printed, PrintError> {
        let mut asked = self.0.lock().unwrap();
        asked.log.push(format!("print {}", file.name));
        if asked.has_no_printer {
            return Err(PrintError::NothingPrints);
        }
        asked.printed.push(file.bytes.clone());
        Ok(asked.prints.take().unwrap_or(Printed::Queued { printer: "三楼".into() }))
    }

    fn show_window(&self) {
        self.0.lock().unwrap().log.push("show".into());
    }

    fn close_window(&self) {
        self.0.lock().unwrap().log.push("close".into());
    }

    fn quit(&self) {
        self.0.lock().unwrap().log.push("quit".into());
    }
}

pub(crate) struct Shell {
    app: tauri::App<MockRuntime>,
    pub(crate) page: WebviewWindow<MockRuntime>,
    pub(crate) asked: Arc<Mutex<Asked>>,
    pub(crate) home: TempDir,
}

impl Shell {
    /// The program over an empty data folder.
    pub(crate) fn new() -> Self {
        Self::over(|home| home.join("data"))
    }

    /// The program over a data folder within a home of its own.
    pub(crate) fn over(data: impl FnOnce(&Path) -> PathBuf) -> Self {
        let home = tempfile::tempdir().unwrap();
        let asked = Arc::new(Mutex::new(Asked::default()));
        let program = App::new(Some(data(home.path())), Arc::new(Recorder(Arc::clone(&asked))));
        let app =
            commands::register(mock_builder()).manage(program).build(tauri::generate_context!()).unwrap();
        let page = WebviewWindowBuilder::new(&app, "main", WebviewUrl::default()).build().unwrap();
        Self { app, page, asked, home }
    }

    /// The first start is finished: 龙沙镇, from January 2022.
    pub(crate) fn begun() -> Self {
        let shell = Self::new();
        shell.done("begin", json!({ "unit": unit(), "opening": [["1a", "100"]] }));
        shell
    }

    /// Calls a command from the page.
    pub(crate) fn call(&self, command: &str, values: Value) -> Result<Value, Value> {
        call_from(&self.page, "tauri://localhost", command, values)
    }

    /// Calls a command and does not wait for it.
    pub(crate) fn begin(&self, command: &'static str, values: Value) -> Receiver<Result<Value, Value>> {
        let (sender, answer) = channel();
        let page = self.page.clone();
        thread::spawn(move || sender.send(call_from(&page, "tauri://localhost", command, values)));
        answer
    }

    /// A further window, which no list names.
    pub(crate) fn another_window(&self) -> WebviewWindow<MockRuntime> {
        WebviewWindowBuilder::new(&self.app, "another", WebviewUrl::default()).build().unwrap()
    }

    /// Calls a command that has to succeed.
    #[track_caller]
    pub(crate) fn done(&self, command: &str, values: Value) -> Value {
        self.call(command, values).unwrap_or_else(|problem| panic!("{command} was refused: {problem}"))
    }

    /// What a command that has to succeed answered, as a type.
    #[track_caller]
    pub(crate) fn answer<T: DeserializeOwned>(&self, command: &str, values: Value) -> T {
        serde_json::from_value(self.done(command, values)).unwrap()
    }

    /// The problem a command that has to be refused came back with.
    #[track_caller]
    pub(crate) fn refused(&self, command: &str, values: Value) -> Value {
        match self.call(command, values) {
            Ok(answer) => panic!("{command} was not refused: {answer}"),
            Err(problem) => problem,
        }
    }

    /// What the desktop was asked so far; it is asked anew from here on.
    pub(crate) fn log(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap().log)
    }
}

/// Calls a command from a page at another address.
pub(crate) fn call_from(
    page: &WebviewWindow<MockRuntime>,
    address: &str,
    command: &str,
    values: Value,
) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: Url::parse(address).unwrap(),
        body: InvokeBody::Json(values),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(page, request).map(|body| body.deserialize().unwrap())
}

pub(crate) fn unit() -> Value {
    json!({
        "name": "龙沙镇", "kind": "township", "person": "张三", "phone": "58136197",
        "first_month": "2022-01", "restart_each_year": false,
    })
}

/// The text in a 当月 cell of a sheet, and the total beside it.
pub(crate) fn cell(sheet: &Value, figure: &str) -> (Value, Value) {
    let cell = &sheet["cells"][figure];
    (cell["month"]["amount"].clone(), cell["total"]["amount"].clone())
}
