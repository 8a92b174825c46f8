//! The export through the system's own dialog, and the file read back.

use std::fs;

use calamine::{DataType as _, Reader as _, Xlsx, open_workbook};

use crate::screen::Screen;
use crate::window::{Window, key};

const NAME: &str = "龙沙镇_2022年03月_附件2.xlsx";

#[test]
fn the_workbook_is_saved_where_the_dialog_says_and_reads_back() {
    let screen = Screen::begun();
    screen.stand_in("xdg-open");
    let window = Window::open(&screen);
    window.go_to("2a");
    window.keys("4.5");
    window.wait_for_total("2a", "4.50");
    window.chord(key::CONTROL, 'e');
    assert!(screen.has_window("导出到"), "the system's dialog comes up");
    screen.press(&["Return"]);
    window.wait_for_text(".message .sentence", "已导出，其中还有 19 项空白：");
    window.shot("exported");

    let path = screen.home().join(NAME);
    assert!(window.text(".message .sentence").ends_with(path.to_str().unwrap()));
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    let grid = workbook.worksheet_range_at(0).unwrap().unwrap();
    let numbers = grid.used_cells().filter_map(|(_, _, cell)| cell.get_float());
    assert_eq!(numbers.filter(|number| (*number - 4.5).abs() < f64::EPSILON).count(), 2, "当月 and 累计");
    assert_eq!(screen.saved("2022-03", "2a"), "4.50");

    window.click(".message .act");
    window.wait_until("the folder to be opened", || screen.given("xdg-open").is_some());
    assert_eq!(screen.given("xdg-open").unwrap().trim_end(), screen.home().to_str().unwrap());
}

#[test]
fn who_closes_the_dialog_gets_no_file_and_no_complaint() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.click_more("#export");
    assert!(screen.has_window("导出到"));
    screen.press(&["Escape"]);
    window.go_to("1a");
    window.keys("3");
    window.wait_for_total("1a", "3");
    assert_eq!(window.text("#messages"), "");
    let files = fs::read_dir(screen.home()).unwrap().map(|file| file.unwrap().path());
    assert_eq!(files.filter(|file| file.extension().is_some_and(|name| name == "xlsx")).count(), 0);
}
