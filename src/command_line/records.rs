//! The commands for a month's report: making it final, reopening, correcting, marking as sent, and its history.
//!
//! As in the other files here: parse arguments, call one method of the session, print the result.

use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use super::outcome::{Outcome, show_month, write};
use super::values::{FIRST, ITEM, Item, MONTH, MONTH_HELP, OPTIONS, Sure, VALUES, item, texts};
use super::{json, tables};
use crate::error::Error;
use crate::notice::FigureId;
use crate::output::HISTORY_COLUMNS;
use crate::period::Month;
use crate::report::{Check, CheckCode, Level, Matrix, MatrixCell, State};
use crate::session::{ChangedMonth, HistoryLine, Now, RecordsError, RevisionLine, Session};
use crate::wording::quoted;

/// The subject of the only warning that belongs to no figure.
const OPENING: &str = "opening";
const REASON: &str = "原因";

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(about = "定稿：核对无误后锁定一个月", override_usage = "yuebao finalize <月份> [--fill-zero]")]
    #[command(after_help = "例：
  yuebao finalize 2022-03
  yuebao finalize 2022-03 --fill-zero   空白都填 0，再定稿

有错误或空白时不定稿，逐条列出；提醒不妨碍定稿。")]
    Finalize {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, help_heading = OPTIONS, help = "先把空白都填 0")]
        fill_zero: bool,
        #[command(flatten)]
        sure: Sure,
    },
    #[command(
        about = "重新打开已定稿的一个月，开始下一次更正",
        override_usage = "yuebao reopen <月份> --reason <原因>"
    )]
    #[command(after_help = "例：
  yuebao reopen 2022-03 --reason 漏了一张过磅单

已报出的那一次照原样存着，用 yuebao show 2022-03 --revision 0 查看。")]
    Reopen {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = REASON, help_heading = OPTIONS, help = "为什么要改")]
        reason: String,
    },
    #[command(
        about = "累计调整：写明原因，增减一个月的累计数",
        override_usage = "yuebao adjust <月份> <编号=数>... --reason <原因>"
    )]
    #[command(after_help = "例：
  yuebao adjust 2022-03 2a=-1.50 --reason 纸质台账多加了一车
  yuebao adjust 2022-03 2a=              取消调整（写 0 也一样）

本月止 = 上月止 + 本月 + 调整；累计不能调成负数。")]
    Adjust {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(value_name = ITEM, help_heading = VALUES, value_parser = item, required = true)]
        #[arg(help = "例如 2a=-1.50；等号后面不写就是取消")]
        items: Vec<Item>,
        #[arg(long, value_name = REASON, default_value = "", hide_default_value = true, help_heading = OPTIONS)]
        #[arg(help = "为什么调整；取消时可以不写")]
        reason: String,
    },
    #[command(
        about = "给提醒写明原因，随报表存档、导出",
        override_usage = "yuebao explain <月份> <编号> <说明>"
    )]
    #[command(after_help = "例：
  yuebao explain 2022-03 2a 春节前集中清运
  yuebao explain 2022-03 opening 本单位今年才设立   没有期初累计的提醒
  yuebao explain 2022-03 2a \"\"                      删去说明")]
    Explain {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(value_name = "编号", help_heading = VALUES, help = "哪一项的提醒，例如 2a；期初累计的写 opening")]
        figure: String,
        #[arg(value_name = "说明", help_heading = VALUES, help = "为什么数是对的")]
        text: String,
    },
    #[command(about = "逐项列出已报的数与现在的数不一致的地方", override_usage = "yuebao diff [<月份>]")]
    #[command(after_help = "例：
  yuebao diff
  yuebao diff 2022-04")]
    Diff {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = "只看这个月；不写就看全部")]
        month: Option<String>,
    },
    #[command(about = "给报出的数已不对的各月依次做更正", override_usage = "yuebao correct --reason <原因>")]
    #[command(after_help = "例：
  yuebao correct --reason 1月漏了一张过磅单

先用 yuebao diff 看有哪些月份；更正后的报表还要再报送。")]
    Correct {
        #[arg(long, value_name = REASON, help_heading = OPTIONS, help = "为什么更正，写进每个月的更正报表")]
        reason: String,
        #[command(flatten)]
        sure: Sure,
    },
    #[command(about = "列出已定稿的每一次报表和它的文件", override_usage = "yuebao revisions [<月份>]")]
    #[command(after_help = "例：
  yuebao revisions
  yuebao revisions 2022-03")]
    Revisions {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = "只看这个月；不写就看全部")]
        month: Option<String>,
    },
    #[command(
        about = "修改记录：谁在什么时候把什么改成了什么",
        override_usage = "yuebao history [<月份>] [<编号>] [--to <文件夹>]"
    )]
    #[command(after_help = "例：
  yuebao history                  全部
  yuebao history 2022-03 2a       2022年3月的一项
  yuebao history 2a               各月的一项
  yuebao history --to 桌面        导出为工作簿")]
    History {
        #[arg(value_name = "月份或编号", help_heading = VALUES, display_order = FIRST)]
        #[arg(help = "月份写成 2022-03 这样，编号例如 2a；都可以不写", num_args = 0..=2)]
        of: Vec<String>,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "导出到哪个文件夹里；不写就显示")]
        to: Option<PathBuf>,
    },
    #[command(
        about = "累计核对：各项各月的数和要核对的地方",
        override_usage = "yuebao matrix [--to <文件夹>]"
    )]
    #[command(after_help = "例：
  yuebao matrix
  yuebao matrix --to 桌面   导出为工作簿")]
    Matrix {
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "导出到哪个文件夹里；不写就显示")]
        to: Option<PathBuf>,
    },
}

pub(crate) fn run(command: Command, session: &mut Session, now: Now, json: bool) -> Result<Outcome, Error> {
    match command {
        Command::Finalize { month, fill_zero, sure } => {
            let month = month.parse()?;
            sure.of_day(session, now, month)?;
            finalize(session, now, month, fill_zero, json)
        }
        Command::Reopen { month, reason } => {
            let month = month.parse()?;
            session.reports_mut().reopen(now, month, &reason)?;
            show_month(session, month, json)
        }
        Command::Adjust { month, items, reason } => {
            let month = month.parse()?;
            session.reports_mut().adjust(now, month, texts(items)?, &reason)?;
            show_month(session, month, json)
        }
        Command::Explain { month, figure, text } => {
            explain(session, now, month.parse()?, &figure, &text, json)
        }
        Command::Diff { month } => {
            let month = month.map(|month| month.parse::<Month>()).transpose()?;
            let mut months = session.reports().differences()?;
            months.retain(|changed| month.is_none_or(|month| month == changed.month));
            Ok(Outcome::done(if json {
                json::line(&Differences { months: &months })
            } else {
                differences(session, &months)
            }))
        }
        Command::Correct { reason, sure } => {
            sure.of_time(session, now)?;
            let corrected = session.reports_mut().correct(now, &reason)?;
            let outcome = Outcome::done(if json {
                json::line(&Corrected { corrected: &corrected })
            } else {
                let names: Vec<String> = corrected.into_iter().map(Month::name).collect();
                format!("已做更正、已定稿，还要再报送：{}\n", names.join("、"))
            });
            Ok(backed_up(session, now, outcome))
        }
        Command::Revisions { month } => {
            let month = month.map(|month| month.parse()).transpose()?;
            let revisions = session.reports().revisions(month)?;
            Ok(Outcome::done(if json {
                json::line(&Revisions { revisions: &revisions })
            } else {
                revisions_table(&revisions, session.state_label(State::Final))
            }))
        }
        Command::History { of, to } => {
            let (month, figure) = month_and_figure(&of)?;
            if let Some(folder) = to {
                return write(&session.reports().history_file(now, month, figure)?, &folder, json);
            }
            let lines = session.history().lines(month, figure)?;
            Ok(Outcome::done(if json { json::line(&History { lines: &lines }) } else { history(&lines) }))
        }
        Command::Matrix { to } => {
            if let Some(folder) = to {
                return write(&session.reports().matrix_file(now)?, &folder, json);
            }
            let matrix = session.reports().matrix(now.date_naive())?;
            Ok(Outcome::done(if json { json::line(&matrix) } else { matrix_table(&matrix) }))
        }
    }
}

fn finalize(
    session: &mut Session,
    now: Now,
    month: Month,
    fill_zero: bool,
    json: bool,
) -> Result<Outcome, Error> {
    // A month marked 当月无数据 has nothing to fill in.
    if fill_zero && !session.reports().sheet(month)?.no_data {
        session.reports_mut().fill_zero(now, month)?;
    }
    match session.reports_mut().finalize(now, month) {
        // The officer will want to know what is missing, so it is listed.
        Err(error @ Error::Records(RecordsError::NotReady { .. })) => {
            let sheet = session.reports().sheet(month)?;
            let output = if json { json::checks(&sheet) } else { tables::checks(&sheet) };
            Ok(Outcome { output, ..Outcome::failed(Outcome::REFUSED, error.to_string()) })
        }
        Err(error) => Err(error),
        Ok(()) => Ok(backed_up(session, now, show_month(session, month, json)?)),
    }
}

/// Makes a backup after a report became final. If that fails, a remark says so and the outcome stays the same.
fn backed_up(session: &Session, now: Now, outcome: Outcome) -> Outcome {
    let failed = match session.backups().apart() {
        Ok(apart) => apart.back_up_quietly(now),
        Err(error) => Some(error.to_string()),
    };
    Outcome { remark: outcome.remark.or(failed), ..outcome }
}

/// Answers every warning about the figure.
fn explain(
    session: &mut Session,
    now: Now,
    month: Month,
    of: &str,
    text: &str,
    json: bool,
) -> Result<Outcome, Error> {
    let figure = if of == OPENING { None } else { Some(of.parse::<FigureId>()?) };
    figure.map(|figure| session.form().find(figure)).transpose()?;
    let sheet = session.reports().sheet(month)?;
    let warnings = sheet.checks.iter().filter(|check| check.level == Level::Warning);
    let subjects: Vec<_> = warnings
        .map(Check::subject)
        .filter(|subject| subject.figure == figure)
        .filter(|subject| figure.is_some() || subject.code == CheckCode::OpeningMissing)
        .collect();
    if subjects.is_empty() {
        return Err(RecordsError::NoSuchWarning(month.name()).into());
    }
    for subject in subjects {
        session.reports_mut().explain(now, month, subject, text)?;
    }
    show_month(session, month, json)
}

/// Parses an optional month and an optional figure: a month contains a hyphen, a figure never does.
fn month_and_figure(texts: &[String]) -> Result<(Option<Month>, Option<FigureId>), Error> {
    let (months, figures): (Vec<_>, Vec<_>) = texts.iter().partition(|text| text.contains('-'));
    let month = months.first().map(|text| text.parse()).transpose()?;
    Ok((month, figures.first().map(|text| text.parse()).transpose()?))
}

#[derive(Serialize)]
struct Differences<'a> {
    months: &'a [ChangedMonth],
}

#[derive(Serialize)]
struct Corrected<'a> {
    corrected: &'a [Month],
}

#[derive(Serialize)]
struct Revisions<'a> {
    revisions: &'a [RevisionLine],
}

#[derive(Serialize)]
struct History<'a> {
    lines: &'a [HistoryLine],
}

fn differences(session: &Session, months: &[ChangedMonth]) -> String {
    if months.is_empty() {
        return "报出的数都与现在的数一致\n".to_owned();
    }
    let mut lines = Vec::new();
    for changed in months {
        lines.push(format!("{} · {}", changed.name, session.state_label(changed.state)));
        lines.extend(changed.differences.iter().map(|one| {
            format!("  第 {} 行{}（{}）{}", one.row, quoted(&one.name), one.unit, tables::difference(one))
        }));
    }
    tables::lines(&lines)
}

fn revisions_table(revisions: &[RevisionLine], made_final: &str) -> String {
    let mut table = tables::table(&[MONTH, "报表", made_final, "填报人", REASON, "报送", "文件"]);
    for line in revisions {
        let sending = line.sending.as_ref().map(|sending| {
            let parts = [sending.at.date_naive().to_string(), sending.how.clone(), sending.recipient.clone()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        });
        let files = line.documents.iter().map(|document| document.name.clone());
        table.add_row([
            line.month_name.clone(),
            line.name.clone(),
            line.finalized_at.clone(),
            line.person.clone(),
            tables::text(line.reason.as_ref()),
            sending.unwrap_or_else(|| "未报送".to_owned()),
            files.collect::<Vec<_>>().join("\n"),
        ]);
    }
    tables::lines(&[table.to_string()])
}

fn history(lines: &[HistoryLine]) -> String {
    let mut table = tables::table(&HISTORY_COLUMNS);
    for line in lines {
        table.add_row(line.columns());
    }
    tables::lines(&[table.to_string()])
}

fn matrix_table(matrix: &Matrix) -> String {
    let names: Vec<String> = matrix.months.iter().map(|month| month.month.to_string()).collect();
    let mut headings = vec!["编号", "名称", "期初累计"];
    headings.extend(names.iter().map(String::as_str));
    let mut table = tables::table(&headings);
    let numbers: Vec<usize> = (2..headings.len()).collect();
    tables::align_right(&mut table, &numbers);
    for row in &matrix.rows {
        let mut cells = vec![row.figure.to_string(), row.name.clone(), tables::text(row.opening)];
        cells.extend(row.cells.iter().map(matrix_cell));
        table.add_row(cells);
    }
    let marks: Vec<String> =
        matrix.legend.iter().map(|known| format!("{} {}", known.sign, known.meaning)).collect();
    tables::lines(&["每格：当月 / 累计".to_owned(), table.to_string(), format!("标记：{}", marks.join("；"))])
}

fn matrix_cell(cell: &MatrixCell) -> String {
    let signs: String = cell.marks.iter().map(|mark| mark.sign()).collect();
    let numbers = format!("{}/{}", cell.entry.text(), tables::text(cell.total));
    let numbers = if numbers == "/" { String::new() } else { numbers };
    [numbers, signs].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
