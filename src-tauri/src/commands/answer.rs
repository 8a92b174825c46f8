//! What the commands share: how each answers, and how one writes a file where the person wants it.

use std::path::Path;

use yuebao::clock;
use yuebao::error::{Error, Problem};
use yuebao::output;
use yuebao::session::{File, Session};

use crate::state::App;

pub(super) type Answer<T> = Result<T, Problem>;

/// The name the folder of the last export is remembered under.
pub(super) const EXPORT_FOLDER: &str = "export_folder";

/// Asks where to save what the session draws, starting where the last file went, and writes it there. A report is kept
/// once it is written, and not where the person thought better of it.
pub(super) fn save_as(
    app: &App,
    draw: impl FnOnce(&Session) -> Result<File, Error>,
) -> Answer<Option<String>> {
    let (file, folder) = app.with_shown(|session| Ok((draw(session)?, session.setting(EXPORT_FOLDER)?)))?;
    let Some(path) = app.desktop.choose_save(folder.as_deref().map(Path::new), &file.name) else {
        return Ok(None);
    };
    output::write_file(&path, &file.bytes).map_err(Error::from)?;
    app.set_exported(&path);
    app.with_shown(|session| session.reports_mut().archive(clock::now()?, &file))?;
    if let Some(folder) = path.parent() {
        app.with_shown(|session| session.remember(EXPORT_FOLDER, &folder.to_string_lossy()))?;
    }
    Ok(Some(path.display().to_string()))
}
