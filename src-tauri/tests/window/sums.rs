//! The officer's arithmetic: a sum is typed into a cell, which shows its terms in hand and its result otherwise.

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::fields::{begun_in_march, open_settings, opening};
use crate::keyboard::compose;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    a_sum_shows_its_terms_in_hand_and_its_result_otherwise,
    a_pause_in_the_middle_of_a_term_changes_nothing_of_what_is_typed,
    a_sum_is_changed_as_one_step_and_escape_gives_back_its_terms,
    a_sum_that_is_not_finished_is_a_mistake_only_when_it_is_left,
    a_formula_of_another_kind_stays_red_with_the_reason,
    a_sum_comes_from_an_input_method_and_from_the_clipboard,
    a_report_shows_the_terms_of_its_sums,
    a_sum_in_the_opening_balance_shows_its_result_too,
    a_sum_at_the_first_start_shows_its_result_too,
}

const MARCH: &str = "2022-03";

/// The sum that was typed for a figure, as it is on the disk.
fn terms(screen: &Screen, figure: &str) -> Option<String> {
    let sheet = screen.session().reports().sheet(MARCH.parse().unwrap()).unwrap();
    sheet.cell(figure.parse().unwrap()).unwrap().month.terms().map(str::to_owned)
}

/// What a screen reader says of a cell besides its name and its text.
fn description(window: &Window<'_>, input: &str) -> String {
    let script =
        "const ids = document.getElementById(arguments[0]).getAttribute('aria-describedby').split(' ');
        return ids.map((id) => document.getElementById(id).textContent).join('')";
    window.script(script, vec![json!(input)]).as_str().unwrap().to_owned()
}

fn is_red(window: &Window<'_>, figure: &str) -> bool {
    let script = "return document.getElementById(`figure-${arguments[0]}`).getAttribute('aria-invalid')";
    window.script(script, vec![json!(figure)]) == json!("true")
}

fn a_sum_shows_its_terms_in_hand_and_its_result_otherwise(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys("120+35+8");
    window.wait_for_total("1a", "163");
    assert_eq!(window.entry("1a"), "120+35+8");
    window.wait_for_text("#typed-sum", "本月 163 ＝ 120+35+8");
    window.shot("sum-in-hand");
    window.keys(&key::ENTER.to_string());
    window.wait_until("the result", || window.entry("1a") == "163");
    window.wait_until_saved(MARCH, "1a", "163");
    assert_eq!(terms(&screen, "1a").as_deref(), Some("120+35+8"));
    assert_eq!(description(&window, "figure-1a"), "120+35+8，得 163");
    window.shot("sum-left");

    window.keys(&key::UP.to_string());
    assert_eq!((window.at(), window.entry("1a")), ("1a".into(), "120+35+8".into()));
    window.wait_for_text("#typed-sum", "本月 163 ＝ 120+35+8");
    window.keys(&key::ENTER.to_string());
    assert_eq!(window.entry("1a"), "163");
    window.click("#figure-1a");
    assert_eq!(window.entry("1a"), "120+35+8", "also with the mouse");
    window.keys(&format!("9{}", key::ENTER));
    window.wait_until_saved(MARCH, "1a", "9");
    assert_eq!((window.entry("1a"), terms(&screen, "1a")), ("9".into(), None), "all of it was selected");
    assert_eq!(description(&window, "figure-1a"), "");
    window.open_month("2022-02");
    window.open_month(MARCH);
    assert_eq!(window.entry("1b"), "");
}

fn a_pause_in_the_middle_of_a_term_changes_nothing_of_what_is_typed(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("2a");
    window.keys("=1.5 + 2");
    window.wait_until_saved(MARCH, "2a", "3.50");
    window.wait_for_text("#saving", "已自动保存");
    assert_eq!(window.entry("2a"), "=1.5 + 2");
    window.keys(".5");
    window.wait_until_saved(MARCH, "2a", "4.00");
    window.keys(&key::ENTER.to_string());
    window.wait_until("the result", || window.entry("2a") == "4.00");
    window.keys(&key::UP.to_string());
    assert_eq!(window.entry("2a"), "1.50+2.50");
}

fn a_sum_is_changed_as_one_step_and_escape_gives_back_its_terms(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("2a");
    window.keys(&format!("1.5+2{}", key::ENTER));
    window.wait_until_saved(MARCH, "2a", "3.50");
    window.wait_until("the result", || window.entry("2a") == "3.50");
    window.keys(&key::UP.to_string());
    assert_eq!(window.entry("2a"), "1.50+2.00");
    window.keys(&format!("{}-0.25", key::END));
    window.wait_for_total("2a", "3.25");
    window.wait_until_saved(MARCH, "2a", "3.25");
    window.keys(&key::ESCAPE.to_string());
    window.wait_until_saved(MARCH, "2a", "3.50");
    assert_eq!(window.entry("2a"), "1.50+2.00");

    window.keys(&format!("{}+4{}", key::END, key::ENTER));
    window.wait_until_saved(MARCH, "2a", "7.50");
    window.wait_until("the result", || window.entry("2a") == "7.50");
    window.click("#undo");
    window.wait_for_text("#saving", "1.50+2.00+4.00 → 1.50+2.00");
    assert_eq!((window.at(), window.entry("2a")), ("2a".into(), "1.50+2.00".into()));
    window.go_to("3a");
    window.wait_until("the result", || window.entry("2a") == "3.50");
    let lines =
        screen.session().history().lines(Some(MARCH.parse().unwrap()), Some("2a".parse().unwrap())).unwrap();
    let texts: Vec<&str> = lines.iter().map(|line| line.after.as_str()).collect();
    assert_eq!(texts.first(), Some(&"1.50+2.00"));
    assert!(texts.contains(&"1.50+2.00+4.00"), "{texts:?}");
}

fn a_sum_that_is_not_finished_is_a_mistake_only_when_it_is_left(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys("120+");
    window.wait_until_saved(MARCH, "1a", "120+");
    window.wait_for_text("#checks .error", "第 1 行“出动环卫工人”的算式还没有写完");
    assert!(!is_red(&window, "1a"));
    assert_eq!((window.entry("1a"), window.text("#problem-1a")), ("120+".into(), String::new()));
    window.keys("35");
    window.wait_for_total("1a", "155");
    window.keys(&format!("+{}", key::ENTER));
    window.wait_for_text("#problem-1a", "“120+35+”算式只能加减");
    assert!(is_red(&window, "1a"));
    // It was saved long before it is left.
    window.go_to("3a");
    window.keys("7-");
    window.wait_until_saved(MARCH, "3a", "7-");
    window.script_async("await new Promise((later) => setTimeout(later, 500))");
    assert!(!is_red(&window, "3a"));
    window.go_to("4");
    window.wait_for_text("#problem-3a", "“7-”算式只能加减");
    assert!(is_red(&window, "3a"));
}

fn a_formula_of_another_kind_stays_red_with_the_reason(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    for (typed, reason) in [
        ("=12*3", "算式只能加减，例如 12.50+35；加减号两边都要是数"),
        ("=SUM(1+2)", "算式只能加减"),
        ("1.5-2", "算出来是 -0.50，不能是负数，请核对"),
        ("2022-3", "像是日期，不是算式；真要相减，请在前面加“=”，例如 =2022-3"),
    ] {
        window.go_to("2a");
        window.script("document.activeElement.select()", vec![]);
        window.keys(typed);
        window.wait_for_text("#problem-2a", reason);
        assert!(is_red(&window, "2a"), "{typed}");
        assert_eq!(window.entry("2a"), typed);
    }
    window.shot("formula-refused");
}

fn a_sum_comes_from_an_input_method_and_from_the_clipboard(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("1a");
    let typed = "＝１２０＋３５－５";
    let composed: [(&str, Value); 4] = [
        ("compositionstart", json!("")),
        ("value", json!(typed)),
        ("input", json!({ "isComposing": true, "data": typed })),
        ("compositionend", json!(typed)),
    ];
    compose(&window, &composed);
    window.wait_for_total("1a", "150");
    window.go_to("3a");
    window.wait_until("the result", || window.entry("1a") == "150");
    window.wait_until_saved(MARCH, "1a", "150");
    assert_eq!(terms(&screen, "1a").as_deref(), Some("120+35-5"));

    screen.copy("12+3\t4\n=5+5\n");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#saving", "已粘贴 3 格");
    assert_eq!(
        (window.entry("3a"), window.entry("3b"), window.entry("4")),
        ("12+3".into(), "4".into(), "10".into())
    );
    window.go_to("9");
    assert_eq!(window.entry("3a"), "15");
    assert_eq!(terms(&screen, "4").as_deref(), Some("5+5"));
}

fn a_report_shows_the_terms_of_its_sums(engine: Engine) {
    let screen = Screen::begun();
    let mut session = screen.session();
    let march = MARCH.parse().unwrap();
    session.reports_mut().set_amounts(now(), march, texts("1a=120+35")).unwrap();
    session.reports_mut().fill_zero(now(), march).unwrap();
    session.reports_mut().finalize(now(), march).unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.open_month(MARCH);
    window.go_to("3a");
    window.wait_until("its sum", || window.entry("1a") == "155");
    window.go_to("1a");
    assert_eq!(window.entry("1a"), "120+35");
    window.keys("7");
    assert_eq!(window.entry("1a"), "120+35", "nothing can be typed in a final month");
    window.wait_for_text("#typed-sum", "本月 155 ＝ 120+35");
}

fn a_sum_in_the_opening_balance_shows_its_result_too(engine: Engine) {
    let screen = begun_in_march();
    let window = engine.open(&screen);
    open_settings(&window);
    let shown = |figure: &str| {
        let script = "return document.getElementById(`opening-grid-${arguments[0]}`).value";
        window.script(script, vec![json!(figure)])
    };
    window.script("document.querySelector('#opening-grid-1a').focus()", vec![]);
    window.keys(&format!("100+20{}", key::ENTER));
    window.wait_until("the amount on the disk", || opening(&screen, "1a").text() == "120");
    window.wait_until("the result", || shown("1a") == json!("120"));
    assert_eq!(opening(&screen, "1a").terms(), Some("100+20"));
    assert_eq!(description(&window, "opening-grid-1a"), "100+20，得 120");
    window.keys(&key::UP.to_string());
    assert_eq!(shown("1a"), json!("100+20"));
    window.keys(&format!("5{}", key::ESCAPE));
    window.wait_until("the terms again", || shown("1a") == json!("100+20"));
    window.keys(&format!("{}+{}", key::END, key::ENTER));
    window.wait_for_text("#opening-grid-problem-1a", "“100+20+”算式只能加减");
}

fn a_sum_at_the_first_start_shows_its_result_too(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    let shown = || window.script("return document.getElementById('begin-grid-1a').value", vec![]);
    window.fill("#begin [name=name]", "龙沙镇人民政府");
    window.click("#begin [value=township]");
    window.fill("#begin [name=person]", "张三");
    window.fill("#begin [name=phone]", "58136197");
    window.choose("#begin [name=first_month]", "2022-03");
    window.click("#begin-grid-1a");
    window.keys(&format!("=500 + 20{}", key::ENTER));
    window.wait_until("the result", || shown() == json!("520"));
    window.keys(&key::UP.to_string());
    assert_eq!(shown(), json!("500+20"));
    window.shot("first-start-sum");
    window.keys(&key::ENTER.to_string());
    window.click("#begin button[type=submit]");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    let opening = screen.session().reports().opening().unwrap();
    let entry = &opening.entries[&"1a".parse().unwrap()];
    assert_eq!((entry.text(), entry.terms()), ("520".into(), Some("500+20")));
}
