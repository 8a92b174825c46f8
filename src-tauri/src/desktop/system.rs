//! The real desktop, using the system and Tauri.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Emitter as _, Manager as _, UserAttentionType, Wry};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder};
use tauri_plugin_opener::OpenerExt as _;
use yuebao::backup::ENDING;
use yuebao::output::print::{self, Platform, PrintError, Printed};
use yuebao::session::File;

use super::Desktop;
use crate::window;

/// The name of the program in dialogs and notifications.
const NAME: &str = "山城月报";

/// The real desktop.
pub(crate) struct System {
    app: AppHandle,
}

impl System {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app }
    }

    fn dialog(&self, title: &str) -> FileDialogBuilder<Wry> {
        let dialog = self.app.dialog().file().set_title(title);
        match self.app.get_webview_window(window::LABEL) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }

    fn opening(
        &self,
        title: &str,
        (name, endings): (&str, &[&str]),
        folder: Option<&Path>,
    ) -> FileDialogBuilder<Wry> {
        let dialog = self.dialog(title).add_filter(name, endings);
        match folder.filter(|folder| folder.is_dir()) {
            Some(folder) => dialog.set_directory(folder),
            None => dialog,
        }
    }
}

impl Desktop for System {
    fn choose_open(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Option<PathBuf> {
        self.opening(title, kind, folder).blocking_pick_file()?.into_path().ok()
    }

    fn choose_open_many(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Vec<PathBuf> {
        let chosen = self.opening(title, kind, folder).blocking_pick_files().unwrap_or_default();
        chosen.into_iter().filter_map(|file| file.into_path().ok()).collect()
    }

    fn choose_folder(&self, title: &str) -> Option<PathBuf> {
        self.dialog(title).blocking_pick_folder()?.into_path().ok()
    }

    fn warn(&self, sentence: &str) {
        let _told = self.app.emit(window::WARNING, sentence);
    }

    fn choose_save(&self, folder: Option<&Path>, name: &str) -> Option<PathBuf> {
        let mut dialog = self.dialog("导出到").set_file_name(name);
        if let Some(extension) = Path::new(name).extension().and_then(|extension| extension.to_str()) {
            let kind = match extension {
                "pdf" => "PDF",
                ENDING => "交接文件",
                "eml" => "邮件草稿",
                _ => "表格",
            };
            dialog = dialog.add_filter(kind, &[extension]);
        }
        if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn reveal(&self, path: &Path) -> bool {
        let opener = self.app.opener();
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        opener.reveal_item_in_dir(path).is_ok()
            || folder.is_some_and(|folder| opener.open_path(folder.to_string_lossy(), None::<&str>).is_ok())
    }

    fn reveal_all(&self, paths: &[PathBuf]) -> bool {
        self.app.opener().reveal_items_in_dir(paths).is_ok()
            || paths.first().is_some_and(|path| self.reveal(path))
    }

    fn open(&self, file: &File) -> bool {
        let copy = print::set_down(&print::folder(), &file.name, &file.bytes);
        copy.is_ok_and(|path| self.open_in_place(&path))
    }

    fn open_in_place(&self, path: &Path) -> bool {
        self.app.opener().open_path(path.to_string_lossy(), None::<&str>).is_ok()
    }

    fn notify(&self, sentence: &str) -> bool {
        let window = self.app.get_webview_window(window::LABEL);
        let attention = Some(UserAttentionType::Informational);
        let asked = window.is_some_and(|window| window.request_user_attention(attention).is_ok());
        tell_the_desktop(&self.app.config().identifier, sentence) || asked
    }

    fn print(&self, file: &File) -> Result<Printed, PrintError> {
        print::print(&print::folder(), (&file.name, &file.bytes), Platform::HERE, &print::System)
    }

    fn set_zoom(&self, factor: f64) -> bool {
        let window = self.app.get_webview_window(window::LABEL);
        window.is_some_and(|window| window.set_zoom(factor).is_ok())
    }

    fn show_window(&self) {
        window::show(&self.app);
    }

    fn close_window(&self) {
        window::close(&self.app);
    }

    fn quit(&self) {
        self.app.exit(0);
    }
}

/// Shows a notification in the desktop's own way.
fn tell_the_desktop(
    #[cfg_attr(not(windows), expect(unused_variables, reason = "only Windows asks for it"))] identifier: &str,
    sentence: &str,
) -> bool {
    let mut notification = notify_rust::Notification::new();
    notification.appname(NAME).summary(NAME).body(sentence);
    // Windows shows a notification only for an installed program; otherwise the mark in the taskbar must be enough.
    #[cfg(windows)]
    notification.app_id(identifier);
    notification.show().is_ok()
}
