//! The list of projects in a sitting: typing, changing, sending, and importing from a file.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::facet::Projects;
use super::{Now, Overview, Session};
use crate::error::Error;
use crate::notice::ProjectForm;
use crate::paste;
use crate::projects::{
    self, ImportPlan, Listed, Project, ProjectError, ProjectField, ProjectId, ProjectLedger, ProjectRow,
    ProjectSheet, kept_text, lay_over_projects, order_by_due, plan_import, strict_text,
};
use crate::reading::read_file;
use crate::store::{Operation, OperationKind, ProjectChange, ProjectPart};

/// Texts for fields of a project.
pub type ProjectTexts = Vec<(ProjectField, String)>;

/// The list after one of its cells was saved, with the overview around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SavedProject {
    /// The new project, if the text was typed into the blank row below the last one.
    pub id: Option<ProjectId>,
    /// The list as it stands now.
    pub sheet: ProjectSheet,
    /// What the window shows around the list.
    pub overview: Overview,
    /// The operation that changed a text of an existing project.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub operation: Option<i64>,
}

impl Session {
    /// The list that the notice asks for, if it asks for one.
    pub fn list(&self) -> Option<&Arc<ProjectForm>> {
        self.notice().lists.first()
    }

    /// The same, where there has to be one.
    pub fn project_form(&self) -> Result<&Arc<ProjectForm>, Error> {
        self.list().ok_or_else(|| Error::NoList(self.notice().title.clone()))
    }

    /// All data about the projects, as it is saved.
    pub fn project_list(&self) -> Result<&ProjectLedger, Error> {
        self.ledger()?;
        Ok(&self.projects)
    }
}

impl<S: Deref<Target = Session>> Projects<S> {
    /// The list as it is shown on a day.
    pub fn sheet(&self, now: Now) -> Result<ProjectSheet, Error> {
        self.sheet_on(now.date_naive())
    }

    pub(super) fn sheet_on(&self, today: NaiveDate) -> Result<ProjectSheet, Error> {
        Ok(projects::sheet(&self.session.projects, &self.session.ledger()?.unit, today))
    }

    /// The row of a project as it would be with these texts. Saves nothing. No `id` means the blank row below
    /// the last project.
    pub fn preview_project(
        &self,
        now: Now,
        id: Option<ProjectId>,
        texts: ProjectTexts,
    ) -> Result<ProjectRow, Error> {
        self.session.store.refuse_if_looking()?;
        self.session.ledger()?;
        let list = &self.session.projects.list;
        let row = self.row_of(id)?;
        let mut listed = list.get(row).cloned().unwrap_or(Listed { id: 0, project: Project::default() });
        for (field, text) in texts {
            *field.of_mut(&mut listed.project) = kept_text(field, &text);
        }
        Ok(ProjectRow::new(&listed, row + 1, None, now.date_naive()))
    }

    /// The position of a project in the list; the position below the last for a new one.
    fn row_of(&self, id: Option<ProjectId>) -> Result<usize, ProjectError> {
        let list = &self.session.projects.list;
        let Some(id) = id else { return Ok(list.len()) };
        list.iter().position(|listed| listed.id == id).ok_or(ProjectError::Gone)
    }
}

impl<S: DerefMut<Target = Session>> Projects<S> {
    /// Saves the text of one cell, and returns the id of a new project: no `id` means the blank row below the
    /// last. `instead` is the operation that saved the same text half-way; the new operation replaces it.
    pub fn save_project(
        &mut self,
        now: Now,
        id: Option<ProjectId>,
        field: ProjectField,
        text: &str,
        instead: Option<i64>,
    ) -> Result<SavedProject, Error> {
        let text = kept_text(field, text);
        let mut begun = None;
        let operation = if let Some(id) = id {
            self.set_project_instead(now, id, vec![(field, text)], instead)?
        } else if text.is_empty() {
            None
        } else {
            let mut project = Project::default();
            *field.of_mut(&mut project) = text;
            let added = self.add_projects(now, OperationKind::AddProjects, vec![project])?;
            begun = added.as_ref().and_then(first_project);
            None
        };
        let (sheet, overview) = (self.sheet(now)?, self.session.overview(now.date_naive())?);
        Ok(SavedProject { id: begun, sheet, overview, operation: operation.map(|operation| operation.id) })
    }

    /// Adds a project below the last.
    pub fn add_project(&mut self, now: Now, project: Project) -> Result<Option<Operation>, Error> {
        let project = project.checked(&self.session.project_form()?.columns)?;
        self.add_projects(now, OperationKind::AddProjects, vec![project])
    }

    /// Changes texts of a project: all of them, or none if one is too long. An empty text clears a field.
    pub fn set_project(
        &mut self,
        now: Now,
        id: ProjectId,
        texts: ProjectTexts,
    ) -> Result<Option<Operation>, Error> {
        self.set_project_instead(now, id, texts, None)
    }

    fn set_project_instead(
        &mut self,
        now: Now,
        id: ProjectId,
        texts: ProjectTexts,
        instead: Option<i64>,
    ) -> Result<Option<Operation>, Error> {
        self.session.ledger()?;
        let columns = &self.session.project_form()?.columns;
        let parts = texts
            .into_iter()
            .map(|(field, text)| {
                let text = Some(strict_text(columns, field, &text)?).filter(|text| !text.is_empty());
                Ok((id, ProjectPart::Text(field), text))
            })
            .collect::<Result<_, ProjectError>>()?;
        let change = ProjectChange { parts, ..ProjectChange::default() };
        let instead = self.session.instead_of(instead);
        let operation =
            self.session.store.change_projects(now, OperationKind::EditProjects, change, instead)?;
        self.session.reload()?;
        Ok(operation)
    }

    /// Deletes projects.
    pub fn remove_projects(&mut self, now: Now, ids: Vec<ProjectId>) -> Result<Option<Operation>, Error> {
        let change = ProjectChange { removed: ids, ..ProjectChange::default() };
        self.change_projects(now, OperationKind::RemoveProjects, change)
    }

    /// Moves a project to another position, counted from 0; a position past the end means the last one.
    pub fn move_project(
        &mut self,
        now: Now,
        id: ProjectId,
        place: usize,
    ) -> Result<Option<Operation>, Error> {
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
        self.order_projects(now, OperationKind::SortProjects, |list| Ok(order_by_due(list)))
    }

    /// Marks a project 已完成 today, or removes the mark.
    pub fn set_project_done(
        &mut self,
        now: Now,
        id: ProjectId,
        done: bool,
    ) -> Result<Option<Operation>, Error> {
        let day = done.then(|| now.date_naive().to_string());
        let parts = vec![(id, ProjectPart::DoneOn, day)];
        self.change_projects(
            now,
            OperationKind::ProjectDone,
            ProjectChange { parts, ..ProjectChange::default() },
        )
    }

    /// Pastes a clipboard text over the list from a cell on; returns how many cells it filled. No `id` means
    /// the blank row below the last project.
    pub fn paste_projects(
        &mut self,
        now: Now,
        id: Option<ProjectId>,
        field: ProjectField,
        text: &str,
    ) -> Result<usize, Error> {
        let columns = &self.session.project_form()?.columns;
        let grid = paste::grid(text)?;
        let (list, row) = (&self.session.projects.list, self.row_of(id)?);
        let block = lay_over_projects(columns, list.len(), row, field, grid)?;
        let count = block.cells();
        let parts = block
            .texts
            .into_iter()
            .filter_map(|(row, field, text)| Some((list.get(row)?.id, ProjectPart::Text(field), Some(text))));
        let change = ProjectChange { parts: parts.collect(), added: block.added, removed: Vec::new() };
        self.change_projects(now, OperationKind::PasteProjects, change)?;
        Ok(count)
    }

    /// What an import from a file would add. Changes nothing.
    pub fn plan_import(&mut self, path: &Path) -> Result<ImportPlan, Error> {
        self.session.store.refuse_if_looking()?;
        self.session.ledger()?;
        let book = read_file(path)?;
        self.session.refresh()?;
        Ok(plan_import(self.session.project_form()?, &book, &self.session.projects.list)?)
    }

    /// Imports what a plan says in one undoable step, all or nothing.
    pub fn import_projects(&mut self, now: Now, plan: &ImportPlan) -> Result<usize, Error> {
        let projects = plan.projects()?;
        let count = projects.len();
        self.add_projects(now, OperationKind::ImportProjects, projects)?;
        Ok(count)
    }

    /// Marks the list as sent and keeps it permanently as it is.
    pub fn send_projects(&mut self, now: Now) -> Result<Option<Operation>, Error> {
        let operation = self.session.store.send_projects(now)?;
        self.session.reload()?;
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
        self.session.ledger()?;
        let operation = self.session.store.change_projects(now, kind, change, None)?;
        self.session.reload()?;
        Ok(operation)
    }

    fn order_projects(
        &mut self,
        now: Now,
        kind: OperationKind,
        order: impl FnOnce(&[Listed]) -> Result<Vec<ProjectId>, ProjectError>,
    ) -> Result<Option<Operation>, Error> {
        self.session.ledger()?;
        let operation = self.session.store.order_projects(now, kind, order)?;
        self.session.reload()?;
        Ok(operation)
    }
}

/// The first project that an operation changed.
pub(super) fn first_project(operation: &Operation) -> Option<ProjectId> {
    operation.changes.iter().find_map(|change| change.place.project())
}
