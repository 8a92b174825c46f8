//! The commands for old workbooks: choosing, planning, importing. Commands that wait for a dialog or read
//! files do not run on the main thread.

use std::path::Path;

use tauri::State;
use yuebao::clock;
use yuebao::error::Error;
use yuebao::hand_filled::{Choices, MonthsPlan};
use yuebao::store::EXPORT_FOLDER;

use super::Answer;
use crate::state::App;

/// The usual endings of old workbooks. A file is recognised by its content, not by its name.
const WORKBOOKS: (&str, &[&str]) = ("旧表", &["xls", "xlsx", "et", "docx", "csv"]);

/// Asks for old workbooks and reads them; false if the person cancelled. Changes nothing.
#[tauri::command(async)]
pub(super) fn choose_hand_filled(app: State<'_, App>) -> Answer<bool> {
    let (reader, folder) = app.with_shown(|session| {
        Ok((session.reports().hand_filled_reader()?, session.setting(EXPORT_FOLDER)?))
    })?;
    let paths =
        app.desktop.choose_open_many("选择旧表，可以选几个", WORKBOOKS, folder.as_deref().map(Path::new));
    app.set_hand_filled(reader.read(&paths)?);
    Ok(!paths.is_empty())
}

/// Plans the import of the chosen workbooks with the given choices.
#[tauri::command]
pub(super) fn plan_months(app: State<'_, App>, choices: Choices) -> Answer<MonthsPlan> {
    app.plan_months(choices)
}

/// Imports the last shown plan and then forgets the workbooks.
#[tauri::command]
pub(super) fn import_months(app: State<'_, App>) -> Answer<()> {
    app.import_months(clock::now().map_err(Error::from)?)
}
