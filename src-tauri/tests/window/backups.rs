//! Backups in the window: looking at one, restoring it, and the way out where data cannot be opened.

use std::fs;

use yuebao::store::Side;

use crate::screen::{Screen, now};
use crate::window::Window;

const MARCH: &str = "2022-03";

/// 5 in March, backed up.
fn backed_up() -> Screen {
    let screen = Screen::begun();
    let mut session = screen.session();
    let five = vec![("1a".parse().unwrap(), "5".to_owned())];
    session.reports_mut().set_amounts(now(), MARCH.parse().unwrap(), five).unwrap();
    session.backups().apart().unwrap().back_up(now()).unwrap();
    screen
}

#[test]
fn an_old_state_is_looked_at_restored_and_taken_back() {
    let screen = backed_up();
    let six = vec![("1a".parse().unwrap(), "6".to_owned())];
    screen.session().reports_mut().set_amounts(now(), MARCH.parse().unwrap(), six).unwrap();
    let window = Window::open(&screen);
    window.wait_until("the backup of the start", || screen.session().backups().list().unwrap().len() == 2);
    window.click("#tab-settings");
    let listed = "return document.querySelectorAll('#backups tr').length === 2";
    window.wait_for("the list of backups", listed);
    window.shot("backups");

    window.click("#backups tr:nth-child(2) .look");
    window.wait_for("the old state", "return !document.querySelector('#looking').hidden");
    window.wait_for_total("1a", "5");
    window.go_to("1a");
    window.keys("9");
    assert_eq!(window.entry("1a"), "5", "nothing can be typed");
    window.wait_for_text("#messages", "现在只是查看，不能改");
    window.click("#messages .close");
    window.shot("looking");
    window.click("#tab-projects");
    window.wait_for("the list", "return !document.getElementById('page-projects').hidden");
    let can_type = "return [...document.querySelectorAll('#projects-paper [data-field]')].some((cell) => !cell.readOnly)";
    assert_eq!(window.script(can_type, vec![]), false, "nor in the list of projects");
    window.script("document.querySelector('#projects-paper [data-field]').focus()", vec![]);
    window.keys("9");
    let told = "现在只是查看，不能改";
    window.wait_for_text("#messages", told);
    window.click("#messages .close");
    window.wait_for("no message", "return !document.querySelector('#messages .message')");
    window.click("#tab-summary");
    window.wait_for("the texts", "return document.querySelector('#summary-texts textarea') !== null");
    window.script("document.querySelector('#summary-texts textarea').focus()", vec![]);
    window.keys("9");
    window.wait_for_text("#messages", told);
    window.click("#end-looking");
    window.wait_for_total("1a", "6");
    window.click("#tab-projects");
    window.wait_for("one's own list", can_type);

    window.click("#tab-settings");
    window.wait_for("the list of backups", listed);
    window.click("#backups tr:nth-child(2) .restore");
    window.wait_for_text("#restore-differences", "2022年3月：内容不同 1 格");
    window.shot("restore");
    window.click("#restore-dialog [value=yes]");
    window.wait_for_text("#messages", "恢复前的数据另存了一份");
    window.wait_for_total("1a", "5");
    window.click("#messages .act");
    window.wait_for_total("1a", "6");
    assert_eq!(screen.saved(MARCH, "1a"), "6");
}

#[test]
fn damaged_data_is_brought_back_from_the_page_that_says_so() {
    let screen = backed_up();
    fs::File::options()
        .write(true)
        .open(Side::Reporting.file_in(&screen.data()))
        .unwrap()
        .set_len(9000)
        .unwrap();
    let window = Window::open(&screen);
    window.wait_for_text("#rescue-sentence", "最近一份能打开的备份是 2022年3月20日 09:00 的");
    window.shot("rescue");
    window.click("#rescue-backups .restore");
    window.wait_for_text("#messages", "损坏的数据文件留在");
    window.wait_for_total("1a", "5");
}

#[test]
fn lost_data_is_brought_back_from_the_page_that_says_so() {
    let screen = backed_up();
    fs::File::create(Side::Reporting.file_in(&screen.data())).unwrap();
    let window = Window::open(&screen);
    window.wait_for_text("#failed-sentence", "是空的（0 字节），但备份还在");
    window.wait_for_text("#rescue-sentence", "最近一份能打开的备份是 2022年3月20日 09:00 的");
    assert!(!window.text("#rescue-sentence").contains("损坏"), "nothing is kept of an empty file");
    window.shot("lost");
    window.click("#rescue-backups .restore");
    window.wait_for_text("#messages", "已恢复到 2022年3月20日 09:00 的备份");
    window.wait_for_total("1a", "5");
}

#[test]
fn the_settings_show_whose_work_is_in_the_program() {
    let screen = backed_up();
    let window = Window::open(&screen);
    window.click("#tab-settings");
    window.click("#show-licences");
    window.wait_for("the licences", "return document.querySelector('#licences')?.open ?? false");
    let told = "return document.querySelector('#licences pre').textContent.includes('● typst ')";
    window.wait_for("their text", told);
    window.shot("licences");
}
