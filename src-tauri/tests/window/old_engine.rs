//! A web view that is too old says so in one sentence, and nothing of the page begins.

use serde_json::json;

use crate::engine::Engine;
use crate::screen::Screen;
use crate::window::Window;

const STARTED: &str = "return performance.getEntriesByName('ready').length > 0";

/// Loads the page anew where something is missing before anything of it runs, until the next such call.
fn load_without(window: &Window<'_>, what: &str) {
    let made = window.develop("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": what }));
    window.drive("the page", window.driver.client.refresh());
    window.develop("Page.removeScriptToEvaluateOnNewDocument", &made);
}

#[test]
fn a_web_view_that_lacks_what_the_page_needs_says_so_instead_of_showing_nothing() {
    let screen = Screen::begun();
    let window = Engine::CHROMIUM.open(&screen);
    assert_eq!(window.script("return document.querySelector('#engine-too-old')", vec![]), json!(null));
    for (missing, without) in [
        ("dialog", "delete HTMLDialogElement.prototype.showModal"),
        ("inert", "delete HTMLElement.prototype.inert"),
        ("requestSubmit", "delete HTMLFormElement.prototype.requestSubmit"),
        ("replaceChildren", "delete Element.prototype.replaceChildren"),
        ("ResizeObserver", "delete window.ResizeObserver"),
        ("Array.at", "delete Array.prototype.at"),
        (":has()", "CSS.supports = (text) => !text.includes(':has')"),
        ("container-type", "CSS.supports = (name) => name !== 'container-type'"),
        // So old that it cannot even be asked.
        ("dialog", "delete window.HTMLDialogElement; delete window.CSS"),
    ] {
        load_without(&window, without);
        window.wait_for("the sentence", "return !!document.querySelector('#engine-too-old')");
        let found = window.script("return document.querySelector('#engine-too-old').dataset.missing", vec![]);
        assert_eq!(found, missing);
        let told = window.text("#engine-too-old");
        assert!(
            told.contains("组件太旧") && told.contains("填过的数都在") && told.contains("再打开"),
            "{told}"
        );
        assert_eq!(told.matches('。').count(), 1, "one sentence: {told}");
        let shown = window.script("return document.body.innerText", vec![]);
        assert_eq!(shown, told, "nothing else is shown");
        assert_eq!(window.script(STARTED, vec![]), json!(false), "nothing of the page began");
    }
    window.shot("engine-too-old");
    window.drive("the page", window.driver.client.refresh());
    window.wait_for("the page as usual", STARTED);
}
