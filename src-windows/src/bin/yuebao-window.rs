//! The window's program on Windows, `山城月报.exe`, whose work is in the library beside it.

// No console window must open next to the form.
#![windows_subsystem = "windows"]

#[path = "../opening.rs"]
mod opening;

use std::process::ExitCode;

fn main() -> ExitCode {
    match opening::run("yuebao_window") {
        Ok(code) => code.into(),
        Err(problem) => {
            tell(&problem.to_string());
            ExitCode::FAILURE
        }
    }
}

/// There is no console to write to.
#[cfg(windows)]
fn tell(sentence: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Warning)
        .set_title("山城月报")
        .set_description(sentence)
        .show();
}

#[cfg(not(windows))]
fn tell(sentence: &str) {
    eprintln!("{sentence}");
}
