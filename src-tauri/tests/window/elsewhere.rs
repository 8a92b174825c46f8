//! The same data in two places: the command line beside the window, and a second start.

use std::os::unix::process::ExitStatusExt as _;

use crate::screen::{Screen, now, texts};
use crate::window::Window;

const MARCH: &str = "2022-03";
const SEGMENTATION_FAULT: i32 = 11;

#[test]
fn what_another_program_changes_is_shown() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.go_to("1a");
    window.keys("5\u{e007}");
    window.wait_until_saved(MARCH, "1a", "5");

    let mut other = screen.session();
    other.reports_mut().set_amounts(now(), "2022-02".parse().unwrap(), texts("1a=40")).unwrap();
    window.wait_for_total("1a", "45");
    window.wait_for_text("[data-month='2022-02'] .label", "草稿 1/20");
    other.reports_mut().set_amounts(now(), MARCH.parse().unwrap(), texts("9=3")).unwrap();
    window.wait_until("the figure of another", || window.entry("9") == "3");
}

#[test]
fn a_cell_being_typed_in_is_not_disturbed_by_another_program() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.go_to("1a");
    window.keys("1");
    window.wait_for_total("1a", "1");
    screen.session().reports_mut().set_amounts(now(), MARCH.parse().unwrap(), texts("1b=8")).unwrap();
    window.wait_until("the figure of another", || window.entry("1b") == "8");
    assert_eq!(window.entry("1a"), "1");
    window.keys("2");
    window.wait_for_total("1a", "12");
    window.wait_until_saved(MARCH, "1a", "12");
    assert_eq!(screen.saved(MARCH, "1b"), "8", "neither is lost");
}

/// Starts the program once more, while its window is open.
pub(crate) fn start_again(screen: &Screen, arguments: &[&str]) {
    let second = screen.command(env!("CARGO_BIN_EXE_yuebao-desktop")).args(arguments).output().unwrap();
    // tao asks X for the events of devices on a thread of its own. Where the second start leaves before that thread is
    // done, it finds the locks of libX11 taken down: about twice in 500 starts, after everything was done.
    let is_caught_by_x = second.status.signal() == Some(SEGMENTATION_FAULT);
    assert!(second.status.success() || is_caught_by_x, "{:?}", second.status);
    assert_eq!(String::from_utf8_lossy(&second.stderr), "");
}

#[test]
fn a_second_start_shows_the_first_window() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    start_again(&screen, &[]);
    window.wait_for_text("#messages", "山城月报已经打开了，已切换到这个窗口");
    let mut search = screen.command("xdotool");
    let found = search.args(["search", "--onlyvisible", "--name", "^山城月报$"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&found.stdout).lines().count(), 1, "there is one window");
}
