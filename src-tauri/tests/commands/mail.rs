//! Sending directly, as the page asks for it: nobody listens where the letter is to go.

use serde_json::{Value, json};

use crate::shell::Shell;

fn server() -> Value {
    json!({ "host": "localhost", "port": 1, "security": "tls", "address": "zhang@163.com" })
}

#[test]
fn it_is_off_at_first_turned_on_and_off_again() {
    let shell = Shell::begun();
    let settings = shell.done("mail_settings", json!({}));
    assert_eq!((&settings["server"], &settings["code_kept"]), (&json!(null), &json!(false)));
    assert_eq!(settings["services"][0]["host"], "smtp.163.com");
    let letter = json!({ "month": "2022-01", "again": false, "code": "abcd", "sure": false });
    assert_eq!(shell.refused("send_mail", letter)["code"], "mail_off");
    let wrong = json!({ "host": "localhost", "port": 1, "security": "tls", "address": "zhang" });
    assert_eq!(
        shell.refused("set_mail_server", json!({ "server": wrong, "code": "" }))["code"],
        "mail_server"
    );
    let settings = shell.done("set_mail_server", json!({ "server": server(), "code": "" }));
    assert_eq!(settings["server"], server());
    assert_eq!(shell.done("forget_mail_server", json!({}))["server"], json!(null));
}

#[test]
fn a_month_that_does_not_arrive_is_not_sent() {
    let shell = Shell::begun();
    shell.done("set_mail_server", json!({ "server": server(), "code": "" }));
    let letter = |code: &str| json!({ "month": "2022-01", "again": false, "code": code, "sure": false });
    assert_eq!(shell.refused("send_mail", letter("abcd"))["code"], "not_final");
    shell.done("fill_zero", json!({ "month": "2022-01" }));
    shell.done("finalize", json!({ "month": "2022-01", "sure": false }));
    assert_eq!(shell.refused("send_mail", letter(" "))["code"], "mail_code");
    let refused = shell.refused("send_mail", letter("abcd"));
    assert!(refused["sentence"].as_str().unwrap().starts_with("连不上邮件服务器 localhost"), "{refused}");
    assert_eq!(shell.done("sheet", json!({ "month": "2022-01" }))["state"], "final");
    assert_eq!(shell.done("mail_progress", json!({})), json!(null));
    shell.done("cancel_mail", json!({}));
}
