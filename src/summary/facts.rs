//! The facts of a summary as sentences, in the words of the form: 出动环卫工人X人次 with the number in the place of the X.
//!
//! Each sentence knows its figures, so that it can be drawn up anew after a correction. Nothing is claimed here that
//! is not recorded; what was done, what is wrong and what comes next is for the officer to say.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Heading, Standing, Summary, SummaryLine, SummaryMonth, range_name};
use crate::amount::Amount;
use crate::notice::{FigureId, Form, Row, Scope};
use crate::period::{Month, month_spans};
use crate::projects::ProjectSheet;
use crate::report::State;
use crate::wording::quoted;

/// How many figures a sentence names; of more it says how many they are.
const NAMED: usize = 3;

/// One sentence and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sentence {
    /// What it tells, in one word that stays when the numbers change; no two of a heading have the same.
    #[serde(skip)]
    pub mark: String,
    /// The sentence, with its full stop or semicolon.
    pub text: String,
    /// The figures whose numbers, or whose gaps, it tells.
    pub figures: Vec<FigureId>,
}

/// Sentences that stand together.
pub type Paragraph = Vec<Sentence>;

/// How many projects there are, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProjectCounts {
    pub all: usize,
    /// Marked 已完成.
    pub done: usize,
    /// Past their last day and not done.
    pub overdue: usize,
}

impl From<&ProjectSheet> for ProjectCounts {
    fn from(list: &ProjectSheet) -> Self {
        Self { all: list.rows.len(), done: list.done, overdue: list.overdue }
    }
}

/// What is known and belongs under a heading. Only 基本情况 and 工作成效 have facts.
pub fn facts(form: &Form, summary: &Summary, projects: ProjectCounts, heading: Heading) -> Vec<Paragraph> {
    match heading {
        Heading::Situation => vec![situation(form, summary)],
        Heading::Results => results(form, summary, projects),
        Heading::Measures | Heading::Problems | Heading::Plans => Vec::new(),
    }
}

fn plain(mark: &str, text: String) -> Sentence {
    Sentence { mark: mark.to_owned(), text, figures: Vec::new() }
}

/// A row of the form, whichever of its figures are known.
fn row_mark(row: &Row) -> String {
    format!("row-{}", row.number)
}

fn situation(form: &Form, summary: &Summary) -> Paragraph {
    let campaign = &form.campaign;
    let mut told = vec![
        plain(
            "notice",
            format!(
                "根据《{}》（{}）要求，{}组织开展{}。",
                campaign.notice.title, campaign.notice.number, summary.unit.name, campaign.name
            ),
        ),
        plain("span", format!("本总结的统计时段为{}。", summary.counted)),
        plain("reports", reports(summary)),
    ];
    if let Some(months) = told_months(&summary.months_that_are(Standing::Empty)) {
        told.push(plain("empty", format!("{months}未填报，其数据未计入。")));
    }
    if let Some(months) = told_months(&summary.months_that_are(Standing::NoData)) {
        told.push(plain("no-data", format!("{months}标明当月无数据。")));
    }
    let before_start = summary.months_that_are(Standing::BeforeStart);
    let opened = summary.lines().any(|line| line.opening.is_some());
    let (within, outside): (Vec<Month>, Vec<Month>) =
        before_start.into_iter().partition(|month| opened && summary.opening_holds(*month));
    for (mark, months, told_of) in
        [("before-start", outside, "不在逐月填报范围内，未计入"), ("opening", within, "按期初累计数计入")]
    {
        told.extend(told_months(&months).map(|months| plain(mark, format!("{months}的数据{told_of}。"))));
    }
    told.extend(gaps(summary));
    told
}

/// Months in words, the year of the first once before them; none where there are none.
fn told_months(months: &[Month]) -> Option<String> {
    let first = months.first()?;
    Some(format!("{}年{}", first.year(), short_months(months)))
}

/// Months in words, the year only where it is not that of the first.
fn short_months(months: &[Month]) -> String {
    months.first().map_or_else(String::new, |first| month_spans(months, *first).join("、").replace(' ', ""))
}

/// How many reports there are. One that was opened again after it was sent has been sent all the same.
fn reports(summary: &Summary) -> String {
    let due = summary.counted_months().count();
    if due == 0 {
        return "本时段还没有填报的月份。".to_owned();
    }
    let count =
        |holds: fn(&SummaryMonth) -> bool| summary.counted_months().filter(|month| holds(month)).count();
    let filled = count(|month| month.state != State::Empty);
    let told = [
        (count(|month| month.was_sent || matches!(month.state, State::Final | State::Sent)), "已定稿"),
        (count(|month| month.was_sent), "已报送"),
    ];
    let told: Vec<String> =
        told.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what}{count}期")).collect();
    let told = if told.is_empty() { String::new() } else { format!("，其中{}", told.join("、")) };
    format!("应填报月度情况统计表{due}期，已填报{filled}期{told}。")
}

/// The figures that are missing in some months, beside the months in which nothing at all was filled in.
fn gaps(summary: &Summary) -> Option<Sentence> {
    let empty = summary.months_that_are(Standing::Empty);
    let mut by_months: BTreeMap<Vec<Month>, Vec<&SummaryLine>> = BTreeMap::new();
    for line in summary.lines() {
        let missing: Vec<Month> =
            line.missing.iter().filter(|month| !empty.contains(month)).copied().collect();
        if !missing.is_empty() {
            by_months.entry(missing).or_default().push(line);
        }
    }
    let recorded = summary.months_that_are(Standing::Recorded);
    let figures: Vec<FigureId> = by_months.values().flatten().map(|line| line.figure).collect();
    let parts: Vec<String> = by_months
        .iter()
        .filter_map(|(months, lines)| {
            let names: String = lines.iter().take(NAMED).map(|line| quoted(&line.name)).collect();
            let all = if lines.len() > NAMED { format!("等{}项", lines.len()) } else { String::new() };
            let missing = if *months == recorded {
                "各月均未填".to_owned()
            } else {
                format!("缺{}", told_months(months)?)
            };
            Some(format!("{names}{all}{missing}"))
        })
        .collect();
    (!parts.is_empty()).then(|| Sentence {
        mark: "gaps".to_owned(),
        text: format!("未填的数据未计入：{}。", parts.join("；")),
        figures,
    })
}

fn results(form: &Form, summary: &Summary, projects: ProjectCounts) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, (section, lines)) in (1..).zip(form.sections.iter().zip(&summary.sections)) {
        let of = |row: &Row| -> Vec<&SummaryLine> {
            lines.lines.iter().filter(|line| line.row == row.number).collect()
        };
        let mut rows: Vec<(&Row, Vec<&SummaryLine>)> =
            section.rows.iter().map(|row| (row, of(row))).filter(|(_, lines)| is_known(lines)).collect();
        // Beside what was done, what was not is left to the table.
        if !rows.iter().all(|(_, lines)| came_to_nothing(lines)) {
            rows.retain(|(_, lines)| !came_to_nothing(lines));
        }
        let mut told: Paragraph =
            rows.iter().filter_map(|(row, lines)| row_sentence(row, lines, summary)).collect();
        if let Some(last) = told.last_mut() {
            last.text.push('。');
            let count = told.len();
            told.iter_mut().take(count - 1).for_each(|sentence| sentence.text.push('；'));
            told.insert(0, plain(&format!("section-{number}"), format!("{}。", section.title)));
            paragraphs.push(told);
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(vec![plain("nothing", "本时段没有可以统计的数据。".to_owned())]);
    }
    paragraphs.extend(project_sentence(projects).map(|text| vec![plain("projects", text)]));
    paragraphs
}

fn is_known(lines: &[&SummaryLine]) -> bool {
    lines.iter().any(|line| line.total.is_some())
}

/// Whether all of a row is known and zero.
fn came_to_nothing(lines: &[&SummaryLine]) -> bool {
    lines.iter().all(|line| line.missing.is_empty() && line.total.is_some_and(Amount::is_zero))
}

/// One row of the form with its numbers, without what ends it. Where not all are known, those that are.
fn row_sentence(row: &Row, lines: &[&SummaryLine], summary: &Summary) -> Option<Sentence> {
    let known: Vec<&SummaryLine> = lines.iter().filter(|line| line.total.is_some()).copied().collect();
    let figures = known.iter().map(|line| line.figure).collect();
    let mark = row_mark(row);
    if row.figures.iter().any(|figure| figure.scope == Scope::Year) {
        return yearly_sentence(row, &known, summary).map(|text| Sentence { mark, text, figures });
    }
    if known.len() < row.figures.len() {
        let parts = known.iter().map(|line| {
            // The whole that it is a part of is not there.
            let name =
                if line.part_of.is_some() { line.name.trim_start_matches("其中") } else { &line.name };
            format!(
                "{name}{}{}{}",
                line.total.map(|total| total.to_string()).unwrap_or_default(),
                line.unit,
                gap(line, summary, false)
            )
        });
        return Some(Sentence { mark, text: parts.collect::<Vec<_>>().join("，"), figures });
    }
    let numbers =
        known.iter().map(|line| (line.total.map(|total| total.to_string()).unwrap_or_default(), *line));
    Some(Sentence { mark, text: filled_in(&row.content, numbers, summary), figures })
}

/// The form's own sentence with a number in the place of each X; a gap is told behind the unit.
fn filled_in<'line>(
    content: &str,
    numbers: impl Iterator<Item = (String, &'line SummaryLine)>,
    summary: &Summary,
) -> String {
    let mut pieces = content.trim_end_matches('。').split('X');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, (number, line)) in pieces.zip(numbers) {
        let behind = piece.strip_prefix(line.unit.as_str()).unwrap_or(piece);
        text.push_str(&number);
        text.push_str(&line.unit);
        let gap = gap(line, summary, behind.starts_with('）'));
        // Two brackets become one.
        let merged = gap.strip_suffix('）').zip(behind.strip_prefix('（'));
        let parts = merged.map_or([gap.as_str(), "", behind], |(gap, behind)| [gap, "，", behind]);
        text.extend(parts);
    }
    text
}

/// A figure that begins anew with each year: the year in the place of the form's 今年, or what the span has of it where
/// that does not begin with January.
fn yearly_sentence(row: &Row, known: &[&SummaryLine], summary: &Summary) -> Option<String> {
    let told = |year: i32, number: String| {
        let of_year = |month: &&SummaryMonth| month.month.year() == year;
        let first = summary.months.iter().find(of_year).map(|month| month.month);
        let last = summary.counted_months().filter(of_year).last().map(|month| month.month);
        let when = match (first, last) {
            (Some(first), Some(last)) if first.number() > 1 => range_name(first, last),
            _ => format!("{year}年"),
        };
        filled_in(
            &row.content.replacen("今年", &when, 1),
            known.iter().map(|line| (number.clone(), *line)),
            summary,
        )
    };
    let line = known.first()?;
    if line.years.is_empty() {
        return Some(told(summary.months.last()?.month.year(), line.total?.to_string()));
    }
    Some(
        line.years
            .iter()
            .map(|total| told(total.year, total.amount.to_string()))
            .collect::<Vec<_>>()
            .join("，"),
    )
}

/// The months in which a total lacks its figure; in brackets, unless it stands in brackets already. Months in which
/// nothing at all was filled in are told once for all.
fn gap(line: &SummaryLine, summary: &Summary, bracketed: bool) -> String {
    let recorded = summary.months_that_are(Standing::Recorded);
    let missing: Vec<Month> = line.missing.iter().filter(|month| recorded.contains(month)).copied().collect();
    if missing.is_empty() {
        return String::new();
    }
    let months = short_months(&missing);
    if bracketed { format!("，缺{months}") } else { format!("（缺{months}）") }
}

fn project_sentence(ProjectCounts { all, done, overdue }: ProjectCounts) -> Option<String> {
    if all == 0 {
        return None;
    }
    let late = if overdue > 0 { format!("，超过完成时限{overdue}个") } else { String::new() };
    Some(format!("列入亮点项目清单的项目{all}个，已完成{done}个{late}。"))
}
