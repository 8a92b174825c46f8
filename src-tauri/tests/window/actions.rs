//! What can be done, and where it is offered: the steps to the bureau, the list under 更多, undo, the size of everything,
//! and the keys and menus of a browser that do nothing here.

use serde_json::json;

use crate::engine::{Engine, Shown};
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines_at_both_sizes! {
    a_draft_is_not_sent_and_is_opened_where_it_lies,
    there_is_one_set_of_actions,
    undo_and_redo_say_what_they_do_and_are_off_where_there_is_nothing,
    a_correction_that_was_not_sent_is_not_called_sent,
    after_the_campaign_one_sentence_says_so_and_nothing_is_red,
    what_else_is_due_stays_in_sight_above_the_months,
    the_keys_and_the_menu_of_a_browser_do_nothing,
    help_is_in_sight_and_what_is_typed_there_is_looked_for,
}

/// March 2022 is final.
fn march_is_final() -> Screen {
    let screen = Screen::begun();
    let month = "2022-03".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().fill_zero(now(), month).unwrap();
    session.reports_mut().finalize(now(), month).unwrap();
    screen
}

fn count(window: &Window<'_>, selector: &str) -> u64 {
    window
        .script("return document.querySelectorAll(arguments[0]).length", vec![json!(selector)])
        .as_u64()
        .unwrap()
}

fn a_draft_is_not_sent_and_is_opened_where_it_lies(engine: Engine) {
    let screen = march_is_final();
    screen.stand_in("xdg-open");
    let window = engine.open(&screen);
    window.wait_for_text("#next-step", "打印盖章");
    window.chord(key::CONTROL, 'p');
    // There is no printer on this screen; in the browser there is one.
    let printed = if engine.shown == Shown::WebKit { "已打开 PDF" } else { "已送打印机" };
    window.wait_for_text("#sending-steps li:first-child .said", printed);
    window.wait_for_text("#next-step", "附扫描件");
    for next in ["导出报送表", "发送邮件"] {
        window.keys(&key::F8.to_string());
        window.wait_for_text("#next-step", next);
    }
    window.chord(key::CONTROL, key::ENTER);
    window.wait_for("the letter", "return document.querySelector('#letter')?.open === true");
    window.click("#letter-save");
    window.save_at_home();
    window.wait_for_text("#next-step", "记为已报送");
    window.wait_for_text("#messages", "草稿已写好，还没有发出：");
    assert_eq!(window.text("#sending-steps li:nth-child(4) .said"), "已写好草稿");
    assert!(!window.text("#sending-steps").contains('✓'), "nothing was done that can be ticked");
    window.wait_for_text("#sending-steps .next-hint", "草稿还没有发出：打开它");
    window.shot("draft");
    assert!(window.text("[data-month='2022-03'] .label").contains("定稿"));

    window.click("#open-draft");
    let draft = screen.home().join("龙沙镇_2022年03月_附件2.eml");
    let asked = if engine.shown == Shown::WebKit { "xdg-open" } else { "asked" };
    let is_given = || {
        let given = screen.given(asked).unwrap_or_default();
        given.lines().last().is_some_and(|line| line.ends_with(draft.to_str().unwrap()))
    };
    window.wait_until("the mail program", is_given);
    std::fs::remove_file(&draft).unwrap();
    window.click("#reveal-draft");
    window.wait_for_text(".problem-message", "邮件草稿不在原来存的地方了");
}

fn there_is_one_set_of_actions(engine: Engine) {
    let screen = march_is_final();
    let window = engine.open(&screen);
    window.wait_for_text("#next-step", "打印盖章");
    let offered =
        "return [...document.querySelectorAll('.steps button, .sending-steps button, .standing button')]
        .filter((button) => button.offsetParent !== null).map((button) => button.textContent).join(' ')";
    assert_eq!(
        window.script(offered, vec![]),
        "帮助 更多 打印盖章 附扫描件 导出报送表 发送邮件 记为已报送 跳过“打印盖章”（F8）"
    );
    window.click("#more");
    let listed = "return [...document.querySelectorAll('#more-list [data-of] button')]
        .filter((button) => button.offsetParent !== null).map((button) => button.firstChild.textContent).join(' ')";
    assert_eq!(window.script(listed, vec![]), "导出 PDF 重新打开…", "what is a step is not offered twice");
    window.shot("more");

    window.keys(&key::DOWN.to_string());
    window.wait_for("the second", "return document.activeElement?.id === 'reopen'");
    window.keys(&key::ESCAPE.to_string());
    let gone = "return document.querySelector('#more-list').hidden && document.activeElement?.id === 'more'
        && document.activeElement?.getAttribute('aria-expanded') === 'false'";
    window.wait_for("the list to go", gone);
    window.open_month("2022-02");
    window.go_to("9");
    window.click("#more");
    assert_eq!(window.script(listed, vec![]), "打印 导出表格 导出 PDF 累计调整…");
    window.wait_for_text("#adjust-hint", "9．");
    window.click("#tab-settings");
    window.wait_for("the list to go", "return document.querySelector('#more-list').hidden");
    window.wait_for("the settings", "return !document.querySelector('#page-settings').hidden");
    window.click("#more");
    assert_eq!(
        window.script(listed, vec![]),
        "汇总下级单位的表…",
        "there is nothing to print in the settings"
    );
}

fn undo_and_redo_say_what_they_do_and_are_off_where_there_is_nothing(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let off = |id: &str| format!("return document.getElementById('{id}').disabled");
    window.wait_for("no undo", &off("undo"));
    window.go_to("4");
    window.keys(&format!("7{}", key::ENTER));
    let told = |id: &str| {
        window
            .script(&format!("return document.getElementById('{id}').title"), vec![])
            .as_str()
            .unwrap()
            .to_owned()
    };
    let filled = "填数：2022年3月“环卫设施问题” 空白 → 7";
    window.wait_until("what undo does", || told("undo") == format!("撤销{filled}（Ctrl+Z）"));
    window.wait_for("no redo", &off("redo"));
    window.click("#undo");
    window.wait_until("what redo does", || told("redo") == format!("重做{filled}（Ctrl+Y）"));
    assert_eq!(window.entry("4"), "");
    window.click("#redo");
    window.wait_for_total("4", "7");
    window.click("#fill-zero");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_for_text("#saving", "按 Ctrl+Z 撤销");
    window.click("#next-step");
    // What deserves a look is listed with the question.
    window.wait_for("the question", "return document.querySelector('#points').open");
    window.click("#points-clear");
    window.wait_for_text("#standing-sentence", "已定稿");
    window.wait_for("no undo", &off("undo"));
    assert_eq!(window.text("#saving"), "", "what cannot be undone any more is not offered");
    let offers = |what: &str| {
        let script = "return [...document.querySelectorAll('#page-form .bar button')]
            .filter((button) => button.offsetParent !== null).map((button) => button.textContent).join(' ')";
        window.wait_until(what, || window.script(script, vec![]) == what);
    };
    // Nothing on a locked month takes the rest.
    offers("预览");
    window.shot("locked-bar");
    window.open_month("2022-02");
    offers("撤销 重做 空白补零 当月无数据 预览");
    window.go_to("4");
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until_saved("2022-02", "4", "5");
    window.open_month("2022-03");
    // What an undo would change is not seen from here.
    offers("预览");
    window.go_to("4");
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#messages", "已锁定，要改请点“重新打开”");
    assert_eq!(screen.saved("2022-02", "4"), "5");
}

fn a_correction_that_was_not_sent_is_not_called_sent(engine: Engine) {
    let screen = march_is_final();
    let march = "2022-03".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().mark_sent(now(), march, "电子邮件", "").unwrap();
    session.reports_mut().reopen(now(), march, "漏了一张过磅单").unwrap();
    session.reports_mut().set_amounts(now(), march, crate::screen::texts("2a=5")).unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.wait_for_text("#due", "更正1还没有报送");
    window.wait_for_text("#standing-sentence", "1 个当月数、1 个累计数与上次报出的不同");
    screen.session().reports_mut().finalize(now(), march).unwrap();
    window.wait_for_text("#standing-sentence", "更正1已定稿");
    assert_eq!(window.text("#due"), "更正1还没有报送");
    screen.session().reports_mut().mark_sent(now(), march, "电子邮件", "").unwrap();
    window.wait_for_text("#due", "更正1已于2022年3月20日报送");
    window.wait_for_text("#standing-sentence", "更正1已报送");
}

fn after_the_campaign_one_sentence_says_so_and_nothing_is_red(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open_with(&screen, &[("YUEBAO_NOW", "2026-11-28T09:00:00+08:00")]);
    let sentence = "活动已于2023年12月结束，可补录、查阅、导出";
    window.wait_for_text("#due", sentence);
    window.wait_for("nothing else to be due", "return document.querySelector('#rail .also').hidden");
    assert_eq!(count(&window, ".late"), 0);
    window.shot("after-the-campaign");
    window.click("#tab-history");
    window.wait_for_text("#sent", "2022年1月");
    assert!(!window.text("#sent").contains("逾期"));
    window.click("#tab-projects");
    window.wait_for_text("#due", sentence);
    assert_eq!(window.text("#messages"), "", "nobody is reminded of anything");
}

fn what_else_is_due_stays_in_sight_above_the_months(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.wait_for_text("#rail .also", "附件3：已过 66 天");
    window.open_month("2023-12");
    let seen =
        "const { x, y, width, height } = document.querySelector('#rail .also-due').getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2).className.includes('also-due')";
    for (width, height) in [(1366, 768), (1093, 614)] {
        window.resize(width, height);
        window.wait_for("it to be seen", seen);
    }
}

#[test]
fn everything_is_as_large_as_the_officer_likes_and_stays_so() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    let width = |window: &Window<'_>| window.script("return innerWidth", vec![]).as_f64().unwrap();
    // The window manager may still be at work on it.
    window.wait_until("the whole window", || width(&window) > 1350.0);
    let whole = width(&window);
    let is = |window: &Window<'_>, percent: f64| {
        window.wait_until(&format!("{percent} %"), || (width(window) - whole * 100.0 / percent).abs() < 3.0);
    };
    window.chord(key::CONTROL, '=');
    is(&window, 110.0);
    let wheel = "document.body.dispatchEvent(new WheelEvent('wheel',
        { deltaY: -120, ctrlKey: true, bubbles: true, cancelable: true }))";
    window.script(wheel, vec![]);
    is(&window, 125.0);
    window.shot("larger");
    window.close();

    let window = Window::open(&screen);
    is(&window, 125.0);
    // The driver's own presses miss a page of another size.
    let press =
        |selector: &str| window.script("document.querySelector(arguments[0]).click()", vec![json!(selector)]);
    press("#more");
    assert_eq!(window.text("#more-list .size"), "125%");
    press("#more-list [data-zoom='-1']");
    is(&window, 110.0);
    press("#more-list [data-zoom='-1']");
    is(&window, 100.0);
    window.shot("sizes");
    window.keys(&key::ESCAPE.to_string());
    window.chord(key::CONTROL, '-');
    is(&window, 90.0);
    window.chord(key::CONTROL, '0');
    is(&window, 100.0);
    window.click("#tab-settings");
    window.wait_for("the settings", "return !document.querySelector('#page-settings').hidden");
    window.click("#page-settings [data-zoom='1']");
    is(&window, 110.0);
    // The page is larger a moment before the answer is drawn that says so.
    window.wait_until("the size in words", || window.text("#page-settings .size") == "110%");
}

fn the_keys_and_the_menu_of_a_browser_do_nothing(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    let listening = "window.struck = []; window.addEventListener('keydown', (event) => {
        if (event.key !== 'Control') window.struck.push([event.key, event.defaultPrevented]) })";
    window.script(listening, vec![]);
    window.go_to("4");
    window.keys("7\u{e035}");
    window.chord(key::CONTROL, 'r');
    window.keys("\u{e037}\u{e033}");
    window.wait_until_saved("2022-03", "4", "7");
    // Each was kept from the engine, and what was struck is still there to be told: the page was not read anew.
    let struck = json!([["7", false], ["F5", true], ["r", true], ["F7", true], ["F3", true]]);
    assert_eq!(window.script("return window.struck", vec![]), struck);
    window.click("#tab-matrix");
    window.wait_for("the matrix", "return !document.querySelector('#page-matrix').hidden");
    window.chord(key::CONTROL, 'p');
    window.wait_for_text("#messages", "这一页不直接打印：按“导出表格”");

    let menu = "return ['#tab-form', '.rail', '#paper .title', '#figure-4', '#letter-text'].map((place) => {
        const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
        document.querySelector(place).dispatchEvent(event);
        return event.defaultPrevented })";
    assert_eq!(window.script(menu, vec![]), json!([true, true, true, false, false]));
}

fn help_is_in_sight_and_what_is_typed_there_is_looked_for(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.click("#help");
    window.wait_for("the manual", "return document.querySelector('#manual')?.open ?? false");
    window.wait_for_text("#manual nav [aria-current]", "填一个月");
    window.keys("授权码");
    let found = "return [...document.querySelectorAll('#manual nav button')].filter((button) => button.hidden).length > 30";
    window.wait_for("the chapters with the word", found);
    window.script("document.querySelector('#manual article').focus()", vec![]);
    window.keys("x");
    window.wait_for("the field again", "return document.activeElement?.value === '授权码x'");
    window.keys(&format!("{0}{0}{0}{0}", key::DELETE_BACK));
    let scrolled = "return document.querySelector('#manual article').scrollTop";
    let before = window.script(scrolled, vec![]).as_f64().unwrap();
    window.keys("\u{e00f}");
    window.wait_until("the page to scroll", || window.script(scrolled, vec![]).as_f64().unwrap() > before);
}
