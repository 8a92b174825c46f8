//! The commands around sending: the scan, the letter, the record of sent reports, verifying files, and
//! reminders. Those that draw pages or wait for a dialog do not run on the main thread.

use std::path::Path;

use tauri::State;
use tauri::ipc::{InvokeBody, Request, Response};
use yuebao::clock;
use yuebao::error::Error;
use yuebao::output::document::Fonts;
use yuebao::output::{self, Letter, LetterTemplate};
use yuebao::period::Month;
use yuebao::scan::{self, ScanKind};
use yuebao::session::{Handled, LetterFiles, NextStep, SendingSettings, SentLine};
use yuebao::store::EXPORT_FOLDER;
use yuebao::verification::Verdict;

use super::answer::{record_handled, remember_folder, save_handled};
use super::{Answer, save_as};
use crate::state::App;

/// The request header with the month of a file that was dropped on the page.
const MONTH: &str = "month";

#[tauri::command]
pub(super) fn skip_step(app: State<'_, App>, month: Month, step: NextStep) -> Answer<()> {
    app.with_shown(|session| session.sending().skip_step(month, step))
}

/// Asks for a scan and keeps it; false if the person cancelled.
#[tauri::command(async)]
pub(super) fn choose_scan(app: State<'_, App>, month: Month) -> Answer<bool> {
    let kind = ("扫描件（PDF、JPG、PNG）", &["pdf", "jpg", "jpeg", "png"][..]);
    let Some(path) = app.desktop.choose_open("选择盖章页的扫描件", kind, None) else {
        return Ok(false);
    };
    let bytes = scan::read(&path).map_err(Error::from)?;
    app.with_shown(|session| session.sending_mut().attach_scan(clock::now()?, month, bytes))?;
    Ok(true)
}

/// Keeps a scan that was dropped on the page.
#[tauri::command(async)]
pub(super) fn drop_scan(app: State<'_, App>, request: Request<'_>) -> Answer<()> {
    let month = request.headers().get(MONTH).and_then(|month| month.to_str().ok()).unwrap_or_default();
    let month: Month = month.parse().map_err(Error::from)?;
    app.with_shown(|session| session.sending_mut().attach_scan(clock::now()?, month, dropped(&request)))
}

#[tauri::command]
pub(super) fn remove_scan(app: State<'_, App>, month: Month) -> Answer<()> {
    app.with_shown(|session| session.sending_mut().remove_scan(clock::now()?, month))
}

/// The scan of a month as a picture; no bytes if there is no scan or it is a PDF.
#[tauri::command(async)]
pub(super) fn scan_picture(app: State<'_, App>, month: Month) -> Answer<Response> {
    let scan = app.with_shown(|session| session.sending().scan(month, None))?;
    let picture = scan.filter(|scan| scan.kind != ScanKind::Pdf);
    Ok(Response::new(picture.map_or_else(Vec::new, |scan| scan.file.bytes)))
}

/// Opens a kept file of a report in its usual program; false if there is no such program.
#[tauri::command(async)]
pub(super) fn open_kept(app: State<'_, App>, month: Month, revision: u32, name: String) -> Answer<bool> {
    let file = app.with_shown(|session| session.sending().kept_file(month, revision, &name))?;
    Ok(app.desktop.open(&file))
}

#[tauri::command]
pub(super) fn letter(app: State<'_, App>, month: Month) -> Answer<Letter> {
    app.with_shown(|session| session.sending().letter(month))
}

/// The files that would be sent with the letter.
#[tauri::command(async)]
pub(super) fn letter_files(app: State<'_, App>, month: Month) -> Answer<LetterFiles> {
    app.with_shown(|session| session.sending().letter_files(clock::now()?, month, Fonts::system()))
}

/// Asks where to save and writes the draft of the letter there.
#[tauri::command(async)]
pub(super) fn save_letter(app: State<'_, App>, month: Month) -> Answer<Option<String>> {
    save_handled(
        &app,
        |session| session.sending().letter_draft(clock::now()?, month, Fonts::system()),
        |path| Handled::Drafted(path.to_owned()),
    )
}

/// Opens the draft of a month's letter from its file; false if there is no program for it.
#[tauri::command(async)]
pub(super) fn open_draft(app: State<'_, App>, month: Month) -> Answer<bool> {
    Ok(app.desktop.open_in_place(&app.with_shown(|session| session.sending().draft(month))?))
}

/// Shows the draft of a month's letter in its folder; false if no file manager is available.
#[tauri::command(async)]
pub(super) fn reveal_draft(app: State<'_, App>, month: Month) -> Answer<bool> {
    Ok(app.desktop.reveal(&app.with_shown(|session| session.sending().draft(month))?))
}

/// Asks for a folder, writes the files of a month there and shows them; `None` if the person cancelled.
#[tauri::command(async)]
pub(super) fn save_sending_files(app: State<'_, App>, month: Month) -> Answer<Option<String>> {
    let files = app.with_shown(|session| session.sending().files(clock::now()?, month, Fonts::system()))?;
    let Some(folder) = app.desktop.choose_folder("附件放在哪个文件夹里") else { return Ok(None) };
    let mut written = Vec::new();
    for file in &files {
        let path = output::write_without_replacing(&folder, &file.name, &file.bytes)
            .map_err(|problem| Error::from(problem.after(&written)))?;
        record_handled(&app, file, &Handled::Written)?;
        written.push(path);
    }
    for handled in [Handled::Exported, Handled::TakenOut] {
        files.first().map(|file| record_handled(&app, file, &handled)).transpose()?;
    }
    remember_folder(&app, &folder);
    app.desktop.reveal_all(&written);
    Ok(Some(folder.display().to_string()))
}

/// The settings for letters and reminders.
#[tauri::command]
pub(super) fn sending_settings(app: State<'_, App>) -> Answer<SendingSettings> {
    app.with_shown(|session| session.sending().settings())
}

#[tauri::command]
pub(super) fn set_letter_template(app: State<'_, App>, template: LetterTemplate) -> Answer<SendingSettings> {
    app.with_shown(|session| {
        session.sending().set_letter_template(template)?;
        session.sending().settings()
    })
}

#[tauri::command]
pub(super) fn sent(app: State<'_, App>) -> Answer<Vec<SentLine>> {
    app.with_shown(|session| session.sending().sent(clock::now()?.date_naive()))
}

#[tauri::command(async)]
pub(super) fn export_sent(app: State<'_, App>) -> Answer<Option<String>> {
    save_as(&app, |session| session.sending().sent_file(clock::now()?))
}

/// Asks for a workbook and verifies it; `None` if the person cancelled.
#[tauri::command(async)]
pub(super) fn choose_and_verify(app: State<'_, App>) -> Answer<Option<Verdict>> {
    let folder = app.with_shown(|session| session.setting(EXPORT_FOLDER))?;
    let folder = folder.as_deref().map(Path::new);
    let chosen = app.desktop.choose_open("选择要核对的文件", ("表格", &["xlsx"]), folder);
    let Some(path) = chosen else { return Ok(None) };
    app.with_shown(|session| session.sending().verify_file(&path)).map(Some)
}

/// Verifies a workbook that was dropped on the page.
#[tauri::command(async)]
pub(super) fn verify_dropped(app: State<'_, App>, request: Request<'_>) -> Answer<Verdict> {
    app.with_shown(|session| session.sending().verify_bytes(&dropped(&request)))
}

/// Shows a desktop notification of what is due soon, once a day; returns its text.
#[tauri::command(async)]
pub(super) fn remind(app: State<'_, App>) -> Answer<Option<String>> {
    let today = clock::now().map_err(Error::from)?.date_naive();
    let Some(sentence) = app.with_shown(|session| session.sending().reminder(today))? else {
        return Ok(None);
    };
    app.desktop.notify(&sentence);
    app.with_shown(|session| session.sending().note_reminded(today))?;
    Ok(Some(sentence))
}

#[tauri::command]
pub(super) fn set_remind_days(app: State<'_, App>, days: u32) -> Answer<SendingSettings> {
    app.with_shown(|session| {
        session.sending().set_remind_days(days)?;
        session.sending().settings()
    })
}

/// The bytes of a dropped file. On systems where the page cannot send bytes they arrive as a list of numbers.
fn dropped(request: &Request<'_>) -> Vec<u8> {
    match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        InvokeBody::Json(value) => {
            let numbers = value.as_array().into_iter().flatten();
            numbers.filter_map(|number| u8::try_from(number.as_u64()?).ok()).collect()
        }
    }
}
