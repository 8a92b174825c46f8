//! The commands for the folder in which an office keeps what comes in. They wait for a dialog or read files, so none of them
//! runs on the main thread. The folder is that of the clerk's own data, also while other data is looked at.

use tauri::State;
use yuebao::collation::Intake;
use yuebao::session::IntakeFolder;
use yuebao::store::Side;

use super::Answer;
use super::collation::read_paths;
use crate::state::App;

#[tauri::command(async)]
pub(super) fn intake_folder(app: State<'_, App>) -> Answer<Option<IntakeFolder>> {
    app.with_own(|session| session.collation().intake_folder())
}

/// Asks for the folder and returns its path; `None` if the person cancelled. Before the first start of 汇总 it is only
/// returned, and remembered when that is finished.
#[tauri::command(async)]
pub(super) fn choose_intake_place(app: State<'_, App>) -> Answer<Option<String>> {
    let Some(folder) = app.desktop.choose_folder("收件文件夹") else { return Ok(None) };
    app.with_own(|session| match session.side() {
        Side::Collation => session.collation().set_intake_folder(&folder),
        Side::Reporting => Ok(()),
    })?;
    app.set_chosen(&folder);
    Ok(Some(folder.display().to_string()))
}

/// Shows the folder in the file manager; false if that was not possible.
#[tauri::command(async)]
pub(super) fn reveal_intake_place(app: State<'_, App>) -> Answer<bool> {
    let folder = app.with_own(|session| session.collation().intake_folder_to_read())?;
    Ok(app.desktop.reveal(&folder))
}

/// Reads the folder again and says what would become of what lies in it; `None` if it was stopped.
#[tauri::command(async)]
pub(super) fn plan_intake_folder(app: State<'_, App>) -> Answer<Option<Intake>> {
    let folder = app.with_own(|session| session.collation().intake_folder_to_read())?;
    read_paths(&app, &[folder])
}
