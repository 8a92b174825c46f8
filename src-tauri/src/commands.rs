//! The commands of the window. Each one only converts its arguments and calls a method of the core.
//!
//! Commands that type and save run one after the other on the main thread, so that keys arrive in their
//! order. Commands that draw pages, read or write whole files, or wait for a dialog or a printer are `async`
//! and run in parallel. `commands/list.rs` lists all commands.

#![expect(
    clippy::needless_pass_by_value,
    reason = "commands take what the page sent, and the state, by value"
)]

mod answer;
mod backups;
mod collation;
#[macro_use]
mod list;
mod hand_filled;
mod intake_folder;
mod mail;
mod notice_draft;
mod notices;
mod opening;
mod outgoing;
mod paper;
mod projects;
mod records;
mod register;
mod sending;
mod summary;

use tauri::{Builder, Runtime, State};
use yuebao::clock;
use yuebao::error::Error;
use yuebao::notice::{FigureId, Form, Notice, TextId};
use yuebao::output::document::Fonts;
use yuebao::period::Month;
use yuebao::report::{Sheet, Trace};
use yuebao::session::{Handled, MonthView, NoticeView, Overview, SavedMonth, Session, Texts, Undone, Zoom};
use yuebao::unit::Unit;

use crate::state::App;
use answer::{Answer, save_as, save_handled};

/// Registers every command.
pub fn register<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    macro_rules! handler {
        ($($command:tt)*) => { tauri::generate_handler![$($command)*] };
    }
    builder.invoke_handler(every_command!(handler))
}

/// The form in hand. Where the data cannot be opened, that of the notice that comes with the program: the page is drawn
/// before it is known whether it can, and says so then.
#[tauri::command(async)]
fn form(app: State<'_, App>) -> Answer<Form> {
    let in_hand = app.with_shown(|session| Ok(Form::clone(session.form())));
    in_hand.or_else(|refusal| Ok(Form::clone(built_in()?.forms.first().ok_or(refusal)?)))
}

/// The form in hand as it was in an edition, for the reports that were drawn from it.
#[tauri::command(async)]
fn form_of_edition(app: State<'_, App>, edition: u32) -> Answer<Form> {
    app.with_shown(|session| Ok(Form::clone(&session.form_of_edition(edition))))
}

fn built_in() -> Answer<&'static Notice> {
    Ok(Notice::built_in().map_err(Error::from)?)
}

#[tauri::command(async)]
fn notice(app: State<'_, App>) -> Answer<NoticeView> {
    app.with_shown(|session| Ok(NoticeView::of(session.notice())))
        .or_else(|_| Ok(NoticeView::of(built_in()?)))
}

/// Runs in parallel: the window is shown after a while even if opening the data takes longer.
#[tauri::command(async)]
fn overview(app: State<'_, App>) -> Answer<Overview> {
    app.with_shown(|session| session.overview(clock::now()?.date_naive()))
}

/// The setting is always saved in the officer's own data, even while other data is looked at.
#[tauri::command]
fn set_panel_folded(app: State<'_, App>, folded: bool) -> Answer<()> {
    app.with_own(|session| session.set_panel_folded(folded))
}

#[tauri::command]
fn begin(app: State<'_, App>, unit: Unit, opening: Texts) -> Answer<()> {
    app.with_shown(|session| session.begin(clock::now()?, unit, opening))
}

#[tauri::command]
fn set_unit(app: State<'_, App>, unit: Unit) -> Answer<()> {
    app.with_shown(|session| session.set_unit(clock::now()?, unit))
}

#[tauri::command]
fn sheet(app: State<'_, App>, month: Month) -> Answer<Sheet> {
    app.with_shown(|session| session.reports().sheet(month))
}

#[tauri::command]
fn trace(app: State<'_, App>, month: Month, figure: FigureId) -> Answer<Trace> {
    app.with_shown(|session| session.reports().trace(month, figure))
}

#[tauri::command]
fn preview_figures(
    app: State<'_, App>,
    month: Month,
    texts: Texts,
    in_hand: Option<FigureId>,
) -> Answer<MonthView> {
    app.with_shown(|session| session.reports().preview_figures(month, texts, in_hand))
}

#[tauri::command]
fn set_figures(
    app: State<'_, App>,
    month: Month,
    texts: Texts,
    in_hand: Option<FigureId>,
    instead: Option<i64>,
) -> Answer<SavedMonth> {
    app.with_shown(|session| session.reports_mut().set_figures(clock::now()?, month, texts, in_hand, instead))
}

#[tauri::command]
fn paste(app: State<'_, App>, month: Month, figure: FigureId, text: String) -> Answer<usize> {
    app.with_shown(|session| session.reports_mut().paste(clock::now()?, month, figure, &text))
}

#[tauri::command]
fn fill_zero(app: State<'_, App>, month: Month) -> Answer<usize> {
    app.with_shown(|session| session.reports_mut().fill_zero(clock::now()?, month))
}

#[tauri::command]
fn set_no_data(app: State<'_, App>, month: Month, no_data: bool) -> Answer<Sheet> {
    app.with_shown(|session| {
        session.reports_mut().set_no_data(clock::now()?, month, no_data)?;
        session.reports().sheet(month)
    })
}

#[tauri::command]
fn set_typed_text(app: State<'_, App>, month: Month, id: TextId, text: String) -> Answer<Sheet> {
    app.with_shown(|session| {
        session.reports_mut().set_typed_texts(clock::now()?, month, vec![(id, text)])?;
        session.reports().sheet(month)
    })
}

#[tauri::command]
fn set_filled_on(app: State<'_, App>, month: Month, text: String) -> Answer<Sheet> {
    app.with_shown(|session| {
        session.reports_mut().set_filled_on(clock::now()?, month, &text)?;
        session.reports().sheet(month)
    })
}

#[tauri::command]
fn undo(app: State<'_, App>) -> Answer<Option<Undone>> {
    app.with_shown(|session| session.history_mut().undo(clock::now()?))
}

#[tauri::command]
fn redo(app: State<'_, App>) -> Answer<Option<Undone>> {
    app.with_shown(|session| session.history_mut().redo(clock::now()?))
}

#[tauri::command(async)]
fn export(app: State<'_, App>, month: Month, revision: Option<u32>) -> Answer<Option<String>> {
    let draw = |session: &Session| session.reports().workbook(clock::now()?, month, revision);
    save_handled(&app, draw, |_| if revision.is_none() { Handled::Exported } else { Handled::Written })
}

/// Shows the last exported file in its folder; false if that was not possible.
#[tauri::command(async)]
fn reveal_export(app: State<'_, App>) -> bool {
    app.exported().is_some_and(|path| app.desktop.reveal(&path))
}

/// Shows the data folder, or the nearest existing folder above it; false if that was not possible.
#[tauri::command(async)]
fn reveal_folder(app: State<'_, App>) -> bool {
    app.folder_to_show().is_some_and(|folder| app.desktop.reveal(&folder))
}

/// Shows everything in the remembered size. Works without data too, because an error must be shown as well.
#[tauri::command(async)]
fn zoom(app: State<'_, App>) -> Zoom {
    app.show_at(app.with_own(|session| session.zoom()).unwrap_or_default())
}

/// Changes the size by some steps; 0 means the usual size.
#[tauri::command]
fn change_zoom(app: State<'_, App>, steps: i32) -> Zoom {
    app.change_zoom(steps)
}

/// The page has shown something. Only now does the work begin that takes a whole processor: finding the
/// fonts, and the first backup of the sitting.
#[tauri::command]
fn ready(app: State<'_, App>) {
    app.closing.page_is_ready();
    app.desktop.show_window();
    Fonts::find_in_background();
    if let Some(sentence) = app.if_open(|session| session.unwritable()).flatten() {
        app.desktop.warn(&sentence);
    }
    // Nothing waits for it, and what cannot be remembered is told again the next time.
    for sentence in app.if_open(|session| session.new_risks()).and_then(Result::ok).unwrap_or_default() {
        app.desktop.warn(&sentence);
    }
    app.back_up_quietly();
}

/// The page's answer before the window closes: everything is saved.
#[tauri::command]
fn leave(app: State<'_, App>) {
    if app.closing.answered() {
        app.desktop.close_window();
    }
}

/// The page's answer before the window closes: something could not be saved.
#[tauri::command]
fn stay(app: State<'_, App>) {
    app.closing.stay();
}

#[tauri::command]
fn quit(app: State<'_, App>) {
    app.desktop.quit();
}
