//! The facts of a summary as sentences, in the words of the form: 出动环卫工人X人次 with the number instead of the X.
//!
//! Each sentence knows its figures, so that it can be made again after a correction. Nothing is claimed that
//! is not recorded; what was done, what is wrong and what comes next is written by the officer.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::line::named;
use super::{Heading, Standing, Summary, SummaryLine, SummaryMonth, opening, range_name};
use crate::amount::Amount;
use crate::notice::{FigureId, Form, Notice, Row, SUMMARY_NAMES, Scope};
use crate::period::{Month, month_spans};
use crate::projects::ProjectSheet;
use crate::report::State;
use crate::wording::in_place_of_names;

/// The word of a form's sentence that the year of a yearly figure replaces.
const THIS_YEAR: &str = "今年";
/// The word before what is a part of the row above.
const OF_IT: &str = "其中";

/// One sentence and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sentence {
    /// Identifies the sentence, in one word that stays the same when numbers change; unique under its heading.
    #[serde(skip)]
    pub mark: String,
    /// The sentence, with its full stop or semicolon.
    pub text: String,
    /// The figures whose numbers or gaps are in the sentence.
    pub figures: Vec<FigureId>,
}

/// Sentences that belong together.
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

/// The facts that belong under a heading. Only 基本情况 and 工作成效 have facts.
pub fn facts(
    notice: &Notice,
    form: &Form,
    summary: &Summary,
    projects: ProjectCounts,
    heading: Heading,
) -> Vec<Paragraph> {
    match heading {
        Heading::Situation => vec![situation(notice, form, summary)],
        Heading::Results => results(notice, form, summary, projects),
        Heading::Measures | Heading::Problems | Heading::Plans => Vec::new(),
    }
}

fn plain(mark: &str, text: String) -> Sentence {
    Sentence { mark: mark.to_owned(), text, figures: Vec::new() }
}

/// The mark of a row's sentence, whichever of its figures are known.
fn row_mark(row: &Row) -> String {
    format!("row-{}", row.number)
}

fn situation(notice: &Notice, form: &Form, summary: &Summary) -> Paragraph {
    let mut sentences = vec![
        plain("notice", opening_sentence(notice, &summary.unit.name)),
        plain("span", format!("本总结的统计时段为{}{}。", summary.counted, opening::clause(form, summary))),
        plain("reports", reports(summary)),
    ];
    if let Some(months) = months_with_year(&summary.months_that_are(Standing::Empty)) {
        sentences.push(plain("empty", format!("{months}未填报，其数据未计入。")));
    }
    if let Some(months) = months_with_year(&summary.months_that_are(Standing::NoData)) {
        sentences.push(plain("no-data", format!("{months}标明当月无数据。")));
    }
    let (none, some) = opening::outside(form, summary);
    for (mark, months, what) in [("before-start", none, "数据"), ("before-start-others", some, "其他数据")]
    {
        let sentence = |months: String| plain(mark, format!("{months}的{what}不在逐月填报范围内，未计入。"));
        sentences.extend(months_with_year(&months).map(sentence));
    }
    sentences.extend(gaps(summary));
    sentences
}

/// The first sentence, in the words of the notice.
fn opening_sentence(notice: &Notice, unit: &str) -> String {
    let values = [notice.title.as_str(), &notice.number, unit, &notice.campaign.name];
    let values: Vec<(&str, &str)> = SUMMARY_NAMES.into_iter().zip(values).collect();
    in_place_of_names(&notice.summary.opening, &values)
}

/// Months in words, with the year of the first before them; `None` if there are none.
fn months_with_year(months: &[Month]) -> Option<String> {
    let first = months.first()?;
    Some(format!("{}年{}", first.year(), short_months(months)))
}

/// Months in words, with the year only if it is not that of the first.
fn short_months(months: &[Month]) -> String {
    months.first().map_or_else(String::new, |first| month_spans(months, *first).join("、").replace(' ', ""))
}

/// How many reports there are. A report whose month was reopened after it was sent still counts as sent.
fn reports(summary: &Summary) -> String {
    let due = summary.counted_months().count();
    if due == 0 {
        return "本时段还没有填报的月份。".to_owned();
    }
    let count =
        |holds: fn(&SummaryMonth) -> bool| summary.counted_months().filter(|month| holds(month)).count();
    let filled = count(|month| month.state != State::Empty);
    if filled == 0 {
        let none = if due > 1 { "均未填报" } else { "未填报" };
        return format!("应填报月报表{due}期，{none}。");
    }
    let counts = [
        (count(|month| month.was_sent || matches!(month.state, State::Final | State::Sent)), "已定稿"),
        (count(|month| month.was_sent), "已报送"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what}{count}期"))
        .collect();
    let details = if parts.is_empty() { String::new() } else { format!("，其中{}", parts.join("、")) };
    format!("应填报月报表{due}期，已填报{filled}期{details}。")
}

/// The figures that are missing in some months, and the months in which nothing at all was filled in.
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
            let names = named(lines);
            let missing = if *months == recorded {
                "各月均未填".to_owned()
            } else {
                format!("缺{}", months_with_year(months)?)
            };
            Some(format!("{names}{missing}"))
        })
        .collect();
    (!parts.is_empty()).then(|| Sentence {
        mark: "gaps".to_owned(),
        text: format!("未填的数据未计入：{}。", parts.join("；")),
        figures,
    })
}

fn results(notice: &Notice, form: &Form, summary: &Summary, projects: ProjectCounts) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (number, (section, lines)) in (1..).zip(form.sections().zip(&summary.sections)) {
        let of = |row: &Row| -> Vec<&SummaryLine> {
            lines.lines.iter().filter(|line| line.row == row.number).collect()
        };
        let mut rows: Vec<(&Row, Vec<&SummaryLine>)> =
            section.rows.iter().map(|row| (row, of(row))).filter(|(_, lines)| is_known(lines)).collect();
        // If other rows have results, the rows that are zero are left to the table.
        if !rows.iter().all(|(_, lines)| came_to_nothing(lines)) {
            rows.retain(|(_, lines)| !came_to_nothing(lines));
        }
        let mut paragraph: Paragraph =
            rows.iter().filter_map(|(row, lines)| row_sentence(row, lines, summary)).collect();
        if let Some(last) = paragraph.last_mut() {
            last.text.push('。');
            let count = paragraph.len();
            paragraph.iter_mut().take(count - 1).for_each(|sentence| sentence.text.push('；'));
            if !section.title.is_empty() {
                paragraph.insert(0, plain(&format!("section-{number}"), format!("{}。", section.title)));
            }
            paragraphs.push(paragraph);
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(vec![plain("nothing", "本时段没有可以统计的数据。".to_owned())]);
    }
    paragraphs.extend(project_sentence(notice, projects).map(|text| vec![plain("projects", text)]));
    paragraphs
}

fn is_known(lines: &[&SummaryLine]) -> bool {
    lines.iter().any(|line| line.total.is_some())
}

/// Whether all of a row is known and zero.
fn came_to_nothing(lines: &[&SummaryLine]) -> bool {
    lines.iter().all(|line| line.missing.is_empty() && line.total.is_some_and(Amount::is_zero))
}

/// A figure and its number in words.
type Number<'line> = (String, &'line SummaryLine);

/// One row of the form with its numbers, without the final punctuation. If some numbers are not known, only
/// the others.
fn row_sentence(row: &Row, lines: &[&SummaryLine], summary: &Summary) -> Option<Sentence> {
    let known: Vec<Number<'_>> =
        lines.iter().filter_map(|line| Some((line.total?.to_string(), *line))).collect();
    let figures = known.iter().map(|(_, line)| line.figure).collect();
    let text = if row.figures.iter().any(|figure| figure.scope == Scope::Year) {
        yearly_sentence(row, &known, summary)?
    } else {
        with_numbers(row, &row.content, &known, summary)
    };
    Some(Sentence { mark: row_mark(row), text, figures })
}

/// The form's own sentence where it has an X for each number; otherwise the figures by their names.
fn with_numbers(row: &Row, content: &str, numbers: &[Number<'_>], summary: &Summary) -> String {
    if !numbers.is_empty() && content.matches('X').count() == numbers.len() {
        return filled_in(content, numbers, summary);
    }
    let parts = numbers.iter().map(|(number, line)| {
        let name = without_of_it(&line.name, line.part_of.is_some() || row.level > 0);
        format!("{name}{number}{}{}", line.unit, gap(line, summary, false))
    });
    parts.collect::<Vec<_>>().join("，")
}

/// A name without 其中 or 其中：, since the whole that it is a part of is not in the sentence.
fn without_of_it(name: &str, is_part: bool) -> &str {
    let Some(rest) = name.strip_prefix(OF_IT) else { return name };
    let part = rest.trim_start_matches(['：', ':']).trim_start();
    // 其中 may be the beginning of a word.
    let is_meant = is_part || part.len() < rest.len();
    if is_meant && !part.is_empty() { part } else { name }
}

/// The form's own sentence with a number for each X; a gap is mentioned after the unit.
fn filled_in(content: &str, numbers: &[Number<'_>], summary: &Summary) -> String {
    let mut pieces = content.trim_end_matches('。').split('X');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, (number, line)) in pieces.zip(numbers) {
        let behind = piece.strip_prefix(line.unit.as_str()).unwrap_or(piece);
        text.push_str(number);
        text.push_str(&line.unit);
        let gap = gap(line, summary, behind.starts_with('）'));
        // A gap in brackets is merged with brackets that follow it.
        let merged = gap.strip_suffix('）').zip(behind.strip_prefix('（'));
        let parts = merged.map_or([gap.as_str(), "", behind], |(gap, behind)| [gap, "，", behind]);
        text.extend(parts);
    }
    text
}

/// The sentence of a row with yearly figures: the year replaces the form's 今年, or the months of the year if the span
/// does not begin with January. In a span of several years each year has its own numbers.
fn yearly_sentence(row: &Row, known: &[Number<'_>], summary: &Summary) -> Option<String> {
    let when = |year: i32| {
        let of_year = |month: &&SummaryMonth| month.month.year() == year;
        let first = summary.months.iter().find(of_year).map(|month| month.month);
        let last = summary.counted_months().filter(of_year).last().map(|month| month.month);
        match (first, last) {
            (Some(first), Some(last)) if first.number() > 1 => range_name(first, last),
            _ => format!("{year}年"),
        }
    };
    let of_year = |when: &str, numbers: &[Number<'_>]| {
        with_numbers(row, &row.content.replacen(THIS_YEAR, when, 1), numbers, summary)
    };
    let (whole, by_year): (Vec<Number<'_>>, Vec<Number<'_>>) =
        known.iter().cloned().partition(|(_, line)| line.years.is_empty());
    if by_year.is_empty() {
        return Some(of_year(&when(summary.months.last()?.month.year()), &whole));
    }
    let years: BTreeSet<i32> =
        by_year.iter().flat_map(|(_, line)| &line.years).map(|total| total.year).collect();
    let sentences = years.into_iter().map(|year| {
        let numbers: Vec<Number<'_>> = by_year
            .iter()
            .filter_map(|(_, line)| {
                let total = line.years.iter().find(|total| total.year == year)?;
                Some((total.amount.to_string(), *line))
            })
            .collect();
        let when = when(year);
        let text = of_year(&when, &numbers);
        if text.contains(&when) { text } else { when + &text }
    });
    // The other figures of the row are counted over all the years.
    let others = (!whole.is_empty()).then(|| with_numbers(row, "", &whole, summary));
    Some(sentences.chain(others).collect::<Vec<_>>().join("，"))
}

/// The months that are missing in a total, in brackets unless the gap is in brackets already. Months in which
/// nothing at all was filled in are mentioned once for all figures.
fn gap(line: &SummaryLine, summary: &Summary, bracketed: bool) -> String {
    let recorded = summary.months_that_are(Standing::Recorded);
    let missing: Vec<Month> = line.missing.iter().filter(|month| recorded.contains(month)).copied().collect();
    if missing.is_empty() {
        return String::new();
    }
    let months = short_months(&missing);
    if bracketed { format!("，缺{months}") } else { format!("（缺{months}）") }
}

fn project_sentence(notice: &Notice, counts: ProjectCounts) -> Option<String> {
    let list = notice.lists.first().filter(|_| counts.all > 0)?;
    Some(format!("列入{}的项目{}个，{}。", list.short_title(), counts.all, progress(counts)))
}

/// How the projects stand. A number that is zero, or that of all of them, is told as a word.
fn progress(ProjectCounts { all, done, overdue }: ProjectCounts) -> String {
    let each = if all > 1 { "均" } else { "" };
    match (done, overdue) {
        (done, _) if done == all => format!("{each}已完成"),
        (0, 0) => format!("{each}未完成"),
        (0, overdue) if overdue == all => format!("{each}超过完成时限未完成"),
        (0, overdue) => format!("{each}未完成，其中{overdue}个超过完成时限"),
        (done, 0) => format!("已完成{done}个"),
        (done, overdue) => format!("已完成{done}个，超过完成时限未完成{overdue}个"),
    }
}
