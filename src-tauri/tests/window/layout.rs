//! The form on every width of screen there is, with and without the preview and the panel beside it.

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::Window;

in_both_engines! {
    the_words_of_the_form_have_room_on_every_screen,
    all_rows_stand_on_one_screen_with_the_panel_folded,
    whether_the_panel_is_folded_is_remembered,
}

/// Pages of 1920, 1366, 1280 and 1024 points, and what is left of 1366 and 1920 at 125, 150, 175 and 200 %.
const PAGES: [(u32, u32); 11] = [
    (1920, 1040),
    (1440, 860),
    (1366, 740),
    (1280, 700),
    (1260, 700),
    (1240, 700),
    (1150, 640),
    (1093, 590),
    (1024, 700),
    (911, 490),
    (683, 384),
];

/// How wide the words of a row are, what is wider than its place, and the largest letter, drawings included.
const MEASURE: &str = "
    const page = document.querySelector('#page-form');
    const words = page.querySelector('.paper td.content').getBoundingClientRect().width;
    const wide = [document.documentElement, page, document.querySelector('#paper'), document.querySelector('#panel')]
        .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth).map((one) => one.id || one.tagName);
    const shown = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility());
    const written = shown.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    const largest = Math.max(...written.map((one) =>
        parseFloat(getComputedStyle(one).fontSize) * (one.closest('svg') ? one.getScreenCTM().a : 1)));
    return { words, wide, largest };";

fn is(window: &Window<'_>, script: &str) -> bool {
    window.script(script, vec![]) == json!(true)
}

/// Presses a button unless it was pressed already.
fn switch(window: &Window<'_>, button: &str, expanded: bool) {
    let stands = format!("return document.querySelector('{button}').ariaExpanded === '{expanded}'");
    if !is(window, &stands) {
        window.click(button);
    }
    window.wait_for(button, &stands);
}

fn the_words_of_the_form_have_room_on_every_screen(engine: Engine) {
    let screen = Screen::large();
    for (month, text) in [("2022-01", "2a=3"), ("2022-02", "2a=5"), ("2022-03", "2a=2")] {
        screen.session().reports_mut().set_amounts(now(), month.parse().unwrap(), texts(text)).unwrap();
    }
    let january = "2022-01".parse().unwrap();
    screen.session().reports_mut().fill_zero(now(), january).unwrap();
    screen.session().reports_mut().finalize(now(), january).unwrap();
    let window = engine.open(&screen);
    window.go_to("2a");
    window.wait_for("the trend", "return document.querySelector('trend-chart text') !== null");
    has_room(&window, &PAGES);
    // The steps to the bureau above it take none of its width.
    window.resize(1366, 740);
    window.open_month("2022-01");
    has_room(&window, &[(1366, 740), (1260, 700), (1240, 700), (1093, 590)]);
}

#[track_caller]
fn has_room(window: &Window<'_>, pages: &[(u32, u32)]) {
    for &(width, height) in pages {
        window.resize(width, height);
        for (preview, panel) in [(false, true), (false, false), (true, false)] {
            switch(window, "#preview-switch", preview);
            if !preview {
                switch(window, "#panel-switch", panel);
            }
            let name = format!(
                "layout-{width}-{}",
                if preview {
                    "preview"
                } else if panel {
                    "panel"
                } else {
                    "folded"
                }
            );
            let measured = window.script(MEASURE, vec![]);
            if matches!(width, 1366 | 1093) {
                window.shot(&name);
            }
            assert!(measured["words"].as_f64().unwrap() >= 240.0, "{name}: {measured}");
            assert_eq!(measured["wide"], Value::Array(vec![]), "{name}");
            assert!(measured["largest"].as_f64().unwrap() <= 20.0, "{name}: {measured}");
        }
    }
}

/// How many rows of the form are wholly in sight.
const ROWS: &str = "
    const paper = document.querySelector('#paper').getBoundingClientRect();
    const heading = document.querySelector('#paper thead').getBoundingClientRect();
    return [...document.querySelectorAll('#paper tbody tr')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= heading.bottom - 1 && bottom <= Math.min(paper.bottom, innerHeight);
    }).length";

fn all_rows_stand_on_one_screen_with_the_panel_folded(engine: Engine) {
    let screen = Screen::begun();
    for month in ["2022-01", "2022-02", "2022-03"] {
        screen.session().reports_mut().fill_zero(now(), month.parse().unwrap()).unwrap();
    }
    let window = engine.open(&screen);
    switch(&window, "#panel-switch", false);
    window.shot("folded");
    assert_eq!(window.script(ROWS, vec![]), json!(18));
    // What the panel says of the figure in hand is said in one line.
    window.go_to("2a");
    window.wait_for_text("#panel-sum", "2．清除暴露垃圾：上月止 0.00");
}

fn whether_the_panel_is_folded_is_remembered(engine: Engine) {
    let screen = Screen::begun();
    let is_folded = "return document.querySelector('#page-form').classList.contains('folded')";
    let window = engine.open(&screen);
    assert!(!is(&window, is_folded), "there is room for it");
    window.resize(1093, 590);
    window.wait_for("the panel to give way", is_folded);
    window.resize(1366, 740);
    window.wait_for("the panel again", &format!("{is_folded} === false"));
    window.click("#panel-switch");
    window.wait_until("the choice", || {
        screen.session().overview(now().date_naive()).unwrap().panel_folded == Some(true)
    });
    drop(window);
    let window = engine.open(&screen);
    assert!(is(&window, is_folded), "as it was left");
}
