//! What is typed outside the form: the settings, dialogs, and suggestions. Nothing typed is lost
//! without a word, and nothing stays that nobody asked for.

use serde_json::json;
use yuebao::report::Entry;
use yuebao::session::Texts;
use yuebao::unit::Unit;

use crate::engine::{Engine, Shown};
use crate::screen::{Screen, now, texts, unit};
use crate::window::{Window, key};

in_both_engines! {
    settings_are_saved_as_they_are_left,
    what_changes_the_totals_is_asked_about_first,
    a_setting_is_saved_beside_what_another_program_has_saved,
    a_setting_shows_what_is_on_the_disk_whatever_becomes_of_the_rest,
    what_the_settings_refuse_is_told_at_its_field_and_asked_about,
    a_mailbox_that_is_half_filled_in_is_asked_about,
    the_settings_have_an_index,
    how_a_month_was_sent_is_one_of_a_few_or_written,
    a_wrong_date_stays_in_its_field_until_it_is_mended,
    suggestions_come_from_other_rows_and_go_with_the_focus,
    a_text_that_is_too_long_for_its_cell_is_told,
}

/// 龙沙镇, which reported January and February on paper.
pub(crate) fn begun_in_march() -> Screen {
    let screen = Screen::new();
    let unit = Unit { first_month: "2022-03".parse().unwrap(), ..unit() };
    screen.session().begin(now(), unit, Texts::new()).unwrap();
    screen
}

pub(crate) fn open_settings(window: &Window<'_>) {
    window.click("#tab-settings");
    window.wait_for("the settings", "return !document.querySelector('#page-settings').hidden");
}

/// What is on the disk as the opening balance of a figure.
pub(crate) fn opening(screen: &Screen, figure: &str) -> Entry {
    screen.session().reports().opening().unwrap().entries[&figure.parse().unwrap()].clone()
}

fn settings_are_saved_as_they_are_left(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    window.fill("#settings [name=person]", "李四");
    window.click("#tab-form");
    window.wait_for_text(".header-person .value", "李四");
    assert_eq!(screen.session().unit().unwrap().person, "李四");

    // The typing rests, and nobody leaves anything.
    open_settings(&window);
    window.fill("#settings [name=phone]", "58136198");
    window.wait_for_text("#settings .field:has([name=phone]) .kept", "已保存");
    assert_eq!(screen.session().unit().unwrap().phone, "58136198");
}

#[test]
fn a_setting_is_saved_before_the_window_closes() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    open_settings(&window);
    window.fill("#letter-settings [name=subject]", "{单位}月报");
    window.close();
    assert_eq!(screen.session().sending().letter_template().unwrap().subject, "{单位}月报");
}

#[test]
fn the_window_asks_before_it_closes_over_what_was_refused() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    window.fill(".paper .header-date input", "二月三十");
    screen.close_window("山城月报");
    window.wait_for_text("#ask-sentence", "填报时间没有保存");
    window.click("#ask-no");
    window.wait_for("no question", "return !document.querySelector('#ask').open");
    window.fill(".paper .header-date input", "2022年3月25日");
    open_settings(&window);
    window.fill("#settings [name=phone]", "没有");
    // A question that is open gives way.
    window.click("#tab-form");
    window.wait_for_text("#ask-sentence", "离开这一页");
    for _ in 0..2 {
        screen.close_window("山城月报");
        window.wait_for_text("#ask-sentence", "“联系电话”没有保存");
        window.wait_for_text("#ask-sentence", "现在退出");
        window.click("#ask-no");
        window.wait_for("no question", "return !document.querySelector('#ask').open");
    }
    window.keys(&key::ESCAPE.to_string());
    window.script("document.querySelector('#settings [name=phone]').focus()", vec![]);
    window.keys(&key::ESCAPE.to_string());
    window.close();
}

/// Whether a question stands, and nothing was saved behind it.
fn is_asked(window: &Window<'_>, screen: &Screen, question: &str) {
    window.wait_for_text("#ask-sentence", question);
    window.script_async("await new Promise((later) => setTimeout(later, 1500))");
    assert_eq!(window.script("return document.querySelector('#ask').open", vec![]), json!(true));
    let recorded = screen.session().unit().unwrap().clone();
    assert_eq!(recorded, Unit { first_month: "2022-03".parse().unwrap(), ..unit() });
}

fn what_changes_the_totals_is_asked_about_first(engine: Engine) {
    let screen = begun_in_march();
    let mut session = screen.session();
    session.reports_mut().fill_opening(now(), texts("1a=500 1b=20")).unwrap();
    let window = engine.open(&screen);
    open_settings(&window);
    let months = "#settings [name=first_month]";
    let month = "return document.querySelector('#settings [name=first_month]').value";
    if engine.shown == Shown::Chromium {
        window.script("document.querySelector(arguments[0]).focus()", vec![json!(months)]);
        window.keys(&key::DOWN.to_string());
    } else {
        window.choose(months, "2022-04");
    }
    let question = "由“报过2022年1月至2月，从3月填起”改成“报过2022年1月至3月，从4月填起”";
    is_asked(&window, &screen, question);
    let asked = window.text("#ask-sentence");
    assert!(asked.contains("已填的 2 项期初累计，以后算作截至2022年3月底的"), "{asked}");
    assert!(asked.contains("没有定稿的月份，累计马上重新计算"), "{asked}");
    window.shot("first-month-asked");
    window.keys(&key::ENTER.to_string());
    window.wait_until("what is recorded", || window.script(month, vec![]) == json!("2022-03"));

    window.click("#settings [value=department]");
    is_asked(&window, &screen, "由“镇乡（民族乡）”改成“区级部门”");
    window.click("#ask-no");
    let kind = "return document.querySelector('#settings [name=kind]:checked').value";
    window.wait_until("what is recorded", || window.script(kind, vec![]) == json!("township"));
    window.click("#settings [name=restart_each_year]");
    is_asked(&window, &screen, "每年 1 月");
    window.click("#ask-no");
    let restart = "return document.querySelector('#settings [name=restart_each_year]').checked";
    window.wait_until("what is recorded", || window.script(restart, vec![]) == json!(false));

    window.choose(months, "2022-05");
    window.wait_for_text("#ask-sentence", "截至2022年4月底");
    window.click("#ask-yes");
    window.wait_for_text("#settings .field:has([name=first_month]) .kept", "已保存");
    window.wait_for_text("#opening-through", "填截至2022年4月底的累计数");
    assert_eq!(screen.session().unit().unwrap().first_month.to_string(), "2022-05");
}

fn a_setting_is_saved_beside_what_another_program_has_saved(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    screen.session().set_unit(now(), Unit { phone: "58136198".into(), ..unit() }).unwrap();
    // Shown before it is typed in: a driver clears a field in a step of its own, which no hand does.
    let shown = "return document.querySelector('#settings [name=phone]').value";
    window.wait_until("the other's change", || window.script(shown, vec![]) == json!("58136198"));
    window.script("document.querySelector('#settings [name=person]').select()", vec![]);
    window.keys("李四");
    window.wait_for_text("#settings .field:has([name=person]) .kept", "已保存");
    let recorded = screen.session().unit().unwrap().clone();
    assert_eq!((recorded.person.as_str(), recorded.phone.as_str()), ("李四", "58136198"));
}

fn a_setting_shows_what_is_on_the_disk_whatever_becomes_of_the_rest(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    // The disk is slow, and what is read after it was written is refused once.
    let slow = "const real = window.fetch;
        let [refuses, written] = [false, false];
        window.refuseOnce = () => { [refuses, written] = [true, false]; };
        window.fetch = async (...asked) => {
            const command = String(asked[0].url ?? asked[0]);
            if (command.endsWith('set_unit')) {
                await new Promise((later) => setTimeout(later, 700));
                written = true;
            }
            if (!(refuses && written && command.endsWith('overview'))) return real(...asked);
            refuses = false;
            const headers = { 'Content-Type': 'application/json', 'Tauri-Response': 'error' };
            return new Response(JSON.stringify({ code: 'store', sentence: '读不出数据', field: null }), { headers });
        };";
    window.script(slow, vec![]);
    window.fill("#settings [name=person]", "李四");
    window.keys(&format!("{}{}", key::ENTER, key::ESCAPE));
    window.wait_until("the name on the disk", || screen.session().unit().unwrap().person == "李四");
    let person = "return document.querySelector('#settings [name=person]').value";
    window.wait_until("what is on the disk", || window.script(person, vec![]) == json!("李四"));

    window.script("window.refuseOnce()", vec![]);
    window.fill("#settings [name=phone]", "58136198");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#messages", "读不出数据");
    window.wait_for_text("#settings .field:has([name=phone]) .kept", "已保存");
    assert_eq!(screen.session().unit().unwrap().phone, "58136198");
}

fn what_the_settings_refuse_is_told_at_its_field_and_asked_about(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    window.fill("#settings [name=phone]", "没有");
    window.fill("#settings [name=person]", "李四");
    window.wait_for_text("#settings .field:has([name=phone]) .problem", "看不出号码");
    window.click("#tab-form");
    window.wait_for_text("#ask-sentence", "“联系电话”没有保存");
    window.shot("settings-refused");
    window.keys(&key::ENTER.to_string());
    window.wait_for("no question", "return !document.querySelector('#ask').open");
    let at = "return document.activeElement?.name + document.activeElement?.value";
    assert_eq!(
        window.script(at, vec![]),
        json!("phone没有"),
        "Enter gives nothing up, and leads to the field"
    );
    let unit = screen.session().unit().unwrap().clone();
    assert_eq!(
        (unit.person.as_str(), unit.phone.as_str()),
        ("李四", "58136197"),
        "what is right is saved all the same"
    );

    window.click("#tab-form");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    open_settings(&window);
    let phone = "return document.querySelector('#settings [name=phone]').value";
    assert_eq!(window.script(phone, vec![]), json!("58136197"));
    window.fill("#settings [name=phone]", "没");
    window.keys(&key::ESCAPE.to_string());
    assert_eq!(window.script(phone, vec![]), json!("58136197"), "Esc restores the field");
}

fn a_mailbox_that_is_half_filled_in_is_asked_about(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    window.wait_for_text("#mail-standing", "没有开启");
    window.fill("#mail [name=address]", "zhang@163.com");
    window.wait_for_text("#mail-half-filled", "改了还没有保存，按“开启”才算");
    window.click("#tab-matrix");
    window.wait_for_text("#ask-sentence", "“直接发送邮件”里填的还没有保存");
    window.click("#ask-no");
    let address = "return document.querySelector('#mail [name=address]').value";
    assert_eq!(window.script(address, vec![]), json!("zhang@163.com"));
    window.click("#tab-matrix");
    window.click("#ask-yes");
    window.wait_for("the matrix", "return !document.querySelector('#page-matrix').hidden");
}

fn the_settings_have_an_index(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    open_settings(&window);
    let current = "return document.querySelector('#settings-index [aria-current]').textContent";
    assert_eq!(window.script(current, vec![]), json!("单位资料"));
    window.script("document.querySelector('#settings-index button:nth-child(4)').focus()", vec![]);
    window.keys(&key::ENTER.to_string());
    window.wait_until("the part in hand", || window.script(current, vec![]) == json!("报送邮件"));
    assert_eq!(window.script("return document.activeElement?.textContent", vec![]), json!("报送邮件"));
    let in_sight = "const { top } = document.querySelector('#letter-settings').getBoundingClientRect();
        return top >= 0 && top < innerHeight / 2
            && document.querySelector('#settings-index').getBoundingClientRect().bottom > 0";
    assert_eq!(window.script(in_sight, vec![]), json!(true), "the index stays beside it");
}

fn how_a_month_was_sent_is_one_of_a_few_or_written(engine: Engine) {
    let screen = Screen::begun();
    let january = "2022-01".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().fill_zero(now(), january).unwrap();
    session.reports_mut().finalize(now(), january).unwrap();
    let window = engine.open(&screen);
    window.open_month("2022-01");
    for next in ["附扫描件", "导出报送表", "发送邮件", "记为已报送"] {
        window.click("#skip-step");
        window.wait_for_text("#next-step", next);
    }
    window.click("#next-step");
    window.wait_for("the dialog", "return document.querySelector('#fields').open");
    assert_eq!(window.script("return document.querySelectorAll('datalist').length", vec![]), json!(0));
    let choices = "return [...document.querySelectorAll('#fields [type=radio]')].map(({ value }) => value)";
    assert_eq!(
        window.script(choices, vec![]),
        json!(["电子邮件", "政务网", "送纸质件", "其他"]),
        "all are in sight"
    );
    window.shot("ways-of-sending");
    window.keys(&format!("{0}{0}{0}", key::DOWN));
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#fields .choices .refused", "请写明怎么报送的");
    window.wait_for("the field it is about", "return document.activeElement?.name === 'how-own'");

    // Esc loses nothing that was chosen or typed.
    window.keys(&key::ESCAPE.to_string());
    window.wait_for_text("#ask-sentence", "填的内容还没有保存");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("no question", "return !document.querySelector('#ask').open");
    assert_eq!(window.script("return document.querySelector('#fields').open", vec![]), json!(true));
    window.fill("#fields [name=how-own]", "专人送达");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#standing-sentence", "已报送");
    let sheet = screen.session().reports().revisions(Some(january)).unwrap();
    assert_eq!(sheet[0].sending.as_ref().unwrap().how, "专人送达");
}

fn a_wrong_date_stays_in_its_field_until_it_is_mended(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.fill(".paper .header-date input", "二月三十");
    window.click("[data-month='2022-02']");
    window.wait_for_text(".header-date .problem", "不是日期");
    assert_eq!(window.text("#month-name"), "2022年3月", "nothing else comes to the desk over it");
    window.fill(".paper .header-date input", "2022年3月25日");
    window.open_month("2022-02");
    let day = screen.session().reports().sheet("2022-03".parse().unwrap()).unwrap().filled_on_name;
    assert_eq!(day, "2022年3月25日");
}

fn a_text_that_is_too_long_for_its_cell_is_told(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.click("#tab-projects");
    window.wait_for("the list", "return document.querySelector('#projects-paper [data-field=due]') !== null");
    window.script("document.querySelector('#projects-paper [data-field=due]').focus()", vec![]);
    screen.copy(&"长".repeat(51));
    window.chord(key::CONTROL, 'v');
    let told = "这一格最多 50 个字，多出来的没有放进去";
    window.wait_for_text("#messages", told);
    window.click(".message .close");
    window.wait_for("no message", "return !document.querySelector('.message')");
    let full = "const cell = document.querySelector('#projects-paper [data-field=due]'); cell.focus(); cell.select();
        document.execCommand('insertText', false, '长'.repeat(50)); return cell.value.length";
    assert_eq!(window.script(full, vec![]), json!(50));
    window.keys("1");
    window.wait_for_text("#messages", told);
}

fn suggestions_come_from_other_rows_and_go_with_the_focus(engine: Engine) {
    let screen = Screen::begun();
    for by in ["龙沙镇", "龙驹镇"] {
        let project = yuebao::projects::Project { by: by.into(), ..Default::default() };
        screen.session().projects_mut().add_project(now(), project).unwrap();
    }
    let window = engine.open(&screen);
    window.click("#tab-projects");
    window.wait_for("the list", "return !document.querySelector('#page-projects').hidden && document.querySelectorAll('tr[data-id]').length === 2");
    let shown = "return [...document.querySelectorAll('.suggestions li')].map((one) => one.textContent)";
    let value = "return document.activeElement?.value";
    let cell = "document.querySelectorAll('#projects-paper [data-field=by]')[arguments[0]].focus()";
    window.script(cell, vec![json!(2)]);
    window.keys("龙");
    window.wait_until("the list", || window.script(shown, vec![]) == json!(["龙沙镇", "龙驹镇"]));
    window.script("document.querySelector('.suggestions').dataset.same = 'same'", vec![]);
    window
        .wait_until("the half name on the disk", || screen.session().project_list().unwrap().list.len() == 3);
    window.wait_for_text("#projects-saving", "已自动保存");
    let same = "return document.querySelector('.suggestions')?.dataset.same";
    assert_eq!(window.script(same, vec![]), json!("same"), "autosave does not draw it anew");
    window.shot("suggestions");
    window.keys("驹");
    window.wait_until("what fits", || window.script(shown, vec![]) == json!(["龙驹镇"]));
    window.keys(&format!("{}{}", key::DOWN, key::ENTER));
    window.wait_until("it is taken", || window.script(value, vec![]) == json!("龙驹镇"));
    assert_eq!(window.script(shown, vec![]), json!([]), "and the list is gone");

    window.script(cell, vec![json!(0)]);
    window.keys("龙");
    window.wait_until("a list", || window.script(shown, vec![]) != json!([]));
    assert!(
        !window.script(shown, vec![]).as_array().unwrap().contains(&json!("龙")),
        "no half name suggests itself"
    );
    window.keys(&key::ENTER.to_string());
    let row = "return document.activeElement?.getAttribute('aria-label')";
    assert_eq!(
        window.script(row, vec![]),
        json!("第2项 实施主体"),
        "Enter is the table's while nothing is chosen"
    );
    assert_eq!(window.script(shown, vec![]), json!([]), "nothing hovers once its cell is left");
}
