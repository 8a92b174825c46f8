//! Sending from the command line, to a real server that takes it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::json;
use yuebao::mail::Security;

use crate::Desk;
use crate::harness::Ran;
use crate::server::{CODE, Server};

fn send(desk: &Desk, server: &Server, arguments: &[&str]) -> Ran {
    let mut command: Command = desk.office.command(["send"]);
    command.args(arguments).env("YUEBAO_TEST_AUTHORITY", server.authority());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    // Who has no keyring pastes the code.
    writeln!(process.stdin.take().unwrap(), "{CODE}").unwrap();
    Ran::from(process.wait_with_output().unwrap())
}

#[test]
fn a_test_letter_and_then_the_month_go_out() {
    let server = Server::start(Security::Tls);
    let desk = Desk::at(server.address());
    assert_eq!(send(&desk, &server, &["--test"]).done(), "已发到 zhang@163.com\n");
    let sent = send(&desk, &server, &["2022-03", "--json"]).json();
    assert_eq!(sent["recipient"], "cqwzczk@163.com");
    let arrived = &server.letters()[1];
    let names: Vec<_> = sent["documents"].as_array().unwrap().iter().map(|file| &file["name"]).collect();
    assert_eq!(names, [&arrived["files"][0]["name"], &arrived["files"][1]["name"]]);
    let refused = send(&desk, &server, &["2022-03"]).refused();
    assert!(refused.starts_with("2022年3月已经报送过"), "{refused}");
    let again = send(&desk, &server, &["2022-03", "--again"]).done();
    assert!(again.starts_with("已发到 cqwzczk@163.com，附件：龙沙镇_2022年03月_附件2.xlsx"), "{again}");
    assert_eq!(server.letters().len(), 3);
    let record = desk.office.run(["sent", "--json"]).json();
    assert_eq!(record["lines"][0]["how"], json!("电子邮件"));
}
