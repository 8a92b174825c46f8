//! A project list as it was read from a file that came in, in the unit's own words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::months_said::MonthsSaid;

/// One list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceivedList {
    /// The name on the tab; empty for a text file.
    pub sheet: String,
    /// 填报单位
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The names of places in the title and on the tab.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    pub months: MonthsSaid,
    /// 填报时间
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled_on: Option<NaiveDate>,
    pub projects: Vec<ReceivedProject>,
    /// Why the list cannot be read, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    pub is_draft: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// What a file of ours that holds nothing else says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedList>,
}

/// One line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedProject {
    /// The address of its first cell.
    pub at: String,
    /// 实施主体
    pub by: String,
    /// 建设规模
    pub scale: String,
    /// 资金来源
    pub funds: String,
    /// 完成时限
    pub due: String,
    /// Why it cannot be read, as a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What the properties of a list of ours say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedList {
    pub notice: Option<String>,
    pub unit: String,
    /// Whether its projects are those that were exported.
    pub is_as_exported: bool,
}

impl ReceivedProject {
    /// The four texts, in the order of the columns.
    pub fn texts(&self) -> [&str; 4] {
        [&self.by, &self.scale, &self.funds, &self.due]
    }

    /// Its texts in a sentence: those that say anything.
    pub(super) fn named(&self) -> String {
        self.texts().into_iter().filter(|text| !text.is_empty()).take(2).collect::<Vec<_>>().join(" · ")
    }
}

impl ReceivedList {
    /// Whether two lists have the same projects in the same order.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.projects.len() == other.projects.len()
            && self.projects.iter().zip(&other.projects).all(|(one, two)| one.texts() == two.texts())
    }

    /// Whether nothing keeps it from being used. A form that was left blank says nothing.
    pub fn is_sound(&self) -> bool {
        self.problem.is_none()
            && !self.projects.is_empty()
            && self.projects.iter().all(|project| project.problem.is_none())
    }

    /// Whether it is a form that was left blank.
    pub fn is_blank(&self) -> bool {
        self.problem.is_none() && self.projects.is_empty()
    }
}
