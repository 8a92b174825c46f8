//! What the board says of how far a month is, the way from question to question, and what is asked and shown before something
//! is decided.

use std::path::Path;

use serde_json::{Value, json};
use yuebao::notice::Notice;
use yuebao::output::write_file;

use crate::accessibility::is_open_to_everybody;
use crate::board::{BOARD, busy, clerk, report, standing_of, take};
use crate::clerk_outgoing::{collating, open_on};
use crate::engine::Engine;
use crate::looks::fits;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines! {
    a_list_of_suggestions_goes_with_its_dialog,
    a_form_that_is_only_read_begins_at_its_top,
}

mod chromium_more {
    use crate::engine::Engine;

    #[test]
    fn who_is_exempt_is_counted_neither_in_all_nor_by_kind() {
        super::who_is_exempt_is_counted_neither_in_all_nor_by_kind(Engine::CHROMIUM);
    }

    #[test]
    fn the_way_from_question_to_question_leads_by_the_tray() {
        super::the_way_from_question_to_question_leads_by_the_tray(Engine::CHROMIUM);
    }

    #[test]
    fn what_needs_the_clerk_stands_first_in_what_comes_in() {
        super::what_needs_the_clerk_stands_first_in_what_comes_in(Engine::CHROMIUM);
    }

    #[test]
    fn the_first_page_of_a_clerk_shows_its_button_at_once() {
        super::the_first_page_of_a_clerk_shows_its_button_at_once(Engine::CHROMIUM);
    }
}

fn who_is_exempt_is_counted_neither_in_all_nor_by_kind(engine: Engine) {
    let screen = busy();
    let mut session = clerk(&screen);
    for name in ["太龙镇", "白羊镇"] {
        let unit = session.collation().member(name).unwrap().id;
        let place = ("2022-02".parse().unwrap(), unit);
        session.collation_mut().exempt(now(), place, "这个月没有整治任务").unwrap();
    }
    drop(session);
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    assert_eq!(window.text("#board-counts"), "应报 50已报 3按时 0待核实 2");
    let kinds = "return [...document.querySelectorAll('#board-tiles h2')].map((one) => one.textContent)";
    assert_eq!(window.script(kinds, vec![]), json!(["镇乡 2/36", "街道 1/14"]));
    window.wait_for_text("#board-months [data-month='2022-02']", "3/50");
    window.shot("board-exempt");
}

/// Where the cursor is: a unit, or a file that nobody could place.
fn at(window: &Window<'_>) -> String {
    let script = "return document.activeElement.querySelector('.name')?.textContent
        ?? document.activeElement?.closest('#tray-list li')?.querySelector('strong').textContent ?? ''";
    window.script(script, vec![]).as_str().unwrap().to_owned()
}

fn the_way_from_question_to_question_leads_by_the_tray(engine: Engine) {
    let screen = busy();
    let files = screen.home().join("又一份");
    std::fs::create_dir_all(&files).unwrap();
    write_file(&files.join("甲.csv"), report("大虎镇", "2022年2月", "1", "1").as_bytes()).unwrap();
    take(&mut clerk(&screen), &files);
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    assert_eq!(window.text("#next-step"), "处理疑问（4）");
    window.script("document.querySelector('.tile').focus()", vec![]);
    let mut seen = Vec::new();
    for _ in 0..5 {
        window.keys("n");
        seen.push(at(&window));
    }
    assert_eq!(seen[..2], ["龙驹镇", "五桥街道"]);
    assert!(seen[2].contains("大龙镇") && seen[3] == "甲.csv", "each of what nobody could place: {seen:?}");
    assert_eq!(seen[4], "龙驹镇", "and from there the first again");
    window.keys("nn");
    for wanted in [&seen[3], &seen[4]] {
        window.click("#next-step");
        window.wait_until(wanted, || at(&window) == *wanted);
    }
}

const LISTED: &str = "return [...document.querySelectorAll('.suggestions li')].map((one) => one.textContent)";
const OPEN: &str = "return [...document.querySelectorAll('dialog[open]')].map((one) => one.id)";

fn a_list_of_suggestions_goes_with_its_dialog(engine: Engine) {
    let screen = busy();
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    let listed = |texts: Value| window.wait_until("its list", || window.script(LISTED, vec![]) == texts);
    window.click("#tray-list button");
    window.wait_for("the question", "return document.querySelector('#fields').open");
    window.keys("周");
    listed(json!(["小周镇", "大周镇", "周家坝街道"]));
    window.shot("assign-suggestions");
    is_open_to_everybody(&window, "a list of suggestions in a dialog");
    let own = "return document.querySelector('datalist') === null";
    assert_eq!(window.script(own, vec![]), json!(true), "no list of the engine's own");
    window.keys(&key::ESCAPE.to_string());
    listed(json!([]));
    assert_eq!(window.script(OPEN, vec![]), json!(["fields"]), "it closes the list alone");
    window.keys("镇");
    listed(json!(["小周镇", "大周镇"]));
    window.keys(&format!("{0}{0}{1}", key::DOWN, key::ENTER));
    listed(json!([]));
    let named = "return document.querySelector('#fields [name=unit]').value";
    assert_eq!(window.script(named, vec![]), json!("大周镇"));
    window.fill("#fields [name=reason]", "打电话问的");
    window.fill("#fields [name=unit]", "周家");
    listed(json!(["周家坝街道"]));
    window.keys(&key::ENTER.to_string());
    window.wait_for("a refusal", "return !document.querySelector('#fields .refused').hidden");
    listed(json!([]));
    window.fill("#fields [name=unit]", "大周");
    listed(json!(["大周镇"]));
    window.keys(&format!("{}{}", key::DOWN, key::ENTER));
    window.keys(&key::ENTER.to_string());
    window.wait_until("it placed", || standing_of(&window, "大周镇") == "已采用");
    assert_eq!(window.script(OPEN, vec![]), json!([]));
    assert_eq!(window.script(LISTED, vec![]), json!([]), "nothing of it is left");
    window.shot("assigned");
}

/// A form of which only the first row says something.
fn first_row(folder: &Path, unit: &str) {
    let rows = Notice::built_in().unwrap().form("annex2").unwrap().rows();
    let lines = rows.map(|row| {
        let amounts = if row.number == 1 { "12人次，3个,12人次，3个" } else { "," };
        format!("{},{},{amounts}\n", row.number, row.content)
    });
    let text = format!(
        "填报单位：{unit},,,2022年1月\n序号,整治内容,当月数量,累计数量\n{}",
        lines.collect::<String>()
    );
    std::fs::create_dir_all(folder).unwrap();
    write_file(&folder.join(format!("{unit}.csv")), text.as_bytes()).unwrap();
}

fn a_form_that_is_only_read_begins_at_its_top(engine: Engine) {
    let screen = Screen::new();
    collating(&screen, "万州区城市管理局", &["龙沙镇"], &[]);
    first_row(&screen.home().join("一月"), "龙沙镇");
    take(&mut clerk(&screen), &screen.home().join("一月"));
    let window = open_on(engine, &screen, "2022-01", "2022年1月");
    window.resize(1093, 590);
    window.click("#tab-sums");
    window.wait_for_text("#sums-title", "（还没有关账）");
    window.click("#tab-form");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    assert_eq!(window.entry("1a"), "12");
    let at_top = "return document.activeElement?.id === 'figure-1a' && document.querySelector('#paper').scrollTop === 0";
    window.wait_for("the first cell", at_top);
    clerk(&screen).collation_mut().close(now(), "2022-01".parse().unwrap()).unwrap();
    window.click("#tab-sums");
    window.click("#tab-board");
    window.wait_for("the board", BOARD);
    window.click("#board-months [data-month='2022-01']");
    window.wait_for_text("#board-counts", "已关账");
    window.click("#tab-sums");
    window.wait_for_text("#sums-title", "（已关账）");
    window.click("#tab-form");
    window.wait_for_text("#standing", "已关账");
    window.wait_for("the first cell", at_top);
    fits(&window, "1093-clerk-form-closed");
}

fn what_needs_the_clerk_stands_first_in_what_comes_in(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    let drop = "const data = new DataTransfer();
        for (const [name, text] of arguments[0]) data.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    let files = json!([
        ["a.csv", report("白羊镇", "2022年2月", "4", "4")],
        ["b.csv", report("百安坝街道", "2022年2月", "三车", "3")],
        ["c.csv", report("大虎镇", "2022年2月", "4", "4")],
    ]);
    window.script(drop, vec![files]);
    window.wait_for("what would become of it", "return document.querySelector('#intake-dialog').open");
    let order =
        "return [...document.querySelectorAll('#intake-files tr')].map(({ dataset }) => dataset.outcome)";
    assert_eq!(window.script(order, vec![]), json!(["unplaced", "waiting", "adopted"]));
    window.shot("intake-order");
}

fn the_first_page_of_a_clerk_shows_its_button_at_once(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.click("#begin [data-side=collation]");
    window.wait_for_text("#clerk-count", "要报的单位 52 个");
    for (name, size) in [("1366", (1366, 740)), ("1093", (1093, 590)), ("200-percent", (683, 384))] {
        window.resize(size.0, size.1);
        let in_sight =
            "return document.querySelector(arguments[0]).getBoundingClientRect().bottom <= innerHeight";
        let is_in_sight = |selector: &str| window.script(in_sight, vec![json!(selector)]) == json!(true);
        assert!(is_in_sight("#clerk-begin [type=submit]"), "the button at {name}");
        assert!(name != "1366" || is_in_sight("#clerk-choose-folder"), "the folder on a laptop");
        fits(&window, &format!("{name}-clerk-begin"));
    }
}
