//! Planning an import from somebody else's file: each line is new, double or unreadable, and nothing is changed yet.
//! A list is never imported in part, so a plan with an unreadable line can be shown but not carried out.

use std::collections::HashMap;

use serde::Serialize;

use super::headings::{self, Headings};
use super::{Listed, MOST_PROJECTS, Project, ProjectError, ProjectField, strict_text};
use crate::amount::trim;
use crate::notice::ProjectForm;
use crate::period::date_name;
use crate::reading::{Book, Cell, Marking, Sheet, Value, column_name, hidden_remarks};
use crate::wording::{numbered, quoted};

/// In how many of the first rows the headings are searched.
const MOST_BEFORE_HEADINGS: usize = 60;

/// What stands at the head of a line that adds others up.
const SUMS: [&str; 3] = ["合计", "小计", "总计"];

/// What happens to a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Arrival {
    /// The line is imported.
    New,
    /// The project is in the list or earlier in the file already, so the line is skipped.
    Double {
        /// Where the other one is, as a sentence.
        reason: String,
    },
    /// The line cannot be read, so nothing at all is imported.
    Unreadable {
        /// What is wrong, as a sentence.
        reason: String,
    },
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportRow {
    /// Its line number in the file, from 1.
    pub line: u32,
    /// 实施主体
    pub by: String,
    /// 建设规模
    pub scale: String,
    /// 资金来源
    pub funds: String,
    /// 完成时限
    pub due: String,
    /// What happens to the line.
    #[serde(flatten)]
    pub arrival: Arrival,
}

/// The plan of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportPlan {
    /// The name of the sheet that was read; empty for a text file.
    pub sheet: String,
    /// Every line below the headings that holds anything.
    pub rows: Vec<ImportRow>,
    /// How many lines are imported.
    pub new: usize,
    /// How many lines are skipped because their projects are there already.
    pub double: usize,
    /// How many lines cannot be read.
    pub unreadable: usize,
    /// Remarks for the officer, one sentence each: merged cells, formulas, missing headings.
    pub remarks: Vec<String>,
}

impl ImportPlan {
    /// The projects to import. Refuses unless every line can be read and at least one is new.
    pub fn projects(&self) -> Result<Vec<Project>, ProjectError> {
        let unreadable = self.rows.iter().find_map(|row| match &row.arrival {
            Arrival::Unreadable { reason } => Some((row.line, reason)),
            _ => None,
        });
        if let Some((line, reason)) = unreadable {
            return Err(ProjectError::Unreadable { count: self.unreadable, line, problem: reason.clone() });
        }
        let new = self.rows.iter().filter(|row| row.arrival == Arrival::New);
        let projects: Vec<Project> = new.map(ImportRow::project).collect();
        if projects.is_empty() { Err(ProjectError::AllDouble) } else { Ok(projects) }
    }
}

impl ImportRow {
    pub(super) fn project(&self) -> Project {
        let Self { by, scale, funds, due, .. } = self.clone();
        Project { by, scale, funds, due, done_on: None }
    }
}

/// Reads a file as a list of projects and compares it with the present list. If there are several sheets, the
/// first one with headings is used; hidden rows, columns and sheets are not read.
pub fn plan_import(form: &ProjectForm, book: &Book, list: &[Listed]) -> Result<ImportPlan, ProjectError> {
    let sheets = book.sheets.iter().filter(|sheet| !sheet.hidden);
    let mut seen = sheets.map(|sheet| (sheet, sheet.seen()));
    let found = seen.find_map(|(whole, seen)| {
        let headings = find_headings(form, &seen)?;
        Some((whole, seen, headings))
    });
    let Some((whole, sheet, (heading, headings))) = found else {
        let names = ProjectField::ALL.map(|field| field.heading(&form.columns).to_owned());
        return Err(ProjectError::NoHeadings(names.join("、")));
    };
    refuse_doubled(form, &sheet, heading)?;
    let bracketed = bracketed(&sheet, heading, &headings);
    let mut reader = Reader::new(form, &sheet, headings);
    let rows = reader.rows(heading)?;
    if rows.is_empty() {
        return Err(ProjectError::NothingToImport);
    }
    let rows = without_doubles(rows, list);
    let count = |wanted: fn(&Arrival) -> bool| rows.iter().filter(|row| wanted(&row.arrival)).count();
    let new = count(|arrival| matches!(arrival, Arrival::New));
    if list.len() + new > MOST_PROJECTS {
        return Err(ProjectError::TooMany(list.len() + new));
    }
    Ok(ImportPlan {
        sheet: sheet.name.clone(),
        new,
        double: count(|arrival| matches!(arrival, Arrival::Double { .. })),
        unreadable: count(|arrival| matches!(arrival, Arrival::Unreadable { .. })),
        remarks: [
            reader.missing("，导入后要补填"),
            reader.remarks(),
            bracketed,
            hidden_remarks(whole),
            others(book, whole),
        ]
        .concat(),
        rows,
    })
}

/// Headings with a unit or similar in brackets, which the list cannot hold.
pub(super) fn bracketed(sheet: &Sheet, heading: u32, headings: &Headings) -> Vec<String> {
    let texts = headings.keys().map(|column| sheet.value(heading, *column).text());
    let with_brackets = texts.filter(|text| text.contains(['（', '(']));
    with_brackets
        .map(|text| format!("标题{}括号里的话没有带进来，请核对每一项的单位", quoted(trim(&text))))
        .collect()
}

/// The sheets that are not read, if more than one has content.
fn others(book: &Book, read: &Sheet) -> Vec<String> {
    let others = book.sheets.iter().filter(|sheet| !std::ptr::eq(*sheet, read) && !sheet.is_blank());
    let why = |sheet: &Sheet| {
        if sheet.hidden { "是隐藏的，没有读" } else { "没有读，一次只读一张" }
    };
    others.map(|sheet| format!("工作表{}{}", quoted(&sheet.name), why(sheet))).collect()
}

/// Refuses a file in which two columns have the same heading.
pub(super) fn refuse_doubled(form: &ProjectForm, sheet: &Sheet, heading: u32) -> Result<(), ProjectError> {
    let line: Vec<(u32, String)> = sheet
        .cells()
        .filter(|((row, _), _)| *row == heading)
        .map(|((_, column), value)| (column, value.text()))
        .collect();
    let texts = line.iter().map(|(column, text)| (*column, text.as_str()));
    match headings::doubled(&form.columns, texts) {
        None => Ok(()),
        Some((field, columns)) => {
            let names: Vec<String> = columns.into_iter().map(column_name).collect();
            let heading = field.heading(&form.columns).to_owned();
            Err(ProjectError::TwoColumns { heading, columns: names.join("、") })
        }
    }
}

pub(super) fn find_headings(form: &ProjectForm, sheet: &Sheet) -> Option<(u32, Headings)> {
    sheet.rows().take(MOST_BEFORE_HEADINGS).find_map(|(row, cells)| {
        let texts: Vec<(u32, String)> =
            cells.into_iter().map(|(column, value)| (column, value.text())).collect();
        let line = texts.iter().map(|(column, text)| (*column, text.as_str()));
        Some((row, headings::read(&form.columns, line)?))
    })
}

/// Reads the lines of one list.
pub(super) struct Reader<'a> {
    form: &'a ProjectForm,
    sheet: &'a Sheet,
    headings: Headings,
    merged: usize,
    formulas: usize,
    /// The lines that are crossed out.
    struck: Vec<u32>,
    /// The lines that add others up and are no project.
    sums: Vec<u32>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(form: &'a ProjectForm, sheet: &'a Sheet, headings: Headings) -> Self {
        Self { form, sheet, headings, merged: 0, formulas: 0, struck: Vec::new(), sums: Vec::new() }
    }

    pub(super) fn rows(&mut self, heading: u32) -> Result<Vec<ImportRow>, ProjectError> {
        let sheet = self.sheet;
        let mut rows = Vec::new();
        for (row, cells) in sheet.rows().skip_while(|(row, _)| *row <= heading) {
            let texts: Vec<(u32, String)> =
                cells.iter().map(|(column, value)| (*column, value.text())).collect();
            if texts.iter().any(|(_, text)| trim(text).starts_with(&self.form.notes.label)) {
                break;
            }
            let line = texts.iter().map(|(column, text)| (*column, text.as_str()));
            // A list printed on several pages repeats its headings.
            if let Some(again) = headings::read(&self.form.columns, line) {
                refuse_doubled(self.form, sheet, row)?;
                self.headings = again;
                continue;
            }
            rows.extend(self.row(row));
            if rows.len() > MOST_PROJECTS {
                let left = sheet.rows().filter(|(row, _)| *row > heading).count();
                return Err(ProjectError::TooMany(left));
            }
        }
        Ok(rows)
    }

    /// Reads one line; `None` if its fields are all blank.
    fn row(&mut self, row: u32) -> Option<ImportRow> {
        if self.is_struck(row) {
            self.struck.push(row + 1);
            return None;
        }
        if self.is_sum(row) {
            self.sums.push(row + 1);
            return None;
        }
        let mut project = Project::default();
        let mut problem = None;
        let mut blank = true;
        for (column, field) in self.headings.clone() {
            let read = self.cell(row, column, field);
            blank &= read.as_ref().is_ok_and(String::is_empty);
            match read {
                Ok(text) => *field.of_mut(&mut project) = text,
                Err(reason) => problem = problem.or(Some(reason)),
            }
        }
        let Project { by, scale, funds, due, .. } = project;
        let arrival = problem.map_or(Arrival::New, |reason| Arrival::Unreadable { reason });
        (!blank).then_some(ImportRow { line: row + 1, by, scale, funds, due, arrival })
    }

    /// Whether all texts of a project are crossed out.
    fn is_struck(&self, row: u32) -> bool {
        let cells = self.headings.keys().filter_map(|column| self.sheet.cell(row, *column));
        let mut filled = cells.filter(|cell| cell.value != Value::Blank).peekable();
        filled.peek().is_some() && filled.all(|cell| cell.marking == Marking::Struck)
    }

    /// Whether the first text of a line says that it adds others up.
    fn is_sum(&self, row: u32) -> bool {
        let texts = self.sheet.cells().filter(|((at, _), _)| *at == row).map(|(_, value)| value.text());
        let first =
            texts.map(|text| text.split_whitespace().collect::<String>()).find(|text| !text.is_empty());
        first.is_some_and(|text| SUMS.contains(&text.trim_end_matches(['：', ':'])))
    }

    fn cell(&mut self, row: u32, column: u32, field: ProjectField) -> Result<String, String> {
        let heading = quoted(field.heading(&self.form.columns));
        let cell = self.sheet.cell(row, column);
        if let Some(doubt) = cell.and_then(Cell::doubt) {
            return Err(format!("{heading}{doubt}"));
        }
        let mut value = self.sheet.value(row, column);
        if *value == Value::Blank
            && let Some(area) = self.sheet.merged_at(row, column)
            && area.first.1 == column
        {
            value = self.sheet.value(area.first.0, column);
            self.merged += usize::from(*value != Value::Blank);
        }
        self.formulas += usize::from(self.sheet.is_computed(row, column));
        let text = match value {
            Value::Fault(fault) => return Err(format!("{heading}是错误值 {fault}")),
            Value::TooLong(start) => {
                let start: String = start.chars().take(10).collect();
                let start = quoted(format_args!("{start}…"));
                return Err(format!("{heading}太长（{start}），最多 {} 个字", field.longest()));
            }
            Value::Day(day) if field == ProjectField::Due => date_name(*day),
            value => value.text(),
        };
        strict_text(&self.form.columns, field, &text).map_err(|error| match error {
            ProjectError::TooLong { heading, length, longest } => {
                format!("{}有 {length} 个字，最多 {longest} 个字", quoted(heading))
            }
            other => other.to_string(),
        })
    }

    /// Which fields have no column, as a sentence that goes on with what to do about it.
    pub(super) fn missing(&self, what_to_do: &str) -> Vec<String> {
        let missing: Vec<String> = ProjectField::ALL
            .into_iter()
            .filter(|field| !self.headings.values().any(|known| known == field))
            .map(|field| quoted(field.heading(&self.form.columns)))
            .collect();
        let told = (!missing.is_empty()).then(|| format!("文件里没有{}这一列{what_to_do}", missing.concat()));
        told.into_iter().collect()
    }

    pub(super) fn remarks(&self) -> Vec<String> {
        let remarks = [
            (self.merged > 0).then(|| format!("有 {} 格是合并单元格的一部分，按合并的内容填写", self.merged)),
            (self.formulas > 0).then(|| format!("有 {} 格是公式，取它们算出的结果", self.formulas)),
            (!self.sums.is_empty())
                .then(|| format!("第 {} 行是合计，不是项目，没有算", numbered(&self.sums))),
            (!self.struck.is_empty()).then(|| format!("第 {} 行划掉了，没有读", numbered(&self.struck))),
        ];
        remarks.into_iter().flatten().collect()
    }
}

/// Marks the lines whose projects are in the list already, or earlier in the file.
fn without_doubles(mut rows: Vec<ImportRow>, list: &[Listed]) -> Vec<ImportRow> {
    let plain = |project: &Project| {
        ProjectField::ALL.map(|field| field.of(project).split_whitespace().collect::<String>())
    };
    let listed = (1..)
        .zip(list)
        .map(|(number, listed)| (plain(&listed.project), format!("清单里第 {number} 项就是它")));
    let mut known: HashMap<_, _> = listed.collect();
    for row in rows.iter_mut().filter(|row| row.arrival == Arrival::New) {
        let key = plain(&row.project());
        match known.get(&key) {
            Some(reason) => row.arrival = Arrival::Double { reason: reason.clone() },
            None => drop(known.insert(key, format!("和文件里第 {} 行一样", row.line))),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::examples::list;
    use super::*;
    use crate::notice::Notice;
    use crate::reading::read;

    fn plan(csv: &str, listed: &[&str]) -> Result<ImportPlan, ProjectError> {
        plan_import(
            Notice::built_in().unwrap().list("annex3").unwrap(),
            &read(csv.as_bytes()).unwrap(),
            &list(listed),
        )
    }

    #[test]
    fn new_double_and_unreadable_are_told_apart() {
        let long = "长".repeat(501);
        let csv = format!(
            "附件3,,,,\n完成时限,序号,实施主体,建设规模,资金来源\n长期,1,甲,一,自筹\n,2,乙,二,\n长期,3,甲,一,自筹\n,4,丙,{long},\n,5,,,\n说明：1.项目数量不仅限于上表。,,,,\n,6,丁,四,"
        );
        let plan = plan(&csv, &["乙|二"]).unwrap();
        let told: Vec<(u32, &str, &Arrival)> =
            plan.rows.iter().map(|row| (row.line, row.by.as_str(), &row.arrival)).collect();
        let double = |reason: &str| Arrival::Double { reason: reason.into() };
        assert_eq!(
            told,
            [
                (3, "甲", &Arrival::New),
                (4, "乙", &double("清单里第 1 项就是它")),
                (5, "甲", &double("和文件里第 3 行一样")),
                (
                    6,
                    "丙",
                    &Arrival::Unreadable {
                        reason: "“建设规模”有 501 个字，最多 500 个字".into()
                    }
                ),
            ]
        );
        assert_eq!((plan.new, plan.double, plan.unreadable), (1, 2, 1));
        assert_eq!(
            plan.projects().unwrap_err().to_string(),
            "文件里有 1 行读不懂，什么都没有导入。第 6 行：“建设规模”有 501 个字，最多 500 个字。请在文件里改好，再导入一次"
        );
    }

    #[test]
    fn a_file_that_is_no_list_is_refused() {
        assert!(matches!(plan("姓名,电话\n张三,58136197\n", &[]), Err(ProjectError::NoHeadings(_))));
        assert_eq!(plan("实施主体,建设规模\n", &[]), Err(ProjectError::NothingToImport));
        let double = plan("实施主体,建设规模\n甲,一\n", &["甲|一"]).unwrap();
        assert_eq!(double.projects(), Err(ProjectError::AllDouble));
        assert_eq!(double.remarks, ["文件里没有“资金来源”“完成时限”这一列，导入后要补填"]);
        let many = format!("实施主体,建设规模\n{}", "甲,一\n".repeat(10_000));
        assert_eq!(plan(&many, &[]), Err(ProjectError::TooMany(10_000)));
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(csv in "[实施主体建设规模,\n\"甲1\t；=]{0,80}") {
            if let Ok(book) = read(format!("实施主体,建设规模\n{csv}").as_bytes()) {
                let form = Notice::built_in().unwrap().list("annex3").unwrap();
                if let Ok(plan) = plan_import(form, &book, &[]) {
                    prop_assert_eq!(plan.rows.len(), plan.new + plan.double + plan.unreadable);
                }
            }
        }
    }
}
