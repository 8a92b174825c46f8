//! A list of projects as data (附件3): its texts, its columns, and the least number of printed rows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Header, Notes};

/// An official list of projects. Every text is copied from the notice exactly.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectForm {
    /// The id of the list within its notice.
    pub id: String,
    /// The name of the list among those of all notices, in the store.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub key: String,
    /// The mark above the title (附件3).
    pub mark: String,
    /// The mark in the names of files; with more behind it where another notice has a form of that mark.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub file_mark: String,
    pub title: String,
    /// Its name in a sentence of the program, such as 项目清单.
    pub name: String,
    /// The fields under the title.
    pub header: Header,
    /// The headings of the columns.
    pub columns: ProjectColumns,
    /// The least number of numbered rows that are printed.
    pub least_rows: usize,
    /// The notes under the table.
    #[serde(default)]
    pub notes: Notes,
    /// The day by which the first list is due.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// The id of the notice.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub notice: String,
    /// The edition of the notice.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub edition: u32,
}

/// The headings of the columns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectColumns {
    /// 序号
    pub number: String,
    /// 实施主体
    pub by: String,
    /// 建设规模
    pub scale: String,
    /// 资金来源
    pub funds: String,
    /// 完成时限
    pub due: String,
}

impl ProjectForm {
    /// The title without the campaign's name in quotation marks, for sentences about the campaign.
    pub fn short_title(&self) -> &str {
        let behind = self.title.rsplit('”').next().unwrap_or_default();
        if behind.is_empty() { &self.title } else { behind }
    }
}

impl ProjectColumns {
    /// Every heading, in order.
    pub fn all(&self) -> [&str; 5] {
        [&self.number, &self.by, &self.scale, &self.funds, &self.due]
    }
}
