//! A handover file that is opened in the file manager: the program starts with it, or the window that is open takes it up.
//! Either way nothing is taken before the officer has said so.

use std::fs;
use std::path::PathBuf;

use yuebao::session::{Session, Texts};

use crate::elsewhere::start_again;
use crate::screen::{Screen, now, texts, unit};
use crate::window::{Window, key};

const MARCH: &str = "2022-03";
/// Its name, as it lies in the home of a story.
const FILE: &str = "交接 龙沙镇.yuebao";

const IS_ASKED: &str = "return document.querySelector('#handover-dialog').open";
const IS_NOT_ASKED: &str = "return !document.querySelector('#handover-dialog').open";

/// What another computer handed over: 5 in March.
fn handed_over(screen: &Screen, passphrase: Option<&str>) -> PathBuf {
    let file = screen.home().join(FILE);
    let mut other = Session::open(&screen.home().join("another computer")).unwrap();
    other.begin(now(), unit(), Texts::new()).unwrap();
    other.reports_mut().set_amounts(now(), MARCH.parse().unwrap(), texts("1a=5")).unwrap();
    other.backups().apart().unwrap().pack(now(), passphrase, &file).unwrap();
    file
}

#[test]
fn a_new_computer_is_begun_by_opening_the_file() {
    let screen = Screen::new();
    let file = handed_over(&screen, None);
    let window = Window::open_with_file(&screen, &file);
    window.wait_for("the question", IS_ASKED);
    window.wait_for_text("#handover-content", &format!("{FILE}，2022年3月20日 09:00 打包"));
    window.shot("handover-opened");
    assert!(screen.session().unit().is_none(), "nothing is taken before the answer");
    window.click("#handover-dialog [value=replace]");
    window.wait_for_total("1a", "5");
    assert_eq!(screen.saved(MARCH, "1a"), "5");
}

#[test]
fn the_open_window_takes_the_file_up_and_asks_when_no_other_question_is_open() {
    let screen = Screen::begun();
    handed_over(&screen, Some("密"));
    let window = Window::open(&screen);
    window.go_to("1a");
    window.keys("7");
    window.click("#tab-settings");
    window.click("#pack");
    window.wait_for("a question", "return document.querySelector('#pack-dialog').open");
    // As the file manager names it in its own folder.
    start_again(&screen, &[FILE]);
    assert_eq!(window.script(IS_ASKED, vec![]), false);
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the passphrase", "return document.querySelector('#passphrase-dialog').open");
    window.wait_for_text("#passphrase-sentence", FILE);
    window.keys(&format!("密{}", key::ENTER));
    window.wait_for("the question", IS_ASKED);
    window.click("#handover-look");
    window.wait_for("the other data", "return !document.querySelector('#looking').hidden");
    window.wait_for_total("1a", "5");
    window.click("#end-looking");
    window.wait_for_total("1a", "7");
    assert_eq!(screen.saved(MARCH, "1a"), "7");
    assert_eq!(window.script("return document.querySelector('#messages .message') === null", vec![]), true);
}

#[test]
fn what_is_no_handover_file_is_refused_and_nothing_is_changed() {
    let screen = Screen::begun();
    let file = handed_over(&screen, None);
    let (whole, half) = (fs::metadata(&file).unwrap().len(), screen.home().join("半个.yuebao"));
    fs::copy(&file, &half).unwrap();
    fs::File::options().write(true).open(&half).unwrap().set_len(whole / 2).unwrap();
    let window = Window::open_with_file(&screen, &half);
    window.wait_for_text("#messages", "没有拷完");
    assert_eq!(window.script(IS_NOT_ASKED, vec![]), true);

    start_again(&screen, &["不在的.yuebao"]);
    window.wait_for_text("#messages", "不在的.yuebao");
    start_again(&screen, &[FILE]);
    window.wait_for("the question", IS_ASKED);
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("no question", IS_NOT_ASKED);
    assert_eq!(screen.saved(MARCH, "1a"), "");
}
