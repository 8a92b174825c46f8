//! The content of the exported summary: its text, tables and charts, prepared once for paper, Word and screen.
//!
//! Amounts are turned into texts here. Positions are decided by the layout and by [`word`]; how a chart looks
//! is decided by the layout alone.

mod chart;
mod screen;
mod tables;
mod word;
mod workbook;

use chrono::NaiveDate;
use serde::Serialize;

pub(super) use chart::{Chart, chart, charts};
pub use screen::{MonthCell, SummaryTable, SummaryTableLine, SummaryTableSection, summary_table};
pub(super) use tables::ProjectPages;
pub use tables::comparison;
pub use word::summary_word;
pub use workbook::summary_workbook;

use super::OutputError;
use super::official::{HeadedText, OfficialText, in_two_lines};
use crate::notice::{Form, ProjectForm};
use crate::period::date_name;
use crate::projects::ProjectSheet;
use crate::report::Entry;
use crate::summary::Summary;

/// How many small charts a page of a Word file has room for.
const MOST_AT_ONE_LOOK: usize = 28;

/// The printed content of a summary.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryContent {
    pub(super) unit: String,
    #[serde(flatten)]
    pub(super) text: OfficialText,
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
            text: OfficialText {
                title: title(form, summary),
                subtitle: format!("（{}）", summary.counted),
                addressee: String::new(),
                texts,
                signature: [summary.unit.name.clone(), date_name(day)],
                tables: tables::tables(form, summary),
            },
            charts_caption: "各项数据逐月情况".to_owned(),
            charts: chart::charts(&form.columns, summary),
            projects: projects.map(|(form, list)| tables::projects(form, list)),
            day,
            name,
            span: summary.name.clone(),
        })
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
    let (quoted, rest) = in_two_lines(&form.campaign.name);
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
                    called: crate::wording::quoted(format!("{}{}", month.name, line.name)),
                    text: text.clone(),
                    problem: problem.clone(),
                });
            }
        }
    }
    Ok(())
}
