//! An input method that is always on: half a word is never taken for a text, and its keys are its own.

use serde_json::{Value, json};
use yuebao::summary::{Heading, Span};

use crate::engine::Engine;
use crate::keyboard::compose;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    a_composition_that_is_given_up_leaves_the_figure_as_it_was,
    half_a_word_is_not_saved_when_its_cell_is_left,
    after_a_candidate_was_taken_with_the_mouse_the_next_enter_is_the_officers,
    half_a_word_is_not_saved_in_a_field_outside_a_table,
}

const MARCH: &str = "2022-03";

/// A composition of letters in the cell in hand, over whatever stood there.
fn composed(letters: &str) -> Vec<(&str, Value)> {
    vec![
        ("compositionstart", json!("")),
        ("value", json!(letters)),
        ("input", json!({ "isComposing": true, "data": letters })),
    ]
}

fn a_composition_that_is_given_up_leaves_the_figure_as_it_was(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until_saved(MARCH, "1a", "5");
    window.go_to("1a");
    let mut events = composed("shi");
    events.extend([
        ("value", json!("")),
        ("input", json!({ "isComposing": true })),
        ("compositionend", json!("")),
        ("keyup", json!({ "key": "Escape" })),
    ]);
    compose(&window, &events);
    assert_eq!(window.entry("1a"), "5");
    window.keys(&key::ENTER.to_string());
    window.keys(&format!("6{}", key::ENTER));
    window.wait_until_saved(MARCH, "1b", "6");
    assert_eq!(screen.saved(MARCH, "1a"), "5");
}

fn half_a_word_is_not_saved_when_its_cell_is_left(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until_saved(MARCH, "1a", "5");
    window.go_to("1a");
    compose(&window, &composed("yi"));
    // Chromium commits the letters when the cell is left, and only then takes the focus.
    let leave = "const cell = document.activeElement;
        cell.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'yi' }));
        document.getElementById('figure-3a').focus()";
    window.script(leave, vec![]);
    window.wait_for_text("#saving", "“yi”还没有选成字");
    assert_eq!(window.entry("1a"), "5");
    // Another one says nothing of how it ended.
    window.go_to("1a");
    compose(&window, &composed("er"));
    window.go_to("3a");
    window.wait_until("the figure as it was", || window.entry("1a") == "5");
    window.keys(&format!("7{}", key::ENTER));
    window.wait_until_saved(MARCH, "3a", "7");
    assert_eq!(screen.saved(MARCH, "1a"), "5");
}

fn after_a_candidate_was_taken_with_the_mouse_the_next_enter_is_the_officers(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.go_to("1a");
    let mut events = composed("shier");
    events.extend([("value", json!("12")), ("compositionend", json!("12"))]);
    compose(&window, &events);
    window.wait_for_total("1a", "12");
    window.script_async("await new Promise((later) => setTimeout(later, 500))");
    compose(&window, &[("keydown", json!({ "key": "Enter", "keyCode": 13 }))]);
    assert_eq!(window.at(), "1b");
}

const PERSON: &str = "#settings [name=person]";
const MEASURES: &str = "#summary-texts [data-heading=measures]";
const DATE: &str = "#paper .header-date input";

fn value(window: &Window<'_>, field: &str) -> String {
    let script = "return document.querySelector(arguments[0]).value";
    window.script(script, vec![json!(field)]).as_str().unwrap().to_owned()
}

/// Puts the cursor into a field and selects what stands there.
fn select(window: &Window<'_>, field: &str) {
    let script = "const field = document.querySelector(arguments[0]); field.focus(); field.select()";
    window.script(script, vec![json!(field)]);
}

/// Longer than a text rests before it is saved.
fn rest(window: &Window<'_>) {
    window.script_async("await new Promise((later) => setTimeout(later, 1500))");
}

/// What is on the disk of the three fields that are composed in.
fn on_disk(screen: &Screen) -> [String; 3] {
    let session = screen.session();
    let summary = session.summaries().page(now().date_naive(), Span::Year(2022)).unwrap();
    let date = session.reports().sheet(MARCH.parse().unwrap()).unwrap().filled_on_name;
    [session.unit().unwrap().person.clone(), summary.headings[1].text.clone(), date]
}

/// A sitting with words in all three.
fn with_words() -> Screen {
    let screen = Screen::begun();
    let mut session = screen.session();
    session.reports_mut().set_amounts(now(), MARCH.parse().unwrap(), texts("1a=5")).unwrap();
    session
        .summaries_mut()
        .write_summary(now(), Span::Year(2022), Heading::Measures, "一是加强领导。", None)
        .unwrap();
    screen
}

/// Goes where the field is: the page that its tab shows.
fn go_where(window: &Window<'_>, field: &str) {
    let tab = if field == PERSON {
        "settings"
    } else if field == MEASURES {
        "summary"
    } else {
        "form"
    };
    window.click(&format!("#tab-{tab}"));
    window.wait_for("its page", &format!("return !document.getElementById('page-{tab}').hidden"));
    window.wait_for("the field", &format!("return document.querySelector('{field}') !== null"));
}

fn half_a_word_is_not_saved_in_a_field_outside_a_table(engine: Engine) {
    let screen = with_words();
    let window = engine.open(&screen);
    let before = on_disk(&screen);
    for (at, (field, word)) in
        [(PERSON, "李四"), (MEASURES, "一是动员。"), (DATE, "2022年3月18日")].into_iter().enumerate()
    {
        go_where(&window, field);
        let stood = value(&window, field);
        assert_eq!(stood, before[at]);
        select(&window, field);
        compose(&window, &composed("li"));
        rest(&window);
        assert_eq!(on_disk(&screen)[at], before[at], "{field}: half a word rests");
        compose(
            &window,
            &[("value", json!("")), ("input", json!({ "isComposing": true })), ("compositionend", json!(""))],
        );
        assert_eq!(value(&window, field), stood, "{field}: given up");

        select(&window, field);
        compose(&window, &composed("yi"));
        let leave = "const field = document.activeElement;
            field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'yi' }));
            field.blur()";
        window.script(leave, vec![]);
        window.wait_until("the words as they were", || value(&window, field) == stood);
        let told = "return [...document.querySelectorAll('#messages .sentence, #summary-saving, #saving')]
            .some(({ textContent }) => textContent.includes('“yi”还没有选成字'))";
        window.wait_for("that half a word was left", told);
        rest(&window);
        assert_eq!(on_disk(&screen)[at], before[at], "{field}: half a word is left");

        select(&window, field);
        compose(&window, &composed("word"));
        compose(&window, &[("value", json!(word)), ("compositionend", json!(word))]);
        window.script("document.activeElement.blur()", vec![]);
        window.wait_until("the word on the disk", || on_disk(&screen)[at] == word);
    }
}

#[test]
fn an_input_method_in_chromium_saves_no_half_word_outside_a_table() {
    let screen = with_words();
    let window = Engine::CHROMIUM.open(&screen);
    let before = on_disk(&screen);
    for (at, (field, word, elsewhere)) in [
        (PERSON, "李四", "#settings [name=phone]"),
        (MEASURES, "一是动员。", "#summary-texts [data-heading=plans]"),
        (DATE, "2022年3月18日", "#figure-3a"),
    ]
    .into_iter()
    .enumerate()
    {
        go_where(&window, field);
        select(&window, field);
        input(&window, "li");
        assert_eq!(value(&window, field), "li");
        rest(&window);
        input(&window, "");
        assert_eq!(value(&window, field), before[at], "{field}: given up");
        select(&window, field);
        input(&window, "yi");
        window.script("document.querySelector(arguments[0]).focus()", vec![json!(elsewhere)]);
        window.wait_until("the words as they were", || value(&window, field) == before[at]);
        rest(&window);
        assert_eq!(on_disk(&screen)[at], before[at], "{field}: half a word");
        select(&window, field);
        input(&window, "word");
        window.develop("Input.insertText", &json!({ "text": word }));
        window.script("document.querySelector(arguments[0]).focus()", vec![json!(elsewhere)]);
        window.wait_until("the word on the disk", || on_disk(&screen)[at] == word);
    }
}

/// Composes in the cell in hand as an input method does, as far as Chromium lets one.
fn input(window: &Window<'_>, letters: &str) {
    let end = letters.len();
    let composition = json!({ "text": letters, "selectionStart": end, "selectionEnd": end });
    window.develop("Input.imeSetComposition", &composition);
}

#[test]
fn an_input_method_in_chromium_saves_no_half_word() {
    let screen = Screen::begun();
    let window = Engine::CHROMIUM.open(&screen);
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until_saved(MARCH, "1a", "5");
    window.go_to("1a");
    input(&window, "shi");
    assert_eq!(window.entry("1a"), "shi");
    input(&window, "");
    assert_eq!(window.entry("1a"), "5", "given up with Esc");

    input(&window, "yi");
    window.click("#figure-3a");
    window.wait_for_text("#saving", "“yi”还没有选成字");
    assert_eq!(window.entry("1a"), "5", "left half way");

    window.go_to("1a");
    input(&window, "shier");
    window.develop("Input.insertText", &json!({ "text": "12" }));
    window.wait_until_saved(MARCH, "1a", "12");

    window.click("#tab-projects");
    window.wait_for("the list", "return document.querySelector('#projects-paper [data-field=by]') !== null");
    window.script("document.querySelector('#projects-paper [data-field=by]').focus()", vec![]);
    input(&window, "long");
    window.develop("Input.insertText", &json!({ "text": "龙沙镇" }));
    window.wait_until("the words on the disk", || screen.session().project_list().unwrap().list.len() == 1);
    window.keys(&key::TAB.to_string());
    input(&window, "gong");
    window.click("#projects-paper tbody tr [data-field=due]");
    window.wait_for_text("#projects-saving", "“gong”还没有选成字");
    let project = screen.session().project_list().unwrap().list[0].project.clone();
    assert_eq!((project.by.as_str(), project.scale.as_str()), ("龙沙镇", ""));
}
