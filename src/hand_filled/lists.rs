//! The project lists in somebody else's file, with what stands above each of them: whose it is, and of which month. Such a list
//! names no month of its own in most offices; then the day on which it was filled in is all there is.

use std::path::Path;

use chrono::NaiveDate;

use super::dates::{self, Words};
use super::{MonthSources, Names, month, names, preface};
use crate::notice::{Campaign, ProjectForm};
use crate::projects::{FoundList, find_lists};
use crate::reading::Book;

/// One list as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandFilledList {
    pub list: FoundList,
    /// 填报单位
    pub unit: Option<String>,
    /// The names of places in the title and on the tab.
    pub places: Vec<String>,
    /// 填报时间
    pub filled_on: Option<NaiveDate>,
    pub is_draft: bool,
    /// What names its month; 填报时间 is not among it.
    pub month_sources: MonthSources,
}

/// Every list in a file, in the order of its sheets.
pub fn read_lists(form: &ProjectForm, campaign: &Campaign, path: &Path, book: &Book) -> Vec<HandFilledList> {
    let names = Names::of(path);
    let found = find_lists(form, book);
    let is_alone = found.len() == 1;
    let headed = found.into_iter().map(|mut list| {
        let sheet = book.sheets.get(list.place).map(crate::reading::Sheet::seen).unwrap_or_default();
        let preface = preface::read(&form.header, &sheet, list.heading);
        list.problem = list.problem.or(preface.problem);
        let sources = month::Sources {
            title: preface.title,
            heading: Words::default(),
            tab: dates::named_in(&sheet.name),
            file: names.file_months.clone(),
            folder: names.folder_months.clone(),
            filled_on: preface.filled_on,
            is_alone,
        };
        HandFilledList {
            unit: preface.unit,
            places: names::places(&sheet, list.heading),
            filled_on: preface.filled_on,
            is_draft: preface.is_draft,
            month_sources: sources.named_apart(campaign),
            list,
        }
    });
    headed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Notice;
    use crate::reading::read;

    fn lists(file: &str, csv: &str) -> Vec<HandFilledList> {
        let notice = Notice::built_in().unwrap();
        let campaign = &notice.form("annex2").unwrap().campaign;
        read_lists(notice.list("annex3").unwrap(), campaign, Path::new(file), &read(csv.as_bytes()).unwrap())
    }

    const HEADINGS: &str = "序号,实施主体,建设规模,资金来源,完成时限\n1,甲,一,自筹,长期\n";

    #[test]
    fn a_list_says_whose_it_is_and_when_it_was_filled_in() {
        let found = lists(
            "附件3.csv",
            &format!("填报单位（盖章）：龙沙镇,,填报时间：2022年1月10日,,填报人：张三\n{HEADINGS}"),
        );
        let [one] = &found[..] else { panic!("{found:?}") };
        assert_eq!(one.unit.as_deref(), Some("龙沙镇"));
        assert_eq!(one.filled_on, "2022-01-10".parse().ok());
        assert_eq!(one.month_sources, MonthSources::default(), "a day is no month");
        assert_eq!(one.list.projects[0].at, "B3");
    }

    #[test]
    fn the_title_and_the_name_of_the_file_may_say_the_month() {
        let found = lists("龙沙镇3月.csv", &format!("亮点项目清单（2022年3月）,,,,\n{HEADINGS}"));
        let march = "2022-03".parse().ok();
        let sources = &found[0].month_sources;
        assert_eq!((sources.content.month(), sources.file.month()), (march, march));
    }
}
