//! What the board offers for a unit in hand and what it says of it, taking a decision back, and what the months beside it and
//! the strong button say.

use std::fs;

use serde_json::json;
use yuebao::output::write_file;

use crate::accessibility::is_open_to_everybody;
use crate::board::{BOARD, busy, clerk, folder, report, standing_of, take};
use crate::clerk_outgoing::{collating, open_on};
use crate::engine::Engine;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    at_200_percent_a_click_leads_to_the_unit_and_back,
    what_cannot_be_accepted_is_not_offered_and_stays_in_sight,
}

mod chromium_more {
    use crate::engine::Engine;

    #[test]
    fn what_explains_the_rest_comes_first() {
        super::what_explains_the_rest_comes_first(Engine::CHROMIUM);
    }

    #[test]
    fn each_decision_is_taken_back_with_one_key() {
        super::each_decision_is_taken_back_with_one_key(Engine::CHROMIUM);
    }

    #[test]
    fn the_day_on_which_a_file_came_is_set_right() {
        super::the_day_on_which_a_file_came_is_set_right(Engine::CHROMIUM);
    }

    #[test]
    fn the_months_say_what_is_open_in_them() {
        super::the_months_say_what_is_open_in_them(Engine::CHROMIUM);
    }

    #[test]
    fn the_strong_button_reads_the_folder_that_was_chosen() {
        super::the_strong_button_reads_the_folder_that_was_chosen(Engine::CHROMIUM);
    }

    #[test]
    fn a_drop_on_an_older_state_is_refused_at_once() {
        super::a_drop_on_an_older_state_is_refused_at_once(Engine::CHROMIUM);
    }

    #[test]
    fn the_list_of_all_units_is_saved() {
        super::the_list_of_all_units_is_saved(Engine::CHROMIUM);
    }

    #[test]
    fn what_all_lines_of_a_filling_lack_is_said_once() {
        super::what_all_lines_of_a_filling_lack_is_said_once(Engine::CHROMIUM);
    }
}

/// What can be done with the unit in hand.
fn acts(window: &Window<'_>) -> String {
    let script = "return [...document.querySelectorAll('#board-panel .acts button')].map((one) => one.textContent).join(' ')";
    window.script(script, vec![]).as_str().unwrap().to_owned()
}

fn find(window: &Window<'_>, unit: &str) {
    window.keys(&format!("/{unit}{}", key::ENTER));
    window.wait_for_text("#board-panel h2", unit);
}

/// Presses a button of the panel, gives a reason and waits until the unit stands so.
fn decide(window: &Window<'_>, act: &str, unit: &str, reason: &str, stands: &str) {
    window.click(&format!("#board-panel [data-act={act}]"));
    window.wait_for("the question", "return document.querySelector('#fields').open");
    window.keys(&format!("{reason}{}", key::ENTER));
    window.wait_until(stands, || standing_of(window, unit) == stands);
    window.wait_for("the answer", "return !document.querySelector('#fields').open");
}

fn what_cannot_be_accepted_is_not_offered_and_stays_in_sight(engine: Engine) {
    let screen = busy();
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    find(&window, "五桥街道");
    window.wait_for_text("#board-panel .decisions .refused", "不能采用：下面标“强制”的 1 处要单位更正");
    assert_eq!(acts(&window), "退回（R） 排除… 退回说明… 免报 电话记录");
    window.shot("board-refused");
    is_open_to_everybody(&window, "a report that cannot be accepted");
    window.keys("a");
    window.wait_for_text("#messages .problem-message", "的表不能采用：第 4 行");
    assert_eq!(window.script("return document.querySelector('#fields').open", vec![]), json!(false));
    let in_sight = "const tile = document.querySelector('.tile[aria-current]').getBoundingClientRect();
        return tile.bottom <= document.querySelector('#board-tiles').getBoundingClientRect().bottom + 1";
    window.wait_for("the unit in hand above the message", in_sight);

    decide(&window, "return", "五桥街道", "第 4 项填的不是数", "退回");
    window.wait_for_text("#messages", "单位还不知道，请把退回说明发给它");
    window.wait_for_text("#board-panel", "退回的原因：第 4 项填的不是数");
    window.wait_for(
        "what was refused is over",
        "return document.querySelector('#messages .problem-message') === null",
    );
    window.wait_for_text("#board-panel .checks", "“两车”");
    assert!(window.text("#board-panel .versions").contains("已退回"));
    assert_eq!(acts(&window), "退回（R） 退回说明… 免报 电话记录");
    window.shot("board-returned");
    window.chord(key::CONTROL, 'z');
    window.wait_until("taken back", || standing_of(&window, "五桥街道") == "待核实");
    decide(&window, "exclude", "五桥街道", "不是这个月的表", "未报");
    window.wait_for_text("#board-panel .versions", "排除的原因：不是这个月的表");
    window.chord(key::CONTROL, 'z');
    window.wait_until("taken back", || standing_of(&window, "五桥街道") == "待核实");

    window.click("[data-month='2022-01']");
    window.wait_for_text("#month-name", "2022年1月");
    clerk(&screen).collation_mut().close(now(), "2022-01".parse().unwrap()).unwrap();
    window.click("[data-month='2022-01']");
    window.wait_for_text("#board-counts", "已关账");
    find(&window, "龙驹镇");
    window.wait_for_text("#board-panel", "这个月已关账。要退回或免报");
    assert_eq!(acts(&window), "电话记录", "it is accepted");
    window.keys("r");
    window.wait_for_text("#messages .problem-message", "已关账");
}

fn at_200_percent_a_click_leads_to_the_unit_and_back(engine: Engine) {
    let screen = busy();
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    window.resize(683, 384);
    window.wait_for("the small room", "return document.body.dataset.room === 'small'");
    window.script("document.querySelector('.tile').focus()", vec![]);
    window.keys("n");
    window.wait_for_text("#board-panel h2", "龙驹镇");
    let in_panel = "const [panel, at] = [document.querySelector('#board-panel'), document.activeElement];
    return panel.contains(at) && at.getBoundingClientRect().bottom <= innerHeight
        && panel.querySelector('h2').getBoundingClientRect().top >= document.querySelector('#page-board').getBoundingClientRect().top - 1";
    window.wait_for("what is known of it", in_panel);
    window.shot("200-percent-unit");
    window.click("#board-panel .back");
    let at_tile = "const at = document.activeElement, place = at.getBoundingClientRect();
    return at.matches('.tile') && place.top >= 0 && place.bottom <= innerHeight + 1 && at.textContent.includes('龙驹镇')";
    window.wait_for("its tile", at_tile);
    let tile = "[...document.querySelectorAll('.tile')].find((one) => one.textContent.includes('五桥街道'))";
    window.script(&format!("{tile}.id = 'the-tile'"), vec![]);
    window.click("#the-tile");
    window.wait_for_text("#board-panel h2", "五桥街道");
    window.wait_for("what is known of it", in_panel);
    is_open_to_everybody(&window, "a unit at 200 %");
}

fn what_explains_the_rest_comes_first(engine: Engine) {
    let screen = busy();
    take(&mut clerk(&screen), &folder(&screen, "三月", &[("龙沙镇", "2022年3月", "6", "11")]));
    let window = open_on(engine, &screen, "2022-03", "2022年3月");
    find(&window, "龙沙镇");
    window.wait_for_text("#board-panel .checks li:first-child", "完全一样");
    window.wait_for_text("#board-panel .checks summary", "有 1 处累计没有接上");
    let unfolded = "return document.querySelector('#board-panel .checks details li').checkVisibility()";
    assert_eq!(window.script(unfolded, vec![]), json!(false));
    window.click("#board-panel .checks summary");
    assert_eq!(window.script(unfolded, vec![]), json!(true));
    assert!(window.text("#board-panel .checks details li").contains("应是 17"));
    window.shot("board-last-month");
    is_open_to_everybody(&window, "last month's file sent again");
    window.click("#board-panel [data-act=note]");
    window.wait_for("the note", "return document.querySelector('#notes-dialog').open");
    let note = window.script("return document.querySelector('#notes-dialog textarea').value", vec![]);
    let note = note.as_str().unwrap();
    let (first, rest) = note.split_once("下面 1 处累计没有接上，还是上次的数").unwrap();
    assert!(first.contains("1．当月的数和2022年2月完全一样") && rest.contains("2．第 4 行"), "{note}");
}

fn each_decision_is_taken_back_with_one_key(engine: Engine) {
    let screen = busy();
    let other = screen.home().join("杂");
    fs::create_dir(&other).unwrap();
    write_file(&other.join("值班表.csv"), "日期,值班人\n3月1日,张三\n".as_bytes()).unwrap();
    take(&mut clerk(&screen), &other);
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    let back = |what: &str, holds: &dyn Fn() -> bool| {
        window.chord(key::CONTROL, 'z');
        window.wait_until(what, holds);
    };
    find(&window, "白羊镇");
    decide(&window, "exempt", "白羊镇", "这个月没有整治任务", "免报");
    back("not exempt", &|| standing_of(&window, "白羊镇") == "未报");
    decide(&window, "exempt", "白羊镇", "这个月没有整治任务", "免报");
    decide(&window, "expect", "白羊镇", "看错了行，它要报", "未报");
    back("exempt again", &|| standing_of(&window, "白羊镇") == "免报");

    window.click("#board-panel [data-act=phone]");
    window.wait_for("the question", "return document.querySelector('#fields').open");
    window.keys(&format!("说明天送表来{}", key::ENTER));
    window.wait_for_text("#board-panel", "电话记录：说明天送表来");
    back("no call", &|| !window.text("#board-panel").contains("说明天送表来"));

    let tray = || window.text("#tray-list");
    let shown = |part: &str| tray().contains(part);
    assert!(shown("值班表.csv") && shown("大龙镇"));
    window.click("#tray-list li:has([aria-label='排除“值班表.csv”']) button");
    window.wait_for_text("#fields-sentence", "排除“值班表.csv”");
    window.keys(&format!("不是报表{}", key::ENTER));
    window.wait_until("one file less", || !shown("值班表.csv"));
    back("the whole file again", &|| shown("值班表.csv"));

    window.click("#tray-list [aria-label^='看原表：“大龙镇']");
    window.wait_for_text("#source-title", "大龙镇2022年2月.csv");
    window.click("#source-close");
    window.click("#tray-list li:has([aria-label^='指定']) button");
    window.wait_for_text("#fields-sentence", "以后就按这个单位的别名认");
    assert!(window.text("#fields-list").contains("只归这一份，“大龙镇”不记作别名"));
    window.keys(&format!("大周镇{0}{0}打电话问的{1}", key::TAB, key::ENTER));
    window.wait_until("it placed", || standing_of(&window, "大周镇") == "已采用");
    back("nowhere again", &|| standing_of(&window, "大周镇") == "未报" && shown("大龙镇"));
    let session = clerk(&screen);
    assert!(session.collation().member("大龙镇").is_err(), "its name is nobody's alias");
}

fn the_months_say_what_is_open_in_them(engine: Engine) {
    let screen = busy();
    let mark = |window: &Window<'_>, month: &str| window.text(&format!("[data-month='{month}']"));
    {
        let mut session = clerk(&screen);
        session.collation_mut().close(now(), "2022-01".parse().unwrap()).unwrap();
        take(&mut session, &folder(&screen, "更正", &[("龙沙镇", "2022年1月", "4", "4")]));
    }
    let window = open_on(engine, &screen, "2022-03", "2022年3月");
    assert_eq!(mark(&window, "2022-01"), "1月3/52待核实 1关账");
    assert_eq!(mark(&window, "2022-02"), "2月3/52待核实 2");
    assert_eq!(mark(&window, "2022-03"), "3月0/52");
    window.click("[data-month='2022-01']");
    window.wait_for_text("#month-name", "2022年1月");
    find(&window, "龙沙镇");
    decide(&window, "accept", "龙沙镇", "单位来函更正，多报了 1 处", "已采用");
    assert_eq!(mark(&window, "2022-01"), "1月3/52要更正");
    assert_eq!(mark(&window, "2022-02"), "2月3/52待核实 3", "its total is held against another one now");
    window.shot("board-months");
    is_open_to_everybody(&window, "the marks of the months");
}

fn the_strong_button_reads_the_folder_that_was_chosen(engine: Engine) {
    let screen = Screen::new();
    collating(&screen, "万州区城市管理局", &["龙沙镇", "龙驹镇"], &[]);
    let window = open_on(engine, &screen, "2022-03", "2022年3月");
    assert_eq!(window.text("#next-step"), "收文件");
    let place = screen.home().join("收件");
    fs::create_dir(&place).unwrap();
    write_file(&place.join("龙沙镇.csv"), report("龙沙镇", "2022年3月", "5", "5").as_bytes()).unwrap();
    window.choose_file("收件文件夹", &place);
    window.click("#folder-choose");
    window.wait_for_text("#next-step", "收文件夹里新的");
    window.click("#next-step");
    window.wait_for_text("#intake-sentence", "1 个文件：采用 1");
    window.click("#intake-no");
    let other = screen.home().join("龙驹镇.csv");
    write_file(&other, report("龙驹镇", "2022年3月", "7", "7").as_bytes()).unwrap();
    window.chord(key::CONTROL, 'o');
    window.choose_file("收哪些文件", &other);
    window.wait_for_text("#intake-files", "龙驹镇.csv");
}

fn a_drop_on_an_older_state_is_refused_at_once(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.wait_until("the backup of the start", || clerk(&screen).backups().list().unwrap().len() == 1);
    window.click("#tab-settings");
    window.wait_for("the backups", "return document.querySelectorAll('#backups tr').length > 0");
    window.click("#backups tr:last-child .look");
    window.wait_for("the old state", "return !document.querySelector('#looking').hidden");
    window.wait_for("the board", BOARD);
    let drop = "const data = new DataTransfer();
        data.items.add(new File([arguments[0]], '白羊镇2月.csv'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    window.script(drop, vec![json!(report("白羊镇", "2022年2月", "4", "4"))]);
    window.wait_for_text("#messages", "现在只是查看，不能改");
    assert_eq!(window.script("return document.querySelector('#intake-dialog').open", vec![]), json!(false));
    window.click("#messages .act");
    window.wait_for("one's own again", "return document.querySelector('#looking').hidden");
}

fn the_list_of_all_units_is_saved(engine: Engine) {
    let screen = busy();
    let place = screen.home().join("清单");
    fs::create_dir(&place).unwrap();
    let list = "亮点项目清单（2022年2月）\n填报单位：龙沙镇\n实施主体,建设规模,资金来源,完成时限\n龙沙镇,示范点 2 处,区级财政,2022年11月15日前\n";
    write_file(&place.join("龙沙镇清单.csv"), list.as_bytes()).unwrap();
    take(&mut clerk(&screen), &place);
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    window.click("#tab-sums");
    window.wait_for_text("#sums-title", "2022年2月");
    window.click("#sums-list-file");
    window.save_at_home();
    window.wait_for_text("#messages", "1/52");
    let saved = fs::read_dir(screen.home()).unwrap().map(|file| file.unwrap().file_name());
    let names: Vec<String> = saved.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(names.iter().any(|name| name.contains("附件3")), "{names:?}");
}

fn what_all_lines_of_a_filling_lack_is_said_once(engine: Engine) {
    let screen = Screen::begun();
    screen.session().reports_mut().set_amounts(now(), "2022-03".parse().unwrap(), texts("4=9")).unwrap();
    let villages = ["甲村", "乙村", "丙村", "丁村", "戊村", "己村", "庚村", "辛村"];
    collating(
        &screen,
        "龙沙镇",
        &villages,
        &[("甲村", "2022年3月", "5", "5"), ("乙村", "2022年3月", "7", "7")],
    );
    let window = open_on(engine, &screen, "2022-03", "2022年3月");
    window.click_more("#board-fill");
    window.wait_for_text("#filling-title", "填入本单位的表：龙沙镇2022年3月");
    window.wait_for_text("#filling-common summary", "每一项都缺 6 个单位");
    assert!(!window.text("#filling-rows").contains("丙村"), "{}", window.text("#filling-rows"));
    let names = "return document.querySelector('#filling-common p').checkVisibility()";
    assert_eq!(window.script(names, vec![]), json!(false));
    window.click("#filling-common summary");
    assert_eq!(window.script(names, vec![]), json!(true));
    assert_eq!(window.text("#filling-common p"), "丙村、丁村、戊村、己村、庚村、辛村");
    window.shot("filling-lacks");
    is_open_to_everybody(&window, "a filling that lacks units");
}

fn the_day_on_which_a_file_came_is_set_right(engine: Engine) {
    let screen = busy();
    let window = open_on(engine, &screen, "2022-01", "2022年1月");
    find(&window, "龙沙镇");
    window.wait_for_text("#board-panel", "迟报");
    window.click("#board-panel [data-act^='assign-']");
    window.wait_for("the question", "return document.querySelector('#fields').open");
    window.fill("#fields [name=day]", "2022-01-32");
    window.fill("#fields [name=reason]", "收的时候日期写错了");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#fields .refused", "2022-01-32");
    window.fill("#fields [name=day]", "2022-01-27");
    window.shot("assign-day");
    is_open_to_everybody(&window, "a day to be set right");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#messages", "首次收到的日期由2022年3月20日改为2022年1月27日，不算迟报");
    window.wait_for_text("#board-panel", "2022年1月27日收到");
    window.chord(key::CONTROL, 'z');
    window.wait_for_text("#board-panel", "2022年3月20日收到");
}
