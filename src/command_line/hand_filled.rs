//! The commands for old workbooks: showing the plan of an import, and importing.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::json::line;
use super::outcome::Outcome;
use super::tables::{align_right, lines, table};
use super::values::{OPTIONS, VALUES};
use crate::error::Error;
use crate::hand_filled::{
    Choices, FigureStatus, HandFilledError, HandFilledSheet, MonthsPlan, PlannedFigure, PlannedSheet,
    SheetStatus, TotalPolicy,
};
use crate::period::Month;
use crate::session::{Now, Session};

pub(crate) const EXAMPLES: &str = "例：
  yuebao import 1月.xls 2月.xls                        只看会导入什么，什么都不改
  yuebao import 1月.xls 2月.xls --yes                  导入
  yuebao import 2022年.xlsx --yes --totals opening     第一张的累计减去当月，记作期初累计
  yuebao import 报表.xls --month 2022-03 --yes         表上没有写月份
  yuebao import 各村.xlsx --without 青山社区 --yes     不要“青山社区”这张工作表

文件可以是 xlsx、xls、docx 或 csv，照统计表的样子就行，列的位置不限。一个文件里有几个月也可以：一个月一张工作表
（Word 里一个月一个表格），或上下排在一张表里，各有自己的标题和表头。
月份看标题、工作表名和文件名（docx 和 csv 没有工作表名）；上下排在一张表里的只看各自的标题。--month 只在总共只有
一个月的表时能用；有几张表，请把月份写进它们的标题、工作表名或文件名。
有一张表不行，就一张也不导入；不要的表用 --without 写明月份、工作表名或文件名。旧表的累计和各月相加不一致时，用 --totals 写明以哪个为准：
  months   各月的数对，累计全部重新计算
  opening  第一张旧表的累计对，减去当月，记作期初累计；以后按各月的数计算
  old      旧表的累计都对，以后差的数写成累计调整
导入是一步，窗口里按 Ctrl+Z 可以整个撤销。";

/// Which files, and what is decided of them.
#[derive(clap::Args)]
pub(crate) struct HandFilled {
    #[arg(value_name = "文件", help_heading = VALUES, required = true, help = "旧表，一个或几个")]
    files: Vec<PathBuf>,
    #[arg(long, help_heading = OPTIONS, help = "导入；不写就只看不改")]
    yes: bool,
    #[arg(long, value_name = "月份", help_heading = OPTIONS, help = "总共只有一张表时，写明它是哪个月，例如 2022-03")]
    month: Option<String>,
    #[arg(long, value_name = "月份或工作表名", help_heading = OPTIONS, help = "不导入这个月的表，或这张工作表，可以写几次")]
    without: Vec<String>,
    #[arg(long, value_name = "以哪个为准", help_heading = OPTIONS, value_parser = policy(), hide_possible_values = true)]
    #[arg(help = "累计不一致时以哪个为准：months、opening、old")]
    totals: Option<TotalPolicy>,
}

fn policy() -> impl TypedValueParser<Value = TotalPolicy> {
    PossibleValuesParser::new(TotalPolicy::ALL.map(TotalPolicy::word))
        .try_map(|word| TotalPolicy::ALL.into_iter().find(|policy| policy.word() == word).ok_or(word))
}

#[derive(Serialize)]
struct Record<'plan> {
    #[serde(flatten)]
    plan: &'plan MonthsPlan,
    imported: bool,
}

pub(crate) fn run(
    arguments: &HandFilled,
    session: &mut Session,
    now: Now,
    json: bool,
) -> Result<Outcome, Error> {
    session.refuse_to_clerk("导入旧表（单位报来的表请用 yuebao collate take 收）")?;
    let sheets = session.reports().hand_filled_reader()?.read(&arguments.files)?;
    let mut choices = Choices { totals: arguments.totals, ..Choices::default() };
    if let Some(month) = &arguments.month {
        if sheets.len() != 1 {
            return Err(HandFilledError::MonthForOne(sheets.len()).into());
        }
        choices.months.push((0, month.parse()?));
    }
    choices.left_out = left_out(&sheets, &arguments.without)?;

    let plan = session.reports_mut().plan_months(&sheets, &choices)?;
    let words: Vec<&str> = plan.offered.iter().map(|offered| offered.policy.word()).collect();
    let how =
        if plan.is_undecided() { format!("（--totals {}）", words.join(" 或 ")) } else { String::new() };
    let problem = plan.problem.as_ref().map(|problem| format!("{problem}{how}"));
    let refused = match (arguments.yes, problem) {
        (true, None) => {
            session.reports_mut().import_months(now, &sheets, &choices, &plan)?;
            None
        }
        (true, Some(problem)) => Some(HandFilledError::NotReady(problem).to_string()),
        (false, Some(problem)) => Some(format!("现在还不能导入：{problem}")),
        (false, None) => None,
    };
    let imported = arguments.yes && refused.is_none();
    let output = if json { line(&Record { plan: &plan, imported }) } else { shown(&plan, imported) };
    let code = if refused.is_some() { Outcome::REFUSED } else { 0 };
    let only_shown = || (!arguments.yes).then(|| "还没有导入，什么都没有改动；加上 --yes 就导入".to_owned());
    Ok(Outcome { output, remark: refused.or_else(only_shown), code })
}

/// The sheets to leave out, which are given by their month, tab or file, or by tab and file as in a message.
fn left_out(sheets: &[HandFilledSheet], without: &[String]) -> Result<Vec<usize>, Error> {
    let mut left_out = Vec::new();
    for words in without {
        let month: Option<Month> = words.parse().ok();
        let is_named = |sheet: &HandFilledSheet| {
            [&sheet.sheet, &sheet.file, &sheet.called()].contains(&words)
                || month.is_some_and(|month| sheet.month == Some(month))
        };
        let named: Vec<usize> = sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| is_named(sheet))
            .map(|(number, _)| number)
            .collect();
        if named.is_empty() && month.is_none() {
            return Err(HandFilledError::NoSuchSheet(words.clone()).into());
        }
        left_out.extend(named);
    }
    Ok(left_out)
}

fn shown(plan: &MonthsPlan, imported: bool) -> String {
    let mut parts: Vec<String> = plan.sheets.iter().flat_map(sheet).collect();
    if !plan.conflicts.is_empty() {
        parts.push("旧表的累计和各月相加不一致：".to_owned());
        parts.push(conflicts(plan));
    }
    if plan.is_undecided() {
        parts.extend(plan.offered.iter().map(|offered| {
            let suggested = if offered.suggested { "（建议）" } else { "" };
            format!("  --totals {:<8} {}{suggested}", offered.policy.word(), offered.label)
        }));
    }
    parts.extend(plan.remarks.clone());
    parts.push(plan.summary.clone());
    if imported {
        parts.push("已经导入".to_owned());
    }
    lines(&parts)
}

fn sheet(sheet: &PlannedSheet) -> Vec<String> {
    let month = if sheet.month_name.is_empty() { "不知道是哪个月" } else { &sheet.month_name };
    let mut parts = vec![format!("{month} · {} · {}", sheet.called(), sheet.label)];
    parts.extend(sheet.problem.iter().map(|problem| format!("  {problem}")));
    parts.extend(sheet.remarks.iter().map(|remark| format!("  {remark}")));
    let worth_showing = |figure: &&PlannedFigure| {
        !matches!(figure.status, FigureStatus::NotFilled) || !figure.remark.is_empty()
    };
    if !matches!(sheet.status, SheetStatus::LeftOut | SheetStatus::Empty | SheetStatus::Copy) {
        let mut rows = table(&["编号", "名称", "单位", "旧表", "现在", "旧累计", "累计", "结果"]);
        align_right(&mut rows, &[3, 4, 5, 6]);
        for figure in sheet.figures.iter().filter(worth_showing) {
            rows.add_row([
                &figure.figure.to_string(),
                &figure.name,
                &figure.unit,
                &figure.read,
                &figure.recorded,
                &figure.old_total,
                &figure.total,
                &result(figure),
            ]);
        }
        parts.push(rows.to_string());
    }
    parts
}

fn result(figure: &PlannedFigure) -> String {
    [&figure.label, &figure.remark]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("：")
}

fn conflicts(plan: &MonthsPlan) -> String {
    let mut rows = table(&["月份", "编号", "名称", "旧表累计", "上月累计加当月", "相差", "备注"]);
    align_right(&mut rows, &[3, 4, 5]);
    for conflict in &plan.conflicts {
        rows.add_row([
            conflict.month_name.clone(),
            conflict.figure.to_string(),
            conflict.name.clone(),
            conflict.old_total.to_string(),
            conflict.computed.to_string(),
            conflict.difference.to_string(),
            conflict.remark.clone(),
        ]);
    }
    rows.to_string()
}
