//! The commands around sending: `attach`, `letter` and its template, `due`, `mark-sent`, `sent` and `verify`.
//! Nothing is sent from here.

use std::path::{self, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::outcome::{Outcome, show_month, write};
use super::values::{FIRST, MONTH, MONTH_HELP, OPTIONS, Sure, VALUES};
use super::{json, tables};
use crate::error::Error;
use crate::output::document::Fonts;
use crate::output::{LetterTemplate, SENT_COLUMNS};
use crate::period::Month;
use crate::report::DocumentName;
use crate::scan;
use crate::session::{Handled, Now, SentLine, Session};
use crate::verification::FileFinding;

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(
        about = "附上盖章页的扫描件（PDF、JPG 或 PNG），和报表一起报送",
        override_usage = "yuebao attach <月份> <文件> 或 yuebao attach <月份> --remove"
    )]
    #[command(after_help = "例：
  yuebao attach 2022-03 扫描.pdf
  yuebao attach 2022-03 --remove   取下来

定稿以后、报送以前可以附，再附一次就换成新的；最大 20 MB。是什么文件看内容，不看名字。")]
    Attach {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(value_name = "文件", help_heading = VALUES, help = "扫描件", required_unless_present = "remove")]
        file: Option<PathBuf>,
        #[arg(long, help_heading = OPTIONS, help = "取下附上的扫描件", conflicts_with = "file")]
        remove: bool,
    },
    #[command(
        about = "写好一封报送邮件的草稿（eml），附上报表和扫描件，显示文件的位置",
        override_usage = "yuebao letter <月份> --to <文件夹>"
    )]
    #[command(after_help = "例：
  yuebao letter 2022-03 --to 桌面

文件夹要先建好；同名的旧文件会被换成新的。用 Outlook、Foxmail 或 Thunderbird 打开草稿，看过再发；要程序直接发，用 yuebao send。")]
    Letter {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "放在哪个文件夹里")]
        to: PathBuf,
    },
    #[command(
        name = "letter-template",
        about = "查看或修改报送邮件的写法",
        override_usage = "yuebao letter-template [--subject <主题>] [--text <正文>] [--usual]"
    )]
    #[command(after_help = "例：
  yuebao letter-template
  yuebao letter-template --subject '{单位}{月份}月报'
  yuebao letter-template --usual     恢复默认

能用的有 {单位}、{月份}、{填报人}、{电话}、{表名}、{收件方}，写信时换成这个月的。")]
    LetterTemplate {
        #[arg(long, value_name = "主题", help_heading = OPTIONS, help = "邮件的主题")]
        subject: Option<String>,
        #[arg(long, value_name = "正文", help_heading = OPTIONS, help = "邮件的正文，可以分行")]
        text: Option<String>,
        #[arg(long, help_heading = OPTIONS, conflicts_with_all = ["subject", "text"], help = "恢复默认的写法")]
        usual: bool,
    },
    #[command(about = "还有哪些没有报送，各是什么期限", override_usage = "yuebao due [--remind <天数>]")]
    #[command(after_help = "例：
  yuebao due
  yuebao due --remind 5    以后提前 5 天提醒；0 为不提醒")]
    Due {
        #[arg(long, value_name = "天数", help_heading = OPTIONS, help = "窗口开着的时候提前几天提醒，0 为不提醒")]
        remind: Option<u32>,
    },
    #[command(
        name = "mark-sent",
        about = "记下已定稿的一个月已经报送",
        override_usage = "yuebao mark-sent <月份> [--how <方式>] [--recipient <收件方>]"
    )]
    #[command(after_help = "例：
  yuebao mark-sent 2022-03 --how 邮件 --recipient 区统计局")]
    MarkSent {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = "方式", default_value = "", hide_default_value = true, help_heading = OPTIONS)]
        #[arg(help = "怎么报送的，例如 邮件")]
        how: String,
        #[arg(long, value_name = "收件方", default_value = "", hide_default_value = true, help_heading = OPTIONS)]
        #[arg(help = "报给谁")]
        recipient: String,
        #[command(flatten)]
        sure: Sure,
    },
    #[command(
        about = "报送记录：各月的期限、定稿、报送和每个文件的校验码",
        override_usage = "yuebao sent [--to <文件夹>]"
    )]
    #[command(after_help = "例：
  yuebao sent
  yuebao sent --to 桌面   导出为工作簿")]
    Sent {
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "导出到哪个文件夹里；不写就显示")]
        to: Option<PathBuf>,
    },
    #[command(
        about = "核对一个从这里导出的 xlsx 文件：是哪个月哪一次的，有没有改过；改过时退出码为 1",
        override_usage = "yuebao verify <文件>"
    )]
    #[command(after_help = "例：
  yuebao verify 青山镇_2022年03月_统计表.xlsx

文件改了名字也认得；用 WPS 或 Excel 另存过也能核对。")]
    Verify {
        #[arg(value_name = "文件", help_heading = VALUES, help = "xlsx 文件")]
        file: PathBuf,
    },
}

#[derive(Serialize)]
struct Attached<'a> {
    month: Month,
    scan: Option<&'a DocumentName>,
}

#[derive(Serialize)]
struct Sent<'a> {
    lines: &'a [SentLine],
}

#[derive(Serialize)]
struct Due<'a> {
    due: &'a [String],
    remind_days: u32,
}

pub(crate) fn run(command: Command, session: &mut Session, now: Now, json: bool) -> Result<Outcome, Error> {
    match command {
        Command::Attach { month, file, .. } => {
            let month = month.parse()?;
            match file {
                Some(file) => session.sending_mut().attach_scan(now, month, scan::read(&file)?)?,
                None => session.sending_mut().remove_scan(now, month)?,
            }
            attached(session, now, month, json)
        }
        Command::Letter { month, to } => {
            let month = month.parse()?;
            let draft = session.sending().letter_draft(now, month, Fonts::system())?;
            let outcome = write(&draft, &to, json)?;
            // Found again from wherever the window is started.
            let path = path::absolute(to.join(&draft.name)).unwrap_or_else(|_| to.join(&draft.name));
            session.sending_mut().record_handled(now, &draft, &Handled::Drafted(path))?;
            Ok(outcome)
        }
        Command::LetterTemplate { subject, text, usual } => {
            let known = if usual {
                LetterTemplate::from(&session.notice().letter)
            } else {
                session.sending().letter_template()?
            };
            if usual || subject.is_some() || text.is_some() {
                session.sending().set_letter_template(LetterTemplate {
                    subject: subject.unwrap_or(known.subject),
                    text: text.unwrap_or(known.text),
                })?;
            }
            let template = session.sending().letter_template()?;
            let said =
                tables::lines(&[format!("主题：{}", template.subject), String::new(), template.text.clone()]);
            Ok(Outcome::done(if json { json::line(&template) } else { said }))
        }
        Command::Due { remind } => {
            if let Some(days) = remind {
                session.sending().set_remind_days(days)?;
            }
            let (due, remind_days) =
                (session.sending().due_sentences(now.date_naive())?, session.sending().remind_days()?);
            if json {
                return Ok(Outcome::done(json::line(&Due { due: &due, remind_days })));
            }
            let nothing = due.is_empty().then(|| "都报送了".to_owned());
            let reminded = match remind_days {
                0 => "不提醒".to_owned(),
                days => format!("窗口开着的时候提前 {days} 天提醒"),
            };
            Ok(Outcome::done(tables::lines(
                &due.into_iter().chain(nothing).chain([reminded]).collect::<Vec<_>>(),
            )))
        }
        Command::MarkSent { month, how, recipient, sure } => {
            let month = month.parse()?;
            sure.of_time(session, now)?;
            session.reports_mut().mark_sent(now, month, &how, &recipient)?;
            show_month(session, month, json)
        }
        Command::Sent { to: Some(folder) } => write(&session.sending().sent_file(now)?, &folder, json),
        Command::Sent { to: None } => {
            let lines = session.sending().sent(now.date_naive())?;
            Ok(Outcome::done(if json { json::line(&Sent { lines: &lines }) } else { table(&lines) }))
        }
        Command::Verify { file } => {
            let verdict = session.sending().verify_file(&file)?;
            let code = if verdict.finding == FileFinding::Changed { Outcome::REFUSED } else { 0 };
            let output = if json {
                json::line(&verdict)
            } else {
                let sentences = std::iter::once(&verdict.sentence).chain(&verdict.changes);
                tables::lines(&sentences.cloned().collect::<Vec<_>>())
            };
            Ok(Outcome { code, ..Outcome::done(output) })
        }
    }
}

fn attached(session: &Session, now: Now, month: Month, json: bool) -> Result<Outcome, Error> {
    let revision = session.reports().revisions(Some(month))?.pop();
    let scan = revision.as_ref().and_then(|revision| revision.scan.as_ref());
    let said = match scan {
        Some(scan) => format!("{}已附上扫描件 {}\n", month.name(), scan.name),
        None => format!("{}没有扫描件\n", month.name()),
    };
    let months = session.overview(now.date_naive())?.months;
    let stale = months.into_iter().find(|one| one.month == month).and_then(|one| one.stale);
    let said = said + &stale.map(|stale| format!("{stale}\n")).unwrap_or_default();
    Ok(Outcome::done(if json { json::line(&Attached { month, scan }) } else { said }))
}

fn table(lines: &[SentLine]) -> String {
    let mut table = tables::table(&SENT_COLUMNS);
    for line in lines {
        let mut columns = line.columns();
        // The first digits are enough to compare by eye; the JSON and the workbook contain the whole digest.
        if let Some(digests) = columns.last_mut() {
            let short = digests.lines().map(|digest| digest.get(..12).unwrap_or(digest));
            *digests = short.collect::<Vec<_>>().join("\n");
        }
        table.add_row(columns);
    }
    tables::lines(&[table.to_string()])
}
