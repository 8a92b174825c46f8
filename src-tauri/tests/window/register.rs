//! 名册 after the first start, and the folder for what comes in.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use yuebao::output::write_file;

use crate::accessibility::is_open_to_everybody;
use crate::board::{BOARD, busy, clerk, report, wait_for_new_page};
use crate::engine::Engine;
use crate::looks::fits;
use crate::screen::Screen;
use crate::window::{Window, key};

in_both_engines! {
    a_unit_is_renamed_ended_and_moved_in_its_row,
    the_folder_is_read_again_on_f5,
}

mod chromium_more {
    use crate::engine::Engine;

    #[test]
    fn the_folder_is_chosen_at_the_first_start_and_again() {
        super::the_folder_is_chosen_at_the_first_start_and_again(Engine::CHROMIUM);
    }

    #[test]
    fn a_unit_that_was_pasted_by_mistake_is_taken_out() {
        super::a_unit_that_was_pasted_by_mistake_is_taken_out(Engine::CHROMIUM);
    }

    #[test]
    fn what_cannot_be_is_told_beside_the_row() {
        super::what_cannot_be_is_told_beside_the_row(Engine::CHROMIUM);
    }

    #[test]
    fn units_are_entered_one_by_one_and_pasted() {
        super::units_are_entered_one_by_one_and_pasted(Engine::CHROMIUM);
    }

    #[test]
    fn the_register_fits_and_is_open_to_everybody() {
        super::the_register_fits_and_is_open_to_everybody(Engine::CHROMIUM);
    }

    #[test]
    fn the_register_is_readable_in_the_dark() {
        super::the_register_is_readable_in_the_dark(Engine::CHROMIUM);
    }
}

const REGISTER: &str = "return !document.querySelector('#page-register').hidden";

fn opened(engine: Engine, screen: &Screen) -> Window<'_> {
    let window = engine.open(screen);
    window.wait_for("the board", BOARD);
    window.click("#tab-register");
    window.wait_for("the register", REGISTER);
    window.wait_for_text("#register-count", "共 52 个单位，这个月应报 52 个");
    window
}

/// What stands in the row of a unit; empty if there is none.
fn row(window: &Window<'_>, name: &str) -> String {
    let script = "const row = [...document.querySelectorAll('#register-rows tr[data-unit]')].find((one) => one.querySelector('strong').textContent === arguments[0]);
        return [...(row?.cells ?? [])].map((cell) => cell.textContent).join('|')";
    window.script(script, vec![json!(name)]).as_str().unwrap().to_owned()
}

/// Puts the cursor on the row of a unit, as the search and the arrows do.
fn go_to(window: &Window<'_>, name: &str) {
    window.keys("/");
    window.fill("#register-search", name);
    window.wait_for("the others to go", "return [...document.querySelectorAll('#register-rows tr[data-unit]')].filter((one) => !one.hidden).length === 1");
    window.keys(&key::ENTER.to_string());
    window.wait_until("its row", || at(window) == name);
    let all_again = "const search = document.querySelector('#register-search');
        search.value = '';
        search.dispatchEvent(new Event('input'))";
    window.script(all_again, vec![]);
}

/// Puts a table where it is pasted; typed by a driver its tabs would leave the field.
fn paste(window: &Window<'_>, table: &str) {
    let script = "document.querySelector('#register-pasting textarea').value = arguments[0]";
    window.script(script, vec![json!(table)]);
}

/// The unit whose row has the cursor.
fn at(window: &Window<'_>) -> String {
    let script = "return document.activeElement?.closest('tr')?.querySelector('strong')?.textContent ?? ''";
    window.script(script, vec![]).as_str().unwrap().to_owned()
}

/// Types into a field of the row that is changed.
fn set(window: &Window<'_>, field: &str, text: &str) {
    let script = "const label = [...document.querySelectorAll('.editor label')].find((one) => one.textContent.startsWith(arguments[0]));
        const field = label.querySelector('input, select');
        field.value = field.tagName === 'SELECT' ? [...field.options].find((one) => one.text === arguments[1]).value : arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.focus()";
    window.script(script, vec![json!(field), json!(text)]);
}

fn expected(screen: &Screen, month: &str) -> usize {
    clerk(screen).collation().status(month.parse().unwrap()).unwrap().expected
}

fn a_unit_is_renamed_ended_and_moved_in_its_row(engine: Engine) {
    let screen = busy();
    let window = opened(engine, &screen);
    window.shot("register");
    go_to(&window, "龙驹镇");
    window.keys(&key::ENTER.to_string());
    window
        .wait_for("its fields", "return document.querySelector('.editor input') === document.activeElement");
    window.keys(&key::ESCAPE.to_string());
    window.wait_until("its row again", || at(&window) == "龙驹镇");
    window.keys(&key::ENTER.to_string());
    set(&window, "最后报哪月", "2022年1月");
    set(&window, "以后并入", "龙沙镇");
    window.wait_for_text(".effects", "2022年2月起不再应报；其他各月不变");
    window.wait_for_text(".effects", "以后的由“龙沙镇”报");
    window.wait_for_text(".effects", "2022年2月已经采用它的表，仍算在汇总里");
    set(&window, "名称", "龙驹新镇");
    window.wait_for_text(".effects", "“龙驹镇”留作别名");
    window.shot("register-row");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#messages", "已保存");
    assert_eq!(at(&window), "龙驹新镇", "the cursor stays");
    let told = row(&window, "龙驹新镇");
    assert!(told.contains("|龙驹镇|到2022年1月|龙沙镇|"), "{told}");
    assert_eq!((expected(&screen, "2022-01"), expected(&screen, "2022-02")), (52, 51));
    window.wait_for_text("#register-count", "这个月应报 51 个");
    let log = clerk(&screen).history().lines(None, None).unwrap();
    assert_eq!(
        (log[0].action.as_str(), log.iter().filter(|line| line.operation == log[0].operation).count()),
        ("改名册", 4)
    );

    window.chord(key::CONTROL, 'z');
    window.wait_until("it undone", || row(&window, "龙驹镇").contains("||一直报||"));
    window.wait_for_text("#messages", "已撤销改名册：“龙驹镇” 4 项");

    let order =
        "return [...document.querySelectorAll('#register-rows strong')].map((one) => one.textContent)";
    let before: Value = window.script(order, vec![]);
    window.script("document.querySelector('.change').focus()", vec![]);
    window.chord(key::ALT, key::DOWN);
    window.wait_until("the first to be the second", || window.script(order, vec![])[1] == before[0]);
    assert_eq!(json!(at(&window)), before[0], "the cursor goes with it");
    window.keys(&format!("{}{}", key::UP, key::DOWN));
    assert_eq!(json!(at(&window)), before[0]);
    window.click("#register-undo");
    window.wait_until("the old order", || window.script(order, vec![]) == before);
}

fn a_unit_that_was_pasted_by_mistake_is_taken_out(engine: Engine) {
    let screen = busy();
    let window = opened(engine, &screen);
    let before = expected(&screen, "2022-02");
    go_to(&window, "小周镇");
    window.keys(&key::ENTER.to_string());
    window.wait_for("its fields", "return document.querySelector('.editor') !== null");
    window.click(".editor .remove");
    window.wait_for_text("#messages", "从名册里去掉了“小周镇”");
    assert_eq!(expected(&screen, "2022-02"), before - 1);
    window.shot("register-removed");
    window.click("#messages .act");
    window.wait_until("it is back", || expected(&screen, "2022-02") == before);
    go_to(&window, "龙沙镇");
    window.keys(&key::ENTER.to_string());
    window.wait_for("its fields", "return document.querySelector('.editor') !== null");
    window.click(".editor .remove");
    window.wait_for_text(".editor .refused", "“龙沙镇”不能从名册里去掉：收到过它的文件");
    assert_eq!(expected(&screen, "2022-02"), before);
    window.shot("register-not-removed");
}

fn what_cannot_be_is_told_beside_the_row(engine: Engine) {
    let screen = busy();
    let window = opened(engine, &screen);
    go_to(&window, "龙驹镇");
    window.keys(&key::ENTER.to_string());
    set(&window, "名称", "龙沙镇");
    window.wait_for_text(".editor .refused", "名册里已经有“龙沙镇”");
    window.shot("register-refused");
    is_open_to_everybody(&window, "a refused change");
    window.click(".editor [type=submit]");
    window.wait_for("the same again", "return !document.querySelector('.editor .refused').hidden");
    assert!(!row(&window, "龙驹镇").is_empty(), "nothing was stored");
    // What is typed and not saved is not lost without a word.
    window.click("#tab-board");
    window.wait_for_text("#ask-sentence", "名册里改的还没有保存");
    window.click("#ask-no");
    window.wait_for(
        "the field again",
        "return document.querySelector('.editor input') === document.activeElement",
    );
    window.click("#tab-board");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_for("the board", BOARD);
    window.click("#tab-register");
    window.wait_for("the register", REGISTER);
    assert_eq!(window.script("return document.querySelector('.editor')", vec![]), Value::Null);

    // An alias that reports are known by stays.
    window.click("#tab-board");
    window.click("#tray-list button");
    window.wait_for_text("#fields-sentence", "以后就按这个单位的别名认");
    window.keys(&format!("大周镇{0}{0}打电话问的{1}", key::TAB, key::ENTER));
    window.wait_for("an empty tray", "return document.querySelector('#tray').hidden");
    window.click("#tab-register");
    window.wait_until("its alias", || row(&window, "大周镇").contains("|大龙镇|"));
}

fn units_are_entered_one_by_one_and_pasted(engine: Engine) {
    let screen = busy();
    let window = opened(engine, &screen);
    window.click("#register-add");
    window.keys("区教委");
    window.wait_for_text(".effects", "2022年3月起应报，没有收到的算未报");
    window.shot("register-add");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#register-count", "共 53 个单位");
    assert_eq!(at(&window), "区教委");
    assert!(row(&window, "区教委").contains("2022年3月起"));
    window.click("#register-paste");
    paste(&window, "区农委\t\t农业农村委\n龙沙镇\n");
    window.click("#register-pasting [type=submit]");
    window.wait_for_text("#register-pasting .refused", "已经有“龙沙镇”");
    window.shot("register-paste");
    is_open_to_everybody(&window, "a refused paste");
    paste(&window, "区农委\t\t农业农村委\n区水利局\n");
    window.click("#register-pasting [type=submit]");
    window.wait_for_text("#messages", "加了 2 个单位");
    window.wait_for_text("#register-count", "共 55 个单位，这个月应报 55 个");
    assert!(row(&window, "区农委").contains("|农业农村委|2022年3月起|"));
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#messages", "已撤销改名册：名册里的 2 个单位");
    window.wait_for_text("#register-count", "共 53 个单位");
    window.click("#tab-board");
    window.wait_for_text("#board-counts", "应报 53");
}

fn the_register_fits_and_is_open_to_everybody(engine: Engine) {
    let screen = busy();
    let window = opened(engine, &screen);
    for (name, size) in [("1366", (1366, 740)), ("1093", (1093, 590)), ("200-percent", (683, 384))] {
        window.resize(size.0, size.1);
        window.script("document.querySelector('#register-rows .change').click()", vec![]);
        set(&window, "最后报哪月", "2022年1月");
        window.wait_for_text(".effects", "不再应报");
        fits(&window, &format!("{name}-register"));
        is_open_to_everybody(&window, &format!("the register at {name}"));
        set(&window, "最后报哪月", "还在报");
        window.keys(&key::ESCAPE.to_string());
        window.wait_for("it closed", "return document.querySelector('.editor') === null");
    }
}

fn the_register_is_readable_in_the_dark(engine: Engine) {
    let screen = busy();
    let window = engine.open_in_the_dark(&screen);
    window.wait_for("the board", BOARD);
    window.click("#tab-register");
    window.wait_for("the register", REGISTER);
    window.script("document.querySelector('#register-rows .change').click()", vec![]);
    set(&window, "最后报哪月", "2022年1月");
    window.wait_for_text(".effects", "不再应报");
    window.shot("register-dark");
    is_open_to_everybody(&window, "the register in the dark");
}

fn received(screen: &Screen) -> usize {
    clerk(screen).collation().inbox().receipts.len()
}

fn put(place: &Path, unit: &str, amount: &str) {
    let file = place.join(format!("{unit}2022年3月.csv"));
    write_file(&file, report(unit, "2022年3月", amount, amount).as_bytes()).unwrap();
}

const F5: char = '\u{e035}';
const INTAKE_CLOSED: &str = "return !document.querySelector('#intake-dialog').open";

fn the_folder_is_read_again_on_f5(engine: Engine) {
    let screen = busy();
    let place = screen.home().join("收件");
    fs::create_dir(&place).unwrap();
    clerk(&screen).collation().set_intake_folder(&place).unwrap();
    let before = received(&screen);
    put(&place, "龙沙镇", "5");
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.wait_for_text("#folder-path", "收件");
    window.shot("board-folder");
    window.click("[data-month='2022-01']");
    window.wait_for_text("#month-name", "2022年1月");
    window.keys(&F5.to_string());
    window.wait_for_text("#intake-sentence", "1 个文件：待核实 1");
    window.click("#intake-yes");
    window.wait_for_text("#messages", "都不是刚才那个月的，换到2022年3月");
    window.wait_for_text("#month-name", "2022年3月");
    put(&place, "大周镇", "7");
    assert_eq!(received(&screen), before + 1, "nobody watches the folder");
    window.click("#folder-read");
    window.wait_for_text("#intake-sentence", "2 个文件：采用 1，重复 1");
    assert_eq!(
        window.script("return document.querySelectorAll('#intake-files tr').length", vec![]),
        json!(1)
    );
    assert_eq!(window.text("#intake-left"), "重复的 1 个没有列出来。");
    window.shot("intake-again");
    is_open_to_everybody(&window, "the folder again");
    window.click("#intake-yes");
    window.wait_until("the second", || received(&screen) == before + 2);
    window.wait_for("it closed", INTAKE_CLOSED);
    window.keys(&F5.to_string());
    window.wait_for_text("#intake-yes", "没有新的");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("it closed", INTAKE_CLOSED);

    fs::remove_dir_all(&place).unwrap();
    window.keys(&F5.to_string());
    window.wait_for_text("#messages", "现在不在，没有收，什么都没有改动");
    window.wait_for_text("#folder-problem", "请重新选");
    window.shot("folder-gone");
    is_open_to_everybody(&window, "a folder that is gone");
}

/// The dialog of `WebKitGTK` takes no folder from a driver.
fn the_folder_is_chosen_at_the_first_start_and_again(engine: Engine) {
    let screen = Screen::new();
    let place = screen.home().join("来表");
    fs::create_dir(&place).unwrap();
    let window = engine.open(&screen);
    window.click("#begin [data-side=collation]");
    window.wait_for_text("#clerk-count", "要报的单位 52 个");
    window.keys("万州区城市管理局");
    window.choose_file("收件文件夹", &place);
    window.click("#clerk-choose-folder");
    window.wait_for_text("#clerk-folder", "来表");
    window.shot("clerk-begin-folder");
    is_open_to_everybody(&window, "the first start of a clerk");
    window.click("#clerk-begin [type=submit]");
    wait_for_new_page(&window, "the board", BOARD);
    window.wait_for_text("#folder-path", "来表");
    let moved = screen.home().join("搬走的");
    fs::create_dir(&moved).unwrap();
    fs::remove_dir_all(&place).unwrap();
    window.keys(&F5.to_string());
    window.wait_for_text("#folder-problem", "现在不在");
    window.choose_file("收件文件夹", &moved);
    window.click("#messages .act");
    window.wait_for_text("#folder-path", "搬走的");
    window.wait_for("no problem", "return document.querySelector('#folder-problem').hidden");
}
