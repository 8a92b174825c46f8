//! The cells that are typed in: always in sight, never deaf, and nothing half typed is taken for a text.

use serde_json::json;
use yuebao::projects::ProjectField;

use crate::engine::Engine;
use crate::messages::messages;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    the_cell_in_hand_is_in_sight_after_every_step,
    it_is_in_sight_in_the_list_of_projects_too,
    a_cell_that_is_seen_does_not_move_when_it_is_entered_or_typed_in,
    a_row_has_one_message_that_of_the_cell_in_hand,
    a_press_takes_the_whole_figure_and_another_one_a_place_in_it,
    the_list_of_projects_goes_on_where_the_row_began,
    a_key_in_a_locked_cell_says_what_to_press,
    a_press_on_a_month_is_taken_while_the_cell_that_is_left_is_saved,
    emptied_cells_have_no_mark_of_being_saved,
    escape_closes_the_preview_when_there_is_nothing_to_restore,
    to_select_all_takes_the_cell_and_never_the_window,
    the_rail_is_one_stop_and_the_form_is_near,
    a_paste_is_told_as_one_sentence,
    a_paste_takes_the_place_of_what_is_typed_and_a_refused_one_leaves_it,
    a_key_is_one_call_and_leaving_a_cell_is_one_more,
    twenty_cells_in_a_second_are_saved_one_after_the_other,
}

const MARCH: &str = "2022-03";

/// What of the cell in hand, or of the heading of its table, is covered or out of sight; nothing if it is wholly seen.
const HIDDEN: &str = "
    const cell = document.activeElement?.closest('td');
    if (!cell) return 'no cell';
    const { left, top, right, bottom } = cell.getBoundingClientRect();
    const corners = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]];
    const hidden = corners.filter(([x, y]) => !cell.contains(document.elementFromPoint(x, y)));
    const heading = cell.closest('table').tHead.rows[0].cells[0];
    const place = heading.getBoundingClientRect();
    const at = document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2);
    if (!heading.contains(at)) return 'no heading';
    return hidden.length ? `${document.activeElement?.getAttribute('aria-label')} at ${JSON.stringify(hidden)}` : ''";

#[track_caller]
pub(crate) fn is_in_sight(window: &Window<'_>, after: &str) {
    let mut hidden = json!(null);
    // What is saved meanwhile may move the page between two frames, before the page puts the cell in sight again: nobody sees
    // that, but a look may fall into it.
    for _ in 0..3 {
        // After the frame in which an engine may scroll back.
        window.script_async(
            "await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))",
        );
        hidden = window.script(HIDDEN, vec![]);
        if hidden == json!("") {
            return;
        }
    }
    panic!("after {after}: {hidden}");
}

fn every_step(window: &Window<'_>, size: &str) {
    let steps: [(&str, usize, &dyn Fn()); 4] = [
        ("Enter", 20, &|| window.keys(&key::ENTER.to_string())),
        ("the upward arrow", 20, &|| window.keys(&key::UP.to_string())),
        ("Tab", 19, &|| window.keys(&key::TAB.to_string())),
        ("Shift and Tab", 19, &|| window.chord(key::SHIFT, key::TAB)),
    ];
    window.go_to("1a");
    for (name, times, step) in steps {
        for time in 1..=times {
            step();
            is_in_sight(window, &format!("{name}, {time} times, {size}"));
        }
    }
}

fn the_cell_in_hand_is_in_sight_after_every_step(engine: Engine) {
    let screen = Screen::begun();
    screen
        .session()
        .reports_mut()
        .set_amounts(now(), MARCH.parse().unwrap(), texts("1a=5 2a=1 2b=3"))
        .unwrap();
    let window = engine.open(&screen);
    every_step(&window, "at 1366 by 768");
    window.go_to("18");
    window.keys("6");
    window.wait_until_saved(MARCH, "18", "6");
    window.go_to("1a");
    window.chord(key::CONTROL, 'z');
    window.wait_until("the cell that was changed back", || window.at() == "18");
    is_in_sight(&window, "an undo");
    window.click("#checks .error button");
    window.wait_until("the cell a check is about", || window.at() == "2b");
    is_in_sight(&window, "a jump from a check");
    window.go_to("18");
    window.keys("7");
    window.wait_until_saved(MARCH, "18", "7");
    window.script("document.querySelector('#paper').scrollTop = 0", vec![]);
    window.chord(key::CONTROL, 'z');
    window.wait_until("the undo", || window.entry("18").is_empty());
    is_in_sight(&window, "an undo of what was scrolled away");

    window.resize(1093, 590);
    every_step(&window, "at 1366 by 768 and 125 %");
    window.resize(683, 384);
    every_step(&window, "at 200 %");
    // What is saved meanwhile must not scroll the page away from the hand.
    for (number, figure) in ["1a", "1b", "2a", "2b", "3a", "3b", "4", "5a", "5b", "6"].into_iter().enumerate()
    {
        window.go_to(figure);
        window.keys(&format!("1{}", key::ENTER));
        window.wait_for("the mark of it", "return !document.querySelector('[data-saving=typing]')");
        is_in_sight(&window, &format!("{number} cells that were typed in at 200 %"));
    }
}

fn it_is_in_sight_in_the_list_of_projects_too(engine: Engine) {
    let screen = Screen::begun();
    let rows =
        (1..=25).map(|number| format!("单位{number}\t公厕\t区级财政\t长期\n")).collect::<Vec<_>>().concat();
    screen.session().projects_mut().paste_projects(now(), None, ProjectField::By, &rows).unwrap();
    let window = engine.open_in_the_dark(&screen);
    window.click("#tab-projects");
    window.wait_for("the list", "return !document.getElementById('page-projects').hidden");
    window.script("document.querySelector('#projects-paper [data-field=funds]').focus()", vec![]);
    for pressed in [key::ENTER, key::UP] {
        for time in 1..=25 {
            window.keys(&pressed.to_string());
            is_in_sight(&window, &format!("{time} rows"));
        }
    }
}

fn a_cell_that_is_seen_does_not_move_when_it_is_entered_or_typed_in(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("13");
    let place =
        || window.script("return document.getElementById('figure-9').getBoundingClientRect().top", vec![]);
    is_in_sight(&window, "a jump");
    let before = place();
    window.go_to("9");
    window.keys("12x");
    window.wait_for_text("#problem-9", "12x");
    assert_eq!(place(), before, "neither the focus nor a message moves a row");
    window.go_to("13");
    window.wait_until_saved(MARCH, "9", "12x");
    assert_eq!(place(), before);
    let shown = window.script("return document.getElementById('problem-9').checkVisibility()", vec![]);
    assert_eq!(shown, json!(true));
    // The panel names the cell and leaves the reason to the row.
    window.wait_for_text("#checks .error", "第 9 行");
    assert!(!window.text("#checks").contains("12x"));
    let red = "const colour = (one) => getComputedStyle(one).backgroundColor;
        const entry = document.getElementById('figure-9').parentElement;
        const unit = document.elementFromPoint(entry.getBoundingClientRect().right - 4, entry.getBoundingClientRect().top + 4);
        return [colour(entry), entry.contains(unit), colour(document.getElementById('figure-13').parentElement)]";
    let red = window.script(red, vec![]);
    assert_ne!(red[0], red[2], "the ground is red as far as the unit");
    assert_eq!(red[1], json!(true));
    window.shot("unreadable");
}

fn a_row_has_one_message_that_of_the_cell_in_hand(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys(&format!("x{}-1{}", key::ENTER, key::ENTER));
    window.wait_for_text("#problem-1b", "负数");
    let shown = || {
        let script = "return ['1a', '1b'].map((figure) => document.getElementById(`problem-${figure}`).checkVisibility())";
        window.script(script, vec![])
    };
    assert_eq!(shown(), json!([true, false]));
    window.go_to("1b");
    assert_eq!(shown(), json!([false, true]));
    window.go_to("2a");
    assert_eq!(shown(), json!([true, false]));
}

fn a_press_takes_the_whole_figure_and_another_one_a_place_in_it(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until_saved(MARCH, "1a", "5");
    window.click("#figure-1a");
    window.keys("12");
    assert_eq!(window.entry("1a"), "12", "the figure is another one, not 125");
    // Not at once: two quick presses take a word, in every field.
    window.click("#figure-3a");
    window.click("#figure-3b");
    window.wait_until_saved(MARCH, "1a", "12");
    let within =
        "const cell = document.getElementById('figure-1a'); cell.focus(); cell.setSelectionRange(1, 1);
        cell.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        cell.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        return [cell.selectionStart, cell.selectionEnd]";
    assert_eq!(
        window.script(within, vec![]),
        json!([1, 1]),
        "another press in it leaves the cursor where it is put"
    );
}

fn the_list_of_projects_goes_on_where_the_row_began(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.click("#tab-projects");
    window.wait_for("the list", "return !!document.querySelector('#projects-paper [data-field=by]')");
    window.script("document.querySelector('#projects-paper [data-field=by]').focus()", vec![]);
    let (tab, enter) = (key::TAB, key::ENTER);
    // All of it at once, much faster than anything is saved: every key has to be taken by the row it was meant for.
    let rows = ["甲", "乙", "丙", "丁", "戊", "己"];
    let typed = rows
        .iter()
        .map(|by| format!("{by}{tab}{by}路{tab}{by}款{tab}{by}时{enter}"))
        .collect::<Vec<_>>()
        .concat();
    window.keys(&format!("{typed}庚"));
    let saved = || {
        let list = screen.session().project_list().unwrap().list.clone();
        list.into_iter()
            .map(|one| one.project)
            .map(|one| [one.by, one.scale, one.funds, one.due].join("、"))
            .collect()
    };
    let mut wanted: Vec<String> = rows.iter().map(|by| format!("{by}、{by}路、{by}款、{by}时")).collect();
    wanted.push("庚、、、".to_owned());
    window.wait_until("all rows on the disk", || -> bool {
        let list: Vec<String> = saved();
        list == wanted
    });
    is_in_sight(&window, "the last row");
    window.keys(&key::TAB.to_string());
    window.keys(&key::UP.to_string());
    let field = window
        .script("return [document.activeElement?.dataset.field, document.activeElement?.value]", vec![]);
    assert_eq!(field, json!(["scale", "己路"]), "an arrow keeps its column");
}

fn a_key_in_a_locked_cell_says_what_to_press(engine: Engine) {
    let screen = Screen::begun();
    let month = MARCH.parse().unwrap();
    screen.session().reports_mut().fill_zero(now(), month).unwrap();
    screen.session().reports_mut().finalize(now(), month).unwrap();
    screen.copy("9\r\n");
    let window = engine.open(&screen);
    window.go_to("1a");
    let close = "document.querySelector('#messages .close').click()";
    let strike: [(&str, &dyn Fn()); 3] = [
        ("a figure", &|| window.keys("12")),
        ("Delete", &|| window.keys(&key::DELETE.to_string())),
        ("a paste", &|| window.chord(key::CONTROL, 'v')),
    ];
    for (name, strike) in strike {
        strike();
        window.wait_for_text("#messages", "已锁定，要改请点“重新打开”");
        assert_eq!(messages(&window), 1, "{name} is answered once");
        window.script(close, vec![]);
    }
    assert_eq!(window.entry("1a"), "0");
    window.keys(&format!("{}{}", key::ENTER, key::UP));
    assert_eq!(messages(&window), 0, "to look around is no change");
    window.keys("1");
    window.click("#messages .act");
    window.wait_for("the reason to be asked for", "return document.querySelector('#fields').open");
}

fn a_press_on_a_month_is_taken_while_the_cell_that_is_left_is_saved(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("4");
    window.keys("7");
    // Pressed, and let go only when the cell is saved and everything around it drawn anew.
    let press = "const button = document.querySelector(\"[data-month='2022-02']\");
        button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        button.focus();
        window.pressedButton = button";
    window.script(press, vec![]);
    window.wait_until_saved(MARCH, "4", "7");
    window.wait_for_text("#saving", "已自动保存");
    window.wait_for("the button to stay", "return window.pressedButton.isConnected");
    let release = "window.pressedButton.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
        window.pressedButton.click()";
    window.script(release, vec![]);
    window.wait_for_text("#month-name", "2022年2月");
    window.wait_for_text("[data-month='2022-03'] .label", "草稿 1/20");
}

fn emptied_cells_have_no_mark_of_being_saved(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let marked = "return [...document.querySelectorAll('[data-saving=saved] input')].map((one) => one.id)";
    window.keys(&format!("5{}6{}", key::ENTER, key::ENTER));
    window.wait_until("both marks", || window.script(marked, vec![]) == json!(["figure-1a", "figure-1b"]));
    window.chord(key::CONTROL, 'z');
    window.wait_until("one mark", || window.script(marked, vec![]) == json!(["figure-1a"]));
    assert_eq!(window.entry("1b"), "");

    window.click("#tab-projects");
    window.wait_for("the list", "return !!document.querySelector('#projects-paper [data-field=by]')");
    window.script("document.querySelector('#projects-paper [data-field=by]').focus()", vec![]);
    window.keys(&format!("甲{}乙{}", key::TAB, key::TAB));
    let marked = "return [...document.querySelectorAll('#projects-paper [data-saving=saved] > [data-field]')].map((one) => one.value)";
    window.wait_until("both texts", || window.script(marked, vec![]) == json!(["甲", "乙"]));
    window.chord(key::CONTROL, 'z');
    window.wait_until("one text", || window.script(marked, vec![]) == json!(["甲"]));
}

fn escape_closes_the_preview_when_there_is_nothing_to_restore(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.click("#preview-switch");
    window.wait_for("the pages", "return !!document.querySelector('#preview-page img')");
    window.go_to("4");
    window.keys(&format!("8{}", key::ESCAPE));
    window.wait_until("the cell as it was", || window.entry("4").is_empty());
    assert_eq!(window.script("return document.querySelector('#preview').hidden", vec![]), json!(false));
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the form alone", "return document.querySelector('#preview').hidden");
    assert_eq!(window.at(), "4");
}

fn to_select_all_takes_the_cell_and_never_the_window(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys("123");
    window.chord(key::CONTROL, 'a');
    window.keys("4");
    window.wait_until_saved(MARCH, "1a", "4");
    window.wait_for("something to undo", "return !document.getElementById('undo').disabled");
    window.script("document.getElementById('undo').focus()", vec![]);
    window.chord(key::CONTROL, 'a');
    assert_eq!(window.script("return getSelection().toString()", vec![]), json!(""));
}

fn the_rail_is_one_stop_and_the_form_is_near(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.script("document.querySelector('#rail [aria-current]').focus()", vec![]);
    let month = || {
        window.script("return document.activeElement?.dataset.month ?? document.activeElement?.id", vec![])
    };
    for (pressed, wanted) in
        [(key::UP, "2022-02"), (key::HOME, "2022-01"), (key::RIGHT, "2022-02"), (key::DOWN, MARCH)]
    {
        window.keys(&pressed.to_string());
        assert_eq!(month(), json!(wanted));
    }
    window.keys(&key::TAB.to_string());
    assert_eq!(
        window.script("return document.activeElement?.closest('#rail') === null", vec![]),
        json!(true)
    );
    window
        .script("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus()", vec![]);
    window.keys(&format!("{}{}", key::TAB, key::ENTER));
    assert_eq!(window.at(), "1a");
}

fn a_paste_is_told_as_one_sentence(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let watch = "window.told = []; new MutationObserver((changes) => {
        for (const { target } of changes) {
            const live = (target instanceof Element ? target : target.parentElement).closest('[role=status], [role=alert], [aria-live], output');
            const said = live?.checkVisibility() && live.getAttribute('aria-live') !== 'off' ? live.textContent : '';
            if (said && !told.includes(said)) told.push(said);
        }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })";
    window.script(watch, vec![]);
    screen.copy("5\r\n6\r\n7\r\n8\r\n");
    window.go_to("1a");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#saving", "已粘贴 4 格");
    window.wait_for_total("1b", "6");
    let told = window.script("return told", vec![]);
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
}

fn a_paste_takes_the_place_of_what_is_typed_and_a_refused_one_leaves_it(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let paste = |figure: &str, text: &str| {
        screen.copy(text);
        window.go_to(figure);
        window.keys("9");
        window.chord(key::CONTROL, 'v');
    };
    paste("1a", "5\r\n6\r\n");
    window.wait_until_saved(MARCH, "1a", "5");
    window.wait_until_saved(MARCH, "1b", "6");
    paste("2a", "1\t2\t3\r\n");
    window.wait_for_text(".problem-message", "复制了 3 列");
    window.wait_until_saved(MARCH, "2a", "9.00");
    assert_eq!(window.entry("2a"), "9.00");
}

fn a_key_is_one_call_and_leaving_a_cell_is_one_more(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let typed = "
        const called = [];
        const { fetch } = window;
        window.fetch = (...asked) => {
            const command = String(asked[0].url ?? asked[0]).split('/').at(-1);
            if (command !== 'events') called.push(command);
            return fetch(...asked);
        };
        const settled = async () => {
            for (let seen = -1; seen !== called.length; await new Promise((later) => setTimeout(later, 700))) seen = called.length;
            return called.splice(0);
        };
        const cells = ['1a', '1b', '2a'].map((figure) => document.getElementById(`figure-${figure}`));
        const strike = (cell, text) => {
            cell.value = text;
            cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
        };
        cells[0].focus();
        await settled();
        strike(cells[0], '5');
        const struck = await settled();
        cells[1].focus();
        await settled();
        strike(cells[1], '6');
        cells[2].focus();
        const left = await settled();
        window.fetch = fetch;
        return [struck, left];";
    let called = window.script_async(typed);
    // A key that nothing follows is shown, and then saved by the pause.
    assert_eq!(called, json!([["preview_figures", "set_figures"], ["set_figures"]]));
    window.wait_until_saved(MARCH, "1a", "5");
    window.wait_until_saved(MARCH, "1b", "6");
    assert_eq!(window.text("#figure-name"), "2．清除暴露垃圾（吨）", "the panel shows the cell in hand");
}

fn twenty_cells_in_a_second_are_saved_one_after_the_other(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let count = "window.calls = 0; const { fetch } = window;
        window.fetch = (...call) => { window.calls += 1; return fetch(...call); }";
    window.script(count, vec![]);
    let typed =
        (0..20).map(|number| format!("{}{}", number % 9 + 1, key::ENTER)).collect::<Vec<_>>().concat();
    window.keys(&typed);
    window.wait_for_text("#progress", "已填 20/20");
    window.wait_until_saved(MARCH, "18", "2");
    window.wait_for(
        "all of them marked",
        "return document.querySelectorAll('[data-saving=saved]').length === 20",
    );
    let calls = window.script("return window.calls", vec![]).as_u64().unwrap();
    assert!((2..=48).contains(&calls), "{calls} calls");
    let figures = "1a 1b 2a 2b 3a 3b 4 5a 5b 6 7a 7b 8 9 13 14 15 16 17 18";
    for (number, figure) in figures.split(' ').enumerate() {
        let saved: f64 = screen.saved(MARCH, figure).parse().unwrap();
        assert!(
            (saved - f64::from(u8::try_from(number % 9 + 1).unwrap())).abs() < 0.001,
            "{figure} is {saved}"
        );
    }
}
