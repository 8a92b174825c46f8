//! What the window takes of the computer.

use std::collections::BTreeSet;
use std::fs;

use crate::process::with_children;
use crate::screen::Screen;
use crate::window::Window;

/// The thread of WebKit that paints with the graphics processor.
const GRAPHICS: &str = "SkiaGPUWorker";

fn threads(process: u32) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let names = tasks.filter_map(|task| fs::read_to_string(task.path().join("comm")).ok());
    names.map(|name| name.trim().to_owned()).collect()
}

#[test]
fn the_page_is_painted_without_the_graphics_processor() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.go_to("2a");
    let processes = with_children(window.program());
    assert!(processes.len() >= 3, "the program, its page and its network: {processes:?}");
    let all: Vec<String> = processes.into_iter().flat_map(threads).collect();
    assert!(!all.is_empty() && !all.iter().any(|name| name == GRAPHICS), "{all:?}");
}

/// The files of fonts that a process holds open.
fn fonts(process: u32) -> BTreeSet<String> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default();
    let files = maps.lines().filter_map(|line| line.find('/').and_then(|at| line.get(at..)));
    files.filter(|file| file.contains("/fonts/")).map(str::to_owned).collect()
}

#[test]
fn the_fonts_of_a_preview_are_given_back_when_nothing_is_drawn_for_a_while() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.go_to("2a");
    let before = fonts(window.program());
    window.click("#preview-switch");
    window.wait_for("a page", "return document.querySelector('#preview-page img') !== null");
    assert!(!fonts(window.program()).is_subset(&before), "drawn with other fonts than {before:?}");
    window.click("#preview-close");
    window.wait_until("the fonts to be given back", || fonts(window.program()).is_subset(&before));
}
