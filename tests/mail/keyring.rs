//! The code in a real Secret Service, on a D-Bus of the test's own, and an office that has none.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::harness::{Office, Ran};
use crate::server::CODE;

/// Unlocks a fresh keyring, then runs what it is given. The bus and all on it end with the script.
const START: &str =
    "printf 'a password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; eval \"$1\"";

/// Runs a script in an office with a keyring; `$yuebao` is the program.
fn with_keyring(office: &Office, script: &str) -> Ran {
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "sh", "-c", START, "sh", script]).current_dir(office.home()).env_clear();
    let own = office.command([]);
    command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", "/usr/bin:/bin").env("XDG_RUNTIME_DIR", office.home());
    command.env("yuebao", env!("CARGO_BIN_EXE_yuebao"));
    Ran::from(command.output().unwrap())
}

/// Runs the program without a keyring, with something on its standard input.
fn told<const COUNT: usize>(office: &Office, arguments: [&str; COUNT], input: &str) -> Ran {
    let mut command = office.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    // A program that asks for nothing has closed its end already.
    let _unread = process.stdin.take().unwrap().write_all(input.as_bytes());
    let output: Output = process.wait_with_output().unwrap();
    Ran::from(output)
}

/// Every file in a folder and below, read whole. The sockets of the keyring and their folder may go meanwhile.
fn everything(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            all.extend(everything(&path));
        } else if path.is_file() {
            all.extend(fs::read(&path).unwrap());
        }
    }
    all
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// A mailbox whose server is this computer, where nobody listens on port 1.
const NOBODY: &str = "mail-server set zhang@163.com --host localhost --port 1";

#[test]
fn a_code_is_kept_read_and_forgotten_and_stands_in_no_file() {
    let office = Office::begun();
    let script = format!(
        r#"set -e
        "$yuebao" {NOBODY} --json
        printf '{CODE}\n' | "$yuebao" mail-server keep-code --json
        "$yuebao" mail-server show
        "$yuebao" send --test </dev/null || echo "code $?"
        "$yuebao" mail-server forget --json
        "$yuebao" {NOBODY} --json
        "$yuebao" send --test </dev/null || echo "code $?""#
    );
    let ran = with_keyring(&office, &script);
    let lines: Vec<&str> = ran.output.lines().collect();
    let server = r#"{"host":"localhost","port":1,"security":"tls","address":"zhang@163.com"}"#;
    let shown = |code_kept| format!(r#"{{"server":{server},"code_kept":{code_kept}}}"#);
    assert_eq!(lines[..2], [shown(false), shown(true)], "{ran:?}");
    assert_eq!(
        lines[2..],
        [
            "邮箱：zhang@163.com",
            "服务器：localhost 端口 1 加密 tls",
            "授权码：由系统的密码保管",
            "code 1",
            r#"{"server":null,"code_kept":false}"#,
            &shown(false),
            "code 1",
        ]
    );
    // A bus that starts the keyring itself lets it speak between the program's own lines.
    let remarks: Vec<&str> = ran.remark.lines().filter(|line| line.contains("没有发出")).collect();
    assert!(remarks[0].contains("连不上邮件服务器 localhost"), "the code was found: {remarks:?}");
    assert!(remarks[1].contains("没有授权码"), "and then it was gone: {remarks:?}");
    assert!(contains(&everything(office.home()), "zhang@163.com"), "the data is among what was read");
    assert!(
        !contains(&everything(office.home()), CODE),
        "neither the data nor the keyring's own file shows it"
    );
    assert!(!ran.output.contains(CODE) && !ran.remark.contains(CODE));
}

#[test]
fn another_mailbox_is_never_told_the_code_of_the_one_before() {
    let office = Office::begun();
    let script = format!(
        r#"set -e
        "$yuebao" {NOBODY} --json
        printf '{CODE}\n' | "$yuebao" mail-server keep-code --json
        "$yuebao" mail-server set zhang@163.com --host elsewhere.invalid --json"#
    );
    let ran = with_keyring(&office, &script);
    let last = ran.output.lines().last().unwrap();
    assert!(last.contains("elsewhere.invalid") && last.ends_with(r#""code_kept":false}"#), "{ran:?}");
}

#[test]
fn where_there_is_no_keyring_the_code_is_asked_for_each_time() {
    let office = Office::begun();
    office.run(["mail-server", "set", "zhang@163.com", "--host", "localhost", "--port", "1"]).done();
    let refused = told(&office, ["mail-server", "keep-code"], CODE).refused();
    assert!(refused.starts_with("这台电脑没有可用的密码保管"), "{refused}");
    let refused = told(&office, ["send", "--test"], "").refused();
    assert!(refused.starts_with("没有授权码"), "{refused}");
    let refused = told(&office, ["send", "--test"], &format!("{CODE}\n")).refused();
    assert!(refused.starts_with("连不上邮件服务器 localhost"), "{refused}");
    assert!(!contains(&everything(office.home()), CODE));
    office.run(["mail-server", "forget"]).done();
}
