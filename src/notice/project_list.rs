//! The project list (附件3) as data: its texts, its columns, and the least number of printed rows.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{FormError, Header, Notes};

/// The official list of projects. Every text is copied from the notice exactly.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ProjectForm {
    /// The id of the form in the store.
    pub id: String,
    /// The mark above the title (附件3), which is also used in file names.
    pub mark: String,
    pub title: String,
    /// The line under the title.
    pub header: Header,
    /// The headings of the columns.
    pub columns: ProjectColumns,
    /// The least number of numbered rows that are printed.
    pub least_rows: usize,
    /// The notes under the table.
    pub notes: Notes,
}

/// The headings of the columns.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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

static ANNEX3: LazyLock<Result<ProjectForm, FormError>> =
    LazyLock::new(|| ProjectForm::load(include_str!("../../assets/forms/annex3.json")));

impl ProjectColumns {
    /// Every heading, in order.
    pub fn all(&self) -> [&str; 5] {
        [&self.number, &self.by, &self.scale, &self.funds, &self.due]
    }
}

impl ProjectForm {
    /// Annex 3, which is built into the program.
    pub fn annex3() -> Result<&'static Self, FormError> {
        ANNEX3.as_ref().map_err(Clone::clone)
    }

    /// Reads a definition and refuses one whose columns cannot be told apart.
    pub fn load(json: &str) -> Result<Self, FormError> {
        let form: Self =
            serde_json::from_str(json).map_err(|error| FormError::Unreadable(error.to_string()))?;
        let mut headings = form.columns.all();
        headings.sort_unstable();
        if headings.is_sorted_by(|one, other| one < other) && !headings.iter().any(|text| text.is_empty()) {
            Ok(form)
        } else {
            Err(FormError::SameColumnTwice)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_notices() {
        let form = ProjectForm::annex3().unwrap();
        assert_eq!(form.least_rows, 5);
        assert_eq!(form.notes.line(), "说明：1.项目数量不仅限于上表。2.各镇乡街道也需填写。");
        assert_eq!(form.columns.all(), ["序号", "实施主体", "建设规模", "资金来源", "完成时限"]);
    }

    #[test]
    fn two_columns_of_one_name_are_refused() {
        let json = include_str!("../../assets/forms/annex3.json").replace("资金来源", "建设规模");
        assert_eq!(ProjectForm::load(&json).unwrap_err(), FormError::SameColumnTwice);
    }
}
