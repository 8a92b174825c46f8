//! The commands that put a month on paper, called as the page calls them, where there is no desktop.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken expectation should stop at once")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use yuebao::output::print::{PrintError, Printed};
use yuebao::session::File;
use yuebao_desktop::{App, Desktop, commands};

/// A desktop that saves where it is told to, and whose printer keeps what it is given.
struct Office {
    saves_to: Option<PathBuf>,
    printed: Arc<Mutex<Vec<File>>>,
}

impl Desktop for Office {
    fn choose_save(&self, _: Option<&Path>, name: &str) -> Option<PathBuf> {
        Some(self.saves_to.as_ref()?.join(name))
    }

    fn reveal(&self, _: &Path) -> bool {
        false
    }

    fn print(&self, file: &File) -> Result<Printed, PrintError> {
        self.printed.lock().unwrap().push(file.clone());
        Ok(Printed::Queued { printer: "三楼".to_owned() })
    }

    fn show_window(&self) {}

    fn quit(&self) {}
}

struct Page {
    folder: TempDir,
    window: WebviewWindow<MockRuntime>,
    printed: Arc<Mutex<Vec<File>>>,
    _app: tauri::App<MockRuntime>,
}

impl Page {
    /// The first start is finished.
    fn begun(saves: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let printed = Arc::default();
        let desktop =
            Office { saves_to: saves.then(|| folder.path().to_owned()), printed: Arc::clone(&printed) };
        let state = App::new(Some(folder.path().join("data")), Box::new(desktop));
        let app =
            commands::register(mock_builder()).manage(state).build(mock_context(noop_assets())).unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().unwrap();
        let page = Self { folder, window, printed, _app: app };
        let unit = json!({
            "name": "龙沙镇", "kind": "township", "person": "张三", "phone": "58136197", "first_month": "2022-01",
        });
        page.call("begin", json!({ "unit": unit, "opening": [] })).unwrap();
        page
    }

    fn call(&self, command: &str, values: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "http://tauri.localhost".parse().unwrap(),
            body: InvokeBody::Json(values),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize().unwrap())
    }

    fn type_text(&self, figure: &str, text: &str) {
        self.call("type_text", json!({ "month": "2022-03", "figure": figure, "text": text })).unwrap();
    }
}

fn march() -> Value {
    json!({ "month": "2022-03" })
}

fn sentence(problem: &Value) -> &str {
    problem.get("sentence").and_then(Value::as_str).unwrap()
}

#[test]
fn the_preview_follows_what_is_being_typed() {
    let page = Page::begun(true);
    let drawn = || page.call("preview", march()).unwrap();
    let before = drawn();
    page.type_text("4", "12");
    let after = drawn();
    assert!(before.get("pages") != after.get("pages"));
    assert_eq!(after.get("refusal"), Some(&Value::Null));
    page.type_text("4", "十二");
    let refusal = drawn();
    let refusal = refusal.get("refusal").and_then(Value::as_str).unwrap();
    assert!(refusal.contains("填的是“十二”"), "{refusal}");
}

#[test]
fn a_pdf_goes_where_the_person_says() {
    let page = Page::begun(true);
    page.type_text("4", "12");
    let path = page.call("export_pdf", march()).unwrap();
    let path = Path::new(path.as_str().unwrap());
    assert_eq!(path, page.folder.path().join("龙沙镇_2022年03月_附件2.pdf"));
    assert!(fs::read(path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn nothing_is_written_if_the_person_thinks_better_of_it() {
    assert_eq!(Page::begun(false).call("export_pdf", march()), Ok(Value::Null));
}

#[test]
fn the_printer_gets_what_was_typed_and_the_page_is_told_where_it_went() {
    let page = Page::begun(true);
    page.type_text("4", "12");
    assert_eq!(page.call("print", march()).unwrap(), json!("已送到打印机“三楼”，请到打印机取纸"));
    let printed = page.printed.lock().unwrap();
    let [file] = printed.as_slice() else { panic!("one job") };
    assert_eq!(file.name, "龙沙镇_2022年03月_附件2.pdf");
    let pdf = page.call("export_pdf", march()).unwrap();
    assert!(fs::read(pdf.as_str().unwrap()).unwrap() == file.bytes, "the same pages as the exported file");
}

#[test]
fn what_is_no_amount_is_not_printed() {
    let page = Page::begun(true);
    page.type_text("4", "十二");
    for command in ["print", "export_pdf"] {
        let refused = page.call(command, march()).unwrap_err();
        assert!(sentence(&refused).contains("不能当作数字"), "{refused}");
    }
    assert!(page.printed.lock().unwrap().is_empty());
}
