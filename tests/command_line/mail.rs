//! Sending directly, on the command line: setting it up, and what is refused.

use std::process::Stdio;

use serde_json::json;

use crate::harness::{Office, Ran};

fn without_input<const COUNT: usize>(office: &Office, arguments: [&str; COUNT]) -> Ran {
    Ran::from(office.command(arguments).stdin(Stdio::null()).output().unwrap())
}

#[test]
fn a_mailbox_is_set_shown_and_forgotten() {
    let office = Office::begun();
    assert_eq!(office.run(["mail-server", "show"]).done(), "没有开启直接发送邮件\n");
    assert_eq!(
        office.run(["mail-server", "set", "zhang@163.com"]).done(),
        "邮箱：zhang@163.com\n服务器：smtp.163.com 端口 465 加密 tls\n授权码：没有保管，每次发送时输入\n"
    );
    let set = |arguments: &[&str]| {
        let mut command = office.command(["mail-server", "set", "zhang@longsha.cn", "--json"]);
        Ran::from(command.args(arguments).output().unwrap()).json()["server"].clone()
    };
    let aliyun = set(&["--service", "aliyun"]);
    assert_eq!((&aliyun["host"], &aliyun["port"]), (&json!("smtp.qiye.aliyun.com"), &json!(465)));
    let own = set(&["--host", "mail.longsha.cn", "--security", "starttls"]);
    assert_eq!((&own["port"], &own["security"]), (&json!(587), &json!("starttls")));
    assert_eq!(office.run(["mail-server", "forget"]).done(), "没有开启直接发送邮件\n");
    assert_eq!(
        office.run(["mail-server", "show", "--json"]).json(),
        json!({ "server": null, "code_kept": false })
    );
}

#[test]
fn what_is_refused_changes_nothing() {
    let office = Office::begun();
    office.run(["mail-server", "set", "zhang@qq.com"]).done();
    let before = office.run(["mail-server", "show"]).done();
    let refused = office.run(["mail-server", "set", "zhang"]).refused();
    assert_eq!(refused, "“zhang”不是邮箱地址，没有保存，原来的设置还在。请写成 zhangsan@163.com 这样");
    let refused = office.run(["mail-server", "set", "zhang@longsha.cn"]).refused();
    assert!(refused.starts_with("不知道“longsha.cn”的邮件用哪个服务器"), "{refused}");
    let refused = office.run(["mail-server", "set", "zhang@longsha.cn", "--host", "邮件"]).refused();
    assert!(refused.starts_with("“邮件”不是服务器名"), "{refused}");
    assert_eq!(office.run(["mail-server", "show"]).done(), before);
}

#[test]
fn a_month_goes_out_only_when_it_is_final_and_sending_is_on() {
    let office = Office::begun();
    let refused = without_input(&office, ["send", "2022-03"]).refused();
    assert!(refused.starts_with("还没有开启直接发送"), "{refused}");
    office.run(["mail-server", "set", "zhang@163.com"]).done();
    let refused = without_input(&office, ["send", "2022-03"]).refused();
    assert!(refused.starts_with("2022年3月还没有定稿"), "{refused}");
    let refused = without_input(&office, ["send", "2022-13"]).refused();
    assert!(refused.contains("2022-13"), "{refused}");
    office.run(["finalize", "2022-03", "--fill-zero"]).done();
    let refused = without_input(&office, ["send", "2022-03"]).refused();
    assert!(refused.starts_with("没有授权码"), "{refused}");
    office.run(["mark-sent", "2022-03", "--how", "U盘"]).done();
    let refused = without_input(&office, ["send", "2022-03"]).refused();
    assert!(refused.starts_with("2022年3月已经报送过（2022年3月20日 09:00 U盘）"), "{refused}");
    let refused = without_input(&office, ["send", "2022-03", "--again"]).refused();
    assert!(refused.starts_with("没有授权码"), "{refused}");
}

#[test]
fn wrong_usage_is_told() {
    let office = Office::new();
    assert!(office.run(["send"]).wrong_usage().starts_with("缺少 <月份>"));
    office.run(["send", "2022-03", "--test"]).wrong_usage();
    office.run(["mail-server", "set", "a@163.com", "--port", "25"]).wrong_usage();
    let usage = office.run(["mail-server", "set", "a@163.com", "--service", "gmail"]).wrong_usage();
    assert!(usage.contains("可以写：163、126、qq、139、tencent、aliyun"), "{usage}");
    office.run(["mail-server", "set", "a@163.com", "--host", "b.cn", "--security", "none"]).wrong_usage();
}
