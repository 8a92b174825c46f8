//! The commands of the project list: their arguments, the calls to the core, and their output.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::json::line;
use super::outcome::Outcome;
use super::tables::{lines, table};
use super::values::{OPTIONS, Sure, VALUES};
use crate::error::Error;
use crate::notice::ProjectForm;
use crate::output::document::Fonts;
use crate::output::write_file;
use crate::period::Month;
use crate::projects::{
    Arrival, Fate, ImportPlan, ListDifference, Project, ProjectField, ProjectId, ProjectSheet,
};
use crate::session::{Handled, Now, ProjectTexts, Session};

#[derive(Subcommand)]
#[command(subcommand_value_name = "命令", subcommand_help_heading = "命令")]
pub(crate) enum ProjectsCommand {
    #[command(about = "列出清单", override_usage = "yuebao projects list [--sent <次数>]")]
    #[command(after_help = "例：
  yuebao projects list
  yuebao projects list --sent 1     第 1 次报送时的清单
  yuebao projects list --json")]
    List {
        #[arg(long, value_name = "次数", help_heading = OPTIONS, help = SENT)]
        sent: Option<u32>,
    },
    #[command(about = "在最后添加一个项目", override_usage = "yuebao projects add [选项]")]
    #[command(after_help = "例：
  yuebao projects add --by 青山社区 --scale \"新建停车场 1 处\" --funds 区级财政 --due 2022年6月底前")]
    Add {
        #[command(flatten)]
        texts: Texts,
    },
    #[command(about = "修改一个项目，没写的不变", override_usage = "yuebao projects set <序号> [选项]")]
    #[command(after_help = "例：
  yuebao projects set 2 --due 2022年9月底前
  yuebao projects set 2 --funds \"\"       清空一项")]
    Set {
        #[arg(value_name = NUMBER, help_heading = VALUES, help = NUMBER_HELP)]
        number: usize,
        #[command(flatten)]
        texts: Texts,
    },
    #[command(about = "删除一个项目", override_usage = "yuebao projects remove <序号>")]
    #[command(after_help = "例：
  yuebao projects remove 3")]
    Remove {
        #[arg(value_name = NUMBER, help_heading = VALUES, help = NUMBER_HELP)]
        number: usize,
    },
    #[command(
        name = "move",
        about = "把一个项目移到另一个位置",
        override_usage = "yuebao projects move <序号> <新序号>"
    )]
    #[command(after_help = "例：
  yuebao projects move 5 1     把第 5 项移到最前")]
    Move {
        #[arg(value_name = NUMBER, help_heading = VALUES, help = NUMBER_HELP)]
        number: usize,
        #[arg(value_name = "新序号", help_heading = VALUES, help = "移到第几项")]
        to: usize,
    },
    #[command(about = "按完成时限排序", override_usage = "yuebao projects sort")]
    #[command(after_help = "读得出日期的在前，读不出的在后，长期的最后；同样的保持原来的顺序。")]
    Sort,
    #[command(
        about = "标明一个项目已完成，或去掉这个标记",
        override_usage = "yuebao projects done <序号> [--undo]"
    )]
    #[command(after_help = "例：
  yuebao projects done 3
  yuebao projects done 3 --undo

标记只用来核对和比较，不印在表上。")]
    Done {
        #[arg(value_name = NUMBER, help_heading = VALUES, help = NUMBER_HELP)]
        number: usize,
        #[arg(long, help_heading = OPTIONS, help = "去掉标记")]
        undo: bool,
    },
    #[command(about = "从文件导入项目", override_usage = "yuebao projects import <文件> [--yes]")]
    #[command(after_help = "例：
  yuebao projects import 清单.xlsx           只看会导入什么
  yuebao projects import 清单.xlsx --yes     导入

文件可以是 xlsx、xls、docx 或 csv，标题和通知的清单一样，列的顺序不限。有一行读不懂就一行也不导入。")]
    Import {
        #[arg(value_name = "文件", help_heading = VALUES, help = "别人发来的清单")]
        file: PathBuf,
        #[arg(long, help_heading = OPTIONS, help = "导入；不写就只看不改")]
        yes: bool,
    },
    #[command(
        about = "把清单导出为工作簿（xlsx）和 PDF，显示文件的位置",
        override_usage = "yuebao projects export --to <文件夹> [选项]"
    )]
    #[command(after_help = "例：
  yuebao projects export --to 桌面
  yuebao projects export --to 桌面 --beside 2022-03     放在统计表工作簿的第二张表
  yuebao projects export --to 桌面 --sent 1             第 1 次报送时的清单

文件夹要先建好；同名的旧文件会被换成新的。")]
    Export {
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "放在哪个文件夹里")]
        to: PathBuf,
        #[arg(long, value_name = "月份", help_heading = OPTIONS, conflicts_with = "sent")]
        #[arg(help = "和这个月的统计表放在一个工作簿里")]
        beside: Option<String>,
        #[arg(long, value_name = "次数", help_heading = OPTIONS, help = SENT)]
        sent: Option<u32>,
    },
    #[command(
        name = "mark-sent",
        about = "记为已报送，把清单照现在的样子存下来",
        override_usage = "yuebao projects mark-sent"
    )]
    #[command(after_help = "存下来的不再改变；以后可以看出和它有什么不同（yuebao projects diff）。")]
    MarkSent(Sure),
    #[command(about = "和上次报送的清单比较", override_usage = "yuebao projects diff")]
    #[command(after_help = "列出新增、有改动、已完成和删除的项目。")]
    Diff,
    #[command(about = "列出报送过几次", override_usage = "yuebao projects sent")]
    Sent,
}

/// The four texts of a project.
#[derive(clap::Args)]
pub(crate) struct Texts {
    #[arg(long, value_name = "主体", help_heading = OPTIONS, help = "谁来实施")]
    by: Option<String>,
    #[arg(long, value_name = "规模", help_heading = OPTIONS, help = "建什么、多大")]
    scale: Option<String>,
    #[arg(long, value_name = "资金", help_heading = OPTIONS, help = "钱从哪里来")]
    funds: Option<String>,
    #[arg(long, value_name = "完成时限", help_heading = OPTIONS, help = "日期、月份或文字，例如 2022年6月底前、长期")]
    due: Option<String>,
}

const NUMBER: &str = "序号";
const NUMBER_HELP: &str = "清单里的第几项";
const SENT: &str = "第几次报送的清单；不写就是现在的";

impl Texts {
    fn given(self) -> ProjectTexts {
        ProjectField::ALL
            .into_iter()
            .zip([self.by, self.scale, self.funds, self.due])
            .filter_map(|(field, text)| Some((field, text?)))
            .collect()
    }

    fn project(self) -> Project {
        let mut project = Project::default();
        for (field, text) in self.given() {
            *field.of_mut(&mut project) = text;
        }
        project
    }
}

/// Carries a command out.
pub(crate) fn run(
    session: &mut Session,
    now: Now,
    command: ProjectsCommand,
    json: bool,
) -> Result<Outcome, Error> {
    // To look is refused too where there is nothing to see.
    session.refuse_to_clerk("本单位的项目清单")?;
    // Where the notice asks for no list, there is nothing to show or to send either.
    session.project_form()?;
    match command {
        ProjectsCommand::List { sent } => return list(session, now, sent, json),
        ProjectsCommand::Import { file, yes } => return import(session, now, &file, yes, json),
        ProjectsCommand::Export { to, beside, sent } => {
            return export(session, now, &to, beside.as_deref(), sent, json);
        }
        ProjectsCommand::Diff => return diff(session, json),
        ProjectsCommand::Sent => return sent(session, json),
        ProjectsCommand::Add { texts } => drop(session.projects_mut().add_project(now, texts.project())?),
        ProjectsCommand::Set { number, texts } => {
            let id = id(session, number)?;
            session.projects_mut().set_project(now, id, texts.given())?;
        }
        ProjectsCommand::Remove { number } => {
            let id = id(session, number)?;
            session.projects_mut().remove_projects(now, vec![id])?;
        }
        ProjectsCommand::Move { number, to } => {
            let (id, _target) = (id(session, number)?, id(session, to)?);
            session.projects_mut().move_project(now, id, to.saturating_sub(1))?;
        }
        ProjectsCommand::Sort => drop(session.projects_mut().sort_projects(now)?),
        ProjectsCommand::Done { number, undo } => {
            let id = id(session, number)?;
            session.projects_mut().set_project_done(now, id, !undo)?;
        }
        ProjectsCommand::MarkSent(sure) => {
            sure.of_time(session, now)?;
            session.projects_mut().send_projects(now)?;
        }
    }
    list(session, now, None, json)
}

fn id(session: &Session, number: usize) -> Result<ProjectId, Error> {
    Ok(session.project_list()?.numbered(number)?.id)
}

#[derive(Serialize)]
struct ProjectRecord<'list> {
    number: usize,
    by: &'list str,
    scale: &'list str,
    funds: &'list str,
    due: &'list str,
    /// Set only for a project that is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    done_on: Option<chrono::NaiveDate>,
    /// Whether the project is late; the table shows by how many days.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    overdue: bool,
}

fn list(session: &Session, now: Now, sent: Option<u32>, json: bool) -> Result<Outcome, Error> {
    let sheet = session.projects().sheet_of(now, sent)?;
    if json {
        let records: Vec<ProjectRecord<'_>> = sheet
            .rows
            .iter()
            .map(|row| ProjectRecord {
                number: row.number,
                by: &row.by,
                scale: &row.scale,
                funds: &row.funds,
                due: &row.due,
                done_on: row.done_on,
                overdue: row.overdue,
            })
            .collect();
        return Ok(Outcome::done(line(&records)));
    }
    Ok(Outcome::done(shown(&*session.projects().form_of(sent)?, &sheet)))
}

fn shown(form: &ProjectForm, sheet: &ProjectSheet) -> String {
    let [number, by, scale, funds, due] = form.columns.all();
    let mut rows = table(&[number, by, scale, funds, due, "备注"]);
    for row in &sheet.rows {
        // For a done project the day is shown instead.
        let fate = row.fate.filter(|fate| *fate != Fate::Done).map_or("", Fate::label);
        let remark: Vec<&str> =
            [row.remark.as_str(), fate].into_iter().filter(|text| !text.is_empty()).collect();
        rows.add_row([
            &row.number.to_string(),
            &row.by,
            &row.scale,
            &row.funds,
            &row.due,
            &remark.join("；"),
        ]);
    }
    let counts = [(sheet.done, "已完成"), (sheet.overdue, "逾期"), (sheet.incomplete, "有空白")];
    let counts =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what} {count} 项"));
    let all: Vec<String> = std::iter::once(format!("共 {} 项", sheet.rows.len())).chain(counts).collect();
    let sent = match &sheet.sent {
        None => "还没有报送过".to_owned(),
        Some(sent) if sent.unchanged => format!("第 {} 次报送于 {}，以后没有改动", sent.number, sent.on),
        Some(sent) => {
            format!("第 {} 次报送于 {}，以后有 {} 项变化", sent.number, sent.on, sheet.difference.len())
        }
    };
    lines(&[format!("{} {}", form.mark, form.title), rows.to_string(), all.join("，"), sent])
}

#[derive(Serialize)]
struct ImportRecord<'plan> {
    #[serde(flatten)]
    plan: &'plan ImportPlan,
    imported: bool,
}

fn import(session: &mut Session, now: Now, file: &Path, yes: bool, json: bool) -> Result<Outcome, Error> {
    let plan = session.projects_mut().plan_import(file)?;
    if yes {
        session.projects_mut().import_projects(now, &plan)?;
    }
    let output = if json {
        line(&ImportRecord { plan: &plan, imported: yes })
    } else {
        planned(session.project_form()?, &plan, yes)
    };
    let remark = (!yes).then(|| match plan.projects() {
        Ok(projects) => format!("还没有导入，什么都没有改动；加上 --yes 就导入这 {} 项", projects.len()),
        Err(error) => error.to_string(),
    });
    let code = if !yes && plan.unreadable > 0 { Outcome::REFUSED } else { 0 };
    Ok(Outcome { output, remark, code })
}

fn planned(form: &ProjectForm, plan: &ImportPlan, imported: bool) -> String {
    let [_, by, scale, funds, due] = form.columns.all();
    let mut rows = table(&["文件行", by, scale, funds, due, "结果"]);
    for row in &plan.rows {
        let (line, result) = (row.line.to_string(), arrival(&row.arrival));
        rows.add_row([&line, &row.by, &row.scale, &row.funds, &row.due, &result]);
    }
    let counts = format!("新的 {} 项，重复的 {} 项，读不懂的 {} 行", plan.new, plan.double, plan.unreadable);
    let mut parts = vec![rows.to_string(), counts];
    parts.extend(plan.remarks.clone());
    if imported {
        parts.push(format!("已导入 {} 项", plan.new));
    }
    lines(&parts)
}

fn arrival(arrival: &Arrival) -> String {
    match arrival {
        Arrival::New => "新的".to_owned(),
        Arrival::Double { reason } => format!("重复：{reason}"),
        Arrival::Unreadable { reason } => format!("读不懂：{reason}"),
    }
}

fn export(
    session: &mut Session,
    now: Now,
    folder: &Path,
    beside: Option<&str>,
    sent: Option<u32>,
    json: bool,
) -> Result<Outcome, Error> {
    let workbook = match beside {
        Some(month) => session.reports().workbook_with_projects(now, month.parse::<Month>()?)?,
        None => session.projects().workbook(now, sent)?,
    };
    let files = [workbook, session.projects().pdf(now, sent, Fonts::system())?];
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        write_file(&path, &file.bytes).map_err(|problem| problem.after(&written))?;
        session.sending_mut().record_handled(now, &file, &Handled::Written)?;
        written.push(path);
    }
    let paths: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    let incomplete = session.projects().sheet_of(now, sent)?.incomplete;
    let remark = (incomplete > 0).then(|| format!("有 {incomplete} 项还有空白，已按现有的内容导出"));
    let output = if json { line(&paths) } else { lines(&paths) };
    Ok(Outcome { output, remark, code: 0 })
}

fn diff(session: &Session, json: bool) -> Result<Outcome, Error> {
    let ledger = session.project_list()?;
    let difference = ledger.difference();
    if json {
        return Ok(Outcome::done(line(&difference)));
    }
    let Some(sent) = ledger.sent.last() else {
        return Ok(Outcome::done(lines(&["还没有报送过，没有可比较的".to_owned()])));
    };
    let what = format!("第 {} 次报送", sent.number);
    if difference.is_empty() {
        return Ok(Outcome::done(lines(&[format!("和{what}的一样")])));
    }
    let form = session.project_form()?;
    let mut parts = vec![format!("和{what}的不同：")];
    parts.extend(difference.iter().map(|one| told(form, one)));
    Ok(Outcome::done(lines(&parts)))
}

fn told(form: &ProjectForm, one: &ListDifference) -> String {
    let changes = one.changes.iter().map(|change| {
        format!(
            "；{} {} → {}",
            change.field.heading(&form.columns),
            or_blank(&change.before),
            or_blank(&change.after)
        )
    });
    let ListDifference { number, fate, by, scale, .. } = one;
    format!(
        "{}：第 {number} 项 {} {}{}",
        fate.label(),
        or_blank(by),
        or_blank(scale),
        changes.collect::<String>()
    )
}

fn or_blank(text: &str) -> &str {
    if text.is_empty() { "空白" } else { text }
}

#[derive(Serialize)]
struct SentRecord<'list> {
    number: u32,
    at: &'list str,
    projects: usize,
}

fn sent(session: &Session, json: bool) -> Result<Outcome, Error> {
    let sent = session.project_list()?.sent.iter().map(|list| SentRecord {
        number: list.number,
        at: &list.at,
        projects: list.projects.len(),
    });
    if json {
        return Ok(Outcome::done(line(&sent.collect::<Vec<_>>())));
    }
    let told: Vec<String> =
        sent.map(|list| format!("第 {} 次：{}，{} 项", list.number, list.at, list.projects)).collect();
    let nothing = || vec!["还没有报送过".to_owned()];
    Ok(Outcome::done(lines(&if told.is_empty() { nothing() } else { told })))
}
