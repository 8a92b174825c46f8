//! The package for Debian, Ubuntu and related systems, installed and tried, and the command line for arm64.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::journey::{self, CommandLine};
use super::package::{ID, bill, folder, version};
use super::screen::Screen;
use super::{build, deb};
use crate::{files, shell};

/// The kind of a handover file.
const HANDOVER: &str = "application/vnd.yuebao.handover";

/// Makes the .deb.
pub(super) fn make(top: &Path, test: bool) -> Result<Vec<PathBuf>, String> {
    let version = version(top)?;
    let built = build::here(top)?;
    let work = top.join("target/here/package");
    let package = folder(top)?.join(format!("yuebao_{version}_amd64.deb"));
    deb::pack(top, &built, &work, "-Zxz", &package)?;
    let bill = bill(top, "src-tauri", "x86_64-unknown-linux-gnu", &format!("yuebao_{version}_amd64.cdx"))?;
    if test {
        // Simulates an installation, to see whether all dependencies are available.
        shell::run(Command::new("apt-get").args(["install", "--simulate", "--quiet=2"]).arg(&package))?;
        let out = check(&work, &package)?;
        let ours = journey::run(&journey::of_this_system(top)?, &work.join("developed"))?;
        journey::compare(top, &ours, &out)?;
    }
    Ok(vec![package, bill])
}

/// Tries the package as CI does: with the programs that the tests have built, because the small ones take
/// minutes more.
pub(crate) fn check_as_developed(top: &Path) -> Result<(), String> {
    // The same arguments as for the tests, or every dependency would be built again with other features.
    shell::run(shell::cargo_with_clippy(top).args(["test", "--workspace", "--no-run", "--quiet"]))?;
    let work = top.join("target/package");
    let package = top.join("target/yuebao.deb");
    // Not compressed, because it is large and is deleted at once.
    deb::pack(top, &top.join("target/debug"), &work, "-Znone", &package)?;
    check(&work, &package)?;
    files::fresh_folder(&work.join("root"))
}

/// Installs the package into an empty prefix, as Debian does, checks its files, starts its programs, and
/// removes it again. Returns the folder with the command line's results.
fn check(work: &Path, package: &Path) -> Result<PathBuf, String> {
    let clean = work.join("clean");
    files::fresh_folder(&clean)?;
    let dpkg = || {
        let mut dpkg = Command::new("dpkg");
        // Its dependencies are outside of the prefix.
        dpkg.arg(format!("--root={}", clean.display())).args(["--force-depends", "--force-not-root"]);
        dpkg.arg("--log=/dev/null");
        dpkg
    };
    for known in ["info", "updates", "triggers"] {
        files::make_folder(&clean.join("var/lib/dpkg").join(known))?;
    }
    files::write(&clean.join("var/lib/dpkg/status"), b"")?;
    shell::run(dpkg().arg("--install").arg(package))?;
    let share = clean.join("usr/share");
    shell::run(Command::new("desktop-file-validate").arg(share.join(format!("applications/{ID}.desktop"))))?;
    let mut appstream = Command::new("appstreamcli");
    shell::run(appstream.args(["validate-tree", "--no-net"]).arg(&clean))?;
    let programs = clean.join("usr/bin");
    let out = journey::run(&CommandLine::plain(&programs.join("yuebao")), &work.join("journey"))?;
    kind_is_known(work, &programs, &share, &out.join("交接.yuebao"))?;
    opens(work, &programs.join("yuebao-desktop"), &share)?;
    shell::run(dpkg().args(["--purge", "yuebao"]))?;
    let left = files::names(&clean)?;
    if left != ["var"] {
        return Err(format!("卸载以后还留着 {left:?}"));
    }
    println!("✓ 安装到干净的地方，能用，卸载后什么也没留下");
    Ok(out)
}

/// Checks that a handover file is recognised by its name and by its content, and that the program opens it.
fn kind_is_known(work: &Path, programs: &Path, share: &Path, file: &Path) -> Result<(), String> {
    let (nameless, known) = (work.join("nameless"), work.join("known"));
    files::copy(file, &nameless)?;
    files::fresh_folder(&known)?;
    // The system makes lists of these files at the installation; here they are outside of the prefix, which must be
    // empty at the end.
    for told in [format!("mime/packages/{ID}.xml"), format!("applications/{ID}.desktop")] {
        files::copy(&share.join(&told), &known.join(&told))?;
    }
    shell::run(Command::new("update-mime-database").arg(known.join("mime")))?;
    shell::run(Command::new("update-desktop-database").arg(known.join("applications")))?;
    for path in [file, nameless.as_path()] {
        let mut query = Command::new("gio");
        query.args(["info", "--attributes=standard::content-type"]).arg(path);
        query.env("XDG_DATA_HOME", &known).env("LC_ALL", "C.UTF-8");
        let told = shell::output(&mut query)?;
        if !String::from_utf8_lossy(&told).contains(HANDOVER) {
            return Err(format!("系统不认得 {}", path.display()));
        }
    }
    let mut opened_by = Command::new("gio");
    opened_by.args(["mime", HANDOVER]).env("XDG_DATA_HOME", &known).env("XDG_CONFIG_HOME", &known);
    // A program that is not there is not offered.
    opened_by.env("PATH", format!("{}:/usr/bin:/bin", programs.display())).env("LC_ALL", "C.UTF-8");
    let told = shell::output(&mut opened_by)?;
    if !String::from_utf8_lossy(&told).contains(&format!("{ID}.desktop")) {
        return Err("系统不会用山城月报打开交接文件".to_owned());
    }
    println!("✓ 交接文件按名字、按内容都认得，双击由山城月报打开");
    Ok(())
}

/// Starts the window on a separate screen with a separate home folder; saves a picture of it.
fn opens(work: &Path, program: &Path, share: &Path) -> Result<(), String> {
    let home = work.join("home");
    files::fresh_folder(&home)?;
    let screen = Screen::open(":93")?;
    let mut start = Command::new("dbus-run-session");
    start.arg("--").arg(program).env("HOME", &home).env("XDG_DATA_DIRS", share);
    for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "YUEBAO_DATA"] {
        start.env_remove(variable);
    }
    let window = screen.start(&mut start)?;
    let picture = work.join("window.png");
    let seen = screen.shows("^山城月报$", &picture);
    drop(window);
    if !seen {
        return Err("装好的窗口没有打开".to_owned());
    }
    println!("✓ 从安装包里取出的窗口能打开（{}）", picture.display());
    Ok(())
}

/// Makes the command line for arm64; to try it, the processor is emulated.
pub(super) fn arm64(top: &Path, test: bool) -> Result<Vec<PathBuf>, String> {
    let built = build::arm64(top)?.join("yuebao");
    let version = version(top)?;
    let program = folder(top)?.join(format!("yuebao-{version}-arm64"));
    files::copy(&built, &program)?;
    if test {
        let imitated = CommandLine {
            words: vec![
                "qemu-aarch64-static".into(),
                "-L".into(),
                "/usr/aarch64-linux-gnu".into(),
                built.into(),
            ],
            variables: Vec::new(),
        };
        let work = top.join("target/arm64/test");
        let theirs = journey::run(&imitated, &work.join("arm64"))?;
        let ours = journey::run(&journey::of_this_system(top)?, &work.join("amd64"))?;
        journey::compare(top, &ours, &theirs)?;
    }
    Ok(vec![
        program,
        bill(top, "src-tauri", "aarch64-unknown-linux-gnu", &format!("yuebao-{version}-arm64.cdx"))?,
    ])
}
