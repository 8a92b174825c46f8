//! Sending directly, in the window: turned on in the settings, a month on its way, and turned off again.

use std::process::Stdio;

use yuebao::mail::Security;
use yuebao::period::Month;

use crate::process::Process;
use crate::screen::{Screen, now, texts};
use crate::server::{CODE, Server};
use crate::window::{Window, key};

/// January 2022 is final.
fn final_month(screen: &Screen) {
    let mut session = screen.session();
    let january: Month = "2022-01".parse().unwrap();
    session.reports_mut().set_amounts(now(), january, texts("2a=10")).unwrap();
    session.reports_mut().fill_zero(now(), january).unwrap();
    session.reports_mut().finalize(now(), january).unwrap();
}

/// Leaves out every step before the letter.
fn skip_to_the_letter(window: &Window<'_>) {
    for next in ["附扫描件", "导出报送表", "发送邮件"] {
        window.click("#skip-step");
        window.wait_for_text("#next-step", next);
    }
}

fn open_settings(window: &Window<'_>) {
    window.click("#tab-settings");
    window.wait_for("the settings", "return !document.querySelector('#page-settings').hidden");
}

/// Names a server on this computer where nobody listens, in the settings that are open.
fn turn_on(window: &Window<'_>) {
    window.wait_for_text("#mail-standing", "没有开启，程序不联网");
    window.choose("#mail [name=service]", "other");
    window.fill("#mail [name=address]", "zhang@163.com");
    window.fill("#mail [name=host]", "localhost");
    window.fill("#mail [name=port]", "1");
    window.click("#mail-save");
    window.wait_for_text("#mail-standing", "已开启，从 zhang@163.com 发出");
}

fn show_card(window: &Window<'_>, picture: &str) {
    window.script("document.querySelector('#mail').scrollIntoView({ block: 'center' })", vec![]);
    window.shot(picture);
}

#[test]
fn it_is_turned_on_a_month_is_sent_and_a_failure_changes_nothing() {
    let screen = Screen::begun();
    final_month(&screen);
    let window = Window::open(&screen);
    window.open_month("2022-01");
    skip_to_the_letter(&window);
    window.click("#next-step");
    window.wait_for_text("#letter-hint", "到“设置”里开启");
    window.wait_for("no offer while it is off", "return document.querySelector('#letter-send').hidden");
    // The list of its files moves the buttons.
    window.wait_for_text("#letter-files", "个附件，共");
    window.click("#letter-close");
    open_settings(&window);
    show_card(&window, "mail-off");
    window.fill("#mail [name=address]", "zhang");
    window.click("#mail-save");
    window.wait_for_text("#mail .refused", "不是邮箱地址");
    turn_on(&window);
    show_card(&window, "mail-on");

    window.click("#tab-form");
    window.click("#next-step");
    window.wait_for("the offer", "return !document.querySelector('#letter-send').hidden");
    window.shot("mail-offer");
    window.click("#letter-send");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_for("the code to be asked for", "return document.querySelector('#fields').open");
    let hidden = window.script("return document.querySelector('#fields input').type", vec![]);
    assert_eq!(hidden, "password");
    window.shot("mail-code");
    window.fill("#fields input", "abcdefghijklmnop");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#messages", "连不上邮件服务器 localhost");
    window.wait_for("the way to be free", "return !document.querySelector('#delivery').open");
    window.wait_for_text("#standing-sentence", "已定稿");

    open_settings(&window);
    window.click("#mail-forget");
    window.wait_for("the question", "return document.querySelector('#ask').open");
    window.click("#ask-yes");
    window.wait_for_text("#mail-standing", "没有开启，程序不联网");
    window.click("#tab-form");
    window.click("#next-step");
    window.wait_for("no offer any more", "return document.querySelector('#letter-send').hidden");
}

/// Gives the code that is asked for.
fn give_code(window: &Window<'_>) {
    window.wait_for("the code to be asked for", "return document.querySelector('#fields').open");
    window.fill("#fields input", CODE);
    window.keys(&key::ENTER.to_string());
}

/// Says no to the offer to keep the code: the bus of these tests starts a keyring when it is asked for one.
fn keep_no_code(window: &Window<'_>) {
    window.wait_for_text("#ask-sentence", "由系统的密码保管收着它吗");
    window.click("#ask-no");
}

#[test]
fn a_month_goes_to_a_real_server_and_once_more_when_that_is_wanted() {
    let screen = Screen::begun();
    final_month(&screen);
    let server = Server::start(Security::Tls);
    screen.session().sending().set_mail_server(Some(server.address())).unwrap();
    let authority = server.authority();
    let window = Window::open_with(&screen, &[("YUEBAO_TEST_AUTHORITY", authority.to_str().unwrap())]);
    window.open_month("2022-01");
    skip_to_the_letter(&window);
    window.click("#next-step");
    window.click("#letter-send");
    window.wait_for_text("#ask-sentence", "从 zhang@163.com 发到 cqwzczk@163.com？发出去就收不回来了");
    window.click("#ask-yes");
    give_code(&window);
    window.wait_for_text("#messages", "2022年1月报表已发到 cqwzczk@163.com，已记为已报送");
    window.wait_for_text("#standing-sentence", "已报送");
    window.shot("mail-sent");
    keep_no_code(&window);
    assert_eq!(server.letters().len(), 1);

    window.click_more("#send-mail");
    window.wait_for_text("#ask-sentence", "2022年1月已经报送过（2022年3月20日 09:00）");
    window.click("#ask-yes");
    give_code(&window);
    window.wait_until("the second letter", || server.letters().len() == 2);
    keep_no_code(&window);
    window.wait_for("the way to be free", "return !document.querySelector('#delivery').open");
    window.click("#tab-history");
    window.wait_for_text("#sent", "又发到 cqwzczk@163.com");
}

/// The keyring of the test's own session, open.
fn unlock_keyring(screen: &Screen) -> Process {
    let start = "printf secret | gnome-keyring-daemon --foreground --replace --unlock --components=secrets";
    let mut shell = screen.command("sh");
    Process::start(shell.args(["-c", start]).stdout(Stdio::null()).stderr(Stdio::null()))
}

#[test]
fn a_code_that_is_typed_after_a_refusal_is_offered_to_be_kept() {
    let screen = Screen::begun();
    final_month(&screen);
    let _keyring = unlock_keyring(&screen);
    let server = Server::start(Security::Tls);
    screen.session().sending().set_mail_server(Some(server.address())).unwrap();
    let authority = server.authority();
    let window = Window::open_with(&screen, &[("YUEBAO_TEST_AUTHORITY", authority.to_str().unwrap())]);
    open_settings(&window);
    window.wait_for_text("#mail-standing", "授权码没有保管");
    window.fill("#mail [name=code]", "anoldanduselesscode");
    window.click("#mail-save");
    window.wait_for_text("#mail-standing", "授权码由系统的密码保管");
    window.click("#mail-test");
    window.wait_for("the refusal", "return document.querySelector('#fields').open");
    window.wait_for_text("#fields-sentence", "多半是授权码不对");
    give_code(&window);
    window.wait_for_text("#ask-sentence", "由系统的密码保管收着它吗");
    window.shot("mail-keep-code");
    window.click("#ask-yes");
    window.wait_for_text("#messages", "授权码已由系统的密码保管");
    window.click("#mail-test");
    window.wait_until("the second letter, and nobody was asked", || server.letters().len() == 2);
}

/// A server that takes the connection and says nothing: the letter is watched and stopped.
#[test]
fn a_letter_on_its_way_is_watched_and_stopped_in_the_dark() {
    let screen = Screen::begun();
    final_month(&screen);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let window = Window::open_with(&screen, &[("GTK_THEME", "Adwaita:dark")]);
    open_settings(&window);
    turn_on(&window);
    window.fill("#mail [name=port]", &port.to_string());
    window.click("#mail-save");
    window.wait_for(
        "the new port",
        &format!("return document.querySelector('#mail [name=port]').value === '{port}'"),
    );
    show_card(&window, "mail-dark");
    window.click("#mail-test");
    window.wait_for("the code to be asked for", "return document.querySelector('#fields').open");
    window.fill("#fields input", "abcdefghijklmnop");
    window.keys(&key::ENTER.to_string());
    window.wait_for_text("#delivery-sentence", "正在连接邮件服务器");
    window.shot("mail-way-dark");
    window.click("#mail-cancel");
    window.wait_for_text("#messages", "已经取消，邮件没有发出");
    window.wait_for("the way to be free", "return !document.querySelector('#delivery').open");
}
