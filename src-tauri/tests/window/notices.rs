//! Several notices: continuing one after its campaign, adding one from a file, changing between them.

use serde_json::{Value, json};
use yuebao::notice::BUILT_IN;
use yuebao::output::write_file;

use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::Window;

/// A day long after the campaign of the notice that comes with the program.
const LATER: (&str, &str) = ("YUEBAO_NOW", "2026-11-28T09:00:00+08:00");

in_both_engines_at_both_sizes! {
    after_the_campaign_the_first_start_offers_to_continue,
    a_notice_is_looked_at_and_added_and_one_changes_between_two,
}

/// Waits for the page after it was drawn anew.
fn wait_for_new_page(window: &Window<'_>, what: &str, script: &str) {
    window.wait_until(what, || {
        let loaded = "return performance.getEntriesByName('ready').length > 0";
        window.script(loaded, vec![]) == json!(true) && window.script(script, vec![]) == json!(true)
    });
}

fn after_the_campaign_the_first_start_offers_to_continue(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open_with(&screen, &[LATER]);
    window.wait_for_text("#begin-notice", "（2022年1月至2023年12月）已经结束");
    window.shot("first-start-after-the-campaign");
    window.click("#begin-notice button");
    window.wait_for_text("#fields-sentence", "同样的表");
    let proposed = "return [...document.querySelectorAll('#fields-list input')].map((one) => one.value)";
    assert_eq!(window.script(proposed, vec![]), json!(["2026-11", "2027-12"]));
    window.shot("first-start-continue");
    window.click("#fields-yes");
    let text =
        "return document.querySelector('#begin-notice')?.textContent.includes('2026年11月至2027年12月')";
    wait_for_new_page(&window, "the new span", text);
    let months = "return document.querySelector('#begin [name=first_month]').options[1].textContent";
    assert_eq!(window.script(months, vec![]), json!("还没有报过，从2026年11月填起"));
    assert!(screen.session().unit().is_none(), "nothing was begun yet");
}

fn a_notice_is_looked_at_and_added_and_one_changes_between_two(engine: Engine) {
    let screen = Screen::begun();
    let mut session = screen.session();
    session.reports_mut().set_amounts(now(), "2022-03".parse().unwrap(), texts("1a=5")).unwrap();
    drop(session);
    let mut notice: Value = serde_json::from_str(BUILT_IN).unwrap();
    notice["id"] = json!("other");
    notice["campaign"]["short_name"] = json!("另一活动");
    notice["forms"][0]["mark"] = json!("附表1");
    let file = screen.home().join("other.json");
    write_file(&file, notice.to_string().as_bytes()).unwrap();

    let window = engine.open(&screen);
    window.click("#tab-settings");
    window.wait_for_text("#notice-list", "正在用 · 在报");
    window.click("#notice-add");
    window.choose_file("添加哪个通知", &file);
    window.wait_for(
        "the preview",
        "return document.querySelector('dialog.notice-preview img')?.complete === true",
    );
    assert!(window.text("dialog.notice-preview").contains("附表1"));
    assert_eq!(screen.session().form_choices(now().date_naive()).unwrap().len(), 1, "nothing is added yet");
    window.shot("notice-preview");
    window.click("dialog.notice-preview .strong");
    wait_for_new_page(
        &window,
        "its first start",
        "return document.querySelector('#page-begin')?.hidden === false",
    );
    assert!(window.text("#begin-notice").contains("另一活动"));
    window.shot("notice-added");
    window.click("#begin-notice button");
    wait_for_new_page(
        &window,
        "the first notice",
        "return document.querySelector('#page-form')?.hidden === false",
    );
    window.open_month("2022-03");
    assert_eq!(window.entry("1a"), "5");
}
