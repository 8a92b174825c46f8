//! What the window takes of the computer.

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
