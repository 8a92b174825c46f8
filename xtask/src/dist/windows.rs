//! The packages for Windows, made on Debian: an installer for one user, and a portable program in a .zip.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::package::{ID, bill, folder, version};
use super::{build, wine};
use crate::{files, icons, shell};

/// What stands in the packages beside its text: each file, how the build calls it, and what Windows is told of it.
const PARTS: [Part; 3] = [
    Part { file: "山城月报.exe", built: "yuebao-window.exe", resource: "window", told: "山城月报" },
    Part {
        file: "yuebao.exe",
        built: "yuebao-command-line.exe",
        resource: "command-line",
        told: "山城月报命令行",
    },
    Part {
        file: "yuebao.dll", built: "yuebao_library.dll", resource: "library", told: "山城月报程序库"
    },
];

struct Part {
    file: &'static str,
    built: &'static str,
    resource: &'static str,
    told: &'static str,
}

impl Part {
    fn is_program(&self) -> bool {
        Path::new(self.file).extension().is_some_and(|ending| ending == "exe")
    }
}

/// Makes the installer and the portable program.
pub(super) fn make(top: &Path, test: bool) -> Result<Vec<PathBuf>, String> {
    let version = version(top)?;
    let work = top.join("target/windows/packages");
    files::make_folder(&work)?;
    let built = build::windows(top, &resources(top, &work, &version)?)?;
    let stage = stage(top, &work, &built)?;
    for part in &PARTS {
        told_to_windows(&stage, part, &version)?;
    }
    let made = folder(top)?;
    let installer = made.join(format!("山城月报-{version}-安装程序.exe"));
    install_script(top, &work, &stage, &version, &installer)?;
    let portable = made.join(format!("山城月报-{version}-便携版.zip"));
    pack(top, &work, &stage, &portable)?;
    let bill = bill(top, "src-windows", "x86_64-pc-windows-gnu", &format!("山城月报-{version}-windows.cdx"))?;
    if test {
        // An older and a newer installer, to try an upgrade.
        let newer = work.join("newer.exe");
        install_script(top, &work, &stage, "99.0.0", &newer)?;
        wine::check(top, &stage, [&installer, &newer], &portable)?;
    }
    Ok(vec![installer, portable, bill])
}

/// What Windows is told of each part: the version of all, and the icon and the manifest of the programs. Returns the folder.
fn resources(top: &Path, work: &Path, version: &str) -> Result<PathBuf, String> {
    for part in &PARTS {
        let mut compiler = Command::new("x86_64-w64-mingw32-windres");
        compiler.current_dir(top).args(["--codepage=65001", "--output-format=coff"]);
        compiler.arg(format!("-DNUMBERS={},0", version.replace('.', ",")));
        for (name, text) in [("VERSION", version), ("FILE", part.file), ("TOLD", part.told)] {
            compiler.arg(format!("-D{name}=\\\"{text}\\\""));
        }
        if part.is_program() {
            compiler.arg("-DPROGRAM");
        }
        let object = work.join(format!("{}.o", part.resource));
        shell::run(compiler.arg("packaging/windows/yuebao.rc").arg(object))?;
    }
    Ok(work.to_owned())
}

/// Collects every file to install, under its installed name.
fn stage(top: &Path, work: &Path, built: &Path) -> Result<PathBuf, String> {
    let stage = work.join("stage");
    files::fresh_folder(&stage)?;
    let put = |from: PathBuf, name: &str| files::copy(&from, &stage.join(name));
    for part in &PARTS {
        put(built.join(part.built), part.file)?;
    }
    put(built.join("WebView2Loader.dll"), "WebView2Loader.dll")?;
    put(top.join("LICENSE-MIT"), "LICENSE-MIT.txt")?;
    put(top.join("LICENSE-APACHE"), "LICENSE-APACHE.txt")?;
    put(top.join("assets/third-party-licences.txt"), "third-party-licences.txt")?;
    Ok(stage)
}

/// Checks that what Windows is told is in the part; without that it would build and run anyway.
fn told_to_windows(stage: &Path, part: &Part, version: &str) -> Result<(), String> {
    let program = stage.join(part.file);
    let bytes = std::fs::read(&program).map_err(|error| format!("读不了 {}：{error}", program.display()))?;
    let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    // Windows stores the version in UTF-16; the manifest is stored unchanged.
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let picture = b"\x89PNG\r\n\x1a\n";
    let told = [
        ("中文名", holds(&wide(part.told))),
        ("版本", holds(&wide("ProductVersion")) && holds(&wide(version))),
        ("图标", !part.is_program() || holds(picture)),
        ("长路径", !part.is_program() || holds(b"longPathAware")),
        ("UTF-8", !part.is_program() || holds(b"activeCodePage")),
        ("清晰度", !part.is_program() || holds(b"PerMonitorV2")),
    ];
    let missing: Vec<&str> = told.iter().filter(|(_, is_there)| !is_there).map(|(what, _)| *what).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("{} 里没有{}", program.display(), missing.join("、")))
    }
}

fn install_script(top: &Path, work: &Path, stage: &Path, version: &str, out: &Path) -> Result<(), String> {
    let side = side(top, work)?;
    let mut nsis = Command::new("makensis");
    nsis.args(["-V2", "-WX", "-INPUTCHARSET", "UTF8"]);
    nsis.env("LC_ALL", "C.UTF-8").env("SOURCE_DATE_EPOCH", files::commit_time(top)?);
    nsis.arg(format!("-DVERSION={version}")).arg(format!("-DID={ID}"));
    let icons = top.join("src-tauri/icons");
    let (icon, picture) = (icons.join("icon.ico"), icons.join("icon.png"));
    for (name, path) in
        [("STAGE", stage), ("OUT", out), ("SIDE", &side), ("ICON", &icon), ("PICTURE", &picture)]
    {
        nsis.arg(format!("-D{name}={}", path.display()));
    }
    shell::run(nsis.arg(top.join("packaging/windows/installer.nsi")))
}

/// The picture at the side of the installer's first and last page.
fn side(top: &Path, work: &Path) -> Result<PathBuf, String> {
    let (icon, side) = (work.join("side.png"), work.join("side.bmp"));
    icons::draw(top, 100, &icon)?;
    let mut convert = Command::new("convert");
    convert.args(["-size", "164x314", "xc:#f6e4e1"]).arg(&icon);
    convert.args(["-gravity", "north", "-geometry", "+0+60", "-composite"]);
    shell::run(convert.arg(format!("BMP3:{}", side.display())))?;
    Ok(side)
}

/// Packs the portable program: the same files, and the marker that keeps the data next to them.
fn pack(top: &Path, work: &Path, stage: &Path, zip: &Path) -> Result<(), String> {
    let root = work.join("portable");
    files::fresh_folder(&root)?;
    let inside = root.join("山城月报");
    for name in files::names(stage)? {
        files::copy(&stage.join(&name), &inside.join(&name))?;
    }
    files::copy(&top.join("packaging/windows/portable.txt"), &inside.join("portable.txt"))?;
    let mut python = Command::new("/usr/bin/python3");
    python.arg(top.join("packaging/zip.py")).arg(&root).arg(zip).arg(files::commit_time(top)?);
    shell::run(&mut python)
}
