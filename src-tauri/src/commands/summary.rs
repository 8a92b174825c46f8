//! The commands for the summary, the manual and the licences. Those that draw do not run on the main thread.

use std::sync::Arc;

use tauri::State;
use yuebao::clock;
use yuebao::error::Error;
use yuebao::notice::FigureId;
use yuebao::output::document::{Fonts, summary_chart as draw_chart};
use yuebao::session::{Session, SummaryPage, WrittenSummary};
use yuebao::summary::{Heading, Span};

use super::answer::lasting_time;
use super::{Answer, save_as};
use crate::state::App;

/// The manual as HTML with embedded pictures; `build.rs` makes it from `docs/使用手册.md`.
const MANUAL: &str = include_str!(concat!(env!("OUT_DIR"), "/manual.html"));

#[tauri::command]
pub(super) fn manual() -> &'static str {
    MANUAL
}

/// The licences of other people's work in the program; made by `cargo xtask licences`.
const LICENCES: &str = include_str!("../../../assets/third-party-licences.txt");

#[tauri::command]
pub(super) fn licences() -> &'static str {
    LICENCES
}

#[tauri::command]
pub(super) fn summary(app: State<'_, App>, span: Span) -> Answer<SummaryPage> {
    app.with_shown(|session| session.summaries().page(clock::now()?.date_naive(), span))
}

#[tauri::command]
pub(super) fn write_summary(
    app: State<'_, App>,
    span: Span,
    heading: Heading,
    text: String,
    instead: Option<i64>,
) -> Answer<WrittenSummary> {
    app.with_shown(|session| {
        session.summaries_mut().write_summary(clock::now()?, span, heading, &text, instead)
    })
}

#[tauri::command]
pub(super) fn take_facts(app: State<'_, App>, span: Span, heading: Heading) -> Answer<SummaryPage> {
    after(&app, span, |session| session.summaries_mut().take_facts(clock::now()?, span, heading))
}

#[tauri::command]
pub(super) fn keep_words(app: State<'_, App>, span: Span, heading: Heading) -> Answer<SummaryPage> {
    after(&app, span, |session| session.summaries_mut().keep_words(clock::now()?, span, heading))
}

#[tauri::command]
pub(super) fn take_words(app: State<'_, App>, span: Span, from: Span) -> Answer<SummaryPage> {
    after(&app, span, |session| session.summaries_mut().take_words(clock::now()?, span, from))
}

/// A picture of one figure's chart, or of all charts together. The session is not locked while drawing.
#[tauri::command(async)]
pub(super) fn summary_chart(app: State<'_, App>, span: Span, figure: Option<FigureId>) -> Answer<String> {
    let (form, summary) = app.with_shown(|session| {
        Ok((Arc::clone(session.form()), session.summaries().summary(clock::now()?.date_naive(), span)?))
    })?;
    Ok(draw_chart(&form, &summary, figure, Fonts::system()).map_err(Error::from)?)
}

/// Asks where to save, writes the Word file there, and returns its path.
#[tauri::command(async)]
pub(super) fn export_summary_word(app: State<'_, App>, span: Span, sure: bool) -> Answer<Option<String>> {
    save_as(&app, |session| session.summaries().word(lasting_time(session, sure)?, span, Fonts::system()))
}

/// Asks where to save, writes the PDF there, and returns its path.
#[tauri::command(async)]
pub(super) fn export_summary_pdf(app: State<'_, App>, span: Span, sure: bool) -> Answer<Option<String>> {
    save_as(&app, |session| session.summaries().pdf(lasting_time(session, sure)?, span, Fonts::system()))
}

/// Prints the summary, and returns a sentence with the result.
#[tauri::command(async)]
pub(super) fn print_summary(app: State<'_, App>, span: Span, sure: bool) -> Answer<String> {
    let file = app
        .with_shown(|session| session.summaries().pdf(lasting_time(session, sure)?, span, Fonts::system()))?;
    Ok(app.desktop.print(&file).map_err(Error::from)?.sentence())
}

/// Asks where to save, writes the workbook there, and returns its path.
#[tauri::command(async)]
pub(super) fn export_summary_workbook(app: State<'_, App>, span: Span, sure: bool) -> Answer<Option<String>> {
    save_as(&app, |session| session.summaries().workbook(lasting_time(session, sure)?, span))
}

/// Changes something and returns the summary.
fn after<T>(
    app: &App,
    span: Span,
    work: impl FnOnce(&mut Session) -> Result<T, Error>,
) -> Answer<SummaryPage> {
    app.with_shown(|session| {
        work(session)?;
        session.summaries().page(clock::now()?.date_naive(), span)
    })
}
