//! What the system needs so that the window can open, and the message if it is missing: there is no window
//! yet to show it in, and perhaps no console.

/// What to do if the system has no web view. That is possible only on Windows; elsewhere the program would
/// not start at all.
const MISSING: &str = "\
这台电脑没有 Microsoft Edge WebView2 运行时，山城月报的窗口打不开。填过的数都在，没有改动。

请这样做：
1. 请单位的网管，或在能上网的电脑上，从微软网站下载“WebView2 运行时”的独立安装程序（x64，文件名是 MicrosoftEdgeWebView2RuntimeInstallerX64.exe）；
2. 拷到这台电脑上，双击安装；
3. 再打开山城月报。

Windows 11 和更新过的 Windows 10 自带这个运行时。";

/// What to do if the program is started without a desktop, for example over a network.
#[cfg(all(unix, not(target_os = "macos")))]
const NO_DISPLAY: &str = "这里没有图形界面（没有连得上的 DISPLAY 或 WAYLAND_DISPLAY），山城月报的窗口打不开，\
填过的数都在：请在桌面上打开，或使用命令行 yuebao。";

/// The message for the officer if the window cannot open here.
pub(crate) fn is_missing() -> Option<&'static str> {
    no_web_view().or_else(no_display)
}

fn no_web_view() -> Option<&'static str> {
    tauri::webview_version().is_err().then_some(MISSING)
}

/// Asks GTK itself, because the library that opens the window panics without a display.
#[cfg(all(unix, not(target_os = "macos")))]
fn no_display() -> Option<&'static str> {
    gtk::init().is_err().then_some(NO_DISPLAY)
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn no_display() -> Option<&'static str> {
    None
}

/// Shows why the program did not start.
#[cfg(windows)]
pub(crate) fn tell(sentence: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Warning)
        .set_title("山城月报")
        .set_description(sentence)
        .show();
}

/// Shows why the program did not start.
#[cfg(not(windows))]
pub(crate) fn tell(sentence: &str) {
    eprintln!("{sentence}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_runs_here_has_its_web_view() {
        assert_eq!(no_web_view(), None);
        assert!(MISSING.contains("填过的数都在") && MISSING.contains("再打开山城月报"));
    }
}
