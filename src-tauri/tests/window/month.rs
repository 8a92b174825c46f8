//! A month filled in: totals as one types, what is saved when, what a restart finds.

use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    totals_follow_each_key_and_a_restart_finds_everything,
    what_is_no_amount_stays_red_in_its_cell_with_the_reason,
    a_part_larger_than_its_whole_is_told_beside_the_form,
    blanks_become_zero_after_asking_and_can_be_taken_back,
    a_month_without_data_says_so_until_something_is_typed,
    the_day_on_the_form_is_set_in_words,
}

const MARCH: &str = "2022-03";

/// February is filled in, March is on the desk.
fn with_february() -> Screen {
    let screen = Screen::begun();
    let month = "2022-02".parse().unwrap();
    screen.session().reports_mut().set_amounts(now(), month, texts("1a=100 2a=3.5 9=7")).unwrap();
    screen
}

fn totals_follow_each_key_and_a_restart_finds_everything(engine: Engine) {
    let screen = with_february();
    let window = engine.open(&screen);
    window.go_to("1a");
    window.keys("2");
    window.wait_for_total("1a", "102");
    window.keys("0");
    window.wait_for_total("1a", "120");
    assert_eq!(window.text("#arithmetic").trim_end(), "上月止 100 ＋ 本月 20 ＝ 本月止 120");
    assert_eq!(window.text("#last-month"), "100");
    assert_eq!(window.text("td[data-figure='1a'] ~ .total .gap"), "缺 1 月");

    window.keys("\u{e007}5\u{e007}");
    window.wait_until_saved(MARCH, "1a", "20");
    window.wait_until_saved(MARCH, "1b", "5");
    assert_eq!(window.at(), "2a");
    window.keys("４。５");
    window.wait_for_total("2a", "8.00");
    window.wait_until_saved(MARCH, "2a", "4.50");
    window.wait_for(
        "the cell says so",
        "return !!document.querySelector('[data-figure=\"2a\"] [data-saving=saved]')",
    );
    window.shot("month");
    window.kill();

    let window = engine.open(&screen);
    assert_eq!(
        (window.entry("1a"), window.entry("1b"), window.entry("2a")),
        ("20".into(), "5".into(), "4.50".into())
    );
    assert_eq!(window.text("#progress"), "已填 3/20");
    assert_eq!(window.at(), "2b", "the first blank");
}

#[test]
fn closing_the_window_saves_the_cell_being_typed_in() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.go_to("1a");
    window.keys("77");
    window.wait_for_total("1a", "77");
    window.close();
    assert_eq!(screen.saved(MARCH, "1a"), "77");
}

#[test]
fn what_was_struck_just_before_the_window_closes_is_not_lost() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.go_to("1a");
    // The last of them waits in the page until all before it were answered.
    let typed = "
        const input = document.activeElement;
        for (let number = 1; number <= 50; number += 1) {
            input.value = String(number);
            input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }";
    window.script(typed, vec![]);
    window.close();
    assert_eq!(screen.saved(MARCH, "1a"), "50");
}

#[test]
fn a_page_that_hangs_does_not_hold_its_window() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.go_to("1a");
    window.keys("77");
    // The typing rests, and nobody leaves the cell.
    window.wait_until_saved(MARCH, "1a", "77");
    // From the moment on that the page is asked.
    let hangs = "
        const handler = window.__TAURI_INTERNALS__.transformCallback(() => { for (;;) {} });
        await window.__TAURI_INTERNALS__.invoke('plugin:event|listen', { event: 'closing', target: { kind: 'Any' }, handler });";
    window.script_async(hangs);
    window.close();
    assert_eq!(screen.saved(MARCH, "1a"), "77");
}

fn what_is_no_amount_stays_red_in_its_cell_with_the_reason(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    for (typed, reason) in [
        ("12吨", "“12吨”只能填数字，例如 12.50；不要带单位或文字"),
        ("-1", "“-1”不能填负数，没有的填 0"),
        ("1.234", "“1.234”最多两位小数，请四舍五入后再填，例如 12.35"),
        ("1e3", "“1e3”只能填数字，例如 12.50；不要带单位或文字"),
        ("1234567890123", "“1234567890123”数字太大：整数部分最多 12 位，请核对"),
        ("1,23", "“1,23”逗号的位置不对，请直接填数字，例如 12.50"),
    ] {
        window.go_to("2a");
        window.script("document.activeElement.select()", vec![]);
        window.keys(typed);
        window.wait_for_text("#problem-2a", reason);
        assert_eq!(window.entry("2a"), typed);
    }
    window.wait_for_text("#progress", "1 处要改");
    window.keys("\u{e007}");
    window.wait_until_saved(MARCH, "2a", "1,23");
    window.shot("unreadable");
    window.click("#checks .error button");
    assert_eq!(window.at(), "2a", "a check leads to its cell");
    window.kill();
    let window = engine.open(&screen);
    assert_eq!(window.entry("2a"), "1,23", "it is kept as it was typed");
    window.go_to("2a");
    window.script("document.activeElement.select()", vec![]);
    window.keys("1.5");
    window.wait_for_total("2a", "1.50");
    window.wait_for("no more red", "return !document.querySelector('.paper [aria-invalid=true]')");
}

fn a_part_larger_than_its_whole_is_told_beside_the_form(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("2a");
    window.keys("3\u{e007}4");
    window.wait_for_text("#checks .error", "比“清除暴露垃圾”3.00 吨还多");
}

fn blanks_become_zero_after_asking_and_can_be_taken_back(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("1a");
    window.keys("8\u{e007}");
    window.wait_until_saved(MARCH, "1a", "8");
    window.click("#fill-zero");
    window.wait_for_text("#ask-sentence", "把还没有填的 19 项都填 0？");
    window.shot("fill-zero");
    window.click("#ask-no");
    window.wait_for("no dialog", "return !document.querySelector('dialog[open]')");
    assert_eq!(window.entry("18"), "");

    window.click("#fill-zero");
    window.wait_for("the dialog", "return document.querySelector('#ask').open");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#progress", "已填 20/20");
    assert_eq!(
        (window.entry("18"), window.entry("2a"), window.entry("1a")),
        ("0".into(), "0.00".into(), "8".into())
    );
    window.shot("filled");
    window.click("#undo");
    window.wait_for_text("#progress", "已填 1/20");
}

fn a_month_without_data_says_so_until_something_is_typed(engine: Engine) {
    let screen = with_february();
    let window = engine.open(&screen);
    window.open_month("2022-01");
    window.click("#no-data");
    window.wait_for_text("[data-month='2022-01'] .label", "当月无数据");
    window.open_month(MARCH);
    assert_eq!(window.text("td[data-figure='1a'] ~ .total .gap"), "", "nothing is missing any more");
    window.open_month("2022-01");
    window.go_to("1a");
    window.keys("5");
    window.wait_for_text("[data-month='2022-01'] .label", "草稿 1/20");
}

fn the_day_on_the_form_is_set_in_words(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.fill(".header-date input", "月底");
    window.keys("\u{e004}");
    window.wait_for_text(".header-date .problem", "不是日期");
    window.fill(".header-date input", "2022.3.28");
    window.keys("\u{e004}");
    window.wait_until("the day in words", || {
        window.script("return document.querySelector('.header-date input').value", vec![]) == "2022年3月28日"
    });
}
