//! What the eye needs: nothing off the screen, nothing too small, also at 200 % and in the dark.

use serde_json::Value;

use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::Window;

in_both_engines! {
    everything_fits_at_1366_by_768_and_at_200_percent,
    a_dialog_with_much_in_it_scrolls_and_keeps_its_buttons_in_sight_at_200_percent,
    it_is_readable_in_the_dark,
}

/// A department with long numbers and a gap: the most the form has to show.
fn full() -> Screen {
    let screen = Screen::new();
    let mut session = screen.session();
    let unit = yuebao::unit::Unit {
        name: "重庆市万州区农业农村委员会乡村环境综合整治工作领导小组办公室".into(),
        kind: yuebao::unit::UnitKind::from("department"),
        ..crate::screen::unit()
    };
    session.begin(now(), unit, texts("1a=999999999999 2a=123456789012.34")).unwrap();
    let march = "2022-03".parse().unwrap();
    session
        .reports_mut()
        .set_amounts(now(), march, texts("1a=999999999999 2a=999999999999.99 2b=1 9=0 10a=5 10b=12.5"))
        .unwrap();
    // An earlier month was reported and has changed since, with the longest reason there can be.
    let january = "2022-01".parse().unwrap();
    session.reports_mut().fill_zero(now(), january).unwrap();
    session.reports_mut().adjust(now(), january, texts("2a=-0.01"), &"纸质台账多加".repeat(33)).unwrap();
    session.reports_mut().finalize(now(), january).unwrap();
    session.reports_mut().mark_sent(now(), january, "电子邮件", &"区城市管理局".repeat(10)).unwrap();
    session.reports_mut().reopen(now(), january, &"漏了过磅单".repeat(40)).unwrap();
    session.reports_mut().finalize(now(), january).unwrap();
    session.reports_mut().set_opening(now(), texts("1a=999999999998")).unwrap();
    screen
}

/// Whether anything is wider than the window, which numbers are cut off, and the smallest text that is shown. A number
/// that is longer than its column is set smaller, and nothing else.
const MEASURE: &str = "
    const shown = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && one.textContent.trim());
    const written = shown.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    const isLong = (one) => one.tagName === 'OUTPUT' && one.value.length > 11;
    const sizes = written.filter((one) => !isLong(one)).map((one) => parseFloat(getComputedStyle(one).fontSize));
    const page = document.querySelector('#pages > :not([hidden])');
    const wide = [document.documentElement, page, ...page.querySelectorAll('.paper')]
        .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.id || one.tagName);
    const numbers = [...page.querySelectorAll('.paper :is(input, output)')].filter((one) => one.checkVisibility());
    const cut = numbers.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.id);
    return { wide, cut, smallest: Math.min(...sizes) };";

#[track_caller]
pub(crate) fn fits(window: &Window<'_>, name: &str) {
    window.shot(name);
    let measured = window.script(MEASURE, vec![]);
    assert_eq!(measured["wide"], Value::Array(vec![]), "{name}: wider than the window");
    assert_eq!(measured["cut"], Value::Array(vec![]), "{name}: a number is cut off");
    assert!(measured["smallest"].as_f64().unwrap() >= 14.0, "{name}: {measured}");
}

fn every_page(window: &Window<'_>, name: &str) {
    window.click("#tab-form");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    window.go_to("2a");
    fits(window, &format!("{name}-form"));
    for page in ["projects", "summary", "matrix", "history", "settings"] {
        window.click(&format!("#tab-{page}"));
        window.wait_for(page, &format!("return !document.querySelector('#page-{page}').hidden"));
        fits(window, &format!("{name}-{page}"));
    }
}

fn everything_fits_at_1366_by_768_and_at_200_percent(engine: Engine) {
    let screen = full();
    let window = engine.open(&screen);
    every_page(&window, "1366");
    // At 200 % the page has half as many points in each direction.
    window.resize(683, 384);
    window.shot("200-percent");
    every_page(&window, "200-percent");
}

/// The buttons of the dialog that is open which are not in sight.
pub(crate) const HIDDEN_BUTTONS: &str = "
    const dialog = document.querySelector('dialog[open]');
    const shown = [...dialog.querySelectorAll('.actions button')].filter((one) => one.checkVisibility());
    return shown.filter((one) => {
        const box = one.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return !one.contains(top);
    }).map((one) => `${dialog.id}: ${one.textContent}`)";

fn a_dialog_with_much_in_it_scrolls_and_keeps_its_buttons_in_sight_at_200_percent(engine: Engine) {
    let screen = full();
    let window = engine.open(&screen);
    window.resize(683, 384);
    let ids = window.script(
        "return [...document.querySelectorAll('dialog:has(.actions)')].map((dialog) => dialog.id)",
        vec![],
    );
    let ids: Vec<&str> = ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(ids.len() >= 11 && ids.contains(&"old-dialog") && ids.contains(&"letter"), "{ids:?}");
    for id in ids {
        let open = format!(
            "const dialog = document.getElementById('{id}');
             const much = document.createElement('div');
             much.style.height = '900px';
             dialog.querySelector('.actions').before(much);
             dialog.showModal();"
        );
        window.script(&open, vec![]);
        assert_eq!(window.script(HIDDEN_BUTTONS, vec![]), serde_json::json!([]));
        window.script(&format!("document.getElementById('{id}').scrollTop = 9000"), vec![]);
        assert_eq!(window.script(HIDDEN_BUTTONS, vec![]), serde_json::json!([]), "at its end");
        window.script(&format!("document.getElementById('{id}').close()"), vec![]);
    }
}

fn it_is_readable_in_the_dark(engine: Engine) {
    let screen = full();
    let window = engine.open_in_the_dark(&screen);
    every_page(&window, "dark");
}
