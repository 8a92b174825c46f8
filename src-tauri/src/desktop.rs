//! The desktop around the window: dialogs, the file manager, the window itself. Behind a trait, so that every
//! command can be tested where there is no desktop.

mod system;

use std::path::{Path, PathBuf};

use yuebao::output::print::{PrintError, Printed};
use yuebao::session::File;

pub(crate) use system::System;

/// What commands ask of the desktop.
pub trait Desktop: Send + Sync {
    /// Asks where to save a file of that name, starting in that folder; `None` if the person thinks better of it.
    fn choose_save(&self, folder: Option<&Path>, name: &str) -> Option<PathBuf>;
    /// Asks for a file to open, of those with such endings, starting in that folder; `None` if the person thinks better
    /// of it.
    fn choose_open(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Option<PathBuf>;
    /// Asks for files to open, one or many, of those with such endings, starting in that folder; none if the person
    /// thinks better of it.
    fn choose_open_many(&self, title: &str, kind: (&str, &[&str]), folder: Option<&Path>) -> Vec<PathBuf>;
    /// Asks for a folder; `None` if the person thinks better of it.
    fn choose_folder(&self, title: &str) -> Option<PathBuf>;
    /// Tells the person something that no press of theirs asked for.
    fn warn(&self, sentence: &str);
    /// Shows a file selected in its folder, or a folder. False if no file manager answers.
    fn reveal(&self, path: &Path) -> bool;
    /// Shows several files of one folder, selected. False if no file manager answers.
    fn reveal_all(&self, paths: &[PathBuf]) -> bool;
    /// Opens a copy of a file in the program that it belongs to. False if none answers.
    fn open(&self, file: &File) -> bool;
    /// Opens a file where it lies, in the program that it belongs to. False if none answers.
    fn open_in_place(&self, path: &Path) -> bool;
    /// Tells the person something outside the window, as the system does it. False if it cannot.
    fn notify(&self, sentence: &str) -> bool;
    /// Hands a PDF to whatever prints here, and says what became of it.
    fn print(&self, file: &File) -> Result<Printed, PrintError>;
    /// Shows the page that many times as large as usual. False if it cannot.
    fn set_zoom(&self, factor: f64) -> bool;
    /// Shows the window, once the page has something to show.
    fn show_window(&self);
    /// Closes the window, as far as nothing speaks against it.
    fn close_window(&self);
    /// Ends the program.
    fn quit(&self);
}
