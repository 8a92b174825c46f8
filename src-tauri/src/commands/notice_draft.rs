//! The commands for looking over what was understood of a blank form: reading its files, changing, undoing, confirming.

use std::path::Path;

use tauri::State;
use yuebao::blank_form::{Correction, OriginalSheet};
use yuebao::clock;
use yuebao::error::Error;
use yuebao::output::document::Fonts;
use yuebao::session::{
    BlankFormFiles, ChosenNotice, ConfirmedNotice, LeftDraft, NoticeReview, files_at, is_notice_file,
};

use super::Answer;
use crate::state::App;

/// The files of notices and of blank forms, for the dialog. A file is recognised by its content, not by its name.
const FILES: (&str, &[&str]) = ("通知文件、通知正文或空白表", &["docx", "xlsx", "xls", "et", "doc", "json"]);

/// Asks for a notice's file, or for blank forms, which are read then; false if the person cancelled.
#[tauri::command(async)]
pub(super) fn choose_notice(app: State<'_, App>) -> Answer<bool> {
    let paths = app.desktop.choose_open_many("添加哪个通知", FILES, None);
    for (at, (name, bytes)) in files_at(&paths)?.into_iter().enumerate() {
        app.intake.hand_over(at == 0, name, bytes).map_err(Error::from)?;
    }
    Ok(!paths.is_empty())
}

/// Reads the files that were chosen or dropped on the page, and says what is in them; `None` where there are none. `beside` the
/// files of the draft that is looked over. Nothing is added yet.
#[tauri::command(async)]
pub(super) fn read_notice_files(app: State<'_, App>, beside: bool) -> Answer<Option<ChosenNotice>> {
    let name = |path: &str| {
        let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| path.to_owned())
    };
    let files = app.intake.handed_over();
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|(path, bytes)| (name(&path), bytes)).collect();
    if files.is_empty() { Ok(None) } else { read(&app, files, beside).map(Some) }
}

/// Reads files without holding the session.
fn read(app: &App, files: Vec<(String, Vec<u8>)>, beside: bool) -> Answer<ChosenNotice> {
    if let Some((_, bytes)) = files.first().filter(|(_, bytes)| is_notice_file(bytes) && !beside) {
        let preview = app.with_own(|session| session.preview_notice(bytes, Fonts::system()))?;
        app.set_notice(bytes.clone());
        return Ok(ChosenNotice { preview: Some(preview), left: None });
    }
    let mut all = if beside { app.with_own(|session| session.drafting().files())? } else { Vec::new() };
    all.extend(files);
    let read = BlankFormFiles::read(all)?;
    let left = app.with_own(|session| session.drafting().left_but_for(&read))?;
    app.set_blank_form(read);
    Ok(ChosenNotice { preview: None, left })
}

/// Begins to look over the files that were read last, in place of a draft that was left.
#[tauri::command(async)]
pub(super) fn begin_notice_draft(app: State<'_, App>) -> Answer<NoticeReview> {
    let Some(files) = app.take_blank_form() else { return Err(Error::NothingChosen.into()) };
    app.with_own(|session| session.drafting_mut().begin(files, clock::now()?.date_naive()))
}

/// The draft that was left, if there is one.
#[tauri::command(async)]
pub(super) fn left_notice_draft(app: State<'_, App>) -> Answer<Option<LeftDraft>> {
    app.with_own(|session| session.drafting().left())
}

/// Takes up again the draft that a notice was made of.
#[tauri::command(async)]
pub(super) fn take_up_notice(app: State<'_, App>, id: String) -> Answer<NoticeReview> {
    let files = app.with_own(|session| session.drafting().files_of(&id))?;
    let read = BlankFormFiles::read(files)?;
    app.with_own(|session| session.drafting_mut().take_up(&id, read, clock::now()?.date_naive()))
}

#[tauri::command(async)]
pub(super) fn notice_draft(app: State<'_, App>) -> Answer<Option<NoticeReview>> {
    app.with_own(|session| session.drafting_mut().review(clock::now()?.date_naive()))
}

/// The files as they are drawn beside it.
#[tauri::command(async)]
pub(super) fn notice_draft_original(app: State<'_, App>) -> Answer<Vec<OriginalSheet>> {
    app.with_own(|session| session.drafting_mut().original())
}

#[tauri::command]
pub(super) fn correct_notice_draft(app: State<'_, App>, correction: Correction) -> Answer<NoticeReview> {
    app.with_own(|session| session.drafting_mut().correct(correction, clock::now()?.date_naive()))
}

#[tauri::command]
pub(super) fn undo_notice_draft(app: State<'_, App>) -> Answer<NoticeReview> {
    app.with_own(|session| session.drafting_mut().undo(clock::now()?.date_naive()))
}

#[tauri::command]
pub(super) fn redo_notice_draft(app: State<'_, App>) -> Answer<NoticeReview> {
    app.with_own(|session| session.drafting_mut().redo(clock::now()?.date_naive()))
}

#[tauri::command]
pub(super) fn discard_notice_draft(app: State<'_, App>) -> Answer<()> {
    app.with_own(|session| session.drafting_mut().discard())
}

/// Makes a notice of the draft and adds it.
#[tauri::command(async)]
pub(super) fn confirm_notice_draft(app: State<'_, App>) -> Answer<ConfirmedNotice> {
    app.with_own(|session| session.drafting_mut().confirm(clock::now()?))
}
