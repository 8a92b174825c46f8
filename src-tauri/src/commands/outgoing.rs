//! The commands for what leaves the clerk's side: the reminder, the return notes, the bulletin and the table of all units, and the
//! sums that are filled into the office's own month. The form itself goes out by the commands of any report.

use std::collections::BTreeSet;

use tauri::State;
use yuebao::clock;
use yuebao::collation::Reminder;
use yuebao::error::Error;
use yuebao::notice::FigureId;
use yuebao::output;
use yuebao::output::document::{Fonts, Preview};
use yuebao::period::Month;
use yuebao::session::{DraftedNote, File, SavedList, ShownFilling, Undone};

use super::answer::{lasting_time, remember_folder};
use super::{Answer, save_as};
use crate::state::App;

/// Whose reports are wanted, with a text for the group chat.
#[tauri::command]
pub(super) fn reminder(app: State<'_, App>, month: Month) -> Answer<Reminder> {
    app.with_shown(|session| session.collation().reminder(clock::now()?.date_naive(), month))
}

#[tauri::command(async)]
pub(super) fn save_reminder(app: State<'_, App>, month: Month) -> Answer<Option<String>> {
    save_as(&app, |session| {
        let collation = session.collation();
        collation.reminder_file(&collation.reminder(clock::now()?.date_naive(), month)?)
    })
}

#[tauri::command]
pub(super) fn return_notes(app: State<'_, App>, month: Month) -> Answer<Vec<DraftedNote>> {
    app.with_shown(|session| session.collation().drafted_notes(clock::now()?.date_naive(), month))
}

/// Asks for a folder and writes the notes there, or that of one unit, and shows them; `None` if the person cancelled.
#[tauri::command(async)]
pub(super) fn save_return_notes(
    app: State<'_, App>,
    month: Month,
    unit: Option<String>,
) -> Answer<Option<String>> {
    let files = app.with_shown(|session| {
        let collation = session.collation();
        let notes = collation.return_notes(month)?.into_iter();
        let wanted = notes.filter(|note| unit.as_ref().is_none_or(|unit| note.unit == *unit));
        let now = clock::now()?;
        let files: Result<Vec<Vec<File>>, Error> =
            wanted.map(|note| collation.return_note_files(now, &note)).collect();
        Ok(files?.concat())
    })?;
    if files.is_empty() {
        return Err(Error::NothingChosen.into());
    }
    let Some(folder) = app.desktop.choose_folder("退回说明放在哪个文件夹里") else {
        return Ok(None);
    };
    let mut written = Vec::new();
    for file in &files {
        let path = output::write_without_replacing(&folder, &file.name, &file.bytes)
            .map_err(|problem| Error::from(problem.after(&written)))?;
        written.push(path);
    }
    if let Some(first) = written.first() {
        app.set_exported(first);
    }
    remember_folder(&app, &folder);
    Ok(Some(folder.display().to_string()))
}

/// The pages of the bulletin.
#[tauri::command(async)]
pub(super) fn preview_bulletin(app: State<'_, App>, month: Month) -> Answer<Preview> {
    app.with_shown(|session| session.collation().bulletin_preview(clock::now()?, month, Fonts::system()))
}

#[tauri::command(async)]
pub(super) fn save_bulletin_word(app: State<'_, App>, month: Month, sure: bool) -> Answer<Option<String>> {
    save_as(&app, |session| session.collation().bulletin_word(lasting_time(session, sure)?, month))
}

#[tauri::command(async)]
pub(super) fn save_bulletin_pdf(app: State<'_, App>, month: Month, sure: bool) -> Answer<Option<String>> {
    save_as(&app, |session| {
        session.collation().bulletin_pdf(lasting_time(session, sure)?, month, Fonts::system())
    })
}

/// The table of all units, for every figure of a month.
#[tauri::command(async)]
pub(super) fn save_unit_table(app: State<'_, App>, month: Month) -> Answer<Option<String>> {
    save_as(&app, |session| session.collation().unit_table(clock::now()?, month))
}

/// The project lists of all units as one; the answer says where it is and of how many units. `None` if the person cancelled.
#[tauri::command(async)]
pub(super) fn save_merged_list(app: State<'_, App>, month: Month) -> Answer<Option<SavedList>> {
    let mut told = String::new();
    let path = save_as(&app, |session| {
        let (file, of_whom) = session.collation().merged_list_file(clock::now()?, month)?;
        told = of_whom;
        Ok(file)
    })?;
    Ok(path.map(|path| SavedList { path, told }))
}

/// What the sums of a month would fill into the office's own. Changes nothing.
#[tauri::command(async)]
pub(super) fn plan_filling(app: State<'_, App>, month: Month) -> Answer<ShownFilling> {
    app.plan_filling(month)
}

/// Which totals would differ if the plan that was shown last replaced these of the figures that were typed otherwise.
#[tauri::command(async)]
pub(super) fn filling_totals(app: State<'_, App>, replaced: Vec<FigureId>) -> Answer<String> {
    app.filling_totals(&replaced.into_iter().collect())
}

/// Fills in the plan that was shown last, but for the figures that stay as they are; returns how many were filled.
#[tauri::command(async)]
pub(super) fn fill_sums(app: State<'_, App>, stay: Vec<FigureId>) -> Answer<usize> {
    let stay: BTreeSet<FigureId> = stay.into_iter().collect();
    app.fill_sums(clock::now().map_err(Error::from)?, &stay)
}

/// Takes the filling back, in the officer's own data.
#[tauri::command(async)]
pub(super) fn undo_filling(app: State<'_, App>) -> Answer<Option<Undone>> {
    app.undo_filling(clock::now().map_err(Error::from)?)
}
