//! The desktop shell: one window over the core.
//!
//! It converts arguments, calls the core and returns the results; everything that can be decided or computed
//! is decided and computed in the core. No code here knows a figure, a total or a table of the store.

mod closing;
pub mod commands;
mod desktop;
mod filling;
mod intake;
mod sending;
mod state;
mod web_view;
mod window;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::SystemTime;

use tauri::Manager as _;
use yuebao::output::print;

pub use desktop::Desktop;
pub use state::App;
pub use web_view::{is_missing, tell};
pub use window::watch;

/// Starts the program and runs until its window is closed.
pub fn run() -> tauri::Result<()> {
    commands::register(tauri::Builder::default())
        // This comes first: a second start must not open the data.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::come_to_front(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .setup(|app| {
            let desktop = Arc::new(desktop::System::new(app.handle().clone()));
            app.manage(App::new(folder_argument(std::env::args_os().skip(1)), desktop));
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

/// The folder after `--data`, as on the command line; other arguments are ignored here.
fn folder_argument(arguments: impl Iterator<Item = std::ffi::OsString>) -> Option<PathBuf> {
    arguments.skip_while(|argument| argument != "--data").nth(1).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_folder_may_be_named_at_the_start() {
        let folder = |arguments: &[&str]| folder_argument(arguments.iter().map(std::ffi::OsString::from));
        assert_eq!(folder(&["--data", "D:\\月报"]), Some("D:\\月报".into()));
        assert_eq!(folder(&["--data"]), None);
        assert_eq!(folder(&[]), None);
    }
}
