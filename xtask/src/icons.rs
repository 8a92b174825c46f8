//! The icons of the programs, made from the drawings in `assets/`.
//!
//! Below 24 pixels a separate drawing is used, because fine details become unrecognisable. No drawing is made here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell;

const DRAWING: &str = "assets/icon.svg";
const SMALL_DRAWING: &str = "assets/icon-small.svg";
const FOLDER: &str = "src-tauri/icons";

/// The sizes that Windows shows, from the title bar to the desktop.
const SIZES: [u32; 7] = [16, 20, 24, 32, 40, 48, 64];
const LARGEST: u32 = 256;

/// Makes the icons again in the folder where they are kept.
pub(crate) fn make(top: &Path) -> Result<(), String> {
    draw_all(top, &top.join(FOLDER))?;
    println!("✓ 已更新 {FOLDER}，请看过再提交");
    Ok(())
}

/// Checks that the kept icons still look like the drawings.
pub(crate) fn problems(top: &Path) -> Result<Vec<String>, String> {
    let fresh = top.join("target/icons");
    draw_all(top, &fresh)?;
    let mut problems = Vec::new();
    // The first picture of an .ico is the one with 16 pixels, which has the separate drawing.
    for (name, pictures) in [("icon.png", 1), ("icon.ico", SIZES.len() + 1)] {
        for picture in 0..pictures {
            let at = |folder: &Path| format!("{}[{picture}]", folder.join(name).display());
            // Another version of the renderer may round the edge of a curve differently.
            let alike = shell::succeeds(
                "compare",
                &["-metric", "AE", "-fuzz", "12%", &at(&top.join(FOLDER)), &at(&fresh), "null:"],
            );
            if !alike {
                problems.push(format!(
                    "{FOLDER}/{name} 的第 {} 张和 {DRAWING} 不一致，请运行 cargo xtask icons",
                    picture + 1
                ));
            }
        }
    }
    Ok(problems)
}

/// Draws one drawing in one size.
pub(crate) fn draw(top: &Path, size: u32, to: &Path) -> Result<(), String> {
    let size_text = size.to_string();
    let mut render = Command::new("rsvg-convert");
    render
        .args(["--width", &size_text, "--height", &size_text, "--output"])
        .arg(to)
        .arg(top.join(drawing(size)));
    shell::run(&mut render)
}

fn drawing(size: u32) -> &'static str {
    if size < 24 { SMALL_DRAWING } else { DRAWING }
}

fn draw_all(top: &Path, folder: &Path) -> Result<(), String> {
    let parts = top.join("target/icons/parts");
    fs::create_dir_all(&parts).map_err(|error| format!("无法建立 {}：{error}", parts.display()))?;
    let part = |size: u32| -> Result<PathBuf, String> {
        let path = parts.join(format!("{size}.png"));
        draw(top, size, &path)?;
        Ok(path)
    };
    let mut join = Command::new("icotool");
    join.arg("--create").arg("--output").arg(folder.join("icon.ico"));
    for size in SIZES {
        join.arg(part(size)?);
    }
    // Compressed pictures are supported everywhere only in this size.
    let mut largest = std::ffi::OsString::from("--raw=");
    largest.push(part(LARGEST)?);
    shell::run(join.arg(largest))?;
    draw(top, 512, &folder.join("icon.png"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_sizes_have_a_drawing_of_their_own() {
        assert_eq!([16, 20, 24, 256].map(drawing), [SMALL_DRAWING, SMALL_DRAWING, DRAWING, DRAWING]);
    }
}
