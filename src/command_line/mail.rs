//! The commands for sending directly: the server, the code, and sending a month.
//!
//! The code comes from the system's keyring or from standard input, so that it appears in no list of
//! processes and no shell history. It is never printed.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::json::line;
use super::outcome::Outcome;
use super::tables;
use super::values::{FIRST, MONTH, MONTH_HELP, OPTIONS, Sure, VALUES};
use crate::error::Error;
use crate::mail::{
    Cancel, Code, Keyring, MailError, MailServer, Progress, SERVICES, Security, Service, Terms,
    forget_code_of, kept_code,
};
use crate::output::document::Fonts;
use crate::session::{Now, Sent, Session};

/// More than any code has; the rest of a longer line is ignored.
const LONGEST_LINE: u64 = 4096;

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(
        about = "把已定稿的一个月用电子邮件直接报送",
        override_usage = "yuebao send <月份> [--again]\n      yuebao send --test"
    )]
    #[command(after_help = "例：
  yuebao send --test               先给自己发一封试试
  yuebao send 2022-03
  yuebao send 2022-03 --again      已经报送过，再发一次

先用 yuebao mail-server set 开启。授权码取自系统的密码保管；没有保管就从标准输入读一行。
只有服务器答复收下了，才记为已报送；没有答复的，先看邮箱的“已发送”再决定。")]
    Send {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        #[arg(required_unless_present = "test", conflicts_with = "test")]
        month: Option<String>,
        #[arg(long, help_heading = OPTIONS, help = "已经报送过，确实要再发一次")]
        again: bool,
        #[arg(long, help_heading = OPTIONS, help = "给自己发一封试试，不报送")]
        test: bool,
        #[command(flatten)]
        sure: Sure,
    },
    #[command(
        name = "mail-server",
        about = "直接发送邮件用的邮箱：设置、查看、关闭",
        override_usage = "yuebao mail-server <命令>"
    )]
    #[command(disable_help_subcommand = true)]
    MailServer {
        #[command(subcommand)]
        command: ServerCommand,
    },
}

#[derive(Subcommand)]
#[command(subcommand_value_name = "命令", subcommand_help_heading = "命令")]
pub(crate) enum ServerCommand {
    #[command(about = "查看", override_usage = "yuebao mail-server show")]
    #[command(after_help = "例：
  yuebao mail-server show")]
    Show,
    #[command(about = "开启：填写邮箱", override_usage = "yuebao mail-server set <邮箱> [选项]")]
    #[command(after_help = "例：
  yuebao mail-server set zhangsan@163.com
  yuebao mail-server set zhangsan@longsha.cn --service tencent
  yuebao mail-server set zhangsan@longsha.cn --host mail.longsha.cn --security starttls

163、126、QQ、139 邮箱写邮箱地址就行。安全证书总是要核对的，没有选项可以不核对。")]
    Set {
        #[arg(value_name = "邮箱", help_heading = VALUES, display_order = FIRST, help = "自己的邮箱地址")]
        address: String,
        #[arg(long, value_name = "哪家", help_heading = OPTIONS, value_parser = service(), hide_possible_values = true)]
        #[arg(help = "163、126、qq、139，企业邮箱：tencent 腾讯、aliyun 阿里")]
        service: Option<&'static Service>,
        #[arg(long, value_name = "服务器", help_heading = OPTIONS, conflicts_with = "service")]
        #[arg(help = "别家邮箱的发信服务器（SMTP）")]
        host: Option<String>,
        #[arg(long, value_name = "端口", help_heading = OPTIONS, requires = "host", help = "不写就用 465 或 587")]
        port: Option<u16>,
        #[arg(long, value_name = "加密", help_heading = OPTIONS, requires = "host", value_parser = security())]
        #[arg(hide_possible_values = true, help = "tls（不写就是它）或 starttls")]
        security: Option<Security>,
    },
    #[command(
        name = "keep-code",
        about = "把授权码交给系统的密码保管",
        override_usage = "yuebao mail-server keep-code"
    )]
    #[command(after_help = "例：
  yuebao mail-server keep-code      运行后粘贴授权码，按回车

授权码从标准输入读一行，不写进数据文件，请不要存成文件。")]
    KeepCode,
    #[command(about = "关闭，并删除保管的授权码", override_usage = "yuebao mail-server forget")]
    #[command(after_help = "例：
  yuebao mail-server forget")]
    Forget,
}

fn service() -> impl TypedValueParser<Value = &'static Service> {
    PossibleValuesParser::new(SERVICES.map(|service| service.word))
        .try_map(|word| Service::of_word(&word).ok_or(word))
}

fn security() -> impl TypedValueParser<Value = Security> {
    PossibleValuesParser::new(Security::ALL.map(Security::word)).map(|word| {
        Security::ALL.into_iter().find(|security| security.word() == word).unwrap_or(Security::Tls)
    })
}

#[derive(Serialize)]
struct Settings<'a> {
    server: Option<&'a MailServer>,
    code_kept: bool,
}

pub(crate) fn run(command: Command, session: &mut Session, now: Now, json: bool) -> Result<Outcome, Error> {
    match command {
        Command::Send { month, again, sure, .. } => {
            let delivery = match month {
                Some(month) => {
                    sure.of_time(session, now)?;
                    session.sending_mut().prepare_delivery(now, month.parse()?, again, Fonts::system())?
                }
                None => session.sending().prepare_test_delivery(now)?,
            };
            let server = session.sending().mail_server()?.ok_or(MailError::Off)?;
            let code = kept_code(&server).map_or_else(read_code, Ok)?;
            let mut tell = progress();
            let sent = session.sending_mut().send(
                now,
                &delivery,
                &code,
                &Terms::default(),
                &Cancel::default(),
                &mut tell,
            )?;
            Ok(Outcome::done(if json { line(&sent) } else { sent_words(&sent) }))
        }
        Command::MailServer { command } => {
            match command {
                ServerCommand::Show => {}
                ServerCommand::Set { address, service, host, port, security } => {
                    let server = named(address, service, host, port, security)?;
                    forget_code_of(session.sending().mail_server()?.as_ref(), Some(&server))?;
                    session.sending().set_mail_server(Some(server))?;
                }
                ServerCommand::KeepCode => {
                    let server = session.sending().mail_server()?.ok_or(MailError::Off)?;
                    Keyring::open()?.keep(&server.address, &read_code()?)?;
                }
                ServerCommand::Forget => {
                    let before = session.sending().mail_server()?;
                    session.sending().set_mail_server(None)?;
                    forget_code_of(before.as_ref(), None)?;
                }
            }
            show(session, json)
        }
    }
}

fn named(
    address: String,
    service: Option<&Service>,
    host: Option<String>,
    port: Option<u16>,
    security: Option<Security>,
) -> Result<MailServer, MailError> {
    match (service, host) {
        (Some(service), _) => service.server(&address),
        (None, None) => MailServer::of(&address),
        (None, Some(host)) => {
            let security = security.unwrap_or(Security::Tls);
            MailServer { host, port: port.unwrap_or(security.port()), security, address }.checked()
        }
    }
}

fn read_code() -> Result<Code, MailError> {
    let input = io::stdin();
    if input.is_terminal() {
        // If standard error is closed the question is not visible, but the answer is read anyway.
        let _unseen = write!(io::stderr(), "授权码（会显示在屏幕上，请注意旁人）：");
    }
    let mut text = String::new();
    let read = input.lock().take(LONGEST_LINE).read_line(&mut text);
    read.map_err(|_| MailError::CodeUnusable)?;
    Code::new(&text)
}

/// Shows the progress to a person at a terminal; a script reads only the outcome.
fn progress() -> impl FnMut(Progress) + Send {
    let watched = io::stderr().is_terminal();
    let mut last = String::new();
    move |progress| {
        let sentence = progress.sentence();
        if watched && sentence != last {
            let _gone = writeln!(io::stderr(), "{sentence}");
            last = sentence;
        }
    }
}

fn sent_words(sent: &Sent) -> String {
    let files: Vec<String> = sent.documents.iter().map(|document| document.name.clone()).collect();
    let files = if files.is_empty() { String::new() } else { format!("，附件：{}", files.join("、")) };
    tables::lines(&[format!("已发到 {}{files}", sent.recipient)])
}

fn show(session: &Session, json: bool) -> Result<Outcome, Error> {
    let server = session.sending().mail_server()?;
    let code_kept = server.as_ref().and_then(kept_code).is_some();
    if json {
        return Ok(Outcome::done(line(&Settings { server: server.as_ref(), code_kept })));
    }
    Ok(Outcome::done(match server {
        None => "没有开启直接发送邮件\n".to_owned(),
        Some(MailServer { host, port, security, address }) => tables::lines(&[
            format!("邮箱：{address}"),
            format!("服务器：{host} 端口 {port} 加密 {}", security.word()),
            format!("授权码：{}", if code_kept { "由系统的密码保管" } else { "没有保管，每次发送时输入" }),
        ]),
    }))
}
