//! The desktop program; all its code is in the library.

// On Windows no console window must open next to the form.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    yuebao_desktop::start().into()
}
