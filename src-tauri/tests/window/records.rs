//! From 定稿 to 更正, in the window.

use serde_json::json;

use crate::engine::Engine;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines! {
    a_month_becomes_final_and_is_opened_again_with_a_reason,
    later_reports_say_what_they_should_say_and_the_matrix_leads_to_the_cell,
    a_decision_is_taken_once_and_is_taken_also_where_it_cannot_be_shown,
    a_time_that_can_hardly_be_true_is_asked_about,
}

fn open_month(window: &Window<'_>, month: &str) {
    window.click(&format!("[data-month='{month}']"));
    window.wait_for("the month", &format!(
        "return document.querySelector(\"[data-month='{month}']\").getAttribute('aria-current') === 'true'"
    ));
}

/// Makes the month on the desk final: everything that is blank becomes 0.
fn finalize_with_zeros(window: &Window<'_>) {
    window.click("#next-step");
    window.wait_for("the list of blanks", "return document.querySelector('#points').open");
    window.click("#points-clear");
    confirm_final(window);
}

fn confirm_final(window: &Window<'_>) {
    // Where there is something to look at first, the question lists it.
    let asks = "return document.querySelector('#ask').open
        || (document.querySelector('#points').open && document.querySelector('#points-clear').textContent === '定稿')";
    window.wait_for("the question", asks);
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#standing-sentence", "已定稿");
    // What stands around it is drawn after it: before that the rail may still move under the pointer.
    window.wait_for("the next step", "return document.querySelector('#next-step').textContent !== '定稿'");
}

/// Opens the month on the desk again.
fn reopen(window: &Window<'_>) {
    window.click_more("#reopen");
    give_reason(window, "漏了一张过磅单");
    window.wait_for_text("#standing-sentence", "正在做更正1");
}

/// Writes why, and waits until it is done.
fn give_reason(window: &Window<'_>, reason: &str) {
    window.wait_for("the dialog", "return document.querySelector('#fields').open");
    window.fill("#fields input", reason);
    window.keys(&key::ENTER.to_string());
    window.wait_for("the dialog to go", "return !document.querySelector('#fields').open");
}

fn a_month_becomes_final_and_is_opened_again_with_a_reason(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_month(&window, "2022-01");
    window.go_to("2a");
    window.keys("10");
    window.wait_for_total("2a", "10.00");
    window.click("#next-step");
    window.wait_for("the list of blanks", "return document.querySelector('#points').open");
    window.shot("points");
    window.click("#points-list li:nth-child(3) button");
    assert_eq!(window.at(), "2b", "a line leads to its cell");
    finalize_with_zeros(&window);
    window.wait_for_text("#next-step", "打印盖章");
    window.go_to("2a");
    window.keys("5");
    assert_eq!(window.entry("2a"), "10.00", "nothing can be typed in a final month");

    reopen(&window);
    window.go_to("2a");
    window.keys("12");
    window.wait_for_total("2a", "12.00");
    window.wait_for_text("#next-step", "定稿");
}

fn a_time_that_can_hardly_be_true_is_asked_about(engine: Engine) {
    let screen = Screen::begun();
    screen.session().reports_mut().fill_zero(now(), "2022-01".parse().unwrap()).unwrap();
    let window = engine.open_with(&screen, &[("YUEBAO_NOW", "2035-03-20T09:00:00+08:00")]);
    open_month(&window, "2022-01");
    let doubts = "return document.querySelector('#ask').open
        && document.querySelector('#ask-sentence').textContent.includes('电脑的时间是 2035年3月20日 09:00')";
    let asks = "return document.querySelector('#ask').open
        || (document.querySelector('#points').open && document.querySelector('#points-clear').textContent === '定稿')";
    for answer in ["#ask-no", "#ask-yes"] {
        window.click("#next-step");
        window.wait_for("the question", asks);
        window.keys(&key::ENTER.to_string());
        window.wait_for("the question about the time", doubts);
        window.shot("clock");
        window.click(answer);
        if answer == "#ask-no" {
            window.wait_for_text("#messages", "请先校准电脑的日期和时间");
            assert_eq!(window.text("#next-step"), "定稿");
        }
    }
    window.wait_for_text("#standing-sentence", "已定稿");
}

fn later_reports_say_what_they_should_say_and_the_matrix_leads_to_the_cell(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    for month in ["2022-01", "2022-02"] {
        open_month(&window, month);
        finalize_with_zeros(&window);
    }
    open_month(&window, "2022-01");
    window.wait_for_text("#standing-sentence", "已定稿");
    reopen(&window);
    window.go_to("9");
    window.keys("7");
    window.wait_for_total("9", "7");
    open_month(&window, "2022-02");
    window.wait_for_text("#total-9 + .gap", "现为 7");
    window.wait_for("the button to wait for January", "return document.getElementById('next-step').hidden");
    window.shot("differs");

    window.click("#tab-matrix");
    window.wait_for_text("#matrix", "异");
    window.shot("matrix");
    window.click("#matrix [data-month='2022-02'][data-figure='9']");
    window.wait_until("the cell", || window.at() == "9");

    open_month(&window, "2022-01");
    window.click("#next-step");
    confirm_final(&window);
    open_month(&window, "2022-02");
    window.wait_for_text("#next-step", "更正已报的数");
    window.click("#next-step");
    give_reason(&window, "1月有误");
    window.wait_for_text("#standing-sentence", "更正1的原因：1月有误");
    window.click("#tab-history");
    window.wait_for_text("#sent", "更正1：1月有误");
    window.shot("history");
    window.click("#sent [aria-label='查看2022年2月首次报表']");
    window.wait_for_text("#standing-sentence", "这是首次报出时的样子");
    assert_eq!(window.text("#total-9"), "0");
}

fn a_decision_is_taken_once_and_is_taken_also_where_it_cannot_be_shown(engine: Engine) {
    let screen = Screen::begun();
    let march = "2022-03".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().fill_zero(now(), march).unwrap();
    session.reports_mut().finalize(now(), march).unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.wait_for_text("#next-step", "打印盖章");
    window.click("[data-step='mark_sent']");
    window.wait_for("the dialog", "return document.querySelector('#fields').open");
    // The disk takes its time, and then nothing more can be read.
    let slow = "window.sent = 0; window.done = false; const { fetch } = window;
        const headers = { 'Tauri-Response': 'error', 'Content-Type': 'application/json' };
        const refused = () => new Response(JSON.stringify({ code: 'gone', sentence: '读不到数据', field: null }), { headers });
        window.fetch = async (...call) => {
            const command = String(call[0]).split('/').at(-1);
            if (command === 'overview' && window.done) return refused();
            if (command !== 'mark_sent') return fetch(...call);
            window.sent += 1;
            await new Promise((rested) => setTimeout(rested, 1500));
            const answer = await fetch(...call);
            window.done = true;
            return answer; }";
    window.script(slow, vec![]);
    window.keys(&format!("{0}{0}{1}", key::ENTER, key::ESCAPE));
    let at_work = "return document.querySelector('#fields').open && window.sent";
    assert_eq!(window.script(at_work, vec![]), json!(1), "it can be neither begun twice nor called off");
    window.click("#fields-no");
    assert_eq!(window.script(at_work, vec![]), json!(1), "nor by the button");
    window.wait_for("the dialog to go", "return !document.querySelector('#fields').open");
    window.wait_for_text("#standing-sentence", "已报送");
    window.wait_for_text(".problem-message", "读不到数据");
    let told = "return [window.sent, document.querySelector('#fields .refused').hidden]";
    assert_eq!(window.script(told, vec![]), json!([1, true]), "what was done was not refused");
}
