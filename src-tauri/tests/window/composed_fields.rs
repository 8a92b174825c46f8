//! Every kind of field with an input method that is on: in the real window libpinyin itself, in Chromium what its tools for
//! developers compose. Whatever ends a composition is the method's and reaches nothing else, and letters that are no word yet
//! are gone once something else is pressed.

use serde_json::{Value, json};
use yuebao::summary::Span;

use crate::blank_form::{NOTICE, look_over};
use crate::board::{BOARD, busy};
use crate::drawn::as_document;
use crate::engine::{Engine, Shown};
use crate::pinyin::Pinyin;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines! {
    the_fields_of_who_reports_are_composed_in,
    the_fields_of_the_clerk_are_composed_in,
    the_fields_of_a_blank_form_are_composed_in,
}

const MARCH: &str = "2022-03";
/// A letter for which there are many words.
const LETTER: &str = "b";

/// Who composes.
enum Method<'screen> {
    Pinyin(Pinyin<'screen>),
    Tools,
}

fn open<'screen>(
    engine: Engine,
    screen: &'screen Screen,
    with: impl FnOnce(&Pinyin<'screen>) -> Window<'screen>,
) -> (Window<'screen>, Method<'screen>) {
    match engine.shown {
        Shown::WebKit => {
            let pinyin = Pinyin::start(screen);
            (with(&pinyin), Method::Pinyin(pinyin))
        }
        Shown::Chromium => (engine.open(screen), Method::Tools),
    }
}

/// Composes with the tools of Chromium.
fn compose(window: &Window<'_>, letters: &str) {
    let end = letters.len();
    let composition = json!({ "text": letters, "selectionStart": end, "selectionEnd": end });
    window.develop("Input.imeSetComposition", &composition);
}

/// Commits a text, as the end of a composition does.
fn commit(window: &Window<'_>, text: &str) {
    window.develop("Input.insertText", &json!({ "text": text }));
}

/// A key that an input method takes while it composes, and what it does with it.
fn taken(window: &Window<'_>, key: &str, then: impl FnOnce()) {
    let event = |kind: &str, code: u16| json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
    window.develop("Input.dispatchKeyEvent", &event("rawKeyDown", 229));
    then();
    window.develop("Input.dispatchKeyEvent", &event("keyUp", 0));
}

impl Method<'_> {
    /// Composes letters in the field in hand.
    fn compose(&self, window: &Window<'_>) {
        match self {
            Self::Pinyin(pinyin) => pinyin.compose(LETTER),
            Self::Tools => compose(window, LETTER),
        }
    }

    /// Ends the composition with Enter, which takes the letters as they are.
    fn enter(&self, window: &Window<'_>) {
        match self {
            Self::Pinyin(pinyin) => pinyin.strike(&["Return"]),
            Self::Tools => {
                taken(window, "Enter", || commit(window, LETTER));
            }
        }
    }

    /// Gives the composition up with Esc.
    #[track_caller]
    fn escape(&self, window: &Window<'_>) {
        match self {
            Self::Pinyin(pinyin) => pinyin.strike(&["Escape"]),
            Self::Tools => taken(window, "Escape", || compose(window, "")),
        }
        self.wait_until_done();
    }

    /// Takes the first candidate with the mouse.
    #[track_caller]
    fn press_first(&self, window: &Window<'_>) {
        match self {
            Self::Pinyin(pinyin) => pinyin.press_first(),
            Self::Tools => commit(window, "不"),
        }
        self.wait_until_done();
    }

    /// Presses on a part of the page with the mouse.
    #[track_caller]
    fn press(&self, window: &Window<'_>, selector: &str) {
        match self {
            Self::Pinyin(pinyin) => pinyin.press(window, selector),
            Self::Tools => window.click(selector),
        }
        self.wait_until_done();
    }

    #[track_caller]
    fn wait_until_done(&self) {
        if let Self::Pinyin(pinyin) = self {
            pinyin.wait_until_done();
        }
    }

    /// Strikes Enter where nothing is composed.
    fn strike_enter(&self, window: &Window<'_>) {
        match self {
            Self::Pinyin(pinyin) => pinyin.strike(&["Return"]),
            Self::Tools => window.keys(&key::ENTER.to_string()),
        }
    }

    /// Types a number with the method on, in full width too.
    fn type_number(&self, window: &Window<'_>, is_full_width: bool) {
        match self {
            Self::Pinyin(pinyin) if is_full_width => {
                pinyin.strike(&["shift+space", "2", "period", "5", "shift+space"]);
            }
            Self::Pinyin(pinyin) => pinyin.strike(&["1", "2"]),
            Self::Tools if is_full_width => commit(window, "２。５"),
            Self::Tools => window.keys("12"),
        }
    }
}

fn value(window: &Window<'_>, field: &str) -> String {
    let script = "return document.querySelector(arguments[0]).value";
    window.script(script, vec![json!(field)]).as_str().unwrap().to_owned()
}

/// Puts the cursor into a field and selects what stands there.
fn select(window: &Window<'_>, field: &str) {
    window.wait_for(field, &format!("return document.querySelector(`{field}`) !== null"));
    let script = "const field = document.querySelector(arguments[0]); field.focus(); field.select()";
    window.script(script, vec![json!(field)]);
}

/// Whether a field has the cursor, on which page and in which dialog, and what it asks.
fn standing(window: &Window<'_>, field: &str) -> Value {
    let script =
        "return [document.activeElement === document.querySelector(arguments[0]), document.body.dataset.page,
        ...[...document.querySelectorAll('dialog[open]')].map(({ id }) => id)]";
    window.script(script, vec![json!(field)])
}

/// Ends compositions in a field in every way, and leaves 12 in it.
#[track_caller]
fn compose_in(window: &Window<'_>, method: &Method<'_>, field: &str, elsewhere: &str) {
    select(window, field);
    let before = standing(window, field);
    assert_eq!(before[0], true, "{field} has the cursor");
    let has = |what: &str, holds: &dyn Fn(&str) -> bool| {
        window.wait_until(&format!("{what} in {field}"), || holds(&value(window, field)));
        assert_eq!(standing(window, field), before, "{field}: {what}");
    };
    method.compose(window);
    method.enter(window);
    method.wait_until_done();
    has("the letters that Enter took", &|text| text == LETTER);

    select(window, field);
    method.compose(window);
    method.escape(window);
    has("what stood there before Esc", &|text| text == LETTER);

    select(window, field);
    method.compose(window);
    method.press_first(window);
    has("a candidate", &|text| !text.is_empty() && !text.is_ascii());

    let word = value(window, field);
    select(window, field);
    method.compose(window);
    method.press(window, elsewhere);
    window.wait_until(&format!("{field} to be as before the letters"), || value(window, field) == word);
    select(window, field);
    method.type_number(window, false);
    has("the digits", &|text| text == "12");
}

fn show(window: &Window<'_>, tab: &str) {
    window.click(&format!("#tab-{tab}"));
    window.wait_for("its page", &format!("return !document.getElementById('page-{tab}').hidden"));
}

fn the_fields_of_who_reports_are_composed_in(engine: Engine) {
    let screen = Screen::begun();
    let (window, method) = open(engine, &screen, Pinyin::open_synchronously);
    compose_in(&window, &method, "#figure-1a", "#progress");
    method.strike_enter(&window);
    window.wait_until("the next figure", || window.at() == "1b");
    window.wait_until_saved(MARCH, "1a", "12");
    select(&window, "#figure-2a");
    method.type_number(&window, true);
    window.wait_until_saved(MARCH, "2a", "2.50");
    method.strike_enter(&window);
    window.wait_until("the next figure", || window.at() == "2b");
    // Letters that are left behind in one figure are not in the way of the next.
    method.compose(&window);
    method.press(&window, "#figure-4");
    method.type_number(&window, false);
    window.wait_until_saved(MARCH, "4", "12");
    assert_eq!(window.entry("2b"), "");
    compose_in(&window, &method, ".paper .header-date input", "#progress");
    // That is no day.
    window.keys(&key::ESCAPE.to_string());

    window.click("#checks .explain:not(.go-fill)");
    window.wait_for("the question", "return document.querySelector('#fields').open");
    compose_in(&window, &method, "#fields-list input", "#fields-sentence");
    method.compose(&window);
    method.press(&window, "#fields-yes");
    window.wait_for_text("#checks", "已说明：12");

    show(&window, "projects");
    let cell = |field: &str| format!("#projects-paper tbody tr:nth-child(1) [data-field={field}]");
    compose_in(&window, &method, &cell("scale"), "#projects-progress");
    compose_in(&window, &method, &cell("by"), "#projects-progress");
    let saved = || screen.session().project_list().unwrap().list.first().map(|one| one.project.clone());
    window.wait_until("the project", || saved().is_some_and(|one| one.by == "12" && one.scale == "12"));

    show(&window, "summary");
    compose_in(&window, &method, "#summary-texts [data-heading=measures]", "#page-summary h2");
    let measures = || {
        screen.session().summaries().page(now().date_naive(), Span::Year(2022)).unwrap().headings[1]
            .text
            .clone()
    };
    window.wait_until("the measures", || measures() == "12");
    show(&window, "settings");
    compose_in(&window, &method, "#settings [name=person]", "#page-settings h2");

    window.keys(&key::F1.to_string());
    window.wait_for("the manual", "return document.querySelector('#manual')?.open");
    compose_in(&window, &method, "#manual input", "#manual h2");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the page again", "return !document.querySelector('dialog[open]')");
}

fn the_fields_of_the_clerk_are_composed_in(engine: Engine) {
    let screen = busy();
    let (window, method) = open(engine, &screen, Pinyin::open);
    window.wait_for("the board", BOARD);
    compose_in(&window, &method, "#board-search", "#board-counts");
    window.click(".tile");
    window.click("#board-panel [data-act=phone]");
    window.wait_for("the question", "return document.querySelector('#fields').open");
    compose_in(&window, &method, "#fields-list input", "#fields-sentence");
    method.strike_enter(&window);
    window.wait_for_text("#board-panel", "电话记录：12");

    window.click("#tab-register");
    window.wait_for("the register", "return !document.querySelector('#page-register').hidden");
    compose_in(&window, &method, "#register-search", "#register-count");
    window.click("#register-add");
    compose_in(&window, &method, ".editor input", "#register-count");
    window.click("#register-paste");
    compose_in(&window, &method, "#register-pasting textarea", "#register-count");
}

fn the_fields_of_a_blank_form_are_composed_in(engine: Engine) {
    let screen = Screen::new();
    let (window, method) = open(engine, &screen, Pinyin::open);
    window.wait_for("the first start", "return document.body.dataset.page === 'begin'");
    compose_in(&window, &method, "#begin [name=name]", "#begin h1");
    look_over(&window, "通知.docx", &as_document(NOTICE));
    compose_in(&window, &method, "[name='notice:first_month']", "#blank-form-open");
    window.click("#understood tr[data-row] td");
    compose_in(&window, &method, "#in-hand-fields :is(input:not([type]), textarea)", "#blank-form-open");
}
