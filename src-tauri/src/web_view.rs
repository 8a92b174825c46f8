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

/// The oldest web view that has what the page uses: the version of WebView2 on Windows, that of WebKitGTK elsewhere.
/// docs/packages.md says by what it was found; `ui/engine.js` asks the web view itself.
const OLDEST: &[u32] = if cfg!(windows) { &[105] } else { &[2, 40] };

/// The message for the officer if the window cannot open here.
pub(crate) fn is_missing() -> Option<String> {
    no_web_view().or_else(|| no_display().map(str::to_owned))
}

fn no_web_view() -> Option<String> {
    match tauri::webview_version() {
        Ok(version) => is_older(&version, OLDEST).then(|| too_old(&version)),
        Err(_) => Some(MISSING.to_owned()),
    }
}

/// Whether a version is older than another. What is no version is tried.
fn is_older(version: &str, oldest: &[u32]) -> bool {
    let numbers: Option<Vec<u32>> =
        version.split('.').take(oldest.len()).map(|number| number.parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.as_slice() < oldest)
}

fn too_old(version: &str) -> String {
    let (name, package) = if cfg!(windows) {
        ("WebView2", "安装新的“WebView2 运行时”")
    } else {
        ("WebKitGTK", "更新系统的 WebKitGTK（libwebkit2gtk-4.1）")
    };
    let oldest = OLDEST.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    format!(
        "这台电脑的 {name} 是 {version} 版，太旧，山城月报的窗口显示不出来；填过的数都在，没有改动，请让网管{package}到 {oldest} 版以上，再打开。"
    )
}

/// Keeps the web view small. It paints with the processor: a form shows as soon, and the libraries of the graphics processor
/// took 90 MB. It keeps no pages to go back to, as there is only one.
#[cfg(all(unix, not(target_os = "macos")))]
pub(crate) fn keep_small(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{
        CacheModel, HardwareAccelerationPolicy, SettingsExt as _, WebContextExt as _, WebViewExt,
    };

    window.with_webview(|view| {
        let view = view.inner();
        if let Some(settings) = WebViewExt::settings(&view) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
        if let Some(context) = view.context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
    })
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

    #[test]
    fn an_older_web_view_is_told_from_a_newer_one_by_its_numbers() {
        for (version, oldest) in [
            ("104.0.1293.70", &[105][..]),
            ("92.0.902.67", &[105]),
            ("2.38.6", &[2, 40]),
            ("1.99", &[2, 40]),
            ("2", &[2, 40]),
        ] {
            assert!(is_older(version, oldest), "{version}");
        }
        for (version, oldest) in [
            ("105.0.1343.27", &[105][..]),
            ("156.0.8078.108", &[105]),
            ("2.40.0", &[2, 40]),
            ("2.50.6", &[2, 40]),
            ("3.0", &[2, 40]),
        ] {
            assert!(!is_older(version, oldest), "{version}");
        }
        assert!(!is_older("", &[105]) && !is_older("开发版", &[2, 40]), "what is no version is tried");
    }

    #[test]
    fn that_it_is_too_old_is_one_sentence() {
        let told = too_old("2.30.1");
        assert!(
            told.contains("2.30.1 版，太旧") && told.contains("填过的数都在") && told.contains("再打开"),
            "{told}"
        );
        assert_eq!(told.matches('。').count(), 1);
    }
}
