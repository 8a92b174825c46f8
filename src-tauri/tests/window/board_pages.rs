//! What 汇总 shares with 填报: its settings, its backups, its log and handing it over, in the window of the clerk.

use serde_json::json;

use crate::accessibility::is_open_to_everybody;
use crate::board::{BOARD, busy, clerk, standing_of, wait_for_new_page};
use crate::engine::Engine;
use crate::looks::fits;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines! {
    a_backup_of_the_clerks_data_is_restored_and_taken_back,
}

mod chromium_more {
    use crate::engine::Engine;

    #[test]
    fn a_handover_is_opened_on_its_own_side_alone() {
        super::a_handover_is_opened_on_its_own_side_alone(Engine::CHROMIUM);
    }

    #[test]
    fn the_log_says_what_was_decided_and_why() {
        super::the_log_says_what_was_decided_and_why(Engine::CHROMIUM);
    }

    #[test]
    fn a_closed_form_and_its_correction_can_be_looked_at_again() {
        super::a_closed_form_and_its_correction_can_be_looked_at_again(Engine::CHROMIUM);
    }

    #[test]
    fn before_and_after_an_exclusion_it_is_told_what_counts() {
        super::before_and_after_an_exclusion_it_is_told_what_counts(Engine::CHROMIUM);
    }

    #[test]
    fn the_pages_of_a_clerk_fit_and_are_open_to_everybody() {
        super::the_pages_of_a_clerk_fit_and_are_open_to_everybody(Engine::CHROMIUM);
    }

    #[test]
    fn the_pages_of_a_clerk_are_readable_in_the_dark() {
        super::the_pages_of_a_clerk_are_readable_in_the_dark(Engine::CHROMIUM);
    }
}

const SETTINGS: &str = "return !document.querySelector('#page-settings').hidden && document.querySelectorAll('#backups tr').length > 0";

/// Exempts a unit of February, with its reason.
fn decide(screen: &Screen) {
    let mut session = clerk(screen);
    let unit = session.collation().member("太龙镇").unwrap().id;
    session.collation_mut().exempt(now(), ("2022-02".parse().unwrap(), unit), "这个月没有整治任务").unwrap();
}

fn exempt(screen: &Screen) -> bool {
    let session = clerk(screen);
    let unit = session.collation().member("太龙镇").unwrap().id;
    session.collation().inbox().judgement("2022-02".parse().unwrap(), unit).is_exempt()
}

fn settings(window: &Window<'_>) {
    window.click("#tab-settings");
    window.wait_for("the settings with their backups", SETTINGS);
}

fn a_backup_of_the_clerks_data_is_restored_and_taken_back(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.wait_until("the backup of the start", || clerk(&screen).backups().list().unwrap().len() == 1);
    decide(&screen);
    settings(&window);
    let parts =
        "return [...document.querySelectorAll('#settings-index button')].map((one) => one.textContent)";
    assert_eq!(window.script(parts, vec![]), json!(["单位资料", "字号", "备份与交接", "数据存放位置"]));
    assert!(window.text("#folder").ends_with("汇总"));
    window.shot("clerk-settings");
    window.click("#examine");
    window.wait_for("what was found", "return !document.querySelector('#findings').hidden");
    assert!(!window.text("#findings").contains('✗'), "{}", window.text("#findings"));

    window.click("#backups tr:last-child .look");
    window.wait_for("the old state", "return !document.querySelector('#looking').hidden");
    window.wait_for("the board", BOARD);
    window.click("[data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    assert_eq!(standing_of(&window, "太龙镇"), "未报", "as it was then");
    let acting = "return [...document.querySelectorAll('#board-take-in, #board-take-folder, #board-undo, #board-panel .acts button, #tray-list button:not([aria-label^=看])')]
        .filter((one) => !one.disabled).map((one) => one.id || one.textContent)";
    assert_eq!(window.script(acting, vec![]), json!([]), "nothing that can only be refused");
    window.shot("clerk-looking");
    window.click("#end-looking");
    window.wait_for("one's own again", "return document.querySelector('#looking').hidden");
    window.wait_for("its board", "return !document.querySelector('#board-take-in').disabled");
    window.click("[data-month='2022-02']");
    window.wait_until("its tiles", || standing_of(&window, "太龙镇") == "免报");
    settings(&window);
    window.click("#backups tr:last-child .restore");
    window.wait_for("what would change", "return document.querySelector('#restore-differences li') !== null");
    window.shot("clerk-restore");
    window.click("#restore-dialog [value=yes]");
    window.wait_for_text("#messages", "恢复前的数据另存了一份");
    assert!(!exempt(&screen));
    window.wait_for("the board", BOARD);
    window.click("#messages .act");
    window.wait_until("the restore taken back", || exempt(&screen));
}

fn a_handover_is_opened_on_its_own_side_alone(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.wait_until("the backup of the start", || clerk(&screen).backups().list().unwrap().len() == 1);
    settings(&window);
    let packed = screen.home().join("交接.yuebao");
    window.click("#pack");
    window.choose_file("导出到", &packed);
    window.click("#pack-dialog [value=yes]");
    window.wait_for_text("#messages", "已打包");
    decide(&screen);

    window.click("#side-reporting");
    let first = "return document.querySelector('#page-begin')?.hidden === false";
    wait_for_new_page(&window, "the officer's first start", first);
    window.choose_file("打开交接文件", &packed);
    window.click("#begin [data-open-handover]");
    window.wait_for("what is in it", "return document.querySelector('#handover-dialog').open");
    window.click("#handover-dialog [value=replace]");
    window.wait_for_text("#messages", "汇总");
    window.shot("handover-of-the-other-side");
    assert!(exempt(&screen), "nothing was replaced");

    window.click("#begin [data-side=collation]");
    wait_for_new_page(&window, "the board again", BOARD);
    settings(&window);
    window.choose_file("打开交接文件", &packed);
    window.click("#page-settings [data-open-handover]");
    window.wait_for("what is in it", "return document.querySelector('#handover-dialog').open");
    window.click("#handover-dialog [value=replace]");
    window.wait_until("the handed-over data", || !exempt(&screen));
    window.wait_for("the board", BOARD);
}

fn the_log_says_what_was_decided_and_why(engine: Engine) {
    let screen = busy();
    decide(&screen);
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    assert_eq!(window.text("#tab-history"), "报送记录");
    window.click("#tab-history");
    window.wait_for("the log", "return document.querySelector('#log tr') !== null");
    let log = window.text("#log");
    assert!(
        log.contains("免报")
            && log.contains("“太龙镇”2022年2月的处理原因")
            && log.contains("这个月没有整治任务")
    );
    window.choose("#log-month", "2022-01");
    window.wait_until("January alone", || !window.text("#log").contains("太龙镇"));
    window.shot("clerk-log");
}

fn a_closed_form_and_its_correction_can_be_looked_at_again(engine: Engine) {
    let screen = busy();
    let january = "2022-01".parse().unwrap();
    let mut session = clerk(&screen);
    session.collation_mut().close(now(), january).unwrap();
    session.collation_mut().reopen(now(), january, "填报时间写错了").unwrap();
    session.collation_mut().close(now(), january).unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("#tab-history");
    window.wait_for("both reports", "return document.querySelectorAll('#sent tr').length === 2");
    assert!(window.text("#sent tr").contains("更正1：填报时间写错了"), "{}", window.text("#sent tr"));
    assert!(
        window.script("return document.querySelector('#sent').textContent.includes('逾期')", vec![])
            == json!(false)
    );
    window.shot("clerk-record");
    window.click("#sent tr:last-child button[aria-label^='查看']");
    window.wait_for("its page", "return !document.querySelector('#page-form').hidden");
    window.wait_for_text("#standing-sentence", "这是首次报出时的样子");
    window.shot("clerk-first-report");
}

fn before_and_after_an_exclusion_it_is_told_what_counts(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("[data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    window.keys(&format!("/龙沙{}", key::ENTER));
    window.wait_for_text("#board-panel h2", "龙沙镇");
    window.click(".versions [data-act^='exclude-']");
    window.wait_for_text("#fields-sentence", "排除以后，龙沙镇2022年2月没有采用的表，算未报");
    window.shot("exclusion");
    window.keys(&format!("报错了文件{}", key::ENTER));
    window.wait_for_text("#messages", "现在龙沙镇2022年2月没有采用的表，算未报");
    window.wait_until("it is missing", || standing_of(&window, "龙沙镇") == "未报");
    window.chord(key::CONTROL, 'z');
    window.wait_until("it undone", || standing_of(&window, "龙沙镇") == "已采用");
    window.keys("r");
    window.wait_for_text("#fields-sentence", "也不再采用，到它重报以前，这个月没有采用它的表");
}

/// What of a page is cut: text that is wider than its place, and placeholders wider than their fields.
const CUT: &str = "
    const shown = [...document.querySelectorAll('#top *, #pages > :not([hidden]) *')].filter((one) => one.checkVisibility());
    const wide = shown.filter((one) => one.children.length === 0 && one.textContent.trim() && !one.matches('.unseen')
        && !['visible', 'auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1);
    const ruler = document.createElement('canvas').getContext('2d');
    const held = shown.filter((one) => one instanceof HTMLInputElement && one.placeholder && !one.value).filter((one) => {
        const style = getComputedStyle(one);
        ruler.font = style.font;
        // What empties the field takes its room even while it is not shown.
        const button = one.type === 'search' ? 18 : 0;
        const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - button;
        return ruler.measureText(one.placeholder).width > room + 1;
    });
    return [...wide, ...held].map((one) => `${one.id || one.className}: ${one.textContent || one.placeholder}`)";

fn every_page(window: &Window<'_>, name: &str) {
    for (page, there) in [
        ("board", BOARD),
        ("sums", "return document.querySelector('#sums-table tr[data-figure]') !== null"),
        ("register", "return document.querySelector('#register-rows tr') !== null"),
        ("history", "return document.querySelector('#log tr') !== null"),
        ("settings", SETTINGS),
    ] {
        window.click(&format!("#tab-{page}"));
        window.wait_for(page, &format!("return !document.querySelector('#page-{page}').hidden"));
        window.wait_for(page, there);
        fits(window, &format!("{name}-clerk-{page}"));
        assert_eq!(window.script(CUT, vec![]), json!([]), "{page} at {name}");
        is_open_to_everybody(window, &format!("{page} of a clerk, {name}"));
    }
}

fn the_pages_of_a_clerk_fit_and_are_open_to_everybody(engine: Engine) {
    let screen = busy();
    decide(&screen);
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.wait_until("the backup of the start", || clerk(&screen).backups().list().unwrap().len() == 1);
    for (name, size) in [("1366", (1366, 740)), ("1093", (1093, 590)), ("200-percent", (683, 384))] {
        window.resize(size.0, size.1);
        every_page(&window, name);
    }
}

fn the_pages_of_a_clerk_are_readable_in_the_dark(engine: Engine) {
    let screen = busy();
    decide(&screen);
    let window = engine.open_in_the_dark(&screen);
    window.wait_for("the board", BOARD);
    window.wait_until("the backup of the start", || clerk(&screen).backups().list().unwrap().len() == 1);
    every_page(&window, "dark");
}
