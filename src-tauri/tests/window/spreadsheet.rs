//! A table that is copied in a real spreadsheet program, which puts it on the clipboard as text and as HTML, as WPS and Excel do,
//! and pasted into the window with the keys of the X server.

use std::path::PathBuf;
use std::process::Stdio;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use yuebao::output::write_file;

use crate::board::{BOARD, busy, clerk};
use crate::process::Process;
use crate::screen::{Screen, in_time};
use crate::window::Window;

const MARCH: &str = "2022-03";
const FIRST_START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item></oor:items>
"#;

/// A spreadsheet program with a workbook, all of which is on the clipboard.
fn copied(
    screen: &Screen,
    written: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>,
    seen: &str,
) -> Process {
    let mut book = Workbook::new();
    written(book.add_worksheet()).unwrap();
    let file = screen.home().join("报表.xlsx");
    book.save(&file).unwrap();
    let profile: PathBuf = screen.home().join("office");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    write_file(&profile.join("user/registrymodifications.xcu"), FIRST_START.as_bytes()).unwrap();
    let mut office = screen.command("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", profile.display()));
    office.args(["--calc", "--norestore", "--nologo", "--nofirststartwizard"]).arg(&file);
    let office = Process::start(office.stdout(Stdio::null()).stderr(Stdio::null()));
    assert!(screen.has_window("报表.xlsx"), "the workbook opens");
    let on_clipboard = |target: &str| {
        let mut clipboard = screen.command("xclip");
        clipboard.args(["-selection", "clipboard", "-out", "-target", target]);
        String::from_utf8_lossy(&clipboard.output().unwrap().stdout).into_owned()
    };
    // The program takes keys only a while after its window is there.
    let is_copied = || {
        screen.activate("报表.xlsx");
        screen.press(&["ctrl+a"]);
        screen.press(&["ctrl+c"]);
        on_clipboard("UTF8_STRING") == seen
    };
    assert!(in_time(is_copied), "the clipboard holds {:?}", on_clipboard("UTF8_STRING"));
    assert!(on_clipboard("text/html").contains("<table"), "HTML is offered beside the text");
    office
}

/// Pastes where the cursor is.
fn paste(screen: &Screen, window: &Window<'_>, field: &str) {
    screen.activate("山城月报");
    window.wait_for("the window in front", "return document.hasFocus()");
    window.script("document.querySelector(arguments[0]).focus()", vec![field.into()]);
    screen.press(&["ctrl+v"]);
}

#[test]
fn figures_from_a_spreadsheet_are_those_that_were_seen() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    let fill = |sheet: &mut Worksheet| {
        sheet.write_with_format(0, 0, 1234, &Format::new().set_num_format("#,##0"))?;
        sheet.write(0, 1, 7)?;
        sheet.write_with_format(1, 0, 12.346, &Format::new().set_num_format("0.00"))?;
        sheet.write(1, 1, 1.5)?;
        sheet.write(2, 0, "３")?;
        sheet.write_formula(2, 1, Formula::new("=B1*2").set_result("14"))?;
        Ok(())
    };
    let _office = copied(&screen, fill, "1,234\t7\n12.35\t1.5\n３\t14\n");
    paste(&screen, &window, "#figure-1a");
    window.wait_for_text("#saving", "已粘贴 6 格");
    for (figure, amount) in
        [("1a", "1234"), ("1b", "7"), ("2a", "12.35"), ("2b", "1.50"), ("3a", "3"), ("3b", "14")]
    {
        window.wait_until_saved(MARCH, figure, amount);
        assert_eq!(window.entry(figure), amount);
    }
}

/// Longer than what fits into the cell where the table is pasted.
const SCALE: &str = "公厕“2 座”\n人行道板更换和路沿石修复，无障碍坡道改造，沿线绿化补植，\
    垃圾分类亭更新，农贸市场周边的排水沟清掏和盖板更换，背街小巷路灯补装，老旧小区外墙粉刷，\
    坡坎崖滩绿化美化，河道岸线垃圾清理";

#[test]
fn projects_from_a_spreadsheet_are_those_that_were_seen() {
    let screen = Screen::begun();
    let window = Window::open(&screen);
    let fill = |sheet: &mut Worksheet| {
        for (column, heading) in (0..).zip(["序号", "实施主体", "建设规模", "资金来源", "完成时限"])
        {
            sheet.write(0, column, heading)?;
        }
        sheet.write(1, 0, 1)?;
        sheet.write(1, 1, "龙沙镇")?;
        sheet.write_with_format(1, 2, SCALE, &Format::new().set_text_wrap())?;
        sheet.write_with_format(1, 3, 120_000, &Format::new().set_num_format("#,##0\"元\""))?;
        let due = ExcelDateTime::from_ymd(2022, 12, 1)?;
        sheet.write_with_format(1, 4, due, &Format::new().set_num_format("yyyy\"年\"m\"月\""))?;
        Ok(())
    };
    // What stands in two lines of a cell is put on the clipboard as one.
    let scale = SCALE.replace('\n', " ");
    let seen =
        format!("序号\t实施主体\t建设规模\t资金来源\t完成时限\n1\t龙沙镇\t{scale}\t120,000元\t2022年12月\n");
    let _office = copied(&screen, fill, &seen);
    window.click("#tab-projects");
    window.wait_for("the list", "return !document.getElementById('page-projects').hidden");
    paste(&screen, &window, "#projects-paper tbody tr:nth-child(1) [data-field=by]");
    window.wait_for_text("#projects-saving", "已粘贴 4 格");
    let list = screen.session().project_list().unwrap().list.clone();
    let project = &list[0].project;
    assert_eq!(list.len(), 1);
    assert_eq!(
        [&project.by, &project.scale, &project.funds, &project.due],
        ["龙沙镇", scale.as_str(), "120,000元", "2022年12月"]
    );
}

#[test]
fn units_from_a_spreadsheet_come_into_the_register() {
    let screen = busy();
    let window = Window::open(&screen);
    window.wait_for("the board", BOARD);
    let fill = |sheet: &mut Worksheet| {
        for (column, text) in (0..).zip(["区农委", "", "农业农村委"]) {
            sheet.write(0, column, text)?;
        }
        sheet.write(1, 0, "区水利局")?;
        Ok(())
    };
    let _office = copied(&screen, fill, "区农委\t\t农业农村委\n区水利局\t\t\n");
    window.click("#tab-register");
    window.wait_for("the register", "return !document.querySelector('#page-register').hidden");
    window.click("#register-paste");
    paste(&screen, &window, "#register-pasting textarea");
    let arrived = "return document.querySelector('#register-pasting textarea').value.includes('区水利局')";
    window.wait_for("the units", arrived);
    window.click("#register-pasting [type=submit]");
    window.wait_for_text("#messages", "加了 2 个单位");
    let rows = "return [...document.querySelectorAll('#register-rows tr[data-unit]')].map(({ textContent }) => textContent).join('|')";
    let rows = window.script(rows, vec![]);
    assert!(rows.as_str().unwrap().contains("农业农村委"), "{rows}");
    assert_eq!(clerk(&screen).collation().status(MARCH.parse().unwrap()).unwrap().expected, 54);
}
