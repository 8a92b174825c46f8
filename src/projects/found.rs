//! The lists in somebody else's file, one for each sheet with the headings of a list, as they stand there. Nothing is compared with
//! a list of ours and nothing is changed; what cannot be read is told in its place.

use super::import::{Arrival, Reader, bracketed, find_headings, refuse_doubled};
use super::{MOST_PROJECTS, Project, ProjectError};
use crate::notice::ProjectForm;
use crate::reading::{Book, Sheet, address, hidden_remarks};
use crate::wording::quoted;

/// A list on one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundList {
    /// The place of its sheet in the file, from 0.
    pub place: usize,
    /// The name on the tab; empty for a text file.
    pub sheet: String,
    /// The row of its headings, from 0.
    pub heading: u32,
    /// Every line below the headings that holds anything.
    pub projects: Vec<FoundProject>,
    /// Why the list as a whole cannot be read, as a sentence.
    pub problem: Option<String>,
    /// What is to be said of how it was read, one sentence each.
    pub remarks: Vec<String>,
}

/// One line of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundProject {
    /// The address of its first cell.
    pub at: String,
    pub project: Project,
    /// Why the line cannot be read, as a sentence.
    pub problem: Option<String>,
}

/// Every list in a file, in the order of its sheets. Of one on a hidden sheet it is only told that it is there.
pub fn find_lists(form: &ProjectForm, book: &Book) -> Vec<FoundList> {
    (0..).zip(&book.sheets).filter_map(|(place, sheet)| find_list(form, place, sheet)).collect()
}

fn find_list(form: &ProjectForm, place: usize, whole: &Sheet) -> Option<FoundList> {
    let sheet = whole.seen();
    let (heading, headings) = find_headings(form, &sheet)?;
    let mut found = FoundList { place, sheet: whole.name.clone(), heading, ..FoundList::default() };
    if whole.hidden {
        found.problem = Some(format!("工作表{}是隐藏的，没有读", quoted(&whole.name)));
        return Some(found);
    }
    if let Err(problem) = refuse_doubled(form, &sheet, heading) {
        found.problem = Some(told(&problem));
        return Some(found);
    }
    found.remarks = [bracketed(&sheet, heading, &headings), hidden_remarks(whole)].concat();
    let first = headings.keys().next().copied().unwrap_or_default();
    let mut reader = Reader::new(form, &sheet, headings);
    match reader.rows(heading) {
        Ok(rows) => {
            found.projects.extend(rows.into_iter().map(|row| FoundProject {
                at: address((row.line.saturating_sub(1), first)),
                project: row.project(),
                problem: match row.arrival {
                    Arrival::Unreadable { reason } => Some(reason),
                    Arrival::New | Arrival::Double { .. } => None,
                },
            }));
        }
        Err(problem) => found.problem = Some(told(&problem)),
    }
    found.remarks.extend([reader.missing(""), reader.remarks()].concat());
    Some(found)
}

/// What is wrong with a list that somebody else has to put right.
fn told(problem: &ProjectError) -> String {
    match problem {
        ProjectError::TwoColumns { heading, columns } => {
            format!("{columns} 列的标题都是{}，看不出该读哪一列", quoted(heading))
        }
        ProjectError::TooMany(count) => {
            format!("清单有 {count} 行，最多读 {MOST_PROJECTS} 行，整份没有读")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::notice::Notice;
    use crate::reading::read;

    fn form() -> &'static ProjectForm {
        Notice::built_in().unwrap().list("annex3").unwrap()
    }

    fn found(csv: &str) -> Vec<FoundList> {
        find_lists(form(), &read(csv.as_bytes()).unwrap())
    }

    #[test]
    fn every_line_is_there_with_its_place_and_what_is_wrong_with_it() {
        let long = "长".repeat(501);
        let lists = found(&format!(
            "附件3,,,,\n序号,实施主体,建设规模,资金来源,完成时限\n1,甲,一,自筹,长期\n2,,,,\n3,甲,一,自筹,长期\n4,乙,{long},,"
        ));
        let [list] = &lists[..] else { panic!("{lists:?}") };
        let told: Vec<(&str, &str, Option<&str>)> = list
            .projects
            .iter()
            .map(|one| (one.at.as_str(), one.project.by.as_str(), one.problem.as_deref()))
            .collect();
        let too_long = "“建设规模”有 501 个字，最多 500 个字";
        assert_eq!(
            told,
            [("B3", "甲", None), ("B5", "甲", None), ("B6", "乙", Some(too_long))],
            "the same project twice is the unit's own matter"
        );
        assert_eq!((list.heading, list.problem.as_deref()), (1, None));
    }

    #[test]
    fn a_list_that_cannot_be_told_apart_is_told_as_a_whole() {
        let lists = found("实施主体,建设规模（计划）,建设规模（完成）\n甲,一,二\n");
        assert_eq!(lists[0].problem.as_deref(), Some("B、C 列的标题都是“建设规模”，看不出该读哪一列"));
        let many = found(&format!("实施主体,建设规模\n{}", "甲,一\n".repeat(2_001)));
        assert_eq!(many[0].problem.as_deref(), Some("清单有 2001 行，最多读 2000 行，整份没有读"));
        assert_eq!(many[0].projects, []);
    }

    #[test]
    fn a_blank_form_is_a_list_without_projects_and_another_table_is_none() {
        assert_eq!(found("序号,实施主体,建设规模,资金来源,完成时限\n1,,,,\n")[0].projects, []);
        assert_eq!(found("姓名,电话\n张三,58136197\n"), []);
        assert_eq!(found("实施主体,建设规模\n甲,一\n")[0].remarks, ["文件里没有“资金来源”“完成时限”这一列"]);
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(csv in "[实施主体建设规模,\n\"甲1\t；=]{0,80}") {
            if let Ok(book) = read(format!("实施主体,建设规模\n{csv}").as_bytes()) {
                for list in find_lists(form(), &book) {
                    prop_assert!(list.projects.len() <= MOST_PROJECTS);
                }
            }
        }
    }

    #[test]
    fn a_line_that_adds_others_up_is_no_project() {
        let text = "序号,实施主体,建设规模,资金来源,完成时限\n1,甲,一,二,三\n小计,,1 处,,\n2,乙,一,二,三\n,合 计,2 处,,\n";
        let found = &found(text)[0];
        let by: Vec<&str> = found.projects.iter().map(|one| one.project.by.as_str()).collect();
        assert_eq!(by, ["甲", "乙"]);
        assert_eq!(found.remarks, ["第 3、5 行是合计，不是项目，没有算"]);
    }
}
