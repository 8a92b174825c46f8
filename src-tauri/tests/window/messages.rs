//! What the program tells in passing: one thing at a time, and nothing is covered by it.

use serde_json::json;

use crate::cells::is_in_sight;
use crate::engine::Engine;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines_at_both_sizes! {
    messages_take_turns_and_cover_nothing,
}

const MARCH: &str = "2022-03";

/// How many messages are shown.
pub(crate) fn messages(window: &Window<'_>) -> usize {
    let script = "return document.querySelectorAll('#messages .message').length";
    usize::try_from(window.script(script, vec![]).as_u64().unwrap()).unwrap()
}

fn messages_take_turns_and_cover_nothing(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    screen.copy("1\t2\t3\r\n");
    window.go_to("17");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text(".problem-message", "什么都没有改动");
    is_in_sight(&window, "a message");
    let covers = "const { top } = document.querySelector('.message').getBoundingClientRect();
        return [...document.querySelectorAll('#paper, #panel, #rail, .bar')].some((one) => one.getBoundingClientRect().bottom > top + 1)";
    assert_eq!(window.script(covers, vec![]), json!(false), "it has room of its own");
    window.shot("message");
    screen.copy("1\t2\r\n");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#messages", "却复制了左右两个");
    assert_eq!(messages(&window), 1, "the newer one in its place");
    screen.copy("7\r\n");
    window.chord(key::CONTROL, 'v');
    window.wait_until_saved(MARCH, "17", "7");
    window.wait_until("the refusal to be gone", || messages(&window) == 0);
}

#[test]
fn printing_that_is_refused_brings_what_can_be_done_instead() {
    let screen = Screen::begun();
    let month = MARCH.parse().unwrap();
    screen.session().reports_mut().fill_zero(now(), month).unwrap();
    screen.session().reports_mut().finalize(now(), month).unwrap();
    for program in ["lpstat", "xdg-open"] {
        screen.stand_in_that_fails(program);
    }
    let window = Window::open(&screen);
    window.wait_for_text("#next-step", "打印盖章");
    window.chord(key::CONTROL, key::ENTER);
    window.wait_for_text(".problem-message .sentence", "没有打印");
    let remedies =
        "return [...document.querySelectorAll('.problem-message .act')].map((one) => one.textContent)";
    assert_eq!(window.script(remedies, vec![]), json!(["导出 PDF", "跳过“打印盖章”"]));
    window.shot("print-refused");
    window.click(".problem-message .act:nth-of-type(2)");
    window.wait_for_text("#messages", "已跳过“打印盖章”");
    assert_eq!(messages(&window), 1, "what was refused is of the past");
}
