//! The desktop shell: one window over the core.
//!
//! It converts arguments, calls the core and returns the results; everything that can be decided or computed
//! is decided and computed in the core. No code here knows a figure, a total or a table of the store.

mod arguments;
mod closing;
pub mod commands;
mod desktop;
mod filling;
#[cfg(all(unix, not(target_os = "macos")))]
mod input_method;
mod intake;
mod sending;
mod state;
mod web_view;
mod window;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::SystemTime;

use tauri::{AppHandle, Manager as _};
use yuebao::output::print;

pub use desktop::Desktop;
pub use state::App;
pub use window::watch;

/// Starts the program, runs until its window is closed, and returns the exit code. Where no window can open, it says why.
pub fn start() -> u8 {
    let problem = match web_view::is_missing() {
        Some(sentence) => sentence,
        None => match run() {
            Ok(()) => return 0,
            Err(error) => {
                // For whoever looks into it; where nobody reads it, nothing is lost.
                let _unread = writeln!(std::io::stderr(), "{error}");
                "山城月报没能启动：系统的窗口部件没有准备好。填过的数都在。请重新启动电脑，再打开一次。"
                    .to_owned()
            }
        },
    };
    web_view::tell(&problem);
    1
}

fn run() -> tauri::Result<()> {
    commands::register(tauri::Builder::default())
        // This comes first: a second start must not open the data.
        .plugin(tauri_plugin_single_instance::init(second_start))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .setup(|app| {
            let desktop = Arc::new(desktop::System::new(app.handle().clone()));
            // Without a folder to see them from, paths stay as they are.
            let folder = std::env::current_dir().unwrap_or_default();
            let given = arguments::parse(std::env::args_os().skip(1), &folder);
            let program = App::new(given.data, desktop);
            if let Some(file) = given.file {
                program.ask_for_handover(file);
            }
            app.manage(program);
            let handle = app.handle().clone();
            // Opens the data while the page is loading, so that the page's first question need not wait for the disk.
            thread::spawn(move || handle.state::<App>().open());
            window::open(app.handle())?;
            window::watch(app.handle());
            print::clean(&print::folder(), SystemTime::now());
            Ok(())
        })
        .on_window_event(window::on_event)
        .run(tauri::generate_context!())
}

/// Shows the first window, and has it ask about the file that the program was started with this time, if there is one.
#[expect(clippy::needless_pass_by_value, reason = "the plugin hands over what it has read")]
fn second_start(app: &AppHandle, given: Vec<String>, folder: String) {
    let given = arguments::parse(given.into_iter().skip(1).map(OsString::from), Path::new(&folder));
    let is_file = given.file.map(|file| app.state::<App>().ask_for_handover(file)).is_some();
    window::come_to_front(app, is_file);
}
