//! The list as it is shown: every project with what is read from its words, and the changes since the list
//! was sent last.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::{Due, Fate, ListDifference, Listed, ProjectField, ProjectId, ProjectLedger};
use crate::notice::ProjectForm;
use crate::period::date_name;
use crate::unit::Unit;

/// From this many days before its end on, the remaining days of a project are shown.
const SOON: i64 = 30;

/// The whole list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProjectSheet {
    pub unit: Unit,
    /// 填报时间: the day of the last change.
    pub filled_on: Option<NaiveDate>,
    /// That day in words; empty if there is none.
    pub filled_on_name: String,
    /// Every project, in order.
    pub rows: Vec<ProjectRow>,
    pub done: usize,
    pub overdue: usize,
    /// How many projects have an empty field.
    pub incomplete: usize,
    /// The list sent last.
    pub sent: Option<SentMark>,
    /// The changes since then.
    pub difference: Vec<ListDifference>,
    /// All former texts of 实施主体, as suggestions.
    pub known_by: Vec<String>,
    /// All former texts of 资金来源, as suggestions.
    pub known_funds: Vec<String>,
}

/// One project as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProjectRow {
    /// The number by which the store identifies it.
    pub id: ProjectId,
    /// 序号
    pub number: usize,
    /// 实施主体
    pub by: String,
    /// 建设规模
    pub scale: String,
    /// 资金来源
    pub funds: String,
    /// 完成时限, in the office's words.
    pub due: String,
    /// The last day that these words allow.
    pub due_on: Option<NaiveDate>,
    /// The day on which it was marked 已完成.
    pub done_on: Option<NaiveDate>,
    /// Whether it is past its last day and not done.
    pub overdue: bool,
    /// A remark about its time: 逾期 3 天. Empty if there is nothing to say.
    pub remark: String,
    /// What happened to it since the list was sent last; `None` if no list was sent or it is unchanged.
    pub fate: Option<Fate>,
    /// The fields that are empty.
    pub missing: Vec<ProjectField>,
}

/// The list sent last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SentMark {
    /// The number of the list, 1 for the first.
    pub number: u32,
    /// The day on which it was sent, in words.
    pub on: String,
    /// Whether nothing has changed since, not even the order.
    pub unchanged: bool,
}

impl ProjectSheet {
    /// The line under the title as labels and values.
    pub fn header<'form>(&self, form: &'form ProjectForm) -> Vec<(&'form str, String)> {
        form.header.fields(&self.unit, ["", &self.filled_on_name], &BTreeMap::new())
    }

    /// The date in a file of the list. It is never the clock's, so that the same list gives the same file.
    pub fn document_date(&self) -> NaiveDate {
        self.filled_on.unwrap_or_else(|| self.unit.first_month.day(1))
    }

    /// Whether the list is not ready to be sealed: a field is empty, or there is no project.
    pub fn is_draft(&self) -> bool {
        self.rows.is_empty() || self.incomplete > 0
    }
}

impl ProjectRow {
    /// The four texts, in the order of the columns.
    pub fn texts(&self) -> [&str; 4] {
        [&self.by, &self.scale, &self.funds, &self.due]
    }

    /// One project on the day `today`.
    pub fn new(listed: &Listed, number: usize, fate: Option<Fate>, today: NaiveDate) -> Self {
        let project = listed.project.clone();
        let overdue = project.overdue_by(today);
        let due_on = Due::read(&project.due).day();
        let remark = match (project.done_on, overdue, due_on) {
            (Some(day), ..) => format!("{}完成", date_name(day)),
            (None, Some(days), _) => format!("逾期 {days} 天"),
            (None, None, Some(day)) if day == today => "今天到期".to_owned(),
            (None, None, Some(day)) if (day - today).num_days() <= SOON => {
                format!("还有 {} 天", (day - today).num_days())
            }
            _ => String::new(),
        };
        Self {
            id: listed.id,
            number,
            missing: project.missing(),
            by: project.by,
            scale: project.scale,
            funds: project.funds,
            due: project.due,
            due_on,
            done_on: project.done_on,
            overdue: overdue.is_some(),
            remark,
            fate,
        }
    }
}

/// Makes the list on the day `today`.
pub fn sheet(ledger: &ProjectLedger, unit: &Unit, today: NaiveDate) -> ProjectSheet {
    let difference = if ledger.sent.is_empty() { Vec::new() } else { ledger.difference() };
    let fates: BTreeMap<ProjectId, Fate> = difference.iter().map(|one| (one.id, one.fate)).collect();
    let rows: Vec<ProjectRow> = (1..)
        .zip(&ledger.list)
        .map(|(number, listed)| ProjectRow::new(listed, number, fates.get(&listed.id).copied(), today))
        .collect();
    let count = |wanted: fn(&ProjectRow) -> bool| rows.iter().filter(|row| wanted(row)).count();
    ProjectSheet {
        unit: unit.clone(),
        filled_on: ledger.changed_on,
        filled_on_name: ledger.changed_on.map(date_name).unwrap_or_default(),
        done: count(|row| row.done_on.is_some()),
        overdue: count(|row| row.overdue),
        incomplete: count(|row| !row.missing.is_empty()),
        sent: ledger.sent.last().map(|sent| SentMark {
            number: sent.number,
            on: sent.day().map_or_else(|| sent.at.clone(), date_name),
            unchanged: ledger.is_sent(),
        }),
        known_by: known(ledger, ProjectField::By),
        known_funds: known(ledger, ProjectField::Funds),
        difference,
        rows,
    }
}

/// All former texts of a field, each once, sorted.
fn known(ledger: &ProjectLedger, field: ProjectField) -> Vec<String> {
    let sent = ledger.sent.iter().flat_map(|sent| &sent.projects);
    let texts: BTreeSet<&str> =
        ledger.list.iter().chain(sent).map(|listed| field.of(&listed.project)).collect();
    texts.into_iter().filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::SentList;
    use super::super::examples::list;
    use super::*;
    use crate::unit::UnitKind;

    #[test]
    fn each_project_says_how_it_stands_with_its_time() {
        let unit = Unit {
            name: "龙沙镇".into(),
            kind: UnitKind::from("township"),
            person: "张三".into(),
            phone: "58136197".into(),
            first_month: "2022-01".parse().unwrap(),
            restart_each_year: false,
        };
        let mut now =
            list(&["甲|一|自筹|2022年2月底", "乙|||2022-03-20", "丙|||2022年4月上旬", "丁|||长期", "戊"]);
        let sent = SentList {
            edition: 1,
            number: 1,
            at: "2022-03-01T09:00:00+08:00".into(),
            unit: unit.name.clone(),
            person: unit.person.clone(),
            phone: unit.phone.clone(),
            projects: now[1..].to_vec(),
        };
        now[3].project.done_on = Some("2022-03-02".parse().unwrap());
        let ledger = ProjectLedger { list: now, changed_on: None, sent: vec![sent] };
        let sheet = sheet(&ledger, &unit, "2022-03-20".parse().unwrap());
        let told: Vec<(&str, Option<Fate>)> =
            sheet.rows.iter().map(|row| (row.remark.as_str(), row.fate)).collect();
        assert_eq!(
            told,
            [
                ("逾期 20 天", Some(Fate::New)),
                ("今天到期", None),
                ("还有 21 天", None),
                ("2022年3月2日完成", Some(Fate::Done)),
                ("", None)
            ]
        );
        assert_eq!((sheet.done, sheet.overdue, sheet.incomplete), (1, 1, 4));
        assert_eq!(sheet.sent.unwrap().on, "2022年3月1日");
        assert_eq!(sheet.known_by, ["丁", "丙", "乙", "戊", "甲"]);
    }
}
