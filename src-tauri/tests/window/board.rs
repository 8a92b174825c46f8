//! 汇总: the first start as clerk, taking in, the board and its keys, and the way from a sum to its cell.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use yuebao::notice::Notice;
use yuebao::output::write_file;
use yuebao::session::Session;
use yuebao::store::Side;

use crate::accessibility::is_open_to_everybody;
use crate::engine::Engine;
use crate::looks::fits;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines! {
    a_clerk_begins_takes_in_and_closes_a_month,
    at_200_percent_the_parts_of_the_board_follow_one_another,
}

mod chromium_more {
    use crate::engine::Engine;

    #[test]
    fn a_question_is_answered_with_a_reason_and_taken_back() {
        super::a_question_is_answered_with_a_reason_and_taken_back(Engine::CHROMIUM);
    }

    #[test]
    fn from_a_sum_to_its_cell_it_is_two_steps() {
        super::from_a_sum_to_its_cell_it_is_two_steps(Engine::CHROMIUM);
    }

    #[test]
    fn on_a_laptop_from_a_sum_to_its_cell_it_is_two_steps() {
        super::from_a_sum_to_its_cell_it_is_two_steps(Engine::CHROMIUM.on_a_laptop());
    }

    #[test]
    fn the_board_fits_and_is_open_to_everybody() {
        super::the_board_fits_and_is_open_to_everybody(Engine::CHROMIUM);
    }

    #[test]
    fn the_board_is_readable_in_the_dark() {
        super::the_board_is_readable_in_the_dark(Engine::CHROMIUM);
    }

    #[test]
    fn one_computer_may_have_both_sides() {
        super::one_computer_may_have_both_sides(Engine::CHROMIUM);
    }

    #[test]
    fn what_is_dropped_on_the_window_is_shown_first() {
        super::what_is_dropped_on_the_window_is_shown_first(Engine::CHROMIUM);
    }
}

/// A report as a table with the unit and the month above it: the same figure in the fourth row.
pub(crate) fn report(unit: &str, month: &str, amount: &str, total: &str) -> String {
    let rows = Notice::built_in().unwrap().form("annex2").unwrap().rows();
    let lines = rows.map(|row| {
        let amounts = if row.number == 4 { format!("{amount},{total}") } else { ",".to_owned() };
        format!("{},{},{amounts}\n", row.number, row.content)
    });
    format!("填报单位：{unit},,,{month}\n序号,整治内容,当月数量,累计数量\n{}", lines.collect::<String>())
}

/// Writes reports into a folder below the home.
pub(crate) fn folder(screen: &Screen, name: &str, reports: &[(&str, &str, &str, &str)]) -> PathBuf {
    let folder = screen.home().join(name);
    fs::create_dir_all(&folder).unwrap();
    for (unit, month, amount, total) in reports {
        let text = report(unit, month, amount, total);
        write_file(&folder.join(format!("{unit}{month}.csv")), text.as_bytes()).unwrap();
    }
    folder
}

pub(crate) fn clerk(screen: &Screen) -> Session {
    Session::open_side(Side::Collation, &Side::Collation.folder_in(&screen.data())).unwrap()
}

/// A clerk with the units of the notice, two months of three townships, one sealed page, and what nobody can place.
pub(crate) fn busy() -> Screen {
    let screen = Screen::new();
    let reporting = screen.session();
    let units = reporting.collation().known_units();
    let mut session =
        Session::begin_collation(now(), &screen.data(), &reporting, "万州区城市管理局", units).unwrap();
    session.remember_in_hand(true).unwrap();
    let folder = folder(
        &screen,
        "来表",
        &[
            ("龙沙镇", "2022年1月", "5", "5"),
            ("龙驹镇", "2022年1月", "7", "7"),
            ("高峰街道", "2022年1月", "1", "1"),
            ("龙沙镇", "2022年2月", "6", "11"),
            ("龙驹镇", "2022年2月", "3", "9"),
            ("五桥街道", "2022年2月", "两车", "2"),
            ("大龙镇", "2022年2月", "3", "9"),
        ],
    );
    write_file(&folder.join("龙沙镇2022年2月盖章.pdf"), b"%PDF-1.4 %%EOF").unwrap();
    take(&mut session, &folder);
    screen
}

pub(crate) fn take(session: &mut Session, folder: &Path) {
    let drop = session.collation().intake_reader().unwrap().read(&[folder.to_owned()], &|_| false);
    session.collation_mut().take_in(now(), &drop, None).unwrap();
}

/// Waits for the page after it was loaded anew.
pub(crate) fn wait_for_new_page(window: &Window<'_>, what: &str, script: &str) {
    window.wait_until(what, || {
        let loaded = "return performance.getEntriesByName('ready').length > 0";
        window.script(loaded, vec![]) == json!(true) && window.script(script, vec![]) == json!(true)
    });
}

pub(crate) const BOARD: &str = "return document.querySelector('#page-board')?.hidden === false";

/// The name on the tile with the cursor.
fn tile_at(window: &Window<'_>) -> String {
    let script = "return document.activeElement.querySelector?.('.name')?.textContent ?? ''";
    window.script(script, vec![]).as_str().unwrap().to_owned()
}

pub(crate) fn standing_of(window: &Window<'_>, name: &str) -> String {
    let script = "const tile = [...document.querySelectorAll('.tile')].find((one) => one.querySelector('.name').textContent === arguments[0]);
        return tile?.querySelector('.stands').textContent ?? ''";
    window.script(script, vec![json!(name)]).as_str().unwrap().to_owned()
}

fn a_clerk_begins_takes_in_and_closes_a_month(engine: Engine) {
    let screen = Screen::new();
    let window = engine.open(&screen);
    window.shot("which-side");
    window.click("#begin [data-side=collation]");
    window.wait_for_text("#clerk-count", "要报的单位 52 个");
    window.keys("万州区城市管理局");
    window.fill("#clerk-begin [name=pasted]", "区教委\n");
    window.click("#clerk-begin [type=submit]");
    window.wait_for_text("#clerk-begin .refused", "先按“加进名册”");
    window.click("#clerk-add");
    window.wait_for_text("#clerk-count", "要报的单位 53 个");
    window.shot("clerk-begin");
    assert!(!Side::Collation.folder_in(&screen.data()).exists(), "nothing is stored yet");
    window.click("#clerk-begin [type=submit]");
    wait_for_new_page(&window, "the board", BOARD);
    assert_eq!(window.text("#unit-name"), "万州区城市管理局");
    assert_eq!(window.text("#board-counts"), "应报 53已报 0按时 0待核实 0");
    assert_eq!(window.text("#next-step"), "收文件");
    window.shot("board-empty");

    let files = folder(&screen, "二月", &[("龙沙镇", "2022年3月", "5", "5")]);
    window.chord(key::CONTROL, 'o');
    window.choose_file("收哪些文件", &files.join("龙沙镇2022年3月.csv"));
    window.wait_for_text("#intake-sentence", "1 个文件：采用 1");
    window.shot("intake");
    assert_eq!(clerk(&screen).collation().inbox().receipts.len(), 0, "nothing is taken yet");
    window.click("#intake-yes");
    window.wait_for_text("#messages", "已收下。1 个文件：采用 1");
    assert_eq!(window.text("#board-counts"), "应报 53已报 1按时 1待核实 0");
    assert_eq!(standing_of(&window, "龙沙镇"), "已采用");
    assert_eq!(window.text("#next-step"), "催报（52）");
    window.click("#next-step");
    window.wait_for_text("#remind-title", "还差 52 个单位");
    window.shot("remind");
    window.click("#remind-close-month");
    window.wait_for_text("#ask-sentence", "2022年3月关账？");
    let points = "return [...document.querySelectorAll('#ask-points li')].map((one) => [one.className, one.textContent])";
    let points = window.script(points, vec![]);
    let is = |at: usize, class: &str, part: &str| {
        let point = &points[at];
        assert!(point[0] == class && point[1].as_str().unwrap().contains(part), "{part}: {points}");
    };
    is(0, "grave", "还有 52 个单位未报");
    is(1, "grave", "2022年1月、2022年2月没有收过表：关账以后汇总就从2022年3月开始");
    is(points.as_array().unwrap().len() - 1, "", "还没有到");
    window.shot("close-early");
    window.keys(&key::ENTER.to_string());
    window.wait_for("it stays open", "return !document.querySelector('#ask').open");
    assert!(!clerk(&screen).collation().inbox().is_closed("2022-03".parse().unwrap()));
    window.script("document.querySelector('#board-close').click()", vec![]);
    window.wait_for("the question again", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_for_text("#messages", "2022年3月已关账");
    assert!(window.text("#board-counts").ends_with("已关账"));
    window.shot("board-closed");
    assert!(clerk(&screen).collation().inbox().is_closed("2022-03".parse().unwrap()));

    window.click("#side-reporting");
    wait_for_new_page(
        &window,
        "the officer's first start",
        "return document.querySelector('#page-begin')?.hidden === false",
    );
}

fn a_question_is_answered_with_a_reason_and_taken_back(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("[data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    assert_eq!(window.text("#board-counts"), "应报 52已报 3按时 0待核实 2");
    assert_eq!(window.text("#next-step"), "处理疑问（3）");
    window.script("document.querySelector('.tile').focus()", vec![]);
    window.keys(&key::RIGHT.to_string());
    let second = tile_at(&window);
    window.keys(&format!("{}{}", key::DOWN, key::UP));
    assert_eq!(tile_at(&window), second, "down and up again");
    window.keys("nn");
    assert_eq!(tile_at(&window), "五桥街道");
    window.wait_for_text("#board-panel", "“两车”");
    window.keys("n");
    window
        .wait_for("what nobody could place", "return document.activeElement?.closest('#tray-list') !== null");
    window.keys("n");
    assert_eq!(tile_at(&window), "龙驹镇", "from the last to the first");
    window.wait_for_text("#board-panel .checks", "应是 10");
    window.shot("board-question");
    window.keys("a");
    window.wait_for_text("#fields-sentence", "有 1 处要核实");
    window.keys(&format!("核实无误{}", key::ENTER));
    window.wait_for_text("#fields .refused", "不能只写“核实无误”");
    window.shot("accept-refused");
    window.fill("#fields-list input", "电话问过，上月多报了 1 处");
    window.keys(&key::ENTER.to_string());
    window.wait_until("it accepted", || standing_of(&window, "龙驹镇") == "已采用");
    assert_eq!(tile_at(&window), "龙驹镇", "the cursor stays");
    window.wait_for_text("#board-panel", "原因：电话问过");
    window.chord(key::CONTROL, 'z');
    window.wait_until("it undone", || standing_of(&window, "龙驹镇") == "待核实");

    window.keys(&format!("/五桥{}", key::ENTER));
    assert_eq!(tile_at(&window), "五桥街道");
    window.keys("r");
    window.wait_for_text("#fields-sentence", "退回五桥街道2022年2月的表");
    window.keys(&format!("第 4 项填的不是数{}", key::ENTER));
    window.wait_until("it returned", || standing_of(&window, "五桥街道") == "退回");

    let unsealed =
        "return [...document.querySelectorAll('.tile')].filter((tile) => tile.textContent.includes('无章'))
        .map((tile) => tile.querySelector('.name').textContent).join(' ')";
    assert_eq!(window.script(unsealed, vec![]), json!("龙驹镇"), "whose report counts");
    window.keys(&format!("/龙沙{}", key::ENTER));
    window.wait_for_text("#board-panel", "扫描件 1 份");
    assert!(window.text("#board-panel").contains("龙沙镇2022年2月盖章.pdf"));
    window.shot("board-scan");

    window.click("#tray-list button");
    window.wait_for_text("#fields-sentence", "以后就按这个单位的别名认");
    let read = "return document.querySelector('#fields [name=month]').value";
    assert_eq!(window.script(read, vec![]), json!("2022年2月"));
    window.keys(&format!("大周镇{0}2022年二月{0}打电话问的{1}", key::TAB, key::ENTER));
    window.wait_for_text("#fields .refused", "看不出是哪个月");
    window.fill("#fields [name=month]", "2月");
    window.keys(&key::ENTER.to_string());
    window.wait_until("it placed", || standing_of(&window, "大周镇") == "已采用");
    window.wait_for("an empty tray", "return document.querySelector('#tray').hidden");
}

fn from_a_sum_to_its_cell_it_is_two_steps(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.shot("board");
    window.click("#tab-sums");
    window.choose("#sums-month", "2022-01");
    window.wait_for_text("#sums-title", "2022年1月");
    window.wait_for_text("#sums-table tr[data-figure='4']", "13");
    assert!(window.text("#sums-table tr[data-figure='4']").contains("3/52"));
    let at = "return document.querySelector('#sums-table tr[data-figure=\"4\"] button').getBoundingClientRect().left";
    let before = window.script(at, vec![]);
    window.click("#sums-table tr[data-figure='4'] button");
    window.wait_for_text("#sums-units h3", "13");
    assert_eq!(window.script(at, vec![]), before, "what was clicked stays under the pointer");
    let line = "return [...document.querySelectorAll('#sums-units tr')].find((row) => row.textContent.includes('龙驹镇')).textContent";
    assert!(window.script(line, vec![]).as_str().unwrap().contains("53.8%"));
    window.wait_for_text("#sums-trend p", "2022年1月 13");
    assert!(window.text("#sums-trend p").contains("报得不全的月份：2022年1月（3/52）"));
    window.click("#sums-trend summary");
    assert!(window.text("#sums-trend tbody tr").contains("不全 3/52"));
    window.shot("sums");
    let unit = "[...document.querySelectorAll('#sums-units tr')].find((row) => row.textContent.includes('龙驹镇')).querySelector('button').click()";
    window.script(unit, vec![]);
    window.wait_for_text("#sums-trend h4", "龙驹镇各个月报的");
    window.click("#sums-trend h4 button");
    window.wait_for_text("#sums-trend h4", "各个月的合计");
    let press = "[...document.querySelectorAll('#sums-units tr')].find((row) => row.textContent.includes('龙驹镇')).querySelector('td:last-child button').focus()";
    window.script(press, vec![]);
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#source-title", "龙驹镇2022年1月.csv");
    assert!(window.text("#source-dialog .about").contains("来表"));
    window.shot("source");
}

fn the_board_fits_and_is_open_to_everybody(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("[data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    for (name, size) in [("1366", (1366, 740)), ("1093", (1093, 590)), ("200-percent", (683, 384))] {
        window.resize(size.0, size.1);
        window.click("#tab-board");
        window.wait_for("the board", BOARD);
        fits(&window, &format!("{name}-board"));
        is_open_to_everybody(&window, &format!("the board at {name}"));
        window.click("#tab-sums");
        window.wait_for("the sums", "return !document.querySelector('#page-sums').hidden");
        window.wait_for(
            "its lines",
            "return document.querySelector('#sums-table tr[data-figure] button') !== null",
        );
        window.click("#sums-table tr[data-figure] button");
        window.wait_for("the units", "return !document.querySelector('#sums-units').hidden");
        fits(&window, &format!("{name}-sums"));
        is_open_to_everybody(&window, &format!("the sums at {name}"));
    }
}

/// What lies over what follows it: of the tiles, the tray, the line of the folder and the panel.
const OVER: &str = "
    const parts = ['#board-tiles', '#tray', '#intake-folder', '#board-panel'].map((one) => document.querySelector(one)).filter((one) => one.checkVisibility());
    const ends = (part) => Math.max(...[part, ...part.querySelectorAll('*')].filter((one) => one.checkVisibility() && !one.matches('.unseen'))
        .map((one) => one.getBoundingClientRect().bottom));
    return parts.slice(1).filter((part, at) => ends(parts[at]) > part.getBoundingClientRect().top + 1).map((part) => part.id)";

fn at_200_percent_the_parts_of_the_board_follow_one_another(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    window.click("[data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    let last = "const tiles = document.querySelectorAll('.tile'); tiles[tiles.length - 1].focus()";
    window.script(last, vec![]);
    window.resize(683, 384);
    let in_sight = "const tile = document.activeElement.getBoundingClientRect();
        return tile.top >= document.querySelector('#page-board').getBoundingClientRect().top - 1 && tile.bottom <= innerHeight + 1";
    window.wait_for("the unit in hand in sight", in_sight);
    assert_eq!(window.script(OVER, vec![]), json!([]));
    window.shot("200-percent-board-last");
    window.script("location.reload()", vec![]);
    wait_for_new_page(&window, "the board", BOARD);
    window.wait_for("the first unit", "return document.querySelector('.tile') === document.activeElement");
    window.wait_for("in sight", in_sight);
    window.click("[data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    let folded = "return document.querySelector('#tray-list').checkVisibility()";
    assert_eq!(window.script(folded, vec![]), json!(false), "the tray is one line");
    window.click("#tray-fold");
    assert_eq!(window.script(folded, vec![]), json!(true));
    assert_eq!(window.script(OVER, vec![]), json!([]));
    window.shot("200-percent-tray");
}

fn the_board_is_readable_in_the_dark(engine: Engine) {
    let screen = busy();
    let window = engine.open_in_the_dark(&screen);
    window.wait_for("the board", BOARD);
    window.click("[data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    window.keys("n");
    window.wait_for("its findings", "return document.querySelector('#board-panel .checks') !== null");
    window.shot("board-dark");
    is_open_to_everybody(&window, "the board in the dark");
}

fn one_computer_may_have_both_sides(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.wait_for("the month", "return !document.querySelector('#page-form').hidden");
    assert_eq!(window.script("return document.querySelector('#side-switch').hidden", vec![]), json!(true));
    window.click("#tab-settings");
    window.wait_for("the settings", "return !document.querySelector('#page-settings').hidden");
    window.click_more("#also-collate");
    window.wait_for_text("#clerk-count", "要报的单位 52 个");
    window.keys("龙沙镇人民政府");
    window.click("#clerk-begin [type=submit]");
    wait_for_new_page(&window, "the board", BOARD);
    window.click("#side-reporting");
    let month = "return document.querySelector('#page-form')?.hidden === false";
    wait_for_new_page(&window, "the month", month);
    assert_eq!(window.text("#unit-name"), "龙沙镇");
    fits(&window, "both-sides");
    window.resize(1093, 590);
    fits(&window, "both-sides-1093");
    window.click("#side-collation");
    wait_for_new_page(&window, "the board again", BOARD);
    for size in [(1366, 740), (1093, 590)] {
        window.resize(size.0, size.1);
        let one_line = "document.querySelector('#next-step').textContent = '处理疑问（123）';
            return document.querySelector('#top').getBoundingClientRect().height < 60";
        window.wait_for(&format!("one line at {}", size.0), one_line);
    }
    window.shot("both-sides-board");
    assert_eq!(window.text("#unit-name"), "龙沙镇人民政府");
}

fn what_is_dropped_on_the_window_is_shown_first(engine: Engine) {
    let screen = busy();
    let window = engine.open(&screen);
    window.wait_for("the board", BOARD);
    let drop = "const [name, text] = arguments;
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    let text = report("白羊镇", "2022年2月", "4", "4");
    let shown = "return document.querySelector('#intake-dialog').open";
    window.script(drop, vec![json!("白羊镇2月.csv"), json!(text)]);
    window.wait_for("what would become of it", shown);
    window.wait_for_text("#intake-sentence", "1 个文件：采用 1");
    is_open_to_everybody(&window, "what comes in");
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("it closed", "return !document.querySelector('#intake-dialog').open");
    assert!(
        clerk(&screen).collation().inbox().receipts.values().all(|receipt| receipt.name != "白羊镇2月.csv")
    );
    window.script(drop, vec![json!("白羊镇2月.csv"), json!(text)]);
    window.wait_for("the same again", shown);
    window.fill("#intake-day", "2022-02-30");
    window.click("#intake-yes");
    window.wait_for("a refusal", "return !document.querySelector('#intake-problem').hidden");
    window.fill("#intake-day", "2022-02-26");
    window.click("#intake-yes");
    window.wait_for_text("#messages", "已收下");
    let session = clerk(&screen);
    let status = session.collation().status("2022-02".parse().unwrap()).unwrap();
    let unit = status.units.iter().find(|unit| unit.name == "白羊镇").unwrap();
    assert_eq!((unit.is_late, json!(unit.first_received)), (false, Value::from("2022-02-26")));
}
