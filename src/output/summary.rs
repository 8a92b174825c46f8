//! The content of the exported summary: its text, tables and charts, prepared once for paper, Word and screen.
//!
//! Amounts are turned into texts here. Positions are decided by the layout and by [`word`]; how a chart looks
//! is decided by the layout alone.

mod chart;
mod screen;
mod table;
mod tables;
mod widths;
mod word;
mod workbook;

use chrono::NaiveDate;
use serde::Serialize;

pub(super) use chart::{Chart, chart, charts};
pub use screen::{MonthCell, SummaryTable, SummaryTableLine, SummaryTableSection, summary_table};
pub(super) use table::Table;
pub(super) use tables::ProjectPages;
pub use tables::comparison;
pub use word::summary_word;
pub use workbook::summary_workbook;

use super::OutputError;
use crate::notice::{Form, ProjectForm};
use crate::period::date_name;
use crate::projects::ProjectSheet;
use crate::report::Entry;
use crate::summary::Summary;

/// The text under a heading that is still empty.
const NOTHING_YET: &str = "（请在此填写）";

/// How many small charts a page of a Word file has room for.
const MOST_AT_ONE_LOOK: usize = 28;

/// The numerals of second-level headings, and the longest such heading.
const NUMERALS: &str = "一二三四五六七八九十";
const LONGEST_LEAD: usize = 40;

/// The printed content of a summary.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryContent {
    pub(super) unit: String,
    pub(super) title: Vec<String>,
    pub(super) subtitle: String,
    pub(super) texts: Vec<HeadedText>,
    /// The unit and the day, at the end of the text.
    pub(super) signature: [String; 2],
    pub(super) tables: Vec<Table>,
    pub(super) charts_caption: String,
    pub(super) charts: Vec<Chart>,
    /// The list of projects; `None` if the notice has none.
    pub(super) projects: Option<ProjectPages>,
    #[serde(skip)]
    pub(super) day: NaiveDate,
    /// What it is called and the name of its span, for file names.
    #[serde(skip)]
    pub(super) name: String,
    #[serde(skip)]
    pub(super) span: String,
}

/// A heading and the text under it.
#[derive(Clone, Debug, Serialize)]
pub struct HeadedText {
    /// The heading with its number.
    pub title: String,
    pub paragraphs: Vec<TextParagraph>,
}

/// A paragraph of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextParagraph {
    /// A second-level heading at its beginning: （一）加强领导。 Empty if there is none.
    pub lead: String,
    /// The text after the second-level heading.
    pub text: String,
}

impl HeadedText {
    /// A heading and a text whose lines become paragraphs.
    pub fn new(title: &str, text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut paragraphs: Vec<TextParagraph> = lines.map(TextParagraph::new).collect();
        if paragraphs.is_empty() {
            paragraphs.push(TextParagraph { lead: String::new(), text: NOTHING_YET.to_owned() });
        }
        Self { title: title.to_owned(), paragraphs }
    }
}

impl TextParagraph {
    fn new(line: &str) -> Self {
        let (lead, text) = line.split_at_checked(lead(line)).unwrap_or(("", line));
        Self { lead: lead.to_owned(), text: text.to_owned() }
    }
}

/// The length of a second-level heading: up to the first full stop, or all of a short line.
fn lead(line: &str) -> usize {
    let numbered = line
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'))
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|one| NUMERALS.contains(one)));
    let end = line.find('。').map_or(line.len(), |at| at + '。'.len_utf8());
    let is_short = line.get(..end).is_some_and(|lead| lead.chars().count() <= LONGEST_LEAD);
    if numbered && is_short { end } else { 0 }
}

impl SummaryContent {
    /// The printed content of a summary, signed on `day`, in files of that `name`. Refuses a summary with a text that is not an amount.
    pub fn new(
        form: &Form,
        summary: &Summary,
        texts: Vec<HeadedText>,
        projects: Option<(&ProjectForm, &ProjectSheet)>,
        day: NaiveDate,
        name: String,
    ) -> Result<Self, OutputError> {
        refuse_unreadable(summary)?;
        Ok(Self {
            unit: summary.unit.name.clone(),
            title: title(form, summary),
            subtitle: format!("（{}）", summary.counted),
            texts,
            signature: [summary.unit.name.clone(), date_name(day)],
            tables: tables::tables(form, summary),
            charts_caption: "各项数据逐月情况".to_owned(),
            charts: chart::charts(&form.columns, summary),
            projects: projects.map(|(form, list)| tables::projects(form, list)),
            day,
            name,
            span: summary.name.clone(),
        })
    }

    /// The title on one line, for the properties of files.
    pub(super) fn title_line(&self) -> String {
        format!("{}{}", self.title.concat(), self.subtitle)
    }

    /// The charts that are shown together on a page.
    pub(super) fn charts_at_one_look(&self) -> impl Iterator<Item = &[Chart]> {
        self.charts.chunks(MOST_AT_ONE_LOOK)
    }

    /// The file name with an extension, such as `龙沙镇_主题活动总结_2022年.docx`.
    pub fn file_name(&self, extension: &str) -> String {
        super::harmless_name(&self.unit, &format!("_{}_{}.{extension}", self.name, self.span))
    }
}

/// The unit, then the campaign's name, broken after its quotation marks.
fn title(form: &Form, summary: &Summary) -> Vec<String> {
    let name = &form.campaign.name;
    let behind = name.find('”').map_or(0, |at| at + '”'.len_utf8());
    let (quoted, rest) = name.split_at_checked(behind).unwrap_or((name, ""));
    let lines = [summary.unit.name.clone(), quoted.to_owned(), format!("{rest}总结")];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// Refuses a span with a text that is not an amount; the error names the first one.
fn refuse_unreadable(summary: &Summary) -> Result<(), OutputError> {
    for line in summary.lines() {
        for (month, entry) in summary.months.iter().zip(&line.entries) {
            if let Entry::Unreadable { text, problem } = entry {
                return Err(OutputError::Unreadable {
                    figure: line.figure,
                    name: format!("{}{}", month.name, line.name),
                    text: text.clone(),
                    problem: problem.clone(),
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_begins_with_a_heading_of_the_second_level_or_with_none() {
        let told = |line: &str| {
            let TextParagraph { lead, text } = TextParagraph::new(line);
            (lead, text)
        };
        let parts = |lead: &str, text: &str| (lead.to_owned(), text.to_owned());
        assert_eq!(told("（一）加强领导。成立小组。"), parts("（一）加强领导。", "成立小组。"));
        assert_eq!(told("（十二）加强领导"), parts("（十二）加强领导", ""));
        assert_eq!(told("（含塑料类）清运8吨。"), parts("", "（含塑料类）清运8吨。"));
        assert_eq!(told("（）空"), parts("", "（）空"));
        let long = format!("（一）{}", "长".repeat(80));
        assert_eq!(told(&long), parts("", &long));
        assert_eq!(HeadedText::new("二、主要做法", " \n").paragraphs[0].text, NOTHING_YET);
    }
}
