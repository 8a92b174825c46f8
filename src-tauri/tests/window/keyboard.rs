//! The keyboard alone, the clipboard, and an input method that is always on.

use std::fs;

use serde_json::json;
use yuebao::report::State;

use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    enter_and_the_arrows_walk_from_figure_to_figure,
    escape_gives_back_what_is_saved_and_undo_takes_back_step_by_step,
    escape_gives_back_what_a_cell_was_left_with_before_that_is_saved,
    what_a_pause_has_saved_half_way_is_one_step_and_taken_back_whole,
    a_column_from_a_spreadsheet_fills_downwards,
    composing_moves_nothing_and_saves_nothing,
    nothing_disturbs_a_composition,
    whoever_comes_back_to_the_form_goes_on_typing,
    the_tabs_are_walked_with_the_arrows,
    a_key_means_what_the_page_that_is_shown_says,
}

const FEBRUARY: &str = "2022-02";
const MARCH: &str = "2022-03";

fn enter_and_the_arrows_walk_from_figure_to_figure(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    assert_eq!(window.at(), "1a");
    for (pressed, figure) in [(key::ENTER, "1b"), (key::DOWN, "2a"), (key::UP, "1b"), (key::TAB, "2a")] {
        window.keys(&pressed.to_string());
        assert_eq!(window.at(), figure);
    }
    window.chord(key::SHIFT, key::ENTER);
    assert_eq!(window.at(), "1b");
    window.go_to("9");
    window.keys(&key::ENTER.to_string());
    assert_eq!(window.at(), "13", "rows 10 to 12 are not the township's");
    window.go_to("18");
    window.keys(&format!("6{}", key::ENTER));
    assert_eq!(window.at(), "18");
    window.wait_until_saved(MARCH, "18", "6");
}

/// Walks with Tab, or back with Shift and Tab, until a part of the page has the focus.
fn walk_to(window: &Window<'_>, selector: &str, back: bool) {
    let script = "return document.activeElement?.matches(arguments[0])";
    window.wait_until(&format!("{selector} to be walked to"), || {
        let there = window.script(script, vec![json!(selector)]) == json!(true);
        match (there, back) {
            (true, _) => {}
            (false, true) => window.chord(key::SHIFT, key::TAB),
            (false, false) => window.keys(&key::TAB.to_string()),
        }
        there
    });
}

#[test]
fn the_whole_month_is_done_without_the_mouse() {
    let screen = Screen::begun();
    screen.stand_in("xdg-open");
    let scan = screen.home().join("scan.png");
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/icons/icon.png"), &scan).unwrap();
    let window = Window::open(&screen);
    let next = |step: &str| {
        window.wait_for_text("#next-step", step);
        window.chord(key::CONTROL, key::ENTER);
    };

    // The rail is one stop; the arrows go on in it.
    walk_to(&window, "[data-month='2022-03']", true);
    window.keys(&format!("{}{}", key::UP, key::ENTER));
    window.wait_for_text("#month-name", "2022年2月");
    walk_to(&window, "#figure-1a", false);
    let column: Vec<String> = (1..=19).map(|number| number.to_string()).collect();
    window.keys(&(column.join(&key::ENTER.to_string()) + "\u{e007}"));
    window.wait_for_text("#progress", "已填 19/20");
    window.wait_until_saved(FEBRUARY, "17", "19");
    assert_eq!(screen.saved(FEBRUARY, "13"), "15");

    for (open, mended) in [("2b", "1.00"), ("18", "20")] {
        next("定稿");
        window.wait_for("what is open", "return document.querySelector('#points').open");
        window.keys(&key::ENTER.to_string());
        window.wait_until("the cell that is open", || window.at() == open);
        let seen = "const { x, y, width, height } = document.activeElement.getBoundingClientRect();
            return document.elementFromPoint(x + width / 2, y + height / 2) === document.activeElement";
        window.wait_for("it to be seen", seen);
        window.keys(&format!("{mended}{}", key::ENTER));
        window.wait_until_saved(FEBRUARY, open, mended);
    }
    window.wait_for_text("#progress", "已填 20/20");
    next("定稿");
    window.wait_for_text("#points-list", "有 20 项的累计数缺 1 月");
    window.keys(&key::ENTER.to_string());

    next("打印盖章");
    next("附扫描件");
    screen.choose("选择盖章页的扫描件", &scan);
    next("导出报送表");
    assert!(screen.has_window("导出到"), "the system's dialog comes up");
    screen.press(&["Return"]);
    next("发送邮件");
    window.wait_for("the letter", "return document.querySelector('#letter')?.open === true");
    window.keys(&key::ESCAPE.to_string());
    window.keys(&key::F8.to_string());
    next("记为已报送");
    window.wait_for("the fields", "return document.querySelector('#fields').open");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("[data-month='2022-02'] .label", "已报送");

    let month = FEBRUARY.parse().unwrap();
    assert_eq!(screen.session().reports().sheet(month).unwrap().state, State::Sent);
    assert_eq!(
        screen.session().sending().scan(month, None).unwrap().unwrap().file.bytes,
        fs::read(&scan).unwrap()
    );
    assert!(screen.home().join("龙沙镇_2022年02月_附件2.xlsx").exists());
}

fn escape_gives_back_what_is_saved_and_undo_takes_back_step_by_step(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until_saved(MARCH, "1a", "5");
    window.go_to("1a");
    window.keys("9");
    window.wait_for_total("1a", "9");
    // Before the program has answered anything: the next digit must stand alone.
    let at_once = "const cell = document.activeElement;
        cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
        return [cell.value, cell.selectionStart, cell.selectionEnd]";
    assert_eq!(window.script(at_once, vec![]), json!(["5", 0, 1]));
    window.keys("12");
    window.wait_for_total("1a", "12");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for_total("1a", "5");
    assert_eq!(window.entry("1a"), "5");

    window.chord(key::CONTROL, 'z');
    window.wait_for_total("1a", "");
    window.wait_for_text("#saving", "已撤销：2022年3月“出动环卫工人” 5 → 空白");
    window.chord(key::CONTROL, 'y');
    window.wait_for_total("1a", "5");
    window.wait_for_text("#saving", "已重做");
    let selected = "const cell = document.activeElement; return [cell.selectionStart, cell.selectionEnd]";
    assert_eq!(window.script(selected, vec![]), json!([0, 1]), "the next digit is a new figure");
    window.chord(key::CONTROL, 's');
    window.wait_for_text("#saving", "已自动保存，不用按保存");
}

fn escape_gives_back_what_a_cell_was_left_with_before_that_is_saved(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    // All of it before the program has answered anything.
    let at_once =
        "const [cell, next] = ['1a', '1b'].map((figure) => document.getElementById(`figure-${figure}`));
        const type = (text) => {
            cell.focus();
            cell.value = text;
            cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
        };
        type('5');
        next.focus();
        type('9');
        cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
        return cell.value";
    assert_eq!(window.script(at_once, vec![]), json!("5"));
    window.wait_until_saved(MARCH, "1a", "5");
    window.wait_for_total("1a", "5");
    window.wait_for_text("#saving", "已自动保存");
    assert_eq!(window.entry("1a"), "5");
}

fn what_a_pause_has_saved_half_way_is_one_step_and_taken_back_whole(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until_saved(MARCH, "1a", "5");
    window.go_to("1a");
    for (struck, saved) in [("1", "1"), ("2", "12")] {
        window.keys(struck);
        window.wait_until_saved(MARCH, "1a", saved);
    }
    window.wait_for_text("#saving", "已自动保存");
    window.keys(&key::ESCAPE.to_string());
    assert_eq!(window.entry("1a"), "5", "as it was before the cell came to hand");
    window.wait_until_saved(MARCH, "1a", "5");
    window.wait_for_total("1a", "5");

    window.go_to("1b");
    for (struck, saved) in [("3", "3"), ("4", "34")] {
        window.keys(struck);
        window.wait_until_saved(MARCH, "1b", saved);
    }
    window.keys(&key::ENTER.to_string());
    window.wait_until("the next cell", || window.at() == "2a");
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#saving", "已撤销：2022年3月“整治卫生死角” 34 → 空白");
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#saving", "已撤销：2022年3月“出动环卫工人” 5 → 空白");
}

fn a_column_from_a_spreadsheet_fills_downwards(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    screen.copy("5\r\n6\r\n1,234.5\r\n\r\n7\r\n");
    window.go_to("1a");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#saving", "已粘贴 4 格");
    assert_eq!(
        (window.entry("2a"), window.entry("2b"), window.entry("3a")),
        ("1234.50".into(), String::new(), "7".into())
    );
    window.shot("pasted");
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#progress", "已填 0/20");

    screen.copy("1\t2\r\n3.5\t1.5\r\n");
    window.go_to("1a");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#saving", "已粘贴 4 格");
    assert_eq!((window.entry("1b"), window.entry("2b")), ("2".into(), "1.50".into()));

    screen.copy("1\t2\t3\r\n");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text(".problem-message", "复制了 3 列，这里最多 2 列，什么都没有改动");
}

/// What an input method does to a cell: letters are composed, and Enter or an arrow belongs to it.
pub(crate) fn compose(window: &Window<'_>, events: &[(&str, serde_json::Value)]) {
    let script = "
        const input = document.activeElement;
        for (const [name, more] of arguments[0]) {
            if (name === 'value') input.value = more;
            else if (name.startsWith('composition')) input.dispatchEvent(new CompositionEvent(name, { bubbles: true, data: more }));
            else if (name === 'input') input.dispatchEvent(new InputEvent(name, { bubbles: true, ...more }));
            else input.dispatchEvent(new KeyboardEvent(name, { bubbles: true, cancelable: true, ...more }));
        }";
    window.script(script, vec![json!(events)]);
}

fn composing_moves_nothing_and_saves_nothing(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("1a");
    let composing = [
        ("compositionstart", json!("")),
        ("keydown", json!({ "key": "Process", "keyCode": 229, "isComposing": true })),
        ("value", json!("yi")),
        ("input", json!({ "isComposing": true, "data": "yi" })),
        ("keydown", json!({ "key": "ArrowDown", "isComposing": true })),
        ("keydown", json!({ "key": "Escape", "isComposing": true })),
        ("keydown", json!({ "key": "Enter", "keyCode": 229 })),
        ("keyup", json!({ "key": "Enter" })),
    ];
    compose(&window, &composing);
    assert_eq!((window.at(), window.entry("1a")), ("1a".into(), "yi".into()));
    assert_eq!(window.text("#problem-1a"), "", "half a word is not judged");

    // WebKit ends the composition first and then sends the Enter that ended it.
    let ended = [
        ("value", json!("12")),
        ("compositionend", json!("12")),
        ("keydown", json!({ "key": "Enter", "keyCode": 13 })),
    ];
    compose(&window, &ended);
    window.wait_for_total("1a", "12");
    assert_eq!(window.at(), "1a", "that Enter was the input method's");
    compose(
        &window,
        &[("keyup", json!({ "key": "Enter" })), ("keydown", json!({ "key": "Enter", "keyCode": 13 }))],
    );
    assert_eq!(window.at(), "1b", "the next one is the officer's");
    window.wait_until_saved(MARCH, "1a", "12");
}

fn nothing_disturbs_a_composition(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("1a");
    compose(
        &window,
        &[
            ("compositionstart", json!("")),
            ("value", json!("shi")),
            ("input", json!({ "isComposing": true })),
        ],
    );
    screen.session().reports_mut().set_amounts(now(), MARCH.parse().unwrap(), texts("1b=8")).unwrap();
    window.wait_until("the figure of another", || window.entry("1b") == "8");
    assert_eq!(window.entry("1a"), "shi");
    compose(&window, &[("value", json!("10")), ("compositionend", json!("10"))]);
    window.wait_until_saved(MARCH, "1a", "10");
}

fn whoever_comes_back_to_the_form_goes_on_typing(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("5a");
    window.click("#tab-projects");
    window.wait_until("the list to be typed in", || {
        window.script("return document.activeElement?.dataset.field ?? ''", vec![]) == json!("by")
    });
    window.click("#tab-form");
    window.wait_until("the cell that was in hand", || window.at() == "5a");
    window.keys("7");
    window.wait_until_saved(MARCH, "5a", "7");
}

fn the_tabs_are_walked_with_the_arrows(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.script("document.getElementById('tab-form').focus()", vec![]);
    window.keys(&key::RIGHT.to_string());
    window.wait_for("the next page", "return document.querySelector('#page-form').hidden");
    assert_eq!(window.script("return document.activeElement?.getAttribute('aria-selected')", vec![]), "true");
}

fn a_key_means_what_the_page_that_is_shown_says(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let hidden = |selector: &str| format!("return document.querySelector('{selector}').hidden");
    let shown = |selector: &str| format!("return !document.querySelector('{selector}').hidden");
    window.click("#preview-switch");
    window.wait_for("the preview", &shown("#preview"));
    window.click("#fill-zero");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.chord(key::CONTROL, 'p');
    window.wait_for_text("#messages", "请先关闭打开的对话框");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the question to go", "return !document.querySelector('#ask').open");
    assert_eq!(window.script(&shown("#preview"), vec![]), json!(true), "that Esc was the dialog's");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the preview to go", &hidden("#preview"));

    window.click("#tab-settings");
    window.wait_for("the settings", &shown("#page-settings"));
    window.chord(key::CONTROL, 'p');
    window.wait_for_text("#messages", "这一页没有可打印的");
    window.click("#tab-projects");
    window.wait_for("the list", &shown("#page-projects"));
    window.chord(key::CONTROL, 's');
    window.wait_for_text("#projects-saving", "已自动保存，不用按保存");
    window.keys(&key::F1.to_string());
    window.wait_for_text("#manual nav [aria-current]", "项目清单");
}
