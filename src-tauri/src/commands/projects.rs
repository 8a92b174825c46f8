//! The commands for the project list. Commands that ask for a file or draw pages do not run on the main thread.

use std::sync::Arc;

use std::path::Path;

use tauri::State;
use yuebao::clock;
use yuebao::error::Error;
use yuebao::notice::ProjectForm;
use yuebao::output::document::{Fonts, Preview, project_preview};
use yuebao::projects::{ImportPlan, ProjectField, ProjectId, ProjectRow, ProjectSheet};
use yuebao::session::{ProjectTexts, SavedProject, Session};
use yuebao::store::EXPORT_FOLDER;

use super::answer::lasting_time;
use super::{Answer, built_in, save_as};
use crate::state::App;

/// The form of the list of projects; `None` if the notice asks for none.
#[tauri::command(async)]
pub(super) fn project_form(app: State<'_, App>) -> Answer<Option<ProjectForm>> {
    let list = app.with_shown(|session| Ok(session.list().map(|list| ProjectForm::clone(list))));
    list.or_else(|_| Ok(built_in()?.lists.first().map(|list| ProjectForm::clone(list))))
}

#[tauri::command]
pub(super) fn project_sheet(app: State<'_, App>) -> Answer<ProjectSheet> {
    app.with_shown(|session| session.projects().sheet(clock::now()?))
}

#[tauri::command]
pub(super) fn preview_project(
    app: State<'_, App>,
    id: Option<ProjectId>,
    texts: ProjectTexts,
) -> Answer<ProjectRow> {
    app.with_shown(|session| session.projects().preview_project(clock::now()?, id, texts))
}

#[tauri::command]
pub(super) fn save_project(
    app: State<'_, App>,
    id: Option<ProjectId>,
    field: ProjectField,
    text: String,
    instead: Option<i64>,
) -> Answer<SavedProject> {
    app.with_shown(|session| session.projects_mut().save_project(clock::now()?, id, field, &text, instead))
}

#[tauri::command]
pub(super) fn remove_project(app: State<'_, App>, id: ProjectId) -> Answer<ProjectSheet> {
    after(&app, |session| session.projects_mut().remove_projects(clock::now()?, vec![id]))
}

#[tauri::command]
pub(super) fn move_project(app: State<'_, App>, id: ProjectId, place: usize) -> Answer<ProjectSheet> {
    after(&app, |session| session.projects_mut().move_project(clock::now()?, id, place))
}

#[tauri::command]
pub(super) fn sort_projects(app: State<'_, App>) -> Answer<ProjectSheet> {
    after(&app, |session| session.projects_mut().sort_projects(clock::now()?))
}

#[tauri::command]
pub(super) fn set_project_done(app: State<'_, App>, id: ProjectId, done: bool) -> Answer<ProjectSheet> {
    after(&app, |session| session.projects_mut().set_project_done(clock::now()?, id, done))
}

#[tauri::command]
pub(super) fn paste_projects(
    app: State<'_, App>,
    id: Option<ProjectId>,
    field: ProjectField,
    text: String,
) -> Answer<usize> {
    app.with_shown(|session| session.projects_mut().paste_projects(clock::now()?, id, field, &text))
}

#[tauri::command]
pub(super) fn send_projects(app: State<'_, App>, sure: bool) -> Answer<ProjectSheet> {
    after(&app, |session| {
        let now = lasting_time(session, sure)?;
        session.projects_mut().send_projects(now)
    })
}

/// The usual endings of tables. A file is recognised by its content, not by its name.
const TABLES: (&str, &[&str]) = ("表格", &["xlsx", "xls", "et", "docx", "csv"]);

/// Asks for a file and plans an import; `None` if the person cancelled. Changes nothing.
#[tauri::command(async)]
pub(super) fn plan_import(app: State<'_, App>) -> Answer<Option<ImportPlan>> {
    let folder = app.with_shown(|session| session.setting(EXPORT_FOLDER))?;
    let Some(path) = app.desktop.choose_open("从哪个文件导入", TABLES, folder.as_deref().map(Path::new))
    else {
        return Ok(None);
    };
    let plan = app.with_shown(|session| session.projects_mut().plan_import(&path))?;
    app.set_plan(Some(plan.clone()));
    Ok(Some(plan))
}

/// Imports the last plan and returns the number of new projects.
#[tauri::command]
pub(super) fn import_projects(app: State<'_, App>) -> Answer<usize> {
    let Some(plan) = app.set_plan(None) else { return Ok(0) };
    app.with_shown(|session| session.projects_mut().import_projects(clock::now()?, &plan))
}

#[tauri::command]
pub(super) fn projects_beside_month(app: State<'_, App>) -> Answer<bool> {
    app.with_shown(|session| session.projects().goes_with_month())
}

#[tauri::command]
pub(super) fn set_projects_beside_month(app: State<'_, App>, beside: bool) -> Answer<()> {
    app.with_shown(|session| session.projects().set_goes_with_month(beside))
}

/// Asks where to save, writes the workbook there, and returns its path.
#[tauri::command(async)]
pub(super) fn export_projects(app: State<'_, App>) -> Answer<Option<String>> {
    save_as(&app, |session| session.projects().workbook(clock::now()?, None))
}

/// Draws the pages of the present list. The session is not locked while drawing.
#[tauri::command(async)]
pub(super) fn preview_projects(app: State<'_, App>) -> Answer<Preview> {
    let (form, sheet) = app.with_shown(|session| {
        Ok((Arc::clone(session.project_form()?), session.projects().sheet(clock::now()?)?))
    })?;
    Ok(project_preview(&form, &sheet, Fonts::system()).map_err(Error::from)?)
}

/// Asks where to save, writes the PDF there, and returns its path.
#[tauri::command(async)]
pub(super) fn export_projects_pdf(app: State<'_, App>) -> Answer<Option<String>> {
    save_as(&app, |session| session.projects().pdf(clock::now()?, None, Fonts::system()))
}

/// Prints the list, and returns a sentence with the result.
#[tauri::command(async)]
pub(super) fn print_projects(app: State<'_, App>) -> Answer<String> {
    let file = app.with_shown(|session| session.projects().pdf(clock::now()?, None, Fonts::system()))?;
    Ok(app.desktop.print(&file).map_err(Error::from)?.sentence())
}

/// Changes something and returns the list.
fn after<T>(app: &App, work: impl FnOnce(&mut Session) -> Result<T, Error>) -> Answer<ProjectSheet> {
    app.with_shown(|session| {
        work(session)?;
        session.projects().sheet(clock::now()?)
    })
}
