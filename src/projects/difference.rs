//! The differences between two lists of projects: which projects are new, changed, done or dropped.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Listed, Project, ProjectField, ProjectId, ProjectLedger};

/// What happened to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It is new in the list.
    New,
    /// Its texts have changed.
    Changed,
    /// It was marked as done, whether its texts changed or not.
    Done,
    /// It is no longer in the list.
    Dropped,
}

impl Fate {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "新增",
            Self::Changed => "有改动",
            Self::Done => "已完成",
            Self::Dropped => "删除",
        }
    }
}

/// The change of one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FieldChange {
    pub field: ProjectField,
    pub before: String,
    pub after: String,
}

/// What happened to one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ListDifference {
    pub id: ProjectId,
    /// Its 序号 in the newer of the two lists that contain it.
    pub number: usize,
    pub fate: Fate,
    /// 实施主体, to recognise the project.
    pub by: String,
    /// 建设规模, to recognise the project.
    pub scale: String,
    /// The texts that have changed.
    pub changes: Vec<FieldChange>,
}

impl ProjectLedger {
    /// The differences between the list and the one sent last.
    pub fn difference(&self) -> Vec<ListDifference> {
        difference(self.sent.last().map_or(&[], |sent| &sent.projects), &self.list)
    }
}

/// Compares two lists: first the projects of the new list, in its order, then the dropped ones. A different
/// order alone is not a difference.
pub fn difference(before: &[Listed], after: &[Listed]) -> Vec<ListDifference> {
    let numbered = |list: &'_ [Listed]| -> BTreeMap<ProjectId, (usize, Project)> {
        (1..).zip(list).map(|(number, listed)| (listed.id, (number, listed.project.clone()))).collect()
    };
    let (old, new) = (numbered(before), numbered(after));
    let kept = (1..).zip(after).filter_map(|(number, Listed { id, project })| {
        let Some((_, old)) = old.get(id) else {
            return Some(list_difference(*id, number, Fate::New, project, Vec::new()));
        };
        let changes: Vec<FieldChange> = changes(old, project).collect();
        let fate = if project.done_on.is_some() && old.done_on.is_none() {
            Fate::Done
        } else if changes.is_empty() && project.done_on.is_some() == old.done_on.is_some() {
            return None;
        } else {
            Fate::Changed
        };
        Some(list_difference(*id, number, fate, project, changes))
    });
    let dropped =
        (1..).zip(before).filter(|(_, listed)| !new.contains_key(&listed.id)).map(|(number, listed)| {
            list_difference(listed.id, number, Fate::Dropped, &listed.project, Vec::new())
        });
    kept.chain(dropped).collect()
}

fn list_difference(
    id: ProjectId,
    number: usize,
    fate: Fate,
    project: &Project,
    changes: Vec<FieldChange>,
) -> ListDifference {
    ListDifference { id, number, fate, by: project.by.clone(), scale: project.scale.clone(), changes }
}

fn changes<'a>(old: &'a Project, new: &'a Project) -> impl Iterator<Item = FieldChange> + 'a {
    let changed = ProjectField::ALL.into_iter().filter(|field| field.of(old) != field.of(new));
    changed.map(|field| FieldChange {
        field,
        before: field.of(old).to_owned(),
        after: field.of(new).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::examples::list;
    use super::*;

    #[test]
    fn new_changed_done_and_dropped_are_told_apart() {
        let before = list(&["甲|一", "乙|二", "丙|三", "丁|四"]);
        let mut after = list(&["甲|一", "乙|二改", "丙|三"]);
        after[2].project.done_on = Some("2022-03-01".parse().unwrap());
        after.push(Listed { id: 9, ..list(&["戊|五"]).remove(0) });
        let told: Vec<String> = difference(&before, &after)
            .iter()
            .map(|one| format!("{} {} {} {}", one.number, one.by, one.fate.label(), one.changes.len()))
            .collect();
        assert_eq!(told, ["2 乙 有改动 1", "3 丙 已完成 0", "4 戊 新增 0", "4 丁 删除 0"]);
    }

    #[test]
    fn another_order_is_no_difference() {
        let before = list(&["甲", "乙", "丙"]);
        let after: Vec<Listed> = before.iter().rev().cloned().collect();
        assert!(difference(&before, &after).is_empty());
        assert_eq!(difference(&[], &before).len(), 3);
    }
}
