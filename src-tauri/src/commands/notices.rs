//! The commands for notices: which form is in hand, what is to do, adding, renewing and removing. Choosing what to add stands
//! with [`super::notice_draft`].

use tauri::State;
use yuebao::clock;
use yuebao::error::Error;
use yuebao::period::Month;
use yuebao::session::{FormChoice, NoticeView, ToDo};

use super::{Answer, save_as};
use crate::state::App;

#[tauri::command(async)]
pub(super) fn form_choices(app: State<'_, App>) -> Answer<Vec<FormChoice>> {
    app.with_shown(|session| session.form_choices(clock::now()?.date_naive()))
}

#[tauri::command(async)]
pub(super) fn to_do(app: State<'_, App>) -> Answer<Vec<ToDo>> {
    app.with_shown(|session| session.to_do(clock::now()?.date_naive()))
}

/// Takes another form in hand. The page is drawn anew after it.
#[tauri::command(async)]
pub(super) fn choose_form(app: State<'_, App>, key: String) -> Answer<()> {
    app.with_shown(|session| session.choose(&key))
}

/// Adds the notice that was chosen, as it was shown.
#[tauri::command(async)]
pub(super) fn add_notice(app: State<'_, App>) -> Answer<NoticeView> {
    let Some(bytes) = app.take_notice() else { return Err(Error::NothingChosen.into()) };
    app.with_own(|session| Ok(NoticeView::of(&*session.add_notice(clock::now()?, &bytes)?)))
}

#[tauri::command(async)]
pub(super) fn renew_notice(
    app: State<'_, App>,
    id: String,
    first: Month,
    last: Option<Month>,
) -> Answer<NoticeView> {
    app.with_own(|session| Ok(NoticeView::of(&*session.renew_notice(clock::now()?, &id, first, last)?)))
}

#[tauri::command(async)]
pub(super) fn remove_notice(app: State<'_, App>, id: String) -> Answer<()> {
    app.with_own(|session| session.remove_notice(clock::now()?, &id))
}

/// Asks where to save a notice's file; `None` if the person cancelled.
#[tauri::command(async)]
pub(super) fn export_notice(app: State<'_, App>, id: String) -> Answer<Option<String>> {
    save_as(&app, |session| session.notice_file(&id))
}
