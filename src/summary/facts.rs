//! The facts of a summary as sentences, in the words of the form: 出动环卫工人X人次 with the number in the place of the X.
//!
//! Each sentence knows its figures, so that it can be drawn up anew after a correction. Nothing is claimed here that
//! is not recorded; what was done, what is wrong and what comes next is for the officer to say.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Heading, Standing, Summary, SummaryLine, left_empty};
use crate::form::{FigureId, Form, Row, Scope};
use crate::period::{Month, month_spans};
use crate::projects::ProjectSheet;
use crate::report::State;

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
    #[cfg_attr(test, ts(type = "string[]"))]
    pub figures: Vec<FigureId>,
}

/// Sentences that stand together.
pub type Paragraph = Vec<Sentence>;

/// How many projects there are, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProjectCounts {
    /// All of them.
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
            format!("根据{}文件要求，{}组织开展{}。", campaign.notice, summary.unit.name, campaign.name),
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
    if let Some(months) = told_months(&summary.months_that_are(Standing::BeforeStart)) {
        let opened = summary.lines().any(|line| line.opening.is_some());
        let told_of =
            if opened { "按期初累计数计入" } else { "不在逐月填报范围内，未计入" };
        told.push(plain("before-start", format!("{months}的数据{told_of}。")));
    }
    told.extend(gaps(summary));
    told.extend(left_empty_rows(form, summary).map(|text| plain("left-empty", text)));
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

fn reports(summary: &Summary) -> String {
    let due = summary.counted_months().count();
    let count =
        |holds: fn(State) -> bool| summary.counted_months().filter(|month| holds(month.state)).count();
    let filled = count(|state| state != State::Empty);
    let last = count(|state| matches!(state, State::Final | State::Sent));
    let sent = count(|state| state == State::Sent);
    if due == 0 {
        return "本时段还没有填报的月份。".to_owned();
    }
    let told = [(last, "已定稿"), (sent, "已报送")];
    let told: Vec<String> =
        told.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what}{count}期")).collect();
    let told =
        if told.is_empty() { "，均未定稿".to_owned() } else { format!("，其中{}", told.join("、")) };
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
            let names: Vec<String> = lines.iter().map(|line| quoted(&line.name)).collect();
            let missing = if *months == recorded {
                "各月均未填".to_owned()
            } else {
                format!("缺{}", told_months(months)?)
            };
            Some(format!("{}{missing}", names.join("")))
        })
        .collect();
    (!parts.is_empty()).then(|| Sentence {
        mark: "gaps".to_owned(),
        text: format!("未填的数据未计入：{}。", parts.join("；")),
        figures,
    })
}

/// In quotation marks; those of its own become inner ones.
fn quoted(name: &str) -> String {
    format!("“{}”", name.replace('“', "‘").replace('”', "’"))
}

fn left_empty_rows(form: &Form, summary: &Summary) -> Option<String> {
    let rows = left_empty(form, &summary.unit);
    let (first, last) = (rows.first()?, rows.last()?);
    let in_a_row = rows.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    let told = match (first == last, in_a_row) {
        (true, _) => first.to_string(),
        (false, true) => format!("{first}至{last}"),
        (false, false) => rows.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
    };
    Some(format!("按统计表说明，{}不填第{told}项。", summary.unit.kind.label()))
}

fn results(form: &Form, summary: &Summary, projects: ProjectCounts) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, (section, lines)) in (1..).zip(form.sections.iter().zip(&summary.sections)) {
        let mut told: Paragraph =
            section.rows.iter().filter_map(|row| row_sentence(row, &lines.lines, summary)).collect();
        if let Some(last) = told.last_mut() {
            last.text.push('。');
            let count = told.len();
            told.iter_mut().take(count - 1).for_each(|sentence| sentence.text.push('；'));
            told.insert(0, plain(&format!("section-{number}"), format!("{}。", section.title)));
            paragraphs.push(told);
        }
    }
    let without = told_months(&summary.months_that_are(Standing::Empty)).filter(|_| !paragraphs.is_empty());
    if let Some(months) = without {
        paragraphs.insert(0, vec![plain("without", format!("以下数据不含未填报的{months}。"))]);
    }
    if paragraphs.is_empty() {
        paragraphs.push(vec![plain("nothing", "本时段没有可以统计的数据。".to_owned())]);
    }
    paragraphs.extend(project_sentence(projects).map(|text| vec![plain("projects", text)]));
    paragraphs
}

/// One row of the form with its numbers, without what ends it. Where not all are known, those that are.
fn row_sentence(row: &Row, lines: &[SummaryLine], summary: &Summary) -> Option<Sentence> {
    let lines: Vec<&SummaryLine> = lines.iter().filter(|line| line.row == row.number).collect();
    let known: Vec<&SummaryLine> = lines.iter().filter(|line| line.total.is_some()).copied().collect();
    let figures = known.iter().map(|line| line.figure).collect();
    if known.is_empty() {
        return None;
    }
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

/// A figure that begins anew with each year, with the year in the place of the form's 今年.
fn yearly_sentence(row: &Row, known: &[&SummaryLine], summary: &Summary) -> Option<String> {
    let told = |year: i32, number: String| {
        let content = row.content.replacen("今年", &format!("{year}年"), 1);
        filled_in(&content, known.iter().map(|line| (number.clone(), *line)), summary)
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
