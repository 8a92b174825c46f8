//! The first start: what is asked, how it is refused, and where one is afterwards.

use serde_json::json;

use crate::engine::Engine;
use crate::screen::Screen;
use crate::window::{Window, key};

in_both_engines_at_both_sizes! {
    the_officer_is_asked_once_and_then_has_the_form,
    the_opening_balance_of_the_first_start_is_a_table,
    an_opening_balance_of_another_month_is_asked_about,
    a_department_fills_in_rows_10_to_12_and_a_street_does_not,
}

/// Everything the page of the first start says is wrong.
fn told(window: &Window<'_>) -> Vec<String> {
    let script = "return [...document.querySelectorAll('#begin .problem')].map((one) => one.textContent).filter(Boolean)";
    serde_json::from_value(window.script(script, vec![])).unwrap()
}

/// The name of the field with the cursor.
fn field_at(window: &Window<'_>) -> String {
    window.script("return document.activeElement?.name", vec![]).as_str().unwrap().to_owned()
}

fn the_officer_is_asked_once_and_then_has_the_form(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.wait_for("the first page", "return !document.querySelector('#page-begin').hidden");
    assert_eq!(field_at(&window), "name", "one can type at once");
    window.shot("first-start");

    window.click("#begin button[type=submit]");
    window.wait_for_text("#begin > .refused", "还有 5 处没有填好");
    assert_eq!(
        told(&window),
        [
            "请填写填报单位",
            "请选择单位类别；镇乡、街道不填第 10 至 12 项",
            "请填写填报人",
            "请填写联系电话",
            "请选择；一个月也没有报过的，选第一项"
        ],
        "all of it at once"
    );
    assert_eq!(field_at(&window), "name");
    window.shot("first-start-refused");
    window.keys("龙沙镇人民政府");
    window.wait_for_text("#begin > .refused", "还有 4 处没有填好");
    assert!(!told(&window).contains(&"请填写填报单位".to_owned()), "what is mended is told no more");

    window.keys(&key::ENTER.to_string());
    assert_eq!(field_at(&window), "kind", "Enter goes on");
    window.keys(&format!(" {0}张三{0}没有", key::ENTER));
    window.wait_for_text("#begin .field:has([name=phone]) .problem", "看不出号码");
    window.fill("#begin [name=phone]", "023-58136197 转 801");
    assert_eq!(window.script("return document.querySelector('#begin-opening').hidden", vec![]), json!(true));
    window.choose("#begin [name=first_month]", "2022-03");
    window.wait_for_text("#begin-through", "2022年2月底");
    window.wait_for("the opening balance", "return document.querySelector('#begin-opening').open");
    window.wait_for("no word of what is wrong", "return document.querySelector('#begin > .refused').hidden");
    let asked = "return document.querySelectorAll('#begin-grid input:enabled').length";
    assert_eq!(window.script(asked, vec![]), 20, "a township is not asked for rows 10 to 12");
}

fn the_opening_balance_of_the_first_start_is_a_table(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.fill("#begin [name=name]", "龙沙镇人民政府");
    window.click("#begin [value=township]");
    window.fill("#begin [name=person]", "张三");
    window.fill("#begin [name=phone]", "023-58136197 转 801");
    window.choose("#begin [name=first_month]", "2022-03");
    // Below the edge of a laptop's screen, where the driver does not press.
    window.script("document.getElementById('begin-grid-1a').focus()", vec![]);
    screen.copy("累计数量\n１,２００\n30\n两吨\n");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#begin-grid-problem-2a", "“两吨”只能填数字");
    window.keys(&key::ENTER.to_string().repeat(2));
    assert_eq!(window.at(), "2a", "Enter goes from cell to cell");
    window.shot("first-start-opening");
    window.click("#begin button[type=submit]");
    window.wait_for_text("#begin > .refused", "还有 1 处没有填好");
    assert_eq!(window.at(), "2a", "and there one is");
    window.keys("3.5");
    window.wait_for("nothing wrong", "return document.querySelector('#begin > .refused').hidden");
    window.click("#begin button[type=submit]");

    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    assert_eq!(window.text("#unit-name"), "龙沙镇人民政府");
    assert_eq!(window.text("#month-name"), "2022年3月");
    window.wait_for_total("1a", "1200");
    window.wait_for_total("2a", "3.50");
    assert_eq!(window.text("#due"), "3月28日前报送，还有 8 天");
    assert_eq!(window.at(), "1a", "one can type at once");
    assert_eq!(screen.session().unit().unwrap().phone, "023-58136197 转 801");
}

fn an_opening_balance_of_another_month_is_asked_about(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.fill("#begin [name=name]", "龙沙镇人民政府");
    window.click("#begin [value=township]");
    window.fill("#begin [name=person]", "张三");
    window.fill("#begin [name=phone]", "58136197");
    let is_open = "return document.querySelector('#ask').open";
    let keep = || {
        window.wait_for("the question", is_open);
        window.click("#ask-no");
        window.wait_for("no question", "return !document.querySelector('#ask').open");
    };
    window.choose("#begin [name=first_month]", "2022-03");
    // Below the edge of a laptop's screen, where the driver does not press.
    window.script("document.getElementById('begin-grid-1a').focus()", vec![]);
    window.keys(&format!("500{}", key::ENTER));
    window.choose("#begin [name=first_month]", "2022-05");
    window.wait_for_text(
        "#ask-sentence",
        "已填的 1 项期初累计是截至2022年2月底的，现在要填的是截至2022年4月底的",
    );
    window.shot("first-start-other-month");
    keep();
    let cell = "return document.querySelector('#begin-grid-1a').value";
    window.wait_for("the balance in sight", "return document.querySelector('#begin-opening').open");
    assert_eq!(window.script(cell, vec![]), json!("500"));

    window.choose("#begin [name=first_month]", "2022-01");
    window.wait_for_text("#ask-sentence", "已填的 1 项期初累计是截至2022年4月底的");
    keep();
    window.wait_for("what is kept stays in sight", "return document.querySelector('#begin-opening').open");
    window.wait_for_text("#begin-opening summary", "已填 1 项");
    window.choose("#begin [name=first_month]", "2022-03");
    window.wait_for_text("#ask-sentence", "已填的 1 项");
    keep();
    window.choose("#begin [name=first_month]", "2022-01");
    window.wait_for("the question", is_open);
    window.click("#ask-yes");
    window.wait_until("nothing in it", || window.script(cell, vec![]) == json!(""));
    window.click("#begin button[type=submit]");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    let session = screen.session();
    assert!(session.reports().opening().unwrap().entries.values().all(|entry| entry.amount().is_none()));
    assert_eq!(session.unit().unwrap().first_month.to_string(), "2022-01");
}

#[test]
fn what_is_filled_in_at_the_first_start_is_not_lost_without_a_word() {
    let screen = Screen::new();
    let window = Window::open(&screen);
    window.keys("龙沙镇");
    screen.close_window("山城月报");
    window.wait_for_text("#ask-sentence", "还没有点“开始填报”");
    window.click("#ask-no");
    let name = "return document.querySelector('#begin [name=name]').value";
    assert_eq!(window.script(name, vec![]), json!("龙沙镇"));
}

fn a_department_fills_in_rows_10_to_12_and_a_street_does_not(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    assert_eq!(window.text("td[data-figure='11'] .unit"), "平方米");
    let disabled = "return document.getElementById('figure-11').disabled";
    window.wait_for("row 11 left empty", disabled);
    window.click("#tab-settings");
    window.click("#settings [value=department]");
    window.wait_for_text("#ask-sentence", "第 10 至 12 项也要填");
    window.click("#ask-yes");
    window.wait_for_text("#settings fieldset .kept", "已保存");
    window.wait_for(
        "row 11 of the opening balance",
        "return !document.querySelector('#opening-grid-11').disabled",
    );
    window.shot("settings");
    window.click("#tab-form");
    window.wait_for("row 11 to be filled", "return !document.getElementById('figure-11').disabled");
}
