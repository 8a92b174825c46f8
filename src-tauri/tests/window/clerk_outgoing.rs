//! What goes out of the clerk's side: 催报, 退回说明, 通报, the form of all units on its way up, and the sums that are filled into the
//! office's own month.

use std::fs;
use std::path::Path;

use serde_json::json;
use yuebao::output::document::Fonts;
use yuebao::report::State;
use yuebao::session::{NewMember, Session};
use yuebao::store::Side;
use yuebao::unit::UnitKind;

use crate::accessibility::is_open_to_everybody;
use crate::board::{BOARD, busy, clerk, folder, take, wait_for_new_page};
use crate::engine::{Engine, Shown};
use crate::looks::{HIDDEN_BUTTONS, fits};
use crate::screen::{Screen, now, texts};
use crate::window::{Window, key};

in_both_engines! {
    the_form_of_all_units_goes_up_and_what_was_sent_stays,
}

mod chromium_more {
    use crate::engine::Engine;

    #[test]
    fn who_is_missing_is_copied_and_saved() {
        super::who_is_missing_is_copied_and_saved(Engine::CHROMIUM);
    }

    #[test]
    fn return_notes_are_read_and_saved_and_nothing_is_sent() {
        super::return_notes_are_read_and_saved_and_nothing_is_sent(Engine::CHROMIUM);
    }

    #[test]
    fn the_bulletin_is_shown_as_it_is_saved() {
        super::the_bulletin_is_shown_as_it_is_saved(Engine::CHROMIUM);
    }

    #[test]
    fn a_late_report_shows_what_it_changes_in_every_later_month() {
        super::a_late_report_shows_what_it_changes_in_every_later_month(Engine::CHROMIUM);
    }

    #[test]
    fn the_sums_of_the_villages_are_filled_in_as_chosen_and_taken_back() {
        super::the_sums_of_the_villages_are_filled_in_as_chosen_and_taken_back(Engine::CHROMIUM);
    }

    #[test]
    fn without_a_month_of_its_own_an_office_is_told_so() {
        super::without_a_month_of_its_own_an_office_is_told_so(Engine::CHROMIUM);
    }

    #[test]
    fn what_goes_out_fits_and_is_open_to_everybody() {
        super::what_goes_out_fits_and_is_open_to_everybody(Engine::CHROMIUM);
    }

    #[test]
    fn what_goes_out_is_readable_in_the_dark() {
        super::what_goes_out_is_readable_in_the_dark(Engine::CHROMIUM);
    }
}

/// An office with units below it and their reports of two months, taken in.
pub(crate) fn collating(screen: &Screen, office: &str, units: &[&str], reports: &[(&str, &str, &str, &str)]) {
    let members = units.iter().map(|unit| NewMember::named(unit, UnitKind::from("township"))).collect();
    let own = screen.session();
    let mut session = Session::begin_collation(now(), &screen.data(), &own, office, members).unwrap();
    session.remember_in_hand(true).unwrap();
    take(&mut session, &folder(screen, "来表", reports));
}

/// A district with two townships, of which January and February came in.
fn district() -> Screen {
    let screen = Screen::new();
    let reports = [
        ("龙沙镇", "2022年1月", "5", "5"),
        ("龙驹镇", "2022年1月", "7", "7"),
        ("龙沙镇", "2022年2月", "6", "11"),
        ("龙驹镇", "2022年2月", "3", "10"),
    ];
    collating(&screen, "万州区城市管理局", &["龙沙镇", "龙驹镇"], &reports);
    screen
}

pub(crate) fn open_on<'screen>(
    engine: Engine,
    screen: &'screen Screen,
    month: &str,
    name: &str,
) -> Window<'screen> {
    let window = engine.open(screen);
    window.wait_for("the board", BOARD);
    window.click(&format!("#board-months [data-month='{month}']"));
    window.wait_for_text("#month-name", name);
    window
}

fn open_dialog(window: &Window<'_>, id: &str) {
    window.wait_for(id, &format!("return document.querySelector('#{id}').open"));
}

fn saved_in(screen: &Screen, folder: &str) -> Vec<String> {
    let Ok(files) = fs::read_dir(screen.home().join(folder)) else { return Vec::new() };
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn who_is_missing_is_copied_and_saved(engine: Engine) {
    let screen = busy();
    let window = open_on(engine, &screen, "2022-01", "2022年1月");
    window.script("document.querySelector('.tile').focus()", vec![]);
    window.keys("c");
    window.wait_for_text("#remind-title", "2022年1月还差 49 个单位");
    let chat = window.script("return document.querySelector('#remind-dialog textarea').value", vec![]);
    let session = clerk(&screen);
    let today = now().date_naive();
    let reminder = session.collation().reminder(today, "2022-01".parse().unwrap()).unwrap();
    assert_eq!(chat, json!(reminder.chat), "the one text of the core");
    window.shot("remind");
    window.click("#remind-copy");
    window.wait_for_text("#remind-copy", "已复制");
    window.click("#remind-save");
    window.save_at_home();
    window.wait_for_text("#messages", "已保存");
    let name = "万州区城市管理局_2022年01月_附件2_催报.txt";
    assert!(fs::read_to_string(screen.home().join(name)).unwrap().contains("发到群里的话"));
    window.click("#remind-no");
    window.keys("c");
    open_dialog(&window, "remind-dialog");
    assert_eq!(window.text("#remind-copy"), "复制这段话", "it was not copied again");
}

fn return_notes_are_read_and_saved_and_nothing_is_sent(engine: Engine) {
    let screen = busy();
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    window.script("document.querySelector('.tile').focus()", vec![]);
    window.keys("n");
    window.wait_for("its note", "return document.querySelector('[data-act=note]') !== null");
    window.keys("t");
    window.wait_for_text("#notes-title", "2022年2月的退回说明：2 个单位");
    let text = "return document.querySelector('#notes-dialog textarea').value";
    let first = window.script(text, vec![]);
    assert!(first.as_str().unwrap().starts_with("五桥街道") || first.as_str().unwrap().starts_with("龙驹镇"));
    window.keys(&key::DOWN.to_string());
    assert_ne!(window.script(text, vec![]), first, "the next one's");
    window.wait_for_text("#notes-mail", "不知道这个单位的邮箱，只保存文字。程序不发出");
    window.shot("return-notes");
    let to = screen.home().join("退回");
    fs::create_dir(&to).unwrap();
    window.click("#notes-save-all");
    window.choose_file("退回说明放在哪个文件夹里", &to);
    window.wait_for_text("#messages", "2 份退回说明已保存，都还没有发出");
    let names = saved_in(&screen, "退回");
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.contains(&"龙驹镇_2022年02月_附件2_退回说明.txt".to_owned()), "{names:?}");
    window.click("#notes-close");
    window.click("#board-months [data-month='2022-01']");
    window.wait_for_text("#month-name", "2022年1月");
    window.click_more("#board-notes");
    window.wait_for_text("#messages", "2022年1月没有退回的表");
}

const SHOWN: &str = "const pages = [...document.querySelectorAll('#bulletin-pages img')];
    return pages.length > 0 && pages.every((page) => page.naturalWidth > 0)";

fn the_bulletin_is_shown_as_it_is_saved(engine: Engine) {
    let screen = busy();
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    window.click_more("#board-bulletin");
    window.wait_for("its pages", SHOWN);
    window.shot("bulletin");
    let session = clerk(&screen);
    let preview =
        session.collation().bulletin_preview(now(), "2022-02".parse().unwrap(), Fonts::system()).unwrap();
    let pages = window.script("return document.querySelectorAll('#bulletin-pages img').length", vec![]);
    assert_eq!(pages, json!(preview.pages.len()));
    for (button, ending) in [("#bulletin-word", "docx"), ("#bulletin-pdf", "pdf")] {
        window.click(button);
        window.save_at_home();
        let file = screen.home().join(format!("万州区城市管理局_2022年02月_附件2_通报.{ending}"));
        window.wait_until(ending, || file.exists());
    }
}

/// Skips steps on the way up.
fn skip_to(window: &Window<'_>, step: &str) {
    window.keys(&key::F8.to_string());
    window.wait_for_text("#next-step", step);
}

fn mark_sent(window: &Window<'_>, told: &str) {
    window.wait_for_text("#next-step", "记为已报送");
    window.click("#next-step");
    open_dialog(window, "fields");
    window.click("#fields-yes");
    window.wait_for_text("#messages", told);
}

fn the_form_of_all_units_goes_up_and_what_was_sent_stays(engine: Engine) {
    let screen = district();
    let january = "2022-01".parse().unwrap();
    let window = open_on(engine, &screen, "2022-01", "2022年1月");
    assert_eq!(window.text("#next-step"), "关账");
    window.click("#next-step");
    window.wait_for_text("#ask-sentence", "2022年1月关账？");
    window.click("#ask-yes");
    window.wait_for_text("#next-step", "出汇总表");
    window.shot("board-send-up");
    window.chord(key::CONTROL, key::ENTER);
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    window.wait_for_text("#next-step", "打印盖章");
    assert_eq!(window.entry("4"), "12");
    assert_eq!(window.text("#total-4"), "12");
    window.shot("clerk-form");
    window.click_more("#export-pdf");
    window.save_at_home();
    let pdf = screen.home().join("万州区城市管理局_2022年01月_附件2.pdf");
    window.wait_until("the PDF", || pdf.exists());
    if engine.shown == Shown::Chromium {
        window.click("#next-step");
        window.wait_for_text("#messages", "三楼");
        window.wait_for_text("#sending-steps li:first-child .said", "已送打印机");
    } else {
        skip_to(&window, "附扫描件");
    }
    skip_to(&window, "导出报送表");
    window.click("#next-step");
    window.save_at_home();
    let workbook = screen.home().join("万州区城市管理局_2022年01月_附件2.xlsx");
    window.wait_until("the workbook", || workbook.exists());
    window.wait_for_text("#next-step", "发送邮件");
    window.click("#next-step");
    open_dialog(&window, "letter");
    window.wait_for_text("#letter-file-list", "附件2.pdf");
    let to = window.script("return document.querySelector('#letter-recipient').value", vec![]);
    assert_eq!(to, json!(""), "the notice names this office itself, and none above it");
    window.shot("clerk-letter");
    window.click("#letter-close");
    skip_to(&window, "记为已报送");
    mark_sent(&window, "2022年1月已记为已报送");
    window.wait_for_text("#standing-sentence", "已报送（2022年3月20日");
    window.shot("clerk-sent");

    window.click("#tab-board");
    window.wait_for("the board", BOARD);
    assert_eq!(window.script("return document.querySelector('#next-step').hidden", vec![]), json!(true));
    window.click_more("#board-reopen");
    window.wait_for_text("#fields-sentence", "重新打开2022年1月");
    window.keys(&format!("龙沙镇要补报{}", key::ENTER));
    window.wait_for_text("#next-step", "关账");
    let reports = [("龙沙镇", "2022年1月", "6", "6")];
    take_corrected(&screen, &reports);
    window.click("#tab-sums");
    window.click("#tab-board");
    window.wait_for_text("#board-counts", "待核实 1");
    accept_waiting(&window, "补报了 1 次，见电话记录");
    window.wait_for_text("#next-step", "关账");
    window.click("#tab-form");
    window.wait_for_text("#standing-sentence", "正在做更正1，改好后再关账");
    assert_eq!(window.text("#next-step"), "关账");
    window.click("#next-step");
    window.wait_for_text("#ask-sentence", "2022年1月关账？");
    window.click("#ask-yes");
    window.wait_for_text("#next-step", "打印盖章");
    assert_eq!(window.entry("4"), "13");
    window.shot("clerk-corrected");

    let session = clerk(&screen);
    let sent = session.reports().revision(january, 0).unwrap();
    assert_eq!(
        (sent.state, sent.cell("4".parse().unwrap()).unwrap().month.text()),
        (State::Sent, "12".into())
    );
    let now = session.reports().revision(january, 1).unwrap();
    assert_eq!(now.cell("4".parse().unwrap()).unwrap().month.text(), "13");
    assert_eq!(now.reason.as_deref(), Some("龙沙镇要补报"));
}

/// What the clerk takes in by another program.
fn take_corrected(screen: &Screen, reports: &[(&str, &str, &str, &str)]) {
    let files = folder(screen, "更正", reports);
    take(&mut clerk(screen), &files);
}

fn accept_waiting(window: &Window<'_>, reason: &str) {
    window.script("document.querySelector('.tile').focus()", vec![]);
    window.keys("n");
    window.keys("a");
    window.wait_for_text("#fields-sentence", "采用");
    window.keys(&format!("{reason}{}", key::ENTER));
    window.wait_for("it closed", "return !document.querySelector('#fields').open");
}

fn a_late_report_shows_what_it_changes_in_every_later_month(engine: Engine) {
    let screen = district();
    let mut session = clerk(&screen);
    for month in ["2022-01", "2022-02"].map(|month| month.parse().unwrap()) {
        session.collation_mut().close(now(), month).unwrap();
        session.reports_mut().mark_sent(now(), month, "电子邮件", "市城市管理局").unwrap();
    }
    drop(session);
    take_corrected(&screen, &[("龙沙镇", "2022年1月", "8", "8")]);
    let window = open_on(engine, &screen, "2022-01", "2022年1月");
    window.wait_for_text("#board-counts", "待核实 1");
    accept_waiting(&window, "补报了 3 次，见电话记录");
    window.wait_for_text("#next-step", "更正汇总表");
    window.click("#next-step");
    window.wait_for_text("#corrections-title", "关账以后变了的数：2 个月");
    let rows = window.text("#corrections-rows");
    for told in ["2022年1月（已报送）", "1215", "2022年2月（已报送）", "2124"] {
        assert!(rows.contains(told), "{told}: {rows}");
    }
    window.shot("late-corrections");
    is_open_to_everybody(&window, "late corrections");
    window.click("#corrections-yes");
    window.wait_for("a refusal", "return !document.querySelector('#corrections-problem').hidden");
    window.fill("#corrections-dialog input", "龙沙镇补报");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#messages", "2 个月已更正");
    window.wait_for_text("#next-step", "出汇总表");
    let session = clerk(&screen);
    let february = "2022-02".parse().unwrap();
    let total = |number| {
        let sheet = session.reports().revision(february, number).unwrap();
        sheet.cell("4".parse().unwrap()).unwrap().total.amount.unwrap().to_string()
    };
    assert_eq!((total(0), total(1)), ("21".to_owned(), "24".to_owned()), "what was sent stays");
}

/// A township that reports itself and collates two villages.
fn township() -> Screen {
    let screen = Screen::begun();
    let march = "2022-03".parse().unwrap();
    screen.session().reports_mut().set_amounts(now(), march, texts("4=9 1a=3")).unwrap();
    let reports = [("甲村", "2022年3月", "5", "5"), ("乙村", "2022年3月", "7", "7")];
    collating(&screen, "龙沙镇", &["甲村", "乙村"], &reports);
    screen
}

fn the_sums_of_the_villages_are_filled_in_as_chosen_and_taken_back(engine: Engine) {
    let screen = township();
    let window = open_on(engine, &screen, "2022-03", "2022年3月");
    let saved = |wanted: &str| window.wait_until_saved("2022-03", "4", wanted);
    window.click_more("#board-fill");
    window.wait_for_text("#filling-title", "填入本单位的表：龙沙镇2022年3月");
    let line = window.text("#filling-rows tr[data-figure='4']");
    for told in ["9", "12", "换成汇总数", "2/2 个单位"] {
        assert!(line.contains(told), "{told}: {line}");
    }
    window.shot("filling");
    is_open_to_everybody(&window, "the filling");
    assert_eq!(window.text("#filling-yes"), "没有要填的", "what was typed stays");
    window.wait_for_text("#filling-totals", "本单位的表 9，汇总 12");
    window.click("#filling-rows tr[data-figure='4'] input");
    window.wait_for_text("#filling-yes", "填入 1 项");
    window.wait_for("no totals that differ", "return document.querySelector('#filling-totals').hidden");
    saved("9");
    window.click("#filling-yes");
    window.wait_for_text("#messages", "已填入龙沙镇2022年3月的表 1 项");
    saved("12");
    window.click("#messages .act");
    window.wait_for_text("#messages", "本单位的表：");
    saved("9");

    window.click("#tab-sums");
    window.click("#sums-fill");
    open_dialog(&window, "filling-dialog");
    window.click("#filling-all");
    window.click("#filling-yes");
    window.wait_for_text("#messages", "已填入");
    window.click("#messages .act + .act");
    wait_for_new_page(&window, "the month", "return document.querySelector('#page-form')?.hidden === false");
    window.wait_for_text("#month-name", "2022年3月");
    assert_eq!(window.entry("4"), "12");
    window.chord(key::CONTROL, 'z');
    saved("9");
    assert_eq!(screen.saved("2022-03", "1a"), "3", "no village said anything of it");
}

fn without_a_month_of_its_own_an_office_is_told_so(engine: Engine) {
    let screen = district();
    // The clerk's folder lies in the officer's, where nothing was begun.
    for file in ["yuebao.sqlite", "yuebao.sqlite-wal", "yuebao.sqlite-shm"] {
        remove(&screen.data().join(file));
    }
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    window.click_more("#board-fill");
    window.wait_for_text(".problem-message", "还没有开始填报，没有地方可填，什么都没有改动");
    assert_eq!(Side::found_in(&screen.data()), None, "and nothing was made");
}

fn remove(file: &Path) {
    if file.exists() {
        fs::remove_file(file).unwrap();
    }
}

/// Every dialog and page of what goes out, one after the other.
fn each_of_them(window: &Window<'_>, name: &str) {
    let look = |what: &str| {
        let name = format!("{name}-{what}");
        fits(window, &name);
        is_open_to_everybody(window, &name);
    };
    for (button, dialog, close) in [
        ("#board-remind", "remind-dialog", "#remind-no"),
        ("#board-notes", "notes-dialog", "#notes-close"),
        ("#board-bulletin", "bulletin-dialog", "#bulletin-close"),
        ("#board-fill", "filling-dialog", "#filling-no"),
    ] {
        window.click_more(button);
        open_dialog(window, dialog);
        if dialog == "bulletin-dialog" {
            window.wait_for("its pages", SHOWN);
        }
        assert_eq!(window.script(HIDDEN_BUTTONS, vec![]), json!([]), "{name} {dialog}");
        look(dialog);
        window.click(close);
    }
    window.click("#tab-sums");
    window.wait_for(
        "the sums",
        "return document.querySelector('#page-sums:not([hidden]) #sums-table tr[data-figure] button') !== null",
    );
    look("sums");
    window.click("#tab-form");
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    look("form");
    window.click("#tab-board");
    window.wait_for("the board", BOARD);
}

/// A township with questions of its villages, a month of its own, and a closed month.
fn full() -> Screen {
    let screen = Screen::begun();
    let february = "2022-02".parse().unwrap();
    screen.session().reports_mut().set_amounts(now(), february, texts("4=8 1a=3")).unwrap();
    let reports = [
        ("龙沙镇", "2022年1月", "5", "5"),
        ("龙驹镇", "2022年1月", "7", "7"),
        ("龙沙镇", "2022年2月", "6", "11"),
        ("龙驹镇", "2022年2月", "3", "9"),
    ];
    collating(&screen, "万州区城市管理局", &["龙沙镇", "龙驹镇", "新乡镇"], &reports);
    clerk(&screen).collation_mut().close(now(), "2022-01".parse().unwrap()).unwrap();
    screen
}

fn what_goes_out_fits_and_is_open_to_everybody(engine: Engine) {
    let screen = full();
    let window = open_on(engine, &screen, "2022-02", "2022年2月");
    each_of_them(&window, "out-1366");
    window.click("#board-months [data-month='2022-01']");
    window.wait_for_text("#next-step", "出汇总表");
    window.click("#next-step");
    window.wait_for_text("#next-step", "打印盖章");
    fits(&window, "out-1366-steps");
    is_open_to_everybody(&window, "the steps");
    window.resize(1093, 590);
    fits(&window, "out-1093-steps");
    window.click("#tab-board");
    window.wait_for("the board", BOARD);
    window.click("#board-months [data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    each_of_them(&window, "out-1093");
    window.resize(683, 384);
    each_of_them(&window, "out-200-percent");
}

fn what_goes_out_is_readable_in_the_dark(engine: Engine) {
    let screen = full();
    let window = engine.open_in_the_dark(&screen);
    window.wait_for("the board", BOARD);
    window.click("#board-months [data-month='2022-02']");
    window.wait_for_text("#month-name", "2022年2月");
    each_of_them(&window, "out-dark");
}
