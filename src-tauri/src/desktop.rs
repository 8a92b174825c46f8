//! The desktop around the window: dialogs, the file manager, the window itself. Behind a trait, so that every
//! command can be tested where there is no desktop.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;
use yuebao::output::print::{self, Platform, PrintError, Printed};
use yuebao::session::File;

use crate::window;

/// What commands ask of the desktop.
pub trait Desktop: Send + Sync {
    /// Asks where to save a file of that name, starting in that folder; `None` if the person thinks better of it.
    fn choose_save(&self, folder: Option<&Path>, name: &str) -> Option<PathBuf>;
    /// Asks for a table to read, starting in that folder; `None` if the person thinks better of it.
    fn choose_open(&self, folder: Option<&Path>) -> Option<PathBuf>;
    /// Shows a file selected in its folder, or a folder. False if no file manager answers.
    fn reveal(&self, path: &Path) -> bool;
    /// Hands a PDF to whatever prints here, and says what became of it.
    fn print(&self, file: &File) -> Result<Printed, PrintError>;
    /// Shows the window, once the page has something to show.
    fn show_window(&self);
    /// Ends the program.
    fn quit(&self);
}

/// The real desktop.
pub(crate) struct System {
    app: AppHandle,
}

impl System {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl Desktop for System {
    fn choose_save(&self, folder: Option<&Path>, name: &str) -> Option<PathBuf> {
        let mut dialog = self.app.dialog().file().set_title("导出到").set_file_name(name);
        if let Some(extension) = Path::new(name).extension().and_then(|extension| extension.to_str()) {
            dialog = dialog.add_filter(if extension == "pdf" { "PDF" } else { "表格" }, &[extension]);
        }
        if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        if let Some(window) = self.app.get_webview_window(window::LABEL) {
            dialog = dialog.set_parent(&window);
        }
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn choose_open(&self, folder: Option<&Path>) -> Option<PathBuf> {
        let mut dialog =
            self.app.dialog().file().set_title("导入").add_filter("表格", &["xlsx", "xls", "et", "csv"]);
        // A file is known by its content, so any name may be chosen.
        dialog = dialog.add_filter("所有文件", &["*"]);
        if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        if let Some(window) = self.app.get_webview_window(window::LABEL) {
            dialog = dialog.set_parent(&window);
        }
        dialog.blocking_pick_file()?.into_path().ok()
    }

    fn reveal(&self, path: &Path) -> bool {
        let opener = self.app.opener();
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        opener.reveal_item_in_dir(path).is_ok()
            || folder.is_some_and(|folder| opener.open_path(folder.to_string_lossy(), None::<&str>).is_ok())
    }

    fn print(&self, file: &File) -> Result<Printed, PrintError> {
        print::print(&print::folder(), (&file.name, &file.bytes), Platform::HERE, &print::System)
    }

    fn show_window(&self) {
        window::show(&self.app);
    }

    fn quit(&self) {
        self.app.exit(0);
    }
}
