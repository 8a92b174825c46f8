//! The commands for what a month reports: 定稿, 更正, 累计调整, 说明, the matrix and the change log.

use tauri::State;
use yuebao::clock;
use yuebao::notice::FigureId;
use yuebao::period::Month;
use yuebao::report::{CheckCode, Matrix, Sheet, Subject};
use yuebao::session::{ChangedMonth, HistoryLine, Texts};

use super::answer::lasting_time;
use super::{Answer, save_as};
use crate::state::App;

#[tauri::command]
pub(super) fn finalize(app: State<'_, App>, month: Month, sure: bool) -> Answer<Sheet> {
    let sheet = app.with_shown(|session| {
        let now = clock::now()?;
        session.backups().refuse_doubtful_day(now, clock::released(), month, sure)?;
        session.reports_mut().finalize(now, month)?;
        session.reports().sheet(month)
    })?;
    app.back_up_quietly();
    Ok(sheet)
}

#[tauri::command]
pub(super) fn reopen(app: State<'_, App>, month: Month, reason: String) -> Answer<Sheet> {
    app.with_shown(|session| {
        session.reports_mut().reopen(clock::now()?, month, &reason)?;
        session.reports().sheet(month)
    })
}

#[tauri::command]
pub(super) fn mark_sent(
    app: State<'_, App>,
    month: Month,
    how: String,
    recipient: String,
    sure: bool,
) -> Answer<Sheet> {
    app.with_shown(|session| {
        let now = lasting_time(session, sure)?;
        session.reports_mut().mark_sent(now, month, &how, &recipient)?;
        session.reports().sheet(month)
    })
}

#[tauri::command]
pub(super) fn correct(app: State<'_, App>, reason: String, sure: bool) -> Answer<Vec<Month>> {
    let months = app.with_shown(|session| {
        let now = lasting_time(session, sure)?;
        session.reports_mut().correct(now, &reason)
    })?;
    app.back_up_quietly();
    Ok(months)
}

#[tauri::command]
pub(super) fn adjust(app: State<'_, App>, month: Month, texts: Texts, reason: String) -> Answer<Sheet> {
    app.with_shown(|session| {
        session.reports_mut().adjust(clock::now()?, month, texts, &reason)?;
        session.reports().sheet(month)
    })
}

#[tauri::command]
pub(super) fn explain(
    app: State<'_, App>,
    month: Month,
    code: CheckCode,
    figure: Option<FigureId>,
    text: String,
) -> Answer<Sheet> {
    app.with_shown(|session| {
        session.reports_mut().explain(clock::now()?, month, Subject { code, figure }, &text)?;
        session.reports().sheet(month)
    })
}

#[tauri::command]
pub(super) fn differences(app: State<'_, App>) -> Answer<Vec<ChangedMonth>> {
    app.with_shown(|session| session.reports().differences())
}

#[tauri::command]
pub(super) fn revision(app: State<'_, App>, month: Month, number: u32) -> Answer<Sheet> {
    app.with_shown(|session| session.reports().revision(month, number))
}

#[tauri::command]
pub(super) fn matrix(app: State<'_, App>) -> Answer<Matrix> {
    app.with_shown(|session| session.reports().matrix(clock::now()?.date_naive()))
}

#[tauri::command]
pub(super) fn history(
    app: State<'_, App>,
    month: Option<Month>,
    figure: Option<FigureId>,
) -> Answer<Vec<HistoryLine>> {
    app.with_shown(|session| session.history().lines(month, figure))
}

#[tauri::command(async)]
pub(super) fn export_matrix(app: State<'_, App>) -> Answer<Option<String>> {
    save_as(&app, |session| session.reports().matrix_file(clock::now()?))
}

#[tauri::command(async)]
pub(super) fn export_history(
    app: State<'_, App>,
    month: Option<Month>,
    figure: Option<FigureId>,
) -> Answer<Option<String>> {
    save_as(&app, |session| session.reports().history_file(clock::now()?, month, figure))
}
