//! The project list in the real window: typed, moved, pasted, undone, and fast with 500 rows.

use serde_json::json;
use yuebao::projects::ProjectField;

use crate::engine::Engine;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines_at_both_sizes! {
    a_list_is_typed_with_the_keyboard_alone,
    rows_move_and_go_and_come_back,
    a_block_from_a_spreadsheet_comes_in_and_is_undone_at_once,
    a_file_is_looked_at_before_it_comes_in,
    what_happened_since_it_was_sent_is_shown,
    five_hundred_projects_stay_smooth,
}

/// Selects the cell of a field in a row, from 0.
fn cell(row: usize, field: &str) -> String {
    format!("#projects-paper tbody tr:nth-child({}) [data-field='{field}']", row + 1)
}

fn value(window: &Window<'_>, row: usize, field: &str) -> String {
    let script = "return document.querySelector(arguments[0])?.value ?? ''";
    window.script(script, vec![json!(cell(row, field))]).as_str().unwrap().to_owned()
}

fn go_to(window: &Window<'_>, row: usize, field: &str) {
    window.script("document.querySelector(arguments[0]).focus()", vec![json!(cell(row, field))]);
}

fn open(engine: Engine, screen: &Screen) -> Window<'_> {
    let window = engine.open(screen);
    window.click("#tab-projects");
    window.wait_for("the list", "return !document.getElementById('page-projects').hidden");
    window
}

/// Who builds, in the order of the list on the disk.
fn saved(screen: &Screen) -> Vec<String> {
    let session = screen.session();
    session.project_list().unwrap().list.iter().map(|listed| listed.project.by.clone()).collect()
}

fn pasted(screen: &Screen, rows: &str) {
    screen.session().projects_mut().paste_projects(now(), None, ProjectField::By, rows).unwrap();
}

fn a_list_is_typed_with_the_keyboard_alone(engine: Engine) {
    let screen = Screen::begun();
    let window = open(engine, &screen);
    window.shot("projects-empty");
    assert_eq!(window.text("#projects-progress"), "共 0 项");
    go_to(&window, 0, "by");
    let tab = key::TAB;
    window.keys(&format!("甲{tab}公厕 2 座{tab}区级财政{tab}2022年2月底{}", key::ENTER));
    window.wait_until("the first project on the disk", || saved(&screen) == ["甲"]);
    go_to(&window, 0, "by");
    window.keys("乙");
    let at_once = "const cell = document.activeElement;
        cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
        return [cell.value, cell.selectionStart, cell.selectionEnd]";
    assert_eq!(window.script(at_once, vec![]), json!(["甲", 0, 1]), "the next key stands alone");
    window.wait_for_text("#projects-progress", "共 1 项，逾期 1 项");
    window.wait_for_text("#projects-paper tbody tr .remark", "逾期 20 天");
    for number in 2..=5 {
        go_to(&window, number - 1, "by");
        window.keys(&format!("第{number}个{}", key::ENTER));
        window.wait_until("the next project", || saved(&screen).len() == number);
    }
    window.wait_for(
        "the sixth row",
        "return document.querySelectorAll('#projects-paper tbody tr').length === 6",
    );
    let list = screen.session().project_list().unwrap().list.clone();
    assert_eq!((list[0].project.scale.as_str(), list[0].project.due.as_str()), ("公厕 2 座", "2022年2月底"));
    window.shot("projects");
}

#[test]
fn what_was_struck_just_before_the_window_closes_is_not_lost() {
    let screen = Screen::begun();
    let window = open(Engine::WEBKIT, &screen);
    go_to(&window, 0, "by");
    let typed = "
        const row = document.activeElement?.closest('tr');
        for (const [field, text] of [['by', '龙沙镇'], ['scale', '公厕 2 座'], ['funds', '区级财政']]) {
            const cell = row.querySelector(`[data-field='${field}']`);
            cell.value = text;
            cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }";
    window.script(typed, vec![]);
    window.close();
    let list = screen.session().project_list().unwrap().list.clone();
    let project = &list[0].project;
    assert_eq!([&project.by, &project.scale, &project.funds], ["龙沙镇", "公厕 2 座", "区级财政"]);
}

fn rows_move_and_go_and_come_back(engine: Engine) {
    let screen = Screen::begun();
    pasted(&screen, "甲\t一\n乙\t二\n丙\t三\n");
    let window = open(engine, &screen);
    go_to(&window, 0, "scale");
    window.chord(key::ALT, key::DOWN);
    window.wait_until("the move on the disk", || saved(&screen) == ["乙", "甲", "丙"]);
    window.wait_for("the cursor in its row", "return document.activeElement?.value === '一'");
    window.chord(key::CONTROL, key::DELETE);
    window.wait_until("the deletion", || saved(&screen) == ["乙", "丙"]);
    window.wait_for_text("#messages", "已删除第 2 项“甲”");
    window.click("#messages .act");
    window.wait_until("it is back", || saved(&screen) == ["乙", "甲", "丙"]);
    go_to(&window, 0, "by");
    window.chord(key::CONTROL, 'z');
    window.wait_until("the move taken back", || saved(&screen) == ["甲", "乙", "丙"]);
    window.wait_for_text("#projects-saving", "已撤销");
    window.drag("#projects-paper tbody tr:nth-child(3) .grip", "#projects-paper tbody tr:nth-child(1)");
    window.wait_until("the drag on the disk", || saved(&screen) == ["丙", "甲", "乙"]);
}

fn a_block_from_a_spreadsheet_comes_in_and_is_undone_at_once(engine: Engine) {
    let screen = Screen::begun();
    let window = open(engine, &screen);
    screen.copy("序号\t实施主体\t建设规模\t资金来源\t完成时限\r\n1\t甲\t公厕\t自筹\t长期\r\n2\t乙\t步道\t区财政\t2022年底\r\n");
    go_to(&window, 0, "by");
    window.chord(key::CONTROL, 'v');
    window.wait_for_text("#projects-saving", "已粘贴 8 格");
    assert_eq!((value(&window, 0, "due"), value(&window, 1, "scale")), ("长期".into(), "步道".into()));
    window.chord(key::CONTROL, 'z');
    window.wait_until("nothing is left", || saved(&screen).is_empty());
}

fn a_file_is_looked_at_before_it_comes_in(engine: Engine) {
    let screen = Screen::begun();
    pasted(&screen, "甲\t一\t自筹\t长期\n");
    let file = screen.home().join("list.csv");
    let row =
        |number| format!("第{number}社区,新建公厕 {number} 座，整治背街小巷若干,区级财政,2022年6月底前\n");
    let new = (1..=12).map(row).collect::<String>();
    let heading = "实施主体,建设规模,资金来源,完成时限\n甲,一,自筹,长期\n";
    yuebao::output::write_file(&file, format!("{heading}{new}").as_bytes()).unwrap();
    let window = open(engine, &screen);
    window.click("#projects-import");
    window.choose_file("从哪个文件导入", &file);
    window.wait_for_text("#import-counts", "会导入 12 项，重复的 1 项不导入");
    window.wait_for_text("#import-dialog tbody", "清单里第 1 项就是它");
    window.shot("import");
    assert_eq!(saved(&screen), ["甲"], "nothing has changed so far");
    window.click("#import-yes");
    window.wait_until("the projects on the disk", || saved(&screen).len() == 13);
    window.wait_for_text("#projects-saving", "已导入 12 项");
    window.click("#projects-undo");
    window.wait_until("all of them gone again", || saved(&screen) == ["甲"]);
}

fn what_happened_since_it_was_sent_is_shown(engine: Engine) {
    let screen = Screen::begun();
    pasted(&screen, "甲\t一\t自筹\t长期\n乙\t二\t自筹\t长期\n");
    screen.session().projects_mut().send_projects(now()).unwrap();
    let window = open(engine, &screen);
    window.wait_for_text("#projects-sent", "第 1 次报送于 2022年3月20日，以后没有改动");
    go_to(&window, 0, "due");
    window.keys(&format!("2022年底{}", key::ENTER));
    window.wait_for_text("#projects-sent", "以后有 1 项变化");
    window.click("#projects-diff");
    window.wait_for_text("#difference-list", "完成时限：长期 → 2022年底");
    window.shot("projects-difference");
    window.keys(&key::ESCAPE.to_string());
}

fn five_hundred_projects_stay_smooth(engine: Engine) {
    let screen = Screen::begun();
    let row =
        |number| format!("第{number}社区\t新建公厕 {number} 座，整治背街小巷若干\t区级财政\t2022年6月底前\n");
    pasted(&screen, &(1..=500).map(row).collect::<Vec<_>>().concat());
    let window = open(engine, &screen);
    window.wait_for_text("#projects-progress", "共 500 项");
    // How long the page is busy with one key and its saving, and how many rows it touches.
    let measured = window.script_async(
        "const paper = document.getElementById('projects-paper');
         const cell = paper.querySelector('tbody tr:nth-child(250) [data-field=scale]');
         cell.focus();
         const touched = new Set();
         const watch = new MutationObserver((changes) => changes.forEach(({ target }) =>
           touched.add((target instanceof Element ? target : target.parentElement)?.closest('tr'))));
         watch.observe(paper, { subtree: true, childList: true, characterData: true, attributes: true });
         const start = performance.now();
         cell.value = '改';
         cell.dispatchEvent(new InputEvent('input', { bubbles: true }));
         const key = performance.now() - start;
         cell.blur();
         while (cell.parentElement.dataset.saving !== 'saved') await new Promise((next) => setTimeout(next, 5));
         const saved = performance.now() - start;
         watch.disconnect();
         return { key, saved, touched: touched.size };",
    );
    println!("500 projects: {measured}");
    assert!(measured["touched"].as_u64().unwrap() <= 3, "only its own row and the blank one: {measured}");
    window.shot("projects-500");
}
