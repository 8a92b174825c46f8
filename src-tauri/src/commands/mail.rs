//! The commands for sending directly. They wait for a server or the system's keyring, so none of them runs on
//! the main thread, and the session is not locked while a letter is being sent.

use tauri::State;
use yuebao::clock;
use yuebao::error::Error;
use yuebao::mail::{
    Code, Keyring, MailError, MailServer, Progress, SERVICES, Service, Stage, Terms, forget_code_of,
    has_keyring, kept_code,
};
use yuebao::output::document::Fonts;
use yuebao::period::Month;
use yuebao::session::{MailSettings, Sent};

use super::Answer;
use crate::state::App;

#[tauri::command(async)]
pub(super) fn mail_settings(app: State<'_, App>) -> Answer<MailSettings> {
    let server = app.with_own(|session| session.sending().mail_server())?;
    let code_kept = server.as_ref().and_then(kept_code).is_some();
    let service = server.as_ref().and_then(Service::of_server).map(|service| service.word);
    let has_keyring = code_kept || (server.is_some() && has_keyring());
    Ok(MailSettings { services: SERVICES.to_vec(), server, service, code_kept, has_keyring })
}

/// Turns sending directly on, and stores the code in the keyring if one was given.
#[tauri::command(async)]
pub(super) fn set_mail_server(app: State<'_, App>, server: MailServer, code: String) -> Answer<MailSettings> {
    let server = server.checked().map_err(Error::from)?;
    let code = if code.trim().is_empty() { None } else { Some(Code::new(&code).map_err(Error::from)?) };
    let before = app.with_own(|session| session.sending().mail_server())?;
    forget_code_of(before.as_ref(), Some(&server)).map_err(Error::from)?;
    app.with_own(|session| session.sending().set_mail_server(Some(server.clone())))?;
    if let Some(code) = code {
        Keyring::open().and_then(|keyring| keyring.keep(&server.address, &code)).map_err(Error::from)?;
    }
    mail_settings(app)
}

/// Deletes the code, then turns sending directly off. In this order, so that a failure can be repeated.
#[tauri::command(async)]
pub(super) fn forget_mail_server(app: State<'_, App>) -> Answer<MailSettings> {
    let before = app.with_own(|session| session.sending().mail_server())?;
    forget_code_of(before.as_ref(), None).map_err(Error::from)?;
    app.with_own(|session| session.sending().set_mail_server(None))?;
    mail_settings(app)
}

/// Sends a month, or a test letter if no month is given. If the code is empty, it is read from the keyring.
/// The progress can be read and the sending cancelled from the beginning on.
#[tauri::command(async)]
pub(super) fn send_mail(
    app: State<'_, App>,
    month: Option<Month>,
    again: bool,
    code: String,
    sure: bool,
) -> Answer<Sent> {
    let sending = app.outbox.begin().map_err(Error::from)?;
    let now = clock::now().map_err(Error::from)?;
    let (delivery, server) = app.with_shown(|session| {
        let delivery = match month {
            Some(month) => {
                session.backups().refuse_doubtful_time(now, clock::released(), sure)?;
                session.sending_mut().prepare_delivery(now, month, again, Fonts::system())?
            }
            None => session.sending().prepare_test_delivery(now)?,
        };
        Ok((delivery, session.sending().mail_server()?.ok_or(MailError::Off)?))
    })?;
    let code = if code.trim().is_empty() {
        kept_code(&server).ok_or(MailError::CodeMissing)
    } else {
        Code::new(&code)
    };
    let code = code.map_err(Error::from)?;
    app.with_own(|session| session.sending_mut().begin_delivery(now, &delivery))?;
    let delivered =
        delivery.deliver(&code, &Terms::default(), sending.cancel(), &mut |progress| sending.tell(progress));
    let now = clock::now().map_err(Error::from)?;
    app.with_own(|session| session.sending_mut().finish_delivery(now, &delivery, delivered))
}

/// The progress of the letter that is being sent; `None` if there is none.
#[tauri::command]
pub(super) fn mail_progress(app: State<'_, App>) -> Option<Stage> {
    app.outbox.progress().map(Progress::stage)
}

#[tauri::command]
pub(super) fn cancel_mail(app: State<'_, App>) {
    app.outbox.cancel();
}
