//! A sum of the other end with the units it comes from: as a table for people, or as JSON.

use serde::Serialize;

use super::collated::{Now, to_correct};
use super::json::line;
use super::outcome::Outcome;
use super::tables::{align_right, lines, table, text};
use crate::amount::Amount;
use crate::collation::TotalsExplained;
use crate::error::Error;
use crate::notice::FigureId;
use crate::period::Month;
use crate::session::{ContributionLine, Contributions, Session, SumLine};

pub(crate) fn trace(session: &Session, month: Month, figure: FigureId, json: bool) -> Result<Outcome, Error> {
    let collation = session.collation();
    let contributions = collation.contributions(month, figure)?;
    // The units' rows are what counts now; a closed form may say something else.
    let sum = collation.sums(month)?.into_iter().find(|sum| sum.figure == figure && sum.now.is_some());
    Ok(Outcome::done(if json {
        traced(month, figure, &contributions, sum)
    } else {
        let mut told = trace_table(month, &contributions);
        told.extend(sum.and_then(|sum| sum.now).map(|now| format!("{}；{}", now.words, to_correct())));
        lines(&told)
    }))
}

/// The units of a sum as JSON.
fn traced(month: Month, figure: FigureId, found: &Contributions, sum: Option<SumLine>) -> String {
    #[derive(Serialize)]
    struct Line<'found> {
        unit: &'found str,
        month: Option<String>,
        total: Option<String>,
        added: Option<String>,
        last_month: Option<String>,
        file: Option<&'found str>,
        sheet: &'found str,
        cell: &'found str,
        total_cell: &'found str,
        sha256: Option<&'found str>,
        /// Why there is nothing of it.
        #[serde(skip_serializing_if = "str::is_empty")]
        lacks: &'found str,
    }
    #[derive(Serialize)]
    struct Record<'found> {
        month: Month,
        figure: FigureId,
        units: Vec<Line<'found>>,
        totals: Totals<'found>,
        #[serde(skip_serializing_if = "Option::is_none")]
        closed: Option<Closed>,
        #[serde(skip_serializing_if = "Option::is_none")]
        now: Option<Now>,
    }
    #[derive(Serialize)]
    struct Totals<'found> {
        stated: Option<String>,
        carried: Option<String>,
        difference: Option<String>,
        parts: Vec<Part<'found>>,
    }
    #[derive(Serialize)]
    struct Part<'found> {
        unit: &'found str,
        difference: String,
        why: &'found str,
    }
    #[derive(Serialize)]
    struct Closed {
        month: Option<String>,
        total: Option<String>,
    }
    let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
    let units = found.lines.iter().map(|line| {
        let there = |text| line.part.from.is_some().then_some(text);
        Line {
            unit: &line.part.name,
            month: text(line.part.month),
            total: text(line.part.total),
            added: text(line.part.added),
            last_month: text(line.part.last_month),
            file: there(line.file.as_str()),
            sheet: &line.part.sheet,
            cell: &line.part.cell,
            total_cell: &line.part.total_cell,
            sha256: there(line.sha256.as_str()),
            lacks: &line.lacks,
        }
    });
    let TotalsExplained { stated, carried, difference, parts, .. } = &found.totals;
    let parts = parts.iter().map(|part| Part {
        unit: &part.name,
        difference: part.difference.to_string(),
        why: &part.why,
    });
    let totals = Totals {
        stated: text(*stated),
        carried: text(*carried),
        difference: text(*difference),
        parts: parts.collect(),
    };
    let closed = sum.as_ref().map(|sum| Closed { month: text(sum.month), total: text(sum.total) });
    let now = sum.and_then(|sum| sum.now).map(Now::from);
    line(&Record { month, figure, units: units.collect(), totals, closed, now })
}

/// The units of a sum for people, with what each kind of them and all together come to.
fn trace_table(month: Month, found: &Contributions) -> Vec<String> {
    let mut shown =
        table(&["单位", "当月", "单位报的累计", "计入本表累计", "上月", "文件", "工作表", "格", "校验码"]);
    align_right(&mut shown, &[1, 2, 3, 4]);
    for ContributionLine { part, lacks, file, sha256, .. } in &found.lines {
        shown.add_row([
            part.name.clone(),
            text(part.month),
            text(part.total),
            text(part.added),
            text(part.last_month),
            if part.from.is_some() { file } else { lacks }.clone(),
            part.sheet.clone(),
            part.cell.clone(),
            sha256.get(..12).unwrap_or_default().to_owned(),
        ]);
    }
    for sum in found.kinds.iter().chain([&found.sum]) {
        let name = if sum.name.is_empty() { "合计" } else { &sum.name };
        shown.add_row([
            format!("{name}（{}/{}）", sum.units, sum.expected),
            text(sum.month),
            text(sum.total),
            text(sum.added),
            text(sum.last_month),
        ]);
    }
    let mut told = vec![format!("{}　{}（{}）", month.name(), found.name, found.unit), shown.to_string()];
    let TotalsExplained { parts, words, .. } = &found.totals;
    told.extend((!words.is_empty()).then(|| words.clone()));
    told.extend(
        parts.iter().map(|part| format!("  {} {}：{}", part.name, signed(part.difference), part.why)),
    );
    told
}

fn signed(amount: Amount) -> String {
    if amount.is_negative() { amount.to_string() } else { format!("+{amount}") }
}
