//! The list of projects in the store: changed by named operations, and kept permanently when it is sent.
//!
//! Whether a project still exists, its number and its position are checked inside the transaction, because
//! two programs may work on one list.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use rusqlite::{Connection, Transaction, params};
use serde::{Deserialize, Serialize};

use super::change::write;
use super::error::{Failure, StoreError};
use super::operation::Edit;
use super::text::parsed;
use super::{Change, Instead, Operation, OperationKind, Place, ProjectPart, Store, read};
use crate::digest::sha256;
use crate::notice::Form;
use crate::projects::{Listed, MOST_PROJECTS, Project, ProjectError, ProjectId, ProjectLedger, SentList};

/// The distance between two positions, so that a moved project finds room between its neighbours.
const STEP: i64 = 1 << 20;

/// A change to the list; all of it is made or nothing.
#[derive(Clone, Debug, Default)]
pub struct ProjectChange {
    /// Parts of existing projects; `None` empties one.
    pub parts: Vec<(ProjectId, ProjectPart, Option<String>)>,
    /// Projects to remove.
    pub removed: Vec<ProjectId>,
    /// Projects to append to the list.
    pub added: Vec<Project>,
}

/// The stored content of a sent list.
#[derive(Serialize, Deserialize)]
struct Content {
    /// The edition of the notice; the first in what was kept before there could be others.
    #[serde(default = "first")]
    edition: u32,
    unit: String,
    person: String,
    phone: String,
    projects: Vec<Kept>,
}

fn first() -> u32 {
    1
}

#[derive(Serialize, Deserialize)]
struct Kept {
    id: ProjectId,
    #[serde(flatten)]
    project: Project,
}

impl Store {
    /// Everything that is known of the unit's projects.
    pub fn projects(&self) -> Result<ProjectLedger, StoreError> {
        self.projects_of(&self.notices.form)
    }

    /// The same of the list beside another form.
    pub fn projects_of(&self, form: &Form) -> Result<ProjectLedger, StoreError> {
        ledger(&self.connection, form).map_err(|failure| self.explain(failure))
    }

    /// The days on which the list was changed, the latest first: any of them may be printed on an exported list.
    pub fn project_days(&self) -> Result<Vec<NaiveDate>, StoreError> {
        project_days(&self.connection, &self.notices.form).map_err(|failure| self.explain(failure))
    }

    /// Changes the list, replacing another operation if one is given. Refuses to change a project that is no
    /// longer in the list.
    pub fn change_projects(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        change: ProjectChange,
        instead: Option<Instead>,
    ) -> Result<Option<Operation>, StoreError> {
        self.operate_instead(now, kind, instead, |transaction, form| {
            let list = list(transaction, form)?;
            let there: BTreeSet<ProjectId> = list.iter().map(|(_, listed)| listed.id).collect();
            let touched = change.parts.iter().map(|(id, ..)| id).chain(&change.removed);
            if touched.into_iter().any(|id| !there.contains(id)) {
                return Err(refused(ProjectError::Gone));
            }
            let total = list.len() + change.added.len();
            if total > MOST_PROJECTS && !change.added.is_empty() {
                return Err(refused(ProjectError::TooMany(total)));
            }
            let parts = change.parts.into_iter().map(|(id, part, text)| (Place::Project(id, part), text));
            let removed = change
                .removed
                .into_iter()
                .flat_map(|id| ProjectPart::ALL.map(|part| (Place::Project(id, part), None)));
            let lowest = list.last().map_or(0, |(position, _)| *position);
            let first_id = next_id(transaction, form)?;
            let added = (1..).zip(first_id..).zip(change.added).flat_map(|((place, id), project)| {
                let position = lowest.saturating_add(STEP.saturating_mul(place));
                ProjectPart::ALL.map(|part| (Place::Project(id, part), text_of(part, position, &project)))
            });
            write(transaction, form, now, parts.chain(removed).chain(added).collect())
        })
    }

    /// Reorders the list. `order` receives the list and returns the ids of the projects in the new order;
    /// projects it leaves out follow at the end.
    pub fn order_projects(
        &mut self,
        now: DateTime<FixedOffset>,
        kind: OperationKind,
        order: impl FnOnce(&[Listed]) -> Result<Vec<ProjectId>, ProjectError>,
    ) -> Result<Option<Operation>, StoreError> {
        self.operate(now, kind, None, |transaction, form| {
            let list = list(transaction, form)?;
            let positions: BTreeMap<ProjectId, i64> =
                list.iter().map(|(position, listed)| (listed.id, *position)).collect();
            let listed: Vec<Listed> = list.into_iter().map(|(_, listed)| listed).collect();
            let mut wanted = order(&listed).map_err(refused)?;
            wanted.retain(|id| positions.contains_key(id));
            let left = listed.iter().map(|listed| listed.id).filter(|id| !wanted.contains(id));
            let left: Vec<ProjectId> = left.collect();
            write(transaction, form, now, renumbered(&positions, &[wanted, left].concat()))
        })
    }

    /// Keeps the present list permanently as the next sent list.
    pub fn send_projects(&mut self, now: DateTime<FixedOffset>) -> Result<Option<Operation>, StoreError> {
        self.operate(now, OperationKind::SendProjects, None, |transaction, form| {
            let unit = read::unit(transaction, form)?.ok_or(Failure::Refused(StoreError::NotBegun))?;
            let ledger = ledger(transaction, form)?;
            if ledger.list.is_empty() {
                return Err(refused(ProjectError::NothingToSend));
            }
            if ledger.is_sent() {
                return Err(refused(ProjectError::SentAlready));
            }
            let number = ledger.sent.last().map_or(1, |sent| sent.number + 1);
            let at = now.to_rfc3339_opts(SecondsFormat::Secs, false);
            let projects =
                ledger.list.into_iter().map(|Listed { id, project }| Kept { id, project }).collect();
            let content = Content {
                edition: form.edition,
                unit: unit.name,
                person: unit.person,
                phone: unit.phone,
                projects,
            };
            let content =
                serde_json::to_string(&content).map_err(|_| Failure::Unreadable("projects".into()))?;
            let digest = digest(number, &at, &content);
            transaction.execute(
                "INSERT INTO sent_projects (form, number, at, content, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![form.list_key, number, at, content, digest],
            )?;
            Ok(vec![Change { place: Place::SentProjects(number), before: None, after: Some(digest) }])
        })
    }
}

fn refused(error: ProjectError) -> Failure {
    Failure::Refused(StoreError::Project(error))
}

fn text_of(part: ProjectPart, position: i64, project: &Project) -> Option<String> {
    match part {
        ProjectPart::Position => Some(position.to_string()),
        ProjectPart::Text(field) => Some(field.of(project).to_owned()).filter(|text| !text.is_empty()),
        ProjectPart::DoneOn => project.done_on.map(|day| day.to_string()),
    }
}

/// An id that no project ever had: a sent list and the log must keep pointing to the old project.
fn next_id(transaction: &Transaction<'_>, form: &Form) -> Result<ProjectId, Failure> {
    let last: ProjectId = transaction.query_row(
        "SELECT coalesce(max(CAST(item AS INTEGER)), 0) FROM change WHERE form = ?1 AND place = 'project'",
        [&form.list_key],
        |row| row.get(0),
    )?;
    Ok(last + 1)
}

/// New positions for an order. If only one project has moved and there is room, only its position changes.
fn renumbered(positions: &BTreeMap<ProjectId, i64>, order: &[ProjectId]) -> Vec<Edit> {
    let position = |id: &ProjectId| positions.get(id).copied().unwrap_or_default();
    let edit = |id: ProjectId, position: i64| {
        (Place::Project(id, ProjectPart::Position), Some(position.to_string()))
    };
    for (index, id) in order.iter().enumerate() {
        let others: Vec<i64> = order.iter().filter(|other| *other != id).map(position).collect();
        if !rises(&others) {
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| others.get(before));
        let between = match (before, others.get(index)) {
            (Some(before), Some(after)) => before.midpoint(*after),
            (Some(before), None) => before.saturating_add(STEP),
            (None, Some(after)) => after.saturating_sub(STEP),
            (None, None) => return Vec::new(),
        };
        if before.is_none_or(|before| *before < between)
            && others.get(index).is_none_or(|after| between < *after)
        {
            let in_place = order.iter().map(position).collect::<Vec<_>>();
            return if rises(&in_place) { Vec::new() } else { vec![edit(*id, between)] };
        }
        break;
    }
    (1..).zip(order).map(|(place, id)| edit(*id, STEP.saturating_mul(place))).collect()
}

/// Whether the positions rise strictly: two projects at one position would have no reliable order.
fn rises(positions: &[i64]) -> bool {
    positions.is_sorted_by(|one, next| one < next)
}

/// The list in order, each project with its position.
fn list(connection: &Connection, form: &Form) -> Result<Vec<(i64, Listed)>, Failure> {
    let mut query = connection.prepare_cached("SELECT id, part, text FROM project WHERE form = ?1")?;
    let mut rows = query.query([&form.list_key])?;
    let mut found: BTreeMap<ProjectId, (Option<i64>, Project)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (position, project) = found.entry(row.get(0)?).or_default();
        let text: String = row.get(2)?;
        match ProjectPart::from_word(&row.get::<_, String>(1)?)? {
            ProjectPart::Position => *position = Some(parsed(&text)?),
            ProjectPart::Text(field) => *field.of_mut(project) = text,
            ProjectPart::DoneOn => project.done_on = Some(parsed(&text)?),
        }
    }
    let listed =
        found.into_iter().filter_map(|(id, (position, project))| Some((position?, Listed { id, project })));
    let mut list: Vec<(i64, Listed)> = listed.collect();
    list.sort_by_key(|(position, listed)| (*position, listed.id));
    Ok(list)
}

fn ledger(connection: &Connection, form: &Form) -> Result<ProjectLedger, Failure> {
    let list = list(connection, form)?.into_iter().map(|(_, listed)| listed).collect();
    let changed_on: Option<String> = connection
        .prepare_cached(
            "SELECT max(substr(at, 1, 10)) FROM operation WHERE id =
             (SELECT max(operation) FROM change WHERE form = ?1 AND place = 'project')",
        )?
        .query_row([&form.list_key], |row| row.get(0))?;
    let mut query = connection
        .prepare_cached("SELECT number, at, content FROM sent_projects WHERE form = ?1 ORDER BY number")?;
    let mut rows = query.query([&form.list_key])?;
    let mut sent = Vec::new();
    while let Some(row) = rows.next()? {
        let content: String = row.get(2)?;
        let Content { edition, unit, person, phone, projects } =
            serde_json::from_str(&content).map_err(|_| Failure::Unreadable(content))?;
        let projects = projects.into_iter().map(|Kept { id, project }| Listed { id, project }).collect();
        let (number, at) = (row.get(0)?, row.get(1)?);
        sent.push(SentList { number, at, edition, unit, person, phone, projects });
    }
    Ok(ProjectLedger { list, changed_on: changed_on.map(|day| parsed(&day)).transpose()?, sent })
}

fn project_days(connection: &Connection, form: &Form) -> Result<Vec<NaiveDate>, Failure> {
    let mut query = connection.prepare_cached(
        "SELECT DISTINCT substr(at, 1, 10) AS day FROM operation WHERE id IN
         (SELECT operation FROM change WHERE form = ?1 AND place = 'project') ORDER BY day DESC",
    )?;
    let days = query.query_map([&form.list_key], |row| row.get::<_, String>(0))?;
    days.map(|day| parsed(&day?)).collect()
}

/// Whether every sent list still matches its digest.
pub(super) fn sent_are_whole(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let mut query = connection.prepare("SELECT number, at, content, digest FROM sent_projects")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let [at, content, kept]: [String; 3] = [row.get(1)?, row.get(2)?, row.get(3)?];
        if digest(row.get(0)?, &at, &content) != kept {
            return Ok(false);
        }
    }
    Ok(true)
}

fn digest(number: u32, at: &str, content: &str) -> String {
    sha256(format!("{number}\n{at}\n{content}").as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moved(positions: &[(ProjectId, i64)], order: &[ProjectId]) -> Vec<(ProjectId, i64)> {
        let positions = positions.iter().copied().collect();
        let edits = renumbered(&positions, order);
        edits
            .into_iter()
            .map(|(place, text)| match place {
                Place::Project(id, ProjectPart::Position) => (id, text.unwrap().parse().unwrap()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn one_that_moves_is_one_change_while_there_is_room() {
        let positions = [(1, 10), (2, 20), (3, 30)];
        assert_eq!(moved(&positions, &[1, 2, 3]), []);
        assert_eq!(moved(&positions, &[3, 1, 2]), [(3, 10 - STEP)]);
        assert_eq!(moved(&positions, &[1, 3, 2]), [(3, 15)]);
        assert_eq!(moved(&[(1, 10), (2, 11), (3, 30)], &[1, 3, 2]).len(), 3, "no room: all anew");
    }

    proptest! {
        #[test]
        fn any_order_is_reached(places in prop::collection::vec(0_i64..20, 1..9), order in Just(()).prop_perturb(|(), mut random| {
            let mut order: Vec<ProjectId> = (1..9).collect();
            for index in (1..order.len()).rev() {
                order.swap(index, random.random_range(0..=index));
            }
            order
        })) {
            let positions: BTreeMap<ProjectId, i64> = (1..).zip(places).collect();
            let order: Vec<ProjectId> = order.into_iter().filter(|id| positions.contains_key(id)).collect();
            let mut after = positions.clone();
            after.extend(moved(&positions.into_iter().collect::<Vec<_>>(), &order));
            let mut reached = order.clone();
            reached.sort_by_key(|id| (after[id], *id));
            prop_assert_eq!(reached, order);
        }
    }
}
