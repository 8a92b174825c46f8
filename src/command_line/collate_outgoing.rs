//! The commands for what leaves the other end: the reminder, the return notes, the bulletin, the exported tables, and the filling
//! of the sums into the office's own month.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::json::line;
use super::outcome::{Outcome, write_month};
use super::tables::{align_right, lines, table, text};
use super::values::{MONTH, MONTH_HELP, OPTIONS, VALUES};
use crate::collation::{Coverage, FillPlan, FillState, ListStanding, MergedList, Reminder, ReturnNote};
use crate::error::Error;
use crate::notice::FigureId;
use crate::output::document::Fonts;
use crate::output::{OutputError, write_without_replacing};
use crate::period::Month;
use crate::report::Level;
use crate::session::{File, Handled, Now, Session};
use crate::store::{Side, StoreError};

const FOLDER: &str = "文件夹";
const FOLDER_HELP: &str = "放在哪个文件夹里；已有的文件不会被换掉";

#[derive(Subcommand)]
pub(crate) enum Outgoing {
    #[command(
        about = "催报：谁没报、电话是多少、发到群里的话",
        override_usage = "yuebao collate remind <月份> [--to <文件夹>]"
    )]
    Remind {
        #[arg(value_name = MONTH, help_heading = VALUES, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = FOLDER, help_heading = OPTIONS, help = FOLDER_HELP)]
        to: Option<PathBuf>,
    },
    #[command(
        about = "退回说明：每个要更正或说明的单位一份（txt，知道邮箱的另有 eml 草稿）",
        override_usage = "yuebao collate notes <月份> --to <文件夹>"
    )]
    Notes {
        #[arg(value_name = MONTH, help_heading = VALUES, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = FOLDER, help_heading = OPTIONS, help = FOLDER_HELP)]
        to: PathBuf,
    },
    #[command(
        about = "通报：报送情况、存在的问题和要求（Word 和 PDF）",
        override_usage = "yuebao collate bulletin <月份> --to <文件夹>"
    )]
    Bulletin {
        #[arg(value_name = MONTH, help_heading = VALUES, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = FOLDER, help_heading = OPTIONS, help = FOLDER_HELP)]
        to: PathBuf,
    },
    #[command(
        about = "把汇总数填入本单位自己的表；不写 --yes 就只看会怎样",
        override_usage = "yuebao collate fill <月份> [--yes] [--keep <编号>]..."
    )]
    #[command(after_help = "例：
  yuebao collate fill 2022-03           只看会填什么、和原来填的有什么不同
  yuebao collate fill 2022-03 --yes     填入
  yuebao collate fill 2022-03 --yes --keep 1a --keep 2b   填入，这两项保留原来填的

填的是数据文件夹里本单位填报的数据，在窗口里可以撤销，修改记录里有每个数的来源。没有单位报的项不动。")]
    Fill {
        #[arg(value_name = MONTH, help_heading = VALUES, help = MONTH_HELP)]
        month: String,
        #[arg(long, help_heading = OPTIONS, help = "填入；不写就只看不改")]
        yes: bool,
        #[arg(long, value_name = "编号", help_heading = OPTIONS, help = "原来填了别的数的，这一项不换，可以写几次")]
        keep: Vec<String>,
    },
}

/// `data` is the folder of the officer's own data.
pub(crate) fn run(
    command: Outgoing,
    session: &Session,
    data: &Path,
    now: Now,
    json: bool,
) -> Result<Outcome, Error> {
    match command {
        Outgoing::Remind { month, to } => remind(session, now, month.parse()?, to.as_deref(), json),
        Outgoing::Notes { month, to } => notes(session, now, month.parse()?, &to, json),
        Outgoing::Bulletin { month, to } => bulletin(session, now, month.parse()?, &to, json),
        Outgoing::Fill { month, yes, keep } => {
            let keep = keep.iter().map(|id| {
                let id: FigureId = id.parse()?;
                session.form().find(id)?;
                Ok(id)
            });
            let keep = keep.collect::<Result<BTreeSet<_>, Error>>()?;
            fill(session, data, now, month.parse()?, (yes, &keep), json)
        }
    }
}

#[derive(Serialize)]
struct Written {
    path: String,
    digest: String,
}

/// Writes files, all of which are drawn already; none takes the place of another one.
fn write(files: &[File], folder: &Path) -> Result<Vec<Written>, Error> {
    let mut paths = Vec::new();
    let mut written = Vec::new();
    for file in files {
        let path = write_without_replacing(folder, &file.name, &file.bytes)
            .map_err(|problem: OutputError| problem.after(&paths))?;
        written.push(Written { path: path.display().to_string(), digest: file.digest.clone() });
        paths.push(path);
    }
    Ok(written)
}

fn paths(written: &[Written]) -> String {
    lines(&written.iter().map(|file| file.path.clone()).collect::<Vec<_>>())
}

fn remind(
    session: &Session,
    now: Now,
    month: Month,
    to: Option<&Path>,
    json: bool,
) -> Result<Outcome, Error> {
    let collation = session.collation();
    let reminder = collation.reminder(now.date_naive(), month)?;
    let written = match to {
        Some(folder) => write(&[collation.reminder_file(&reminder)?], folder)?,
        None => Vec::new(),
    };
    if json {
        #[derive(Serialize)]
        struct Record<'reminder> {
            #[serde(flatten)]
            reminder: &'reminder Reminder,
            files: &'reminder [Written],
        }
        return Ok(Outcome::done(line(&Record { reminder: &reminder, files: &written })));
    }
    let paths = if written.is_empty() { String::new() } else { format!("\n{}", paths(&written)) };
    Ok(Outcome::done(reminder.text() + &paths))
}

fn notes(session: &Session, now: Now, month: Month, to: &Path, json: bool) -> Result<Outcome, Error> {
    let collation = session.collation();
    let notes = collation.return_notes(month)?;
    let drawn = notes.iter().map(|note| collation.return_note_files(now, note));
    let drawn: Vec<Vec<File>> = drawn.collect::<Result<_, _>>()?;
    let written = write(&drawn.concat(), to)?;
    if json {
        #[derive(Serialize)]
        struct Record<'notes> {
            month: Month,
            notes: &'notes [ReturnNote],
            files: &'notes [Written],
        }
        return Ok(Outcome::done(line(&Record { month, notes: &notes, files: &written })));
    }
    if notes.is_empty() {
        return Ok(Outcome::done(lines(&[format!("{}没有要退回或请单位核实的表", month.name())])));
    }
    Ok(Outcome::done(paths(&written)))
}

fn bulletin(session: &Session, now: Now, month: Month, to: &Path, json: bool) -> Result<Outcome, Error> {
    let collation = session.collation();
    let files = [collation.bulletin_word(now, month)?, collation.bulletin_pdf(now, month, Fonts::system())?];
    let written = write(&files, to)?;
    let remark = collation.bulletin(now.date_naive(), month)?.early;
    let output = if json {
        #[derive(Serialize)]
        struct Record {
            month: Month,
            files: Vec<Written>,
        }
        line(&Record { month, files: written })
    } else {
        paths(&written)
    };
    Ok(Outcome { remark, ..Outcome::done(output) })
}

/// Writes the official form of a month, and beside it the table of all units and their project lists as one. Of an old revision
/// only the form was kept.
pub(crate) fn export(
    session: &mut Session,
    now: Now,
    (month, revision): (Month, Option<u32>),
    to: &Path,
    json: bool,
) -> Result<Outcome, Error> {
    let form = session.reports().workbook(now, month, revision)?;
    if revision.is_some() {
        let written = write_month(session, now, (month, revision), &form, to, &Handled::Written, json)?;
        // What is blank in it no unit had reported then.
        return Ok(Outcome { remark: None, ..written });
    }
    let units = session.collation().unit_table(now, month)?;
    let merged = session.collation().merged_list(month)?;
    let list = match &merged {
        Some(merged) => session.collation().merged_list_workbook(now, merged)?,
        None => None,
    };
    let told = write_month(session, now, (month, None), &form, to, &Handled::Exported, false)?;
    let path = told.output.trim_end().to_owned();
    let has_list = list.is_some();
    let tables: Vec<File> = [units].into_iter().chain(list).collect();
    let mut tables = write(&tables, to).map_err(|error| match error {
        Error::Output(problem) => Error::Output(problem.after(&[PathBuf::from(&path)])),
        other => other,
    })?;
    let list = if has_list { tables.pop() } else { None };
    let output = if json {
        #[derive(Serialize)]
        struct Record {
            path: String,
            digest: String,
            units: Vec<Written>,
            /// Nothing where the notice asks for no lists.
            #[serde(skip_serializing_if = "Option::is_none")]
            projects: Option<Listed>,
        }
        #[derive(Serialize)]
        struct Listed {
            /// Nothing where no list came.
            file: Option<Written>,
            projects: usize,
            #[serde(flatten)]
            coverage: Coverage,
            /// The units of which a list came that cannot be used.
            waiting: Vec<String>,
        }
        let projects = merged.map(|merged| Listed {
            file: list,
            projects: merged.projects.len(),
            coverage: merged.coverage(),
            waiting: merged.named(ListStanding::Waiting),
        });
        line(&Record { path, digest: form.digest, units: tables, projects })
    } else {
        let of_whom = merged.map(|merged| of_whom(session, &merged)).transpose()?.unwrap_or_default();
        told.output + &paths(&tables) + &list.map(|list| paths(&[list])).unwrap_or_default() + &of_whom
    };
    // What is blank no unit reported; the clerk has no cell to fill in.
    let is_wrong = session.reports().sheet(month)?.checks.iter().any(|check| check.level == Level::Error);
    let remark = told.remark.map(|told| {
        if is_wrong {
            return told;
        }
        format!("{}有的项没有单位报，是空白的，已按现有的数导出；缺哪些单位运行 yuebao collate show {month} 看，催报用 yuebao collate remind {month}", month.name())
    });
    Ok(Outcome { output, remark, code: told.code })
}

/// Of how many units the merged list is, in words.
fn of_whom(session: &Session, merged: &MergedList) -> Result<String, Error> {
    if merged.projects.is_empty() {
        let name = &session.project_form()?.name;
        return Ok(lines(&[format!("还没有可以用的{name}，没有写汇总的{name}")]));
    }
    Ok(lines(&[session.collation().told_of_list(merged)?]))
}

fn fill(
    clerk: &Session,
    data: &Path,
    now: Now,
    month: Month,
    (yes, keep): (bool, &BTreeSet<FigureId>),
    json: bool,
) -> Result<Outcome, Error> {
    // Opening would create an empty file where there is nothing.
    if Side::found_in(data) != Some(Side::Reporting) {
        return Err(StoreError::NotBegun.into());
    }
    let mut own = Session::open_side(Side::Reporting, data)?;
    own.follow_program(now)?;
    own.choose(&clerk.form().key)?;
    let seen = own.reports().fill_plan(clerk, month)?;
    let plan = own.reports().fill_plan_keeping(clerk, month, keep)?;
    if yes {
        own.reports_mut().fill_sums(now, clerk, &seen, keep)?;
    }
    if json {
        #[derive(Serialize)]
        struct Record<'plan> {
            filled: bool,
            #[serde(flatten)]
            plan: &'plan FillPlan,
        }
        return Ok(Outcome::done(line(&Record { filled: yes, plan: &plan })));
    }
    Ok(Outcome::done(planned(&own, &plan, keep, yes)))
}

fn planned(own: &Session, plan: &FillPlan, keep: &BTreeSet<FigureId>, filled: bool) -> String {
    let unit = own.unit().map_or("", |unit| &unit.name);
    let mut shown =
        table(&["编号", &own.form().columns.content, "单位", "原来填的", "汇总数", "结果", "来源"]);
    align_right(&mut shown, &[3, 4]);
    for line in &plan.lines {
        shown.add_row([
            line.figure.to_string(),
            line.name.clone(),
            line.unit.clone(),
            line.typed.clone().unwrap_or_default(),
            text(line.sum),
            line.state.label().to_owned(),
            line.source(&plan.office),
        ]);
    }
    let (written, replaced) = (plan.written().count(), plan.replaced());
    let kept =
        |id: &FigureId| plan.lines.iter().any(|line| line.figure == *id && line.state == FillState::Kept);
    let idle: Vec<String> = keep.iter().filter(|id| !kept(id)).map(FigureId::to_string).collect();
    let idle = if idle.is_empty() {
        String::new()
    } else {
        format!("编号 {} 原来没有填别的数，没有要保留的", idle.join("、"))
    };
    let replaced =
        if replaced == 0 { String::new() } else { format!("，其中 {replaced} 项会换掉原来填的") };
    let done = match (written, filled) {
        (0, _) => "没有要填入的，什么都没有改动".to_owned(),
        (_, true) => format!("已经填入 {written} 项，在窗口里可以撤销"),
        (_, false) => format!("会填入 {written} 项{replaced}；还没有填，加 --yes 填入"),
    };
    let heading = format!("{}　{} → {unit}", plan.month.name(), plan.office);
    let told = [heading, shown.to_string(), done, idle, plan.totals.clone()];
    lines(&told.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>())
}
