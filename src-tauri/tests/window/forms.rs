//! Forms of other notices on the page: a column for each figure, several rows of headings, more rows than a screen has.

use serde_json::{Value, json};
use yuebao::notice::Notice;
use yuebao::session::{Session, Texts};
use yuebao::store::{Side, Store};
use yuebao::unit::{Unit, UnitKind};

use crate::cells::is_in_sight;
use crate::engine::{Engine, Shown};
use crate::fields::open_settings;
use crate::screen::{Screen, unit};
use crate::window::{Window, key};

in_both_engines_at_both_sizes! {
    one_types_down_a_column_and_along_a_row,
    a_block_of_a_spreadsheet_fills_rows_and_columns,
    many_rows_with_a_remark_and_comparisons_are_drawn_as_in_the_notice,
    two_tables_with_headings_between_their_rows_have_their_titles_and_units,
    remarks_and_names_are_typed_and_saved_like_figures,
    a_form_of_another_notice_is_filled_in_and_made_final,
    one_changes_between_forms_and_nothing_typed_is_lost,
    what_is_due_in_any_form_is_one_press_away,
    a_report_keeps_the_words_and_rows_of_its_edition,
}

const MARCH: &str = "2026-03";
const TODAY: &str = "2026-03-20T09:00:00+08:00";

/// A screen on which a form of another notice is in hand and begun, for a unit of that kind.
fn begun(definition: &str, kind: &str, first_month: &str) -> Screen {
    let screen = Screen::new();
    let notice = Notice::read(definition).unwrap();
    let now = TODAY.parse().unwrap();
    let mut store = Store::open(Side::Reporting, &screen.data()).unwrap();
    store.add_notice(now, &notice, definition).unwrap();
    store.choose(&notice.forms[0].key).unwrap();
    drop(store);
    let unit = Unit {
        kind: UnitKind::from(kind),
        first_month: first_month.parse().unwrap(),
        name: "江南街道".into(),
        ..unit()
    };
    let mut session = Session::open(&screen.data()).unwrap();
    session.begin(now, unit, Texts::new()).unwrap();
    screen
}

/// Adds a notice and begins its first form beside that in hand, which is in hand again after it.
fn begin_too(screen: &Screen, definition: &str, kind: &str) {
    let mut session = Session::open(&screen.data()).unwrap();
    let in_hand = session.form().key.clone();
    let now = TODAY.parse().unwrap();
    let notice = session.add_notice(now, definition.as_bytes()).unwrap();
    session.choose(&notice.id).unwrap();
    let unit = Unit { kind: UnitKind::from(kind), first_month: "2026-02".parse().unwrap(), ..unit() };
    session.begin(now, unit, Texts::new()).unwrap();
    session.choose(&in_hand).unwrap();
}

const OPENNESS: &str = include_str!("../../../tests/notices/openness.json");

fn housing() -> Screen {
    begun(include_str!("../../../tests/notices/housing.json"), "street", "2026-01")
}

fn open(engine: Engine, screen: &Screen) -> Window<'_> {
    let window = engine.open_with(screen, &[("YUEBAO_NOW", TODAY)]);
    window.wait_for_text("#month-name", "2026年3月");
    window
}

/// The texts of the elements that a selector finds.
fn texts(window: &Window<'_>, selector: &str) -> Vec<String> {
    let script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)";
    serde_json::from_value(window.script(script, vec![json!(selector)])).unwrap()
}

fn one_types_down_a_column_and_along_a_row(engine: Engine) {
    let screen = housing();
    let window = open(engine, &screen);
    assert_eq!(
        texts(&window, "#paper thead tr:first-child th"),
        ["项目", "实物保障（户）", "租赁补贴（户）"],
        "the first of the rows of headings"
    );
    assert_eq!(texts(&window, "#paper .letters th")[..3], ["甲", "1", "2"]);
    let spans = "return [...document.querySelectorAll('#paper thead th')].slice(0, 3).map((one) => [one.colSpan, one.rowSpan])";
    assert_eq!(window.script(spans, vec![]), json!([[1, 3], [6, 1], [6, 1]]));
    let name = "return document.getElementById('figure-1b').getAttribute('aria-label')";
    assert_eq!(window.script(name, vec![]), "第1行 累计实施 实物保障（户） 保障对象 低保家庭");
    let derived = "return document.getElementById('figure-1a').tagName";
    assert_eq!(window.script(derived, vec![]), "OUTPUT", "a sum is not typed");

    window.go_to("1b");
    for (typed, next) in [("5", "1c"), ("6", "1d"), ("7", "1e")] {
        window.keys(&format!("{typed}{}", key::TAB));
        assert_eq!(window.at(), next, "Tab goes along the row");
        is_in_sight(&window, next);
    }
    window.keys(&format!("8{}", key::ENTER));
    assert_eq!(window.at(), "2b", "below where the row was begun");
    window.keys(&key::RIGHT.to_string());
    assert_eq!(window.at(), "2c");
    window.keys(&format!("12{}", key::HOME));
    window.keys(&key::RIGHT.to_string());
    assert_eq!(window.at(), "2c", "first through what is typed");
    window.keys(&format!("{}{}", key::HOME, key::LEFT));
    assert_eq!(window.at(), "2b");
    window.keys(&key::DOWN.to_string());
    assert_eq!(window.at(), "4b", "past the row that is reckoned");
    window.keys(&format!("{}{}", key::DOWN, key::ENTER));
    assert_eq!(window.at(), "1c", "from the end of a column to the next");
    window.keys(&key::UP.to_string());
    assert_eq!(window.at(), "5b");
    for (figure, text) in [("1b", "5"), ("1c", "6"), ("1d", "7"), ("1e", "8"), ("2c", "12")] {
        window.wait_until_saved(MARCH, figure, text);
    }

    window.go_to("1f");
    window.keys(&format!("0{}", key::ENTER));
    window.wait_for_text("#figure-1a", "26");

    for last in ["5l", "1b", "1l", "5b"] {
        window.go_to(last);
        is_in_sight(&window, last);
    }
    window.go_to("2l");
    window.shot("form-matrix");
}

fn a_block_of_a_spreadsheet_fills_rows_and_columns(engine: Engine) {
    let screen = housing();
    let window = open(engine, &screen);
    screen.copy("5\t6\t7\r\n1\t2\t3\r\n");
    window.go_to("1b");
    window.chord(key::CONTROL, 'v');
    for (figure, text) in [("1b", "5"), ("1d", "7"), ("2b", "1"), ("2d", "3")] {
        window.wait_until_saved(MARCH, figure, text);
    }
    window.wait_for_text("#saving", "已粘贴 6 格");
    screen.copy("5\t5\t5\t5\t5\t99\t1\t1\t1\t1\t1\r\n");
    window.go_to("4b");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text(".problem-message", "加起来却是");
    window.shot("form-matrix-refused");
    assert_eq!(screen.saved(MARCH, "4b"), "", "nothing of it is filled");
    window.chord(key::CONTROL, 'z');
    window.wait_until_saved(MARCH, "1b", "");
}

fn many_rows_with_a_remark_and_comparisons_are_drawn_as_in_the_notice(engine: Engine) {
    let screen = begun(include_str!("../../../tests/notices/safety.json"), "town", "2026-02");
    let window = open(engine, &screen);
    assert_eq!(texts(&window, "#paper tbody tr").len(), 60);
    assert_eq!(texts(&window, "#paper tbody th").len(), 6, "the sections");
    window.go_to("1");
    for time in 1..60 {
        window.keys(&format!("1{}", key::ENTER));
        if time % 7 == 0 {
            is_in_sight(&window, &format!("{time} rows"));
        }
    }
    window.wait_until_saved(MARCH, "30", "1");
    window.shot("form-long");
}

fn two_tables_with_headings_between_their_rows_have_their_titles_and_units(engine: Engine) {
    let screen = begun(include_str!("../../../tests/notices/markets.json"), "operator", "2026-01");
    let window = open(engine, &screen);
    assert_eq!(texts(&window, "#paper .table-title"), ["表一　市场运行", "表二　投入和检查"]);
    assert_eq!(texts(&window, "#paper .heading-row .content").len(), 2);
    let before = "2026-02".parse().unwrap();
    let figures = crate::screen::texts("2=4 9=10");
    let now = TODAY.parse().unwrap();
    screen.session().reports_mut().set_figures(now, before, figures, None, None).unwrap();
    window.wait_for_text("[data-of='2'][data-role=previous]", "4");
    window.go_to("2");
    window.keys(&format!("3{}", key::ENTER));
    assert_eq!(window.at(), "3");
    window.wait_for_text("[data-of='2'][data-role=per_cent]", "-25.0");
    window.shot("form-two-tables");
    // There is no total from which an opening balance would be copied.
    open_settings(&window);
    window.wait_for("no opening balance", "return document.querySelector('#opening').hidden");
}

/// The texts of a month on the disk, as the screen is to show them.
fn wait_for_texts(screen: &Screen, window: &Window<'_>, month: &str, texts: &Value) {
    window.wait_until("texts", || {
        let sheet = screen.session().reports().sheet(month.parse().unwrap()).unwrap();
        serde_json::to_value(&sheet.texts).unwrap() == *texts
    });
}

fn remarks_and_names_are_typed_and_saved_like_figures(engine: Engine) {
    let screen = begun(include_str!("../../../tests/notices/safety.json"), "town", "2026-02");
    let window = open(engine, &screen);
    window.fill("[name=text-2]", "待验收");
    window.keys(&format!("{}月底停业整改", key::ENTER));
    let at =
        || window.script("return [document.activeElement?.name, document.activeElement?.ariaLabel]", vec![]);
    assert_eq!(at(), json!(["text-3", "第3行 备注"]), "Enter goes to the row below");
    window.keys(&key::UP.to_string());
    assert_eq!(at()[0], "text-2");
    wait_for_texts(&screen, &window, MARCH, &json!({ "2": "待验收", "3": "月底停业整改" }));
    window.fill("[name=text-a]", "王五");
    window.shot("form-texts");
    window.open_month("2026-04");
    wait_for_texts(&screen, &window, "2026-04", &json!({ "a": "王五" }));
    window.wait_for("the name", "return document.querySelector('[name=text-a]').value === '王五'");
    window.wait_for("no remark", "return document.querySelector('[name=text-3]').value === ''");
    // In one go: after a second without a key it would be saved.
    window.script("document.querySelector('[name=text-3]').focus()", vec![]);
    window.keys(&format!("写错了{}", key::ESCAPE));
    window.wait_for("nothing", "return document.querySelector('[name=text-3]').value === ''");
    window.open_month(MARCH);
    window.fill("[name=text-2]", "不要");
    window.keys(&key::ENTER.to_string());
    wait_for_texts(&screen, &window, MARCH, &json!({ "a": "王五", "2": "不要", "3": "月底停业整改" }));
    window.chord(key::CONTROL, 'z');
    wait_for_texts(&screen, &window, MARCH, &json!({ "a": "王五", "2": "待验收", "3": "月底停业整改" }));
    window.wait_for("as before", "return document.querySelector('[name=text-2]').value === '待验收'");
}

fn a_form_of_another_notice_is_filled_in_and_made_final(engine: Engine) {
    let screen = begun(OPENNESS, "town", "2026-01");
    let window = open(engine, &screen);
    window.go_to("1");
    window.keys(&format!("12{}", key::ENTER));
    window.wait_until_saved(MARCH, "1", "12");
    window.click("#fill-zero");
    window.click("#ask-yes");
    window.wait_for_text("#progress", "已填 35/35");
    window.shot("form-openness");
    window.click("#next-step");
    window.wait_for("the question", "return document.querySelector('#points').open");
    window.click("#points-clear");
    window.wait_for_text("#standing-sentence", "已定稿");
    let locked = "return document.getElementById('figure-1').readOnly";
    assert_eq!(window.script(locked, vec![]), json!(true));
    window.click("#preview-switch");
    window.wait_for("its page", "return document.querySelector('#preview-page img') !== null");
    window.shot("form-openness-final");
}

/// Waits until the page was loaded anew with that form.
fn wait_for_form(window: &Window<'_>, title: &str) {
    let script = "return performance.getEntriesByName('ready').length > 0 \
                  && document.querySelector('#paper .title')?.textContent === arguments[0]";
    window.wait_until(title, || window.script(script, vec![json!(title)]) == json!(true));
}

fn one_changes_between_forms_and_nothing_typed_is_lost(engine: Engine) {
    let screen = housing();
    begin_too(&screen, OPENNESS, "town");
    let window = open(engine, &screen);
    assert!(window.text("#form-in-hand").contains("住房保障"), "{}", window.text("#form-in-hand"));
    window.go_to("1b");
    window.keys("5");
    window.chord(key::CONTROL, '2');
    wait_for_form(&window, "政务公开工作情况月报表");
    assert_eq!(texts(&window, "#tab-form"), ["公开统1表"]);
    window.go_to("1");
    window.keys("12");
    window.click("#form-in-hand");
    window.wait_for_text("#form-list", "住房保障");
    window.shot("form-list");
    window.keys(&key::ESCAPE.to_string());
    let is_open = "return !document.getElementById('form-list').hidden";
    assert_eq!(window.script(is_open, vec![]), json!(false));
    window.click("#form-in-hand");
    window.wait_for("the list", is_open);
    window.keys(&format!("{}{}", key::UP, key::ENTER));
    wait_for_form(&window, "城镇住房保障家庭情况月报表");
    window.wait_for_text("#month-name", "2026年3月");
    assert_eq!(window.entry("1b"), "5", "saved before the form was changed");

    // What the program tells reaches the page that was loaded anew.
    let now = TODAY.parse().unwrap();
    let mut elsewhere = screen.session();
    elsewhere.reports_mut().set_amounts(now, MARCH.parse().unwrap(), crate::screen::texts("1c=8")).unwrap();
    if engine.shown == Shown::WebKit {
        window.wait_until("what was changed elsewhere", || window.entry("1c") == "8");
    }
    elsewhere.choose("openness").unwrap();
    let sheet = elsewhere.reports().sheet(MARCH.parse().unwrap()).unwrap();
    assert_eq!(sheet.cell("1".parse().unwrap()).unwrap().month.text(), "12");
}

fn what_is_due_in_any_form_is_one_press_away(engine: Engine) {
    let screen = housing();
    begin_too(&screen, OPENNESS, "town");
    let window = open(engine, &screen);
    window.click("#tab-to-do");
    window.wait_for_text("#to-do-rows", "2026年2月公开统1表");
    window.shot("to-do");
    assert_eq!(texts(&window, "#to-do-rows tr.late").len(), 3, "what is late comes first");
    let press = "[...document.querySelectorAll('#to-do-rows button')]
        .find((one) => one.textContent.includes('2026年2月公开统1表')).click()";
    window.script(press, vec![]);
    wait_for_form(&window, "政务公开工作情况月报表");
    window.wait_for_text("#month-name", "2026年2月");
    assert_eq!(window.at(), "1", "the cursor is in its first cell");
}

fn a_report_keeps_the_words_and_rows_of_its_edition(engine: Engine) {
    let screen = begun(OPENNESS, "town", "2026-01");
    let now = TODAY.parse().unwrap();
    let mut session = screen.session();
    let february = "2026-02".parse().unwrap();
    session.reports_mut().fill_zero(now, february).unwrap();
    session.reports_mut().finalize(now, february).unwrap();
    let mut later: Value = serde_json::from_str(OPENNESS).unwrap();
    later["edition"] = json!(2);
    let rows = later["forms"][0]["tables"][0]["sections"][0]["rows"].as_array_mut().unwrap();
    rows[0]["content"] = json!("主动公开信息总数");
    rows.push(
        json!({ "number": 99, "content": "新增的一项", "figures": [{ "id": "99", "name": "新增的一项" }] }),
    );
    session.add_notice(now, later.to_string().as_bytes()).unwrap();
    drop(session);

    let window = open(engine, &screen);
    let rows = || texts(&window, "#paper td.content");
    assert_eq!((rows().len(), rows()[0].as_str()), (36, "主动公开信息总数"));
    window.open_month("2026-02");
    window.wait_for_text("#standing-sentence", "已定稿");
    assert_eq!((rows().len(), rows()[0].as_str()), (35, "主动公开信息数"), "as it was reported");
    window.shot("form-of-an-earlier-edition");
    window.open_month(MARCH);
    window.wait_for_text("#paper td.content", "主动公开信息总数");
    window.go_to("99");
    window.keys(&format!("7{}", key::ENTER));
    window.wait_until_saved(MARCH, "99", "7");
    window.fill("#paper .header-date input", "2026年3月18日");
    window.keys(&key::TAB.to_string());
    window.wait_for_text("#saving", "已自动保存");
}
