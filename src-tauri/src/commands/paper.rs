//! The commands for PDF and printing of a month. They lay out pages or wait for a dialog or a printer, so
//! none of them runs on the main thread.

use std::sync::Arc;

use tauri::State;
use yuebao::error::Error;
use yuebao::output::document::{self, Fonts, Preview};
use yuebao::period::Month;
use yuebao::session::{Handled, Texts};

use super::answer::record_handled;
use super::{Answer, save_as};
use crate::state::App;

/// Draws the pages of a month with unsaved texts, or of a revision. The session is not locked while drawing.
#[tauri::command(async)]
pub(super) fn preview(
    app: State<'_, App>,
    month: Month,
    revision: Option<u32>,
    texts: Texts,
) -> Answer<Preview> {
    let (form, sheet) = app.with_shown(|session| {
        let sheet = match revision {
            None => session.reports().preview_figures(month, texts, None)?.sheet,
            Some(number) => session.reports().revision(month, number)?,
        };
        Ok((Arc::clone(session.form()), sheet))
    })?;
    Ok(document::preview(&form, &sheet, Fonts::system()).map_err(Error::from)?)
}

/// Asks where to save, writes the PDF there, and returns its path; `None` if the person cancelled.
#[tauri::command(async)]
pub(super) fn export_pdf(app: State<'_, App>, month: Month, revision: Option<u32>) -> Answer<Option<String>> {
    save_as(&app, |session| session.reports().pdf(month, revision, Fonts::system()))
}

/// Prints a month, and returns a sentence with the result.
#[tauri::command(async)]
pub(super) fn print(app: State<'_, App>, month: Month, revision: Option<u32>) -> Answer<String> {
    let file = app.with_shown(|session| session.reports().pdf(month, revision, Fonts::system()))?;
    let printed = app.desktop.print(&file).map_err(Error::from)?;
    record_handled(&app, &file, &Handled::Printed(printed.clone()))?;
    Ok(printed.sentence())
}
