//! The preview beside the form, and the print button.

use serde_json::{Value, json};

use yuebao::projects::ProjectField;

use crate::screen::{Screen, now};
use crate::window::{Window, key};

/// The address of the picture that is shown; another picture has another.
fn picture(window: &Window<'_>) -> String {
    let script = "return document.querySelector('#preview-page img')?.src ?? ''";
    window.script(script, vec![]).as_str().unwrap().to_owned()
}

fn opened(screen: &Screen) -> Window<'_> {
    let window = Window::open(screen);
    window.click("#preview-switch");
    window.wait_until("the first picture", || !picture(&window).is_empty());
    window
}

#[test]
fn the_preview_follows_the_keys_and_is_never_empty_meanwhile() {
    let screen = Screen::begun();
    let window = opened(&screen);
    let first = picture(&window);
    window.script(
        "window.emptied = false;
        new MutationObserver(() => { window.emptied ||= !document.querySelector('#preview-page img'); })
            .observe(document.getElementById('preview-page'), { childList: true });",
        vec![],
    );
    window.go_to("4");
    window.keys("12");
    window.wait_until("another picture", || picture(&window) != first);
    assert_eq!(window.script("return window.emptied", vec![]), Value::Bool(false));
    window.shot("preview");
    window.keys("吨");
    window.wait_for_text("#preview-refusal", "填的是“12吨”");
    window.shot("preview-refused");
}

#[test]
fn it_can_be_enlarged_and_closed_from_the_keyboard() {
    let screen = Screen::begun();
    let window = opened(&screen);
    let width = || {
        let script = "return document.querySelector('#preview-page img').clientWidth";
        window.script(script, vec![]).as_u64().unwrap()
    };
    let fitting = width();
    window.click("#zoom-in");
    assert!(width() > fitting);
    window.click("#zoom-fit");
    assert_eq!(width(), fitting);
    let scrolls = "return document.documentElement.scrollWidth > innerWidth";
    assert_eq!(window.script(scrolls, vec![]), json!(false), "nothing scrolls sideways");
    window.script("document.getElementById('zoom-fit').focus()", vec![]);
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the preview to close", "return document.getElementById('preview').hidden");
    assert_eq!(picture(&window), "", "its pages are let go of");
    assert_eq!(window.script("return document.activeElement?.id", vec![]), json!("preview-switch"));
}

#[test]
fn the_list_of_projects_is_turned_page_by_page() {
    let screen = Screen::begun();
    let rows = "龙沙社区\t新建公厕 2 座，改造垃圾收集点 12 处\t区级财政\t2022年6月底前\n".repeat(60);
    screen.session().projects_mut().paste_projects(now(), None, ProjectField::By, &rows).unwrap();
    let window = Window::open(&screen);
    window.click("#preview-switch");
    window.wait_until("the month", || !picture(&window).is_empty());
    window.click("#tab-projects");
    window.wait_for("the list", "return !document.getElementById('page-projects').hidden");
    window.click("#projects-preview");
    window.wait_for_text("#page-number", "第 1 页，共");
    let first = picture(&window);
    window.click("#page-on");
    window.wait_for_text("#page-number", "第 2 页，共");
    window.wait_until("the second page", || picture(&window) != first);
    window.shot("projects-preview");
    window.click("#tab-form");
    window.wait_for("the form", "return !document.getElementById('page-form').hidden");
    let month = "return document.querySelector('#page-form').classList.contains('previewing')";
    assert_eq!(window.script(month, vec![]), json!(false), "one pane shows one thing");
}

#[test]
fn without_a_printer_the_viewer_opens_and_that_is_said() {
    let screen = Screen::begun();
    screen.stand_in("xdg-open");
    screen.stand_in("lpstat");
    let window = Window::open(&screen);
    window.go_to("4");
    window.keys("12");
    window.chord(key::CONTROL, 'p');
    window.wait_for_text(".message .sentence", "已打开 PDF，还没有打印");
    assert!(screen.given("xdg-open").unwrap().ends_with("龙沙镇_2022年03月_附件2.pdf\n"));
    assert_eq!(screen.saved("2022-03", "4"), "12", "what is printed is saved");
}
