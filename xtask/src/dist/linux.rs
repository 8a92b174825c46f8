//! The package for Debian, Ubuntu and their kin, and the command line for arm64.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::journey::{self, CommandLine};
use super::screen::Screen;
use super::{bill, build, folder, version};
use crate::{files, icons, shell};

const ID: &str = "app.yuebao.desktop";
const SIZES: [u32; 7] = [16, 24, 32, 48, 64, 128, 256];

/// Makes the .deb.
pub(super) fn make(top: &Path, test: bool) -> Result<Vec<PathBuf>, String> {
    let version = version(top)?;
    let built = build::here(top)?;
    let work = top.join("target/here/package");
    files::fresh_folder(&work)?;
    let root = work.join("root");
    fill(top, &built, &root)?;
    let control = control(&version, &libraries(&work, &root)?, installed_size(&root)?);
    files::make_folder(&root.join("DEBIAN"))?;
    files::write(&root.join("DEBIAN/control"), control.as_bytes())?;
    let package = folder(top)?.join(format!("yuebao_{version}_amd64.deb"));
    let mut pack = Command::new("dpkg-deb");
    pack.env("SOURCE_DATE_EPOCH", files::commit_time(top)?);
    shell::run(pack.args(["--root-owner-group", "-Zxz", "--build"]).arg(&root).arg(&package))?;
    let bill = bill(top, "x86_64-unknown-linux-gnu", &format!("yuebao_{version}_amd64.cdx"))?;
    if test {
        check(top, &work, &package)?;
    }
    Ok(vec![package, bill])
}

/// Puts everything where it belongs under `usr`.
fn fill(top: &Path, built: &Path, root: &Path) -> Result<(), String> {
    let usr = root.join("usr");
    let put = |from: &Path, to: &str| files::copy(from, &usr.join(to));
    let ours = |name: &str| top.join("packaging/linux").join(name);
    for program in ["yuebao", "yuebao-desktop"] {
        put(&built.join(program), &format!("bin/{program}"))?;
    }
    put(&ours(&format!("{ID}.desktop")), &format!("share/applications/{ID}.desktop"))?;
    put(&ours(&format!("{ID}.metainfo.xml")), &format!("share/metainfo/{ID}.metainfo.xml"))?;
    put(&ours(&format!("{ID}.mime.xml")), &format!("share/mime/packages/{ID}.xml"))?;
    put(&top.join("assets/icon.svg"), &format!("share/icons/hicolor/scalable/apps/{ID}.svg"))?;
    for size in SIZES {
        let icons = usr.join(format!("share/icons/hicolor/{size}x{size}/apps"));
        files::make_folder(&icons)?;
        icons::draw(top, size, &icons.join(format!("{ID}.png")))?;
    }
    let mut copyright = files::read(&ours("copyright"))?;
    // The text of the licence, as the format of that file wants it: indented, a dot for an empty line.
    copyright += "License: MIT\n";
    for line in files::read(&top.join("LICENSE-MIT"))?.lines().skip(4) {
        copyright.extend([" ", if line.is_empty() { "." } else { line }, "\n"]);
    }
    copyright += "\nLicense: Apache-2.0\n On Debian systems: /usr/share/common-licenses/Apache-2.0\n";
    let documents = usr.join("share/doc/yuebao");
    files::make_folder(&documents)?;
    files::write(&documents.join("copyright"), copyright.as_bytes())?;
    let licences = documents.join("third-party-licences.txt");
    files::copy(&top.join("assets/third-party-licences.txt"), &licences)?;
    shell::run(Command::new("gzip").args(["-9", "--no-name"]).arg(licences))
}

/// The packages whose libraries the programs load.
fn libraries(work: &Path, root: &Path) -> Result<String, String> {
    // It looks for the file of a source package.
    files::make_folder(&work.join("debian"))?;
    files::write(&work.join("debian/control"), b"Source: yuebao\n\nPackage: yuebao\nArchitecture: amd64\n")?;
    let mut command = Command::new("dpkg-shlibdeps");
    command.current_dir(work).args(["-O", "--ignore-missing-info"]);
    for program in ["yuebao", "yuebao-desktop"] {
        command.arg("-e").arg(root.join("usr/bin").join(program));
    }
    let printed = shell::output(&mut command)?;
    let line = String::from_utf8_lossy(&printed);
    let libraries = line.trim().strip_prefix("shlibs:Depends=").ok_or("dpkg-shlibdeps 没有说要哪些库")?;
    Ok(libraries.to_owned())
}

fn installed_size(root: &Path) -> Result<String, String> {
    let printed = shell::output(
        Command::new("du").args(["--summarize", "--block-size=1024", "--apparent-size"]).arg(root),
    )?;
    let line = String::from_utf8_lossy(&printed);
    Ok(line.split_whitespace().next().unwrap_or("0").to_owned())
}

fn control(version: &str, libraries: &str, size: impl AsRef<str>) -> String {
    format!(
        "Package: yuebao\n\
         Version: {version}\n\
         Architecture: amd64\n\
         Section: misc\n\
         Priority: optional\n\
         Maintainer: 山城月报 <noreply@yuebao.app>\n\
         Installed-Size: {}\n\
         Depends: {libraries}\n\
         Recommends: fonts-noto-cjk\n\
         Description: monthly report of the campaign 山城美丽家园\n \
         A township officer fills in the official monthly form once; totals are carried,\n \
         what was reported is kept, and the form comes out on one A4 page.\n",
        size.as_ref()
    )
}

/// Looks at the package as Debian does, unpacks it into a clean folder, and starts what is in it.
fn check(top: &Path, work: &Path, package: &Path) -> Result<(), String> {
    // Whether everything it depends on can be had here; nothing is installed.
    shell::run(Command::new("apt-get").args(["install", "--simulate", "--quiet=2"]).arg(package))?;
    let clean = work.join("clean");
    files::fresh_folder(&clean)?;
    shell::run(Command::new("dpkg-deb").arg("--extract").arg(package).arg(&clean))?;
    let share = clean.join("usr/share");
    shell::run(Command::new("desktop-file-validate").arg(share.join(format!("applications/{ID}.desktop"))))?;
    let mut appstream = Command::new("appstreamcli");
    shell::run(appstream.args(["validate-tree", "--no-net"]).arg(&clean))?;
    shell::run(Command::new("update-mime-database").arg(share.join("mime")))?;
    let programs = clean.join("usr/bin");
    let out = journey::run(&CommandLine::plain(&programs.join("yuebao")), &work.join("journey"))?;
    kind_is_known(&share, &out.join("交接.yuebao"))?;
    let ours = journey::run(&journey::of_this_system(top)?, &work.join("developed"))?;
    journey::compare(top, &ours, &out)?;
    opens(work, &programs.join("yuebao-desktop"), &share)
}

/// A hand-over file is told by its name and by what is in it.
fn kind_is_known(share: &Path, file: &Path) -> Result<(), String> {
    let nameless = file.with_extension("nameless");
    files::copy(file, &nameless)?;
    for path in [file, &nameless] {
        let mut query = Command::new("gio");
        query.args(["info", "--attributes=standard::content-type"]).arg(path);
        query.env("XDG_DATA_HOME", share).env("LC_ALL", "C.UTF-8");
        let told = shell::output(&mut query)?;
        if !String::from_utf8_lossy(&told).contains("application/vnd.yuebao.handover") {
            return Err(format!("系统不认得 {}", path.display()));
        }
    }
    println!("✓ 交接文件按名字、按内容都认得");
    Ok(())
}

/// Starts the window on a screen of its own, with a home of its own; a picture of it is left.
fn opens(work: &Path, program: &Path, share: &Path) -> Result<(), String> {
    let home = work.join("home");
    files::fresh_folder(&home)?;
    let screen = Screen::open(":93")?;
    let mut start = Command::new("dbus-run-session");
    start.arg("--").arg(program).env("HOME", &home).env("XDG_DATA_DIRS", share);
    for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "YUEBAO_DATA"] {
        start.env_remove(variable);
    }
    let window = screen.start(start.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1"))?;
    let picture = work.join("window.png");
    let seen = screen.shows("^山城月报$", &picture);
    drop(window);
    if !seen {
        return Err("装好的窗口没有打开".to_owned());
    }
    println!("✓ 从安装包里取出的窗口能打开（{}）", picture.display());
    Ok(())
}

/// Makes the command line for arm64; to try it, the processor is imitated.
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
    Ok(vec![program])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_says_what_it_is() {
        let control = control("1.2.3", "libc6", "42");
        assert!(control.contains("Version: 1.2.3\n") && control.contains("Depends: libc6\n"), "{control}");
        assert!(
            control
                .lines()
                .skip_while(|line| !line.starts_with("Description"))
                .skip(1)
                .all(|line| line.starts_with(' '))
        );
    }
}
