//! Coming from paper in the real window: old workbooks are chosen in the system's dialog, looked at month by month,
//! decided, and come in; one press takes all of it back.

use std::path::PathBuf;

use yuebao::notice::Notice;
use yuebao::output::write_file;

use crate::looks::HIDDEN_BUTTONS;
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

const TITLE: &str = "选择旧表，可以选几个";

/// Where the old files lie, in the home. The dialog is typed at, so the name is plain.
fn drawer(screen: &Screen) -> PathBuf {
    screen.home().join("old")
}

/// An old month as a table: the figures and totals of its rows, by their number, and the last two rows of the form,
/// blank. A file is known by what is in it, so it may be called like a workbook.
fn old(screen: &Screen, name: &str, title: &str, rows: &[(u16, &str, &str)]) {
    let sentence = |number: u16| {
        &Notice::built_in()
            .unwrap()
            .form("annex2")
            .unwrap()
            .rows()
            .find(|row| row.number == number)
            .unwrap()
            .content
    };
    let blank = [(17, "", ""), (18, "", "")];
    let lines: Vec<String> = rows
        .iter()
        .chain(&blank)
        .map(|(number, month, total)| format!("{number},{},\"{month}\",\"{total}\"\n", sentence(*number)))
        .collect();
    std::fs::create_dir_all(drawer(screen)).unwrap();
    let csv = format!("{title},,,\n序号,整治内容,当月数量,累计数量\n{}", lines.concat());
    write_file(&drawer(screen).join(name), csv.as_bytes()).unwrap();
}

/// An office with the files of three months, one of them without its month; the program starts where they lie.
fn office() -> Screen {
    let screen = Screen::begun();
    let mut session = screen.session();
    session.reports_mut().set_amounts(now(), "2022-01".parse().unwrap(), texts("13=30 14=6")).unwrap();
    session.remember("export_folder", &drawer(&screen).to_string_lossy()).unwrap();
    let january: &[(u16, &str, &str)] = &[
        (1, "120人次，15个", "620人次，15个"),
        (2, "12.5吨（其中塑料类3.5吨）", "12.50、3.50"),
        (3, "８，6", "8/6"),
        (4, "7", "7"),
        (6, "0.5", "0.5"),
        (9, "4次", "4"),
        (13, "３６ 处", "36"),
        (14, "/", "6"),
    ];
    old(&screen, "1月.xls", "填报单位（盖章）：龙沙镇  2022年1月", january);
    old(&screen, "2月.xls", "2022年2月", &[(1, "80、5", "700、20"), (4, "3", "11"), (6, "1.5", "2")]);
    old(&screen, "报表.xls", "填报单位：长坪乡", &[(4, "5", ""), (9, "6", "")]);
    screen
}

/// Presses the button below the months, and chooses every file in the system's dialog.
fn choose_all(screen: &Screen, window: &Window<'_>) {
    window.click(".import-old");
    assert!(screen.has_window(TITLE), "the system's dialog comes up");
    // The list of files is read beside the dialog; a press that comes before it selects nothing.
    window.wait_until("the system's dialog to close", || {
        screen.press(&["ctrl+a"]);
        screen.press(&["Return"]);
        (0..25).any(|_| !screen.shows_window(TITLE))
    });
    window.wait_for("what would come in", "return document.getElementById('old-dialog').open");
}

#[test]
fn a_drawer_of_old_files_is_looked_at_decided_and_brought_in() {
    let screen = office();
    let window = Window::open(&screen);
    choose_all(&screen, &window);
    window.shot("hand-filled-blocked");
    assert!(window.text("#old-problem").contains("标题、工作表名和文件名里都没有月份"));
    let disabled = "return document.getElementById('old-yes').disabled";
    assert_eq!(window.script(disabled, vec![]), true);
    window.choose("[data-status=blocked] select", "2022-03");
    window.wait_for_text("#old-summary", "会导入 3 个月");
    assert!(window.text("#old-problem").contains("请先选以哪个为准"), "nothing is chosen beforehand");
    window.click("[data-decides='totals-opening']");
    window.wait_for("the decision", "return document.getElementById('old-problem').textContent === ''");
    assert!(window.text("#old-content").contains("表上的填报单位是“长坪乡”，不是“龙沙镇”"));
    window.click("[data-decides='tick-2']");
    window.wait_for_text("#old-summary", "会导入 2 个月");
    window.click(".old-sheet summary");
    window.script("document.getElementById('old-content').scrollTop = 0", vec![]);
    window.shot("hand-filled");
    assert_eq!(screen.saved("2022-01", "13"), "30", "nothing has come in");

    window.click("#old-yes");
    window.wait_until("the months on the disk", || screen.saved("2022-01", "13") == "36");
    window.wait_for_text("#messages", "已导入 2 个月");
    window.shot("hand-filled-done");
    window.click("#messages .act");
    window.wait_until("it is taken back", || screen.saved("2022-01", "13") == "30");
    window.wait_for_text("#messages", "已撤销：2 个月");
    window.open_month("2022-01");
    window.chord(key::CONTROL, 'y');
    window.wait_for_total("1a", "620");
}

#[test]
fn who_closes_the_dialog_changes_nothing() {
    let screen = office();
    let window = Window::open(&screen);
    choose_all(&screen, &window);
    window.keys(&key::ESCAPE.to_string());
    window.wait_for("the dialog closed", "return !document.getElementById('old-dialog').open");
    assert_eq!(screen.saved("2022-01", "13"), "30");
    assert_eq!(window.text("#messages"), "");
}

#[test]
fn it_is_readable_in_the_dark_and_at_200_percent() {
    let screen = office();
    let window = Window::open_with(&screen, &[("GTK_THEME", "Adwaita:dark")]);
    choose_all(&screen, &window);
    window.shot("dark-hand-filled");
    window.resize(683, 384);
    window.wait_for("the small page", "return innerWidth <= 683");
    window.shot("200-percent-hand-filled");
    let measured = window.script(
        "const box = document.getElementById('old-dialog').getBoundingClientRect();
         return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight",
        vec![],
    );
    assert_eq!(measured, true, "the dialog is as small as the page");
    assert_eq!(window.script(HIDDEN_BUTTONS, vec![]), serde_json::json!([]), "the buttons are in sight");
    let unnamed = "return [...document.querySelectorAll('#old-dialog :is(input, select, button)')]
        .filter((one) => !one.labels?.length && !one.ariaLabel && !one.textContent.trim()).length";
    assert_eq!(window.script(unnamed, vec![]), 0, "every control has a name");
}
