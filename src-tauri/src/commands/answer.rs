//! Shared by all commands: the type of their answers, and writing a file to a place that the person chooses.

use std::path::Path;

use yuebao::clock;
use yuebao::error::{Error, Problem};
use yuebao::output;
use yuebao::session::{File, Handled, Now, Session};
use yuebao::store::EXPORT_FOLDER;

use crate::state::App;

pub(super) type Answer<T> = Result<T, Problem>;

/// The time of what is dated for ever. A time that can hardly be true is refused, unless the person is `sure` of it.
pub(super) fn lasting_time(session: &Session, sure: bool) -> Result<Now, Error> {
    let now = clock::now()?;
    session.backups().refuse_doubtful_time(now, clock::released(), sure)?;
    Ok(now)
}

/// Asks where to save what the session draws, starting where the last file went, and writes it there.
pub(super) fn save_as(
    app: &App,
    draw: impl FnOnce(&Session) -> Result<File, Error>,
) -> Answer<Option<String>> {
    save_handled(app, draw, |_| Handled::Written)
}

/// The same for a step to the bureau, which is recorded once the file is written, and not where the person thought better
/// of it.
pub(super) fn save_handled(
    app: &App,
    draw: impl FnOnce(&Session) -> Result<File, Error>,
    handled: impl FnOnce(&Path) -> Handled,
) -> Answer<Option<String>> {
    let (file, folder) = app.with_shown(|session| Ok((draw(session)?, session.setting(EXPORT_FOLDER)?)))?;
    let Some(path) = app.desktop.choose_save(folder.as_deref().map(Path::new), &file.name) else {
        return Ok(None);
    };
    output::write_file(&path, &file.bytes).map_err(Error::from)?;
    app.set_exported(&path);
    record_handled(app, &file, &handled(&path))?;
    if let Some(folder) = path.parent() {
        remember_folder(app, folder);
    }
    Ok(Some(path.display().to_string()))
}

/// Remembers where the next dialog starts. Where this fails it starts elsewhere; what was written is written all the same.
pub(super) fn remember_folder(app: &App, folder: &Path) {
    let _remembered = app.with_shown(|session| session.remember(EXPORT_FOLDER, &folder.to_string_lossy()));
}

/// Records a file that has left in the officer's own data, whatever is shown by now: of a file that was drawn of other
/// data there is nothing to record.
pub(super) fn record_handled(app: &App, file: &File, handled: &Handled) -> Answer<()> {
    app.with_own(|session| session.sending_mut().record_handled(clock::now()?, file, handled))
}
