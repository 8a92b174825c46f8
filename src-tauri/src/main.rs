//! The desktop program: everything is in the library beside it.

// A console window must not open beside the form on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match yuebao_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("山城月报没能启动：{error}");
            ExitCode::FAILURE
        }
    }
}
