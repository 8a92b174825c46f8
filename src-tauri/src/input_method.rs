//! What the window owes an input method on Linux while the officer composes a word; on Windows the web view does it itself.

use gtk::glib::Propagation;
use gtk::prelude::WidgetExt as _;
use tauri::WebviewWindow;
use webkit2gtk::{InputMethodContextExt as _, WebViewExt as _};

/// Has letters that are not a word yet go with a press elsewhere in the window, as in the fields of GTK. Tauri keeps them out
/// of the page on Linux, and the web view does not tell the input method when another field of the page has the cursor. Where
/// the input method does not watch the mouse itself, as `IBus` in its synchronous mode, the word would come into the field that
/// was pressed, and the digits typed there would choose a candidate.
pub(crate) fn reset_at_a_press(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|view| {
        view.inner().connect_button_press_event(|view, _| {
            if let Some(input_method) = view.input_method_context() {
                input_method.reset();
            }
            Propagation::Proceed
        });
    })
}
