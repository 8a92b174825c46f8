//! The desktop around the window: dialogs, the file manager, the window itself. It is a trait, so that every
//! command can be tested without a desktop.

mod system;

use std::path::{Path, PathBuf};

use yuebao::output::print::{PrintError, Printed};
use yuebao::session::File;

pub(crate) use system::System;

/// What commands need from the desktop.
pub trait Desktop: Send + Sync {
    /// Asks where to save a file with a suggested name, starting in a folder; `None` if the person cancels.
    fn choose_save(&self, folder: Option<&Path>, name: &str) -> Option<PathBuf>;
    /// Asks for a file with one of the given endings, starting in a folder; `None` if the person cancels.
    fn choose_open(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Option<PathBuf>;
    /// Asks for one or more files with one of the given endings, starting in a folder; empty if the person
    /// cancels.
    fn choose_open_many(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Vec<PathBuf>;
    /// Asks for a folder; `None` if the person cancels.
    fn choose_folder(&self, title: &str) -> Option<PathBuf>;
    /// Shows the person a warning that is not the answer to an action of theirs.
    fn warn(&self, sentence: &str);
    /// Shows a folder, or a file selected in its folder. False if no file manager is available.
    fn reveal(&self, path: &Path) -> bool;
    /// Shows several files of one folder, selected. False if no file manager is available.
    fn reveal_all(&self, paths: &[PathBuf]) -> bool;
    /// Opens a copy of a file in its usual program. False if there is no such program.
    fn open(&self, file: &File) -> bool;
    /// Opens the file itself in its usual program. False if there is no such program.
    fn open_in_place(&self, path: &Path) -> bool;
    /// Shows a notification of the system, outside the window. False if that is not possible.
    fn notify(&self, sentence: &str) -> bool;
    /// Hands a PDF to the printing system, and returns the result.
    fn print(&self, file: &File) -> Result<Printed, PrintError>;
    /// Shows the page at a multiple of its usual size. False if that is not possible.
    fn set_zoom(&self, factor: f64) -> bool;
    /// Shows the window, once the page has something to show.
    fn show_window(&self);
    /// Closes the window, unless the page still has something to save.
    fn close_window(&self);
    /// Ends the program.
    fn quit(&self);
}
