//! The tables of a summary as texts in cells: the results of the figures, their months, and the projects with
//! their states.

use serde::Serialize;

use crate::notice::{Form, ProjectForm};
use crate::output::official::table::{Column, Line, Side, Table};
use crate::output::official::widths::{self, SIZES, longest_number};
use crate::projects::{ProjectRow, ProjectSheet};
use crate::report::Entry;
use crate::summary::{Comparison, Standing, Summary, SummaryLine, SummaryMonth, is_one_year, range_name};

/// The longest change that is on one line with its percentage, in characters.
const LONG_CHANGE: u32 = 6;

/// How many months may be next to each other on a page: as many as their numbers have room for.
const MONTHS_ABREAST: [usize; 5] = [6, 4, 3, 2, 1];

/// The months are not set in smaller sizes than these while there may be fewer of them on a page.
const MONTH_SIZES: [u32; 2] = [SIZES[0], SIZES[1]];

/// The headings of columns that are not in the form.
const UNIT: &str = "单位";
pub(super) const TOTAL: &str = "合计";
pub(super) const BEST: &str = "最多的月份";
pub(super) const REMARK: &str = "备注";

fn column(heading: impl Into<String>, width: u32, side: Side, least: u32) -> Column {
    Column { heading: heading.into(), width, side, least, digits: 0 }
}

/// The results of the figures, then their months, half a year on each page if their numbers have room.
pub(super) fn tables(form: &Form, summary: &Summary) -> Vec<Table> {
    let mut tables = vec![totals(form, summary)];
    let digits = summary.lines().flat_map(|line| &line.entries).map(|entry| longest_number(&entry.text()));
    let digits = digits.max().unwrap_or(0);
    let with = |abreast: usize, size: u32| -> Option<Vec<Table>> {
        let months = summary.months.chunks(abreast);
        months.map(|months| by_month(form, summary, months, digits, size)).collect()
    };
    let ways = MONTHS_ABREAST.iter().flat_map(|abreast| MONTH_SIZES.map(|size| (*abreast, size)));
    tables.extend(ways.into_iter().find_map(|(abreast, size)| with(abreast, size)).unwrap_or_default());
    tables
}

fn totals(form: &Form, summary: &Summary) -> Table {
    let heading = compared_heading(summary);
    let one_year = is_one_year(&summary.months);
    let (number, content) = (&form.columns.number, &form.columns.content);
    let columns = match &heading {
        Some(heading) => vec![
            column(number, 10, Side::Centre, 2),
            column(content, if one_year { 38 } else { 36 }, Side::Left, 8),
            column(UNIT, 12, Side::Centre, 3),
            column(TOTAL, 18, Side::Right, 2),
            column(BEST, if one_year { 22 } else { 30 }, Side::Centre, 5),
            column(heading.as_str(), if one_year { 38 } else { 33 }, Side::Left, 5),
            column(REMARK, if one_year { 18 } else { 17 }, Side::Left, 4),
        ],
        None => vec![
            column(number, 10, Side::Centre, 2),
            column(content, 44, Side::Left, 8),
            column(UNIT, 14, Side::Centre, 3),
            column(TOTAL, 20, Side::Right, 2),
            column(BEST, if one_year { 30 } else { 40 }, Side::Centre, 5),
            column(REMARK, if one_year { 38 } else { 28 }, Side::Left, 6),
        ],
    };
    let cells = |line: &SummaryLine| {
        let mut texts = vec![line.total.map(|total| total.to_string()).unwrap_or_default()];
        texts.push(best_text(line, one_year));
        texts.extend(heading.as_ref().map(|heading| percentage_apart(compared_text(line, heading))));
        texts.push(line.remark.clone());
        texts
    };
    // With a column more there is less room.
    let sizes = if heading.is_some() { SIZES.get(1..).unwrap_or_default() } else { &SIZES };
    widths::sized(format!("{}各项数据汇总", summary.counted), sizes, columns, rows(summary, cells))
}

/// The best month with its amount, and with its year unless the span has only one year.
pub(super) fn best_text(line: &SummaryLine, one_year: bool) -> String {
    line.best.as_ref().map_or_else(String::new, |best| {
        let month = if one_year { format!("{}月", best.month.number()) } else { best.name.clone() };
        format!("{month} {}", best.amount)
    })
}

/// The heading of the changes: names the compared span if all lines have the same; `None` if nothing is compared.
pub(super) fn compared_heading(summary: &Summary) -> Option<String> {
    let mut all = summary.lines().filter_map(|line| line.compared.as_ref());
    let first = all.next()?;
    let same = all.all(|other| other.name == first.name);
    Some(if same { compared_with(first) } else { "与以前相比".to_owned() })
}

fn compared_with(compared: &Comparison) -> String {
    if compared.year_before { "比上年同期".to_owned() } else { format!("比{}", compared.name) }
}

/// A change in words, including the span it is compared with.
pub fn comparison(compared: &Comparison) -> String {
    format!("{}{}", compared_with(compared), compared.words)
}

/// A line's change under its heading, which may name the compared span already.
pub(super) fn compared_text(line: &SummaryLine, heading: &str) -> String {
    line.compared.as_ref().map_or_else(String::new, |compared| {
        if compared_with(compared) == heading { compared.words.clone() } else { comparison(compared) }
    })
}

/// A change with its percentage on a line of its own if the number is long: some programs do not end a line before a
/// bracket, and would break the number instead.
fn percentage_apart(text: String) -> String {
    match text.split_once('（') {
        Some((change, percentage)) if longest_number(change) > LONG_CHANGE => {
            format!("{change}\n（{percentage}")
        }
        _ => text,
    }
}

/// Some months next to each other, each with room for a number of `digits` characters; `None` if there is no room for
/// all of them at that size.
fn by_month(
    form: &Form,
    summary: &Summary,
    months: &[SummaryMonth],
    digits: u32,
    size: u32,
) -> Option<Table> {
    let mut columns = vec![
        column(&form.columns.number, 10, Side::Centre, 2),
        column(&form.columns.content, 42, Side::Left, 8),
        column(UNIT, 14, Side::Centre, 3),
    ];
    let abreast = u32::try_from(months.len()).unwrap_or(1).max(1);
    columns.extend(
        months.iter().map(|month| Column { digits, ..column(&month.name, 90 / abreast, Side::Right, 2) }),
    );
    let cells = |line: &SummaryLine| {
        summary
            .months
            .iter()
            .zip(&line.entries)
            .filter(|(month, _)| months.iter().any(|shown| shown.month == month.month))
            .map(|(month, entry)| month_text(month, entry))
            .collect()
    };
    let caption = match (months.first(), months.last()) {
        (Some(first), Some(last)) if first.month != last.month => {
            format!("{}各月数据", range_name(first.month, last.month))
        }
        (Some(first), _) => format!("{}数据", first.name),
        _ => String::new(),
    };
    let rows = rows(summary, cells);
    Some(Table { caption, size, columns: widths::fitted(&columns, &rows, size)?, rows })
}

/// A month's own amount, or one word for why there is none.
pub(super) fn month_text(month: &SummaryMonth, entry: &Entry) -> String {
    match (entry, month.standing) {
        (Entry::NotApplicable, _) | (_, Standing::Ahead) => String::new(),
        (Entry::Blank, Standing::NoData) => "无数据".to_owned(),
        (Entry::Blank, Standing::BeforeStart) => "期初".to_owned(),
        (Entry::Blank, _) => "缺".to_owned(),
        (entry, _) => entry.text(),
    }
}

fn rows(summary: &Summary, cells: impl Fn(&SummaryLine) -> Vec<String>) -> Vec<Line> {
    let mut rows = Vec::new();
    for section in &summary.sections {
        rows.push(Line::Section { title: section.title.clone() });
        for line in &section.lines {
            let mut texts = vec![line.row.to_string(), line.name.clone(), line.unit.clone()];
            texts.extend(cells(line));
            rows.push(Line::Cells { texts });
        }
    }
    rows
}

/// The list of projects in its official form, and the state of each project.
pub(super) fn projects(form: &ProjectForm, list: &ProjectSheet) -> super::ProjectPages {
    let [number, by, scale, funds, due] = form.columns.all();
    let columns = vec![
        column(number, 11, Side::Centre, 2),
        column(by, 28, Side::Left, 5),
        column(scale, 43, Side::Left, 8),
        column(funds, 24, Side::Left, 5),
        column(due, 24, Side::Centre, 5),
        column("完成情况", 26, Side::Centre, 5),
    ];
    let rows = list.rows.iter().map(|row| {
        let mut texts = vec![row.number.to_string()];
        texts.extend(row.texts().map(str::to_owned));
        texts.push(state(row));
        Line::Cells { texts }
    });
    let caption = if list.rows.is_empty() { "没有列入项目。".to_owned() } else { String::new() };
    super::ProjectPages {
        mark: form.mark.clone(),
        title: form.title.clone(),
        table: widths::sized(caption, &SIZES, columns, rows.collect()),
    }
}

fn state(row: &ProjectRow) -> String {
    if row.remark.is_empty() { "未完成".to_owned() } else { row.remark.clone() }
}

/// The list of projects with its states.
#[derive(Clone, Debug, Serialize)]
pub(in crate::output) struct ProjectPages {
    pub(in crate::output) mark: String,
    pub(in crate::output) title: String,
    pub(in crate::output) table: Table,
}
