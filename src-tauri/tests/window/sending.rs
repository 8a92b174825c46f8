//! From 定稿 to 已报送 in the window: the steps, the scan dropped on the page, the letter, a file verified.

use std::fs;
use std::process::Stdio;

use yuebao::output::LetterTemplate;
use yuebao::output::document::Fonts;
use yuebao::session::{Handled, NextStep};

use crate::engine::Engine;
use crate::process::Process;
use crate::screen::{Screen, now};
use crate::window::{Window, key};

in_both_engines! {
    a_final_month_walks_to_the_bureau_step_by_step,
    a_draft_without_the_scan_is_not_offered_to_be_sent,
    the_record_shows_the_files_and_a_changed_workbook_is_found_out,
    letters_and_reminders_are_set_in_the_settings,
}

/// Drops a file on a part of the page.
fn drop_on(window: &Window<'_>, selector: &str, bytes: &[u8]) {
    let numbers = bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let script = format!(
        "const dropped = new DataTransfer();
         dropped.items.add(new File([new Uint8Array([{numbers}])], '随便什么名字'));
         document.querySelector('{selector}').dispatchEvent(
             new DragEvent('drop', {{ dataTransfer: dropped, bubbles: true, cancelable: true }}));"
    );
    window.script(&script, vec![]);
}

/// A picture that the page can show: the first one of the program.
fn picture() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/icons/icon.png")).unwrap()
}

fn a_final_month_walks_to_the_bureau_step_by_step(engine: Engine) {
    let screen = Screen::begun();
    let month = "2022-03".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().fill_zero(now(), month).unwrap();
    session.reports_mut().finalize(now(), month).unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.wait_for_text("#next-step", "打印盖章");
    window.shot("sending-steps");
    window.keys(&key::F8.to_string());
    window.wait_for_text("#next-step", "附扫描件");
    assert_eq!(window.text("#sending-steps li:first-child .said"), "跳过");

    drop_on(&window, "#page-form", b"MZ a program");
    window.wait_for_text(".problem-message", "这个文件的内容是程序");
    drop_on(&window, "#page-form", &picture());
    window.wait_for_text("#next-step", "导出报送表");
    window.wait_for_text("#scan-name", "龙沙镇_2022年03月_附件2_盖章扫描件.png");
    window.wait_for("the picture", "return document.querySelector('.scan img')?.naturalWidth > 0");
    window.shot("scan");
    window.click("#skip-step");
    window.wait_for_text("#next-step", "发送邮件");

    window.click("#next-step");
    window.wait_for("the letter", "return document.querySelector('#letter')?.open === true");
    assert!(window.text("#letter-title").starts_with("报送邮件：2022年"), "what it is stands above it");
    window.wait_for_text("#letter-files", "3 个附件，共 ");
    window.wait_for_text("#letter-file-list", "龙沙镇_2022年03月_附件2.pdf");
    window.wait_for_text("#letter-file-list", " KB");
    window.click("[data-copies='letter-recipient']");
    window.wait_for_text("[data-copies='letter-recipient']", "已复制");
    window.shot("letter");
    window.click("#letter-close");
    window.keys(&key::F8.to_string());
    window.wait_for_text("#next-step", "记为已报送");
    window.click("#next-step");
    window.wait_for("the dialog", "return document.querySelector('#fields').open");
    window.click("#fields-yes");
    window.wait_for_text("#standing-sentence", "已报送");
    window.wait_for("the way to go", "return document.querySelector('#sending-steps').hidden");
    let scan = screen.session().sending().scan(month, None).unwrap().unwrap();
    assert_eq!(scan.file.bytes, picture(), "kept byte for byte");
}

fn a_draft_without_the_scan_is_not_offered_to_be_sent(engine: Engine) {
    let screen = Screen::begun();
    let month = "2022-03".parse().unwrap();
    let draft = screen.home().join("信.eml");
    let mut session = screen.session();
    session.reports_mut().fill_zero(now(), month).unwrap();
    session.reports_mut().finalize(now(), month).unwrap();
    for step in [NextStep::Print, NextStep::Attach, NextStep::Export] {
        session.sending().skip_step(month, step).unwrap();
    }
    yuebao::output::write_file(&draft, b"X-Unsent: 1").unwrap();
    let letter = session.sending().letter_draft(now(), month, Fonts::system()).unwrap();
    session.sending_mut().record_handled(now(), &letter, &Handled::Drafted(draft)).unwrap();
    drop(session);
    let window = engine.open(&screen);
    let offered = "return document.querySelector('#open-draft') !== null";
    window.wait_for("the draft", offered);
    drop_on(&window, "#page-form", &picture());
    let told = "扫描件变了：先前写好的草稿、取出的附件和现在的扫描件不一致，不要再发";
    window.wait_for_text("#messages", told);
    window.wait_for_text("#sending-steps .doubt", told);
    window.wait_for_text("#next-step", "发送邮件");
    assert_eq!(window.text("#sending-steps li:nth-child(4) .said"), "要重新生成");
    assert_eq!(window.text("#sending-steps li:first-child .said"), "跳过", "nobody saw a seal");
    assert_eq!(window.script(offered, vec![]), serde_json::json!(false));
    window.shot("stale-draft");
    window.click("#remove-scan");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    // What was written is what stands again.
    window.wait_for("the draft", offered);
    assert_eq!(window.text("#sending-steps .doubt"), "");
}

fn the_record_shows_the_files_and_a_changed_workbook_is_found_out(engine: Engine) {
    let screen = Screen::begun();
    let month = "2022-03".parse().unwrap();
    let mut session = screen.session();
    session.reports_mut().fill_zero(now(), month).unwrap();
    let draft = session.reports().workbook(now(), month, None).unwrap();
    session.reports_mut().finalize(now(), month).unwrap();
    let files = session.sending().files(now(), month, Fonts::system()).unwrap();
    for file in &files {
        session.sending_mut().record_handled(now(), file, &Handled::Written).unwrap();
    }
    session.reports_mut().mark_sent(now(), month, "电子邮件", "区城市管理局").unwrap();
    drop(session);
    let window = engine.open(&screen);
    window.click("#tab-history");
    window.wait_for_text("#sent", "龙沙镇_2022年03月_附件2.pdf");
    window.wait_for_text("#sent", "逾期 51 天");
    drop_on(&window, "#page-history", &files[0].bytes);
    window.wait_for_text("#verdict", "龙沙镇2022年3月首次报表：与存档的报表一致，数和文字都没有改过");
    window.shot("record");
    drop_on(&window, "#page-history", &draft.bytes);
    window.wait_for_text("#verdict", "是定稿以前导出的");
    drop_on(&window, "#page-history", b"not a workbook");
    window.wait_for_text(".problem-message", "不是从这里导出的报表或清单");
}

/// What the desktop's own notification service showed, as it prints it.
fn shown_by_the_desktop(screen: &Screen) -> String {
    fs::read_to_string(screen.home().join("notifications")).unwrap()
}

#[test]
fn what_is_due_soon_is_told_by_the_desktop_once_a_day() {
    let screen = Screen::begun();
    let printed = fs::File::create(screen.home().join("notifications")).unwrap();
    let mut service = screen.command("dunst");
    let service = Process::start(service.arg("-print").stdout(printed).stderr(Stdio::null()));
    let day = [("YUEBAO_NOW", "2022-03-26T09:00:00+08:00")];
    let window = Window::open_with(&screen, &day);
    let sentence = "2022年3月附件2：3月28日前报送，还有 2 天";
    window.wait_for_text("#messages", sentence);
    window.wait_until("the notification", || shown_by_the_desktop(&screen).contains(sentence));
    window.shot("reminder");
    let told = shown_by_the_desktop(&screen);
    assert!(told.contains("山城月报"), "the desktop says who speaks: {told}");
    window.close();

    let window = Window::open_with(&screen, &day);
    window.wait_for("the form", "return !document.querySelector('#page-form').hidden");
    window.click("#tab-settings");
    window.wait_for("the settings", "return !document.querySelector('#page-settings').hidden");
    assert_eq!(window.text("#messages"), "", "once a day is enough");
    assert_eq!(shown_by_the_desktop(&screen), told);
    drop(service);
}

fn letters_and_reminders_are_set_in_the_settings(engine: Engine) {
    let screen = Screen::begun();
    let window = engine.open(&screen);
    window.click("#tab-settings");
    window.wait_for_text("#letter-placeholders", "{单位}、{月份}");
    window.fill("#letter-settings [name=subject]", "{单位名}月报");
    window.click("#letter-settings [name=text]");
    window.wait_for_text("#letter-settings .problem", "模板里的“{单位名}”认不出来");
    window.fill("#letter-settings [name=subject]", "{单位}月报");
    window.click("#letter-settings [name=text]");
    window.wait_for_text("#letter-settings .kept", "已保存");
    assert_eq!(window.text("#letter-settings .problem"), "", "it goes when it is mended");
    assert_eq!(screen.session().sending().letter_template().unwrap().subject, "{单位}月报");
    window.click("#letter-usual");
    window.wait_until("the usual letter", || {
        screen.session().sending().letter_template().unwrap()
            == LetterTemplate::from(&screen.session().notice().letter)
    });
    window.choose("#remind-days", "5");
    window.wait_for_text("#messages", "以后提前 5 天提醒");
    window.script("document.querySelector('#letter-settings').scrollIntoView()", vec![]);
    window.shot("sending-settings");
    assert_eq!(screen.session().sending().remind_days().unwrap(), 5);
}
