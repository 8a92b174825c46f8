//! The desktop program; all its code is in the library.

// On Windows no console window must open next to the form.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let problem = match yuebao_desktop::is_missing() {
        Some(sentence) => sentence.to_owned(),
        None => match yuebao_desktop::run() {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => format!("山城月报没能启动：{error}。填过的数都在。请重新启动电脑，再打开一次。"),
        },
    };
    yuebao_desktop::tell(&problem);
    ExitCode::FAILURE
}
