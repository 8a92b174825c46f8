//! The commands for backups, restoring, handing over and looking at other data. They read and write whole
//! files or wait for a dialog, so none of them runs on the main thread.

use std::path::{Path, PathBuf};

use tauri::State;
use yuebao::backup::{Backup, ENDING, Finding, unpack};
use yuebao::clock;
use yuebao::error::Error;
use yuebao::session::{BackedUp, BackupPreview, HandoverFile, Kept, Restored};

use super::Answer;
use crate::state::App;

const BACKUPS: (&str, &[&str]) = ("备份", &["sqlite"]);

#[tauri::command(async)]
pub(super) fn kept(app: State<'_, App>) -> Answer<Kept> {
    app.with_own(|session| session.backups().kept())
}

/// The backups of a data folder that cannot be opened.
#[tauri::command(async)]
pub(super) fn kept_beside_damaged(app: State<'_, App>) -> Kept {
    Kept { backups: app.backups_beside(), second: None }
}

#[tauri::command(async)]
pub(super) fn back_up(app: State<'_, App>) -> Answer<BackedUp> {
    let apart = app.with_own(|session| session.backups().apart())?;
    let now = clock::now().map_err(Error::from)?;
    Ok(BackedUp::from(apart.back_up(now)?.as_slice()))
}

/// Asks for the second place and writes a backup there at once.
#[tauri::command(async)]
pub(super) fn choose_backup_folder(app: State<'_, App>) -> Answer<Option<BackedUp>> {
    let Some(folder) = app.desktop.choose_folder("第二备份位置") else { return Ok(None) };
    app.with_own(|session| session.backups().set_backup_folder(Some(&folder)))?;
    back_up(app).map(Some)
}

#[tauri::command(async)]
pub(super) fn forget_backup_folder(app: State<'_, App>) -> Answer<()> {
    app.with_own(|session| session.backups().set_backup_folder(None))
}

/// Asks for a backup file that is not in the list.
#[tauri::command(async)]
pub(super) fn choose_backup(app: State<'_, App>) -> Option<String> {
    let path = app.desktop.choose_open("用哪一份备份恢复", BACKUPS, None)?;
    app.set_chosen(&path);
    Some(path.display().to_string())
}

#[tauri::command(async)]
pub(super) fn preview_backup(app: State<'_, App>, path: PathBuf) -> Answer<BackupPreview> {
    let path = app.offered(&path)?;
    app.with_own(|session| session.backups().preview(&path))
}

#[tauri::command(async)]
pub(super) fn restore(app: State<'_, App>, path: PathBuf) -> Answer<Restored> {
    let path = app.offered(&path)?;
    app.restore(clock::now().map_err(Error::from)?, &path)
}

#[tauri::command(async)]
pub(super) fn look(app: State<'_, App>, path: PathBuf) -> Answer<()> {
    let path = app.offered(&path)?;
    app.look(&path)
}

#[tauri::command(async)]
pub(super) fn end_looking(app: State<'_, App>) {
    app.end_looking();
}

/// Asks where to save, and packs everything into a file there.
#[tauri::command(async)]
pub(super) fn pack(app: State<'_, App>, passphrase: Option<String>) -> Answer<Option<HandoverFile>> {
    let now = clock::now().map_err(Error::from)?;
    let (name, apart) = app.with_shown(|session| {
        let backups = session.backups();
        Ok((backups.handover_name(now)?, backups.apart()?))
    })?;
    let Some(path) = app.desktop.choose_save(None, &name) else { return Ok(None) };
    let packed = apart.pack(now, passphrase.as_deref(), &path)?;
    app.set_exported(&path);
    Ok(Some(packed.into()))
}

/// Asks for a handover file.
#[tauri::command(async)]
pub(super) fn choose_handover(app: State<'_, App>) -> Option<String> {
    let path = app.desktop.choose_open("打开交接文件", ("交接文件", &[ENDING]), None)?;
    Some(chosen_handover(&app, path))
}

/// The handover file that the system asked to be opened, as if the officer had chosen it; only once.
#[tauri::command(async)]
pub(super) fn asked_handover(app: State<'_, App>) -> Option<String> {
    app.asked_handover().map(|path| chosen_handover(&app, path))
}

/// Remembers the choice, and returns how the page calls it.
fn chosen_handover(app: &App, path: PathBuf) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    app.set_chosen_handover(path);
    name
}

/// Opens the chosen handover file and returns what is in it.
#[tauri::command(async)]
pub(super) fn open_handover(app: State<'_, App>, passphrase: Option<String>) -> Answer<Backup> {
    let file = app.chosen_handover().unwrap_or_default();
    Ok(app.set_handover(unpack(&file, passphrase.as_deref())?))
}

#[tauri::command(async)]
pub(super) fn replace_by_handover(app: State<'_, App>) -> Answer<Restored> {
    app.refuse_handover_of_other_side()?;
    let (backup, data) = app.handover()?;
    let restored = app.restore(clock::now().map_err(Error::from)?, Path::new(&data))?;
    Ok(Restored { backup, ..restored })
}

#[tauri::command(async)]
pub(super) fn look_at_handover(app: State<'_, App>) -> Answer<()> {
    let (_, data) = app.handover()?;
    app.look(&data)
}

#[tauri::command(async)]
pub(super) fn doctor(app: State<'_, App>) -> Answer<Vec<Finding>> {
    let apart = app.with_own(|session| session.backups().apart())?;
    Ok(apart.doctor(clock::now().map_err(Error::from)?, clock::released()))
}
