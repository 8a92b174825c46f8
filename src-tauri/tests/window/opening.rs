//! The opening balance in the settings: a table like the form, whose changes show wherever they count.

use serde_json::json;
use yuebao::report::Entry;

use crate::cells::is_in_sight;
use crate::engine::Engine;
use crate::fields::{begun_in_march, open_settings, opening};
use crate::screen::{now, texts};
use crate::window::{Window, key};

in_both_engines! {
    an_undo_under_the_opening_balance_takes_back_nothing_else,
    the_opening_balance_is_a_table_like_the_form,
    every_cell_of_the_opening_balance_is_seen_on_a_small_laptop,
    a_changed_opening_balance_names_the_months_that_need_a_revision,
    a_missing_opening_balance_is_named_wherever_it_counts,
    an_unreadable_opening_balance_keeps_its_month_open_and_is_gone_to,
}

fn id_at(window: &Window<'_>) -> String {
    window.script("return document.activeElement?.id", vec![]).as_str().unwrap().to_owned()
}

fn an_undo_under_the_opening_balance_takes_back_nothing_else(engine: Engine) {
    let screen = begun_in_march();
    let window = engine.open(&screen);
    open_settings(&window);
    let phone = || screen.session().unit().unwrap().phone.clone();
    let nothing = "return document.querySelector('#opening-undo').disabled";
    window.fill("#settings [name=phone]", "58136198");
    window.wait_for_text("#settings .field:has([name=phone]) .kept", "已保存");
    window.wait_for("no opening balance to take back", nothing);
    window.script("document.querySelector('#opening-grid-1a').focus()", vec![]);
    window.keys(&format!("5{}", key::ENTER));
    window.wait_until("the amount on the disk", || opening(&screen, "1a").text() == "5");
    window.wait_until("it can be taken back", || window.script(nothing, vec![]) == json!(false));
    window.script("document.querySelector('#opening-undo').click()", vec![]);
    window.wait_for_text("#opening-saving", "已撤销：期初累计");
    assert_eq!(opening(&screen, "1a"), Entry::Blank);
    window.wait_for("nothing else of it", nothing);
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#opening-saving", "没有可以撤销的期初累计");
    assert_eq!(phone(), "58136198");

    // On the form it says what it takes back, and the settings follow.
    window.click("#tab-form");
    window.click("#undo");
    window.wait_for_text("#saving", "已撤销：单位资料");
    open_settings(&window);
    let shown = "return document.querySelector('#settings [name=phone]').value";
    assert_eq!(window.script(shown, vec![]), json!("58136197"));
    window.fill("#settings [name=person]", "李四");
    window.wait_for_text("#settings .field:has([name=person]) .kept", "已保存");
    assert_eq!(phone(), "58136197", "what was taken back does not come again");
}

fn the_opening_balance_is_a_table_like_the_form(engine: Engine) {
    let screen = begun_in_march();
    let window = engine.open(&screen);
    window.wait_for_text("#checks .warning", "有 20 项没有期初累计");
    window.click("#checks .go-fill");
    window.wait_until("the first blank cell", || id_at(&window) == "opening-grid-1a");
    window.keys(&format!("100{}", key::ENTER));
    assert_eq!(window.at(), "1b", "Enter goes on");
    window.keys(&format!("两个{}", key::DOWN));
    assert_eq!(window.at(), "2a", "so does ↓");
    window.wait_for_text("#opening-grid-problem-1b", "“两个”只能填数字");
    window.wait_until("both on the disk", || {
        opening(&screen, "1a").text() == "100" && opening(&screen, "1b").text() == "两个"
    });
    let mark = "return document.querySelector('#opening-grid-1a').parentElement.dataset.saving";
    window.wait_until("the mark", || window.script(mark, vec![]) == json!("saved"));

    screen.copy("累计数量\n3.5\n1\n7\n");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#opening-saving", "已粘贴 3 格");
    assert_eq!(["2a", "2b", "3a"].map(|figure| opening(&screen, figure).text()), ["3.50", "1.00", "7"]);
    window.shot("opening-balance");
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#opening-saving", "已撤销：期初累计 3 格");
    assert_eq!(opening(&screen, "2a"), Entry::Blank);
    window.chord(key::CONTROL, 'y');
    window.wait_for_text("#opening-saving", "已重做：期初累计 3 格");
    window.keys(&key::UP.to_string());
    assert_eq!(window.at(), "1b", "↑ goes back");
    window.keys(&format!("5{}", key::ESCAPE));
    let cell = "return document.querySelector('#opening-grid-1b').value";
    window.wait_until("what is saved", || window.script(cell, vec![]) == json!("两个"));
}

fn every_cell_of_the_opening_balance_is_seen_on_a_small_laptop(engine: Engine) {
    let screen = begun_in_march();
    let window = engine.open(&screen);
    window.resize(1093, 614);
    window.wait_for("the small page", "return innerWidth <= 1093");
    open_settings(&window);
    let sideways =
        "const page = document.querySelector('#page-settings'); return page.scrollWidth - page.clientWidth";
    assert_eq!(window.script(sideways, vec![]), json!(0), "nothing sideways");
    window.script("document.querySelector('#opening-grid-1a').focus()", vec![]);
    let seen = "const cell = document.activeElement?.closest('td').getBoundingClientRect();
        const heading = document.querySelector('#opening-grid thead').getBoundingClientRect();
        return cell.top >= heading.bottom - 1 && cell.bottom <= innerHeight && cell.left >= 0";
    for _ in 1..20 {
        window.keys(&format!("7{}", key::ENTER));
        window.wait_for(&format!("{} and its heading in sight", window.at()), seen);
    }
    assert_eq!(window.at(), "18");
    for _ in 1..20 {
        window.chord(key::SHIFT, key::TAB);
        window.wait_for(&format!("{} and its heading in sight", window.at()), seen);
    }
    assert_eq!(window.at(), "1a");
    window.shot("opening-balance-1093");
}

fn a_changed_opening_balance_names_the_months_that_need_a_revision(engine: Engine) {
    let screen = begun_in_march();
    let march = "2022-03".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().fill_zero(now(), march).unwrap();
    session.reports_mut().finalize(now(), march).unwrap();
    let window = engine.open(&screen);
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    open_settings(&window);
    let told = "#settings-to-correct";
    assert_eq!(
        window.script("return document.querySelector(arguments[0]).hidden", vec![json!(told)]),
        json!(true)
    );
    // The driver of WebKit does not scroll to what it presses on here.
    window.script("document.querySelector('#opening-grid-4').focus()", vec![]);
    window.keys(&format!("7{}", key::ENTER));
    window.wait_for_text(told, "2022年3月报出的累计数和现在的不同，要做更正");
    window.wait_for("the word for it", "return !document.querySelector('#settings-to-correct').hidden");
    window.shot("opening-balance-changed");
    for step in [key::ENTER, key::UP] {
        for _ in 0..20 {
            window.keys(&step.to_string());
            is_in_sight(&window, &format!("a step to {} above the word for it", window.at()));
        }
    }
    // What stands above the table is not covered by it.
    window.click("#settings-index button:nth-child(2)");
    let is_free = "const button = document.getElementById('opening-undo').getBoundingClientRect();
        const at = document.elementFromPoint(button.left + button.width / 2, button.top + button.height / 2);
        return at.id === 'opening-undo'";
    window.wait_for("the undo of the opening balance", is_free);
    window.click("#settings-to-correct button");
    window.wait_for_text("#to-correct", "2022年3月");
    window.wait_for("the record", "return !document.querySelector('#page-history').hidden");
}

fn a_missing_opening_balance_is_named_wherever_it_counts(engine: Engine) {
    let screen = begun_in_march();
    screen.session().reports_mut().fill_zero(now(), "2022-03".parse().unwrap()).unwrap();
    let window = engine.open(&screen);
    window.click("#tab-matrix");
    window.wait_for_text("#matrix-summary", "有 20 项没有期初累计，累计数不全");
    assert!(!window.text("#matrix-summary").contains("没有发现"));
    window.shot("matrix-without-opening");
    window.click("#matrix-opening");
    window.wait_until("the opening balance", || id_at(&window) == "opening-grid-1a");
    window.click("#tab-form");
    window.click("#next-step");
    window.wait_for("the question", "return document.querySelector('#points').open");
    window.wait_for_text("#points-sentence", "还有 1 条提醒没有写明原因");
    window.wait_for_text("#points-list", "有 20 项没有期初累计");
    window.shot("final-with-warnings");
    window.click("#points-list button");
    window.wait_until("the opening balance", || id_at(&window) == "opening-grid-1a");
    window.click("#tab-form");
    window.click("#next-step");
    window.wait_for("the question", "return document.querySelector('#points').open");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#standing-sentence", "已定稿");
}

fn an_unreadable_opening_balance_keeps_its_month_open_and_is_gone_to(engine: Engine) {
    let screen = begun_in_march();
    let march = "2022-03".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().fill_opening(now(), texts("1a=5 5a=三万")).unwrap();
    session.reports_mut().fill_zero(now(), march).unwrap();
    let window = engine.open(&screen);
    window.wait_for_text("#checks .error", "的期初累计填的是“三万”，没有算进累计");
    window.click("#next-step");
    window.wait_for_text("#points-sentence", "还不能定稿，先改好、填齐下面 1 处");
    window.wait_for_text("#points-list", "的期初累计填的是“三万”");
    window.shot("unreadable-opening-balance");
    window.click("#points-list button");
    window.wait_until("its cell", || id_at(&window) == "opening-grid-5a");
    window.keys(&format!("30000{}", key::ENTER));
    window.wait_until("the amount on the disk", || opening(&screen, "5a").text() == "30000");
    window.click("#tab-form");
    window.wait_for("no error", "return !document.querySelector('#checks .error')");
    window.click("#next-step");
    window.wait_for_text("#points-sentence", "还有 1 条提醒没有写明原因");
    assert!(session.reports().revisions(Some(march)).unwrap().is_empty());
}
