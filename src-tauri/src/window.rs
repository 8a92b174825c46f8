//! The window: it is shown when the page is ready, informed when the data changed elsewhere, and closed when
//! the page has saved.

use std::thread;
use std::time::{Duration, Instant};

use tauri::{AppHandle, Emitter as _, Manager as _, Runtime, WebviewWindowBuilder, Window, WindowEvent};
use yuebao::output::document::Fonts;
use yuebao::store::portable_folder;

use crate::closing::Close;
use crate::state::App;

/// The window's label, which `capabilities/main.json` uses too.
pub(crate) const LABEL: &str = "main";

/// What drawing holds is given back when nothing was drawn for so long.
const IDLE: Duration = Duration::from_secs(10);

/// How often changes by another program are checked. A check reads one number from SQLite.
const LOOK: Duration = Duration::from_millis(500);

/// After this time the window is shown anyway, so that a page that cannot start is visible.
const LATEST_SHOW: Duration = Duration::from_secs(5);

/// After this time the window is closed anyway, even if the page hangs. Longer than two waits for a locked disk.
const LATEST_LEAVE: Duration = Duration::from_secs(12);

const CHANGED: &str = "changed";
const SECOND_START: &str = "second-start";
/// An event where the second start was for a handover file, which waits in [`App`].
const HANDOVER: &str = "handover";
/// An event with a warning that is not the answer to an action of the officer.
pub(crate) const WARNING: &str = "warning";
/// An event before the window closes: the page saves what was typed last, and then answers.
const CLOSING: &str = "closing";

/// Creates the window that `tauri.conf.json` describes. For a portable program the web view's own data is
/// stored next to it, so that nothing stays on somebody else's computer.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        let mut window = WebviewWindowBuilder::from_config(app, config)?;
        if let Some(folder) = portable_folder("webview") {
            window = window.data_directory(folder);
        }
        let window = window.build()?;
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            crate::web_view::keep_small(&window)?;
            crate::input_method::reset_at_a_press(&window)?;
        }
    }
    Ok(())
}

/// Shows the window.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // If the desktop refuses, nothing better can be done.
        let _shown = window.show().and_then(|()| window.set_focus());
    }
}

/// Brings the window to the front when the program is started a second time, perhaps for a handover file.
pub(crate) fn come_to_front(app: &AppHandle, is_for_handover: bool) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _shown = window.unminimize();
        show(app);
        let _told = window.emit(if is_for_handover { HANDOVER } else { SECOND_START }, ());
    }
}

/// Runs as long as the program: informs the page when another program has changed the data, and shows the
/// window if the page never asked for it.
pub fn watch<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    let start = Instant::now();
    let mut shown = false;
    thread::spawn(move || {
        loop {
            thread::sleep(LOOK);
            // This comes first, because the check below waits while the data is being opened.
            if !shown && start.elapsed() > LATEST_SHOW {
                shown = true;
                let window = app.get_webview_window(LABEL);
                let _shown =
                    window.filter(|window| !window.is_visible().unwrap_or(true)).map(|window| window.show());
            }
            Fonts::give_back_unused(IDLE);
            let changed = app.state::<App>().if_open(yuebao::session::Session::changed_elsewhere);
            if matches!(changed, Some(Ok(true))) {
                let _told = app.emit(CHANGED, ());
            }
        }
    });
}

/// Closes the window, unless the page still has something to save.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _closed = window.close();
    }
}

/// Asks the page before the window closes, because only the page knows which texts are not saved.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let app = window.state::<App>();
    if app.outbox.progress().is_some() {
        api.prevent_close();
        app.closing.stay();
        let _told = window.emit(WARNING, "邮件还在发送，窗口没有关。请等它发完，或先取消发送");
        return;
    }
    match app.closing.close() {
        Close::Go => {}
        Close::Wait => api.prevent_close(),
        Close::Ask(question) => {
            api.prevent_close();
            let _asked = window.emit(CLOSING, ());
            give_up_later(window.app_handle().clone(), question);
        }
    }
}

/// Closes the window after a while if the page does not answer.
fn give_up_later(app: AppHandle, question: u64) {
    thread::spawn(move || {
        thread::sleep(LATEST_LEAVE);
        if app.state::<App>().closing.given_up(question) {
            close(&app);
        }
    });
}
