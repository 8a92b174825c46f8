//! The first start: what is asked, how it is refused, and where one is afterwards.

use crate::screen::Screen;
use crate::window::Window;

#[test]
fn the_officer_is_asked_once_and_then_has_the_form() {
    let screen = Screen::new();
    let window = Window::open(&screen);
    window.wait_for("the first page", "return !document.querySelector('#page-begin').hidden");
    window.shot("first-start");

    window.click("#begin button[type=submit]");
    window.wait_for_text("#begin fieldset .problem", "请选择单位类别");
    window.click("#begin [value=township]");
    window.click("#begin button[type=submit]");
    window.wait_for_text("#begin .field:has([name=name]) .problem", "请填写填报单位");
    window.fill("#begin [name=name]", "龙沙镇人民政府");
    window.fill("#begin [name=person]", "张三");
    window.fill("#begin [name=phone]", "没有");
    window.click("#begin button[type=submit]");
    window.wait_for_text("#begin .field:has([name=phone]) .problem", "看不出号码");
    window.shot("first-start-refused");

    window.fill("#begin [name=phone]", "023-58136197 转 801");
    window.choose("#begin [name=first_month]", "2022-03");
    window.wait_for_text("#begin-through", "2022年2月底");
    window.click("#begin-opening summary");
    let asked =
        "return [...document.querySelectorAll('#begin-grid label')].filter((one) => !one.hidden).length";
    assert_eq!(window.script(asked, vec![]), 20, "a township is not asked for rows 10 to 12");
    window.fill("#begin-grid [data-figure='1a'] input", "１,２００");
    window.fill("#begin-grid [data-figure='2a'] input", "两吨");
    window.click("#begin button[type=submit]");
    window.wait_for_text("#begin-grid [data-figure='2a'] .problem", "只能填数字");
    window.fill("#begin-grid [data-figure='2a'] input", "3.5");
    window.shot("first-start-opening");
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

#[test]
fn a_department_fills_in_rows_10_to_12_and_a_street_does_not() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    assert_eq!(window.text("td[data-figure='11'] .unit"), "平方米");
    let disabled = "return document.getElementById('figure-11').disabled";
    window.wait_for("row 11 left empty", disabled);
    window.click("#tab-settings");
    window.click("#settings [value=department]");
    window.click("#settings button[type=submit]");
    window.wait_for_text("#notices", "单位资料已保存");
    window.shot("settings");
    window.click("#tab-form");
    window.wait_for("row 11 to be filled", "return !document.getElementById('figure-11').disabled");
}

#[test]
fn the_opening_balance_can_be_entered_later() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.click("#tab-settings");
    window.wait_for_text("#opening-through", "2021年12月底");
    window.fill("#opening-grid [data-figure='1a'] input", "100");
    window.click("#opening button[type=submit]");
    window.wait_for_text("#notices", "各月累计数已重新计算");
    window.click("#tab-form");
    window.wait_for_total("1a", "100");
}
