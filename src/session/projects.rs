//! The list of projects in a sitting: typing in it, changing it, sending it, and what comes in from a file.

use std::path::Path;

use serde::Serialize;

use super::{Now, Session};
use crate::error::Error;
use crate::form::ProjectForm;
use crate::paste;
use crate::projects::{
    self, ImportPlan, Listed, Project, ProjectError, ProjectField, ProjectId, ProjectLedger, ProjectRow,
    ProjectSheet, kept_text, lay_over_projects, order_by_due, plan_import, strict_text,
};
use crate::reading::read_file;
use crate::store::{Operation, OperationKind, ProjectChange, ProjectPart, StoreError};

/// Texts for fields of a project.
pub type ProjectTexts = Vec<(ProjectField, String)>;

/// The text in the cell of the list that is being typed in.
#[derive(Clone, Debug)]
pub(super) struct TypedProject {
    /// Which project; none for the blank row below the last.
    id: Option<ProjectId>,
    field: ProjectField,
    text: String,
}

/// What saving the cell being typed in came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SavedProject {
    /// The project that the blank row below the last became, if it became one.
    pub id: Option<ProjectId>,
    /// The list as it stands now.
    pub sheet: ProjectSheet,
}

impl Session {
    /// The list's form.
    pub fn project_form(&self) -> Result<&'static ProjectForm, Error> {
        Ok(ProjectForm::annex3()?)
    }

    /// Everything that is known of the projects.
    pub fn projects(&self) -> Result<&ProjectLedger, Error> {
        self.ledger()?;
        Ok(&self.projects)
    }

    /// The list as one looks at it on a day.
    pub fn project_sheet(&self, now: Now) -> Result<ProjectSheet, Error> {
        Ok(projects::sheet(&self.projects, &self.ledger()?.unit, now.date_naive()))
    }

    /// Takes note of the text in the cell being typed in, without saving it, and shows what it does to its row. No
    /// `id` means the blank row below the last. A cell left behind unsaved is saved first.
    pub fn type_project(
        &mut self,
        now: Now,
        id: Option<ProjectId>,
        field: ProjectField,
        text: &str,
    ) -> Result<ProjectRow, Error> {
        self.store.refuse_if_looking()?;
        self.ledger()?;
        if self.typed_project.as_ref().is_some_and(|typed| (typed.id, typed.field) != (id, field)) {
            self.save_typed(now)?;
        }
        let row = self.projects.list.iter().position(|listed| Some(listed.id) == id);
        if id.is_some() && row.is_none() {
            return Err(ProjectError::Gone.into());
        }
        let number = row.unwrap_or(self.projects.list.len()) + 1;
        let blank = Listed { id: 0, project: Project::default() };
        let mut listed = row.and_then(|row| self.projects.list.get(row)).cloned().unwrap_or(blank);
        let text = kept_text(field, text);
        text.clone_into(field.of_mut(&mut listed.project));
        self.typed_project = Some(TypedProject { id, field, text });
        Ok(ProjectRow::new(&listed, number, None, now.date_naive()))
    }

    /// Saves the cell of the list that is being typed in, and says which project that was if it is a new one.
    pub fn save_typed_project(&mut self, now: Now) -> Result<Option<ProjectId>, Error> {
        let Some(TypedProject { id, field, text }) = self.typed_project.clone() else { return Ok(None) };
        let operation = match id {
            Some(id) => {
                let operation = self.set_project(now, id, vec![(field, text)]);
                if matches!(operation, Err(Error::Store(StoreError::Project(ProjectError::Gone)))) {
                    // There is no cell left to try again in.
                    self.typed_project = None;
                }
                operation?
            }
            None if text.is_empty() => None,
            None => {
                let mut project = Project::default();
                *field.of_mut(&mut project) = text;
                self.add_projects(now, OperationKind::AddProjects, vec![project])?
            }
        };
        self.typed_project = None;
        Ok(operation.filter(|_| id.is_none()).and_then(|operation| first_project(&operation)))
    }

    /// Adds a project below the last.
    pub fn add_project(&mut self, now: Now, project: Project) -> Result<Option<Operation>, Error> {
        let project = project.checked(&self.project_form()?.columns)?;
        self.save_typed(now)?;
        self.add_projects(now, OperationKind::AddProjects, vec![project])
    }

    /// Changes texts of a project: all of them or, if one is too long, none. An empty text clears one.
    pub fn set_project(
        &mut self,
        now: Now,
        id: ProjectId,
        texts: ProjectTexts,
    ) -> Result<Option<Operation>, Error> {
        let columns = &self.project_form()?.columns;
        let parts = texts
            .into_iter()
            .map(|(field, text)| {
                let text = Some(strict_text(columns, field, &text)?).filter(|text| !text.is_empty());
                Ok((id, ProjectPart::Text(field), text))
            })
            .collect::<Result<_, ProjectError>>()?;
        self.change_projects(
            now,
            OperationKind::EditProjects,
            ProjectChange { parts, ..ProjectChange::default() },
        )
    }

    /// Deletes projects.
    pub fn remove_projects(&mut self, now: Now, ids: Vec<ProjectId>) -> Result<Option<Operation>, Error> {
        // What is typed in a row that is being deleted goes with it.
        if self.typed_project.as_ref().and_then(|typed| typed.id).is_some_and(|id| ids.contains(&id)) {
            self.typed_project = None;
        }
        self.save_typed(now)?;
        let change = ProjectChange { removed: ids, ..ProjectChange::default() };
        self.change_projects(now, OperationKind::RemoveProjects, change)
    }

    /// Puts a project in another place of the list, counted from 0; a place behind the last is the last.
    pub fn move_project(
        &mut self,
        now: Now,
        id: ProjectId,
        place: usize,
    ) -> Result<Option<Operation>, Error> {
        self.save_typed(now)?;
        self.order_projects(now, OperationKind::MoveProject, |list| {
            let mut order: Vec<ProjectId> =
                list.iter().map(|listed| listed.id).filter(|other| *other != id).collect();
            if order.len() == list.len() {
                return Err(ProjectError::Gone);
            }
            order.insert(place.min(order.len()), id);
            Ok(order)
        })
    }

    /// Sorts the list by 完成时限.
    pub fn sort_projects(&mut self, now: Now) -> Result<Option<Operation>, Error> {
        self.save_typed(now)?;
        self.order_projects(now, OperationKind::SortProjects, |list| Ok(order_by_due(list)))
    }

    /// Marks a project 已完成 as of today, or takes the mark away.
    pub fn set_project_done(
        &mut self,
        now: Now,
        id: ProjectId,
        done: bool,
    ) -> Result<Option<Operation>, Error> {
        self.save_typed(now)?;
        let day = done.then(|| now.date_naive().to_string());
        let parts = vec![(id, ProjectPart::DoneOn, day)];
        self.change_projects(
            now,
            OperationKind::ProjectDone,
            ProjectChange { parts, ..ProjectChange::default() },
        )
    }

    /// Pastes a clipboard text over the list from a cell on, and says how many cells it filled. No `id` means the
    /// blank row below the last.
    pub fn paste_projects(
        &mut self,
        now: Now,
        id: Option<ProjectId>,
        field: ProjectField,
        text: &str,
    ) -> Result<usize, Error> {
        let columns = &self.project_form()?.columns;
        let grid = paste::grid(text)?;
        // A paste over the very cell being typed in replaces its text; there is nothing left to save.
        self.typed_project = self.typed_project.take().filter(|typed| (typed.id, typed.field) != (id, field));
        self.save_typed(now)?;
        let list = &self.projects.list;
        let row = list.iter().position(|listed| Some(listed.id) == id);
        if id.is_some() && row.is_none() {
            return Err(ProjectError::Gone.into());
        }
        let block = lay_over_projects(columns, list.len(), row.unwrap_or(list.len()), field, grid)?;
        let count = block.cells();
        let parts = block
            .texts
            .into_iter()
            .filter_map(|(row, field, text)| Some((list.get(row)?.id, ProjectPart::Text(field), Some(text))));
        let change = ProjectChange { parts: parts.collect(), added: block.added, removed: Vec::new() };
        self.change_projects(now, OperationKind::PasteProjects, change)?;
        Ok(count)
    }

    /// What would come in from a file. Nothing is changed.
    pub fn plan_import(&mut self, now: Now, path: &Path) -> Result<ImportPlan, Error> {
        self.store.refuse_if_looking()?;
        self.ledger()?;
        let book = read_file(path)?;
        self.save_typed(now)?;
        self.refresh()?;
        Ok(plan_import(self.project_form()?, &book, &self.projects.list)?)
    }

    /// Takes in what a plan says, in one step that can be undone: all of it or nothing.
    pub fn import_projects(&mut self, now: Now, plan: &ImportPlan) -> Result<usize, Error> {
        let projects = plan.projects()?;
        let count = projects.len();
        self.save_typed(now)?;
        self.add_projects(now, OperationKind::ImportProjects, projects)?;
        Ok(count)
    }

    /// Marks the list as sent: it is kept for good as it stands.
    pub fn send_projects(&mut self, now: Now) -> Result<Option<Operation>, Error> {
        self.save_typed(now)?;
        let operation = self.store.send_projects(now)?;
        self.reload()?;
        Ok(operation)
    }

    fn add_projects(
        &mut self,
        now: Now,
        kind: OperationKind,
        added: Vec<Project>,
    ) -> Result<Option<Operation>, Error> {
        self.change_projects(now, kind, ProjectChange { added, ..ProjectChange::default() })
    }

    fn change_projects(
        &mut self,
        now: Now,
        kind: OperationKind,
        change: ProjectChange,
    ) -> Result<Option<Operation>, Error> {
        self.ledger()?;
        let operation = self.store.change_projects(now, kind, change)?;
        self.reload()?;
        Ok(operation)
    }

    fn order_projects(
        &mut self,
        now: Now,
        kind: OperationKind,
        order: impl FnOnce(&[Listed]) -> Result<Vec<ProjectId>, ProjectError>,
    ) -> Result<Option<Operation>, Error> {
        self.ledger()?;
        let operation = self.store.order_projects(now, kind, order)?;
        self.reload()?;
        Ok(operation)
    }
}

/// The first project that an operation was about.
pub(super) fn first_project(operation: &Operation) -> Option<ProjectId> {
    operation.changes.iter().find_map(|change| change.place.project())
}
