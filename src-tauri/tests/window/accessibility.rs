//! That everybody can use it: axe-core looks over every page and dialog, in the light and in the dark.

use std::fs;

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::Window;

in_both_engines! {
    every_page_and_dialog_is_open_to_everybody,
    the_dark_has_the_same_contrast,
    the_first_page_is_open_to_everybody,
}

/// Installed by `cargo xtask test types`.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../xtask/npm/node_modules/axe-core/axe.min.js");

/// Each rule that is broken, with the places.
const LOOK_OVER: &str = "
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) =>
        `${id} (${help}): ${nodes.map(({ target, any }) => `${target} ${any.map(({ message }) => message).join(' ')}`).join(' | ')}`);";

#[track_caller]
pub(crate) fn is_open_to_everybody(window: &Window<'_>, what: &str) {
    if window.script("return typeof axe === 'undefined'", vec![]) == json!(true) {
        let axe = fs::read_to_string(AXE).expect("cargo xtask test types installs axe-core");
        window.script(&axe, vec![]);
    }
    assert_eq!(window.script_async(LOOK_OVER), Value::Array(vec![]), "{what}");
}

/// January was sent and has changed since, February is final, March is half filled; two projects, a gap, an error.
fn busy() -> Screen {
    let screen = Screen::begun();
    let mut session = screen.session();
    let month = |text: &str| text.parse().unwrap();
    for name in ["2022-01", "2022-02"] {
        session.reports_mut().fill_zero(now(), month(name)).unwrap();
        session.reports_mut().finalize(now(), month(name)).unwrap();
    }
    session.reports_mut().mark_sent(now(), month("2022-01"), "电子邮件", "区城市管理局").unwrap();
    session.reports_mut().reopen(now(), month("2022-01"), "漏了一张过磅单").unwrap();
    session.reports_mut().set_amounts(now(), month("2022-01"), texts("9=7")).unwrap();
    session.reports_mut().finalize(now(), month("2022-01")).unwrap();
    session
        .reports_mut()
        .set_texts(now(), yuebao::store::OperationKind::Fill, month("2022-03"), texts("1a=5 2a=一吨 2b=9"))
        .unwrap();
    for by in ["龙沙镇人民政府", "五桥街道办事处"] {
        let project =
            yuebao::projects::Project { by: by.into(), due: "2022年1月".into(), ..Default::default() };
        session.projects_mut().add_project(now(), project).unwrap();
    }
    screen
}

fn every_page(window: &Window<'_>, light: &str) {
    for page in ["form", "projects", "summary", "matrix", "history", "settings"] {
        window.click(&format!("#tab-{page}"));
        window.wait_for(page, &format!("return !document.querySelector('#page-{page}').hidden"));
        is_open_to_everybody(window, &format!("{page} in the {light}"));
    }
}

/// Opens a dialog, has it looked over, and closes it with Esc.
fn dialog(window: &Window<'_>, open: &str, id: &str) {
    // The driver of Chromium stops where what stays at the lower edge still covers it.
    window.script(
        "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })",
        vec![json!(open)],
    );
    window.click(open);
    window.wait_for(id, &format!("return document.querySelector('#{id}').open"));
    is_open_to_everybody(window, id);
    window.keys(&crate::window::key::ESCAPE.to_string());
    window.wait_for("it to close", &format!("return !document.querySelector('#{id}')?.open"));
}

fn every_page_and_dialog_is_open_to_everybody(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    every_page(&window, "light");
    dialog(&window, "#pack", "pack-dialog");
    window.click("#tab-form");
    window.click("#next-step");
    window.wait_for("the points", "return document.querySelector('#points').open");
    is_open_to_everybody(&window, "what is in the way of 定稿");
    window.click("#points-close");
    window.click("#preview-switch");
    window.wait_for("the preview", "return document.querySelector('#preview-page img') !== null");
    is_open_to_everybody(&window, "the preview");
    window.click("#preview-close");
    window.open_month("2022-02");
    is_open_to_everybody(&window, "a month to be corrected");
    window.open_month("2022-01");
    is_open_to_everybody(&window, "a month on its way");
    for next in ["附扫描件", "导出报送表", "发送邮件"] {
        window.click("#skip-step");
        window.wait_for_text("#next-step", next);
    }
    dialog(&window, "#next-step", "letter");
    window.click("#more");
    is_open_to_everybody(&window, "the list under 更多");
    dialog(&window, "#reopen", "fields");
    window.keys("\u{e031}");
    window.wait_for("the manual", "return document.querySelector('#manual')?.open === true");
    is_open_to_everybody(&window, "the manual");
}

fn the_dark_has_the_same_contrast(engine: Engine) {
    let screen = busy();
    let window = engine.open_in_the_dark(&screen);
    every_page(&window, "dark");
}

fn the_first_page_is_open_to_everybody(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.wait_for("the first page", "return !document.querySelector('#page-begin').hidden");
    is_open_to_everybody(&window, "the first start");
}
