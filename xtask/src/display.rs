//! Whether there is a display on which a window can open: checked before anybody waits for minutes of building.

use std::ffi::OsString;
use std::path::Path;

/// Returns an error that says what to do if there is no display.
pub(crate) fn ensure() -> Result<(), String> {
    let is_always_there = cfg!(any(windows, target_os = "macos"));
    if is_always_there || is_named(|name| std::env::var_os(name), Path::exists) {
        return Ok(());
    }
    Err("这里没有图形界面（DISPLAY 和 WAYLAND_DISPLAY 都没有设），窗口打不开，所以没有编译；\
        请在桌面的终端里运行，或改用命令行：cargo run --bin yuebao -- --help"
        .to_owned())
}

/// GTK finds a display only by these variables, or without any by the default Wayland socket.
fn is_named(variable: impl Fn(&str) -> Option<OsString>, exists: impl Fn(&Path) -> bool) -> bool {
    let value = |name: &str| variable(name).filter(|value| !value.is_empty());
    let socket = || value("XDG_RUNTIME_DIR").map(|folder| Path::new(&folder).join("wayland-0"));
    value("DISPLAY").is_some()
        || value("WAYLAND_DISPLAY").is_some()
        || socket().is_some_and(|socket| exists(&socket))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_named_by(variables: &[(&str, &str)], socket: &str) -> bool {
        let value =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        is_named(value, |path| path == Path::new(socket))
    }

    #[test]
    fn a_display_is_named_or_stands_where_wayland_puts_its_first() {
        assert!(is_named_by(&[("DISPLAY", ":0")], ""));
        assert!(is_named_by(&[("WAYLAND_DISPLAY", "wayland-1")], ""));
        assert!(is_named_by(&[("XDG_RUNTIME_DIR", "/run/user/1000")], "/run/user/1000/wayland-0"));
    }

    #[test]
    fn without_a_name_there_is_none() {
        assert!(!is_named_by(&[], ""));
        assert!(!is_named_by(&[("DISPLAY", ""), ("WAYLAND_DISPLAY", "")], ""));
        assert!(!is_named_by(&[("XDG_RUNTIME_DIR", "/run/user/1000")], "/tmp/wayland-0"));
    }
}
