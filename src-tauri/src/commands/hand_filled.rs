//! The commands of old workbooks: choose, look, bring in. What waits for a dialog or reads files does not run on the
//! main thread.

use std::path::Path;

use tauri::State;
use yuebao::clock;
use yuebao::error::Error;
use yuebao::hand_filled::{Choices, MonthsPlan};

use super::{Answer, EXPORT_FOLDER};
use crate::state::App;

/// A file is known by its content; these are the names that old workbooks usually have.
const WORKBOOKS: (&str, &[&str]) = ("旧表", &["xls", "xlsx", "et", "docx", "csv"]);

/// Asks for old workbooks and reads them; false if the person thought better of it. Nothing is changed.
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

/// What the chosen workbooks would bring, decided so.
#[tauri::command]
pub(super) fn plan_months(app: State<'_, App>, choices: Choices) -> Answer<MonthsPlan> {
    app.plan_months(choices)
}

/// Brings in what was looked at last; the workbooks are forgotten then.
#[tauri::command]
pub(super) fn import_months(app: State<'_, App>) -> Answer<()> {
    app.import_months(clock::now().map_err(Error::from)?)
}
