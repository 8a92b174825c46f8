//! From the blank form to the first month: a file is dropped on the window, what was understood of it is looked over and
//! set right, and becomes a notice that is filled in.

use serde_json::{Value, json};
use yuebao::session::LeftDraft;

use crate::accessibility::is_open_to_everybody;
use crate::drawn::{as_document, as_workbook};
use crate::engine::Engine;
use crate::screen::Screen;
use crate::window::{Window, key};

in_both_engines_at_both_sizes! {
    a_blank_form_becomes_the_first_month,
    a_form_without_its_letter_is_asked_about_and_set_right,
    what_was_changed_is_taken_back_and_is_there_again_the_next_time,
    a_key_that_is_held_is_pressed_once_and_what_was_answered_is_asked_again,
    a_mistake_is_set_right_after_it_was_confirmed_and_after_it_was_filled_in,
    each_form_of_a_notice_is_registered_and_what_is_filled_in_elsewhere_is_told,
    it_is_open_to_everybody_in_the_dark_and_at_200_percent,
}

pub(crate) const NOTICE: &str = include_str!("../../../tests/blank_forms/forms/wanzhou.txt");

/// The form of a file of the tests, without what is noted about it.
fn form(text: &'static str) -> &'static str {
    text.split_once("====\n").unwrap().0
}

fn open_settings(window: &Window<'_>) {
    window.click("#tab-settings");
    window.wait_for("the settings", "return document.body.dataset.page === 'settings'");
}

/// Drops a file and waits until it is looked over.
pub(crate) fn look_over(window: &Window<'_>, name: &str, bytes: &[u8]) {
    drop_file(window, name, bytes);
    wait_for_page(window);
}

/// Drops a file on the page, as a hand does.
fn drop_file(window: &Window<'_>, name: &str, bytes: &[u8]) {
    let script = "const dropped = new DataTransfer();
        dropped.items.add(new File([new Uint8Array(arguments[1])], arguments[0]));
        document.querySelector('main').dispatchEvent(
            new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));";
    window.script(script, vec![json!(name), json!(bytes)]);
}

fn wait_for_page(window: &Window<'_>) {
    window.wait_for("the page", "return document.body.dataset.page === 'blank-form'");
}

fn wait_for_new_page(window: &Window<'_>, what: &str, script: &str) {
    window.wait_until(what, || {
        let loaded = "return performance.getEntriesByName('ready').length > 0";
        window.script(loaded, vec![]) == json!(true) && window.script(script, vec![]) == json!(true)
    });
}

/// Goes through the first start, from January on.
fn begin(window: &Window<'_>) {
    window.fill("#begin [name=name]", "龙沙镇人民政府");
    window.click("#begin [name=kind]");
    window.fill("#begin [name=person]", "张三");
    window.fill("#begin [name=phone]", "58136197");
    window.choose("#begin [name=first_month]", "2022-01");
    window.click("#begin [type=submit]");
    window.wait_for("the form", "return document.body.dataset.page === 'form'");
}

fn left(screen: &Screen) -> Option<LeftDraft> {
    screen.session().drafting().left().unwrap()
}

fn a_blank_form_becomes_the_first_month(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.wait_for("the first start", "return document.body.dataset.page === 'begin'");
    look_over(&window, "通知.docx", &as_document(NOTICE));
    assert_eq!(window.text("#blank-form-open"), "还有 1 处拿不准");
    assert!(window.text("#doubt legend").contains("从哪个月开始报"));
    let disabled = "return document.getElementById('blank-form-confirm').disabled";
    assert_eq!(window.script(disabled, vec![]), true, "not before it is answered");
    let framed = "const cell = document.querySelector('#original .framed');
        const [box, place] = [document.querySelector('#original').getBoundingClientRect(), cell.getBoundingClientRect()];
        return place.top >= box.top - 1 && place.top < box.bottom";
    window.wait_for("the sentence in sight that it was read from", framed);
    assert_eq!(
        window.script("return document.activeElement?.name", vec![]),
        "notice:first_month",
        "one can type at once"
    );
    is_open_to_everybody(&window, "a blank form that is looked over");
    window.shot("blank-form");
    // Enter goes through the fields, and answers in the last.
    window.keys(&format!("{0}{0}", key::ENTER));
    window.wait_for_text("#blank-form-open", "拿不准的都回答了");
    // An Enter too many does not confirm.
    window.wait_for("no button in hand", "return document.activeElement?.id === 'in-hand-title'");
    window.keys(&key::ENTER.to_string());
    assert!(left(&screen).is_some());
    window.chord(key::CONTROL, key::ENTER);
    wait_for_new_page(
        &window,
        "its first start",
        "return document.body.dataset.page === 'begin' && document.querySelector('#begin-notice').textContent.includes('（2022年1月起）')",
    );
    assert_eq!(left(&screen), None);
    window.wait_for_text("#messages", "已经添加：通知");
    let made = window.text("#messages");
    assert!(made.contains("第 1 版，24 个数") && made.contains("从2022年1月至2023年12月报"), "{made}");
    begin(&window);
    // What was said to be filled in first is open.
    window.wait_for("its first month", "return document.activeElement?.id === 'figure-1a'");
    window.keys(&format!("120{}", key::ENTER));
    window.wait_for_total("1a", "120");
    window.wait_until_saved("2022-01", "1a", "120");
    window.shot("blank-form-first-month");
    // A part of more than the whole is not finished: it is saved, and has no mark of being right.
    let mark = |sign: &str| {
        let script = "const cell = document.getElementById('figure-2b').parentElement;
            return cell.dataset.saving === 'saved' && getComputedStyle(cell, '::before').content.includes('✓') === arguments[0]";
        window.wait_until(sign, || window.script(script, vec![json!(sign == "✓")]) == json!(true));
    };
    window.go_to("2a");
    window.keys(&format!("5{0}6{0}", key::ENTER));
    window.wait_until_saved("2022-01", "2b", "6.00");
    mark("no mark");
    window.go_to("2b");
    window.keys(&format!("4{}", key::ENTER));
    window.wait_until_saved("2022-01", "2b", "4.00");
    mark("✓");
}

fn a_form_without_its_letter_is_asked_about_and_set_right(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    let tourism = form(include_str!("../../../tests/blank_forms/forms/tourism.txt"));
    look_over(&window, "旅游.xlsx", &as_workbook(tourism));
    window.wait_for_text("#blank-form-open", "还有 2 处拿不准");
    window.wait_for_text("#doubt legend", "其中项");
    // The second reading, and Enter: on to the next question.
    window.keys(&key::DOWN.to_string());
    window.shot("blank-form-doubt");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#blank-form-open", "还有 1 处拿不准");
    window.wait_for_text("#doubt legend", "请补上");
    assert!(
        window.text("#doubt-yes").starts_with("填好了"),
        "there are fields: {}",
        window.text("#doubt-yes")
    );
    // What is needed is asked for until it is there.
    window.click("#doubt-yes");
    window.wait_for_text("#doubt .refused", "“文号”不能空着");
    window.fill("[name='notice:number']", "无");
    window.fill("[name='notice:due']", "有空的时候");
    window.click("#doubt-yes");
    window.wait_for_text("#in-hand-fields .field:has([name='notice:due']) .problem", "看不懂");
    window.shot("blank-form-refused");
    window.fill("[name='notice:due']", "次月5日");
    window.fill("[name='notice:office']", "县文化旅游局");
    window.fill("[name='notice:first_month']", "2022年1月");
    window.click("#doubt-yes");
    window.wait_for_text("#blank-form-open", "拿不准的都回答了");
    // A row is set right: the form beside it follows.
    window.click("#understood tr[data-row='2'] td");
    window.wait_for_text("#in-hand-title", "第 2 行");
    window.fill("[name='unit:0:2']", "户");
    window.keys(&key::ENTER.to_string());
    window.wait_until("the form follows", || window.text("#understood tr[data-row='2'] .stand-in") == "0户");
    // What was a part in people is none in households, so that nothing contradicts itself.
    window.wait_for("nothing is wrong", "return document.getElementById('blank-form-problem').hidden");
    window.shot("blank-form-row");
    // A row that is partly out of sight and clicked stays under the mouse.
    let clicked = "const box = document.getElementById('understood');
        const row = () => box.querySelector(\"tr[data-row='3']\");
        window.topOf = () => row().getBoundingClientRect().top - box.getBoundingClientRect().top;
        window.heightOf = row().getBoundingClientRect().height;
        box.scrollTop += window.topOf() + window.heightOf / 2;
        window.topBefore = window.topOf();
        row().click()";
    window.script(clicked, vec![]);
    window.wait_for_text("#in-hand-title", "第 3 行");
    let stays = "return Math.abs(window.topOf() - window.topBefore) <= window.heightOf";
    assert_eq!(window.script(stays, vec![]), true);
    // The words of a choice are whole where there is least room.
    let whole = "const select = document.querySelector(\"[name^='scope:']\");
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = getComputedStyle(select).font;
        return [...select.options].every(({ text }) => pen.measureText(text).width + 32 <= select.clientWidth)";
    assert_eq!(window.script(whole, vec![]), true);
    window.click("#blank-form-confirm");
    wait_for_new_page(
        &window,
        "its first start",
        "return document.body.dataset.page === 'begin' && document.querySelector('#begin.further') !== null",
    );
}

fn what_was_changed_is_taken_back_and_is_there_again_the_next_time(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    look_over(&window, "通知.docx", &as_document(NOTICE));
    let row = "#understood tr[data-row='4']";
    window.script("document.querySelector(arguments[0]).click()", vec![json!(row)]);
    window.wait_for_text("#in-hand-title", "第 4 行");
    // From the row with Enter to its fields, with the keyboard alone.
    window.script("document.querySelector(arguments[0]).focus()", vec![json!(row)]);
    window.keys(&key::DOWN.to_string());
    window.wait_for_text("#in-hand-title", "第 5 行");
    window.keys(&key::UP.to_string());
    window.wait_for_text("#in-hand-title", "第 4 行");
    window.keys(&key::ENTER.to_string());
    window.wait_for("its first field", "return document.activeElement?.name === 'content:0:4'");
    window.choose("[name='decimals:0:4']", "2");
    window.wait_for_text(&format!("{row} .stand-in"), "0.00");
    window.chord(key::CONTROL, 'z');
    window.wait_until("it is taken back", || window.text(&format!("{row} .stand-in")) == "0个");
    window.chord(key::CONTROL, 'y');
    window.wait_for_text(&format!("{row} .stand-in"), "0.00");
    window.click("#blank-form-leave");
    window.wait_for("the settings", "return document.body.dataset.page === 'settings'");
    window.wait_for_text("#notice-left", "接着看“通知.docx”");
    assert_eq!(left(&screen).unwrap().files, ["通知.docx"]);
    drop(window);

    let window = engine.open(&screen);
    window.click("#tab-settings");
    window.click("#notice-left button");
    wait_for_page(&window);
    window.wait_for_text(&format!("{row} .stand-in"), "0.00");
    window.click("#blank-form-discard");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_for("the settings", "return document.body.dataset.page === 'settings'");
    assert_eq!(left(&screen), None);
}

/// Which question is in hand, by the words of its heading.
fn question(window: &Window<'_>) -> String {
    window.text("#in-hand-title")
}

fn a_key_that_is_held_is_pressed_once_and_what_was_answered_is_asked_again(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    let tourism = form(include_str!("../../../tests/blank_forms/forms/tourism.txt"));
    look_over(&window, "旅游.xlsx", &as_workbook(tourism));
    window.wait_for_text("#in-hand-title", "第 1 处拿不准");
    let held = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true }))";
    window.script(held, vec![]);
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#in-hand-title", "第 2 处拿不准");
    for _ in 0..5 {
        window.script(held, vec![]);
    }
    assert_eq!(window.text("#blank-form-open"), "还有 1 处拿不准");
    assert_eq!(window.text("#doubts .fold .state"), "✓ 已答 1 处", "one line is enough for it");
    // From a field of a row it is confirmed too; what is open is gone to.
    window.click("#understood tr[data-row='2'] td");
    window.wait_for_text("#in-hand-title", "第 2 行");
    window.script("document.querySelector(\"[name='unit:0:2']\").focus()", vec![]);
    window.chord(key::CONTROL, key::ENTER);
    window.wait_for_text("#in-hand-title", "第 2 处拿不准");
    assert!(left(&screen).is_some());
    // What is taken back is asked again, with the cursor in it.
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#in-hand-title", "第 1 处拿不准");
    assert_eq!(window.text("#blank-form-open"), "还有 2 处拿不准");
    window.wait_for("its reading in hand", "return document.activeElement?.name === 'reading'");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#blank-form-open", "还有 1 处拿不准");
    assert!(question(&window).starts_with("第 2 处"));
}

fn a_mistake_is_set_right_after_it_was_confirmed_and_after_it_was_filled_in(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.wait_for("the first start", "return document.body.dataset.page === 'begin'");
    look_over(&window, "通知.docx", &as_document(NOTICE));
    window.keys(&format!("{0}{0}", key::ENTER));
    window.wait_for_text("#blank-form-open", "拿不准的都回答了");
    window.chord(key::CONTROL, key::ENTER);
    let begun = "return document.body.dataset.page === 'begin' && document.querySelector('#begin-notice').textContent.includes('改这个通知')";
    wait_for_new_page(&window, "its first start", begun);
    // It is seen at once.
    let change = "[...document.querySelectorAll('#begin-notice button, #notice-list button')].find((one) => one.textContent.includes('改这个通知')).click()";
    window.script(change, vec![]);
    wait_for_page(&window);
    window.wait_for_text("#blank-form-changes", "还没有填过数");
    window.shot("blank-form-change");
    let unit = |row: &str, text: &str| {
        window.script(
            "document.querySelector(arguments[0]).click()",
            vec![json!(format!("#understood tr[data-row='{row}']"))],
        );
        window.wait_for_text("#in-hand-title", &format!("第 {row} 行"));
        window.fill(&format!("[name='unit:0:{row}']"), text);
        window.keys(&key::TAB.to_string());
        window.wait_for_text(&format!("#understood tr[data-row='{row}'] .stand-in"), text);
    };
    unit("13", "盏");
    window.click("#blank-form-confirm");
    wait_for_new_page(&window, "its first start again", begun);
    assert_eq!(screen.session().notice().edition, 1);
    begin(&window);
    assert_eq!(window.text("#messages"), "", "what was told is gone with the first letter");
    window.go_to("4");
    window.keys(&format!("12{}", key::ENTER));
    window.wait_until_saved("2022-01", "4", "12");
    // After figures are filled in, what they are stays; the rest makes the next edition.
    open_settings(&window);
    window.script(change, vec![]);
    wait_for_page(&window);
    window.wait_for_text("#blank-form-changes", "第 2 版");
    unit("4", "处");
    window.wait_for_text("#blank-form-problem", "第 4 行");
    assert!(window.text("#blank-form-problem").contains("请先到2022年1月把填的数清空"));
    window.shot("blank-form-change-refused");
    // There and back again.
    window.click("#blank-form-problem button");
    wait_for_new_page(&window, "the cell", "return document.activeElement?.id === 'figure-4'");
    window.wait_for_text("#messages", "把填的数清空");
    window.click("#messages .act");
    wait_for_page(&window);
    window.wait_for_text("#blank-form-problem", "第 4 行");
    assert_eq!(window.text("#messages"), "", "which covers no field here");
    window.chord(key::CONTROL, 'z');
    window
        .wait_for("nothing is wrong any more", "return document.getElementById('blank-form-problem').hidden");
    unit("14", "个");
    window.click("#blank-form-confirm");
    let months =
        "return document.body.dataset.page === 'form' && document.getElementById('figure-4') !== null";
    wait_for_new_page(&window, "its months", months);
    // Nothing was emptied for it.
    window.wait_for_text("#messages", "填过的都在");
    let of = |figure: &str| {
        let session = screen.session();
        let (_, found) = session.notice().forms[0].find(figure.parse().unwrap()).unwrap();
        (session.notice().edition, found.unit.clone())
    };
    assert_eq!(of("14"), (2, "个".to_owned()));
    window.open_month("2022-01");
    assert_eq!(window.entry("4"), "12");

    // What was emptied is filled in again, in the month where it stood; what it was does not come back in the other unit.
    open_settings(&window);
    window.script(change, vec![]);
    wait_for_page(&window);
    unit("4", "处");
    window.click("#blank-form-problem button");
    wait_for_new_page(&window, "the cell again", "return document.activeElement?.id === 'figure-4'");
    window.keys(&format!("{}{}", key::DELETE, key::ENTER));
    window.wait_until_saved("2022-01", "4", "");
    window.click("#messages .act");
    wait_for_page(&window);
    window.wait_for("nothing is wrong then", "return document.getElementById('blank-form-problem').hidden");
    window.click("#blank-form-confirm");
    wait_for_new_page(
        &window,
        "the cell to fill in again",
        "return document.activeElement?.id === 'figure-4'",
    );
    window.wait_for_text("#messages", "请把2022年1月清空的重新填上，别的都在");
    assert_eq!(of("4"), (3, "处".to_owned()));
    assert_eq!(window.script("return document.getElementById('undo').disabled", vec![]), true);
}

const TWO_FORMS: &str = "\
关于报送爱国卫生情况的通知
沙爱卫发〔2022〕12号
各镇人民政府、各街道办事处，区级有关部门：
自2022年1月起，请于每月26日前将附件1、附件2报送区爱卫办公室。
附件1
爱国卫生情况月报表
填报单位：　　填报时间：
| 序号 | 项目 | 本月 | 累计 |
| 1 | 清掏沟渠（处） | | |
| 2 | 检查场所（个） | | |
说明：各镇不填第2项。
附件2
病媒防制情况月报表
填报单位：　　填报时间：
| 序号 | 项目 | 本月 | 累计 |
| 1 | 投放药物（盒） | | |
附件3
重点点位清单
| 序号 | 点位 | 责任人 |
| 1 | | |
| 2 | | |
";

fn each_form_of_a_notice_is_registered_and_what_is_filled_in_elsewhere_is_told(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.wait_for("the first start", "return document.body.dataset.page === 'begin'");
    look_over(&window, "通知.docx", &as_document(TWO_FORMS));
    assert_eq!(window.text("#understood tr[data-row='2'] .who"), "镇乡不填");
    let open = "return document.querySelector('#blank-form-open').textContent.match(/\\d+/)?.[0] ?? ''";
    let mut state = window.script(open, vec![]);
    while state != json!("") {
        if window.text("#doubt legend").contains("每月要填吗") {
            window.click("[name=reading][value='1']");
        }
        window.click("#doubt-yes");
        window.wait_until("the next question", || window.script(open, vec![]) != state);
        state = window.script(open, vec![]);
    }
    assert!(window.text("#understood .facts").contains("“重点点位清单”要另外填"));
    window.chord(key::CONTROL, key::ENTER);
    let begun = "return document.body.dataset.page === 'begin' && document.querySelector('#begin-notice').textContent.includes('附件1')";
    wait_for_new_page(&window, "its first start", begun);
    window.wait_for_text("#messages", "“重点点位清单”要另外填");
    assert!(window.text("#messages").contains("2 张表（附件1有 2 个数，附件2有 1 个数）"));
    begin(&window);
    window.wait_for_text("#messages", "还有附件2“病媒防制情况月报表”没有登记");
    window.click("#messages .act");
    let known = "return document.body.dataset.page === 'begin' && document.querySelector('#begin h1').textContent.startsWith('登记附件2')
        && document.querySelector('#begin [name=kind]').checked && document.querySelector('#begin [name=first_month]').value === '2022-01'";
    wait_for_new_page(&window, "the other form with what is known", known);
    window.click("#begin [type=submit]");
    window.wait_for("the other form", "return document.body.dataset.page === 'form'");
    let begun = screen.session().form_choices("2022-03-20".parse().unwrap()).unwrap();
    assert_eq!(begun.iter().filter(|form| form.begun).count(), 2);
}

fn it_is_open_to_everybody_in_the_dark_and_at_200_percent(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open_in_the_dark(&screen);
    open_settings(&window);
    look_over(&window, "通知.docx", &as_document(NOTICE));
    is_open_to_everybody(&window, "a question in the dark");
    window.script("document.querySelector('#understood tr[data-row=\"2\"]').click()", vec![]);
    window.wait_for_text("#in-hand-title", "第 2 行");
    is_open_to_everybody(&window, "a row in the dark");
    window.script("document.querySelector('#understood .whole').click()", vec![]);
    window.wait_for_text("#in-hand-title", "整张表");
    is_open_to_everybody(&window, "a form in the dark");
    window.shot("dark-blank-form");
    window.resize(683, 384);
    window.shot("200-percent-blank-form");
    let measured = "return document.documentElement.scrollWidth <= innerWidth
        && [...document.querySelectorAll('.blank-form-top button')].every((one) => one.getBoundingClientRect().right <= innerWidth)";
    assert_eq!(window.script(measured, vec![]), Value::Bool(true), "nothing lies beside the page");
}
