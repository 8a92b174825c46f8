//! The list of highlight projects (亮点项目清单): a project, what is read from its texts, and the rules of a list.
//!
//! Pure: no disk, no clock, no screen. Every text is stored in the office's own words; what can be read from
//! them (for example the day by which a project must be done) is derived when it is shown and never stored.

mod block;
mod difference;
mod due;
mod found;
mod headings;
mod import;
mod sheet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use block::{Block, lay_over_projects};
pub use difference::{Fate, FieldChange, ListDifference, difference};
pub use due::Due;
pub use found::{FoundList, FoundProject, find_lists};
pub use import::{Arrival, ImportPlan, ImportRow, plan_import};
pub use sheet::{ProjectRow, ProjectSheet, SentMark, sheet};

use crate::amount::trim;
use crate::notice::ProjectColumns;
use crate::unit::{Unit, is_invisible};
use crate::wording::quoted;

/// The most projects a list holds. A district has hundreds, no unit thousands.
pub const MOST_PROJECTS: usize = 2000;

/// The number by which the store identifies a project, for the whole campaign.
pub type ProjectId = i64;

/// One project, in the office's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Project {
    /// 实施主体
    pub by: String,
    /// 建设规模
    pub scale: String,
    /// 资金来源
    pub funds: String,
    /// 完成时限
    pub due: String,
    /// The day on which it was marked 已完成. It is not printed: the form has no place for it.
    pub done_on: Option<NaiveDate>,
}

/// A project in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The number by which the store identifies it. The 序号 is its position in the list.
    pub id: ProjectId,
    pub project: Project,
}

/// A list that was sent, kept permanently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentList {
    /// The number of the list, 1 for the first.
    pub number: u32,
    /// The moment when it was marked as sent, in the notation of the log.
    pub at: String,
    /// The edition of the notice that it is drawn with.
    pub edition: u32,
    /// The name of the unit.
    pub unit: String,
    /// 填报人
    pub person: String,
    /// 联系电话
    pub phone: String,
    /// The projects, in order.
    pub projects: Vec<Listed>,
}

impl SentList {
    /// The unit and the person at that time.
    pub fn reporter(&self, unit: &Unit) -> Unit {
        let Self { unit: name, person, phone, .. } = self.clone();
        Unit { name, person, phone, ..unit.clone() }
    }

    /// The day it was sent.
    pub fn day(&self) -> Option<NaiveDate> {
        self.at.get(..10).and_then(|day| day.parse().ok())
    }
}

/// All data about a unit's projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectLedger {
    /// The present list, in order.
    pub list: Vec<Listed>,
    /// The day of the last change, which is printed as 填报时间.
    pub changed_on: Option<NaiveDate>,
    /// Every list that was sent, oldest first.
    pub sent: Vec<SentList>,
}

/// One of the four texts of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ProjectField {
    /// 实施主体
    By,
    /// 建设规模
    Scale,
    /// 资金来源
    Funds,
    /// 完成时限
    Due,
}

impl ProjectField {
    /// Every field, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::By, Self::Scale, Self::Funds, Self::Due];

    /// The heading of its column.
    pub fn heading(self, columns: &ProjectColumns) -> &str {
        match self {
            Self::By => &columns.by,
            Self::Scale => &columns.scale,
            Self::Funds => &columns.funds,
            Self::Due => &columns.due,
        }
    }

    /// The most characters it holds.
    pub fn longest(self) -> usize {
        match self {
            Self::By | Self::Funds => 100,
            Self::Scale => 500,
            Self::Due => 50,
        }
    }

    /// The text in a project.
    pub fn of(self, project: &Project) -> &str {
        match self {
            Self::By => &project.by,
            Self::Scale => &project.scale,
            Self::Funds => &project.funds,
            Self::Due => &project.due,
        }
    }

    /// The text in a project, to be changed.
    pub fn of_mut(self, project: &mut Project) -> &mut String {
        match self {
            Self::By => &mut project.by,
            Self::Scale => &mut project.scale,
            Self::Funds => &mut project.funds,
            Self::Due => &mut project.due,
        }
    }
}

/// Why a change to the list was refused. A refusal changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProjectError {
    /// A text longer than its field holds.
    #[error(
        "{heading}有 {length} 个字，最多 {longest} 个字，什么都没有改动。请写短一些再试",
        heading = quoted(.heading)
    )]
    TooLong { heading: String, length: usize, longest: usize },
    /// All texts of the project are blank.
    #[error("这个项目一个字也没有，什么都没有改动。请至少填写一项")]
    Blank,
    /// No project has that 序号.
    #[error(
        "清单里没有第 {number} 项（共 {count} 项），什么都没有改动。请运行 yuebao projects list 查看序号"
    )]
    NoSuchNumber {
        /// The number that was asked for.
        number: usize,
        count: usize,
    },
    /// The project was deleted, by another program or in another window.
    #[error("这个项目已经删除了，什么都没有改动。请看看现在的清单，需要的话重新添加")]
    Gone,
    /// More projects than [`MOST_PROJECTS`].
    #[error(
        "加上这些一共 {0} 个项目，一份清单最多 {MOST_PROJECTS} 个，什么都没有改动。请检查内容是不是项目清单"
    )]
    TooMany(usize),
    /// A paste that reaches past the last column.
    #[error(
        "复制了 {columns} 列，从这一格往右只有 {room} 列，什么都没有改动。请从{first}那一列开始粘贴，或少复制几列",
        first = quoted(.first)
    )]
    TooWide {
        columns: usize,
        /// How many columns there are from the cell on.
        room: usize,
        first: String,
    },
    #[error("剪贴板里没有可粘贴的内容，什么都没有改动。请先在表格里复制项目清单")]
    NothingToPaste,
    #[error("清单里还没有项目，不能记为已报送，什么都没有改动。请先填写清单")]
    NothingToSend,
    /// The list is the same as the one that was sent last.
    #[error("清单和上次报送的一样，没有再记一次。改了清单以后再记")]
    SentAlready,
    /// No list was sent with that number.
    #[error("没有第 {0} 次报送的清单。请运行 yuebao projects sent 查看有哪几次")]
    NoSuchList(u32),
    /// The file has no row with the headings of the list.
    #[error(
        "文件里没有找到{}这样的标题行，认不出哪一列是什么，什么都没有改动。请把标题写成和清单上一样再试",
        quoted(.0)
    )]
    NoHeadings(String),
    /// Two columns have the same heading.
    #[error(
        "{columns} 列的标题都是{heading}，看不出该读哪一列，什么都没有改动。请在文件里只留一列，再导入一次",
        heading = quoted(.heading)
    )]
    TwoColumns {
        heading: String,
        /// The names of the columns in a spreadsheet.
        columns: String,
    },
    /// The file has headings and nothing below them.
    #[error("文件里标题下面没有项目，什么都没有改动。请换一个填好的清单")]
    NothingToImport,
    /// All projects in the file are in the list already.
    #[error("文件里的项目清单里都已经有了，没有可导入的，什么都没有改动")]
    AllDouble,
    /// Some lines of the file cannot be read, and a list is never imported in part.
    #[error("文件里有 {count} 行读不懂，什么都没有导入。第 {line} 行：{problem}。请在文件里改好，再导入一次")]
    Unreadable {
        /// How many lines cannot be read.
        count: usize,
        /// The first of these lines.
        line: u32,
        /// What is wrong with it.
        problem: String,
    },
}

/// The part of a typed text that is kept: on one line, without invisible characters, cut to the field's length.
pub fn kept_text(field: ProjectField, typed: &str) -> String {
    trim(&clean(typed).chars().take(field.longest()).collect::<String>()).to_owned()
}

/// Cleans a text that must not be cut, for callers that have no cell in which the rest would be visible.
pub fn strict_text(
    columns: &ProjectColumns,
    field: ProjectField,
    typed: &str,
) -> Result<String, ProjectError> {
    let text = trim(&clean(typed)).to_owned();
    let (length, longest) = (text.chars().count(), field.longest());
    if length > longest {
        return Err(ProjectError::TooLong { heading: field.heading(columns).to_owned(), length, longest });
    }
    Ok(text)
}

/// Replaces each line break or tab by a space and removes other invisible characters.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| if matches!(character, '\n' | '\r' | '\t') { ' ' } else { character })
        .filter(|character| !character.is_control() && !is_invisible(*character))
        .collect()
}

impl Project {
    /// A project whose texts all fit and are not all blank.
    pub fn checked(self, columns: &ProjectColumns) -> Result<Self, ProjectError> {
        let mut checked = Self { done_on: self.done_on, ..Self::default() };
        for field in ProjectField::ALL {
            *field.of_mut(&mut checked) = strict_text(columns, field, field.of(&self))?;
        }
        if checked.is_blank() { Err(ProjectError::Blank) } else { Ok(checked) }
    }

    /// Whether all its texts are blank.
    pub fn is_blank(&self) -> bool {
        ProjectField::ALL.iter().all(|field| field.of(self).is_empty())
    }

    /// The fields that are blank.
    pub fn missing(&self) -> Vec<ProjectField> {
        ProjectField::ALL.into_iter().filter(|field| field.of(self).is_empty()).collect()
    }

    /// Whether both have the same texts, whichever of them is done.
    pub fn says_the_same(&self, other: &Self) -> bool {
        ProjectField::ALL.iter().all(|field| field.of(self) == field.of(other))
    }

    /// The number of days past the day in 完成时限; `None` if it is done, in time, or has no day.
    pub fn overdue_by(&self, today: NaiveDate) -> Option<i64> {
        match Due::read(&self.due) {
            Due::By(day) if self.done_on.is_none() && day < today => Some((today - day).num_days()),
            _ => None,
        }
    }
}

impl ProjectLedger {
    /// Whether every project has all its texts, so that the list may be sealed. An empty list is not complete.
    pub fn is_complete(&self) -> bool {
        !self.list.is_empty() && self.list.iter().all(|listed| listed.project.missing().is_empty())
    }

    /// The project with a 序号.
    pub fn numbered(&self, number: usize) -> Result<&Listed, ProjectError> {
        let found = number.checked_sub(1).and_then(|index| self.list.get(index));
        found.ok_or(ProjectError::NoSuchNumber { number, count: self.list.len() })
    }

    /// The sent list with a number.
    pub fn sent_list(&self, number: u32) -> Result<&SentList, ProjectError> {
        self.sent.iter().find(|sent| sent.number == number).ok_or(ProjectError::NoSuchList(number))
    }

    /// Whether the list equals the one sent last, including its order.
    pub fn is_sent(&self) -> bool {
        self.sent.last().is_some_and(|sent| sent.projects == self.list)
    }
}

/// The order of the list by 完成时限: days first, then other words, then projects without an end.
pub fn order_by_due(list: &[Listed]) -> Vec<ProjectId> {
    let mut keys: Vec<_> = list.iter().map(|listed| (Due::read(&listed.project.due), listed.id)).collect();
    keys.sort_by_key(|(due, _)| *due);
    keys.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
pub(crate) mod examples {
    //! Lists for the tests of this module and its parts.

    use super::*;
    use crate::notice::Notice;

    pub(crate) fn columns() -> &'static ProjectColumns {
        &Notice::built_in().unwrap().list("annex3").unwrap().columns
    }

    /// `"龙沙镇|公厕 2 座|区财政|2022年6月底前"`; missing parts are empty.
    pub(crate) fn project(texts: &str) -> Project {
        let mut project = Project::default();
        for (field, text) in ProjectField::ALL.into_iter().zip(texts.split('|')) {
            text.clone_into(field.of_mut(&mut project));
        }
        project
    }

    /// Projects with the ids 1, 2, 3 …
    pub(crate) fn list(lines: &[&str]) -> Vec<Listed> {
        (1..).zip(lines).map(|(id, texts)| Listed { id, project: project(texts) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::examples::*;
    use super::*;

    #[test]
    fn a_text_is_kept_in_one_line_and_within_its_field() {
        assert_eq!(kept_text(ProjectField::Scale, " 新建公厕\r\n2 座\u{0}\u{202e}\t"), "新建公厕 2 座");
        assert_eq!(kept_text(ProjectField::Scale, "=1+1"), "=1+1", "text, whatever it begins with");
        assert_eq!(kept_text(ProjectField::Due, &"长".repeat(60)).chars().count(), 50);
        let strict = strict_text(columns(), ProjectField::Due, &"长".repeat(60)).unwrap_err();
        assert_eq!(strict.to_string(), "“完成时限”有 60 个字，最多 50 个字，什么都没有改动。请写短一些再试");
    }

    #[test]
    fn a_project_of_nothing_is_refused() {
        assert_eq!(project(" |\u{200b}").checked(columns()), Err(ProjectError::Blank));
        assert!(project("龙沙镇").checked(columns()).is_ok());
    }

    #[test]
    fn what_is_past_and_not_done_is_overdue() {
        let today = "2022-07-03".parse().unwrap();
        let mut late = project("龙沙镇|||2022年6月底前");
        assert_eq!(late.overdue_by(today), Some(3));
        assert_eq!(late.overdue_by("2022-06-30".parse().unwrap()), None, "the last day is in time");
        late.done_on = Some(today);
        assert_eq!(late.overdue_by(today), None);
        assert_eq!(project("|||长期").overdue_by(today), None);
    }

    #[test]
    fn sorting_puts_days_first_and_keeps_what_is_equal_in_place() {
        let list = list(&["|||长期", "|||2022年底", "|||春节前", "|||2022.6.30", "|||", "|||2022年6月"]);
        assert_eq!(order_by_due(&list), [4, 6, 2, 3, 1, 5]);
    }
}
