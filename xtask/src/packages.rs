//! The system packages for building and testing this program, as a table, and which of them are missing.
//!
//! Probing is separate from deciding: the missing packages are a pure function of the table and a probe.
//! Nothing is installed here.

use std::path::Path;

use crate::shell;

/// What a package is needed for. Each need includes those before it, except that measuring and packaging are
/// independent of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Building and opening the window.
    Run,
    /// The fast checks.
    Check,
    /// Everything CI does.
    Test,
    /// Measuring, compared with programs that an office might use instead.
    Bench,
    /// Making and trying the packages, only on Debian.
    Dist,
}

/// How to find out whether a package is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Probe {
    /// A program in PATH.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// A module of the system's own Python.
    Python(&'static str),
    /// A file.
    File(&'static str),
    /// A file that each system has in another place.
    OneOf(&'static [&'static str]),
    /// Any font with Chinese characters: many desktops bring their own.
    ChineseFont,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its name in Debian, Ubuntu and related systems (UOS, Kylin).
    pub(crate) debian: &'static str,
    /// Its name in Fedora.
    pub(crate) fedora: &'static str,
    /// Its name in Arch.
    pub(crate) arch: &'static str,
    /// How to find out whether it is installed.
    pub(crate) probe: Probe,
    /// The first need that includes it.
    pub(crate) need: Need,
}

const fn package(
    need: Need,
    probe: Probe,
    debian: &'static str,
    fedora: &'static str,
    arch: &'static str,
) -> Package {
    Package { debian, fedora, arch, probe, need }
}

use Need::{Bench, Check, Dist, Run, Test};
use Probe::{ChineseFont, File, Library, OneOf, Program, Python};

/// Every package. libdbus is for tao, which asks the desktop for the dark mode; the other user of D-Bus, zbus, is
/// pure Rust. No crate links librsvg: it contains the loader of GTK's icons, which GTK itself only recommends.
#[rustfmt::skip]
pub(crate) const PACKAGES: [Package; 54] = [
    package(Run, Program("cc"), "build-essential", "gcc", "base-devel"),
    package(Run, Program("pkg-config"), "pkg-config", "pkgconf-pkg-config", "pkgconf"),
    package(Run, Library("webkit2gtk-4.1"), "libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1"),
    package(Run, Library("gtk+-3.0"), "libgtk-3-dev", "gtk3-devel", "gtk3"),
    package(Run, Library("librsvg-2.0"), "librsvg2-dev", "librsvg2-devel", "librsvg"),
    package(Run, Library("dbus-1"), "libdbus-1-dev", "dbus-devel", "dbus"),
    package(Run, ChineseFont, "fonts-noto-cjk", "google-noto-sans-cjk-fonts", "noto-fonts-cjk"),
    package(Check, Program("git"), "git", "git", "git"),
    package(Check, Program("node"), "nodejs", "nodejs", "nodejs"),
    package(Check, Program("npm"), "npm", "npm", "npm"),
    package(Test, Program("Xvfb"), "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    package(Test, Program("WebKitWebDriver"), "webkit2gtk-driver", "webkit2gtk-driver", "webkit2gtk-4.1"),
    // The engine that shows the page on Windows.
    package(Test, Program("chromium"), "chromium", "chromium", "chromium"),
    package(Test, Program("chromedriver"), "chromium-driver", "chromedriver", "chromium"),
    package(Test, Program("dbus-daemon"), "dbus-daemon", "dbus-daemon", "dbus"),
    package(Test, Program("openbox"), "openbox", "openbox", "openbox"),
    package(Test, Program("dunst"), "dunst", "dunst", "dunst"),
    package(Test, Program("xdotool"), "xdotool", "xdotool", "xdotool"),
    package(Test, Program("wmctrl"), "wmctrl", "wmctrl", "wmctrl"),
    package(Test, Program("xclip"), "xclip", "xclip", "xclip"),
    // An input method that composes as the officer's does, and the part of it that GTK loads.
    package(Test, Program("ibus-daemon"), "ibus", "ibus", "ibus"),
    package(Test, File("/usr/share/ibus/component/libpinyin.xml"), "ibus-libpinyin", "ibus-libpinyin", "ibus-libpinyin"),
    package(Test, OneOf(&[
        "/usr/lib/x86_64-linux-gnu/gtk-3.0/3.0.0/immodules/im-ibus.so",
        "/usr/lib/aarch64-linux-gnu/gtk-3.0/3.0.0/immodules/im-ibus.so",
        "/usr/lib64/gtk-3.0/3.0.0/immodules/im-ibus.so",
        "/usr/lib/gtk-3.0/3.0.0/immodules/im-ibus.so",
    ]), "ibus-gtk3", "ibus-gtk3", "ibus"),
    package(Test, Program("import"), "imagemagick", "ImageMagick", "imagemagick"),
    // The program soffice belongs to all parts of LibreOffice; these files belong to the spreadsheet and the writer.
    package(Test, File("/usr/lib/libreoffice/program/libsclo.so"), "libreoffice-calc", "libreoffice-calc", "libreoffice-fresh"),
    package(Test, File("/usr/lib/libreoffice/program/libswlo.so"), "libreoffice-writer", "libreoffice-writer", "libreoffice-fresh"),
    package(Test, Program("pdftotext"), "poppler-utils", "poppler-utils", "poppler"),
    package(Test, Program("fc-match"), "fontconfig", "fontconfig", "fontconfig"),
    package(Test, Program("qpdf"), "qpdf", "qpdf", "qpdf"),
    // Reads a letter as other mail programs do.
    package(Test, Program("python3"), "python3", "python3", "python"),
    // Installs openxml-audit, which checks Word files and workbooks.
    package(Test, Python("ensurepip"), "python3-venv", "python3", "python"),
    package(Test, Program("mu"), "maildir-utils", "maildir-utils", "mu"),
    // A printing system for the tests, with a printer that prints to a file.
    package(Test, File("/usr/sbin/cupsd"), "cups", "cups", "cups"),
    package(Test, Program("lp"), "cups-client", "cups-client", "cups"),
    package(Test, File("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd"), "printer-driver-cups-pdf", "cups-pdf", "cups-pdf"),
    // A mail server and a keyring for the tests.
    package(Test, Python("aiosmtpd"), "python3-aiosmtpd", "python3-aiosmtpd", "python-aiosmtpd"),
    package(Test, Program("gnome-keyring-daemon"), "gnome-keyring", "gnome-keyring", "gnome-keyring"),
    package(Test, Program("unshare"), "util-linux", "util-linux", "util-linux"),
    // For the icons, the desktop files of Linux, and the workflow.
    package(Test, Program("rsvg-convert"), "librsvg2-bin", "librsvg2-tools", "librsvg"),
    package(Test, Program("icotool"), "icoutils", "icoutils", "icoutils"),
    package(Test, Program("desktop-file-validate"), "desktop-file-utils", "desktop-file-utils", "desktop-file-utils"),
    package(Test, Program("appstreamcli"), "appstream", "appstream", "appstream"),
    package(Test, Program("dpkg-shlibdeps"), "dpkg-dev", "dpkg-dev", "dpkg"),
    // Programs that an office might use instead.
    package(Bench, Python("uno"), "python3-uno", "libreoffice-pyuno", "libreoffice-fresh"),
    package(Bench, Python("xlsxwriter"), "python3-xlsxwriter", "python3-xlsxwriter", "python-xlsxwriter"),
    package(Bench, Python("openpyxl"), "python3-openpyxl", "python3-openpyxl", "python-openpyxl"),
    // For making the packages. Debian's compiler, because it comes with the source of the standard library.
    package(Dist, File("/usr/bin/rustc"), "rustc-web", "rust", "rust"),
    package(Dist, File("/usr/bin/cargo"), "cargo-web", "cargo", "rust"),
    package(Dist, File("/usr/lib/rustlib/src/rust/library/Cargo.lock"), "rust-web-src", "rust-src", "rust-src"),
    package(Dist, Program("x86_64-w64-mingw32-gcc"), "mingw-w64", "mingw64-gcc", "mingw-w64-gcc"),
    package(Dist, Program("makensis"), "nsis", "mingw32-nsis", "nsis"),
    package(Dist, Program("wine"), "wine", "wine", "wine"),
    package(Dist, Program("aarch64-linux-gnu-gcc"), "gcc-aarch64-linux-gnu", "gcc-aarch64-linux-gnu", "aarch64-linux-gnu-gcc"),
    package(Dist, Program("qemu-aarch64-static"), "qemu-user-static", "qemu-user-static", "qemu-user-static"),
];

/// The needed packages of the table that the probe does not find.
pub(crate) fn missing(need: Need, is_there: impl Fn(Probe) -> bool) -> Vec<&'static Package> {
    let is_needed = |package: &Package| package.need <= need.min(Need::Test) || package.need == need;
    PACKAGES.iter().filter(|package| is_needed(package) && !is_there(package.probe)).collect()
}

/// Probes this machine.
pub(crate) fn is_there(probe: Probe) -> bool {
    match probe {
        Program(name) => shell::has_program(name),
        Library(name) => shell::succeeds("pkg-config", &["--exists", name]),
        // Another Python may come first in PATH, without the system's modules.
        Python(module) => shell::succeeds("/usr/bin/python3", &["-c", &format!("import {module}")]),
        File(path) => Path::new(path).exists(),
        OneOf(paths) => paths.iter().any(|path| Path::new(path).exists()),
        ChineseFont => {
            // The font may be there without fontconfig's program.
            Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
                || shell::prints_something("fc-list", &[":lang=zh", "file"])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(need: Need, is_there: impl Fn(Probe) -> bool) -> Vec<&'static str> {
        missing(need, is_there).into_iter().map(|package| package.debian).collect()
    }

    #[test]
    fn nothing_is_missing_where_every_probe_finds_something() {
        assert!(missing(Need::Test, |_| true).is_empty());
    }

    #[test]
    fn opening_the_window_needs_no_test_tools() {
        let names = names(Need::Run, |_| false);
        assert!(names.contains(&"libwebkit2gtk-4.1-dev") && names.contains(&"fonts-noto-cjk"), "{names:?}");
        assert!(!names.contains(&"nodejs") && !names.contains(&"xvfb"), "{names:?}");
    }

    #[test]
    fn each_need_includes_those_before_it() {
        let sizes = [Need::Run, Need::Check, Need::Test].map(|need| names(need, |_| false).len());
        assert!(sizes.is_sorted());
        let test = names(Need::Test, |_| false);
        for apart in [Need::Bench, Need::Dist] {
            let names = names(apart, |_| false);
            assert!(names.starts_with(&test) && names.len() > test.len());
        }
        // Whoever makes packages does not measure.
        assert!(!names(Need::Dist, |_| false).contains(&"python3-uno"));
    }

    #[test]
    fn only_what_the_probe_does_not_find_is_named() {
        let names = names(Need::Test, |probe| {
            ![Probe::Program("Xvfb"), Probe::Library("gtk+-3.0"), Probe::ChineseFont].contains(&probe)
        });
        assert_eq!(names, ["libgtk-3-dev", "fonts-noto-cjk", "xvfb"]);
    }
}
