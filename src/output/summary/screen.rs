//! The table of figures for the screen, one line for each figure with its months; the texts are those on paper.

use serde::Serialize;

use super::tables::{BEST, REMARK, TOTAL, best_text, compared_heading, compared_text, month_text};
use crate::notice::{FigureId, Form};
use crate::summary::{Summary, SummaryLine, is_one_year};

/// The figures of a summary as texts in cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummaryTable {
    /// The headings of the columns: the name, the texts, and the months.
    pub headings: Vec<String>,
    /// The lines, grouped by section of the form.
    pub sections: Vec<SummaryTableSection>,
}

/// The lines of one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummaryTableSection {
    pub title: String,
    pub lines: Vec<SummaryTableLine>,
}

/// The line of one figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SummaryTableLine {
    pub figure: FigureId,
    /// Its row, name and unit.
    pub name: String,
    /// Whether it has a chart.
    pub applies: bool,
    pub total: String,
    /// The texts of the columns between the name and the months.
    pub words: Vec<String>,
    pub months: Vec<MonthCell>,
}

/// A month of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MonthCell {
    /// The amount, or one word for why there is none.
    pub text: String,
    /// Whether it should have an amount but has none.
    pub missing: bool,
}

/// Makes the table for the screen.
pub fn summary_table(form: &Form, summary: &Summary) -> SummaryTable {
    let compared = compared_heading(summary);
    let mut headings = vec![form.columns.content.clone(), TOTAL.to_owned(), BEST.to_owned()];
    headings.extend(compared.clone());
    headings.push(REMARK.to_owned());
    headings.extend(summary.months.iter().map(|month| month.name.clone()));
    let sections = summary.sections.iter().map(|section| SummaryTableSection {
        title: section.title.clone(),
        lines: section.lines.iter().map(|figure| line(summary, figure, compared.as_deref())).collect(),
    });
    SummaryTable { headings, sections: sections.collect() }
}

fn line(summary: &Summary, figure: &SummaryLine, compared: Option<&str>) -> SummaryTableLine {
    let mut words = vec![best_text(figure, is_one_year(&summary.months))];
    words.extend(compared.map(|heading| compared_text(figure, heading)));
    words.push(figure.remark.clone());
    let months = summary.months.iter().zip(&figure.entries).map(|(month, entry)| MonthCell {
        text: month_text(month, entry),
        missing: figure.missing.contains(&month.month),
    });
    SummaryTableLine {
        figure: figure.figure,
        name: format!("{}．{}（{}）", figure.row, figure.name, figure.unit),
        applies: figure.applies,
        total: figure.total.map(|total| total.to_string()).unwrap_or_default(),
        words,
        months: months.collect(),
    }
}
