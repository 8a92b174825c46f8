//! What goes wrong is told in words, with a way on, and nothing is lost.

use std::fs::{self, File};
use std::io::Write as _;

use rusqlite::{Connection, TransactionBehavior};
use yuebao::store::Side;

use crate::screen::Screen;
use crate::window::Window;

const MARCH: &str = "2022-03";

fn failed_page(window: &Window<'_>, sentence: &str) {
    window.wait_for("the page that says so", "return !document.querySelector('#page-failed').hidden");
    let told = window.text("#failed-sentence");
    assert!(told.contains(sentence), "{told}");
}

#[test]
fn a_data_folder_that_is_a_file_is_told_and_tried_again() {
    let screen = Screen::new();
    File::create(screen.data()).unwrap();
    let window = Window::open(&screen);
    failed_page(&window, "是一个文件，不是文件夹，没有改动它");
    window.shot("failed-to-open");
    fs::remove_file(screen.data()).unwrap();
    window.click("#retry");
    window.wait_for("the first page", "return !document.querySelector('#page-begin').hidden");
}

#[test]
fn a_damaged_a_newer_and_a_foreign_file_are_each_told() {
    let screen = Screen::begun();
    let file = Side::Reporting.file_in(&screen.data());
    let good = fs::read(&file).unwrap();

    File::create(&file).unwrap().write_all(&good[..good.len() / 2]).unwrap();
    let window = Window::open(&screen);
    failed_page(&window, "已损坏，没有打开，也没有改动它");
    window.kill();

    File::create(&file).unwrap().write_all(&good).unwrap();
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let window = Window::open(&screen);
    failed_page(&window, "是新版本的山城月报保存的");
    window.kill();

    File::create(&file).unwrap().write_all("一封信".as_bytes()).unwrap();
    let window = Window::open(&screen);
    failed_page(&window, "不是山城月报的数据文件，没有改动它");
    File::create(&file).unwrap().write_all(&good).unwrap();
    window.click("#retry");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
}

#[test]
fn a_cell_that_cannot_be_saved_says_so_once_and_is_saved_later() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    let mut other = Connection::open(Side::Reporting.file_in(&screen.data())).unwrap();
    let writing = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    window.go_to("1a");
    window.keys("66");
    window.wait_for_total("1a", "66");
    window.wait_for(
        "the cell to say so",
        "return !!document.querySelector('[data-figure=\"1a\"] [data-saving=failed]')",
    );
    window.wait_for_text("#saving", "另一个程序正在保存数据，刚才的内容没有保存");
    assert_eq!(window.entry("1a"), "66");
    window.shot("not-saved");
    window.click("#no-data");
    window.wait_for_text("#messages", "有内容没有保存，原因写在那一页上。这一步还没有做，等它存上再做");
    drop(writing);
    window.wait_until_saved(MARCH, "1a", "66");
    window.wait_for(
        "the cell to be well again",
        "return !!document.querySelector('[data-figure=\"1a\"] [data-saving=saved]')",
    );
}
