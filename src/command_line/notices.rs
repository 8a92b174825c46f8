//! The commands for notices: listing them, what is to do, adding, checking, showing, passing on, renewing, removing.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::outcome::{Outcome, write};
use super::tables::{lines, table};
use super::values::{MONTH, OPTIONS, VALUES};
use super::{blank_form, json, tables};
use crate::error::Error;
use crate::notice::Notice;
use crate::period::Month;
use crate::session::{FormChoice, Now, Session, ToDo, notice_bytes};

const ID: &str = "通知";
const ID_HELP: &str = "通知的编号；yuebao notices 列出有哪些";

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(about = "列出全部通知和它们的表", override_usage = "yuebao notices")]
    #[command(after_help = "例：
  yuebao notices
  yuebao --notice wanzhou-2022-2 show 2022-03

不写 --notice 时，用上次用的那个通知。")]
    Notices,
    #[command(about = "待办：各个通知里 30 天内要报的和逾期的", override_usage = "yuebao todo")]
    Todo,
    #[command(about = "添加、检查、查看、传给别人、延续、移除通知", override_usage = "yuebao notice <命令>")]
    #[command(disable_help_subcommand = true)]
    Notice {
        #[command(subcommand)]
        command: NoticeCommand,
    },
}

#[derive(Subcommand)]
#[command(subcommand_value_name = "命令", subcommand_help_heading = "命令")]
pub(crate) enum NoticeCommand {
    #[command(about = "添加一个通知，或者它的新版", override_usage = "yuebao notice add <文件>")]
    #[command(after_help = "例：
  yuebao notice add 通知.json

新版不能去掉已经有数的内容；已经定稿的报表一直用原来那一版。")]
    Add {
        #[arg(value_name = "文件", help_heading = VALUES, help = "通知文件（json）")]
        file: PathBuf,
    },
    #[command(
        about = "检查一个通知文件，不添加；有矛盾时退出码为 1",
        override_usage = "yuebao notice check <文件>"
    )]
    Check {
        #[arg(value_name = "文件", help_heading = VALUES, help = "通知文件（json）")]
        file: PathBuf,
    },
    #[command(
        about = "读空白表和通知的正文（docx、xlsx、xls），写成通知文件；有疑问时退出码为 1",
        override_usage = "yuebao notice read <文件>... [--corrections <文件>] [--to <文件>]"
    )]
    #[command(after_help = "例：
  yuebao notice read 关于报送的通知.docx
  yuebao notice read 通知正文.docx 月报表.xlsx --to 通知.json

列出读懂的内容、每一项的出处和拿不准的地方；什么都不添加。通知文件改好后用 yuebao notice add 添加。")]
    Read {
        #[arg(value_name = "文件", help_heading = VALUES, help = "同一个通知的文件，最多 10 个", required = true, num_args = 1..=10)]
        files: Vec<PathBuf>,
        #[arg(long, value_name = "文件", help_heading = OPTIONS, help = "对读懂的内容的改动（json，和窗口里改的一样）")]
        corrections: Option<PathBuf>,
        #[arg(long, value_name = "文件", help_heading = OPTIONS, help = "写成的通知文件（json）；已有同名的文件时另取一个名字")]
        to: Option<PathBuf>,
    },
    #[command(about = "看一个通知要求报什么", override_usage = "yuebao notice show [<通知>]")]
    Show {
        #[arg(value_name = ID, help_heading = VALUES, help = "通知的编号；不写就是正在用的")]
        id: Option<String>,
    },
    #[command(
        about = "把一个通知存成文件，可以传给别的单位",
        override_usage = "yuebao notice export <通知> --to <文件夹>"
    )]
    Export {
        #[arg(value_name = ID, help_heading = VALUES, help = ID_HELP)]
        id: String,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "放在哪个文件夹里")]
        to: PathBuf,
    },
    #[command(
        about = "延续一个通知：同样的表，新的期限，累计重新起算",
        override_usage = "yuebao notice renew <通知> --from <月份> [--to <月份>]"
    )]
    #[command(after_help = "例：
  yuebao notice renew wanzhou-2022-2 --from 2026-11 --to 2027-12")]
    Renew {
        #[arg(value_name = ID, help_heading = VALUES, help = ID_HELP)]
        id: String,
        #[arg(long, value_name = MONTH, help_heading = OPTIONS, help = "从哪个月开始报")]
        from: String,
        #[arg(long, value_name = MONTH, help_heading = OPTIONS, help = "报到哪个月；不写就是没有期限")]
        to: Option<String>,
    },
    #[command(about = "移除一个没有填过数的通知", override_usage = "yuebao notice remove <通知>")]
    Remove {
        #[arg(value_name = ID, help_heading = VALUES, help = ID_HELP)]
        id: String,
    },
}

#[derive(Serialize)]
struct Choices {
    forms: Vec<FormChoice>,
}

#[derive(Serialize)]
struct Todos {
    todo: Vec<ToDo>,
}

#[derive(Serialize)]
struct Added<'notice> {
    id: &'notice str,
    edition: u32,
    title: &'notice str,
}

pub(crate) fn run(command: Command, session: &mut Session, now: Now, json: bool) -> Result<Outcome, Error> {
    let today = now.date_naive();
    match command {
        Command::Notices => {
            let forms = session.form_choices(today)?;
            Ok(Outcome::done(if json { json::line(&Choices { forms }) } else { choices(&forms) }))
        }
        Command::Todo => {
            let todo = session.to_do(today)?;
            Ok(Outcome::done(if json { json::line(&Todos { todo }) } else { to_do(&todo) }))
        }
        Command::Notice { command } => change(command, session, now, json),
    }
}

fn change(command: NoticeCommand, session: &mut Session, now: Now, json: bool) -> Result<Outcome, Error> {
    match command {
        NoticeCommand::Add { file } => {
            let notice = session.add_notice(now, &notice_bytes(&file)?)?;
            Ok(added(&notice, "已添加", json))
        }
        NoticeCommand::Check { file } => check(&file, json),
        NoticeCommand::Read { files, corrections, to } => {
            blank_form::read(&files, corrections.as_deref(), to.as_deref(), now, json)
        }
        NoticeCommand::Show { id } => {
            let notice = match &id {
                Some(id) => session.notice_with(id)?,
                None => session.notice(),
            };
            Ok(Outcome::done(if json {
                session.definition(&notice.id)? + "\n"
            } else {
                tables::notice(notice)
            }))
        }
        NoticeCommand::Export { id, to } => write(&session.notice_file(&id)?, &to, json),
        NoticeCommand::Renew { id, from, to } => {
            let last = to.map(|month| month.parse::<Month>()).transpose()?;
            let notice = session.renew_notice(now, &id, from.parse()?, last)?;
            Ok(added(&notice, "已延续", json))
        }
        NoticeCommand::Remove { id } => {
            let title = session.notice_with(&id)?.title.clone();
            session.remove_notice(now, &id)?;
            // What came with the program can be begun again.
            let done = if session.notice_with(&id).is_ok() { "已不再填报" } else { "已移除" };
            Ok(Outcome::done(if json { json::line(&id) } else { format!("{done}：{title}\n") }))
        }
    }
}

/// Checks a file without any data.
pub(crate) fn check(file: &Path, json: bool) -> Result<Outcome, Error> {
    let notice = Notice::from_bytes(&notice_bytes(file)?)?;
    Ok(added(&notice, "文件里没有矛盾", json))
}

fn added(notice: &Notice, what: &str, json: bool) -> Outcome {
    let Notice { id, edition, title, .. } = notice;
    Outcome::done(if json {
        json::line(&Added { id, edition: *edition, title })
    } else {
        lines(&[format!("{what}：{title}（编号 {id}，第 {edition} 版）"), tables::notice(notice)])
    })
}

/// What `--notice` takes for a form: the id of its notice, or both ids where the notice has several forms.
fn wanted(forms: &[FormChoice], form: &FormChoice) -> String {
    let is_only_one = forms.iter().filter(|other| other.notice == form.notice).count() == 1;
    if is_only_one { form.notice.clone() } else { form.key.clone() }
}

fn choices(forms: &[FormChoice]) -> String {
    let mut rows = table(&["", ID, "版次", "活动", "表", "期限", "情况"]);
    for form in forms {
        let state = [form.begun.then_some("在报"), form.late.then_some("逾期")];
        rows.add_row([
            if form.in_hand { "*" } else { "" }.to_owned(),
            wanted(forms, form),
            form.edition.to_string(),
            form.name.clone(),
            format!("{} {}", form.mark, form.title),
            form.span.clone(),
            state.into_iter().flatten().collect::<Vec<_>>().join("，"),
        ]);
    }
    lines(&[rows.to_string(), "* 是正在用的".to_owned()])
}

fn to_do(todo: &[ToDo]) -> String {
    if todo.is_empty() {
        return "30 天内没有要报的，也没有逾期的\n".to_owned();
    }
    let mut rows = table(&["活动", "要报的", "期限"]);
    for one in todo {
        rows.add_row([&one.name, &one.what, &one.sentence]);
    }
    lines(&[rows.to_string()])
}
