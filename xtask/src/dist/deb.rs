//! The .deb package: the places of its files, and its entries for the system.

use std::path::Path;
use std::process::Command;

use super::package::{ID, version};
use crate::{files, icons, shell};

const SIZES: [u32; 7] = [16, 24, 32, 48, 64, 128, 256];

/// Packs the programs of a folder, using a temporary folder as `dpkg-deb` needs it.
pub(super) fn pack(
    top: &Path,
    programs: &Path,
    work: &Path,
    way: &str,
    package: &Path,
) -> Result<(), String> {
    files::fresh_folder(work)?;
    let root = work.join("root");
    fill(top, programs, &root)?;
    let control = control(&version(top)?, &libraries(work, &root)?, installed_size(&root)?);
    files::make_folder(&root.join("DEBIAN"))?;
    files::write(&root.join("DEBIAN/control"), control.as_bytes())?;
    let mut pack = Command::new("dpkg-deb");
    pack.env("SOURCE_DATE_EPOCH", files::commit_time(top)?);
    shell::run(pack.args(["--root-owner-group", way, "--build"]).arg(&root).arg(package))
}

/// Puts every file in its place under `usr`.
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
    // The text of the licence in the format of that file: indented, with a dot for an empty line.
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

/// The packages with the libraries that the programs load.
fn libraries(work: &Path, root: &Path) -> Result<String, String> {
    // The tool expects this file of a source package.
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
